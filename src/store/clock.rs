//! Whether the clock can be believed: a wrong one must not make everything old.
//!
//! The repository knows the highest time that it has seen. Each operation moves it on, by 30 days at most: a clock that
//! jumped further stays out of belief, however much is written at its time, until an admin says that it is right. What
//! empties by age also notes that it ran, so that a repository in which nothing happens keeps up with the days.

use rusqlite::{Connection, OptionalExtension};

use super::change::check_clock;
use super::{Actor, Store};
use crate::error::{Error, Result};
use crate::model::time::Time;

/// How far a clock may be behind the highest time seen, and ahead of it, to be believed.
const BEHIND: i64 = 5 * 60 * 1_000_000;
const AHEAD: i64 = 30 * 86_400_000_000;

/// What is not written down anew: a command that runs every few minutes shall not write each time.
const SOON: i64 = 12 * 3_600_000_000;

/// The highest time seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seen {
    /// In microseconds; `None` where nothing ever happened.
    at: Option<i64>,
    /// The newest operation it knows of.
    operation: i64,
    /// The time that was written down.
    noted: Option<i64>,
}

impl Seen {
    fn read(connection: &Connection) -> Result<Self> {
        let noted: Option<String> =
            connection.query_row("SELECT value FROM setting WHERE name = 'clock'", [], |row| row.get(0)).optional()?;
        let noted = noted.as_deref().and_then(|noted| noted.split_once(' '));
        let noted: Option<(i64, i64)> =
            noted.and_then(|(operation, at)| Some((operation.parse().ok()?, at.parse().ok()?)));
        let (operation, at) = noted.map_or((0, None), |(operation, at)| (operation, Some(at)));
        let mut seen = Self { at, operation, noted: at };
        let mut statement = connection.prepare("SELECT id, at FROM operation WHERE id > ?1 ORDER BY id")?;
        let mut rows = statement.query([operation])?;
        while let Some(row) = rows.next()? {
            let at: i64 = row.get(1)?;
            seen.operation = row.get(0)?;
            seen.at = Some(match seen.at {
                Some(before) if at.saturating_sub(before) > AHEAD => before,
                Some(before) => before.max(at),
                None => at,
            });
        }
        Ok(seen)
    }
}

impl Store {
    /// Refuses to go by the age of things where the clock cannot be believed.
    ///
    /// # Errors
    /// `Refused` for one that is far from the highest time seen.
    pub fn check_clock_for_ages(&self, now: Time) -> Result<()> {
        let seen = Seen::read(&self.connection)?;
        let ahead = seen.at.map_or(0, |at| now.micros().saturating_sub(at));
        if (-BEHIND..=AHEAD).contains(&ahead) {
            return Ok(());
        }
        let far = if ahead < 0 {
            "before the last time seen here"
        } else {
            "more than 30 days after the last time seen here"
        };
        Err(Error::refused(format!("the clock says a time {far}; nothing was done by age"))
            .hint("set the clock, or say --accept-clock if it is right"))
    }

