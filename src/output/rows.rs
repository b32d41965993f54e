//! Rows for machines: CSV, TSV, JSON and JSON Lines, on stdout and in export files alike.

use std::io::{self, Write};

use crate::model::json::{first, push_number, push_string};
use crate::model::record::Cell;
use crate::output::wash;

/// How rows are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// RFC 4180 with a header, UTF-8, lines ending in LF.
    Csv,
    /// The same for spreadsheets: behind a byte order mark, lines ending in CR LF.
    Excel,
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

/// How the rows of some columns are written down: all there is to know to write one, on any thread.
#[derive(Clone, Debug)]
pub struct RowForm {
    form: Form,
    /// Texts are washed: for CSV and TSV that a person looks at.
    washed: bool,
    /// The columns' names, as JSON strings followed by a colon.
    keys: Vec<Vec<u8>>,
    /// What comes before the first row.
    head: Vec<u8>,
}

impl RowForm {
    /// The form of rows with these columns.
    pub fn new<'a>(form: Form, columns: impl IntoIterator<Item = &'a str>) -> Self {
        let columns: Vec<&str> = columns.into_iter().collect();
        let mut rows = Self { form, washed: false, keys: Vec::new(), head: Vec::new() };
        for column in &columns {
            let mut key = Vec::new();
            push_string(column, &mut key);
            key.push(b':');
            rows.keys.push(key);
        }
        let mut head = Vec::new();
        match form {
            Form::Json => head.push(b'['),
            Form::Excel => {
                head.extend_from_slice("\u{feff}".as_bytes());
                rows.row(columns.iter().map(|name| Cell::Text(name)), &mut head);
            }
            Form::Csv | Form::Tsv { header: true } => rows.row(columns.iter().map(|name| Cell::Text(name)), &mut head),
            Form::Tsv { header: false } | Form::Jsonl => {}
        }
        Self { head, ..rows }
    }

    /// The same for people: hidden characters become visible.
    #[must_use]
    pub fn washed(mut self) -> Self {
        self.washed = true;
        self
    }

    /// Appends one row: as many cells as there are columns. Those of a JSON array begin with a comma, which is one too
    /// many before the first.
    pub fn row<'a>(&self, cells: impl IntoIterator<Item = Cell<'a>>, out: &mut Vec<u8>) {
        match self.form {
            Form::Csv | Form::Excel => {
                let start = out.len();
                self.separated(cells, b',', push_quoted, out);
                if out.len() == start {
                    // A single empty value: an empty line would be no row.
                    out.extend_from_slice(b"\"\"");
                }
                out.extend_from_slice(if self.form == Form::Excel { b"\r\n" } else { b"\n" });
            }
            Form::Tsv { .. } => {
                self.separated(cells, b'\t', push_tab_safe, out);
                out.push(b'\n');
            }
            Form::Json => {
                out.extend_from_slice(b",\n");
                self.object(cells, out);
            }
            Form::Jsonl => {
                self.object(cells, out);
                out.push(b'\n');
            }
        }
    }

    fn separated<'a>(
        &self,
        cells: impl IntoIterator<Item = Cell<'a>>,
        separator: u8,
        push: fn(&str, &mut Vec<u8>),
        out: &mut Vec<u8>,
    ) {
        let text = |text: &str, out: &mut Vec<u8>| match self.washed {
            true => push(wash::line(text).as_str(), out),
            false => push(text, out),
        };
        for (place, cell) in cells.into_iter().enumerate() {
            if place > 0 {
                out.push(separator);
            }
            match cell {
                Cell::Text(one) => text(one, out),
                Cell::List([one]) => text(one, out),
                Cell::List(texts) => text(&texts.join(","), out),
                Cell::Decimal(digits) => push(digits, out),
                other => push_bare(other, out),
            }
        }
    }

    fn object<'a>(&self, cells: impl IntoIterator<Item = Cell<'a>>, out: &mut Vec<u8>) {
        out.push(b'{');
        for (place, (key, cell)) in self.keys.iter().zip(cells).enumerate() {
            if place > 0 {
                out.push(b',');
            }
            out.extend_from_slice(key);
            push_json(cell, out);
        }
        out.push(b'}');
    }
}

/// Writes rows of cells.
#[derive(Debug)]
pub struct RowWriter<W: Write> {
    out: W,
    form: RowForm,
    /// What was not handed on yet.
    buffer: Vec<u8>,
    rows: u64,
}

impl<W: Write> RowWriter<W> {
    /// Begins with the header, where the form has one.
    pub fn new(out: W, form: RowForm) -> Self {
        Self { out, buffer: form.head.clone(), form, rows: 0 }
    }

