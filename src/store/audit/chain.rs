//! Whether the record is whole: the chain of its operations, and their words and the journal that hang on it.
//!
//! A chain shows what was changed in the middle of it by somebody who did not make the rest of it anew. Whoever can
//! write the file can do that, or cut its end off; only an anchor that was kept elsewhere shows it.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

use super::super::change::{By, Entry};
use super::super::journal::{ADDED, row_digest};
use super::super::words::word_digest;
use super::Store;
use crate::error::{Error, Result};
use crate::model::hex::hex;
use crate::model::operation::Anchor;
use crate::model::time::Time;

/// A moment earlier than that of the operation before by more than this was set by hand: waiting for other writers
/// takes a day at most.
const CLOCK_BACK: i64 = 86_400 * 1_000_000;

/// What holds of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Where it stands now.
    pub now: Anchor,
    /// Rows of the journal.
    pub rows: u64,
    /// Those of them whose words were taken out.
    pub erased: u64,
    /// Words of the operations themselves that were taken out.
    pub erased_words: u64,
    /// The newest operation that an anchor proved.
    pub anchored: Option<i64>,
}

/// A row of the table of operations.
struct Link {
    id: i64,
    at: i64,
    uid: i64,
    by: By,
    command: String,
    detail: String,
    before: Vec<u8>,
    digest: Vec<u8>,
    part_of: Option<i64>,
    undo_of: Option<i64>,
    journal: Option<Vec<u8>>,
    words: Option<Vec<u8>>,
}

impl Store {
    /// Where the record stands now.
    pub fn anchor(&self) -> Result<Anchor> {
        anchor(&self.connection)
    }

    /// Walks along the whole record, and holds it against the anchors.
    ///
    /// # Errors
    /// `Found` with the first entry that is not as it was written; `Usage` for an anchor of another repository.
    pub fn verify(&self, anchors: &[Anchor]) -> Result<Verified> {
        let moment = self.connection.unchecked_transaction()?;
        verify(&moment, anchors)
    }
}

/// Walks along the whole record within one moment.
pub fn verify(moment: &Connection, anchors: &[Anchor]) -> Result<Verified> {
    let mut walk = Walk::new(moment)?;
    let mut heads = BTreeMap::new();
    let mut links = moment.prepare(
        "SELECT id, at, actor_uid, actor_rep_id, command, detail, before_digest, digest, part_of, undo_of,
               journal_digest, behalf_rep_id, word_digest FROM operation ORDER BY id",
    )?;
    let mut links = links.query([])?;
    while let Some(row) = links.next()? {
        let link = Link {
            id: row.get(0)?,
            at: row.get(1)?,
            uid: row.get(2)?,
            by: By { rep: row.get(3)?, behalf: row.get(11)? },
            command: row.get(4)?,
            detail: row.get(5)?,
            before: row.get(6)?,
            digest: row.get(7)?,
            part_of: row.get(8)?,
            undo_of: row.get(9)?,
            journal: row.get(10)?,
            words: row.get(12)?,
        };
        walk.step(&link)?;
        if anchors.iter().any(|anchor| anchor.count == link.id) {
            heads.insert(link.id, hex(&link.digest));
        }
    }
    walk.end()?;
    let now = anchor(moment)?;
    for anchor in anchors {
        compare(anchor, &now, &heads)?;
    }
    let anchored = anchors.iter().map(|anchor| anchor.count).max();
    Ok(Verified { now, rows: walk.rows, erased: walk.erased, erased_words: walk.erased_words, anchored })
}

