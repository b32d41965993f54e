//! Files of canned replies: our own CSV and JSON, and what other systems write.

use std::path::Path;

use super::line_error::LineError;
use super::source::Source;
use super::{canned_csv, canned_json};
use crate::error::{Error, Result};
use crate::model::attachment::NewAttachment;
use crate::model::canned::Canned;
use crate::model::canned::entry::Entry;

/// The most bytes a file of canned replies can have.
const LARGEST: u64 = 256 << 20;

/// The forms of such files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `name,title,language,text,scope,tags`: a row for each text.
    Csv,
    /// An array of objects, or an object a line.
    Json,
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CannedFile {
    /// Its canned replies, in order.
    pub entries: Vec<Entry>,
    /// What of it was not taken, each with its place and why.
    pub left: Vec<String>,
}

/// Reads a file, `-` for standard input. Without a form, what it begins with tells.
///
/// # Errors
/// `NotFound` and `Io` where it cannot be read, `BadData` with place and field for what is no canned reply.
pub fn read(path: &Path, form: Option<Form>) -> Result<CannedFile> {
    let (name, bytes) = bytes(path)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Error::bad_data(format!("{name} line {line}: not UTF-8 text")).hint("nothing was kept")
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let guessed = if text.trim_start().starts_with(['[', '{']) { Form::Json } else { Form::Csv };
    let read = match form.unwrap_or(guessed) {
        Form::Csv => canned_csv::read(text),
        Form::Json => canned_json::read(text),
    };
    let mut file = read.map_err(|(place, error)| {
        Error::bad_data(format!("{name} {place}, {error}"))
            .hint("nothing was kept; livechats canned import --help tells the forms")
    })?;
    for entry in &mut file.entries {
        entry.place = format!("{name} {}", entry.place);
    }
    Ok(file)
}

/// A place within a file, and what is wrong there.
pub(super) type Fault = (String, LineError);

/// Appends canned replies with their files.
pub fn write(form: Form, replies: &[(Canned, Vec<NewAttachment>)], out: &mut Vec<u8>) -> Result<()> {
    match form {
        Form::Csv => canned_csv::write(replies.iter().map(|(canned, _)| canned), out),
        Form::Json => {
            canned_json::write(replies, out);
            Ok(())
        }
    }
}

fn bytes(path: &Path) -> Result<(String, Vec<u8>)> {
    let source = Source::open(path)?;
    let name = source.name().to_owned();
    match source.read_at_most(LARGEST)? {
        Some(bytes) => Ok((name, bytes)),
        None => Err(Error::limit(format!("{name} is larger than 256 MiB"))),
    }
}

#[cfg(test)]
mod tests;
