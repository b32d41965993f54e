//! The bin: chats put into it, and brought back.

use super::act::{Outcome, Run};
use super::change::Change;
use super::report::Report;
use super::{Actor, Store};
use crate::error::Result;

impl Store {
    /// Puts chats into the bin, but for those on a legal hold.
    pub fn delete_chats(&mut self, actor: &Actor, run: &Run<'_>) -> Result<Report> {
        self.delete_as(actor, "delete", run, |_| {})
    }

    /// The same, as another command.
    pub(super) fn delete_as(
        &mut self,
        actor: &Actor,
        command: &str,
        run: &Run<'_>,
        describe: impl Fn(&mut Change<'_>),
    ) -> Result<Report> {
        let now = actor.now.micros();
        self.act(actor, command, run, describe, |change, target| {
            // The hold is asked for by the statement that deletes: nobody can place one in between.
            let deleted = change
                .transaction
                .prepare_cached(
                    "UPDATE chat SET deleted_at = ?2, changed_by = ?3 WHERE key = ?1 AND deleted_at IS NULL
                     AND NOT EXISTS (SELECT 1 FROM chat_hold WHERE chat_hold.chat_key = chat.key)",
                )?
                .execute((target.key, now, change.operation))?;
            if deleted > 0 {
                return Ok(Outcome::Done);
            }
            Ok(held(change, target.key)?.unwrap_or(Outcome::Already("in the bin already")))
        })
    }

    /// Brings chats back out of the bin.
    pub fn restore_chats(&mut self, actor: &Actor, run: &Run<'_>) -> Result<Report> {
        self.act(
            actor,
            "restore",
            run,
            |_| {},
            |change, target| {
                let restored = change
                    .transaction
                    .prepare_cached(
                        "UPDATE chat SET deleted_at = NULL, changed_by = ?2 WHERE key = ?1 AND deleted_at IS NOT NULL",
                    )?
                    .execute((target.key, change.operation))?;
                Ok(if restored > 0 { Outcome::Done } else { Outcome::Already("not in the bin") })
            },
        )
    }
}

/// The holds a chat is on, as the reason why it is left.
pub(super) fn held(change: &Change<'_>, key: i64) -> Result<Option<Outcome>> {
    let mut statement = change.transaction.prepare_cached(
        "SELECT group_concat(name, ', ') FROM (SELECT hold.name FROM chat_hold JOIN hold ON hold.id = chat_hold.hold_id
         WHERE chat_hold.chat_key = ?1 ORDER BY hold.name)",
    )?;
    let names: Option<String> = statement.query_row([key], |row| row.get(0))?;
    Ok(names.map(|names| Outcome::Left(format!("on legal hold {names}"))))
}
