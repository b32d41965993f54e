//! Holding the rows against their digests.

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::{NONE, OWNERS, Owner, Rows, Short, block_of, next_owner, place_of, stored, tables};
use crate::error::{Error, Result};
use crate::store::journal::Noun;

/// Rows that are not as their digest says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Differing {
    /// Their table.
    pub table: &'static str,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// They are other ones.
    Changed,
    /// They are gone.
    Gone,
    /// There is none of a digest for them.
    Unknown,
    /// They cannot be read.
    Unreadable,
    /// A text of theirs is none: no UTF-8.
    NoText,
}

/// Compares the rows of every table with their digests, of each block whose number `wanted` admits: all rows of an
/// owner are in one block. `found` is told of each difference, `step` of each block; the error of either ends it.
pub fn compare(
    moment: &Connection,
    wanted: &dyn Fn(i64) -> bool,
    found: &mut dyn FnMut(Differing) -> Result<()>,
    step: &dyn Fn(u64) -> Result<()>,
) -> Result<()> {
    for table in tables() {
        let rows = Rows::of(moment, table)?;
        let mut next = 0;
        while let Some(block) = next_block(moment, table, next)? {
            next = block + 1;
            if wanted(block) {
                compare_block(moment, table, &rows, block, found)?;
            }
            step(1)?;
        }
    }
    Ok(())
}

/// Which block the rows of an owner are in.
pub fn block_of_owner(owner: i64) -> i64 {
    block_of(owner)
}

/// The next block that has rows or digests. Where the rows cannot be looked through, the digests tell.
fn next_block(connection: &Connection, table: &Noun, from: i64) -> Result<Option<i64>> {
    let mut statement = connection.prepare_cached("SELECT min(block) FROM digest WHERE noun = ?1 AND block >= ?2")?;
    let stored: Option<i64> = statement.query_row([table.number, from], |row| row.get(0))?;
    let there = match next_owner(connection, table, from * OWNERS) {
        Err(Error::Damaged(_)) if stored.is_some() => None,
        there => there?.map(block_of),
    };
    Ok([stored, there].into_iter().flatten().min())
}

/// What was read of one owner's rows.
#[derive(Clone, Copy, Debug)]
struct Seen {
    digest: Short,
    readable: bool,
    text: bool,
}

const NOTHING: Seen = Seen { digest: NONE, readable: true, text: true };

fn compare_block(
    connection: &Connection,
    table: &Noun,
    rows: &Rows<'_>,
    block: i64,
    found: &mut dyn FnMut(Differing) -> Result<()>,
) -> Result<()> {
    let stored = stored(connection, table.number, block)?;
    let first = block * OWNERS;
    let seen = match see(rows, first, first + OWNERS - 1) {
        Err(Error::Damaged(_) | Error::Bug(_)) => see_one_by_one(rows, first, &stored)?,
        seen => seen?,
    };
    for (number, (stored, seen)) in (first..).zip(stored.iter().zip(&seen)) {
        let how = match (stored, seen.digest) {
            _ if !seen.readable => How::Unreadable,
            (stored, made) if *stored == made && seen.text => continue,
            (stored, made) if *stored == made => How::NoText,
            (&NONE, _) => How::Unknown,
            (_, NONE) => How::Gone,
            _ => How::Changed,
        };
        let owner = Owner::of(table).noun.unwrap_or(table.number);
        found(Differing { table: table.table, name: table.name, owner, number, how })?;
    }
    Ok(())
}

fn see(rows: &Rows<'_>, first: i64, last: i64) -> Result<[Seen; OWNERS as usize]> {
    let mut seen = [NOTHING; OWNERS as usize];
    let text = std::cell::Cell::new(true);
    let is_text = |value: ValueRef<'_>| match value {
        ValueRef::Text(bytes) if std::str::from_utf8(bytes).is_err() => text.set(false),
        _ => {}
    };
    rows.read(first..=last, is_text, |owner, digest| {
        if let Some(slot) = seen.get_mut(place_of(owner)) {
            *slot = Seen { digest, readable: true, text: true };
        }
    })?;
    if text.get() || first == last {
        if let Some(slot) = seen.get_mut(place_of(first)).filter(|_| first == last) {
            slot.text = text.get();
        }
        return Ok(seen);
    }
    // Whose text it is, is asked for only where there is one.
    for (owner, slot) in (first..=last).zip(&mut seen) {
        if slot.digest != NONE {
            slot.text = see(rows, owner, owner)?.get(place_of(owner)).is_none_or(|seen| seen.text);
        }
    }
    Ok(seen)
}

/// Where part of a block cannot be read: each owner by itself. One without a digest and without a readable row is taken
/// for nobody.
fn see_one_by_one(rows: &Rows<'_>, first: i64, stored: &[Short]) -> Result<[Seen; OWNERS as usize]> {
    let mut all = [NOTHING; OWNERS as usize];
    for ((owner, stored), slot) in (first..).zip(stored).zip(&mut all) {
        match see(rows, owner, owner) {
            Ok(seen) => *slot = seen.get(place_of(owner)).copied().unwrap_or(NOTHING),
            Err(Error::Damaged(_) | Error::Bug(_)) if *stored == NONE => {}
            Err(Error::Damaged(_) | Error::Bug(_)) => slot.readable = false,
            Err(error) => return Err(error),
        }
    }
    Ok(all)
}
