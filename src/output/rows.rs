//! Rows for machines: CSV, TSV, JSON and JSON Lines, on stdout and in export files alike.

use std::io::{self, Write};

use crate::model::json::push_string;
use crate::model::record::Cell;
use crate::output::wash;

/// How rows are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// RFC 4180 with a header, UTF-8, lines ending in LF.
    Csv,
    /// Values between tabs. A tab, line feed, carriage return or backslash within one is `\t`, `\n`, `\r` or `\\`.
    Tsv {
        /// Whether the first line names the columns.
        header: bool,
    },
    /// One JSON array of objects.
    Json,
    /// One JSON object a line.
    Jsonl,
}

/// Bytes gathered before they are handed on.
const BUFFER: usize = 256 * 1024;

/// Writes rows of cells.
#[derive(Debug)]
pub struct RowWriter<W: Write> {
    out: Pen<W>,
    /// Rows not handed on yet. Those of CSV are gathered by its crate.
    buffer: Vec<u8>,
    /// One value of CSV or TSV, before it is escaped.
    field: Vec<u8>,
    form: Form,
    /// Texts are washed: for CSV and TSV that a person looks at.
    washed: bool,
    /// The columns' names, as JSON strings followed by a colon.
    keys: Vec<Vec<u8>>,
    rows: u64,
}

/// What puts the rows into the file.
#[derive(Debug)]
enum Pen<W: Write> {
    Csv(Box<csv::Writer<W>>),
    Ours(W),
}

impl<W: Write> RowWriter<W> {
    /// Begins with the header, where the form has one.
    ///
    /// # Errors
    /// Where the header cannot be written.
    pub fn new<'a>(out: W, form: Form, columns: impl IntoIterator<Item = &'a str>) -> io::Result<Self> {
        let out = match form {
            Form::Csv => Pen::Csv(Box::new(csv::WriterBuilder::new().buffer_capacity(BUFFER).from_writer(out))),
            Form::Tsv { .. } | Form::Json | Form::Jsonl => Pen::Ours(out),
        };
        let mut writer =
            Self { out, buffer: Vec::new(), field: Vec::new(), form, washed: false, keys: Vec::new(), rows: 0 };
        let columns: Vec<&str> = columns.into_iter().collect();
        for column in &columns {
            let mut key = Vec::new();
            push_string(column, &mut key);
            key.push(b':');
            writer.keys.push(key);
        }
        match form {
            Form::Json => writer.buffer.push(b'['),
            Form::Csv | Form::Tsv { header: true } => writer.separated(columns.iter().map(|name| Cell::Text(name)))?,
            Form::Tsv { header: false } | Form::Jsonl => {}
        }
        Ok(writer)
    }

    /// The same for people: hidden characters become visible.
    #[must_use]
    pub fn washed(mut self) -> Self {
        self.washed = true;
        self
    }

    /// Writes one row: as many cells as there are columns.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) -> io::Result<()> {
        match self.form {
            Form::Csv | Form::Tsv { .. } => self.separated(cells)?,
            Form::Json => {
                self.buffer.extend_from_slice(if self.rows == 0 { b"\n" } else { b",\n" });
                self.object(cells);
            }
            Form::Jsonl => {
                self.object(cells);
                self.buffer.push(b'\n');
            }
        }
        self.rows += 1;
        if self.buffer.len() < BUFFER { Ok(()) } else { self.hand_on() }
    }

    /// Ends the last row, hands everything on, and gives the file back.
    pub fn finish(mut self) -> io::Result<W> {
        if self.form == Form::Json {
            self.buffer.extend_from_slice(if self.rows == 0 { b"]\n" } else { b"\n]\n" });
        }
        self.hand_on()?;
        match self.out {
            Pen::Csv(writer) => writer.into_inner().map_err(csv::IntoInnerError::into_error),
            Pen::Ours(out) => Ok(out),
        }
    }

    /// How many rows were written, the header not counted.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    fn hand_on(&mut self) -> io::Result<()> {
        if let Pen::Ours(out) = &mut self.out {
            out.write_all(&self.buffer)?;
        }
        self.buffer.clear();
        Ok(())
    }

    /// A row of CSV or TSV.
    fn separated<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) -> io::Result<()> {
        for (place, cell) in cells.into_iter().enumerate() {
            self.field.clear();
            push_field(&mut self.field, cell, self.washed);
            match &mut self.out {
                Pen::Csv(writer) => writer.write_field(&self.field).map_err(io_error)?,
                Pen::Ours(_) => {
                    self.buffer.extend_from_slice(if place > 0 { b"\t" } else { b"" });
                    push_tab_safe(&mut self.buffer, &self.field);
                }
            }
        }
        match &mut self.out {
            Pen::Csv(writer) => return writer.write_record(None::<&[u8]>).map_err(io_error),
            Pen::Ours(_) => self.buffer.push(b'\n'),
        }
        Ok(())
    }

    fn object<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) {
        let buffer = &mut self.buffer;
        buffer.push(b'{');
        for (place, (key, cell)) in self.keys.iter().zip(cells).enumerate() {
            if place > 0 {
                buffer.push(b',');
            }
            buffer.extend_from_slice(key);
            push_json(buffer, cell);
        }
        buffer.push(b'}');
    }
}

