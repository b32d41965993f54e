//! The words of operations: what admins called the things they changed. They stand apart from the record, which covers
//! their digests only, so that a word can be taken out and the chain stays whole.
//!
//! A name is short, and all names can be tried: so each digest is salted, and the salt goes with the word.

use std::collections::BTreeMap;

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::error::Result;

/// SHA-256 of one word. It stays when the word and its salt are erased.
pub fn word_digest(operation: i64, name: &str, word: &str, salt: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(operation.to_be_bytes());
    // The length in front keeps two different rows from looking alike.
    for part in [name.as_bytes(), word.as_bytes(), salt] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// Writes the words of an operation, by name. Gives the digest of them all; `None` where there are none.
pub fn write(connection: &Connection, operation: i64, words: &BTreeMap<&str, &str>) -> Result<Option<Vec<u8>>> {
    let mut hash = Sha256::new();
    for (name, word) in words {
        let salt: Vec<u8> = connection.prepare_cached("SELECT randomblob(16)")?.query_row([], |row| row.get(0))?;
        let digest = word_digest(operation, name, word, &salt);
        hash.update(digest);
        connection
            .prepare_cached(
                "INSERT INTO operation_word (operation_id, name, word, salt, digest) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((operation, name, word, salt, digest.as_slice()))?;
    }
    Ok((!words.is_empty()).then(|| hash.finalize().to_vec()))
}

/// Takes out every word that `tells`. Gives how many.
pub fn erase(connection: &Connection, tells: impl Fn(&str) -> bool) -> Result<u64> {
    let mut statement = connection.prepare("SELECT DISTINCT word FROM operation_word WHERE word IS NOT NULL")?;
    let mut telling = Vec::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let word = row.get_ref(0)?.as_str().unwrap_or_default();
        if tells(word) {
            telling.push(word.to_owned());
        }
    }
    let mut erase = connection.prepare("UPDATE operation_word SET word = NULL, salt = NULL WHERE word = ?1")?;
    let mut erased = 0;
    for word in telling {
        erased += erase.execute([word])? as u64;
    }
    Ok(erased)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::Time;
    use crate::store::change::{Act, Recording};
    use crate::store::{Actor, Store};

    #[test]
    fn a_digest_tells_no_word_and_nothing_but_taking_out_is_allowed() {
        let folder = tempfile::tempdir().unwrap();
        let actor = Actor { uid: rustix::process::getuid().as_raw(), now: Time::EPOCH, fixed_clock: false };
        let mut store = Store::create(&folder.path().join("r.db"), &actor, "Max").unwrap();
        for _ in 0..2 {
            let act = Act { recorded: Recording::Nothing, ..Act::of("test") };
            store
                .change(&actor, act, |change| {
                    change.count("chats", 1);
                    change.word("tag", "ann");
                    change.word("hold", "vip");
                    change.term("status", "open");
                    Ok(())
                })
                .unwrap();
        }
        let text = |sql: &str| -> String { store.connection.query_row(sql, [], |row| row.get(0)).unwrap() };
        let detail = "SELECT detail FROM operation WHERE id = 2";
        assert_eq!(text(detail), r#"{"chats":1,"tag":null,"hold":null,"status":"open"}"#);
        // The same word again has another digest, and none is that of the word alone.
        let digests = "SELECT group_concat(DISTINCT hex(digest)) FROM operation_word WHERE name = 'tag'";
        assert_eq!(text(digests).len(), 2 * 64 + 1);
        let before = text("SELECT group_concat(hex(digest)) FROM operation_word");
        assert_eq!(erase(&store.connection, |word| word == "ann").unwrap(), 2);
        assert_eq!(erase(&store.connection, |word| word == "ann").unwrap(), 0);
        let left = "SELECT group_concat(coalesce(word, '-') || (salt IS NULL)) FROM operation_word";
        assert_eq!(text(left), "vip0,-1,vip0,-1");
        assert_eq!(text("SELECT group_concat(hex(digest)) FROM operation_word"), before);
        assert_eq!(store.verify(&[]).unwrap().erased_words, 2);
        for refused in [
            "UPDATE operation_word SET word = 'x', salt = x'00'",
            "UPDATE operation_word SET word = NULL",
            "UPDATE operation_word SET word = NULL, salt = NULL, digest = x'00'",
            "UPDATE operation_word SET word = NULL, salt = NULL, name = name || 'x'",
            "DELETE FROM operation_word",
        ] {
            assert!(store.connection.execute_batch(refused).is_err(), "{refused}");
        }
    }
}
