//! Retention: the policies as they are stored, what is due by them, and the work itself.

mod due;
mod forecast;
mod run;
#[cfg(test)]
mod tests;

use jiff::tz::TimeZone;
use rusqlite::{Connection, OptionalExtension};

pub use self::run::{DueWork, Planned, Retained};
use super::change::{Act, Change, Ending};
use super::mention::{Mention, missing};
use super::permit::Permit;
use super::{Actor, Store};
use crate::error::{Error, Result};
use crate::model::fold::fold;
use crate::model::hours;
use crate::model::json;
use crate::model::permission::{ChatVerb, Need, Reach};
use crate::model::retention::{Action, Age, Policy, PolicyRow, Since, USUAL_GRACE};
use crate::model::time::{Clock, Time};
use crate::query::Asked;

/// What shall change of a policy; `None` for what stays.
#[derive(Clone, Debug, Default)]
pub struct PolicyEdit {
    /// Another name.
    pub name: Option<String>,
    /// Another query; empty for every chat.
    pub query: Option<String>,
    /// Another zone.
    pub zone: Option<String>,
    /// Another time to count the age from.
    pub since: Option<Since>,
    /// Another age.
    pub age: Option<Age>,
    /// Another action.
    pub action: Option<Action>,
    /// Other days in the bin.
    pub grace: Option<i64>,
    /// Other exceptions, instead of all there are.
    pub except: Option<Vec<String>>,
    /// Another ceiling.
    pub max: Option<i64>,
    /// Whether it is run.
    pub active: Option<bool>,
    /// Another place, from 1; beyond the last is the last.
    pub position: Option<i64>,
}

impl PolicyEdit {
    fn of(self, policy: Policy) -> Policy {
        let action = self.action.unwrap_or(policy.action);
        Policy {
            name: self.name.unwrap_or(policy.name),
            query: self.query.unwrap_or(policy.query),
            zone: self.zone.or(policy.zone),
            since: self.since.unwrap_or(policy.since),
            age: self.age.unwrap_or(policy.age),
            action,
            grace: self.grace.or(policy.grace.filter(|_| action == Action::Purge)),
            except: self.except.unwrap_or(policy.except),
            max: self.max.unwrap_or(policy.max),
            active: self.active.unwrap_or(policy.active),
        }
    }
}

impl Store {
    /// The policies, in their order.
    pub fn policies(&self, now: Time) -> Result<Vec<PolicyRow>> {
        let moment = self.connection.unchecked_transaction()?;
        Ok((1..).zip(stored(&moment)?).map(|(position, (_, policy))| row_of(position, policy, now)).collect())
    }

    /// The policy of this name.
    ///
    /// # Errors
    /// `NotFound` where there is none.
    pub fn policy(&self, name: &str, now: Time) -> Result<PolicyRow> {
        row(&self.connection, name, now)
    }

    /// Adds a policy at this place, from 1; at the end without one.
    ///
    /// # Errors
    /// `Usage` for a query that cannot be read, `Conflict` for a name that is taken, `Denied` for somebody who may not do
    /// what it does.
    pub fn add_policy(&mut self, actor: &Actor, policy: &Policy, position: Option<i64>) -> Result<(PolicyRow, i64)> {
        self.change(actor, Act::of("retention add"), |change| {
            let policy = checked(change, policy.clone(), None)?;
            // A number of its own: one that was removed may come back by an undo.
            let id = change.next_number("retention policy")?;
            let last = count(change.transaction)? + 1;
            write(change, id, &policy, last)?;
            put(change.transaction, id, last, position.unwrap_or(last))?;
            change.word("policy", &policy.name);
            Ok((row(change.transaction, &policy.name, change.now)?, change.operation))
        })
    }