/// A value of CSV or TSV.
fn push_field(out: &mut Vec<u8>, cell: Cell<'_>, washed: bool) {
    match cell {
        Cell::Text(text) if washed => out.extend_from_slice(wash::line(text).as_str().as_bytes()),
        Cell::Text(text) => out.extend_from_slice(text.as_bytes()),
        Cell::List(texts) => push_field(out, Cell::Text(&texts.join(",")), washed),
        other => push_bare(out, other),
    }
}

/// A value that needs no quotes in any form; times as RFC 3339.
fn push_bare(out: &mut Vec<u8>, cell: Cell<'_>) {
    match cell {
        Cell::Empty | Cell::Text(_) | Cell::List(_) => {}
        Cell::Number(number) => {
            // A vector takes all that is written to it.
            let _ = write!(out, "{number}");
        }
        Cell::Decimal(text) | Cell::Word(text) => out.extend_from_slice(text.as_bytes()),
        Cell::Toggle(on) => out.extend_from_slice(if on { b"true" } else { b"false" }),
        Cell::Time(time) => time.push_rfc3339(out),
    }
}

fn push_json(out: &mut Vec<u8>, cell: Cell<'_>) {
    match cell {
        Cell::Empty => out.extend_from_slice(b"null"),
        Cell::Text(text) => push_string(text, out),
        Cell::List(texts) => {
            out.push(b'[');
            for (place, text) in texts.iter().enumerate() {
                if place > 0 {
                    out.push(b',');
                }
                push_string(text, out);
            }
            out.push(b']');
        }
        Cell::Word(_) | Cell::Time(_) => {
            out.push(b'"');
            push_bare(out, cell);
            out.push(b'"');
        }
        Cell::Number(_) | Cell::Decimal(_) | Cell::Toggle(_) => push_bare(out, cell),
    }
}

