//! Bans: read, and looked up for whoever knocks. A ban is on a person, on identifiers, or on both.
//!
//! Whether somebody is banned is asked by index: the person's number, and each identifier in its form
//! (model/identifier.rs). Ranges of IP addresses, which are few, are compared one by one.

mod add;
mod hit;
mod lift;
mod reason;
mod rehearse;
mod rule;

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row};

use super::Store;
use super::journal::PERSON;
use super::read::time;
use crate::error::{Error, Result};
use crate::model::ban::{BanRow, Span, Verdict};
use crate::model::fold::fold;
use crate::model::identifier::{Identifier, IdentifierKind};
use crate::model::time::Time;

pub use add::{Banned, NewBan};
pub(super) use hit::{Stopped, recount_hits, stops};
pub use lift::{Lift, Lifted};
pub use reason::ReasonEdit;
pub use rehearse::Rehearsal;

/// Which bans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BanChoice {
    /// Those that do not run as well.
    pub all: bool,
    /// On this person, by number, identifier or name.
    pub person: Option<String>,
    /// For this reason.
    pub reason: Option<String>,
}

/// Whom a ban is, or would be, on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suspect {
    /// The person, by number, identifier or name.
    pub person: Option<String>,
    /// Identifiers.
    pub identifiers: Vec<Identifier>,
}

impl Store {
    /// The bans that a choice finds, newest first.
    ///
    /// # Errors
    /// `NotFound` for a person that is nobody, `Conflict` where it may be several.
    pub fn bans(&self, choice: &BanChoice, now: Time) -> Result<Vec<BanRow>> {
        let moment = self.connection.unchecked_transaction()?;
        let person = choice.person.as_deref().map(|name| super::person::find(&moment, name)).transpose()?;
        let reason = choice.reason.as_deref().map(fold);
        let mut statement = moment.prepare(
            "SELECT ban.id FROM ban WHERE (?1 IS NULL OR person_id = ?1) AND (?2 IS NULL OR folded = ?2)
               AND (?3 OR (started_at <= ?4 AND (ends_at IS NULL OR ends_at > ?4) AND (lifted_at IS NULL OR lifted_at > ?4)))
             ORDER BY started_at DESC, id DESC",
        )?;
        let ids = statement.query_map((person, reason, choice.all, now.micros()), |row| row.get(0))?;
        let ids: Vec<i64> = ids.collect::<rusqlite::Result<_>>()?;
        ids.into_iter().map(|id| row(&moment, id, now)).collect()
    }

    /// The ban with this number.
    ///
    /// # Errors
    /// `NotFound` where there is none.
    pub fn ban(&self, id: i64, now: Time) -> Result<BanRow> {
        row(&self.connection, id, now)
    }

    /// Whether somebody is banned at this moment.
    ///
    /// # Errors
    /// `NotFound` for a person that is nobody, `Conflict` where it may be several.
    pub fn check_ban(&self, suspect: &Suspect, now: Time) -> Result<Verdict> {
        let moment = self.connection.unchecked_transaction()?;
        let person = suspect.person.as_deref().map(|name| super::person::find(&moment, name)).transpose()?;
        let mut identifiers = suspect.identifiers.clone();
        if let Some(person) = person {
            identifiers.extend(identifiers_of(&moment, person)?);
        }
        let longest = running(&moment, now, person, &identifiers)?.into_iter().next();
        Ok(longest.map_or_else(Verdict::default, |ban| Verdict {
            ban: Some(ban.id),
            reason: Some(ban.reason),
            until: ban.until,
            matched_by: ban.matched_by.into_iter().map(str::to_owned).collect(),
        }))
    }
}

/// A ban that holds, and by what it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Running {
    pub id: i64,
    pub reason: String,
    pub until: Option<Time>,
    /// `person`, or the kinds of identifiers.
    pub matched_by: Vec<&'static str>,
}

