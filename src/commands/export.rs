//! `livechats export`

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::commands::args::{ChatColumns, FilterFlags, chat_columns, columns_of};
use crate::commands::watch::Watch;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::exchange::chat_line;
use crate::exchange::output_file::{OutputFile, refuse_repository};
use crate::model::chat::{self, ChatRow};
use crate::model::message::{self, MessageRow};
use crate::model::record::Cell;
use crate::output::number::{counted, grouped};
use crate::output::progress::Unit;
use crate::output::rows::{Form, RowWriter};
use crate::output::{Format, Shown};
use crate::query::Filter;
use crate::store::{Choice, Store};

/// Write chats to a file
///
/// The file appears under its name only when it is whole, readable by your account only. Nothing is left out silently:
/// the last line tells how many of how many chats it holds.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Export {
    /// Which chats [default: all that are not in the bin]
    query: Option<String>,
    /// The file to write; `-` is standard output
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// What to write
    #[arg(long, value_enum, default_value_t = Kind::Whole)]
    kind: Kind,
    /// Replace the file if it is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    filters: FilterFlags,
}

const EXAMPLES: &str = "\
Examples:
  livechats export -o all.jsonl                         every chat, with all that belongs to it
  livechats export status:closed -o closed.csv --kind chats
                                                        one row a chat, custom fields as columns
  livechats export 'created:2026-01' -o jan.csv --kind messages
                                                        one row a message
  livechats export --tag billing -o - | gzip > billing.jsonl.gz
  livechats export -o ids.tsv --kind chats --columns id,source,external,field.order";

/// What an export holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// One row a chat, custom fields as columns
    Chats,
    /// One row a message
    Messages,
    /// Chats with all that belongs to them, as JSON Lines: what import reads
    Whole,
}

impl Export {
    /// Writes the chats and says how many.
    pub fn run(self, cx: &mut Context) -> Result<()> {
        let filter = self.filters.filter(self.query.as_deref(), &cx.clock)?;
        let form = form(self.kind, cx.output.asked_format(), &self.output)?;
        check_columns(self.kind, cx.output.columns())?;
        let mut target = self.target(cx.repository())?;
        let store = cx.store()?;
        let total = store.totals()?.live;
        let columns = Columns::of(self.kind, cx.output.columns(), &store)?;

        let watched = target.is_none() && cx.output.terminal().stdout;
        let expected = (filter == Filter::EVERYTHING && self.kind != Kind::Messages).then_some(total);
        // Rows on the terminal are progress enough.
        let progress = (!watched).then(|| cx.output.progress(expected, Unit::Items, "exporting"));
        let watch = Watch::new(progress, cx.stop());
        let choice = Choice { filter: &filter, bin: false, now: cx.clock.now };
        let out: &mut dyn Write = match &mut target {
            Some(file) => file,
            None => cx.output.exact(),
        };
        let sink = Sink { out, form, washed: watched };
        let written = columns.write(&store, &choice, sink, &watch)?;
        if let Some(file) = target {
            file.finish()?;
        }
        watch.finish();
        cx.output.say(&written.sentence(total, &self.output));
        Ok(())
    }

    /// The file, before anything is read; none for standard output.
    fn target(&self, repository: &Path) -> Result<Option<OutputFile>> {
        if self.output.as_os_str() == "-" {
            return Ok(None);
        }
        refuse_repository(&self.output, repository)?;
        OutputFile::create(&self.output, self.force).map(Some)
    }
}

/// How the rows are written: as `--format` says, else as the file's name ends.
fn form(kind: Kind, asked: Option<Format>, output: &Path) -> Result<Form> {
    let ending = output.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    if asked.is_none() && ending.as_deref() == Some("gz") {
        return Err(Error::usage(format!("export does not pack: {}", output.display()))
            .hint("leave .gz out, or write to standard output: livechats export -o - | gzip"));
    }
    let form = match (asked, ending.as_deref()) {
        (Some(Format::Csv), _) | (None, Some("csv")) => Form::Csv,
        (Some(Format::Tsv), _) | (None, Some("tsv")) => Form::Tsv { header: true },
        (Some(Format::Json), _) | (None, Some("json")) => Form::Json,
        (Some(Format::Jsonl), _) | (None, Some("jsonl")) => Form::Jsonl,
        (Some(other), _) => {
            return Err(Error::usage(format!("export cannot write --format {}", other.name()))
                .hint("the formats are csv, tsv, json and jsonl"));
        }
        // There is one form for whole chats, whatever the file is called.
        (None, _) if kind == Kind::Whole => Form::Jsonl,
        (None, _) => {
            return Err(Error::usage(format!("the name {} does not tell the format", output.display()))
                .hint("say --format csv, tsv, json or jsonl"));
        }
    };
    if kind == Kind::Whole && form != Form::Jsonl {
        return Err(Error::usage("whole chats are written as JSON Lines only")
            .hint("name the file .jsonl, or choose --kind chats or --kind messages"));
    }
    Ok(form)
}

