//! Internal notes on chats and on persons.

use rusqlite::{Connection, OptionalExtension};

use super::act::{Outcome, Run, Side, Target, touch};
use super::change::{Act, Change, Ending};
use super::person::{refuse_erased, refuse_erased_of_chat};
use super::read::time;
use super::report::Report;
use super::{Actor, Store};
use crate::error::{Error, Result};
use crate::model::chat::ChatName;
use crate::model::note::NoteRow;

/// What shall become of a note; `None` for what stays.
#[derive(Clone, Debug, Default)]
pub struct NoteEdit {
    /// Another text, and the one that it was when it was looked at, where that counts.
    pub text: Option<(String, Option<String>)>,
    /// Another colour; `Some(None)` for none.
    pub color: Option<Option<String>>,
}

/// The statements for the notes of one kind of thing.
struct Notes {
    select: &'static str,
    insert: &'static str,
    update: &'static str,
    delete: &'static str,
}

const OF_CHAT: Notes = Notes {
    select: "SELECT number, written_at, author, color, text FROM note WHERE chat_key = ?1 ORDER BY number",
    insert: "INSERT INTO note (chat_key, number, written_at, author, text, color)
             SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4, ?5 FROM note WHERE chat_key = ?1",
    update: "UPDATE note SET text = ?3, color = ?4 WHERE chat_key = ?1 AND number = ?2",
    delete: "DELETE FROM note WHERE chat_key = ?1 AND number = ?2",
};

const OF_PERSON: Notes = Notes {
    select: "SELECT number, written_at, author, color, text FROM person_note WHERE person_id = ?1 ORDER BY number",
    insert: "INSERT INTO person_note (person_id, number, written_at, author, text, color)
             SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4, ?5 FROM person_note WHERE person_id = ?1",
    update: "UPDATE person_note SET text = ?3, color = ?4 WHERE person_id = ?1 AND number = ?2",
    delete: "DELETE FROM person_note WHERE person_id = ?1 AND number = ?2",
};

impl Store {
    /// The notes of a chat, in order.
    ///
    /// # Errors
    /// `NotFound` where there is no such chat.
    pub fn notes(&self, chat: &ChatName) -> Result<Vec<NoteRow>> {
        let moment = self.connection.unchecked_transaction()?;
        let key = self.key_of(&moment, chat, Side::Live)?;
        OF_CHAT.of(&moment, key)
    }

    /// The notes of a person, in order.
    ///
    /// # Errors
    /// `NotFound` where there is no such person.
    pub fn person_notes(&self, person: &ChatName) -> Result<Vec<NoteRow>> {
        let moment = self.connection.unchecked_transaction()?;
        OF_PERSON.of(&moment, person_named(&moment, person)?)
    }

    /// Writes a note on chats, in the name of the rep who does it.
    ///
    /// # Errors
    /// `Conflict` where their person was erased; so for every text of a note.
    pub fn add_note(&mut self, actor: &Actor, run: &Run<'_>, text: &str, color: Option<&str>) -> Result<Report> {
        self.on_chats(actor, run, "note add", |change, target| {
            refuse_erased_of_chat(change.transaction, target.key)?;
            OF_CHAT.add(change, target.key, text, color)
        })
    }

    /// Changes a note of a chat.
    ///
    /// # Errors
    /// `NotFound` where there is no such note.
    pub fn edit_note(&mut self, actor: &Actor, run: &Run<'_>, number: i64, edit: &NoteEdit) -> Result<Report> {
        self.on_chats(actor, run, "note edit", |change, target| {
            if edit.text.is_some() {
                refuse_erased_of_chat(change.transaction, target.key)?;
            }
            OF_CHAT.edit(change, target.key, number, edit)
        })
    }

    /// Takes a note of a chat away.
    ///
    /// # Errors
    /// `NotFound` where there is no such note.
    pub fn remove_note(&mut self, actor: &Actor, run: &Run<'_>, number: i64) -> Result<Report> {
        self.on_chats(actor, run, "note remove", |change, target| OF_CHAT.remove(change, target.key, number))
    }

    /// Writes a note on a person. Gives the operation's number.
    ///
    /// # Errors
    /// `NotFound` where there is no such person.
    pub fn add_person_note(
        &mut self,
        actor: &Actor,
        person: &ChatName,
        text: &str,
        color: Option<&str>,
    ) -> Result<Option<i64>> {
        self.on_person(actor, person, "note add", |change, id| {
            refuse_erased(change.transaction, id)?;
            OF_PERSON.add(change, id, text, color)
        })
    }

    /// Changes a note of a person. Gives the operation's number, if it was not so already.
    ///
    /// # Errors
    /// `NotFound` where there is no such person or note.
    pub fn edit_person_note(
        &mut self,
        actor: &Actor,
        person: &ChatName,
        number: i64,
        edit: &NoteEdit,
    ) -> Result<Option<i64>> {
        self.on_person(actor, person, "note edit", |change, id| {
            if edit.text.is_some() {
                refuse_erased(change.transaction, id)?;
            }
            OF_PERSON.edit(change, id, number, edit)
        })
    }

