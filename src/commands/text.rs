//! Texts that a command is given: as an argument, on standard input, or in the user's editor.

use std::io;
use std::path::{Path, PathBuf};

use crate::context::Context;
use crate::error::{Error, Result};
use crate::exchange::source::Source;

/// The largest text, in bytes.
const LARGEST: u64 = 1 << 20;

/// The text of the argument, of standard input for `-`; `None` where the editor is to be asked for it.
///
/// # Errors
/// `Usage` where there is no argument and nobody to edit, or the text holds a NUL character; `BadData` for one on
/// standard input that is none.
pub fn given(cx: &Context, argument: Option<&str>) -> Result<Option<String>> {
    let text = match argument {
        None if cx.output.terminal().editor.is_some() => return Ok(None),
        None => {
            return Err(Error::usage("no text, and nobody to write one in an editor here")
                .hint("give it as an argument, or - for standard input"));
        }
        Some("-") => standard_input()?,
        Some(text) => text.to_owned(),
    };
    if text.contains('\0') {
        return Err(Error::usage("the text holds a NUL character"));
    }
    Ok(Some(text))
}

/// What the user makes of a text in the editor; `about` explains it, a line each.
///
/// # Errors
/// `Refused` where the user gave up: the text is empty, or as it was.
pub fn edited(cx: &mut Context, before: &str, about: &[String]) -> Result<String> {
    let folder = folder(cx);
    // An interrupt is the editor's while it runs.
    cx.leave_interrupts_to_pager();
    let cancelled = |why: &str| Error::refused(format!("cancelled: {why}; nothing was done"));
    let edited = cx.output.edit(&folder, before, about);
    cx.forget_interrupt();
    match edited.map_err(not_taken)? {
        None => Err(cancelled("the editor ended with an error")),
        Some(text) if text.trim().is_empty() => Err(cancelled("the text is empty")),
        Some(text) if text == before => Err(cancelled("the text is as it was")),
        Some(text) if text.contains('\0') => Err(Error::usage("the text holds a NUL character")),
        Some(text) => Ok(text),
    }
}

/// The text of a file, `-` for standard input.
///
/// # Errors
/// `NotFound` and `Io` where it cannot be read, `BadData` where it is too large or no UTF-8.
pub fn of_file(cx: &Context, path: &Path) -> Result<String> {
    if path.as_os_str() == "-" {
        return standard_input();
    }
    cx.check_named_file(path)?;
    read(Source::file(path)?, &path.display().to_string())
}

fn read(source: Source, name: &str) -> Result<String> {
    let bytes = source.read_at_most(LARGEST)?;
    let bytes = bytes.ok_or_else(|| Error::bad_data(format!("{name} is larger than 1 MiB")))?;
    String::from_utf8(bytes).map_err(|_| Error::bad_data(format!("{name} is not UTF-8")))
}

/// The folder beside the repository.
fn folder(cx: &Context) -> PathBuf {
    let folder = cx.repository().parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new(".")).to_owned()
}

/// What became of a text. One that the user wrote in the editor is not lost with the error: it is kept in a file, which
/// the command `again` takes, its path put behind.
pub fn kept<T>(cx: &mut Context, written: Option<&str>, again: &str, done: Result<T>) -> Result<T> {
    done.map_err(|error| {
        let Some(path) = written.and_then(|text| cx.output.keep(&folder(cx), text).ok()) else { return error };
        let path = path.display().to_string();
        let kept = format!("what you wrote is kept in {path}: mend what is wrong, then {again} {}", shell(&path));
        if matches!(error, Error::Interrupted(_)) {
            cx.output.say(&kept);
        }
        let first = error.next_step().map_or(String::new(), |hint| format!("{hint}; "));
        error.hint(format!("{first}{kept}"))
    })
}

/// A word as a shell takes it.
pub fn shell(word: &str) -> String {
    let plain = !word.starts_with('-') && word.chars().all(|c| c.is_alphanumeric() || "-_./".contains(c));
    if plain { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

fn standard_input() -> Result<String> {
    let mut text = read(Source::standard_input()?, "the text on standard input")?;
    for end in ["\n", "\r"] {
        if text.ends_with(end) {
            text.pop();
        }
    }
    Ok(text)
}

fn not_taken(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::InvalidData => Error::bad_data(error.to_string()),
        _ => Error::from(error),
    }
}
