//! Rows that are not as their digests say.

use rusqlite::Connection;

use super::{NONE, OWNERS, Owner, Rows, block_of, next_owner, place_of, stored, tables};
use crate::error::Result;
use crate::store::Store;
use crate::store::journal::Noun;

/// Rows that are not as their digest says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Differing {
    /// What a person calls one of the rows.
    pub name: &'static str,
    /// The table that the number is of: chats and what belongs to them go by the chat's number.
    pub owner: i64,
    /// The number.
    pub number: i64,
    /// How they differ.
    pub how: How,
}

/// How rows differ from their digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// They are other ones.
    Changed,
    /// They are gone.
    Gone,
    /// There is none of a digest for them.
    Unknown,
}

impl Store {
    /// Compares the rows of every table with their digests, of each block whose number `wanted` admits: all rows of an
    /// owner are in one block. `found` is told of each difference, `step` of how many owners were looked at; the error of
    /// either ends it.
    pub fn compare_digests(
        &self,
        wanted: &dyn Fn(i64) -> bool,
        found: &mut dyn FnMut(Differing) -> Result<()>,
        step: &dyn Fn(u64) -> Result<()>,
    ) -> Result<()> {
        let moment = self.connection.unchecked_transaction()?;
        for table in tables() {
            let rows = Rows::of(&moment, table)?;
            let mut next = 0;
            while let Some(block) = next_block(&moment, table, next)? {
                next = block + 1;
                if wanted(block) {
                    compare_block(&moment, table, &rows, block, found)?;
                    step(OWNERS.cast_unsigned())?;
                }
            }
        }
        Ok(())
    }
}

/// The next block that has rows or digests.
pub(super) fn next_block(connection: &Connection, table: &Noun, from: i64) -> Result<Option<i64>> {
    let mut statement = connection.prepare_cached("SELECT min(block) FROM digest WHERE noun = ?1 AND block >= ?2")?;
    let stored: Option<i64> = statement.query_row([table.number, from], |row| row.get(0))?;
    let there = next_owner(connection, table, from * OWNERS)?.map(block_of);
    Ok([stored, there].into_iter().flatten().min())
}

pub(super) fn compare_block(
    connection: &Connection,
    table: &Noun,
    rows: &Rows<'_>,
    block: i64,
    found: &mut dyn FnMut(Differing) -> Result<()>,
) -> Result<()> {
    let stored = stored(connection, table.number, block)?;
    let mut made = [NONE; OWNERS as usize];
    let first = block * OWNERS;
    rows.digests(first..=first + OWNERS - 1, |(owner, digest)| {
        if let Some(slot) = made.get_mut(place_of(owner)) {
            *slot = digest;
        }
    })?;
    for (number, (stored, made)) in (first..).zip(stored.iter().zip(&made)) {
        let how = match (stored, made) {
            _ if stored == made => continue,
            (&NONE, _) => How::Unknown,
            (_, &NONE) => How::Gone,
            _ => How::Changed,
        };
        let owner = Owner::of(table).noun.unwrap_or(table.number);
        found(Differing { name: table.name, owner, number, how })?;
    }
    Ok(())
}
