//! The search index against the texts: every token of every chat, at its place.
//!
//! FTS5 keeps no texts here, but its vocabulary tells each token, its chat and its place. The hashes of all of a chat's
//! are added up, whatever their order, and so are those that its texts give: both sums are the same.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use rusqlite::Connection;
use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator as _;

use super::{Check, Tell};
use crate::error::Result;
use crate::model::finding::{Finding, Kind};
use crate::store::tokens::{Place, Tokens, is_term};

/// Chats of one step.
pub(super) const STEP: u64 = 64;

/// Sums of what is expected less what is there, by row of an index.
struct Sums {
    state: RandomState,
    of: HashMap<i64, u64>,
}

impl Sums {
    fn new() -> Self {
        Self { state: RandomState::new(), of: HashMap::new() }
    }

    fn hash(&self, token: &[u8], column: u8, place: i64) -> u64 {
        self.state.hash_one((token, column, place))
    }

    fn expect(&mut self, row: i64, tokens: &str, column: u8) {
        let sum = (0..)
            .zip(tokens.split(' ').filter(|token| !token.is_empty()))
            .fold(0_u64, |sum, (place, token)| sum.wrapping_add(self.hash(token.as_bytes(), column, place)));
        let slot = self.of.entry(row).or_default();
        *slot = slot.wrapping_add(sum);
    }

    /// One that is there, in a row that is looked at.
    fn see(&mut self, row: i64, token: &[u8], column: u8, place: i64) {
        let hash = self.hash(token, column, place);
        if let Some(sum) = self.of.get_mut(&row) {
            *sum = sum.wrapping_sub(hash);
        }
    }

    /// The rows that differ, in order.
    fn differing(self) -> Vec<i64> {
        let mut rows: Vec<i64> = self.of.into_iter().filter(|(_, sum)| *sum != 0).map(|(row, _)| row).collect();
        rows.sort_unstable();
        rows
    }
}

/// The columns of the index, by a letter each.
const THREAD: u8 = b't';
const ABOUT: u8 = b'a';
const SYMBOL: u8 = b's';

