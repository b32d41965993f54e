//! Custom fields: their definitions, and their values on chats.

use std::cell::RefCell;

use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::act::{Outcome, Part, Run, Worked, touch};
use super::change::{Act, Change, Ending};
use super::names::owner_number;
use super::person::left_as_erased;
use super::report::Report;
use super::{Actor, Store};
use crate::error::{Error, Result};
use crate::model::field::{self, FieldRow, FieldType, FieldValue};
use crate::model::fold::fold;
use crate::model::json;
use crate::query::FieldOwner;

/// What the definition of a field of chats says it is for.
const CHATS: &str = "chats";

/// Chats that are changed between two looks at the clock.
const PART: usize = 200;

/// What an admin says of a custom field; `None` for what stays, `Some(None)` for what is taken away.
#[derive(Clone, Debug, Default)]
pub struct FieldEdit {
    /// Another name.
    pub name: Option<String>,
    /// The choices of a dropdown.
    pub choices: Option<Vec<String>>,
    /// What is meant where no value is given.
    pub default: Option<Option<String>>,
    /// What it is for.
    pub description: Option<Option<String>>,
}

impl Store {
    /// Every custom field: those of chats first, by name, with the chats that whoever asks can see.
    pub fn fields(&self) -> Result<Vec<FieldRow>> {
        let mut statement = self.connection.prepare("SELECT id FROM field ORDER BY owner, folded, name")?;
        let ids: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        ids.into_iter().map(|id| self.field_row(id)).collect()
    }

    fn field_row(&self, id: i64) -> Result<FieldRow> {
        let mut row = row(&self.connection, id)?;
        if let Some(mut condition) = self.sight().condition().filter(|_| row.owner == CHATS) {
            let counted = "SELECT count(*) FROM chat_field CROSS JOIN chat ON chat.key = chat_field.chat_key WHERE";
            condition.values.push(id.into());
            let sql = format!("{counted} {} AND chat_field.field_id = ?", condition.text);
            let mut count = self.connection.prepare_cached(&sql)?;
            row.used = count.query_row(params_from_iter(condition.values), |row| row.get(0))?;
        }
        Ok(row)
    }

    /// The custom field of this name.
    ///
    /// # Errors
    /// `NotFound` where there is none.
    pub fn field(&self, owner: FieldOwner, name: &str) -> Result<FieldRow> {
        self.field_row(find(&self.connection, owner, name)?)
    }

    /// Makes a custom field of a type that stays. One that an import made becomes that, if all its values are of the
    /// type.
    ///
    /// # Errors
    /// `Conflict` where an admin made one of this name, or values are of another type; `Usage` for choices or a default
    /// that do not fit the type.
    pub fn define_field(
        &mut self,
        actor: &Actor,
        owner: FieldOwner,
        name: &str,
        kind: FieldType,
        edit: &FieldEdit,
    ) -> Result<FieldRow> {
        self.change(actor, Act::of("field define"), |change| {
            let connection = change.transaction;
            let id = match alike(connection, owner, name)?.first() {
                None => {
                    connection.execute(
                        "INSERT INTO field (owner, name, folded, type, inferred) VALUES (?1, ?2, ?3, ?4, 0)",
                        (owner_number(owner), name, &*fold(name), kind.number()),
                    )?;
                    connection.last_insert_rowid()
                }
                Some(id) => {
                    let known = definition(connection, *id)?;
                    if !known.inferred {
                        return Err(Error::conflict(format!(
                            "there is a field {} of type {} already",
                            known.name,
                            known.kind.name()
                        ))
                        .hint("a type is fixed once made; livechats field edit changes the rest"));
                    }
                    connection
                        .execute("UPDATE field SET type = ?2, inferred = 0 WHERE id = ?1", [*id, kind.number()])?;
                    *id
                }
            };
            write(connection, id, owner, edit)?;
            values_fit(connection, id)?;
            change.word("field", name);
            change.term("type", kind.name());
            row(connection, id)
        })
    }

