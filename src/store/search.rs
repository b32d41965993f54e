//! Full text: an index that only makes "contains" fast.
//!
//! A word matches a text when the folded word is a substring of the folded text (model/fold.rs). Each chat has one row
//! in the FTS5 table `search`, made of tokens that we cut ourselves:
//!
//! * a run of letters and digits of scripts that put spaces between words is one token, a *term*;
//! * a run of Thai, Han, Kana and their like becomes its overlapping pairs, then its last character alone;
//! * every other sign goes to the column `symbol`, once a chat, as the number of its code point.
//!
//! A piece of a word is first looked up among the distinct terms (table `term`, with a trigram index of its own), and
//! the terms found are ORed. A piece that is one token run has exactly the chats that the index gives; for all others
//! the index gives candidates and the texts themselves are asked. Where very many terms hold the piece, nearly every
//! chat has it, and walking the chats from the newest is faster than the index.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use memchr::memmem::Finder;
use rusqlite::Connection;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;

use super::tokens::{Class, LONG, Run, push_pairs, runs, symbol_token};
use crate::error::Result;
use crate::model::fold::fold;

/// Above this many terms a piece is looked for in the texts instead.
const MANY_TERMS: usize = 2000;

/// Above this many alternatives a phrase is looked up as its words without their order.
const MANY_PHRASES: usize = 256;

/// What the index can say about a piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// No chat has it.
    Nowhere,
    /// These chats, as an FTS5 expression of our own making.
    Index {
        /// The expression. Every word in it is quoted and was cut by us, so nothing in it is syntax.
        expression: String,
        /// Whether every one of them has the piece; else they are candidates.
        exact: bool,
    },
    /// Too many terms hold it: ask the texts.
    Texts,
}

/// Looks a folded piece up. `messages_only` leaves out the description and the person's name.
pub fn look_up(connection: &Connection, piece: &str, messages_only: bool) -> Result<Lookup> {
    let mut runs: Vec<Run<'_>> = runs(piece).collect();
    let columns = if messages_only { "thread" } else { "{thread about}" };
    if let [Run { class: Class::Pair, text }] = runs[..] {
        return Ok(Lookup::Index { expression: format!("{columns} : {}", inner_pairs(text)), exact: true });
    }
    if let [Run { class: Class::Word, text }] = runs[..]
        && text.chars().count() <= LONG
    {
        return Ok(match terms(connection, text, Edge::Inside)? {
            None => Lookup::Texts,
            Some(terms) if terms.is_empty() => Lookup::Nowhere,
            Some(terms) => {
                let expression = format!("{columns} : ({})", any_of(terms.iter().map(|term| quoted(&[term]))));
                Lookup::Index { expression, exact: true }
            }
        });
    }
    let symbols: BTreeSet<char> =
        runs.iter().filter(|run| run.class == Class::Symbol).flat_map(|run| run.text.chars()).collect();
    let mut parts: Vec<String> =
        symbols.iter().map(|symbol| format!("symbol : {}", quoted(&[&symbol_token(*symbol)]))).collect();
    let only_one_symbol = runs.len() == 1 && symbols.len() == 1;
    let open_start = runs.first().is_some_and(|run| matches!(run.class, Class::Word | Class::Pair));
    let open_end = runs.last().is_some_and(|run| matches!(run.class, Class::Word | Class::Pair));
    runs.retain(|run| matches!(run.class, Class::Word | Class::Pair));
    match phrase(connection, &runs, open_start, open_end)? {
        Phrase::Nowhere => return Ok(Lookup::Nowhere),
        Phrase::Of(expression) => parts.push(format!("{columns} : ({expression})")),
        Phrase::Anything => {}
    }
    if parts.is_empty() {
        return Ok(Lookup::Texts);
    }
    Ok(Lookup::Index { expression: parts.join(" AND "), exact: only_one_symbol && !messages_only })
}

/// What the index can say about several runs that follow each other.
enum Phrase {
    Nowhere,
    Of(String),
    /// Nothing that would narrow it down.
    Anything,
}

/// The first run may be the end of a longer one, the last the beginning of one; those between are whole.
fn phrase(connection: &Connection, runs: &[Run<'_>], open_start: bool, open_end: bool) -> Result<Phrase> {
    let mut columns: Vec<Vec<String>> = Vec::new();
    let mut in_order = true;
    let last = runs.len().saturating_sub(1);
    for (at, run) in runs.iter().enumerate() {
        let edge = match (at == 0 && open_start, at == last && open_end) {
            (true, true) => Edge::Inside,
            (true, false) => Edge::End,
            (false, true) => Edge::Beginning,
            (false, false) => Edge::Whole,
        };
        let choices = match run.class {
            // One character may begin a longer run, and then its token is a pair that we cannot name.
            Class::Pair if edge == Edge::Beginning && run.text.chars().count() == 1 => None,
            Class::Pair => Some(vec![pairs(run.text, edge)]),
            _ if run.text.chars().count() > LONG => {
                // Windows of a long run take several places: its words no longer stand side by side in the index.
                in_order = false;
                let start: String = run.text.chars().take(LONG).collect();
                terms(connection, &start, Edge::Inside)?
            }
            _ if edge == Edge::Whole => Some(vec![run.text.to_owned()]),
            _ => terms(connection, run.text, edge)?,
        };
        match choices {
            Some(choices) if choices.is_empty() => return Ok(Phrase::Nowhere),
            Some(choices) => columns.push(choices),
            // Hardly narrows anything down: left to the check of the texts.
            None => in_order = false,
        }
    }
    if columns.is_empty() {
        return Ok(Phrase::Anything);
    }
    let alternatives = columns.iter().try_fold(1_usize, |product, column| product.checked_mul(column.len()));
    if in_order && alternatives.is_some_and(|number| number <= MANY_PHRASES) && columns.len() > 1 {
        let mut phrases: Vec<Vec<&str>> = vec![Vec::new()];
        for column in &columns {
            phrases = phrases
                .into_iter()
                .flat_map(|start| column.iter().map(move |next| [start.as_slice(), &[next.as_str()]].concat()))
                .collect();
        }
        return Ok(Phrase::Of(any_of(phrases.iter().map(|phrase| quoted(phrase)))));
    }
    let all: Vec<String> =
        columns.iter().map(|column| format!("({})", any_of(column.iter().map(|token| quoted(&[token]))))).collect();
    Ok(Phrase::Of(all.join(" AND ")))
}

/// Where in a longer run a piece may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    Inside,
    Beginning,
    End,
    Whole,
}

