//! The proof that words are gone: the vocabulary of the index, and every byte of the repository's files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io;

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::Store;
use super::open::{beside, identity};
use super::probe::Probe;
use crate::error::{Error, Result};

/// What was looked at for a proof.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// Bytes of the repository's files.
    pub bytes: u64,
    /// Terms of the search index.
    pub vocabulary: u64,
    /// Words looked for in the bytes.
    pub words: usize,
    /// Terms looked for in the vocabulary.
    pub terms: usize,
    /// Words that tell who the person is and that stand in rows of others: the table, and how many rows.
    pub elsewhere: BTreeMap<String, u64>,
}

/// Words by their place in the probe.
type Words = BTreeSet<usize>;

impl Store {
    /// Looks for the words of a probe. `own` are the chats and `person` the one whose words they were: there nothing may
    /// be left; what stands in rows of others stays, and is told.
    ///
    /// # Errors
    /// `Partial` where words are left.
    pub(super) fn prove(&mut self, probe: &Probe, person: i64, step: &dyn Fn() -> Result<()>) -> Result<Proof> {
        let mut proof = Proof { words: probe.words(), terms: probe.terms(), ..Proof::default() };
        let left = self.vocabulary(probe, &mut proof.vocabulary, step)?;
        if left > 0 {
            return Err(still_there(left, "in the vocabulary of the search index"));
        }
        let found = self.scan_files(probe, &mut proof.bytes)?;
        let unexplained = self.unexplained(probe, person, &found, &mut proof.elsewhere, step)?;
        let remnants = match unexplained.is_empty() {
            true => unexplained,
            false => self.within_edges(probe, &unexplained)?,
        };
        match remnants.len() as u64 {
            0 => Ok(proof),
            left => Err(still_there(left, "in bytes of the file that no row holds")),
        }
    }

    /// How many words of the vocabulary are in the probe. The vocabulary is read as it is stored, shortened terms and
    /// all, so that it tells what the bytes cannot.
    fn vocabulary(&self, probe: &Probe, walked: &mut u64, step: &dyn Fn() -> Result<()>) -> Result<u64> {
        self.connection.execute_batch(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_word USING fts5vocab('main', 'search', 'row');
             CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_place USING fts5vocab('main', 'search', 'col');",
        )?;
        // A sign is told by its number, which can look like a word: `bf` is `¿`.
        let mut places = self.connection.prepare(
            "SELECT 1 FROM temp.search_place WHERE term = ?1 AND col <> 'symbol'
             UNION ALL SELECT 1 FROM term WHERE text = ?1",
        )?;
        let mut left = 0;
        for query in ["SELECT term FROM temp.search_word", "SELECT text FROM term"] {
            let mut statement = self.connection.prepare(query)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let term = row.get_ref(0)?.as_str().unwrap_or_default();
                left += u64::from(probe.is_term(term) && places.exists([term])?);
                *walked += 1;
                if walked.is_multiple_of(10_000) {
                    step()?;
                }
            }
        }
        Ok(left)
    }

    /// The words whose bytes stand in the file or in its log.
    fn scan_files(&mut self, probe: &Probe, read: &mut u64) -> Result<Words> {
        let mut found = Words::new();
        for ending in ["", "-wal"] {
            let path = beside(&self.path, ending);
            let file = match File::open(&path) {
                Ok(file) => file,
                Err(error) if error.kind() == io::ErrorKind::NotFound && !ending.is_empty() => continue,
                Err(error) => return Err(error.into()),
            };
            if ending.is_empty() && identity(&file.metadata()?) != self.identity {
                self.still_the_same_file()?;
            }
            found.extend(probe.scan(&file, read)?.into_keys());
            // To close a file takes away every lock that this process has on it, those of SQLite too.
            self.held_open.push(file);
        }
        Ok(found)
    }

    /// Which of these words no row of others holds. Words that tell who the person is are counted where they stand.
    ///
    /// # Errors
    /// `Bug` where a row of the person's own still holds one.
    fn unexplained(
        &self,
        probe: &Probe,
        person: i64,
        found: &Words,
        elsewhere: &mut BTreeMap<String, u64>,
        step: &dyn Fn() -> Result<()>,
    ) -> Result<Words> {
        let mut left = found.clone();
        if left.is_empty() {
            return Ok(left);
        }
        let moment = self.connection.unchecked_transaction()?;
        let mut statement = moment.prepare("SELECT key FROM chat WHERE person_id = ?1")?;
        let own: BTreeSet<i64> = statement.query_map([person], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let finder = probe.finder();
        for table in tables(&moment)? {
            let mut rows = 0_u64;
            table.each(&moment, |ours, bytes| {
                let ours = ours.is_some_and(|(chat, id)| if chat { own.contains(&id) } else { id == person });
                let there = finder.words_in(bytes);
                if ours && there.keys().any(|word| found.contains(word)) {
                    return Err(Error::bug(format!("words of person {person} are left in the table {}", table.name)));
                }
                rows += u64::from(there.keys().any(|word| found.contains(word) && probe.is_identifier(*word)));
                left.retain(|word| !there.contains_key(word));
                step()
            })?;
            if rows > 0 && !table.shadow {
                elsewhere.insert(table.name, rows);
            }
        }
        Ok(left)
    }
}

