//! Copies of the whole repository: of one moment, made while others write, and checked before anybody counts on them.

mod replay;
mod restore;

use std::fs::OpenOptions;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rusqlite::limits::Limit;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension};
use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;

pub use replay::Replayed;
pub use restore::{Restored, restore};

use super::change::{Act, Recording};
use super::digest::compare::compare;
use super::open::{Access, beside, connect_immutable, real, settings};
use super::{Actor, Store, audit, schema};
use crate::error::{Error, Result};
use crate::model::operation::Anchor;
use crate::model::temporary::temporary_name;

/// Where SQLite's header says how the file is written to, and what stands there for a log beside it.
const JOURNAL_MODE: u64 = 18;
const LOG: [u8; 2] = [2, 2];

/// What SQLite says where it cannot write (`SQLITE_IOERR_WRITE`).
const WRITE_FAILED: i32 = 778;

/// What a copy holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// Where its record stands.
    pub anchor: Anchor,
    /// How many chats, in the bin or not.
    pub chats: u64,
    /// Its size.
    pub bytes: u64,
    /// Owners of rows that are not as they were written, here and there, as far as they were looked at.
    pub differing: u64,
}

impl Store {
    /// Writes a copy of this moment into the empty file at `path`, and checks it: its schema and structure, its counts,
    /// that its record is the one here, and with `data` each row against its digest.
    ///
    /// # Errors
    /// `Damaged` where it is not what it should be.
    pub fn copy_into(&self, path: &Path, data: bool, step: &dyn Fn(u64) -> Result<()>) -> Result<Copy> {
        copy(&self.connection, path)?;
        step(0)?;
        let copy = examine(path, &self.connection, data, step)?;
        set_log_mode(path)?;
        Ok(copy)
    }

    /// Records that the whole repository was copied.
    ///
    /// # Errors
    /// As for every change.
    pub fn record_backup(&mut self, actor: &Actor, copy: &Copy) -> Result<()> {
        self.change(actor, Act { recorded: Recording::Nothing, ..Act::of("backup") }, |change| {
            change.count("chats", i64::try_from(copy.chats).unwrap_or(i64::MAX));
            change.count("bytes", i64::try_from(copy.bytes).unwrap_or(i64::MAX));
            change.count("as_of", copy.anchor.count);
            Ok(())
        })
    }
}

/// Has SQLite write the copy.
fn copy(connection: &Connection, path: &Path) -> Result<()> {
    // A path from the root is never taken for a URI.
    let path = real(path)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 1)?;
    let only: bool = connection.pragma_query_value(None, "query_only", |row| row.get(0))?;
    connection.pragma_update(None, "query_only", false)?;
    let name = ToSqlOutput::Borrowed(ValueRef::Text(path.as_os_str().as_bytes()));
    let copied = connection.execute("VACUUM INTO ?1", [name]);
    connection.pragma_update(None, "query_only", only)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    if copied.is_err() {
        for ending in ["-journal", "-wal", "-shm"] {
            // What is told is why there is no copy.
            let _ = std::fs::remove_file(beside(&path, ending));
        }
    }
    match copied {
        Err(rusqlite::Error::SqliteFailure(failure, _)) if failure.extended_code == WRITE_FAILED && is_limited() => {
            Err(Error::no_space("no space left to write the copy: files may not get larger here (ulimit -f)"))
        }
        copied => Ok(copied.map(drop)?),
    }
}

/// Whether files may only get so large.
fn is_limited() -> bool {
    rustix::process::getrlimit(rustix::process::Resource::Fsize).current.is_some()
}

fn open_copy(path: &Path) -> Result<Connection> {
    let connection = connect_immutable(path)?;
    settings(&connection, Access::Read)?;
    Ok(connection)
}

