//! Reading whole chats.

use rusqlite::Row;

use super::memory::{Spare, set, set_some};
use super::read::{Named, Reader, RowsOf, SELECT_FIELDS, SELECT_TAGS, SELECT_TEAMS, text, time};
use crate::error::{Error, Result};
use crate::model::attachment::Attachment;
use crate::model::chat::{Rating, WholeChat};
use crate::model::field::FieldValue;
use crate::model::message::{Message, MessageRow};
use crate::model::note::Note;
use crate::model::person::Rep;
use crate::model::status::Status;

impl Reader<'_> {
    /// The whole chat with this key.
    pub fn whole(&self, key: i64) -> Result<WholeChat> {
        let mut found = None;
        self.each_whole(&[key], |chat| {
            found = Some(std::mem::take(chat));
            Ok(())
        })?;
        found.ok_or_else(|| Error::bug("a chat went away while it was read"))
    }

    /// Gives `visit` the whole chats with these keys, in this order.
    pub fn each_whole(&self, keys: &[i64], mut visit: impl FnMut(&mut WholeChat) -> Result<()>) -> Result<()> {
        let wanted = self.wanted(keys)?;
        let mut chats = self.connection.prepare_cached(
            "SELECT chat.key, chat.id, chat.external_id, chat.source_id, chat.language_id, chat.app_id,
                    chat.created_at, chat.closed_at, chat.updated_at, chat.time_kind, chat.assignee_id, chat.status,
                    chat.rating, chat.rating_comment, chat.rating_at, chat.description, chat.participants,
                    chat.person_id, person.external_id, person.name, person.email, person.phone, chat.message_count
             FROM rarray(?1) AS wanted CROSS JOIN chat ON chat.key BETWEEN wanted.value AND wanted.value + ?2
             CROSS JOIN person ON person.id = chat.person_id",
        )?;
        let mut chats = wanted.of(&mut chats)?;
        let mut of_persons = self.connection.prepare_cached(
            "SELECT chat.key, field_id, position, person_field.value
             FROM rarray(?1) AS wanted CROSS JOIN chat ON chat.key BETWEEN wanted.value AND wanted.value + ?2
             CROSS JOIN person_field ON person_field.person_id = chat.person_id",
        )?;
        let mut of_persons = wanted.of(&mut of_persons)?;
        let mut tags = self.connection.prepare_cached(SELECT_TAGS)?;
        let mut tags = wanted.of(&mut tags)?;
        let mut teams = self.connection.prepare_cached(SELECT_TEAMS)?;
        let mut teams = wanted.of(&mut teams)?;
        let mut fields = self.connection.prepare_cached(SELECT_FIELDS)?;
        let mut fields = wanted.of(&mut fields)?;
        let mut notes = self.connection.prepare_cached(
            "SELECT note.chat_key, written_at, author, text, color, extra
             FROM rarray(?1) AS wanted CROSS JOIN note ON note.chat_key BETWEEN wanted.value AND wanted.value + ?2",
        )?;
        let mut notes = wanted.of(&mut notes)?;
        let mut messages = self.connection.prepare_cached(
            "SELECT message.chat_key, sent_at, offset_us, author_id, text, extra
             FROM rarray(?1) AS wanted CROSS JOIN message ON message.chat_key BETWEEN wanted.value AND wanted.value + ?2",
        )?;
        let mut messages = wanted.of(&mut messages)?;
        let mut attachments = self.connection.prepare_cached(
            "SELECT attachment.chat_key, message_number, name, type, size, link FROM rarray(?1) AS wanted
             CROSS JOIN attachment INDEXED BY attachment_chat
               ON attachment.chat_key BETWEEN wanted.value AND wanted.value + ?2",
        )?;
        let mut attachments = wanted.of(&mut attachments)?;
        let mut chat = WholeChat::default();
        let (mut spare, mut spare_messages) = (Spare::default(), Spare::default());
        for key in keys.iter().copied() {
            for names in [&mut chat.tags, &mut chat.teams] {
                spare.empty(names);
            }
            tags.of_chat(key, |row| self.add_name(row, Named::Tag, &mut spare, &mut chat.tags))?;
            teams.of_chat(key, |row| self.add_name(row, Named::Team, &mut spare, &mut chat.teams))?;
            self.set_fields(&mut of_persons, key, &mut spare, &mut chat.person.fields)?;
            self.set_fields(&mut fields, key, &mut spare, &mut chat.fields)?;
            chat.notes.clear();
            notes.of_chat(key, |row| {
                chat.notes.push(note(row)?);
                Ok(())
            })?;
            spare_messages.empty(&mut chat.messages);
            messages.of_chat(key, |row| {
                let mut message = spare_messages.one();
                self.set_message(row, &mut message)?;
                chat.messages.push(message);
                Ok(())
            })?;
            attachments.of_chat(key, |row| add_attachment(row, &mut chat.messages))?;
            let mut is_there = false;
            chats.of_chat(key, |row| {
                is_there = true;
                self.set_chat(row, &mut chat)?;
                check_read(chat.id, row.get(22)?, chat.messages.len())?;
                visit(&mut chat)
            })?;
            if !is_there {
                return Err(unreadable("what belongs to a chat"));
            }
        }
        Ok(())
    }

    /// Gives `visit` the messages of the chats with these keys, in this order.
    pub fn each_message(&self, keys: &[i64], mut visit: impl FnMut(&MessageRow) -> Result<()>) -> Result<()> {
        let wanted = self.wanted(keys)?;
        let mut chats = self.connection.prepare_cached(
            "SELECT chat.key, chat.id, chat.source_id, chat.external_id, chat.created_at, chat.message_count
             FROM rarray(?1) AS wanted CROSS JOIN chat ON chat.key BETWEEN wanted.value AND wanted.value + ?2",
        )?;
        let mut chats = wanted.of(&mut chats)?;
        let mut messages = self.connection.prepare_cached(
            "SELECT message.chat_key, number, sent_at, author_id, text
             FROM rarray(?1) AS wanted CROSS JOIN message ON message.chat_key BETWEEN wanted.value AND wanted.value + ?2",
        )?;
        let mut messages = wanted.of(&mut messages)?;
        let mut message = MessageRow::default();
        for key in keys.iter().copied() {
            let (mut counted, mut read) = (0, 0);
            chats.of_chat(key, |row| {
                counted = row.get(5)?;
                message.chat = row.get(1)?;
                self.set_source(&mut message.source, row.get(2)?)?;
                set(&mut message.external_id, text(row, 3)?.unwrap_or_default());
                message.chat_began = time(row.get(4)?);
                Ok(())
            })?;
            messages.of_chat(key, |row| {
                message.number = row.get(1)?;
                message.at = time(row.get(2)?);
                self.author(row.get(3)?, |kind, name, alias| {
                    message.kind = Some(kind);
                    set(&mut message.author, name.unwrap_or_default());
                    set(&mut message.alias, alias.unwrap_or_default());
                })?;
                set(&mut message.text, text(row, 4)?.unwrap_or_default());
                read += 1;
                visit(&message)
            })?;
            check_read(message.chat, counted, read)?;
        }
        Ok(())
    }

    fn set_source(&self, place: &mut String, id: Option<i64>) -> Result<()> {
        match id {
            Some(id) => self.name(Named::Source, id, |name| set(place, name)),
            None => {
                place.clear();
                Ok(())
            }
        }
    }

    /// All that the chat's own row says, and that of its person.
    fn set_chat(&self, row: &Row<'_>, chat: &mut WholeChat) -> Result<()> {
        chat.id = row.get(1)?;
        let source: Option<i64> = row.get(3)?;
        chat.began_here = source.is_none();
        if chat.began_here {
            set(&mut chat.source, self.origin()?);
            set(&mut chat.external_id, &chat.id.to_string());
        } else {
            self.set_source(&mut chat.source, source)?;
            set(&mut chat.external_id, text(row, 2)?.unwrap_or_default());
        }
        self.set_name(&mut chat.language, Named::Language, row.get(4)?)?;
        self.set_name(&mut chat.app, Named::App, row.get(5)?)?;
        chat.created = time(row.get(6)?);
        chat.closed = time(row.get(7)?);
        chat.updated = time(row.get(8)?);
        set_some(&mut chat.time_kind, text(row, 9)?);
        self.set_rep(row.get(10)?, &mut chat.rep)?;
        chat.status = Status::from_number(row.get(11)?).unwrap_or(Status::Closed);
        let score: Option<i64> = row.get(12)?;
        let (comment, at) = (row.get(13)?, time(row.get(14)?));
        chat.rating = score.map(|score| Rating { score, comment, at });
        set_some(&mut chat.description, text(row, 15)?);
        chat.participants.clear();
        if let Some(participants) = text(row, 16)? {
            let mut names = self.connection.prepare_cached("SELECT value FROM json_each(?1)")?;
            for name in names.query_map([participants], |row| row.get(0))? {
                chat.participants.push(name?);
            }
        }
        chat.person.id = Some(row.get(17)?);
        set_some(&mut chat.person.external_id, text(row, 18)?);
        set_some(&mut chat.person.name, text(row, 19)?);
        set_some(&mut chat.person.email, text(row, 20)?);
        set_some(&mut chat.person.phone, text(row, 21)?);
        Ok(())
    }

    fn set_message(&self, row: &Row<'_>, message: &mut Message) -> Result<()> {
        message.at = time(row.get(1)?);
        message.offset = row.get(2)?;
        self.author(row.get(3)?, |kind, name, alias| {
            message.kind = kind;
            set_some(&mut message.author, name);
            set_some(&mut message.alias, alias);
        })?;
        message.attachments.clear();
        set(&mut message.text, text(row, 4)?.unwrap_or_default());
        set_some(&mut message.extra, text(row, 5)?);
        Ok(())
    }

    fn set_rep(&self, id: Option<i64>, place: &mut Option<Rep>) -> Result<()> {
        let Some(id) = id else {
            *place = None;
            return Ok(());
        };
        let mut known = self.reps.borrow_mut();
        if known.get(id).is_none() {
            let mut find = self.connection.prepare_cached("SELECT external_id, name, email FROM rep WHERE id = ?1")?;
            let rep = find
                .query_row([id], |row| Ok(Rep { external_id: row.get(0)?, name: row.get(1)?, email: row.get(2)? }))?;
            known.keep(id, rep);
        }
        if let Some(rep) = known.get(id) {
            let place = place.get_or_insert_default();
            set_some(&mut place.external_id, rep.external_id.as_deref());
            set_some(&mut place.name, rep.name.as_deref());
            set_some(&mut place.email, rep.email.as_deref());
        }
        Ok(())
    }

    /// The custom fields of a chat or of its person, each at its place.
    fn set_fields(
        &self,
        rows: &mut RowsOf<'_>,
        key: i64,
        spare: &mut Spare<String>,
        fields: &mut Vec<(String, FieldValue)>,
    ) -> Result<()> {
        for (name, value) in fields.drain(..) {
            spare.keep(name);
            spare.keep(value.into_text());
        }
        let mut positions = Vec::new();
        rows.of_chat(key, |row| {
            let (field, position): (i64, i64) = (row.get(1)?, row.get(2)?);
            if let Some((known, _)) = self.definition(field)? {
                let (mut name, mut value) = (spare.one(), spare.one());
                set(&mut name, known);
                set(&mut value, text(row, 3)?.unwrap_or_default());
                let at = positions.partition_point(|other| *other <= position);
                positions.insert(at, position);
                fields.insert(at, (name, self.value(field, value)?));
            }
            Ok(())
        })
    }
}

/// Refuses what a damaged file gives of a chat, if it gives less than was counted when it was written.
fn check_read(chat: i64, counted: usize, read: usize) -> Result<()> {
    match counted.checked_sub(read) {
        None | Some(0) => Ok(()),
        Some(missing) => Err(unreadable(&format!("{missing} of the {counted} messages of chat {chat}"))),
    }
}

fn unreadable(what: &str) -> Error {
    Error::damaged(format!("the repository is damaged: {what} cannot be read"))
        .hint("livechats check tells what is damaged; restore a backup, or doctor --repair saves the rest")
}

/// Hangs an attachment on its message.
fn add_attachment(row: &Row<'_>, messages: &mut [Message]) -> Result<()> {
    let number: usize = row.get(1)?;
    if let Some(message) = number.checked_sub(1).and_then(|place| messages.get_mut(place)) {
        let (name, media_type, size, link) = (row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?);
        message.attachments.push(Attachment { name, media_type, size, link });
    }
    Ok(())
}

fn note(row: &Row<'_>) -> Result<Note> {
    Ok(Note { at: time(row.get(1)?), author: row.get(2)?, text: row.get(3)?, color: row.get(4)?, extra: row.get(5)? })
}