    /// Notes the time of a clock that was checked, or that somebody said is right: from then on it counts, whatever was
    /// seen before. Whoever is not let at every chat has no say in that.
    pub fn note_clock(&mut self, actor: &Actor, accepted: bool) -> Result<()> {
        if !self.grasp().is_everything() {
            return Ok(());
        }
        let seen = Seen::read(&self.connection)?;
        let now = actor.now.micros();
        let recent = seen.noted.is_some_and(|noted| now.saturating_sub(noted) < SOON);
        if recent && !accepted || accepted && seen.at == Some(now) && seen.noted.is_some() {
            return Ok(());
        }
        self.tidy(|transaction| {
            check_clock(transaction, actor)?;
            let seen = Seen::read(transaction)?;
            let at = if accepted { now } else { seen.at.unwrap_or(now).max(now) };
            transaction.execute(
                "INSERT INTO setting (name, value) VALUES ('clock', ?1) ON CONFLICT DO UPDATE SET value = excluded.value",
                [format!("{} {at}", seen.operation)],
            )?;
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::model::permission::Need;
    use crate::store::change::Act;

    const DAY: i64 = 86_400_000_000;

    fn actor(now: i64) -> Actor {
        Actor { uid: 7, now: Time::from_micros(now).unwrap(), fixed_clock: true }
    }

    struct Clocked {
        store: Store,
        _folder: tempfile::TempDir,
    }

    impl Clocked {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("r.db");
            drop(Store::create(&path, &actor(0), "admin").unwrap());
            let mut store = Store::open_for_writing(&path, &actor(0), Duration::from_secs(5)).unwrap();
            store.admit(&actor(0), Need::Admin, None).unwrap();
            store.connection.pragma_update(None, "synchronous", "OFF").unwrap();
            Self { store, _folder: folder }
        }

        /// Somebody changes something when the clock says so many days.
        fn write(&mut self, days: i64) {
            self.store.change(&actor(days * DAY), Act::of("test"), |_| Ok(())).unwrap();
        }

        fn believes(&self, now: i64) -> bool {
            self.store.check_clock_for_ages(Time::from_micros(now).unwrap()).is_ok()
        }

        /// What a nightly run does; whether it believed the clock.
        fn night(&mut self, days: i64) -> bool {
            let believed = self.believes(days * DAY);
            if believed {
                self.store.note_clock(&actor(days * DAY), false).unwrap();
            }
            believed
        }
    }

    #[test]
    fn five_minutes_back_and_thirty_days_ahead_are_believed() {
        let clocked = Clocked::new();
        let minute = 60_000_000;
        for (now, believed) in [
            (0, true),
            (-5 * minute, true),
            (-5 * minute - 1, false),
            (-60 * minute, false),
            (30 * DAY, true),
            (30 * DAY + 1, false),
            (31 * DAY, false),
            (-365 * DAY, false),
            (2_147_483_648_000_000, false),
            (4_291_747_200_000_000, false),
            (-62_135_596_800_000_000, false),
            (253_402_207_200_999_999, false),
        ] {
            assert_eq!(clocked.believes(now), believed, "{now}");
        }
    }

    #[test]
    fn what_is_written_at_a_wrong_time_does_not_make_it_right() {
        let mut clocked = Clocked::new();
        clocked.write(20);
        for days in 3650..3660 {
            clocked.write(days);
            assert!(!clocked.night(days));
        }
        // The right clock is believed as ever.
        assert!(clocked.night(21) && clocked.night(50));
        // Until somebody says that the other one is right.
        clocked.store.note_clock(&actor(3660 * DAY), true).unwrap();
        assert!(clocked.night(3661) && !clocked.night(51));
        // And takes that back.
        clocked.store.note_clock(&actor(52 * DAY), true).unwrap();
        assert!(clocked.night(53) && !clocked.night(3662));
    }

    #[test]
    fn nights_keep_up_with_the_days_where_nothing_else_happens() {
        let mut clocked = Clocked::new();
        assert!((1..100).all(|days| clocked.night(days)));
        assert!(!clocked.believes(130 * DAY));
        let mut quiet = Clocked::new();
        assert!(quiet.night(29) && quiet.night(58) && !quiet.night(89));
        // The clock goes back by an hour where the zone does not: no harm, and nothing by age for that hour.
        assert!(!quiet.believes(58 * DAY - 3_600_000_000) && quiet.believes(58 * DAY));
    }

    #[test]
    fn a_clock_that_somebody_set_is_noted_only_where_it_may_write() {
        let mut clocked = Clocked::new();
        clocked.store.connection.execute("DELETE FROM setting WHERE name = 'fixed_clock'", []).unwrap();
        assert_eq!(clocked.store.note_clock(&actor(DAY), true).unwrap_err().exit_code(), 6);
        assert_eq!(Seen::read(&clocked.store.connection).unwrap().noted, None);
    }
}
