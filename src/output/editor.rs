//! The user's editor: a text is written in it, in a folder that nobody else can look into.

use std::ffi::{OsStr, OsString};
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The text stands above this line. Lines of the text itself may begin with the same sign.
const CUT: &str = "# ------------------------- the text ends above this line -------------------------";

/// The largest text that is taken back, in bytes.
const LARGEST: u64 = 1 << 20;

/// Lets the user edit `text`; `about` explains it, a line each. `None` where the editor ended with an error, which is
/// how editors say that nothing is to be done.
///
/// # Errors
/// Where the file cannot be made or read, the editor cannot be started, or the text is too large or no UTF-8.
pub(super) fn edit(command: &OsStr, folder: &Path, text: &str, about: &[String]) -> io::Result<Option<String>> {
    let private = Private::make(folder)?;
    let path = private.0.join("text.txt");
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
    file.write_all(offered(text, about).as_bytes())?;
    drop(file);
    let mut script = OsString::from(command);
    // The name is an argument of the shell and never a part of its script.
    script.push(" \"$1\"");
    let status = Command::new("sh").arg("-c").arg(script).arg("livechats").arg(&path).status()?;
    if !status.success() {
        return Ok(None);
    }
    // By its name again: many editors write another file and rename it.
    let mut bytes = Vec::new();
    fs::File::open(&path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "the text is larger than 1 MiB"));
    }
    let edited = String::from_utf8(bytes);
    edited
        .map(|edited| Some(taken(&edited, about)))
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "the text is not UTF-8; nothing was done"))
}

/// Keeps a text that was written and could not be taken: mode 0600, where the session keeps what nobody else may see, else
/// in `folder`. Gives its path.
pub(super) fn keep(folder: &Path, text: &str) -> io::Result<PathBuf> {
    let mut last = io::Error::from(io::ErrorKind::NotFound);
    for parent in parents(folder) {
        for number in 0..100 {
            let path = parent.join(format!("livechats-draft-{}-{number}.txt", std::process::id()));
            match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
                Ok(mut file) => {
                    file.write_all(text.as_bytes())?;
                    file.write_all(b"\n")?;
                    file.sync_all()?;
                    return Ok(path);
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => {
                    last = error;
                    break;
                }
            }
        }
    }
    Err(last)
}

/// Where the session keeps what nobody else may see, else beside the repository.
fn parents(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|path| path.is_absolute());
    runtime.into_iter().chain([folder.to_owned()])
}

/// What the editor is given.
fn offered(text: &str, about: &[String]) -> String {
    let mut offered = format!("{text}\n\n{CUT}\n");
    for line in about {
        offered.push_str(&format!("# {line}\n"));
    }
    offered
}

/// What of it is the text: all above the line, without empty lines at its end. Somebody may have removed the line.
fn taken(edited: &str, about: &[String]) -> String {
    let lines: Vec<&str> = edited.lines().collect();
    let end = lines.iter().rposition(|line| *line == CUT).unwrap_or(lines.len());
    let mut kept = &lines[..end];
    let ours = |line: &str| line.strip_prefix("# ").is_some_and(|line| about.iter().any(|about| about == line));
    while let Some((last, rest)) = kept.split_last() {
        if !(last.trim().is_empty() || ours(last)) {
            break;
        }
        kept = rest;
    }
    kept.join("\n")
}

/// A folder of our own, mode 0700: what the editor leaves beside the text (backups, swap files) goes with it.
struct Private(PathBuf);

impl Private {
    fn make(folder: &Path) -> io::Result<Self> {
        let mut last = io::Error::from(io::ErrorKind::NotFound);
        for parent in parents(folder) {
            for number in 0..100 {
                let path = parent.join(format!(".livechats-edit-{}-{number}", std::process::id()));
                match DirBuilder::new().mode(0o700).create(&path) {
                    Ok(()) => return Ok(Self(path)),
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                    Err(error) => {
                        last = error;
                        break;
                    }
                }
            }
        }
        Err(last)
    }
}

impl Drop for Private {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::os::unix::fs::PermissionsExt;

    fn about() -> Vec<String> {
        vec!["A note on chat 1.".to_owned(), "An empty text cancels.".to_owned()]
    }

    #[test]
    fn a_text_may_hold_lines_that_look_like_ours() {
        for text in ["", "one", "# a heading\n\n- a point", CUT, "last\n# A note of mine"] {
            assert_eq!(taken(&offered(text, &about()), &about()), text);
        }
        assert_eq!(taken("mine\n# A note on chat 1.\n# An empty text cancels.\n", &about()), "mine");
        assert_eq!(taken("mine\n", &about()), "mine");
    }

    proptest! {
        #[test]
        fn what_is_not_touched_comes_back(text in "[a-z#\\- \n世]{0,60}") {
            let lines: Vec<&str> = text.lines().collect();
            let text = lines.join("\n").trim_end().to_owned();
            prop_assert_eq!(taken(&offered(&text, &about()), &about()), text);
        }
    }

    #[test]
    fn only_the_user_can_read_it_and_nothing_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path().join("here");
        fs::create_dir(&here).unwrap();
        let seen = folder.path().join("seen");
        let script = format!(
            "f() {{ stat -c %a \"$1\" \"${{1%/*}}\" > {0}; echo more >> \"$1~\"; sed -i 1s/^/new/ \"$1\"; }}; f",
            seen.display()
        );
        let private = Private::make(&here).unwrap();
        assert_eq!(fs::metadata(&private.0).unwrap().permissions().mode() & 0o777, 0o700);
        drop(private);
        assert_eq!(edit(OsStr::new(&script), &here, "er", &about()).unwrap().as_deref(), Some("newer"));
        assert_eq!(fs::read_to_string(&seen).unwrap(), "600\n700\n");
        assert_eq!(edit(OsStr::new("false"), &here, "text", &about()).unwrap(), None);
        assert!(edit(OsStr::new("printf '\\377' >"), &here, "text", &about()).is_err());
        assert_eq!(fs::read_dir(&here).unwrap().count(), 0);
    }
}