    /// Changes a custom field: all but its type.
    ///
    /// # Errors
    /// `NotFound`; `Conflict` where the new name is taken or a choice is in use; `Usage` as for a new one.
    pub fn edit_field(&mut self, actor: &Actor, owner: FieldOwner, name: &str, edit: &FieldEdit) -> Result<FieldRow> {
        self.change(actor, Act::of("field edit"), |change| {
            let connection = change.transaction;
            let id = find(connection, owner, name)?;
            let before = row(connection, id)?;
            write(connection, id, owner, edit)?;
            values_fit(connection, id)?;
            let after = row(connection, id)?;
            if after == before {
                change.ending = Ending::TakeBack;
            }
            change.word("field", &before.name);
            Ok(after)
        })
    }

    /// Removes a custom field with all its values.
    ///
    /// # Errors
    /// `NotFound` where there is none.
    pub fn drop_field(
        &mut self,
        actor: &Actor,
        owner: FieldOwner,
        name: &str,
        step: &dyn Fn(u64) -> Result<()>,
    ) -> Result<Worked> {
        let id = find(&self.connection, owner, name)?;
        let name = definition(&self.connection, id)?.name;
        let describe = |change: &mut Change<'_>| change.word("field", name.as_str());
        let mut last_person = i64::MIN;
        self.work_off(actor, "field drop", step, describe, |change| retire(change, id, &mut last_person))
    }

    /// Sets a custom field of chats, to its default where no value is given.
    ///
    /// # Errors
    /// `NotFound` where there is no such field, `Usage` for a value that is not of its type.
    pub fn set_field(&mut self, actor: &Actor, run: &Run<'_>, name: &str, value: Option<&str>) -> Result<Report> {
        let batch: RefCell<Option<(i64, String)>> = RefCell::default();
        let describe = |change: &mut Change<'_>| {
            *batch.borrow_mut() = None;
            change.word("field", name);
        };
        self.act(actor, "field set", run, describe, |change, target| {
            let mut batch = batch.borrow_mut();
            let (id, value) = match &mut *batch {
                Some(known) => known,
                unknown => unknown.insert(new_value(change.transaction, FieldOwner::Chat, name, value)?),
            };
            if let Some(left) = left_as_erased(change.transaction, target.key)? {
                return Ok(left);
            }
            if !put(change.transaction, *id, target.key, value)? {
                return Ok(Outcome::Already("set so already"));
            }
            touch(change, target.key)?;
            Ok(Outcome::Done)
        })
    }

    /// Takes a custom field off chats.
    ///
    /// # Errors
    /// `NotFound` where there is no such field.
    pub fn unset_field(&mut self, actor: &Actor, run: &Run<'_>, name: &str) -> Result<Report> {
        find(&self.connection, FieldOwner::Chat, name)?;
        let describe = |change: &mut Change<'_>| change.word("field", name);
        self.act(actor, "field unset", run, describe, |change, target| {
            let removed = change
                .transaction
                .prepare_cached(
                    "DELETE FROM chat_field WHERE chat_key = ?1
                     AND field_id IN (SELECT id FROM field WHERE owner = 1 AND folded = ?2)",
                )?
                .execute((target.key, &*fold(name)))?;
            if removed == 0 {
                return Ok(Outcome::Already("not set"));
            }
            touch(change, target.key)?;
            Ok(Outcome::Done)
        })
    }
}

/// Whether a value of a file may stand in the field of this number, whose type an admin fixed.
pub(super) fn admits(connection: &Connection, id: i64, kind: FieldType, value: &FieldValue) -> Result<bool> {
    let choices = if kind == FieldType::Dropdown { definition(connection, id)?.choices } else { Vec::new() };
    Ok(field::holds(kind, &choices, value))
}

/// The number of a field, and a value as it is stored there.
pub(super) fn new_value(
    connection: &Connection,
    owner: FieldOwner,
    name: &str,
    value: Option<&str>,
) -> Result<(i64, String)> {
    let id = find(connection, owner, name)?;
    let FieldRow { name, kind, choices, default, .. } = definition(connection, id)?;
    let value = value.or(default.as_deref()).ok_or_else(|| {
        Error::usage(format!("no value for the field {name}, and it has no default"))
            .hint(format!("say {name}=VALUE, or take it off with livechats field unset"))
    })?;
    let stored = field::stored(kind, &choices, value).map_err(|wanted| of_type(&name, value, &wanted))?;
    Ok((id, stored))
}