    /// Writes one row: as many cells as there are columns.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) -> io::Result<()> {
        let start = self.buffer.len();
        self.form.row(cells, &mut self.buffer);
        if self.rows == 0 && self.form.form == Form::Json {
            self.buffer.remove(start);
        }
        self.rows += 1;
        if self.buffer.len() < BUFFER { Ok(()) } else { self.hand_on() }
    }

    /// Writes rows that the form made elsewhere.
    pub fn made(&mut self, bytes: &[u8], rows: u64) -> io::Result<()> {
        let too_many = usize::from(self.rows == 0 && self.form.form == Form::Json);
        self.rows += rows;
        self.hand_on()?;
        self.out.write_all(bytes.get(too_many..).unwrap_or_default())
    }

    /// Ends the last row, hands everything on, and gives the file back.
    pub fn finish(mut self) -> io::Result<W> {
        if self.form.form == Form::Json {
            self.buffer.extend_from_slice(if self.rows == 0 { b"]\n" } else { b"\n]\n" });
        }
        self.hand_on()?;
        Ok(self.out)
    }

    /// Where the rows go.
    pub fn out(&mut self) -> &mut W {
        &mut self.out
    }

    fn hand_on(&mut self) -> io::Result<()> {
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }
}

/// A value that needs no quotes in any form; times as RFC 3339.
fn push_bare(cell: Cell<'_>, out: &mut Vec<u8>) {
    match cell {
        Cell::Empty(_) | Cell::Text(_) | Cell::List(_) => {}
        Cell::Number(number) => push_number(number, out),
        Cell::Decimal(text) | Cell::Word(text) => out.extend_from_slice(text.as_bytes()),
        Cell::Toggle(on) => out.extend_from_slice(if on { b"true" } else { b"false" }),
        Cell::Time(time) => time.push_rfc3339(out),
    }
}

fn push_json(cell: Cell<'_>, out: &mut Vec<u8>) {
    match cell {
        Cell::Empty(_) => out.extend_from_slice(b"null"),
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
            push_bare(cell, out);
            out.push(b'"');
        }
        Cell::Number(_) | Cell::Decimal(_) | Cell::Toggle(_) => push_bare(cell, out),
    }
}

/// A value of CSV: in quotes where it holds a mark of the form.
fn push_quoted(text: &str, out: &mut Vec<u8>) {
    let is_mark = |byte: u8| (byte == b',') | (byte == b'"') | (byte == b'\n') | (byte == b'\r');
    if first(text.as_bytes(), is_mark).is_none() {
        return out.extend_from_slice(text.as_bytes());
    }
    out.push(b'"');
    for (place, part) in text.split('"').enumerate() {
        out.extend_from_slice(if place > 0 { b"\"\"" } else { b"" });
        out.extend_from_slice(part.as_bytes());
    }
    out.push(b'"');
}

/// A value of TSV: it escapes what has no other rule that is common to all its readers.
fn push_tab_safe(text: &str, out: &mut Vec<u8>) {
    let is_mark = |byte: u8| (byte == b'\t') | (byte == b'\n') | (byte == b'\r') | (byte == b'\\');
    let mut rest = text.as_bytes();
    while let Some(at) = first(rest, is_mark) {
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
        let mut writer = RowWriter::new(Vec::new(), RowForm::new(form, columns.iter().copied()));
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
            Cell::text(None),
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
        assert_eq!(written(Form::Excel, &["a", "b"], &[&row[..2]]), "\u{feff}a,b\r\n-7,4.50\r\n");
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
        assert_eq!(written(Form::Csv, &["a"], &[&[Cell::text(None)]]), "a\n\"\"\n");
    }

    #[test]
    fn what_a_person_looks_at_is_washed() {
        let mut writer = RowWriter::new(Vec::new(), RowForm::new(Form::Csv, ["a"]).washed());
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
            let mut writer = RowWriter::new(Closed, RowForm::new(form, ["a"]));
            assert_eq!(writer.row([Cell::Text(&text)]).unwrap_err().kind(), io::ErrorKind::BrokenPipe, "{form:?}");
            let writer = RowWriter::new(Closed, RowForm::new(form, ["a"]));
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

    #[test]
    fn rows_made_elsewhere_are_the_same_rows() {
        for form in [Form::Csv, Form::Tsv { header: true }, Form::Json, Form::Jsonl] {
            let rows: [&[Cell<'_>]; 3] = [&[Cell::Number(1)], &[Cell::Text("b\"")], &[Cell::text(None)]];
            let form_of_rows = RowForm::new(form, ["a"]);
            let mut writer = RowWriter::new(Vec::new(), form_of_rows.clone());
            for block in [&rows[..2], &rows[2..]] {
                let mut bytes = Vec::new();
                block.iter().for_each(|row| form_of_rows.row(row.iter().copied(), &mut bytes));
                writer.made(&bytes, block.len() as u64).unwrap();
            }
            assert_eq!(String::from_utf8(writer.finish().unwrap()).unwrap(), written(form, &["a"], &rows));
        }
    }

    #[test]
    fn digits_that_are_none_cannot_break_a_row() {
        let row: &[Cell<'_>] = &[Cell::Decimal("1,5"), Cell::Decimal("2\t3")];
        assert_eq!(written(Form::Csv, &["a", "b"], &[row]), "a,b\n\"1,5\",2\t3\n");
        assert_eq!(written(Form::Tsv { header: false }, &["a", "b"], &[row]), "1,5\t2\\t3\n");
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
