//! Roles: `admin`, which is preset, and those in the table `role`.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};

use super::change::{Act, Change};
use super::people::find_role;
use super::permit::{rights_of_role, stored};
use super::{Actor, Store};
use crate::error::{Error, Result};
use crate::model::fold::fold;
use crate::model::permission::{Permission, Rights};
use crate::model::role::{ADMIN, RoleKind, RoleRow};

/// What shall change of a role; `None` and empty for what stays.
#[derive(Clone, Debug, Default)]
pub struct RoleEdit {
    /// Another name.
    pub name: Option<String>,
    /// What it is for; `Some(None)` takes the text away.
    pub description: Option<Option<String>>,
    /// Permissions it gets.
    pub grant: BTreeSet<Permission>,
    /// Permissions it loses.
    pub revoke: BTreeSet<Permission>,
}

impl Store {
    /// Every role, `admin` first.
    pub fn roles(&self) -> Result<Vec<RoleRow>> {
        let mut roles = vec![admin(&self.connection)?];
        let mut statement = self.connection.prepare_cached("SELECT name FROM role ORDER BY folded, id")?;
        let names: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for name in names {
            roles.push(role(&self.connection, &name)?);
        }
        Ok(roles)
    }

    /// The role of this name.
    ///
    /// # Errors
    /// `NotFound` where there is none.
    pub fn role(&self, name: &str) -> Result<RoleRow> {
        role(&self.connection, &find_role(&self.connection, name)?)
    }

    /// Makes a role.
    ///
    /// # Errors
    /// `Conflict` where the name is taken, `Refused` for permissions that its kind cannot hold, `Denied` for those that
    /// go beyond one's own.
    pub fn add_role(
        &mut self,
        actor: &Actor,
        name: &str,
        kind: RoleKind,
        permissions: &BTreeSet<Permission>,
        description: Option<&str>,
    ) -> Result<RoleRow> {
        self.change(actor, Act::of("role add"), |change| {
            let connection = change.transaction;
            free(connection, name, None)?;
            fits(kind, permissions)?;
            change.permit.cover(&Rights::These(permissions.clone()), "this role")?;
            let id = change.next_number("role")?;
            connection
                .prepare_cached(
                    "INSERT INTO role (id, name, folded, kind, permissions, description) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute((id, name, &*fold(name), kind.number(), joined(permissions), description))?;
            change.count("role", id);
            role(connection, name)
        })
    }

    /// Changes a role; whoever has it, has it changed.
    ///
    /// # Errors
    /// As for making one, and `Refused` for `admin`, and where no permission would be left.
    pub fn edit_role(&mut self, actor: &Actor, name: &str, edit: &RoleEdit) -> Result<RoleRow> {
        self.change(actor, Act::of("role edit"), |change| {
            let connection = change.transaction;
            let name = changeable(connection, name)?;
            let (id, kind, before) = held(connection, &name)?;
            change.permit.cover(&Rights::These(before.clone()), &format!("the role {name}"))?;
            let after: BTreeSet<Permission> = &(&before | &edit.grant) - &edit.revoke;
            if after.is_empty() {
                return Err(Error::refused(format!("the role {name} would hold no permission"))
                    .hint("leave it one, or remove it: livechats role remove"));
            }
            fits(kind, &after)?;
            change.permit.cover(&Rights::These(after.clone()), "what it would allow")?;
            let new = edit.name.as_deref().unwrap_or(&name);
            free(connection, new, Some(id))?;
            connection
                .prepare_cached("UPDATE role SET name = ?2, folded = ?3, permissions = ?4 WHERE id = ?1")?
                .execute((id, new, &*fold(new), joined(&after)))?;
            if let Some(description) = &edit.description {
                connection
                    .prepare_cached("UPDATE role SET description = ?2 WHERE id = ?1")?
                    .execute((id, description))?;
            }
            if new != name {
                connection.prepare_cached("UPDATE rep SET role = ?2 WHERE role = ?1")?.execute((&name, new))?;
            }
            change.count("role", id);
            role(connection, new)
        })
    }

    /// Removes a role that nobody has.
    ///
    /// # Errors
    /// `Refused` for `admin` and while somebody has it.
    pub fn remove_role(&mut self, actor: &Actor, name: &str) -> Result<RoleRow> {
        self.change(actor, Act::of("role remove"), |change: &mut Change<'_>| {
            let connection = change.transaction;
            let name = changeable(connection, name)?;
            let removed = role(connection, &name)?;
            let (id, _, before) = held(connection, &name)?;
            change.permit.cover(&Rights::These(before), &format!("the role {name}"))?;
            if removed.users > 0 {
                let have = if removed.users == 1 {
                    "1 user has it".into()
                } else {
                    format!("{} users have it", removed.users)
                };
                return Err(Error::refused(format!("the role {name} cannot be removed: {have}"))
                    .hint("livechats user list --role ROLE shows who"));
            }
            connection.prepare_cached("DELETE FROM role WHERE id = ?1")?.execute([id])?;
            change.count("role", id);
            Ok(removed)
        })
    }
}

