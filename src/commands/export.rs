//! `livechats export`

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::commands::args::{
    ChatColumns, FilterFlags, chat_columns, chat_columns_help, columns_help, columns_of, long_help,
    warn_of_unknown_fields,
};
use crate::commands::watch::Watch;
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::exchange::chat_line;
use crate::exchange::output_file::{OutputFile, refuse_repository};
use crate::model::chat::{self, ChatRow};
use crate::model::message::{self, MessageRow};
use crate::model::permission::{ChatVerb, Need};
use crate::model::record::Cell;
use crate::output::number::{counted, grouped};
use crate::output::progress::Unit;
use crate::output::rows::{Form, RowForm, RowWriter};
use crate::output::{Format, Shown};
use crate::query::{FieldOwner, Filter};
use crate::store::{Choice, Store};

/// Write chats to a file
///
/// The file appears under its name only when it is whole, readable by your account only. Nothing is left out silently:
/// the last line tells how many of how many chats it holds.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = long_help(EXAMPLES, &columns_of_kinds()))]
pub struct Export {
    /// Which chats [default: all that are not in the bin]
    query: Option<String>,
    /// The file to write; `-` is standard output [default: standard output, if it is no terminal]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// What to write [default: whole, or chats where the format is not jsonl]
    #[arg(long, value_enum)]
    kind: Option<Kind>,
    /// Replace the file if it is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    filters: FilterFlags,
}

const EXAMPLES: &str = "\
Examples:
  livechats export -o all.jsonl                         every chat, with all that belongs to it
  livechats export status:closed -o closed.csv          one row a chat, custom fields as columns
  livechats export created:2026-01 -o jan.csv --kind messages
                                                        one row a message
  livechats export --tag billing | gzip > billing.jsonl.gz
  livechats export -o ids.tsv --columns id,source,external,field.order";

