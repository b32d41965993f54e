//! Users: the company's people, what they may, whether they take chats, and the names they write under.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use super::change::{Act, Change, Ending};
use super::people::{find_rep, find_role, find_team, name_of_rep};
use super::permit::{rights_of, rights_of_role};
use super::read::time;
use super::{Actor, Store, role};
use crate::error::{Error, Result};
use crate::model::fold::fold;
use crate::model::role::ADMIN;
use crate::model::user::{AliasRow, UserRow, WhoRow};

/// A user to be made.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// Their name.
    pub name: String,
    /// Their mail address.
    pub email: Option<String>,
    /// The role that says what they may.
    pub role: String,
    /// Their account on this machine.
    pub uid: Option<u32>,
    /// Teams they are in.
    pub teams: Vec<String>,
}

/// What shall change of a user: `None` for what stays, `Some(None)` for what goes.
#[derive(Clone, Debug, Default)]
pub struct UserEdit {
    /// Another name.
    pub name: Option<String>,
    /// Mail address.
    pub email: Option<Option<String>>,
    /// Role.
    pub role: Option<Option<String>>,
    /// Account on this machine.
    pub uid: Option<Option<u32>>,
}

impl Store {
    /// Every user and every rep of an import, or those that were removed, by number.
    pub fn users(&self, removed: bool) -> Result<Vec<UserRow>> {
        let mut rows = rows(&self.connection, None)?;
        rows.retain(|row| row.removed.is_some() == removed);
        Ok(rows)
    }

    /// The user of this number, name, mail address or ID of the source.
    ///
    /// # Errors
    /// `NotFound` for nobody, `Conflict` where it may be one of several.
    pub fn user(&self, name: &str) -> Result<UserRow> {
        row(&self.connection, find_rep(&self.connection, name)?)
    }

    /// Who was admitted. The caller knows `level` and `reason`.
    ///
    /// # Errors
    /// `Denied` where nobody was.
    pub fn who(&self, actor: &Actor, level: &'static str, reason: String) -> Result<WhoRow> {
        let permit = self.permit.as_ref().ok_or_else(|| Error::denied("nobody was admitted"))?;
        let user = row(&self.connection, permit.rep())?;
        let role = user.role.as_deref().map(|name| role::role(&self.connection, name)).transpose()?;
        let really = permit.behalf.map(|_| name_of_rep(&self.connection, permit.actor)).transpose()?;
        Ok(WhoRow {
            user,
            kind: role.map(|role| role.kind.name()),
            permissions: permit.rights.names(),
            really,
            uid: i64::from(actor.uid),
            level,
            reason,
        })
    }

