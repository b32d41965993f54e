//! Taking an import back: the chats it brought go, by the ranges of their numbers, with the persons only it brought.
//!
//! What goes is not kept anywhere: the words of a wrong file shall be gone. Chats that it brought up to date come
//! back by the journal.

use std::collections::BTreeSet;
use std::rc::Rc;

use rusqlite::OptionalExtension;
use rusqlite::types::Value;

use super::apply::Applier;
use super::standing::Standing;
use crate::error::Result;

/// What one operation of an import brought: numbers of chats and of persons.
#[derive(Clone, Copy, Debug)]
struct Brought {
    chats: Option<(i64, i64)>,
    persons: Option<(i64, i64)>,
}

impl Applier<'_, '_> {
    /// Removes the chats that the import brought. `later` are the operations since that count.
    ///
    /// # Errors
    /// `Conflict` where something later changed one of them, `Refused` where one is held.
    pub fn remove_imported(&mut self, later: &[i64]) -> Result<()> {
        let brought = self.brought()?;
        self.nothing_changed_them(&brought, later)?;
        for (first, last) in brought.iter().filter_map(|brought| brought.chats) {
            self.imported.push((first, last));
        }
        let mut persons = BTreeSet::new();
        for brought in &brought {
            let Some((first, last)) = brought.chats else { continue };
            let mut chats = self
                .connection()
                .prepare_cached("SELECT id, key, person_id FROM chat WHERE id BETWEEN ?1 AND ?2 ORDER BY id")?;
            let chats = chats.query_map([first, last], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            for (id, key, person) in chats.collect::<rusqlite::Result<Vec<(i64, i64, i64)>>>()? {
                self.remove_chat(id, key)?;
                persons.insert(person);
            }
        }
        for (first, last) in brought.iter().filter_map(|brought| brought.persons) {
            for person in persons.range(first..=last) {
                self.remove_person(*person)?;
            }
        }
        Ok(())
    }

    fn brought(&self) -> Result<Vec<Brought>> {
        let mut statement = self.connection().prepare(
            "SELECT detail ->> 'first_chat', detail ->> 'last_chat', detail ->> 'first_person', detail ->> 'last_person'
             FROM operation WHERE id = ?1",
        )?;
        let range = |first: Option<i64>, last: Option<i64>| first.zip(last);
        let mut brought = Vec::new();
        for operation in &self.work.operations {
            brought.push(statement.query_row([operation], |row| {
                let chats = range(row.get(0)?, row.get(1)?);
                let persons = range(row.get(2)?, row.get(3)?);
                Ok(Brought { chats, persons })
            })?);
        }
        Ok(brought)
    }

    fn nothing_changed_them(&self, brought: &[Brought], later: &[i64]) -> Result<()> {
        let connection = self.connection();
        let mut changed = connection.prepare(
            "SELECT chat.key, chat.changed_by FROM chat WHERE chat.id BETWEEN ?1 AND ?2
               AND chat.changed_by NOT IN (SELECT value FROM rarray(?3))",
        )?;
        let mut recorded = connection.prepare(
            "SELECT coalesce(operation.part_of, operation.id),
               operation.id IN (SELECT value FROM rarray(?2)), operation.id = ?3
             FROM journal JOIN operation ON operation.id = journal.operation_id
             WHERE journal.noun = 1 AND journal.row_key = ?1 GROUP BY operation.id",
        )?;
        let later = Rc::new(later.iter().copied().map(Value::Integer).collect::<Vec<_>>());
        let mut standing = Standing::default();
        for (first, last) in brought.iter().filter_map(|brought| brought.chats) {
            let mut chats = changed.query((first, last, self.work.array()))?;
            while let Some(chat) = chats.next()? {
                let (key, changed_by): (i64, i64) = (chat.get(0)?, chat.get(1)?);
                let mut known = false;
                let mut rows = recorded.query((key, Rc::clone(&later), changed_by))?;
                while let Some(row) = rows.next()? {
                    let (root, stands, last): (i64, bool, bool) = (row.get(0)?, row.get(1)?, row.get(2)?);
                    known |= last;
                    if stands {
                        standing.add(root);
                    }
                }
                if !known {
                    standing.add(changed_by);
                }
            }
        }
        if standing.is_empty() { Ok(()) } else { Err(standing.error(connection, self.work)?) }
    }

    fn remove_chat(&mut self, id: i64, key: i64) -> Result<()> {
        self.may_go(&[key])?;
        let connection = self.connection();
        connection.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([key])?;
        connection.prepare_cached("DELETE FROM chat WHERE key = ?1")?.execute([key])?;
        // Who keeps a copy of the chats learns from this that it went.
        connection
            .prepare_cached("INSERT INTO tombstone (chat_id, operation_id, purged_at) VALUES (?1, ?2, ?3)")?
            .execute([id, self.change.operation, self.change.now.micros()])?;
        self.removed += 1;
        // Only which rows went is kept, so that long work keeps little in memory.
        self.change.write_journal()
    }

    /// Removes a person whom nothing else names or ever changed.
    fn remove_person(&self, person: i64) -> Result<()> {
        self.connection()
            .prepare_cached(
                "DELETE FROM person WHERE id = ?1
                   AND NOT EXISTS (SELECT 1 FROM chat WHERE person_id = ?1)
                   AND NOT EXISTS (SELECT 1 FROM ban WHERE person_id = ?1)
                   AND NOT EXISTS (SELECT 1 FROM person_note WHERE person_id = ?1)
                   AND NOT EXISTS (SELECT 1 FROM person_tag WHERE person_id = ?1)
                   AND NOT EXISTS (SELECT 1 FROM journal WHERE noun = 14 AND row_key = ?1)",
            )?
            .execute([person])?;
        Ok(())
    }

    /// Whether a chat with this key went with the import, so that the journal need not touch what belongs to it.
    pub(super) fn went_with_import(&self, key: i64) -> Result<bool> {
        if self.imported.is_empty() {
            return Ok(false);
        }
        let mut statement = self.connection().prepare_cached("SELECT id FROM chat WHERE key = ?1")?;
        let there: Option<i64> = statement.query_row([key], |row| row.get(0)).optional()?;
        Ok(there.is_none())
    }

    /// Whether the import brought the chat with this number.
    pub(super) fn imported(&self, id: i64) -> bool {
        self.imported.iter().any(|(first, last)| (*first..=*last).contains(&id))
    }
}
