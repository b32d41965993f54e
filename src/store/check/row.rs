//! Rows against their digests, and which chats show a row that belongs to none.

use rusqlite::Connection;

use super::{Check, Tell};
use crate::error::Result;
use crate::model::finding::{Finding, Kind};
use crate::store::digest::compare::{Differing, How, compare};
use crate::store::journal::{ATTACHMENT, AUTHOR, CHAT, FIELD, PERSON, REP, TEAM};

/// Chats that a finding names.
const NAMED: i64 = 5;

/// Tags, holds, apps, sources and languages, by their numbers in the journal.
const TAG: i64 = 7;
const HOLD: i64 = 18;
const APP: i64 = 102;
const SOURCE: i64 = 103;
const LANGUAGE: i64 = 104;

impl Check<'_> {
    pub(super) fn rows(&self, tell: Tell<'_>) -> Result<()> {
        let mut found = |differing: Differing| tell(finding_of(self.moment, differing)?);
        compare(self.moment, &|block| self.data.has_block(block), &mut found, self.step)
    }
}

/// A difference as a finding: with its chat, or with those that show the row.
pub fn finding_of(moment: &Connection, differing: Differing) -> Result<Finding> {
    let (kind, so) = words(differing);
    let number = differing.number;
    if differing.owner == CHAT {
        return Ok(Finding::of_chat(kind, Some(number), so));
    }
    let shown = shown(moment, differing.owner, number)?;
    let of = format!("{} {number}: {so}", differing.name);
    Ok(match shown {
        Some(Shown { chats: 1, first }) => {
            Finding { chats: Some(1), ..Finding::of_chat(kind, first.first().copied(), of) }
        }
        Some(Shown { chats: chats @ 2.., first }) => {
            let named: Vec<String> = first.iter().map(i64::to_string).collect();
            let more = chats - i64::try_from(first.len()).unwrap_or_default();
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let text = format!("{of}; shown in chats {}{more}", named.join(", "));
            Finding { chats: Some(chats), ..Finding::of(kind, text) }
        }
        _ => Finding::of(kind, of),
    })
}

/// What is wrong with rows, of which somebody else tells whose they are.
fn words(differing: Differing) -> (Kind, String) {
    let Differing { table, name, how, .. } = differing;
    let a = match (table, name.starts_with(['a', 'e', 'i', 'o', 'u'])) {
        ("chat", _) => "its own row".to_owned(),
        (_, true) => format!("an {name}"),
        (_, false) => format!("a {name}"),
    };
    match how {
        How::Changed => (Kind::Changed, format!("{a} is not as it was written")),
        How::Gone => (Kind::Gone, format!("{a} that was written is gone")),
        How::Unknown => (Kind::Unknown, format!("{a} has no digest: another program wrote it")),
        How::Unreadable => (Kind::Unreadable, format!("{a} cannot be read")),
        How::NoText => (Kind::Text, format!("{a} has a text that is not UTF-8")),
    }
}

/// Chats that show a row.
struct Shown {
    chats: i64,
    first: Vec<i64>,
}

/// Which chats show a row of a table: of those that chats show. They are told of even where it is gone.
fn shown(moment: &Connection, noun: i64, number: i64) -> Result<Option<Shown>> {
    let keys = match noun {
        PERSON => "SELECT key FROM chat WHERE person_id = ?1",
        TAG => "SELECT chat_key FROM chat_tag WHERE tag_id = ?1",
        TEAM => "SELECT chat_key FROM chat_team WHERE team_id = ?1",
        HOLD => "SELECT chat_key FROM chat_hold WHERE hold_id = ?1",
        FIELD => "SELECT chat_key FROM chat_field WHERE field_id = ?1",
        APP => "SELECT key FROM chat WHERE app_id = ?1",
        SOURCE => {
            "SELECT key FROM chat WHERE source_id = ?1 OR person_id IN (SELECT id FROM person WHERE source_id = ?1)"
        }
        LANGUAGE => "SELECT key FROM chat WHERE language_id = ?1",
        AUTHOR => "SELECT DISTINCT chat_key FROM message WHERE author_id = ?1",
        ATTACHMENT => "SELECT chat_key FROM attachment WHERE id = ?1",
        REP => {
            "SELECT key FROM chat WHERE assignee_id = ?1 UNION SELECT DISTINCT chat_key FROM message
             WHERE author_id IN (SELECT id FROM author WHERE rep_id = ?1)"
        }
        _ => return Ok(None),
    };
    let sql = format!("SELECT id FROM chat WHERE key IN ({keys}) ORDER BY id");
    let chats: i64 =
        moment.prepare_cached(&format!("SELECT count(*) FROM ({sql})"))?.query_row([number], |row| row.get(0))?;
    let mut statement = moment.prepare_cached(&format!("{sql} LIMIT {NAMED}"))?;
    let first = statement.query_map([number], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(Some(Shown { chats, first }))
}
