//! Who is asking, and what they are let at.
//!
//! Every query over chats carries the [`Sight`] of whoever asks: chats beyond it do not exist for them. A store that
//! nobody was admitted to has no chats at all.

use std::collections::BTreeSet;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use super::condition::Sql;
use super::people::find_rep;
use super::{Actor, Store};
use crate::error::{Error, Result};
use crate::model::permission::{Allowed, Need, Permission, Reach, Rights, Thing};
use crate::model::role::ADMIN;

/// The rep a command runs for, and how far it may go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permit {
    /// The rep whose account it is.
    pub actor: i64,
    /// The rep whose rights count, where that is another (`--as`).
    pub behalf: Option<i64>,
    /// Teams of the rep whose rights count, where these reach a team's chats.
    pub teams: Vec<i64>,
    /// What that rep may.
    pub rights: Rights,
    /// What they were admitted for.
    pub need: Need,
    /// What they are let at.
    pub allowed: Allowed,
}

impl Permit {
    /// The rep whose rights count.
    pub fn rep(&self) -> i64 {
        self.behalf.unwrap_or(self.actor)
    }

    /// Refuses to go on where these rights go beyond one's own: nobody hands out, or takes away, more than they have.
    ///
    /// # Errors
    /// `Denied`, saying what it was about.
    pub fn cover(&self, rights: &Rights, what: &str) -> Result<()> {
        if self.rights.cover(rights) {
            return Ok(());
        }
        Err(Error::denied(format!("{what} goes beyond what your own role allows"))
            .hint("somebody with that role, or an admin, can do it"))
    }
}

/// Which chats there are for somebody.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sight {
    condition: Option<Sql>,
    hides_reasons: bool,
}

impl Sight {
    /// What must hold for a chat; `None` for every chat.
    pub(super) fn condition(&self) -> Option<Sql> {
        self.condition.clone()
    }

    /// Whether there is every chat.
    pub(super) fn is_everything(&self) -> bool {
        self.condition.is_none()
    }

    /// The same chats, for a filter of a policy: whoever asks did not write it.
    pub(super) fn for_policies(self) -> Self {
        Self { hides_reasons: false, ..self }
    }

    /// Whether they may know that somebody is banned, and not why.
    pub(super) fn hides_reasons(&self) -> bool {
        self.hides_reasons
    }
}

/// What must hold for a chat that exists for the rep of this permit; `None` where every chat does.
pub(super) fn sees_condition(permit: &Permit) -> Option<Sql> {
    within(permit, permit.allowed.sees)
}

/// What must hold for a chat that the command may act on; `None` where it may act on every chat.
pub(super) fn acts_condition(permit: &Permit) -> Option<Sql> {
    within(permit, permit.allowed.acts)
}

fn within(permit: &Permit, reach: Option<Reach>) -> Option<Sql> {
    let rep = permit.rep();
    match reach {
        Some(Reach::All) => None,
        Some(Reach::Team) if !permit.teams.is_empty() => {
            let marks = vec!["?"; permit.teams.len()].join(", ");
            let text = format!(
                "(chat.assignee_id = ? OR EXISTS (SELECT 1 FROM chat_team
                    WHERE chat_team.chat_key = chat.key AND chat_team.team_id IN ({marks})))"
            );
            Some(Sql::new(text, std::iter::once(rep).chain(permit.teams.iter().copied()).map(Value::from)))
        }
        Some(Reach::Team | Reach::Own) => Some(Sql::new("chat.assignee_id = ?", [rep.into()])),
        None => Some(Sql::new("0", [])),
    }
}

impl Store {
    /// Lets the actor at the repository for this need, or not. Everything read and written from here on keeps to it.
    /// `behalf` names the rep whose rights shall count instead (`--as`).
    ///
    /// # Errors
    /// `Denied` for an account that is not known, for a need that its role does not meet, and for `behalf` without the
    /// permission to impersonate; `NotFound` where `behalf` is nobody.
    pub fn admit(&mut self, actor: &Actor, need: Need, behalf: Option<&str>) -> Result<()> {
        let rep = rep_of(&self.connection, actor.uid)?;
        let behalf = match behalf {
            None => None,
            Some(name) => {
                if !rights_of(&self.connection, rep)?.hold(Permission::Impersonate) {
                    return Err(Error::denied("--as needs the permission impersonate"));
                }
                Some(find_rep(&self.connection, name)?)
            }
        };
        self.permit = Some(permit(&self.connection, rep, behalf, need)?);
        Ok(())
    }

    /// Which chats exist for whoever was admitted.
    pub(super) fn sight(&self) -> Sight {
        self.sight_of(sees_condition)
    }

