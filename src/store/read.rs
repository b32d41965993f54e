//! Reading chats, many at once: the rows that lists show, and whole chats.
//!
//! Each table is asked once for a whole block of chats (`rarray` hands SQLite their keys), and gives its rows in the
//! order of the keys: one statement for many chats costs a fraction of one for each.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use memchr::memmem::Finder;
use rusqlite::types::Value;
use rusqlite::{Connection, Row};

use super::functions::holds;
use super::page::{Details, Preview};
use crate::error::{Error, Result};
use crate::model::chat::{ChatRow, Rating, WholeChat};
use crate::model::field::{FieldType, FieldValue};
use crate::model::fold::fold;
use crate::model::message::{AuthorKind, Message};
use crate::model::note::Note;
use crate::model::person::{Person, Rep};
use crate::model::status::Status;
use crate::model::time::Time;

/// Chats that are read at once where there are many.
pub const BLOCK: usize = 256;

/// Names remembered at most: a whole repository may have millions of authors.
const REMEMBERED: usize = 50_000;

/// A time as stored.
pub fn time(micros: Option<i64>) -> Option<Time> {
    micros.and_then(Time::from_micros)
}

/// Keys as SQLite's `rarray` takes them.
pub fn array(keys: &[i64]) -> Rc<Vec<Value>> {
    Rc::new(keys.iter().copied().map(Value::from).collect())
}

/// Who speaks, and the source's own name of it.
type Author = (AuthorKind, Option<Rc<str>>);

/// Reads chats by key.
pub struct Reader<'c> {
    connection: &'c Connection,
    names: RefCell<HashMap<(Named, i64), Rc<str>>>,
    authors: RefCell<HashMap<i64, Author>>,
    definitions: OnceCell<HashMap<i64, (String, FieldType)>>,
}

/// A small table of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Named {
    App,
    Language,
    Rep,
    Source,
    Tag,
    Team,
}

impl Named {
    const fn select(self) -> &'static str {
        match self {
            Self::App => "SELECT name FROM app WHERE id = ?1",
            Self::Language => "SELECT name FROM language WHERE id = ?1",
            Self::Rep => "SELECT name FROM rep WHERE id = ?1",
            Self::Source => "SELECT name FROM source WHERE id = ?1",
            Self::Tag => "SELECT name FROM tag WHERE id = ?1",
            Self::Team => "SELECT name FROM team WHERE id = ?1",
        }
    }
}

impl<'c> Reader<'c> {
    /// A reader of chats.
    pub fn new(connection: &'c Connection) -> Self {
        Self { connection, names: RefCell::default(), authors: RefCell::default(), definitions: OnceCell::new() }
    }

    /// Name and type of a custom field. The first question reads them all.
    fn definition(&self, field: i64) -> Result<Option<&(String, FieldType)>> {
        if self.definitions.get().is_none() {
            let mut statement = self.connection.prepare_cached("SELECT id, name, type FROM field")?;
            let rows = statement.query_map([], |row| {
                let kind = FieldType::from_number(row.get(2)?).unwrap_or(FieldType::Text);
                Ok((row.get(0)?, (row.get(1)?, kind)))
            })?;
            let _ = self.definitions.set(rows.collect::<rusqlite::Result<_>>()?);
        }
        Ok(self.definitions.get().and_then(|known| known.get(&field)))
    }

