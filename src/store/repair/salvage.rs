//! Reading tables past what is damaged in them.

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, Row, Statement};

use super::lost::Lost;
use super::unreadable;
use crate::error::{Error, Result};
use crate::store::check::{key_of, tables};

/// Tables that are made anew, or saved with the record.
const OTHERS: &[&str] = &["term", "chat_count", "operation", "operation_word", "journal", "undone"];

/// How often a table is asked for what lies between two damaged places.
const PROBES: u32 = 20_000;

/// Rows of one step.
const STEP: u64 = 1000;

/// A gap in the numbers of rows up to this wide is asked for number by number.
const NARROW: i64 = 64;

/// Saving the tables of one file into another.
pub(super) struct Salvage<'a> {
    source: &'a Connection,
    target: &'a Connection,
    step: &'a dyn Fn(u64) -> Result<()>,
    lost: &'a mut Lost,
    rows: u64,
}

/// How a walk over rows ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Walk {
    /// At its end.
    Whole,
    /// At something damaged, behind the row with this number, if it came to any.
    Stopped(Option<i64>),
}

/// One table.
struct Table {
    name: String,
    columns: Vec<String>,
    key: Vec<String>,
    with_numbers: bool,
}

impl Table {
    fn of(connection: &Connection, name: String) -> Result<Self> {
        let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
        let columns = statement.query_map([&name], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let key = key_of(connection, &name)?;
        let without =
            connection.prepare("SELECT 1 FROM pragma_table_list WHERE name = ?1 AND wr = 1")?.exists([&name])?;
        Ok(Self { name, columns, key, with_numbers: !without })
    }

    fn select(&self, rest: &str) -> String {
        format!("SELECT {} FROM {} NOT INDEXED {rest}", self.columns.join(", "), self.name)
    }

    fn insert(&self) -> String {
        let marks = vec!["?"; self.columns.len()].join(", ");
        format!("INSERT OR IGNORE INTO {} ({}) VALUES ({marks})", self.name, self.columns.join(", "))
    }

    fn order(&self, turned: bool) -> String {
        let turned = if turned { " DESC" } else { "" };
        self.key.iter().map(|column| format!("{column}{turned}")).collect::<Vec<_>>().join(", ")
    }
}

impl<'a> Salvage<'a> {
    pub fn new(
        source: &'a Connection,
        target: &'a Connection,
        step: &'a dyn Fn(u64) -> Result<()>,
        lost: &'a mut Lost,
    ) -> Self {
        Self { source, target, step, lost, rows: 0 }
    }

    /// Saves every table of rows, and the digests.
    pub fn all(mut self) -> Result<()> {
        let mut names = tables(self.target)?;
        names.retain(|name| !OTHERS.contains(&name.as_str()));
        for name in names {
            let table = Table::of(self.target, name)?;
            let whole = match table.with_numbers {
                true => self.numbered(&table)?,
                false => self.keyed(&table)?,
            };
            if table.name == "chat" && !whole {
                self.lost.chats_from_indexes(self.source, self.target)?;
            }
            if !whole {
                self.lost.add(unreadable(&table.name));
            }
        }
        Ok(())
    }

    /// A table whose rows have numbers: from both ends, then between what is damaged, by halves.
    fn numbered(&mut self, table: &Table) -> Result<bool> {
        let key = table.key.first().cloned().unwrap_or_default();
        let up = table.select(&format!("WHERE {key} BETWEEN ?1 AND ?2 ORDER BY {key}"));
        let down = table.select(&format!("WHERE {key} BETWEEN ?1 AND ?2 ORDER BY {key} DESC"));
        let place = table.columns.iter().position(|column| *column == key).unwrap_or_default();
        let mut gaps = vec![(i64::MIN, i64::MAX)];
        let mut whole = true;
        let mut probes = 0;
        while let Some((low, high)) = gaps.pop() {
            probes += 1;
            if probes > PROBES {
                break;
            }
            let Walk::Stopped(last) = self.walk(table, &up, (low, high), place)? else { continue };
            whole = false;
            let low = last.map_or(low, |last| last.saturating_add(1));
            let Walk::Stopped(first) = self.walk(table, &down, (low, high), place)? else { continue };
            let high = first.map_or(high, |first| first.saturating_sub(1));
            if high <= low {
                continue;
            }
            if high.saturating_sub(low) <= NARROW {
                for number in low..=high {
                    self.walk(table, &up, (number, number), place)?;
                }
                continue;
            }
            let middle = low.midpoint(high);
            gaps.push((low, middle));
            gaps.push((middle + 1, high));
        }
        Ok(whole)
    }