    /// Which of them the command may act on, or write to a file.
    pub(super) fn grasp(&self) -> Sight {
        self.sight_of(acts_condition)
    }

    fn sight_of(&self, condition: impl Fn(&Permit) -> Option<Sql>) -> Sight {
        let Some(permit) = &self.permit else {
            return Sight { condition: Some(Sql::new("0", [])), hides_reasons: true };
        };
        let sees_bans = permit.rights.decide(Need::View(Thing::Bans)).is_some();
        Sight { condition: condition(permit), hides_reasons: !sees_bans }
    }
}

/// The permit as it stands now, within a change: a role may have been taken away while the change waited for its turn.
/// For a store that nobody was admitted to, whoever acts needs to be known and no more.
pub(super) fn renewed(connection: &Connection, actor: &Actor, before: Option<&Permit>) -> Result<Permit> {
    let rep = rep_of(connection, actor.uid)?;
    match before {
        None => permit(connection, rep, None, Need::Known),
        Some(Permit { behalf: Some(_), .. }) if !rights_of(connection, rep)?.hold(Permission::Impersonate) => {
            Err(Error::denied("--as needs the permission impersonate"))
        }
        Some(before) => permit(connection, rep, before.behalf, before.need),
    }
}

fn permit(connection: &Connection, actor: i64, behalf: Option<i64>, need: Need) -> Result<Permit> {
    let rep = behalf.unwrap_or(actor);
    let rights = rights_of(connection, rep)?;
    let allowed = rights.decide(need).ok_or_else(|| not_allowed(need))?;
    let mut teams = Vec::new();
    if [allowed.sees, allowed.acts].contains(&Some(Reach::Team)) {
        let mut statement = connection.prepare_cached(
            "SELECT team_rep.team_id FROM team_rep JOIN team ON team.id = team_rep.team_id
             WHERE team_rep.rep_id = ?1 AND team.removed_at IS NULL ORDER BY team_rep.team_id",
        )?;
        teams = statement.query_map([rep], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    }
    Ok(Permit { actor, behalf, teams, rights, need, allowed })
}

fn not_allowed(need: Need) -> Error {
    let error = match need {
        Need::Admin => "your role does not allow this: it is for the role admin".to_owned(),
        need => format!("your role does not allow this: it needs {need}"),
    };
    Error::denied(error).hint("livechats whoami tells what your role allows")
}

/// The rep that an account belongs to: the number decides.
pub(super) fn rep_of(connection: &Connection, uid: u32) -> Result<i64> {
    connection
        .prepare_cached("SELECT id FROM rep WHERE os_uid = ?1 AND role IS NOT NULL AND removed_at IS NULL")?
        .query_row([uid], |row| row.get(0))
        .optional()?
        .ok_or_else(|| {
            Error::denied(format!("your account (uid {uid}) is not known to this repository"))
                .hint("an admin can make you known: livechats user add NAME --uid NUMBER --role ROLE")
        })
}

/// Everything that a rep may.
pub(super) fn rights_of(connection: &Connection, rep: i64) -> Result<Rights> {
    let role: Option<String> = connection
        .prepare_cached("SELECT role FROM rep WHERE id = ?1 AND removed_at IS NULL")?
        .query_row([rep], |row| row.get(0))
        .optional()?
        .flatten();
    role.map_or_else(|| Ok(Rights::These(BTreeSet::new())), |role| rights_of_role(connection, &role))
}

/// Everything that a role allows.
pub(super) fn rights_of_role(connection: &Connection, role: &str) -> Result<Rights> {
    if role == ADMIN {
        return Ok(Rights::Everything);
    }
    let permissions: Option<String> = connection
        .prepare_cached("SELECT permissions FROM role WHERE name = ?1")?
        .query_row([role], |row| row.get(0))
        .optional()?;
    Ok(Rights::These(stored(permissions.as_deref().unwrap_or_default())))
}

/// Permissions as the table `role` holds them.
pub(super) fn stored(permissions: &str) -> BTreeSet<Permission> {
    permissions.split_ascii_whitespace().filter_map(Permission::from_name).collect()
}

/// Refuses a change that would leave nobody with the role `admin` and an account to use it.
pub(super) fn admin_stays(connection: &Connection) -> Result<()> {
    let admins: i64 = connection
        .prepare_cached("SELECT count(*) FROM rep WHERE os_uid IS NOT NULL AND role = 'admin' AND removed_at IS NULL")?
        .query_row([], |row| row.get(0))?;
    if admins > 0 {
        return Ok(());
    }
    Err(Error::refused("nobody would be left with the role admin and an account")
        .hint("make somebody else an admin first: livechats user edit USER --role admin"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::Time;
    use crate::store::{Choice, NewUser, UserEdit};

    const ADMIN_UID: u32 = 7;
    const CLERK_UID: u32 = 8;

    fn actor(uid: u32) -> Actor {
        Actor { uid, now: Time::from_micros(0).unwrap(), fixed_clock: true }
    }

    /// A repository with an admin and a clerk who may change users.
    fn repository(path: &std::path::Path) -> Store {
        let mut store = Store::create(path, &actor(ADMIN_UID), "admin").unwrap();
        let permissions = stored("teams.manage impersonate");
        let kind = crate::model::role::RoleKind::Company;
        store.add_role(&actor(ADMIN_UID), "clerk", kind, &permissions, None).unwrap();
        let clerk =
            NewUser { name: "Cleo".into(), email: None, role: "clerk".into(), uid: Some(CLERK_UID), teams: Vec::new() };
        store.add_user(&actor(ADMIN_UID), &clerk).unwrap();
        store
    }

    #[test]
    fn rights_that_were_taken_away_while_a_change_waited_are_gone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        drop(repository(&path));
        let open = |uid, behalf| {
            let mut store = Store::open_for_writing(&path, &actor(uid), std::time::Duration::from_secs(5)).unwrap();
            let need = Need::Manage(crate::model::permission::Thing::Teams);
            store.admit(&actor(uid), need, behalf).unwrap();
            store
        };
        let mut admin = open(ADMIN_UID, None);
        let (mut clerk, mut as_admin) = (open(CLERK_UID, None), open(CLERK_UID, Some("admin")));
        assert!(clerk.add_team(&actor(CLERK_UID), "A", None, &[]).is_ok());
        assert!(as_admin.add_team(&actor(CLERK_UID), "B", None, &[]).is_ok());
        let none = crate::store::RoleEdit { revoke: stored("teams.manage impersonate"), ..Default::default() };
        let none = crate::store::RoleEdit { grant: stored("audit.read"), ..none };
        admin.edit_role(&actor(ADMIN_UID), "clerk", &none).unwrap();
        for store in [&mut clerk, &mut as_admin] {
            let denied = store.add_team(&actor(CLERK_UID), "C", None, &[]).unwrap_err();
            assert_eq!(denied.exit_code(), 4);
        }
        let no_role = UserEdit { role: Some(None), ..UserEdit::default() };
        admin.edit_user(&actor(ADMIN_UID), "Cleo", &no_role).unwrap();
        assert!(clerk.admit(&actor(CLERK_UID), Need::Known, None).is_err());
        assert_eq!(admin.teams(false).unwrap().len(), 2);
    }

    #[test]
    fn an_admin_is_left_whatever_is_undone() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = repository(&folder.path().join("r.db"));
        let role = |role: Option<&str>| UserEdit { role: Some(role.map(str::to_owned)), ..UserEdit::default() };
        store.edit_user(&actor(ADMIN_UID), "Cleo", &role(Some("admin"))).unwrap();
        let last = "SELECT max(id) FROM operation";
        let made: i64 = store.connection.query_row(last, [], |row| row.get(0)).unwrap();
        store.admit(&actor(CLERK_UID), Need::Admin, None).unwrap();
        store.edit_user(&actor(CLERK_UID), "admin", &role(None)).unwrap();
        assert_eq!(store.undo(&actor(CLERK_UID), Some(made), false).unwrap_err().exit_code(), 6);
        let taken: i64 = store.connection.query_row(last, [], |row| row.get(0)).unwrap();
        store.undo(&actor(CLERK_UID), Some(taken), false).unwrap();
        store.undo(&actor(CLERK_UID), Some(made), false).unwrap();
        assert!(store.admit(&actor(CLERK_UID), Need::Admin, None).is_err());
    }

    #[test]
    fn a_store_that_nobody_was_admitted_to_has_no_chats() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        let mut store = repository(&path);
        let mut chats = vec![crate::store::differential::made_up::plain("x", None)];
        store.fill(&actor(ADMIN_UID), || Ok(chats.pop())).unwrap();
        let choice = Choice::everything(false, actor(0).now);
        assert_eq!(store.count_chats(&choice).unwrap(), 1);
        let nobody = Store::open(&path, &actor(ADMIN_UID)).unwrap();
        assert_eq!((nobody.count_chats(&choice).unwrap(), nobody.count_within_reach(choice.now).unwrap()), (0, 0));
        let name = crate::model::chat::ChatName::Id(1);
        assert_eq!(nobody.whole_chat(&name, true).unwrap_err().exit_code(), 5);
    }
}
