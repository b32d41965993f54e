//! What rows were before a change: recorded by temporary triggers of the writing connection, kept with the operation.
//!
//! This is SQLite's own documented way of undo. The triggers hand each row to a function of ours, which keeps it until
//! the change writes the whole record, so that a change's own statements never see half of it. The tables of names
//! that are only added to (apps, sources, languages, authors, terms) and what is derived (counters, the search index)
//! are not recorded: `undo` makes the latter anew.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::{Value, ValueRef};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// A table whose rows are recorded.
#[derive(Debug)]
pub struct Noun {
    /// Its number in the journal; never changed, never used again.
    pub number: i64,
    /// Its name.
    pub table: &'static str,
    /// What a person calls one of its rows.
    pub name: &'static str,
    /// Its primary key.
    pub key: &'static [&'static str],
    /// Columns that triggers of the schema keep, or that count operations: derived, so not recorded.
    derived: &'static [&'static str],
}

/// The number of the table of chats.
pub const CHAT: i64 = 1;
/// That of messages.
pub const MESSAGE: i64 = 2;
/// That of the teams of chats.
pub const TEAM_OF_CHAT: i64 = 5;
/// That of teams.
pub const TEAM: i64 = 8;
/// That of reps.
pub const REP: i64 = 10;
/// That of roles.
pub const ROLE: i64 = 12;
/// That of persons.
pub const PERSON: i64 = 14;
/// That of what holds for the whole company.
pub const COMPANY: i64 = 33;

/// The number of the table of fields of persons.
pub const FIELD_OF_PERSON: i64 = 15;

/// The number of the table of custom fields.
pub const FIELD: i64 = 13;

/// The number of the table of canned replies.
pub const CANNED: i64 = 22;

/// The number of the table of authors.
pub const AUTHOR: i64 = 101;

/// The number of the table of bans.
pub const BAN: i64 = 20;

/// The number of the table of attachments.
pub const ATTACHMENT: i64 = 21;

/// The number of the table of decisions of the chat assignment.
pub const DECISION: i64 = 29;

/// The number of the table of identifiers of bans.
pub const BAN_IDENTIFIER: i64 = 30;

/// Tables of words whose key begins with the number of a person.
pub const OF_PERSONS: &[i64] = &[15, 17];

/// Tables of words whose key begins with that of a chat.
pub const OF_CHATS: &[i64] = &[2, 3, 6];

