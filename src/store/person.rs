//! The people who write to the company: found, listed, read, made, changed, joined.

mod edit;
mod export;
mod join;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use super::Store;
use super::permit::Sight;
use super::read::time;
use crate::error::{Error, Result};
use crate::model::field::{FieldType, FieldValue};
use crate::model::fold::fold;
use crate::model::json;
use crate::model::note::Note;
use crate::model::person::{PersonBan, PersonRow, WholePerson};

pub(super) use edit::{left_as_erased, refuse_erased, refuse_erased_of_chat};
pub use export::Attachment;

/// Which persons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonChoice {
    /// Each is in the name, an address, a number, a place or an ID of theirs.
    pub words: Vec<String>,
    /// Is in the mail address.
    pub email: Option<String>,
    /// Is in the phone number.
    pub phone: Option<String>,
    /// Has this tag.
    pub tag: Option<String>,
    /// Has no chat that is not in the bin.
    pub without_chats: bool,
}

/// What persons are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum PersonSort {
    /// Our number.
    #[default]
    Id,
    /// The name.
    Name,
    /// How many chats, most first.
    Chats,
    /// When the last chat began, newest first.
    LastChat,
}

/// A page of persons.
#[derive(Clone, Debug, Default)]
pub struct PersonPage {
    /// Its rows.
    pub rows: Vec<PersonRow>,
    /// How many there are in all.
    pub total: u64,
}

impl Store {
    /// The number of the person of this name: our number, or exactly one whose mail address, phone number, ID (the
    /// company's, the app's, or `source/ID`) or name it is.
    ///
    /// # Errors
    /// `NotFound` for nobody, `Conflict` where it may be one of several.
    pub fn person_named(&self, name: &str) -> Result<i64> {
        find(&self.connection, name)
    }

    /// How many persons a choice finds.
    pub fn count_persons(&self, choice: &PersonChoice) -> Result<u64> {
        let (visible, values) = visible(&self.sight(), parameters(choice));
        let query = format!("SELECT count(*) FROM person WHERE {}", chosen(&visible));
        Ok(self.connection.prepare_cached(&query)?.query_row(params_from_iter(values), |row| row.get(0))?)
    }

    /// A page of the persons that a choice finds.
    pub fn persons(
        &self,
        choice: &PersonChoice,
        sort: PersonSort,
        reverse: bool,
        (skip, limit): (u64, u64),
    ) -> Result<PersonPage> {
        let moment = self.connection.unchecked_transaction()?;
        // What has no value comes last both ways.
        let order = match (sort, reverse) {
            (PersonSort::Id, false) => "person.id",
            (PersonSort::Id, true) => "person.id DESC",
            (PersonSort::Name, false) => "person.name IS NULL, person.name COLLATE NOCASE, person.id",
            (PersonSort::Name, true) => "person.name IS NULL, person.name COLLATE NOCASE DESC, person.id",
            (PersonSort::Chats, false) => "chats DESC, person.id",
            (PersonSort::Chats, true) => "chats, person.id",
            (PersonSort::LastChat, false) => "last_chat DESC NULLS LAST, person.id",
            (PersonSort::LastChat, true) => "last_chat NULLS LAST, person.id",
        };
        let (visible, values) = visible(&self.sight(), parameters(choice));
        let (rows, chosen) = (rows(&visible), chosen(&visible));
        let query = format!("{rows} WHERE {chosen} ORDER BY {order} LIMIT {limit} OFFSET {skip}");
        let mut statement = moment.prepare(&query)?;
        let mut rows: Vec<PersonRow> =
            statement.query_map(params_from_iter(values), row)?.collect::<rusqlite::Result<_>>()?;
        for row in &mut rows {
            row.tags = tags(&moment, row.id)?;
        }
        Ok(PersonPage { rows, total: self.count_persons(choice)? })
    }

    /// The rows of these persons.
    pub fn person_rows(&self, ids: &[i64]) -> Result<Vec<PersonRow>> {
        ids.iter().map(|id| person_row(&self.connection, &self.sight(), *id)).collect()
    }

    /// All that is kept of a person, as far as it exists for whoever asks.
    pub fn whole_person(&self, id: i64) -> Result<WholePerson> {
        let moment = self.connection.unchecked_transaction()?;
        whole(&moment, &self.sight(), id)
    }
}

/// The columns that tell who somebody is, as one text of lines. No word of a search holds a line feed.
const KNOWN_BY: &str = "concat_ws(char(10), person.name, person.email, person.phone, person.location, person.country,
    person.ip_address, person.channel_id, person.unique_id, person.external_id)";