/// The tokens of a piece of a run without spaces, as one text. Several tokens stand in it side by side.
fn pairs(run: &str, edge: Edge) -> String {
    let mut out = String::new();
    push_pairs(run, &mut out);
    if matches!(edge, Edge::Inside | Edge::Beginning) {
        // The last token is that of the last character alone: true only where the run ends.
        let cut = out.rfind(' ');
        if let Some(cut) = cut {
            out.truncate(cut);
        }
    }
    out
}

/// The expression for a piece that is one run without spaces.
fn inner_pairs(run: &str) -> String {
    let mut characters = run.chars();
    match (characters.next(), characters.next()) {
        (Some(_), None) => format!("{} *", quoted(&[run])),
        _ => quoted(&[&pairs(run, Edge::Inside)]),
    }
}

/// An FTS5 string. Tokens hold no quotes (letters, digits and hexadecimal only), and stand in quotes all the same.
fn quoted(tokens: &[&str]) -> String {
    format!("\"{}\"", tokens.join(" ").replace('"', "\"\""))
}

fn any_of(expressions: impl Iterator<Item = String>) -> String {
    let mut out = String::new();
    for expression in expressions {
        let sign = if out.is_empty() { "" } else { " OR " };
        let _ = write!(out, "{sign}{expression}");
    }
    out
}

/// The terms that hold this piece at this edge; `None` where they are more than [`MANY_TERMS`].
fn terms(connection: &Connection, piece: &str, edge: Edge) -> Result<Option<Vec<String>>> {
    let characters: Vec<char> = piece.chars().collect();
    let mut statement;
    let mut rows = if characters.len() < 3 {
        statement = connection.prepare_cached("SELECT text FROM term WHERE instr(text, ?1) > 0")?;
        statement.query([piece])?
    } else {
        let trigrams: Vec<String> =
            characters.windows(3).map(|three| quoted(&[&three.iter().collect::<String>()])).collect();
        statement = connection.prepare_cached(
            "SELECT term.text FROM term_piece CROSS JOIN term ON term.id = term_piece.rowid
             WHERE term_piece MATCH ?1 AND instr(term.text, ?2) > 0",
        )?;
        statement.query([trigrams.join(" AND ").as_str(), piece])?
    };
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let term = row.get_ref(0)?.as_str().unwrap_or_default();
        let fits = match edge {
            Edge::Inside => true,
            Edge::Beginning => term.starts_with(piece),
            Edge::End => term.ends_with(piece),
            Edge::Whole => term == piece,
        };
        if fits {
            if found.len() == MANY_TERMS {
                return Ok(None);
            }
            found.push(term.to_owned());
        }
    }
    Ok(Some(found))
}

/// Whether a folded text holds a folded piece, for those who fold by themselves.
pub fn holds(text: &str, piece: &Finder<'_>) -> bool {
    // Folding leaves ASCII texts ASCII.
    if text.is_ascii() && !piece.needle().is_ascii() {
        return false;
    }
    piece.find(fold(text).as_bytes()).is_some()
}

/// Gives SQL our functions: `folded_contains(text, piece)` and `folded_equals(text, value)` (1 where the folded text
/// holds, or is, the folded other; else 0), and `decimal(text)` (the number it spells, or NULL).
pub fn register(connection: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    connection.create_scalar_function("folded_contains", 2, flags, |context: &Context<'_>| {
        let piece =
            context.get_or_create_aux(1, |value| value.as_bytes().map(|bytes| Finder::new(bytes).into_owned()))?;
        Ok(match context.get_raw(0) {
            ValueRef::Text(bytes) => std::str::from_utf8(bytes).is_ok_and(|text| holds(text, &piece)),
            _ => false,
        })
    })?;
    connection.create_scalar_function("folded_equals", 2, flags, |context: &Context<'_>| {
        let (text, value) = (context.get_raw(0), context.get_raw(1));
        Ok(matches!((text.as_str(), value.as_str()), (Ok(text), Ok(value)) if fold(text) == value))
    })?;
    connection.create_scalar_function("decimal", 1, flags, |context: &Context<'_>| {
        Ok(context.get_raw(0).as_str().ok().and_then(decimal))
    })?;
    Ok(())
}

/// The finite number a text spells in decimal digits, as custom fields hold them; `None` for all else.
pub fn decimal(text: &str) -> Option<f64> {
    let sound =
        text.bytes().any(|b| b.is_ascii_digit()) && text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
    sound.then(|| text.parse::<f64>().ok()).flatten().filter(|number| number.is_finite())
}
