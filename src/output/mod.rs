//! Everything that a person or a pipe sees, and the only floor that prints.
//!
//! Data goes to stdout, talk goes to stderr. What people read is washed on the way ([`wash`]), what machines read is
//! exact. Everything here fails with `io::Error`, so that one comparison finds the closed pipe.

mod details;
pub mod document;
mod editor;
pub mod number;
mod pager;
pub mod progress;
pub mod prompt;
pub mod rows;
pub mod style;
mod table;
pub mod terminal;
pub mod wash;

use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;

use crate::error::Error;
use crate::model::record::Cell;
use document::Document;
use progress::{Progress, Unit};
use rows::{Form, RowForm, RowWriter};
use style::Style;
use terminal::{Color, Terminal};

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: columns cut to the terminal's width, local times.
    Table,
    /// One array of objects.
    Json,
    /// One object a line.
    Jsonl,
    /// Comma-separated, with a header.
    Csv,
    /// Tab-separated.
    Tsv,
    /// Plain text for people; only some commands can.
    Txt,
    /// Pages for people; only an export can.
    Html,
    /// Columns with types; only an export can.
    Parquet,
}

/// A column as a command chose it: its name and the way to its cells.
pub struct Shown<T> {
    /// The head, the key.
    pub name: String,
    /// The value of a row.
    pub cell: CellOf<T>,
}

/// The way from a row to a cell.
pub type CellOf<T> = Box<dyn for<'a> Fn(&'a T) -> Cell<'a> + Send + Sync>;

/// Where in a text the words are that were searched for, as a range of bytes.
pub type Mark<'a> = &'a dyn Fn(&str) -> Option<Range<usize>>;

/// The way to stdout and stderr.
#[derive(Debug)]
pub struct Output {
    terminal: Terminal,
    format: Option<Format>,
    columns: Option<Vec<String>>,
    quiet: bool,
    zone: TimeZone,
    out: BufWriter<Sink>,
    err: Sink,
}

impl Output {
    /// An output for these streams. `format` and `columns` are what the flags asked for.
    pub fn new(
        terminal: Terminal,
        format: Option<Format>,
        columns: Option<Vec<String>>,
        quiet: bool,
        zone: TimeZone,
    ) -> Self {
        Self { terminal, format, columns, quiet, zone, out: stdout(), err: Sink::Stderr(io::stderr()) }
    }

    /// What the streams are.
    pub fn terminal(&self) -> &Terminal {
        &self.terminal
    }

    /// The format asked for, if any.
    pub fn asked_format(&self) -> Option<Format> {
        self.format
    }

    /// The format of lists: what was asked for, else a table for people and tabs for pipes.
    pub fn format(&self) -> Format {
        self.format.unwrap_or(if self.terminal.stdout { Format::Table } else { Format::Tsv })
    }

    /// Whether lists are shown to people, as tables.
    pub fn is_table(&self) -> bool {
        matches!(self.format(), Format::Table | Format::Txt)
    }

    /// The columns asked for, if any.
    pub fn columns(&self) -> Option<&[String]> {
        self.columns.as_deref()
    }

    /// The zone in which people see times.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Prints a list in the format of [`Output::format`]. In a table, `mark` says what to point out in the texts of
    /// the column `preview`.
    pub fn list<T>(&mut self, columns: &[Shown<T>], rows: &[T], mark: Option<Mark<'_>>) -> io::Result<()> {
        if self.is_table() {
            let (width, color) = (self.terminal.width, self.terminal.color_stdout);
            let look = table::Look { width, color, zone: &self.zone, mark };
            let left_out = table::write(&mut self.out, columns, rows, &look)?;
            if self.columns.is_some() && !left_out.is_empty() {
                self.say(&format!("no room here for {}", left_out.join(", ")));
            }
            return Ok(());
        }
        let mut writer = self.rows(columns.iter().map(|column| column.name.as_str()));
        for row in rows {
            writer.row(columns.iter().map(|column| (column.cell)(row)))?;
        }
        writer.finish().map(drop)
    }

    /// Prints one row as a JSON object on a line of its own, where a list of one would be more than was asked for.
    pub fn object<T>(&mut self, columns: &[Shown<T>], row: &T) -> io::Result<()> {
        let watched = self.terminal.stdout;
        let form = RowForm::new(Form::Jsonl, columns.iter().map(|column| column.name.as_str()));
        let mut writer = RowWriter::new(&mut self.out, if watched { form.washed() } else { form });
        writer.row(columns.iter().map(|column| (column.cell)(row)))?;
        writer.finish().map(drop)
    }

    /// Prints one row as people read it: each column on lines of its own, through the pager where a person reads it.
    pub fn details<T>(&mut self, columns: &[Shown<T>], row: &T) -> io::Result<()> {
        let mut document = Document::new(self.terminal.wrap);
        details::write(&mut document, columns, row, &self.zone);
        self.document(&document)
    }

