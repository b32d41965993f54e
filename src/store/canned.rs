//! Canned replies: found, listed, made, changed, removed.
//!
//! Who manages them sees them all; who may only view them sees those for everybody, for their teams and for themselves.
//! To all others they do not exist.

mod around;
mod rehearse;
mod render;
mod value;
mod write;

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::change::{Act, Ending, Recording};
use super::permit::Permit;
use super::read::time;
use super::{Actor, Store};
use crate::error::{Error, Result};
use crate::model::attachment::NewAttachment;
use crate::model::canned::{Canned, CannedRow, Scope, Variant};
use crate::model::fold::fold;
use crate::model::permission::{Permission, Thing};
use crate::model::template::Fault;
use write::{attach, delete, detach, insert, update};

pub use rehearse::Imported as ImportedCanned;
pub(super) use render::filled;
pub use render::{FromCanned, Rendered};

/// Files that come to a canned reply, and names of those that go.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// Behind those that it has.
    pub add: Vec<NewAttachment>,
    /// By name.
    pub remove: Vec<String>,
}

/// A canned reply that was made or changed.
#[derive(Clone, Debug)]
pub struct CannedChange {
    /// As it is now.
    pub row: CannedRow,
    /// The number of the operation; `None` where nothing changed.
    pub operation: Option<i64>,
}

impl Store {
    /// Every canned reply there is for whoever asks, by name.
    pub fn canned_replies(&self) -> Result<Vec<CannedRow>> {
        match &self.permit {
            Some(permit) => rows(&self.connection, permit, None),
            None => Ok(Vec::new()),
        }
    }

    /// The canned reply of this name or number.
    ///
    /// # Errors
    /// `NotFound` where there is none for whoever asks.
    pub fn canned(&self, name: &str) -> Result<CannedRow> {
        let permit = self.permit.as_ref().ok_or_else(|| none(name))?;
        let id = find(&self.connection, permit, name)?;
        row(&self.connection, permit, id)
    }

    /// The files that go along with it, in order.
    pub fn canned_files(&self, id: i64) -> Result<Vec<NewAttachment>> {
        files(&self.connection, id)
    }

    /// Makes a canned reply.
    ///
    /// # Errors
    /// `Conflict` where the name is taken, `Usage` for a text that is no template, `NotFound` for a team or rep in its
    /// scope that is not there.
    pub fn add_canned(&mut self, actor: &Actor, canned: &Canned, files: &[NewAttachment]) -> Result<CannedChange> {
        self.change(actor, Act::of("canned add"), |change| {
            let id = insert(change, canned)?;
            attach(change, id, files)?;
            change.count("canned", id);
            let row = row(change.transaction, &change.permit, id)?;
            Ok(CannedChange { row, operation: Some(change.operation) })
        })
    }

    /// Changes a canned reply: `edit` makes the new words of those it has.
    ///
    /// # Errors
    /// As for making one, `NotFound`, and whatever `edit` gives.
    pub fn edit_canned(
        &mut self,
        actor: &Actor,
        name: &str,
        files: &Files,
        edit: impl FnOnce(&Canned) -> Result<Canned>,
    ) -> Result<CannedChange> {
        self.change(actor, Act::of("canned edit"), |change| {
            let id = find(change.transaction, &change.permit, name)?;
            let before = row(change.transaction, &change.permit, id)?;
            let after = edit(&before.canned)?;
            let is_other = update(change, id, &before.canned, &after)?;
            for file in &files.remove {
                detach(change, id, file)?;
            }
            attach(change, id, &files.add)?;
            change.count("canned", id);
            let row = row(change.transaction, &change.permit, id)?;
            if is_other || !files.add.is_empty() || !files.remove.is_empty() {
                return Ok(CannedChange { row, operation: Some(change.operation) });
            }
            change.ending = Ending::TakeBack;
            Ok(CannedChange { row, operation: None })
        })
    }

    /// Records that canned replies were written to a file.
    ///
    /// # Errors
    /// As for every change.
    pub fn record_canned_export(&mut self, actor: &Actor, count: u64) -> Result<()> {
        // It changes no row, so that there is nothing to take back.
        self.change(actor, Act { recorded: Recording::Nothing, ..Act::of("canned export") }, |change| {
            change.count("canned", i64::try_from(count).unwrap_or(i64::MAX));
            Ok(())
        })
    }

    /// Removes canned replies: all of them, or none. Messages that used them stay.
    ///
    /// # Errors
    /// `NotFound` for one that is not there.
    pub fn remove_canned(&mut self, actor: &Actor, names: &[String]) -> Result<Vec<CannedRow>> {
        self.change(actor, Act::of("canned remove"), |change| {
            let mut removed: Vec<CannedRow> = Vec::with_capacity(names.len());
            for name in names {
                let id = find(change.transaction, &change.permit, name)?;
                removed.push(row(change.transaction, &change.permit, id)?);
                delete(change, id)?;
                change.count("canned", id);
            }
            Ok(removed)
        })
    }
}

/// Whether a permit manages canned replies, and so sees them all.
fn manages(permit: &Permit) -> bool {
    permit.rights.hold(Permission::Manage(Thing::Canned))
}

/// Whether a permit sees canned replies at all.
fn views(permit: &Permit) -> bool {
    manages(permit) || permit.rights.hold(Permission::View(Thing::Canned))
}

fn none(name: &str) -> Error {
    Error::not_found(format!("no canned reply {name}")).hint("livechats canned list shows which there are")
}

