//! Terms that no text holds any more.
//!
//! To ask the search index for one term after the other takes ten times as long as to read through it. So its segments
//! are read from their first leaf to their last, beside the table of terms: both have the same order.

use rusqlite::{Connection, OptionalExtension, Rows};

use super::number_set::NumberSet;
use crate::error::{Error, Result};
use crate::store::Store;
use crate::store::segments::{Index, Numbers};

/// Terms looked at, or taken away, at once.
const BLOCK: usize = 1000;

/// The number of the index's column of signs.
const SYMBOL: u64 = 2;

impl Store {
    /// Takes the terms away that no text holds any more.
    pub(super) fn remove_unused_terms(&mut self, step: &dyn Fn() -> Result<()>) -> Result<()> {
        let moment = self.connection.unchecked_transaction()?;
        let unused = unused_terms(&moment, step)?;
        drop(moment);
        let mut unused = unused.iter();
        loop {
            let block: Vec<i64> = unused.by_ref().take(BLOCK).collect();
            if block.is_empty() {
                return Ok(());
            }
            self.tidy(|connection| {
                for id in &block {
                    let mut text = connection.prepare_cached("SELECT text FROM term WHERE id = ?1")?;
                    let text: Option<String> = text.query_row([id], |row| row.get(0)).optional()?;
                    let Some(text) = text else { continue };
                    // A chat that was written meanwhile may hold it.
                    if !is_used(connection, &text)? {
                        connection.prepare_cached("DELETE FROM term_piece WHERE rowid = ?1")?.execute([id])?;
                        connection.prepare_cached("DELETE FROM term WHERE id = ?1")?.execute([id])?;
                    }
                }
                Ok(())
            })?;
            step()?;
        }
    }
}

/// The numbers of the terms that no text holds.
fn unused_terms(moment: &Connection, step: &dyn Fn() -> Result<()>) -> Result<NumberSet> {
    let leaves = Index::Search.segments(moment)?.leaves;
    let mut statements = Vec::with_capacity(leaves.len());
    for _ in &leaves {
        statements.push(moment.prepare("SELECT block FROM search_data WHERE id BETWEEN ?1 AND ?2 ORDER BY id")?);
    }
    let mut segments = Vec::with_capacity(leaves.len());
    for (statement, (first, last)) in statements.iter_mut().zip(leaves) {
        segments.push(Vocabulary::of(statement.query([first, last])?)?);
    }
    let mut unused = NumberSet::default();
    let mut terms = moment.prepare("SELECT id, text FROM term ORDER BY text")?;
    let mut rows = terms.query([])?;
    let mut seen = 0_usize;
    while let Some(row) = rows.next()? {
        let text = row.get_ref(1)?.as_str().unwrap_or_default();
        let mut held = Held::Not;
        for segment in &mut segments {
            held = held.max(segment.holds(text)?);
        }
        let used = match held {
            Held::Not => false,
            Held::Somewhere => is_used(moment, text)?,
            Held::InText => true,
        };
        if !used {
            unused.add(row.get(0)?);
        }
        seen += 1;
        if seen.is_multiple_of(BLOCK) {
            step()?;
        }
    }
    Ok(unused)
}

/// Where a segment holds a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Held {
    Not,
    /// Perhaps only as a sign, which is told by its number: `bf` is `¿`.
    Somewhere,
    InText,
}

/// The terms of a segment, in order, as its leaves hold them (`fts5WriteAppendTerm` and `fts5WriteFlushLeaf` in SQLite's
/// fts5_index.c): behind its lists a leaf has an index of the places where its terms begin; each but the first is
/// shortened by what it has in common with the one before.
struct Vocabulary<'s> {
    leaves: Rows<'s>,
    leaf: Vec<u8>,
    /// How far the leaf's own index was read, and to what place it led.
    read: usize,
    place: usize,
    /// The term there with FTS5's own letter before it; empty behind the last.
    term: Vec<u8>,
    in_text: bool,
}

impl<'s> Vocabulary<'s> {
    fn of(leaves: Rows<'s>) -> Result<Self> {
        let mut vocabulary = Self { leaves, leaf: Vec::new(), read: 0, place: 0, term: Vec::new(), in_text: false };
        vocabulary.advance()?;
        Ok(vocabulary)
    }

    /// Where the segment holds this term. Terms are asked for in order.
    fn holds(&mut self, term: &str) -> Result<Held> {
        while !self.term.is_empty() && self.term[1..] < *term.as_bytes() {
            self.advance()?;
        }
        if self.term.get(1..) != Some(term.as_bytes()) {
            return Ok(Held::Not);
        }
        let like_a_sign = term.len() <= 6 && term.bytes().all(|byte| byte.is_ascii_hexdigit());
        Ok(if self.in_text || !like_a_sign { Held::InText } else { Held::Somewhere })
    }

    fn advance(&mut self) -> Result<()> {
        while self.read == self.leaf.len() {
            let Some(row) = self.leaves.next()? else {
                self.term.clear();
                return Ok(());
            };
            self.leaf.clear();
            self.leaf.extend_from_slice(row.get_ref(0)?.as_blob().unwrap_or_default());
            self.place = 0;
            self.read = lists(&self.leaf).map_or(usize::MAX, <[u8]>::len);
        }
        self.next_on_leaf().ok_or_else(|| Error::damaged("the search index has an unreadable leaf"))
    }

    fn next_on_leaf(&mut self) -> Option<()> {
        let mut index = Numbers(self.leaf.get(self.read..)?);
        let is_first = self.place == 0;
        self.place += usize::try_from(index.next()?).ok()?;
        self.read = self.leaf.len() - index.0.len();
        let mut entry = Numbers(lists(&self.leaf)?.get(self.place..)?);
        let kept = if is_first { 0 } else { usize::try_from(entry.next()?).ok()? };
        let added = usize::try_from(entry.next()?).ok()?;
        let (added, list) = entry.0.split_at_checked(added)?;
        self.in_text = first_column(list).is_some_and(|column| column != SYMBOL);
        self.term.truncate(kept);
        self.term.extend_from_slice(added);
        Some(())
    }
}

/// The part of a leaf before its own index.
fn lists(leaf: &[u8]) -> Option<&[u8]> {
    let end = leaf.get(2..4)?;
    leaf.get(..usize::from(end[0]) << 8 | usize::from(end[1]))
}

/// The column of the first place in a list, unless that stands on the next leaf.
fn first_column(list: &[u8]) -> Option<u64> {
    let mut list = Numbers(list);
    let (_row, _size) = (list.next()?, list.next()?);
    match list.next()? {
        1 => list.next(),
        _ => Some(0),
    }
}

/// Whether a text of any chat holds this term.
pub fn is_used(connection: &Connection, term: &str) -> Result<bool> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM search WHERE search MATCH ?1 LIMIT 1")?;
    // Terms are letters and digits, cut by us: nothing in them is syntax within quotes.
    Ok(statement.query_row([format!("{{thread about}} : \"{term}\"")], |_| Ok(())).optional()?.is_some())
}
