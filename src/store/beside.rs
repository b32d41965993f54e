//! What exports read beside chats: persons, notes, bans, canned replies and the record, each in constant memory and at
//! one moment of the repository.
//!
//! Where a query chooses chats, or one may export some of them only, persons are those of these chats, and notes and
//! bans theirs. Else they are all there are.

use rusqlite::{Connection, params_from_iter};

use super::Store;
use super::condition::Sql;
use super::list::Plan;
use super::page::{Choice, Sort, SortKey};
use super::pair::{Made, in_turn};
use super::permit::Sight;
use super::read::{BLOCK, Reader, text, time};
use super::stream::{Moment, each_block, moment_of};
use super::{ban, person};
use crate::error::Result;
use crate::model::ban::BanRow;
use crate::model::canned::CannedRow;
use crate::model::field::FieldValue;
use crate::model::fold::fold;
use crate::model::note::{ExportedNote, NoteOn, NoteRow};
use crate::model::operation::OperationRow;
use crate::model::person::PersonRow;
use crate::query::Filter;

/// Any order but that of the keys: in those a plan may begin at another table than the chats.
const BY_NUMBER: Sort = Sort { key: SortKey::Id, reverse: false };

/// No query at all.
static EVERYTHING: Filter = Filter::EVERYTHING;

/// Gathers what is made of rows, and gives it on a block at a time.
struct Blocks<T, G> {
    made: Made<T>,
    give: G,
}

impl<T, G: FnMut(&Made<T>) -> Result<()>> Blocks<T, G> {
    fn of(give: G) -> Self {
        Self { made: Made::default(), give }
    }

    fn row<R>(&mut self, make: impl Fn(&R, &mut Vec<T>), row: &R) -> Result<()> {
        make(row, &mut self.made.of);
        self.made.end_row();
        if self.made.ends.len() < BLOCK { Ok(()) } else { self.end() }
    }

    fn end(&mut self) -> Result<()> {
        (self.give)(&self.made)?;
        self.made.clear();
        Ok(())
    }
}

impl Store {
    /// Calls `make` for every person, with these custom fields, and `give` with what it made, in order of their numbers.
    pub fn each_person<T: Send>(
        &self,
        choice: &Choice<'_>,
        fields: &[String],
        make: impl Fn(&PersonRow, &mut Vec<T>) + Sync,
        give: impl FnMut(&Made<T>) -> Result<()>,
    ) -> Result<Moment> {
        let moment = &self.snapshot()?;
        let second = self.second(moment)?;
        let grasp = self.grasp();
        let wanted = persons(moment, &grasp, choice, "person.id")?;
        let blocks = |block: &mut dyn FnMut(&[i64]) -> Result<()>| each_key(moment, "person", "id", &wanted, block);
        let make = |reader: &Reader<'_>, keys: &[i64], made: &mut Made<T>| {
            keys.iter().try_for_each(|key| {
                let mut row = person::person_row(reader.connection, &grasp, *key)?;
                row.fields = fields_of(reader.connection, *key, fields)?;
                make(&row, &mut made.of);
                made.end_row();
                Ok(())
            })
        };
        in_turn(moment, second, blocks, make, give)?;
        let total = count(moment, "person", &persons(moment, &grasp, &all(choice), "person.id")?)?;
        moment_of(moment, total)
    }

    /// The same for notes: those on chats, in the order of the chats, then those on persons.
    pub fn each_note<T: Send>(
        &self,
        choice: &Choice<'_>,
        make: impl Fn(&ExportedNote, &mut Vec<T>),
        give: impl FnMut(&Made<T>) -> Result<()>,
    ) -> Result<Moment> {
        let moment = &self.snapshot()?;
        let grasp = self.grasp();
        let mut blocks = Blocks::of(give);
        each_block(moment, &grasp, choice, |keys| {
            notes(moment, OF_CHATS, NoteOn::Chat, keys, |note| blocks.row(&make, note))
        })?;
        let wanted = persons(moment, &grasp, choice, "person.id")?;
        each_key(moment, "person", "id", &wanted, |keys| {
            notes(moment, OF_PERSONS, NoteOn::Person, keys, |note| blocks.row(&make, note))
        })?;
        blocks.end()?;
        let all = all(choice);
        let on_chats =
            Plan::of(moment, &grasp, &all, BY_NUMBER)?.select("1", vec![Sql::new("chat.key = note.chat_key", [])]);
        let mut total = count(moment, "note", &exists(on_chats))?;
        total += count(moment, "person_note", &persons(moment, &grasp, &all, "person_note.person_id")?)?;
        moment_of(moment, total)
    }

    /// The same for bans, in order of their numbers.
    pub fn each_ban<T: Send>(
        &self,
        choice: &Choice<'_>,
        make: impl Fn(&BanRow, &mut Vec<T>) + Sync,
        give: impl FnMut(&Made<T>) -> Result<()>,
    ) -> Result<Moment> {
        let moment = &self.snapshot()?;
        let grasp = self.grasp();
        let mut blocks = Blocks::of(give);
        let wanted = persons(moment, &grasp, choice, "ban.person_id")?;
        each_key(moment, "ban", "id", &wanted, |keys| {
            keys.iter().try_for_each(|key| blocks.row(&make, &ban::row(moment, *key, choice.now)?))
        })?;
        blocks.end()?;
        let total = count(moment, "ban", &persons(moment, &grasp, &all(choice), "ban.person_id")?)?;
        moment_of(moment, total)
    }

    /// The same for the canned replies there are for whoever asks, by name.
    pub fn each_canned<T: Send>(
        &self,
        make: impl Fn(&CannedRow, &mut Vec<T>),
        give: impl FnMut(&Made<T>) -> Result<()>,
    ) -> Result<Moment> {
        let moment = &self.snapshot()?;
        let mut blocks = Blocks::of(give);
        let rows = self.canned_replies()?;
        rows.iter().try_for_each(|row| blocks.row(&make, row))?;
        blocks.end()?;
        moment_of(moment, rows.len() as u64)
    }

    /// The same for every operation of the record, by itself, oldest first.
    pub fn each_recorded<T: Send>(
        &self,
        make: impl Fn(&OperationRow, &mut Vec<T>),
        give: impl FnMut(&Made<T>) -> Result<()>,
    ) -> Result<Moment> {
        let moment = &self.snapshot()?;
        let mut blocks = Blocks::of(give);
        self.each_operation(moment, |row| blocks.row(&make, row))?;
        blocks.end()?;
        let total = count(moment, "operation", &Sql::new("1", []))?;
        moment_of(moment, total)
    }
}