/// By what a ban is found that is on the person themselves.
const BY_PERSON: &str = "person";

/// The bans that hold at this moment for a person, or for somebody with these identifiers: the one that holds longest
/// first, of those that hold equally long the oldest.
pub(super) fn running(
    connection: &Connection,
    now: Time,
    person: Option<i64>,
    identifiers: &[Identifier],
) -> Result<Vec<Running>> {
    let mut found: BTreeMap<i64, Running> = BTreeMap::new();
    let mut add = |row: &Row<'_>, by: &'static str| -> Result<()> {
        let id = row.get(0)?;
        let (reason, until) = (row.get(1)?, time(row.get(2)?));
        let ban = found.entry(id).or_insert_with(|| Running { id, reason, until, matched_by: Vec::new() });
        if !ban.matched_by.contains(&by) {
            ban.matched_by.push(by);
        }
        Ok(())
    };
    if let Some(person) = person {
        let mut statement = connection.prepare_cached(
            "SELECT id, reason, ends_at FROM ban WHERE person_id = ?1 AND started_at <= ?2
               AND (ends_at IS NULL OR ends_at > ?2) AND (lifted_at IS NULL OR lifted_at > ?2)",
        )?;
        let mut rows = statement.query((person, now.micros()))?;
        while let Some(row) = rows.next()? {
            add(row, BY_PERSON)?;
        }
    }
    for identifier in identifiers {
        let mut statement = connection.prepare_cached(
            "SELECT ban.id, ban.reason, ban.ends_at FROM ban_identifier CROSS JOIN ban ON ban.id = ban_identifier.ban_id
             WHERE ban_identifier.value = ?1 AND ban_identifier.kind = ?2 AND ban.started_at <= ?3
               AND (ban.ends_at IS NULL OR ban.ends_at > ?3) AND (ban.lifted_at IS NULL OR ban.lifted_at > ?3)",
        )?;
        let mut rows = statement.query((&identifier.value, identifier.kind.number(), now.micros()))?;
        while let Some(row) = rows.next()? {
            add(row, identifier.kind.name())?;
        }
        let Some((first, last)) = identifier.range else { continue };
        let mut statement = connection.prepare_cached(
            "SELECT ban.id, ban.reason, ban.ends_at FROM ban_identifier INDEXED BY ban_identifier_range
             CROSS JOIN ban ON ban.id = ban_identifier.ban_id
             WHERE ban_identifier.low <> ban_identifier.high AND ban_identifier.low <= ?1 AND ban_identifier.high >= ?2
               AND ban.started_at <= ?3 AND (ban.ends_at IS NULL OR ban.ends_at > ?3)
               AND (ban.lifted_at IS NULL OR ban.lifted_at > ?3)",
        )?;
        let mut rows = statement.query((first, last, now.micros()))?;
        while let Some(row) = rows.next()? {
            add(row, identifier.kind.name())?;
        }
    }
    let mut bans: Vec<Running> = found.into_values().collect();
    bans.sort_by_key(|ban| (ban.until.is_some(), std::cmp::Reverse(ban.until), ban.id));
    Ok(bans)
}

/// The columns of a person that tell who they are, with the kind of each.
const IDENTIFYING: [IdentifierKind; 5] =
    [IdentifierKind::Email, IdentifierKind::Phone, IdentifierKind::Ip, IdentifierKind::Channel, IdentifierKind::Unique];

/// What a person is known by, each in the form in which it is compared.
pub(super) fn identifiers_of(connection: &Connection, person: i64) -> Result<Vec<Identifier>> {
    let mut statement = connection
        .prepare_cached("SELECT email, phone, ip_address, channel_id, unique_id FROM person WHERE id = ?1")?;
    Ok(statement.query_row([person], |row| known_in(row, 0)).optional()?.unwrap_or_default())
}

