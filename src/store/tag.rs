//! Tags: their definitions, and putting them on chats.
//!
//! Names that fold alike are one tag to everybody. Imports may bring several spellings; the first is then the one that
//! is put on chats, and all of them are taken off.

use std::cell::{Cell, RefCell};

use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::act::{Outcome, Part, Run, Worked, touch};
use super::change::{Act, Change, Ending};
use super::report::Report;
use super::{Actor, Store};
use crate::error::{Error, Result};
use crate::model::fold::fold;
use crate::model::permission::{Permission, Thing};
use crate::model::tag::TagRow;

/// Chats that are changed between two looks at the clock.
const PART: usize = 200;

/// What an admin says of a tag; `None` for what stays, `Some(None)` for what is taken away.
#[derive(Clone, Debug, Default)]
pub struct TagEdit {
    /// Its colour.
    pub color: Option<Option<String>>,
    /// What it is for.
    pub description: Option<Option<String>>,
}

impl Store {
    /// Every tag, by name, each with the chats that whoever asks can see.
    pub fn tags(&self) -> Result<Vec<TagRow>> {
        let mut statement = self.connection.prepare("SELECT id FROM tag ORDER BY folded, name")?;
        let ids: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        ids.into_iter().map(|id| self.tag_row(id)).collect()
    }

    /// The tag of this name.
    ///
    /// # Errors
    /// `NotFound` where there is none.
    pub fn tag(&self, name: &str) -> Result<TagRow> {
        self.tag_row(find(&self.connection, name)?)
    }

    fn tag_row(&self, id: i64) -> Result<TagRow> {
        let mut row = row(&self.connection, id)?;
        if let Some(mut condition) = self.sight().condition() {
            let counted = "SELECT count(*) FROM chat_tag CROSS JOIN chat ON chat.key = chat_tag.chat_key
                           WHERE chat.deleted_at IS NULL AND";
            condition.values.push(id.into());
            let sql = format!("{counted} {} AND chat_tag.tag_id = ?", condition.text);
            let mut count = self.connection.prepare_cached(&sql)?;
            row.chats = count.query_row(params_from_iter(condition.values), |row| row.get(0))?;
        }
        Ok(row)
    }

    /// Those of these names that no tag has, each new tag once.
    pub fn unknown_tags(&self, names: &[String]) -> Result<Vec<String>> {
        let mut unknown: Vec<String> = Vec::new();
        for name in names {
            let named = unknown.iter().any(|other| fold(other) == fold(name));
            if !named && alike(&self.connection, name)?.is_empty() {
                unknown.push(name.clone());
            }
        }
        Ok(unknown)
    }

    /// How many chats in the bin have this tag.
    ///
    /// # Errors
    /// `NotFound` where there is none.
    pub fn count_tagged_in_bin(&self, name: &str) -> Result<u64> {
        let mut count = self.connection.prepare_cached(
            "SELECT count(*) FROM chat_tag CROSS JOIN chat ON chat.key = chat_tag.chat_key
             WHERE chat_tag.tag_id = ?1 AND chat.deleted_at IS NOT NULL",
        )?;
        Ok(count.query_row([find(&self.connection, name)?], |row| row.get(0))?)
    }

    /// Makes a tag.
    ///
    /// # Errors
    /// `Conflict` where there is one of this name, or of a name that folds alike.
    pub fn define_tag(&mut self, actor: &Actor, name: &str, edit: &TagEdit) -> Result<TagRow> {
        self.change(actor, Act::of("tag define"), |change| {
            free(change.transaction, name, None)?;
            let id = insert(change.transaction, name)?;
            write(change.transaction, id, edit)?;
            change.word("tag", name);
            row(change.transaction, id)
        })
    }

    /// Changes what is said of a tag.
    ///
    /// # Errors
    /// `NotFound` where there is none.
    pub fn edit_tag(&mut self, actor: &Actor, name: &str, edit: &TagEdit) -> Result<TagRow> {
        self.change(actor, Act::of("tag edit"), |change| {
            let id = find(change.transaction, name)?;
            let before = row(change.transaction, id)?;
            write(change.transaction, id, edit)?;
            let after = row(change.transaction, id)?;
            if after == before {
                change.ending = Ending::TakeBack;
            }
            change.word("tag", &after.name);
            Ok(after)
        })
    }

    /// Gives a tag another name.
    ///
    /// # Errors
    /// `NotFound` where there is none, `Conflict` where another has that name.
    pub fn rename_tag(&mut self, actor: &Actor, name: &str, to: &str) -> Result<TagRow> {
        self.change(actor, Act::of("tag rename"), |change| {
            let id = find(change.transaction, name)?;
            free(change.transaction, to, Some(id))?;
            let before = row(change.transaction, id)?.name;
            change.transaction.execute("UPDATE tag SET name = ?2, folded = ?3 WHERE id = ?1", (id, to, &*fold(to)))?;
            if before == to {
                change.ending = Ending::TakeBack;
            }
            change.word("tag", before);
            change.word("to", to);
            row(change.transaction, id)
        })
    }

