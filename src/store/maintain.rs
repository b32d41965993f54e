//! What comes due by the clock: chats whose person waits too long, and chats whose time in the bin is over.

use rusqlite::{Connection, OptionalExtension};

use super::act::{Outcome, Run, Targets, touch};
use super::purge::GRACE;
use super::report::Report;
use super::{Actor, Store};
use crate::error::Result;
use crate::model::message::AuthorKind;
use crate::model::status::Status;
use crate::model::time::Time;

impl Store {
    /// Open and pending chats whose person waits for an answer longer than the reply target allows. Only unfinished
    /// chats are looked at, and of each only the end of the thread.
    pub fn overdue(&self, now: Time) -> Result<Targets> {
        let moment = self.connection.unchecked_transaction()?;
        let has_target = moment.prepare("SELECT 1 FROM assignment_setting WHERE reply_target >= 0")?.exists([])?;
        if !has_target {
            return Ok(Targets::default());
        }
        let mut statement =
            moment.prepare("SELECT key FROM chat WHERE status IN (?1, ?2) AND deleted_at IS NULL ORDER BY key DESC")?;
        let mut rows = statement.query([Status::Open.number(), Status::Pending.number()])?;
        let mut keys = Vec::new();
        while let Some(row) = rows.next()? {
            let key = row.get(0)?;
            if is_overdue(&moment, key, now)? {
                keys.push(key);
            }
        }
        Targets::of_keys(&moment, &keys)
    }

    /// Makes chats overdue that still are when their turn comes.
    pub fn make_overdue(&mut self, actor: &Actor, run: &Run<'_>) -> Result<Report> {
        self.act(
            actor,
            "maintain overdue",
            run,
            |_| {},
            |change, target| {
                if !is_overdue(change.transaction, target.key, change.now)? {
                    return Ok(Outcome::Already("seen to meanwhile"));
                }
                change
                    .transaction
                    .prepare_cached("UPDATE chat SET status = ?2 WHERE key = ?1")?
                    .execute([target.key, Status::Overdue.number()])?;
                touch(change, target.key)?;
                Ok(Outcome::Done)
            },
        )
    }

    /// Chats whose time in the bin is over, but for those on a legal hold; and how many those are.
    pub fn due_in_bin(&self, now: Time) -> Result<(Targets, u64)> {
        let moment = self.connection.unchecked_transaction()?;
        let mut statement = moment.prepare(
            "SELECT key, EXISTS (SELECT 1 FROM chat_hold WHERE chat_hold.chat_key = chat.key) FROM chat
             WHERE deleted_at IS NOT NULL AND deleted_at <= ?1 ORDER BY key DESC",
        )?;
        let mut rows = statement.query([now.micros().saturating_sub(GRACE)])?;
        let (mut keys, mut held) = (Vec::new(), 0);
        while let Some(row) = rows.next()? {
            if row.get(1)? { held += 1 } else { keys.push(row.get(0)?) }
        }
        Ok((Targets::of_keys(&moment, &keys)?, held))
    }
}

/// Whether the person of an open or pending chat waits longer than its reply target: the smallest of its teams' (the
/// company's for a team that has none of its own), else the company's. At the target to the microsecond they do not.
fn is_overdue(connection: &Connection, key: i64, now: Time) -> Result<bool> {
    let mut statement = connection.prepare_cached(
        "SELECT iif(EXISTS (SELECT 1 FROM chat_team WHERE chat_team.chat_key = chat.key),
             (SELECT min(nullif(coalesce(own.reply_target, company.reply_target), -1)) FROM chat_team
              LEFT JOIN assignment_setting AS own ON own.id = chat_team.team_id
              LEFT JOIN assignment_setting AS company ON company.id = 0 WHERE chat_team.chat_key = chat.key),
             (SELECT nullif(reply_target, -1) FROM assignment_setting WHERE id = 0))
         FROM chat WHERE key = ?1 AND status IN (?2, ?3) AND deleted_at IS NULL",
    )?;
    let target: Option<Option<i64>> =
        statement.query_row([key, Status::Open.number(), Status::Pending.number()], |row| row.get(0)).optional()?;
    let Some(target) = target.flatten() else { return Ok(false) };
    let since = waits_since(connection, key)?;
    Ok(since.is_some_and(|since| now.micros().saturating_sub(since) > target))
}

/// Since when the person waits: the first of their messages that stand unanswered at the end of the thread, lines of the
/// system aside. `None` where the last word is not theirs, and where no time is known: none is made up.
fn waits_since(connection: &Connection, key: i64) -> Result<Option<i64>> {
    let mut statement = connection.prepare_cached(
        "SELECT author.kind, message.sent_at FROM message CROSS JOIN author ON author.id = message.author_id
         WHERE message.chat_key = ?1 ORDER BY message.number DESC",
    )?;
    let mut rows = statement.query([key])?;
    let mut since = None;
    while let Some(row) = rows.next()? {
        match AuthorKind::from_number(row.get(0)?) {
            Some(AuthorKind::System) => {}
            Some(AuthorKind::Person) => since = row.get::<_, Option<i64>>(1)?.or(since),
            _ => break,
        }
    }
    Ok(since)
}
