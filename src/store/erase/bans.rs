//! Bans of a person who is erased: their identifiers and what was written about them go, the ban itself stays by number.

use rusqlite::Connection;

use crate::error::Result;
use crate::store::ban::{identifiers_of, identifiers_once};
use crate::store::journal::{BAN, BAN_IDENTIFIER};

/// What was taken out of bans.
#[derive(Debug, Default)]
pub struct Taken {
    /// Forms of identifiers, and notes.
    pub words: Vec<String>,
    /// How many rows held an identifier.
    pub identifiers: u64,
    /// How many notes.
    pub notes: u64,
    /// The bans, by number.
    bans: Vec<i64>,
    /// The forms by which the person is or was known.
    values: Vec<(i64, String)>,
}

/// Takes what tells of the person out of the bans on them, and their identifiers out of the bans that are on
/// identifiers alone. A ban on somebody else, who has the same number or address, keeps it: it is theirs too.
///
/// `persons` are the person and those who were merged into them; what they were known by once goes too.
pub fn take(connection: &Connection, person: i64, persons: &[i64]) -> Result<Taken> {
    let mut identifiers = identifiers_of(connection, person)?;
    for person in persons {
        identifiers.extend(identifiers_once(connection, *person)?);
    }
    identifiers.sort();
    identifiers.dedup();
    let values: Vec<(i64, String)> = identifiers.into_iter().map(|one| (one.kind.number(), one.value)).collect();
    let mut taken = Taken::default();
    let mut rows: Vec<i64> = Vec::new();
    let mut of_person = connection.prepare(
        "SELECT ban_identifier.id, ban_identifier.value, ban_identifier.ban_id FROM ban
         JOIN ban_identifier ON ban_identifier.ban_id = ban.id WHERE ban.person_id = ?1",
    )?;
    let mut alone = connection.prepare(
        "SELECT ban_identifier.id, ban_identifier.value, ban_identifier.ban_id FROM ban_identifier
         JOIN ban ON ban.id = ban_identifier.ban_id
         WHERE ban_identifier.value = ?1 AND ban_identifier.kind = ?2 AND ban.person_id IS NULL",
    )?;
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    let mut found: Vec<(i64, String, i64)> = of_person.query_map([person], read)?.collect::<rusqlite::Result<_>>()?;
    for (kind, value) in &values {
        let more = alone.query_map((value, kind), read)?;
        found.extend(more.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    for (id, value, ban) in found {
        rows.push(id);
        taken.words.push(value);
        taken.bans.push(ban);
    }
    let mut bans = connection.prepare("SELECT id FROM ban WHERE person_id = ?1")?;
    taken.bans.extend(bans.query_map([person], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?);
    taken.bans.sort_unstable();
    taken.bans.dedup();
    taken.values = values;
    for row in rows {
        taken.identifiers +=
            connection.prepare_cached("DELETE FROM ban_identifier WHERE id = ?1")?.execute([row])? as u64;
    }
    for ban in &taken.bans {
        let mut notes = connection.prepare_cached("SELECT note, lift_note FROM ban WHERE id = ?1")?;
        let notes: [Option<String>; 2] = notes.query_row([ban], |row| Ok([row.get(0)?, row.get(1)?]))?;
        taken.notes += notes.iter().flatten().count() as u64;
        taken.words.extend(notes.into_iter().flatten());
        connection.prepare_cached("UPDATE ban SET note = NULL, lift_note = NULL WHERE id = ?1")?.execute([ban])?;
    }
    Ok(taken)
}

impl Taken {
    /// Takes the same out of the rows as they were: of these bans, of those on one of these persons that an undo has
    /// removed, and of every identifier that was theirs.
    pub fn empty_record(&self, connection: &Connection, persons: &[i64]) -> Result<usize> {
        let mut bans = self.bans.clone();
        let mut removed = connection.prepare_cached(
            "SELECT DISTINCT row_key FROM journal WHERE noun = ?1 AND before IS NOT NULL AND before ->> '$.person_id' = ?2",
        )?;
        for person in persons {
            let more = removed.query_map([BAN, *person], |row| row.get(0))?;
            bans.extend(more.collect::<rusqlite::Result<Vec<i64>>>()?);
        }
        let mut emptied = 0;
        let mut of_ban = connection.prepare_cached(
            "UPDATE journal SET before = NULL WHERE noun = ?1 AND row_key = ?2 AND before IS NOT NULL",
        )?;
        let mut of_its_identifiers = connection.prepare_cached(
            "UPDATE journal SET before = NULL WHERE noun = ?1 AND before IS NOT NULL AND before ->> '$.ban_id' = ?2",
        )?;
        for ban in &bans {
            emptied += of_ban.execute([BAN, *ban])?;
            emptied += of_its_identifiers.execute([BAN_IDENTIFIER, *ban])?;
        }
        let mut of_value = connection.prepare_cached(
            "UPDATE journal SET before = NULL WHERE noun = ?1 AND before IS NOT NULL AND before ->> '$.kind' = ?2
             AND before ->> '$.value' = ?3",
        )?;
        for (kind, value) in &self.values {
            emptied += of_value.execute((BAN_IDENTIFIER, kind, value))?;
        }
        Ok(emptied)
    }
}
