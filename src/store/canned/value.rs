//! What the variables of a canned reply hold for one chat.

use jiff::tz::TimeZone;
use rusqlite::Connection;

use super::super::change::Change;
use super::super::permit::Permit;
use super::super::read::time;
use crate::error::Result;
use crate::model::field::{FieldType, FieldValue};
use crate::model::status::Status;
use crate::model::template::{Plain, Values};
use crate::model::time::Time;

/// Whose words they will be, and when.
#[derive(Clone, Copy, Debug)]
pub(in crate::store) struct Setting<'a> {
    /// The rep who writes.
    pub rep: i64,
    /// The alias they write under.
    pub alias: Option<&'a str>,
    /// Now.
    pub now: Time,
    /// The zone that moments are told in.
    pub zone: &'a TimeZone,
}

impl<'a> Setting<'a> {
    /// Of whoever acts.
    pub fn of(permit: &Permit, alias: Option<&'a str>, now: Time, zone: &'a TimeZone) -> Self {
        Self { rep: permit.rep(), alias, now, zone }
    }

    /// Of a change under way.
    pub fn of_change(change: &Change<'_>, alias: Option<&'a str>, zone: &'a TimeZone) -> Self {
        Self::of(&change.permit, alias, change.now, zone)
    }

    /// `2026-01-31T09:00:00+01:00`
    fn moment(&self, time: Time) -> String {
        time.timestamp().to_zoned(self.zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }
}

/// The values for the chat with this key, and the language it is in.
pub(super) fn values(connection: &Connection, key: i64, setting: &Setting<'_>) -> Result<(Values, Option<String>)> {
    let mut values = Values::default();
    values.set_text(["now"], Some(setting.moment(setting.now)));
    let (person, language) = of_chat(connection, key, setting, &mut values)?;
    of_person(connection, person, &mut values)?;
    of_rep(connection, setting, &mut values)?;
    let mut fields = connection.prepare_cached(
        "SELECT field.name, field.type, chat_field.value FROM chat_field JOIN field ON field.id = chat_field.field_id
         WHERE chat_field.chat_key = ?1",
    )?;
    set_fields("chat", fields.query([key])?, &mut values)?;
    let mut fields = connection.prepare_cached(
        "SELECT field.name, field.type, person_field.value FROM person_field
         JOIN field ON field.id = person_field.field_id WHERE person_field.person_id = ?1",
    )?;
    set_fields("person", fields.query([person])?, &mut values)?;
    Ok((values, language))
}

/// What the chat itself says: the number of its person, and its language.
fn of_chat(
    connection: &Connection,
    key: i64,
    setting: &Setting<'_>,
    values: &mut Values,
) -> Result<(i64, Option<String>)> {
    let mut statement = connection.prepare_cached(
        "SELECT chat.id, chat.person_id, app.name, chat.status, language.name, chat.description, chat.created_at,
           (SELECT team.name FROM chat_team JOIN team ON team.id = chat_team.team_id
            WHERE chat_team.chat_key = chat.key ORDER BY chat_team.position LIMIT 1)
         FROM chat LEFT JOIN app ON app.id = chat.app_id LEFT JOIN language ON language.id = chat.language_id
         WHERE chat.key = ?1",
    )?;
    let found = statement.query_row([key], |row| {
        values.set(["chat", "number"], Plain::Number(row.get(0)?));
        values.set_text(["chat", "app"], row.get(2)?);
        let status = Status::from_number(row.get(3)?).map(|status| status.name().to_owned());
        values.set_text(["chat", "status"], status);
        let language: Option<String> = row.get(4)?;
        values.set_text(["chat", "language"], language.clone());
        values.set_text(["chat", "description"], row.get(5)?);
        values.set_text(["chat", "created"], time(row.get(6)?).map(|created| setting.moment(created)));
        values.set_text(["team", "name"], row.get(7)?);
        Ok((row.get(1)?, language))
    })?;
    Ok(found)
}

fn of_person(connection: &Connection, person: i64, values: &mut Values) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT name, email, phone, location, country, channel_id, unique_id FROM person WHERE id = ?1",
    )?;
    values.set(["person", "number"], Plain::Number(person));
    statement.query_row([person], |row| {
        let name: Option<String> = row.get(0)?;
        let first = name.as_deref().and_then(|name| name.split_whitespace().next()).map(str::to_owned);
        values.set_text(["person", "name"], name);
        values.set_text(["person", "first_name"], first);
        for (place, detail) in (1..).zip(["email", "phone", "location", "country", "channel_id", "unique_id"]) {
            values.set_text(["person", detail], row.get(place)?);
        }
        Ok(())
    })?;
    Ok(())
}

fn of_rep(connection: &Connection, setting: &Setting<'_>, values: &mut Values) -> Result<()> {
    let mut statement = connection.prepare_cached("SELECT name, email FROM rep WHERE id = ?1")?;
    statement.query_row([setting.rep], |row| {
        let name: String = row.get(0)?;
        values.set_text(["rep", "alias"], Some(setting.alias.unwrap_or(&name).to_owned()));
        values.set_text(["rep", "name"], Some(name));
        values.set_text(["rep", "email"], row.get(1)?);
        Ok(())
    })?;
    Ok(())
}

fn set_fields(owner: &str, mut rows: rusqlite::Rows<'_>, values: &mut Values) -> Result<()> {
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        let kind = FieldType::from_number(row.get(1)?).unwrap_or(FieldType::Text);
        let path = [owner, "field", &name];
        match FieldValue::of(kind, row.get(2)?) {
            FieldValue::Toggle(on) => values.set(path, Plain::Toggle(on)),
            // A fraction stays in the digits that were given.
            FieldValue::Number(digits) => match digits.parse() {
                Ok(number) => values.set(path, Plain::Number(number)),
                Err(_) => values.set_text(path, Some(digits)),
            },
            FieldValue::Text(text) => values.set_text(path, Some(text)),
        }
    }
    Ok(())
}
