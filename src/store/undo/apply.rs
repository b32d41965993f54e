//! Making rows what they were: the journal of a work, read backwards.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::super::ban::recount_hits;
use super::super::change::Change;
use super::super::journal::{ADDED, BAN, CHANGED, CHAT, MESSAGE, NOUNS, Noun, PERSON, REMOVED, REP, ROLE, noun};
use super::Work;
use super::guard::References;
use super::standing::{SOFT, Shared};
use crate::error::{Error, Result};

/// Rows of the journal read at once.
const CHUNK: i64 = 2000;

/// A row of the journal.
#[derive(Debug)]
pub(super) struct Entry {
    number: i64,
    /// Its table.
    pub(super) noun: &'static Noun,
    key: Value,
    act: i64,
    before: Option<String>,
}

/// A column's name and the value it had.
pub(super) type Column = (String, Value);

/// A work on its way back.
pub struct Applier<'a, 's> {
    /// Rows that became what they were.
    pub rows: u64,
    /// Chats among them.
    pub chats: u64,
    /// Chats of an import that went.
    pub removed: u64,
    pub(super) change: &'a mut Change<'s>,
    pub(super) work: &'a Work,
    /// Chats that went away on the way, by key, with all that belongs to them.
    gone: HashSet<i64>,
    /// Numbers of the chats that the import brought which is taken back: first and last of each batch.
    pub(super) imported: Vec<(i64, i64)>,
    shared: Shared,
    columns: BTreeMap<i64, Vec<String>>,
    /// References that rows brought back, which nobody looks at until all of them are there.
    pub(super) put_off: Option<References>,
    /// Chats whose row in the search index is to be made anew, by key.
    stale: BTreeSet<i64>,
    touches_reps: bool,
}

impl<'a, 's> Applier<'a, 's> {
    /// Nothing is taken back yet. `shared` are the rows that something later touched too.
    pub fn new(change: &'a mut Change<'s>, work: &'a Work, shared: Shared) -> Result<Self> {
        let connection = change.transaction;
        let mut columns = BTreeMap::new();
        for noun in NOUNS {
            columns.insert(noun.number, noun.columns(connection)?.into_iter().map(|(name, _)| name).collect());
        }
        let (chats, moved): (u64, bool) = connection.query_row(
            // An import moves chats to other keys; each is one chat.
            "SELECT count(DISTINCT row_key) FILTER (WHERE act <> 3 OR NOT ?2), coalesce(max(act) = 3, 0)
             FROM rarray(?1) AS part CROSS JOIN journal ON journal.operation_id = part.value WHERE noun = 1",
            (work.array(), work.command == "import"),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let put_off = match moved {
            // A chat that got another key comes back as a new row, while what belongs to it is still on the way.
            true => {
                connection.pragma_update(None, "defer_foreign_keys", true)?;
                Some(References::of(connection)?)
            }
            false => None,
        };
        Ok(Self {
            rows: 0,
            chats,
            removed: 0,
            change,
            work,
            gone: HashSet::new(),
            imported: Vec::new(),
            shared,
            columns,
            put_off,
            stale: BTreeSet::new(),
            touches_reps: false,
        })
    }

    /// What everything is written to.
    pub(super) fn connection(&self) -> &'s Connection {
        self.change.transaction
    }

    /// Takes every row back, newest first.
    pub fn rows_back(&mut self) -> Result<()> {
        for operation in &self.work.operations {
            let mut below = i64::MAX;
            loop {
                let entries = self.entries(*operation, below)?;
                let Some(last) = entries.last() else { break };
                below = last.number;
                for entry in entries {
                    self.rows += 1;
                    self.take_back(&entry)?;
                }
                self.change.write_journal()?;
            }
        }
        Ok(())
    }

    /// Sees to what hangs on the rows, once the marks say what counts now.
    pub fn settle_all(&mut self) -> Result<()> {
        self.nothing_is_missing()?;
        for (noun, key) in std::mem::take(&mut self.shared) {
            self.settle(noun, key)?;
        }
        for key in std::mem::take(&mut self.stale) {
            self.index(key)?;
        }
        if self.touches_reps { self.check_reps() } else { Ok(()) }
    }

