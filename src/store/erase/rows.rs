//! The rows of an erasure: what they become, and what is left to look for.

use std::collections::{BTreeMap, HashSet};

use rusqlite::{Connection, OptionalExtension};

use super::stand_in::{self, StandIns};
use super::{bans, record};
use crate::error::Result;
use crate::model::chat::WholeChat;
use crate::model::fold::fold;
use crate::model::interaction::FEEDBACK_REQUEST;
use crate::model::person::PersonRow;
use crate::store::change::Change;
use crate::store::clear::is_used;
use crate::store::index::index_again;
use crate::store::journal::AUTHOR;
use crate::store::probe::{self, Probe};
use crate::store::read::Reader;
use crate::store::search::{Lookup, MANY_TERMS, look_up};
use crate::store::tokens::{Place, Tokens};

/// Words that are looked for at most; so many already tell whether anything was overlooked.
const MOST_WORDS: usize = 10_000;

/// What was taken away, and what is to be looked for.
#[derive(Debug)]
pub struct Begun {
    /// How many of what.
    pub counts: BTreeMap<&'static str, u64>,
    /// The words.
    pub probe: Probe,
    /// What admins named after the person, which stays: the table, and how many rows.
    pub named: BTreeMap<String, u64>,
}

impl Begun {
    /// What is left for the proof, as a text to be kept.
    pub fn to_text(&self) -> String {
        let mut text = self.probe.to_text();
        for (table, rows) in &self.named {
            text.push_str(&format!("\n{table} {rows}"));
        }
        text
    }

    /// The probe, and where the person is named, from the text that was kept.
    pub fn from_text(text: &str) -> Option<(Probe, BTreeMap<String, u64>)> {
        let mut lines = text.lines();
        let probe = Probe::from_text(lines.next()?)?;
        let named = lines.map(|line| {
            let (table, rows) = line.split_once(' ')?;
            Some((table.to_owned(), rows.parse().ok()?))
        });
        Some((probe, named.collect::<Option<_>>()?))
    }
}

/// What a person's texts were made of.
#[derive(Debug, Default)]
struct Texts {
    pieces: HashSet<String>,
    terms: HashSet<String>,
}

impl Texts {
    fn add(&mut self, text: &str) {
        probe::pieces(text, |piece| fold(piece).into_owned(), &mut self.pieces);
    }

    /// A text that is in the index too.
    fn add_indexed(&mut self, text: &str) {
        self.add(text);
        let mut tokens = Tokens::default();
        tokens.add(Place::Thread, text);
        self.terms.extend(tokens.thread.split(' ').filter(|term| !term.is_empty()).map(str::to_owned));
    }

    fn add_chat(&mut self, chat: &WholeChat) {
        for message in &chat.messages {
            self.add_indexed(&message.text);
            self.add(message.extra.as_deref().filter(|extra| *extra != FEEDBACK_REQUEST).unwrap_or_default());
        }
        self.add_indexed(chat.description.as_deref().unwrap_or_default());
        for note in &chat.notes {
            self.add(&note.text);
            self.add(note.extra.as_deref().unwrap_or_default());
        }
        for (_, value) in &chat.fields {
            self.add(value.text());
        }
        self.add(chat.rating.as_ref().and_then(|rating| rating.comment.as_deref()).unwrap_or_default());
    }
}

