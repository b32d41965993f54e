//! What an FTS5 index still holds of rows that were removed: read from its structure record.
//!
//! A removed row only gets a tombstone; its words stay in the segment until that is merged into a new one. The record
//! (row 10 of the index's table `_data`) tells which segments have tombstones and which merges are under way. Its form
//! is FTS5's own (`fts5StructureDecode` in SQLite's fts5_index.c).

use rusqlite::Connection;

use crate::error::{Error, Result};

/// Bits of a row's number in the table `_data` that tell the page within its segment.
const LEAF_BITS: u32 = 37;

/// The two indexes of a repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Index {
    /// What was said.
    Search,
    /// The pieces of the terms.
    TermPiece,
}

/// How the segments of an index stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segments {
    /// Segments that hold words of removed rows.
    pub with_tombstones: u64,
    /// Segments that a merge under way takes from; 0 where none is.
    pub merging: u64,
    /// Of each segment the rows of its first and last leaf in the index's table `_data`.
    pub leaves: Vec<(i64, i64)>,
}

impl Index {
    const fn structure(self) -> &'static str {
        match self {
            Self::Search => "SELECT block FROM search_data WHERE id = 10",
            Self::TermPiece => "SELECT block FROM term_piece_data WHERE id = 10",
        }
    }

    const fn merge(self) -> &'static str {
        match self {
            Self::Search => "INSERT INTO search (search, rank) VALUES ('merge', ?1)",
            Self::TermPiece => "INSERT INTO term_piece (term_piece, rank) VALUES ('merge', ?1)",
        }
    }

    const fn settings(self) -> [&'static str; 2] {
        match self {
            Self::Search => [
                "INSERT INTO search (search, rank) VALUES ('deletemerge', ?1)",
                "INSERT INTO search (search, rank) VALUES ('usermerge', ?1)",
            ],
            Self::TermPiece => [
                "INSERT INTO term_piece (term_piece, rank) VALUES ('deletemerge', ?1)",
                "INSERT INTO term_piece (term_piece, rank) VALUES ('usermerge', ?1)",
            ],
        }
    }

    /// How its segments stand.
    pub fn segments(self, connection: &Connection) -> Result<Segments> {
        let record: Vec<u8> = connection.prepare_cached(self.structure())?.query_row([], |row| row.get(0))?;
        Segments::read(&record).ok_or_else(|| Error::damaged("the search index has no readable structure"))
    }

    /// Merges by itself as FTS5 does unless told, or leaves all merging to us: then `deletemerge` (merge where a tenth
    /// is removed) is off, and a merge of ours goes on however few segments it takes from.
    pub fn merge_by_itself(self, connection: &Connection, on: bool) -> Result<()> {
        let [delete, user] = self.settings();
        connection.execute(delete, [if on { 10 } else { 0 }])?;
        connection.execute(user, [if on { 4 } else { 2 }])?;
        Ok(())
    }

    /// Goes on merging about so many pages. Afterwards nothing may be left to do.
    pub fn merge_some(self, connection: &Connection, pages: i64) -> Result<Segments> {
        let before = self.segments(connection)?;
        if before.is_clean() {
            return Ok(before);
        }
        // A negative number begins to merge everything into one segment. Said again while others add segments it would
        // begin anew each time, so a merge under way is gone on with by a positive one, which takes two at least.
        let pages = if before.merging >= 2 { pages } else { -pages };
        connection.prepare_cached(self.merge())?.execute([pages])?;
        self.segments(connection)
    }
}

impl Segments {
    /// Whether nothing of a removed row is left.
    pub fn is_clean(&self) -> bool {
        self.with_tombstones == 0 && self.merging == 0
    }