/// What a person was known by once, as far as the record still tells, each in the form in which it is compared.
pub(super) fn identifiers_once(connection: &Connection, person: i64) -> Result<Vec<Identifier>> {
    let mut statement = connection.prepare_cached(
        "SELECT before ->> '$.email', before ->> '$.phone', before ->> '$.ip_address', before ->> '$.channel_id',
           before ->> '$.unique_id' FROM journal WHERE noun = ?1 AND row_key = ?2 AND before IS NOT NULL",
    )?;
    let rows = statement.query_map([PERSON, person], |row| known_in(row, 0))?;
    Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?.concat())
}

/// The identifiers in the columns from this one on: those of [`IDENTIFYING`], in that order.
fn known_in(row: &Row<'_>, first: usize) -> rusqlite::Result<Vec<Identifier>> {
    let mut known = Vec::new();
    for (place, kind) in IDENTIFYING.into_iter().enumerate() {
        let text = row.get_ref(first + place)?.as_str_or_null()?;
        known.extend(text.and_then(|text| Identifier::known(kind, text)));
    }
    Ok(known)
}

/// The identifiers of a ban.
fn identifiers_of_ban(connection: &Connection, ban: i64) -> Result<Vec<Identifier>> {
    let mut statement = connection
        .prepare_cached("SELECT kind, value, low, high FROM ban_identifier WHERE ban_id = ?1 ORDER BY kind, id")?;
    let rows = statement.query_map([ban], |row| {
        let kind = IdentifierKind::from_number(row.get(0)?).ok_or(rusqlite::Error::IntegralValueOutOfRange(0, 0))?;
        let range = row.get::<_, Option<_>>(2)?.zip(row.get::<_, Option<_>>(3)?);
        Ok(Identifier { kind, value: row.get(1)?, range })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The row of a ban.
pub(super) fn row(connection: &Connection, id: i64, now: Time) -> Result<BanRow> {
    let mut statement = connection.prepare_cached(
        "SELECT ban.id, ban.person_id, person.name, ban.reason, ban.started_at, ban.ends_at, ban.lifted_at,
           ban.replaced_by, ban.hits, ban.hit_at, ban.length, ban.offence, by.name, ban.note, lifter.name, ban.lift_note
         FROM ban LEFT JOIN person ON person.id = ban.person_id LEFT JOIN rep AS by ON by.id = ban.rep_id
         LEFT JOIN rep AS lifter ON lifter.id = ban.lifted_by WHERE ban.id = ?1",
    )?;
    let found = statement.query_row([id], |row| {
        let started = time(row.get(4)?).ok_or(rusqlite::Error::IntegralValueOutOfRange(4, 0))?;
        let (until, lifted) = (time(row.get(5)?), time(row.get(6)?));
        let replaced_by: Option<i64> = row.get(7)?;
        let span = Span { started, until, lifted, replaced: replaced_by.is_some() };
        Ok(BanRow {
            id: row.get(0)?,
            person_id: row.get(1)?,
            person: row.get(2)?,
            reason: row.get(3)?,
            started,
            until,
            state: span.state(now),
            hits: row.get(8)?,
            hit: time(row.get(9)?),
            length: row.get(10)?,
            offence: row.get(11)?,
            identifiers: Vec::new(),
            by: row.get(12)?,
            note: row.get(13)?,
            lifted,
            lifted_by: row.get(14)?,
            lift_note: row.get(15)?,
            replaced_by,
        })
    });
    let mut found = found.optional()?.ok_or_else(|| {
        Error::not_found(format!("no ban {id}")).hint("livechats ban list --all shows those there are")
    })?;
    found.identifiers = identifiers_of_ban(connection, id)?.iter().map(Identifier::label).collect();
    Ok(found)
}

/// `until 2026-01-15T12:30:00Z`, or `for good`.
fn how_long(until: Option<Time>) -> String {
    until.map_or_else(|| "for good".to_owned(), |end| format!("until {}", end.rfc3339()))
}

#[cfg(test)]
mod tests;
