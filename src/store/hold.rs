//! Legal holds: placing chats on them, and releasing them.

use std::cell::Cell;

use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use super::act::{Outcome, Run, Targets, touch};
use super::change::{Act, Change};
use super::condition::Sql;
use super::permit::Sight;
use super::read::time;
use super::report::Report;
use super::{Actor, Store};
use crate::error::{Error, Result};
use crate::model::fold::fold;
use crate::model::hold::{HeldRow, HoldRow};

impl Store {
    /// Every hold, by name; those that were released too. Each with the chats that whoever asks can see.
    pub fn holds(&self) -> Result<Vec<HoldRow>> {
        let seen = seen(&self.sight());
        let mut statement = self.connection.prepare(&format!(
            "SELECT name, coalesce(chats, 0), placed_at, released_at, reason FROM hold
             LEFT JOIN (SELECT hold_id, count(*) AS chats FROM chat_hold JOIN chat ON chat.key = chat_hold.chat_key
               WHERE {} GROUP BY hold_id) ON hold_id = hold.id
             ORDER BY released_at IS NOT NULL, folded, name",
            seen.text
        ))?;
        Ok(statement.query_map(params_from_iter(seen.values), read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// The hold of this name, with the chats that whoever asks can see.
    ///
    /// # Errors
    /// `NotFound` where there is none.
    pub fn hold(&self, name: &str) -> Result<HoldRow> {
        let name = row(&self.connection, find(&self.connection, name)?)?.name;
        let found = self.holds()?.into_iter().find(|hold| hold.name == name);
        found.ok_or_else(|| Error::bug("a hold went away while it was read"))
    }

    /// Every chat on a hold that whoever asks can see, by the hold's name, newest chat first.
    pub fn held_chats(&self) -> Result<Vec<HeldRow>> {
        let seen = seen(&self.sight());
        let mut statement = self.connection.prepare(&format!(
            "SELECT hold.name, chat.id, chat.deleted_at IS NOT NULL, hold.reason
             FROM chat_hold JOIN hold ON hold.id = chat_hold.hold_id JOIN chat ON chat.key = chat_hold.chat_key
             WHERE {} ORDER BY hold.folded, chat.key DESC",
            seen.text
        ))?;
        let rows = statement.query_map(params_from_iter(seen.values), |row| {
            Ok(HeldRow { hold: row.get(0)?, chat: row.get(1)?, deleted: row.get(2)?, reason: row.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The chats on a hold, in the bin or not, that may be acted on.
    ///
    /// # Errors
    /// `NotFound` where there is no such hold.
    pub fn targets_held(&self, name: &str) -> Result<Targets> {
        let moment = self.connection.unchecked_transaction()?;
        let mut seen = seen(&self.grasp());
        seen.values.push(find(&moment, name)?.into());
        let sql = format!(
            "SELECT chat.key FROM chat_hold JOIN chat ON chat.key = chat_hold.chat_key
             WHERE {} AND chat_hold.hold_id = ? ORDER BY chat.key DESC",
            seen.text
        );
        let mut statement = moment.prepare(&sql)?;
        let keys = statement.query_map(params_from_iter(seen.values), |row| row.get(0))?;
        let keys: Vec<i64> = keys.collect::<rusqlite::Result<_>>()?;
        Targets::of_keys(&moment, &keys)
    }

    /// Says whether chats can be placed on a hold of this name.
    ///
    /// # Errors
    /// `Usage` where it is new and there is no reason, `Conflict` where it has another reason or was released.
    pub fn check_hold(&self, name: &str, reason: Option<&str>) -> Result<()> {
        known(&self.connection, name, reason).map(drop)
    }

    /// Places chats on a hold, which is made where it is not there yet.
    ///
    /// # Errors
    /// As [`Store::check_hold`].
    pub fn hold_chats(&mut self, actor: &Actor, run: &Run<'_>, name: &str, reason: Option<&str>) -> Result<Report> {
        // A batch looks the hold up anew: what the one before made may have been taken back.
        let hold = Cell::new(None);
        let describe = |change: &mut Change<'_>| {
            hold.set(None);
            change.word("hold", name);
        };
        self.act(actor, "hold add", run, describe, |change, target| {
            let id = match hold.get() {
                Some(id) => id,
                None => known_or_new(change, name, reason)?,
            };
            hold.set(Some(id));
            let placed = change
                .transaction
                .prepare_cached("INSERT INTO chat_hold (hold_id, chat_key) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
                .execute([id, target.key])?;
            if placed == 0 {
                return Ok(Outcome::Already("on this hold already"));
            }
            touch(change, target.key)?;
            Ok(Outcome::Done)
        })
    }

    /// Takes chats off a hold.
    ///
    /// # Errors
    /// `NotFound` where there is no such hold.
    pub fn release_chats(&mut self, actor: &Actor, run: &Run<'_>, name: &str) -> Result<Report> {
        let id = find(&self.connection, name)?;
        let describe = |change: &mut Change<'_>| change.word("hold", name);
        self.act(actor, "hold release", run, describe, |change, target| {
            let released = change
                .transaction
                .prepare_cached("DELETE FROM chat_hold WHERE chat_key = ?2 AND hold_id = ?1")?
                .execute([id, target.key])?;
            if released == 0 {
                return Ok(Outcome::Already("not on this hold"));
            }
            touch(change, target.key)?;
            Ok(Outcome::Done)
        })
    }

    /// Takes chats off a hold and, where none is left on it, ends the hold itself.
    ///
    /// # Errors
    /// `NotFound` where there is no such hold.
    pub fn release_hold(&mut self, actor: &Actor, run: &Run<'_>, name: &str) -> Result<Report> {
        let mut report = self.release_chats(actor, run, name)?;
        if !run.dry_run && report.remaining() == 0 && report.count_left() == 0 && report.stopped.is_none() {
            let operation = self.end_hold(actor, name, report.operation)?;
            report.operation.get_or_insert(operation);
        }
        Ok(report)
    }

    /// Ends a hold that no chat is on: as a part of that work, or by itself.
    ///
    /// # Errors
    /// `NotFound` where there is no such hold, `Conflict` where chats are on it or it was ended.
    pub fn end_hold(&mut self, actor: &Actor, name: &str, part_of: Option<i64>) -> Result<i64> {
        self.change(actor, Act { part_of, ..Act::of("hold release") }, |change| {
            let id = find(change.transaction, name)?;
            let row = row(change.transaction, id)?;
            if row.chats > 0 {
                return Err(Error::conflict(format!("chats are still on the hold {}", row.name))
                    .hint("somebody put them there meanwhile, or they are beyond what you may change"));
            }
            if row.released.is_some() {
                return Err(Error::conflict(format!("the hold {} was released before", row.name)));
            }
            change.transaction.execute("UPDATE hold SET released_at = ?2 WHERE id = ?1", (id, change.now.micros()))?;
            change.word("hold", row.name);
            Ok(change.operation)
        })
    }
}

/// What must hold for a chat that there is.
fn seen(sight: &Sight) -> Sql {
    sight.condition().unwrap_or_else(|| Sql::new("1", []))
}

/// The hold of this name, if there is one and chats can be placed on it.
fn known(connection: &Connection, name: &str, reason: Option<&str>) -> Result<Option<i64>> {
    let Some(id) = of_name(connection, name)? else {
        return match reason {
            Some(_) => Ok(None),
            None => Err(Error::usage(format!("there is no hold {name} yet, and a new one needs a reason"))
                .hint("say why with --reason TEXT")),
        };
    };
    let row = row(connection, id)?;
    if row.released.is_some() {
        return Err(
            Error::conflict(format!("the hold {} was released", row.name)).hint("give the new one another name")
        );
    }
    if reason.is_some_and(|reason| reason != row.reason) {
        return Err(Error::conflict(format!("there is a hold {} already, for another reason", row.name))
            .hint("leave --reason out to place more chats on it, or take another name"));
    }
    Ok(Some(id))
}

fn known_or_new(change: &Change<'_>, name: &str, reason: Option<&str>) -> Result<i64> {
    if let Some(id) = known(change.transaction, name, reason)? {
        return Ok(id);
    }
    change.transaction.execute(
        "INSERT INTO hold (name, folded, reason, placed_at) VALUES (?1, ?2, ?3, ?4)",
        (name, &*fold(name), reason, change.now.micros()),
    )?;
    Ok(change.transaction.last_insert_rowid())
}

fn of_name(connection: &Connection, name: &str) -> Result<Option<i64>> {
    let mut find =
        connection.prepare_cached("SELECT id FROM hold WHERE folded = ?1 ORDER BY name <> ?2, id LIMIT 1")?;
    Ok(find.query_row((&*fold(name), name), |row| row.get(0)).optional()?)
}

fn find(connection: &Connection, name: &str) -> Result<i64> {
    of_name(connection, name)?.ok_or_else(|| {
        Error::not_found(format!("no hold {name}")).hint("livechats hold list shows the holds there are")
    })
}

fn row(connection: &Connection, id: i64) -> Result<HoldRow> {
    let mut statement = connection.prepare_cached(
        "SELECT name, (SELECT count(*) FROM chat_hold WHERE hold_id = hold.id), placed_at, released_at, reason
         FROM hold WHERE id = ?1",
    )?;
    Ok(statement.query_row([id], read)?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<HoldRow> {
    Ok(HoldRow {
        name: row.get(0)?,
        chats: row.get(1)?,
        placed: time(row.get(2)?),
        released: time(row.get(3)?),
        reason: row.get(4)?,
    })
}
