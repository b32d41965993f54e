//! Making persons, and changing what is known of them.

use rusqlite::{Connection, OptionalExtension};

use crate::error::{Error, Result};
use crate::model::fold::fold;
use crate::model::person::PersonEdit;
use crate::query::FieldOwner;
use crate::store::act::Outcome;
use crate::store::change::{Act, Change, Ending};
use crate::store::field;
use crate::store::handoff::{Owner, defaults};
use crate::store::index::index_again;
use crate::store::{Actor, Store};

impl Store {
    /// Makes a person and gives their number.
    pub fn add_person(&mut self, actor: &Actor, edit: &PersonEdit) -> Result<i64> {
        self.change(actor, Act::of("person add"), |change| {
            let id = change.next_number("person")?;
            change.transaction.execute("INSERT INTO person (id) VALUES (?1)", [id])?;
            defaults(change.transaction, &Owner::Person(id))?;
            apply(change, id, edit)?;
            change.count("person", id);
            Ok(id)
        })
    }

    /// Changes what is known of a person: their name in all of their chats too. `None` where it was so already, else
    /// the operation.
    ///
    /// # Errors
    /// `Conflict` for a person whose words were erased.
    pub fn edit_person(&mut self, actor: &Actor, id: i64, edit: &PersonEdit) -> Result<Option<i64>> {
        self.change(actor, Act::of("person edit"), |change| {
            refuse_erased(change.transaction, id)?;
            let (changed, renamed) = apply(change, id, edit)?;
            if !changed {
                change.ending = Ending::TakeBack;
                return Ok(None);
            }
            change.count("person", id);
            let chats = touch_chats(change, id, renamed)?;
            change.count("chats", chats);
            Ok(Some(change.operation))
        })
    }
}

/// Somebody of whom nothing shall be known stays so.
pub(in crate::store) fn refuse_erased(connection: &Connection, id: i64) -> Result<()> {
    let erased: Option<bool> = connection
        .prepare_cached("SELECT erased_at IS NOT NULL FROM person WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    match erased {
        Some(false) => Ok(()),
        Some(true) => Err(Error::conflict(format!("person {id} was erased"))
            .hint("if they write again, that is a new person: livechats person add")),
        None => Err(super::nobody(&id.to_string())),
    }
}

/// The same of the person of a chat: what is written there now, no erasure would take away.
pub(in crate::store) fn refuse_erased_of_chat(connection: &Connection, key: i64) -> Result<()> {
    let mut person = connection.prepare_cached("SELECT person_id FROM chat WHERE key = ?1")?;
    refuse_erased(connection, person.query_row([key], |row| row.get(0))?)
}

/// Why a chat whose person was erased is left, where many are changed at once.
pub(in crate::store) fn left_as_erased(connection: &Connection, key: i64) -> Result<Option<Outcome>> {
    let mut erased = connection.prepare_cached(
        "SELECT 1 FROM chat JOIN person ON person.id = chat.person_id
         WHERE chat.key = ?1 AND person.erased_at IS NOT NULL",
    )?;
    Ok(erased.exists([key])?.then(|| Outcome::Left("the person was erased".into())))
}

/// Says of every chat of a person that this operation wrote it, and where the name changed, finds it by the new one.
pub(super) fn touch_chats(change: &Change<'_>, person: i64, renamed: bool) -> Result<i64> {
    let mut statement = change.transaction.prepare_cached("SELECT key FROM chat WHERE person_id = ?1 ORDER BY key")?;
    let keys: Vec<i64> = statement.query_map([person], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut touch = change.transaction.prepare_cached("UPDATE chat SET changed_by = ?2 WHERE key = ?1")?;
    for key in &keys {
        touch.execute([*key, change.operation])?;
        if renamed {
            index_again(change.transaction, *key)?;
        }
    }
    Ok(i64::try_from(keys.len()).unwrap_or(i64::MAX))
}

/// Does the changes; says whether there was one, and whether the name is another.
fn apply(change: &Change<'_>, id: i64, edit: &PersonEdit) -> Result<(bool, bool)> {
    // Each with the statement that changes it and nothing that is so already.
    const COLUMNS: [&str; 8] = [
        "UPDATE person SET name = ?2 WHERE id = ?1 AND name IS NOT ?2",
        "UPDATE person SET email = ?2 WHERE id = ?1 AND email IS NOT ?2",
        "UPDATE person SET phone = ?2 WHERE id = ?1 AND phone IS NOT ?2",
        "UPDATE person SET location = ?2 WHERE id = ?1 AND location IS NOT ?2",
        "UPDATE person SET country = ?2 WHERE id = ?1 AND country IS NOT ?2",
        "UPDATE person SET ip_address = ?2 WHERE id = ?1 AND ip_address IS NOT ?2",
        "UPDATE person SET channel_id = ?2 WHERE id = ?1 AND channel_id IS NOT ?2",
        "UPDATE person SET unique_id = ?2 WHERE id = ?1 AND unique_id IS NOT ?2",
    ];
    let connection = change.transaction;
    let (mut changed, mut renamed) = (0, false);
    for (place, (statement, value)) in COLUMNS.into_iter().zip(&edit.columns).enumerate() {
        if let Some(value) = value {
            let rows = connection.prepare_cached(statement)?.execute((id, value))?;
            changed += rows;
            renamed |= place == 0 && rows > 0;
        }
    }
    for (name, value) in &edit.fields {
        let (field, value) = field::new_value(connection, FieldOwner::Person, name, Some(value))?;
        changed += connection
            .prepare_cached(
                "INSERT INTO person_field (field_id, person_id, position, value) VALUES (?1, ?2,
                   (SELECT coalesce(max(position), -1) + 1 FROM person_field WHERE person_id = ?2), ?3)
                 ON CONFLICT DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
            )?
            .execute((field, id, value))?;
    }
    for name in &edit.without_fields {
        let field = field::find(connection, FieldOwner::Person, name)?;
        changed += connection
            .prepare_cached("DELETE FROM person_field WHERE person_id = ?1 AND field_id = ?2")?
            .execute([id, field])?;
    }
    for name in &edit.tags {
        let tag = tag(connection, name)?;
        changed += connection
            .prepare_cached(
                "INSERT INTO person_tag (tag_id, person_id, position) VALUES (?1, ?2,
                   (SELECT coalesce(max(position), -1) + 1 FROM person_tag WHERE person_id = ?2)) ON CONFLICT DO NOTHING",
            )?
            .execute([tag, id])?;
    }
    for name in &edit.without_tags {
        let tag = tag(connection, name)?;
        changed += connection
            .prepare_cached("DELETE FROM person_tag WHERE person_id = ?1 AND tag_id = ?2")?
            .execute([id, tag])?;
    }
    Ok((changed > 0, renamed))
}

/// The number of a tag.
fn tag(connection: &Connection, name: &str) -> Result<i64> {
    let mut statement =
        connection.prepare_cached("SELECT id FROM tag WHERE folded = ?1 ORDER BY name <> ?2, id LIMIT 1")?;
    let found = statement.query_row((&*fold(name), name), |row| row.get(0)).optional()?;
    found.ok_or_else(|| Error::not_found(format!("no tag {name}")).hint("livechats tag define makes one"))
}
