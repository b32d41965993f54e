//! The record of changes, for reading: operations, what each touched, and whether the record is whole.

mod chain;
#[cfg(test)]
mod tests;
mod touched;

use rusqlite::{Connection, OptionalExtension, Row};

use super::{Side, Store};
use crate::error::{Error, Result};
use crate::model::chat::ChatName;
use crate::model::fold::fold;
use crate::model::hidden::is_hidden;
use crate::model::json;
use crate::model::operation::OperationRow;
use crate::model::permission::Reach;
use crate::model::time::Time;
use crate::query::TimeRange;

pub use chain::Verified;
pub(super) use chain::{TakenBack, anchor, verify};

/// Which operations.
#[derive(Clone, Debug, Default)]
pub struct AuditChoice {
    /// Of this command, or of this group of commands.
    pub command: Option<String>,
    /// By this rep, or account number, or on its behalf.
    pub actor: Option<String>,
    /// Done within this time.
    pub range: Option<TimeRange>,
    /// That touched this chat.
    pub chat: Option<ChatName>,
    /// Each part of a work by itself.
    pub parts: bool,
}

/// What operations are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum AuditSort {
    /// The number: the order in which they were done.
    Operation,
    /// The moment they were recorded with.
    Time,
    /// Who did it.
    Actor,
    /// The command.
    Command,
}

/// A page of a list.
#[derive(Clone, Copy, Debug)]
pub struct Slice {
    /// Rows at most.
    pub limit: u64,
    /// Rows before it.
    pub skip: u64,
}

const FROM: &str = "FROM operation
    LEFT JOIN rep AS actor ON actor.id = operation.actor_rep_id
    LEFT JOIN rep AS behalf ON behalf.id = operation.behalf_rep_id
    WHERE (?1 OR operation.part_of IS NULL)
      AND (?2 IS NULL OR operation.command = ?2 OR substr(operation.command, 1, length(?2) + 1) = ?2 || ' ')
      AND (?3 IS NULL OR actor.folded = ?3 OR behalf.folded = ?3 OR cast(operation.actor_uid AS text) = ?3)
      AND (?4 IS NULL OR operation.at >= ?4) AND (?5 IS NULL OR operation.at < ?5)
      AND (NOT ?6 OR operation.id IN (
        SELECT iif(?1, one.id, coalesce(one.part_of, one.id)) FROM operation AS one WHERE one.id IN (
          SELECT operation_id FROM journal WHERE noun = 1 AND row_key = ?7
          UNION SELECT operation_id FROM tombstone WHERE chat_id = ?8
          UNION SELECT id FROM operation WHERE ?8 BETWEEN detail ->> 'first_chat' AND detail ->> 'last_chat')))";

/// What the conditions of [`FROM`] are bound to.
type Conditions = (bool, Option<String>, Option<String>, Option<i64>, Option<i64>, bool, Option<i64>, Option<i64>);

impl Store {
    /// How many operations there are of a choice.
    pub fn count_operations(&self, choice: &AuditChoice) -> Result<u64> {
        let sql = format!("SELECT count(*) {FROM}");
        Ok(self.connection.prepare(&sql)?.query_row(self.conditions(choice)?, |row| row.get(0))?)
    }

    /// A page of operations, newest first, or by another order. What has no value comes last.
    pub fn operations(
        &self,
        choice: &AuditChoice,
        sort: AuditSort,
        reverse: bool,
        slice: Slice,
    ) -> Result<Vec<OperationRow>> {
        // Newest first is the usual way; names go from A to Z.
        let order = match (sort, reverse) {
            (AuditSort::Operation, false) => "operation.id DESC",
            (AuditSort::Operation, true) => "operation.id",
            (AuditSort::Time, false) => "operation.at DESC, operation.id DESC",
            (AuditSort::Time, true) => "operation.at, operation.id",
            (AuditSort::Actor, false) => "actor.folded IS NULL, actor.folded, operation.id DESC",
            (AuditSort::Actor, true) => "actor.folded IS NULL, actor.folded DESC, operation.id",
            (AuditSort::Command, false) => "operation.command, operation.id DESC",
            (AuditSort::Command, true) => "operation.command DESC, operation.id",
        };
        let bound = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let sql = format!(
            "SELECT {COLUMNS} {FROM} ORDER BY {order} LIMIT {} OFFSET {}",
            bound(slice.limit),
            bound(slice.skip)
        );
        let mut statement = self.connection.prepare(&sql)?;
        let rows = statement.query_map(self.conditions(choice)?, operation_row)?;
        let mut rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        rows.iter_mut().try_for_each(|row| describe(&self.connection, row, !choice.parts))?;
        Ok(rows)
    }

    /// One operation: the whole work, if it is the first of one.
    ///
    /// # Errors
    /// `NotFound`
    pub fn operation(&self, operation: i64) -> Result<OperationRow> {
        let sql = format!(
            "SELECT {COLUMNS} FROM operation LEFT JOIN rep AS actor ON actor.id = operation.actor_rep_id
             LEFT JOIN rep AS behalf ON behalf.id = operation.behalf_rep_id WHERE operation.id = ?1"
        );
        let found = self.connection.prepare(&sql)?.query_row([operation], operation_row).optional()?;
        let mut row = found.ok_or_else(|| {
            Error::not_found(format!("there is no operation {operation}"))
                .hint("livechats audit list shows every operation")
        })?;
        describe(&self.connection, &mut row, true)?;
        Ok(row)
    }

