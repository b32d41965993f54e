//! A folder that appears under its name only when it is whole.

use std::ffi::OsStr;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, Mode, RenameFlags, mkdirat, renameat_with, syncfs};
use rustix::io::Errno;

use super::sum_list::{ListWriter, SumList};
use super::temporary::{remove_leftovers, with_free_name};
use crate::error::{Error, Result, describe};

/// Beyond so many files it is quicker to sync all that the file system has not written yet.
const MOST_SYNCED_ALONE: usize = 64;

/// Bytes written at once.
const BUFFER: usize = 256 << 10;

/// A folder being filled, mode 0700, with files of mode 0600. Until [`OutputFolder::finish`] there is nothing under its
/// name, and if it is dropped before that, nothing is left.
#[derive(Debug)]
pub struct OutputFolder {
    path: PathBuf,
    parent: PathBuf,
    temporary: Option<PathBuf>,
    /// Whether another of its name makes room for it.
    replaces: bool,
}

impl OutputFolder {
    /// Starts a folder, in the one it will be in. What killed processes left there goes.
    ///
    /// # Errors
    /// `Output` where the name is taken, or the folder it shall be in is missing or cannot be written.
    pub fn create(path: &Path) -> Result<Self> {
        if fs::symlink_metadata(path).is_ok() {
            return Err(taken(path));
        }
        Self::start(path)
    }

    /// Starts a folder that takes the place of one that is there, at the end: of one in which `is_ours` knows every name.
    ///
    /// # Errors
    /// As for [`OutputFolder::create`], and where anything else is in the one that is there.
    pub fn replace(path: &Path, is_ours: impl Fn(&str) -> bool) -> Result<Self> {
        let cannot = |why: &str| Error::output(format!("cannot replace the folder {}: {why}", path.display()));
        match fs::symlink_metadata(path) {
            Ok(there) if !there.is_dir() => return Err(cannot("it is no folder")),
            Ok(_) => {
                for entry in fs::read_dir(path)? {
                    let name = entry?.file_name();
                    if !is_ours(&name.to_string_lossy()) {
                        return Err(cannot("there is more in it than an export writes")
                            .hint("move it away, or export to another name"));
                    }
                }
            }
            Err(_) => {}
        }
        let mut folder = Self::start(path)?;
        folder.replaces = true;
        Ok(folder)
    }

    fn start(path: &Path) -> Result<Self> {
        let cannot = |why: &str| Error::output(format!("cannot make the folder {}: {why}", path.display()));
        if path.file_name().is_none() {
            return Err(cannot("it does not name a folder"));
        }
        let parent = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        let make = |name: &OsStr| mkdirat(CWD, parent.join(name), Mode::RWXU);
        let ((), name) = with_free_name(make).map_err(|error| match error {
            Errno::NOENT => cannot("the folder it shall be in is not there"),
            Errno::NOSPC | Errno::DQUOT | Errno::ROFS => io::Error::from(error).into(),
            error => cannot(&describe(&error.into())),
        })?;
        let temporary = parent.join(name);
        let now = fs::metadata(&temporary).and_then(|made| made.modified());
        let started = Self { path: path.to_owned(), parent, temporary: Some(temporary), replaces: false };
        remove_leftovers(&started.parent, now?);
        Ok(started)
    }

    /// A new file in it, by a name of ours; one slash in it makes a folder.
    pub fn file(&self, name: &str) -> Result<BufWriter<File>> {
        let path = self.temporary.as_ref().unwrap_or(&self.path).join(name);
        if let Some((folder, _)) = name.split_once('/') {
            let folder = self.temporary.as_ref().unwrap_or(&self.path).join(folder);
            if !folder.exists() {
                DirBuilder::new().mode(0o700).create(folder)?;
            }
        }
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        Ok(BufWriter::with_capacity(BUFFER, file))
    }

    /// Tells of each file in it, in another file in it. One after the other: there may be a million.
    ///
    /// # Errors
    /// As for reading and writing.
    pub fn list(&self, name: &str) -> Result<SumList> {
        let mut list = ListWriter::begin(self.file(name)?);
        if let Some(temporary) = &self.temporary {
            add_sums(temporary, "", name, &mut list)?;
        }
        Ok(list.finish(name)?)
    }

