//! The record of an erased person: rows as they were, and words of admins that name them. Digests of both stay, so the
//! chain of operations stays whole.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::stand_in::stands_in;
use crate::error::Result;
use crate::model::fold::fold;
use crate::model::person::PersonRow;
use crate::store::probe::Probe;
use crate::store::proof::tables;
use crate::store::{journal, words};

/// The person, and those who were merged into them.
pub fn merged(connection: &Connection, person: i64) -> Result<Vec<i64>> {
    let mut statement = connection.prepare(
        "WITH RECURSIVE merged (id) AS (SELECT ?1 UNION SELECT operation.detail ->> '$.person' FROM operation
           JOIN merged ON operation.detail ->> '$.into' = merged.id WHERE operation.command = 'person merge')
         SELECT id FROM merged",
    )?;
    Ok(statement.query_map([person], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// What told who these persons are, as older operations found it.
pub fn former(connection: &Connection, persons: &[i64]) -> Result<Vec<PersonRow>> {
    let mut statement = connection.prepare(
        "SELECT before ->> 'name', before ->> 'email', before ->> 'phone', before ->> 'ip_address',
           before ->> 'channel_id', before ->> 'unique_id', before ->> 'external_id'
         FROM journal WHERE noun = ?1 AND row_key = ?2 AND before IS NOT NULL",
    )?;
    let mut former = Vec::new();
    for person in persons {
        let rows = statement.query_map([journal::PERSON, *person], |row| {
            Ok(PersonRow {
                id: *person,
                name: row.get(0)?,
                email: row.get(1)?,
                phone: row.get(2)?,
                ip: row.get(3)?,
                channel_id: row.get(4)?,
                unique_id: row.get(5)?,
                external_id: row.get(6)?,
                ..PersonRow::default()
            })
        })?;
        for row in rows {
            former.push(row?);
        }
    }
    Ok(former)
}

/// Takes out the words of operations that name the person, or hold what only they said. Gives how many.
pub fn empty_words(connection: &Connection, known: &[PersonRow], probe: &Probe) -> Result<u64> {
    let identity = Identity::of(known);
    let finder = probe.finder();
    words::erase(connection, |word| {
        let folded = fold(word);
        let said = |text: &str| !finder.words_in(text.as_bytes()).is_empty();
        identity.is_told_by(&folded) || said(word) || said(&folded)
    })
}

/// Where what admins named, and what stays, names the person: the table, and how many rows.
pub fn named(connection: &Connection, known: &[PersonRow]) -> Result<BTreeMap<String, u64>> {
    let identity = Identity::of(known);
    let mut named = BTreeMap::new();
    for table in tables(connection)? {
        if table.owner.is_some() || table.shadow || OF_NO_ADMIN.contains(&table.name.as_str()) {
            continue;
        }
        let mut rows = 0;
        table.each(connection, |_, bytes| {
            rows += u64::from(identity.is_told_by(&fold(&String::from_utf8_lossy(bytes))));
            Ok(())
        })?;
        if rows > 0 {
            named.insert(table.name, rows);
        }
    }
    let mut statement = connection.prepare("SELECT before FROM journal WHERE noun = ?1 AND before IS NOT NULL")?;
    for noun in journal::NOUNS.iter().filter(|noun| noun.key == ["id"] && !OF_VISITORS.contains(&noun.number)) {
        let mut rows = statement.query([noun.number])?;
        while let Some(row) = rows.next()? {
            if identity.is_told_by(&fold(row.get_ref(0)?.as_str().unwrap_or_default())) {
                *named.entry("journal".to_owned()).or_default() += 1;
            }
        }
    }
    Ok(named)
}

/// Tables of words that visitors gave.
const OF_VISITORS: &[i64] = &[journal::PERSON, journal::ATTACHMENT];

/// Tables of nobody in particular whose words no admin gave, or that are looked through otherwise.
const OF_NO_ADMIN: &[&str] = &["author", "erasure", "journal", "operation_word", "setting", "term"];

/// All that tells who a person is and was, folded.
#[derive(Debug, Default)]
struct Identity {
    /// The words of each name.
    names: Vec<Vec<String>>,
    /// Mail addresses, phone numbers, IDs.
    others: Vec<String>,
}

impl Identity {
    fn of(known: &[PersonRow]) -> Self {
        let mut identity = Self::default();
        for row in known {
            let name = fold(row.name.as_deref().unwrap_or_default());
            identity.names.push(name.split_whitespace().map(str::to_owned).collect());
            let others = [&row.email, &row.phone, &row.ip, &row.channel_id, &row.unique_id, &row.external_id];
            identity.others.extend(others.into_iter().flatten().map(|other| fold(other).into_owned()));
        }
        // A single letter, or an ID of two, stands in many words by chance.
        identity.names.retain(|words| words.iter().map(|word| word.chars().count()).sum::<usize>() > 1);
        identity.others.retain(|other| other.chars().count() > 2);
        identity
    }

    /// Whether a folded text holds one of them: of a name every word, in whatever order, so that a tag `example-ann`
    /// tells it and one that is only called `ann` does not.
    fn is_told_by(&self, folded: &str) -> bool {
        self.others.iter().any(|other| stands_in(folded, other))
            || self.names.iter().any(|words| words.iter().all(|word| stands_in(folded, word)))
    }
}

/// Takes the words out of the rows as they were, of the person, of those merged into them, and of their chats. Gives how
/// many rows.
pub fn empty_rows(connection: &Connection, person: i64, persons: &[i64], keys: &[i64]) -> Result<u64> {
    let mut emptied = 0;
    let mut one = connection
        .prepare_cached("UPDATE journal SET before = NULL WHERE noun = ?1 AND row_key = ?2 AND before IS NOT NULL")?;
    let mut beginning = connection.prepare_cached(
        "UPDATE journal SET before = NULL WHERE noun = ?1 AND row_key >= '[' || ?2 || ',' AND row_key < '[' || ?2 || '-'
         AND before IS NOT NULL",
    )?;
    for person in persons {
        emptied += one.execute([journal::PERSON, *person])?;
        for noun in journal::OF_PERSONS {
            emptied += beginning.execute([*noun, *person])?;
        }
    }
    for key in keys {
        emptied += one.execute([journal::CHAT, *key])?;
        for noun in journal::OF_CHATS {
            emptied += beginning.execute([*noun, *key])?;
        }
    }
    emptied += connection.execute(
        "UPDATE journal SET before = NULL WHERE noun = ?1 AND before IS NOT NULL
         AND json_extract(before, '$.chat_key') IN (SELECT key FROM chat WHERE person_id = ?2)",
        [journal::ATTACHMENT, person],
    )?;
    Ok(emptied as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_tells_who_a_person_is_by_their_whole_name_or_another_detail() {
        let named = |name: &str| PersonRow { name: Some(name.into()), ..PersonRow::default() };
        let known = [
            PersonRow { email: Some("Zoe@Example.com".into()), external_id: Some("p1".into()), ..named("Zoë Quill") },
            named("สมชาย"),
            named("Li"),
            named("Z"),
            PersonRow::default(),
        ];
        let identity = Identity::of(&known);
        let tells = |text: &str| identity.is_told_by(&fold(text));
        for text in ["ZOE QUILL", "case-quill-zoë", "re zoe@example.com", "vip,LI", "เรื่องของสมชาย", "Ｚoe Ｑuill"]
        {
            assert!(tells(text), "{text}");
        }
        for text in ["zoe", "quill", "zoe quilling", "list", "p1", "z", "", "zoe@example.community"] {
            assert!(!tells(text), "{text}");
        }
    }
}
