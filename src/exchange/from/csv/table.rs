//! A file of CSV, row by row, and what its head calls the columns.

use std::io::{self, Read};

use csv::StringRecord;

use crate::error::{Error, Result};
use crate::exchange::excel;
use crate::exchange::input::{BYTE_ORDER_MARK, Bytes, MAX_LINE};
use crate::exchange::line_error::{LineError, shown};

/// What a file of CSV holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One row a chat.
    Chats,
    /// One row a message.
    Messages,
}

impl Kind {
    /// What a file holds that begins so; `None` where it is no CSV of ours.
    pub fn begins(start: &[u8]) -> Option<Self> {
        let start = start.strip_prefix(BYTE_ORDER_MARK).unwrap_or(start);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(start);
        let mut head = StringRecord::new();
        reader.read_record(&mut head).ok().filter(|read| *read)?;
        let has = |name: &str| head.iter().any(|column| column == name);
        let named = has("external") && has("source");
        if has("text") && has("from") && (has("chat") || named) {
            return Some(Self::Messages);
        }
        (head.len() > 1 && !has("text") && (has("id") || named)).then_some(Self::Chats)
    }
}

/// A column that a head can name.
pub trait Column: PartialEq + Sized {
    /// The column of this name.
    fn named(name: &str) -> Self;

    /// Whether one such column is all a table can have.
    fn check(columns: &[Self]) -> std::result::Result<(), LineError>;
}

/// A row of a file.
#[derive(Debug)]
pub struct Row {
    /// The line it begins on.
    pub line: u64,
    /// Its cells, as they were before they were guarded.
    pub cells: Vec<String>,
}

/// A file of CSV.
pub struct Table<C> {
    name: String,
    reader: csv::Reader<Source>,
    /// What each column is.
    pub columns: Vec<C>,
    /// Whether texts are guarded against spreadsheets.
    guarded: bool,
    record: StringRecord,
}

impl<C: Column> Table<C> {
    /// Reads the head of a file.
    pub fn of(mut bytes: Bytes) -> Result<Self> {
        let name = bytes.name().to_owned();
        let guarded = bytes.start(BYTE_ORDER_MARK.len())? == BYTE_ORDER_MARK;
        if guarded {
            bytes.consume(BYTE_ORDER_MARK.len());
        }
        let source = Source { bytes, left: 0, is_ended: false };
        let reader = csv::ReaderBuilder::new().has_headers(false).from_reader(source);
        let mut table = Self { name, reader, columns: Vec::new(), guarded, record: StringRecord::new() };
        let head = table.next_row()?.ok_or_else(|| Error::bad_data(format!("{} is empty", table.name)))?;
        let bad = |error: LineError| Error::bad_data(error.in_line(&table.name, head.line)).hint("nothing was kept");
        for (place, name) in head.cells.iter().enumerate() {
            if head.cells.iter().take(place).any(|before| before == name) {
                return Err(bad(LineError::new(format!("the column {} is there twice", shown(name)))));
            }
        }
        let columns: Vec<C> = head.cells.iter().map(|name| C::named(name)).collect();
        C::check(&columns).map_err(bad)?;
        table.columns = columns;
        Ok(table)
    }

    /// What errors call the file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Bytes read so far of the file as it lies there.
    pub fn bytes_read(&self) -> u64 {
        self.reader.get_ref().bytes.bytes_read()
    }

    /// Whether the file has this column.
    pub fn has(&self, column: &C) -> bool {
        self.columns.contains(column)
    }

    /// What a row has in a column.
    pub fn cell<'r>(&self, row: &'r Row, column: &C) -> Option<&'r str> {
        let place = self.columns.iter().position(|known| known == column)?;
        row.cells.get(place).map(String::as_str)
    }

    /// The next row; `None` at the end.
    pub fn next_row(&mut self) -> Result<Option<Row>> {
        self.reader.get_mut().left = MAX_LINE;
        let at = self.reader.position().line();
        let read = self.reader.read_record(&mut self.record).map_err(|error| self.broken(&error, at))?;
        if !read {
            return Ok(None);
        }
        let line = self.record.position().map_or(at, csv::Position::line);
        // A row that ends with its line is done before the end of the file is met.
        if self.reader.get_ref().is_ended {
            let problem = format!("{} line {line}: the file ends in the middle of a row", self.name);
            return Err(
                Error::bad_data(problem).hint("nothing was kept; the last row of a whole file ends with its line")
            );
        }
        let cell = |cell: &str| if self.guarded { excel::unguard(cell) } else { cell }.to_owned();
        Ok(Some(Row { line, cells: self.record.iter().map(cell).collect() }))
    }

    /// The error of a row that cannot be taken.
    pub fn wrong(&self, row: &Row, error: &LineError) -> Error {
        Error::bad_data(error.in_line(&self.name, row.line)).hint("nothing was kept; mend the row")
    }

    fn broken(&self, error: &csv::Error, at: u64) -> Error {
        let line = error.position().map_or(at, csv::Position::line);
        let what = match error.kind() {
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                format!("{len} cells, where the head has {expected_len}")
            }
            csv::ErrorKind::Utf8 { .. } => "not UTF-8 text".to_owned(),
            csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::QuotaExceeded => {
                "longer than 64 MiB".to_owned()
            }
            csv::ErrorKind::Io(error) => return self.reader.get_ref().bytes.broken(error, line),
            _ => "no CSV".to_owned(),
        };
        Error::bad_data(format!("{} line {line}: {what}", self.name)).hint("nothing was kept")
    }
}

/// The bytes of a file, of which no row may take more than is left.
struct Source {
    bytes: Bytes,
    left: usize,
    /// Whether the end was met.
    is_ended: bool,
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        if read > self.left {
            return Err(io::Error::from(io::ErrorKind::QuotaExceeded));
        }
        self.left -= read;
        self.is_ended |= read == 0;
        Ok(read)
    }
}
