//! `livechats ban rehearse`: whom a ban would have stopped.

use clap::Args;

use super::suspect::{COMPARED, SuspectFlags};
use crate::commands::args::columns_help;
use crate::commands::listing::ListFlags;
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::ban::{REACHED_COLUMNS, Reached, STOPPED_COLUMNS, Stopped};
use crate::model::permission::{Need, Thing};
use crate::output::number::counted;
use crate::store::Rehearsal;

const EXAMPLES: &str = "\
Examples:
  livechats ban rehearse --ip 203.0.113.0/24             past chats that this ban would have stopped
  livechats ban rehearse --person 12 --persons           and the persons: who shares an identifier with 12
  livechats ban rehearse --running --persons             whom the bans that run reach";

/// Tell whom a ban would have stopped: past chats, or persons
///
/// Nothing is banned. Chats in the bin are left out. The column ban tells which running ban reaches a person already.
#[derive(Args, Debug)]
#[command(
    after_help = format!("{EXAMPLES}\n\n{COMPARED}"),
    after_long_help = format!(
        "{EXAMPLES}\n\n{COMPARED}\n\nColumns:\n{}\n\nColumns of --persons:\n{}",
        columns_help(STOPPED_COLUMNS),
        columns_help(REACHED_COLUMNS)
    ),
    group = clap::ArgGroup::new("whom").required(true).multiple(true)
        .args(["person", "email", "phone", "ip", "channel_id", "unique_id", "running"])
)]
pub struct Rehearse {
    #[command(flatten)]
    suspect: SuspectFlags,
    /// Only the person, without their identifiers
    #[arg(long, requires = "person", help_heading = "Whom")]
    person_only: bool,
    /// Every ban that runs, instead
    #[arg(
        long,
        help_heading = "Whom",
        conflicts_with_all = ["person", "email", "phone", "ip", "channel_id", "unique_id"]
    )]
    running: bool,
    /// The persons instead of their chats
    #[arg(long)]
    persons: bool,
    #[command(flatten)]
    list: ListFlags,
}

impl Work for Rehearse {
    fn need(&self) -> Need {
        Need::View(Thing::Bans)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let rehearsal = match self.running {
            true => Rehearsal::Running,
            false => Rehearsal::New(self.suspect.suspect(), self.person_only),
        };
        let now = cx.clock.now;
        let reached = cx.store()?.rehearse_ban(&rehearsal, now)?;
        let sentence = sentence(&reached);
        if self.persons {
            self.list.say(cx, REACHED_COLUMNS, reached, "person")?;
        } else {
            let chats = reached.into_iter().flat_map(stopped).collect();
            self.list.say(cx, STOPPED_COLUMNS, chats, "chat")?;
        }
        cx.output.say(&sentence);
        Ok(())
    }
}

fn stopped(reached: Reached) -> Vec<Stopped> {
    let Reached { person_id, person, matched_by, ban, chats } = reached;
    let of = |(chat, created)| Stopped {
        chat,
        created,
        person_id,
        person: person.clone(),
        matched_by: matched_by.clone(),
        ban,
    };
    chats.into_iter().map(of).collect()
}

fn sentence(reached: &[Reached]) -> String {
    let chats = reached.iter().map(|one| one.chats.len() as u64).sum();
    let already = reached.iter().filter(|one| one.ban.is_some()).count();
    let already = match already {
        0 => String::new(),
        already => format!(", {already} of whom a ban reaches already"),
    };
    format!("It reaches {} of {}{already}.", counted(chats, "chat"), counted(reached.len() as u64, "person"))
}
