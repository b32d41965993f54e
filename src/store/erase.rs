//! Erasing a person: their words out of every row, out of the record and the index, and the proof of it.
//!
//! The ledger (table `erasure`) says "begun" in the transaction that takes the words away. What an erasure leaves for
//! later is a probe (see probe.rs) in the setting `erasing N`, and where admins named something after the person; with it any
//! writer can finish, and prove it.

mod bans;
mod record;
mod rows;
mod stand_in;

use std::collections::BTreeMap;
use std::time::Duration;

use rusqlite::OptionalExtension;
use sha2::{Digest, Sha256};

use self::rows::Begun;
use super::change::{Act, Change, Ending, Recording};
use super::clear::{self, Cleared};
use super::proof::Proof;
use super::{Actor, Store};
use crate::error::{Error, Result};
use crate::model::person::PersonRow;
use crate::model::time::Time;

/// What was, or would be, erased of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// The operation.
    pub operation: i64,
    /// How many of what: `chats`, `messages`, `notes` …
    pub counts: BTreeMap<&'static str, u64>,
}

/// How an erasure of a person stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing was erased.
    None,
    /// Begun then, and not yet proven.
    Begun(Time),
    /// Proven then.
    Proven(Time),
}

/// What lies outside the reach of an erasure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outside {
    /// Exports.
    pub exports: Copies,
    /// Backups.
    pub backups: Copies,
}

/// Copies that were made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copies {
    /// Operation and time, the newest first, at most ten.
    pub last: Vec<(i64, Time)>,
    /// How many there were in all.
    pub count: u64,
}

