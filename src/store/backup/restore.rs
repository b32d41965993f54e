//! A repository from a copy: checked, and without what was erased since the copy was made.

use std::fs::OpenOptions;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use super::replay::{Ledger, Replayed};
use super::{Guard, place, reserve_temporary};
use crate::error::{Error, Result};
use crate::model::operation::Anchor;
use crate::model::permission::Need;
use crate::store::change::{Act, Recording};
use crate::store::check::Data;
use crate::store::open::{beside, refuse_name_beside, version_of};
use crate::store::{Actor, Store, job, schema, upgrade};

/// How long it is waited for others: there are none.
const WAIT: Duration = Duration::from_secs(30);

/// What became of a restoration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Chats that are there.
    pub chats: u64,
    /// Where the record of the copy stood.
    pub anchor: Anchor,
    /// What was erased and purged since, and what became of it; `None` where no ledger told.
    pub replayed: Option<Replayed>,
    /// Export jobs. Their next runs write everything: later ones than are known here may have been taken in elsewhere.
    pub jobs: u64,
}

/// Makes a repository at `path`, where there must be none, of the copy that `from` gives. What `ledger` says was erased
/// and purged since is erased and purged again, unless `replay` is off.
///
/// # Errors
/// `Conflict` where there is one; `Found` where the copy is not sound; `Denied` for anybody but an admin of it.
pub fn restore(
    mut from: impl Read,
    path: &Path,
    actor: &Actor,
    ledger: Option<&Store>,
    replay: bool,
    step: &dyn Fn(u64) -> Result<()>,
) -> Result<Restored> {
    refuse_name_beside(path)?;
    refuse_taken(path)?;
    let temporary = reserve_temporary(path)?;
    let guard = Guard(temporary.clone());
    let mut file = OpenOptions::new().write(true).open(&temporary)?;
    std::io::copy(&mut from, &mut file)?;
    drop(file);
    let version = version_of(&temporary).map_err(|error| match error {
        // The name of our own copy of it would tell nobody anything.
        Error::NoRepository(_) => Error::no_repository("what was given is no backup of a livechats repository")
            .hint("livechats backup FILE makes one; one that is packed comes in through a pipe"),
        Error::Damaged(report) => {
            let own = temporary.display().to_string();
            Error::damaged(report.message.replace(&own, "what was given")).hint("take another copy of the backup")
        }
        other => other,
    })?;
    if version < schema::VERSION {
        // The copy itself is kept where it is.
        upgrade::upgrade(&temporary, actor, false)?;
    }
    check(&temporary, step)?;
    let mut store = Store::open_for_writing(&temporary, actor, WAIT)?;
    store.admit(actor, Need::Admin, None)?;
    let anchor = store.anchor()?;
    let replayed = match ledger {
        None => None,
        Some(ledger) => {
            let ledger = Ledger::of(ledger, &anchor)?;
            Some(ledger.replay(&mut store, actor, replay, step)?)
        }
    };
    let chats = store.count_all_chats()?;
    let jobs = store.change(actor, Act { recorded: Recording::Nothing, ..Act::of("backup restore") }, |change| {
        change.count("as_of", anchor.count);
        change.term(
            "ledger",
            match (&replayed, replay) {
                (None, _) => "none",
                (Some(_), true) => "replayed",
                (Some(_), false) => "ignored",
            },
        );
        if let Some(replayed) = &replayed {
            change.count("persons", i64::try_from(replayed.persons).unwrap_or(i64::MAX));
            change.count("chats", i64::try_from(replayed.chats).unwrap_or(i64::MAX));
        }
        job::reset_all(change.transaction)
    })?;
    drop(store);
    refuse_taken(path)?;
    place(&temporary, path)?;
    drop(guard);
    Ok(Restored { chats, anchor, replayed, jobs })
}

/// Nothing is ever put over a repository, nor beside the log of one.
fn refuse_taken(path: &Path) -> Result<()> {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let taken = beside(path, ending);
        if std::fs::symlink_metadata(&taken).is_ok() {
            return Err(Error::conflict(format!("{} exists already", taken.display())).hint(
                "name another file with --repo FILE, or move the one there away, with its -wal file if it has one",
            ));
        }
    }
    Ok(())
}

fn check(path: &Path, step: &dyn Fn(u64) -> Result<()>) -> Result<()> {
    let store = Store::look(path)?;
    let mut first = None;
    let mut tell = |finding: crate::model::finding::Finding| {
        first.get_or_insert(finding);
        Ok(())
    };
    let checked = store.check(Data::ALL, &mut tell, step)?;
    match first {
        None => Ok(()),
        Some(first) => {
            let more = match checked.findings {
                1 => String::new(),
                count => format!(" (1 of {count} findings)"),
            };
            Err(Error::found(format!("the backup is not sound: {}{more}", first.line())).hint(
                "take an older one, or save what can be read: livechats --repo BACKUP doctor --repair --output NEW.db",
            ))
        }
    }
}
