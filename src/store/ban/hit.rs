//! Bans at work: who is stopped, and the count of it.

use rusqlite::Connection;

use super::{how_long, running};
use crate::error::{Error, Result};
use crate::model::identifier::Identifier;
use crate::model::permission::{Need, Thing};
use crate::store::change::{Act, Change, Recording};
use crate::store::{Actor, Store};

/// What the record calls it when a ban stopped somebody.
const COMMAND: &str = "ban hit";

/// Somebody who is stopped.
#[derive(Debug)]
pub struct Stopped {
    ban: i64,
    person: Option<i64>,
    error: Error,
}

/// Whether a ban stops this person, or somebody new with these identifiers.
pub fn stops(change: &Change<'_>, person: Option<i64>, identifiers: &[Identifier]) -> Result<Option<Stopped>> {
    let bans = running(change.transaction, change.now, person, identifiers)?;
    let Some(ban) = bans.into_iter().next() else { return Ok(None) };
    let who = person.map_or_else(|| "the new person".to_owned(), |person| format!("person {person}"));
    // Why is for those who may see bans.
    let may_see = change.permit.rights.decide(Need::View(Thing::Bans)).is_some();
    let why = if may_see { format!(": {}", ban.reason) } else { String::new() };
    let error = Error::refused(format!("{who} is banned {} (ban {}{why})", how_long(ban.until), ban.id))
        .hint("a banned person gets no rep before the ban ends or is lifted");
    Ok(Some(Stopped { ban: ban.id, person, error }))
}

impl Store {
    /// Counts that a ban stopped somebody, as an operation of its own: the work that was stopped leaves none. Gives the
    /// error that says so.
    ///
    /// # Errors
    /// As for every change.
    pub(in crate::store) fn count_hit(&mut self, actor: &Actor, stopped: Stopped) -> Result<Error> {
        let Stopped { ban, person, error } = stopped;
        // There is nothing to take back: the count is that of these operations.
        self.change(actor, Act { recorded: Recording::Nothing, ..Act::of(COMMAND) }, |change| {
            change
                .transaction
                .prepare_cached("UPDATE ban SET hits = hits + 1, hit_at = ?2 WHERE id = ?1")?
                .execute([ban, change.now.micros()])?;
            change.count("ban", ban);
            if let Some(person) = person {
                change.count("person", person);
            }
            Ok(())
        })?;
        Ok(error)
    }
}

/// Counts anew how often a ban stopped somebody, for one that an undo has brought back.
pub fn recount_hits(connection: &Connection, ban: i64) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE ban SET (hits, hit_at) = (SELECT count(*), max(at) FROM operation
               WHERE command = ?2 AND detail ->> '$.ban' = ?1) WHERE id = ?1",
        )?
        .execute((ban, COMMAND))?;
    Ok(())
}
