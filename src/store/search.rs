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

use rusqlite::Connection;

use super::tokens::{Class, LONG, Run, push_pairs, runs, symbol_token};
use crate::error::Result;

/// Above this many terms a piece is looked for in the texts instead.
pub const MANY_TERMS: usize = 2000;

/// Above this many alternatives the index takes longer to begin than a walk over the newest chats; few in tests.
pub const SEVERAL: usize = if cfg!(test) { 1 } else { 100 };

/// Alternatives for one word of a phrase, and for the phrase, up to which its words are looked up side by side.
const FEW_WORDS: usize = 8;
const FEW_PHRASES: usize = 32;

/// Of a long piece only so many of its signs, of its runs, and of runs that stand side by side are looked up: the texts
/// are asked anyway.
const MOST_SYMBOLS: usize = 16;
const MOST_RUNS: usize = 64;
const MOST_BESIDE: usize = 8;

/// What the index can say about a piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// No chat has it.
    Nowhere,
    /// These chats.
    Index(Indexed),
    /// More terms hold it than were asked for: ask the texts.
    Texts,
}

/// Chats as the index finds them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indexed {
    /// An FTS5 expression. Every word in it is quoted and was cut by us, so nothing in it is syntax.
    pub expression: String,
    /// Whether every one of them has the piece; else they are candidates.
    pub exact: bool,
    /// Whether it is slow to begin, so that for the newest few a walk over the newest chats should be tried first.
    pub slow: bool,
}

/// Looks a folded piece up. `messages_only` leaves out the description and the person's name; where more than `most`
/// terms hold a piece that is one word, no more are read.
pub fn look_up(connection: &Connection, piece: &str, messages_only: bool, most: usize) -> Result<Lookup> {
    let mut runs: Vec<Run<'_>> = runs(piece).collect();
    let columns = if messages_only { "thread" } else { "{thread about}" };
    if let [Run { class: Class::Pair, text }] = runs[..] {
        let expression = format!("{columns} : {}", inner_pairs(text));
        // A single character is the beginning of very many pairs.
        let slow = text.chars().count() == 1;
        return Ok(Lookup::Index(Indexed { expression, exact: true, slow }));
    }
    if let [Run { class: Class::Word, text }] = runs[..]
        && text.chars().count() <= LONG
    {
        return Ok(match terms(connection, text, Edge::Inside, most)? {
            None => Lookup::Texts,
            Some(terms) if terms.is_empty() => Lookup::Nowhere,
            Some(terms) => {
                let expression = format!("{columns} : ({})", any_of(&terms));
                Lookup::Index(Indexed { expression, exact: true, slow: terms.len() > SEVERAL })
            }
        });
    }
    let symbols: BTreeSet<char> =
        runs.iter().filter(|run| run.class == Class::Symbol).flat_map(|run| run.text.chars()).collect();
    let mut parts: Vec<String> = symbols
        .iter()
        .take(MOST_SYMBOLS)
        .map(|symbol| format!("symbol : {}", quoted(&symbol_token(*symbol))))
        .collect();
    let only_one_symbol = runs.len() == 1 && symbols.len() == 1;
    let open_start = runs.first().is_some_and(Run::has_letters);
    let open_end = runs.last().is_some_and(Run::has_letters);
    runs.retain(Run::has_letters);
    match side_by_side(connection, &runs, open_start, open_end)? {
        Some(phrases) if phrases.is_empty() => return Ok(Lookup::Nowhere),
        Some(phrases) => parts.push(format!("{columns} : ({})", any_of(&phrases))),
        None => {}
    }
    if parts.is_empty() {
        return Ok(Lookup::Texts);
    }
    let exact = only_one_symbol && !messages_only;
    Ok(Lookup::Index(Indexed { expression: parts.join(" AND "), exact, slow: true }))
}

/// What the index knows of one run of a piece that has several.
enum Known {
    /// Its token is one of these, and stands beside those of its neighbours.
    Beside(Vec<String>),
    /// One of these tokens is in the text.
    Somewhere(Vec<String>),
    /// Nothing that would narrow it down.
    Nothing,
}

