//! Canned replies as CSV: a row for each text, those of one reply behind each other. The first row of a name has its title,
//! scope and tags; further rows have the text in other languages.

use super::canned_file::{CannedFile, Fault};
use super::line_error::{LineError, shown};
use crate::error::{Error, Result};
use crate::model::canned::entry::Entry;
use crate::model::canned::{Canned, Scope, Variant, language, print_list, tags};

/// The columns, in the order they are written.
const COLUMNS: [&str; 6] = ["name", "title", "language", "text", "scope", "tags"];

/// Appends canned replies. Files that go along have no place in CSV.
pub(super) fn write<'c>(replies: impl Iterator<Item = &'c Canned>, out: &mut Vec<u8>) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    let failed = |error: csv::Error| Error::failed(format!("writing CSV failed: {error}"));
    writer.write_record(COLUMNS).map_err(failed)?;
    for canned in replies {
        let (scope, tags) = (canned.scope.to_string(), print_list(&canned.tags));
        let title = canned.title.as_deref().unwrap_or_default();
        let language = canned.language.as_deref().unwrap_or_default();
        writer.write_record([&canned.name, title, language, &canned.text, &scope, &tags]).map_err(failed)?;
        for Variant { language, text } in &canned.variants {
            writer.write_record([&canned.name, "", language, text, "", ""]).map_err(failed)?;
        }
    }
    Ok(writer.flush()?)
}

/// The place of each column in a file.
struct Places([Option<usize>; 6]);

impl Places {
    fn of(header: &csv::StringRecord) -> std::result::Result<Self, LineError> {
        let mut places = [None; 6];
        for (at, name) in header.iter().enumerate() {
            let known = COLUMNS.iter().position(|column| name.trim().eq_ignore_ascii_case(column));
            let known = known.ok_or_else(|| {
                LineError::new(format!("no column is called {}; they are {}", shown(name), COLUMNS.join(", ")))
            })?;
            if places[known].replace(at).is_some() {
                return Err(LineError::new(format!("the column {} is there twice", COLUMNS[known])));
            }
        }
        for (column, place) in COLUMNS.iter().zip(places) {
            if place.is_none() && ["name", "text"].contains(column) {
                return Err(LineError::new(format!("the column {column} is missing")));
            }
        }
        Ok(Self(places))
    }

    /// What a row has in a column; `None` where the file has no such column.
    fn cell<'r>(&self, row: &'r csv::StringRecord, column: &str) -> Option<&'r str> {
        let place = COLUMNS.iter().position(|known| *known == column).and_then(|known| self.0[known])?;
        Some(row.get(place).unwrap_or_default())
    }
}

/// Reads a file.
pub(super) fn read(text: &str) -> std::result::Result<CannedFile, Fault> {
    let mut reader = csv::ReaderBuilder::new().has_headers(true).from_reader(text.as_bytes());
    let of_line = |line: u64| move |error: LineError| (format!("line {line}"), error);
    let of_csv = |error: csv::Error| {
        let line = error.position().map_or(1, csv::Position::line);
        let what = match error.kind() {
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                format!("{len} cells, where the head has {expected_len}")
            }
            _ => "no CSV".to_owned(),
        };
        (format!("line {line}"), LineError::new(what))
    };
    let places = Places::of(reader.headers().map_err(of_csv)?).map_err(of_line(1))?;
    let mut file = CannedFile::default();
    for row in reader.records() {
        let row = row.map_err(of_csv)?;
        let line = row.position().map_or(0, csv::Position::line);
        add(&mut file.entries, &places, &row, line).map_err(of_line(line))?;
    }
    Ok(file)
}

fn add(
    entries: &mut Vec<Entry>,
    places: &Places,
    row: &csv::StringRecord,
    line: u64,
) -> std::result::Result<(), LineError> {
    let cell = |column| places.cell(row, column);
    let in_column = |column: &'static str| move |what: String| LineError::new(what).within(column);
    let name = name(cell("name").unwrap_or_default()).map_err(in_column("name"))?;
    let text = cell("text").unwrap_or_default().to_owned();
    let tag = cell("language").map(str::trim).filter(|tag| !tag.is_empty());
    let tag = tag.map(language::canonical).transpose().map_err(in_column("language"))?;
    let title = cell("title").map(|title| Some(title.trim().to_owned()).filter(|title| !title.is_empty()));
    let scope = cell("scope").map(str::trim).filter(|scope| !scope.is_empty());
    let scope = scope.map(Scope::parse).transpose().map_err(in_column("scope"))?;
    let tags = cell("tags").map(tags).transpose().map_err(in_column("tags"))?;
    let Some(first) = entries.last_mut().filter(|entry| entry.name == name) else {
        let variants = cell("language").map(|_| Vec::new());
        let language = variants.as_ref().map(|_| tag);
        entries.push(Entry {
            place: format!("line {line}"),
            name,
            text,
            title,
            language,
            variants,
            scope,
            tags,
            files: None,
        });
        return Ok(());
    };
    // A further row says the same of the reply, or nothing.
    let says_other = [
        ("title", title.flatten().is_some_and(|title| first.title != Some(Some(title)))),
        ("scope", scope.is_some_and(|scope| first.scope != Some(scope))),
        ("tags", tags.is_some_and(|tags| !tags.is_empty() && first.tags != Some(tags))),
    ];
    if let Some((column, _)) = says_other.into_iter().find(|(_, other)| *other) {
        return Err(LineError::new(format!("not as in the first row of {}", shown(&name))).within(column));
    }
    let (Some(variants), Some(language)) = (&mut first.variants, tag) else {
        return Err(LineError::new(format!("a second text of {} needs a language", shown(&name))).within("language"));
    };
    variants.push(Variant { language, text });
    Ok(())
}

/// The name of a canned reply, as files have it.
pub(super) fn name(text: &str) -> std::result::Result<String, String> {
    let text = text.trim();
    match text {
        "" => Err("it is empty".to_owned()),
        _ if text.len() > 200 => Err("it is longer than 200 bytes".to_owned()),
        _ if text.chars().any(char::is_control) => Err("it holds a control character".to_owned()),
        _ if text.bytes().all(|byte| byte.is_ascii_digit()) => Err("digits alone are no name".to_owned()),
        _ => Ok(text.to_owned()),
    }
}
