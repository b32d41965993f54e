//! Flags that several commands share.

mod encryption;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser, ValueParser};

use crate::error::{Error, Result};
use crate::model::chat::{self, ChatName, ChatRow};
use crate::model::field::FieldValue;
use crate::model::fold::fold;
use crate::model::hours;
use crate::model::record::{Cell, Column};
use crate::model::time::Clock;
use crate::output::terminal::Color;
use crate::output::{CellOf, Format, Output, Shown};
use crate::query::{self, FieldOwner, Filter, Term, TextScope, TimeKey};
use crate::store::{Details, Store};

pub use encryption::{EncryptFlags, IdentityFlags};

/// Which chats: a query, and flags that are short forms of it. All of it must hold.
#[derive(Args, Clone, Debug, Default, PartialEq)]
#[command(next_help_heading = "Filters (each narrows the query further)")]
pub struct FilterFlags {
    /// open, pending, overdue, resolved or closed; several between commas
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,
    /// Messaging app
    #[arg(long, value_name = "APP")]
    app: Option<String>,
    /// Has this tag; given twice: both
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// Has one of these tags
    #[arg(long, value_name = "A,B")]
    any_tag: Option<String>,
    /// The person's name holds this, or is `none` or `any`
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
    /// The rep who has it
    #[arg(long, value_name = "REP")]
    assignee: Option<String>,
    /// A team it is assigned to
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
    /// Score: 5, `<=2`, 1..3, none
    #[arg(long, value_name = "SCORE")]
    rating: Option<String>,
    /// Began then or later: 2026-01, 2026-01-31, 7d, yesterday
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Began then or earlier
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// Language tag
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// Source of the import
    #[arg(long, value_name = "SOURCE")]
    source: Option<String>,
    /// A custom field has this value; given twice: both
    #[arg(long, value_name = "NAME=VALUE")]
    field: Vec<String>,
    /// A message holds this
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
}

/// `--color` by another name, for commands whose own `--color` is that of a thing. The id is that of the global flag,
/// which takes its value.
#[derive(Args, Clone, Debug)]
pub struct OutputColor {
    /// When to colour the output; elsewhere that is --color
    #[arg(id = "color", long = "output-color", value_name = "WHEN", help_heading = "Global options")]
    _when: Option<Color>,
}

/// The long help of a command that chooses chats: its examples, the filter language, and the columns it can print.
pub fn long_help(examples: &str, columns: &[(&str, String)]) -> String {
    let mut text = format!("{examples}\n\n{}", query::help());
    for (title, listed) in columns {
        text.push_str(&format!("\n\n{title}:\n{listed}"));
    }
    text
}