/// Every table that is recorded.
pub const NOUNS: &[Noun] = &[
    Noun { number: CHAT, table: "chat", name: "chat", key: &["key"], derived: &[] },
    Noun { number: MESSAGE, table: "message", name: "message", key: &["chat_key", "number"], derived: &[] },
    Noun { number: 3, table: "note", name: "note", key: &["chat_key", "number"], derived: &[] },
    Noun { number: 4, table: "chat_tag", name: "tag of a chat", key: &["tag_id", "chat_key"], derived: &[] },
    Noun {
        number: TEAM_OF_CHAT,
        table: "chat_team",
        name: "team of a chat",
        key: &["team_id", "chat_key"],
        derived: &[],
    },
    Noun { number: 6, table: "chat_field", name: "field of a chat", key: &["chat_key", "field_id"], derived: &[] },
    Noun { number: 7, table: "tag", name: "tag", key: &["id"], derived: &["live_chats"] },
    Noun { number: TEAM, table: "team", name: "team", key: &["id"], derived: &[] },
    Noun { number: 9, table: "team_rep", name: "member of a team", key: &["team_id", "rep_id"], derived: &[] },
    Noun { number: REP, table: "rep", name: "rep", key: &["id"], derived: &[] },
    Noun { number: 11, table: "rep_alias", name: "alias", key: &["id"], derived: &[] },
    Noun { number: ROLE, table: "role", name: "role", key: &["id"], derived: &[] },
    Noun { number: FIELD, table: "field", name: "custom field", key: &["id"], derived: &[] },
    Noun { number: PERSON, table: "person", name: "person", key: &["id"], derived: &[] },
    Noun {
        number: FIELD_OF_PERSON,
        table: "person_field",
        name: "field of a person",
        key: &["person_id", "field_id"],
        derived: &[],
    },
    Noun { number: 16, table: "person_tag", name: "tag of a person", key: &["person_id", "tag_id"], derived: &[] },
    Noun { number: 17, table: "person_note", name: "note on a person", key: &["person_id", "number"], derived: &[] },
    Noun { number: 18, table: "hold", name: "hold", key: &["id"], derived: &[] },
    Noun { number: 19, table: "chat_hold", name: "hold on a chat", key: &["chat_key", "hold_id"], derived: &[] },
    Noun { number: BAN, table: "ban", name: "ban", key: &["id"], derived: &["hits", "hit_at"] },
    Noun { number: 21, table: "attachment", name: "attachment", key: &["id"], derived: &[] },
    Noun { number: CANNED, table: "canned", name: "canned reply", key: &["id"], derived: &[] },
    Noun { number: 23, table: "canned_variant", name: "language of a canned reply", key: &["id"], derived: &[] },
    Noun {
        number: 24,
        table: "canned_team",
        name: "team of a canned reply",
        key: &["canned_id", "team_id"],
        derived: &[],
    },
    Noun { number: 25, table: "canned_use", name: "use of a canned reply", key: &["id"], derived: &[] },
    Noun { number: 26, table: "canned_attachment", name: "attachment of a canned reply", key: &["id"], derived: &[] },
    Noun { number: 27, table: "assignment_setting", name: "assignment setting", key: &["id"], derived: &[] },
    Noun { number: 28, table: "assignment_rule", name: "assignment rule", key: &["id"], derived: &[] },
    Noun { number: DECISION, table: "assignment_decision", name: "assignment decision", key: &["id"], derived: &[] },
    Noun { number: BAN_IDENTIFIER, table: "ban_identifier", name: "identifier of a ban", key: &["id"], derived: &[] },
    Noun { number: 31, table: "ban_reason", name: "ban reason", key: &["id"], derived: &[] },
    Noun { number: 32, table: "ban_rule", name: "ban rule", key: &["id"], derived: &[] },
    Noun { number: COMPANY, table: "company", name: "setting of the company", key: &["id"], derived: &[] },
    Noun { number: 34, table: "retention_policy", name: "retention policy", key: &["id"], derived: &[] },
];

/// Tables of names that are only added to: not recorded.
pub const NAMES: &[Noun] = &[
    Noun { number: AUTHOR, table: "author", name: "author", key: &["id"], derived: &[] },
    Noun { number: 102, table: "app", name: "app", key: &["id"], derived: &[] },
    Noun { number: 103, table: "source", name: "source", key: &["id"], derived: &[] },
    Noun { number: 104, table: "language", name: "language", key: &["id"], derived: &[] },
];

/// What happened to a row.
pub const ADDED: i64 = 1;
/// Some of its columns got other values.
pub const CHANGED: i64 = 2;
/// It is gone.
pub const REMOVED: i64 = 3;

/// A row that changed.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Its table.
    pub noun: i64,
    /// What happened to it.
    pub act: i64,
    key: Value,
    /// The row as it was, as JSON; of a changed one the columns that changed; `None` for an added one.
    pub before: Option<String>,
}

impl Recorded {
    /// The number of a chat that was removed.
    pub fn removed_number(&self) -> Option<i64> {
        // Within a text a quote has a backslash in front, so that only the column can be found.
        let (_, behind) = self.before.as_ref().filter(|_| self.act == REMOVED)?.split_once("\"id\":")?;
        behind.split(|sign: char| !sign.is_ascii_digit()).next()?.parse().ok()
    }

    /// Whether it had another value in this column before.
    pub fn changes(&self, column: &str) -> bool {
        let named = || self.before.as_ref().is_some_and(|before| before.contains(&format!("\"{column}\":")));
        self.act == CHANGED && named()
    }