    /// A writer of rows on stdout, in the machine format of [`Output::format`] (tabs where that is a table).
    pub fn rows<'a>(&mut self, columns: impl IntoIterator<Item = &'a str>) -> RowWriter<&mut Stdout> {
        let form = match self.format() {
            Format::Csv => Form::Csv,
            Format::Json => Form::Json,
            Format::Jsonl => Form::Jsonl,
            Format::Table | Format::Tsv | Format::Txt | Format::Html | Format::Parquet => Form::Tsv { header: false },
        };
        let watched = self.terminal.stdout;
        let form = RowForm::new(form, columns);
        RowWriter::new(&mut self.out, if watched { form.washed() } else { form })
    }

    /// stdout as a file, for what is already in a machine's form: nothing is washed.
    pub fn exact(&mut self) -> &mut Stdout {
        &mut self.out
    }

    /// stdout for somebody who has to end what was written there; whoever writes to it meanwhile writes in between.
    pub fn take_exact(&mut self) -> Stdout {
        std::mem::replace(&mut self.out, stdout())
    }

    /// Prints a number on a line of its own.
    pub fn number(&mut self, number: impl Into<i128>) -> io::Result<()> {
        writeln!(self.out, "{}", number.into())
    }

    /// Prints one line on stdout, washed.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", wash::line(text).as_str())
    }

    /// Prints a text on stdout, and ends its last line: as it is for a machine, washed where a person reads it.
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        if !self.terminal.stdout {
            return writeln!(self.out, "{text}");
        }
        wash::body(text).iter().try_for_each(|line| writeln!(self.out, "{}", line.as_str()))
    }

    /// Prints a long text, through the pager where a person reads it.
    pub fn document(&mut self, document: &Document) -> io::Result<()> {
        let text = document.render(self.terminal.color_stdout);
        self.out.flush()?;
        match &self.terminal.pager {
            Some(command) if pager::show(command, &text) => Ok(()),
            _ => self.out.write_all(text.as_bytes()),
        }
    }

    /// Lets the user edit a text in their editor, on a file in a private folder; `about` explains it, a line each.
    /// `None` where they gave up, or there is nobody to edit.
    pub fn edit(&mut self, folder: &Path, text: &str, about: &[String]) -> io::Result<Option<String>> {
        self.out.flush()?;
        match &self.terminal.editor {
            Some(command) => editor::edit(command, folder, text, about),
            None => Ok(None),
        }
    }

    /// Keeps what the user wrote and could not be taken, in a file that only they can read. Gives its path.
    pub fn keep(&self, folder: &Path, text: &str) -> io::Result<PathBuf> {
        editor::keep(folder, text)
    }

    /// Says a sentence on stderr, unless told to be quiet.
    pub fn say(&mut self, sentence: &str) {
        if !self.quiet {
            self.talk(Style::Plain, "", sentence);
        }
    }

    /// Says what is odd but stops nothing, unless told to be quiet.
    pub fn warn(&mut self, warning: &str) {
        if !self.quiet {
            self.talk(Style::Waiting, "warning: ", warning);
        }
    }

    /// Says how a command failed, and the next step. A broken pipe says nothing.
    pub fn error(&mut self, error: &Error) {
        if matches!(error, Error::BrokenPipe) {
            return;
        }
        let message = error.to_string();
        let (first, excerpt) = with_excerpt(&message).unwrap_or((&message, ""));
        self.talk(Style::Alarm, "error: ", first);
        for line in excerpt.lines() {
            self.talk(Style::Plain, "", line);
        }
        if let Some(hint) = error.next_step() {
            self.talk(Style::Dim, "hint: ", hint);
        }
    }

    /// A bar for long work, where somebody watches stderr.
    pub fn progress(&self, total: Option<u64>, unit: Unit, message: &str) -> Progress {
        Progress::new(self.terminal.stderr && !self.quiet, total, unit, message)
    }

    /// Hands everything on; only then is it sure that it arrived.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// One line of talk. Data said before it is handed on first, so that both come in order; whether that worked is
    /// asked again at the end. Nobody can be told that stderr is gone.
    fn talk(&mut self, style: Style, label: &str, text: &str) {
        let _ = self.out.flush();
        let mut line = String::new();
        style.paint(&mut line, label, self.terminal.color_stderr);
        line.push_str(wash::line(text).as_str());
        line.push('\n');
        let _ = self.err.write_all(line.as_bytes());
    }
}

/// The first line of a message, and the excerpt behind it of what was typed: lines that each begin with four spaces, so
/// that they cannot pass for ours. Any other line break came from outside, and is shown as such.
fn with_excerpt(message: &str) -> Option<(&str, &str)> {
    let (first, excerpt) = message.split_once('\n')?;
    excerpt.lines().all(|line| line.starts_with("    ")).then_some((first, excerpt))
}