pub fn anchor(connection: &Connection) -> Result<Anchor> {
    let digest = |order: &str| -> Result<(i64, String)> {
        let sql = format!("SELECT id, digest FROM operation ORDER BY id {order} LIMIT 1");
        let found = connection.prepare(&sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let (id, digest): (i64, Vec<u8>) = found.ok_or_else(|| Error::found("the record of changes is empty"))?;
        Ok((id, hex(&digest)))
    };
    let (_, repository) = digest("ASC")?;
    let (count, head) = digest("DESC")?;
    Ok(Anchor { repository, count, head })
}

fn compare(anchor: &Anchor, now: &Anchor, heads: &BTreeMap<i64, String>) -> Result<()> {
    if anchor.repository != now.repository {
        return Err(Error::usage("the anchor is of another repository, or all of the record was written anew")
            .hint("livechats audit anchor prints what this repository calls itself"));
    }
    match heads.get(&anchor.count) {
        Some(head) if *head == anchor.head => Ok(()),
        Some(_) => Err(Error::found(format!(
            "operation {} is not the one that was anchored: the record was written anew up to there",
            anchor.count
        ))),
        None => Err(Error::found(format!(
            "operation {} is missing: the anchor counted {}, and {} are there",
            now.count + 1,
            anchor.count,
            now.count
        ))),
    }
}

/// A walk along the chain.
struct Walk<'c> {
    connection: &'c Connection,
    fixed_clock: bool,
    last: i64,
    digest: Vec<u8>,
    at: i64,
    rows: u64,
    erased: u64,
    erased_words: u64,
    taken_back: TakenBack,
}

/// Works taken back, and by what, as the operations that took them back tell in their order.
#[derive(Debug, Default)]
pub struct TakenBack {
    undone: BTreeMap<i64, i64>,
    undo_of: BTreeMap<i64, i64>,
}

impl TakenBack {
    /// One more operation, which took back a work.
    pub fn add(&mut self, operation: i64, work: i64) {
        self.undo_of.insert(operation, work);
        self.take_back(work, operation);
    }

    /// The works that are taken back, each with what did so.
    pub fn marks(&self) -> &BTreeMap<i64, i64> {
        &self.undone
    }

    fn take_back(&mut self, work: i64, by: i64) {
        self.undone.insert(work, by);
        let Some(alive) = self.undo_of.get(&work).copied() else { return };
        self.undone.remove(&alive);
        if let Some(again) = self.undo_of.get(&alive).copied() {
            self.take_back(again, alive);
        }
    }
}

impl<'c> Walk<'c> {
    fn new(connection: &'c Connection) -> Result<Self> {
        let fixed_clock = connection.prepare("SELECT 1 FROM setting WHERE name = 'fixed_clock'")?.exists([])?;
        Ok(Self {
            connection,
            fixed_clock,
            last: 0,
            digest: vec![0; 32],
            at: i64::MIN,
            rows: 0,
            erased: 0,
            erased_words: 0,
            taken_back: TakenBack::default(),
        })
    }

    fn step(&mut self, link: &Link) -> Result<()> {
        let id = link.id;
        if id != self.last + 1 {
            return Err(Error::found(format!("operation {} is missing from the record", self.last + 1)));
        }
        if link.before != self.digest {
            return Err(Error::found(format!("operation {id} does not follow on the one before it")));
        }
        let entry = Entry {
            operation: id,
            by: link.by,
            command: &link.command,
            detail: &link.detail,
            part_of: link.part_of,
            undo_of: link.undo_of,
            journal: link.journal.clone(),
            words: link.words.clone(),
        };
        if entry.digest(&link.before, link.at, link.uid) != link.digest {
            return Err(Error::found(format!("operation {id} is not as it was written")));
        }
        if !self.fixed_clock && link.part_of.is_none() && link.at.saturating_add(CLOCK_BACK) < self.at {
            let at = Time::from_micros(link.at).map(Time::rfc3339).unwrap_or_default();
            return Err(Error::found(format!(
                "operation {id} says it was done at {at}, more than a day before operation {}",
                id - 1
            )));
        }
        self.journal(link)?;
        self.words(link)?;
        if let Some(work) = link.undo_of {
            self.taken_back.add(id, work);
        }
        self.last = id;
        self.digest.clone_from(&link.digest);
        self.at = link.at;
        Ok(())
    }

