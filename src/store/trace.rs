//! What leaves a trace in the record although it changes nothing: exports, and what was denied.

use std::time::Duration;

use rusqlite::TransactionBehavior;

use super::change::{Act, By, Entry, Recording, check_clock, next_operation, record};
use super::people::find_rep;
use super::permit::{rep_of, rights_of};
use super::queue::Turn;
use super::{Actor, Store};
use crate::error::Result;
use crate::model::permission::{Need, Permission};

/// Somebody who is turned away does not wait longer than this for the record of it.
const PATIENCE: Duration = Duration::from_secs(1);

impl Store {
    /// Records that chats left the repository: as what, and counts; no words of theirs.
    ///
    /// # Errors
    /// As for every change.
    pub fn record_export(&mut self, actor: &Actor, kind: &'static str, counts: &[(&'static str, u64)]) -> Result<()> {
        // It changes no row, so that there is nothing to take back.
        self.change(actor, Act { recorded: Recording::Nothing, ..Act::of("export") }, |change| {
            change.term("kind", kind);
            for (name, count) in counts {
                change.count(name, i64::try_from(*count).unwrap_or(i64::MAX));
            }
            Ok(())
        })
    }

    /// Records that somebody was turned away. Whoever it was needs not even be known.
    ///
    /// # Errors
    /// As for every change, but for who it is.
    pub fn record_denial(&mut self, actor: &Actor, command: &str, need: Need, behalf: Option<&str>) -> Result<()> {
        let _turn = Turn::take(&self.path, self.wait.min(PATIENCE))?;
        self.still_the_same_file()?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        check_clock(&transaction, actor)?;
        let operation = next_operation(&transaction)?;
        let rights = rep_of(&transaction, actor.uid).and_then(|rep| rights_of(&transaction, rep));
        let acts_for = behalf.is_none() || rights.is_ok_and(|rights| rights.hold(Permission::Impersonate));
        let need = if acts_for { need.to_string() } else { Permission::Impersonate.to_string() };
        // Both are words of our own: nothing in them needs escaping.
        let detail = format!("{{\"command\":\"{command}\",\"need\":\"{need}\"}}");
        let by = By {
            rep: rep_of(&transaction, actor.uid).ok(),
            behalf: behalf.and_then(|name| find_rep(&transaction, name).ok()),
        };
        let entry = Entry {
            operation,
            by,
            command: "denied",
            detail: &detail,
            part_of: None,
            undo_of: None,
            journal: None,
            words: None,
        };
        record(&transaction, actor, &entry)?;
        Ok(transaction.commit()?)
    }
}
