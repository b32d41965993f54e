//! What chats that began in this repository are called in files: they have no source, and elsewhere they need one.

use rusqlite::{Connection, OptionalExtension};

use crate::error::Result;

/// Hexadecimal digits of the first operation's digest that tell one repository from another.
const DIGITS: usize = 12;

/// The source that files name for chats that began here. With our number it names a chat wherever it is taken in.
pub fn source(connection: &Connection) -> Result<String> {
    let mut statement = connection.prepare_cached("SELECT lower(hex(digest)) FROM operation WHERE id = 1")?;
    let digest: String = statement.query_row([], |row| row.get(0))?;
    Ok(format!("livechats-{}", digest.get(..DIGITS).unwrap_or(&digest)))
}

/// Key of the chat that began here and that a file calls by this name.
pub fn own_chat(connection: &Connection, external_id: &str) -> Result<Option<i64>> {
    let Ok(id) = external_id.parse::<i64>() else { return Ok(None) };
    let mut statement = connection.prepare_cached("SELECT key FROM chat WHERE id = ?1 AND source_id IS NULL")?;
    Ok(statement.query_row([id], |row| row.get(0)).optional()?)
}
