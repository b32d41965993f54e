//! A filter printed back in the language it was read from.
//!
//! What is printed reads back as an equal filter (unless it has grown over the limit of a query's length): ages and
//! local dates come out as the instants in UTC they stood for, texts folded.

use std::fmt;

use super::lexer::ends_word;
use super::place::quote;
use super::{
    Bound, FieldTest, Filter, LabelKey, LabelTest, NumberKey, NumberRange, Term, TextScope, TimeKey, TimeRange, key,
};
use crate::model::chat::ChatName;
use crate::model::time::Time;

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // The language has no word for every chat, and every chat has a number.
            Self::All(filters) if filters.is_empty() => f.write_str("id:>=1"),
            Self::All(filters) => {
                for (index, filter) in filters.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { " " })?;
                    write_inner(f, filter)?;
                }
                Ok(())
            }
            Self::Any(filters) => match list(filters) {
                Some(list) => f.write_str(&list),
                None => write_alternatives(f, filters),
            },
            Self::Not(_) | Self::Term(_) => match keyed(self) {
                Some((key, value)) => write!(f, "{key}:{value}"),
                None => write_unkeyed(f, self),
            },
        }
    }
}

/// Beside `OR`, only other alternatives need brackets.
fn write_alternatives(f: &mut fmt::Formatter<'_>, filters: &[Filter]) -> fmt::Result {
    for (index, filter) in filters.iter().enumerate() {
        f.write_str(if index == 0 { "" } else { " OR " })?;
        match filter {
            Filter::Any(_) => write!(f, "({filter})")?,
            _ => write!(f, "{filter}")?,
        }
    }
    Ok(())
}

fn write_unkeyed(f: &mut fmt::Formatter<'_>, filter: &Filter) -> fmt::Result {
    match filter {
        Filter::Not(inner) => {
            f.write_str("-")?;
            write_inner(f, inner)
        }
        Filter::Term(Term::Contains(_, piece)) => f.write_str(&word(piece)),
        // All other terms have a key.
        _ => Ok(()),
    }
}

/// A filter beside others or behind a sign: in brackets where it would fall apart without.
fn write_inner(f: &mut fmt::Formatter<'_>, filter: &Filter) -> fmt::Result {
    let whole = match filter {
        Filter::All(filters) => filters.is_empty(),
        Filter::Any(filters) => list(filters).is_some(),
        Filter::Not(_) | Filter::Term(_) => true,
    };
    if whole { write!(f, "{filter}") } else { write!(f, "({filter})") }
}

/// `key:a,b` where all of several conditions are values of one key.
fn list(filters: &[Filter]) -> Option<String> {
    let mut values = filters.iter().map(keyed);
    let (key, first) = values.next()??;
    let mut text = format!("{key}:{first}");
    for value in values {
        let (other, value) = value?;
        if other != key {
            return None;
        }
        text.push(',');
        text.push_str(&value);
    }
    Some(text)
}

/// Key and value of one condition; `None` for words without a key and for what takes more than one value.
fn keyed(filter: &Filter) -> Option<(String, String)> {
    match filter {
        Filter::Term(term) => of_term(term),
        Filter::Not(inner) => {
            let Filter::Term(term) = &**inner else { return None };
            let value = match term {
                Term::Label(_, LabelTest::Any) | Term::Ban(LabelTest::Any) | Term::Field(_, _, FieldTest::Any) => {
                    "none"
                }
                Term::Number(NumberKey::Rating, None) => "any",
                _ => return None,
            };
            of_term(term).map(|(key, _)| (key, value.to_owned()))
        }
        Filter::All(_) | Filter::Any(_) => None,
    }
}

fn of_term(term: &Term) -> Option<(String, String)> {
    let (key, value) = match term {
        Term::Contains(TextScope::Anywhere, _) => return None,
        Term::Contains(TextScope::PersonName, piece) => ("person", person(piece)),
        Term::Contains(scope, piece) => (text_key(*scope), name(piece)),
        Term::Label(key, test) => (label_key(*key), label(test)),
        Term::Ban(test) => ("ban", label(test)),
        Term::Status(status) => ("status", status.name().to_owned()),
        Term::Number(key, range) => (number_key(*key), range.map_or_else(|| "none".to_owned(), number_range)),
        Term::Time(key, range) => (time_key(*key), range.map_or_else(|| "unknown".to_owned(), time_range)),
        Term::Chat(ChatName::Id(id)) => ("id", id.to_string()),
        Term::Chat(ChatName::External { source, external_id }) => ("id", name(&format!("{source}/{external_id}"))),
        Term::Field(owner, field, test) => return Some((key::field_name(*owner, field), self::field(test))),
    };
    Some((key.to_owned(), value))
}

