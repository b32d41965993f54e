//! Relevance: the newest matches, those that speak most of the piece first.

use memchr::memmem::Finder;
use rusqlite::Connection;

use super::Store;
use super::list::newest;
use super::page::{ChatPage, Choice, Page, Preview, Start};
use super::read::Reader;
use crate::error::{Error, Result};
use crate::model::fold::fold;

/// How many of the newest matches a ranking looks at.
pub const RANKED: usize = 500;

/// The usual constants of Okapi BM25 (Robertson and Zaragoza 2009): how soon more occurrences stop to count, and how
/// much the length of a chat does.
const SATURATION: f64 = 1.2;
const LENGTH: f64 = 0.75;

impl Store {
    /// The chats that match best among the newest [`RANKED`] matches, best first (or last, where the page's order is
    /// reversed), newest first among equals, each with the text that holds the piece (folded) as its preview. Pages go
    /// by number; there are no cursors. The total is known unless there are more matches than are ranked.
    pub fn ranked(&self, choice: &Choice<'_>, piece: &str, page: &Page) -> Result<ChatPage> {
        let Start::Number(number) = page.start else {
            return Err(Error::usage("a ranking has no cursors").hint("use --page N"));
        };
        let moment = self.connection.unchecked_transaction()?;
        let mut keys = newest(&moment, &self.sight(), choice, RANKED + 1)?;
        let total = (keys.len() <= RANKED).then_some(keys.len() as u64);
        keys.truncate(RANKED);
        let mut keys = best_first(&moment, keys, piece)?;
        if page.sort.reverse {
            keys.reverse();
        }
        let skip = usize::try_from(number.saturating_sub(1)).unwrap_or(usize::MAX).saturating_mul(page.limit);
        let more = keys.len().saturating_sub(skip) > page.limit;
        let keys: Vec<i64> = keys.into_iter().skip(skip).take(page.limit).collect();
        let rows = Reader::new(&moment).rows(&keys, &page.details, &Preview::Found(piece.to_owned()))?;
        Ok(ChatPage { rows, more, next: None, total })
    }
}

/// The chats with these keys, best first; among equals their order stays. One piece is asked for, so the rarity of
/// words, BM25's other part, is the same for all and left out.
fn best_first(connection: &Connection, keys: Vec<i64>, piece: &str) -> Result<Vec<i64>> {
    let piece = Finder::new(piece.as_bytes());
    let mut chats = Vec::with_capacity(keys.len());
    for key in keys {
        chats.push((key, occurrences(connection, key, &piece)?));
    }
    let total: f64 = chats.iter().map(|(_, (_, length))| length).sum();
    let mean = (total / chats.len().max(1) as f64).max(1.0);
    let score = |(count, length): (f64, f64)| {
        count * (SATURATION + 1.0) / (count + SATURATION * (1.0 - LENGTH + LENGTH * length / mean))
    };
    chats.sort_by(|one, other| score(other.1).total_cmp(&score(one.1)));
    Ok(chats.into_iter().map(|(key, _)| key).collect())
}

/// How often a chat's texts hold the piece, and how long they are together, in bytes.
fn occurrences(connection: &Connection, key: i64, piece: &Finder<'_>) -> Result<(f64, f64)> {
    let mut statement = connection.prepare_cached(
        "SELECT text FROM message WHERE chat_key = ?1
         UNION ALL SELECT description FROM chat WHERE key = ?1 AND description IS NOT NULL
         UNION ALL SELECT person.name FROM chat JOIN person ON person.id = chat.person_id
                   WHERE chat.key = ?1 AND person.name IS NOT NULL",
    )?;
    let mut rows = statement.query([key])?;
    let (mut count, mut length) = (0_usize, 0_usize);
    while let Some(row) = rows.next()? {
        let folded = fold(row.get_ref(0)?.as_str().unwrap_or_default());
        count += piece.find_iter(folded.as_bytes()).count();
        length += folded.len();
    }
    Ok((count as f64, length as f64))
}
