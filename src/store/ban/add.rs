//! Making a ban: who it is on, how long it is, and what it takes the place of.

use jiff::tz::TimeZone;
use rusqlite::Connection;

use super::rule::rules;
use super::{Suspect, how_long, identifiers_of, identifiers_of_ban, row, running};
use crate::error::{Error, Result};
use crate::model::ban::{BanRow, rule_for};
use crate::model::fold::fold;
use crate::model::identifier::{Identifier, IdentifierKind};
use crate::model::length::Length;
use crate::store::change::{Act, Change, Ending};
use crate::store::person::{find, refuse_erased};
use crate::store::{Actor, Store};

/// A ban to make.
#[derive(Clone, Debug)]
pub struct NewBan {
    /// Whom it is on.
    pub suspect: Suspect,
    /// Leave the person's own identifiers out.
    pub person_only: bool,
    /// One of the reasons, by name.
    pub reason: String,
    /// How long; `None` for what a rule says.
    pub length: Option<Length>,
    /// What else there is to say.
    pub note: Option<String>,
    /// Take the place of the ban that runs.
    pub replace: bool,
    /// The zone whose calendar months follow.
    pub zone: TimeZone,
    /// Do it all, keep nothing.
    pub dry_run: bool,
}

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Banned {
    /// The ban.
    pub row: BanRow,
    /// Those whose place it takes.
    pub replaced: Vec<i64>,
    /// The operation.
    pub operation: i64,
}