/// What must hold for a chat that exists for somebody, and the values for it behind these.
pub(super) fn visible(sight: &Sight, mut values: Vec<Value>) -> (String, Vec<Value>) {
    let Some(condition) = sight.condition() else { return ("1".to_owned(), values) };
    let mut parts = condition.text.split('?');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for (place, part) in (values.len() + 1..).zip(parts) {
        text.push_str(&format!("?{place}{part}"));
    }
    values.extend(condition.values);
    (text, values)
}

/// What must hold for a person that is chosen.
fn chosen(visible: &str) -> String {
    format!(
        "NOT EXISTS (SELECT 1 FROM json_each(?1) AS word WHERE NOT folded_contains({KNOWN_BY}, word.value))
         AND (?2 IS NULL OR folded_contains(person.email, ?2)) AND (?3 IS NULL OR folded_contains(person.phone, ?3))
         AND (?4 IS NULL OR EXISTS (SELECT 1 FROM person_tag JOIN tag ON tag.id = person_tag.tag_id
           WHERE person_tag.person_id = person.id AND tag.folded = ?4))
         AND (NOT ?5 OR NOT EXISTS (SELECT 1 FROM chat WHERE chat.person_id = person.id
           AND chat.deleted_at IS NULL AND {visible}))"
    )
}

/// The values of [`chosen`].
fn parameters(choice: &PersonChoice) -> Vec<Value> {
    let mut words = vec![b'['];
    for word in &choice.words {
        if words.len() > 1 {
            words.push(b',');
        }
        json::push_string(&fold(word), &mut words);
    }
    words.push(b']');
    let folded = |text: &Option<String>| text.as_deref().map(|text| fold(text).into_owned()).into();
    vec![
        String::from_utf8(words).unwrap_or_default().into(),
        folded(&choice.email),
        folded(&choice.phone),
        folded(&choice.tag),
        choice.without_chats.into(),
    ]
}

/// Rows of persons, but for their tags.
fn rows(visible: &str) -> String {
    format!(
        "SELECT person.id, person.name, person.email, person.phone, person.location, person.country,
           person.ip_address, person.channel_id, person.unique_id,
           (SELECT source.name FROM source WHERE source.id = person.source_id), person.external_id,
           (SELECT count(*) FROM chat WHERE chat.person_id = person.id AND chat.deleted_at IS NULL
             AND {visible}) AS chats,
           (SELECT min(chat.created_at) FROM chat WHERE chat.person_id = person.id AND chat.deleted_at IS NULL
             AND {visible}) AS first_chat,
           (SELECT max(chat.created_at) FROM chat WHERE chat.person_id = person.id AND chat.deleted_at IS NULL
             AND {visible}) AS last_chat,
           (SELECT count(*) FROM ban WHERE ban.person_id = person.id) AS bans, person.erased_at
         FROM person"
    )
}

/// One of [`rows`].
fn row(row: &Row<'_>) -> rusqlite::Result<PersonRow> {
    Ok(PersonRow {
        id: row.get(0)?,
        name: row.get(1)?,
        email: row.get(2)?,
        phone: row.get(3)?,
        location: row.get(4)?,
        country: row.get(5)?,
        ip: row.get(6)?,
        channel_id: row.get(7)?,
        unique_id: row.get(8)?,
        source: row.get(9)?,
        external_id: row.get(10)?,
        chats: row.get(11)?,
        first_chat: time(row.get(12)?),
        last_chat: time(row.get(13)?),
        bans: row.get(14)?,
        erased: time(row.get(15)?),
        tags: Vec::new(),
        fields: Vec::new(),
    })
}

/// The row of a person, as far as it exists for somebody.
pub(super) fn person_row(connection: &Connection, sight: &Sight, id: i64) -> Result<PersonRow> {
    let (visible, values) = visible(sight, vec![id.into()]);
    let query = format!("{} WHERE person.id = ?1", rows(&visible));
    let found = connection.prepare_cached(&query)?.query_row(params_from_iter(values), row).optional()?;
    let mut found = found.ok_or_else(|| nobody(&id.to_string()))?;
    found.tags = tags(connection, id)?;
    Ok(found)
}

/// What is known of a person, whoever asks.
pub(super) fn details(connection: &Connection, id: i64) -> Result<PersonRow> {
    person_row(connection, &Sight::default(), id)
}

