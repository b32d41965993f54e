//! The log that SQLite writes beside the file: when it is written back into it.

use std::time::{Duration, Instant};

use super::Store;
use super::queue::Turn;
use crate::error::Result;

/// Pages of a log from which on it is written back: 64 MB.
const LONG: i64 = 16_384;

/// How long to wait before the log is tried again where a reader is in the way.
pub(super) const AGAIN: Duration = Duration::from_millis(50);

/// How long a reader of a moment ago may hold the log and, with it, all writers.
const PATIENCE: Duration = Duration::from_millis(50);

impl Store {
    /// Writes a long log back, so that it begins anew. SQLite would do that within a commit, while other writers wait:
    /// here they write on. What fails here is no failure of what was written: whoever leaves last tries it again.
    pub(super) fn keep_log_short(&self) {
        let _ = self.shorten_log();
    }

    fn shorten_log(&self) -> Result<()> {
        if self.pages_left("NOOP")? < LONG {
            return Ok(());
        }
        // Only a log that is written back whole begins anew. Where others wrote meanwhile little is left.
        if (1..LONG).contains(&self.pages_left("PASSIVE")?) {
            let _turn = Turn::take(&self.path, self.wait)?;
            self.pages_left("PASSIVE")?;
        }
        Ok(())
    }

    /// Writes as much back as this mode does. How many pages of the log are left that were not.
    fn pages_left(&self, mode: &str) -> Result<i64> {
        let mut statement = self.connection.prepare_cached(&format!("PRAGMA wal_checkpoint({mode})"))?;
        Ok(statement.query_row([], |row| Ok(row.get::<_, i64>(1)? - row.get::<_, i64>(2)?))?)
    }

    /// Writes the log back into the file and empties it. Where a reader is in the way that is tried again and again:
    /// SQLite's own waiting would hold up every writer. `false` where it stayed in the way.
    pub(super) fn write_log_back(&mut self, wait: Duration, step: &dyn Fn() -> Result<()>) -> Result<bool> {
        keep_trying(wait, step, || {
            let _turn = Turn::take(&self.path, self.wait)?;
            self.log_is_written_back()
        })
    }

    /// Writes the log back and empties it, if nobody is in the way just now. Whoever begins to read when it is written
    /// back is not.
    pub(super) fn log_is_written_back(&self) -> Result<bool> {
        self.connection.busy_timeout(PATIENCE)?;
        let in_the_way: bool = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        self.connection.busy_timeout(self.wait)?;
        Ok(!in_the_way)
    }
}

/// Attempts it again and again until it succeeds, or until that wait is over. `false` where it never did.
pub(super) fn keep_trying(
    wait: Duration,
    step: &dyn Fn() -> Result<()>,
    mut attempt: impl FnMut() -> Result<bool>,
) -> Result<bool> {
    let begun = Instant::now();
    loop {
        let done = attempt()?;
        if done || begun.elapsed() >= wait {
            return Ok(done);
        }
        step()?;
        std::thread::sleep(AGAIN);
    }
}
