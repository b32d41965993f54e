//! Making a repository, and opening one: everything that is not ours is refused before SQLite sees it.

use std::fs::{File, Metadata, OpenOptions};
use std::io::Read;
use std::os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::upgrade::upgrade;
use super::{Actor, Store, schema};
use crate::error::{Error, Result};

/// Above this many bytes a repository is not checked through before much is written: it would take longer than that.
const CHECKED_BYTES: i64 = 64 << 20;

/// How a file is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// For reading commands: nothing can be written through it.
    Read,
    /// For changes.
    Write,
}

/// An opened file and what was seen on the way.
#[derive(Debug)]
pub struct Opened {
    /// The connection, with all its settings made.
    pub connection: Connection,
    /// Device and inode of the file that was opened.
    pub identity: (u64, u64),
    /// What should be said before using it.
    pub warnings: Vec<String>,
    /// What was done to it on the way.
    pub done: Vec<String>,
}

/// Makes a new file of mode 0600 with the schema in it, and what `found` puts there. A failure leaves no file.
///
/// # Errors
/// `Conflict` where the file exists, `NotFound` where its folder is missing.
pub fn create(path: &Path, found: impl FnOnce(&mut Connection) -> Result<()>) -> Result<Opened> {
    refuse_name_beside(path)?;
    let identity = reserve(path)?;
    let made = lay_out(path).and_then(|mut connection| found(&mut connection).map(|()| connection));
    match made {
        Ok(connection) => Ok(Opened { connection, identity, warnings: Vec::new(), done: Vec::new() }),
        Err(error) => {
            for ending in ["", "-wal", "-shm"] {
                // What is told is why there is no repository.
                let _ = std::fs::remove_file(beside(path, ending));
            }
            Err(error)
        }
    }
}

/// How the names of the files end that SQLite and we put beside a repository, and remove there.
const ENDINGS: [&str; 5] = ["-wal", "-shm", "-journal", "-lock", "-clearing"];

/// Refuses a name for a repository that a file beside another one could have: who works there would remove it.
///
/// # Errors
/// `Usage` for such a name.
pub fn refuse_name_beside(path: &Path) -> Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_hex = |digits: &str| digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let of_job = name.rsplit_once("-job-").is_some_and(|(_, digits)| is_hex(digits));
    if !of_job && !ENDINGS.iter().any(|ending| name.ends_with(ending)) {
        return Ok(());
    }
    Err(Error::usage(format!("{} is named as a file beside a repository is, and would be removed", path.display()))
        .hint("name another file, such as livechats.db"))
}

/// Makes the empty file, and nobody else's.
fn reserve(path: &Path) -> Result<(u64, u64)> {
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(|error| {
        let shown = path.display();
        match error.kind() {
            std::io::ErrorKind::AlreadyExists => Error::conflict(format!("{shown} exists already"))
                .hint("name another file with --repo FILE, or use the one there"),
            std::io::ErrorKind::NotFound => Error::not_found(format!("the folder of {shown} does not exist")),
            std::io::ErrorKind::PermissionDenied => Error::denied(format!("no permission to make a file at {shown}")),
            _ => Error::from(error),
        }
    })?;
    Ok(identity(&file.metadata()?))
}

/// Makes an empty file a repository.
fn lay_out(path: &Path) -> Result<Connection> {
    let mut connection = Connection::open_with_flags(real(path)?, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))?;
    connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
    settings(&connection, Access::Write)?;
    connection.pragma_update(None, "application_id", schema::APPLICATION_ID)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    let transaction = connection.transaction()?;
    schema::migrate(&transaction, 0)?;
    transaction.commit()?;
    Ok(connection)
}

/// Opens the repository at `path`.
///
/// # Errors
/// `NoRepository` for all that is not one of ours, `Version` for one of a newer program, `Damaged`, `NoSpace` for a
/// write to a read-only medium, `Denied` where the system forbids it.
pub fn open(path: &Path, access: Access, actor: &Actor) -> Result<Opened> {
    let metadata = examine(path)?;
    let read_only_medium = is_on_read_only_medium(path);
    if read_only_medium && access == Access::Write {
        return Err(Error::no_space(format!("{} is on a read-only file system", path.display())));
    }
    let connection = connect(path, access, read_only_medium).map_err(ours)?;
    settings(&connection, access).map_err(ours)?;
    let version: i32 =
        connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(|e| ours(e.into()))?;
    check_version(path, version)?;
    if version < schema::VERSION {
        drop(connection);
        if read_only_medium {
            return Err(Error::version(format!(
                "{} has repository version {version}, older than {}, and is on a read-only file system",
                path.display(),
                schema::VERSION
            ))
            .hint("copy it elsewhere: the first command that opens it there brings it to this version"));
        }
        let kept = upgrade(path, actor, true).map_err(ours)?;
        let mut opened = open(path, access, actor)?;
        opened.done.extend(kept.map(|kept| upgraded(path, version, &kept)));
        return Ok(opened);
    }
    schema::verify(&connection).map_err(ours)?;
    Ok(Opened { connection, identity: identity(&metadata), warnings: warnings(path, &metadata), done: Vec::new() })
}

