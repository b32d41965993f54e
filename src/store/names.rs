//! Who and what chats name: apps, tags, persons, reps, authors, custom fields. Each is looked up once and remembered.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension};

use super::field;
use super::ingest::Ingest;
use super::journal::{FIELD, FIELD_OF_PERSON, PERSON};
use super::read::Reader;
use super::tokens::Tokens;
use crate::error::{Error, Result};
use crate::model::chat::WholeChat;
use crate::model::field::{FieldType, FieldValue};
use crate::model::fold::fold;
use crate::model::message::{AuthorKind, Message};
use crate::model::person::{Person, Rep};
use crate::query::FieldOwner;

/// Names remembered of each kind; then they are looked up again.
const REMEMBERED: usize = 200_000;

/// The numbers of names, so that each is looked up once.
#[derive(Debug, Default)]
pub struct Names {
    plain: HashMap<(Table, String), i64>,
    reps: HashMap<(i64, Option<String>, Option<String>), i64>,
    authors: HashMap<(i64, AuthorKind, Option<String>, Option<String>), i64>,
    fields: HashMap<(FieldOwner, String), (i64, FieldType, bool)>,
    /// The source that files name for chats that began here; empty until it was looked up.
    pub origin: String,
    /// Terms of the search index that are there already.
    pub terms: HashSet<String>,
}

/// The small tables that hold nothing but names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Table {
    App,
    Language,
    Source,
    Tag,
    Team,
}

impl Table {
    /// How a name is found in it, and how it is added.
    const fn statements(self) -> (&'static str, &'static str) {
        match self {
            Self::App => ("SELECT id FROM app WHERE name = ?1", "INSERT INTO app (name, folded) VALUES (?1, ?2)"),
            Self::Language => {
                ("SELECT id FROM language WHERE name = ?1", "INSERT INTO language (name, folded) VALUES (?1, ?2)")
            }
            Self::Source => {
                ("SELECT id FROM source WHERE name = ?1", "INSERT INTO source (name, folded) VALUES (?1, ?2)")
            }
            Self::Tag => ("SELECT id FROM tag WHERE name = ?1", "INSERT INTO tag (name, folded) VALUES (?1, ?2)"),
            Self::Team => ("SELECT id FROM team WHERE name = ?1", "INSERT INTO team (name, folded) VALUES (?1, ?2)"),
        }
    }
}

/// The number by which the table `field` tells whose a custom field is.
pub const fn owner_number(owner: FieldOwner) -> i64 {
    match owner {
        FieldOwner::Chat => 1,
        FieldOwner::Person => 2,
    }
}

impl Names {
    /// Remembers that a term is in the index.
    pub fn remember_term(&mut self, term: String) {
        if self.terms.len() >= REMEMBERED {
            self.terms.clear();
        }
        self.terms.insert(term);
    }
}

impl Ingest<'_, '_> {
    /// The number of a name in one of the small tables.
    pub fn name(&mut self, table: Table, name: &str) -> Result<i64> {
        // Looking up with an owned key costs an allocation; these are few per chat.
        let cached = (table, name.to_owned());
        if let Some(id) = self.names.plain.get(&cached) {
            return Ok(*id);
        }
        let (find, add) = table.statements();
        let connection = self.connection();
        let known = connection.prepare_cached(find)?.query_row([name], |row| row.get(0)).optional()?;
        let id = match known {
            Some(id) => id,
            None => {
                connection.prepare_cached(add)?.execute((name, &*fold(name)))?;
                connection.last_insert_rowid()
            }
        };
        remember(&mut self.names.plain, cached, id);
        Ok(id)
    }

    /// Makes the names that a chat needs, unrecorded: they stay where the chat itself is taken back.
    pub fn know_names(&mut self, source: i64, chat: &WholeChat) -> Result<()> {
        for tag in &chat.tags {
            self.name(Table::Tag, tag)?;
        }
        for team in &chat.teams {
            self.name(Table::Team, team)?;
        }
        for (owner, fields) in [(FieldOwner::Chat, &chat.fields), (FieldOwner::Person, &chat.person.fields)] {
            for (name, value) in fields {
                self.field(owner, name, value)?;
            }
        }
        chat.rep.as_ref().map(|rep| self.rep(source, rep)).transpose()?;
        Ok(())
    }