    /// Asks a table for a block of chats. The query's first column is the chat's key; its rows come in the order of
    /// `keys`, and `visit` gets each with its chat's place among them.
    fn of_each(&self, keys: &[i64], select: &str, mut visit: impl FnMut(usize, &Row<'_>) -> Result<()>) -> Result<()> {
        let mut statement = self.connection.prepare_cached(select)?;
        let mut rows = statement.query([array(keys)])?;
        let mut place = 0;
        while let Some(row) = rows.next()? {
            let key: i64 = row.get(0)?;
            while keys.get(place).is_some_and(|at| *at != key) {
                place += 1;
            }
            visit(place, row)?;
        }
        Ok(())
    }

    fn name(&self, of: Named, id: Option<i64>) -> Result<Option<String>> {
        let Some(id) = id else { return Ok(None) };
        let mut names = self.names.borrow_mut();
        if let Some(name) = names.get(&(of, id)) {
            return Ok(Some(name.to_string()));
        }
        let name: String = self.connection.prepare_cached(of.select())?.query_row([id], |row| row.get(0))?;
        if names.len() >= REMEMBERED {
            names.clear();
        }
        names.insert((of, id), name.as_str().into());
        Ok(Some(name))
    }

    /// Gives `visit` the kind and the name of an author.
    pub fn author<T>(&self, id: i64, visit: impl FnOnce(AuthorKind, Option<&str>) -> T) -> Result<T> {
        let mut known = self.authors.borrow_mut();
        if let Some((kind, name)) = known.get(&id) {
            return Ok(visit(*kind, name.as_deref()));
        }
        let mut statement = self.connection.prepare_cached("SELECT kind, name FROM author WHERE id = ?1")?;
        let (kind, name): (i64, Option<Rc<str>>) = statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let kind = AuthorKind::from_number(kind).ok_or_else(|| Error::damaged(format!("author {id} has no kind")))?;
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(id, (kind, name.clone()));
        Ok(visit(kind, name.as_deref()))
    }

    /// The numbers of the custom fields of chats with this name, in order.
    fn fields_named(&self, name: &str) -> Result<Vec<i64>> {
        let mut find =
            self.connection.prepare_cached("SELECT id FROM field WHERE owner = 1 AND folded = ?1 ORDER BY id")?;
        Ok(find.query_map([&*fold(name)], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// A stored value of a custom field.
    fn value(&self, field: i64, text: String) -> Result<FieldValue> {
        let kind = self.definition(field)?.map_or(FieldType::Text, |(_, kind)| *kind);
        Ok(FieldValue::of(kind, text))
    }

    /// The rows of the chats with these keys, in this order, with these details.
    pub fn rows(&self, keys: &[i64], details: &Details, preview: &Preview) -> Result<Vec<ChatRow>> {
        let mut chats = Vec::with_capacity(keys.len());
        let select =
            "SELECT chat.key, chat.id, chat.source_id, chat.external_id, chat.app_id, chat.person_id, person.name,
                    person.email, person.phone, chat.status, chat.assignee_id, chat.rating, chat.created_at,
                    chat.closed_at, chat.updated_at, chat.last_message_at, chat.message_count, chat.description,
                    chat.language_id, chat.deleted_at
             FROM rarray(?1) AS wanted CROSS JOIN chat ON chat.key = wanted.value
             CROSS JOIN person ON person.id = chat.person_id";
        self.of_each(keys, select, |_, row| {
            chats.push(ChatRow {
                id: row.get(1)?,
                source: if details.source { self.name(Named::Source, row.get(2)?)? } else { None },
                external_id: row.get(3)?,
                app: self.name(Named::App, row.get(4)?)?,
                person_id: row.get(5)?,
                person: row.get(6)?,
                email: row.get(7)?,
                phone: row.get(8)?,
                status: Status::from_number(row.get(9)?),
                assignee: self.name(Named::Rep, row.get(10)?)?,
                rating: row.get(11)?,
                created: time(row.get(12)?),
                closed: time(row.get(13)?),
                updated: time(row.get(14)?),
                last_message: time(row.get(15)?),
                messages: row.get(16)?,
                description: row.get(17)?,
                language: if details.language { self.name(Named::Language, row.get(18)?)? } else { None },
                deleted: time(row.get(19)?),
                fields: vec![None; details.fields.len()],
                ..ChatRow::default()
            });
            Ok(())
        })?;
        if details.tags {
            self.labels(keys, Named::Tag, |place, name| chats.get_mut(place).map(|chat| chat.tags.push(name)))?;
        }
        if details.teams {
            self.labels(keys, Named::Team, |place, name| chats.get_mut(place).map(|chat| chat.teams.push(name)))?;
        }
        if !details.fields.is_empty() {
            self.asked_fields(keys, &details.fields, &mut chats)?;
        }
        self.previews(keys, preview, &mut chats)?;
        Ok(chats)
    }

    /// Tags or teams, in their order.
    fn labels(&self, keys: &[i64], of: Named, mut add: impl FnMut(usize, String) -> Option<()>) -> Result<()> {
        let select = match of {
            Named::Tag => {
                "SELECT chat_tag.chat_key, chat_tag.tag_id FROM rarray(?1) AS wanted
                 CROSS JOIN chat_tag INDEXED BY chat_tag_chat ON chat_tag.chat_key = wanted.value"
            }
            _ => {
                "SELECT chat_team.chat_key, chat_team.team_id FROM rarray(?1) AS wanted
                 CROSS JOIN chat_team INDEXED BY chat_team_chat ON chat_team.chat_key = wanted.value"
            }
        };
        self.of_each(keys, select, |place, row| {
            if let Some(name) = self.name(of, row.get(1)?)? {
                add(place, name);
            }
            Ok(())
        })
    }

    /// Where several fields have a name that folds the same, the first that has a value counts.
    fn asked_fields(&self, keys: &[i64], names: &[String], chats: &mut [ChatRow]) -> Result<()> {
        let ids = names.iter().map(|name| self.fields_named(name)).collect::<Result<Vec<_>>>()?;
        self.of_each(keys, SELECT_FIELDS, |place, row| {
            let field: i64 = row.get(1)?;
            let Some(chat) = chats.get_mut(place) else { return Ok(()) };
            for (slot, ids) in chat.fields.iter_mut().zip(&ids) {
                if slot.is_none() && ids.contains(&field) {
                    *slot = Some(self.value(field, row.get(3)?)?);
                }
            }
            Ok(())
        })
    }

    fn previews(&self, keys: &[i64], preview: &Preview, chats: &mut [ChatRow]) -> Result<()> {
        match preview {
            Preview::Nothing => Ok(()),
            Preview::LastMessage => {
                let select = "SELECT wanted.value, (SELECT text FROM message WHERE chat_key = wanted.value
                                ORDER BY number DESC LIMIT 1) FROM rarray(?1) AS wanted";
                self.of_each(keys, select, |place, row| {
                    if let Some(chat) = chats.get_mut(place) {
                        chat.preview = row.get(1)?;
                    }
                    Ok(())
                })
            }
            Preview::Found(piece) => {
                let finder = Finder::new(piece.as_bytes());
                let mut texts =
                    self.connection.prepare_cached("SELECT text FROM message WHERE chat_key = ?1 ORDER BY number")?;
                for (key, chat) in keys.iter().zip(chats) {
                    let mut rows = texts.query([key])?;
                    while let Some(row) = rows.next()? {
                        let text = row.get_ref(0)?.as_str().unwrap_or_default();
                        if holds(text, &finder) {
                            chat.preview = Some(text.to_owned());
                            break;
                        }
                    }
                    if chat.preview.is_none() {
                        let others = [&chat.description, &chat.person];
                        chat.preview = others.into_iter().flatten().find(|text| holds(text, &finder)).cloned();
                    }
                }
                Ok(())
            }
        }
    }

    /// The whole chats with these keys, in this order.
    pub fn wholes(&self, keys: &[i64]) -> Result<Vec<WholeChat>> {
        let mut chats = Vec::with_capacity(keys.len());
        let mut with_participants = Vec::new();
        let select = "SELECT chat.key, chat.id, chat.external_id, chat.source_id, chat.language_id, chat.app_id,
                    chat.created_at, chat.closed_at, chat.updated_at, chat.time_kind, chat.assignee_id, chat.status,
                    chat.rating, chat.rating_comment, chat.rating_at, chat.description, chat.participants IS NOT NULL,
                    chat.person_id, person.external_id, person.name, person.email, person.phone
             FROM rarray(?1) AS wanted CROSS JOIN chat ON chat.key = wanted.value
             CROSS JOIN person ON person.id = chat.person_id";
        self.of_each(keys, select, |_, row| {
            let score: Option<i64> = row.get(12)?;
            let (comment, at) = (row.get(13)?, time(row.get(14)?));
            if row.get(16)? {
                with_participants.push(row.get(0)?);
            }
            chats.push(WholeChat {
                id: row.get(1)?,
                external_id: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
                source: self.name(Named::Source, row.get(3)?)?.unwrap_or_default(),
                language: self.name(Named::Language, row.get(4)?)?,
                app: self.name(Named::App, row.get(5)?)?,
                created: time(row.get(6)?),
                closed: time(row.get(7)?),
                updated: time(row.get(8)?),
                time_kind: row.get(9)?,
                person: Person {
                    id: Some(row.get(17)?),
                    external_id: row.get(18)?,
                    name: row.get(19)?,
                    email: row.get(20)?,
                    phone: row.get(21)?,
                    fields: self.person_fields(row.get(17)?)?,
                },
                rep: row.get::<_, Option<i64>>(10)?.map(|rep| self.rep(rep)).transpose()?,
                participants: Vec::new(),
                teams: Vec::new(),
                tags: Vec::new(),
                status: Status::from_number(row.get(11)?).unwrap_or(Status::Closed),
                rating: score.map(|score| Rating { score, comment, at }),
                description: row.get(15)?,
                fields: Vec::new(),
                notes: Vec::new(),
                messages: Vec::new(),
            });
            Ok(())
        })?;
        self.labels(keys, Named::Tag, |place, name| chats.get_mut(place).map(|chat| chat.tags.push(name)))?;
        self.labels(keys, Named::Team, |place, name| chats.get_mut(place).map(|chat| chat.teams.push(name)))?;
        self.participants(keys, &with_participants, &mut chats)?;
        self.fields(keys, &mut chats)?;
        self.notes(keys, &mut chats)?;
        self.messages(keys, &mut chats)?;
        Ok(chats)
    }

    fn rep(&self, id: i64) -> Result<Rep> {
        let mut statement = self.connection.prepare_cached("SELECT external_id, name, email FROM rep WHERE id = ?1")?;
        Ok(statement
            .query_row([id], |row| Ok(Rep { external_id: row.get(0)?, name: row.get(1)?, email: row.get(2)? }))?)
    }

    fn person_fields(&self, person: i64) -> Result<Vec<(String, FieldValue)>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT field_id, value FROM person_field WHERE person_id = ?1 ORDER BY position")?;
        let mut rows = statement.query([person])?;
        let mut fields = Vec::new();
        while let Some(row) = rows.next()? {
            let field: i64 = row.get(0)?;
            if let Some((name, kind)) = self.definition(field)? {
                fields.push((name.clone(), FieldValue::of(*kind, row.get(1)?)));
            }
        }
        Ok(fields)
    }

    fn participants(&self, keys: &[i64], with: &[i64], chats: &mut [WholeChat]) -> Result<()> {
        if with.is_empty() {
            return Ok(());
        }
        let select = "SELECT chat.key, json_each.value FROM rarray(?1) AS wanted
             CROSS JOIN chat ON chat.key = wanted.value CROSS JOIN json_each(chat.participants)";
        let places: HashMap<i64, usize> = keys.iter().copied().zip(0..).collect();
        self.of_each(with, select, |_, row| {
            let place = places.get(&row.get(0)?).copied().unwrap_or(usize::MAX);
            if let Some(chat) = chats.get_mut(place) {
                chat.participants.push(row.get(1)?);
            }
            Ok(())
        })
    }

    fn fields(&self, keys: &[i64], chats: &mut [WholeChat]) -> Result<()> {
        let mut positions: Vec<Vec<i64>> = vec![Vec::new(); chats.len()];
        self.of_each(keys, SELECT_FIELDS, |place, row| {
            let (field, position): (i64, i64) = (row.get(1)?, row.get(2)?);
            let known = chats.get_mut(place).zip(positions.get_mut(place)).zip(self.definition(field)?);
            if let Some(((chat, positions), (name, kind))) = known {
                let at = positions.partition_point(|other| *other < position);
                positions.insert(at, position);
                chat.fields.insert(at, (name.clone(), FieldValue::of(*kind, row.get(3)?)));
            }
            Ok(())
        })
    }

    fn notes(&self, keys: &[i64], chats: &mut [WholeChat]) -> Result<()> {
        let select = "SELECT note.chat_key, written_at, author, text, color, extra
             FROM rarray(?1) AS wanted CROSS JOIN note ON note.chat_key = wanted.value";
        self.of_each(keys, select, |place, row| {
            if let Some(chat) = chats.get_mut(place) {
                chat.notes.push(Note {
                    at: time(row.get(1)?),
                    author: row.get(2)?,
                    text: row.get(3)?,
                    color: row.get(4)?,
                    extra: row.get(5)?,
                });
            }
            Ok(())
        })
    }

    fn messages(&self, keys: &[i64], chats: &mut [WholeChat]) -> Result<()> {
        let select = "SELECT message.chat_key, sent_at, offset_us, author_id, text, extra
             FROM rarray(?1) AS wanted CROSS JOIN message ON message.chat_key = wanted.value";
        self.of_each(keys, select, |place, row| {
            if let Some(chat) = chats.get_mut(place) {
                let (kind, author) = self.author(row.get(3)?, |kind, name| (kind, name.map(str::to_owned)))?;
                chat.messages.push(Message {
                    at: time(row.get(1)?),
                    offset: row.get(2)?,
                    kind,
                    author,
                    text: row.get(4)?,
                    extra: row.get(5)?,
                });
            }
            Ok(())
        })
    }

    /// The whole chat with this key.
    pub fn whole(&self, key: i64) -> Result<WholeChat> {
        self.wholes(&[key])?.pop().ok_or_else(|| Error::bug("a chat went away while it was read"))
    }
}

const SELECT_FIELDS: &str = "SELECT chat_field.chat_key, field_id, position, chat_field.value
    FROM rarray(?1) AS wanted CROSS JOIN chat_field ON chat_field.chat_key = wanted.value";