    /// Changes a policy. The operation is `None` where it is so already.
    ///
    /// # Errors
    /// As [`Store::add_policy`], and `NotFound` where there is no such policy.
    pub fn edit_policy(&mut self, actor: &Actor, name: &str, edit: PolicyEdit) -> Result<(PolicyRow, Option<i64>)> {
        self.change(actor, Act::of("retention edit"), |change| {
            let id = find(change.transaction, name)?;
            let before = of_id(change.transaction, id)?;
            let position = edit.position;
            let policy = checked(change, edit.of(before.1.clone()), Some(id))?;
            write(change, id, &policy, before.0)?;
            put(change.transaction, id, before.0, position.unwrap_or(before.0))?;
            change.word("policy", &policy.name);
            let row = row(change.transaction, &policy.name, change.now)?;
            if (row.position, &row.policy) == (before.0, &before.1) {
                change.ending = Ending::TakeBack;
            }
            Ok((row, (change.ending == Ending::Keep).then_some(change.operation)))
        })
    }

    /// Removes a policy; what it did stays.
    ///
    /// # Errors
    /// `NotFound` where there is no such policy.
    pub fn remove_policy(&mut self, actor: &Actor, name: &str) -> Result<(PolicyRow, i64)> {
        self.change(actor, Act::of("retention remove"), |change| {
            let id = find(change.transaction, name)?;
            let (position, policy) = of_id(change.transaction, id)?;
            put(change.transaction, id, position, i64::MAX)?;
            change.transaction.execute("DELETE FROM retention_policy WHERE id = ?1", [id])?;
            change.word("policy", &policy.name);
            Ok((row_of(position, policy, change.now), change.operation))
        })
    }
}

/// Refuses a policy that says nothing, or what another says, or what whoever makes it may not do: `maintain` runs it for
/// everybody.
fn checked(change: &Change<'_>, mut policy: Policy, own: Option<i64>) -> Result<Policy> {
    Asked::of_new(&policy, &clock(&policy, change.now))?;
    match (policy.action, policy.grace) {
        (Action::Purge, None) => policy.grace = Some(USUAL_GRACE),
        (Action::Bin | Action::Pseudonymise, Some(_)) => {
            return Err(Error::usage("--grace is for policies that purge").hint("say --action purge, or leave it out"));
        }
        _ => {}
    }
    let taken = change
        .transaction
        .prepare_cached("SELECT 1 FROM retention_policy WHERE folded = ?1 AND id IS NOT ?2")?
        .exists((&*fold(&policy.name), own))?;
    if taken {
        return Err(Error::conflict(format!("there is a policy {} already", policy.name)).hint("choose another name"));
    }
    needs(policy.action).iter().try_for_each(|verb| reaches_all(&change.permit, *verb))?;
    Ok(policy)
}

/// What a policy does to chats.
const fn needs(action: Action) -> &'static [ChatVerb] {
    match action {
        Action::Bin => &[ChatVerb::Delete],
        Action::Purge => &[ChatVerb::Delete, ChatVerb::Purge],
        Action::Pseudonymise => &[ChatVerb::Purge],
    }
}

/// A policy is for every chat: whoever makes or runs it may do to each of them what it does.
fn reaches_all(permit: &Permit, verb: ChatVerb) -> Result<()> {
    let allowed = permit.rights.decide(Need::Chats(verb));
    if allowed.is_some_and(|allowed| allowed.acts == Some(Reach::All)) {
        return Ok(());
    }
    let verb = verb.name();
    Err(Error::denied(format!("a policy is for every chat: this one needs chats.{verb}.all and chats.view.all"))
        .hint("livechats whoami tells what your role allows"))
}

/// The clock by which a policy is read.
pub(super) fn clock(policy: &Policy, now: Time) -> Clock {
    Clock { now, zone: policy.zone.as_deref().and_then(hours::zone).unwrap_or(TimeZone::UTC) }
}

fn row_of(position: i64, policy: Policy, now: Time) -> PolicyRow {
    let chats = Asked::of(&policy, &clock(&policy, now)).ok().map(|asked| asked.text(&policy));
    PolicyRow { position, policy, chats }
}

fn row(connection: &Connection, name: &str, now: Time) -> Result<PolicyRow> {
    let (position, policy) = of_id(connection, find(connection, name)?)?;
    Ok(row_of(position, policy, now))
}

