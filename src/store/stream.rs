//! Everything chosen, one after the other, in constant memory: what exports read. One read transaction each, so that
//! all of it is one moment of the repository. Oldest chats first.

use rusqlite::{Connection, OptionalExtension};

use super::list::{Plan, each_key, newest};
use super::page::{ChatPage, Choice, Page, Preview, Sort, SortKey, Start};
use super::pair::{Made, in_turn};
use super::read::{BLOCK, Reader};
use super::{Store, rank};
use crate::error::{Error, Result};
use crate::model::chat::{ChatName, ChatRow, WholeChat};
use crate::model::message::MessageRow;

/// How many of the newest matches a ranking looks at.
pub const RANKED: usize = 500;

const OLDEST: Sort = Sort { key: SortKey::Created, reverse: true };

impl Store {
    /// Calls `make` for every chat chosen as a row, with these custom fields and no preview, and `give` with what it
    /// made, a block of chats at a time, in their order.
    pub fn each_row<T: Send>(
        &self,
        choice: &Choice<'_>,
        fields: &[String],
        make: impl Fn(&ChatRow, &mut Vec<T>) + Sync,
        give: impl FnMut(&Made<T>) -> Result<()>,
    ) -> Result<()> {
        let moment = self.connection.unchecked_transaction()?;
        let second = self.second(&moment)?;
        let fields = Reader::new(&moment)?.asked(fields)?;
        let blocks = |block: &mut dyn FnMut(&[i64]) -> Result<()>| each_block(&moment, choice, block);
        let make = |reader: &Reader<'_>, keys: &[i64], made: &mut Made<T>| {
            reader.each_row(keys, &fields, |row| {
                make(row, &mut made.of);
                made.chats += 1;
                made.rows += 1;
                Ok(())
            })
        };
        in_turn(&moment, second, blocks, make, give)
    }

    /// The same with all that belongs to each chat.
    pub fn each_whole<T: Send>(
        &self,
        choice: &Choice<'_>,
        make: impl Fn(&WholeChat, &mut Vec<T>) + Sync,
        give: impl FnMut(&Made<T>) -> Result<()>,
    ) -> Result<()> {
        let moment = self.connection.unchecked_transaction()?;
        let second = self.second(&moment)?;
        let blocks = |block: &mut dyn FnMut(&[i64]) -> Result<()>| each_block(&moment, choice, block);
        let make = |reader: &Reader<'_>, keys: &[i64], made: &mut Made<T>| {
            reader.each_whole(keys, |chat| {
                make(chat, &mut made.of);
                made.chats += 1;
                made.rows += 1;
                Ok(())
            })
        };
        in_turn(&moment, second, blocks, make, give)
    }

    /// The same for every message of every chat chosen, in the order of the thread; the chats told of are those that
    /// have messages.
    pub fn each_message<T: Send>(
        &self,
        choice: &Choice<'_>,
        make: impl Fn(&MessageRow, &mut Vec<T>) + Sync,
        give: impl FnMut(&Made<T>) -> Result<()>,
    ) -> Result<()> {
        let moment = self.connection.unchecked_transaction()?;
        let second = self.second(&moment)?;
        let blocks = |block: &mut dyn FnMut(&[i64]) -> Result<()>| each_block(&moment, choice, block);
        let make = |reader: &Reader<'_>, keys: &[i64], made: &mut Made<T>| {
            let mut last = None;
            reader.each_message(keys, |message| {
                make(message, &mut made.of);
                made.chats += u64::from(last.replace(message.chat) != Some(message.chat));
                made.rows += 1;
                Ok(())
            })
        };
        in_turn(&moment, second, blocks, make, give)
    }

    /// The chats that match best among the newest [`RANKED`] matches, best first (or last, where the page's order is
    /// reversed), newest first among equals, each with the text that holds the piece (folded) as its preview. Pages go
    /// by number; there are no cursors. The total is known unless there are more matches than are ranked.
    pub fn ranked(&self, choice: &Choice<'_>, piece: &str, page: &Page) -> Result<ChatPage> {
        let Start::Number(number) = page.start else {
            return Err(Error::usage("a ranking has no cursors").hint("use --page N"));
        };
        let moment = self.connection.unchecked_transaction()?;
        let mut keys = newest(&moment, choice, RANKED + 1)?;
        let total = (keys.len() <= RANKED).then_some(keys.len() as u64);
        keys.truncate(RANKED);
        let mut keys = rank::ranked(&moment, keys, piece)?;
        if page.sort.reverse {
            keys.reverse();
        }
        let skip = usize::try_from(number.saturating_sub(1)).unwrap_or(usize::MAX).saturating_mul(page.limit);
        let more = keys.len().saturating_sub(skip) > page.limit;
        let keys: Vec<i64> = keys.into_iter().skip(skip).take(page.limit).collect();
        let rows = Reader::new(&moment)?.rows(&keys, &page.fields, &Preview::Found(piece.to_owned()))?;
        Ok(ChatPage { rows, more, next: None, total })
    }

    /// One chat with all that belongs to it, and the row that lists show of it.
    ///
    /// # Errors
    /// `NotFound` where there is none, or it is in the bin and `bin` is false.
    pub fn whole_chat(&self, name: &ChatName, bin: bool) -> Result<(ChatRow, WholeChat)> {
        let moment = self.connection.unchecked_transaction()?;
        let found = match name {
            ChatName::Id(id) => moment
                .query_row("SELECT key, deleted_at FROM chat WHERE id = ?1", [id], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?,
            ChatName::External { source, external_id } => moment
                .query_row(
                    "SELECT key, deleted_at FROM chat
                     WHERE source_id = (SELECT id FROM source WHERE name = ?1) AND external_id = ?2",
                    [source, external_id],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .optional()?,
        };
        match found {
            Some((key, deleted)) if bin || Option::<i64>::is_none(&deleted) => {
                let reader = Reader::new(&moment)?;
                let row = reader.rows(&[key], &[], &Preview::Nothing)?.pop();
                Ok((row.unwrap_or_default(), reader.whole(key)?))
            }
            _ => Err(Error::not_found(format!("no chat {name}")).hint("livechats list shows the chats there are")),
        }
    }

    /// The names of the custom fields of chats, in the order they came in.
    pub fn field_names(&self) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare("SELECT name FROM field WHERE owner = 1 ORDER BY id")?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }
}

/// Gives `visit` the keys of the chats chosen, oldest first, a block at a time.
fn each_block(connection: &Connection, choice: &Choice<'_>, mut visit: impl FnMut(&[i64]) -> Result<()>) -> Result<()> {
    let plan = Plan::of(connection, choice, OLDEST)?;
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
