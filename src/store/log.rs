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
        let _ = self.shorten_log(LONG);
    }

    fn shorten_log(&self, long: i64) -> Result<()> {
        if self.pages_left("NOOP")? < long {
            return Ok(());
        }
        // Only a log that is written back whole begins anew.
        self.pages_left("PASSIVE")?;
        // What others wrote meanwhile is little.
        if (1..long).contains(&self.pages_left("NOOP")?) {
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::model::time::Time;
    use crate::store::Actor;
    use crate::store::open::beside;
    use crate::store::queue::Alone;

    fn open(path: &Path) -> Store {
        let actor = Actor { uid: rustix::process::getuid().as_raw(), now: Time::EPOCH, fixed_clock: false };
        if !path.exists() {
            drop(Store::create(path, &actor, "Max").unwrap());
        }
        Store::open_for_writing(path, &actor, Duration::from_secs(5)).unwrap()
    }

    fn log(path: &Path) -> u64 {
        std::fs::metadata(beside(path, "-wal")).map_or(0, |metadata| metadata.len())
    }

    /// Writes some twenty pages.
    fn write(store: &mut Store, name: &str) {
        let row = "INSERT OR REPLACE INTO setting (name, value) VALUES (?1, hex(randomblob(40000)))";
        store.tidy(|connection| Ok(connection.execute(row, [name])?)).unwrap();
    }

    #[test]
    fn a_long_log_is_written_back_and_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        let (mut store, mut other) = (open(&path), open(&path));
        let mut longest = 0;
        for _ in 0..20 {
            write(&mut store, "a");
            write(&mut other, "b");
            store.shorten_log(100).unwrap();
            longest = longest.max(log(&path));
        }
        assert!((100 * 4096..200 * 4096).contains(&longest), "{longest}");
        // A reader of an older moment needs what is in the log: nobody waits for them.
        let reader = crate::store::open::again(&path).unwrap();
        let moment = reader.unchecked_transaction().unwrap();
        moment.query_row("SELECT count(*) FROM setting", [], |_| Ok(())).unwrap();
        for _ in 0..20 {
            write(&mut store, "a");
            store.shorten_log(100).unwrap();
        }
        assert!(log(&path) > 2 * longest);
        drop(moment);
        let before = log(&path);
        for _ in 0..20 {
            write(&mut store, "a");
            store.shorten_log(100).unwrap();
        }
        assert!(log(&path) <= before + 200 * 4096, "it did not begin anew");
        drop((store, other, reader));
        assert_eq!(log(&path), 0);
    }

    #[test]
    fn who_leaves_leaves_the_log_to_whoever_clears() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        let (_first, mut second) = (open(&path), open(&path));
        let clearing = Alone::clearing(&path).unwrap();
        write(&mut second, "a");
        drop(second);
        assert!(log(&path) > 0);
        drop(clearing);
        drop(open(&path));
        assert_eq!(log(&path), 0);
    }
}
