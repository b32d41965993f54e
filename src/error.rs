//! The one error type: what went wrong, what to do next, and the exit code that says so.
//!
//! The codes are the program's contract with scripts and are only ever added to.

use std::io;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, LazyLock};

use rusqlite::ffi::SQLITE_IOERR_SHMSIZE;

/// Result of everything that can fail here.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong and, where one is known, the next step.
#[derive(Clone, Debug)]
pub struct Report {
    /// One lower-case line without a full stop that names the object.
    pub message: String,
    /// The next step, printed as `hint: …`.
    pub hint: Option<String>,
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

/// Every way a command can end other than well, named by what the user must do next.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// Failed for a reason without a code of its own.
    #[error("{0}")]
    Failed(Report),
    /// Unknown flag, bad value or a query that cannot be read: nothing was opened for writing.
    #[error("{0}")]
    Usage(Report),
    /// Some items were done and some were not.
    #[error("{0}")]
    Partial(Report),
    /// The role does not allow it, or the account is not known.
    #[error("{0}")]
    Denied(Report),
    /// Not there, or not visible to the actor: never told apart.
    #[error("{0}")]
    NotFound(Report),
    /// Needs a decision first (`--yes`, a ceiling, a hold, a clock that cannot be believed).
    #[error("{0}")]
    Refused(Report),
    /// The name is taken, or the thing changed since it was looked at.
    #[error("{0}")]
    Conflict(Report),
    /// A file to read is malformed or over a limit; nothing of it was kept.
    #[error("{0}")]
    BadData(Report),
    /// A check ran to its end and found something.
    #[error("{0}")]
    Found(Report),
    /// No repository there, or not one of ours.
    #[error("{0}")]
    NoRepository(Report),
    /// Another process writes and `--wait` ran out.
    #[error("{0}")]
    Busy(Report),
    /// The repository failed a structural check.
    #[error("{0}")]
    Damaged(Report),
    /// The repository was made by a newer version.
    #[error("{0}")]
    Version(Report),
    /// Disk full, quota, file-size limit or read-only medium.
    #[error("{0}")]
    NoSpace(Report),
    /// Reading, writing or syncing failed.
    #[error("{0}")]
    Io(Report),
    /// The output file exists already or cannot be made.
    #[error("{0}")]
    Output(Report),
    /// A limit of time, size or memory was reached.
    #[error("{0}")]
    Limit(Report),
    /// A fault of the program itself.
    #[error("{0}")]
    Bug(Report),
    /// A signal (its number is inside) asked the program to stop.
    #[error("interrupted")]
    Interrupted(u8),
    /// The reader of our output went away: ends quietly.
    #[error("the reader closed the pipe")]
    BrokenPipe,
}

/// The variants that carry a [`Report`]: their constructors, and the way to it.
macro_rules! reports {
    ($($name:ident => $variant:ident),* $(,)?) => {
        $(
            #[doc = concat!("An [`Error::", stringify!($variant), "`] with this message.")]
            pub fn $name(message: impl Into<String>) -> Self {
                Self::$variant(Report { message: message.into(), hint: None })
            }
        )*

        fn report(&self) -> Option<&Report> {
            match self {
                $(Self::$variant(report) => Some(report),)*
                Self::Interrupted(_) | Self::BrokenPipe => None,
            }
        }

        fn report_mut(&mut self) -> Option<&mut Report> {
            match self {
                $(Self::$variant(report) => Some(report),)*
                Self::Interrupted(_) | Self::BrokenPipe => None,
            }
        }
    };
}

impl Error {
    reports! {
        failed => Failed, usage => Usage, partial => Partial, denied => Denied, not_found => NotFound,
        refused => Refused, conflict => Conflict, bad_data => BadData, found => Found, no_repository => NoRepository, busy => Busy,
        damaged => Damaged, version => Version, no_space => NoSpace, io => Io, output => Output,
        limit => Limit, bug => Bug,
    }

