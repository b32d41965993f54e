//! What runs on the coming days would do.

use jiff::tz::TimeZone;

use super::due::{Ahead, Asker, Ground};
use super::{find, halt, of_id, stored};
use crate::error::Result;
use crate::model::retention::{Policy, WorkRow};
use crate::model::time::{Clock, Time};
use crate::store::{Mention, Store};

const DAY: i64 = 86_400_000_000;

/// What a forecast says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forecast {
    /// What each policy would do on each day, where there is anything to tell.
    pub rows: Vec<WorkRow>,
    /// Each policy, with the chats that it never takes because it is not known how old they are.
    pub unknown: Vec<(Policy, u64)>,
    /// What policies speak of that is not there: nothing is done by these.
    pub left_out: Vec<Mention>,
}

impl Store {
    /// What one run a day would do by the policies that are run, or by this one even where it is not, if nothing else
    /// changes: the first now, each of the others a day after the one before. Words that a pseudonymisation would have
    /// taken away by then are still found.
    ///
    /// # Errors
    /// `NotFound` where there is no such policy.
    pub fn forecast(&self, name: Option<&str>, clock: &Clock, days: i64) -> Result<Forecast> {
        let moment = self.connection.unchecked_transaction()?;
        let mut policies: Vec<Policy> = match name {
            Some(name) => vec![of_id(&moment, find(&moment, name)?)?.1],
            None => stored(&moment)?.into_iter().map(|(_, policy)| policy).filter(|policy| policy.active).collect(),
        };
        let times = (0..days).map_while(|day| Time::from_micros(clock.now.micros().checked_add(day * DAY)?));
        let times: Vec<Time> = times.collect();
        let sight = self.sight().for_policies();
        let ground = Ground::read(&moment, &sight, times.clone())?;
        let left_out = halt(&moment, &mut policies, clock.now)?;
        let mut askers: Vec<Asker<'_>> = policies.iter().map(Asker::new).collect();
        let mut forecast = Forecast { left_out, ..Forecast::default() };
        for policy in policies.iter().filter(|policy| policy.max > 0) {
            forecast.unknown.push((policy.clone(), ground.unknown(policy, clock.now)?));
        }
        let mut ahead = Ahead::default();
        for now in times {
            ahead.next_run();
            for asker in &mut askers {
                let parts = asker.ask(&ground, now, &day(now, &clock.zone), &mut ahead)?;
                if asker.policy.max > 0 {
                    forecast.rows.extend(parts.into_iter().map(|part| part.row).filter(tells));
                }
            }
        }
        Ok(forecast)
    }
}

/// The day of a moment, as `2026-01-31`.
pub fn day(time: Time, zone: &TimeZone) -> String {
    time.timestamp().to_zoned(zone.clone()).date().to_string()
}

/// Whether there is anything to tell.
fn tells(row: &WorkRow) -> bool {
    row.matched + row.excepted > 0
}
