//! Making removed words unreadable: out of the search index, out of the old record, out of the log, out of the file.
//!
//! Whoever removes words marks that in the same transaction ([`mark`]). Only when the index holds nothing of removed
//! rows any more and the log was written back and emptied is the mark taken away; until then any writer goes on with it.

use std::time::{Duration, Instant};

use rusqlite::{Connection, OptionalExtension};

use super::Store;
use super::journal::{CHAT, REMOVED};
use super::queue::Turn;
use super::segments::Index;
use crate::error::{Error, Result};

/// How long a step may hold other writers up.
const STEP: Duration = Duration::from_millis(60);

/// A pause in which a waiting writer gets its turn.
const PAUSE: Duration = Duration::from_millis(1);

/// How long to wait before the log is tried again where a reader is in the way.
const AGAIN: Duration = Duration::from_millis(50);

/// Terms looked at, and rows of the record emptied, at once.
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

/// Notes that words were removed, in the transaction that removes them. From here on merging is ours.
pub(super) fn mark(connection: &Connection) -> Result<()> {
    let marked = connection
        .prepare_cached("INSERT OR IGNORE INTO setting (name, value) VALUES ('clearing', 'yes')")?
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
        self.merge(Index::Search, step)?;
        self.remove_unused_terms(step)?;
        self.merge(Index::TermPiece, step)?;
        self.empty_record(step)?;
        step()?;
        self.forget_unused_authors()?;
        step()?;
        // The log is written back before pages are looked through, and again after the last of them.
        if !(self.write_log_back(wait, step)? && self.scrub(step)? && self.write_log_back(wait, step)?) {
            return Ok(Cleared::InUse);
        }
        self.tidy(|connection| {
            for index in [Index::Search, Index::TermPiece] {
                // Somebody may have removed more meanwhile: then the mark is theirs.
                if !index.segments(connection)?.is_clean() {
                    return Ok(());
                }
            }
            connection.execute("DELETE FROM setting WHERE name = 'clearing'", [])?;
            for index in [Index::Search, Index::TermPiece] {
                index.merge_by_itself(connection, true)?;
            }
            Ok(())
        })?;
        Ok(Cleared::Gone)
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
                pages = (pages * 2).min(1 << 16);
            }
            step()?;
            std::thread::sleep(PAUSE);
        }
    }

    /// Takes the terms away that no text holds any more.
    fn remove_unused_terms(&mut self, step: &dyn Fn() -> Result<()>) -> Result<()> {
        let mut after = 0;
        loop {
            let block = terms_after(&self.connection, after)?;
            let Some((last, _)) = block.last() else { return Ok(()) };
            after = *last;
            let mut unused = Vec::new();
            for (id, text) in block {
                if !is_used(&self.connection, &text)? {
                    unused.push((id, text));
                }
            }
            if !unused.is_empty() {
                self.tidy(|connection| {
                    for (id, text) in &unused {
                        // A chat that was written meanwhile may hold it.
                        if !is_used(connection, text)? {
                            connection.prepare_cached("DELETE FROM term_piece WHERE rowid = ?1")?.execute([id])?;
                            connection.prepare_cached("DELETE FROM term WHERE id = ?1")?.execute([id])?;
                        }
                    }
                    Ok(())
                })?;
            }
            step()?;
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

    /// Takes the names away by which sources called persons whose messages are all gone. No index tells which those are,
    /// so all messages are gone through before others are held up, and again where others wrote meanwhile.
    fn forget_unused_authors(&mut self) -> Result<()> {
        const TRIES: usize = 5;
        for attempt in 1..=TRIES {
            let moment = self.connection.unchecked_transaction()?;
            let (version, unused) = (data_version(&moment)?, unused_authors(&moment)?);
            drop(moment);
            if unused.is_empty() {
                return Ok(());
            }
            let done = self.tidy(|connection| {
                let unused = match data_version(connection)? == version {
                    true => unused,
                    false if attempt == TRIES => unused_authors(connection)?,
                    false => return Ok(false),
                };
                let mut forget = connection.prepare_cached("UPDATE author SET name = NULL WHERE id = ?1")?;
                for id in unused {
                    forget.execute([id])?;
                }
                Ok(true)
            })?;
            if done {
                break;
            }
        }
        Ok(())
    }

    /// Writes the log back into the file and empties it. Where a reader is in the way that is tried again and again:
    /// SQLite's own waiting would hold up every writer. `false` where it stayed in the way.
    pub(super) fn write_log_back(&mut self, wait: Duration, step: &dyn Fn() -> Result<()>) -> Result<bool> {
        let begun = Instant::now();
        let done = loop {
            let turn = Turn::take(&self.path, self.wait)?;
            let done = self.log_is_written_back()?;
            drop(turn);
            if done || begun.elapsed() >= wait {
                break done;
            }
            step()?;
            std::thread::sleep(AGAIN);
        };
        Ok(done)
    }

    /// Writes the log back and empties it, if nobody is in the way just now.
    pub(super) fn log_is_written_back(&self) -> Result<bool> {
        self.connection.busy_timeout(Duration::ZERO)?;
        let in_the_way: bool = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        self.connection.busy_timeout(self.wait)?;
        Ok(!in_the_way)
    }
}

/// A number that changes when another connection writes.
fn data_version(connection: &Connection) -> Result<i64> {
    Ok(connection.query_row("PRAGMA data_version", [], |row| row.get(0))?)
}

/// Persons as authors who have a name and no message.
fn unused_authors(connection: &Connection) -> Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM author WHERE kind = 1 AND name IS NOT NULL AND id NOT IN (SELECT author_id FROM message)",
    )?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// The next terms behind this one.
fn terms_after(connection: &Connection, after: i64) -> Result<Vec<(i64, String)>> {
    let mut statement = connection.prepare_cached("SELECT id, text FROM term WHERE id > ?1 ORDER BY id LIMIT ?2")?;
    let rows = statement.query_map((after, BLOCK), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether a text of any chat holds this term.
pub(super) fn is_used(connection: &Connection, term: &str) -> Result<bool> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM search WHERE search MATCH ?1 LIMIT 1")?;
    // Terms are letters and digits, cut by us: nothing in them is syntax within quotes.
    Ok(statement.query_row([format!("{{thread about}} : \"{term}\"")], |_| Ok(())).optional()?.is_some())
}
