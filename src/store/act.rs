//! One way to change many chats: found first, then changed in batches that let other writers in between.
//!
//! Each chat found carries the version it had then; where it has another when its turn comes, it is left alone. A batch
//! is one operation; all of them together are one work, which is undone as one.

use std::time::{Duration, Instant};

use rusqlite::{Connection, OptionalExtension, params_from_iter};
use sha2::{Digest, Sha256};

use super::change::{Act, Change, Ending, Recording};
use super::condition::Sql;
use super::list::{Plan, each_key};
use super::page::{Choice, Details, Preview, Sort};
use super::permit::acts_condition;
use super::read::Reader;
use super::report::Report;
use super::{Actor, Store};
use crate::error::{Error, Result};
use crate::model::chat::{ChatName, ChatRow};
use crate::model::time::Time;
use crate::query::{Filter, Term};

/// How long one batch may hold other writers up.
const BATCH: Duration = Duration::from_millis(75);

/// Chats of one batch at least, so that a few are one operation on the slowest machine too.
const LEAST: usize = 100;

/// A pause in which a waiting writer gets its turn: the kernel lets whoever asks first in.
const PAUSE: Duration = Duration::from_millis(1);

/// The time that one batch has.
pub(super) struct Budget(Instant);

impl Budget {
    /// It begins now.
    pub fn begin() -> Self {
        Self(Instant::now())
    }

    /// Whether it is over.
    pub fn is_spent(&self) -> bool {
        self.0.elapsed() > BATCH
    }
}

/// Lets a waiting writer in.
pub(super) fn pause() {
    std::thread::sleep(PAUSE);
}

/// A chat that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its key.
    pub(super) key: i64,
    /// Its number.
    pub id: i64,
    /// The operation that last wrote it, and whether anybody else did since.
    changed_by: i64,
    version: u64,
}

/// The chats a command is about, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Targets {
    /// Each of them, once.
    pub chats: Vec<Target>,
    /// The newest operation when they were found.
    pub operation: i64,
}

/// Which side of the bin is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Chats that are not in the bin, and no others.
    Live,
    /// A filter looks at those not in the bin; a chat that is named may be in it.
    Either,
    /// A filter looks into the bin; a chat that is named may be outside.
    Bin,
}

/// What became of one chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Changed.
    Done,
    /// It was so already.
    Already(&'static str),
    /// Left as it is, for this reason.
    Left(String),
}

/// How a command runs over its targets.
pub struct Run<'a> {
    /// The chats.
    pub targets: &'a Targets,
    /// Do everything, keep nothing.
    pub dry_run: bool,
    /// Told of chats dealt with; an error ends the work after the batch that is kept.
    pub step: &'a dyn Fn(u64) -> Result<()>,
}

impl Targets {
    /// The chats with these keys, as they are now.
    pub(super) fn of_keys(connection: &Connection, keys: &[i64]) -> Result<Self> {
        let mut chats = Vec::with_capacity(keys.len());
        for key in keys {
            chats.extend(target(connection, *key)?);
        }
        Ok(Self { chats, operation: newest_operation(connection)? })
    }

    /// A short name for exactly these chats as they are now, and for what is to be done with them: what a dry run
    /// prints and the real run can ask for.
    pub fn token(&self, what: &str) -> String {
        let mut hash = Sha256::new();
        hash.update(what);
        for chat in &self.chats {
            hash.update(chat.id.to_be_bytes());
            hash.update(chat.version.to_be_bytes());
        }
        format!(
            "{}-{}-{}",
            self.operation,
            self.chats.len(),
            hash.finalize()[..10].iter().map(|byte| format!("{byte:02x}")).collect::<String>()
        )
    }

    /// Those of them that were written by an operation newer than this one, oldest number first: number of the chat,
    /// number of the operation.
    pub fn changed_since(&self, operation: i64) -> Vec<(i64, i64)> {
        let newer = self.chats.iter().filter(|chat| chat.changed_by > operation);
        let mut changed: Vec<(i64, i64)> = newer.map(|chat| (chat.id, chat.changed_by)).collect();
        changed.sort_unstable();
        changed
    }
}

impl Store {
    /// The chats that a choice finds.
    pub fn targets(&self, choice: &Choice<'_>) -> Result<Targets> {
        let moment = self.connection.unchecked_transaction()?;
        let plan = Plan::of(&moment, &self.sight(), choice, Sort::NEWEST)?;
        let mut chats = Vec::new();
        each_key(&moment, &plan, Sort::NEWEST, |key| {
            chats.extend(target(&moment, key)?);
            Ok(())
        })?;
        Ok(Targets { chats, operation: newest_operation(&moment)? })
    }

