//! `livechats backup`

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::commands::args::{EncryptFlags, IdentityFlags};
use crate::commands::watch::Watch;
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::exchange::age_file::{self, Encrypting, Recipients, check_name};
use crate::exchange::output_file::{OutputFile, refuse_repository};
use crate::exchange::source::Source;
use crate::model::permission::Need;
use crate::output::number::counted;
use crate::output::progress::Unit;
use crate::store::{self, Copy, ReplayedErasures, Restored};

const EXAMPLES: &str = "\
Examples:
  livechats backup /backup/acme-$(date +%F).db      a file that is a repository itself
  livechats backup /backup/acme.db.age --encrypt-to age1…
                                                    readable for the holder of that key alone (age-keygen makes one)
  livechats backup - --encrypt-to age1… | ssh host 'cat > acme.db.age'
  livechats --repo acme.db backup --restore /backup/acme-2026-01-31.db --ledger old.db
  livechats --repo acme.db backup --restore acme.db.age --identity key.txt
  15 2 * * *  livechats --repo /srv/acme.db backup /backup/acme-$(date +\\%F).db --quiet >> /backup/anchors.txt

It prints where the record of changes stood, as audit anchor does: kept elsewhere it shows whether a backup was changed.
Exit code 9, with --data: the backup is made, and rows of the repository are not as they were written.";

const STANDARD: &str = "-";

/// Bytes read at once.
const BUFFER: usize = 256 << 10;

/// Copy the whole repository to a file while it is in use, or make a repository from such a copy
///
/// The copy is one moment. Before it gets its name it is checked: schema, structure, counts and the record of changes; with
/// --data also each row against its digest. It is for the role admin, and recorded: without a record there is no copy.
///
/// With --encrypt-to it is encrypted on its way there; readable it lies only beside the repository, until it is checked.
///
/// --restore makes the repository that --repo names, where none must be, of a copy that is sound. What was erased and
/// purged since the copy was made is still in it: with --ledger, which names the repository that was in use last, it is
/// erased and purged again.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Backup {
    /// The file to make; `-` is standard output
    #[arg(required_unless_present = "restore", conflicts_with = "identity")]
    file: Option<PathBuf>,
    /// Also compare each row of the copy with the digest made when it was written; exit code 9 where one differs
    #[arg(long)]
    data: bool,
    /// Replace the file if it is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    encrypt: EncryptFlags,
    /// Make the repository from this copy; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["file", "force", "data", "encrypt_to", "encrypt_to_file"])]
    restore: Option<PathBuf>,
    #[command(flatten)]
    keys: IdentityFlags,
    /// The repository that was in use last, or its newest backup: it tells what was erased since
    #[arg(long, value_name = "FILE", requires = "restore")]
    ledger: Option<PathBuf>,
    /// Only count what was erased since; it comes back with the copy, and that is recorded
    #[arg(long, requires = "ledger")]
    no_replay: bool,
}

impl Work for Backup {
    /// Everything leaves at once, or comes back.
    fn need(&self) -> Need {
        if self.restore.is_some() { Need::Nothing } else { Need::Admin }
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        match (&self.restore, &self.file) {
            (Some(from), _) => self.restore(cx, from),
            (None, Some(file)) => self.back_up(cx, file),
            (None, None) => Err(Error::usage("no file to write to")),
        }
    }
}

impl Backup {
    fn back_up(&self, cx: &mut Context, path: &Path) -> Result<()> {
        let recipients = self.encrypt.recipients(cx)?;
        let target = self.open(cx, path, recipients)?;
        let meanwhile = target.copy.meanwhile().ok_or_else(|| Error::bug("a copy needs a name"))?;
        let store = cx.store()?;
        // Nothing leaves that cannot be recorded: so this comes first.
        let mut record = cx.store_for_recording()?;
        let progress = cx.output.progress(None, Unit::Items, "copying");
        let watch = Watch::new(Some(progress.clone()), cx.stop());
        let copy = store.copy_into(&meanwhile, self.data, &|steps| watch.done(steps));
        drop(store);
        let done = copy.and_then(|copy| {
            record.record_backup(&cx.actor(), &copy)?;
            progress.message("writing");
            Ok((target.finish(cx, &watch)?, copy))
        });
        watch.finish();
        let (is_file, copy) = done?;
        let to = if is_file { format!(" to {}", path.display()) } else { String::new() };
        if is_file {
            cx.output.line(&copy.anchor.to_string())?;
        }
        let (chats, bytes, as_of) = (counted(copy.chats, "chat"), counted(copy.bytes, "byte"), copy.anchor.count);
        cx.output.say(&format!("Copied {chats}{to}: {bytes}, as of operation {as_of}."));
        told(&copy)
    }

    fn restore(&self, cx: &mut Context, from: &Path) -> Result<()> {
        let identities = self.keys.read(cx)?;
        let input = open(cx, from)?;
        let name = input.name().to_owned();
        let input = age_file::open(&name, input, &identities)?;
        let ledger = match &self.ledger {
            None => None,
            Some(path) => {
                cx.check_named_file(path)?;
                Some(cx.ledger(path)?)
            }
        };
        let watch = Watch::new(Some(cx.output.progress(None, Unit::Items, "restoring")), cx.stop());
        let step = |steps| watch.done(steps);
        let replay = !self.no_replay;
        let restored = store::restore(input, cx.repository(), &cx.actor(), ledger.as_ref(), replay, &step);
        watch.finish();
        said(cx, restored?);
        Ok(())
    }