/// Prints a text of our own on stdout: the help, the version.
pub fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Prints the help on stderr, for somebody who asked for nothing.
pub fn print_help(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

/// Says how the program failed, after everything else ended.
pub fn report(color: Color, error: &Error) {
    Output::new(Terminal::detect(color), None, None, false, TimeZone::UTC).error(error);
}

/// stdout, buffered.
pub type Stdout = BufWriter<Sink>;

fn stdout() -> Stdout {
    BufWriter::with_capacity(64 * 1024, Sink::Stdout(io::stdout()))
}

/// Where bytes end up.
#[derive(Debug)]
pub enum Sink {
    /// The process's stdout.
    Stdout(io::Stdout),
    /// The process's stderr.
    Stderr(io::Stderr),
    /// What a test reads.
    #[cfg(test)]
    Memory(std::sync::Arc<std::sync::Mutex<Vec<u8>>>),
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(stream) => stream.write(bytes),
            Self::Stderr(stream) => stream.write(bytes),
            #[cfg(test)]
            Self::Memory(memory) => memory.lock().unwrap_or_else(std::sync::PoisonError::into_inner).write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(stream) => stream.flush(),
            Self::Stderr(stream) => stream.flush(),
            #[cfg(test)]
            Self::Memory(_) => Ok(()),
        }
    }
}

impl Format {
    /// The format as the flag spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Txt => "txt",
            Self::Html => "html",
            Self::Parquet => "parquet",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    type Memory = Arc<Mutex<Vec<u8>>>;

    fn terminal(people: bool) -> Terminal {
        Terminal {
            stdin: false,
            stdout: people,
            stderr: people,
            width: 60,
            wrap: 60,
            color_stdout: false,
            color_stderr: false,
            pager: None,
            editor: None,
        }
    }

    fn output(people: bool, format: Option<Format>, quiet: bool) -> (Output, Memory, Memory) {
        let (out, err) = (Memory::default(), Memory::default());
        let mut output = Output::new(terminal(people), format, None, quiet, TimeZone::UTC);
        output.out = BufWriter::new(Sink::Memory(Arc::clone(&out)));
        output.err = Sink::Memory(Arc::clone(&err));
        (output, out, err)
    }

    fn text(memory: &Memory) -> String {
        String::from_utf8(memory.lock().unwrap().clone()).unwrap()
    }

    fn cell(place: usize) -> CellOf<Vec<&'static str>> {
        Box::new(move |row| Cell::Text(row[place]))
    }

    fn listed(people: bool, format: Option<Format>) -> String {
        let (mut output, out, _) = output(people, format, false);
        let columns = [Shown { name: "name".into(), cell: cell(0) }, Shown { name: "preview".into(), cell: cell(1) }];
        output.list(&columns, &[vec!["A\u{9b}", "x\ny"]], None).unwrap();
        output.flush().unwrap();
        text(&out)
    }

    #[test]
    fn people_get_tables_and_pipes_get_tabs() {
        assert_eq!(listed(true, None), "NAME       PREVIEW\nA<U+009B>  x y\n");
        assert_eq!(listed(false, None), "A\u{9b}\tx\\ny\n");
        assert_eq!(listed(false, Some(Format::Table)), listed(true, None));
    }

    #[test]
    fn machine_formats_are_exact_unless_a_person_looks() {
        assert_eq!(listed(false, Some(Format::Csv)), "name,preview\nA\u{9b},\"x\ny\"\n");
        assert_eq!(listed(true, Some(Format::Csv)), "name,preview\nA<U+009B>,x\\ny\n");
        assert_eq!(listed(true, Some(Format::Jsonl)), "{\"name\":\"A\\u009b\",\"preview\":\"x\\ny\"}\n");
    }

    #[test]
    fn errors_are_one_line_then_an_excerpt_then_the_next_step() {
        let (mut output, _, err) = output(false, None, true);
        output.error(&Error::usage("wrong word\n    status:opne\u{1b}\n           ^^^^").hint("it is open"));
        assert_eq!(text(&err), "error: wrong word\n    status:opne^[\n           ^^^^\nhint: it is open\n");
    }

    #[test]
    fn nobody_can_fake_a_line_of_ours() {
        let (mut output, _, err) = output(false, None, false);
        output.error(&Error::usage("no repository at x\nerror: everything is lost"));
        output.say("deleted a\nb");
        output.warn("odd \u{1b}[2J");
        assert_eq!(
            text(&err),
            "error: no repository at x\\nerror: everything is lost\ndeleted a\\nb\nwarning: odd ^[[2J\n"
        );
    }

    #[test]
    fn quiet_leaves_only_errors_and_a_closed_pipe_says_nothing() {
        let (mut output, _, err) = output(true, None, true);
        output.say("done");
        output.warn("odd");
        output.error(&Error::BrokenPipe);
        assert_eq!(text(&err), "");
    }

    #[test]
    fn data_comes_before_the_talk_about_it() {
        let (mut output, out, _) = output(true, None, false);
        output.line("4711 \u{202e}").unwrap();
        output.number(3_i64).unwrap();
        assert_eq!(text(&out), "");
        output.say("2 lines");
        assert_eq!(text(&out), "4711 <U+202E>\n3\n");
    }
}