/// Opens the repository at `path` as it is: no older version is brought to this one, and what a writer left in the log
/// stays there.
///
/// # Errors
/// As [`open`], and `Version` for an older one.
pub fn look(path: &Path) -> Result<Opened> {
    let metadata = examine(path)?;
    let log_is_empty = is_empty(&beside(path, "-wal"));
    let connection = connect(path, Access::Read, is_on_read_only_medium(path)).map_err(ours)?;
    settings(&connection, Access::Read).map_err(ours)?;
    if !log_is_empty {
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    }
    let version: i32 =
        connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(|e| ours(e.into()))?;
    check_version(path, version)?;
    if version < schema::VERSION {
        return Err(older(path, version).hint("livechats doctor --upgrade brings it to this version"));
    }
    schema::verify(&connection).map_err(ours)?;
    Ok(Opened { connection, identity: identity(&metadata), warnings: warnings(path, &metadata), done: Vec::new() })
}

/// The version of the repository at `path`, which is looked at before SQLite sees it.
pub(super) fn version_of(path: &Path) -> Result<i32> {
    examine(path)?;
    let connection = connect_immutable(path).map_err(ours)?;
    connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(|error| ours(error.into()))
}

fn upgraded(path: &Path, from: i32, kept: &Path) -> String {
    let (shown, to) = (path.display(), schema::VERSION);
    format!("Brought {shown} from version {from} to {to}; as it was before it is in {}.", kept.display())
}

fn older(path: &Path, version: i32) -> Error {
    let shown = path.display();
    Error::version(format!("{shown} has repository version {version}, older than {}", schema::VERSION))
}

/// Whether there is nothing in a file, or no file.
fn is_empty(path: &Path) -> bool {
    std::fs::metadata(path).map_or(true, |metadata| metadata.len() == 0)
}

/// Opens for reading once more what is open already. Only SQLite touches the file here: if we opened and closed it
/// ourselves, the system would drop the locks of the connection there is.
pub fn again(path: &Path) -> Result<Connection> {
    let connection = connect(path, Access::Read, is_on_read_only_medium(path))?;
    settings(&connection, Access::Read)?;
    Ok(connection)
}

fn is_on_read_only_medium(path: &Path) -> bool {
    rustix::fs::statvfs(path).is_ok_and(|volume| volume.f_flag.contains(rustix::fs::StatVfsMountFlags::RDONLY))
}

/// The path of a file that belongs to the one at `path`: its name with this ending.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Device and inode: what a file is, whatever its name.
pub fn identity(metadata: &Metadata) -> (u64, u64) {
    (metadata.dev(), metadata.ino())
}

/// The header already said that the file is one of ours: what SQLite then calls "no database" is damage.
fn ours(error: Error) -> Error {
    match error {
        Error::NoRepository(_) => Error::damaged("the repository file is damaged")
            .hint("restore a backup; keep the damaged file and its -wal file"),
        other => other,
    }
}

pub(super) fn connect(path: &Path, access: Access, read_only_medium: bool) -> Result<Connection> {
    if read_only_medium {
        return connect_immutable(path);
    }
    let path = &real(path)?;
    let opened = Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_WRITE));
    match opened {
        Err(_) if access == Access::Read => {
            Ok(Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_ONLY))?)
        }
        other => Ok(other?),
    }
}

/// On a read-only medium SQLite cannot make its shared memory. The file is read as one that cannot change, which is
/// true as long as no `-wal` file holds part of it.
pub(super) fn connect_immutable(path: &Path) -> Result<Connection> {
    if !is_empty(&beside(path, "-wal")) {
        return Err(Error::no_space("the file system is read-only and part of the repository is in its -wal file")
            .hint("mount it writable once, or copy both files elsewhere"));
    }
    let mut uri = String::from("file:");
    for byte in real(path)?.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(byte) {
            uri.push(char::from(*byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri.push_str("?immutable=1");
    Ok(Connection::open_with_flags(uri, flags(OpenFlags::SQLITE_OPEN_READ_ONLY) | OpenFlags::SQLITE_OPEN_URI)?)
}

/// The same file by the real path of its folder: SQLite takes no symbolic link on the way. The file itself must be none.
pub(super) fn real(path: &Path) -> std::io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return Ok(path) };
    Ok(std::fs::canonicalize(folder)?.join(name))
}

fn flags(access: OpenFlags) -> OpenFlags {
    access | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW | OpenFlags::SQLITE_OPEN_EXRESCODE
}

/// SQLite's own list for files that another party may have written, and ours for people's data: words deleted are
/// overwritten, nothing goes to the system's temporary folder.
pub(super) fn settings(connection: &Connection, access: Access) -> Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    // Plans that do not hang on bound values: else a statement used again would be prepared again.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_limit(rusqlite::limits::Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.execute_batch(
        "PRAGMA cell_size_check = ON;
         PRAGMA mmap_size = 0;
         PRAGMA temp_store = MEMORY;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;
         PRAGMA synchronous = FULL;",
    )?;
    if access == Access::Read {
        connection.pragma_update(None, "query_only", true)?;
        // Little is read twice, and a page used again costs less than a new one that the kernel has to clear.
        connection.pragma_update(None, "cache_size", -256)?;
    }
    super::functions::register(connection)?;
    rusqlite::vtab::array::load_module(connection)?;
    Ok(())
}

