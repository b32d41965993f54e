//! What every command receives: the output, the clock, the way to the repository, and who asks.

mod identity;
mod signals;

use std::collections::BTreeMap;
use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use signal_hook::consts::SIGINT;

use crate::error::{Error, Result};
use crate::model::permission::Need;
use crate::model::time::{Clock, Time, UNNAMED};
use crate::output::terminal::{Color, Terminal};
use crate::output::{Format, Output};
use crate::store::{Actor, Cleared, Proof, Store};
use identity::{Accounts, Identity, Standing};
use signals::Signals;

/// How long a command that writes goes on with what an interrupted purge or erasure left.
const A_LITTLE: Duration = Duration::from_millis(300);

/// What is said when a command came upon what another had to leave.
const FINISHED: &str = "Overwrote what an interrupted purge or erasure had left.";

/// What the global flags said; `None` and empty where they were silent.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// `--repo`
    pub repository: Option<PathBuf>,
    /// `--format`
    pub format: Option<Format>,
    /// `--columns`
    pub columns: Option<Vec<String>>,
    /// `--color`
    pub color: Color,
    /// `--tz`
    pub zone: Option<String>,
    /// `--wait`, in seconds
    pub wait: u64,
    /// `--quiet`
    pub quiet: bool,
    /// `--as`
    pub behalf: Option<String>,
    /// The command, as the record names it.
    pub command: String,
}

/// A command: what it needs to be allowed, and what it does. One that declares no need does not compile.
pub trait Work {
    /// What it needs.
    fn need(&self) -> Need;

    /// Does it.
    fn run(self, cx: &mut Context) -> Result<()>;
}

/// Everything a command needs from the world outside.
#[derive(Debug)]
pub struct Context {
    /// The only way to speak.
    pub output: Output,
    /// Now, and the zone times are asked and shown in.
    pub clock: Clock,
    repository: PathBuf,
    repository_named: bool,
    wait: Duration,
    zone_named: bool,
    fixed_clock: bool,
    signals: Signals,
    identity: Identity,
    behalf: Option<String>,
    command: String,
    need: Need,
}

impl Context {
    /// Settles what the flags and the environment say.
    ///
    /// # Errors
    /// `Usage` for a repository, a zone or a clock that cannot be meant.
    pub fn new(settings: Settings) -> Result<Self> {
        let identity = Identity::of_process(env::var_os("SUDO_UID").as_deref())?;
        identity.harden();
        let said = settings.repository.or_else(|| env::var_os("LIVECHATS_REPO").map(PathBuf::from));
        let repository_named = said.is_some();
        let repository = repository(said)?;
        let zone = zone(settings.zone.as_deref(), env::var_os("TZ").as_deref())?;
        let fixed = fixed_now(env::var_os("LIVECHATS_NOW").as_deref())?;
        let now = match fixed {
            Some(now) => now,
            None => {
                Time::from_timestamp(Timestamp::now()).ok_or_else(|| Error::failed("the clock is beyond year 9999"))?
            }
        };
        let mut terminal = Terminal::detect(settings.color);
        if identity.through_service() {
            // A pager or an editor would run as the service account, and from most of them a shell is a key away.
            terminal.pager = None;
            terminal.editor = None;
        }
        let output = Output::new(terminal, settings.format, settings.columns, settings.quiet, zone.clone());
        Ok(Self {
            output,
            clock: Clock { now, zone },
            repository,
            repository_named,
            wait: Duration::from_secs(settings.wait),
            zone_named: settings.zone.is_some(),
            fixed_clock: fixed.is_some(),
            signals: Signals::catch()?,
            identity,
            behalf: settings.behalf,
            command: settings.command,
            need: Need::Nothing,
        })
    }

    /// Runs a command. Whatever it opens from here on is opened for what it declared to need.
    pub fn perform(&mut self, work: impl Work) -> Result<()> {
        self.need = work.need();
        if self.need == Need::Nothing && self.behalf.is_some() {
            return Err(Error::usage("--as has no meaning here: the command asks for nobody's rights"));
        }
        work.run(self)
    }

    /// Path of the repository's file, whether or not there is one.
    pub fn repository(&self) -> &Path {
        &self.repository
    }

