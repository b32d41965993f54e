//! Rows that name others, times, and the numbers that are given next.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::{Check, Tell};
use crate::error::Result;
use crate::model::finding::{Finding, Kind};
use crate::model::time::Time;

/// A column of a row that names a row of another table.
pub struct Reference {
    /// The table of the row.
    pub table: String,
    /// The column.
    pub column: String,
    /// The other table.
    pub parent: String,
    /// What the other row is named by.
    pub parent_column: String,
    /// Whether a row can do without.
    pub optional: bool,
}

/// Which kind of number is given to which table's rows.
const SEQUENCES: &[(&str, &str)] = &[
    ("chat", "SELECT max((SELECT max(id) FROM chat), coalesce((SELECT max(chat_id) FROM tombstone), 0))"),
    ("person", "SELECT max((SELECT max(id) FROM person), coalesce((SELECT max(person_id) FROM erasure), 0))"),
    ("ban", "SELECT max(id) FROM ban"),
    ("ban_identifier", "SELECT max(id) FROM ban_identifier"),
    ("ban_reason", "SELECT max(id) FROM ban_reason"),
    ("ban_rule", "SELECT max(id) FROM ban_rule"),
    ("role", "SELECT max(id) FROM role"),
    ("decision", "SELECT max(id) FROM assignment_decision"),
    ("assignment rule", "SELECT max(id) FROM assignment_rule"),
    ("canned", "SELECT max(id) FROM canned"),
    ("canned_variant", "SELECT max(id) FROM canned_variant"),
    ("canned_attachment", "SELECT max(id) FROM canned_attachment"),
    ("canned_use", "SELECT max(id) FROM canned_use"),
];

/// The names of all tables of ours.
pub fn tables(connection: &Connection) -> Result<Vec<String>> {
    let mut statement = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT%' ORDER BY rowid")?;
    let names = statement.query_map([], |row| row.get(0))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// The columns of a table's primary key.
pub fn key_of(connection: &Connection, table: &str) -> Result<Vec<String>> {
    names(connection, "SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk", table)
}

fn names(connection: &Connection, sql: &str, table: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare(sql)?;
    let names = statement.query_map([table], |row| row.get(0))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// Every column that names rows of another table.
pub fn references(connection: &Connection) -> Result<Vec<Reference>> {
    let mut all = Vec::new();
    for table in tables(connection)? {
        let needed =
            names(connection, "SELECT name FROM pragma_table_info(?1) WHERE \"notnull\" = 1 OR pk > 0", &table)?;
        let mut statement =
            connection.prepare("SELECT \"table\", \"from\", \"to\" FROM pragma_foreign_key_list(?1)")?;
        let mut rows = statement.query([&table])?;
        while let Some(row) = rows.next()? {
            let (parent, column, to): (String, String, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let parent_column = to.unwrap_or_else(|| "id".to_owned());
            let optional = !needed.contains(&column);
            all.push(Reference { table: table.clone(), column, parent, parent_column, optional });
        }
    }
    Ok(all)
}

/// The columns of a table that hold times, and whether they always do.
pub fn times_of(connection: &Connection, table: &str) -> Result<Vec<(String, bool)>> {
    let mut statement = connection.prepare(
        "SELECT name, \"notnull\" FROM pragma_table_info(?1)
         WHERE type = 'INTEGER' AND (name = 'at' OR name LIKE '%\\_at' ESCAPE '\\')",
    )?;
    let columns = statement.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(columns.collect::<rusqlite::Result<_>>()?)
}

/// Makes sure that no number is given twice.
pub fn raise_sequences(connection: &Connection) -> Result<()> {
    for (name, highest) in SEQUENCES {
        connection.execute(
            &format!(
                "INSERT INTO sequence (name, last) SELECT ?1, highest FROM (SELECT ({highest}) AS highest)
                 WHERE highest IS NOT NULL ON CONFLICT DO UPDATE SET last = max(last, excluded.last)"
            ),
            [name],
        )?;
    }
    Ok(())
}

/// SQL for a row: the number of its chat or NULL, and what its key says.
fn place(connection: &Connection, table: &str) -> Result<String> {
    let key = key_of(connection, table)?;
    let chat = match table {
        "chat" => "row.id",
        _ if key.iter().any(|column| column == "chat_key") || table == "attachment" => {
            "(SELECT id FROM chat WHERE key = row.chat_key)"
        }
        _ => "NULL",
    };
    // Numbers only: in a damaged row anything may stand there.
    let number = |column: &String| format!("iif(typeof(row.{column}) = 'integer', row.{column}, '?')");
    let key: Vec<String> = key.iter().map(number).collect();
    Ok(format!("{chat}, {}", key.join(" || ' ' || ")))
}

/// The row as a person can find it.
fn told(table: &str, row: &Row<'_>) -> Result<(Option<i64>, String)> {
    let key = match row.get_ref(1)? {
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        _ => "?".to_owned(),
    };
    let table = table.replace('_', " ");
    Ok(match row.get(0)? {
        Some(chat) => (Some(chat), format!("its row in {table}")),
        None => (None, format!("{table} {key}")),
    })
}

impl Check<'_> {
    pub(super) fn references(&self, tell: Tell<'_>) -> Result<()> {
        for Reference { table, column, parent, parent_column, .. } in references(self.moment)? {
            let place = place(self.moment, &table)?;
            let mut statement = self.moment.prepare(&format!(
                "SELECT {place}, row.{column} FROM {table} AS row WHERE row.{column} IS NOT NULL
                 AND NOT EXISTS (SELECT 1 FROM {parent} WHERE {parent}.{parent_column} = row.{column})"
            ))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (chat, named) = told(&table, row)?;
                let missing: i64 = row.get(2).unwrap_or_default();
                let text = format!("{named} names {} {missing}, which is not there", parent.replace('_', " "));
                tell(Finding::of_chat(Kind::Reference, chat, text))?;
            }
        }
        Ok(())
    }

    /// Times before 1970 and those that no calendar has.
    pub(super) fn times(&self, tell: Tell<'_>) -> Result<()> {
        for table in tables(self.moment)? {
            let place = place(self.moment, &table)?;
            for (column, _) in times_of(self.moment, &table)? {
                let mut statement = self.moment.prepare(&format!(
                    "SELECT {place}, row.{column} FROM {table} AS row WHERE row.{column} < 0 OR row.{column} > ?1"
                ))?;
                let mut rows = statement.query([Time::LATEST.micros()])?;
                while let Some(row) = rows.next()? {
                    let (chat, named) = told(&table, row)?;
                    if chat.is_some_and(|chat| !self.data.has(chat)) {
                        continue;
                    }
                    let when = Time::from_micros(row.get(2)?).map_or_else(|| "no year".to_owned(), Time::rfc3339);
                    tell(Finding::of_chat(Kind::Time, chat, format!("{named} has the time {column} {when}")))?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn sequences(&self, tell: Tell<'_>) -> Result<()> {
        for (name, highest) in SEQUENCES {
            let highest: Option<i64> = self.moment.query_row(highest, [], |row| row.get(0))?;
            let last: i64 = self.moment.query_row(
                "SELECT coalesce((SELECT last FROM sequence WHERE name = ?1), 0)",
                [name],
                |row| row.get(0),
            )?;
            if let Some(highest) = highest.filter(|highest| *highest > last) {
                let text = format!("the last {name} number given is {last}, and there is {highest}");
                tell(Finding::of(Kind::Sequence, text))?;
            }
        }
        Ok(())
    }
}