    /// Makes a user.
    ///
    /// # Errors
    /// `Conflict` where the name or the account is taken, `NotFound` for a role or team there is not, `Denied` for a role
    /// beyond one's own.
    pub fn add_user(&mut self, actor: &Actor, new: &NewUser) -> Result<UserRow> {
        self.change(actor, Act::of("user add"), |change| {
            let connection = change.transaction;
            let role = find_role(connection, &new.role)?;
            change.permit.cover(&rights_of_role(connection, &role)?, &format!("the role {role}"))?;
            free_name(connection, &new.name)?;
            if let Some(uid) = new.uid {
                free_account(connection, uid, None)?;
            }
            connection
                .prepare_cached("INSERT INTO rep (name, folded, email, role, os_uid) VALUES (?1, ?2, ?3, ?4, ?5)")?
                .execute((&new.name, &*fold(&new.name), &new.email, &role, new.uid))?;
            let id = connection.last_insert_rowid();
            for team in &new.teams {
                connection
                    .prepare_cached("INSERT INTO team_rep (team_id, rep_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
                    .execute((find_team(connection, team)?, id))?;
            }
            change.count("user", id);
            row(connection, id)
        })
    }

    /// Changes a user. One who has more rights than oneself cannot be changed, nor be given more.
    ///
    /// # Errors
    /// As for making one; `Refused` where nobody would be left as admin.
    pub fn edit_user(&mut self, actor: &Actor, name: &str, edit: &UserEdit) -> Result<UserRow> {
        self.change(actor, Act::of("user edit"), |change| {
            let connection = change.transaction;
            let id = changeable(change, name)?;
            if let Some(name) = &edit.name {
                connection.prepare_cached("UPDATE rep SET name = ?2, folded = ?3 WHERE id = ?1")?.execute((
                    id,
                    name,
                    &*fold(name),
                ))?;
            }
            if let Some(email) = &edit.email {
                connection.prepare_cached("UPDATE rep SET email = ?2 WHERE id = ?1")?.execute((id, email))?;
            }
            if let Some(role) = &edit.role {
                let role = role.as_deref().map(|role| find_role(connection, role)).transpose()?;
                if let Some(role) = &role {
                    change.permit.cover(&rights_of_role(connection, role)?, &format!("the role {role}"))?;
                }
                connection.prepare_cached("UPDATE rep SET role = ?2 WHERE id = ?1")?.execute((id, role))?;
            }
            if let Some(uid) = &edit.uid {
                if let Some(uid) = uid {
                    free_account(connection, *uid, Some(id))?;
                    if id == change.permit.actor && *uid != actor.uid {
                        refuse_last(connection, id)?;
                    }
                }
                connection.prepare_cached("UPDATE rep SET os_uid = ?2 WHERE id = ?1")?.execute((id, uid))?;
            }
            change.count("user", id);
            row(connection, id)
        })
    }

    /// Removes a user: they may nothing and get nothing. What they wrote stays, and so does the name on their chats.
    ///
    /// # Errors
    /// `Denied` for one with more rights than oneself, `Refused` where nobody would be left as admin.
    pub fn remove_user(&mut self, actor: &Actor, name: &str) -> Result<UserRow> {
        self.change(actor, Act::of("user remove"), |change| {
            let connection = change.transaction;
            let id = changeable(change, name)?;
            connection
                .prepare_cached(
                    "UPDATE rep SET removed_at = ?2, role = NULL, os_uid = NULL, online = 0, presence_at = ?2
                     WHERE id = ?1",
                )?
                .execute((id, actor.now.micros()))?;
            connection.prepare_cached("DELETE FROM team_rep WHERE rep_id = ?1")?.execute([id])?;
            change.count("user", id);
            row(connection, id)
        })
    }

    /// Makes a user take chats, or none any more; oneself where nobody is named. Says whether anything changed.
    ///
    /// # Errors
    /// `NotFound` for nobody, `Refused` for somebody without a role.
    pub fn set_presence(&mut self, actor: &Actor, name: Option<&str>, online: bool) -> Result<(UserRow, bool)> {
        let command = if online { "user online" } else { "user away" };
        self.change(actor, Act::of(command), |change| {
            let connection = change.transaction;
            let id = name.map_or(Ok(change.permit.rep()), |name| find_rep(connection, name))?;
            let before = row(connection, id)?;
            if before.role.is_none() {
                return Err(Error::refused(format!("{} has no role, and so takes no chats", before.name))
                    .hint("livechats user edit USER --role ROLE makes them a user"));
            }
            if before.online == online && before.since.is_some() {
                change.ending = Ending::TakeBack;
                return Ok((before, false));
            }
            connection.prepare_cached("UPDATE rep SET online = ?2, presence_at = ?3 WHERE id = ?1")?.execute((
                id,
                online,
                actor.now.micros(),
            ))?;
            change.count("user", id);
            Ok((row(connection, id)?, true))
        })
    }

    /// The names that this user writes under; oneself where nobody is named.
    ///
    /// # Errors
    /// `NotFound` for nobody.
    pub fn aliases(&self, name: Option<&str>) -> Result<Vec<AliasRow>> {
        let own = self.permit.as_ref().map(super::permit::Permit::rep);
        let rep = name.map_or(Ok(own), |name| find_rep(&self.connection, name).map(Some))?;
        aliases(&self.connection, rep)
    }

    /// Gives a user another name to write under; one that was removed comes back.
    ///
    /// # Errors
    /// `Conflict` where they have it already.
    pub fn add_alias(&mut self, actor: &Actor, name: &str, alias: &str, preferred: bool) -> Result<Vec<AliasRow>> {
        self.change(actor, Act::of("user alias add"), |change| {
            let connection = change.transaction;
            let rep = changeable(change, name)?;
            let known: Option<(i64, bool)> = connection
                .prepare_cached("SELECT id, removed_at IS NULL FROM rep_alias WHERE rep_id = ?1 AND name = ?2")?
                .query_row((rep, alias), |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let id = match known {
                Some((_, true)) => {
                    return Err(Error::conflict(format!("{name} has the alias {alias} already")));
                }
                Some((id, false)) => {
                    connection.prepare_cached("UPDATE rep_alias SET removed_at = NULL WHERE id = ?1")?.execute([id])?;
                    id
                }
                None => {
                    connection
                        .prepare_cached("INSERT INTO rep_alias (rep_id, name, preferred) VALUES (?1, ?2, 0)")?
                        .execute((rep, alias))?;
                    connection.last_insert_rowid()
                }
            };
            if preferred {
                prefer(connection, rep, Some(id))?;
            }
            change.count("user", rep);
            aliases(connection, Some(rep))
        })
    }

    /// Takes a name away from a user; messages written under it keep it.
    ///
    /// # Errors
    /// `NotFound` where they have none such.
    pub fn remove_alias(&mut self, actor: &Actor, name: &str, alias: &str) -> Result<Vec<AliasRow>> {
        self.change(actor, Act::of("user alias remove"), |change| {
            let connection = change.transaction;
            let rep = changeable(change, name)?;
            let id = find_alias(connection, rep, alias)?;
            connection
                .prepare_cached("UPDATE rep_alias SET removed_at = ?2, preferred = 0 WHERE id = ?1")?
                .execute((id, actor.now.micros()))?;
            change.count("user", rep);
            aliases(connection, Some(rep))
        })
    }

    /// Makes a name the one a user writes under unless told otherwise; `None` for their own.
    ///
    /// # Errors
    /// `NotFound` where they have none such.
    pub fn prefer_alias(&mut self, actor: &Actor, name: &str, alias: Option<&str>) -> Result<Vec<AliasRow>> {
        self.change(actor, Act::of("user alias default"), |change| {
            let connection = change.transaction;
            let rep = changeable(change, name)?;
            let id = alias.map(|alias| find_alias(connection, rep, alias)).transpose()?;
            prefer(connection, rep, id)?;
            change.count("user", rep);
            aliases(connection, Some(rep))
        })
    }
}

/// The user of this name, if one may change them: whoever has more rights than oneself is left alone.
fn changeable(change: &Change<'_>, name: &str) -> Result<i64> {
    let id = find_rep(change.transaction, name)?;
    change.permit.cover(&rights_of(change.transaction, id)?, &format!("to change {name}"))?;
    Ok(id)
}

/// Refuses a name that a user, or a rep of an import, has: they could not be told apart.
fn free_name(connection: &Connection, name: &str) -> Result<()> {
    let taken: Option<(i64, bool)> = connection
        .prepare_cached("SELECT id, role IS NOT NULL FROM rep WHERE folded = ?1 AND removed_at IS NULL ORDER BY id")?
        .query_row([&*fold(name)], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match taken {
        None => Ok(()),
        Some((id, true)) => Err(Error::conflict(format!("there is a user {name} already (number {id})"))
            .hint("choose another name, or change that one: livechats user edit")),
        Some((id, false)) => Err(Error::conflict(format!("a rep {name} came with an import already (number {id})"))
            .hint(format!("to make them a user: livechats user edit {id} --role ROLE --uid NUMBER"))),
    }
}

/// Refuses an account that somebody else has.
fn free_account(connection: &Connection, uid: u32, own: Option<i64>) -> Result<()> {
    let taken: Option<String> = connection
        .prepare_cached("SELECT name FROM rep WHERE os_uid = ?1 AND id IS NOT ?2")?
        .query_row((uid, own), |row| row.get(0))
        .optional()?;
    match taken {
        None => Ok(()),
        Some(name) => Err(Error::conflict(format!("the account with uid {uid} is {name}'s"))
            .hint("one account is one user; livechats user edit USER --no-account takes it away")),
    }
}

/// Refuses to give the account of whoever acts away where no other admin could give it back.
fn refuse_last(connection: &Connection, id: i64) -> Result<()> {
    let mut others = connection.prepare_cached(
        "SELECT 1 FROM rep WHERE id <> ?1 AND role = ?2 AND os_uid IS NOT NULL AND removed_at IS NULL",
    )?;
    if others.exists((id, ADMIN))? {
        return Ok(());
    }
    Err(Error::refused("you are the only admin with an account, and another one might lock you out")
        .hint("make a second admin first: livechats user add NAME --role admin --uid N"))
}

fn find_alias(connection: &Connection, rep: i64, alias: &str) -> Result<i64> {
    connection
        .prepare_cached("SELECT id FROM rep_alias WHERE rep_id = ?1 AND name = ?2 AND removed_at IS NULL")?
        .query_row((rep, alias), |row| row.get(0))
        .optional()?
        .ok_or_else(|| {
            Error::not_found(format!("no alias {alias}")).hint("livechats user alias list USER shows which there are")
        })
}

/// Makes one alias the default, and the others not.
fn prefer(connection: &Connection, rep: i64, alias: Option<i64>) -> Result<()> {
    connection
        .prepare_cached("UPDATE rep_alias SET preferred = (id IS ?2) WHERE rep_id = ?1 AND preferred <> (id IS ?2)")?
        .execute((rep, alias))?;
    Ok(())
}

fn aliases(connection: &Connection, rep: Option<i64>) -> Result<Vec<AliasRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT rep.name, rep_alias.name, rep_alias.preferred, rep_alias.removed_at
         FROM rep_alias JOIN rep ON rep.id = rep_alias.rep_id
         WHERE rep_alias.rep_id = ?1 ORDER BY rep_alias.preferred DESC, rep_alias.id",
    )?;
    let rows = statement.query_map([rep], |row| {
        Ok(AliasRow { user: row.get(0)?, alias: row.get(1)?, preferred: row.get(2)?, removed: time(row.get(3)?) })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn row(connection: &Connection, id: i64) -> Result<UserRow> {
    rows(connection, Some(id))?.pop().ok_or_else(|| Error::bug("a user went away while they were read"))
}

fn rows(connection: &Connection, only: Option<i64>) -> Result<Vec<UserRow>> {
    let mut teams = names(
        connection,
        "SELECT team_rep.rep_id, team.name FROM team_rep JOIN team ON team.id = team_rep.team_id
         WHERE ?1 IS NULL OR team_rep.rep_id = ?1 ORDER BY team.folded, team.id",
        only,
    )?;
    let mut aliases = names(
        connection,
        "SELECT rep_id, name FROM rep_alias WHERE removed_at IS NULL AND (?1 IS NULL OR rep_id = ?1)
         ORDER BY preferred DESC, id",
        only,
    )?;
    let mut statement = connection.prepare_cached(
        "SELECT rep.id, rep.name, rep.email, rep.role, rep.online, rep.presence_at, rep.os_uid, source.name,
                rep.external_id, rep.removed_at
         FROM rep LEFT JOIN source ON source.id = rep.source_id WHERE ?1 IS NULL OR rep.id = ?1 ORDER BY rep.id",
    )?;
    let rows = statement.query_map([only], |row| {
        let id = row.get(0)?;
        Ok(UserRow {
            id,
            name: row.get(1)?,
            email: row.get(2)?,
            role: row.get(3)?,
            teams: teams.remove(&id).unwrap_or_default(),
            online: row.get(4)?,
            since: time(row.get(5)?),
            uid: row.get(6)?,
            aliases: aliases.remove(&id).unwrap_or_default(),
            source: row.get(7)?,
            external_id: row.get(8)?,
            removed: time(row.get(9)?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Names by the number of the rep they belong to.
fn names(connection: &Connection, select: &'static str, only: Option<i64>) -> Result<HashMap<i64, Vec<String>>> {
    let mut statement = connection.prepare_cached(select)?;
    let mut rows = statement.query([only])?;
    let mut names: HashMap<i64, Vec<String>> = HashMap::new();
    while let Some(row) = rows.next()? {
        names.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    Ok(names)
}
