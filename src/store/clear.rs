//! Making removed words unreadable: out of the search index, out of the old record, out of the log, out of the file.
//!
//! Whoever removes words marks that in the same transaction ([`mark`]). Only when the index holds nothing of removed
//! rows any more and the log was written back and emptied is the mark taken away; until then any writer goes on with it.

mod authors;
mod number_set;
mod terms;

use std::time::{Duration, Instant};

use rusqlite::{Connection, OptionalExtension};

use super::Store;
use super::journal::{CHAT, REMOVED};
use super::log::AGAIN;
use super::queue::Alone;
use super::segments::Index;
use crate::error::{Error, Result};
pub(super) use terms::is_used;

/// How long a step may hold other writers up. Each begins by reading what rows were removed, so shorter ones cost more.
const STEP: Duration = Duration::from_millis(75);

/// Pages merged in a step at most, so that the log stays short.
const MOST_PAGES: i64 = 4096;

/// A pause in which a waiting writer gets its turn.
const PAUSE: Duration = Duration::from_millis(1);

/// Rows of the record emptied at once.
const BLOCK: usize = 1000;

/// Whether the words are gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Cleared {
    /// No byte of them is left where this program can reach.
    Gone,
    /// Another process reads an older moment of the repository, which needs the old bytes.
    InUse,
}

impl Cleared {
    /// An error that says what is left and what to do, unless nothing is.
    pub fn or_in_use(self) -> Result<()> {
        match self {
            Self::Gone => Ok(()),
            Self::InUse => Err(Error::partial(
                "bytes of what was removed stay in the file: it is still in use by a reader",
            )
            .hint("close what reads it, then run livechats purge --finish (commands that write go on with it too)")),
        }
    }
}

/// Notes that words were removed, in the transaction that removes them. From here on merging is ours. Each removal makes
/// another mark of it: whoever clears what was removed before does not take it away.
pub(super) fn mark(connection: &Connection) -> Result<()> {
    let marked = connection
        .prepare_cached("INSERT OR IGNORE INTO setting (name, value) VALUES ('clearing', 'yes')")?
        .execute([])?;
    connection
        .prepare_cached(
            "UPDATE setting SET value = 'by ' || (SELECT coalesce(max(id), 0) + 1 FROM operation)
             WHERE name = 'clearing'",
        )?
        .execute([])?;
    if marked > 0 {
        for index in [Index::Search, Index::TermPiece] {
            index.merge_by_itself(connection, false)?;
        }
    }
    Ok(())
}

