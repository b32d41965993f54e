//! Names of authors whose messages are all gone.

use std::rc::Rc;

use rusqlite::types::Value;
use rusqlite::{Connection, Transaction};

use super::number_set::NumberSet;
use crate::error::Result;
use crate::store::Store;
use crate::store::act::newest_operation;
use crate::store::digest::{self, Touched};
use crate::store::journal::AUTHOR;

/// Chats whose messages are looked at at once.
const BLOCK: i64 = 1000;

impl Store {
    /// Takes the names away by which sources called persons whose messages are all gone. No index tells which those are,
    /// so all messages are gone through before others are held up; then only those of chats that others wrote meanwhile.
    pub(super) fn forget_unused_authors(&mut self, step: &dyn Fn() -> Result<()>) -> Result<()> {
        let moment = self.connection.unchecked_transaction()?;
        let seen = newest_operation(&moment)?;
        let mut unused = unused_authors(&moment, step)?;
        drop(moment);
        if unused.is_empty() {
            return Ok(());
        }
        self.tidy(|connection| {
            if newest_operation(connection)? > seen {
                let mut statement = connection.prepare_cached(
                    "SELECT message.author_id FROM chat CROSS JOIN message ON message.chat_key = chat.key
                     WHERE chat.changed_by > ?1",
                )?;
                let mut rows = statement.query([seen])?;
                while let Some(row) = rows.next()? {
                    unused.remove(row.get(0)?);
                }
            }
            let mut forget = connection.prepare_cached("UPDATE author SET name = NULL WHERE id = ?1")?;
            let mut touched = Touched::default();
            for id in unused.iter() {
                forget.execute([id])?;
                touched.add(AUTHOR, id);
            }
            digest::renew(connection, touched).map(drop)
        })
    }
}

/// Persons as authors who have a name and no message. Of each block of messages SQLite gives only those authors that were
/// not seen before.
fn unused_authors(moment: &Transaction<'_>, step: &dyn Fn() -> Result<()>) -> Result<NumberSet> {
    let mut unused = NumberSet::default();
    let mut statement = moment.prepare("SELECT id FROM author WHERE kind = 1 AND name IS NOT NULL")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        unused.add(row.get(0)?);
    }
    let mut used = moment.prepare(
        "SELECT DISTINCT author_id FROM message WHERE chat_key > ?1 AND chat_key <= ?2 AND author_id IN rarray(?3)",
    )?;
    let mut after = i64::MIN;
    while !unused.is_empty()
        && let Some(last) = block_end(moment, after)?
    {
        let asked = Rc::new(unused.iter().map(Value::from).collect::<Vec<_>>());
        let mut rows = used.query((after, last, asked))?;
        while let Some(row) = rows.next()? {
            unused.remove(row.get(0)?);
        }
        after = last;
        step()?;
    }
    Ok(unused)
}

/// The last chat of the next block behind this one.
fn block_end(connection: &Connection, after: i64) -> Result<Option<i64>> {
    let mut statement = connection
        .prepare_cached("SELECT max(key) FROM (SELECT key FROM chat WHERE key > ?1 ORDER BY key LIMIT ?2)")?;
    Ok(statement.query_row([after, BLOCK], |row| row.get(0))?)
}