    /// The person of a chat. One without an ID is nobody known: `own` is then the chat's own row, if it has one.
    pub fn person(&mut self, source: i64, person: &Person, own: Option<i64>, update: bool) -> Result<i64> {
        let connection = self.connection();
        let known: Option<i64> = match &person.external_id {
            Some(external_id) => connection
                .prepare_cached("SELECT id FROM person WHERE source_id = ?1 AND external_id = ?2")?
                .query_row((source, external_id), |row| row.get(0))
                .optional()?,
            None => match own {
                Some(own) => connection
                    .prepare_cached("SELECT id FROM person WHERE id = ?1 AND external_id IS NULL")?
                    .query_row([own], |row| row.get(0))
                    .optional()?,
                None => None,
            },
        };
        let id = match known {
            None => {
                let id = self.change.next_number("person")?;
                connection
                    .prepare_cached(
                        "INSERT INTO person (id, name, email, phone, source_id, external_id)
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    )?
                    .execute((id, &person.name, &person.email, &person.phone, source, &person.external_id))?;
                id
            }
            Some(id) => {
                self.fill_person(id, person, update)?;
                self.change.touch(PERSON, id);
                self.change.touch(FIELD_OF_PERSON, id);
                id
            }
        };
        for (position, (name, value)) in (0_i64..).zip(&person.fields) {
            let field = self.field(FieldOwner::Person, name, value)?;
            self.connection()
                .prepare_cached(
                    "INSERT INTO person_field (field_id, person_id, position, value) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT DO UPDATE SET value = iif(?5, excluded.value, value)",
                )?
                .execute((field, id, position, value.text(), update))?;
        }
        Ok(id)
    }

