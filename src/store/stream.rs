//! Everything chosen, one after the other, in constant memory: what exports read. One read transaction each, so that
//! all of it is one moment of the repository. Oldest chats first.

use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use super::condition::{self, Sql};
use super::list::{Plan, count_within, each_key};
use super::names::owner_number;
use super::page::{Among, Choice, Custody, Details, Sort, SortKey};
use super::pair::{Made, in_turn};
use super::permit::Sight;
use super::read::{BLOCK, Reader, array, text, time};
use super::{Store, schema};
use crate::error::{Error, Result};
use crate::model::chat::{ChatName, ChatRow, WholeChat};
use crate::model::field::FieldType;
use crate::model::hex::hex;
use crate::model::message::MessageRow;
use crate::query::FieldOwner;

const OLDEST: Sort = Sort { key: SortKey::Created, reverse: true };

/// An attachment of a chat, as it is read.
#[derive(Clone, Copy, Debug)]
pub struct Attached<'a> {
    /// Number of the chat.
    pub chat: i64,
    /// Place of its message in the thread, from 1.
    pub message: i64,
    /// What the sender called it.
    pub name: &'a str,
    /// Where it lies, if not here.
    pub link: Option<&'a str>,
    /// Its bytes, if they are here.
    pub content: Option<&'a [u8]>,
}

/// The moment of the repository that something was read at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Version of the repository's form.
    pub schema: i32,
    /// The last operation of the record.
    pub operation: i64,
    /// Its digest, which names all that was written before.
    pub digest: String,
    /// How many there were of what was read, within reach: chats outside the bin, or what else there is.
    pub total: u64,
}