/// The same choice without its query.
fn all<'a>(choice: &Choice<'a>) -> Choice<'a> {
    Choice { filter: &EVERYTHING, ..*choice }
}

fn exists(select: Sql) -> Sql {
    Sql { text: format!("EXISTS ({})", select.text), values: select.values }
}

/// What must hold for the person whose number a column holds: they have one of the chats chosen. Everybody does where
/// all chats are chosen and within reach.
fn persons(connection: &Connection, grasp: &Sight, choice: &Choice<'_>, column: &str) -> Result<Sql> {
    if grasp.is_everything() && *choice.filter == Filter::EVERYTHING {
        return Ok(Sql::new("1", []));
    }
    let of_them = Sql::new(format!("chat.person_id = {column}"), []);
    Ok(exists(Plan::of(connection, grasp, choice, BY_NUMBER)?.select("1", vec![of_them])))
}

/// How many rows of a table there are for which this holds.
fn count(connection: &Connection, table: &str, condition: &Sql) -> Result<u64> {
    let sql = format!("SELECT count(*) FROM {table} WHERE {}", condition.text);
    Ok(connection.query_row(&sql, params_from_iter(&condition.values), |row| row.get(0))?)
}

/// Gives `visit` the keys of a table's rows for which this holds, a block at a time.
fn each_key(
    connection: &Connection,
    table: &str,
    key: &str,
    condition: &Sql,
    mut visit: impl FnMut(&[i64]) -> Result<()>,
) -> Result<()> {
    let sql = format!("SELECT {table}.{key} FROM {table} WHERE {} ORDER BY {table}.{key}", condition.text);
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query(params_from_iter(&condition.values))?;
    let mut keys = Vec::with_capacity(BLOCK);
    while let Some(row) = rows.next()? {
        keys.push(row.get(0)?);
        if keys.len() == BLOCK {
            visit(&keys)?;
            keys.clear();
        }
    }
    visit(&keys)
}

const OF_CHATS: &str = "SELECT chat.id, source.name, chat.external_id, note.number, note.written_at, note.author,
        note.color, note.text
    FROM rarray(?1) AS wanted CROSS JOIN note ON note.chat_key = wanted.value
    CROSS JOIN chat ON chat.key = note.chat_key LEFT JOIN source ON source.id = chat.source_id";

const OF_PERSONS: &str = "SELECT person.id, source.name, person.external_id, note.number, note.written_at, note.author,
        note.color, note.text
    FROM rarray(?1) AS wanted CROSS JOIN person_note AS note ON note.person_id = wanted.value
    CROSS JOIN person ON person.id = note.person_id LEFT JOIN source ON source.id = person.source_id";

/// Gives `visit` the notes on the chats or persons with these keys.
fn notes(
    connection: &Connection,
    select: &str,
    on: NoteOn,
    keys: &[i64],
    mut visit: impl FnMut(&ExportedNote) -> Result<()>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(select)?;
    let mut rows = statement.query([super::read::array(keys)])?;
    while let Some(row) = rows.next()? {
        visit(&ExportedNote {
            on,
            id: row.get(0)?,
            source: row.get(1)?,
            external_id: row.get(2)?,
            note: NoteRow {
                number: row.get(3)?,
                at: time(row.get(4)?),
                author: row.get(5)?,
                color: row.get(6)?,
                text: text(row, 7)?.unwrap_or_default().to_owned(),
            },
        })?;
    }
    Ok(())
}

/// The custom fields of a person that have these names, each at its place. Of several that fold the same the one of
/// just this spelling counts, else the first that has a value.
fn fields_of(connection: &Connection, person: i64, names: &[String]) -> Result<Vec<Option<FieldValue>>> {
    let mut values = vec![None; names.len()];
    if names.is_empty() {
        return Ok(values);
    }
    for (name, value) in person::fields(connection, person)? {
        let exact = names.iter().position(|other| *other == name);
        let place = exact.or_else(|| names.iter().position(|other| fold(other) == fold(&name)));
        let slot = place.and_then(|place| values.get_mut(place));
        if let Some(slot) = slot.filter(|slot| exact.is_some() || slot.is_none()) {
            *slot = Some(value);
        }
    }
    Ok(values)
}
