//! Everything chosen, one after the other, in constant memory: what exports read. One read transaction each, so that
//! all of it is one moment of the repository. Oldest chats first.

use std::sync::mpsc;

use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::Store;
use super::condition::{self, Sql};
use super::list::{Plan, each_key};
use super::names::owner_number;
use super::page::{Choice, Details, Preview, Sort, SortKey};
use super::permit::Sight;
use super::read::{BLOCK, Reader, array, time};
use crate::error::{Error, Result};
use crate::model::chat::{ChatName, ChatRow, WholeChat};
use crate::model::message::MessageRow;
use crate::model::time::Time;
use crate::query::FieldOwner;

const OLDEST: Sort = Sort { key: SortKey::Created, reverse: true };

impl Store {
    /// Gives `visit` every chat chosen as a row with these details, and no preview.
    pub fn each_row(
        &self,
        choice: &Choice<'_>,
        details: &Details,
        mut visit: impl FnMut(&ChatRow) -> Result<()>,
    ) -> Result<()> {
        let moment = self.connection.unchecked_transaction()?;
        let reader = Reader::new(&moment);
        each_block(&moment, &self.grasp(), choice, |keys| {
            reader.rows(keys, details, &Preview::Nothing)?.iter().try_for_each(&mut visit)
        })
    }

    /// Gives `visit` every chat chosen with all that belongs to it.
    pub fn each_whole(&self, choice: &Choice<'_>, visit: impl FnMut(&WholeChat) -> Result<()> + Send) -> Result<()> {
        let moment = self.connection.unchecked_transaction()?;
        let reader = Reader::new(&moment);
        side_by_side(visit, |pass| each_block(&moment, &self.grasp(), choice, |keys| pass(reader.wholes(keys)?)))
    }

    /// Gives `visit` every message of every chat chosen, in the order of the thread.
    pub fn each_message(&self, choice: &Choice<'_>, mut visit: impl FnMut(&MessageRow) -> Result<()>) -> Result<()> {
        let moment = self.connection.unchecked_transaction()?;
        let reader = Reader::new(&moment);
        let mut statement = moment.prepare(
            "SELECT message.chat_key, number, sent_at, author_id, text
             FROM rarray(?1) AS wanted CROSS JOIN message ON message.chat_key = wanted.value",
        )?;
        let mut message = MessageRow::default();
        let details = Details { source: true, ..Details::default() };
        each_block(&moment, &self.grasp(), choice, |keys| {
            let mut chats = keys.iter().copied().zip(reader.rows(keys, &details, &Preview::Nothing)?);
            let mut chat_key = None;
            let mut rows = statement.query([array(keys)])?;
            while let Some(row) = rows.next()? {
                let key: i64 = row.get(0)?;
                if chat_key != Some(key) {
                    chat_key = Some(key);
                    if let Some((_, chat)) = chats.find(|(other, _)| *other == key) {
                        message.chat = chat.id;
                        message.source = chat.source.unwrap_or_default();
                        message.external_id = chat.external_id.unwrap_or_default();
                    }
                }
                message.number = row.get(1)?;
                message.at = time(row.get(2)?);
                set(&mut message.text, row.get_ref(4)?.as_str_or_null().unwrap_or_default());
                reader.author(row.get(3)?, |kind, name| {
                    message.kind = Some(kind);
                    set(&mut message.author, name);
                })?;
                visit(&message)?;
            }
            Ok(())
        })
    }

    /// One chat with all that belongs to it, and since when it is in the bin.
    ///
    /// # Errors
    /// `NotFound` where there is none, or it is in the bin and `bin` is false, or whoever asks does not see it: nobody
    /// can tell which.
    pub fn whole_chat(&self, name: &ChatName, bin: bool) -> Result<(WholeChat, Option<Time>)> {
        let moment = self.connection.unchecked_transaction()?;
        let mut sql = Sql::new("SELECT chat.key, chat.deleted_at FROM chat WHERE ", []);
        sql.push(condition::named(name));
        if let Some(condition) = self.sight().condition() {
            sql.text.push_str(" AND ");
            sql.push(condition);
        }
        let found: Option<(i64, Option<i64>)> = moment
            .prepare_cached(&sql.text)?
            .query_row(params_from_iter(sql.values), |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        match found {
            Some((key, deleted)) if bin || deleted.is_none() => Ok((Reader::new(&moment).whole(key)?, time(deleted))),
            _ => Err(Error::not_found(format!("no chat {name}")).hint("livechats list shows the chats there are")),
        }
    }

    /// The names of the custom fields of chats, in the order they came in.
    pub fn field_names(&self, owner: FieldOwner) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare("SELECT name FROM field WHERE owner = ?1 ORDER BY id")?;
        Ok(statement.query_map([owner_number(owner)], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }
}

/// Gives `visit` the keys of the chats chosen, oldest first, a block at a time.
fn each_block(
    connection: &Connection,
    grasp: &Sight,
    choice: &Choice<'_>,
    mut visit: impl FnMut(&[i64]) -> Result<()>,
) -> Result<()> {
    let plan = Plan::of(connection, grasp, choice, OLDEST)?;
    let mut keys = Vec::with_capacity(BLOCK);
    each_key(connection, &plan, OLDEST, |key| {
        keys.push(key);
        if keys.len() < BLOCK {
            return Ok(());
        }
        let block = visit(&keys);
        keys.clear();
        block
    })?;
    visit(&keys)
}

/// Reads on this thread and visits on another: what is written takes as long as what is read. `read` passes blocks on;
/// few wait at a time, so memory stays as it is. Visited blocks come back to be freed where they were made: to free the
/// memory of another thread, the two would have to wait for each other.
fn side_by_side<T: Send>(
    mut visit: impl FnMut(&T) -> Result<()> + Send,
    read: impl FnOnce(&mut dyn FnMut(Vec<T>) -> Result<()>) -> Result<()>,
) -> Result<()> {
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel::<Vec<T>>(2);
        let (back, visited) = mpsc::channel();
        let visitor = scope.spawn(move || {
            receiver.into_iter().try_for_each(|block| {
                block.iter().try_for_each(&mut visit)?;
                // At the end nobody takes it back, and it is freed here.
                let _ = back.send(block);
                Ok(())
            })
        });
        let read = read(&mut |block| {
            visited.try_iter().for_each(drop);
            // When the visitor has stopped, its own error is the one that counts.
            sender.send(block).map_err(|_| Error::BrokenPipe)
        });
        drop(sender);
        let visited = visitor.join().unwrap_or_else(|_| Err(Error::bug("writing stopped for a fault of this program")));
        visited.and(read)
    })
}

/// Puts a text where another was, in its memory.
fn set(text: &mut String, value: Option<&str>) {
    text.clear();
    text.push_str(value.unwrap_or_default());
}