/// The columns of a noun, one a line: name and meaning.
pub fn columns_help<T>(columns: &[Column<T>]) -> String {
    let width = columns.iter().map(|column| column.name.len()).max().unwrap_or_default();
    let line = |column: &Column<T>| format!("  {:width$}  {}", column.name, column.about);
    columns.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The columns of chats, for the help.
pub fn chat_columns_help() -> String {
    format!("{}\n  field.NAME    a custom field of the chat", columns_help(chat::COLUMNS))
}

/// A parser of `--format` for a command with formats of its own.
pub fn format_parser(formats: &[Format]) -> ValueParser {
    let known = formats.to_vec();
    let names = PossibleValuesParser::new(formats.iter().map(|format| format.name()));
    let find = move |name: String| known.iter().copied().find(|format| format.name() == name).unwrap_or(Format::Table);
    ValueParser::new(names.map(find))
}

impl FilterFlags {
    /// Whether none is set.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The chats that the query and every flag choose.
    pub fn filter(&self, query: Option<&str>, clock: &Clock) -> Result<Filter> {
        let mut filter = match query {
            Some(query) => query::parse(query, clock)?,
            None => Filter::EVERYTHING,
        };
        for flag in self.filters(clock)? {
            filter = filter.and(flag);
        }
        Ok(filter)
    }

    /// What each flag says by itself.
    fn filters(&self, clock: &Clock) -> Result<Vec<Filter>> {
        let mut filters = Vec::new();
        let single = [
            ("--status", "status", &self.status),
            ("--app", "app", &self.app),
            ("--any-tag", "tag", &self.any_tag),
            ("--person", "person", &self.person),
            ("--assignee", "assignee", &self.assignee),
            ("--team", "team", &self.team),
            ("--rating", "rating", &self.rating),
            ("--language", "language", &self.language),
            ("--source", "source", &self.source),
        ];
        for (flag, key, value) in single {
            if let Some(value) = value {
                filters.push(query::filter_of_flag(flag, key, value, clock)?);
            }
        }
        for tag in &self.tag {
            filters.push(query::filter_of_flag("--tag", "tag", tag, clock)?);
        }
        for field in &self.field {
            let wrong = || Error::usage(format!("--field '{field}' is not NAME=VALUE"));
            let (name, value) = field.split_once('=').filter(|(name, _)| !name.is_empty()).ok_or_else(wrong)?;
            filters.push(query::filter_of_flag("--field", &format!("field.{name}"), value, clock)?);
        }
        if self.since.is_some() || self.until.is_some() {
            let (since, until) = (self.since.as_deref(), self.until.as_deref());
            filters.push(query::range_of_flags(TimeKey::Created, since, until, clock)?);
        }
        if let Some(text) = &self.text {
            filters.push(Filter::Term(Term::Contains(TextScope::Messages, literal_piece("--text", text)?)));
        }
        Ok(filters)
    }
}

/// The longest text that is searched for, in bytes.
const LONGEST_PIECE: usize = 64 * 1024;

/// A text that is looked for to the letter, folded.
pub fn literal_piece(argument: &str, text: &str) -> Result<String> {
    if text.contains('\0') {
        return Err(Error::usage(format!("{argument} holds a NUL character, which no chat can be searched for")));
    }
    if text.len() > LONGEST_PIECE {
        return Err(Error::usage(format!("{argument} is longer than 64 KiB")));
    }
    let piece = fold(text).into_owned();
    if piece.trim().is_empty() {
        return Err(Error::usage("empty search").hint("name a word or a piece of one; list shows every chat"));
    }
    Ok(piece)
}

/// The columns of a list of chats, and what is to be read for them.
pub struct ChatColumns {
    /// The columns, in order.
    pub shown: Vec<Shown<ChatRow>>,
    /// What they show beside the chat itself.
    pub details: Details,
    /// Whether a preview is among the columns.
    pub preview: bool,
}

impl ChatColumns {
    /// These columns; `fields` are the names of custom fields among them, in the order of the rows' `fields`.
    pub fn of(shown: Vec<Shown<ChatRow>>, fields: Vec<String>) -> Self {
        let shows = |name: &str| shown.iter().any(|column| column.name == name);
        let details = Details {
            source: shows("source"),
            language: shows("language"),
            tags: shows("tags"),
            teams: shows("teams"),
            holds: shows("holds"),
            fields,
        };
        Self { details, preview: shows("preview"), shown }
    }
}

/// What goes before the name of a custom field.
pub const FIELD_PREFIX: &str = "field.";

/// The chat columns that `--columns` asks for, else the usual ones.
///
/// # Errors
/// `Usage` for a name that is unknown or there twice.
pub fn chat_columns(asked: Option<&[String]>) -> Result<ChatColumns> {
    let (shown, fields) = columns_with_fields(chat::COLUMNS, asked, |row| &row.fields)?;
    Ok(ChatColumns::of(shown, fields))
}

/// The columns of a noun with custom fields that `--columns` asks for, else the usual ones; and the names of the custom
/// fields among them, in the order of a row's `fields`.
///
/// # Errors
/// `Usage` for a name that is unknown or there twice.
pub fn columns_with_fields<T: 'static>(
    columns: &'static [Column<T>],
    asked: Option<&[String]>,
    fields_of: fn(&T) -> &[Option<FieldValue>],
) -> Result<(Vec<Shown<T>>, Vec<String>)> {
    let mut fields = Vec::new();
    let shown = choose(columns, asked, |name| {
        let field = name.strip_prefix(FIELD_PREFIX).filter(|field| !field.is_empty())?;
        fields.push(field.to_owned());
        Some(field_cell(fields.len() - 1, fields_of))
    })?;
    Ok((shown, fields))
}

/// Every column of a noun, and every one of these custom fields.
pub fn every_column<T: 'static>(
    columns: &'static [Column<T>],
    fields: &[String],
    fields_of: fn(&T) -> &[Option<FieldValue>],
) -> Vec<Shown<T>> {
    let own = columns.iter().map(|column| Shown { name: column.name.to_owned(), cell: Box::new(column.cell) });
    let field = |(place, name): (usize, &String)| Shown {
        name: format!("{FIELD_PREFIX}{name}"),
        cell: field_cell(place, fields_of),
    };
    own.chain(fields.iter().enumerate().map(field)).collect()
}

fn field_cell<T: 'static>(place: usize, fields_of: fn(&T) -> &[Option<FieldValue>]) -> CellOf<T> {
    Box::new(move |row: &T| Cell::field(fields_of(row).get(place).and_then(Option::as_ref)))
}

/// Names of custom fields that a warning lists at most.
const LISTED: usize = 10;

