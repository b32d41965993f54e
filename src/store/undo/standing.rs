//! What stands on a work: later changes that count and touched the same values.
//!
//! Which later changes count is told in `marks.rs`.

use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

use rusqlite::Connection;
use rusqlite::types::Value;

use super::super::journal::{CHAT, REP};
use super::{FOR_GOOD, Work, marks};
use crate::error::{Error, Result};
use crate::model::time::Time;

/// Rows that something later touched too, but in nothing that stands in the way, as noun and key.
pub type Shared = HashSet<(i64, i64)>;

/// Columns that only tell of the last change to a row: two changes may both have written them.
pub const SOFT: &[(i64, &str)] = &[(CHAT, "updated_at"), (CHAT, "changed_by"), (REP, "assigned_at")];

/// Works that an error names; of more it only tells how many.
const NAMED: usize = 5;

/// How many rows each later work, by its root, has in common with the one to be taken back.
#[derive(Debug, Default)]
pub struct Standing(BTreeMap<i64, u64>);

impl Standing {
    /// Counts a row that this work has in common.
    pub fn add(&mut self, root: i64) {
        *self.0.entry(root).or_default() += 1;
    }

    /// Whether nothing stands in the way.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The error that names them, newest first.
    pub fn error(&self, connection: &Connection, work: &Work) -> Result<Error> {
        let mut named = Vec::new();
        let mut for_good = None;
        let mut read = connection.prepare_cached("SELECT command, at FROM operation WHERE id = ?1")?;
        for (root, rows) in self.0.iter().rev() {
            let (command, at): (String, i64) = read.query_row([root], |row| Ok((row.get(0)?, row.get(1)?)))?;
            if FOR_GOOD.contains(&command.as_str()) {
                for_good = for_good.or(Some(*root));
            }
            if named.len() < NAMED {
                let at = Time::from_micros(at).map(Time::rfc3339).unwrap_or_default();
                let plural = if *rows == 1 { "" } else { "s" };
                named.push(format!("operation {root} ({command}, {at}, {rows} row{plural})"));
            }
        }
        if self.0.len() > NAMED {
            named.push(format!("{} more", self.0.len() - NAMED));
        }
        let stand = if self.0.len() == 1 { "stands" } else { "stand" };
        let newest = self.0.keys().next_back().copied().unwrap_or_default();
        let hint = match for_good {
            Some(root) => format!("operation {root} cannot be undone, so this one cannot either"),
            None if self.0.len() == 1 => format!("undo that first: livechats undo {newest}"),
            None => format!("undo those first, the newest before the others: livechats undo {newest}"),
        };
        Ok(work.cannot(&format!("{} {stand} on it", named.join(", "))).hint(hint))
    }
}

/// Refuses a work that something stands on, of the later operations that count. Gives the rows that something later touched beside it.
///
/// # Errors
/// `Conflict`, naming what stands on it.
pub fn check(connection: &Connection, work: &Work, later: &[i64]) -> Result<Shared> {
    let mut shared = Shared::new();
    if later.is_empty() {
        return Ok(shared);
    }
    let later = Rc::new(later.iter().copied().map(Value::Integer).collect::<Vec<_>>());
    let mut standing = Standing::default();
    let mut statement = connection.prepare(
        "SELECT coalesce(operation.part_of, operation.id), mine.noun,
           iif(typeof(mine.row_key) = 'integer', mine.row_key, NULL),
           mine.act <> 2 OR later.act <> 2 OR later.before IS NULL OR EXISTS (
             SELECT 1 FROM json_each(mine.before) AS one JOIN json_each(later.before) AS other ON other.key = one.key
             WHERE (mine.noun, one.key) NOT IN (VALUES (1, 'updated_at'), (1, 'changed_by'), (10, 'assigned_at')))
         FROM rarray(?1) AS part CROSS JOIN journal AS mine ON mine.operation_id = part.value
         CROSS JOIN journal AS later INDEXED BY journal_row ON later.noun = mine.noun AND later.row_key = mine.row_key
           AND later.operation_id > mine.operation_id
         CROSS JOIN operation ON operation.id = later.operation_id
         WHERE later.operation_id IN (SELECT value FROM rarray(?2))",
    )?;
    let mut rows = statement.query((work.array(), later))?;
    while let Some(row) = rows.next()? {
        let (root, noun, key, stands): (i64, i64, Option<i64>, bool) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        if stands {
            standing.add(root);
        } else if let Some(key) = key {
            shared.insert((noun, key));
        }
    }
    if !standing.is_empty() {
        return Err(standing.error(connection, work)?);
    }
    // Two works that give a rep a chat at the same moment leave one trace of it, that of the first.
    let mut reps = connection.prepare(
        "SELECT mine.row_key FROM rarray(?1) AS part CROSS JOIN journal AS mine ON mine.operation_id = part.value
         WHERE mine.noun = ?2 GROUP BY mine.row_key HAVING max(mine.act <> 2) = 0",
    )?;
    for key in reps.query_map((work.array(), REP), |row| row.get(0))? {
        shared.insert((REP, key?));
    }
    Ok(shared)
}

/// The reps that a change assigned chats to which an undo of an undo has again. While it was taken back nothing of them may
/// have been recorded: a later assignment counted.
pub fn reps_had_again(connection: &Connection, undo: &Work) -> Result<Vec<(i64, i64)>> {
    let (change, _) = marks::turned(connection, undo.root)?;
    let mut statement = connection.prepare(
        "SELECT DISTINCT journal.row_key FROM operation JOIN journal ON journal.operation_id = operation.id
         WHERE (operation.id = ?1 OR operation.part_of = ?1) AND journal.noun = ?2",
    )?;
    let reps = statement.query_map([change, REP], |row| Ok((REP, row.get(0)?)))?;
    Ok(reps.collect::<rusqlite::Result<_>>()?)
}