/// The row of a role that is there.
pub(super) fn role(connection: &Connection, name: &str) -> Result<RoleRow> {
    if name == ADMIN {
        return admin(connection);
    }
    let (kind, description): (i64, Option<String>) = connection
        .prepare_cached("SELECT kind, description FROM role WHERE name = ?1")?
        .query_row([name], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(RoleRow {
        name: name.to_owned(),
        kind: RoleKind::from_number(kind).ok_or_else(|| Error::damaged(format!("role {name} is of no kind")))?,
        permissions: rights_of_role(connection, name)?.names(),
        users: users(connection, name)?,
        description,
    })
}

fn admin(connection: &Connection) -> Result<RoleRow> {
    Ok(RoleRow {
        name: ADMIN.to_owned(),
        kind: RoleKind::Company,
        permissions: Rights::Everything.names(),
        users: users(connection, ADMIN)?,
        description: None,
    })
}

fn users(connection: &Connection, role: &str) -> Result<i64> {
    let mut count = connection.prepare_cached("SELECT count(*) FROM rep WHERE role = ?1 AND removed_at IS NULL")?;
    Ok(count.query_row([role], |row| row.get(0))?)
}

/// The exact name of a role that may be changed.
fn changeable(connection: &Connection, name: &str) -> Result<String> {
    let name = find_role(connection, name)?;
    if name == ADMIN {
        return Err(Error::refused("the role admin is preset and cannot be changed or removed")
            .hint("make a role of your own: livechats role add"));
    }
    Ok(name)
}

/// Number, kind and permissions of a role.
fn held(connection: &Connection, name: &str) -> Result<(i64, RoleKind, BTreeSet<Permission>)> {
    let (id, kind, permissions): (i64, i64, String) = connection
        .prepare_cached("SELECT id, kind, permissions FROM role WHERE name = ?1")?
        .query_row([name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let kind = RoleKind::from_number(kind).ok_or_else(|| Error::damaged(format!("role {name} is of no kind")))?;
    Ok((id, kind, stored(&permissions)))
}

fn joined(permissions: &BTreeSet<Permission>) -> String {
    Rights::These(permissions.clone()).names().join(" ")
}

/// Refuses a name that another role has.
fn free(connection: &Connection, name: &str, own: Option<i64>) -> Result<()> {
    let folded = fold(name);
    let taken: Option<i64> = connection
        .prepare_cached("SELECT id FROM role WHERE folded = ?1 AND id IS NOT ?2")?
        .query_row((&*folded, own), |row| row.get(0))
        .optional()?;
    if folded == ADMIN || taken.is_some() {
        return Err(Error::conflict(format!("there is a role {name} already")).hint("choose another name"));
    }
    Ok(())
}

/// Refuses permissions that a role of this kind cannot hold.
fn fits(kind: RoleKind, permissions: &BTreeSet<Permission>) -> Result<()> {
    match permissions.iter().find(|permission| !kind.may_hold(**permission)) {
        None => Ok(()),
        Some(permission) => Err(Error::refused(format!("a role of kind {} cannot hold {permission}", kind.name()))
            .hint("a team's reach is .own or .team; a role of kind company may reach .all")),
    }
}