/// The columns of each kind, for the help.
fn columns_of_kinds() -> [(&'static str, String); 2] {
    [("Columns of chats", chat_columns_help()), ("Columns of messages", columns_help(message::COLUMNS))]
}

const STANDARD_OUTPUT: &str = "-";

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

impl Work for Export {
    fn need(&self) -> Need {
        Need::Chats(ChatVerb::Export)
    }

    /// Writes the chats and says how many.
    fn run(self, cx: &mut Context) -> Result<()> {
        let filter = self.filters.filter(self.query.as_deref(), &cx.clock)?;
        let output = output(self.output, cx.output.terminal().stdout)?;
        let (kind, form) = kind_and_form(self.kind, cx.output.asked_format(), &output)?;
        check_columns(kind, cx.output.columns())?;
        if output.as_os_str() != STANDARD_OUTPUT {
            cx.check_named_file(&output)?;
        }
        let mut target = target(&output, self.force, cx.repository())?;
        let store = cx.store()?;
        // Nothing leaves that cannot be recorded: so this comes first.
        let mut record = cx.store_for_recording()?;
        let total = store.count_within_reach(cx.clock.now)?;
        let columns = Columns::of(kind, cx.output.columns(), &store)?;
        warn_of_unknown_fields(&mut cx.output, &store, &filter, columns.fields())?;

        let watched = target.is_none() && cx.output.terminal().stdout;
        let expected = (filter == Filter::EVERYTHING && kind != Kind::Messages).then_some(total);
        // Rows on the terminal are progress enough.
        let progress = (!watched).then(|| cx.output.progress(expected, Unit::Items, "exporting"));
        let watch = Watch::new(progress, cx.stop());
        let choice = Choice { filter: &filter, bin: false, now: cx.clock.now };
        let out: &mut (dyn Write + Send) = match &mut target {
            Some(file) => file,
            None => cx.output.exact(),
        };
        let sink = Sink { out, form, washed: watched };
        let written = columns.write(&store, &choice, sink, &watch);
        // The last reader leaves first, so that the record is written into the one file at rest.
        drop(store);
        let counts = match &written {
            Ok(written) => written.counts(kind),
            // Part of it is out; of a file nothing stays.
            Err(_) if target.is_none() => vec![("unfinished", 1)],
            Err(_) => Vec::new(),
        };
        if !counts.is_empty() {
            record.record_export(&cx.actor(), &counts)?;
        }
        let written = written?;
        if let Some(file) = target {
            file.finish()?;
        }
        watch.finish();
        cx.output.say(&written.sentence(total, &output));
        Ok(())
    }
}

/// The name of the file; `-` for standard output.
fn output(asked: Option<PathBuf>, terminal: bool) -> Result<PathBuf> {
    match asked {
        None if terminal => Err(Error::usage("no file to write to")
            .hint("name one with --output FILE; --output - writes to the terminal, and list shows a page")),
        asked => Ok(asked.unwrap_or_else(|| PathBuf::from(STANDARD_OUTPUT))),
    }
}

/// The file, before anything is read; none for standard output.
fn target(output: &Path, force: bool, repository: &Path) -> Result<Option<OutputFile>> {
    if output.as_os_str() == STANDARD_OUTPUT {
        return Ok(None);
    }
    refuse_repository(output, repository)?;
    OutputFile::create(output, force).map(Some)
}

/// What is written and how. The format is what `--format` says, else how the file's name ends; a kind not said is
/// the one that the format holds best.
fn kind_and_form(kind: Option<Kind>, asked: Option<Format>, output: &Path) -> Result<(Kind, Form)> {
    let form = match asked {
        Some(format) => Some(form_of_format(format)?),
        None => form_of_name(output)?,
    };
    match (kind, form) {
        // There is one form for whole chats, whatever the file is called.
        (None | Some(Kind::Whole), None | Some(Form::Jsonl)) => Ok((Kind::Whole, Form::Jsonl)),
        (Some(Kind::Whole), Some(_)) => Err(Error::usage("whole chats are written as JSON Lines only")
            .hint("name the file .jsonl, or choose --kind chats or --kind messages")),
        (kind, Some(form)) => Ok((kind.unwrap_or(Kind::Chats), form)),
        (Some(_), None) => Err(Error::usage(format!("the name {} does not tell the format", output.display()))
            .hint("say --format csv, tsv, json or jsonl")),
    }
}

fn form_of_format(format: Format) -> Result<Form> {
    match format {
        Format::Csv => Ok(Form::Csv),
        Format::Tsv => Ok(Form::Tsv { header: true }),
        Format::Json => Ok(Form::Json),
        Format::Jsonl => Ok(Form::Jsonl),
        Format::Table | Format::Txt => Err(Error::usage(format!("export cannot write --format {}", format.name()))
            .hint("the formats are csv, tsv, json and jsonl")),
    }
}

fn form_of_name(output: &Path) -> Result<Option<Form>> {
    let ending = output.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    match ending.as_deref() {
        Some("csv") => Ok(Some(Form::Csv)),
        Some("tsv") => Ok(Some(Form::Tsv { header: true })),
        Some("json") => Ok(Some(Form::Json)),
        Some("jsonl") => Ok(Some(Form::Jsonl)),
        Some("gz") => Err(Error::usage(format!("export does not pack: {}", output.display()))
            .hint("leave .gz out, or write to a pipe: livechats export | gzip")),
        Some("html" | "htm" | "md" | "txt" | "xls" | "xlsx" | "ods" | "xml" | "pdf" | "parquet" | "db" | "sqlite") => {
            Err(Error::usage(format!("export cannot write what the name {} promises", output.display()))
                .hint("the formats are csv, tsv, json and jsonl; --format says which, whatever the name"))
        }
        _ => Ok(None),
    }
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
            Kind::Chats => Self::Chats(every_column(store.field_names(FieldOwner::Chat)?)),
            Kind::Messages => Self::Messages(columns_of(message::COLUMNS, asked)?),
            Kind::Whole => Self::Whole,
        })
    }

    /// The custom fields among them, by name.
    fn fields(&self) -> &[String] {
        if let Self::Chats(columns) = self { &columns.details.fields } else { &[] }
    }

    fn write(&self, store: &Store, choice: &Choice<'_>, sink: Sink<'_>, watch: &Watch) -> Result<Written> {
        match self {
            Self::Chats(columns) => write_chats(store, choice, columns, sink, watch),
            Self::Messages(columns) => write_messages(store, choice, columns, sink, watch),
            Self::Whole => write_whole(store, choice, sink.out, watch),
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
    ChatColumns::of(shown, fields)
}

/// Where rows go, and how they are written.
struct Sink<'a> {
    out: &'a mut (dyn Write + Send),
    form: Form,
    washed: bool,
}

