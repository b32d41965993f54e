//! Reading chats, many at once: the rows that lists show. Whole chats are read in `whole.rs`.
//!
//! Each table is asked once for a whole block of chats (`rarray` hands SQLite their keys), and gives its rows in the
//! order of the keys: one statement for many chats costs a fraction of one for each. The rows of all tables go forward
//! side by side, chat after chat, so that only one chat is in memory, in the place of the one before.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use memchr::memmem::Finder;
use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;
use rusqlite::types::{Type, Value};
use rusqlite::{CachedStatement, Connection, Row, Rows};

use super::functions::holds;
use super::memory::{Memory, Spare, set, set_some};
use super::origin;
use super::page::{Details, Preview};
use crate::error::{Error, Result};
use crate::model::chat::ChatRow;
use crate::model::field::{FieldType, FieldValue};
use crate::model::fold::fold;
use crate::model::message::AuthorKind;
use crate::model::person::Rep;
use crate::model::status::Status;
use crate::model::time::Time;

/// Chats that are read at once where there are many.
pub const BLOCK: usize = 128;

/// A time as stored.
pub fn time(micros: Option<i64>) -> Option<Time> {
    micros.and_then(Time::from_micros)
}

/// Keys as SQLite's `rarray` takes them.
pub fn array(keys: &[i64]) -> Rc<Vec<Value>> {
    Rc::new(keys.iter().copied().map(Value::from).collect())
}

/// A block of chats as statements ask for it: by `BETWEEN` each of ?1 and that plus ?2. Those are the keys, and 0; or,
/// where a block is (nearly) all there is from its first key to its last, the first key and the way to the last.
pub(super) struct Wanted {
    starts: Rc<Vec<Value>>,
    width: i64,
}

/// The rows that a statement gives for a block of chats. The first column of each is the key of its chat.
pub(super) struct RowsOf<'s> {
    rows: Rows<'s>,
    /// Whether there may be rows of chats that are not in the block.
    skips: bool,
}

impl Wanted {
    /// The rows of a statement, at the first.
    pub fn of<'s>(&self, statement: &'s mut CachedStatement<'_>) -> Result<RowsOf<'s>> {
        let mut rows = statement.query((&self.starts, self.width))?;
        rows.advance()?;
        Ok(RowsOf { rows, skips: self.width > 0 })
    }
}

impl RowsOf<'_> {
    /// Gives `visit` the rows of this chat. The chats have to be asked for in the order of the block.
    pub fn of_chat(&mut self, key: i64, mut visit: impl FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
        while let Some(row) = self.rows.get() {
            let other: i64 = row.get(0)?;
            if other == key {
                visit(row)?;
            } else if !self.skips || other > key {
                break;
            }
            self.rows.advance()?;
        }
        Ok(())
    }
}

/// A text of a row, which may be missing.
pub(super) fn text<'r>(row: &'r Row<'_>, column: usize) -> Result<Option<&'r str>> {
    let text = row.get_ref(column)?.as_str_or_null();
    Ok(text.map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error)))?)
}

/// Who speaks, the source's own name of it, and the alias they wrote under.
type Author = (AuthorKind, Option<Rc<str>>, Option<Rc<str>>);

/// Reads chats by key.
pub struct Reader<'c> {
    pub(super) connection: &'c Connection,
    names: [RefCell<Memory<Rc<str>>>; 7],
    authors: RefCell<Memory<Author>>,
    pub(super) reps: RefCell<Memory<Rep>>,
    definitions: OnceCell<BTreeMap<i64, (String, FieldType)>>,
    origin: OnceCell<String>,
}

/// A small table of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    App,
    Hold,
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
            Self::Hold => "SELECT name FROM hold WHERE id = ?1",
            Self::Language => "SELECT name FROM language WHERE id = ?1",
            Self::Rep => "SELECT name FROM rep WHERE id = ?1",
            Self::Source => "SELECT name FROM source WHERE id = ?1",
            Self::Tag => "SELECT name FROM tag WHERE id = ?1",
            Self::Team => "SELECT name FROM team WHERE id = ?1",
        }
    }
}