    /// The rows of an operation's journal, against their digests and the one of them all.
    fn journal(&mut self, link: &Link) -> Result<()> {
        let id = link.id;
        let mut statement = self.connection.prepare_cached(
            "SELECT number, noun, row_key, act, before, digest FROM journal WHERE operation_id = ?1 ORDER BY number",
        )?;
        let mut rows = statement.query([id])?;
        let mut hash = Sha256::new();
        let mut count = 0;
        while let Some(row) = rows.next()? {
            count += 1;
            let (number, noun, act): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(3)?);
            let (key, before, digest): (Value, Option<String>, Vec<u8>) = (row.get(2)?, row.get(4)?, row.get(5)?);
            let edited =
                || Error::found(format!("operation {id}: row {number} of its journal is not as it was written"));
            if number != count {
                return Err(Error::found(format!("operation {id}: row {count} of its journal is missing")));
            }
            let erased = before.is_none() && act != ADDED;
            // Where the words were taken out only the digest can still be told from others.
            if !erased && row_digest(id, number, noun, &key, act, before.as_deref()) != digest.as_slice() {
                return Err(edited());
            }
            hash.update(&digest);
            self.rows += 1;
            self.erased += u64::from(erased);
        }
        let whole = (count > 0).then(|| hash.finalize().to_vec());
        if whole == link.journal {
            return Ok(());
        }
        Err(Error::found(format!("operation {id}: its journal is not as it was written")))
    }

    /// The words of an operation, against their digests and the one of them all.
    fn words(&mut self, link: &Link) -> Result<()> {
        let id = link.id;
        let mut statement = self.connection.prepare_cached(
            "SELECT name, word, salt, digest FROM operation_word WHERE operation_id = ?1 ORDER BY name",
        )?;
        let mut rows = statement.query([id])?;
        let mut hash = Sha256::new();
        let mut none = true;
        while let Some(row) = rows.next()? {
            none = false;
            let (name, word): (String, Option<String>) = (row.get(0)?, row.get(1)?);
            let (salt, digest): (Option<Vec<u8>>, Vec<u8>) = (row.get(2)?, row.get(3)?);
            match word {
                // Where the word was taken out only the digest can still be told from others.
                None => self.erased_words += 1,
                Some(word) if word_digest(id, &name, &word, &salt.unwrap_or_default()) == digest.as_slice() => {}
                Some(_) => return Err(Error::found(format!("operation {id}: its {name} is not as it was written"))),
            }
            hash.update(&digest);
        }
        let whole = (!none).then(|| hash.finalize().to_vec());
        if whole == link.words {
            return Ok(());
        }
        Err(Error::found(format!("operation {id}: its words are not as they were written")))
    }

    /// What must hold behind the last operation.
    fn end(&self) -> Result<()> {
        let beyond: Option<i64> = self.connection.query_row(
            "SELECT min(operation_id) FROM journal WHERE operation_id > ?1 OR operation_id < 1",
            [self.last],
            |row| row.get(0),
        )?;
        if let Some(operation) = beyond {
            return Err(Error::found(format!(
                "operation {operation} is missing from the record, its journal is there"
            )));
        }
        let beyond: Option<i64> = self.connection.query_row(
            "SELECT min(operation_id) FROM operation_word WHERE operation_id > ?1 OR operation_id < 1",
            [self.last],
            |row| row.get(0),
        )?;
        if let Some(operation) = beyond {
            return Err(Error::found(format!("operation {operation} is missing from the record, its words are there")));
        }
        let mut marks = self.connection.prepare("SELECT operation_id, by_id FROM undone ORDER BY operation_id")?;
        let marks = marks.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let marks: BTreeMap<i64, i64> = marks.collect::<rusqlite::Result<_>>()?;
        let differs = |(work, by): &(&i64, &i64)| self.taken_back.marks().get(*work) != Some(*by);
        let lacks = |(work, _): &(&i64, &i64)| !marks.contains_key(*work);
        match marks.iter().find(differs).or_else(|| self.taken_back.marks().iter().find(lacks)) {
            None => Ok(()),
            Some((work, _)) => Err(Error::found(format!("operation {work} is not marked as the record tells"))),
        }
    }
}
