//! The repository file: the only floor that knows SQL.

mod act;
mod assignment;
mod attachment;
mod audit;
mod backup;
mod ban;
mod beside;
mod bin;
mod canned;
mod change;
mod check;
mod clear;
mod clock;
mod condition;
#[cfg(test)]
mod differential;
mod digest;
mod edges;
mod erase;
mod field;
mod filter;
mod functions;
mod handoff;
mod hold;
mod inbox;
mod index;
mod ingest;
mod interaction;
mod job;
mod journal;
mod key;
mod list;
mod log;
mod maintain;
mod memory;
mod mention;
mod names;
mod note;
mod open;
mod origin;
mod page;
mod pair;
mod people;
mod permit;
mod person;
mod prepare;
mod probe;
mod proof;
mod purge;
mod queue;
mod rank;
mod read;
mod repair;
mod reply;
mod report;
mod retention;
mod role;
mod schema;
mod scrub;
mod search;
mod segments;
mod state;
mod stream;
mod tag;
mod team;
mod tokens;
mod trace;
mod transfer;
mod undo;
mod upgrade;
mod user;
mod walk;
mod whole;
mod words;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rusqlite::Connection;

pub use act::{Run, Side, Targets};
pub use assignment::{Drained, Replayed, ReplayedRep, RuleEdit, SettingEdit, Supposed};
pub use audit::{AuditChoice, AuditSort, Slice, Verified};
pub use backup::{Copy, Replayed as ReplayedErasures, Restored, restore};
pub use ban::{BanChoice, Banned, Lift, Lifted, NewBan, ReasonEdit, Rehearsal, Suspect};
pub use check::{Checked, Data, FilePlace, FileSystem};
pub use clear::Cleared;
pub use erase::{Copies, Erased, Outside, Standing};
pub use field::FieldEdit;
pub use mention::{Mention, Speaker};
pub use note::NoteEdit;
pub use open::refuse_name_beside;
pub use page::{
    Among, ChatPage, Choice, Custody, Details, ImportOptions, Imported, Page, Preview, Sort, SortKey, Start,
};
pub use pair::Made;
pub use person::{Attachment, PersonChoice, PersonSort};
pub use proof::Proof;
pub use purge::Due;
pub use rank::RANKED;
pub use repair::{Repaired, repair};
pub use report::Report;
pub use retention::{DueWork, Planned, PolicyEdit, Retained};
pub use role::RoleEdit;
pub use state::Feedback;
pub use stream::Moment;
pub use tag::TagEdit;
pub use team::TeamEdit;
pub use undo::Undone;
pub use user::{NewUser, UserEdit};

pub use attachment::Held;
pub use canned::{CannedChange, Files as CannedFiles, FromCanned, ImportedCanned};
pub use handoff::{HandedOff, HandedPerson, Handoff, Labels};
pub use inbox::{InboxPage, Part};
pub use interaction::{Account, AllowanceEdit, Dimension};
pub use job::{Look, Run as JobRun, digest_of};
pub use reply::{Replied, Reply};
pub use transfer::Recipient;

pub use queue::Alone;

use crate::error::Result;
use crate::model::fold::fold;
use crate::model::permission::Need;
use crate::model::time::Time;
use change::By;
use open::{Access, Opened};

/// Steps of SQLite's virtual machine between two looks at whether we were asked to stop: some milliseconds at most.
const STEPS: i32 = 20_000;

/// An open repository.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    identity: (u64, u64),
    access: Access,
    wait: Duration,
    warnings: Vec<String>,
    done_on_opening: Vec<String>,
    permit: Option<permit::Permit>,
    recorder: Option<journal::Recorder>,
    /// Files of the repository that were read beside SQLite. They are closed last of all.
    held_open: Vec<std::fs::File>,
}

/// Who acts: the kernel's answer, and the moment.
#[derive(Clone, Copy, Debug)]
pub struct Actor {
    /// Real user id of the process.
    pub uid: u32,
    /// The moment the change is recorded with.
    pub now: Time,
    /// Whether `now` is a fixed clock: such writes are only taken by a repository made with one.
    pub fixed_clock: bool,
}