    /// Another file than `livechats.db`, where neither `--repo` nor `LIVECHATS_REPO` named one.
    pub fn default_repository(&mut self, name: &str) {
        if !self.repository_named {
            self.repository = PathBuf::from(name);
        }
    }

    /// Whether `--tz` named the zone: only then is it taken for times that a file gives without one.
    pub fn zone_is_named(&self) -> bool {
        self.zone_named
    }

    /// Opens the repository for reading and says what must be said of it.
    pub fn store(&mut self) -> Result<Store> {
        self.identity.check_repository(&self.repository)?;
        let store = Store::open(&self.repository, &self.actor())?;
        self.introduce(store)
    }

    /// Opens the repository as it is, whatever is wrong with it, and says what must be said of it.
    pub fn store_as_it_is(&mut self) -> Result<Store> {
        self.identity.check_repository(&self.repository)?;
        let store = Store::look(&self.repository)?;
        self.introduce(store)
    }

    /// Who may save what can be read of a damaged repository: an admin of it. Where nobody can tell any more who is one,
    /// whoever can read the file anyway.
    ///
    /// # Errors
    /// `Denied` for anybody else.
    pub fn check_may_repair(&mut self) -> Result<()> {
        self.identity.check_repository(&self.repository)?;
        let admitted = Store::look(&self.repository)
            .and_then(|mut store| store.admit(&self.actor(), self.need, self.behalf.as_deref()));
        match admitted {
            Err(Error::Damaged(_) | Error::Bug(_)) if !self.identity.through_service() => Ok(()),
            admitted => admitted,
        }
    }

    /// The name of an account of this machine, else `uid 1000`.
    pub fn name_of_account(&self, uid: u32) -> String {
        Accounts::read().name_of(uid).map_or_else(|| format!("uid {uid}"), str::to_owned)
    }

    /// Opens another repository, which tells what was erased since a backup was made; only an admin of it may.
    pub fn ledger(&mut self, path: &Path) -> Result<Store> {
        let mut store = Store::look(path)?;
        store.admit(&self.actor(), Need::Admin, None)?;
        Ok(store)
    }

    /// Opens the repository for writing and says what must be said of it.
    pub fn store_for_writing(&mut self) -> Result<Store> {
        Ok(self.store_and_proofs()?.0)
    }

    /// The same, and the proofs, by person, of erasures that others had begun and that were finished by it.
    pub fn store_and_proofs(&mut self) -> Result<(Store, BTreeMap<i64, Proof>)> {
        self.identity.check_repository(&self.repository)?;
        let store = Store::open_for_writing(&self.repository, &self.actor(), self.wait)?;
        let mut store = self.introduce(store)?;
        let mut proofs = BTreeMap::new();
        if store.needs_clearing()? {
            match self.clear_a_little(&mut store) {
                Ok(Some(finished)) => {
                    self.output.say(FINISHED);
                    proofs = finished;
                }
                Ok(None) => {}
                // Whoever wants to write is told, and not kept from it.
                Err(Error::Partial(report)) => self.output.warn(&report.message),
                Err(error) => return Err(error),
            }
        }
        Ok((store, proofs))
    }

    /// Overwrites what an interrupted purge or erasure left, and says whether it could.
    ///
    /// # Errors
    /// `Partial` where a reader is still in the way.
    pub fn finish_clearing(&mut self) -> Result<()> {
        self.identity.check_repository(&self.repository)?;
        let store = Store::open_for_writing(&self.repository, &self.actor(), self.wait)?;
        let mut store = self.introduce(store)?;
        if !store.needs_clearing()? {
            self.output.say("Nothing is left to overwrite.");
            return Ok(());
        }
        if self.clear(&mut store, self.wait)?.is_none() {
            return Cleared::InUse.or_in_use();
        }
        self.output.say(FINISHED);
        Ok(())
    }

    /// How long a command waits for others.
    pub fn wait(&self) -> Duration {
        self.wait
    }