/// Says what is wrong with `--columns` before anything is opened.
fn check_columns(kind: Kind, asked: Option<&[String]>) -> Result<()> {
    let Some(asked) = asked else { return Ok(()) };
    match kind {
        Kind::Whole => Err(Error::usage("whole chats have no columns to choose")
            .hint("--columns goes with --kind chats or --kind messages")),
        Kind::Messages => columns_of(message::COLUMNS, Some(asked)).map(drop),
        Kind::Chats if chat_columns(Some(asked))?.preview => {
            Err(Error::usage("the column 'preview' is for lists").hint("--kind messages writes what was said"))
        }
        Kind::Chats => Ok(()),
    }
}

/// What to write of each chat.
enum Columns {
    Chats(ChatColumns),
    Messages(Vec<Shown<MessageRow>>),
    Whole,
}

impl Columns {
    fn of(kind: Kind, asked: Option<&[String]>, store: &Store) -> Result<Self> {
        Ok(match kind {
            Kind::Chats if asked.is_some() => Self::Chats(chat_columns(asked)?),
            Kind::Chats => Self::Chats(every_column(store.field_names()?)),
            Kind::Messages => Self::Messages(columns_of(message::COLUMNS, asked)?),
            Kind::Whole => Self::Whole,
        })
    }

    fn write(&self, store: &Store, choice: &Choice<'_>, sink: Sink<'_>, watch: &Watch) -> Result<Written> {
        match self {
            Self::Chats(columns) => write_chats(store, choice, columns, sink, watch),
            Self::Messages(columns) => write_messages(store, choice, columns, sink, watch),
            Self::Whole => write_whole(store, choice, sink, watch),
        }
    }
}

/// All that is known of a chat in one row: every column but the preview, and every custom field.
fn every_column(fields: Vec<String>) -> ChatColumns {
    let own = chat::COLUMNS.iter().filter(|column| column.name != "preview");
    let mut shown: Vec<Shown<ChatRow>> =
        own.map(|column| Shown { name: column.name.to_owned(), cell: Box::new(column.cell) }).collect();
    for (place, name) in fields.iter().enumerate() {
        shown.push(Shown {
            name: format!("field.{name}"),
            cell: Box::new(move |row: &ChatRow| Cell::field(row.fields.get(place).and_then(Option::as_ref))),
        });
    }
    ChatColumns { shown, fields, preview: false }
}

/// Where rows go, and how they are written.
struct Sink<'a> {
    out: &'a mut dyn Write,
    form: Form,
    washed: bool,
}

impl<'a> Sink<'a> {
    fn rows<T>(self, columns: &[Shown<T>]) -> RowWriter<&'a mut dyn Write> {
        let writer = RowWriter::new(self.out, self.form, columns.iter().map(|column| column.name.as_str()));
        if self.washed { writer.washed() } else { writer }
    }
}

fn write_chats(
    store: &Store,
    choice: &Choice<'_>,
    columns: &ChatColumns,
    sink: Sink<'_>,
    watch: &Watch,
) -> Result<Written> {
    let mut writer = sink.rows(&columns.shown);
    store.each_row(choice, &columns.fields, |row| {
        writer.row(columns.shown.iter().map(|column| (column.cell)(row)))?;
        watch.done(1)
    })?;
    let chats = writer.rows();
    writer.finish()?;
    Ok(Written { chats, messages: None })
}

fn write_messages(
    store: &Store,
    choice: &Choice<'_>,
    columns: &[Shown<MessageRow>],
    sink: Sink<'_>,
    watch: &Watch,
) -> Result<Written> {
    let mut writer = sink.rows(columns);
    let (mut chats, mut last) = (0, None);
    store.each_message(choice, |row| {
        if last.replace(row.chat) != Some(row.chat) {
            chats += 1;
        }
        writer.row(columns.iter().map(|column| (column.cell)(row)))?;
        watch.done(1)
    })?;
    let messages = Some(writer.rows());
    writer.finish()?;
    Ok(Written { chats, messages })
}