    /// Begins the files of a backup, before anything is read.
    fn open(&self, cx: &Context, path: &Path, recipients: Option<Recipients>) -> Result<Target> {
        // Beside the repository, where nothing lies that its readers could not read there.
        let hidden = || OutputFile::create_named(&cx.repository().with_file_name(".livechats-backup"), false);
        if path.as_os_str() == STANDARD {
            if cx.output.terminal().stdout {
                return Err(Error::usage("a backup is nothing for a terminal").hint("name a file, or write to a pipe"));
            }
            return Ok(Target { copy: hidden()?, then: Then::Stream(recipients) });
        }
        check_name(path, recipients.as_ref())?;
        cx.check_named_file(path)?;
        refuse_repository(path, cx.repository())?;
        let Some(recipients) = recipients else {
            return Ok(Target { copy: OutputFile::create_named(path, self.force)?, then: Then::Stay });
        };
        let file = OutputFile::create(path, self.force)?;
        Ok(Target { copy: hidden()?, then: Then::Encrypt(file, recipients) })
    }
}

/// The file that SQLite writes a copy into, and what becomes of it when it is checked.
struct Target {
    copy: OutputFile,
    then: Then,
}

enum Then {
    /// It gets its name.
    Stay,
    /// It goes into this file, encrypted.
    Encrypt(OutputFile, Recipients),
    /// It goes to standard output, encrypted where there is somebody to encrypt to.
    Stream(Option<Recipients>),
}

impl Target {
    /// Brings the copy where it shall be: whether that is a file.
    fn finish(self, cx: &mut Context, watch: &Watch) -> Result<bool> {
        match self.then {
            Then::Stay => self.copy.finish()?,
            Then::Encrypt(file, recipients) => {
                send(self.copy.into_unnamed()?, file, Some(&recipients), watch)?.finish()?;
            }
            Then::Stream(recipients) => {
                send(self.copy.into_unnamed()?, cx.output.exact(), recipients.as_ref(), watch)?;
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Writes a whole file to another place, encrypted where there is somebody to encrypt to.
fn send<W: Write>(mut from: File, to: W, recipients: Option<&Recipients>, watch: &Watch) -> Result<W> {
    let mut to = Encrypting::new(to, recipients)?;
    let mut buffer = vec![0; BUFFER];
    loop {
        let count = from.read(&mut buffer)?;
        let Some(bytes @ [_, ..]) = buffer.get(..count) else { break };
        to.write_all(bytes)?;
        watch.done(0)?;
    }
    Ok(to.finish()?)
}

fn told(copy: &Copy) -> Result<()> {
    if copy.differing == 0 {
        return Ok(());
    }
    let rows = counted(copy.differing, "finding");
    Err(Error::found(format!(
        "the copy is made, with {rows}: rows are not as they were written, nor are they in the repository"
    ))
    .hint("livechats check --data tells which; keep the older backups"))
}

fn said(cx: &mut Context, restored: Restored) {
    let Restored { chats, anchor, replayed, jobs } = restored;
    let repository = cx.repository().display().to_string();
    let (chats, as_of) = (counted(chats, "chat"), anchor.count);
    cx.output.say(&format!("Restored {chats} to {repository}, as of operation {as_of} of the record."));
    match replayed {
        None => cx.output.warn(
            "what was erased or purged since then is not known, and may be back: name the repository that was in use \
             last with --ledger",
        ),
        Some(replayed) => say_replayed(cx, replayed),
    }
    if jobs > 0 {
        cx.output.say(&format!("{} will write everything the next time.", counted(jobs, "job")));
    }
}

fn say_replayed(cx: &mut Context, replayed: ReplayedErasures) {
    let ReplayedErasures { persons, chats, later, done } = replayed;
    let went = format!("{} and {}", counted(persons, "person"), counted(chats, "chat"));
    match (persons + chats, done) {
        (0, _) => cx.output.say("Nothing in it was erased or purged since."),
        (_, true) => cx.output.say(&format!("Erased and purged again what was since: {went}.")),
        (_, false) => {
            cx.output.warn(&format!("{went} were erased or purged since, and are back: livechats person erase, purge"))
        }
    }
    if later > 0 {
        cx.output.say(&format!("Later changes are not in it: {}.", counted(later, "operation")));
    }
}

/// Opens a copy. A repository in use is none: part of it may be in its log.
fn open(cx: &Context, path: &Path) -> Result<Source> {
    if path.as_os_str() == STANDARD {
        return Source::standard_input();
    }
    cx.check_named_file(path)?;
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    if std::fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
        return Err(Error::refused(format!("{} is in use: part of it is in its -wal file", path.display()))
            .hint("copy it with livechats backup first"));
    }
    Source::file(path)
}