/// Looks at the file before SQLite does.
fn examine(path: &Path) -> Result<Metadata> {
    let shown = path.display();
    let metadata = std::fs::symlink_metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::PermissionDenied => Error::denied(format!("no permission to look at {shown}")),
        _ => Error::no_repository(format!("no repository at {shown}"))
            .hint("make one with `livechats init`, or name it with --repo FILE"),
    })?;
    let kind = metadata.file_type();
    let other = if kind.is_symlink() {
        return Err(Error::no_repository(format!("{shown} is a symbolic link")).hint("give the real path"));
    } else if kind.is_dir() {
        Some("a folder")
    } else if kind.is_fifo() {
        Some("a named pipe")
    } else if kind.is_socket() {
        Some("a socket")
    } else if kind.is_char_device() || kind.is_block_device() {
        Some("a device")
    } else {
        None
    };
    if let Some(other) = other {
        return Err(Error::no_repository(format!("{shown} is not a regular file (it is {other})")));
    }
    if metadata.nlink() > 1 {
        return Err(Error::no_repository(format!("{shown} has {} names (hard links)", metadata.nlink()))
            .hint("a repository under two names gets damaged; copy it, or remove the other name"));
    }
    let mut header = Vec::with_capacity(100);
    File::open(path).and_then(|file| file.take(100).read_to_end(&mut header)).map_err(|error| match error.kind() {
        std::io::ErrorKind::PermissionDenied => Error::denied(format!("no permission to read {shown}")),
        _ => Error::from(error),
    })?;
    examine_header(path, &header, metadata.len())?;
    Ok(metadata)
}

/// The 100 bytes that begin every SQLite file (sqlite.org/fileformat.html, section 1.3).
fn examine_header(path: &Path, header: &[u8], length: u64) -> Result<()> {
    let shown = path.display();
    if length == 0 {
        return Err(Error::no_repository(format!("{shown} is an empty file, not a livechats repository")));
    }
    let magic = b"SQLite format 3\0";
    if !header.starts_with(magic) {
        return Err(Error::no_repository(format!("{shown} is not a livechats repository")));
    }
    let damaged = |what: &str| {
        Err(Error::damaged(format!("{shown} {what}")).hint("restore a backup; keep the damaged file and its -wal file"))
    };
    if header.len() < 100 {
        return damaged("is cut short within its first page");
    }
    let number = |at: usize| header[at..at + 4].iter().fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte));
    let application = number(68);
    if application.cast_signed() != schema::APPLICATION_ID {
        return Err(Error::no_repository(format!(
            "{shown} is a SQLite file of another program (application id {application:#x})"
        )));
    }
    if header[18] > 2 || header[19] > 2 {
        return Err(Error::version(format!("{shown} has a file format newer than this program knows"))
            .hint("use a newer livechats"));
    }
    check_version(path, number(60).cast_signed())?;
    let page_size = match u64::from(header[16]) << 8 | u64::from(header[17]) {
        1 => 65_536,
        size => size,
    };
    if !(512..=65_536).contains(&page_size) || !page_size.is_power_of_two() {
        return damaged(&format!("is damaged: its header gives {page_size} as page size"));
    }
    let log_is_empty = is_empty(&beside(path, "-wal"));
    let expected = u64::from(number(28)) * page_size;
    // While a log is being written back the header can be ahead of the file; and another process may be doing just
    // that between our looks, so the length is asked for again.
    let length = std::fs::metadata(path).map_or(length, |metadata| metadata.len().max(length));
    if log_is_empty && number(24) == number(92) && length < expected {
        return damaged(&format!("is cut short: {length} of {expected} bytes"));
    }
    Ok(())
}

fn check_version(path: &Path, version: i32) -> Result<()> {
    let known = schema::VERSION;
    if (1..=known).contains(&version) {
        return Ok(());
    }
    let hint = match version {
        0 => "the program was stopped while it made the file: remove it, and make it again with `livechats init`",
        _ => "use the livechats that wrote it, or a newer one",
    };
    Err(Error::version(format!("{} has repository version {version}; this program knows 1 to {known}", path.display()))
        .hint(hint))
}

fn warnings(path: &Path, metadata: &Metadata) -> Vec<String> {
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 == 0 {
        return Vec::new();
    }
    let shown = path.display();
    vec![format!("{shown} can be read or written by other accounts (mode {mode:04o}); chmod 600 it")]
}

impl Store {
    /// Looks for structural damage before much is written on top of it.
    pub(super) fn check_before_bulk(&self) -> Result<()> {
        let size: i64 = self.connection.query_row(
            "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
            [],
            |row| row.get(0),
        )?;
        if size > CHECKED_BYTES {
            return Ok(());
        }
        let found: String = self.connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if found == "ok" {
            return Ok(());
        }
        Err(Error::damaged("the repository file is damaged; nothing was written")
            .hint("restore a backup; keep the damaged file and its -wal file"))
    }
}
