//! `livechats ban check`: the question that a messaging application asks before every handoff.

use clap::Args;

use super::suspect::{COMPARED, SuspectFlags};
use crate::commands::args::{columns_help, columns_of};
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::model::ban::{VERDICT_COLUMNS, Verdict};
use crate::model::permission::{Need, Thing};
use crate::output::Format;

const EXAMPLES: &str = "\
Examples:
  livechats ban check --email ann@example.com --ip 203.0.113.7 || echo banned
  livechats ban check --person 12 --format json
  livechats ban check --channel-id 4915212345 --format tsv --columns until";

/// Tell by the exit code whether somebody is banned: 0 if not, 9 if they are
///
/// With --format json one object tells the ban, of several the one that holds longest. Nothing is written and nothing
/// is counted, so it can be asked as often as one likes. A person is quickest found by number.
#[derive(Args, Debug)]
#[command(
    after_help = format!("{EXAMPLES}\n\n{COMPARED}"),
    after_long_help = format!("{EXAMPLES}\n\n{COMPARED}\n\nColumns:\n{}", columns_help(VERDICT_COLUMNS)),
    group = clap::ArgGroup::new("whom").required(true).multiple(true)
        .args(["person", "email", "phone", "ip", "channel_id", "unique_id"])
)]
pub struct Check {
    #[command(flatten)]
    suspect: SuspectFlags,
}

impl Work for Check {
    fn need(&self) -> Need {
        Need::View(Thing::Bans)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let suspect = self.suspect.suspect();
        if let Some(range) = suspect.identifiers.iter().find(|identifier| identifier.is_range()) {
            return Err(Error::usage(format!("--ip {} is a range, and nobody has one", range.value))
                .hint("ask for one address; ban rehearse takes ranges"));
        }
        let now = cx.clock.now;
        let verdict = cx.store()?.check_ban(&suspect, now)?;
        print(cx, &verdict)?;
        match verdict.ban {
            None => {
                cx.output.say("Not banned.");
                Ok(())
            }
            Some(ban) => {
                let reason = verdict.reason.unwrap_or_default();
                let until = verdict
                    .until
                    .map_or_else(|| "for good".to_owned(), |until| format!("until {}", until.local(cx.output.zone())));
                let by = verdict.matched_by.join(", ");
                Err(Error::found(format!("banned {until} (ban {ban}: {reason}; by {by})"))
                    .hint(format!("livechats ban show {ban} tells more")))
            }
        }
    }
}

/// Prints the verdict where a format asks for it: as JSON one object, and no list.
fn print(cx: &mut Context, verdict: &Verdict) -> Result<()> {
    let Some(format) = cx.output.asked_format() else { return Ok(()) };
    let shown = columns_of(VERDICT_COLUMNS, cx.output.columns())?;
    if format == Format::Json {
        return Ok(cx.output.object(&shown, verdict)?);
    }
    Ok(cx.output.list(&shown, std::slice::from_ref(verdict), None)?)
}