impl Sink<'_> {
    fn form_of<T>(&self, columns: &[Shown<T>]) -> RowForm {
        let form = RowForm::new(self.form, columns.iter().map(|column| column.name.as_str()));
        if self.washed { form.washed() } else { form }
    }
}

fn write_chats(
    store: &Store,
    choice: &Choice<'_>,
    columns: &ChatColumns,
    sink: Sink<'_>,
    watch: &Watch,
) -> Result<Written> {
    let form = sink.form_of(&columns.shown);
    let mut writer = RowWriter::new(sink.out, form.clone());
    let row = |chat: &ChatRow, out: &mut Vec<u8>| form.row(columns.shown.iter().map(|column| (column.cell)(chat)), out);
    store.each_row(choice, &columns.details, row, |made| {
        writer.made(&made.of, made.rows)?;
        watch.done(made.rows)
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
    let form = sink.form_of(columns);
    let mut writer = RowWriter::new(sink.out, form.clone());
    let row =
        |message: &MessageRow, out: &mut Vec<u8>| form.row(columns.iter().map(|column| (column.cell)(message)), out);
    let mut chats = 0;
    store.each_message(choice, row, |made| {
        chats += made.chats;
        writer.made(&made.of, made.rows)?;
        watch.done(made.rows)
    })?;
    let messages = Some(writer.rows());
    writer.finish()?;
    Ok(Written { chats, messages })
}

fn write_whole(store: &Store, choice: &Choice<'_>, out: &mut dyn Write, watch: &Watch) -> Result<Written> {
    let mut chats = 0;
    store.each_whole(choice, chat_line::write, |made| {
        out.write_all(&made.of)?;
        chats += made.chats;
        watch.done(made.chats)
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
    /// What the record tells of it.
    fn counts(&self, kind: Kind) -> Vec<(&'static str, u64)> {
        let chats = if kind == Kind::Whole { "whole_chats" } else { "chats" };
        std::iter::once((chats, self.chats)).chain(self.messages.map(|messages| ("messages", messages))).collect()
    }

    fn sentence(&self, total: u64, output: &Path) -> String {
        let what = match self.messages {
            Some(messages) => format!("{} of {}", counted(messages, "message"), grouped(self.chats)),
            None => grouped(self.chats),
        };
        let to =
            if output.as_os_str() == STANDARD_OUTPUT { String::new() } else { format!(" to {}", output.display()) };
        format!("Exported {what} of {}{to}.", counted(total, "chat"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::field::FieldValue;

    fn chosen(kind: Option<Kind>, asked: Option<Format>, output: &str) -> Option<(Kind, Form)> {
        match kind_and_form(kind, asked, Path::new(output)) {
            Ok(chosen) => Some(chosen),
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
            (None, None, "-", Some((Whole, Form::Jsonl))),
            (None, None, "a.jsonl", Some((Whole, Form::Jsonl))),
            (None, None, "backup", Some((Whole, Form::Jsonl))),
            (None, None, "a.CSV", Some((Chats, Form::Csv))),
            (None, None, "a.json", Some((Chats, Form::Json))),
            (None, Some(Format::Csv), "-", Some((Chats, Form::Csv))),
            (None, Some(Format::Jsonl), "a.csv", Some((Whole, Form::Jsonl))),
            (None, Some(Format::Table), "a.csv", None),
            (None, None, "a.jsonl.gz", None),
            (None, None, "a.xlsx", None),
            (None, Some(Format::Csv), "a.txt", Some((Chats, Form::Csv))),
            (Some(Messages), None, "a.tsv", Some((Messages, Form::Tsv { header: true }))),
            (Some(Chats), None, "a.jsonl", Some((Chats, Form::Jsonl))),
            (Some(Chats), None, "-", None),
            (Some(Messages), None, "a.txt", None),
            (Some(Whole), None, "-", Some((Whole, Form::Jsonl))),
            (Some(Whole), None, "a.csv", None),
            (Some(Whole), Some(Format::Json), "a.jsonl", None),
        ] {
            assert_eq!(chosen(kind, asked, output), expected, "{kind:?} {asked:?} {output}");
        }
    }

    #[test]
    fn a_terminal_is_not_flooded_unasked() {
        assert_eq!(output(None, true).map_err(|error| error.exit_code()), Err(2));
        assert_eq!(output(None, false).unwrap(), PathBuf::from("-"));
        assert_eq!(output(Some("-".into()), true).unwrap(), PathBuf::from("-"));
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
