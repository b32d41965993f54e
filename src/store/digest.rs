//! Digests of the rows that people read: they find a changed byte that SQLite's own checks do not see.
//!
//! The rows of one table that belong to one owner (the messages of a chat, a person's own row) have one digest. Whoever
//! changes rows makes their digests anew in the same transaction ([`renew`]); rows that are only added are found by their
//! numbers ([`catch_up`]).

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

use super::journal::{CANNED, CHAT, NAMES, NOUNS, Noun, PERSON, REP, Recorded, TEAM};
use crate::error::Result;

/// Owners whose digests stand together.
const OWNERS: i64 = 64;
/// Bytes of a digest: the first of a SHA-256. Enough to find what went wrong by chance, which is all it is for.
const LENGTH: usize = 8;
/// Owners caught up with at once.
const CHUNK: i64 = 4096;
/// Touched rows that are kept before the same ones are looked for among them.
const MANY: usize = 1 << 16;

/// Bytes that are hashed at once, but for the last of an owner.
const PIECE: usize = 64 << 10;

/// A digest.
pub type Short = [u8; LENGTH];

/// What stands for no rows.
pub(super) const NONE: Short = [0; LENGTH];

/// Tables whose rows many chats show, or are chosen by: tags, teams, custom fields, persons with all they are given, holds.
const SHARED: &[i64] = &[7, 8, 13, PERSON, 15, 16, 18, 20, 30];

/// The columns of a rep that chats show, or are chosen by.
const SHOWN_OF_REPS: [&str; 3] = ["name", "email", "external_id"];

/// Rows whose digests are to be made anew.
#[derive(Clone, Debug, Default)]
pub struct Touched {
    /// Table, and number of the owner.
    owners: Vec<(i64, i64)>,
    /// Table, and key of the chat that owns the row.
    keys: Vec<(i64, i64)>,
    /// Whether a rep changed in what chats show; most changes of reps are none of that.
    reps: bool,
}

impl Touched {
    /// One row, by the number of its owner.
    pub fn add(&mut self, noun: i64, owner: i64) {
        push(&mut self.owners, (noun, owner));
    }

    /// All that belongs to an owner, and the owner's own row.
    pub fn add_all(&mut self, noun: i64, owner: i64) {
        for table in tables().filter(|table| belongs_to(table, noun)) {
            self.add(table.number, owner);
        }
    }

    /// A row that was recorded.
    pub fn add_recorded(&mut self, row: &Recorded) -> Result<()> {
        let Some(table) = tables().find(|table| table.number == row.noun) else { return Ok(()) };
        let owner = Owner::of(table);
        self.reps |= row.noun == REP && SHOWN_OF_REPS.iter().any(|column| row.changes(column));
        match (row.noun, owner.noun) {
            (CHAT, _) => match row.removed_number() {
                Some(number) => self.add_all(CHAT, number),
                None => push(&mut self.keys, (CHAT, row.part(0)?)),
            },
            (noun, Some(CHAT)) => push(&mut self.keys, (noun, row.part(owner.place(table))?)),
            (noun, Some(_)) => self.add(noun, row.part(owner.place(table))?),
            (noun, None) => self.add(noun, row.part(0)?),
        }
        Ok(())
    }

    /// The numbers of all owners, sorted; a chat that is gone was told by its number.
    fn sorted(mut self, connection: &Connection) -> Result<Vec<(i64, i64)>> {
        self.keys.sort_unstable_by_key(|(noun, key)| (*key, *noun));
        self.keys.dedup();
        let mut find = connection.prepare_cached("SELECT id FROM chat WHERE key = ?1")?;
        let mut last: Option<(i64, Option<i64>)> = None;
        for (noun, key) in self.keys {
            let id = match last {
                Some((known, id)) if known == key => id,
                _ => find.query_row([key], |row| row.get(0)).optional()?,
            };
            last = Some((key, id));
            self.owners.extend(id.map(|id| (noun, id)));
        }
        self.owners.sort_unstable();
        self.owners.dedup();
        Ok(self.owners)
    }
}