/// Warns of custom fields that the repository does not have: no condition on their values can hold, and columns of them
/// stay empty. That is no error, for the next import may bring them; most likely they are misspelt.
pub fn warn_of_unknown_fields(output: &mut Output, store: &Store, filter: &Filter, columns: &[String]) -> Result<()> {
    warn_of_fields(output, store, filter, (FieldOwner::Chat, columns))
}

/// The same for columns of chats or of persons.
pub fn warn_of_fields(
    output: &mut Output,
    store: &Store,
    filter: &Filter,
    (owner, columns): (FieldOwner, &[String]),
) -> Result<()> {
    let asked = columns.iter().map(|name| (owner, name.as_str())).chain(filter.fields());
    let mut told = Vec::new();
    for (owner, name) in asked.map(|(owner, name)| (owner, fold(name))) {
        if told.contains(&(owner, name.clone())) {
            continue;
        }
        let known = store.field_names(owner)?;
        if !known.iter().any(|other| fold(other) == name) {
            output.warn(&unknown_field(owner, &name, &known));
        }
        told.push((owner, name));
    }
    Ok(())
}

fn unknown_field(owner: FieldOwner, name: &str, known: &[String]) -> String {
    let nobody = if owner == FieldOwner::Chat { "no chat" } else { "no person" };
    let others = match query::nearest(name, known.iter().map(|other| (fold(other), other))) {
        Some(near) => format!("did you mean '{near}'?"),
        None if known.is_empty() => "there are none".to_owned(),
        None => {
            let more = if known.len() > LISTED { " …" } else { "" };
            let listed: Vec<&str> = known.iter().take(LISTED).map(String::as_str).collect();
            format!("there are {}{more}", listed.join(", "))
        }
    };
    format!("{nobody} has a custom field '{name}'; {others}")
}

/// The columns of any other noun that `--columns` asks for, else the usual ones.
///
/// # Errors
/// `Usage` for a name that is unknown or there twice.
pub fn columns_of<T>(columns: &'static [Column<T>], asked: Option<&[String]>) -> Result<Vec<Shown<T>>> {
    choose(columns, asked, |_| None)
}

fn choose<T>(
    columns: &'static [Column<T>],
    asked: Option<&[String]>,
    mut other: impl FnMut(&str) -> Option<CellOf<T>>,
) -> Result<Vec<Shown<T>>> {
    let shown = |column: &Column<T>| Shown { name: column.name.to_owned(), cell: Box::new(column.cell) };
    let Some(asked) = asked else {
        return Ok(columns.iter().filter(|column| column.shown).map(shown).collect());
    };
    let mut chosen: Vec<Shown<T>> = Vec::new();
    for name in asked.iter().map(|name| name.trim()) {
        if chosen.iter().any(|column| column.name == name) {
            return Err(Error::usage(format!("column '{name}' is named twice in --columns")));
        }
        let known = columns.iter().find(|column| column.name == name).map(shown);
        let column = known.or_else(|| other(name).map(|cell| Shown { name: name.to_owned(), cell }));
        chosen.push(column.ok_or_else(|| unknown_column(name, columns))?);
    }
    Ok(chosen)
}

fn unknown_column<T>(name: &str, columns: &[Column<T>]) -> Error {
    let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
    let chats = if names.contains(&"rating") { ", field.NAME" } else { "" };
    Error::usage(format!("unknown column '{name}' in --columns"))
        .hint(format!("columns are {}{chats}", names.join(", ")))
}

/// A parser of whole numbers in ASCII digits.
pub fn whole_number(low: u64, high: u64) -> ValueParser {
    ValueParser::new(move |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.then(|| text.parse::<u64>().ok()).flatten().filter(|number| (low..=high).contains(number));
        number.ok_or_else(|| format!("not a whole number from {low} to {high}"))
    })
}

/// What to type for this program to work on this very repository.
pub fn to_type(repository: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte);
    match repository {
        "livechats.db" => "livechats".to_owned(),
        word if word.bytes().all(plain) => format!("livechats --repo {word}"),
        other => format!("livechats --repo '{}'", other.replace('\'', r"'\''")),
    }
}

/// Reads the name of a time zone, for clap.
pub fn zone_name(text: &str) -> std::result::Result<String, String> {
    match hours::zone(text) {
        Some(_) => Ok(text.to_owned()),
        None => Err("no such zone; name one such as Europe/Berlin, Asia/Bangkok or UTC".to_owned()),
    }
}

/// Reads the name of a chat, for clap.
pub fn chat_name(text: &str) -> std::result::Result<ChatName, String> {
    ChatName::parse(text)
        .ok_or_else(|| "not a chat id: give our number (4711) or source/external (star/star-11)".into())
}

#[cfg(test)]
mod tests;