/// What went wrong below the CSV, above all a pipe that was closed.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// What TSV escapes; no other rule of it is common to all its readers.
fn push_tab_safe(out: &mut Vec<u8>, mut rest: &[u8]) {
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | b'\\')) {
        let (head, tail) = rest.split_at(at);
        out.extend_from_slice(head);
        let Some((special, tail)) = tail.split_first() else { break };
        out.extend_from_slice(match special {
            b'\t' => b"\\t",
            b'\n' => b"\\n",
            b'\r' => b"\\r",
            _ => b"\\\\",
        });
        rest = tail;
    }
    out.extend_from_slice(rest);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::Time;
    use proptest::prelude::*;

    fn written(form: Form, columns: &[&str], rows: &[&[Cell<'_>]]) -> String {
        let mut writer = RowWriter::new(Vec::new(), form, columns.iter().copied()).unwrap();
        for row in rows {
            writer.row(row.iter().copied()).unwrap();
        }
        String::from_utf8(writer.finish().unwrap()).unwrap()
    }

    fn one_of_each(tags: &[String]) -> Vec<Cell<'_>> {
        let time = Time::from_micros(1_769_850_000_000_000).unwrap();
        vec![
            Cell::Number(-7),
            Cell::Decimal("4.50"),
            Cell::Toggle(true),
            Cell::Time(time),
            Cell::Word("open"),
            Cell::Text("a,\"b\"\t\\\n"),
            Cell::List(tags),
            Cell::Empty,
        ]
    }

    const COLUMNS: [&str; 8] = ["n", "d", "b", "t", "w", "s", "l", "e"];

    #[test]
    fn each_form_has_its_own_marks() {
        let tags = ["x".to_owned(), "y".to_owned()];
        let row: &[Cell<'_>] = &one_of_each(&tags);
        assert_eq!(
            written(Form::Csv, &COLUMNS, &[row]),
            "n,d,b,t,w,s,l,e\n-7,4.50,true,2026-01-31T09:00:00Z,open,\"a,\"\"b\"\"\t\\\n\",\"x,y\",\n"
        );
        assert_eq!(
            written(Form::Tsv { header: false }, &COLUMNS, &[row]),
            "-7\t4.50\ttrue\t2026-01-31T09:00:00Z\topen\ta,\"b\"\\t\\\\\\n\tx,y\t\n"
        );
        assert_eq!(
            written(Form::Jsonl, &COLUMNS, &[row]),
            "{\"n\":-7,\"d\":4.50,\"b\":true,\"t\":\"2026-01-31T09:00:00Z\",\"w\":\"open\",\
             \"s\":\"a,\\\"b\\\"\\t\\\\\\n\",\"l\":[\"x\",\"y\"],\"e\":null}\n"
        );
        let two = written(Form::Json, &["a"], &[&[Cell::Number(1)], &[Cell::Number(2)]]);
        assert_eq!(two, "[\n{\"a\":1},\n{\"a\":2}\n]\n");
    }

    #[test]
    fn nothing_is_a_whole_file_too() {
        assert_eq!(written(Form::Json, &["a"], &[]), "[]\n");
        assert_eq!(written(Form::Jsonl, &["a"], &[]), "");
        assert_eq!(written(Form::Csv, &["a", "b"], &[]), "a,b\n");
        assert_eq!(written(Form::Tsv { header: true }, &["a", "b"], &[]), "a\tb\n");
        assert_eq!(written(Form::Csv, &["a"], &[&[Cell::Empty]]), "a\n\"\"\n");
    }

    #[test]
    fn what_a_person_looks_at_is_washed() {
        let mut writer = RowWriter::new(Vec::new(), Form::Csv, ["a"]).unwrap().washed();
        writer.row([Cell::Text("\u{1b}[2J\n")]).unwrap();
        assert_eq!(String::from_utf8(writer.finish().unwrap()).unwrap(), "a\n^[[2J\\n\n");
    }

    /// A pipe that nobody reads any more.
    struct Closed;

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_closed_pipe_is_told_as_one() {
        let text = "x".repeat(BUFFER);
        for form in [Form::Csv, Form::Tsv { header: true }, Form::Jsonl] {
            let mut writer = RowWriter::new(Closed, form, ["a"]).unwrap();
            assert_eq!(writer.row([Cell::Text(&text)]).unwrap_err().kind(), io::ErrorKind::BrokenPipe, "{form:?}");
            let writer = RowWriter::new(Closed, form, ["a"]).unwrap();
            if form != Form::Jsonl {
                assert_eq!(
                    writer.finish().err().map(|error| error.kind()),
                    Some(io::ErrorKind::BrokenPipe),
                    "{form:?}"
                );
            }
        }
    }

    fn untabbed(field: &str) -> String {
        let mut text = String::new();
        let mut rest = field.chars();
        while let Some(c) = rest.next() {
            text.push(if c != '\\' {
                c
            } else {
                match rest.next().unwrap() {
                    't' => '\t',
                    'n' => '\n',
                    'r' => '\r',
                    other => other,
                }
            });
        }
        text
    }

    proptest! {
        #[test]
        fn csv_loses_nothing(
            rows in prop::collection::vec(prop::array::uniform2("[a-c,\"\\r\\n '\\\\é世]{0,6}"), 0..5)
        ) {
            let cells: Vec<[Cell<'_>; 2]> = rows.iter().map(|row| [Cell::Text(&row[0]), Cell::Text(&row[1])]).collect();
            let cells: Vec<&[Cell<'_>]> = cells.iter().map(|row| &row[..]).collect();
            let file = written(Form::Csv, &["one", "two"], &cells);
            let read: Vec<csv::StringRecord> =
                csv::Reader::from_reader(file.as_bytes()).records().map(Result::unwrap).collect();
            prop_assert_eq!(read.len(), rows.len());
            for (record, row) in read.iter().zip(&rows) {
                prop_assert_eq!(record.iter().collect::<Vec<_>>(), row.iter().collect::<Vec<_>>());
            }
        }

        #[test]
        fn tsv_keeps_one_row_one_line_and_loses_nothing(texts in prop::array::uniform3(any::<String>())) {
            let row: Vec<Cell<'_>> = texts.iter().map(|text| Cell::Text(text)).collect();
            let file = written(Form::Tsv { header: false }, &["a", "b", "c"], &[&row]);
            let line = file.strip_suffix('\n').unwrap();
            prop_assert!(!line.contains(['\n', '\r']));
            let back: Vec<String> = line.split('\t').map(untabbed).collect();
            prop_assert_eq!(&back[..], &texts[..]);
        }

        #[test]
        fn json_loses_nothing(text in any::<String>()) {
            let file = written(Form::Jsonl, &["a"], &[&[Cell::Text(&text)]]);
            let value: serde_json::Value = serde_json::from_str(&file).unwrap();
            prop_assert_eq!(value["a"].as_str(), Some(text.as_str()));
            prop_assert_eq!(file.lines().count(), 1);
        }
    }
}