fn push(list: &mut Vec<(i64, i64)>, pair: (i64, i64)) {
    if list.last() == Some(&pair) {
        return;
    }
    if list.len() >= MANY && list.len() == list.capacity() {
        list.sort_unstable();
        list.dedup();
    }
    list.push(pair);
}

/// Every table whose rows have digests.
pub(super) fn tables() -> impl Iterator<Item = &'static Noun> {
    NOUNS.iter().chain(NAMES)
}

/// Whether a table's rows are the owner's own or belong to them.
fn belongs_to(table: &Noun, owner: i64) -> bool {
    table.number == owner || Owner::of(table).noun == Some(owner)
}

/// Whom the rows of a table belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Owner {
    /// The owner's table; `None` where a row is its own.
    noun: Option<i64>,
    /// The column that tells the owner.
    column: &'static str,
}

impl Owner {
    fn of(table: &Noun) -> Self {
        let (noun, column) = match table.key {
            ["key"] => (None, "id"),
            [own] => (None, *own),
            key if key.contains(&"chat_key") => (Some(CHAT), "chat_key"),
            key if key.contains(&"person_id") => (Some(PERSON), "person_id"),
            key if key.contains(&"canned_id") => (Some(CANNED), "canned_id"),
            _ => (Some(TEAM), "team_id"),
        };
        Self { noun, column }
    }

    /// Its place in the table's key.
    fn place(self, table: &Noun) -> usize {
        table.key.iter().position(|column| *column == self.column).unwrap_or_default()
    }
}

/// The rows of a table, by owner.
struct Rows<'c> {
    connection: &'c Connection,
    statement: String,
}

impl<'c> Rows<'c> {
    fn of(connection: &'c Connection, table: &Noun) -> Result<Self> {
        let owner = Owner::of(table);
        let name = table.table;
        let columns: Vec<String> = table
            .columns(connection)?
            .into_iter()
            .filter(|(column, _)| owner.noun != Some(CHAT) || column != owner.column)
            .map(|(column, _)| format!("{name}.{column}"))
            .collect();
        let columns = columns.join(", ");
        let order: Vec<String> =
            table.key.iter().filter(|key| **key != owner.column).map(|key| format!("{name}.{key}")).collect();
        let statement = match owner.noun {
            Some(CHAT) => format!(
                "SELECT chat.id, {columns} FROM chat CROSS JOIN {name} ON {name}.chat_key = chat.key
                 WHERE chat.id BETWEEN ?1 AND ?2 ORDER BY chat.id, {}",
                order.join(", ")
            ),
            _ => {
                let order: String = order.iter().map(|column| format!(", {column}")).collect();
                let owner = owner.column;
                format!("SELECT {owner}, {columns} FROM {name} WHERE {owner} BETWEEN ?1 AND ?2 ORDER BY {owner}{order}")
            }
        };
        Ok(Self { connection, statement })
    }

    /// Gives `visit` each owner in a range that has rows, and their digest.
    fn digests(&self, owners: RangeInclusive<i64>, mut visit: impl FnMut((i64, Short))) -> Result<()> {
        self.read(owners, |_| (), |owner, digest| visit((owner, digest)))
    }

