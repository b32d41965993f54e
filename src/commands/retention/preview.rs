//! `livechats retention preview`

use std::collections::BTreeMap;

use clap::Args;

use crate::commands::args::{columns_help, columns_of, whole_number};
use crate::commands::mentions::left_out;
use crate::commands::policies::{deed, others};
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::permission::{Need, Thing};
use crate::model::retention::{WORK_COLUMNS, WorkRow};
use crate::output::number::counted;

const EXAMPLES: &str = "\
Examples:
  livechats retention preview
  livechats retention preview old --days 365    also of one that is not active
  livechats retention preview --format csv";

/// Tell what runs on the coming days would do, one run a day, if nothing else changes
///
/// A row is one policy on one day: what is due then, what it takes of that, what legal holds and other reasons leave, what
/// waits because of its --max, and what its exceptions keep. Days with nothing to tell are left out. Words that a
/// pseudonymisation would have taken away by then are still found.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\nColumns:\n{}", columns_help(WORK_COLUMNS)))]
pub struct Preview {
    /// Only by this policy
    #[arg(value_name = "POLICY")]
    policy: Option<String>,
    /// For so many days, the first of them now
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = whole_number(1, 3660))]
    days: u64,
}

impl Work for Preview {
    fn need(&self) -> Need {
        Need::View(Thing::Retention)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let columns = columns_of(WORK_COLUMNS, cx.output.columns())?;
        let forecast = cx.store()?.forecast(self.policy.as_deref(), &cx.clock, self.days.cast_signed())?;
        if forecast.unknown.is_empty() && forecast.left_out.is_empty() {
            cx.output.say("No policy is active.");
        }
        if !forecast.rows.is_empty() || cx.output.asked_format().is_some() {
            cx.output.list(&columns, &forecast.rows, None)?;
        }
        // In all, by policy and action, in the order of the policies.
        for (policy, unknown) in &forecast.unknown {
            let mut totals: BTreeMap<&str, WorkRow> = BTreeMap::new();
            for row in forecast.rows.iter().filter(|row| row.policy == policy.name) {
                let before = totals.get(row.action).map_or(0, |total| total.done);
                totals.insert(row.action, WorkRow { done: before + row.done, ..row.clone() });
            }
            let name = &policy.name;
            let days = counted(self.days, "day");
            if totals.is_empty() {
                cx.output.say(&format!("{name}: nothing is due in {days}."));
            }
            for total in totals.values() {
                cx.output.say(&format!("{name}: {} in {days}{}.", deed(total, true), others(total)));
            }
            if *unknown > 0 {
                let chats = counted(*unknown, "chat");
                let are = if *unknown == 1 { "is" } else { "are" };
                cx.output.say(&format!("{name}: {chats} {are} never due: {}.", policy.since.unknown()));
            }
        }
        left_out(cx, &forecast.left_out, !forecast.unknown.is_empty()).map_or(Ok(()), Err)
    }
}
