//! All that is kept of one person, to be handed out.

use rusqlite::Connection;

use crate::error::{Error, Result};
use crate::model::chat::WholeChat;
use crate::model::person::WholePerson;
use crate::store::change::Act;
use crate::store::permit::Sight;
use crate::store::read::Reader;
use crate::store::{Actor, Store};

/// An attachment of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attachment {
    /// Number of the message in its chat.
    pub message: i64,
    /// Its place among those of the message.
    pub position: i64,
    /// Its name as it came: a text, never a path.
    pub name: String,
    /// Where it lies, if not here.
    pub link: Option<String>,
    /// Its bytes, if they are here.
    pub content: Option<Vec<u8>>,
}

impl Store {
    /// Gives a person as they are now, then each of their chats with its attachments, oldest first, those in the bin too.
    /// All of it is of one moment.
    ///
    /// # Errors
    /// `Denied` for somebody who may not export every chat: what they got would not be all.
    pub fn hand_out(
        &self,
        person: i64,
        of_person: impl FnOnce(&WholePerson) -> Result<()>,
        mut of_chat: impl FnMut(WholeChat, Vec<Attachment>) -> Result<()>,
    ) -> Result<()> {
        if !self.grasp().is_everything() {
            return Err(Error::denied("to export a person needs the right to export every chat"));
        }
        let moment = self.connection.unchecked_transaction()?;
        of_person(&super::whole(&moment, &Sight::default(), person)?)?;
        let mut statement = moment.prepare("SELECT key FROM chat WHERE person_id = ?1 ORDER BY key")?;
        let keys: Vec<i64> = statement.query_map([person], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let reader = Reader::new(&moment);
        for key in keys {
            of_chat(reader.whole(key)?, attachments(&moment, key)?)?;
        }
        Ok(())
    }

    /// Records that the data of a person left the repository: counts, and no words.
    pub fn record_handed_out(&mut self, actor: &Actor, person: i64, chats: u64, attachments: u64) -> Result<i64> {
        self.change(actor, Act::of("person export"), |change| {
            change.count("person", person);
            change.count("chats", i64::try_from(chats).unwrap_or(i64::MAX));
            change.count("attachments", i64::try_from(attachments).unwrap_or(i64::MAX));
            Ok(change.operation)
        })
    }
}

fn attachments(connection: &Connection, key: i64) -> Result<Vec<Attachment>> {
    let mut statement = connection.prepare_cached(
        "SELECT message_number, position, name, link, content FROM attachment WHERE chat_key = ?1
         ORDER BY message_number, position, id",
    )?;
    let rows = statement.query_map([key], |row| {
        Ok(Attachment {
            message: row.get(0)?,
            position: row.get(1)?,
            name: row.get(2)?,
            link: row.get(3)?,
            content: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
