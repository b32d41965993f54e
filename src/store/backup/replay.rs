//! What was erased and purged since a copy was made, as a newer repository tells: done to the copy too.

use std::collections::BTreeSet;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension};

use super::holds;
use crate::error::{Error, Result};
use crate::model::chat::ChatName;
use crate::model::operation::Anchor;
use crate::store::act::{Run, Side};
use crate::store::purge::Due;
use crate::store::{Actor, Store};

/// What a newer repository says went since.
#[derive(Debug)]
pub(super) struct Ledger {
    persons: BTreeSet<i64>,
    chats: Vec<i64>,
    later: i64,
}

/// What became of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Persons of the copy who were erased since.
    pub persons: u64,
    /// Chats of the copy that were purged since.
    pub chats: u64,
    /// Operations since.
    pub later: u64,
    /// Whether they were erased and purged again.
    pub done: bool,
}

impl Ledger {
    /// Reads what went since the record stood at this anchor.
    ///
    /// # Errors
    /// `Usage` for a repository that the copy was not made of.
    pub fn of(store: &Store, anchor: &Anchor) -> Result<Self> {
        let connection = store.connection.unchecked_transaction()?;
        if !holds(&connection, anchor)? {
            return Err(Error::usage(
                "the ledger is of a repository that the backup was not made of, or of an older state",
            )
            .hint("name the repository that was in use last, or its newest backup"));
        }
        let mut persons = numbers(&connection, "SELECT person_id FROM erasure")?.into_iter().collect();
        follow_merges(&connection, anchor.count, &mut persons)?;
        let chats = numbers(&connection, "SELECT chat_id FROM tombstone ORDER BY chat_id")?;
        let later: i64 = connection.query_row("SELECT max(id) FROM operation", [], |row| row.get(0))?;
        Ok(Self { persons, chats, later: later - anchor.count })
    }

    /// Erases and purges it in the copy, or only counts it.
    pub fn replay(
        &self,
        store: &mut Store,
        actor: &Actor,
        replay: bool,
        step: &dyn Fn(u64) -> Result<()>,
    ) -> Result<Replayed> {
        let there = |sql: &str, number: i64| -> Result<bool> {
            Ok(store.connection.prepare_cached(sql)?.query_row([number], |_| Ok(())).optional()?.is_some())
        };
        let mut chats = Vec::new();
        for chat in &self.chats {
            if there("SELECT 1 FROM chat WHERE id = ?1", *chat)? {
                chats.push(ChatName::Id(*chat));
            }
        }
        let mut persons = Vec::new();
        for person in &self.persons {
            if there(
                "SELECT 1 FROM person WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM erasure WHERE person_id = ?1)",
                *person,
            )? {
                persons.push(*person);
            }
        }
        let replayed = Replayed {
            persons: persons.len() as u64,
            chats: chats.len() as u64,
            later: self.later.unsigned_abs(),
            done: replay,
        };
        if !replay {
            return Ok(replayed);
        }
        release(store, actor, &chats, step)?;
        purge(store, actor, &chats, step)?;
        for person in persons {
            step(0)?;
            let theirs: Vec<ChatName> = {
                let mut statement = store.connection.prepare("SELECT id FROM chat WHERE person_id = ?1")?;
                let chats = statement.query_map([person], |row| Ok(ChatName::Id(row.get(0)?)))?;
                chats.collect::<rusqlite::Result<_>>()?
            };
            release(store, actor, &theirs, step)?;
            store.erase_person(actor, person, false, false)?;
        }
        store.finish_erasing(actor, Duration::from_secs(30), &|| step(0))?;
        Ok(replayed)
    }
}

/// Whoever was merged into somebody since goes with them: in the copy they are still two.
fn follow_merges(connection: &Connection, since: i64, persons: &mut BTreeSet<i64>) -> Result<()> {
    let mut statement = connection.prepare(
        "SELECT detail ->> '$.person', detail ->> '$.into' FROM operation WHERE command = 'person merge' AND id > ?1
         AND id NOT IN (SELECT operation_id FROM undone) ORDER BY id DESC",
    )?;
    let mut rows = statement.query([since])?;
    while let Some(row) = rows.next()? {
        let (from, into): (i64, i64) = (row.get(0)?, row.get(1)?);
        if persons.contains(&into) {
            persons.insert(from);
        }
    }
    Ok(())
}

/// A hold that kept them then was released before they went.
fn release(store: &mut Store, actor: &Actor, chats: &[ChatName], step: &dyn Fn(u64) -> Result<()>) -> Result<()> {
    for hold in store.holds()? {
        let held = store.targets_held(&hold.name)?;
        let wanted = |id: i64| chats.contains(&ChatName::Id(id));
        let names: Vec<ChatName> =
            held.chats.iter().filter(|chat| wanted(chat.id)).map(|chat| ChatName::Id(chat.id)).collect();
        if !names.is_empty() {
            let targets = store.targets_named(&names, Side::Either)?;
            settled(store.release_chats(actor, &Run { targets: &targets, dry_run: false, step }, &hold.name)?.stopped)?;
        }
    }
    Ok(())
}

fn purge(store: &mut Store, actor: &Actor, chats: &[ChatName], step: &dyn Fn(u64) -> Result<()>) -> Result<()> {
    if chats.is_empty() {
        return Ok(());
    }
    let targets = store.targets_named(chats, Side::Either)?;
    settled(store.delete_chats(actor, &Run { targets: &targets, dry_run: false, step })?.stopped)?;
    let targets = store.targets_named(chats, Side::Either)?;
    let due = Due { at_once: true, named: true, accept_clock: true };
    let run = Run { targets: &targets, dry_run: false, step };
    settled(store.purge_chats(actor, &run, due, Duration::from_secs(30))?.stopped)
}

fn settled(stopped: Option<Error>) -> Result<()> {
    stopped.map_or(Ok(()), Err)
}

fn numbers(connection: &Connection, sql: &str) -> Result<Vec<i64>> {
    let mut statement = connection.prepare(sql)?;
    let numbers = statement.query_map([], |row| row.get(0))?;
    Ok(numbers.collect::<rusqlite::Result<_>>()?)
}