    /// A table without numbers: from both ends, then owner by owner.
    fn keyed(&mut self, table: &Table) -> Result<bool> {
        let none = ();
        let ordered = |turned| table.select(&format!("ORDER BY {}", table.order(turned)));
        if self.walk(table, &ordered(false), none, 0)? == Walk::Whole {
            return Ok(true);
        }
        self.walk(table, &ordered(true), none, 0)?;
        let Some(first) = table.key.first() else { return Ok(false) };
        let owners = match first.as_str() {
            "chat_key" => "SELECT key FROM chat",
            "tag_id" => "SELECT id FROM tag",
            "team_id" => "SELECT id FROM team",
            "person_id" => "SELECT id FROM person",
            "canned_id" => "SELECT id FROM canned",
            "noun" => "SELECT DISTINCT noun FROM digest",
            _ => return Ok(false),
        };
        let owners: Vec<i64> =
            self.target.prepare(owners)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for turned in [false, true] {
            let of_owner = table.select(&format!("WHERE {first} = ?1 ORDER BY {}", table.order(turned)));
            for owner in &owners {
                self.walk(table, &of_owner, [*owner], 0)?;
            }
        }
        Ok(false)
    }

    /// Saves the rows of a statement until it comes to its end or to something damaged. `place` is where a row's number
    /// stands.
    fn walk(&mut self, table: &Table, sql: &str, of: impl rusqlite::Params, place: usize) -> Result<Walk> {
        let mut insert = self.target.prepare_cached(&table.insert())?;
        let mut last = None;
        let Ok(mut statement) = self.source.prepare_cached(sql) else { return Ok(Walk::Stopped(None)) };
        let mut rows = match statement.query(of) {
            Ok(rows) => rows,
            Err(error) => return stopped(error.into(), None),
        };
        loop {
            match rows.next() {
                Ok(None) => return Ok(Walk::Whole),
                Ok(Some(row)) => {
                    last = row.get(place).ok().or(last);
                    save(&mut insert, row, table.columns.len())?;
                }
                Err(error) => return stopped(error.into(), last),
            }
            self.rows += 1;
            if self.rows.is_multiple_of(STEP) {
                (self.step)(1)?;
            }
        }
    }
}

fn stopped(error: Error, last: Option<i64>) -> Result<Walk> {
    match error {
        Error::Damaged(_) | Error::Bug(_) | Error::NoRepository(_) => Ok(Walk::Stopped(last)),
        error => Err(error),
    }
}

/// One row as it is. What is no text becomes one; a row that no row can be is lost.
pub(super) fn save(insert: &mut Statement<'_>, row: &Row<'_>, columns: usize) -> Result<()> {
    for column in 0..columns {
        let value = row.get_ref(column)?;
        let value = match value {
            ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
                Ok(_) => ToSqlOutput::Borrowed(value),
                Err(_) => ToSqlOutput::Owned(Value::Text(String::from_utf8_lossy(bytes).into_owned())),
            },
            _ => ToSqlOutput::Borrowed(value),
        };
        insert.raw_bind_parameter(column + 1, value)?;
    }
    match insert.raw_execute() {
        Ok(_) => Ok(()),
        Err(rusqlite::Error::SqliteFailure(failure, _))
            if failure.code == rusqlite::ErrorCode::ConstraintViolation
                || failure.code == rusqlite::ErrorCode::TypeMismatch =>
        {
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}
