//! A file that appears under its name only when it is whole.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{
    AtFlags, FileType, Mode, OFlags, RenameFlags, linkat, openat, renameat, renameat_with, statat, unlinkat,
};
use rustix::io::Errno;

use super::temporary::{remove_leftovers, with_free_name};
use crate::error::{Error, Result, describe};

/// Bytes written at once.
const BUFFER: usize = 256 << 10;
/// How a file is begun.
type Open = fn(&OwnedFd) -> rustix::io::Result<(File, Option<OsString>)>;

/// A file being written. Until [`OutputFile::finish`] there is nothing under its name, and if it is dropped before
/// that, nothing is left. It stays in the folder that was opened, wherever that is moved.
#[derive(Debug)]
pub struct OutputFile {
    naming: Naming,
    file: BufWriter<File>,
}

/// A file that is whole and safe on the disk, and has not its name yet. If it is dropped, nothing is left.
#[derive(Debug)]
pub struct SealedFile(Naming);

/// The name that a file shall have, and the one that it has meanwhile.
#[derive(Debug)]
struct Naming {
    path: PathBuf,
    folder: Arc<OwnedFd>,
    name: OsString,
    force: bool,
    /// The name it has meanwhile; `None` where the file system does without.
    temporary: Option<OsString>,
}

impl OutputFile {
    /// Starts a file, mode 0600. An existing one is replaced, at the end, only with `force`. What killed processes left in
    /// its folder goes.
    ///
    /// # Errors
    /// `Output` where the name is taken (or, with `force`, by anything but a regular file), or the folder is missing or
    /// cannot be written; `NoSpace` as the system says.
    pub fn create(path: &Path, force: bool) -> Result<Self> {
        Self::start_at(path, force, open_temporary)
    }

    /// Starts a file that another can write to by its [`OutputFile::meanwhile`], mode 0600.
    ///
    /// # Errors
    /// As for [`OutputFile::create`].
    pub fn create_named(path: &Path, force: bool) -> Result<Self> {
        Self::start_at(path, force, open_named)
    }

    /// Its path as long as it is not finished, where it has a name.
    pub fn meanwhile(&self) -> Option<PathBuf> {
        self.naming.temporary.as_ref().map(|name| parent(&self.naming.path).join(name))
    }

    /// Starts a file in a folder that is open already, mode 0600. The path says its name, and what errors call it.
    ///
    /// # Errors
    /// As for [`OutputFile::create`].
    pub fn create_in(folder: &OwnedFd, path: &Path) -> Result<Self> {
        Self::start(path, Arc::new(folder.try_clone()?), false, open_temporary)
    }

    /// Starts a file beside this one, in the same folder.
    ///
    /// # Errors
    /// As for [`OutputFile::create`].
    pub fn create_beside(&self, path: &Path) -> Result<Self> {
        Self::start(path, Arc::clone(&self.naming.folder), self.naming.force, open_temporary)
    }

    fn start_at(path: &Path, force: bool, open: Open) -> Result<Self> {
        if path.as_os_str().as_encoded_bytes().ends_with(b"/") {
            return Err(cannot(path, "it names a folder"));
        }
        let folder = open_folder(path).map_err(|error| failed(path, error))?;
        let started = Self::start(path, Arc::new(folder), force, open)?;
        remove_leftovers(parent(path), started.file.get_ref().metadata()?.modified()?);
        Ok(started)
    }

    fn start(path: &Path, folder: Arc<OwnedFd>, force: bool, open: Open) -> Result<Self> {
        let name = name_of(path)?;
        refuse_taken(path, &folder, &name, force)?;
        let (file, temporary) = open(&folder).map_err(|error| failed(path, error))?;
        let file = BufWriter::with_capacity(BUFFER, file);
        Ok(Self { naming: Naming { path: path.to_owned(), folder, name, force, temporary }, file })
    }