    /// Makes all of it safe on the disk, then gives the folder its name.
    ///
    /// # Errors
    /// As for writing; `Output` where the name was taken meanwhile.
    pub fn finish(mut self) -> Result<()> {
        let Some(temporary) = self.temporary.clone() else { return Ok(()) };
        if files(&temporary)? > MOST_SYNCED_ALONE {
            syncfs(File::open(&temporary)?).map_err(io::Error::from)?
        } else {
            sync(&temporary)?
        }
        if self.replaces && self.path.exists() {
            // In one step; the old one is then the hidden one, and goes when this is dropped.
            match renameat_with(CWD, &temporary, CWD, &self.path, RenameFlags::EXCHANGE) {
                Ok(()) => return Ok(File::open(&self.parent)?.sync_all()?),
                Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => fs::remove_dir_all(&self.path)?,
                Err(error) => return Err(io::Error::from(error).into()),
            }
        }
        match renameat_with(CWD, &temporary, CWD, &self.path, RenameFlags::NOREPLACE) {
            Ok(()) => {}
            Err(Errno::EXIST | Errno::NOTEMPTY) => return Err(taken(&self.path)),
            // Not every file system can; a folder with anything in it is never replaced by this either.
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) if !self.path.exists() => {
                fs::rename(&temporary, &self.path)?;
            }
            Err(error) => return Err(io::Error::from(error).into()),
        }
        self.temporary = None;
        Ok(File::open(&self.parent)?.sync_all()?)
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        if let Some(temporary) = &self.temporary {
            // Nobody is left to tell; a leftover is hidden, and says by its name what it is.
            let _ = fs::remove_dir_all(temporary);
        }
    }
}

/// Adds the files of a folder but the list; `within` is what their names begin with.
fn add_sums(folder: &Path, within: &str, list_name: &str, list: &mut ListWriter<impl Write>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{within}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            add_sums(&entry.path(), &format!("{name}/"), list_name, list)?;
        } else if name != list_name {
            list.add(&name, File::open(entry.path())?)?;
        }
    }
    Ok(())
}

/// How many files are in a folder and in those within it.
fn files(folder: &Path) -> io::Result<usize> {
    fs::read_dir(folder)?.try_fold(0, |count, entry| {
        let entry = entry?;
        Ok(count + if entry.file_type()?.is_dir() { files(&entry.path())? } else { 1 })
    })
}

/// Syncs a folder and all that is in it.
fn sync(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => sync(&entry.path())?,
            false => File::open(entry.path())?.sync_all()?,
        }
    }
    File::open(folder)?.sync_all()
}

fn taken(path: &Path) -> Error {
    Error::output(format!("cannot make the folder {}: the name is taken", path.display()))
        .hint("name a folder that is not there yet")
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::MetadataExt;

    use super::*;

    fn count(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn appears_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ann");
        let output = OutputFolder::create(&path).unwrap();
        output.file("a.json").unwrap().write_all(b"half").unwrap();
        assert!(!path.exists());
        drop(output);
        assert_eq!(count(folder.path()), 0);

        let output = OutputFolder::create(&path).unwrap();
        output.file("a.json").unwrap().write_all(b"whole").unwrap();
        output.file("more/b.txt").unwrap().write_all(b"b").unwrap();
        output.finish().unwrap();
        assert_eq!((count(folder.path()), count(&path)), (1, 2));
        let mode = |name: &str| fs::metadata(path.join(name)).unwrap().mode() & 0o777;
        assert_eq!((mode(""), mode("a.json"), mode("more"), mode("more/b.txt")), (0o700, 0o600, 0o700, 0o600));
        assert_eq!(fs::read(path.join("a.json")).unwrap(), b"whole");
        assert_eq!(OutputFolder::create(&path).unwrap_err().exit_code(), 16);
    }

    #[test]
    fn only_a_folder_of_ours_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ann");
        for text in ["old", "new"] {
            let output = OutputFolder::replace(&path, |name| name == "a.txt").unwrap();
            output.file("a.txt").unwrap().write_all(text.as_bytes()).unwrap();
            output.finish().unwrap();
            assert_eq!((count(folder.path()), fs::read(path.join("a.txt")).unwrap()), (1, text.as_bytes().to_vec()));
        }
        drop(OutputFolder::replace(&path, |name| name == "a.txt").unwrap());
        assert_eq!(fs::read(path.join("a.txt")).unwrap(), b"new");
        fs::write(path.join("theirs"), "").unwrap();
        assert_eq!(OutputFolder::replace(&path, |name| name == "a.txt").unwrap_err().exit_code(), 16);
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        std::os::unix::fs::symlink(&path, folder.path().join("link")).unwrap();
        for other in [file, folder.path().join("link")] {
            assert_eq!(OutputFolder::replace(&other, |_| true).unwrap_err().exit_code(), 16);
        }
    }

    #[test]
    fn a_name_taken_meanwhile_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ann");
        let output = OutputFolder::create(&path).unwrap();
        fs::write(&path, b"theirs").unwrap();
        assert_eq!(output.finish().unwrap_err().exit_code(), 16);
        assert_eq!((count(folder.path()), fs::read(&path).unwrap()), (1, b"theirs".to_vec()));
        for bad in ["/", "missing/ann"] {
            assert_eq!(OutputFolder::create(&folder.path().join("x").join(bad)).unwrap_err().exit_code(), 16, "{bad}");
        }
    }
}
