//! Files that hang on messages: kept in the repository, read one at a time.

use rusqlite::{Connection, OptionalExtension};

use super::change::Change;
use super::{Side, Store};
use crate::error::{Error, Result};
use crate::model::attachment::{Attachment, NewAttachment, media_type};
use crate::model::chat::ChatName;
use crate::model::message::Message;

/// An attachment with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its number.
    id: i64,
    /// Number of the chat.
    pub chat: i64,
    /// Place of its message in the thread, from 1.
    pub message: i64,
    /// Place among those of its message, from 1.
    pub place: usize,
    /// What is said of it.
    pub attachment: Attachment,
    /// Whether its bytes are in the repository.
    pub is_here: bool,
}

impl Store {
    /// The attachments of a chat, in the order of the thread.
    ///
    /// # Errors
    /// `NotFound` for a chat that is not there, cannot be seen, or is in the bin where `bin` is false.
    pub fn attachments(&self, name: &ChatName, bin: bool) -> Result<Vec<Held>> {
        let side = if bin { Side::Either } else { Side::Live };
        let targets = self.targets_named(std::slice::from_ref(name), side)?;
        let mut held = Vec::new();
        for chat in targets.chats {
            let mut statement = self.connection.prepare_cached(
                "SELECT id, message_number, name, type, size, link, content IS NOT NULL FROM attachment
                 WHERE chat_key = ?1 ORDER BY message_number, position, id",
            )?;
            let mut rows = statement.query([chat.key])?;
            while let Some(row) = rows.next()? {
                let message = row.get(1)?;
                let place = held.iter().rev().take_while(|other: &&Held| other.message == message).count() + 1;
                let attachment =
                    Attachment { name: row.get(2)?, media_type: row.get(3)?, size: row.get(4)?, link: row.get(5)? };
                held.push(Held { id: row.get(0)?, chat: chat.id, message, place, attachment, is_here: row.get(6)? });
            }
        }
        Ok(held)
    }

    /// The bytes of an attachment; `None` where they are not in the repository.
    pub fn content(&self, held: &Held) -> Result<Option<Vec<u8>>> {
        let mut statement = self.connection.prepare_cached("SELECT content FROM attachment WHERE id = ?1")?;
        let content = statement.query_row([held.id], |row| row.get(0)).optional()?;
        content.ok_or_else(|| Error::conflict("an attachment went away while it was read"))
    }
}

/// Hangs files on a message.
pub(super) fn attach(change: &Change<'_>, key: i64, message: i64, files: &[NewAttachment]) -> Result<()> {
    for (position, file) in (1_i64..).zip(files) {
        let size = i64::try_from(file.content.len()).unwrap_or(i64::MAX);
        change
            .transaction
            .prepare_cached(
                "INSERT INTO attachment (chat_key, message_number, position, name, type, size, content)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute((key, message, position, &file.name, media_type(&file.name), size, &file.content))?;
    }
    Ok(())
}

/// Keeps what a file says of the attachments of a chat's messages, which may take the place of others. What is there
/// already stays, with its bytes: files that carry chats do not carry those.
pub(super) fn describe(connection: &Connection, key: i64, messages: &[Message], replaces: bool) -> Result<()> {
    if !replaces && messages.iter().all(|message| message.attachments.is_empty()) {
        return Ok(());
    }
    let mut keep = connection.prepare_cached(
        "SELECT id FROM attachment WHERE chat_key = ?1 AND message_number = ?2 AND position = ?3 AND name = ?4
           AND type IS ?5 AND size = ?6 AND link IS ?7",
    )?;
    let mut kept = Vec::new();
    let mut new = Vec::new();
    for (message, said) in (1_i64..).zip(messages) {
        for (position, one) in (1_i64..).zip(&said.attachments) {
            let known: Option<i64> = keep
                .query_row((key, message, position, &one.name, &one.media_type, one.size, &one.link), |row| row.get(0))
                .optional()?;
            match known {
                Some(id) => kept.push(id),
                None => new.push((message, position, one)),
            }
        }
    }
    connection
        .prepare_cached(
            "DELETE FROM attachment WHERE chat_key = ?1 AND id NOT IN (SELECT wanted.value FROM rarray(?2) AS wanted)",
        )?
        .execute((key, super::read::array(&kept)))?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO attachment (chat_key, message_number, position, name, type, size, link)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (message, position, one) in new {
        insert.execute((key, message, position, &one.name, &one.media_type, one.size, &one.link))?;
    }
    Ok(())
}