/// The custom fields of a person, in their order.
pub(super) fn fields(connection: &Connection, id: i64) -> Result<Vec<(String, FieldValue)>> {
    let mut statement = connection.prepare_cached(
        "SELECT field.name, field.type, person_field.value FROM person_field
         JOIN field ON field.id = person_field.field_id WHERE person_field.person_id = ?1
         ORDER BY person_field.position, field.id",
    )?;
    let fields = statement.query_map([id], |row| {
        let kind = FieldType::from_number(row.get(1)?).unwrap_or(FieldType::Text);
        Ok((row.get(0)?, FieldValue::of(kind, row.get(2)?)))
    })?;
    Ok(fields.collect::<rusqlite::Result<_>>()?)
}

fn tags(connection: &Connection, person: i64) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT tag.name FROM person_tag JOIN tag ON tag.id = person_tag.tag_id WHERE person_tag.person_id = ?1
         ORDER BY person_tag.position, tag.id",
    )?;
    Ok(statement.query_map([person], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

fn whole(connection: &Connection, sight: &Sight, id: i64) -> Result<WholePerson> {
    let row = person_row(connection, sight, id)?;
    let fields = fields(connection, id)?;
    let mut statement = connection.prepare_cached(
        "SELECT written_at, author, text, color FROM person_note WHERE person_id = ?1 ORDER BY number",
    )?;
    let notes = statement.query_map([id], |row| {
        Ok(Note { at: time(row.get(0)?), author: row.get(1)?, text: row.get(2)?, color: row.get(3)?, extra: None })
    })?;
    let notes = notes.collect::<rusqlite::Result<_>>()?;
    let (visible, values) = visible(sight, vec![id.into()]);
    let query = format!(
        "SELECT chat.id FROM chat WHERE chat.person_id = ?1 AND chat.deleted_at IS NULL AND {visible} ORDER BY key DESC"
    );
    let mut statement = connection.prepare_cached(&query)?;
    let chats = statement.query_map(params_from_iter(values.iter()), |row| row.get(0))?;
    let chats = chats.collect::<rusqlite::Result<_>>()?;
    let query =
        format!("SELECT count(*) FROM chat WHERE chat.person_id = ?1 AND chat.deleted_at IS NOT NULL AND {visible}");
    let chats_in_bin = connection.prepare_cached(&query)?.query_row(params_from_iter(values), |row| row.get(0))?;
    let mut statement = connection.prepare_cached(
        "SELECT reason, started_at, ends_at, lifted_at, replaced_by IS NOT NULL FROM ban WHERE person_id = ?1 ORDER BY started_at, id",
    )?;
    let bans = statement.query_map([id], |row| {
        Ok(PersonBan {
            reason: if sight.hides_reasons() { String::new() } else { row.get(0)? },
            started: time(row.get(1)?),
            ends: time(row.get(2)?),
            lifted: time(row.get(3)?),
            replaced: row.get(4)?,
        })
    })?;
    let bans = bans.collect::<rusqlite::Result<_>>()?;
    Ok(WholePerson { row, fields, notes, chats, chats_in_bin, bans })
}

/// The number of the person of this name.
pub(super) fn find(connection: &Connection, name: &str) -> Result<i64> {
    let digits = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    let numbered: Option<i64> = match name.parse::<i64>() {
        Ok(id) if digits => connection
            .prepare_cached("SELECT id FROM person WHERE id = ?1")?
            .query_row([id], |row| row.get(0))
            .optional()?,
        _ => None,
    };
    if let Some(id) = numbered {
        return Ok(id);
    }
    let mut statement = connection.prepare_cached(
        "SELECT person.id FROM person LEFT JOIN source ON source.id = person.source_id
         WHERE folded_equals(person.email, ?1) OR folded_equals(person.phone, ?1)
         OR folded_equals(person.unique_id, ?1) OR folded_equals(person.channel_id, ?1)
         OR folded_equals(person.name, ?1) OR ?2 IN (person.external_id, source.name || '/' || person.external_id)
         ORDER BY person.id LIMIT 11",
    )?;
    let found = statement.query_map((&*fold(name), name), |row| row.get(0))?;
    let found: Vec<i64> = found.collect::<rusqlite::Result<_>>()?;
    match found[..] {
        [] => Err(nobody(name)),
        [id] => Ok(id),
        _ => {
            let more = if found.len() > 10 { " …" } else { "" };
            let ids: Vec<String> = found.iter().take(10).map(i64::to_string).collect();
            Err(Error::conflict(format!("{name} may be one of several persons"))
                .hint(format!("name them by number: {}{more}", ids.join(", "))))
        }
    }
}

fn nobody(name: &str) -> Error {
    Error::not_found(format!("no person {name}")).hint("livechats person list shows who there is")
}