    /// What was written so far, to be read, under no name from here on.
    ///
    /// # Errors
    /// As for writing, and where the name cannot be taken away.
    pub fn into_unnamed(mut self) -> Result<File> {
        self.file.flush()?;
        let Naming { path, folder, temporary, .. } = &mut self.naming;
        let name = temporary.take().ok_or_else(|| Error::bug("a file without a name is not read again"))?;
        let failed = |error| failed(&parent(path).join(&name), error);
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let file = openat(&*folder, &name, flags, Mode::empty()).map_err(failed);
        unlinkat(&*folder, &name, AtFlags::empty()).map_err(failed)?;
        Ok(File::from(file?))
    }

    /// Makes the bytes safe on the disk, then gives the file its name.
    ///
    /// # Errors
    /// As for writing; `Output` where the name was taken meanwhile.
    pub fn finish(self) -> Result<()> {
        self.seal()?.appear()
    }

    /// Makes the bytes safe on the disk.
    ///
    /// # Errors
    /// As for writing.
    pub fn seal(mut self) -> Result<SealedFile> {
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        if self.naming.temporary.is_none() {
            let linked = link_unnamed(self.file.get_ref(), &self.naming.folder);
            self.naming.temporary = Some(linked.map_err(|error| failed(&self.naming.path, error))?);
        }
        Ok(SealedFile(self.naming))
    }
}

impl SealedFile {
    /// Gives the file its name.
    ///
    /// # Errors
    /// `Output` where the name was taken meanwhile.
    pub fn appear(self) -> Result<()> {
        Self::appear_all(vec![self])
    }

    /// Gives files of one folder their names, one after the other.
    ///
    /// # Errors
    /// `Output` where a name was taken meanwhile.
    pub fn appear_all(files: Vec<Self>) -> Result<()> {
        let mut last = None;
        for Self(mut naming) in files {
            naming.place().map_err(|error| match error {
                Errno::EXIST => taken(&naming.path),
                error => failed(&naming.path, error),
            })?;
            last = Some(naming);
        }
        last.map_or(Ok(()), |naming| naming.sync_folder())
    }

    /// Takes away what has its name, where anything has and may be replaced.
    ///
    /// # Errors
    /// `Output`, as for any file.
    pub fn clear_name(&self) -> Result<()> {
        let Naming { path, folder, name, force, .. } = &self.0;
        refuse_taken(path, folder, name, *force)?;
        self.0.remove(name)
    }

    /// Takes another file of the folder away, where it is there.
    pub fn remove_beside(&self, name: &OsStr) -> Result<()> {
        self.0.remove(name)
    }
}

impl Naming {
    fn place(&mut self) -> rustix::io::Result<()> {
        let Some(temporary) = &self.temporary else { return Ok(()) };
        if self.force {
            renameat(&self.folder, temporary, &self.folder, &self.name)?;
        } else {
            rename_to_free(&self.folder, temporary, &self.name)?;
        }
        self.temporary = None;
        Ok(())
    }

    fn remove(&self, name: &OsStr) -> Result<()> {
        match unlinkat(&self.folder, name, AtFlags::empty()) {
            Ok(()) => self.sync_folder(),
            Err(Errno::NOENT) => Ok(()),
            Err(error) => Err(failed(&self.path.with_file_name(name), error)),
        }
    }

    fn sync_folder(&self) -> Result<()> {
        rustix::fs::fsync(&self.folder).map_err(|error| failed(&self.path, error))
    }
}