    /// Overwrites what was purged and erased, and proves what was erased: the proofs, by person. `None` where a reader is
    /// in the way.
    pub fn clear(&self, store: &mut Store, wait: Duration) -> Result<Option<BTreeMap<i64, Proof>>> {
        let stopped = || self.signals.stopped_by().map_or(Ok(()), |signal| Err(Error::Interrupted(signal)));
        store.finish_erasing(&self.actor(), wait, &stopped)
    }

    /// The same for a moment only: whoever writes something else is not kept waiting, also while another process clears.
    fn clear_a_little(&self, store: &mut Store) -> Result<Option<BTreeMap<i64, Proof>>> {
        let begun = Instant::now();
        let step = || match self.signals.stopped_by() {
            Some(signal) => Err(Error::Interrupted(signal)),
            None if begun.elapsed() > A_LITTLE => Err(Error::partial(
                "bytes of what was removed are still in the file: livechats purge --finish overwrites them",
            )),
            None => Ok(()),
        };
        store.finish_erasing(&self.actor(), Duration::ZERO, &step)
    }

    /// Opens the repository once more, to record what a reading command did. Nothing is said of it again.
    pub fn store_for_recording(&self) -> Result<Store> {
        let mut store = Store::open_for_writing(&self.repository, &self.actor(), self.wait)?;
        store.admit(&self.actor(), self.need, self.behalf.as_deref())?;
        Ok(store)
    }

    /// Who acts: the kernel's answer.
    pub fn actor(&self) -> Actor {
        Actor { uid: self.identity.uid, now: self.clock.now, fixed_clock: self.fixed_clock }
    }

    /// The account's name, else `uid 1000`. Only a label: rights hang on the number.
    pub fn account_name(&self) -> String {
        self.name_of_account(self.identity.uid)
    }

    /// The number of an account of this machine.
    ///
    /// # Errors
    /// `NotFound` where this machine lists none of that name.
    pub fn account(&self, name: &str) -> Result<u32> {
        Accounts::read().uid_of(name).ok_or_else(|| {
            Error::not_found(format!("no account {name} in /etc/passwd"))
                .hint("one that is kept elsewhere has a number too: --uid $(id -u NAME)")
        })
    }

    /// What roles are worth for whoever asks.
    pub fn standing(&self) -> Result<Standing> {
        Ok(self.identity.standing(&self.repository)?)
    }

    /// Must be asked before a file is opened that whoever asks has named: a service account opens none for them.
    ///
    /// # Errors
    /// `Refused`, saying how to do it instead.
    pub fn check_named_file(&self, path: &Path) -> Result<()> {
        self.identity.check_named_file(path)
    }

    /// Set to a signal's number when one asked the program to stop; long work looks at it.
    pub fn stop(&self) -> Arc<AtomicUsize> {
        Arc::clone(&self.signals.stop)
    }

    /// From here on an interrupt from the keyboard is the pager's.
    pub fn leave_interrupts_to_pager(&mut self) {
        self.signals.disarm();
    }

    /// An interrupt that came until now was meant for another program, which the user worked in.
    pub fn forget_interrupt(&self) {
        let interrupt = SIGINT.unsigned_abs() as usize;
        let _ = self.signals.stop.compare_exchange(interrupt, 0, Ordering::Relaxed, Ordering::Relaxed);
    }

    /// The end of every command: what was said must have arrived, and an error after a signal is the signal's doing.
    pub fn finish(mut self, result: Result<()>) -> Result<()> {
        let flushed = self.output.flush();
        match (self.signals.stopped_by(), result) {
            (Some(signal), Err(_)) => Err(Error::Interrupted(signal)),
            (_, Err(error)) => {
                if matches!(error, Error::Denied(_)) && self.need != Need::Nothing {
                    self.record_denial();
                }
                Err(error)
            }
            (_, Ok(())) => Ok(flushed?),
        }
    }

    /// Leaves a trace of a denial where the repository can be written; where it cannot, there is nobody to tell.
    fn record_denial(&self) {
        if self.identity.check_repository(&self.repository).is_ok()
            && let Ok(mut store) = Store::open_for_writing(&self.repository, &self.actor(), self.wait)
        {
            let _ = store.record_denial(&self.actor(), &self.command, self.need, self.behalf.as_deref());
        }
    }

