//! Files to attach, and attachments saved as files: under names of our own, in a folder that was opened once.

use std::io::Write;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, Mode, OFlags, mkdir, statat};
use rustix::io::Errno;

use super::output_file::OutputFile;
use super::source::Source;
use crate::error::{Error, Result, describe};
use crate::model::attachment::{MOST_BYTES, NewAttachment};

/// Reads a file to attach. Its name without its folders becomes the name of the attachment.
///
/// # Errors
/// `NotFound` where it is not there, `Usage` for what is no regular file, `Limit` for one of more than 10 MiB, `Io` where
/// it cannot be read.
pub fn read(path: &Path) -> Result<NewAttachment> {
    let shown = path.display();
    let source = Source::file(path)?;
    if !source.data().is_file() {
        return Err(Error::usage(format!("{shown} is not a regular file and cannot be attached")));
    }
    let Some(content) = source.read_at_most(MOST_BYTES)? else {
        return Err(Error::limit(format!("{shown} has more than 10 MiB, the most an attachment can have"))
            .hint("put it where the person can get it, and send them the link"));
    };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    Ok(NewAttachment { name: name.unwrap_or_default(), content })
}

/// A folder to save into. It stays the one that was opened, whatever happens to its name.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    handle: OwnedFd,
}

impl Folder {
    /// Opens a folder, made if it is not there.
    ///
    /// # Errors
    /// `Output` where it cannot be made or opened, and for a symbolic link.
    pub fn open(path: &Path) -> Result<Self> {
        // Without a slash at its end, behind which a link would be followed.
        let path: PathBuf = path.components().collect();
        let cannot = |why: &str| Error::output(format!("cannot save into {}: {why}", path.display()));
        let failed = |error: Errno| match error {
            Errno::LOOP | Errno::NOTDIR => cannot("it is not a folder, or a symbolic link").hint("give the real path"),
            Errno::NOENT => cannot("the folder it would be made in is not there"),
            error => cannot(&describe(&error.into())),
        };
        match mkdir(&path, Mode::RWXU) {
            Ok(()) | Err(Errno::EXIST) => {}
            Err(error) => return Err(failed(error)),
        }
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let handle = rustix::fs::open(&path, flags, Mode::empty()).map_err(failed)?;
        Ok(Self { path, handle })
    }

    /// Refuses a name that is taken, before anything is written.
    ///
    /// # Errors
    /// `Output`.
    pub fn refuse_taken(&self, name: &str) -> Result<()> {
        match statat(&self.handle, name, AtFlags::SYMLINK_NOFOLLOW) {
            Err(Errno::NOENT) => Ok(()),
            Ok(_) => Err(Error::output(format!("cannot write {}: it exists already", self.path.join(name).display()))
                .hint("save into another folder, or move it away; nothing was saved")),
            Err(error) => {
                Err(Error::output(format!("cannot look into {}: {}", self.path.display(), describe(&error.into()))))
            }
        }
    }