    /// The chats with these names, each once.
    ///
    /// # Errors
    /// `NotFound` for the first that is not there, not visible, or on the other side of the bin; `Denied` for one that is
    /// seen and not within reach.
    pub fn targets_named(&self, names: &[ChatName], side: Side) -> Result<Targets> {
        let moment = self.connection.unchecked_transaction()?;
        let mut chats = Vec::with_capacity(names.len());
        for name in names {
            let key = self.key_of(&moment, name, side)?;
            if !is_within(&moment, key, self.grasp().condition())? {
                return Err(Error::denied(format!("your role does not reach chat {name} for this"))
                    .hint("livechats whoami tells how far it goes"));
            }
            chats.extend(target(&moment, key)?);
        }
        chats.sort_unstable_by_key(|chat: &Target| std::cmp::Reverse(chat.key));
        chats.dedup();
        Ok(Targets { chats, operation: newest_operation(&moment)? })
    }

    /// The key of a chat with this name.
    pub(super) fn key_of(&self, connection: &Connection, name: &ChatName, side: Side) -> Result<i64> {
        let bin = side == Side::Bin;
        let filter = Filter::Term(Term::Chat(name.clone()));
        let find = |bin| -> Result<Option<i64>> {
            let choice = Choice::new(&filter, bin, Time::EPOCH);
            let plan = Plan::of(connection, &self.sight(), &choice, Sort::NEWEST)?;
            let mut found = None;
            each_key(connection, &plan, Sort::NEWEST, |key| {
                found = Some(key);
                Ok(())
            })?;
            Ok(found)
        };
        let found = match find(bin)? {
            None if side != Side::Live => find(!bin)?,
            found => found,
        };
        found
            .ok_or_else(|| Error::not_found(format!("no chat {name}")).hint("livechats list shows the chats there are"))
    }

    /// The command of an operation.
    pub fn command_of(&self, operation: i64) -> Result<String> {
        let found = self
            .connection
            .query_row("SELECT command FROM operation WHERE id = ?1", [operation], |row| row.get(0))
            .optional()?;
        Ok(found.unwrap_or_default())
    }

    /// The rows that lists show of the chats with these numbers, in this order.
    pub fn rows_of(&self, ids: &[i64], details: &Details) -> Result<Vec<ChatRow>> {
        let moment = self.connection.unchecked_transaction()?;
        let mut key = moment.prepare_cached("SELECT key FROM chat WHERE id = ?1")?;
        let mut keys = Vec::with_capacity(ids.len());
        for id in ids {
            keys.extend(key.query_row([id], |row| row.get::<_, i64>(0)).optional()?);
        }
        Reader::new(&moment).rows(&keys, details, &Preview::LastMessage)
    }

