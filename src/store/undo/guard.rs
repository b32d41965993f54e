//! What an undo refuses to do: to go round a hold, to leave a reference to nothing, to leave no admin.

use rusqlite::{OptionalExtension, params_from_iter};

use super::super::journal::{NOUNS, Noun};
use super::apply::Applier;
use super::standing::Standing;
use crate::error::{Error, Result};

impl Applier<'_, '_> {
    /// Refuses to put a chat into the bin, or to remove it, while a hold is on it.
    pub(super) fn may_go(&self, key: &[i64]) -> Result<()> {
        let mut statement = self.connection().prepare_cached(
            "SELECT chat.id, hold.name FROM chat_hold JOIN hold ON hold.id = chat_hold.hold_id
             JOIN chat ON chat.key = chat_hold.chat_key
             WHERE chat_hold.chat_key = ?1 LIMIT 1",
        )?;
        let held: Option<(i64, String)> =
            statement.query_row(params_from_iter(key), |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        match held {
            None => Ok(()),
            Some((id, hold)) => {
                Err(Error::refused(format!("{} cannot be undone: chat {id} is on legal hold {hold}", self.work.name()))
                    .hint("it can be undone once the hold is released"))
            }
        }
    }

    /// Refuses to remove a row that others refer to, naming who made them do so where that is recorded.
    pub(super) fn nothing_hangs_on(&self, noun: &Noun, key: &[i64]) -> Result<()> {
        let connection = self.connection();
        let mut references = connection.prepare_cached(
            "SELECT child.name, reference.\"from\" FROM sqlite_schema AS child
             CROSS JOIN pragma_foreign_key_list(child.name) AS reference
             WHERE child.type = 'table' AND reference.\"table\" = ?1",
        )?;
        let references = references
            .query_map([noun.table], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
        for (table, column) in references {
            let count: i64 = connection
                .prepare(&format!("SELECT count(*) FROM {table} WHERE {column} = ?1"))?
                .query_row(params_from_iter(key), |row| row.get(0))?;
            if count == 0 {
                continue;
            }
            let mut standing = Standing::default();
            let child = NOUNS.iter().find(|noun| noun.table == table);
            if let Some(child) = child {
                let mut who = connection.prepare(&format!(
                    "SELECT max(coalesce(operation.part_of, operation.id)) FROM {table}
                     JOIN journal ON journal.noun = ?2 AND journal.row_key = {} AND journal.act <> 3
                     JOIN operation ON operation.id = journal.operation_id
                     WHERE {table}.{column} = ?1 AND operation.undo_of IS NULL
                     GROUP BY journal.row_key LIMIT 1000000",
                    child.key_sql(&table)
                ))?;
                let mut rows = who.query(params_from_iter(key.iter().chain([&child.number])))?;
                while let Some(row) = rows.next()? {
                    standing.add(row.get(0)?);
                }
            }
            if !standing.is_empty() {
                return Err(standing.error(connection, self.work)?);
            }
            let other = child.map_or("record of a change", |child| child.name);
            let why = format!("the {} that it added is named by {count} rows ({other})", noun.name);
            return Err(self.work.cannot(&why));
        }
        Ok(())
    }

    /// The error for a row that is not there.
    pub(super) fn missing(&self, noun: &Noun, what: &str) -> Error {
        self.work.cannot(&format!("a {} that it {what} is no longer there", noun.name))
    }

    /// Somebody must be able to go on: an admin with an account, and no rep with a role that is not there.
    pub(super) fn check_reps(&self) -> Result<()> {
        let connection = self.connection();
        let admin: bool = connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM rep WHERE role = 'admin' AND os_uid IS NOT NULL AND removed_at IS NULL)",
            [],
            |row| row.get(0),
        )?;
        if !admin {
            return Err(Error::refused(format!("{} cannot be undone: no admin would be left", self.work.name()))
                .hint("make somebody else an admin first"));
        }
        let lost: Option<(String, String)> = connection
            .query_row(
                "SELECT name, role FROM rep WHERE role IS NOT NULL AND role <> 'admin' AND removed_at IS NULL
                   AND role NOT IN (SELECT name FROM role) LIMIT 1",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        match lost {
            None => Ok(()),
            Some((rep, role)) => {
                Err(self.work.cannot(&format!("{rep} would have the role {role}, which would not be there")))
            }
        }
    }
}
