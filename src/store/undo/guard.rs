//! What an undo refuses to do: to go round a hold, to leave a reference to nothing, to leave no admin.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::super::journal::{NOUNS, Noun};
use super::apply::{Applier, Column};
use super::standing::Standing;
use crate::error::{Error, Result};

/// What rows refer to: a table, its key, and the key of a row there.
#[derive(Debug, Default)]
pub(super) struct References {
    /// By table: a column, and the table and column that it refers to.
    known: BTreeMap<&'static str, Vec<(String, String, String)>>,
    noted: BTreeSet<(String, String, i64)>,
}

impl References {
    /// The references there can be.
    pub fn of(connection: &Connection) -> Result<Self> {
        let mut statement =
            connection.prepare_cached("SELECT \"from\", \"table\", \"to\" FROM pragma_foreign_key_list(?1)")?;
        let mut known = BTreeMap::new();
        for noun in NOUNS {
            let rows = statement.query_map([noun.table], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            known.insert(noun.table, rows.collect::<rusqlite::Result<_>>()?);
        }
        Ok(Self { known, noted: BTreeSet::new() })
    }

    /// Notes what these columns of a row refer to.
    pub fn note(&mut self, noun: &Noun, columns: &[Column]) {
        for (column, table, to) in self.known.get(noun.table).into_iter().flatten() {
            if let Some((_, Value::Integer(key))) = columns.iter().find(|(name, _)| name == column) {
                self.noted.insert((table.clone(), to.clone(), *key));
            }
        }
    }
}

impl Applier<'_, '_> {
    /// Refuses rows that refer to what is gone, where the look at that was put off until all of them are back.
    pub(super) fn nothing_is_missing(&self) -> Result<()> {
        for (table, column, key) in self.put_off.iter().flat_map(|put_off| &put_off.noted) {
            let sql = format!("SELECT 1 FROM {table} WHERE {column} = ?1");
            if !self.connection().prepare_cached(&sql)?.exists([key])? {
                let name = NOUNS.iter().find(|noun| noun.table == table).map_or(table.as_str(), |noun| noun.name);
                return Err(self
                    .work
                    .cannot(&format!("the {name} that what it brings back belongs to is no longer there")));
            }
        }
        Ok(())
    }

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
        self.work.cannot(&format!("the {} that it {what} is no longer there", noun.name))
    }

    /// No rep may be left with a role that is not there. That an admin stays is seen to by every change.
    pub(super) fn check_reps(&self) -> Result<()> {
        let connection = self.connection();
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
            Some((rep, role)) => Err(self
                .work
                .cannot(&format!("{rep} would have the role {role}, which would not be there"))
                .hint("give them another role first: livechats user edit USER --role ROLE")),
        }
    }
}
