//! `livechats ban add`

use clap::Args;

use super::suspect::{COMPARED, SuspectFlags};
use crate::commands::args::columns_help;
use crate::commands::listing::{line_of_text, say_changed};
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::ban::COLUMNS;
use crate::model::length::Length;
use crate::model::permission::{Need, Thing};
use crate::output::number::counted;
use crate::store::{Banned, NewBan};

const EXAMPLES: &str = "\
Examples:
  livechats ban add --person 12 --reason spam            as long as the ban rules say
  livechats ban add --person 12 --reason spam --for 1mo --note 'third warning'
  livechats ban add --email ann@example.com --phone '+49 30 1234' --reason abuse --for permanent
  livechats ban add --ip 203.0.113.0/24 --reason abuse --for 12h --dry-run
  livechats ban add --person 12 --reason abuse --for 2w --replace";

const LENGTHS: &str = "\
Lengths: 90min, 12h, 3d (24 hours each), 2w, 1mo, permanent; at most 100 years. Months follow
the calendar of --tz: from the 31st it is the last day of a shorter month.";

/// Ban a person and their identifiers, or identifiers alone
///
/// The person's identifiers of this moment go along: somebody else who has one of them is stopped too.
#[derive(Args, Debug)]
#[command(
    after_help = format!("{EXAMPLES}\n\n{LENGTHS}\n\n{COMPARED}"),
    after_long_help = format!("{EXAMPLES}\n\n{LENGTHS}\n\n{COMPARED}\n\nColumns:\n{}", columns_help(COLUMNS)),
    group = clap::ArgGroup::new("whom").required(true).multiple(true)
        .args(["person", "email", "phone", "ip", "channel_id", "unique_id"])
)]
pub struct Add {
    #[command(flatten)]
    suspect: SuspectFlags,
    /// Only the person, without their identifiers
    #[arg(long, requires = "person", help_heading = "Whom")]
    person_only: bool,
    /// One of the ban reasons
    #[arg(long, value_name = "REASON")]
    reason: String,
    /// How long [default: what the ban rules say]
    #[arg(long = "for", value_name = "LENGTH", value_parser = Length::parse, allow_hyphen_values = true)]
    length: Option<Length>,
    /// What else there is to say
    #[arg(long, value_name = "TEXT", value_parser = line_of_text)]
    note: Option<String>,
    /// Take the place of the ban that runs
    #[arg(long)]
    replace: bool,
    /// Do it all and take it back
    #[arg(long)]
    dry_run: bool,
}

impl Work for Add {
    fn need(&self) -> Need {
        Need::Manage(Thing::Bans)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let new = NewBan {
            suspect: self.suspect.suspect(),
            person_only: self.person_only,
            reason: self.reason,
            length: self.length,
            note: self.note,
            replace: self.replace,
            zone: cx.clock.zone.clone(),
            dry_run: self.dry_run,
        };
        let banned = cx.store_for_writing()?.add_ban(&cx.actor(), &new)?;
        let sentence = sentence(cx, &banned, &new);
        say_changed(cx, COLUMNS, &[banned.row], &sentence)
    }
}

fn sentence(cx: &Context, banned: &Banned, new: &NewBan) -> String {
    let Banned { row, replaced, operation } = banned;
    let identifiers = counted(row.identifiers.len() as u64, "identifier");
    let whom = match (row.person_id, row.identifiers.len()) {
        (Some(person), 0) => format!("person {person}"),
        (Some(person), _) => format!("person {person} and {identifiers}"),
        (None, _) => identifiers,
    };
    let until =
        row.until.map_or_else(|| "for good".to_owned(), |until| format!("until {}", until.local(cx.output.zone())));
    let length = row.length.as_deref().and_then(|length| Length::parse(length).ok());
    let by_rule = match (new.length, length) {
        (None, Some(length)) => format!(" ({} by the rules, offence {})", length.words(), row.offence),
        _ => format!(" (offence {})", row.offence),
    };
    let instead = match replaced[..] {
        [] => String::new(),
        _ => {
            let bans: Vec<String> = replaced.iter().map(i64::to_string).collect();
            format!(" instead of ban {}", bans.join(", "))
        }
    };
    if new.dry_run {
        return format!("Dry run, nothing is kept: {whom} would be banned {until}{by_rule}{instead}.");
    }
    format!("Banned {whom} {until}{by_rule}{instead}: ban {}. Take it back: livechats undo {operation}", row.id)
}