/// The canned reply of this name or number that there is for somebody.
fn find(connection: &Connection, permit: &Permit, name: &str) -> Result<i64> {
    let digits = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    let number: Option<i64> = digits.then(|| name.parse().ok()).flatten();
    let found: Option<i64> = connection
        .prepare_cached(
            "SELECT id FROM canned WHERE (id = ?1 OR ?1 IS NULL AND folded = ?2)
             AND (?3 OR scope = 1 OR scope = 3 AND rep_id = ?4
               OR scope = 2 AND EXISTS (SELECT 1 FROM canned_team JOIN team ON team.id = canned_team.team_id
                 JOIN team_rep ON team_rep.team_id = team.id
                 WHERE canned_team.canned_id = canned.id AND team.removed_at IS NULL AND team_rep.rep_id = ?4))",
        )?
        .query_row(params![number, &*fold(name), manages(permit), permit.rep()], |row| row.get(0))
        .optional()?;
    found.filter(|_| views(permit)).ok_or_else(|| none(name))
}

fn row(connection: &Connection, permit: &Permit, id: i64) -> Result<CannedRow> {
    rows(connection, permit, Some(id))?.pop().ok_or_else(|| Error::bug("a canned reply went away while it was read"))
}

/// The canned replies there are for somebody; all of those, or one.
fn rows(connection: &Connection, permit: &Permit, only: Option<i64>) -> Result<Vec<CannedRow>> {
    let mut variants = of_each(
        connection,
        "SELECT canned_id, language, text FROM canned_variant WHERE ?1 IS NULL OR canned_id = ?1
         ORDER BY canned_id, language",
        only,
        |row| Ok(Variant { language: row.get(1)?, text: row.get(2)? }),
    )?;
    let mut teams = of_each(
        connection,
        "SELECT canned_id, team.name FROM canned_team JOIN team ON team.id = canned_team.team_id
         WHERE ?1 IS NULL OR canned_id = ?1 ORDER BY canned_id, team.folded, team.id",
        only,
        |row| row.get(1),
    )?;
    let mut files = of_each(
        connection,
        "SELECT canned_id, name FROM canned_attachment WHERE ?1 IS NULL OR canned_id = ?1
         ORDER BY canned_id, position, id",
        only,
        |row| row.get(1),
    )?;
    let mut statement = connection.prepare_cached(
        "SELECT canned.id, canned.name, title, language, text, scope, rep.name, tags, created_at,
           (SELECT count(*) FROM canned_use WHERE canned_id = canned.id),
           (SELECT max(used_at) FROM canned_use WHERE canned_id = canned.id)
         FROM canned LEFT JOIN rep ON rep.id = canned.rep_id
         WHERE (?1 IS NULL OR canned.id = ?1)
           AND (?2 OR scope = 1 OR scope = 3 AND rep_id = ?3
             OR scope = 2 AND EXISTS (SELECT 1 FROM canned_team JOIN team ON team.id = canned_team.team_id
               JOIN team_rep ON team_rep.team_id = team.id
               WHERE canned_team.canned_id = canned.id AND team.removed_at IS NULL AND team_rep.rep_id = ?3))
         ORDER BY canned.folded, canned.id",
    )?;
    let mut found = statement.query((only, manages(permit), permit.rep()))?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        if !views(permit) {
            break;
        }
        let id: i64 = row.get(0)?;
        let scope = match row.get::<_, i64>(5)? {
            1 => Scope::Everybody,
            2 => Scope::Teams(teams.remove(&id).unwrap_or_default()),
            _ => Scope::Rep(row.get::<_, Option<String>>(6)?.unwrap_or_default()),
        };
        let canned = Canned {
            name: row.get(1)?,
            title: row.get(2)?,
            language: row.get(3)?,
            text: row.get(4)?,
            variants: variants.remove(&id).unwrap_or_default(),
            scope,
            tags: stored_tags(connection, &row.get::<_, String>(7)?)?,
        };
        rows.push(CannedRow {
            id,
            scope: canned.scope.to_string(),
            languages: canned.languages(),
            variants: canned.variants.iter().map(|one| format!("{}: {}", one.language, one.text)).collect(),
            canned,
            files: files.remove(&id).unwrap_or_default(),
            uses: row.get(9)?,
            used: time(row.get(10)?),
            created: time(row.get(8)?),
        });
    }
    Ok(rows)
}

/// What a statement gives for each canned reply; its number comes first.
fn of_each<T>(
    connection: &Connection,
    sql: &str,
    only: Option<i64>,
    read: impl Fn(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> Result<HashMap<i64, Vec<T>>> {
    let mut all: HashMap<i64, Vec<T>> = HashMap::new();
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([only])?;
    while let Some(row) = rows.next()? {
        all.entry(row.get(0)?).or_default().push(read(row)?);
    }
    Ok(all)
}

/// Tags as the table holds them: an array.
fn stored_tags(connection: &Connection, tags: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached("SELECT value FROM json_each(?1) ORDER BY key")?;
    Ok(statement.query_map([tags], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// A fault of a text, as an error that names the canned reply, the language and the line.
pub(super) fn of_fault(name: &str, language: Option<&str>, fault: &Fault) -> Error {
    let language = language.map_or(String::new(), |language| format!(" in {language}"));
    let line = fault.line.map_or(String::new(), |line| format!(", line {line}"));
    let what = format!("canned reply {name}{language}{line}: {}", fault.what);
    let error = if fault.is_limit { Error::limit(what) } else { Error::usage(what) };
    match &fault.hint {
        Some(hint) => error.hint(hint.clone()),
        None => error,
    }
}

fn files(connection: &Connection, id: i64) -> Result<Vec<NewAttachment>> {
    let mut statement = connection
        .prepare_cached("SELECT name, content FROM canned_attachment WHERE canned_id = ?1 ORDER BY position, id")?;
    let rows = statement.query_map([id], |row| Ok(NewAttachment { name: row.get(0)?, content: row.get(1)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
