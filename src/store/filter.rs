//! The top of a filter taken apart: what a list best follows, and what else must hold.

use rusqlite::Connection;

use super::condition::{Compiler, ROW, Sql, texts};
use super::search::{self, Indexed, Lookup, MANY_TERMS, SEVERAL};
use crate::error::Result;
use crate::model::time::Time;
use crate::query::{Filter, LabelKey, LabelTest, Term, TextScope, TimeKey, TimeRange};

/// What a walk over the chats best follows.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Guide {
    /// The chats themselves, or the index of one of their columns that SQLite chooses.
    #[default]
    Chats,
    /// The chats with this tag.
    Tag(i64),
    /// The chats of this FTS5 expression.
    Search(String),
}

/// The top of a filter, taken apart.
#[derive(Debug, Default)]
pub struct Conditions {
    /// What to follow. It holds for every chat and is not said again.
    pub guide: Guide,
    /// Creation times that every chat has.
    pub created: Option<TimeRange>,
    /// Whether words were left to the texts that the index knows of.
    pub slow: bool,
    /// What else must hold, all of it.
    pub rest: Vec<Sql>,
}

/// Up to this many chats with a tag, the tag leads and texts are asked directly.
const RARE: i64 = 2000;

/// How words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// By the index of search, where it helps.
    ByIndex,
    /// By the index where it is quick to begin, else in the texts themselves, chat after chat.
    ByWalking,
}

/// Takes the top of a filter apart, and finds what narrows it down most: a rare tag, the words, a rep (whose chats have
/// an index in order), any tag.
pub fn conditions(connection: &Connection, filter: &Filter, now: Time, words: Words) -> Result<Conditions> {
    let compiler = Compiler { connection, now };
    let parts = match filter {
        Filter::All(parts) => parts.as_slice(),
        other => std::slice::from_ref(other),
    };
    let mut conditions = Conditions { created: created(parts), ..Conditions::default() };
    let tag = rarest_tag(&compiler, parts)?;
    let rare = tag.is_some_and(|tag| tag.chats <= RARE);
    let mut expressions = Vec::new();
    for part in parts {
        let Filter::Term(Term::Contains(scope @ (TextScope::Anywhere | TextScope::Messages), piece)) = part else {
            continue;
        };
        if rare {
            conditions.rest.push(texts(*scope, piece));
            continue;
        }
        let found = match words {
            Words::ByIndex => search::look_up(connection, piece, *scope == TextScope::Messages, MANY_TERMS)?,
            // Very many words hold one or two given letters: even to ask which takes longer than most walks.
            Words::ByWalking if is_short(piece) => Lookup::Texts,
            Words::ByWalking => search::look_up(connection, piece, *scope == TextScope::Messages, SEVERAL)?,
        };
        match found {
            Lookup::Nowhere => conditions.rest.push(Sql::new("0", [])),
            Lookup::Index(Indexed { expression, exact, slow }) if words == Words::ByIndex || !slow => {
                expressions.push(format!("({expression})"));
                if !exact {
                    conditions.rest.push(texts(*scope, piece));
                }
            }
            Lookup::Texts | Lookup::Index(_) => {
                conditions.slow = true;
                conditions.rest.push(texts(*scope, piece));
            }
        }
    }
    let assigned = parts.iter().any(|part| matches!(part, Filter::Term(Term::Label(LabelKey::Assignee, _))));
    conditions.guide = match tag {
        _ if !expressions.is_empty() => Guide::Search(expressions.join(" AND ")),
        Some(tag) if rare || !assigned => Guide::Tag(tag.id),
        _ => Guide::Chats,
    };
    for (place, part) in parts.iter().enumerate() {
        let said = match part {
            Filter::Term(Term::Contains(TextScope::Anywhere | TextScope::Messages, _)) => true,
            _ => matches!(conditions.guide, Guide::Tag(_)) && tag.is_some_and(|tag| tag.place == place),
        };
        if !said {
            conditions.rest.push(compiler.condition(part)?);
        }
    }
    if conditions.rest.len() > ROW {
        conditions.rest = vec![Sql::joined(conditions.rest, " AND ", "1")];
    }
    Ok(conditions)
}

/// Whether a piece has only one or two characters.
fn is_short(piece: &str) -> bool {
    piece.chars().nth(2).is_none()
}

/// A tag that every chat has.
#[derive(Clone, Copy)]
struct TagOf {
    id: i64,
    chats: i64,
    /// Which of the conditions says so.
    place: usize,
}

/// The rarest of the tags that every chat has to have.
fn rarest_tag(compiler: &Compiler<'_>, parts: &[Filter]) -> Result<Option<TagOf>> {
    let mut rarest: Option<TagOf> = None;
    for (place, part) in parts.iter().enumerate() {
        if let Filter::Term(Term::Label(LabelKey::Tag, LabelTest::Is(name))) = part
            && let [id] = compiler.ids("SELECT id FROM tag WHERE folded = ?1", name)?[..]
        {
            let mut count = compiler.connection.prepare_cached("SELECT live_chats FROM tag WHERE id = ?1")?;
            let chats = count.query_row([id], |row| row.get(0))?;
            if rarest.is_none_or(|rarest| chats < rarest.chats) {
                rarest = Some(TagOf { id, chats, place });
            }
        }
    }
    Ok(rarest)
}

/// The creation times that all of these leave.
fn created(parts: &[Filter]) -> Option<TimeRange> {
    let ranges = parts.iter().filter_map(|part| match part {
        Filter::Term(Term::Time(TimeKey::Created, range)) => *range,
        _ => None,
    });
    ranges.reduce(both)
}

fn both(one: TimeRange, other: TimeRange) -> TimeRange {
    let until = match (one.until, other.until) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    TimeRange { from: one.from.max(other.from), until }
}