fn examine(path: &Path, original: &Connection, data: bool, step: &dyn Fn(u64) -> Result<()>) -> Result<Copy> {
    let connection = open_copy(path)?;
    schema::verify(&connection)?;
    check_structure(path)?;
    step(0)?;
    let (chats, counted): (u64, u64) = connection.query_row(
        "SELECT (SELECT count(*) FROM chat), (SELECT coalesce(sum(chats), 0) FROM chat_count)",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let anchor = audit::anchor(&connection)?;
    if chats != counted || !holds(original, &anchor)? {
        return Err(not_the_same());
    }
    let mut differing = 0;
    let mut found = |_| {
        differing += 1;
        Ok(())
    };
    if data {
        compare(&connection, &|_| true, &mut found, step)?;
    }
    Ok(Copy { anchor, chats, bytes: std::fs::metadata(path)?.len(), differing })
}

/// Looks through all pages: those of the search indexes, which are looked through again for what they mean, beside all.
fn check_structure(path: &Path) -> Result<()> {
    let is_sound = |indexes: bool| -> Result<bool> {
        let connection = open_copy(path)?;
        let mut statement = connection.prepare(
            "SELECT (SELECT quick_check FROM pragma_quick_check(one.name)) FROM pragma_table_list AS one
             WHERE one.schema = 'main' AND (one.type = 'virtual') = ?1",
        )?;
        let mut found = statement.query([indexes])?;
        while let Some(row) = found.next()? {
            let said: String = row.get(0)?;
            if said != "ok" {
                return Ok(false);
            }
        }
        Ok(true)
    };
    let [pages, indexes] = std::thread::scope(|scope| {
        let indexes = scope.spawn(|| is_sound(true));
        [is_sound(false), indexes.join().unwrap_or_else(|_| Err(Error::bug("a check of the copy broke off")))]
    });
    if pages? && indexes? { Ok(()) } else { Err(not_the_same()) }
}

fn not_the_same() -> Error {
    Error::damaged("the copy is not what the repository should be; none was kept")
        .hint("livechats check tells whether the repository is damaged")
}

/// Whether the record of a repository holds what an anchor says.
fn holds(connection: &Connection, anchor: &Anchor) -> Result<bool> {
    let mut statement = connection.prepare_cached("SELECT lower(hex(digest)) FROM operation WHERE id = ?1")?;
    let mut is = |operation: i64, digest: &str| -> Result<bool> {
        let there: Option<String> = statement.query_row([operation], |row| row.get(0)).optional()?;
        Ok(there.as_deref() == Some(digest))
    };
    Ok(is(1, &anchor.repository)? && is(anchor.count, &anchor.head)?)
}

/// SQLite writes copies that keep no log; every repository of ours does.
fn set_log_mode(path: &Path) -> Result<()> {
    let file = OpenOptions::new().write(true).open(path)?;
    file.write_all_at(&LOG, JOURNAL_MODE)?;
    file.sync_all()?;
    Ok(())
}

/// Keeps the file as it is before it is brought from `version` to another, beside it. Gives the name.
pub(super) fn keep_before_upgrade(connection: &Connection, path: &Path, version: i32) -> Result<PathBuf> {
    let (kept, temporary) = reserve_kept(path, version)?;
    let guard = Guard(temporary.clone());
    copy(connection, &temporary)?;
    let copied = open_copy(&temporary)?;
    schema::verify_version(&copied, version)?;
    check_structure(&temporary)?;
    let head = |connection: &Connection| -> Result<(i64, i64)> {
        let sql = "SELECT (SELECT max(id) FROM operation), (SELECT count(*) FROM message)";
        Ok(connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?)
    };
    if head(&copied)? != head(connection)? {
        return Err(not_the_same());
    }
    drop(copied);
    set_log_mode(&temporary)?;
    place(&temporary, &kept)?;
    drop(guard);
    Ok(kept)
}

/// A name that is free, and an empty file under another that only we know.
fn reserve_kept(path: &Path, version: i32) -> Result<(PathBuf, PathBuf)> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    let name = |number: u32| match number {
        1 => path.with_file_name(format!("{stem}.before-upgrade-{version}{ending}")),
        _ => path.with_file_name(format!("{stem}.before-upgrade-{version}.{number}{ending}")),
    };
    let kept = (1..=u32::MAX).map(name).find(|kept| std::fs::symlink_metadata(kept).is_err());
    let kept = kept.ok_or_else(|| Error::output("no name is free for a copy of the older version"))?;
    Ok((kept, reserve_temporary(path)?))
}

