//! The only door to write: a change, its audit row and its place in the chain are one transaction.

use std::fmt::Write as _;

use rusqlite::{OptionalExtension, Transaction, TransactionBehavior};
use sha2::{Digest, Sha256};

use super::queue::Turn;
use super::{Actor, Store, open};
use crate::error::{Error, Result};

/// A change under way.
#[derive(Debug)]
pub struct Change<'s> {
    /// The transaction everything is written in.
    pub transaction: &'s Transaction<'s>,
    /// The number of this operation.
    pub operation: i64,
    /// What becomes of it.
    pub ending: Ending,
    counts: Vec<(&'static str, i64)>,
}

impl Change<'_> {
    /// Notes a count for the audit row (what was touched, never the words of a visitor).
    pub fn count(&mut self, name: &'static str, number: i64) {
        self.counts.push((name, number));
    }

    /// The next number of a kind, never given before.
    pub fn next_number(&self, kind: &str) -> Result<i64> {
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO sequence (name, last) VALUES (?1, 1)
             ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last",
        )?;
        Ok(statement.query_row([kind], |row| row.get(0))?)
    }
}

/// What becomes of a change when its work is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It is kept.
    Keep,
    /// It is taken back: a dry run.
    TakeBack,
}

impl Store {
    /// Does `work` as one audited operation: all of it, or nothing.
    ///
    /// # Errors
    /// `Busy` when other writers do not leave in time, `Denied` for an account the repository does not know,
    /// `Refused` for a fixed clock it was not made with, `Conflict` when the file was replaced under us, and whatever
    /// `work` gives.
    pub(super) fn change<T>(
        &mut self,
        actor: &Actor,
        command: &str,
        ending: Ending,
        work: impl FnOnce(&mut Change<'_>) -> Result<T>,
    ) -> Result<T> {
        let _turn = Turn::take(&self.path, self.wait)?;
        self.still_the_same_file()?;
        let path = self.path.clone();
        let identity = self.identity;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        check_clock(&transaction, actor)?;
        let rep = rep_of(&transaction, actor.uid)?;
        let operation: i64 =
            transaction.query_row("SELECT coalesce(max(id), 0) + 1 FROM operation", [], |row| row.get(0))?;
        let mut change = Change { transaction: &transaction, operation, ending, counts: Vec::new() };
        let result = work(&mut change)?;
        let ending = change.ending;
        let detail = detail(&change.counts);
        record(&transaction, operation, actor, Some(rep), command, &detail)?;
        match ending {
            Ending::TakeBack => transaction.rollback()?,
            Ending::Keep => {
                same_file(&path, identity)?;
                transaction.commit()?;
            }
        }
        Ok(result)
    }

    /// Refuses to go on when the path no longer leads to the file that was opened.
    fn still_the_same_file(&self) -> Result<()> {
        same_file(&self.path, self.identity)
    }
}

/// Refuses a path that no longer leads to this file.
pub(super) fn same_file(path: &std::path::Path, identity: (u64, u64)) -> Result<()> {
    match std::fs::symlink_metadata(path) {
        Ok(metadata) if open::identity(&metadata) == identity => Ok(()),
        _ => Err(Error::conflict(format!("{} was replaced while it was open", path.display()))
            .hint("nothing was written; run the command again")),
    }
}

/// A clock that somebody set is for repositories made for tests and scripts, and for nothing else.
fn check_clock(transaction: &Transaction<'_>, actor: &Actor) -> Result<()> {
    if !actor.fixed_clock {
        return Ok(());
    }
    let made_with: Option<String> = transaction
        .query_row("SELECT value FROM setting WHERE name = 'fixed_clock'", [], |row| row.get(0))
        .optional()?;
    match made_with {
        Some(_) => Ok(()),
        None => Err(Error::refused("LIVECHATS_NOW is set, and this repository was not made with a fixed clock")
            .hint("unset LIVECHATS_NOW")),
    }
}

fn rep_of(transaction: &Transaction<'_>, uid: u32) -> Result<i64> {
    transaction
        .query_row("SELECT id FROM rep WHERE os_uid = ?1 AND role IS NOT NULL", [uid], |row| row.get(0))
        .optional()?
        .ok_or_else(|| {
            Error::denied(format!("your account (uid {uid}) is not known to this repository"))
                .hint("only the account that made a repository can change it in this version")
        })
}

/// The audit row's detail: a JSON object of counts.
fn detail(counts: &[(&'static str, i64)]) -> String {
    let mut text = String::from("{");
    for (name, number) in counts {
        let comma = if text.len() > 1 { "," } else { "" };
        let _ = write!(text, "{comma}\"{name}\":{number}");
    }
    text.push('}');
    text
}

/// Writes the audit row of an operation, chained to the one before.
pub(super) fn record(
    transaction: &Transaction<'_>,
    operation: i64,
    actor: &Actor,
    rep: Option<i64>,
    command: &str,
    detail: &str,
) -> Result<()> {
    let before: Vec<u8> = transaction
        .query_row("SELECT digest FROM operation ORDER BY id DESC LIMIT 1", [], |row| row.get(0))
        .optional()?
        .unwrap_or_else(|| vec![0; 32]);
    let at = actor.now.micros();
    let mut hash = Sha256::new();
    hash.update(&before);
    for number in [operation, at, i64::from(actor.uid), rep.unwrap_or(0)] {
        hash.update(number.to_be_bytes());
    }
    for text in [command, detail] {
        // The length in front keeps two different pairs of texts from looking alike.
        hash.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(text.as_bytes());
    }
    let digest = hash.finalize();
    transaction.execute(
        "INSERT INTO operation (id, at, actor_uid, actor_rep_id, command, detail, before_digest, digest)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        (operation, at, actor.uid, rep, command, detail, before, digest.as_slice()),
    )?;
    Ok(())
}
