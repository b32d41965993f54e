//! Taking a change back: every row it changed becomes what the journal says it was, as one operation that can itself
//! be taken back.
//!
//! A *work* is an operation with all its parts. It can be taken back while nothing later stands on it: no later change
//! that still counts touched the same values. What is taken back is marked (`undone`), and marked alive again when the
//! taking back is taken back.

mod apply;
mod guard;
mod import;
mod marks;
mod rights;
mod settle;
mod standing;
#[cfg(test)]
mod tests;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use super::change::{Act, Change, Ending, Recording};
use super::{Actor, Store, interaction};
use crate::error::{Error, Result};
use crate::model::time::Time;
use apply::Applier;
#[cfg(test)]
pub(super) use tests::deeds;

/// What was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// The first operation of the work.
    pub operation: i64,
    /// The work that it had taken back itself.
    pub undo_of: Option<i64>,
    /// The operation that took it back; `None` for a dry run.
    pub by: Option<i64>,
    /// Its command.
    pub command: String,
    /// When it was done.
    pub at: Time,
    /// Rows that became what they were.
    pub rows: u64,
    /// Chats among them.
    pub chats: u64,
    /// Chats that an import had brought and that went.
    pub removed: u64,
}

/// An operation with all its parts.
#[derive(Clone, Debug)]
struct Work {
    root: i64,
    /// Newest first.
    operations: Vec<i64>,
    command: String,
    at: Time,
    undo_of: Option<i64>,
}

/// Works that remove for good, or that a repository begins with.
const FOR_GOOD: &[&str] = &["init", "demo", "purge", "erase", "person erase"];

impl Store {
    /// Takes back the work that this operation belongs to; without one, the newest that counts and is no undo itself.
    /// A dry run does it all and takes that back.
    ///
    /// # Errors
    /// `NotFound` where there is no such operation, `Conflict` for what is taken back already, cannot be, or has
    /// something later standing on it, `Refused` where a hold or the last admin is in the way.
    pub fn undo(&mut self, actor: &Actor, operation: Option<i64>, dry_run: bool) -> Result<Undone> {
        let work = self.work_named(operation)?;
        let ending = if dry_run { Ending::TakeBack } else { Ending::Keep };
        // The words of an import go for good: bringing them back is another import.
        let recorded = if work.command == "import" { Recording::Touches } else { Recording::Rows };
        let act = Act { command: "undo", ending, recorded, part_of: None, undo_of: Some(work.root) };
        self.change(actor, act, |change| {
            if recorded == Recording::Touches {
                // Every other undo is followed row by row.
                interaction::mark_stale(change.transaction)?;
            }
            work.take_back(change)
        })
    }

    /// The first operation of the work that would be taken back, and whether that is an import: what it brought could
    /// not be had again.
    pub fn undo_is_for_good(&self, operation: Option<i64>) -> Result<(i64, bool)> {
        let work = self.work_named(operation)?;
        if let Some(permit) = &self.permit {
            rights::check(&self.connection, permit, &work)?;
        }
        Ok((work.root, work.command == "import"))
    }
}

impl Store {
    fn work_named(&self, operation: Option<i64>) -> Result<Work> {
        match operation {
            Some(operation) => {
                let work = Work::of(&self.connection, operation);
                match self.permit.as_ref().and_then(rights::knows_only) {
                    None => work,
                    Some(rep) => rights::unless_of_others(&self.connection, work, rep, operation),
                }
            }
            // Admins take back anybody's last change, everybody else their own.
            None => Work::newest(&self.connection, self.permit.as_ref().and_then(rights::only)),
        }
    }
}

