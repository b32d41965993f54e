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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::ops::Range;
    use std::time::Duration;

    use super::*;
    use crate::model::time::Time;
    use crate::store::Actor;
    use crate::store::index::{add_term, write_tokens};
    use crate::store::tokens::{Place, Tokens};

    /// Indexes chats: a word that all hold often, words of their own that begin alike, terms that look like the numbers of
    /// signs, and such signs.
    fn add(store: &mut Store, keys: Range<i64>) {
        let words = |connection: &Connection| {
            for key in keys.clone() {
                let mut tokens = Tokens::default();
                tokens.add(Place::Thread, &format!("{} own{key} own{} 世界", "common ".repeat(20), key * 7919 % 1000));
                tokens
                    .add(Place::About, ["¿ bf", "¿", "2d - a1", "a1", "name 1f44d"][usize::try_from(key % 5).unwrap()]);
                write_tokens(connection, key, &tokens)?;
                tokens.terms().try_for_each(|term| add_term(connection, term))?;
            }
            Ok(())
        };
        store.tidy(|connection| words(connection)).unwrap();
    }

    fn remove(store: &mut Store, condition: &str) {
        let remove = format!("DELETE FROM search WHERE rowid IN (SELECT id FROM search_docsize WHERE {condition})");
        store.tidy(|connection| Ok(connection.execute_batch(&remove)?)).unwrap();
        store.merge(Index::Search, &|| Ok(())).unwrap();
    }

    /// Compares what is found with what asking for each term tells, and takes it away. How many were found.
    fn check(store: &mut Store) -> usize {
        let terms = |store: &Store| -> Vec<(i64, String)> {
            let mut statement = store.connection.prepare("SELECT id, text FROM term").unwrap();
            statement
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
                .unwrap()
                .map(rusqlite::Result::unwrap)
                .collect()
        };
        let asked: BTreeSet<i64> = terms(store)
            .into_iter()
            .filter(|(_, text)| !is_used(&store.connection, text).unwrap())
            .map(|(id, _)| id)
            .collect();
        let found: BTreeSet<i64> = unused_terms(&store.connection, &|| Ok(())).unwrap().iter().collect();
        assert_eq!(found, asked);
        store.remove_unused_terms(&|| Ok(())).unwrap();
        assert!(terms(store).iter().all(|(_, text)| is_used(&store.connection, text).unwrap()));
        found.len()
    }

    #[test]
    fn terms_that_no_text_holds_are_found_by_reading_as_by_asking() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        let actor = Actor { uid: rustix::process::getuid().as_raw(), now: Time::EPOCH, fixed_clock: false };
        drop(Store::create(&path, &actor, "Max").unwrap());
        let mut store = Store::open_for_writing(&path, &actor, Duration::from_secs(5)).unwrap();
        assert_eq!(check(&mut store), 0);
        store.tidy(|connection| add_term(connection, "nobody")).unwrap();
        assert_eq!(check(&mut store), 1, "an index without a segment holds no term");
        add(&mut store, 0..1000);
        add(&mut store, 1000..1300);
        assert_eq!(Index::Search.segments(&store.connection).unwrap().leaves.len(), 2);
        for term in ["", "aaa", "common0", "zzz"] {
            store.tidy(|connection| add_term(connection, term)).unwrap();
        }
        assert_eq!(check(&mut store), 4);
        // The signs stay, the terms that look like their numbers go.
        remove(&mut store, "id % 5 IN (0, 2)");
        assert!(check(&mut store) > 100);
        let bf = "SELECT count(*) FROM term WHERE text IN ('bf', '2d', 'a1')";
        assert_eq!(store.connection.query_row(bf, [], |row| row.get::<_, i64>(0)).unwrap(), 1);
        add(&mut store, 1300..1400);
        remove(&mut store, "id BETWEEN 500 AND 1350");
        assert!(check(&mut store) > 100);
        remove(&mut store, "true");
        assert!(check(&mut store) > 100);
    }

    #[test]
    fn a_leaf_that_makes_no_sense_is_damage() {
        let connection = Connection::open_in_memory().unwrap();
        for leaf in [&b""[..], b"\0\0", b"\0\0\0\x09\x01", b"\0\0\0\x04\x09", b"\0\0\0\x05\x7f\x04", b"\0\0\0\x04\xff"]
        {
            let mut statement = connection.prepare("SELECT ?1").unwrap();
            assert!(matches!(Vocabulary::of(statement.query([leaf]).unwrap()), Err(Error::Damaged(_))), "{leaf:?}");
        }
    }
}
