//! What a command reads: a file, a named pipe or standard input. Whoever writes into a pipe may be slow or never come, so
//! the wait for it ends with the signal that asks to stop.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::Path;
use std::sync::atomic::Ordering;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;
use rustix::io::Errno;

use crate::error::{Error, Result, describe, stop};

/// A signal that comes just before the wait begins is seen after this long.
const LOOK: Timespec = Timespec { tv_sec: 0, tv_nsec: 100_000_000 };

/// Something open for reading.
#[derive(Debug)]
pub struct Source {
    name: String,
    file: File,
    data: Metadata,
}

impl Source {
    /// Opens a file, or standard input for `-`.
    ///
    /// # Errors
    /// `NotFound` where there is no such file, `Io` where it cannot be read.
    pub fn open(path: &Path) -> Result<Self> {
        if path.as_os_str() == "-" { Self::standard_input() } else { Self::file(path) }
    }

    /// Opens a file, whatever its name; else as [`Source::open`].
    pub fn file(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        // A named pipe then opens before its writer does.
        let flags = OFlags::NONBLOCK.bits().cast_signed();
        let file =
            File::options().read(true).custom_flags(flags).open(path).map_err(|error| {
                match std::fs::metadata(path).is_ok_and(|data| data.file_type().is_socket()) {
                    true => Error::io(format!("cannot read {name}: it is a socket")),
                    false => cannot_read(&name, &error),
                }
            })?;
        Self::of(name, file)
    }

    /// Standard input.
    pub fn standard_input() -> Result<Self> {
        let name = "standard input".to_owned();
        let file = rustix::io::fcntl_dupfd_cloexec(io::stdin(), 3).map(File::from);
        let file = file.map_err(|error| cannot_read(&name, &error.into()))?;
        Self::of(name, file)
    }

    /// What is open already.
    pub fn of(name: String, file: File) -> Result<Self> {
        let data = file.metadata().map_err(|error| cannot_read(&name, &error))?;
        Ok(Self { name, file, data })
    }

    /// What errors call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it was when it was opened.
    pub fn data(&self) -> &Metadata {
        &self.data
    }

    /// The same, open once more: what one reads, the other does not.
    ///
    /// # Errors
    /// Where no more can be open.
    pub fn try_clone(&self) -> io::Result<Self> {
        Ok(Self { name: self.name.clone(), file: self.file.try_clone()?, data: self.data.clone() })
    }

    /// All that it holds; `None` where that is more than so many bytes.
    ///
    /// # Errors
    /// `Io` where reading fails.
    pub fn read_at_most(self, most: u64) -> Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        let name = self.name.clone();
        self.take(most + 1).read_to_end(&mut bytes).map_err(|error| cannot_read(&name, &error))?;
        Ok((bytes.len() as u64 <= most).then_some(bytes))
    }

    /// Waits until there is something to read, or its end.
    fn wait(&self) -> io::Result<()> {
        let stop = stop();
        loop {
            if let Some(signal) = u8::try_from(stop.load(Ordering::Relaxed)).ok().filter(|signal| *signal != 0) {
                return Err(io::Error::other(Error::Interrupted(signal)));
            }
            match poll(&mut [PollFd::new(&self.file, PollFlags::IN)], Some(&LOOK)) {
                Ok(0) | Err(Errno::INTR) => {}
                Ok(_) => return Ok(()),
                Err(error) => return Err(error.into()),
            }
        }
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.data.is_file() {
            return self.file.read(buffer);
        }
        loop {
            self.wait()?;
            match self.file.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                read => return read,
            }
        }
    }
}

/// The error with which reading from something failed.
pub fn cannot_read(name: &str, error: &io::Error) -> Error {
    if let Some(ours) = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
        return ours.clone();
    }
    match error.kind() {
        io::ErrorKind::NotFound => Error::not_found(format!("no such file: {name}")),
        _ => Error::io(format!("cannot read {name}: {}", describe(error))),
    }
}