fn write_whole(store: &Store, choice: &Choice<'_>, sink: Sink<'_>, watch: &Watch) -> Result<Written> {
    let mut line = Vec::new();
    let mut chats = 0;
    store.each_whole(choice, |chat| {
        line.clear();
        chat_line::write(chat, &mut line);
        sink.out.write_all(&line)?;
        chats += 1;
        watch.done(1)
    })?;
    Ok(Written { chats, messages: None })
}

/// What was written.
struct Written {
    chats: u64,
    /// Where rows were messages.
    messages: Option<u64>,
}

impl Written {
    fn sentence(&self, total: u64, output: &Path) -> String {
        let what = match self.messages {
            Some(messages) => format!("{} of {}", counted(messages, "message"), grouped(self.chats)),
            None => grouped(self.chats),
        };
        let to = if output.as_os_str() == "-" { String::new() } else { format!(" to {}", output.display()) };
        format!("Exported {what} of {}{to}.", counted(total, "chat"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::field::FieldValue;

    fn chosen(kind: Kind, asked: Option<Format>, output: &str) -> Option<Form> {
        match form(kind, asked, Path::new(output)) {
            Ok(form) => Some(form),
            Err(error) => {
                assert_eq!(error.exit_code(), 2, "{output}");
                assert!(error.next_step().is_some());
                None
            }
        }
    }

    #[test]
    fn the_format_comes_from_the_flag_then_from_the_name() {
        use Kind::{Chats, Messages, Whole};
        for (kind, asked, output, expected) in [
            (Chats, None, "a.csv", Some(Form::Csv)),
            (Chats, None, "a.CSV", Some(Form::Csv)),
            (Messages, None, "a.tsv", Some(Form::Tsv { header: true })),
            (Messages, None, "a.json", Some(Form::Json)),
            (Chats, Some(Format::Jsonl), "a.csv", Some(Form::Jsonl)),
            (Chats, Some(Format::Csv), "-", Some(Form::Csv)),
            (Chats, None, "-", None),
            (Chats, None, "a.txt", None),
            (Chats, Some(Format::Table), "a.csv", None),
            (Whole, None, "-", Some(Form::Jsonl)),
            (Whole, None, "backup", Some(Form::Jsonl)),
            (Whole, None, "a.csv", None),
            (Whole, None, "a.json", None),
            (Whole, Some(Format::Json), "a.jsonl", None),
            (Whole, None, "a.jsonl.gz", None),
        ] {
            assert_eq!(chosen(kind, asked, output), expected, "{kind:?} {asked:?} {output}");
        }
    }

    #[test]
    fn columns_are_checked_before_anything_is_opened() {
        let check = |kind, names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            check_columns(kind, Some(&names)).map_err(|error| error.exit_code())
        };
        assert_eq!(check(Kind::Chats, &["id", "field.order"]), Ok(()));
        assert_eq!(check(Kind::Messages, &["chat", "text"]), Ok(()));
        for (kind, name) in
            [(Kind::Whole, "id"), (Kind::Chats, "preview"), (Kind::Chats, "nme"), (Kind::Messages, "id")]
        {
            assert_eq!(check(kind, &[name]), Err(2), "{name}");
        }
        assert!(check_columns(Kind::Whole, None).is_ok());
    }

    #[test]
    fn a_row_holds_every_column_and_every_field() {
        let columns = every_column(vec!["order".into(), " odd, name ".into()]);
        let names: Vec<&str> = columns.shown.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names.len(), chat::COLUMNS.len() + 1);
        assert!(!names.contains(&"preview"));
        assert!(names.ends_with(&["field.order", "field. odd, name "]));
        let row = ChatRow { fields: vec![None, Some(FieldValue::Number("4.50".into()))], ..ChatRow::default() };
        let cells: Vec<Cell<'_>> = columns.shown.iter().map(|column| (column.cell)(&row)).collect();
        assert!(cells.ends_with(&[Cell::Empty, Cell::Decimal("4.50")]));
    }

    #[test]
    fn the_sentence_tells_how_many_of_how_many() {
        let whole = Written { chats: 4_177, messages: None };
        assert_eq!(whole.sentence(4_482, Path::new("a.jsonl")), "Exported 4,177 of 4,482 chats to a.jsonl.");
        assert_eq!(whole.sentence(4_177, Path::new("-")), "Exported 4,177 of 4,177 chats.");
        let messages = Written { chats: 2, messages: Some(31) };
        assert_eq!(messages.sentence(3, Path::new("m.csv")), "Exported 31 messages of 2 of 3 chats to m.csv.");
    }
}
