//! Saving the record of changes. As far as it is whole it stays as it was written; from the first entry on that is not,
//! it is chained anew, and says so: an anchor from before shows it too.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

use super::lost::Lost;
use crate::error::Result;
use crate::model::finding::{Finding, Kind};
use crate::store::audit::TakenBack;
use crate::store::change::{By, Entry};
use crate::store::journal::{ADDED, row_digest};
use crate::store::words::word_digest;

/// What stands for an operation that is lost.
const LOST: &str = "lost";

/// An operation as it can be read.
struct Operation {
    id: i64,
    at: i64,
    uid: i64,
    rep: Option<i64>,
    command: String,
    detail: String,
    before: Vec<u8>,
    digest: Vec<u8>,
    behalf: Option<i64>,
    part_of: Option<i64>,
    undo_of: Option<i64>,
    journal: Option<Vec<u8>>,
    words: Option<Vec<u8>>,
}

impl Operation {
    fn lost(id: i64, at: i64) -> Self {
        Self {
            id,
            at,
            uid: 0,
            rep: None,
            command: LOST.to_owned(),
            detail: "{}".to_owned(),
            before: Vec::new(),
            digest: Vec::new(),
            behalf: None,
            part_of: None,
            undo_of: None,
            journal: None,
            words: None,
        }
    }

    fn digest_now(&self, before: &[u8]) -> Vec<u8> {
        let entry = Entry {
            operation: self.id,
            by: By { rep: self.rep, behalf: self.behalf },
            command: &self.command,
            detail: &self.detail,
            part_of: self.part_of,
            undo_of: self.undo_of,
            journal: self.journal.clone(),
            words: self.words.clone(),
        };
        entry.digest(before, self.at, self.uid)
    }
}

/// Saves operations, their words, their journal, and which of them were taken back.
pub(super) fn save(
    source: &Connection,
    target: &Connection,
    lost: &mut Lost,
    step: &dyn Fn(u64) -> Result<()>,
) -> Result<()> {
    let last = last_operation(source, target)?;
    let (mut before, mut at) = (vec![0; 32], 0);
    let mut broken = None;
    for id in 1..=last {
        let mut operation = read(source, id).unwrap_or_else(|| {
            lost.add(Finding::of(Kind::Record, format!("operation {id} is lost")));
            Operation::lost(id, at)
        });
        let journal = save_journal(source, target, id).unwrap_or(None);
        if journal != operation.journal {
            target.execute("DELETE FROM journal WHERE operation_id = ?1", [id])?;
            lost.add(Finding::of(
                Kind::Record,
                format!("operation {id}: what it changed is lost; it cannot be undone"),
            ));
            operation.journal = None;
        }
        if !save_words(source, target, id, operation.words.as_deref())? {
            lost.add(Finding::of(Kind::Record, format!("operation {id}: its words are lost")));
            operation.words = None;
        }
        for number in [&mut operation.rep, &mut operation.behalf] {
            if let Some(rep) = *number
                && !target.prepare_cached("SELECT 1 FROM rep WHERE id = ?1")?.exists([rep])?
            {
                *number = None;
            }
        }
        for number in [&mut operation.part_of, &mut operation.undo_of] {
            *number = number.filter(|other| (1..=last).contains(other));
        }
        let digest = operation.digest_now(&before);
        if digest != operation.digest || before != operation.before {
            broken.get_or_insert(id);
        }
        write(target, &operation, &before, &digest)?;
        (before, at) = (digest, operation.at);
        if id % 1000 == 0 {
            step(0)?;
        }
    }
    if let Some(id) = broken {
        lost.add(Finding::of(Kind::Record, format!("the record is chained anew from operation {id} on")));
    }
    mark_undone(target)?;
    Ok(())
}

fn write(target: &Connection, operation: &Operation, before: &[u8], digest: &[u8]) -> Result<()> {
    target
        .prepare_cached(
            "INSERT INTO operation (id, at, actor_uid, actor_rep_id, command, detail, before_digest, digest,
               part_of, undo_of, journal_digest, behalf_rep_id, word_digest)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?
        .execute(rusqlite::params![
            operation.id,
            operation.at,
            operation.uid,
            operation.rep,
            operation.command,
            operation.detail,
            before,
            digest,
            operation.part_of,
            operation.undo_of,
            operation.journal,
            operation.behalf,
            operation.words,
        ])?;
    Ok(())
}

/// The number of the last operation that anything tells of.
fn last_operation(source: &Connection, target: &Connection) -> Result<i64> {
    let told = |connection: &Connection, sql: &str| -> i64 {
        let found = connection.query_row(sql, [], |row| row.get::<_, Option<i64>>(0));
        found.ok().flatten().filter(|last| (0..1 << 40).contains(last)).unwrap_or(0)
    };
    let kept = target.query_row(
        "SELECT max((SELECT coalesce(max(operation_id), 0) FROM tombstone),
           (SELECT coalesce(max(operation_id), 0) FROM erasure))",
        [],
        |row| row.get(0),
    )?;
    let all = ["SELECT max(id) FROM operation", "SELECT max(operation_id) FROM journal"].map(|sql| told(source, sql));
    Ok(all.into_iter().max().unwrap_or(0).max(kept))
}

