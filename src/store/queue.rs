//! The queue of writers: a kernel lock on a file beside the repository.
//!
//! SQLite lets waiting writers poll, and fails one command in ten with eight of them. Here they wait in the kernel, in
//! order; a lock dies with its process, so there is no stale lock. The last writer to leave removes the file.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use rustix::fs::OFlags;
use sha2::{Digest, Sha256};

use super::open::beside;
use crate::error::{Error, Result};
use crate::model::fold::fold;
use crate::model::hex::hex;

/// How long is waited even by whoever does not want to: a program that is just being started holds all that its parent
/// had open, until it is that program.
const LEAST_WAIT: Duration = Duration::from_millis(50);

/// The right to write, held until dropped.
#[derive(Debug)]
pub struct Turn {
    _file: File,
}

impl Turn {
    /// Waits up to `wait` for the right to write to the repository at `path`.
    ///
    /// # Errors
    /// `Busy` when the wait was in vain; `NoSpace` or `Io` where the lock file cannot be made.
    pub fn take(path: &Path, wait: Duration) -> Result<Self> {
        let path = beside(path, "-lock");
        let start = Instant::now();
        loop {
            let file = lock(&path, wait.saturating_sub(start.elapsed()))?;
            // Whoever left last may have removed the file: then ours is no longer the one that others see.
            if is_seen_at(&file, &path) {
                return Ok(Self { _file: file });
            }
        }
    }
}

/// The right to do what two at once would only do twice, held until dropped: to clear what was removed (see clear.rs), or
/// to run an export job. It is a kernel lock on a file of its own, so it dies with its process too.
#[derive(Debug)]
pub struct Alone {
    _file: File,
    path: PathBuf,
}

impl Alone {
    /// The right to clear the repository at `path`, unless another process has it.
    ///
    /// # Errors
    /// `NoSpace` or `Io` where the lock file cannot be made.
    pub fn clearing(path: &Path) -> Result<Option<Self>> {
        Self::take(beside(path, "-clearing"), "").map(Result::ok)
    }

    /// The right to run a job of the repository at `path`, noted as held by `holder`.
    ///
    /// # Errors
    /// `Busy`, naming who has it; `NoSpace` or `Io` where the lock file cannot be made.
    pub fn job(path: &Path, name: &str, holder: &str) -> Result<Self> {
        // A name may hold what no file can be called.
        let digest = hex(&Sha256::digest(&*fold(name)).as_slice()[..8]);
        let path = beside(path, &format!("-job-{digest}"));
        let mut taken = Self::take(path.clone(), holder)?;
        // Whoever has just come notes who it is in a moment; whoever is just leaving is gone then.
        for _ in 0..20 {
            if taken.as_ref().err().is_none_or(|holder| !holder.is_empty()) {
                break;
            }
            std::thread::sleep(Duration::from_millis(5));
            taken = Self::take(path.clone(), holder)?;
        }
        taken.map_err(|holder| {
            let holder = if holder.is_empty() { "another process".to_owned() } else { holder };
            Error::busy(format!("the job {name} is running: {holder}"))
                .hint("wait until it is done; two would write twice")
        })
    }

    /// The lock, or what was noted by whoever has it.
    fn take(path: PathBuf, holder: &str) -> Result<std::result::Result<Self, String>> {
        loop {
            let mut file = open(&path)?;
            if file.try_lock().is_err() {
                return Ok(Err(std::fs::read_to_string(&path).unwrap_or_default()));
            }
            // Whoever had it may have removed the file between our opening and locking it.
            if is_seen_at(&file, &path) {
                file.set_len(0)?;
                file.write_all(holder.as_bytes())?;
                return Ok(Ok(Self { _file: file, path }));
            }
        }
    }
}

/// Whether somebody has the right to clear the repository at `path`.
pub fn is_being_cleared(path: &Path) -> bool {
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed();
    let file = OpenOptions::new().write(true).custom_flags(flags).open(beside(path, "-clearing"));
    file.is_ok_and(|file| file.try_lock().is_err())
}