    fn read(record: &[u8]) -> Option<Self> {
        const VERSION_2: &[u8] = b"\xff\x00\x00\x01";
        let (_cookie, rest) = record.split_at_checked(4)?;
        let (tombstones, rest) = match rest.strip_prefix(VERSION_2) {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let mut numbers = Numbers(rest);
        let levels = numbers.next()?;
        let _segments = numbers.next()?;
        let _writes = numbers.next()?;
        let mut found = Self::default();
        for _ in 0..levels {
            found.merging = found.merging.max(numbers.next()?);
            for _ in 0..numbers.next()? {
                let (segment, first, last) = (numbers.next()?, numbers.next()?, numbers.next()?);
                if last > 0 {
                    let leaf = |page: u64| i64::try_from(segment << LEAF_BITS | page).ok();
                    found.leaves.push((leaf(first)?, leaf(last)?));
                }
                if tombstones {
                    let _origin = (numbers.next()?, numbers.next()?);
                    found.with_tombstones += u64::from(numbers.next()? > 0);
                    let _entries = (numbers.next()?, numbers.next()?);
                }
            }
        }
        Some(found)
    }
}

/// SQLite's numbers of variable length.
pub(super) struct Numbers<'a>(pub &'a [u8]);

impl Numbers<'_> {
    /// The next one; `None` at the end.
    pub fn next(&mut self) -> Option<u64> {
        let mut number = 0;
        for place in 0..9 {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            if place == 8 {
                return Some(number << 8 | u64::from(*byte));
            }
            number = number << 7 | u64::from(byte & 0x7f);
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch(
                "CREATE VIRTUAL TABLE search USING fts5(thread, about, symbol, tokenize = 'ascii', detail = full,
                   content = '', contentless_delete = 1);",
            )
            .unwrap();
        connection
    }

    fn add(connection: &Connection, rows: std::ops::Range<i64>) {
        let transaction = connection.unchecked_transaction().unwrap();
        for row in rows {
            let text = format!("common word{row} number{}", row * 7919 % 1000);
            connection.execute("INSERT INTO search (rowid, thread) VALUES (?1, ?2)", (row, text)).unwrap();
        }
        transaction.commit().unwrap();
    }

    #[test]
    fn removed_rows_show_until_they_are_merged_away() {
        let connection = index();
        assert!(Index::Search.segments(&connection).unwrap().is_clean());
        add(&connection, 0..30_000);
        connection.execute("INSERT INTO search (search) VALUES ('optimize')", []).unwrap();
        assert!(Index::Search.segments(&connection).unwrap().is_clean());
        Index::Search.merge_by_itself(&connection, false).unwrap();
        connection.execute("DELETE FROM search WHERE rowid < 20_000", []).unwrap();
        let segments = Index::Search.segments(&connection).unwrap();
        assert_eq!((segments.with_tombstones, segments.merging, segments.leaves.len()), (1, 0, 1));
        let mut steps = 0;
        while !Index::Search.merge_some(&connection, 2).unwrap().is_clean() {
            steps += 1;
            // Others write meanwhile: the merge must come to its end all the same.
            if steps < 100 {
                add(&connection, 50_000 + steps * 3..50_003 + steps * 3);
            }
            assert!(steps < 5000, "it never ends");
        }
        assert!(steps > 10, "one step did it all");
        let mut statement =
            connection.prepare("SELECT count(*) FROM search_data WHERE instr(block, 'word17777')").unwrap();
        let blocks: i64 = statement.query_row([], |row| row.get(0)).unwrap();
        assert_eq!(blocks, 0);
        let left = connection
            .query_row("SELECT count(*) FROM search WHERE search MATCH 'common'", [], |row| row.get::<_, i64>(0));
        assert_eq!(left.unwrap(), 10_000 + 3 * 99.min(steps));
    }

    #[test]
    fn what_is_no_record_is_not_read() {
        for record in [&b""[..], b"\0\0\0\0", b"\0\0\0\0\x05\x05", b"\0\0\0\0\xff\x00\x00\x01\x01\x01\x01\x00\x01\x01"]
        {
            assert_eq!(Segments::read(record), None, "{record:?}");
        }
    }
}
