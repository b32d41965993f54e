//! Writing the search index (store/search.rs): one row a chat, and the terms its texts hold.

use rusqlite::Connection;

use super::read::Reader;
use super::tokens::{Place, Tokens};
use crate::error::Result;

/// Makes the row of a chat anew, after its messages, its description or its person's name changed.
pub fn index_again(connection: &Connection, key: i64) -> Result<()> {
    connection.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([key])?;
    let chat = Reader::new(connection).whole(key)?;
    let mut tokens = Tokens::of(&chat);
    if let Some(name) = &chat.person.name {
        tokens.add(Place::About, name);
    }
    write_tokens(connection, key, &tokens)?;
    tokens.terms().try_for_each(|term| add_term(connection, term))
}

/// Writes the row of a chat that has none.
pub fn write_tokens(connection: &Connection, key: i64, tokens: &Tokens) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO search (rowid, thread, about, symbol) VALUES (?1, ?2, ?3, ?4)")?
        .execute((key, &tokens.thread, &tokens.about, tokens.symbol()))?;
    Ok(())
}

/// Keeps a term, if it is a new one.
pub fn add_term(connection: &Connection, term: &str) -> Result<()> {
    let added = connection.prepare_cached("INSERT OR IGNORE INTO term (text) VALUES (?1)")?.execute([term])?;
    if added > 0 {
        connection
            .prepare_cached("INSERT INTO term_piece (rowid, text) VALUES (?1, ?2)")?
            .execute((connection.last_insert_rowid(), term))?;
    }
    Ok(())
}
