//! Reading chats: the row that lists show, and the whole chat.

use std::cell::RefCell;
use std::collections::HashMap;

use memchr::memmem::Finder;
use rusqlite::{Connection, OptionalExtension};

use super::page::Preview;
use super::search;
use crate::error::{Error, Result};
use crate::model::chat::{ChatRow, Rating, WholeChat};
use crate::model::field::{FieldType, FieldValue};
use crate::model::fold::fold;
use crate::model::message::{AuthorKind, Message};
use crate::model::note::Note;
use crate::model::person::{Person, Rep};
use crate::model::status::Status;
use crate::model::time::Time;

/// Reads rows of chats by key.
pub struct Rows<'c> {
    connection: &'c Connection,
    fields: Vec<Vec<i64>>,
    preview: Preview,
}

/// A time as stored.
pub fn time(micros: Option<i64>) -> Option<Time> {
    micros.and_then(Time::from_micros)
}

impl<'c> Rows<'c> {
    /// A reader of rows with these custom fields and this preview.
    pub fn new(connection: &'c Connection, fields: &[String], preview: Preview) -> Result<Self> {
        let mut find = connection.prepare_cached("SELECT id FROM field WHERE owner = 1 AND folded = ?1 ORDER BY id")?;
        let ids = fields
            .iter()
            .map(|name| find.query_map([&*fold(name)], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>());
        let fields = ids.collect::<rusqlite::Result<_>>()?;
        Ok(Self { connection, fields, preview })
    }

    /// The row of the chat with this key.
    pub fn row(&self, key: i64) -> Result<ChatRow> {
        let mut statement = self.connection.prepare_cached(
            "SELECT chat.id, source.name, chat.external_id, app.name, chat.person_id, person.name, person.email,
                    person.phone, chat.status, rep.name, chat.rating, chat.created_at, chat.closed_at, chat.updated_at,
                    chat.last_message_at, chat.message_count, chat.description, language.name, chat.deleted_at
             FROM chat
             JOIN person ON person.id = chat.person_id
             LEFT JOIN source ON source.id = chat.source_id
             LEFT JOIN app ON app.id = chat.app_id
             LEFT JOIN rep ON rep.id = chat.assignee_id
             LEFT JOIN language ON language.id = chat.language_id
             WHERE chat.key = ?1",
        )?;
        let mut row = statement.query_row([key], |row| {
            Ok(ChatRow {
                id: row.get(0)?,
                source: row.get(1)?,
                external_id: row.get(2)?,
                app: row.get(3)?,
                person_id: row.get(4)?,
                person: row.get(5)?,
                email: row.get(6)?,
                phone: row.get(7)?,
                status: Status::from_number(row.get(8)?),
                assignee: row.get(9)?,
                rating: row.get(10)?,
                created: time(row.get(11)?),
                closed: time(row.get(12)?),
                updated: time(row.get(13)?),
                last_message: time(row.get(14)?),
                messages: row.get(15)?,
                description: row.get(16)?,
                language: row.get(17)?,
                deleted: time(row.get(18)?),
                ..ChatRow::default()
            })
        })?;
        row.tags = tags(self.connection, key)?;
        row.teams = teams(self.connection, key)?;
        row.fields = self.fields.iter().map(|ids| self.field(key, ids)).collect::<Result<_>>()?;
        row.preview = self.preview(key, &row)?;
        Ok(row)
    }

    /// The first value among custom fields of the same (folded) name.
    fn field(&self, key: i64, ids: &[i64]) -> Result<Option<FieldValue>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT field.type, chat_field.value FROM chat_field JOIN field ON field.id = chat_field.field_id
             WHERE chat_field.chat_key = ?1 AND chat_field.field_id = ?2",
        )?;
        for id in ids {
            let value = statement.query_row((key, id), |row| Ok(value_of(row.get(0)?, row.get(1)?))).optional()?;
            if value.is_some() {
                return Ok(value);
            }
        }
        Ok(None)
    }

    fn preview(&self, key: i64, row: &ChatRow) -> Result<Option<String>> {
        match &self.preview {
            Preview::Nothing => Ok(None),
            Preview::LastMessage => {
                let mut statement = self
                    .connection
                    .prepare_cached("SELECT text FROM message WHERE chat_key = ?1 ORDER BY number DESC LIMIT 1")?;
                Ok(statement.query_row([key], |row| row.get(0)).optional()?)
            }
            Preview::Found(piece) => {
                let piece = Finder::new(piece.as_bytes());
                let mut statement =
                    self.connection.prepare_cached("SELECT text FROM message WHERE chat_key = ?1 ORDER BY number")?;
                let mut rows = statement.query([key])?;
                while let Some(row) = rows.next()? {
                    let text = row.get_ref(0)?.as_str().unwrap_or_default();
                    if search::holds(text, &piece) {
                        return Ok(Some(text.to_owned()));
                    }
                }
                let others = [&row.description, &row.person];
                Ok(others.into_iter().flatten().find(|text| search::holds(text, &piece)).cloned())
            }
        }
    }
}