    /// Gives `visit` every operation by itself, oldest first, as this transaction sees them.
    pub(super) fn each_operation(
        &self,
        transaction: &Connection,
        mut visit: impl FnMut(&OperationRow) -> Result<()>,
    ) -> Result<()> {
        let sql = format!(
            "SELECT {COLUMNS} FROM operation LEFT JOIN rep AS actor ON actor.id = operation.actor_rep_id
             LEFT JOIN rep AS behalf ON behalf.id = operation.behalf_rep_id ORDER BY operation.id"
        );
        let mut statement = transaction.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let mut row = operation_row(row)?;
            describe(transaction, &mut row, false)?;
            visit(&row)?;
        }
        Ok(())
    }

    fn conditions(&self, choice: &AuditChoice) -> Result<Conditions> {
        let (key, id) = match &choice.chat {
            None => (None, None),
            Some(name) => self.chat_in_record(name)?,
        };
        let end = |time: Option<Time>| time.map(Time::micros);
        let range = choice.range;
        Ok((
            choice.parts,
            choice.command.clone(),
            choice.actor.as_deref().map(|actor| fold(actor).into_owned()),
            range.and_then(|range| end(range.from)),
            range.and_then(|range| end(range.until)),
            choice.chat.is_some(),
            key,
            id,
        ))
    }

    /// The key and the number of a chat, of one that is gone the number.
    fn chat_in_record(&self, name: &ChatName) -> Result<(Option<i64>, Option<i64>)> {
        self.sees_everything()?;
        let found = match self.targets_named(std::slice::from_ref(name), Side::Either) {
            Ok(targets) => targets.chats.first().map(|chat| (chat.key, chat.id)),
            Err(Error::NotFound(_)) => None,
            Err(error) => return Err(error),
        };
        match (found, name) {
            (Some((key, id)), _) => Ok((Some(key), Some(id))),
            (None, ChatName::Id(id)) => Ok((None, Some(*id))),
            (None, ChatName::External { .. }) => Err(Error::not_found(format!("no chat {name}"))),
        }
    }

    /// What operations did to chats is for those who may view all of them.
    ///
    /// # Errors
    /// `Denied`
    pub(super) fn sees_everything(&self) -> Result<()> {
        match &self.permit {
            Some(permit) if permit.allowed.sees == Some(Reach::All) => Ok(()),
            _ => Err(Error::denied("what was done to chats is shown to those who may view all of them")),
        }
    }
}

const COLUMNS: &str = "operation.id, operation.at, actor.name, operation.actor_uid, behalf.name, operation.command,
    operation.part_of, operation.undo_of,
    (SELECT by_id FROM undone WHERE undone.operation_id = coalesce(operation.part_of, operation.id)),
    1 + (SELECT count(*) FROM operation AS part WHERE part.part_of = operation.id)";

fn operation_row(row: &Row<'_>) -> rusqlite::Result<OperationRow> {
    Ok(OperationRow {
        operation: row.get(0)?,
        at: Time::from_micros(row.get(1)?),
        actor: row.get(2)?,
        uid: row.get(3)?,
        behalf: row.get(4)?,
        command: row.get(5)?,
        detail: String::new(),
        part_of: row.get(6)?,
        undo_of: row.get(7)?,
        undone_by: row.get(8)?,
        parts: row.get(9)?,
    })
}

/// What stands for words that were taken out.
const ERASED: &str = "(erased)";

/// Adds the detail: of a work, counts are summed, and of ranges the ends are told. Words stand in a table of their own,
/// and those that an older version wrote in the detail itself.
fn describe(connection: &Connection, row: &mut OperationRow, work: bool) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT detail.key, max(detail.type),
           CASE WHEN min(detail.type) <> 'integer' OR max(detail.type) <> 'integer'
               THEN coalesce(min(detail.atom), min(operation_word.word))
             WHEN detail.key GLOB 'first_*' OR detail.key IN ('of', 'person') THEN min(detail.atom)
             WHEN detail.key GLOB 'last_*' THEN max(detail.atom)
             ELSE sum(detail.atom) END
         FROM operation CROSS JOIN json_each(operation.detail) AS detail
         LEFT JOIN operation_word ON operation_word.operation_id = operation.id AND operation_word.name = detail.key
         WHERE operation.id = ?1 OR (?2 AND operation.part_of = ?1)
         GROUP BY detail.key ORDER BY min(operation.id), min(detail.id)",
    )?;
    let mut parts = statement.query((row.operation, work))?;
    let mut text = Vec::new();
    while let Some(part) = parts.next()? {
        let (name, kind): (String, String) = (part.get(0)?, part.get(1)?);
        if !text.is_empty() {
            text.push(b' ');
        }
        text.extend_from_slice(name.as_bytes());
        text.push(b'=');
        match kind.as_str() {
            "integer" => text.extend_from_slice(part.get::<_, i64>(2)?.to_string().as_bytes()),
            _ => match part.get::<_, Option<String>>(2)? {
                Some(word) => push_word(&word, &mut text),
                None => text.extend_from_slice(ERASED.as_bytes()),
            },
        }
    }
    row.detail = String::from_utf8(text).unwrap_or_default();
    if !work {
        row.parts = 1;
    }
    Ok(())
}

/// A word as it is, or in quotes where its ends would not be seen.
fn push_word(word: &str, out: &mut Vec<u8>) {
    let plain = |c: char| !c.is_whitespace() && c != '"' && c != '=' && !is_hidden(c);
    if !word.is_empty() && word.chars().all(plain) {
        out.extend_from_slice(word.as_bytes());
    } else {
        json::push_string(word, out);
    }
}