impl Store {
    /// Makes an empty repository, mode 0600, with the caller as its first admin called `name`. A failure leaves no file.
    ///
    /// # Errors
    /// `Conflict` where the file exists.
    pub fn create(path: &Path, actor: &Actor, name: &str) -> Result<Self> {
        let opened = open::create(path, |connection| found(connection, actor, name))?;
        let mut store = Self::of(opened, path, Access::Write, Duration::ZERO);
        store.admit(actor, Need::Nothing, None)?;
        Ok(store)
    }

    /// Opens a repository for reading only; one of an older version is first brought to this one, by this actor.
    ///
    /// # Errors
    /// `NoRepository`, `Version`, `Damaged`, `Denied`: see the README's exit codes.
    pub fn open(path: &Path, actor: &Actor) -> Result<Self> {
        Ok(Self::of(open::open(path, Access::Read, actor)?, path, Access::Read, Duration::ZERO))
    }

    /// Opens a repository as it is: nothing of it is changed, not even brought to this version.
    ///
    /// # Errors
    /// As [`Store::open`], and `Version` for an older one.
    pub fn look(path: &Path) -> Result<Self> {
        Ok(Self::of(open::look(path)?, path, Access::Read, Duration::ZERO))
    }

    /// Opens a repository for writing. Each change waits up to `wait` for other writers.
    ///
    /// # Errors
    /// As [`Store::open`], and `NoSpace` on a read-only medium.
    pub fn open_for_writing(path: &Path, actor: &Actor, wait: Duration) -> Result<Self> {
        let store = Self::of(open::open(path, Access::Write, actor)?, path, Access::Write, wait);
        store.connection.busy_timeout(wait)?;
        store.connection.pragma_update(None, "cache_size", -65_536)?;
        // See `Store::keep_log_short`.
        store.connection.pragma_update(None, "wal_autocheckpoint", 0)?;
        Ok(store)
    }

    fn of(opened: Opened, path: &Path, access: Access, wait: Duration) -> Self {
        let Opened { connection, identity, warnings, done: done_on_opening } = opened;
        Self {
            connection,
            path: path.to_owned(),
            identity,
            access,
            wait,
            warnings,
            done_on_opening,
            permit: None,
            recorder: None,
            held_open: Vec::new(),
        }
    }

    /// What must be said of the repository before using it (readable by other accounts, say).
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// What was done to the repository when it was opened (it was brought to this version, say).
    pub fn done_on_opening(&self) -> &[String] {
        &self.done_on_opening
    }

    /// Long work ends early, with an error, once `stop` is no longer 0 (it is set to the number of a signal).
    pub fn stop_on(&mut self, stop: Arc<AtomicUsize>) {
        // Fails only for a connection of another's, which ours never is.
        let _ = self.connection.progress_handler(STEPS, Some(move || stop.load(Ordering::Relaxed) != 0));
    }
}

impl Drop for Store {
    /// A writer leaves one file behind: the log is written back and emptied. Where a reader or another writer is in the
    /// way it is not waited for, and the next writer does it; nothing is lost by that. Nor is whoever clears the
    /// repository helped with their log, which is long: they empty it themselves.
    fn drop(&mut self) {
        if self.access == Access::Write {
            if !queue::is_being_cleared(&self.path) {
                let _ = self.connection.busy_timeout(Duration::ZERO);
                let _ = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
            }
            queue::leave(&self.path);
        }
    }
}

/// The first operation: the settings, and the first admin.
fn found(connection: &mut Connection, actor: &Actor, name: &str) -> Result<()> {
    let transaction = connection.transaction()?;
    if actor.fixed_clock {
        transaction.execute("INSERT INTO setting (name, value) VALUES ('fixed_clock', 'yes')", [])?;
    }
    transaction.execute(
        "INSERT INTO rep (name, folded, role, os_uid) VALUES (?1, ?2, 'admin', ?3)",
        (name, &*fold(name), actor.uid),
    )?;
    let admin = transaction.last_insert_rowid();
    let entry = change::Entry {
        operation: 1,
        by: By { rep: Some(admin), behalf: None },
        command: "init",
        detail: "{}",
        part_of: None,
        undo_of: None,
        journal: None,
        words: None,
    };
    change::record(&transaction, actor, &entry)?;
    digest::catch_up(&transaction)?;
    Ok(transaction.commit()?)
}