    /// Fills what is not known yet of a person; with `update` what the file says replaces what is there. A new name is
    /// found in all of the person's chats.
    fn fill_person(&mut self, id: i64, person: &Person, update: bool) -> Result<()> {
        let connection = self.connection();
        let name_before: Option<String> =
            connection.prepare_cached("SELECT name FROM person WHERE id = ?1")?.query_row([id], |row| row.get(0))?;
        connection
            .prepare_cached(
                "UPDATE person SET name = iif(?5, coalesce(?2, name), coalesce(name, ?2)),
                   email = iif(?5, coalesce(?3, email), coalesce(email, ?3)),
                   phone = iif(?5, coalesce(?4, phone), coalesce(phone, ?4))
                 WHERE id = ?1",
            )?
            .execute((id, &person.name, &person.email, &person.phone, update))?;
        let renamed = person.name.is_some() && person.name != name_before && (update || name_before.is_none());
        if renamed {
            self.index()?;
            let keys: Vec<i64> = connection
                .prepare_cached("SELECT key FROM chat WHERE person_id = ?1 ORDER BY key")?
                .query_map([id], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for key in keys {
                let chat = Reader::new(connection).whole(key)?;
                connection.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([key])?;
                self.tokens(key, id, Tokens::of(&chat))?;
            }
        }
        Ok(())
    }

    /// The rep of a chat, by the source's ID, or by name where it gives none.
    pub fn rep(&mut self, source: i64, rep: &Rep) -> Result<i64> {
        let cached = (source, rep.external_id.clone(), rep.name.clone());
        if let Some(id) = self.names.reps.get(&cached) {
            return Ok(*id);
        }
        let connection = self.connection();
        let known: Option<i64> = match &rep.external_id {
            Some(external_id) => connection
                .prepare_cached("SELECT id FROM rep WHERE source_id = ?1 AND external_id = ?2")?
                .query_row((source, external_id), |row| row.get(0))
                .optional()?,
            None => connection
                .prepare_cached("SELECT id FROM rep WHERE source_id = ?1 AND external_id IS NULL AND name = ?2")?
                .query_row((source, rep.label()), |row| row.get(0))
                .optional()?,
        };
        let id = match known {
            Some(id) => id,
            None => {
                connection
                    .prepare_cached(
                        "INSERT INTO rep (name, folded, email, source_id, external_id) VALUES (?1, ?2, ?3, ?4, ?5)",
                    )?
                    .execute((rep.label(), &*fold(rep.label()), &rep.email, source, &rep.external_id))?;
                connection.last_insert_rowid()
            }
        };
        remember(&mut self.names.reps, cached, id);
        Ok(id)
    }

    /// The number of an author as the source names it; without a name, of nobody in particular of that kind.
    pub fn author(&mut self, source: i64, message: &Message) -> Result<i64> {
        let Message { kind, author: name, alias, .. } = message;
        let cached = (source, *kind, name.clone(), alias.clone());
        if let Some(id) = self.names.authors.get(&cached) {
            return Ok(*id);
        }
        let connection = self.connection();
        let known: Option<i64> = connection
            .prepare_cached("SELECT id FROM author WHERE name IS ?1 AND kind = ?2 AND source_id = ?3 AND alias IS ?4")?
            .query_row((name, kind.number(), source, alias), |row| row.get(0))
            .optional()?;
        let id = match known {
            Some(id) => id,
            None => {
                connection
                    .prepare_cached("INSERT INTO author (kind, source_id, name, alias) VALUES (?1, ?2, ?3, ?4)")?
                    .execute((kind.number(), source, name, alias))?;
                connection.last_insert_rowid()
            }
        };
        remember(&mut self.names.authors, cached, id);
        Ok(id)
    }

    /// The number of a custom field, made or widened to hold the value.
    ///
    /// # Errors
    /// `BadData` where the type was fixed by an admin and the value is of another.
    pub fn field(&mut self, owner: FieldOwner, name: &str, value: &FieldValue) -> Result<i64> {
        let cached = (owner, name.to_owned());
        let connection = self.connection();
        let known = match self.names.fields.get(&cached) {
            Some(known) => Some(*known),
            None => connection
                .prepare_cached("SELECT id, type, inferred FROM field WHERE owner = ?1 AND name = ?2")?
                .query_row((owner_number(owner), name), |row| {
                    let kind = FieldType::from_number(row.get(1)?).unwrap_or(FieldType::Text);
                    Ok((row.get(0)?, kind, row.get(2)?))
                })
                .optional()?,
        };
        let (id, kind, inferred) = match known {
            Some((id, kind, false)) => {
                if !field::admits(connection, id, kind, value)? {
                    let kind = kind.name();
                    return Err(Error::bad_data(format!(
                        "the value of the custom field {name} does not fit its type {kind}"
                    ))
                    .hint("mend it in the file; livechats field list shows types and choices"));
                }
                (id, kind, false)
            }
            Some((id, kind, inferred)) => {
                let wide = kind.widened(value.kind());
                if wide != kind {
                    connection
                        .prepare_cached("UPDATE field SET type = ?2 WHERE id = ?1")?
                        .execute([id, wide.number()])?;
                    self.change.touch(FIELD, id);
                }
                (id, wide, inferred)
            }
            None => {
                connection
                    .prepare_cached(
                        "INSERT INTO field (owner, name, folded, type, inferred) VALUES (?1, ?2, ?3, ?4, 1)",
                    )?
                    .execute((owner_number(owner), name, &*fold(name), value.kind().number()))?;
                (connection.last_insert_rowid(), value.kind(), true)
            }
        };
        remember(&mut self.names.fields, cached, (id, kind, inferred));
        Ok(id)
    }
}

/// The last number that a person was given.
pub fn last_person(connection: &Connection) -> Result<i64> {
    let mut statement = connection.prepare_cached("SELECT last FROM sequence WHERE name = 'person'")?;
    Ok(statement.query_row([], |row| row.get(0)).optional()?.unwrap_or(0))
}

/// Remembers a number, and forgets all others first when they have become too many.
fn remember<K: std::hash::Hash + Eq, V>(known: &mut HashMap<K, V>, name: K, value: V) {
    if known.len() >= REMEMBERED {
        known.clear();
    }
    known.insert(name, value);
}