    /// Gives all that have the tag `name` the tag `into` instead; `name` is gone then.
    ///
    /// # Errors
    /// `NotFound` where one of them is not there, `Usage` where both are one.
    pub fn merge_tag(
        &mut self,
        actor: &Actor,
        name: &str,
        into: &str,
        step: &dyn Fn(u64) -> Result<()>,
    ) -> Result<Worked> {
        let from = row(&self.connection, find(&self.connection, name)?)?.name;
        let into = row(&self.connection, find(&self.connection, into)?)?.name;
        if from == into {
            return Err(Error::usage(format!("{from} and what it shall be merged into are one tag"))
                .hint("livechats tag list shows how they are spelled"));
        }
        let describe = |change: &mut Change<'_>| {
            change.word("tag", from.as_str());
            change.word("into", into.as_str());
        };
        self.work_off(actor, "tag merge", step, describe, |change| retire(change, &from, Some(&into)))
    }

    /// Takes a tag off everything that has it, and removes it.
    ///
    /// # Errors
    /// `NotFound` where there is none.
    pub fn drop_tag(&mut self, actor: &Actor, name: &str, step: &dyn Fn(u64) -> Result<()>) -> Result<Worked> {
        let name = row(&self.connection, find(&self.connection, name)?)?.name;
        let describe = |change: &mut Change<'_>| change.word("tag", name.as_str());
        self.work_off(actor, "tag drop", step, describe, |change| retire(change, &name, None))
    }

    /// Puts tags on chats, behind those they have. A tag that is not there yet is made.
    pub fn tag_chats(&mut self, actor: &Actor, run: &Run<'_>, names: &[String]) -> Result<Report> {
        let batch = Batch::default();
        self.act(actor, "tag add", run, describe(names, &batch), |change, target| {
            batch.begin(|| each(names, |name| of_name_or_new(change, name)))?;
            let connection = change.transaction;
            let mut has = connection.prepare_cached("SELECT 1 FROM chat_tag WHERE tag_id = ?1 AND chat_key = ?2")?;
            let mut add = connection.prepare_cached(
                "INSERT INTO chat_tag (tag_id, chat_key, position)
                 SELECT ?1, ?2, coalesce(max(position), -1) + 1 FROM chat_tag WHERE chat_key = ?2",
            )?;
            let mut added = false;
            for tag in batch.tags.borrow().iter() {
                let mut there = false;
                for id in tag {
                    there = there || has.exists((id, target.key))?;
                }
                if let (false, Some(id)) = (there, tag.first()) {
                    add.execute((id, target.key))?;
                    added = true;
                }
            }
            ended(change, target.key, added, "tagged so already")
        })
    }

    /// Takes tags off chats.
    pub fn untag_chats(&mut self, actor: &Actor, run: &Run<'_>, names: &[String]) -> Result<Report> {
        let batch = Batch::default();
        self.act(actor, "tag remove", run, describe(names, &batch), |change, target| {
            batch.begin(|| each(names, |name| of_name(change.transaction, name)))?;
            let mut remove =
                change.transaction.prepare_cached("DELETE FROM chat_tag WHERE tag_id = ?1 AND chat_key = ?2")?;
            let mut removed = false;
            for id in batch.tags.borrow().iter().flatten() {
                removed |= remove.execute((id, target.key))? > 0;
            }
            ended(change, target.key, removed, "not tagged so")
        })
    }
}

/// The numbers of the tags that a batch is about, one list a name. Each batch looks them up anew: what the one before
/// made may have been taken back.
#[derive(Default)]
struct Batch {
    begun: Cell<bool>,
    tags: RefCell<Vec<Vec<i64>>>,
}

impl Batch {
    fn begin(&self, look_up: impl FnOnce() -> Result<Vec<Vec<i64>>>) -> Result<()> {
        if !self.begun.replace(true) {
            *self.tags.borrow_mut() = look_up()?;
        }
        Ok(())
    }
}

/// Called as each batch begins.
fn describe<'a>(names: &'a [String], batch: &'a Batch) -> impl Fn(&mut Change<'_>) + 'a {
    |change| {
        batch.begun.set(false);
        change.word("tags", names.join(","));
    }
}

fn each(names: &[String], find: impl Fn(&str) -> Result<Vec<i64>>) -> Result<Vec<Vec<i64>>> {
    names.iter().map(|name| find(name)).collect()
}

fn ended(change: &Change<'_>, key: i64, changed: bool, already: &'static str) -> Result<Outcome> {
    if !changed {
        return Ok(Outcome::Already(already));
    }
    touch(change, key)?;
    Ok(Outcome::Done)
}