impl Check<'_> {
    /// Whether each chat has its row in the index, and each row its chat.
    pub(super) fn index_rows(&self, tell: Tell<'_>) -> Result<()> {
        let mut statement =
            self.moment.prepare("SELECT id FROM chat WHERE key NOT IN (SELECT id FROM search_docsize) ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let text = "it is not in the search index, so no search finds it";
            tell(Finding::of_chat(Kind::Index, Some(row.get(0)?), text))?;
        }
        for (what, sql) in [
            (
                "the search index holds {} that are not there",
                "SELECT count(*) FROM search_docsize WHERE id NOT IN (SELECT key FROM chat)",
            ),
            (
                "the index of terms lacks {}",
                "SELECT count(*) FROM term WHERE id NOT IN (SELECT id FROM term_piece_docsize)",
            ),
            (
                "the index of terms holds {} that are not there",
                "SELECT count(*) FROM term_piece_docsize WHERE id NOT IN (SELECT id FROM term)",
            ),
        ] {
            let count: i64 = self.moment.query_row(sql, [], |row| row.get(0))?;
            if count > 0 {
                tell(Finding::of(Kind::Index, what.replace("{}", &count.to_string())))?;
            }
        }
        Ok(())
    }

    /// Whether the index holds what the texts say, word by word.
    pub(super) fn index_words(&self, tell: Tell<'_>) -> Result<()> {
        let only: bool = self.moment.pragma_query_value(None, "query_only", |row| row.get(0))?;
        self.moment.pragma_update(None, "query_only", false)?;
        let made = self.moment.execute_batch(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_token USING fts5vocab('main', 'search', 'instance');
             CREATE VIRTUAL TABLE IF NOT EXISTS temp.term_token USING fts5vocab('main', 'term_piece', 'instance');",
        );
        self.moment.pragma_update(None, "query_only", only)?;
        made?;
        let mut sums = Sums::new();
        self.expect_texts(&mut sums)?;
        self.see_tokens(&mut sums, tell)?;
        for key in sums.differing() {
            let chat: i64 = self.moment.query_row("SELECT id FROM chat WHERE key = ?1", [key], |row| row.get(0))?;
            let text = "the search index does not hold its words as they are";
            tell(Finding::of_chat(Kind::Index, Some(chat), text))?;
        }
        self.pieces(tell)
    }

    /// One pass over chats and messages, side by side in the order of their keys.
    fn expect_texts(&self, sums: &mut Sums) -> Result<()> {
        let mut chats = self.moment.prepare(
            "SELECT chat.key, chat.id, chat.description, person.name FROM chat
             CROSS JOIN person ON person.id = chat.person_id ORDER BY chat.key",
        )?;
        let mut messages = self.moment.prepare("SELECT chat_key, text FROM message ORDER BY chat_key, number")?;
        let (mut chats, mut messages) = (chats.query([])?, messages.query([])?);
        messages.advance()?;
        let mut tokens = Tokens::default();
        let mut counted = 0;
        while let Some(row) = chats.next()? {
            let key: i64 = row.get(0)?;
            let wanted = self.data.has(row.get(1)?);
            tokens.clear();
            while let Some(message) = messages.get() {
                let of: i64 = message.get(0)?;
                if of > key {
                    break;
                }
                if of == key && wanted {
                    tokens.add(
                        Place::Thread,
                        &String::from_utf8_lossy(message.get_ref(1)?.as_bytes().unwrap_or_default()),
                    );
                }
                messages.advance()?;
            }
            if wanted {
                for text in [2, 3] {
                    if let Some(text) = row.get_ref(text)?.as_bytes_or_null().unwrap_or_default() {
                        tokens.add(Place::About, &String::from_utf8_lossy(text));
                    }
                }
                sums.expect(key, &tokens.thread, THREAD);
                sums.expect(key, &tokens.about, ABOUT);
                sums.expect(key, &tokens.symbol(), SYMBOL);
            }
            counted += 1;
            if counted % STEP == 0 {
                (self.step)(1)?;
            }
        }
        Ok(())
    }

    /// One pass over the vocabulary: each token of each chat, and each term in the table of terms.
    fn see_tokens(&self, sums: &mut Sums, tell: Tell<'_>) -> Result<()> {
        let mut known = self.moment.prepare("SELECT 1 FROM term WHERE text = ?1")?;
        let mut statement = self.moment.prepare("SELECT term, doc, col, offset FROM temp.search_token")?;
        let mut rows = statement.query([])?;
        let (mut last, mut missing, mut walked) = (Vec::new(), 0_u64, 0_u64);
        while let Some(row) = rows.next()? {
            let token = row.get_ref(0)?.as_bytes().unwrap_or_default();
            let column = row.get_ref(2)?.as_bytes().unwrap_or_default().first().copied().unwrap_or_default();
            sums.see(row.get(1)?, token, column, row.get(3)?);
            if column != SYMBOL && last != token {
                token.clone_into(&mut last);
                let token = std::str::from_utf8(token).unwrap_or_default();
                missing += u64::from(is_term(token) && !known.exists([token])?);
            }
            walked += 1;
            if walked.is_multiple_of(100_000) {
                (self.step)(0)?;
            }
        }
        if missing > 0 {
            tell(Finding::of(Kind::Index, format!("the table of terms lacks {missing}")))?;
        }
        Ok(())
    }

    /// The index of the pieces of terms, of three characters each.
    fn pieces(&self, tell: Tell<'_>) -> Result<()> {
        let mut sums = Sums::new();
        let mut statement = self.moment.prepare("SELECT id, text FROM term")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            if self.data.has(id) {
                let text = String::from_utf8_lossy(row.get_ref(1)?.as_bytes().unwrap_or_default());
                let mut pieces: Vec<&str> = pieces(&text).collect();
                pieces.sort_unstable();
                pieces.dedup();
                let sum = pieces.iter().fold(0_u64, |sum, piece| sum.wrapping_add(sums.hash(piece.as_bytes(), 0, 0)));
                sums.of.insert(id, sum);
            }
        }
        see_pieces(self.moment, &mut sums)?;
        let differing = sums.differing();
        if !differing.is_empty() {
            let text = format!("the index of terms does not hold the pieces of {} terms", differing.len());
            tell(Finding::of(Kind::Index, text))?;
        }
        Ok(())
    }
}

fn see_pieces(moment: &Connection, sums: &mut Sums) -> Result<()> {
    let mut statement = moment.prepare("SELECT term, doc FROM temp.term_token")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        sums.see(row.get(1)?, row.get_ref(0)?.as_bytes().unwrap_or_default(), 0, 0);
    }
    Ok(())
}

/// Every three characters of a text that stand side by side.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    text.char_indices().zip(ends.skip(2)).map(|((from, _), to)| &text[from..to])
}