    /// The same error with the next step for the user.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        if let Some(report) = self.report_mut() {
            report.hint = Some(hint.into());
        }
        self
    }

    /// The next step, where one is known.
    pub fn next_step(&self) -> Option<&str> {
        self.report().and_then(|report| report.hint.as_deref())
    }

    /// The process exit code, as documented in the README.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Failed(_) => 1,
            Self::Usage(_) => 2,
            Self::Partial(_) => 3,
            Self::Denied(_) => 4,
            Self::NotFound(_) => 5,
            Self::Refused(_) => 6,
            Self::Conflict(_) => 7,
            Self::BadData(_) => 8,
            Self::Found(_) => 9,
            Self::NoRepository(_) => 10,
            Self::Busy(_) => 11,
            Self::Damaged(_) => 12,
            Self::Version(_) => 13,
            Self::NoSpace(_) => 14,
            Self::Io(_) => 15,
            Self::Output(_) => 16,
            Self::Limit(_) => 18,
            Self::Bug(_) => 70,
            Self::Interrupted(signal) => 128 + signal,
            Self::BrokenPipe => 141,
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        // One of ours that came through a reader or a writer is what it was.
        let error = match error.downcast::<Self>() {
            Ok(ours) => return ours,
            Err(error) => error,
        };
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::BrokenPipe,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::no_space("no space left to write").hint("make room and run the command again")
            }
            io::ErrorKind::ReadOnlyFilesystem => Self::no_space("the file system is read-only"),
            io::ErrorKind::OutOfMemory => Self::limit("out of memory"),
            _ => Self::io(describe(&error)),
        }
    }
}

static STOP: LazyLock<Arc<AtomicUsize>> = LazyLock::new(Arc::default);

/// Set to a signal's number once one asked the process to stop; what waits then ends with `Interrupted`.
pub fn stop() -> Arc<AtomicUsize> {
    Arc::clone(&STOP)
}

/// The system's words for an input/output error, without Rust's `(os error 13)`.
pub fn describe(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

impl From<rusqlite::Error> for Error {
    /// SQLite's code decides (what it calls busy, full, corrupt …); its words are for developers and stay out.
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error as Failure;
        use rusqlite::ErrorCode as Code;
        // Every table is strict, and no other program's schema is opened: such a value is damage.
        if let Failure::InvalidColumnType(..)
        | Failure::FromSqlConversionFailure(..)
        | Failure::IntegralValueOutOfRange(..)
        | Failure::Utf8Error(..) = &error
        {
            return Self::damaged("the repository holds a value that cannot stand there")
                .hint("livechats check --data tells where");
        }
        let rusqlite::Error::SqliteFailure(failure, _) = &error else {
            // Its words may hold SQL or data.
            return Self::bug("the repository gave an answer of an unexpected kind");
        };
        match failure.code {
            Code::DatabaseBusy | Code::DatabaseLocked => Self::busy("the repository is in use by another process")
                .hint("try again, or wait longer with --wait SECONDS"),
            Code::DiskFull => {
                Self::no_space("no space left for the repository").hint("make room and run the command again")
            }
            Code::ReadOnly => Self::no_space("the repository cannot be written: read-only file or file system")
                .hint("make it writable, or work on a copy"),
            Code::DatabaseCorrupt => Self::damaged("the repository file is damaged")
                .hint("restore a backup; keep the damaged file and its -wal file"),
            Code::NotADatabase => Self::no_repository("not a livechats repository"),
            // SQLite knows no better, and says so where this comes up first when a disk is full.
            Code::SystemIoFailure if failure.extended_code == SQLITE_IOERR_SHMSIZE => {
                Self::no_space("the repository's -shm file cannot get larger")
                    .hint("make room and run the command again")
            }
            Code::SystemIoFailure => Self::io("reading or writing the repository failed")
                .hint("see what the system's log says of the disk; keep the file and its -wal file"),
            Code::OutOfMemory | Code::TooBig => {
                Self::limit("out of memory, or a value beyond SQLite's limits").hint("ask for less at once")
            }
            Code::CannotOpen => Self::io("the repository file, its -wal file or its folder cannot be opened")
                .hint("see who may read and write them"),
            Code::OperationInterrupted => Self::limit("the query was stopped"),
            _ => Self::bug(format!("the repository gave an unexpected answer (SQLite code {})", failure.extended_code)),
        }
    }
}