/// What to read for rows beside the chats themselves.
#[derive(Debug)]
pub struct Asked {
    details: Details,
    places: Vec<FieldPlace>,
}

/// Where the values of a custom field stand.
#[derive(Debug)]
struct FieldPlace {
    /// Its number.
    field: i64,
    /// The place among a row's.
    place: usize,
    /// It was asked for in its own spelling.
    is_exact: bool,
}

impl<'c> Reader<'c> {
    /// A reader of chats.
    pub fn new(connection: &'c Connection) -> Self {
        let (names, authors, reps) = Default::default();
        Self { connection, names, authors, reps, definitions: OnceCell::new(), origin: OnceCell::new() }
    }

    /// Name and type of a custom field. The first question reads them all.
    pub(super) fn definition(&self, field: i64) -> Result<Option<&(String, FieldType)>> {
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

    /// The source that files name for chats that began here.
    pub(super) fn origin(&self) -> Result<&str> {
        if let Some(origin) = self.origin.get() {
            return Ok(origin);
        }
        let origin = origin::source(self.connection)?;
        Ok(self.origin.get_or_init(|| origin))
    }

    /// How to ask for the chats with these keys.
    pub(super) fn wanted(&self, keys: &[i64]) -> Result<Wanted> {
        if let [first, .., last] = keys[..]
            && let Some(width) = last.checked_sub(first)
            && keys.is_sorted()
        {
            let mut count = self.connection.prepare_cached("SELECT count(*) FROM chat WHERE key BETWEEN ?1 AND ?2")?;
            let there: usize = count.query_row([first, last], |row| row.get(0))?;
            // To pass by a chat that is not wanted takes about as long as to look for some that are.
            if there <= keys.len() + keys.len() / 4 {
                return Ok(Wanted { starts: array(&[first]), width });
            }
        }
        Ok(Wanted { starts: array(keys), width: 0 })
    }

    /// Gives `visit` a name.
    pub(super) fn name<T>(&self, of: Named, id: i64, visit: impl FnOnce(&str) -> T) -> Result<T> {
        let mut names = self.names[of as usize].borrow_mut();
        if let Some(name) = names.get(id) {
            return Ok(visit(name));
        }
        let name: Rc<str> = self.connection.prepare_cached(of.select())?.query_row([id], |row| row.get(0))?;
        names.keep(id, Rc::clone(&name));
        Ok(visit(&name))
    }

    /// Puts a name where another was.
    pub(super) fn set_name(&self, place: &mut Option<String>, of: Named, id: Option<i64>) -> Result<()> {
        match id {
            Some(id) => self.name(of, id, |name| set_some(place, Some(name))),
            None => {
                *place = None;
                Ok(())
            }
        }
    }

    /// Adds the name that a row of labels gives.
    pub(super) fn add_name(
        &self,
        row: &Row<'_>,
        of: Named,
        spare: &mut Spare<String>,
        names: &mut Vec<String>,
    ) -> Result<()> {
        let mut name = spare.one();
        self.name(of, row.get(1)?, |known| set(&mut name, known))?;
        names.push(name);
        Ok(())
    }

    /// Gives `visit` the kind, the name and the alias of an author.
    pub fn author<T>(&self, id: i64, visit: impl FnOnce(AuthorKind, Option<&str>, Option<&str>) -> T) -> Result<T> {
        let mut known = self.authors.borrow_mut();
        if let Some((kind, name, alias)) = known.get(id) {
            return Ok(visit(*kind, name.as_deref(), alias.as_deref()));
        }
        let mut statement = self.connection.prepare_cached("SELECT kind, name, alias FROM author WHERE id = ?1")?;
        let (kind, name, alias): (i64, Option<Rc<str>>, Option<Rc<str>>) =
            statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let kind = AuthorKind::from_number(kind).ok_or_else(|| Error::damaged(format!("author {id} has no kind")))?;
        known.keep(id, (kind, name.clone(), alias.clone()));
        Ok(visit(kind, name.as_deref(), alias.as_deref()))
    }

    /// How to read these details. Several custom fields may have a name that folds the same: one that is asked for in
    /// its own spelling stands nowhere else.
    pub fn asked(&self, details: &Details) -> Result<Asked> {
        let mut places = Vec::new();
        for (place, name) in details.fields.iter().enumerate() {
            let mut find = self
                .connection
                .prepare_cached("SELECT id, name FROM field WHERE owner = 1 AND folded = ?1 ORDER BY id")?;
            for found in find.query_map([&*fold(name)], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))? {
                let (field, spelled) = found?;
                let is_exact = spelled == *name;
                if is_exact || !details.fields.contains(&spelled) {
                    places.push(FieldPlace { field, place, is_exact });
                }
            }
        }
        Ok(Asked { details: details.clone(), places })
    }