fn still_there(words: u64, place: &str) -> Error {
    Error::partial(format!("{words} of the erased words can still be found {place}"))
        .hint("run livechats purge --finish when nobody else uses the repository; keep this message if it stays so")
}

/// A table and how its rows are read: whose each is, and all its texts and bytes.
pub(super) struct Table {
    /// Its name.
    pub name: String,
    /// Of the search index, and no table of ours.
    pub shadow: bool,
    select: String,
    /// Whether the first column tells the chat, or the person; `None` where rows are nobody's.
    pub owner: Option<bool>,
}

/// Every table of the repository.
pub(super) fn tables(connection: &Connection) -> Result<Vec<Table>> {
    let mut statement = connection.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'
         AND name NOT LIKE 'sqlite_stat%' ORDER BY name",
    )?;
    let names: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut columns = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let mut tables = Vec::with_capacity(names.len() + 1);
    for name in names {
        let all: Vec<String> = columns.query_map([&name], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let has = |column: &str| all.iter().any(|one| one == column);
        let (owner, first) = match name.as_str() {
            "chat" => (Some(true), "key"),
            "person" => (Some(false), "id"),
            _ if has("chat_key") => (Some(true), "chat_key"),
            _ if has("person_id") => (Some(false), "person_id"),
            _ => (None, "NULL"),
        };
        let listed: Vec<String> = all.iter().map(|column| format!("\"{column}\"")).collect();
        let select = format!("SELECT {first}, {} FROM \"{name}\"", listed.join(", "));
        let shadow = name.starts_with("search_") || name.starts_with("term_piece_");
        tables.push(Table { name, shadow, select, owner });
    }
    tables.push(Table {
        name: "sqlite_schema".into(),
        shadow: true,
        select: "SELECT NULL, sql FROM sqlite_schema".into(),
        owner: None,
    });
    Ok(tables)
}

impl Table {
    /// Gives `visit` each row: the chat (`true`) or the person whose it is, and its texts and bytes with a gap between.
    pub(super) fn each(
        &self,
        connection: &Connection,
        mut visit: impl FnMut(Option<(bool, i64)>, &[u8]) -> Result<()>,
    ) -> Result<()> {
        let mut statement = connection.prepare(&self.select)?;
        let count = statement.column_count();
        let mut rows = statement.query([])?;
        let mut bytes = Vec::new();
        while let Some(row) = rows.next()? {
            let owner = self.owner.zip(row.get_ref(0)?.as_i64().ok());
            bytes.clear();
            for column in 1..count {
                if let ValueRef::Text(value) | ValueRef::Blob(value) = row.get_ref(column)? {
                    bytes.extend_from_slice(value);
                    bytes.push(0);
                }
            }
            visit(owner, &bytes)?;
        }
        Ok(())
    }
}
