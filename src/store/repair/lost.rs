//! What is lost, told by the digests of the old file; and the rows that stand in for others that were named.

use std::collections::BTreeMap;

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::error::Result;
use crate::model::finding::{Finding, Kind};
use crate::model::time::Time;
use crate::store::check::{finding_of, raise_sequences, references, tables, times_of};
use crate::store::digest::compare::compare;
use crate::store::journal::{CHAT, PERSON};

/// Columns of chats that an index of their own holds too.
const INDEXES: &[(&str, &str)] = &[
    ("chat_person", "person_id"),
    ("chat_status", "status"),
    ("chat_app", "app_id"),
    ("chat_assignee", "assignee_id"),
    ("chat_closed", "closed_at"),
    ("chat_updated", "updated_at"),
    ("chat_last_message", "last_message_at"),
    ("sqlite_autoindex_chat_2", "source_id"),
    ("sqlite_autoindex_chat_2", "external_id"),
];

/// What is lost.
#[derive(Debug, Default)]
pub(super) struct Lost(Vec<Finding>);

impl Lost {
    pub fn add(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    pub fn into_findings(self) -> Vec<Finding> {
        self.0
    }

    /// Holds the rows against the digests of the old file.
    pub fn compare(&mut self, connection: &Connection, step: &dyn Fn(u64) -> Result<()>) -> Result<()> {
        let mut found = |differing| {
            self.0.push(finding_of(connection, differing)?);
            Ok(())
        };
        compare(connection, &|_| true, &mut found, step)
    }

    /// Makes anew, as far as the indexes tell, the own rows of chats that cannot be read.
    pub fn chats_from_indexes(&mut self, source: &Connection, target: &Connection) -> Result<()> {
        let mut gone: BTreeMap<i64, i64> = BTreeMap::new();
        let mut known = target.prepare("SELECT 1 FROM chat WHERE key = ?1 OR id = ?2")?;
        each(source, "SELECT key, id FROM chat INDEXED BY sqlite_autoindex_chat_1 WHERE id > -1", |key, id| {
            if let (Value::Integer(key), Value::Integer(id)) = (key, id)
                && !known.exists([key, id])?
            {
                gone.insert(key, id);
            }
            Ok(())
        })?;
        for (key, id) in &gone {
            target.execute(
                "INSERT OR IGNORE INTO chat (key, id, person_id, status, message_count, changed_by)
                 VALUES (?1, ?2, 0, 5, 0, 1)",
                [key, id],
            )?;
        }
        for (index, column) in INDEXES {
            let mut update = target.prepare(&format!("UPDATE OR IGNORE chat SET {column} = ?2 WHERE key = ?1"))?;
            each(source, &format!("SELECT key, {column} FROM chat INDEXED BY {index}"), |key, value| {
                if let Value::Integer(key) = key
                    && gone.contains_key(&key)
                {
                    // A value that cannot stand there is left out.
                    let _ = update.execute((key, value));
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// Makes every row that is named be there: a person or an author of whom nothing is known, else the name is taken
    /// out, or the row with it.
    pub fn mend(&mut self, connection: &Connection) -> Result<()> {
        connection.execute_batch(
            "INSERT INTO person (id) SELECT DISTINCT person_id FROM chat
               WHERE person_id NOT IN (SELECT id FROM person);
             INSERT INTO author (id, kind) SELECT DISTINCT author_id, 4 FROM message
               WHERE author_id NOT IN (SELECT id FROM author) AND chat_key IN (SELECT key FROM chat);",
        )?;
        loop {
            let mut mended = 0;
            for reference in references(connection)? {
                // The record is saved behind this.
                if reference.parent == "operation" || reference.table == "operation" {
                    continue;
                }
                let (table, column) = (&reference.table, &reference.column);
                let missing = format!(
                    "{column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {} AS parent WHERE parent.{} = {table}.{column})",
                    reference.parent, reference.parent_column
                );
                let rows = match reference.optional {
                    true => connection.execute(&format!("UPDATE {table} SET {column} = NULL WHERE {missing}"), [])?,
                    false => connection.execute(&format!("DELETE FROM {table} WHERE {missing}"), [])?,
                };
                if rows > 0 {
                    let parent = reference.parent.replace('_', " ");
                    let what = if reference.optional { "no longer name it" } else { "went with it" };
                    let text = format!("{rows} of {} {what}: a {parent} is lost", table.replace('_', " "));
                    self.add(Finding::of(Kind::Reference, text));
                }
                mended += rows;
            }
            if mended == 0 {
                break;
            }
        }
        mend_times(connection)?;
        raise_sequences(connection)?;
        leave_out_lost_numbers(connection)
    }
}

/// Times that are none go.
fn mend_times(connection: &Connection) -> Result<()> {
    for table in tables(connection)? {
        for (column, always) in times_of(connection, &table)? {
            let none = if always { "0" } else { "NULL" };
            let sql = format!("UPDATE {table} SET {column} = {none} WHERE {column} < 0 OR {column} > ?1");
            connection.execute(&sql, [Time::LATEST.micros()])?;
        }
    }
    Ok(())
}

/// Chats and persons that are lost had numbers too, and the digests tell of them.
fn leave_out_lost_numbers(connection: &Connection) -> Result<()> {
    for (name, noun) in [("chat", CHAT), ("person", PERSON)] {
        connection.execute(
            "UPDATE sequence SET last = max(last, (SELECT coalesce(max(block) * 64 + 63, 0) FROM digest WHERE noun = ?2))
             WHERE name = ?1",
            (name, noun),
        )?;
    }
    Ok(())
}

/// Gives `visit` the two values of each row until the statement ends, or comes to something damaged.
fn each(source: &Connection, sql: &str, mut visit: impl FnMut(Value, Value) -> Result<()>) -> Result<()> {
    let Ok(mut statement) = source.prepare(sql) else { return Ok(()) };
    let Ok(mut rows) = statement.query([]) else { return Ok(()) };
    while let Ok(Some(row)) = rows.next() {
        if let (Ok(one), Ok(other)) = (row.get(0), row.get(1)) {
            visit(one, other)?;
        }
    }
    Ok(())
}