impl Store {
    /// How the erasure of a person stands.
    pub fn erasure(&self, person: i64) -> Result<Standing> {
        let mut statement =
            self.connection.prepare_cached("SELECT begun_at, proven_at FROM erasure WHERE person_id = ?1")?;
        let found: Option<(i64, Option<i64>)> =
            statement.query_row([person], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let time = |micros| Time::from_micros(micros).unwrap_or(Time::EPOCH);
        Ok(match found {
            None => Standing::None,
            Some((begun, None)) => Standing::Begun(time(begun)),
            Some((_, Some(proven))) => Standing::Proven(time(proven)),
        })
    }

    /// Whether an erasure left the texts of their chats, with stand-ins for who they are.
    pub fn is_pseudonymised(&self, person: i64) -> Result<bool> {
        let row = super::person::details(&self.connection, person)?;
        Ok(row.erased.is_some() && row.name == Some(stand_in::name(person)))
    }

    /// Takes the words of a person away: of all rows, the record, the index. With `pseudonymise` their chats keep their
    /// texts, with steady stand-ins for what tells who they are. It cannot be undone. [`Store::finish_erasing`] follows.
    ///
    /// # Errors
    /// `Refused` where one of their chats is on a legal hold; `Denied` for somebody who may not purge every chat.
    pub fn erase_person(&mut self, actor: &Actor, person: i64, pseudonymise: bool, dry_run: bool) -> Result<Erased> {
        if !self.grasp().is_everything() {
            return Err(Error::denied("to erase a person needs the right to purge every chat"));
        }
        self.check_before_bulk()?;
        let ending = if dry_run { Ending::TakeBack } else { Ending::Keep };
        self.erase_where(actor, person, pseudonymise, ending, |_| Ok(()))
    }

    /// The same, where `check` lets it be.
    pub(super) fn erase_where(
        &mut self,
        actor: &Actor,
        person: i64,
        pseudonymise: bool,
        ending: Ending,
        check: impl FnOnce(&mut Change<'_>) -> Result<()>,
    ) -> Result<Erased> {
        self.change(actor, Act { ending, recorded: Recording::Touches, ..Act::of("person erase") }, |change| {
            check(change)?;
            refuse_held(change, person)?;
            let begun = "SELECT 1 FROM erasure WHERE person_id = ?1";
            if change.transaction.prepare_cached(begun)?.exists([person])? {
                return Err(Error::conflict(format!("person {person} was erased by somebody else just now")));
            }
            let salt: Vec<u8> = change.transaction.query_row("SELECT randomblob(16)", [], |row| row.get(0))?;
            let row = super::person::details(change.transaction, person)?;
            let digest = ledger_digest(&salt, &row);
            let begun = rows::erase(change, &row, pseudonymise, &salt)?;
            change.transaction.execute(
                "INSERT INTO erasure (person_id, operation_id, begun_at, digest) VALUES (?1, ?2, ?3, ?4)",
                (person, change.operation, change.now.micros(), digest),
            )?;
            change.transaction.execute(
                "INSERT INTO setting (name, value) VALUES ('erasing ' || ?1, ?2)",
                (person, begun.to_text()),
            )?;
            clear::mark(change.transaction)?;
            change.count("person", person);
            for (name, count) in &begun.counts {
                change.count(name, i64::try_from(*count).unwrap_or(i64::MAX));
            }
            Ok(Erased { operation: change.operation, counts: begun.counts })
        })
    }

    /// Clears what was purged and erased, and proves each erasure that was begun. The proofs, by person; `None` where a
    /// reader is still in the way.
    ///
    /// # Errors
    /// `Partial` where words are left.
    pub fn finish_erasing(
        &mut self,
        actor: &Actor,
        wait: Duration,
        step: &dyn Fn() -> Result<()>,
    ) -> Result<Option<BTreeMap<i64, Proof>>> {
        if self.clear(wait, step)? == Cleared::InUse {
            return Ok(None);
        }
        let mut statement = self.connection.prepare(
            "SELECT erasure.person_id, erasure.operation_id, setting.value FROM erasure
             JOIN setting ON setting.name = 'erasing ' || erasure.person_id ORDER BY erasure.person_id",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let pending: Vec<(i64, i64, String)> = rows.collect::<rusqlite::Result<_>>()?;
        drop(statement);
        let mut proofs = BTreeMap::new();
        for (person, operation, left) in pending {
            let (probe, named) =
                Begun::from_text(&left).ok_or_else(|| Error::damaged("what an erasure left is unreadable"))?;
            let mut proof = self.prove(&probe, person, step)?;
            for (table, rows) in named {
                let told = proof.elsewhere.entry(table).or_default();
                *told = rows.max(*told);
            }
            let act = Act { recorded: Recording::Nothing, part_of: Some(operation), ..Act::of("person erase") };
            self.change(actor, act, |change| {
                change
                    .transaction
                    .execute("UPDATE erasure SET proven_at = ?2 WHERE person_id = ?1", [person, change.now.micros()])?;
                change.transaction.execute("DELETE FROM setting WHERE name = 'erasing ' || ?1", [person])?;
                change.count("person", person);
                change.count("proven_bytes", i64::try_from(proof.bytes).unwrap_or(i64::MAX));
                Ok(())
            })?;
            proofs.insert(person, proof);
        }
        Ok(Some(proofs))
    }

    /// What an erasure cannot reach.
    pub fn outside(&self) -> Result<Outside> {
        Ok(Outside { exports: self.made(&["export", "person export"])?, backups: self.made(&["backup"])? })
    }

    fn made(&self, commands: &[&str]) -> Result<Copies> {
        let of = vec!["?"; commands.len()].join(", ");
        let last = format!("SELECT id, at FROM operation WHERE command IN ({of}) ORDER BY id DESC LIMIT 10");
        let mut statement = self.connection.prepare_cached(&last)?;
        let rows = statement
            .query_map(rusqlite::params_from_iter(commands), |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<Vec<(i64, i64)>>>()?;
        let last = rows.into_iter().filter_map(|(id, at)| Some((id, Time::from_micros(at)?))).collect();
        let count = format!("SELECT count(*) FROM operation WHERE command IN ({of})");
        let count = self.connection.query_row(&count, rusqlite::params_from_iter(commands), |row| row.get(0))?;
        Ok(Copies { last, count })
    }
}

/// A hold beats an erasure.
fn refuse_held(change: &Change<'_>, person: i64) -> Result<()> {
    let mut statement = change.transaction.prepare(
        "SELECT group_concat(DISTINCT hold.name), count(DISTINCT chat.key) FROM chat
         JOIN chat_hold ON chat_hold.chat_key = chat.key JOIN hold ON hold.id = chat_hold.hold_id
         WHERE chat.person_id = ?1",
    )?;
    let (holds, chats): (Option<String>, i64) = statement.query_row([person], |row| Ok((row.get(0)?, row.get(1)?)))?;
    match holds {
        None => Ok(()),
        Some(holds) => Err(Error::refused(format!(
            "person {person} cannot be erased: {chats} of their chats on legal hold {holds}"
        ))
        .hint("release the hold first: livechats hold list")),
    }
}

/// Salt and digest of who a person was: enough to tell them in an older backup, and not who they were.
fn ledger_digest(salt: &[u8], row: &PersonRow) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(salt);
    for value in [
        &row.name,
        &row.email,
        &row.phone,
        &row.location,
        &row.country,
        &row.ip,
        &row.channel_id,
        &row.unique_id,
        &row.source,
        &row.external_id,
    ] {
        // The length in front keeps two different rows from looking alike.
        hash.update(value.as_ref().map_or(u64::MAX, |value| value.len() as u64).to_be_bytes());
        hash.update(value.as_deref().unwrap_or_default());
    }
    [salt, hash.finalize().as_slice()].concat()
}