impl Store {
    /// Whether words were removed that may still be read in the file.
    pub fn needs_clearing(&self) -> Result<bool> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT 1 FROM setting WHERE name = 'clearing' OR name GLOB 'erasing *' LIMIT 1")?;
        Ok(statement.query_row([], |_| Ok(())).optional()?.is_some())
    }

    /// Clears the index, the record and the log of all that was removed, in steps that let others write. `wait` is for
    /// readers of an older moment. `step` is told of each step; its error ends the work, to be gone on with later.
    pub(super) fn clear(&mut self, wait: Duration, step: &dyn Fn() -> Result<()>) -> Result<Cleared> {
        let clearing = loop {
            match Alone::clearing(&self.path)? {
                Some(clearing) => break clearing,
                None if wait.is_zero() => return Ok(Cleared::InUse),
                // Who has it is at work: its process would not have it else.
                None => step()?,
            }
            std::thread::sleep(AGAIN);
        };
        self.clear_by(clearing, wait, step)
    }

    /// The same for who has the right to it already.
    pub(super) fn clear_by(
        &mut self,
        clearing: Alone,
        wait: Duration,
        step: &dyn Fn() -> Result<()>,
    ) -> Result<Cleared> {
        let mark = self.mark()?;
        self.merge(Index::Search, step)?;
        self.remove_unused_terms(step)?;
        self.merge(Index::TermPiece, step)?;
        self.empty_record(step)?;
        step()?;
        self.forget_unused_authors(step)?;
        step()?;
        // The log is written back before pages are looked through, and again after the last of them.
        if !(self.write_log_back(wait, step)? && self.scrub(wait, step)? && self.write_log_back(wait, step)?) {
            return Ok(Cleared::InUse);
        }
        self.tidy(|connection| {
            for index in [Index::Search, Index::TermPiece] {
                if !index.segments(connection)?.is_clean() {
                    return Ok(());
                }
            }
            // Somebody may have removed more meanwhile: then the mark is theirs.
            let taken = connection.execute("DELETE FROM setting WHERE name = 'clearing' AND value = ?1", [&mark])?;
            if taken == 0 && mark.is_some() {
                return Ok(());
            }
            connection.execute("DELETE FROM setting WHERE name = 'scrubbed'", [])?;
            for index in [Index::Search, Index::TermPiece] {
                index.merge_by_itself(connection, true)?;
            }
            Ok(())
        })?;
        drop(clearing);
        Ok(Cleared::Gone)
    }

    /// The mark of what was removed last.
    fn mark(&self) -> Result<Option<String>> {
        let mut statement = self.connection.prepare_cached("SELECT value FROM setting WHERE name = 'clearing'")?;
        Ok(statement.query_row([], |row| row.get(0)).optional()?)
    }

    /// Merges until no segment holds anything of a removed row. Pages a step are as many as take about [`STEP`].
    fn merge(&mut self, index: Index, step: &dyn Fn() -> Result<()>) -> Result<()> {
        let mut pages = 64;
        loop {
            let begun = Instant::now();
            let segments = self.tidy(|connection| index.merge_some(connection, pages))?;
            if segments.is_clean() {
                return Ok(());
            }
            let took = begun.elapsed();
            if took > STEP {
                pages = (pages / 2).max(8);
            } else if took < STEP / 2 {
                pages = (pages * 2).min(MOST_PAGES);
            }
            step()?;
            std::thread::sleep(PAUSE);
        }
    }

    /// Takes the words of chats that are gone for good out of the rows as they were. Their digests stay.
    fn empty_record(&mut self, step: &dyn Fn() -> Result<()>) -> Result<()> {
        let mut statement = self.connection.prepare(
            "SELECT old.operation_id, old.number FROM journal AS old
             WHERE old.before IS NOT NULL AND old.noun IN (1, 2, 3, 6, 21)
             AND (old.noun <> 1 OR json_extract(old.before, '$.description', '$.rating_comment', '$.participants',
               '$.external_id') <> '[null,null,null,null]')
             AND EXISTS (SELECT 1 FROM journal AS gone WHERE gone.noun = ?1 AND gone.act = ?2 AND gone.before IS NULL
               AND gone.operation_id > old.operation_id AND gone.row_key = CASE old.noun
                 WHEN 1 THEN old.row_key
                 WHEN 21 THEN json_extract(old.before, '$.chat_key')
                 ELSE CAST(substr(old.row_key, 2) AS INTEGER) END)",
        )?;
        let rows = statement.query_map([CHAT, REMOVED], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let rows: Vec<(i64, i64)> = rows.collect::<rusqlite::Result<_>>()?;
        drop(statement);
        for block in rows.chunks(BLOCK) {
            self.tidy(|connection| {
                let mut empty = connection
                    .prepare_cached("UPDATE journal SET before = NULL WHERE operation_id = ?1 AND number = ?2")?;
                for row in block {
                    empty.execute(*row)?;
                }
                Ok(())
            })?;
            step()?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};

    use super::*;
    use crate::model::time::Time;
    use crate::store::Actor;
    use crate::store::change::{Act, Recording};

    #[test]
    fn what_is_removed_meanwhile_keeps_its_mark() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        let actor = Actor { uid: rustix::process::getuid().as_raw(), now: Time::EPOCH, fixed_clock: false };
        drop(Store::create(&path, &actor, "Max").unwrap());
        let open = || Store::open_for_writing(&path, &actor, Duration::from_secs(5)).unwrap();
        let remove = |store: &mut Store| {
            let act = Act { recorded: Recording::Nothing, ..Act::of("test") };
            store.change(&actor, act, |change| mark(change.transaction)).unwrap();
        };
        let (mut store, other) = (open(), RefCell::new(open()));
        remove(&mut store);
        let removed = Cell::new(false);
        let step = || {
            if !removed.replace(true) {
                assert_eq!(other.borrow_mut().clear(Duration::ZERO, &|| Ok(())).unwrap(), Cleared::InUse);
                remove(&mut other.borrow_mut());
            }
            Ok(())
        };
        assert_eq!(store.clear(Duration::ZERO, &step).unwrap(), Cleared::Gone);
        assert!(removed.get() && store.needs_clearing().unwrap());
        assert_eq!(store.clear(Duration::ZERO, &step).unwrap(), Cleared::Gone);
        assert!(!store.needs_clearing().unwrap());
    }
}
