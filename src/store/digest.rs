//! Digests of the rows that people read: they find a changed byte that SQLite's own checks do not see.
//!
//! The rows of one table that belong to one owner (the messages of a chat, a person's own row) have one digest. Whoever
//! changes rows makes their digests anew in the same transaction ([`renew`]); rows that are only added are found by their
//! numbers ([`catch_up`]).

use std::ops::RangeInclusive;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

use super::journal::{CANNED, CHAT, NAMES, NOUNS, Noun, PERSON, Recorded, TEAM};
use crate::error::Result;

/// Owners whose digests stand together.
const OWNERS: i64 = 64;
/// Bytes of a digest: the first of a SHA-256. Enough to find what went wrong by chance, which is all it is for.
const LENGTH: usize = 8;
/// Owners caught up with at once.
const CHUNK: i64 = 4096;
/// Touched rows that are kept before the same ones are looked for among them.
const MANY: usize = 1 << 16;

type Short = [u8; LENGTH];

/// What stands for no rows.
const NONE: Short = [0; LENGTH];

/// Rows whose digests are to be made anew.
#[derive(Clone, Debug, Default)]
pub struct Touched {
    /// Table, and number of the owner.
    owners: Vec<(i64, i64)>,
    /// Table, and key of the chat that owns the row.
    keys: Vec<(i64, i64)>,
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
        match (row.noun, owner.noun) {
            (CHAT, _) => match row.removed_number()? {
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
fn tables() -> impl Iterator<Item = &'static Noun> {
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
        while let Some(row) = rows.next()? {
            let owner = row.get(0)?;
            let mut hash = match under_way.take() {
                Some((same, hash)) if same == owner => hash,
                Some((before, hash)) => {
                    visit(before, short(hash));
                    Sha256::new()
                }
                None => Sha256::new(),
            };
            for column in 1..columns {
                let read = row.get_ref(column)?;
                add_value(&mut hash, read);
                value(read);
            }
            under_way = Some((owner, hash));
        }
        if let Some((owner, hash)) = under_way {
            visit(owner, short(hash));
        }
        Ok(())
    }
}

/// The value with its type and length in front, so that two different rows never look alike.
fn add_value(hash: &mut Sha256, value: ValueRef<'_>) {
    let (kind, length, bytes) = match value {
        ValueRef::Null => (0, 0, &[][..]),
        ValueRef::Integer(number) => (1, number.cast_unsigned(), &[][..]),
        ValueRef::Real(number) => (2, number.to_bits(), &[][..]),
        ValueRef::Text(bytes) => (3, bytes.len() as u64, bytes),
        ValueRef::Blob(bytes) => (4, bytes.len() as u64, bytes),
    };
    let mut head = [0; 9];
    let (first, rest) = head.split_at_mut(1);
    first.fill(kind);
    rest.copy_from_slice(&length.to_be_bytes());
    hash.update(head);
    hash.update(bytes);
}

/// Never all zeros.
fn short(hash: Sha256) -> Short {
    let mut short = NONE;
    for (to, from) in short.iter_mut().zip(hash.finalize()) {
        *to = from;
    }
    if short == NONE { [1; LENGTH] } else { short }
}

/// Makes the digests of touched rows anew.
pub fn renew(connection: &Connection, touched: Touched) -> Result<()> {
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
        put(connection, table.number, &made)?;
    }
    Ok(())
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

/// Writes digests, sorted by owner; of two of the same owner the second counts.
fn put(connection: &Connection, noun: i64, made: &[(i64, Short)]) -> Result<()> {
    for of_block in made.chunk_by(|one, other| block_of(one.0) == block_of(other.0)) {
        let Some((first, _)) = of_block.first() else { continue };
        let block = block_of(*first);
        let mut digests = stored(connection, noun, block)?;
        for (owner, digest) in of_block {
            if let Some(slot) = digests.get_mut(place_of(*owner)) {
                *slot = *digest;
            }
        }
        if digests.iter().all(|digest| *digest == NONE) {
            connection.prepare_cached("DELETE FROM digest WHERE noun = ?1 AND block = ?2")?.execute([noun, block])?;
        } else {
            connection
                .prepare_cached("INSERT OR REPLACE INTO digest (noun, block, digests) VALUES (?1, ?2, ?3)")?
                .execute((noun, block, digests.as_flattened()))?;
        }
    }
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
