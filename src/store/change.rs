//! The only door to write: a change, its audit row and its place in the chain are one transaction.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use sha2::{Digest, Sha256};

use super::digest::{self, Touched};
use super::journal::{Recorder, Written};
use super::permit::{self, Permit};
use super::queue::Turn;
use super::{Actor, Store, interaction, open, words};
use crate::error::{Error, Result};
use crate::model::json;
use crate::model::time::Time;

/// A change under way.
#[derive(Debug)]
pub struct Change<'s> {
    /// The transaction everything is written in.
    pub transaction: &'s Transaction<'s>,
    /// The number of this operation.
    pub operation: i64,
    /// The moment it is recorded with.
    pub now: Time,
    /// What becomes of it.
    pub ending: Ending,
    /// Who changes, and how far they may go, as it stands now.
    pub permit: Permit,
    /// What it adds to the count of interactions.
    pub interactions: interaction::Pending,
    recorded: Recording,
    recorder: Option<&'s Recorder>,
    written: Written,
    touched: Touched,
    detail: Vec<(&'static str, Detail)>,
}

/// A value in the detail of an audit row.
#[derive(Debug)]
enum Detail {
    Number(i64),
    /// One of the program's own words.
    Term(&'static str),
    /// One of an admin's: kept apart from the record (words.rs).
    Word(String),
}

impl Change<'_> {
    /// Notes a count, or a number of ours, for the audit row.
    pub fn count(&mut self, name: &'static str, number: i64) {
        self.detail.push((name, Detail::Number(number)));
    }

    /// Notes a word of an admin's (the name of a tag, a query) for the audit row; never one of a visitor's. It can be
    /// taken out when a person is erased whom it names.
    pub fn word(&mut self, name: &'static str, word: impl Into<String>) {
        self.detail.push((name, Detail::Word(word.into())));
    }

    /// Notes one of the program's own words (a status, a type) for the audit row: it names nobody.
    pub fn term(&mut self, name: &'static str, term: &'static str) {
        self.detail.push((name, Detail::Term(term)));
    }

    /// The next number of a kind, never given before.
    pub fn next_number(&self, kind: &str) -> Result<i64> {
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO sequence (name, last) VALUES (?1, 1)
             ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last",
        )?;
        Ok(statement.query_row([kind], |row| row.get(0))?)
    }

    /// Records rows as they were, or does not, from here on: what is told by ranges of numbers needs no journal.
    pub fn record(&self, on: bool) {
        if let Some(recorder) = self.recorder {
            recorder.pause(!on);
        }
    }

    /// Says in the journal that a row is gone for good: `undo` of an older work finds there what stands on it.
    pub fn gone(&mut self, noun: i64, key: i64) -> Result<()> {
        self.written.add_gone(self.transaction, self.operation, noun, key)
    }

    /// Writes the rows recorded so far into the journal, so that long work keeps little in memory.
    pub fn write_journal(&mut self) -> Result<()> {
        match self.recorder {
            Some(recorder) => {
                let rows = recorder.rows();
                rows.iter().try_for_each(|row| self.touched.add_recorded(row))?;
                if self.recorded == Recording::Touches {
                    return Ok(());
                }
                self.interactions.follow(self.transaction, &rows)?;
                rows.into_iter().try_for_each(|row| self.written.add(self.transaction, self.operation, row))
            }
            None => Ok(()),
        }
    }

    /// Notes that a row changed that is not recorded, by the number of its owner (digest.rs).
    pub fn touch(&mut self, noun: i64, owner: i64) {
        self.touched.add(noun, owner);
    }

    /// Notes that an owner's row and all that belongs to it changed, or went, unrecorded.
    pub fn touch_all(&mut self, noun: i64, owner: i64) {
        self.touched.add_all(noun, owner);
    }
}

/// What becomes of a change when its work is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It is kept.
    Keep,
    /// It is taken back: a dry run, or nothing changed.
    TakeBack,
}

/// What is kept of the rows that a change touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recording {
    /// The rows as they were, for `undo`.
    Rows,
    /// Which they are, for their digests: what they held shall be gone.
    Touches,
    /// Nothing: the work tells itself which they are.
    Nothing,
}