const fn text_key(scope: TextScope) -> &'static str {
    match scope {
        TextScope::Anywhere | TextScope::Messages => "text",
        TextScope::Description => "description",
        TextScope::Notes => "note",
        TextScope::PersonName => "person",
        TextScope::Email => "email",
        TextScope::Phone => "phone",
    }
}

const fn label_key(key: LabelKey) -> &'static str {
    match key {
        LabelKey::App => "app",
        LabelKey::Tag => "tag",
        LabelKey::Assignee => "assignee",
        LabelKey::Team => "team",
        LabelKey::Language => "language",
        LabelKey::Source => "source",
        LabelKey::Hold => "hold",
        LabelKey::Text(scope) => text_key(scope),
    }
}

const fn number_key(key: NumberKey) -> &'static str {
    match key {
        NumberKey::Id => "id",
        NumberKey::PersonId => "person",
        NumberKey::Rating => "rating",
        NumberKey::Messages => "messages",
    }
}

const fn time_key(key: TimeKey) -> &'static str {
    match key {
        TimeKey::Created => "created",
        TimeKey::Closed => "closed",
        TimeKey::Updated => "updated",
        TimeKey::LastMessage => "last-message",
        TimeKey::Deleted => "deleted",
    }
}

/// A word without a key, quoted where it would be read as something else.
fn word(piece: &str) -> String {
    let plain = !piece.is_empty()
        && !piece.starts_with('-')
        && !piece.ends_with('*')
        && !piece.contains(|c| ends_word(c) || c == ':')
        && !matches!(piece, "AND" | "OR" | "NOT");
    if plain { piece.to_owned() } else { quote(piece) }
}

/// A value that is not a comparison or a range, quoted where it would be read as something else.
fn name(text: &str) -> String {
    let special = ["none", "any"].iter().any(|word| text.eq_ignore_ascii_case(word));
    let plain = !text.is_empty() && !special && !text.ends_with('*') && !text.contains(|c| ends_word(c) || c == ',');
    if plain { text.to_owned() } else { quote(text) }
}

/// A piece of a person's name: a bare number would be the person's number.
fn person(piece: &str) -> String {
    if piece.bytes().all(|b| b.is_ascii_digit()) { quote(piece) } else { name(piece) }
}

fn label(test: &LabelTest) -> String {
    match test {
        LabelTest::Is(text) => name(text),
        LabelTest::Any => "any".to_owned(),
    }
}

fn field(test: &FieldTest) -> String {
    match test {
        FieldTest::Any => "any".to_owned(),
        FieldTest::Is(text) if text.starts_with(['<', '>']) || text.contains("..") => quote(text),
        FieldTest::Is(text) => name(text),
        FieldTest::Reads(text) => quote(text),
        FieldTest::Between(low, high) | FieldTest::Days(low, high) => range(low.as_ref(), high.as_ref()),
    }
}

fn range(low: Option<&Bound>, high: Option<&Bound>) -> String {
    match (low, high) {
        (Some(low), None) => format!("{}{}", if low.included { ">=" } else { ">" }, low.value),
        (None, Some(high)) => format!("{}{}", if high.included { "<=" } else { "<" }, high.value),
        // The language has no range that leaves its ends out.
        (low, high) => {
            let end = |bound: Option<&Bound>| bound.map_or_else(String::new, |bound| bound.value.clone());
            format!("{}..{}", end(low), end(high))
        }
    }
}

fn number_range(range: NumberRange) -> String {
    match (range.low, range.high) {
        (low, high) if low == high => low.to_string(),
        (low, i64::MAX) => format!(">={low}"),
        (i64::MIN, high) => format!("<={high}"),
        (low, high) => format!("{low}..{high}"),
    }
}

fn time_range(range: TimeRange) -> String {
    match (range.from, range.until) {
        (None, None) => "any".to_owned(),
        (Some(from), None) => format!(">={}", from.rfc3339()),
        (None, Some(until)) => format!("<{}", until.rfc3339()),
        (Some(from), Some(until)) => format!("{}..{}", from.rfc3339(), last_before(until)),
    }
}

/// The last second, millisecond or microsecond before this instant, written so that its span ends there.
fn last_before(until: Time) -> String {
    let micros = until.micros();
    let step = [1_000_000, 1_000].into_iter().find(|step| micros % step == 0).unwrap_or(1);
    // A range that is not empty ends after the first instant there is, so there is one before.
    let Some(last) = Time::from_micros(micros - step) else { return until.rfc3339() };
    let text = last.rfc3339();
    let whole = text.trim_end_matches('Z');
    let seconds = whole.split('.').next().unwrap_or(whole);
    let fraction = last.micros().rem_euclid(1_000_000);
    match step {
        1_000_000 => format!("{seconds}Z"),
        1_000 => format!("{seconds}.{:03}Z", fraction / 1000),
        _ => format!("{seconds}.{fraction:06}Z"),
    }
}