    /// Does `each` to every target, in batches. An error of `each` ends the work; batches before it are kept, and the
    /// report tells of them.
    ///
    /// # Errors
    /// Where nothing at all was done.
    pub(super) fn act(
        &mut self,
        actor: &Actor,
        command: &str,
        run: &Run<'_>,
        describe: impl Fn(&mut Change<'_>),
        each: impl FnMut(&mut Change<'_>, Target) -> Result<Outcome>,
    ) -> Result<Report> {
        self.act_as(actor, Act::of(command), run, describe, each)
    }

    /// The same, where the rows are not recorded as they were: what is done cannot be undone.
    pub(super) fn act_for_good(
        &mut self,
        actor: &Actor,
        command: &str,
        run: &Run<'_>,
        each: impl FnMut(&mut Change<'_>, Target) -> Result<Outcome>,
    ) -> Result<Report> {
        self.act_as(actor, Act { recorded: Recording::Nothing, ..Act::of(command) }, run, |_| {}, each)
    }

    fn act_as(
        &mut self,
        actor: &Actor,
        act: Act<'_>,
        run: &Run<'_>,
        describe: impl Fn(&mut Change<'_>),
        mut each: impl FnMut(&mut Change<'_>, Target) -> Result<Outcome>,
    ) -> Result<Report> {
        let mut report = Report { matched: run.targets.chats.len() as u64, ..Report::default() };
        let mut rest = run.targets.chats.as_slice();
        while !rest.is_empty() {
            let ending = if run.dry_run { Ending::TakeBack } else { Ending::Keep };
            let act = Act { ending, part_of: report.operation, ..act };
            let batch = self.change(actor, act, |change| {
                let begun = Instant::now();
                describe(change);
                let mut outcomes = Vec::new();
                let mut changed = 0;
                for target in rest {
                    if outcomes.len() >= LEAST && begun.elapsed() > BATCH {
                        break;
                    }
                    let outcome = attempt(change, *target, &mut each)?;
                    changed += i64::from(outcome == Outcome::Done);
                    outcomes.push((target.id, outcome));
                    if outcomes.len().is_multiple_of(1000) {
                        change.write_journal()?;
                    }
                }
                change.count("chats", changed);
                if changed == 0 {
                    // What changes nothing is no operation.
                    change.ending = Ending::TakeBack;
                }
                let operation = (change.ending == Ending::Keep).then_some(change.operation);
                Ok((outcomes, operation))
            });
            let (outcomes, operation) = match batch {
                Ok(batch) => batch,
                Err(error) if report.done.is_empty() => return Err(error),
                Err(error) => {
                    report.stopped = Some(error);
                    return Ok(report);
                }
            };
            rest = &rest[outcomes.len()..];
            report.operation = report.operation.or(operation);
            let count = outcomes.len() as u64;
            for (id, outcome) in outcomes {
                report.add(id, outcome);
            }
            if let Err(error) = (run.step)(count) {
                report.stopped = Some(error);
                return Ok(report);
            }
            if !rest.is_empty() {
                std::thread::sleep(PAUSE);
            }
        }
        Ok(report)
    }
}

/// What a part of a long work did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// It changed so many chats, and there may be more.
    More(u64),
    /// It changed so many chats, and that was all.
    Last(u64),
}

/// What a work that needs no chats to be named has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worked {
    /// Chats changed.
    pub chats: u64,
    /// The first of its operations.
    pub operation: i64,
}

impl Store {
    /// Does one part after the other until the last, in batches that let other writers in; all of them are one work.
    /// What is done stays done where an error ends it.
    pub(super) fn work_off(
        &mut self,
        actor: &Actor,
        command: &str,
        step: &dyn Fn(u64) -> Result<()>,
        describe: impl Fn(&mut Change<'_>),
        mut part: impl FnMut(&mut Change<'_>) -> Result<Part>,
    ) -> Result<Worked> {
        let mut worked: Option<Worked> = None;
        loop {
            let begun = Instant::now();
            let act = Act { part_of: worked.map(|worked| worked.operation), ..Act::of(command) };
            let (chats, operation, last) = self.change(actor, act, |change| {
                describe(change);
                let mut chats = 0;
                let last = loop {
                    let done = part(change)?;
                    change.write_journal()?;
                    let (Part::More(count) | Part::Last(count)) = done;
                    chats += count;
                    if begun.elapsed() > BATCH || matches!(done, Part::Last(_)) {
                        break matches!(done, Part::Last(_));
                    }
                };
                change.count("chats", i64::try_from(chats).unwrap_or(i64::MAX));
                Ok((chats, change.operation, last))
            })?;
            let before = worked.unwrap_or(Worked { chats: 0, operation });
            let now = Worked { chats: before.chats + chats, ..before };
            if last {
                return Ok(now);
            }
            worked = Some(now);
            step(chats)?;
            std::thread::sleep(PAUSE);
        }
    }
}

/// One chat's turn: only if it still is what it was when it was found.
fn attempt(
    change: &mut Change<'_>,
    found: Target,
    each: &mut impl FnMut(&mut Change<'_>, Target) -> Result<Outcome>,
) -> Result<Outcome> {
    match target(change.transaction, found.key)? {
        Some(now) if now == found => {
            if !is_within(change.transaction, found.key, acts_condition(&change.permit))? {
                return Ok(Outcome::Left("beyond the reach of your role".into()));
            }
            let outcome = each(change, found)?;
            debug_assert!(
                outcome != Outcome::Done
                    || target(change.transaction, found.key)?.is_none_or(|now| now.changed_by == change.operation),
                "a chat was changed and does not say by what: see touch"
            );
            Ok(outcome)
        }
        Some(_) => Ok(Outcome::Left("changed by others meanwhile".into())),
        None => Ok(Outcome::Left("removed by others meanwhile".into())),
    }
}

/// Whether a chat is one of those that this condition lets through; without a condition all are.
fn is_within(connection: &Connection, key: i64, condition: Option<Sql>) -> Result<bool> {
    let Some(condition) = condition else { return Ok(true) };
    let mut sql = Sql::new("SELECT count(*) FROM chat WHERE chat.key = ? AND ", [key.into()]);
    sql.push(condition);
    let found: i64 = connection.prepare_cached(&sql.text)?.query_row(params_from_iter(sql.values), |row| row.get(0))?;
    Ok(found > 0)
}

/// A chat as it is now.
fn target(connection: &Connection, key: i64) -> Result<Option<Target>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, changed_by, status, message_count, updated_at, deleted_at FROM chat WHERE key = ?1",
    )?;
    let found = statement
        .query_row([key], |row| {
            let mut version = 0_u64;
            for column in 1..6 {
                let value: Option<i64> = row.get(column)?;
                // Each value in a place of its own; a multiplier of many bits keeps them apart.
                let value = value.map_or(u64::MAX, i64::cast_unsigned);
                version = (version ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
            }
            Ok(Target { key, id: row.get(0)?, changed_by: row.get(1)?, version })
        })
        .optional()?;
    Ok(found)
}

/// The number of the last operation.
pub(super) fn newest_operation(connection: &Connection) -> Result<i64> {
    Ok(connection.query_row("SELECT coalesce(max(id), 0) FROM operation", [], |row| row.get(0))?)
}

/// Says of a chat that this operation wrote it.
pub(super) fn touch(change: &Change<'_>, key: i64) -> Result<()> {
    change.transaction.prepare_cached("UPDATE chat SET changed_by = ?2, updated_at = ?3 WHERE key = ?1")?.execute((
        key,
        change.operation,
        change.now.micros(),
    ))?;
    Ok(())
}
