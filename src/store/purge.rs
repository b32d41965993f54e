//! Chats that go for good: their rows, their words in the index and in the record; the number stays taken.

use std::time::Duration;

use rusqlite::Connection;

use super::act::{Outcome, Run};
use super::bin::held;
use super::clear;
use super::interaction::OfChat;
use super::journal::{ATTACHMENT, CHAT, DECISION};
use super::queue::Alone;
use super::report::Report;
use super::{Actor, Store};
use crate::error::Result;

/// Days that a chat stays in the bin before it is purged unasked.
pub const GRACE_DAYS: i64 = 30;

const DAY: i64 = 86_400_000_000;

/// [`GRACE_DAYS`] in microseconds.
pub(super) const GRACE: i64 = GRACE_DAYS * DAY;

/// Which chats of the bin are due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// All of them, whatever their time there.
    pub at_once: bool,
    /// Somebody named them one by one, and is told of each that is not due.
    pub named: bool,
    /// The clock is believed even where it is far from the last time seen.
    pub accept_clock: bool,
}

impl Store {
    /// Removes chats of the bin for good: but for those on a legal hold, and those that are not due. It cannot be
    /// undone. `step` and `wait` are for the clearing at the end (see [`Store::clear`]).
    ///
    /// # Errors
    /// `Refused` for a clock that cannot be believed, where the time in the bin counts.
    pub fn purge_chats(&mut self, actor: &Actor, run: &Run<'_>, due: Due, wait: Duration) -> Result<Report> {
        if !due.at_once && !due.accept_clock {
            self.check_clock_for_ages(actor.now)?;
        }
        self.purge_for(actor, run, due, wait, None)
    }

    /// The same by the word of a policy, and whatever the clock says.
    pub(super) fn purge_for(
        &mut self,
        actor: &Actor,
        run: &Run<'_>,
        due: Due,
        wait: Duration,
        policy: Option<&str>,
    ) -> Result<Report> {
        self.check_before_bulk()?;
        let now = actor.now.micros();
        let latest = if due.at_once { i64::MAX } else { now.saturating_sub(GRACE) };
        // Whoever else writes goes on with a clearing that nobody is at: there is nothing to clear before the rows are gone.
        let clearing = if run.dry_run { None } else { Alone::clearing(&self.path)? };
        let mut marked = 0;
        let mut report = self.act_for_good(actor, "purge", run, |change, target| {
            let connection = change.transaction;
            let mut is_due = connection.prepare_cached("SELECT 1 FROM chat WHERE key = ?1 AND deleted_at <= ?2")?;
            let consumed = match is_due.exists((target.key, latest))? {
                true => change.interactions.of_chat(connection, target.key)?,
                false => OfChat::default(),
            };
            let attachments = numbers(connection, "SELECT id FROM attachment WHERE chat_key = ?1", target.key)?;
            // The hold is asked for by the statement that removes: nobody can place one in between.
            let removed = connection
                .prepare_cached(
                    "DELETE FROM chat WHERE key = ?1 AND deleted_at <= ?2
                     AND NOT EXISTS (SELECT 1 FROM chat_hold WHERE chat_hold.chat_key = chat.key)",
                )?
                .execute((target.key, latest))?;
            if removed == 0 {
                if let Some(held) = held(change, target.key)? {
                    return Ok(held);
                }
                let mut in_bin = connection.prepare_cached("SELECT deleted_at IS NOT NULL FROM chat WHERE key = ?1")?;
                let in_bin: bool = in_bin.query_row([target.key], |row| row.get(0))?;
                return Ok(match (in_bin, due.named) {
                    (false, _) => Outcome::Left("not in the bin; livechats delete puts it there".into()),
                    (true, true) => Outcome::Left(format!("{NOT_DUE}; --now does not wait")),
                    (true, false) => Outcome::Already(NOT_DUE),
                });
            }
            if marked != change.operation {
                clear::mark(connection)?;
                marked = change.operation;
                if let Some(policy) = policy {
                    change.word("policy", policy);
                }
            }
            connection.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([target.key])?;
            let decisions = "DELETE FROM assignment_decision WHERE chat_id = ?1 RETURNING id";
            numbers(connection, decisions, target.id)?.into_iter().for_each(|id| change.touch(DECISION, id));
            attachments.into_iter().for_each(|id| change.touch(ATTACHMENT, id));
            connection
                .prepare_cached("INSERT INTO tombstone (chat_id, operation_id, purged_at) VALUES (?1, ?2, ?3)")?
                .execute([target.id, change.operation, now])?;
            change.gone(CHAT, target.key)?;
            change.touch_all(CHAT, target.id);
            change.interactions.chat_is_gone(&consumed);
            Ok(Outcome::Done)
        })?;
        // There is nothing to take back.
        report.operation = None;
        if !report.done.is_empty() && !run.dry_run && report.stopped.is_none() {
            let step = || (run.step)(0);
            let cleared = match clearing {
                Some(clearing) => self.clear_by(clearing, wait, &step),
                None => self.clear(wait, &step),
            };
            report.stopped = cleared.and_then(clear::Cleared::or_in_use).err();
        }
        Ok(report)
    }
}

/// The numbers that a statement about one chat gives.
fn numbers(connection: &Connection, sql: &str, chat: i64) -> Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(sql)?;
    let numbers = statement.query_map([chat], |row| row.get(0))?;
    Ok(numbers.collect::<rusqlite::Result<_>>()?)
}

/// Why a chat of the bin is left.
const NOT_DUE: &str = "less than 30 days in the bin";

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::store::open::beside;
    use crate::store::undo::deeds::World;

    #[test]
    fn nobody_else_clears_while_rows_go_and_nothing_is_left_to_clear() {
        let mut world = World::new();
        world.each(3, |store, actor, run| store.delete_chats(actor, run)).unwrap();
        let due = Due { at_once: true, named: true, accept_clock: true };
        let other = |path: &std::path::Path| Alone::clearing(path).unwrap().is_some();
        let batches = Cell::new(0);
        let purged = world.each(3, |store, actor, run| {
            let path = store.path.clone();
            let step = |chats| {
                batches.set(batches.get() + chats);
                assert!(!other(&path), "another writer could clear");
                Ok(())
            };
            store.purge_chats(actor, &Run { step: &step, ..*run }, due, Duration::ZERO)
        });
        purged.unwrap();
        assert_eq!(batches.get(), 2);
        assert!(!world.store.needs_clearing().unwrap());
        assert!(other(&world.store.path));
        assert!(!beside(&world.store.path, "-clearing").exists());
    }
}