    /// A column of its key.
    pub fn part(&self, place: usize) -> Result<i64> {
        let part = match &self.key {
            Value::Integer(number) => Some(*number).filter(|_| place == 0),
            Value::Text(text) => text.trim_matches(['[', ']']).split(',').nth(place).and_then(|part| part.parse().ok()),
            _ => None,
        };
        part.ok_or_else(|| Error::bug("a recorded row has no key"))
    }
}

/// What the triggers of one connection have handed over since the last look.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    on: bool,
    rows: Vec<Recorded>,
}

impl Recorder {
    /// Puts the triggers onto a connection. They record nothing until told so.
    pub fn install(connection: &Connection) -> Result<Self> {
        let recorder = Self::default();
        let state = recorder.clone();
        connection.create_scalar_function("journal_row", 4, FunctionFlags::SQLITE_UTF8, move |context| {
            state.take(context);
            Ok(0)
        })?;
        let state = recorder.clone();
        connection.create_scalar_function("journal_on", 0, FunctionFlags::SQLITE_UTF8, move |_| Ok(state.lock().on))?;
        let mut triggers = String::new();
        for noun in NOUNS {
            noun.push_triggers(&noun.columns(connection)?, &mut triggers);
        }
        connection.execute_batch(&triggers)?;
        Ok(recorder)
    }

    /// From here on rows are recorded, or no longer; what was recorded so far is forgotten.
    pub fn switch(&self, on: bool) {
        *self.lock() = State { on, rows: Vec::new() };
    }

    /// Records, or does not, from here on; what was recorded so far is kept.
    pub fn pause(&self, paused: bool) {
        self.lock().on = !paused;
    }

    /// The rows recorded since the last time.
    pub fn rows(&self) -> Vec<Recorded> {
        std::mem::take(&mut self.lock().rows)
    }

