//! Files without a name: they hold chat texts for a while and are gone with the process, however it ends.

use std::fs::File;
use std::path::Path;

use rustix::fs::{AtFlags, Mode, OFlags, open, unlinkat};
use rustix::io::Errno;

use crate::error::{Error, Result, describe};

/// A new file without a name in this folder, readable by this account only.
///
/// # Errors
/// As writing there fails.
pub fn unnamed_file(folder: &Path) -> Result<File> {
    let flags = OFlags::RDWR | OFlags::CLOEXEC;
    let mode = Mode::RUSR | Mode::WUSR;
    match open(folder, flags | OFlags::TMPFILE, mode) {
        Ok(file) => Ok(File::from(file)),
        // Not every file system can.
        Err(Errno::OPNOTSUPP | Errno::ISDIR | Errno::INVAL) => unlinked_file(folder, flags, mode),
        Err(error) => Err(cannot(folder, error)),
    }
}

fn unlinked_file(folder: &Path, flags: OFlags, mode: Mode) -> Result<File> {
    let path = folder.join(format!(".livechats-{}.spool", std::process::id()));
    let file = open(&path, flags | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW, mode)
        .map_err(|error| cannot(folder, error))?;
    unlinkat(rustix::fs::CWD, &path, AtFlags::empty()).map_err(|error| cannot(folder, error))?;
    Ok(File::from(file))
}

fn cannot(folder: &Path, error: Errno) -> Error {
    match Error::from(std::io::Error::from(error)) {
        Error::Io(_) => Error::io(format!(
            "cannot keep standard input in {} while it is checked: {}",
            folder.display(),
            describe(&error.into())
        )),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Seek, Write};
    use std::os::unix::fs::MetadataExt;

    use super::*;

    #[test]
    fn holds_bytes_under_no_name() {
        let folder = tempfile::tempdir().unwrap();
        let flags = OFlags::RDWR | OFlags::CLOEXEC;
        let mode = Mode::RUSR | Mode::WUSR;
        for mut file in [unnamed_file(folder.path()).unwrap(), unlinked_file(folder.path(), flags, mode).unwrap()] {
            file.write_all(b"chat").unwrap();
            file.rewind().unwrap();
            let mut back = String::new();
            file.read_to_string(&mut back).unwrap();
            assert_eq!((back.as_str(), file.metadata().unwrap().mode() & 0o777), ("chat", 0o600));
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        }
    }

    #[test]
    fn a_missing_folder_is_named() {
        let error = unnamed_file(Path::new("/nonexistent")).unwrap_err();
        assert_eq!(error.exit_code(), 15);
        assert!(error.to_string().contains("/nonexistent"), "{error}");
    }
}