/// Sets a field of a chat. Whether this changed anything.
pub(super) fn put(connection: &Connection, field: i64, key: i64, value: &str) -> Result<bool> {
    let now: Option<String> = connection
        .prepare_cached("SELECT value FROM chat_field WHERE chat_key = ?1 AND field_id = ?2")?
        .query_row([key, field], |row| row.get(0))
        .optional()?;
    match now {
        Some(now) if now == value => return Ok(false),
        Some(_) => connection
            .prepare_cached("UPDATE chat_field SET value = ?3 WHERE chat_key = ?1 AND field_id = ?2")?
            .execute((key, field, value))?,
        None => connection
            .prepare_cached(
                "INSERT INTO chat_field (chat_key, field_id, position, value)
                 SELECT ?1, ?2, coalesce(max(position), -1) + 1, ?3 FROM chat_field WHERE chat_key = ?1",
            )?
            .execute((key, field, value))?,
    };
    Ok(true)
}

/// Takes a field off some of the chats or persons that have it; where none is left, removes it. The values of persons
/// have no index by field: `last_person` is how far it came.
fn retire(change: &Change<'_>, id: i64, last_person: &mut i64) -> Result<Part> {
    let connection = change.transaction;
    let keys: Vec<i64> = connection
        .prepare_cached("SELECT chat_key FROM chat_field WHERE field_id = ?1 ORDER BY chat_key DESC LIMIT ?2")?
        .query_map((id, i64::try_from(PART).unwrap_or(i64::MAX)), |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for key in &keys {
        connection
            .prepare_cached("DELETE FROM chat_field WHERE chat_key = ?1 AND field_id = ?2")?
            .execute([*key, id])?;
        touch(change, *key)?;
    }
    let chats = keys.len() as u64;
    if keys.len() == PART {
        return Ok(Part::More(chats));
    }
    let persons: Vec<i64> = connection
        .prepare_cached(
            "SELECT person_id FROM person_field WHERE field_id = ?1 AND person_id > ?2 ORDER BY person_id LIMIT ?3",
        )?
        .query_map((id, *last_person, i64::try_from(PART).unwrap_or(i64::MAX)), |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for person in &persons {
        connection
            .prepare_cached("DELETE FROM person_field WHERE person_id = ?1 AND field_id = ?2")?
            .execute([*person, id])?;
        *last_person = *person;
    }
    if persons.len() == PART {
        return Ok(Part::More(chats));
    }
    connection.execute("DELETE FROM person_field WHERE field_id = ?1", [id])?;
    connection.execute("DELETE FROM field WHERE id = ?1", [id])?;
    Ok(Part::Last(chats))
}

/// Writes what an admin says of a field.
fn write(connection: &Connection, id: i64, owner: FieldOwner, edit: &FieldEdit) -> Result<()> {
    if let Some(name) = &edit.name {
        if let Some(other) = alike(connection, owner, name)?.into_iter().find(|other| *other != id) {
            let taken = definition(connection, other)?.name;
            return Err(Error::conflict(format!("there is a field {taken} already")).hint("take another name"));
        }
        connection.execute("UPDATE field SET name = ?2, folded = ?3 WHERE id = ?1", (id, name, &*fold(name)))?;
    }
    if let Some(choices) = &edit.choices {
        let list = (!choices.is_empty()).then(|| json::array(choices));
        connection.execute("UPDATE field SET choices = ?2 WHERE id = ?1", (id, list))?;
    }
    if let Some(description) = &edit.description {
        connection.execute("UPDATE field SET description = ?2 WHERE id = ?1", (id, description))?;
    }
    if let Some(default) = &edit.default {
        connection.execute("UPDATE field SET default_value = ?2 WHERE id = ?1", (id, default))?;
    }
    let field = definition(connection, id)?;
    if (field.kind == FieldType::Dropdown) == field.choices.is_empty() {
        return Err(match field.kind {
            FieldType::Dropdown => Error::usage("a dropdown needs its choices").hint("say --choices A,B"),
            other => Error::usage(format!("a field of type {} has no choices", other.name()))
                .hint("only a dropdown has; say --type dropdown"),
        });
    }
    if let Some(default) = &field.default {
        let stored = field::stored(field.kind, &field.choices, default)
            .map_err(|wanted| of_type(&field.name, default, &wanted).hint("change --default"))?;
        connection.execute("UPDATE field SET default_value = ?2 WHERE id = ?1", (id, stored))?;
    }
    Ok(())
}

/// Refuses a definition that values which are there already do not fit.
fn values_fit(connection: &Connection, id: i64) -> Result<()> {
    let field = row(connection, id)?;
    if field.inferred || field.kind == FieldType::Text {
        return Ok(());
    }
    let mut statement = connection.prepare(
        "SELECT value FROM chat_field WHERE field_id = ?1 UNION ALL SELECT value FROM person_field WHERE field_id = ?1",
    )?;
    let mut rows = statement.query([id])?;
    let mut bad = 0_u64;
    while let Some(row) = rows.next()? {
        let value = FieldValue::Text(row.get(0)?);
        bad += u64::from(!field::holds(field.kind, &field.choices, &value));
    }
    if bad == 0 {
        return Ok(());
    }
    let kind = field.kind.name();
    Err(Error::conflict(format!("{bad} of {} values of {} do not fit the type {kind}", field.used, field.name))
        .hint("change or unset those values first, or choose another type or more choices"))
}

fn of_type(name: &str, value: &str, wanted: &str) -> Error {
    Error::usage(format!("{value} is not what the field {name} takes: {wanted}"))
        .hint("livechats field list shows types and choices")
}

/// The fields whose names fold like this one: that of just this spelling first.
fn alike(connection: &Connection, owner: FieldOwner, name: &str) -> Result<Vec<i64>> {
    let mut find =
        connection.prepare_cached("SELECT id FROM field WHERE owner = ?1 AND folded = ?2 ORDER BY name <> ?3, id")?;
    let ids = find.query_map((owner_number(owner), &*fold(name), name), |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// The number of a field.
pub(super) fn find(connection: &Connection, owner: FieldOwner, name: &str) -> Result<i64> {
    let found = alike(connection, owner, name)?.first().copied();
    found.ok_or_else(|| {
        Error::not_found(format!("no field {name}"))
            .hint("livechats field list shows the fields there are, livechats field define makes one")
    })
}

/// A definition, with the number of its values.
fn row(connection: &Connection, id: i64) -> Result<FieldRow> {
    let mut row = definition(connection, id)?;
    // Those of chats have an index.
    let mut count = connection.prepare_cached(match row.owner {
        CHATS => "SELECT count(*) FROM chat_field WHERE field_id = ?1",
        _ => "SELECT count(*) FROM person_field WHERE field_id = ?1",
    })?;
    row.used = count.query_row([id], |row| row.get(0))?;
    Ok(row)
}

/// A definition; its values are not counted.
fn definition(connection: &Connection, id: i64) -> Result<FieldRow> {
    let mut statement = connection.prepare_cached(
        "SELECT name, owner, type, inferred, choices, default_value, description FROM field WHERE id = ?1",
    )?;
    let row = statement.query_row([id], |row| {
        let choices: Option<String> = row.get(4)?;
        let row = FieldRow {
            name: row.get(0)?,
            owner: if row.get::<_, i64>(1)? == owner_number(FieldOwner::Chat) { CHATS } else { "persons" },
            kind: FieldType::from_number(row.get(2)?).unwrap_or(FieldType::Text),
            inferred: row.get(3)?,
            used: 0,
            choices: Vec::new(),
            default: row.get(5)?,
            description: row.get(6)?,
        };
        Ok((row, choices))
    });
    let (mut row, choices) = row?;
    if let Some(choices) = choices {
        let mut each = connection.prepare_cached("SELECT value FROM json_each(?1)")?;
        row.choices = each.query_map([choices], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    }
    Ok(row)
}