impl Store {
    /// Calls `make` for every chat chosen as a row, with these details and no preview, and `give` with what it
    /// made, a block of chats at a time, in their order.
    pub fn each_row<T: Send>(
        &self,
        choice: &Choice<'_>,
        details: &Details,
        make: impl Fn(&ChatRow, &mut Vec<T>) + Sync,
        give: impl FnMut(&Made<T>) -> Result<()>,
    ) -> Result<Moment> {
        let moment = &self.snapshot()?;
        let second = self.second(moment)?;
        let asked = Reader::new(moment).asked(details)?;
        let blocks = |block: &mut dyn FnMut(&[i64]) -> Result<()>| each_block(moment, &self.grasp(), choice, block);
        let make = |reader: &Reader<'_>, keys: &[i64], made: &mut Made<T>| {
            reader.each_row(keys, &asked, |row| {
                make(row, &mut made.of);
                made.chats += 1;
                made.end_row();
                Ok(())
            })
        };
        in_turn(moment, second, blocks, make, give)?;
        moment_of(moment, count_within(moment, &self.grasp(), choice.now)?)
    }

    /// The same with all that belongs to each chat.
    pub fn each_whole<T: Send>(
        &self,
        choice: &Choice<'_>,
        make: impl Fn(&WholeChat, &mut Vec<T>) + Sync,
        give: impl FnMut(&Made<T>) -> Result<()>,
    ) -> Result<Moment> {
        let moment = &self.snapshot()?;
        let second = self.second(moment)?;
        let blocks = |block: &mut dyn FnMut(&[i64]) -> Result<()>| each_block(moment, &self.grasp(), choice, block);
        let make = |reader: &Reader<'_>, keys: &[i64], made: &mut Made<T>| {
            reader.each_whole(keys, |chat| {
                make(chat, &mut made.of);
                made.chats += 1;
                made.end_row();
                Ok(())
            })
        };
        in_turn(moment, second, blocks, make, give)?;
        moment_of(moment, count_within(moment, &self.grasp(), choice.now)?)
    }

    /// The same for every message of every chat chosen, in the order of the thread; the chats told of are those that
    /// have messages.
    pub fn each_message<T: Send>(
        &self,
        choice: &Choice<'_>,
        make: impl Fn(&MessageRow, &mut Vec<T>) + Sync,
        give: impl FnMut(&Made<T>) -> Result<()>,
    ) -> Result<Moment> {
        let moment = &self.snapshot()?;
        let second = self.second(moment)?;
        let blocks = |block: &mut dyn FnMut(&[i64]) -> Result<()>| each_block(moment, &self.grasp(), choice, block);
        let make = |reader: &Reader<'_>, keys: &[i64], made: &mut Made<T>| {
            let mut last = None;
            reader.each_message(keys, |message| {
                make(message, &mut made.of);
                made.chats += u64::from(last.replace(message.chat) != Some(message.chat));
                made.end_row();
                Ok(())
            })
        };
        in_turn(moment, second, blocks, make, give)?;
        moment_of(moment, count_within(moment, &self.grasp(), choice.now)?)
    }

    /// Gives `visit` every attachment of every chat chosen, in their order.
    pub fn each_attachment(
        &self,
        choice: &Choice<'_>,
        mut visit: impl FnMut(Attached<'_>) -> Result<()>,
    ) -> Result<()> {
        let moment = &self.snapshot()?;
        each_block(moment, &self.grasp(), choice, |keys| {
            let mut statement = moment.prepare_cached(
                "SELECT chat.id, message_number, name, link, content FROM rarray(?1) AS wanted
                 CROSS JOIN chat ON chat.key = wanted.value
                 CROSS JOIN attachment INDEXED BY attachment_chat ON attachment.chat_key = chat.key",
            )?;
            let mut rows = statement.query([array(keys)])?;
            while let Some(row) = rows.next()? {
                visit(Attached {
                    chat: row.get(0)?,
                    message: row.get(1)?,
                    name: text(row, 2)?.unwrap_or_default(),
                    link: text(row, 3)?,
                    content: row.get_ref(4)?.as_bytes_or_null().map_err(rusqlite::Error::from)?,
                })?;
            }
            Ok(())
        })
    }

    /// Bytes that nobody can guess.
    pub fn random_bytes(&self) -> Result<Vec<u8>> {
        Ok(self.connection.query_row("SELECT randomblob(32)", [], |row| row.get(0))?)
    }

    /// Whether the record has this operation, with this digest.
    pub fn has_operation(&self, operation: i64, digest: &str) -> Result<bool> {
        let mut found = self.connection.prepare_cached("SELECT digest FROM operation WHERE id = ?1")?;
        let found: Option<Vec<u8>> = found.query_row([operation], |row| row.get(0)).optional()?;
        Ok(found.is_some_and(|found| hex(&found).eq_ignore_ascii_case(digest)))
    }

    /// One chat with all that belongs to it, and how it stands.
    ///
    /// # Errors
    /// `NotFound` where there is none, or it is in the bin and `bin` is false, or whoever asks does not see it: nobody
    /// can tell which.
    pub fn whole_chat(&self, name: &ChatName, bin: bool) -> Result<(WholeChat, Custody)> {
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
            Some((key, deleted)) if bin || deleted.is_none() => {
                let custody = Custody { deleted: time(deleted), holds: holds_of(&moment, key)? };
                Ok((Reader::new(&moment).whole(key)?, custody))
            }
            _ => Err(Error::not_found(format!("no chat {name}")).hint("livechats list shows the chats there are")),
        }
    }

    /// The names and types of the custom fields of chats or persons.
    pub fn field_types(&self, owner: FieldOwner) -> Result<Vec<(String, FieldType)>> {
        let mut statement = self.connection.prepare("SELECT name, type FROM field WHERE owner = ?1 ORDER BY id")?;
        let read = |row: &Row<'_>| Ok((row.get(0)?, FieldType::from_number(row.get(1)?).unwrap_or(FieldType::Text)));
        Ok(statement.query_map([owner_number(owner)], read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// The names of the custom fields of chats, in the order they came in.
    pub fn field_names(&self, owner: FieldOwner) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare("SELECT name FROM field WHERE owner = ?1 ORDER BY id")?;
        Ok(statement.query_map([owner_number(owner)], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }
}

/// The moment that a transaction sees.
pub(super) fn moment_of(transaction: &Connection, total: u64) -> Result<Moment> {
    let mut last = transaction.prepare_cached("SELECT id, digest FROM operation ORDER BY id DESC LIMIT 1")?;
    let (operation, digest): (i64, Vec<u8>) = last.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(Moment { schema: schema::VERSION, operation, digest: hex(&digest), total })
}

/// The legal holds that a chat is on, by name.
fn holds_of(connection: &Connection, key: i64) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT hold.name FROM chat_hold JOIN hold ON hold.id = chat_hold.hold_id WHERE chat_hold.chat_key = ?1
         ORDER BY hold.name",
    )?;
    Ok(statement.query_map([key], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Gives `visit` the keys of the chats chosen, oldest first, a block at a time.
pub(super) fn each_block(
    connection: &Connection,
    grasp: &Sight,
    choice: &Choice<'_>,
    mut visit: impl FnMut(&[i64]) -> Result<()>,
) -> Result<()> {
    if let Among::Keys(keys) = choice.among {
        return keys.chunks(BLOCK).try_for_each(visit);
    }
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
