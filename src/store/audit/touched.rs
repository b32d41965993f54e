//! What an operation touched: the rows of its journal, before and after.

use std::rc::Rc;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};

use super::super::journal::{ADDED, CHANGED, CHAT, NOUNS, Noun, noun};
use super::{ERASED, Slice, Store};
use crate::error::{Error, Result};
use crate::model::operation::TouchedRow;
use crate::model::status::Status;
use crate::model::time::Time;

/// Columns that say nothing of what was done.
const SILENT: &[&str] = &["changed_by", "updated_at", "folded", "low", "high"];

/// Tables whose rows have a number and no name.
const NAMELESS: &[&str] = &[
    "assignment_decision",
    "assignment_setting",
    "ban",
    "ban_identifier",
    "ban_rule",
    "canned_use",
    "canned_variant",
    "company",
];

/// Columns that a person looks for first.
const WORDS: &[&str] = &["name", "text", "value"];

/// Rows of the journal that say what was done: not those that only tell which operation wrote a chat last.
const TELLING: &str = "NOT (journal.noun = 1 AND journal.act = 2 AND journal.before IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM json_each(journal.before) WHERE key NOT IN ('changed_by', 'updated_at')))";

/// One row of the journal.
struct Entry {
    operation: i64,
    number: i64,
    noun: &'static Noun,
    key: Value,
    act: i64,
    before: Option<String>,
}

impl Store {
    /// What an operation and its parts touched, in the order it was done: a page of rows, and how many there are.
    ///
    /// # Errors
    /// `Denied` for those who may not view all chats.
    pub fn touched(&self, operation: i64, slice: Slice) -> Result<(Vec<TouchedRow>, u64)> {
        self.sees_everything()?;
        let mut parts = self.connection.prepare("SELECT id FROM operation WHERE id = ?1 OR part_of = ?1")?;
        let parts = parts.query_map([operation], |row| row.get(0))?.collect::<rusqlite::Result<Vec<Value>>>()?;
        let parts = Rc::new(parts);
        let from =
            format!("FROM rarray(?1) AS part CROSS JOIN journal ON journal.operation_id = part.value WHERE {TELLING}");
        let total = self
            .connection
            .prepare(&format!("SELECT count(*) {from}"))?
            .query_row([Rc::clone(&parts)], |row| row.get(0))?;
        let mut statement = self.connection.prepare(&format!(
            "SELECT operation_id, number, noun, row_key, act, before {from} ORDER BY operation_id, number LIMIT ?2 OFFSET ?3"
        ))?;
        let bound = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let mut rows = statement.query((parts, bound(slice.limit), bound(slice.skip)))?;
        let mut touched = Vec::new();
        while let Some(row) = rows.next()? {
            let unknown = || Error::damaged(format!("operation {operation} changed rows of no known kind"));
            let entry = Entry {
                operation: row.get(0)?,
                number: row.get(1)?,
                noun: noun(row.get(2)?).ok_or_else(unknown)?,
                key: row.get(3)?,
                act: row.get(4)?,
                before: row.get(5)?,
            };
            self.tell(&entry, &mut touched)?;
        }
        Ok((touched, total))
    }

    /// One row of the journal: a line for each changed value, or one for the whole row.
    fn tell(&self, entry: &Entry, out: &mut Vec<TouchedRow>) -> Result<()> {
        let key = key_parts(&entry.key);
        let row = TouchedRow {
            operation: entry.operation,
            chat: self.chat_of(entry.noun, &key)?,
            kind: entry.noun.name,
            name: self.name_of(entry, &key)?,
            act: match entry.act {
                ADDED => "added",
                CHANGED => "changed",
                _ => "removed",
            },
            ..TouchedRow::default()
        };
        if entry.act != ADDED && entry.before.is_none() {
            out.push(TouchedRow { before: Some(ERASED.to_owned()), ..row });
            return Ok(());
        }
        let before = self.values(entry.before.as_deref())?;
        match entry.act {
            ADDED => {
                let columns = entry.noun.columns(&self.connection)?.into_iter().map(|(name, _)| name);
                let mut after = Vec::new();
                for column in columns.filter(|column| is_telling(entry.noun, column)) {
                    after.push((column.clone(), self.after(entry, &key, &column)?));
                }
                out.push(TouchedRow { after: self.summary(after)?, ..row });
            }
            CHANGED => {
                for (column, value) in before.into_iter().filter(|(column, _)| !SILENT.contains(&column.as_str())) {
                    let after = self.after(entry, &key, &column)?;
                    out.push(TouchedRow {
                        before: self.readable(&column, value)?,
                        after: self.readable(&column, after)?,
                        column: Some(column),
                        ..row.clone()
                    });
                }
            }
            _ => {
                let before = before.into_iter().filter(|(column, _)| is_telling(entry.noun, column)).collect();
                out.push(TouchedRow { before: self.summary(before)?, ..row });
            }
        }
        Ok(())
    }

    /// `name: value` of all that has one.
    fn summary(&self, mut values: Vec<(String, Value)>) -> Result<Option<String>> {
        // Words first: a table cuts the rest.
        values.sort_by_key(|(column, _)| !WORDS.contains(&column.as_str()));
        let mut parts = Vec::new();
        for (column, value) in values {
            if let Some(value) = self.readable(&column, value)? {
                parts.push(format!("{column}: {value}"));
            }
        }
        Ok((!parts.is_empty()).then(|| parts.join(", ")))
    }

