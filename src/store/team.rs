//! Teams and who is in them.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use super::change::Act;
use super::people::{find_rep, find_team};
use super::read::time;
use super::{Actor, Store};
use crate::error::{Error, Result};
use crate::model::fold::fold;
use crate::model::team::TeamRow;

/// What shall change of a team; `None` and empty for what stays.
#[derive(Clone, Debug, Default)]
pub struct TeamEdit {
    /// Another name.
    pub name: Option<String>,
    /// What it is for; `Some(None)` takes the text away.
    pub description: Option<Option<String>>,
    /// Who comes in.
    pub join: Vec<String>,
    /// Who leaves.
    pub leave: Vec<String>,
}

impl Store {
    /// Every team, or those that were removed, by name.
    pub fn teams(&self, removed: bool) -> Result<Vec<TeamRow>> {
        let mut rows = rows(&self.connection, None)?;
        rows.retain(|row| row.removed.is_some() == removed);
        Ok(rows)
    }

    /// The team of this name or number.
    ///
    /// # Errors
    /// `NotFound` where there is none.
    pub fn team(&self, name: &str) -> Result<TeamRow> {
        row(&self.connection, find_team(&self.connection, name)?)
    }

    /// Makes a team. One of this name that was removed comes back, with these members.
    ///
    /// # Errors
    /// `Conflict` where the name is taken, `NotFound` for a member that is nobody.
    pub fn add_team(
        &mut self,
        actor: &Actor,
        name: &str,
        description: Option<&str>,
        members: &[String],
    ) -> Result<TeamRow> {
        self.change(actor, Act::of("team add"), |change| {
            let connection = change.transaction;
            free(connection, name, None)?;
            let removed: Option<i64> = connection
                .prepare_cached("SELECT id FROM team WHERE name = ?1")?
                .query_row([name], |row| row.get(0))
                .optional()?;
            let id = match removed {
                Some(id) => {
                    connection
                        .prepare_cached("UPDATE team SET removed_at = NULL, description = ?2 WHERE id = ?1")?
                        .execute((id, description))?;
                    id
                }
                None => {
                    connection
                        .prepare_cached("INSERT INTO team (name, folded, description) VALUES (?1, ?2, ?3)")?
                        .execute((name, &*fold(name), description))?;
                    connection.last_insert_rowid()
                }
            };
            join(connection, id, members)?;
            change.count("team", id);
            row(connection, id)
        })
    }

    /// Changes a team.
    ///
    /// # Errors
    /// `NotFound`, and `Conflict` where the new name is taken.
    pub fn edit_team(&mut self, actor: &Actor, name: &str, edit: &TeamEdit) -> Result<TeamRow> {
        self.change(actor, Act::of("team edit"), |change| {
            let connection = change.transaction;
            let id = find_team(connection, name)?;
            if let Some(name) = &edit.name {
                free(connection, name, Some(id))?;
                connection.prepare_cached("UPDATE team SET name = ?2, folded = ?3 WHERE id = ?1")?.execute((
                    id,
                    name,
                    &*fold(name),
                ))?;
            }
            if let Some(description) = &edit.description {
                connection
                    .prepare_cached("UPDATE team SET description = ?2 WHERE id = ?1")?
                    .execute((id, description))?;
            }
            join(connection, id, &edit.join)?;
            for member in &edit.leave {
                let rep = find_rep(connection, member)?;
                connection
                    .prepare_cached("DELETE FROM team_rep WHERE team_id = ?1 AND rep_id = ?2")?
                    .execute((id, rep))?;
            }
            change.count("team", id);
            row(connection, id)
        })
    }

    /// Removes a team: nobody is in it any more. Chats that are assigned to it still say so.
    ///
    /// # Errors
    /// `NotFound` where there is none.
    pub fn remove_team(&mut self, actor: &Actor, name: &str) -> Result<TeamRow> {
        self.change(actor, Act::of("team remove"), |change| {
            let connection = change.transaction;
            let id = find_team(connection, name)?;
            connection
                .prepare_cached("UPDATE team SET removed_at = ?2 WHERE id = ?1")?
                .execute((id, actor.now.micros()))?;
            let left = connection.prepare_cached("DELETE FROM team_rep WHERE team_id = ?1")?.execute([id])?;
            change.count("team", id);
            change.count("members", i64::try_from(left).unwrap_or(i64::MAX));
            row(connection, id)
        })
    }
}

/// Puts reps into a team; those who are in it stay.
pub(super) fn join(connection: &Connection, team: i64, members: &[String]) -> Result<()> {
    for member in members {
        let rep = find_rep(connection, member)?;
        connection
            .prepare_cached("INSERT INTO team_rep (team_id, rep_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
            .execute((team, rep))?;
    }
    Ok(())
}

/// Refuses a name that another team has. A removed one of the same spelling is no other.
fn free(connection: &Connection, name: &str, own: Option<i64>) -> Result<()> {
    let taken: Option<i64> = connection
        .prepare_cached(
            "SELECT id FROM team WHERE id IS NOT ?2
             AND (folded = ?1 AND removed_at IS NULL OR ?2 IS NOT NULL AND name = ?3)",
        )?
        .query_row((&*fold(name), own, name), |row| row.get(0))
        .optional()?;
    match taken {
        None => Ok(()),
        Some(_) => Err(Error::conflict(format!("there is a team {name} already")).hint("choose another name")),
    }
}

fn row(connection: &Connection, id: i64) -> Result<TeamRow> {
    rows(connection, Some(id))?.pop().ok_or_else(|| Error::bug("a team went away while it was read"))
}

fn rows(connection: &Connection, only: Option<i64>) -> Result<Vec<TeamRow>> {
    let mut members: HashMap<i64, Vec<String>> = HashMap::new();
    let mut statement = connection.prepare_cached(
        "SELECT team_rep.team_id, rep.name FROM team_rep JOIN rep ON rep.id = team_rep.rep_id
         WHERE ?1 IS NULL OR team_rep.team_id = ?1 ORDER BY rep.folded, rep.id",
    )?;
    let mut found = statement.query([only])?;
    while let Some(row) = found.next()? {
        members.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    let mut statement = connection.prepare_cached(
        "SELECT id, name, description, removed_at FROM team WHERE ?1 IS NULL OR id = ?1 ORDER BY folded, id",
    )?;
    let rows = statement.query_map([only], |row| {
        let id = row.get(0)?;
        Ok(TeamRow {
            id,
            name: row.get(1)?,
            members: members.remove(&id).unwrap_or_default(),
            description: row.get(2)?,
            removed: time(row.get(3)?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
