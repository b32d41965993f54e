//! `livechats retention run`

use clap::Args;

use crate::commands::args::{columns_help, columns_of};
use crate::commands::confirm::{confirm, is_answerable, unanswerable};
use crate::commands::mentions::left_out;
use crate::commands::policies::{deed, others, work_off};
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::permission::{Need, Thing};
use crate::model::retention::WORK_COLUMNS;
use crate::store::DueWork;

const EXAMPLES: &str = "\
Examples:
  livechats retention run --dry-run             everything but keeping it
  livechats retention run old --yes             one policy, nothing asked
  livechats retention run --yes --format json";

/// Do what is due by the policies, in their order
///
/// bin puts chats into the bin, from where maintain purges them after 30 days. purge does the same, and purges what it asks
/// for from the bin once it was there for the policy's grace, whoever put it there; so nothing goes for good in the run that
/// found it. pseudonymise does what person erase --pseudonymise does, with persons all of whose chats are due. Chats on a
/// legal hold stay, and what is above a policy's --max waits for the next run, the oldest first: neither is a fault. A clock
/// that is far from the last time seen is not believed, exit 6.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\nColumns:\n{}", columns_help(WORK_COLUMNS)))]
pub struct Run {
    /// Only these [default: every one that is active]
    #[arg(value_name = "POLICY")]
    policies: Vec<String>,
    /// Do it all, keep nothing, and say what would be done
    #[arg(long)]
    dry_run: bool,
    /// Ask nothing
    #[arg(long, short)]
    yes: bool,
    /// Believe the clock, even where it is far from the last time seen
    #[arg(long)]
    accept_clock: bool,
}

impl Work for Run {
    fn need(&self) -> Need {
        Need::Manage(Thing::Retention)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let columns = columns_of(WORK_COLUMNS, cx.output.columns())?;
        if !self.dry_run && !self.yes && !is_answerable(cx) {
            return Err(unanswerable("retention run", "--dry-run shows what it would do, --yes asks nothing"));
        }
        let mut store = cx.store_for_writing()?;
        let DueWork { planned, left_out: halted } = store.due_by_policies(&self.policies, &cx.clock)?;
        if !self.accept_clock {
            store.check_clock_for_ages(cx.clock.now)?;
        }
        if planned.is_empty() && halted.is_empty() {
            cx.output.say("No policy is active.");
        }
        let count = planned.iter().map(|work| work.row.done).sum();
        if count > 0 && !self.dry_run && !self.yes {
            for work in planned.iter().filter(|work| work.row.matched > 0) {
                cx.output.say(&format!("  {}: {}{}", work.row.policy, deed(&work.row, true), others(&work.row)));
            }
            confirm("retention run: do all of this?", count, "--dry-run shows all of it, --yes asks nothing")?;
        }
        let (rows, troubles) = work_off(cx, &mut store, &planned, self.dry_run)?;
        if !self.dry_run {
            store.note_clock(&cx.actor(), self.accept_clock)?;
        }
        if cx.output.asked_format().is_some() {
            cx.output.list(&columns, &rows, None)?;
        }
        let halted = left_out(cx, &halted, !planned.is_empty());
        troubles.into_iter().chain(halted).next().map_or(Ok(()), Err)
    }
}