    /// Saves a file, mode 0600: whole or not at all, never over another.
    ///
    /// # Errors
    /// As for any file that is written.
    pub fn save(&self, name: &str, content: &[u8]) -> Result<()> {
        let mut file = OutputFile::create_in(&self.handle, &self.path.join(name))?;
        file.write_all(content)?;
        file.finish()
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{MetadataExt, symlink};
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::model::attachment::file_name;

    #[test]
    fn only_a_regular_file_that_is_not_too_large_is_attached() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("a b.txt"), "hello").unwrap();
        let read_one = read(&path("a b.txt")).unwrap();
        assert_eq!(read_one, NewAttachment { name: "a b.txt".into(), content: b"hello".to_vec() });
        std::fs::File::create(path("full")).unwrap().set_len(MOST_BYTES).unwrap();
        std::fs::File::create(path("over")).unwrap().set_len(MOST_BYTES + 1).unwrap();
        rustix::fs::mknodat(rustix::fs::CWD, path("pipe"), rustix::fs::FileType::Fifo, Mode::RWXU, 0).unwrap();
        let code = |name: &str| read(&path(name)).map(drop).map_err(|error| error.exit_code());
        assert_eq!(code("full"), Ok(()));
        for (name, expected) in [("over", 18), ("pipe", 2), (".", 2), ("missing", 5), ("a b.txt/x", 15)] {
            assert_eq!(code(name), Err(expected), "{name}");
        }
    }

    #[test]
    fn a_link_is_no_folder_and_a_taken_name_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::create_dir(path("real")).unwrap();
        symlink("real", path("link")).unwrap();
        std::fs::write(path("file"), "").unwrap();
        for name in ["link", "link/", "file", "missing/new"] {
            assert_eq!(Folder::open(&path(name)).unwrap_err().exit_code(), 16, "{name}");
        }
        let saved = Folder::open(&path("new/")).unwrap();
        saved.save("a.txt", b"one").unwrap();
        assert_eq!(std::fs::metadata(path("new")).unwrap().mode() & 0o777, 0o700);
        assert_eq!(std::fs::metadata(path("new/a.txt")).unwrap().mode() & 0o777, 0o600);
        assert_eq!(saved.refuse_taken("a.txt").unwrap_err().exit_code(), 16);
        assert_eq!(saved.save("a.txt", b"two").unwrap_err().exit_code(), 16);
        assert_eq!(std::fs::read(path("new/a.txt")).unwrap(), b"one");
        symlink("../file", path("new/b.txt")).unwrap();
        assert_eq!(saved.refuse_taken("b.txt").unwrap_err().exit_code(), 16);
        assert_eq!(saved.save("b.txt", b"two").unwrap_err().exit_code(), 16);
        assert_eq!(std::fs::read(path("file")).unwrap(), b"");
    }

    /// Names that would choose a path, if names chose paths.
    fn hostile_names() -> Vec<String> {
        let mut names: Vec<String> =
            ["", ".", "..", "../../x", "/etc/passwd", "a/b", "a\\b", "a\0b", "CON", "NUL.txt", "aux"]
                .map(str::to_owned)
                .to_vec();
        names.extend(
            ["x. ", "x.", " x", "-rf", "~root", "$HOME", "`id`", "%2e%2e%2f", "a\nb", "a\u{1b}[2J"].map(str::to_owned),
        );
        names.extend(
            ["exe.\u{202e}fdp", "ﬁle.txt", "file\u{200b}.txt", "FILE.TXT", "file.txt", "é.png", "e\u{301}.png"]
                .map(str::to_owned),
        );
        names.extend((1..=40).map(|up| format!("{}outside.txt", "../".repeat(up))));
        names.extend((1..=40).map(|up| format!("{}etc/cron.d/x", "/".repeat(up))));
        names.extend([255, 256, 300, 4096, 100_000].map(|length| "n".repeat(length)));
        names.extend((0..=255_u8).map(|byte| format!("a{}b.pdf", char::from(byte))));
        names.extend(
            ["php", "html", "svg", "js", "exe", "sh", "desktop", "lnk", "PDF", "jPg"].map(|end| format!("x.{end}")),
        );
        names
    }

    #[test]
    fn hostile_names_stay_within_the_folder_while_others_swap_links() {
        let folder = tempfile::tempdir().unwrap();
        let (inside, outside) = (folder.path().join("inside"), folder.path().join("outside"));
        std::fs::create_dir(&outside).unwrap();
        std::fs::write(outside.join("kept"), "theirs").unwrap();
        let names = hostile_names();
        assert!(names.len() > 300);
        let saved = Folder::open(&inside).unwrap();
        let done = AtomicBool::new(false);
        let mut whole = 0;
        std::thread::scope(|scope| {
            scope.spawn(|| {
                // Links where the next files shall go, and the folder itself away and back.
                for round in 0_u64.. {
                    if done.load(Ordering::Relaxed) {
                        break;
                    }
                    let place = round % names.len() as u64 + 1;
                    let link = inside.join(format!("chat-1-message-1-{place}.bin"));
                    let _ = symlink(outside.join("kept"), &link);
                    let _ = std::fs::remove_file(&link);
                    let away = folder.path().join("away");
                    if std::fs::rename(&inside, &away).is_ok() {
                        let _ = symlink(&outside, &inside);
                        let _ = std::fs::remove_file(&inside);
                        let _ = std::fs::rename(&away, &inside);
                    }
                }
            });
            for (place, name) in (1..).zip(&names) {
                match saved.save(&file_name(1, 1, place, name), name.as_bytes()) {
                    Ok(()) => whole += 1,
                    Err(error) => assert_eq!(error.exit_code(), 16, "{name:?}: {error}"),
                }
            }
            done.store(true, Ordering::Relaxed);
        });
        assert!(whole > names.len() / 2, "{whole}");
        let left: Vec<_> = std::fs::read_dir(&outside).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["kept"]);
        assert_eq!(std::fs::read(outside.join("kept")).unwrap(), b"theirs");
    }
}
