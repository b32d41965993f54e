//! What chats that began in this repository are called in files: they have no source, and elsewhere they need one.

use rusqlite::{Connection, OptionalExtension};

use super::read::Reader;
use crate::error::Result;
use crate::model::chat::WholeChat;

/// Hexadecimal digits of the first operation's digest that tell one repository from another.
const DIGITS: usize = 12;

/// The source that files name for chats that began here. With our number it names a chat wherever it is taken in.
pub fn source(connection: &Connection) -> Result<String> {
    let mut statement = connection.prepare_cached("SELECT lower(hex(digest)) FROM operation WHERE id = 1")?;
    let digest: String = statement.query_row([], |row| row.get(0))?;
    Ok(format!("livechats-{}", digest.get(..DIGITS).unwrap_or(&digest)))
}

/// Where a chat of a file began here: whether it says the same as what is here. `origin` remembers the source's name.
pub fn own_chat(connection: &Connection, origin: &mut String, theirs: &WholeChat) -> Result<Option<bool>> {
    if origin.is_empty() {
        *origin = source(connection)?;
    }
    if theirs.source != *origin {
        return Ok(None);
    }
    let Ok(id) = theirs.external_id.parse::<i64>() else { return Ok(None) };
    let mut find = connection.prepare_cached("SELECT key FROM chat WHERE id = ?1 AND source_id IS NULL")?;
    let key: Option<i64> = find.query_row([id], |row| row.get(0)).optional()?;
    key.map(|key| Ok(Reader::new(connection).whole(key)?.says_the_same(theirs))).transpose()
}