impl Work {
    /// The work that an operation belongs to.
    fn of(connection: &Connection, operation: i64) -> Result<Self> {
        let mut statement = connection.prepare(
            "SELECT root.id, root.command, root.at, root.undo_of FROM operation AS named
             JOIN operation AS root ON root.id = coalesce(named.part_of, named.id) WHERE named.id = ?1",
        )?;
        let work = statement.query_row([operation], |row| {
            Ok(Self {
                root: row.get(0)?,
                operations: Vec::new(),
                command: row.get(1)?,
                at: Time::from_micros(row.get(2)?).ok_or_else(|| rusqlite::Error::IntegralValueOutOfRange(2, 0))?,
                undo_of: row.get(3)?,
            })
        });
        let mut work = work.optional()?.ok_or_else(|| {
            Error::not_found(format!("there is no operation {operation}"))
                .hint("livechats audit list shows every operation")
        })?;
        let mut parts =
            connection.prepare("SELECT id FROM operation WHERE id = ?1 OR part_of = ?1 ORDER BY id DESC")?;
        work.operations = parts.query_map([work.root], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(work)
    }

    /// The newest work that counts, is no undo and changed something: of one rep, or of any.
    fn newest(connection: &Connection, rep: Option<i64>) -> Result<Self> {
        let mut works = connection.prepare(
            "SELECT id, command, journal_digest IS NOT NULL OR EXISTS
               (SELECT 1 FROM operation AS part WHERE part.part_of = operation.id AND part.journal_digest IS NOT NULL)
             FROM operation
             WHERE part_of IS NULL AND undo_of IS NULL AND id NOT IN (SELECT operation_id FROM undone)
               AND (?1 IS NULL OR coalesce(behalf_rep_id, actor_rep_id) = ?1)
             ORDER BY id DESC",
        )?;
        let mut works = works.query([rep])?;
        while let Some(work) = works.next()? {
            let (operation, command, journaled): (i64, String, bool) = (work.get(0)?, work.get(1)?, work.get(2)?);
            match command.as_str() {
                "init" | "demo" => break,
                // Something older is not what somebody means who wants the last change back.
                name if journaled || name == "import" || FOR_GOOD.contains(&name) => {
                    return Self::of(connection, operation);
                }
                _ => {}
            }
        }
        Err(Error::not_found("there is nothing to undo").hint("livechats audit list shows every operation"))
    }

    /// How an error calls it.
    fn name(&self) -> String {
        match self.undo_of {
            Some(other) => format!("operation {} (undo of {other})", self.root),
            None => format!("operation {} ({})", self.root, self.command),
        }
    }

    fn cannot(&self, why: &str) -> Error {
        Error::conflict(format!("{} cannot be undone: {why}", self.name()))
    }

    /// The operations as an argument of `rarray`.
    fn array(&self) -> std::rc::Rc<Vec<Value>> {
        std::rc::Rc::new(self.operations.iter().copied().map(Value::Integer).collect())
    }

    /// Takes it back.
    fn take_back(&self, change: &mut Change<'_>) -> Result<Undone> {
        rights::check(change.transaction, &change.permit, self)?;
        self.check(change.transaction)?;
        let later = marks::changed_since(change.transaction, self)?;
        let mut shared = standing::check(change.transaction, self, &later)?;
        if self.undo_of.is_some() {
            shared.extend(standing::reps_had_again(change.transaction, self)?);
        }
        let mut applier = Applier::new(change, self, shared)?;
        if self.command == "import" {
            applier.remove_imported(&later)?;
        }
        applier.rows_back()?;
        // The row that the marks refer to is written when all is done.
        applier.connection().pragma_update(None, "defer_foreign_keys", true)?;
        marks::take_back(applier.connection(), self.root, applier.change.operation)?;
        applier.settle_all()?;
        let (rows, chats, removed) = (applier.rows, applier.chats, applier.removed);
        change.count("of", self.root);
        for (name, count) in [("rows", rows), ("chats", chats), ("removed_chats", removed)] {
            if name != "removed_chats" || count > 0 {
                change.count(name, i64::try_from(count).unwrap_or(i64::MAX));
            }
        }
        let by = (change.ending == Ending::Keep).then_some(change.operation);
        let (undo_of, command) = (self.undo_of, self.command.clone());
        Ok(Undone { operation: self.root, undo_of, by, command, at: self.at, rows, chats, removed })
    }

    /// Whether it is something that can be taken back at all.
    fn check(&self, connection: &Connection) -> Result<()> {
        if let Some(by) = marks::undone_by(connection, self.root)? {
            return Err(Error::conflict(format!("{} is undone already, by operation {by}", self.name()))
                .hint(format!("to have it again, undo that: livechats undo {by}")));
        }
        // What an undo had again may be taken back since, by another.
        let (change, counted) = marks::turned(connection, self.root)?;
        if let Some(by) = marks::undone_by(connection, change)?.filter(|_| counted) {
            return Err(self.cannot(&format!("operation {change} was taken back since, by operation {by}")));
        }
        if FOR_GOOD.contains(&self.command.as_str()) {
            return Err(self.cannot("what it did is for good"));
        }
        if self.undo_of.is_some_and(|other| is_import(connection, other)) {
            return Err(self
                .cannot("what an import brought and an undo removed is gone")
                .hint("import the file again"));
        }
        let (rows, erased): (i64, i64) = connection.query_row(
            "SELECT count(*), count(*) FILTER (WHERE before IS NULL AND act <> 1)
             FROM rarray(?1) AS part CROSS JOIN journal ON journal.operation_id = part.value",
            [self.array()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        if rows == 0 && self.command != "import" {
            return Err(self.cannot("it changed nothing"));
        }
        if erased > 0 {
            return Err(self.cannot("what it changed was erased since, and is nowhere to be had"));
        }
        Ok(())
    }
}

fn is_import(connection: &Connection, operation: i64) -> bool {
    connection
        .query_row("SELECT command = 'import' FROM operation WHERE id = ?1", [operation], |row| row.get(0))
        .unwrap_or(false)
}
