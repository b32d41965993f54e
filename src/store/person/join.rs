//! Two persons who are one.

use rusqlite::Connection;

use super::edit::{refuse_erased, touch_chats};
use super::{details, fields};
use crate::error::{Error, Result};
use crate::model::person::PersonRow;
use crate::store::change::Act;
use crate::store::{Actor, Store};

/// What became of a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The operation.
    pub operation: i64,
    /// Chats that moved.
    pub chats: i64,
    /// Details that both had and that differ: they are kept in a note.
    pub differing: usize,
}

impl Store {
    /// Moves all that belongs to the person `from` to the person `into`, and removes `from`. Where both have a detail or
    /// a custom field, that of `into` stays and the other is kept in a note.
    ///
    /// # Errors
    /// `Usage` for one person twice, `Conflict` where one of them was erased.
    pub fn merge_persons(&mut self, actor: &Actor, from: i64, into: i64) -> Result<Merged> {
        if from == into {
            return Err(Error::usage(format!("both are person {from}")));
        }
        self.change(actor, Act::of("person merge"), |change| {
            let connection = change.transaction;
            refuse_erased(connection, from)?;
            refuse_erased(connection, into)?;
            let (theirs, ours) = (details(connection, from)?, details(connection, into)?);
            let author: String =
                connection.query_row("SELECT name FROM rep WHERE id = ?1", [change.permit.rep()], |row| row.get(0))?;
            let mut differing = details_that_differ(&theirs, &ours);
            differing.extend(move_fields(connection, from, into)?);
            // Only then, so that the chats get their new name once.
            let chats = touch_chats(change, from, false)?;
            connection.execute("UPDATE chat SET person_id = ?2 WHERE person_id = ?1", [from, into])?;
            connection.execute("UPDATE ban SET person_id = ?2 WHERE person_id = ?1", [from, into])?;
            connection.execute(
                "INSERT INTO person_tag (tag_id, person_id, position)
                 SELECT tag_id, ?2, position + (SELECT count(*) FROM person_tag WHERE person_id = ?2) FROM person_tag
                 WHERE person_id = ?1 ON CONFLICT DO NOTHING",
                [from, into],
            )?;
            connection.execute(
                "INSERT INTO person_note (person_id, number, written_at, author, text, color)
                 SELECT ?2, number + (SELECT coalesce(max(number), 0) FROM person_note WHERE person_id = ?2), written_at,
                   author, text, color FROM person_note WHERE person_id = ?1 ORDER BY number",
                [from, into],
            )?;
            if !differing.is_empty() {
                let text = format!("Of person {from}, merged into this one: {}", differing.join("; "));
                connection.execute(
                    "INSERT INTO person_note (person_id, number, written_at, author, text)
                     SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4 FROM person_note WHERE person_id = ?1",
                    (into, change.now.micros(), author, text),
                )?;
            }
            remove(connection, from)?;
            fill(connection, &theirs, into)?;
            // The name may have come with the merge, so every chat of the one who stays is found anew.
            touch_chats(change, into, true)?;
            change.count("person", from);
            change.count("into", into);
            change.count("chats", chats);
            Ok(Merged { operation: change.operation, chats, differing: differing.len() })
        })
    }
}

/// The details that both have, where they are not the same.
fn details_that_differ(theirs: &PersonRow, ours: &PersonRow) -> Vec<String> {
    let external = |row: &PersonRow| {
        let external = row.external_id.as_ref()?;
        Some(format!("{}/{external}", row.source.as_deref().unwrap_or_default()))
    };
    let details = [
        ("name", theirs.name.clone(), ours.name.clone()),
        ("email", theirs.email.clone(), ours.email.clone()),
        ("phone", theirs.phone.clone(), ours.phone.clone()),
        ("location", theirs.location.clone(), ours.location.clone()),
        ("country", theirs.country.clone(), ours.country.clone()),
        ("ip", theirs.ip.clone(), ours.ip.clone()),
        ("channel_id", theirs.channel_id.clone(), ours.channel_id.clone()),
        ("unique_id", theirs.unique_id.clone(), ours.unique_id.clone()),
        ("external", external(theirs), external(ours)),
    ];
    let differ = |(name, theirs, ours): (&str, Option<String>, Option<String>)| match (theirs, ours) {
        (Some(theirs), Some(ours)) if theirs != ours => Some(format!("{name} = {theirs}")),
        _ => None,
    };
    details.into_iter().filter_map(differ).collect()
}

/// Moves the custom fields that the other does not have; gives those that both have, where they are not the same.
fn move_fields(connection: &Connection, from: i64, into: i64) -> Result<Vec<String>> {
    let (theirs, ours) = (fields(connection, from)?, fields(connection, into)?);
    let differing = theirs.iter().filter_map(|(name, value)| {
        let (_, own) = ours.iter().find(|(other, _)| other == name)?;
        (own.text() != value.text()).then(|| format!("{name} = {}", value.text()))
    });
    let differing = differing.collect();
    connection.execute(
        "INSERT INTO person_field (field_id, person_id, position, value)
         SELECT field_id, ?2, position + (SELECT count(*) FROM person_field WHERE person_id = ?2), value
         FROM person_field WHERE person_id = ?1 ON CONFLICT DO NOTHING",
        [from, into],
    )?;
    Ok(differing)
}

/// Removes a person without chats. What hangs on them goes first, row by row, so that each is recorded.
fn remove(connection: &Connection, id: i64) -> Result<()> {
    connection.execute("DELETE FROM person_tag WHERE person_id = ?1", [id])?;
    connection.execute("DELETE FROM person_field WHERE person_id = ?1", [id])?;
    connection.execute("DELETE FROM person_note WHERE person_id = ?1", [id])?;
    connection.execute("DELETE FROM person WHERE id = ?1", [id])?;
    Ok(())
}

/// Gives somebody the details of another that they do not have themselves. The source's ID goes along, so that an
/// import of the other's chats finds them.
fn fill(connection: &Connection, theirs: &PersonRow, into: i64) -> Result<()> {
    connection.execute(
        "UPDATE person SET name = coalesce(name, ?2), email = coalesce(email, ?3), phone = coalesce(phone, ?4),
           location = coalesce(location, ?5), country = coalesce(country, ?6), ip_address = coalesce(ip_address, ?7),
           channel_id = coalesce(channel_id, ?8), unique_id = coalesce(unique_id, ?9)
         WHERE id = ?1",
        rusqlite::params![
            into,
            theirs.name,
            theirs.email,
            theirs.phone,
            theirs.location,
            theirs.country,
            theirs.ip,
            theirs.channel_id,
            theirs.unique_id
        ],
    )?;
    connection.execute(
        "UPDATE person SET external_id = ?2, source_id = (SELECT id FROM source WHERE name = ?3)
         WHERE id = ?1 AND external_id IS NULL AND ?2 IS NOT NULL",
        (into, &theirs.external_id, &theirs.source),
    )?;
    Ok(())
}