impl Drop for Alone {
    fn drop(&mut self) {
        // Removed while it is still locked. If that fails the empty file stays, which does no harm.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Removes the lock file of the repository at `path`, unless somebody has a turn or waits for one; then the last of them
/// does. If it fails the empty file stays, which does no harm.
pub fn leave(path: &Path) {
    let path = beside(path, "-lock");
    let file = OpenOptions::new().write(true).custom_flags(OFlags::NOFOLLOW.bits().cast_signed()).open(&path);
    if let Ok(file) = file
        && file.try_lock().is_ok()
        && is_seen_at(&file, &path)
    {
        let _ = std::fs::remove_file(&path);
    }
}

fn is_seen_at(file: &File, path: &Path) -> bool {
    let seen = std::fs::symlink_metadata(path);
    seen.is_ok_and(|seen| file.metadata().is_ok_and(|own| (seen.dev(), seen.ino()) == (own.dev(), own.ino())))
}

/// Opens the file, or makes it. A pipe of that name must not hold us up, nor a link lead us elsewhere.
fn open(path: &Path) -> Result<File> {
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed();
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false).mode(0o600).custom_flags(flags);
    match options.open(path) {
        Ok(file) if file.metadata()?.is_file() => Ok(file),
        Err(error) if !std::fs::symlink_metadata(path).is_ok_and(|seen| !seen.is_file()) => Err(error.into()),
        Ok(_) | Err(_) => Err(Error::io(format!("{} is not a regular file", path.display()))
            .hint("writers queue up at it; see what put it there, and remove it")),
    }
}

/// Opens and locks the file. The kernel's queue has no time limit, so a thread of its own stands in it.
fn lock(path: &Path, wait: Duration) -> Result<File> {
    let file = open(path)?;
    if file.try_lock().is_ok() {
        return Ok(file);
    }
    let busy = || {
        Error::busy("another process is writing to the repository")
            .hint("try again, or wait longer with --wait SECONDS")
    };
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let locked = file.lock().map(|()| file);
        // Nobody listens any more when the wait is over; the lock then goes with the file.
        let _ = sender.send(locked);
    });
    match receiver.recv_timeout(wait.max(LEAST_WAIT)) {
        Ok(file) => Ok(file?),
        Err(_) => Err(busy()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_waits_for_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        let first = Turn::take(&path, Duration::ZERO).unwrap();
        assert!(matches!(Turn::take(&path, Duration::ZERO), Err(Error::Busy(_))));
        assert!(matches!(Turn::take(&path, Duration::from_millis(30)), Err(Error::Busy(_))));
        let other = path.clone();
        let second = std::thread::spawn(move || Turn::take(&other, Duration::from_secs(20)).is_ok());
        std::thread::sleep(Duration::from_millis(30));
        drop(first);
        assert!(second.join().unwrap());
        let held = Turn::take(&path, Duration::ZERO).unwrap();
        leave(&path);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "who has a turn keeps the file");
        drop(held);
        leave(&path);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "no lock file is left");
    }

    #[test]
    fn one_process_clears_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        let first = Alone::clearing(&path).unwrap();
        assert!(first.is_some());
        assert!(Alone::clearing(&path).unwrap().is_none());
        assert!(is_being_cleared(&path));
        drop(first);
        assert!(!is_being_cleared(&path));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "no lock file is left");
        std::fs::write(beside(&path, "-clearing"), "").unwrap();
        assert!(!is_being_cleared(&path));
        assert!(Alone::clearing(&path).unwrap().is_some(), "what a killed process left is in nobody's way");
    }

    #[test]
    fn one_process_runs_a_job_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        let first = Alone::job(&path, "../Nightly", "process 7").unwrap();
        let error = Alone::job(&path, "../nightly", "process 8").unwrap_err();
        assert_eq!(error.to_string(), "the job ../nightly is running: process 7");
        assert_eq!(error.exit_code(), 11);
        drop((first, Alone::job(&path, "weekly", "process 8").unwrap()));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "no lock file is left");
    }

    #[test]
    fn only_a_regular_file_is_queued_up_at() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        let lock = beside(&path, "-lock");
        let elsewhere = folder.path().join("elsewhere");
        let refused = || assert!(matches!(Turn::take(&path, Duration::ZERO), Err(Error::Io(_))));
        rustix::fs::mknodat(rustix::fs::CWD, &lock, rustix::fs::FileType::Fifo, rustix::fs::Mode::RUSR, 0).unwrap();
        refused();
        std::fs::remove_file(&lock).unwrap();
        std::os::unix::fs::symlink(&elsewhere, &lock).unwrap();
        refused();
        assert!(!elsewhere.exists());
        std::fs::remove_file(&lock).unwrap();
        std::fs::create_dir(&lock).unwrap();
        refused();
    }

    #[test]
    fn many_writers_all_get_their_turn() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        let counter = folder.path().join("counter");
        std::fs::write(&counter, "0").unwrap();
        let threads: Vec<_> = (0..8)
            .map(|_| {
                let (path, counter) = (path.clone(), counter.clone());
                std::thread::spawn(move || {
                    for _ in 0..20 {
                        let turn = Turn::take(&path, Duration::from_secs(60)).unwrap();
                        let count: u32 = std::fs::read_to_string(&counter).unwrap().parse().unwrap();
                        std::fs::write(&counter, (count + 1).to_string()).unwrap();
                        drop(turn);
                        leave(&path);
                    }
                })
            })
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(std::fs::read_to_string(&counter).unwrap(), "160");
    }
}
