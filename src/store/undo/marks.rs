//! Which works count at present, and which are taken back.
//!
//! What a cell holds follows from the works that count and touched it. So a later change is in the way of an undo just
//! if it counts now and did not count right behind the work, or the other way round: what was done and taken back
//! since, in whatever order, left everything as it was.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension};

use super::Work;
use crate::error::Result;

/// Marks a work as taken back by an operation. What it had taken back itself counts again, and so on down the line.
pub fn take_back(connection: &Connection, work: i64, by: i64) -> Result<()> {
    let (mut work, mut by) = (work, by);
    loop {
        connection.prepare_cached("INSERT INTO undone (operation_id, by_id) VALUES (?1, ?2)")?.execute([work, by])?;
        let Some(alive) = undo_of(connection, work)? else { return Ok(()) };
        connection.prepare_cached("DELETE FROM undone WHERE operation_id = ?1")?.execute([alive])?;
        let Some(again) = undo_of(connection, alive)? else { return Ok(()) };
        (work, by) = (again, alive);
    }
}

/// The operation that took a work back, if one did.
pub fn undone_by(connection: &Connection, work: i64) -> Result<Option<i64>> {
    let mut statement = connection.prepare_cached("SELECT by_id FROM undone WHERE operation_id = ?1")?;
    Ok(statement.query_row([work], |row| row.get(0)).optional()?)
}

/// What an undo is about in the end, and whether it made that count again.
pub fn turned(connection: &Connection, undo: i64) -> Result<(i64, bool)> {
    let (mut change, mut counts) = (undo, true);
    while let Some(other) = undo_of(connection, change)? {
        (change, counts) = (other, !counts);
    }
    Ok((change, counts))
}

fn undo_of(connection: &Connection, work: i64) -> Result<Option<i64>> {
    let mut statement = connection.prepare_cached("SELECT undo_of FROM operation WHERE id = ?1")?;
    Ok(statement.query_row([work], |row| row.get(0))?)
}

/// The operations behind a work that belong to changes which count now and did not then, or the other way round.
pub fn changed_since(connection: &Connection, work: &Work) -> Result<Vec<i64>> {
    let mut later = connection.prepare(
        "SELECT id, coalesce(part_of, id) FROM operation
         WHERE id > ?1 AND coalesce(part_of, id) <> ?1 AND (journal_digest IS NOT NULL OR undo_of IS NOT NULL)",
    )?;
    let later: Vec<(i64, i64)> =
        later.query_map([work.root], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    if later.is_empty() {
        return Ok(Vec::new());
    }
    let undos: HashMap<i64, i64> = connection
        .prepare("SELECT id, undo_of FROM operation WHERE undo_of IS NOT NULL")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let undone: HashSet<i64> = connection
        .prepare("SELECT operation_id FROM undone")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    // What an undo, an undo of that, and so on are all about in the end.
    let change = |mut operation: i64| {
        while let Some(other) = undos.get(&operation) {
            operation = *other;
        }
        operation
    };
    // Each undo then turned its change off or on again.
    let mut turned: HashMap<i64, u64> = HashMap::new();
    for undo in undos.keys().filter(|undo| **undo <= work.root) {
        *turned.entry(change(*undo)).or_default() += 1;
    }
    let counted_then = |change: i64| change <= work.root && turned.get(&change).is_none_or(|times| times % 2 == 0);
    let counts_now = |change: i64| !undone.contains(&change);
    let differs = |root: i64| counted_then(change(root)) != counts_now(change(root));
    Ok(later.into_iter().filter(|(_, root)| differs(*root)).map(|(operation, _)| operation).collect())
}