    /// The same, and gives `value` each value on the way, as it stands in the file.
    fn read(
        &self,
        owners: RangeInclusive<i64>,
        mut value: impl FnMut(ValueRef<'_>),
        mut visit: impl FnMut(i64, Short),
    ) -> Result<()> {
        let mut statement = self.connection.prepare_cached(&self.statement)?;
        let columns = statement.column_count();
        let mut rows = statement.query((owners.start(), owners.end()))?;
        let mut under_way: Option<(i64, Sha256)> = None;
        // Hashed in long pieces, which is several times quicker.
        let mut bytes = Vec::with_capacity(2 * PIECE);
        while let Some(row) = rows.next()? {
            let owner = row.get(0)?;
            if under_way.as_ref().is_none_or(|(same, _)| *same != owner) {
                if let Some((before, mut hash)) = under_way.replace((owner, Sha256::new())) {
                    hash.update(&bytes);
                    visit(before, short(hash.finalize()));
                }
                bytes.clear();
            }
            for column in 1..columns {
                let read = row.get_ref(column)?;
                add_value(read, &mut bytes);
                value(read);
            }
            if bytes.len() >= PIECE
                && let Some((_, hash)) = &mut under_way
            {
                hash.update(&bytes);
                bytes.clear();
            }
        }
        if let Some((owner, mut hash)) = under_way {
            hash.update(&bytes);
            visit(owner, short(hash.finalize()));
        }
        Ok(())
    }
}

/// The value with its type and length in front, so that two different rows never look alike.
fn add_value(value: ValueRef<'_>, out: &mut Vec<u8>) {
    let (kind, number, bytes) = match value {
        ValueRef::Null => return out.push(0),
        ValueRef::Integer(number) => (1, number.cast_unsigned(), &[][..]),
        ValueRef::Real(number) => (2, number.to_bits(), &[][..]),
        ValueRef::Text(bytes) => (3, bytes.len() as u64, bytes),
        ValueRef::Blob(bytes) => (4, bytes.len() as u64, bytes),
    };
    out.push(kind);
    out.extend_from_slice(&number.to_be_bytes());
    out.extend_from_slice(bytes);
}

/// Never all zeros.
pub(super) fn short(hash: impl IntoIterator<Item = u8>) -> Short {
    let mut short = NONE;
    for (to, from) in short.iter_mut().zip(hash) {
        *to = from;
    }
    if short == NONE { [1; LENGTH] } else { short }
}

/// Makes the digests of touched rows anew, behind [`catch_up`]. Whether anything changed that many chats show, or are
/// chosen by: what is new is shown by nothing that was there.
pub fn renew(connection: &Connection, touched: Touched) -> Result<bool> {
    let mut shared = touched.reps;
    let touched = touched.sorted(connection)?;
    for of_table in touched.chunk_by(|one, other| one.0 == other.0) {
        let Some(table) = of_table.first().and_then(|(noun, _)| tables().find(|table| table.number == *noun)) else {
            continue;
        };
        let rows = Rows::of(connection, table)?;
        let mut made = Vec::new();
        for (_, owner) in of_table {
            made.push((*owner, NONE));
            rows.digests(*owner..=*owner, |digest| made.push(digest))?;
        }
        let changed = put(connection, table.number, &made)?;
        shared |= changed && SHARED.contains(&table.number);
    }
    Ok(shared)
}

/// Makes the digests of rows that were added since the last time.
pub fn catch_up(connection: &Connection) -> Result<()> {
    for owner in tables().filter(|table| Owner::of(table).noun.is_none()) {
        let mut last = last_known(connection, owner.number)?;
        while let Some(next) = next_owner(connection, owner, last + 1)? {
            last = next + CHUNK;
            for table in tables().filter(|table| belongs_to(table, owner.number)) {
                let mut made = Vec::new();
                Rows::of(connection, table)?.digests(next..=last, |digest| made.push(digest))?;
                put(connection, table.number, &made)?;
            }
        }
    }
    Ok(())
}

/// Writes digests, sorted by owner; of two of the same owner the second counts. Whether any is another than before.
pub(super) fn put(connection: &Connection, noun: i64, made: &[(i64, Short)]) -> Result<bool> {
    let mut changed = false;
    for of_block in made.chunk_by(|one, other| block_of(one.0) == block_of(other.0)) {
        let Some((first, _)) = of_block.first() else { continue };
        let block = block_of(*first);
        let before = stored(connection, noun, block)?;
        let mut digests = before;
        for (owner, digest) in of_block {
            if let Some(slot) = digests.get_mut(place_of(*owner)) {
                *slot = *digest;
            }
        }
        if digests == before {
            continue;
        }
        changed = true;
        if digests.iter().all(|digest| *digest == NONE) {
            connection.prepare_cached("DELETE FROM digest WHERE noun = ?1 AND block = ?2")?.execute([noun, block])?;
        } else {
            connection
                .prepare_cached("INSERT OR REPLACE INTO digest (noun, block, digests) VALUES (?1, ?2, ?3)")?
                .execute((noun, block, digests.as_flattened()))?;
        }
    }
    Ok(changed)
}

/// All digests of a noun, by owner.
pub(super) fn all_of(connection: &Connection, noun: i64) -> Result<BTreeMap<i64, Short>> {
    let mut all = BTreeMap::new();
    let mut statement = connection.prepare_cached("SELECT block FROM digest WHERE noun = ?1 ORDER BY block")?;
    let mut rows = statement.query([noun])?;
    while let Some(row) = rows.next()? {
        let block: i64 = row.get(0)?;
        let digests = stored(connection, noun, block)?;
        all.extend((block * OWNERS..).zip(digests).filter(|(_, digest)| *digest != NONE));
    }
    Ok(all)
}

/// Forgets the digests of a noun.
pub(super) fn forget(connection: &Connection, noun: i64) -> Result<()> {
    connection.execute("DELETE FROM digest WHERE noun = ?1", [noun])?;
    Ok(())
}

fn block_of(owner: i64) -> i64 {
    owner.div_euclid(OWNERS)
}

fn place_of(owner: i64) -> usize {
    usize::try_from(owner.rem_euclid(OWNERS)).unwrap_or_default()
}

/// The digests of a block as they stand in the file.
fn stored(connection: &Connection, noun: i64, block: i64) -> Result<[Short; OWNERS as usize]> {
    let mut statement = connection.prepare_cached("SELECT digests FROM digest WHERE noun = ?1 AND block = ?2")?;
    let bytes: Option<Vec<u8>> = statement.query_row([noun, block], |row| row.get(0)).optional()?;
    let mut digests = [NONE; OWNERS as usize];
    for (digest, bytes) in digests.iter_mut().zip(bytes.unwrap_or_default().chunks_exact(LENGTH)) {
        digest.copy_from_slice(bytes);
    }
    Ok(digests)
}

/// The last number of a table that has a digest; -1 where none has.
fn last_known(connection: &Connection, noun: i64) -> Result<i64> {
    let mut statement = connection.prepare_cached("SELECT max(block) FROM digest WHERE noun = ?1")?;
    let Some(block) = statement.query_row([noun], |row| row.get::<_, Option<i64>>(0))? else { return Ok(-1) };
    let place = stored(connection, noun, block)?.iter().rposition(|digest| *digest != NONE);
    Ok(block * OWNERS + place.and_then(|place| i64::try_from(place).ok()).unwrap_or_default())
}

/// The lowest number of an owner of a table's rows, from this one on.
fn next_owner(connection: &Connection, table: &Noun, from: i64) -> Result<Option<i64>> {
    let owner = Owner::of(table);
    let (name, column) = if owner.noun == Some(CHAT) { ("chat", "id") } else { (table.table, owner.column) };
    let mut statement = connection.prepare_cached(&format!("SELECT min({column}) FROM {name} WHERE {column} >= ?1"))?;
    Ok(statement.query_row([from], |row| row.get(0))?)
}

/// How many blocks of digests there are.
pub fn count_blocks(connection: &Connection) -> Result<u64> {
    Ok(connection.query_row("SELECT count(*) FROM digest", [], |row| row.get(0))?)
}

pub mod compare;

#[cfg(test)]
pub(super) mod tests;