/// What a change is called in the record, and what place it has there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Act<'a> {
    /// The command, as it is typed: `tag add`.
    pub command: &'a str,
    /// What becomes of it.
    pub ending: Ending,
    /// What is kept of the rows it changes.
    pub recorded: Recording,
    /// The first operation of the work it is a part of.
    pub part_of: Option<i64>,
    /// The work that it takes back.
    pub undo_of: Option<i64>,
}

impl<'a> Act<'a> {
    /// A change that stands by itself and can be undone.
    pub fn of(command: &'a str) -> Self {
        Self { command, ending: Ending::Keep, recorded: Recording::Rows, part_of: None, undo_of: None }
    }
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
        act: Act<'_>,
        work: impl FnOnce(&mut Change<'_>) -> Result<T>,
    ) -> Result<T> {
        if act.recorded != Recording::Nothing && self.recorder.is_none() {
            self.recorder = Some(Recorder::install(&self.connection)?);
        }
        let turn = Turn::take(&self.path, self.wait)?;
        self.still_the_same_file()?;
        let path = self.path.clone();
        let identity = self.identity;
        let recorder = self.recorder.as_ref().filter(|_| act.recorded != Recording::Nothing);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        check_clock(&transaction, actor)?;
        let permit = permit::renewed(&transaction, actor, self.permit.as_ref())?;
        let by = By { rep: Some(permit.actor), behalf: permit.behalf };
        let operation = next_operation(&transaction)?;
        if let Some(recorder) = recorder {
            recorder.switch(true);
        }
        let mut change = Change {
            transaction: &transaction,
            operation,
            now: actor.now,
            ending: act.ending,
            permit,
            interactions: interaction::Pending::default(),
            recorded: act.recorded,
            recorder,
            written: Written::default(),
            touched: Touched::default(),
            detail: Vec::new(),
        };
        let result = work(&mut change);
        let result = result.and_then(|result| change.write_journal().map(|()| result));
        if let Some(recorder) = recorder {
            recorder.switch(false);
        }
        let result = result?;
        let Change { ending, written, detail, interactions, touched, .. } = change;
        interactions.write(&transaction)?;
        if ending == Ending::Keep {
            // In this order: what was added is found by being behind the last that has a digest.
            digest::catch_up(&transaction)?;
            if digest::renew(&transaction, touched)? {
                transaction
                    .prepare_cached("INSERT OR REPLACE INTO setting (name, value) VALUES ('shared', ?1)")?
                    .execute([operation.to_string()])?;
            }
        }
        let entry = Entry {
            operation,
            by,
            command: act.command,
            detail: &json_object(&detail),
            part_of: act.part_of,
            undo_of: act.undo_of,
            journal: written.digest(),
            words: words::write(&transaction, operation, &words_of(&detail))?,
        };
        permit::admin_stays(&transaction)?;
        record(&transaction, actor, &entry)?;
        match ending {
            Ending::TakeBack => transaction.rollback()?,
            Ending::Keep => {
                same_file(&path, identity)?;
                transaction.commit()?;
            }
        }
        drop(turn);
        self.keep_log_short();
        Ok(result)
    }

    /// Does `work` on what says nothing by itself (the search index, words already removed that are to be overwritten):
    /// no operation.
    pub(super) fn tidy<T>(&mut self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let turn = Turn::take(&self.path, self.wait)?;
        self.still_the_same_file()?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let result = work(&transaction)?;
        transaction.commit()?;
        drop(turn);
        self.keep_log_short();
        Ok(result)
    }