/// Takes a tag off some of the chats that have it; where none is left, off the persons, and removes it.
fn retire(change: &Change<'_>, name: &str, into: Option<&str>) -> Result<Part> {
    let connection = change.transaction;
    let exact = |name: &str| -> Result<Option<i64>> {
        let mut find = connection.prepare_cached("SELECT id FROM tag WHERE name = ?1")?;
        Ok(find.query_row([name], |row| row.get(0)).optional()?)
    };
    let gone = || Error::conflict("somebody else renamed or removed the tag meanwhile").hint("run the command again");
    let id = exact(name)?.ok_or_else(gone)?;
    let into = match into {
        Some(into) => Some(exact(into)?.ok_or_else(gone)?),
        None => None,
    };
    let keys: Vec<(i64, i64)> = connection
        .prepare_cached("SELECT chat_key, position FROM chat_tag WHERE tag_id = ?1 ORDER BY chat_key DESC LIMIT ?2")?
        .query_map((id, i64::try_from(PART).unwrap_or(i64::MAX)), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (key, position) in &keys {
        // Not moved by an update: the counters are kept by the triggers of the other two.
        connection.prepare_cached("DELETE FROM chat_tag WHERE tag_id = ?1 AND chat_key = ?2")?.execute([id, *key])?;
        if let Some(into) = into {
            connection
                .prepare_cached("INSERT OR IGNORE INTO chat_tag (tag_id, chat_key, position) VALUES (?1, ?2, ?3)")?
                .execute([into, *key, *position])?;
        }
        touch(change, *key)?;
    }
    let chats = keys.len() as u64;
    if keys.len() == PART {
        return Ok(Part::More(chats));
    }
    let persons: Vec<(i64, i64)> = connection
        .prepare_cached("SELECT person_id, position FROM person_tag WHERE tag_id = ?1 LIMIT ?2")?
        .query_map((id, i64::try_from(PART).unwrap_or(i64::MAX)), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (person, position) in &persons {
        connection
            .prepare_cached("DELETE FROM person_tag WHERE tag_id = ?1 AND person_id = ?2")?
            .execute([id, *person])?;
        if let Some(into) = into {
            connection
                .prepare_cached("INSERT OR IGNORE INTO person_tag (tag_id, person_id, position) VALUES (?1, ?2, ?3)")?
                .execute([into, *person, *position])?;
        }
    }
    if persons.len() == PART {
        return Ok(Part::More(chats));
    }
    connection.execute("DELETE FROM tag WHERE id = ?1", [id])?;
    Ok(Part::Last(chats))
}

/// The tags whose names fold like this one: that of just this spelling first.
fn alike(connection: &Connection, name: &str) -> Result<Vec<i64>> {
    let mut find = connection.prepare_cached("SELECT id FROM tag WHERE folded = ?1 ORDER BY name <> ?2, id")?;
    Ok(find.query_map((&*fold(name), name), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// The tags that are called so, that of just this spelling first.
///
/// # Errors
/// `NotFound` where there is none.
pub(super) fn of_name(connection: &Connection, name: &str) -> Result<Vec<i64>> {
    let found = alike(connection, name)?;
    if found.is_empty() {
        return Err(Error::not_found(format!("no tag {name}")).hint("livechats tag list shows the tags there are"));
    }
    Ok(found)
}

fn of_name_or_new(change: &Change<'_>, name: &str) -> Result<Vec<i64>> {
    let found = alike(change.transaction, name)?;
    if !found.is_empty() {
        return Ok(found);
    }
    if !change.permit.rights.hold(Permission::Manage(Thing::Labels)) {
        let needed = Permission::Manage(Thing::Labels);
        return Err(Error::denied(format!("there is no tag {name}, and to make one needs {needed}"))
            .hint("livechats tag list shows the tags there are"));
    }
    Ok(vec![insert(change.transaction, name)?])
}

/// The tag of this name.
fn find(connection: &Connection, name: &str) -> Result<i64> {
    Ok(of_name(connection, name)?.first().copied().unwrap_or_default())
}

/// Refuses a name that another tag than `own` has.
fn free(connection: &Connection, name: &str, own: Option<i64>) -> Result<()> {
    let other = alike(connection, name)?.into_iter().find(|id| Some(*id) != own);
    let Some(other) = other else { return Ok(()) };
    let taken = row(connection, other)?.name;
    Err(Error::conflict(format!("there is a tag {taken} already"))
        .hint("names that differ only in case, accents or width are the same tag; livechats tag merge makes two one"))
}

fn insert(connection: &Connection, name: &str) -> Result<i64> {
    connection.execute("INSERT INTO tag (name, folded) VALUES (?1, ?2)", (name, &*fold(name)))?;
    Ok(connection.last_insert_rowid())
}

fn write(connection: &Connection, id: i64, edit: &TagEdit) -> Result<()> {
    if let Some(color) = &edit.color {
        connection.execute("UPDATE tag SET color = ?2 WHERE id = ?1", (id, color))?;
    }
    if let Some(description) = &edit.description {
        connection.execute("UPDATE tag SET description = ?2 WHERE id = ?1", (id, description))?;
    }
    Ok(())
}

fn row(connection: &Connection, id: i64) -> Result<TagRow> {
    let mut statement = connection.prepare_cached(
        "SELECT name, live_chats, (SELECT count(*) FROM person_tag WHERE tag_id = tag.id), color, description
         FROM tag WHERE id = ?1",
    )?;
    Ok(statement.query_row([id], |row| {
        Ok(TagRow {
            name: row.get(0)?,
            chats: row.get(1)?,
            persons: row.get(2)?,
            color: row.get(3)?,
            description: row.get(4)?,
        })
    })?)
}