/// Phrases of which a text that holds these runs one after the other has at least one. The first run may be the end of
/// a longer one, the last the beginning of one; those between are whole. Empty: no text does. `None`: the index does
/// not narrow it down.
fn side_by_side(
    connection: &Connection,
    runs: &[Run<'_>],
    open_start: bool,
    open_end: bool,
) -> Result<Option<Vec<String>>> {
    let mut known = Vec::new();
    let last = runs.len().saturating_sub(1);
    for (at, run) in runs.iter().enumerate().take(MOST_RUNS) {
        let edge = match (at == 0 && open_start, at == last && open_end) {
            (true, true) => Edge::Inside,
            (true, false) => Edge::End,
            (false, true) => Edge::Beginning,
            (false, false) => Edge::Whole,
        };
        known.push(known_of(connection, run, edge, runs.len() == 1)?);
    }
    let none = |known: &Known| matches!(known, Known::Beside(tokens) | Known::Somewhere(tokens) if tokens.is_empty());
    if known.iter().any(none) {
        return Ok(Some(Vec::new()));
    }
    // The longest row of runs with few alternatives, as phrases; else the run with the fewest.
    let mut best: Vec<String> = Vec::new();
    let mut longest = 0;
    for start in 0..known.len() {
        let mut phrases = vec![String::new()];
        for (length, known) in (1..=MOST_BESIDE).zip(&known[start..]) {
            let Known::Beside(tokens) = known else { break };
            if tokens.len() > FEW_WORDS || phrases.len() * tokens.len() > FEW_PHRASES {
                break;
            }
            phrases = phrases
                .iter()
                .flat_map(|phrase| tokens.iter().map(move |token| format!("{phrase} {token}").trim_start().to_owned()))
                .collect();
            if length > longest {
                longest = length;
                best.clone_from(&phrases);
            }
        }
    }
    if longest > 0 {
        return Ok(Some(best));
    }
    let fewest = known.into_iter().filter_map(|known| match known {
        Known::Beside(tokens) | Known::Somewhere(tokens) => Some(tokens),
        Known::Nothing => None,
    });
    Ok(fewest.min_by_key(Vec::len))
}

fn known_of(connection: &Connection, run: &Run<'_>, edge: Edge, alone: bool) -> Result<Known> {
    let characters = run.text.chars().count();
    if run.class == Class::Pair {
        // One character may begin a longer run, and then its token is a pair that we cannot name.
        let open = matches!(edge, Edge::Beginning | Edge::Inside) && characters == 1;
        return Ok(if open { Known::Nothing } else { Known::Beside(vec![pairs(run.text, edge)]) });
    }
    if characters > LONG {
        // Windows of a long run take several places: its neighbours no longer stand beside it.
        let start: String = run.text.chars().take(LONG).collect();
        return Ok(terms(connection, &start, Edge::Inside, MANY_TERMS)?.map_or(Known::Nothing, Known::Somewhere));
    }
    if edge == Edge::Whole {
        return Ok(Known::Beside(vec![run.text.to_owned()]));
    }
    // Very many words end in one or two given letters, and finding them takes long.
    if edge == Edge::End && characters < 3 && !alone {
        return Ok(Known::Nothing);
    }
    Ok(terms(connection, run.text, edge, MANY_TERMS)?.map_or(Known::Nothing, Known::Beside))
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
        (Some(_), None) => format!("{} *", quoted(run)),
        _ => quoted(&pairs(run, Edge::Inside)),
    }
}

/// An FTS5 string of tokens that stand side by side. They hold no quotes (letters, digits and hexadecimal only), and
/// stand in quotes all the same.
fn quoted(tokens: &str) -> String {
    format!("\"{}\"", tokens.replace('"', "\"\""))
}

fn any_of(phrases: &[String]) -> String {
    let mut out = String::new();
    for phrase in phrases {
        let sign = if out.is_empty() { "" } else { " OR " };
        let _ = write!(out, "{sign}{}", quoted(phrase));
    }
    out
}

/// The terms that hold this piece at this edge; `None` where they are more than `most`.
fn terms(connection: &Connection, piece: &str, edge: Edge, most: usize) -> Result<Option<Vec<String>>> {
    let characters: Vec<char> = piece.chars().collect();
    let mut statement;
    let mut rows = if edge == Edge::Beginning {
        statement = connection.prepare_cached("SELECT text FROM term WHERE text BETWEEN ?1 AND ?2")?;
        statement.query([piece, &format!("{piece}{}", char::MAX)])?
    } else if characters.len() < 3 {
        statement = connection.prepare_cached("SELECT text FROM term WHERE instr(text, ?1) > 0")?;
        statement.query([piece])?
    } else {
        let trigrams: Vec<String> =
            characters.windows(3).map(|three| quoted(&three.iter().collect::<String>())).collect();
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
            if found.len() == most {
                return Ok(None);
            }
            found.push(term.to_owned());
        }
    }
    Ok(Some(found))
}