/// Takes the words of a person out of every row.
pub fn erase(change: &mut Change<'_>, person: &PersonRow, pseudonymise: bool, salt: &[u8]) -> Result<Begun> {
    let connection = change.transaction;
    let mut counts = BTreeMap::new();
    let mut texts = Texts::default();
    let mut statement = connection.prepare("SELECT key FROM chat WHERE person_id = ?1 ORDER BY key")?;
    let keys: Vec<i64> = statement.query_map([person.id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let stand_ins = pseudonymise.then(|| StandIns::of(person));
    texts.add_indexed(person.name.as_deref().unwrap_or_default());
    for key in &keys {
        if stand_ins.is_none() {
            texts.add_chat(&Reader::new(connection).whole(*key)?);
        }
        let mut names = connection.prepare_cached("SELECT name FROM attachment WHERE chat_key = ?1")?;
        let mut rows = names.query([key])?;
        while let Some(row) = rows.next()? {
            texts.add(row.get_ref(0)?.as_str().unwrap_or_default());
        }
    }
    of_the_person(connection, person, &mut texts, &mut counts)?;
    let persons = record::merged(connection, person.id)?;
    let bans = bans::take(connection, person.id, &persons)?;
    bans.words.iter().for_each(|word| texts.add(word));
    counts.insert("ban_identifiers", bans.identifiers);
    counts.insert("ban_notes", bans.notes);
    for key in &keys {
        match &stand_ins {
            None => empty_chat(change, *key, &mut counts)?,
            Some(stand_ins) => disguise_chat(change, *key, stand_ins, &mut counts)?,
        }
        hide_external_id(connection, *key, person)?;
    }
    counts.insert("chats", keys.len() as u64);
    for author in authors(connection, person, &keys)? {
        change.touch(AUTHOR, author);
    }
    participants(change, person)?;
    let (name, email) = match pseudonymise {
        true => (Some(stand_in::name(person.id)), Some(stand_in::email(person.id))),
        false => (None, None),
    };
    connection.execute(
        "UPDATE person SET name = ?2, email = ?3, phone = NULL, location = NULL, country = NULL, ip_address = NULL,
           channel_id = NULL, unique_id = NULL, external_id = NULL, erased_at = ?4
         WHERE id = ?1",
        (person.id, name, email, change.now.micros()),
    )?;
    for key in &keys {
        index_again(connection, *key)?;
    }
    let mut known = record::former(connection, &persons)?;
    known.push(person.clone());
    let old =
        record::empty_rows(connection, person.id, &persons, &keys)? + bans.empty_record(connection, &persons)? as u64;
    counts.insert("old_rows", old);
    let salt = salt.iter().take(8).fold(0, |salt, byte| salt << 8 | u64::from(*byte));
    let probe = what_to_look_for(connection, person, texts, salt)?;
    counts.insert("old_words", record::empty_words(connection, &known, &probe)?);
    counts.retain(|_, count| *count > 0);
    Ok(Begun { counts, probe, named: record::named(connection, &known)? })
}

/// Custom fields, notes and tags of the person themselves.
fn of_the_person(
    connection: &Connection,
    person: &PersonRow,
    texts: &mut Texts,
    counts: &mut BTreeMap<&'static str, u64>,
) -> Result<()> {
    for (name, read, delete) in [
        (
            "fields",
            "SELECT value FROM person_field WHERE person_id = ?1",
            "DELETE FROM person_field WHERE person_id = ?1",
        ),
        ("notes", "SELECT text FROM person_note WHERE person_id = ?1", "DELETE FROM person_note WHERE person_id = ?1"),
        ("tags", "SELECT '' FROM person_tag WHERE person_id = ?1", "DELETE FROM person_tag WHERE person_id = ?1"),
    ] {
        let mut statement = connection.prepare(read)?;
        let mut rows = statement.query([person.id])?;
        while let Some(row) = rows.next()? {
            texts.add(row.get_ref(0)?.as_str().unwrap_or_default());
        }
        *counts.entry(name).or_default() += connection.execute(delete, [person.id])? as u64;
    }
    Ok(())
}

/// A chat becomes a shell: who had it, when, how long and how it was rated stays, and no word.
fn empty_chat(change: &Change<'_>, key: i64, counts: &mut BTreeMap<&'static str, u64>) -> Result<()> {
    // That a line asked for feedback is no word of anybody, and goes on to count.
    *counts.entry("messages").or_default() += change
        .transaction
        .prepare_cached("UPDATE message SET text = '', extra = iif(extra = ?2, extra, NULL) WHERE chat_key = ?1")?
        .execute((key, FEEDBACK_REQUEST))? as u64;
    for (name, statement) in [
        ("notes", "DELETE FROM note WHERE chat_key = ?1"),
        ("fields", "DELETE FROM chat_field WHERE chat_key = ?1"),
        ("attachments", "DELETE FROM attachment WHERE chat_key = ?1"),
    ] {
        *counts.entry(name).or_default() += change.transaction.prepare_cached(statement)?.execute([key])? as u64;
    }
    change
        .transaction
        .prepare_cached(
            "UPDATE chat SET description = NULL, rating_comment = NULL, participants = NULL, changed_by = ?2
             WHERE key = ?1",
        )?
        .execute([key, change.operation])?;
    Ok(())
}

/// A chat keeps its texts, with stand-ins for who the person is. Attachments cannot be kept so, and go.
fn disguise_chat(
    change: &Change<'_>,
    key: i64,
    stand_ins: &StandIns,
    counts: &mut BTreeMap<&'static str, u64>,
) -> Result<()> {
    let connection = change.transaction;
    for (name, read, write) in [
        (
            "messages",
            "SELECT number, text FROM message WHERE chat_key = ?1",
            "UPDATE message SET text = ?3 WHERE chat_key = ?1 AND number = ?2",
        ),
        (
            "notes",
            "SELECT number, text FROM note WHERE chat_key = ?1",
            "UPDATE note SET text = ?3 WHERE chat_key = ?1 AND number = ?2",
        ),
        (
            "fields",
            "SELECT field_id, value FROM chat_field WHERE chat_key = ?1",
            "UPDATE chat_field SET value = ?3 WHERE chat_key = ?1 AND field_id = ?2",
        ),
        (
            "descriptions",
            "SELECT 0, description FROM chat WHERE key = ?1 AND description IS NOT NULL",
            "UPDATE chat SET description = ?3 WHERE key = ?1 + ?2",
        ),
        (
            "rating_comments",
            "SELECT 0, rating_comment FROM chat WHERE key = ?1 AND rating_comment IS NOT NULL",
            "UPDATE chat SET rating_comment = ?3 WHERE key = ?1 + ?2",
        ),
    ] {
        let mut statement = connection.prepare_cached(read)?;
        let rows = statement.query_map([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let rows: Vec<(i64, String)> = rows.collect::<rusqlite::Result<_>>()?;
        for (number, text) in rows {
            if let Some(text) = stand_ins.put(&text) {
                connection.prepare_cached(write)?.execute((key, number, text))?;
                *counts.entry(name).or_default() += 1;
            }
        }
    }
    *counts.entry("attachments").or_default() +=
        connection.prepare_cached("DELETE FROM attachment WHERE chat_key = ?1")?.execute([key])? as u64;
    connection
        .prepare_cached("UPDATE message SET extra = NULL WHERE chat_key = ?1 AND extra <> ?2")?
        .execute((key, FEEDBACK_REQUEST))?;
    connection
        .prepare_cached("UPDATE note SET extra = NULL WHERE chat_key = ?1 AND extra IS NOT NULL")?
        .execute([key])?;
    connection
        .prepare_cached("UPDATE chat SET participants = NULL, changed_by = ?2 WHERE key = ?1")?
        .execute([key, change.operation])?;
    Ok(())
}

/// The source's ID of a chat stays, so that a later import of the same file knows it; but not where it tells who the
/// person is.
fn hide_external_id(connection: &Connection, key: i64, person: &PersonRow) -> Result<()> {
    let mut statement = connection.prepare_cached("SELECT id, external_id FROM chat WHERE key = ?1")?;
    let (id, external): (i64, Option<String>) = statement.query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let tells = external.is_some_and(|external| {
        let external = fold(&external).into_owned();
        identifiers(person).any(|known| known.len() >= 4 && external.contains(&*fold(known)))
    });
    if tells {
        connection
            .prepare_cached("UPDATE chat SET external_id = ?2 WHERE key = ?1")?
            .execute((key, format!("erased-{id}")))?;
    }
    Ok(())
}

/// The source's word for the person as an author. Where it is their ID it was theirs in every chat; any other word for
/// them may be another's elsewhere, so there their messages get an author without a name, and the clearing forgets
/// the word if nobody's are left. Gives the authors that changed.
fn authors(connection: &Connection, person: &PersonRow, keys: &[i64]) -> Result<Vec<i64>> {
    let mut forget = connection.prepare_cached(
        "UPDATE author SET name = NULL WHERE kind = 1 AND name = ?1
         AND source_id IS (SELECT id FROM source WHERE name = ?2) RETURNING id",
    )?;
    let forgotten = forget.query_map((&person.external_id, &person.source), |row| row.get(0))?;
    let forgotten = forgotten.collect::<rusqlite::Result<_>>()?;
    let mut find = connection.prepare_cached(
        "SELECT DISTINCT message.author_id FROM message JOIN author ON author.id = message.author_id
         WHERE message.chat_key = ?1 AND author.kind = 1 AND author.name IS NOT NULL",
    )?;
    let mut change =
        connection.prepare_cached("UPDATE message SET author_id = ?3 WHERE chat_key = ?1 AND author_id = ?2")?;
    for key in keys {
        let named: Vec<i64> = find.query_map([key], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for author in named {
            change.execute([*key, author, nameless(connection, author)?])?;
        }
    }
    Ok(forgotten)
}

/// The author of the same kind and source without a name.
fn nameless(connection: &Connection, author: i64) -> Result<i64> {
    let known = connection
        .prepare_cached(
            "SELECT other.id FROM author JOIN author AS other ON other.kind = author.kind
             AND other.source_id IS author.source_id AND other.name IS NULL AND other.rep_id IS NULL
             WHERE author.id = ?1 ORDER BY other.id LIMIT 1",
        )?
        .query_row([author], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    connection
        .execute("INSERT INTO author (kind, source_id) SELECT kind, source_id FROM author WHERE id = ?1", [author])?;
    Ok(connection.last_insert_rowid())
}

/// The person among those who took part in chats of others.
fn participants(change: &Change<'_>, person: &PersonRow) -> Result<()> {
    change.transaction.execute(
        "UPDATE chat SET changed_by = ?3, participants = (SELECT nullif(json_group_array(value), '[]')
           FROM json_each(participants) WHERE value <> ?1)
         WHERE participants IS NOT NULL AND source_id IS (SELECT id FROM source WHERE name = ?2)
         AND EXISTS (SELECT 1 FROM json_each(participants) WHERE value = ?1)",
        (&person.external_id, &person.source, change.operation),
    )?;
    Ok(())
}

/// What tells who a person is.
fn identifiers(person: &PersonRow) -> impl Iterator<Item = &str> {
    [&person.name, &person.email, &person.phone, &person.ip, &person.channel_id, &person.unique_id, &person.external_id]
        .into_iter()
        .flatten()
        .map(String::as_str)
}

/// The words that were only theirs, and what tells who they are. Asked when their rows hold nothing any more: what the
/// index finds now is another's.
fn what_to_look_for(connection: &Connection, person: &PersonRow, texts: Texts, salt: u64) -> Result<Probe> {
    let mut probe = Probe::new(salt);
    for word in identifiers(person) {
        probe.add(word, true);
        probe.add(&fold(word), true);
    }
    let mut pieces: Vec<String> = texts.pieces.into_iter().collect();
    // The longest tell best.
    pieces.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
    for piece in pieces.into_iter().take(MOST_WORDS) {
        if is_nowhere(connection, &fold(&piece))? {
            probe.add(&piece, false);
        }
    }
    for term in texts.terms.into_iter().take(MOST_WORDS) {
        if !is_used(connection, &term)? {
            probe.add_term(&term);
        }
    }
    Ok(probe)
}

/// Whether no chat holds a folded piece.
fn is_nowhere(connection: &Connection, piece: &str) -> Result<bool> {
    Ok(match look_up(connection, piece, false, MANY_TERMS)? {
        Lookup::Nowhere => true,
        Lookup::Texts => false,
        Lookup::Index(indexed) => {
            let mut statement = connection.prepare_cached("SELECT 1 FROM search WHERE search MATCH ?1 LIMIT 1")?;
            statement.query_row([indexed.expression], |_| Ok(())).optional()?.is_none()
        }
    })
}