impl Drop for Naming {
    fn drop(&mut self) {
        if let Some(temporary) = &self.temporary {
            // Nobody is left to tell; a leftover is hidden, and says by its name what it is.
            let _ = unlinkat(&self.folder, temporary, AtFlags::empty());
        }
    }
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Refuses to write over the repository or the files that belong to it.
///
/// # Errors
/// `Usage` where `output` is one of them, by name or by another link to it.
pub fn refuse_repository(output: &Path, repository: &Path) -> Result<()> {
    let Some(name) = repository.file_name() else { return Ok(()) };
    let same = ["", "-wal", "-shm", "-lock", "-clearing", "-journal"].into_iter().any(|ending| {
        let mut own = name.to_owned();
        own.push(ending);
        let by_name = output.file_name() == Some(&own) && same_file(parent(output), parent(repository));
        by_name || same_file(output, &repository.with_file_name(&own))
    });
    if same {
        return Err(
            Error::usage(format!("{} belongs to the repository itself", output.display())).hint("name another file")
        );
    }
    Ok(())
}

fn name_of(path: &Path) -> Result<OsString> {
    Ok(path.file_name().ok_or_else(|| cannot(path, "it does not name a file"))?.to_owned())
}

fn same_file(left: &Path, right: &Path) -> bool {
    match (rustix::fs::stat(left), rustix::fs::stat(right)) {
        (Ok(left), Ok(right)) => (left.st_dev, left.st_ino) == (right.st_dev, right.st_ino),
        _ => false,
    }
}

fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn open_folder(path: &Path) -> rustix::io::Result<OwnedFd> {
    rustix::fs::open(parent(path), OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())
}

fn refuse_taken(path: &Path, folder: &OwnedFd, name: &OsStr, force: bool) -> Result<()> {
    let there = match statat(folder, name, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(there) => there,
        Err(Errno::NOENT) => return Ok(()),
        Err(error) => return Err(failed(path, error)),
    };
    match FileType::from_raw_mode(there.st_mode) {
        FileType::RegularFile if force => Ok(()),
        FileType::RegularFile => Err(taken(path)),
        FileType::Directory => Err(cannot(path, "it is a folder")),
        FileType::Symlink => {
            Err(cannot(path, "it is a symbolic link").hint("give the real path; - is standard output"))
        }
        _ => Err(cannot(path, "it is not a regular file").hint("name a file; - is standard output")),
    }
}

/// A file without a name, which nothing can leave behind, where the file system can; else one with a hidden name.
fn open_temporary(folder: &OwnedFd) -> rustix::io::Result<(File, Option<OsString>)> {
    let mode = Mode::RUSR | Mode::WUSR;
    // Giving it a name later goes through /proc.
    if Path::new("/proc/self/fd").exists() {
        match openat(folder, ".", OFlags::WRONLY | OFlags::TMPFILE | OFlags::CLOEXEC, mode) {
            Ok(file) => return Ok((File::from(file), None)),
            Err(Errno::OPNOTSUPP | Errno::ISDIR | Errno::INVAL | Errno::NOENT) => {}
            Err(error) => return Err(error),
        }
    }
    open_named(folder)
}

fn open_named(folder: &OwnedFd) -> rustix::io::Result<(File, Option<OsString>)> {
    let mode = Mode::RUSR | Mode::WUSR;
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let (file, name) = with_free_name(|name| openat(folder, name, flags, mode))?;
    Ok((File::from(file), Some(name)))
}

fn link_unnamed(file: &File, folder: &OwnedFd) -> rustix::io::Result<OsString> {
    let unnamed = format!("/proc/self/fd/{}", file.as_fd().as_raw_fd());
    let link = |name: &OsStr| linkat(rustix::fs::CWD, unnamed.as_str(), folder, name, AtFlags::SYMLINK_FOLLOW);
    with_free_name(link).map(|((), name)| name)
}

/// Renames unless the name is taken, in one step that nobody can get between.
fn rename_to_free(folder: &OwnedFd, from: &OsStr, to: &OsStr) -> rustix::io::Result<()> {
    match renameat_with(folder, from, folder, to, RenameFlags::NOREPLACE) {
        // Not every kernel and file system can; a second link can replace nothing either.
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
            linkat(folder, from, folder, to, AtFlags::empty())?;
            unlinkat(folder, from, AtFlags::empty())
        }
        done => done,
    }
}

fn taken(path: &Path) -> Error {
    cannot(path, "it exists already").hint("name another file, or replace it with --force")
}

fn cannot(path: &Path, why: &str) -> Error {
    Error::output(format!("cannot write {}: {why}", path.display()))
}

fn failed(path: &Path, error: Errno) -> Error {
    let error = io::Error::from(error);
    match error.kind() {
        io::ErrorKind::NotFound => cannot(path, "its folder is not there"),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::ReadOnlyFilesystem => error.into(),
        _ => cannot(path, &describe(&error)),
    }
}

#[cfg(test)]
mod tests;