fn read(source: &Connection, id: i64) -> Option<Operation> {
    let mut statement = source
        .prepare_cached(
            "SELECT id, at, actor_uid, actor_rep_id, command, detail, before_digest, digest, part_of, undo_of,
               journal_digest, behalf_rep_id, word_digest FROM operation WHERE id = ?1",
        )
        .ok()?;
    let operation = statement.query_row([id], |row| {
        Ok(Operation {
            id: row.get(0)?,
            at: row.get(1)?,
            uid: row.get(2)?,
            rep: row.get(3)?,
            command: row.get(4)?,
            detail: row.get(5)?,
            before: row.get(6)?,
            digest: row.get(7)?,
            part_of: row.get(8)?,
            undo_of: row.get(9)?,
            journal: row.get(10)?,
            behalf: row.get(11)?,
            words: row.get(12)?,
        })
    });
    let last = crate::model::time::Time::LATEST.micros();
    operation.optional().ok().flatten().filter(|operation| operation.id == id && (0..=last).contains(&operation.at))
}

/// Saves the rows of an operation's journal, as far as they are as they were written. Gives the digest of them all.
fn save_journal(source: &Connection, target: &Connection, id: i64) -> Result<Option<Vec<u8>>> {
    let mut statement = source.prepare_cached(
        "SELECT number, noun, row_key, act, before, digest FROM journal WHERE operation_id = ?1 ORDER BY number",
    )?;
    let mut insert = target.prepare_cached(
        "INSERT INTO journal (operation_id, number, noun, row_key, act, before, digest)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let mut rows = statement.query([id])?;
    let mut hash = Sha256::new();
    let mut count = 0;
    while let Some(row) = rows.next()? {
        count += 1;
        let (number, noun, act): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(3)?);
        let (key, before, digest): (Value, Option<String>, Vec<u8>) = (row.get(2)?, row.get(4)?, row.get(5)?);
        let erased = before.is_none() && act != ADDED;
        let sound = erased || row_digest(id, number, noun, &key, act, before.as_deref()) == digest.as_slice();
        if number != count || !sound {
            return Ok(None);
        }
        hash.update(&digest);
        insert.execute((id, number, noun, key, act, before, digest))?;
    }
    Ok((count > 0).then(|| hash.finalize().to_vec()))
}

/// Saves the words of an operation where they are those that its digest tells. Gives whether they are.
fn save_words(source: &Connection, target: &Connection, id: i64, told: Option<&[u8]>) -> Result<bool> {
    let Ok(words) = words_of(source, id) else { return Ok(told.is_none()) };
    let mut hash = Sha256::new();
    for Word { name, word, salt, digest } in &words {
        if let Some(word) = word
            && word_digest(id, name, word, salt.as_deref().unwrap_or_default()) != digest.as_slice()
        {
            return Ok(false);
        }
        hash.update(digest);
    }
    let whole = (!words.is_empty()).then(|| hash.finalize().to_vec());
    if whole.as_deref() != told {
        return Ok(false);
    }
    for Word { name, word, salt, digest } in &words {
        target
            .prepare_cached(
                "INSERT INTO operation_word (operation_id, name, word, salt, digest) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((id, name, word, salt, digest))?;
    }
    Ok(true)
}

/// A word of an operation.
struct Word {
    name: String,
    word: Option<String>,
    salt: Option<Vec<u8>>,
    digest: Vec<u8>,
}

fn words_of(source: &Connection, id: i64) -> Result<Vec<Word>> {
    let mut statement = source
        .prepare_cached("SELECT name, word, salt, digest FROM operation_word WHERE operation_id = ?1 ORDER BY name")?;
    let words = statement.query_map([id], |row| {
        Ok(Word { name: row.get(0)?, word: row.get(1)?, salt: row.get(2)?, digest: row.get(3)? })
    })?;
    Ok(words.collect::<rusqlite::Result<_>>()?)
}

/// Which works are taken back: as the record itself tells.
fn mark_undone(target: &Connection) -> Result<()> {
    let mut statement = target.prepare("SELECT id, undo_of FROM operation WHERE undo_of IS NOT NULL ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut taken_back = TakenBack::default();
    while let Some(row) = rows.next()? {
        taken_back.add(row.get(0)?, row.get(1)?);
    }
    for (work, by) in taken_back.marks() {
        target.execute("INSERT INTO undone (operation_id, by_id) VALUES (?1, ?2)", [work, by])?;
    }
    Ok(())
}