    fn introduce(&mut self, mut store: Store) -> Result<Store> {
        for warning in store.warnings() {
            self.output.warn(warning);
        }
        store.done_on_opening().iter().for_each(|note| self.output.say(note));
        store.stop_on(self.stop());
        store.admit(&self.actor(), self.need, self.behalf.as_deref())?;
        Ok(store)
    }
}

/// What was typed, the program's name first.
pub fn arguments() -> impl Iterator<Item = OsString> {
    env::args_os()
}

/// The file that was said, else `livechats.db` here. SQLite would take some names for something else.
fn repository(said: Option<PathBuf>) -> Result<PathBuf> {
    let path = said.unwrap_or_else(|| PathBuf::from("livechats.db"));
    let bytes = path.as_os_str().as_encoded_bytes();
    let give_path = "name the repository's file with --repo FILE or LIVECHATS_REPO";
    if bytes.is_empty() {
        return Err(Error::usage("repository path is empty").hint(give_path));
    }
    if bytes.eq_ignore_ascii_case(b":memory:") {
        return Err(Error::usage("repository `:memory:` is not a file path").hint(give_path));
    }
    if bytes.get(..5).is_some_and(|start| start.eq_ignore_ascii_case(b"file:")) {
        return Err(Error::usage("repository: URI forms are not accepted")
            .hint("give the plain path, or ./file:… if it is its name"));
    }
    if bytes.contains(&0) {
        return Err(Error::usage("repository path holds a NUL character"));
    }
    Ok(path)
}

/// `--tz`, else `TZ`, else what the machine is set to.
fn zone(flag: Option<&str>, variable: Option<&OsStr>) -> Result<TimeZone> {
    let hint = "name one of the time zone database, such as Europe/Berlin, Asia/Bangkok or UTC";
    if let Some(name) = flag {
        return named_zone(name).ok_or_else(|| Error::usage(format!("unknown time zone '{name}'")).hint(hint));
    }
    let Some(variable) = variable else {
        return Ok(zone_file(UNNAMED, Path::new("/etc/localtime")).unwrap_or(TimeZone::UTC));
    };
    let text = variable.to_string_lossy();
    let name = text.strip_prefix(':').unwrap_or(&text);
    let found = match name {
        "" => Some(TimeZone::UTC),
        path if path.starts_with('/') => zone_file(path, Path::new(path)),
        name => named_zone(name).or_else(|| TimeZone::posix(name).ok()),
    };
    found.ok_or_else(|| Error::usage(format!("unknown time zone '{text}' in TZ")).hint(hint))
}

/// A zone by its name: from the machine's database, which is the one kept up to date, else from our own copy. The one
/// file is read directly: looking through the whole database takes longer than a whole command.
fn named_zone(name: &str) -> Option<TimeZone> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/_+-".contains(&b);
    if name.is_empty() || name.starts_with('/') || !name.bytes().all(plain) {
        return None;
    }
    let file = Path::new("/usr/share/zoneinfo").join(name);
    zone_file(name, &file).or_else(|| TimeZone::get(name).ok())
}

fn zone_file(name: &str, file: &Path) -> Option<TimeZone> {
    // The largest is some four kilobytes; a device or a pipe is no zone.
    let small = fs::metadata(file).is_ok_and(|metadata| metadata.is_file() && metadata.len() < 1 << 20);
    small.then(|| fs::read(file).ok()).flatten().and_then(|bytes| TimeZone::tzif(name, &bytes).ok())
}

/// `LIVECHATS_NOW`, where set: the moment that counts as now.
fn fixed_now(variable: Option<&OsStr>) -> Result<Option<Time>> {
    let Some(variable) = variable.filter(|variable| !variable.is_empty()) else {
        return Ok(None);
    };
    let text = variable.to_string_lossy();
    let read = Time::parse(&text, &TimeZone::UTC).filter(|read| read.zoned);
    let unreadable =
        || Error::usage(format!("LIVECHATS_NOW is not a moment: '{text}'")).hint("write it as 2026-01-31T09:00:00Z");
    read.map(|read| Some(read.time)).ok_or_else(unreadable)
}

#[cfg(test)]
mod tests;