    fn values(&self, before: Option<&str>) -> Result<Vec<(String, Value)>> {
        let mut statement =
            self.connection.prepare_cached("SELECT key, iif(type = 'object', '(bytes)', atom) FROM json_each(?1)")?;
        let values = statement.query_map([before.unwrap_or("{}")], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(values.collect::<rusqlite::Result<_>>()?)
    }

    /// What a column held behind this entry: what the next entry that changed it found, else what is there now.
    fn after(&self, entry: &Entry, key: &[i64], column: &str) -> Result<Value> {
        let path = format!("$.{column}");
        let mut next = self.connection.prepare_cached(
            "SELECT iif(before IS NULL, ?6, iif(json_type(before, ?5) = 'object', '(bytes)', json_extract(before, ?5)))
             FROM journal
             WHERE noun = ?1 AND row_key = ?2 AND (operation_id, number) > (?3, ?4) AND act <> 1
               AND (before IS NULL OR json_type(before, ?5) IS NOT NULL)
             ORDER BY operation_id, number LIMIT 1",
        )?;
        let found = next
            .query_row((entry.noun.number, &entry.key, entry.operation, entry.number, &path, ERASED), |row| row.get(0))
            .optional()?;
        if let Some(value) = found {
            return Ok(value);
        }
        let places: Vec<String> = (1..).zip(entry.noun.key).map(|(place, name)| format!("{name} = ?{place}")).collect();
        let sql = format!("SELECT {column} FROM {} WHERE {}", entry.noun.table, places.join(" AND "));
        let now =
            self.connection.prepare_cached(&sql)?.query_row(params_from_iter(key), |row| row.get(0)).optional()?;
        Ok(now.unwrap_or(Value::Null))
    }

    /// A value for a person: names for numbers, words for statuses, moments for microseconds.
    fn readable(&self, column: &str, value: Value) -> Result<Option<String>> {
        Ok(match value {
            Value::Null => None,
            Value::Integer(number) => Some(match column {
                "status" => Status::from_number(number).map_or_else(|| number.to_string(), |one| one.name().to_owned()),
                time if time.ends_with("_at") => {
                    Time::from_micros(number).map_or_else(|| number.to_string(), Time::rfc3339)
                }
                id => match table_of(id) {
                    Some(table) => self.name_in(table, number)?,
                    None => number.to_string(),
                },
            }),
            Value::Text(text) => Some(text),
            Value::Real(number) => Some(number.to_string()),
            Value::Blob(_) => Some("(bytes)".to_owned()),
        })
    }

    /// Our number of the chat a row is or belongs to.
    fn chat_of(&self, noun: &Noun, key: &[i64]) -> Result<Option<i64>> {
        let column = if noun.number == CHAT { "key" } else { "chat_key" };
        let Some(key) = noun.key.iter().position(|name| *name == column).and_then(|place| key.get(place)) else {
            return Ok(None);
        };
        let mut find = self.connection.prepare_cached(
            "SELECT id FROM chat WHERE key = ?1 UNION ALL
             SELECT before ->> 'id' FROM journal WHERE noun = 1 AND row_key = ?1 AND act = 3 AND before IS NOT NULL LIMIT 1",
        )?;
        Ok(find.query_row([key], |row| row.get(0)).optional()?)
    }

    /// What a row is called among those of its kind.
    fn name_of(&self, entry: &Entry, key: &[i64]) -> Result<String> {
        let mut names = Vec::new();
        for (column, number) in entry.noun.key.iter().zip(key) {
            names.push(match *column {
                "chat_key" | "key" => continue,
                "id" => self.name_in(entry.noun.table, *number)?,
                other => match table_of(other) {
                    Some(table) => self.name_in(table, *number)?,
                    None => number.to_string(),
                },
            });
        }
        Ok(names.join(", "))
    }

    /// The name behind a number, also of a row that is gone; where there is none, the number.
    fn name_in(&self, table: &str, number: i64) -> Result<String> {
        let named = !NAMELESS.contains(&table);
        let now: Option<Option<String>> = match named {
            true => self
                .connection
                .prepare_cached(&format!("SELECT name FROM {table} WHERE id = ?1"))?
                .query_row([number], |row| row.get(0))
                .optional()?,
            false => None,
        };
        let once = match NOUNS.iter().find(|noun| noun.table == table) {
            Some(noun) if now.is_none() => self
                .connection
                .prepare_cached(
                    "SELECT before ->> 'name' FROM journal WHERE noun = ?1 AND row_key = ?2 AND act = 3
                       AND before IS NOT NULL ORDER BY operation_id DESC LIMIT 1",
                )?
                .query_row([noun.number, number], |row| row.get(0))
                .optional()?,
            _ => None,
        };
        Ok(now.or(once).flatten().unwrap_or_else(|| number.to_string()))
    }
}

/// Whether a column of a whole row says anything beside its key.
fn is_telling(noun: &Noun, column: &str) -> bool {
    !SILENT.contains(&column) && (!noun.key.contains(&column) || noun.key == ["id"] && column != "id")
}

/// The table that a column's numbers are of.
fn table_of(column: &str) -> Option<&'static str> {
    Some(match column {
        "tag_id" => "tag",
        "team_id" => "team",
        "rep_id" | "assignee_id" | "lifted_by" => "rep",
        "field_id" => "field",
        "person_id" => "person",
        "hold_id" => "hold",
        "canned_id" => "canned",
        "app_id" => "app",
        "language_id" => "language",
        "source_id" => "source",
        "author_id" => "author",
        _ => return None,
    })
}

/// The columns of a row's key.
fn key_parts(key: &Value) -> Vec<i64> {
    match key {
        Value::Integer(number) => vec![*number],
        Value::Text(text) => text.trim_matches(['[', ']']).split(',').filter_map(|part| part.parse().ok()).collect(),
        _ => Vec::new(),
    }
}
