//! Whom a ban would have stopped.
//!
//! Persons are kept as they were given, so all of them are gone through, and brought into the form in which identifiers
//! are compared.

use std::collections::HashSet;

use rusqlite::{Connection, params_from_iter};

use super::{BY_PERSON, Suspect, identifiers_of, identifiers_of_ban, known_in, running};
use crate::error::Result;
use crate::model::ban::Reached;
use crate::model::identifier::{Address, Identifier, IdentifierKind};
use crate::model::permission::{Need, Thing};
use crate::model::time::Time;
use crate::store::Store;
use crate::store::permit::Sight;
use crate::store::person::{find, visible};
use crate::store::read::time;

/// The ban that is rehearsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rehearsal {
    /// One that is not there yet; without the person's own identifiers, or with them.
    New(Suspect, bool),
    /// All that run.
    Running,
}

impl Store {
    /// The persons whom a ban would reach, by number, with those of their chats that whoever asks can see. Who may not
    /// view persons is told of those whose chats they see.
    ///
    /// # Errors
    /// `NotFound` for a person that is nobody, `Conflict` where it may be several.
    pub fn rehearse_ban(&self, rehearsal: &Rehearsal, now: Time) -> Result<Vec<Reached>> {
        let moment = self.connection.unchecked_transaction()?;
        let net = match rehearsal {
            Rehearsal::New(suspect, person_only) => Net::of(&moment, suspect, *person_only)?,
            Rehearsal::Running => Net::that_runs(&moment, now)?,
        };
        let sees_persons =
            self.permit.as_ref().is_some_and(|permit| permit.rights.decide(Need::View(Thing::Persons)).is_some());
        let mut reached = Vec::new();
        let mut statement = moment.prepare(
            "SELECT id, name, email, phone, ip_address, channel_id, unique_id FROM person WHERE erased_at IS NULL
             ORDER BY id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let person_id = row.get(0)?;
            let identifiers = known_in(row, 2)?;
            let matched_by = net.catches(person_id, &identifiers);
            if matched_by.is_empty() {
                continue;
            }
            let chats = chats_of(&moment, &self.sight(), person_id)?;
            if !sees_persons && chats.is_empty() {
                continue;
            }
            let ban = running(&moment, now, Some(person_id), &identifiers)?.first().map(|ban| ban.id);
            let matched_by = matched_by.into_iter().map(str::to_owned).collect();
            reached.push(Reached { person_id, person: row.get(1)?, matched_by, ban, chats });
        }
        Ok(reached)
    }
}

/// What many persons are compared with in memory.
#[derive(Debug, Default)]
struct Net {
    exact: HashSet<(IdentifierKind, String)>,
    ranges: Vec<(Address, Address)>,
    persons: HashSet<i64>,
}

impl Net {
    /// That of a ban which is not there yet.
    fn of(connection: &Connection, suspect: &Suspect, person_only: bool) -> Result<Self> {
        let mut net = Self::default();
        net.add(suspect.identifiers.clone());
        if let Some(name) = &suspect.person {
            let person = find(connection, name)?;
            net.persons.insert(person);
            if !person_only {
                net.add(identifiers_of(connection, person)?);
            }
        }
        Ok(net)
    }

    /// That of all bans which run.
    fn that_runs(connection: &Connection, now: Time) -> Result<Self> {
        let mut net = Self::default();
        let mut statement = connection.prepare(
            "SELECT id, person_id FROM ban WHERE started_at <= ?1 AND (ends_at IS NULL OR ends_at > ?1)
               AND (lifted_at IS NULL OR lifted_at > ?1)",
        )?;
        let mut rows = statement.query([now.micros()])?;
        while let Some(row) = rows.next()? {
            net.persons.extend(row.get::<_, Option<i64>>(1)?);
            net.add(identifiers_of_ban(connection, row.get(0)?)?);
        }
        Ok(net)
    }

    fn add(&mut self, identifiers: Vec<Identifier>) {
        for identifier in identifiers {
            match identifier.range {
                Some(range) if identifier.is_range() => self.ranges.push(range),
                _ => drop(self.exact.insert((identifier.kind, identifier.value))),
            }
        }
    }

    /// By what somebody is caught.
    fn catches(&self, person: i64, identifiers: &[Identifier]) -> Vec<&'static str> {
        let mut by = Vec::new();
        if self.persons.contains(&person) {
            by.push(BY_PERSON);
        }
        for identifier in identifiers {
            let within = |(first, last)| self.ranges.iter().any(|(low, high)| *low <= first && last <= *high);
            let caught = self.exact.contains(&(identifier.kind, identifier.value.clone()))
                || identifier.range.is_some_and(within);
            if caught {
                by.push(identifier.kind.name());
            }
        }
        by
    }
}

/// The chats of a person that are not in the bin and that exist for whoever asks, newest first.
fn chats_of(connection: &Connection, sight: &Sight, person: i64) -> Result<Vec<(i64, Option<Time>)>> {
    let (visible, values) = visible(sight, vec![person.into()]);
    let query = format!(
        "SELECT chat.id, chat.created_at FROM chat
         WHERE chat.person_id = ?1 AND chat.deleted_at IS NULL AND {visible} ORDER BY chat.key DESC"
    );
    let mut statement = connection.prepare_cached(&query)?;
    let chats = statement.query_map(params_from_iter(values), |row| Ok((row.get(0)?, time(row.get(1)?))))?;
    Ok(chats.collect::<rusqlite::Result<_>>()?)
}
