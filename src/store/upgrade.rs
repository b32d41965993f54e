//! Bringing a repository of an older version to this one: all of it in one transaction, or nothing.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};

use super::change::{self, By, Entry};
use super::open::{Access, connect, settings};
use super::permit::rep_of;
use super::queue::{self, Turn};
use super::{Actor, backup, digest, schema};
use crate::error::{Error, Result};

/// How long other writers are waited for.
const WAIT: Duration = Duration::from_secs(30);

/// Brings the repository at `path` to this program's version, unless somebody else did so just now. With `keep` the file
/// as it was is kept beside it first; gives its name.
///
/// # Errors
/// `Damaged` where the file is not exactly what its version says, `Denied` for an account it does not know.
pub fn upgrade(path: &Path, actor: &Actor, keep: bool) -> Result<Option<PathBuf>> {
    let turn = Turn::take(path, WAIT)?;
    let mut connection = connect(path, Access::Write, false)?;
    settings(&connection, Access::Write)?;
    connection.busy_timeout(WAIT)?;
    let version: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if version >= schema::VERSION {
        return Ok(None);
    }
    schema::verify_version(&connection, version)?;
    let sound: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if sound != "ok" {
        return Err(damaged());
    }
    change::check_clock(&connection, actor)?;
    refuse_unknown(&connection, actor)?;
    let kept = if keep { Some(backup::keep_before_upgrade(&connection, path, version)?) } else { None };
    // The pragma does nothing inside a transaction.
    connection.pragma_update(None, "foreign_keys", false)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    schema::migrate(&transaction, version)?;
    let orphans: i64 =
        transaction.query_row("SELECT count(*) FROM pragma_foreign_key_check()", [], |row| row.get(0))?;
    if orphans > 0 {
        return Err(damaged());
    }
    let operation = change::next_operation(&transaction)?;
    let entry = Entry {
        operation,
        by: By { rep: Some(rep_of(&transaction, actor.uid)?), behalf: None },
        command: "upgrade",
        detail: &format!("{{\"from\":{version},\"to\":{}}}", schema::VERSION),
        part_of: None,
        undo_of: None,
        journal: None,
        words: None,
    };
    change::record(&transaction, actor, &entry)?;
    digest::catch_up(&transaction)?;
    transaction.commit()?;
    // If a reader is in the way the next writer does it.
    let _ = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    drop((connection, turn));
    queue::leave(path);
    Ok(kept)
}

/// Whoever is not known leaves no copy behind. What more there is to know of a rep depends on the version.
fn refuse_unknown(connection: &Connection, actor: &Actor) -> Result<()> {
    if connection.prepare("SELECT 1 FROM rep WHERE os_uid = ?1")?.exists([actor.uid])? {
        return Ok(());
    }
    Err(Error::denied(format!("your account (uid {}) is not known to this repository", actor.uid)))
}

fn damaged() -> Error {
    Error::damaged("the repository file is damaged; it was not brought to this version")
        .hint("restore a backup; keep the damaged file and its -wal file")
}
