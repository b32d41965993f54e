//! `livechats purge`: chats of the bin go for good.

use clap::Args;

use crate::commands::target::{Action, Ask, TargetFlags};
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::permission::{ChatVerb, Need};
use crate::store::{Due, Side};

const EXAMPLES: &str = "\
Examples:
  livechats purge --all --max 100000 --yes              what is 30 days in the bin, every night
  livechats purge 4711 --now                            one chat of the bin, at once
  livechats purge --where 'tag:spam' --now --dry-run    what would go, and a plan
  livechats purge --finish                              what an interrupted purge or erasure left";

/// Remove chats of the bin for good
///
/// Chats go whose time in the bin is over: 30 days, or at once with --now. Their words are overwritten in the file; this
/// cannot be undone, and their numbers are never given again. Chats on a legal hold stay. Where another process still
/// reads the old bytes the exit code is 3, and purge --finish does it later.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Purge {
    #[command(flatten)]
    target: TargetFlags,
    /// Do not wait until 30 days in the bin are over
    #[arg(long)]
    now: bool,
    /// Believe the clock, even where it is far from the last time seen
    #[arg(long, conflicts_with = "now")]
    accept_clock: bool,
    /// Overwrite what an interrupted purge or erasure left; needs no chats
    #[arg(long, conflicts_with_all = ["chats", "stdin", "query", "all", "now", "accept_clock"])]
    finish: bool,
}

impl Work for Purge {
    fn need(&self) -> Need {
        Need::Chats(ChatVerb::Purge)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        if self.finish {
            return cx.finish_clearing();
        }
        let action = Action {
            command: if self.now { "purge --now" } else { "purge" },
            done: "Purged",
            would: "would be purged",
            question: "Remove them for good? This cannot be undone.",
            side: Side::Bin,
            ask: Ask::Always,
        };
        let due = Due { at_once: self.now, named: self.target.names_chats(), accept_clock: self.accept_clock };
        let wait = cx.wait();
        let by_age = !self.now;
        self.target.run(cx, &action, |store, actor, run| {
            let report = store.purge_chats(actor, run, due, wait)?;
            if by_age && !run.dry_run {
                store.note_clock(actor, due.accept_clock)?;
            }
            Ok(report)
        })
    }
}