/// A stored value of a custom field.
fn value_of(kind: i64, text: String) -> FieldValue {
    FieldValue::of(FieldType::from_number(kind).unwrap_or(FieldType::Text), text)
}

fn tags(connection: &Connection, key: i64) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT tag.name FROM chat_tag JOIN tag ON tag.id = chat_tag.tag_id
         WHERE chat_tag.chat_key = ?1 ORDER BY chat_tag.position",
    )?;
    Ok(statement.query_map([key], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

fn teams(connection: &Connection, key: i64) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT team.name FROM chat_team JOIN team ON team.id = chat_team.team_id
         WHERE chat_team.chat_key = ?1 ORDER BY chat_team.position",
    )?;
    Ok(statement.query_map([key], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Who speaks, by the number of the author.
#[derive(Default)]
pub struct Authors(RefCell<HashMap<i64, (AuthorKind, Option<String>)>>);

/// Authors remembered at most: a whole repository may have millions.
const REMEMBERED: usize = 50_000;

impl Authors {
    /// Gives `visit` the kind and the name of an author.
    pub fn with<T>(
        &self,
        connection: &Connection,
        id: i64,
        visit: impl FnOnce(AuthorKind, Option<&str>) -> T,
    ) -> Result<T> {
        let mut known = self.0.borrow_mut();
        if !known.contains_key(&id) {
            if known.len() == REMEMBERED {
                known.clear();
            }
            let mut statement = connection.prepare_cached("SELECT kind, name FROM author WHERE id = ?1")?;
            let (kind, name): (i64, Option<String>) =
                statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let kind =
                AuthorKind::from_number(kind).ok_or_else(|| Error::damaged(format!("author {id} has no kind")))?;
            known.insert(id, (kind, name));
        }
        match known.get(&id) {
            Some((kind, name)) => Ok(visit(*kind, name.as_deref())),
            None => Err(Error::bug("an author was forgotten")),
        }
    }
}

/// Reads whole chats by key.
pub struct Wholes<'c> {
    connection: &'c Connection,
    authors: Authors,
}

impl<'c> Wholes<'c> {
    /// A reader of whole chats.
    pub fn new(connection: &'c Connection) -> Self {
        Self { connection, authors: Authors::default() }
    }

    /// The chat with this key and all that belongs to it.
    pub fn chat(&self, key: i64) -> Result<WholeChat> {
        let mut statement = self.connection.prepare_cached(
            "SELECT chat.id, chat.external_id, source.name, language.name, app.name, chat.created_at, chat.closed_at,
                    chat.updated_at, chat.time_kind, chat.person_id, chat.assignee_id, chat.participants, chat.status,
                    chat.rating, chat.rating_comment, chat.rating_at, chat.description
             FROM chat
             LEFT JOIN source ON source.id = chat.source_id
             LEFT JOIN language ON language.id = chat.language_id
             LEFT JOIN app ON app.id = chat.app_id
             WHERE chat.key = ?1",
        )?;
        let (mut chat, person, rep, participants) = statement.query_row([key], |row| {
            let score: Option<i64> = row.get(13)?;
            let (comment, at) = (row.get(14)?, time(row.get(15)?));
            let chat = WholeChat {
                id: row.get(0)?,
                external_id: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
                source: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
                language: row.get(3)?,
                app: row.get(4)?,
                created: time(row.get(5)?),
                closed: time(row.get(6)?),
                updated: time(row.get(7)?),
                time_kind: row.get(8)?,
                person: Person::default(),
                rep: None,
                participants: Vec::new(),
                teams: Vec::new(),
                tags: Vec::new(),
                status: Status::from_number(row.get(12)?).unwrap_or(Status::Closed),
                rating: score.map(|score| Rating { score, comment, at }),
                description: row.get(16)?,
                fields: Vec::new(),
                notes: Vec::new(),
                messages: Vec::new(),
            };
            let participants: Option<String> = row.get(11)?;
            Ok((chat, row.get::<_, i64>(9)?, row.get::<_, Option<i64>>(10)?, participants))
        })?;
        chat.person = self.person(person)?;
        chat.rep = rep.map(|rep| self.rep(rep)).transpose()?;
        if let Some(participants) = participants {
            let mut statement = self.connection.prepare_cached("SELECT value FROM json_each(?1)")?;
            chat.participants =
                statement.query_map([participants], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        }
        chat.tags = tags(self.connection, key)?;
        chat.teams = teams(self.connection, key)?;
        chat.fields = self.fields(
            "SELECT field.name, field.type, chat_field.value FROM chat_field
             JOIN field ON field.id = chat_field.field_id WHERE chat_field.chat_key = ?1 ORDER BY chat_field.position",
            key,
        )?;
        chat.notes = self.notes(key)?;
        chat.messages = self.messages(key)?;
        Ok(chat)
    }

    fn person(&self, id: i64) -> Result<Person> {
        let mut statement =
            self.connection.prepare_cached("SELECT external_id, name, email, phone FROM person WHERE id = ?1")?;
        let mut person = statement.query_row([id], |row| {
            Ok(Person {
                id: Some(id),
                external_id: row.get(0)?,
                name: row.get(1)?,
                email: row.get(2)?,
                phone: row.get(3)?,
                fields: Vec::new(),
            })
        })?;
        person.fields = self.fields(
            "SELECT field.name, field.type, person_field.value FROM person_field
             JOIN field ON field.id = person_field.field_id
             WHERE person_field.person_id = ?1 ORDER BY person_field.position",
            id,
        )?;
        Ok(person)
    }

    fn rep(&self, id: i64) -> Result<Rep> {
        let mut statement = self.connection.prepare_cached("SELECT external_id, name, email FROM rep WHERE id = ?1")?;
        Ok(statement
            .query_row([id], |row| Ok(Rep { external_id: row.get(0)?, name: row.get(1)?, email: row.get(2)? }))?)
    }

    fn fields(&self, select: &str, owner: i64) -> Result<Vec<(String, FieldValue)>> {
        let mut statement = self.connection.prepare_cached(select)?;
        let rows = statement.query_map([owner], |row| Ok((row.get(0)?, value_of(row.get(1)?, row.get(2)?))))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn notes(&self, key: i64) -> Result<Vec<Note>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT written_at, author, text, color, extra FROM note WHERE chat_key = ?1 ORDER BY number",
        )?;
        let rows = statement.query_map([key], |row| {
            Ok(Note {
                at: time(row.get(0)?),
                author: row.get(1)?,
                text: row.get(2)?,
                color: row.get(3)?,
                extra: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn messages(&self, key: i64) -> Result<Vec<Message>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT sent_at, offset_us, author_id, text, extra FROM message WHERE chat_key = ?1 ORDER BY number",
        )?;
        let mut rows = statement.query([key])?;
        let mut messages = Vec::new();
        while let Some(row) = rows.next()? {
            let (kind, author) =
                self.authors.with(self.connection, row.get(2)?, |kind, name| (kind, name.map(str::to_owned)))?;
            messages.push(Message {
                at: time(row.get(0)?),
                offset: row.get(1)?,
                kind,
                author,
                text: row.get(3)?,
                extra: row.get(4)?,
            });
        }
        Ok(messages)
    }
}