impl Store {
    /// Bans a person, identifiers, or both.
    ///
    /// # Errors
    /// `NotFound` for a person or reason that there is not; `Refused` where there is no reason at all, where neither a
    /// length was said nor a rule says one, and for a user's own mail address; `Conflict` for somebody who is banned
    /// already, and for a person whose words were erased.
    pub fn add_ban(&mut self, actor: &Actor, new: &NewBan) -> Result<Banned> {
        let ending = if new.dry_run { Ending::TakeBack } else { Ending::Keep };
        self.change(actor, Act { ending, ..Act::of("ban add") }, |change| {
            let connection = change.transaction;
            let reason = super::reason::named(connection, &new.reason)?;
            let person = new.suspect.person.as_deref().map(|name| find(connection, name)).transpose()?;
            let before = match person {
                Some(person) => {
                    refuse_erased(connection, person)?;
                    bans_that_run(connection, change.now.micros(), person)?
                }
                None => bans_on(change, &new.suspect.identifiers)?,
            };
            if let (Some(first), false) = (before.first(), new.replace) {
                return Err(already(change, *first, person)?);
            }
            let identifiers = everything_on(connection, new, person, &before)?;
            refuse_users(connection, &identifiers, person.is_some())?;
            let offence = 1 + offences(connection, person, &identifiers)?;
            let length = match new.length {
                Some(length) => length,
                None => rule_for(&rules(connection)?, offence).ok_or_else(|| no_rule(offence))?.1,
            };
            let until = length.end(change.now, &new.zone).map_err(Error::usage)?;
            let id = change.next_number("ban")?;
            connection
                .prepare_cached(
                    "INSERT INTO ban (id, person_id, reason, folded, note, rep_id, offence, length, started_at, ends_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                )?
                .execute(rusqlite::params![
                    id,
                    person,
                    reason,
                    &*fold(&reason),
                    new.note,
                    change.permit.rep(),
                    offence,
                    length.to_string(),
                    change.now.micros(),
                    until.map(|until| until.micros()),
                ])?;
            write(change, id, &identifiers)?;
            for old in &before {
                connection
                    .prepare_cached("UPDATE ban SET lifted_at = ?2, lifted_by = ?3, replaced_by = ?4 WHERE id = ?1")?
                    .execute((old, change.now.micros(), change.permit.rep(), id))?;
            }
            change.count("ban", id);
            if let Some(person) = person {
                change.count("person", person);
            }
            change.word("reason", &reason);
            change.word("length", length.to_string());
            change.count("identifiers", i64::try_from(identifiers.len()).unwrap_or(i64::MAX));
            change.count("replaced", i64::try_from(before.len()).unwrap_or(i64::MAX));
            Ok(Banned { row: row(connection, id, change.now)?, replaced: before, operation: change.operation })
        })
    }
}

fn no_rule(offence: i64) -> Error {
    Error::refused(format!("no ban rule says how long a ban for offence {offence} is"))
        .hint("say it with --for LENGTH, or make a rule: livechats ban rule set 1 3d")
}

/// The bans on a person that run, the newest first.
pub(super) fn bans_that_run(connection: &Connection, now: i64, person: i64) -> Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM ban WHERE person_id = ?1 AND started_at <= ?2 AND (ends_at IS NULL OR ends_at > ?2)
           AND (lifted_at IS NULL OR lifted_at > ?2) ORDER BY id DESC",
    )?;
    Ok(statement.query_map([person, now], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// The bans that run on one of just these identifiers.
///
/// # Errors
/// None of its own: whether one may take their place is seen to by [`everything_on`].
fn bans_on(change: &Change<'_>, identifiers: &[Identifier]) -> Result<Vec<i64>> {
    let mut bans = Vec::new();
    for ban in running(change.transaction, change.now, None, identifiers)? {
        let own = identifiers_of_ban(change.transaction, ban.id)?;
        // A range that holds an address is another ban: it may be about somebody else.
        if own.iter().any(|one| identifiers.contains(one)) {
            bans.push(ban.id);
        }
    }
    Ok(bans)
}

/// What the ban is on beside the person: what was named, what the person is known by, and, so that nothing gets free by
/// it, what a ban on them was on whose place it takes.
fn everything_on(
    connection: &Connection,
    new: &NewBan,
    person: Option<i64>,
    before: &[i64],
) -> Result<Vec<Identifier>> {
    let mut all = new.suspect.identifiers.clone();
    match person {
        Some(_) if new.person_only => {}
        Some(person) => {
            all.extend(identifiers_of(connection, person)?);
            for ban in before {
                all.extend(identifiers_of_ban(connection, *ban)?);
            }
        }
        None => {
            for ban in before {
                refuse_wider(connection, *ban, &all)?;
            }
        }
    }
    all.sort();
    all.dedup();
    Ok(all)
}

/// Refuses to take the place of a ban that is on more than these identifiers: the rest would get free unnoticed.
fn refuse_wider(connection: &Connection, ban: i64, identifiers: &[Identifier]) -> Result<()> {
    let person: Option<i64> =
        connection.prepare_cached("SELECT person_id FROM ban WHERE id = ?1")?.query_row([ban], |row| row.get(0))?;
    let wider = |what: String| {
        Err(Error::conflict(format!("ban {ban} is on {what} too"))
            .hint(format!("name that as well, or lift it first: livechats ban lift {ban}")))
    };
    if let Some(person) = person {
        return wider(format!("person {person}"));
    }
    match identifiers_of_ban(connection, ban)?.iter().find(|one| !identifiers.contains(one)) {
        Some(other) => wider(other.label()),
        None => Ok(()),
    }
}

/// The error for somebody who is banned already.
fn already(change: &Change<'_>, ban: i64, person: Option<i64>) -> Result<Error> {
    let before = row(change.transaction, ban, change.now)?;
    let who = match person {
        Some(person) => format!("person {person} is"),
        None => "one of these identifiers is".to_owned(),
    };
    Ok(Error::conflict(format!("{who} banned already {} (ban {ban}: {})", how_long(before.until), before.reason))
        .hint("--replace puts the new ban in its place"))
}

/// A user of this program is no person who writes to the company: their own mail address is never banned.
fn refuse_users(connection: &Connection, identifiers: &[Identifier], of_person: bool) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT name, email FROM rep WHERE role IS NOT NULL AND removed_at IS NULL AND email IS NOT NULL ORDER BY id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let email = row.get_ref(1)?.as_str().unwrap_or_default();
        let known = Identifier::known(IdentifierKind::Email, email);
        if known.is_some_and(|known| identifiers.contains(&known)) {
            let name: String = row.get(0)?;
            let hint = match of_person {
                true => "--person-only bans the person without their identifiers",
                false => "users are no persons: livechats user edit changes what they may",
            };
            return Err(Error::refused(format!("{email} is the mail address of the user {name}")).hint(hint));
        }
    }
    Ok(())
}

/// Bans so far: those on the person, or, where it is on identifiers alone, on one of them. Lifted ones count.
fn offences(connection: &Connection, person: Option<i64>, identifiers: &[Identifier]) -> Result<i64> {
    if let Some(person) = person {
        let mut statement = connection.prepare_cached("SELECT count(*) FROM ban WHERE person_id = ?1")?;
        return Ok(statement.query_row([person], |row| row.get(0))?);
    }
    let mut bans = std::collections::BTreeSet::new();
    let mut statement =
        connection.prepare_cached("SELECT ban_id FROM ban_identifier WHERE value = ?1 AND kind = ?2")?;
    for identifier in identifiers {
        let rows = statement.query_map((&identifier.value, identifier.kind.number()), |row| row.get::<_, i64>(0))?;
        bans.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    Ok(i64::try_from(bans.len()).unwrap_or(i64::MAX))
}

fn write(change: &Change<'_>, ban: i64, identifiers: &[Identifier]) -> Result<()> {
    for identifier in identifiers {
        let id = change.next_number("ban_identifier")?;
        let (low, high) = identifier.range.unzip();
        change
            .transaction
            .prepare_cached(
                "INSERT INTO ban_identifier (id, ban_id, kind, value, low, high) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute((id, ban, identifier.kind.number(), &identifier.value, low, high))?;
    }
    Ok(())
}