    fn entries(&self, operation: i64, below: i64) -> Result<Vec<Entry>> {
        let mut statement = self.connection().prepare_cached(
            "SELECT number, noun, row_key, act, before FROM journal
             WHERE operation_id = ?1 AND number < ?2 ORDER BY number DESC LIMIT ?3",
        )?;
        let mut rows = statement.query([operation, below, CHUNK])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            let unknown = || Error::damaged(format!("operation {operation} changed rows of no known kind"));
            entries.push(Entry {
                number: row.get(0)?,
                noun: noun(row.get(1)?).ok_or_else(unknown)?,
                key: row.get(2)?,
                act: row.get(3)?,
                before: row.get(4)?,
            });
        }
        Ok(entries)
    }

    fn take_back(&mut self, entry: &Entry) -> Result<()> {
        let key = key_parts(&entry.key)?;
        let chat = chat_of(entry.noun, &key);
        if entry.act != REMOVED
            && let Some(chat) = chat
            && self.went_with_import(chat)?
        {
            return Ok(());
        }
        if entry.noun.number == MESSAGE {
            self.stale.extend(chat);
        }
        self.touches_reps |= [REP, ROLE].contains(&entry.noun.number);
        match entry.act {
            ADDED => self.remove(entry, &key, chat),
            CHANGED => self.change_back(entry, &key),
            REMOVED => self.bring_back(entry, chat),
            _ => Err(Error::damaged("a row of the journal has no known act")),
        }
    }

    /// A row that the work added.
    fn remove(&mut self, entry: &Entry, key: &[i64], chat: Option<i64>) -> Result<()> {
        let noun = entry.noun;
        if noun.number == CHAT {
            self.may_go(key)?;
        }
        if noun.number == PERSON {
            self.nothing_hangs_on(noun, key)?;
        }
        let sql = format!("DELETE FROM {} WHERE {}", noun.table, places(noun.key, 1, " AND "));
        let removed = self.connection().prepare_cached(&sql)?.execute(params_from_iter(key));
        match removed {
            Ok(1..) => {}
            // It went with its chat.
            Ok(_) if chat.is_some_and(|chat| self.gone.contains(&chat)) => {}
            Ok(_) => return Err(self.missing(noun, "added")),
            Err(error) if is_constraint(&error) => {
                self.nothing_hangs_on(noun, key)?;
                return Err(self.work.cannot(&format!("something else refers to the {} that it added", noun.name)));
            }
            Err(error) => return Err(error.into()),
        }
        if noun.number == CHAT {
            self.gone.extend(chat);
            self.stale.extend(chat);
        }
        Ok(())
    }

    /// A row that the work removed.
    fn bring_back(&mut self, entry: &Entry, chat: Option<i64>) -> Result<()> {
        let noun = entry.noun;
        if let Some(chat) = chat
            && noun.number != CHAT
            && self.went_with_import(chat)?
        {
            return Ok(());
        }
        let mut columns = self.columns(entry)?;
        if noun.number == CHAT {
            let imported =
                |(name, value): &Column| matches!(value, Value::Integer(id) if name == "id" && self.imported(*id));
            if columns.iter().any(imported) {
                return Ok(());
            }
            for (name, value) in &mut columns {
                match name.as_str() {
                    "changed_by" => *value = Value::Integer(self.change.operation),
                    "key" => {
                        if let Value::Integer(key) = value {
                            self.gone.remove(key);
                            self.stale.insert(*key);
                        }
                    }
                    _ => {}
                }
            }
        }
        let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
        if let Some(put_off) = &mut self.put_off {
            put_off.note(noun, &columns);
        }
        let marks: Vec<String> = (1..=columns.len()).map(|place| format!("?{place}")).collect();
        let sql = format!("INSERT INTO {} ({}) VALUES ({})", noun.table, names.join(", "), marks.join(", "));
        let values = columns.iter().map(|(_, value)| value);
        match self.connection().prepare_cached(&sql)?.execute(params_from_iter(values)) {
            Ok(_) if noun.number == BAN => recount_hits(self.connection(), self.connection().last_insert_rowid()),
            Ok(_) => Ok(()),
            Err(error) if is_constraint(&error) => Err(self.work.cannot(&format!(
                "the {} that it removed cannot come back: its name or number is taken since, or what it belongs to is gone",
                noun.name
            ))),
            Err(error) => Err(error.into()),
        }
    }

    /// A row that the work changed.
    fn change_back(&mut self, entry: &Entry, key: &[i64]) -> Result<()> {
        let noun = entry.noun;
        let mut columns = self.columns(entry)?;
        let [first, ..] = key else { return Err(Error::damaged("a row of the journal has no key")) };
        let shared = self.shared.contains(&(noun.number, *first));
        columns.retain(|(name, _)| {
            let soft = SOFT.contains(&(noun.number, name.as_str()));
            !soft || (name != "changed_by" && !shared)
        });
        let changed = |name: &str| columns.iter().any(|(other, _)| other == name);
        if noun.number == CHAT {
            if columns.iter().any(|(name, value)| name == "deleted_at" && *value != Value::Null) {
                self.may_go(key)?;
            }
            if changed("description") || changed("person_id") {
                self.stale.insert(*first);
            }
        }
        if noun.number == PERSON && changed("name") {
            let mut chats = self.connection().prepare_cached("SELECT key FROM chat WHERE person_id = ?1")?;
            let keys = chats.query_map([first], |row| row.get(0))?;
            self.stale.extend(keys.collect::<rusqlite::Result<Vec<i64>>>()?);
        }
        if noun.number == CHAT {
            columns.push(("changed_by".to_owned(), Value::Integer(self.change.operation)));
        }
        if columns.is_empty() {
            return Ok(());
        }
        let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
        if let Some(put_off) = &mut self.put_off {
            put_off.note(noun, &columns);
        }
        let sql = format!(
            "UPDATE {} SET {} WHERE {}",
            noun.table,
            places(&names, 1, ", "),
            places(noun.key, names.len() + 1, " AND ")
        );
        let values = columns.iter().map(|(_, value)| value.clone()).chain(key.iter().copied().map(Value::Integer));
        match self.connection().prepare_cached(&sql)?.execute(params_from_iter(values)) {
            Ok(1..) => Ok(()),
            Ok(_) => Err(self.missing(noun, "changed")),
            Err(error) if is_constraint(&error) => Err(self.work.cannot(&format!(
                "the {} that it changed cannot be what it was: its name is taken since, or what it refers to is gone",
                noun.name
            ))),
            Err(error) => Err(error.into()),
        }
    }

    /// The columns of a row as they were. Only names that the table has are taken.
    fn columns(&self, entry: &Entry) -> Result<Vec<Column>> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT key, iif(type = 'object', unhex(value ->> 'hex'), atom) FROM json_each(?1)")?;
        let columns = statement.query_map([&entry.before], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let columns: Vec<Column> = columns.collect::<rusqlite::Result<_>>()?;
        let known = self.columns.get(&entry.noun.number);
        match columns.iter().find(|(name, _)| !known.is_some_and(|known| known.contains(name))) {
            None => Ok(columns),
            Some((name, _)) => {
                Err(Error::damaged(format!("the journal names a column {name} that {} lacks", entry.noun.table)))
            }
        }
    }
}

/// The columns of a row's key, which are all whole numbers.
fn key_parts(key: &Value) -> Result<Vec<i64>> {
    let parts = match key {
        Value::Integer(number) => Some(vec![*number]),
        Value::Text(text) => {
            let inner = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
            inner.and_then(|inner| inner.split(',').map(|part| part.parse().ok()).collect())
        }
        _ => None,
    };
    parts.ok_or_else(|| Error::damaged("a row of the journal has no key"))
}

/// The chat that a row is or belongs to, where its key tells.
fn chat_of(noun: &Noun, key: &[i64]) -> Option<i64> {
    let place = match noun.number {
        CHAT => Some(0),
        _ => noun.key.iter().position(|column| *column == "chat_key"),
    };
    place.and_then(|place| key.get(place).copied())
}

/// `a = ?1 AND b = ?2`
fn places(names: &[&str], first: usize, join: &str) -> String {
    let places: Vec<String> = (first..).zip(names).map(|(place, name)| format!("{name} = ?{place}")).collect();
    places.join(join)
}

fn is_constraint(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation)
}