/// Makes an empty file of mode 0600 with a hidden name beside a path.
fn reserve_temporary(path: &Path) -> Result<PathBuf> {
    let name = |number| path.with_file_name(temporary_name(std::process::id(), number));
    let mut made = Err(std::io::ErrorKind::AlreadyExists.into());
    // In a container every process may have the same number, and find names of those before it taken.
    for temporary in (0..=u32::MAX).map(name) {
        made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&temporary).map(|_| temporary);
        if !made.as_ref().is_err_and(|error| error.kind() == std::io::ErrorKind::AlreadyExists) {
            break;
        }
    }
    made.map_err(|error| {
        let shown = path.display();
        match error.kind() {
            std::io::ErrorKind::NotFound => Error::not_found(format!("the folder of {shown} does not exist")),
            std::io::ErrorKind::PermissionDenied => {
                Error::denied(format!("no permission to make a file beside {shown}"))
            }
            _ => Error::from(error),
        }
    })
}

/// Gives a whole file its name, if that is free, and makes it safe on the disk.
fn place(temporary: &Path, path: &Path) -> Result<()> {
    std::fs::File::open(temporary)?.sync_all()?;
    // In one step: what has two names is not opened as a repository.
    let placed = match renameat_with(CWD, temporary, CWD, path, RenameFlags::NOREPLACE) {
        // Not every kernel and file system can; a second link can replace nothing either.
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
            std::fs::hard_link(temporary, path).and_then(|()| std::fs::remove_file(temporary))
        }
        placed => placed.map_err(Into::into),
    };
    placed.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Error::conflict(format!("{} exists already", path.display())),
        _ => Error::from(error),
    })?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::File::open(folder)?.sync_all()?;
    Ok(())
}

/// Removes a temporary file, and what SQLite and we made beside it.
struct Guard(PathBuf);

impl Drop for Guard {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm", "-journal", "-lock", "-clearing"] {
            // Nobody is left to tell; a leftover is hidden, and doctor finds it.
            let _ = std::fs::remove_file(beside(&self.0, ending));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::undo::deeds::World;

    /// Bytes of a page, and the first byte of one that is no overflow page.
    const PAGE: usize = 4096;
    const TREE: [u8; 4] = [2, 5, 10, 13];

    /// A copy, in a folder that goes with it.
    fn copied() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("copy.db");
        copy(&World::new().store.connection, &path).unwrap();
        (folder, path)
    }

    #[test]
    fn a_copy_with_one_broken_page_is_not_kept() {
        let (_folder, path) = copied();
        check_structure(&path).unwrap();
        let sound = std::fs::read(&path).unwrap();
        let mut broken = 0;
        for page in (1..sound.len() / PAGE).filter(|page| TREE.contains(&sound[page * PAGE])) {
            let mut bytes = sound.clone();
            bytes[page * PAGE] = 0xff;
            std::fs::write(&path, &bytes).unwrap();
            assert!(check_structure(&path).is_err(), "page {}", page + 1);
            broken += 1;
        }
        assert!(broken > 50, "{broken}");
    }

    #[test]
    fn words_that_the_index_lost_are_missed() {
        let (_folder, path) = copied();
        let connection = Connection::open(&path).unwrap();
        // Whole pages still, and an index that is none.
        connection.execute("UPDATE search_data SET block = zeroblob(length(block)) WHERE id > 10", []).unwrap();
        drop(connection);
        assert!(check_structure(&path).is_err());
    }
}