    /// Takes a note of a person away. Gives the operation's number.
    ///
    /// # Errors
    /// `NotFound` where there is no such person or note.
    pub fn remove_person_note(&mut self, actor: &Actor, person: &ChatName, number: i64) -> Result<Option<i64>> {
        self.on_person(actor, person, "note remove", |change, id| OF_PERSON.remove(change, id, number))
    }

    fn on_chats(
        &mut self,
        actor: &Actor,
        run: &Run<'_>,
        command: &str,
        each: impl Fn(&Change<'_>, Target) -> Result<Outcome>,
    ) -> Result<Report> {
        self.act(
            actor,
            command,
            run,
            |_| {},
            |change, target| {
                let outcome = each(change, target)?;
                if outcome == Outcome::Done {
                    touch(change, target.key)?;
                }
                Ok(outcome)
            },
        )
    }

    fn on_person(
        &mut self,
        actor: &Actor,
        person: &ChatName,
        command: &str,
        work: impl Fn(&Change<'_>, i64) -> Result<Outcome>,
    ) -> Result<Option<i64>> {
        self.change(actor, Act::of(command), |change| {
            let id = person_named(change.transaction, person)?;
            change.count("person", id);
            match work(change, id)? {
                Outcome::Done => Ok(Some(change.operation)),
                Outcome::Already(_) => {
                    change.ending = Ending::TakeBack;
                    Ok(None)
                }
                Outcome::Left(reason) => Err(Error::refused(format!("the note was left as it is: {reason}"))),
            }
        })
    }
}

/// Writes an internal note on a chat, in the name of the rep who does it.
pub(super) fn add_to_chat(change: &Change<'_>, key: i64, text: &str) -> Result<Outcome> {
    OF_CHAT.add(change, key, text, None)
}

impl Notes {
    fn of(&self, connection: &Connection, owner: i64) -> Result<Vec<NoteRow>> {
        let mut statement = connection.prepare_cached(self.select)?;
        let rows = statement.query_map([owner], |row| {
            Ok(NoteRow {
                number: row.get(0)?,
                at: time(row.get(1)?),
                author: row.get(2)?,
                color: row.get(3)?,
                text: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn note(&self, connection: &Connection, owner: i64, number: i64) -> Result<NoteRow> {
        let found = self.of(connection, owner)?.into_iter().find(|note| note.number == number);
        found.ok_or_else(|| Error::not_found(format!("no note {number}")).hint("livechats note list shows the notes"))
    }

    fn add(&self, change: &Change<'_>, owner: i64, text: &str, color: Option<&str>) -> Result<Outcome> {
        let author: String =
            change
                .transaction
                .query_row("SELECT name FROM rep WHERE id = ?1", [change.permit.rep()], |row| row.get(0))?;
        change.transaction.prepare_cached(self.insert)?.execute((owner, change.now.micros(), author, text, color))?;
        Ok(Outcome::Done)
    }

    fn edit(&self, change: &Change<'_>, owner: i64, number: i64, edit: &NoteEdit) -> Result<Outcome> {
        let note = self.note(change.transaction, owner, number)?;
        let (text, before) = edit.text.clone().unwrap_or((note.text.clone(), None));
        if before.is_some_and(|before| before != note.text) {
            return Ok(Outcome::Left("somebody else changed the note meanwhile".into()));
        }
        let color = edit.color.clone().unwrap_or(note.color.clone());
        if (&text, &color) == (&note.text, &note.color) {
            return Ok(Outcome::Already("noted so already"));
        }
        change.transaction.prepare_cached(self.update)?.execute((owner, number, text, color))?;
        Ok(Outcome::Done)
    }

    fn remove(&self, change: &Change<'_>, owner: i64, number: i64) -> Result<Outcome> {
        self.note(change.transaction, owner, number)?;
        change.transaction.prepare_cached(self.delete)?.execute([owner, number])?;
        Ok(Outcome::Done)
    }
}

/// The person of this number, or of this ID at the source.
fn person_named(connection: &Connection, name: &ChatName) -> Result<i64> {
    let found = match name {
        ChatName::Id(id) => {
            connection.query_row("SELECT id FROM person WHERE id = ?1", [id], |row| row.get(0)).optional()?
        }
        ChatName::External { source, external_id } => connection
            .query_row(
                "SELECT id FROM person
                 WHERE source_id = (SELECT id FROM source WHERE name = ?1) AND external_id = ?2",
                [source, external_id],
                |row| row.get(0),
            )
            .optional()?,
    };
    found.ok_or_else(|| {
        Error::not_found(format!("no person {name}")).hint("livechats list --columns id,person_id,person shows numbers")
    })
}