    /// A stored value of a custom field.
    pub(super) fn value(&self, field: i64, text: String) -> Result<FieldValue> {
        let kind = self.definition(field)?.map_or(FieldType::Text, |(_, kind)| *kind);
        Ok(FieldValue::of(kind, text))
    }

    /// The rows of the chats with these keys, in this order, with these details.
    pub fn rows(&self, keys: &[i64], details: &Details, preview: &Preview) -> Result<Vec<ChatRow>> {
        let mut chats = Vec::with_capacity(keys.len());
        self.each_row(keys, &self.asked(details)?, |chat| {
            chats.push(std::mem::take(chat));
            Ok(())
        })?;
        self.previews(keys, preview, &mut chats)?;
        Ok(chats)
    }

    /// Gives `visit` the rows of the chats with these keys, in this order, without previews.
    pub fn each_row(
        &self,
        keys: &[i64],
        asked: &Asked,
        mut visit: impl FnMut(&mut ChatRow) -> Result<()>,
    ) -> Result<()> {
        let wanted = self.wanted(keys)?;
        let mut chats = self.connection.prepare_cached(
            "SELECT chat.key, chat.id, chat.source_id, chat.external_id, chat.app_id, chat.person_id, person.name,
                    person.email, person.phone, chat.status, chat.assignee_id, chat.rating, chat.created_at,
                    chat.closed_at, chat.updated_at, chat.last_message_at, chat.message_count, chat.description,
                    chat.language_id, chat.deleted_at
             FROM rarray(?1) AS wanted CROSS JOIN chat ON chat.key BETWEEN wanted.value AND wanted.value + ?2
             CROSS JOIN person ON person.id = chat.person_id",
        )?;
        let mut chats = wanted.of(&mut chats)?;
        let prepared = |needed, sql| if needed { self.connection.prepare_cached(sql).map(Some) } else { Ok(None) };
        let mut tags = prepared(asked.details.tags, SELECT_TAGS)?;
        let mut tags = tags.as_mut().map(|tags| wanted.of(tags)).transpose()?;
        let mut teams = prepared(asked.details.teams, SELECT_TEAMS)?;
        let mut teams = teams.as_mut().map(|teams| wanted.of(teams)).transpose()?;
        let mut holds = prepared(asked.details.holds, SELECT_HOLDS)?;
        let mut holds = holds.as_mut().map(|holds| wanted.of(holds)).transpose()?;
        let mut values = prepared(!asked.places.is_empty(), SELECT_FIELDS)?;
        let mut values = values.as_mut().map(|values| wanted.of(values)).transpose()?;
        let (mut chat, mut spare) = (ChatRow::default(), Spare::default());
        for key in keys.iter().copied() {
            spare.empty(&mut chat.tags);
            spare.empty(&mut chat.teams);
            spare.empty(&mut chat.holds);
            if let Some(tags) = &mut tags {
                tags.of_chat(key, |row| self.add_name(row, Named::Tag, &mut spare, &mut chat.tags))?;
            }
            if let Some(teams) = &mut teams {
                teams.of_chat(key, |row| self.add_name(row, Named::Team, &mut spare, &mut chat.teams))?;
            }
            if let Some(holds) = &mut holds {
                holds.of_chat(key, |row| self.add_name(row, Named::Hold, &mut spare, &mut chat.holds))?;
            }
            chat.fields.drain(..).flatten().for_each(|value| spare.keep(value.into_text()));
            chat.fields.resize(asked.details.fields.len(), None);
            if let Some(values) = &mut values {
                values.of_chat(key, |row| self.asked_field(row, asked, &mut spare, &mut chat.fields))?;
            }
            chats.of_chat(key, |row| {
                self.chat_row(row, &asked.details, &mut chat)?;
                visit(&mut chat)
            })?;
        }
        Ok(())
    }