/// The number of the policy of this name.
fn find(connection: &Connection, name: &str) -> Result<i64> {
    connection
        .prepare_cached("SELECT id FROM retention_policy WHERE folded = ?1")?
        .query_row([&*fold(name)], |row| row.get(0))
        .optional()?
        .ok_or_else(|| {
            Error::not_found(format!("no policy {name}")).hint("livechats retention list shows which there are")
        })
}

/// Its place, and the policy.
fn of_id(connection: &Connection, id: i64) -> Result<(i64, Policy)> {
    let found = (1..).zip(stored(connection)?).find(|(_, (known, _))| *known == id);
    found
        .map(|(position, (_, policy))| (position, policy))
        .ok_or_else(|| Error::bug("a policy went away while it was read"))
}

/// Every policy with its number, in their order.
pub(super) fn stored(connection: &Connection) -> Result<Vec<(i64, Policy)>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, name, query, zone, since, age, action, grace, kept, ceiling, active FROM retention_policy
         ORDER BY position, id",
    )?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let damaged = || Error::damaged("a retention policy cannot be read");
        let (age, kept): (String, String) = (row.get(5)?, row.get(8)?);
        found.push((
            row.get(0)?,
            Policy {
                name: row.get(1)?,
                query: row.get(2)?,
                zone: row.get(3)?,
                since: Since::from_number(row.get(4)?).ok_or_else(damaged)?,
                age: Age::parse(&age).map_err(|_| damaged())?,
                action: Action::from_number(row.get(6)?).ok_or_else(damaged)?,
                grace: row.get(7)?,
                except: texts_of(connection, &kept)?,
                max: row.get(9)?,
                active: row.get(10)?,
            },
        ));
    }
    Ok(found)
}

/// The texts of a JSON array.
fn texts_of(connection: &Connection, array: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached("SELECT value FROM json_each(?1) ORDER BY key")?;
    Ok(statement.query_map([array], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

fn count(connection: &Connection) -> Result<i64> {
    Ok(connection.query_row("SELECT count(*) FROM retention_policy", [], |row| row.get(0))?)
}

/// Has policies that speak of what is not there take nothing, and tells of these. What they find waits: it goes by no
/// other.
fn halt(connection: &Connection, policies: &mut [Policy], now: Time) -> Result<Vec<Mention>> {
    let mut left_out = Vec::new();
    for policy in policies {
        if let Some(mention) = missing(connection, policy, now)? {
            policy.max = 0;
            left_out.push(mention);
        }
    }
    Ok(left_out)
}

/// Moves a policy from its place to another one, and those between by one.
fn put(connection: &Connection, id: i64, from: i64, to: i64) -> Result<()> {
    let to = to.clamp(1, count(connection)?);
    connection.execute(
        "UPDATE retention_policy SET position = iif(id = ?1, ?3, iif(?2 < ?3, position - 1, position + 1))
         WHERE position BETWEEN min(?2, ?3) AND max(?2, ?3)",
        [id, from, to],
    )?;
    Ok(())
}

/// Writes a policy; the place is that of a new one.
fn write(change: &Change<'_>, id: i64, policy: &Policy, position: i64) -> Result<()> {
    change.transaction.execute(
        "INSERT INTO retention_policy (id, position, name, folded, query, zone, since, age, action, grace, kept, ceiling,
           active)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, folded = excluded.folded, query = excluded.query,
           zone = excluded.zone, since = excluded.since, age = excluded.age, action = excluded.action,
           grace = excluded.grace, kept = excluded.kept, ceiling = excluded.ceiling, active = excluded.active",
        rusqlite::params![
            id,
            position,
            policy.name,
            &*fold(&policy.name),
            policy.query,
            policy.zone,
            policy.since.number(),
            policy.age.as_str(),
            policy.action.number(),
            policy.grace,
            json::array(&policy.except),
            policy.max,
            policy.active,
        ],
    )?;
    Ok(())
}
