//! Saving what can be read of a damaged repository: into a new file, never in place.
//!
//! Every table is read row by row, past what is damaged. Then the rows are held against the digests of the old file, which
//! tells what is lost of which chat; what is worked out from the rows is made anew.

mod lost;
mod record;
mod reindex;
mod salvage;

use std::path::Path;

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::change::{self, By, Entry};
use super::check::Data;
use super::open::{self, Access, beside};
use super::permit::rep_of;
use super::{Actor, Store, digest, schema};
use crate::error::{Error, Result};
use crate::model::finding::{Finding, Kind};
use lost::Lost;
use salvage::Salvage;

/// What was saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repaired {
    /// Chats in the new file.
    pub chats: u64,
    /// Messages in it.
    pub messages: u64,
    /// What is lost, or not as it was written.
    pub lost: Vec<Finding>,
    /// Whether nobody was left with the role admin, so that it was given to the caller.
    pub made_admin: bool,
}

/// Saves what can be read of the repository at `damaged` into a new one at `output`. The damaged file is not changed.
/// Where nobody is left with the role admin, `name` becomes one.
///
/// # Errors
/// `Damaged` where not even the schema can be read; `Conflict` where `output` exists.
pub fn repair(
    damaged: &Path,
    output: &Path,
    actor: &Actor,
    name: &str,
    step: &dyn Fn(u64) -> Result<()>,
) -> Result<Repaired> {
    let source = open_damaged(damaged)?;
    let mut repaired = Repaired::default();
    let opened = open::create(output, |connection| {
        connection.pragma_update(None, "foreign_keys", false)?;
        connection.pragma_update(None, "cache_size", -65_536)?;
        fill(&source, connection, actor, name, step, &mut repaired)
    })?;
    let mut store = Store::of(opened, output, Access::Write, std::time::Duration::ZERO);
    store.connection.pragma_update(None, "foreign_keys", true)?;
    let checked = (|| {
        store.count_interactions_again(&|_| step(0))?;
        let mut first = None;
        let mut tell = |finding: Finding| {
            first.get_or_insert(finding);
            Ok(())
        };
        store.check(Data::ALL, &mut tell, step)?;
        match first {
            None => Ok(()),
            Some(first) => Err(Error::damaged(format!("what was saved is not sound: {}", first.line()))
                .hint("restore a backup; keep the damaged file and its -wal file")),
        }
    })();
    drop(store);
    if checked.is_err() {
        // What is told is why there is none.
        let _ = std::fs::remove_file(output);
    }
    checked.map(|()| repaired)
}

/// Opens a file that may hold anything, as it is.
fn open_damaged(path: &Path) -> Result<Connection> {
    let unreadable = |error: Error| match error {
        Error::Damaged(_) | Error::NoRepository(_) | Error::Bug(_) => {
            Error::damaged("not even the schema of the repository can be read: nothing can be saved")
                .hint("restore a backup; keep the damaged file and its -wal file")
        }
        error => error,
    };
    let log_is_empty = std::fs::metadata(beside(path, "-wal")).map_or(true, |log| log.len() == 0);
    let connection = open::connect(path, Access::Read, log_is_empty)?;
    if !log_is_empty {
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    }
    // Without the first of these SQLite refuses a file that is cut short, and all of one with a single wrong line in its
    // schema. Nothing is written through this connection.
    connection
        .execute_batch(
            "PRAGMA writable_schema = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;
             PRAGMA temp_store = MEMORY; PRAGMA query_only = ON",
        )
        .map_err(|error| unreadable(error.into()))?;
    let version = connection.pragma_query_value(None, "user_version", |row| row.get::<_, i32>(0));
    let version = version.map_err(|error| unreadable(error.into()))?;
    if version != schema::VERSION {
        return Err(Error::version(format!(
            "the repository has version {version}, and this program saves those of version {}",
            schema::VERSION
        ))
        .hint("use the livechats that wrote it"));
    }
    // A schema that is not ours to the letter may be a damaged one: only rows of our own tables are read.
    connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
        .map_err(|error| unreadable(error.into()))?;
    Ok(connection)
}

fn fill(
    source: &Connection,
    connection: &mut Connection,
    actor: &Actor,
    name: &str,
    step: &dyn Fn(u64) -> Result<()>,
    repaired: &mut Repaired,
) -> Result<()> {
    let transaction = connection.transaction()?;
    let mut lost = Lost::default();
    Salvage::new(source, &transaction, step, &mut lost).all()?;
    lost.compare(&transaction, step)?;
    lost.mend(&transaction)?;
    record::save(source, &transaction, &mut lost, step)?;
    reindex::count_again(&transaction)?;
    reindex::index_again(&transaction, step)?;
    transaction.execute("DELETE FROM digest", [])?;
    repaired.made_admin = keep_admin(&transaction, actor, name)?;
    let (chats, messages) =
        transaction.query_row("SELECT (SELECT count(*) FROM chat), (SELECT count(*) FROM message)", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    (repaired.chats, repaired.messages) = (chats, messages);
    repaired.lost = lost.into_findings();
    let detail = format!("{{\"chats\":{chats},\"messages\":{messages},\"lost\":{}}}", repaired.lost.len());
    let entry = Entry {
        operation: change::next_operation(&transaction)?,
        by: By { rep: rep_of(&transaction, actor.uid).ok(), behalf: None },
        command: "doctor repair",
        detail: &detail,
        part_of: None,
        undo_of: None,
        journal: None,
        words: None,
    };
    change::record(&transaction, actor, &entry)?;
    digest::catch_up(&transaction)?;
    Ok(transaction.commit()?)
}

/// A repository that nobody can administer is of no use.
fn keep_admin(connection: &Connection, actor: &Actor, name: &str) -> Result<bool> {
    let admins = "SELECT 1 FROM rep WHERE role = 'admin' AND os_uid IS NOT NULL AND removed_at IS NULL";
    if connection.prepare(admins)?.exists([])? {
        return Ok(false);
    }
    connection.execute("UPDATE rep SET os_uid = NULL WHERE os_uid = ?1", [actor.uid])?;
    connection.execute(
        "INSERT INTO rep (name, folded, role, os_uid) VALUES (?1, ?2, 'admin', ?3)",
        (name, &*crate::model::fold::fold(name), actor.uid),
    )?;
    Ok(true)
}

/// What is lost without anybody knowing whose it was.
fn unreadable(table: &str) -> Finding {
    let table = table.replace('_', " ");
    Finding::of(Kind::Unreadable, format!("part of the table {table} cannot be read"))
}
