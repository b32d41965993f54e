//! Texts that a command is given: as an argument, on standard input, or in the user's editor.

use std::io::{self, Read};
use std::path::Path;

use crate::context::Context;
use crate::error::{Error, Result};

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
    let folder = cx.repository().parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new(".")).to_owned();
    // An interrupt is the editor's while it runs.
    cx.leave_interrupts_to_pager();
    let cancelled = |why: &str| Error::refused(format!("cancelled: {why}; nothing was done"));
    match cx.output.edit(&folder, before, about).map_err(not_taken)? {
        None => Err(cancelled("the editor ended with an error")),
        Some(text) if text.trim().is_empty() => Err(cancelled("the text is empty")),
        Some(text) if text == before => Err(cancelled("the text is as it was")),
        Some(text) if text.contains('\0') => Err(Error::usage("the text holds a NUL character")),
        Some(text) => Ok(text),
    }
}

fn standard_input() -> Result<String> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Error::bad_data("the text on standard input is larger than 1 MiB"));
    }
    let mut text = String::from_utf8(bytes).map_err(|_| Error::bad_data("the text on standard input is not UTF-8"))?;
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