    fn take(&self, context: &Context<'_>) {
        let text = |at| match context.get_raw(at) {
            ValueRef::Text(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
            _ => None,
        };
        let number = |at| context.get_raw(at).as_i64().unwrap_or_default();
        let key = match context.get_raw(2) {
            ValueRef::Integer(number) => Value::Integer(number),
            _ => text(2).map_or(Value::Null, Value::Text),
        };
        self.lock().rows.push(Recorded { noun: number(0), act: number(1), key, before: text(3) });
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The rows of an operation's journal so far.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// How many.
    pub rows: i64,
    hash: Sha256,
}

impl Written {
    /// Writes one more row.
    pub fn add(&mut self, connection: &Connection, operation: i64, row: Recorded) -> Result<()> {
        let Recorded { noun, act, key, before } = row;
        self.rows += 1;
        let digest = row_digest(operation, self.rows, noun, &key, act, before.as_deref());
        self.hash.update(digest);
        connection
            .prepare_cached(
                "INSERT INTO journal (operation_id, number, noun, row_key, act, before, digest)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute((operation, self.rows, noun, key, act, before, digest.as_slice()))?;
        Ok(())
    }

    /// Writes that a row is gone for good, and nothing of what it held.
    pub fn add_gone(&mut self, connection: &Connection, operation: i64, noun: i64, key: i64) -> Result<()> {
        self.add(connection, operation, Recorded { noun, act: REMOVED, key: Value::Integer(key), before: None })
    }

    /// The digest of them all; `None` where there are none.
    pub fn digest(self) -> Option<Vec<u8>> {
        (self.rows > 0).then(|| self.hash.finalize().to_vec())
    }
}

/// SHA-256 of one row of the journal. It stays when the words of `before` are erased.
pub fn row_digest(operation: i64, number: i64, noun: i64, key: &Value, act: i64, before: Option<&str>) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in [operation, number, noun, act] {
        hash.update(part.to_be_bytes());
    }
    let key = match key {
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        _ => String::new(),
    };
    // The length in front keeps two different pairs of texts from looking alike.
    for text in [Some(key.as_str()), before] {
        hash.update(text.map_or(u64::MAX, |text| text.len() as u64).to_be_bytes());
        hash.update(text.unwrap_or_default());
    }
    hash.finalize().into()
}

/// The table with this number.
pub fn noun(number: i64) -> Option<&'static Noun> {
    NOUNS.iter().find(|noun| noun.number == number)
}

impl Noun {
    /// Name and type of each column that is recorded.
    pub fn columns(&self, connection: &Connection) -> Result<Vec<(String, String)>> {
        let mut statement = connection.prepare_cached("SELECT name, type FROM pragma_table_info(?1)")?;
        let columns = statement.query_map([self.table], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut columns: Vec<(String, String)> = columns.collect::<rusqlite::Result<_>>()?;
        columns.retain(|(name, _)| !self.derived.contains(&name.as_str()));
        Ok(columns)
    }

    /// The key of a row as the journal has it, of the row called `row`.
    pub fn key_sql(&self, row: &str) -> String {
        match self.key {
            [one] => format!("{row}.{one}"),
            several => {
                let parts: Vec<String> = several.iter().map(|column| format!("{row}.{column}")).collect();
                format!("json_array({})", parts.join(", "))
            }
        }
    }

    fn push_triggers(&self, columns: &[(String, String)], out: &mut String) {
        let Self { number, table, key, .. } = self;
        let (old_key, new_key) = (self.key_sql("old"), self.key_sql("new"));
        let whole: Vec<String> =
            columns.iter().map(|(name, kind)| format!("'\"{name}\":' || {}", as_json(name, kind))).collect();
        let whole = format!("char(123) || {} || char(125)", whole.join(" || ',' || "));
        let changed: Vec<String> = columns
            .iter()
            .map(|(name, kind)| {
                format!("iif(old.{name} IS NOT new.{name}, ',\"{name}\":' || {}, '')", as_json(name, kind))
            })
            .collect();
        let changed = format!("char(123) || substr({}, 2) || char(125)", changed.join(" || "));
        let names = |join: &str, sign: &str, of: &mut dyn Iterator<Item = &str>| {
            of.map(|name| format!("old.{name} {sign} new.{name}")).collect::<Vec<_>>().join(join)
        };
        let same_key = names(" AND ", "IS", &mut key.iter().copied());
        let differs = names(" OR ", "IS NOT", &mut columns.iter().map(|(name, _)| name.as_str()));
        let _ = write!(
            out,
            "CREATE TEMP TRIGGER journal_{table}_added AFTER INSERT ON main.{table} WHEN journal_on() BEGIN
               SELECT journal_row({number}, {ADDED}, {new_key}, NULL);
             END;
             CREATE TEMP TRIGGER journal_{table}_removed AFTER DELETE ON main.{table} WHEN journal_on() BEGIN
               SELECT journal_row({number}, {REMOVED}, {old_key}, {whole});
             END;
             CREATE TEMP TRIGGER journal_{table}_changed AFTER UPDATE ON main.{table}
             WHEN journal_on() AND {same_key} AND ({differs}) BEGIN
               SELECT journal_row({number}, {CHANGED}, {old_key}, {changed});
             END;
             CREATE TEMP TRIGGER journal_{table}_moved AFTER UPDATE OF {} ON main.{table}
             WHEN journal_on() AND NOT ({same_key}) BEGIN
               SELECT journal_row({number}, {REMOVED}, {old_key}, {whole});
               SELECT journal_row({number}, {ADDED}, {new_key}, NULL);
             END;",
            key.join(", "),
        );
    }
}

/// A column of the old row as JSON; 123 and 125 are the braces around them. Bytes become `{"hex":"…"}`.
fn as_json(name: &str, kind: &str) -> String {
    if kind == "BLOB" {
        format!("iif(old.{name} IS NULL, 'null', json_object('hex', hex(old.{name})))")
    } else {
        format!("json_quote(old.{name})")
    }
}

#[cfg(test)]
mod tests;