    /// Refuses to go on when the path no longer leads to the file that was opened.
    pub(super) fn still_the_same_file(&self) -> Result<()> {
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
pub(super) fn check_clock(connection: &Connection, actor: &Actor) -> Result<()> {
    if !actor.fixed_clock {
        return Ok(());
    }
    let made_with: Option<String> = connection
        .query_row("SELECT value FROM setting WHERE name = 'fixed_clock'", [], |row| row.get(0))
        .optional()?;
    match made_with {
        Some(_) => Ok(()),
        None => Err(Error::refused("LIVECHATS_NOW is set, and this repository was not made with a fixed clock")
            .hint("unset LIVECHATS_NOW")),
    }
}

/// The words of admins in a detail, by their names there.
fn words_of<'d>(detail: &'d [(&'static str, Detail)]) -> BTreeMap<&'d str, &'d str> {
    let word = |(name, value): &'d (&'static str, Detail)| match value {
        Detail::Word(word) => Some((*name, word.as_str())),
        Detail::Number(_) | Detail::Term(_) => None,
    };
    detail.iter().filter_map(word).collect()
}

/// The audit row's detail; null stands for a word of an admin's.
fn json_object(detail: &[(&'static str, Detail)]) -> String {
    let mut out = vec![b'{'];
    for (name, value) in detail {
        if out.len() > 1 {
            out.push(b',');
        }
        json::push_string(name, &mut out);
        out.push(b':');
        match value {
            Detail::Number(number) => out.extend(number.to_string().bytes()),
            Detail::Term(term) => json::push_string(term, &mut out),
            Detail::Word(_) => out.extend_from_slice(b"null"),
        }
    }
    out.push(b'}');
    String::from_utf8(out).unwrap_or_default()
}

/// One row of the record.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    /// Its number.
    pub operation: i64,
    /// Who did it.
    pub by: By,
    /// The command, as it is typed.
    pub command: &'a str,
    /// What it touched: a JSON object. Words of admins stand apart.
    pub detail: &'a str,
    /// The first operation of the work it is a part of.
    pub part_of: Option<i64>,
    /// The work that it takes back.
    pub undo_of: Option<i64>,
    /// Digest of its rows in the journal.
    pub journal: Option<Vec<u8>>,
    /// Digest of its words.
    pub words: Option<Vec<u8>>,
}

impl Entry<'_> {
    /// SHA-256 of the row and of the digest before. What a row of an older schema does not have adds nothing.
    pub fn digest(&self, before: &[u8], at: i64, uid: i64) -> Vec<u8> {
        let mut hash = Sha256::new();
        hash.update(before);
        for number in [self.operation, at, uid, self.by.rep.unwrap_or(0)] {
            hash.update(number.to_be_bytes());
        }
        for text in [self.command, self.detail] {
            // The length in front keeps two different pairs of texts from looking alike.
            hash.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(text.as_bytes());
        }
        for (name, number) in [("behalf", self.by.behalf), ("part_of", self.part_of), ("undo_of", self.undo_of)] {
            if let Some(number) = number {
                hash.update(name);
                hash.update(number.to_be_bytes());
            }
        }
        for (name, digest) in [("journal", &self.journal), ("words", &self.words)] {
            if let Some(digest) = digest {
                hash.update(name);
                hash.update(digest);
            }
        }
        hash.finalize().to_vec()
    }
}

/// Who did it: the rep whose account it was, and the one whose rights counted where that was another.
#[derive(Clone, Copy, Debug)]
pub(super) struct By {
    /// `None` for an account that is not known.
    pub rep: Option<i64>,
    /// `--as`
    pub behalf: Option<i64>,
}

/// The number of the next operation.
pub(super) fn next_operation(transaction: &Transaction<'_>) -> Result<i64> {
    Ok(transaction.query_row("SELECT coalesce(max(id), 0) + 1 FROM operation", [], |row| row.get(0))?)
}

/// Writes the audit row of an operation, chained to the one before.
pub(super) fn record(transaction: &Transaction<'_>, actor: &Actor, entry: &Entry<'_>) -> Result<()> {
    let before: Vec<u8> = transaction
        .query_row("SELECT digest FROM operation ORDER BY id DESC LIMIT 1", [], |row| row.get(0))
        .optional()?
        .unwrap_or_else(|| vec![0; 32]);
    let at = actor.now.micros();
    let digest = entry.digest(&before, at, i64::from(actor.uid));
    transaction.execute(
        "INSERT INTO operation (id, at, actor_uid, actor_rep_id, command, detail, before_digest, digest,
           part_of, undo_of, journal_digest, behalf_rep_id, word_digest)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        rusqlite::params![
            entry.operation,
            at,
            actor.uid,
            entry.by.rep,
            entry.command,
            entry.detail,
            before,
            digest,
            entry.part_of,
            entry.undo_of,
            entry.journal,
            entry.by.behalf,
            entry.words,
        ],
    )?;
    Ok(())
}