    fn chat_row(&self, row: &Row<'_>, details: &Details, chat: &mut ChatRow) -> Result<()> {
        chat.id = row.get(1)?;
        self.set_name(&mut chat.source, Named::Source, if details.source { row.get(2)? } else { None })?;
        set_some(&mut chat.external_id, text(row, 3)?);
        self.set_name(&mut chat.app, Named::App, row.get(4)?)?;
        chat.person_id = row.get(5)?;
        set_some(&mut chat.person, text(row, 6)?);
        set_some(&mut chat.email, text(row, 7)?);
        set_some(&mut chat.phone, text(row, 8)?);
        chat.status = Status::from_number(row.get(9)?);
        self.set_name(&mut chat.assignee, Named::Rep, row.get(10)?)?;
        chat.rating = row.get(11)?;
        chat.created = time(row.get(12)?);
        chat.closed = time(row.get(13)?);
        chat.updated = time(row.get(14)?);
        chat.last_message = time(row.get(15)?);
        chat.messages = row.get(16)?;
        set_some(&mut chat.description, text(row, 17)?);
        self.set_name(&mut chat.language, Named::Language, if details.language { row.get(18)? } else { None })?;
        chat.deleted = time(row.get(19)?);
        Ok(())
    }

    /// Where several fields have a name that folds the same, the one of just this spelling counts, else the first that
    /// has a value.
    fn asked_field(
        &self,
        row: &Row<'_>,
        asked: &Asked,
        spare: &mut Spare<String>,
        fields: &mut [Option<FieldValue>],
    ) -> Result<()> {
        let field: i64 = row.get(1)?;
        for at in asked.places.iter().filter(|at| at.field == field) {
            if let Some(slot) = fields.get_mut(at.place).filter(|slot| at.is_exact || slot.is_none()) {
                let mut value = spare.one();
                set(&mut value, text(row, 3)?.unwrap_or_default());
                *slot = Some(self.value(field, value)?);
            }
        }
        Ok(())
    }

    fn previews(&self, keys: &[i64], preview: &Preview, chats: &mut [ChatRow]) -> Result<()> {
        match preview {
            Preview::Nothing => Ok(()),
            Preview::LastMessage => {
                let select = "SELECT (SELECT text FROM message WHERE chat_key = wanted.value
                                ORDER BY number DESC LIMIT 1) FROM rarray(?1) AS wanted";
                let mut statement = self.connection.prepare_cached(select)?;
                let mut rows = statement.query([array(keys)])?;
                for chat in chats {
                    let Some(row) = rows.next()? else { break };
                    chat.preview = row.get(0)?;
                }
                Ok(())
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
}

pub(super) const SELECT_TAGS: &str = "SELECT chat_tag.chat_key, chat_tag.tag_id FROM rarray(?1) AS wanted
    CROSS JOIN chat_tag INDEXED BY chat_tag_chat ON chat_tag.chat_key BETWEEN wanted.value AND wanted.value + ?2";

pub(super) const SELECT_TEAMS: &str = "SELECT chat_team.chat_key, chat_team.team_id FROM rarray(?1) AS wanted
    CROSS JOIN chat_team INDEXED BY chat_team_chat ON chat_team.chat_key BETWEEN wanted.value AND wanted.value + ?2";

pub(super) const SELECT_HOLDS: &str = "SELECT chat_hold.chat_key, chat_hold.hold_id FROM rarray(?1) AS wanted
    CROSS JOIN chat_hold ON chat_hold.chat_key BETWEEN wanted.value AND wanted.value + ?2";

pub(super) const SELECT_FIELDS: &str = "SELECT chat_field.chat_key, field_id, position, chat_field.value
    FROM rarray(?1) AS wanted CROSS JOIN chat_field ON chat_field.chat_key BETWEEN wanted.value AND wanted.value + ?2";
