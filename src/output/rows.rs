//! Rows for machines: CSV, TSV, JSON and JSON Lines, on stdout and in export files alike.

use std::io::{self, Write};

use memchr::{memchr, memchr3};

use crate::model::json::push_string;
use crate::model::record::Cell;
use crate::output::wash;

/// How rows are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// RFC 4180 with a header, UTF-8, lines ending in LF.
    Csv,
    /// CSV as spreadsheets want it: byte order mark, CRLF, and one `'` before every text that could be a formula or
    /// begins with `'` (so that taking one `'` away gives the text back).
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

/// Writes rows of cells. One row allocates nothing.
#[derive(Debug)]
pub struct RowWriter<W: Write> {
    out: W,
    buffer: Vec<u8>,
    form: Form,
    /// Texts are washed: for CSV and TSV that a person looks at.
    washed: bool,
    /// The columns' names, as JSON strings followed by a colon.
    keys: Vec<Vec<u8>>,
    rows: u64,
}

impl<W: Write> RowWriter<W> {
    /// Begins with the header, where the form has one.
    pub fn new<'a>(out: W, form: Form, columns: impl IntoIterator<Item = &'a str>) -> Self {
        let mut writer =
            Self { out, buffer: Vec::with_capacity(BUFFER + 4096), form, washed: false, keys: Vec::new(), rows: 0 };
        let columns: Vec<&str> = columns.into_iter().collect();
        for column in &columns {
            let mut key = Vec::new();
            push_string(column, &mut key);
            key.push(b':');
            writer.keys.push(key);
        }
        writer.begin(&columns);
        writer
    }

    /// The same for people: hidden characters become visible.
    #[must_use]
    pub fn washed(mut self) -> Self {
        self.washed = true;
        self
    }

    fn begin(&mut self, columns: &[&str]) {
        match self.form {
            Form::Excel => self.buffer.extend_from_slice("\u{feff}".as_bytes()),
            Form::Json => self.buffer.push(b'['),
            Form::Csv | Form::Tsv { .. } | Form::Jsonl => {}
        }
        let header = matches!(self.form, Form::Csv | Form::Excel | Form::Tsv { header: true });
        if header {
            self.separated(columns.iter().map(|name| Cell::Text(name)));
        }
    }

    /// Writes one row: as many cells as there are columns.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) -> io::Result<()> {
        match self.form {
            Form::Csv | Form::Excel | Form::Tsv { .. } => self.separated(cells),
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
        if self.buffer.len() >= BUFFER { self.hand_on() } else { Ok(()) }
    }

    /// Ends the last row, hands everything on, and gives the file back.
    pub fn finish(mut self) -> io::Result<W> {
        if self.form == Form::Json {
            self.buffer.extend_from_slice(if self.rows == 0 { b"]\n" } else { b"\n]\n" });
        }
        self.hand_on()?;
        Ok(self.out)
    }

    /// How many rows were written, the header not counted.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    fn hand_on(&mut self) -> io::Result<()> {
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }

    fn separated<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) {
        let tabs = matches!(self.form, Form::Tsv { .. });
        let start = self.buffer.len();
        for (place, cell) in cells.into_iter().enumerate() {
            if place > 0 {
                self.buffer.push(if tabs { b'\t' } else { b',' });
            }
            match cell {
                Cell::Text(text) => self.text(text),
                Cell::List(texts) => self.text(&texts.join(",")),
                other => push_bare(&mut self.buffer, other),
            }
        }
        // A record of one empty field must not look like an empty line.
        if self.buffer.len() == start && !tabs {
            self.buffer.extend_from_slice(b"\"\"");
        }
        self.buffer.extend_from_slice(if self.form == Form::Excel { b"\r\n" } else { b"\n" });
    }

    fn text(&mut self, text: &str) {
        let washed;
        let text = if self.washed {
            washed = wash::line(text);
            washed.as_str()
        } else {
            text
        };
        match self.form {
            Form::Tsv { .. } => push_tab_safe(&mut self.buffer, text),
            Form::Excel if is_guarded(text) => push_csv(&mut self.buffer, "'", text),
            _ => push_csv(&mut self.buffer, "", text),
        }
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

/// A value that needs no quotes in any form; times as RFC 3339.
fn push_bare(out: &mut Vec<u8>, cell: Cell<'_>) {
    match cell {
        Cell::Empty | Cell::Text(_) | Cell::List(_) => {}
        Cell::Number(number) => push_number(out, number),
        Cell::Decimal(text) | Cell::Word(text) => out.extend_from_slice(text.as_bytes()),
        Cell::Toggle(on) => out.extend_from_slice(if on { b"true" } else { b"false" }),
        Cell::Time(time) => time.push_rfc3339(out),
    }
}

fn push_number(out: &mut Vec<u8>, number: i64) {
    let mut digits = [0_u8; 20];
    let mut rest = number.unsigned_abs();
    let mut used = 0;
    for place in digits.iter_mut().rev() {
        *place = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
        used += 1;
        if rest == 0 {
            break;
        }
    }
    if number < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(digits.get(20 - used..).unwrap_or_default());
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

/// One field of CSV, quoted where RFC 4180 asks for it.
fn push_csv(out: &mut Vec<u8>, guard: &str, text: &str) {
    let bytes = text.as_bytes();
    // Most fields are so short that looking at each byte is quicker than a search that first has to get going.
    let quoted = if bytes.len() < 32 {
        bytes.iter().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r'))
    } else {
        memchr3(b',', b'"', b'\n', bytes).is_some() || memchr(b'\r', bytes).is_some()
    };
    if !quoted {
        out.extend_from_slice(guard.as_bytes());
        out.extend_from_slice(bytes);
        return;
    }
    out.push(b'"');
    out.extend_from_slice(guard.as_bytes());
    let mut rest = bytes;
    while let Some(at) = memchr(b'"', rest) {
        let (head, tail) = rest.split_at(at + 1);
        out.extend_from_slice(head);
        out.push(b'"');
        rest = tail;
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}

/// Whether a spreadsheet might run this text, or it begins with the guard itself.
fn is_guarded(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠', '\''])
}

fn push_tab_safe(out: &mut Vec<u8>, text: &str) {
    let mut rest = text.as_bytes();
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
        let mut writer = RowWriter::new(Vec::new(), form, columns.iter().copied());
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
    fn spreadsheets_get_a_guard_that_can_be_taken_off() {
        let texts = ["=1", "+49 30", "-5", "@SUM", "＝1", "'=", "\t=1", "plain", "a=1"];
        for text in texts {
            let file = written(Form::Excel, &["a"], &[&[Cell::Text(text)]]);
            let field = file.strip_prefix("\u{feff}a\r\n").unwrap().strip_suffix("\r\n").unwrap();
            assert!(!matches!(field.chars().next(), Some('=' | '+' | '-' | '@' | '＝' | '\t')), "{field:?}");
            assert_eq!(if is_guarded(text) { field.strip_prefix('\'').unwrap() } else { field }, text);
        }
        assert!(written(Form::Excel, &["a"], &[&[Cell::Number(-5)]]).contains("\n-5\r"));
    }

    #[test]
    fn what_a_person_looks_at_is_washed() {
        let mut writer = RowWriter::new(Vec::new(), Form::Csv, ["a"]).washed();
        writer.row([Cell::Text("\u{1b}[2J\n")]).unwrap();
        assert_eq!(String::from_utf8(writer.finish().unwrap()).unwrap(), "a\n^[[2J\\n\n");
    }

    #[test]
    fn numbers_have_all_their_digits() {
        for number in [0, 7, -7, 10, 4711, i64::MAX, i64::MIN] {
            let mut out = Vec::new();
            push_number(&mut out, number);
            assert_eq!(String::from_utf8(out).unwrap(), number.to_string());
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
        fn csv_is_what_the_csv_crate_writes_and_reads(
            rows in prop::collection::vec(prop::array::uniform2("[a-c,\"\\r\\n '\\\\é世]{0,6}"), 0..5)
        ) {
            let mut file = RowWriter::new(Vec::new(), Form::Csv, ["one", "two"]);
            let mut other = csv::Writer::from_writer(Vec::new());
            other.write_record(["one", "two"]).unwrap();
            for row in &rows {
                file.row(row.iter().map(|text| Cell::Text(text))).unwrap();
                other.write_record(row).unwrap();
            }
            let file = file.finish().unwrap();
            prop_assert_eq!(&file, &other.into_inner().unwrap());
            let read: Vec<csv::StringRecord> = csv::Reader::from_reader(&file[..]).records().map(Result::unwrap).collect();
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
