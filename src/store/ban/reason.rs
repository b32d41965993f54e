//! The list of ban reasons. Bans keep the name that theirs had when they were made.

use rusqlite::{Connection, OptionalExtension};

use crate::error::{Error, Result};
use crate::model::ban::ReasonRow;
use crate::model::fold::fold;
use crate::model::time::Time;
use crate::store::change::{Act, Ending};
use crate::store::{Actor, Store};

/// What shall change of a reason; `None` for what stays.
#[derive(Clone, Debug, Default)]
pub struct ReasonEdit {
    /// Another name.
    pub name: Option<String>,
    /// What it is for; `Some(None)` takes the text away.
    pub description: Option<Option<String>>,
}

impl Store {
    /// Every reason, by name.
    pub fn ban_reasons(&self, now: Time) -> Result<Vec<ReasonRow>> {
        let mut statement = self.connection.prepare("SELECT id FROM ban_reason ORDER BY folded, id")?;
        let ids: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        ids.into_iter().map(|id| row(&self.connection, id, now)).collect()
    }

    /// Makes a reason.
    ///
    /// # Errors
    /// `Conflict` where there is one of this name.
    pub fn add_ban_reason(&mut self, actor: &Actor, name: &str, description: Option<&str>) -> Result<(ReasonRow, i64)> {
        self.change(actor, Act::of("ban reason add"), |change| {
            let connection = change.transaction;
            free(connection, name, None)?;
            let id = change.next_number("ban_reason")?;
            connection
                .prepare_cached("INSERT INTO ban_reason (id, name, folded, description) VALUES (?1, ?2, ?3, ?4)")?
                .execute((id, name, &*fold(name), description))?;
            change.word("reason", name);
            Ok((row(connection, id, change.now)?, change.operation))
        })
    }

    /// Changes a reason. Bans that were made for it keep the old name. `None` where it was so already.
    ///
    /// # Errors
    /// `NotFound`, and `Conflict` where another has the new name.
    pub fn edit_ban_reason(
        &mut self,
        actor: &Actor,
        name: &str,
        edit: &ReasonEdit,
    ) -> Result<(ReasonRow, Option<i64>)> {
        self.change(actor, Act::of("ban reason edit"), |change| {
            let connection = change.transaction;
            let id = find(connection, name)?;
            let before = row(connection, id, change.now)?;
            if let Some(name) = &edit.name {
                free(connection, name, Some(id))?;
                connection.prepare_cached("UPDATE ban_reason SET name = ?2, folded = ?3 WHERE id = ?1")?.execute((
                    id,
                    name,
                    &*fold(name),
                ))?;
            }
            if let Some(description) = &edit.description {
                connection
                    .prepare_cached("UPDATE ban_reason SET description = ?2 WHERE id = ?1")?
                    .execute((id, description))?;
            }
            let after = row(connection, id, change.now)?;
            if (&after.name, &after.description) == (&before.name, &before.description) {
                change.ending = Ending::TakeBack;
            }
            change.word("reason", &before.name);
            if after.name != before.name {
                change.word("name", &after.name);
            }
            let operation = (change.ending == Ending::Keep).then_some(change.operation);
            Ok((after, operation))
        })
    }

    /// Removes a reason that no running ban has.
    ///
    /// # Errors
    /// `NotFound`, and `Refused` while a ban runs for it.
    pub fn remove_ban_reason(&mut self, actor: &Actor, name: &str) -> Result<(ReasonRow, i64)> {
        self.change(actor, Act::of("ban reason remove"), |change| {
            let connection = change.transaction;
            let id = find(connection, name)?;
            let removed = row(connection, id, change.now)?;
            if removed.running > 0 {
                let run =
                    if removed.running == 1 { "1 ban runs".into() } else { format!("{} bans run", removed.running) };
                return Err(Error::refused(format!("the reason {} cannot be removed: {run} for it", removed.name))
                    .hint("livechats ban list --reason REASON shows which"));
            }
            connection.prepare_cached("DELETE FROM ban_reason WHERE id = ?1")?.execute([id])?;
            change.word("reason", &removed.name);
            Ok((removed, change.operation))
        })
    }
}

/// The exact name of a reason.
///
/// # Errors
/// `Refused` while there is no reason at all, `NotFound` for one there is not.
pub(super) fn named(connection: &Connection, name: &str) -> Result<String> {
    let any: bool = connection.query_row("SELECT EXISTS (SELECT 1 FROM ban_reason)", [], |row| row.get(0))?;
    if !any {
        return Err(Error::refused("there is no ban reason yet, and every ban needs one")
            .hint("make the first: livechats ban reason add NAME"));
    }
    let id = find(connection, name)?;
    Ok(connection.prepare_cached("SELECT name FROM ban_reason WHERE id = ?1")?.query_row([id], |row| row.get(0))?)
}

fn find(connection: &Connection, name: &str) -> Result<i64> {
    connection
        .prepare_cached("SELECT id FROM ban_reason WHERE folded = ?1")?
        .query_row([&*fold(name)], |row| row.get(0))
        .optional()?
        .ok_or_else(|| {
            Error::not_found(format!("no ban reason {name}")).hint("livechats ban reason list shows those there are")
        })
}

fn free(connection: &Connection, name: &str, own: Option<i64>) -> Result<()> {
    let taken: Option<i64> = connection
        .prepare_cached("SELECT id FROM ban_reason WHERE folded = ?1 AND id IS NOT ?2")?
        .query_row((&*fold(name), own), |row| row.get(0))
        .optional()?;
    match taken {
        None => Ok(()),
        Some(_) => Err(Error::conflict(format!("there is a ban reason {name} already")).hint("choose another name")),
    }
}

fn row(connection: &Connection, id: i64, now: Time) -> Result<ReasonRow> {
    let mut statement = connection.prepare_cached(
        "SELECT ban_reason.name, description, count(ban.id), count(ban.id) FILTER (WHERE ban.started_at <= ?2
           AND (ban.ends_at IS NULL OR ban.ends_at > ?2) AND (ban.lifted_at IS NULL OR ban.lifted_at > ?2))
         FROM ban_reason LEFT JOIN ban ON ban.folded = ban_reason.folded WHERE ban_reason.id = ?1
         GROUP BY ban_reason.id",
    )?;
    Ok(statement.query_row([id, now.micros()], |row| {
        Ok(ReasonRow { name: row.get(0)?, description: row.get(1)?, bans: row.get(2)?, running: row.get(3)? })
    })?)
}
