//! Tampering with the record: whatever is edited, dropped, swapped, put in or cut off is found.

use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};
use rusqlite::Connection;

use super::chain::verify;
use crate::error::Error;
use crate::model::operation::Anchor;
use crate::model::time::Time;
use crate::store::change::{Act, By, Entry};
use crate::store::{Actor, Store};

/// Trials where `PROPTEST_CASES` does not say.
const TRIALS: u32 = 1000;

const DAY: i64 = 86_400_000_000;

fn actor(now: i64) -> Actor {
    Actor { uid: rustix::process::getuid().as_raw(), now: Time::from_micros(now).unwrap(), fixed_clock: false }
}

/// A repository of a dozen operations, with rows in their journals, one taken back.
fn repository(folder: &std::path::Path) -> Store {
    let mut store = Store::create(&folder.join("r.db"), &actor(0), "Max").unwrap();
    for number in 1..10_i64 {
        let run = |change: &mut crate::store::change::Change<'_>| {
            change.count("tags", 1);
            change.word("name", format!("t{number}"));
            let sql = "INSERT INTO tag (name, folded) VALUES (?1, ?1), (?1 || 'x', ?1)";
            change.transaction.execute(sql, [format!("t{number}")])?;
            change.transaction.execute("UPDATE tag SET color = ?1 WHERE id < 4", [format!("c{number}")])?;
            Ok(())
        };
        let part_of = (number == 5).then_some(5);
        store.change(&actor(number), Act { part_of, ..Act::of("tag define") }, run).unwrap();
    }
    store.undo(&actor(20), None, false).unwrap();
    store.connection.pragma_update(None, "foreign_keys", false).unwrap();
    for trigger in
        ["operation_no_update", "operation_no_delete", "operation_word_no_update", "operation_word_no_delete"]
    {
        store.connection.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
    }
    store
}

/// What was done, by the choices it makes. Gives whether only an anchor can show it.
fn tamper(file: &Connection, kind: u8, one: u16, other: u16) -> bool {
    let run = |sql: &str| file.execute_batch(sql).unwrap();
    let count: i64 = file.query_row("SELECT max(id) FROM operation", [], |row| row.get(0)).unwrap();
    let of = |choice: u16| 1 + i64::from(choice) % count;
    let (id, second) = (of(one), 1 + (of(one) + i64::from(other) % (count - 1)) % count);
    let rows: i64 = file.query_row("SELECT count(*) FROM journal", [], |row| row.get(0)).unwrap();
    let place =
        |choice: u16| format!("(SELECT operation_id, number FROM journal LIMIT 1 OFFSET {})", i64::from(choice) % rows);
    match kind % 13 {
        0 => {
            let edit = [
                "at = at + 1",
                "actor_uid = actor_uid + 1",
                "actor_rep_id = coalesce(actor_rep_id, 0) + 1",
                "behalf_rep_id = coalesce(behalf_rep_id, 0) + 1",
                "command = command || 'x'",
                "detail = replace(detail, '}', ' }')",
                "before_digest = randomblob(32)",
                "digest = zeroblob(32)",
                "part_of = coalesce(part_of, 0) + 1",
                "undo_of = coalesce(undo_of, 0) + 1",
                "journal_digest = zeroblob(32)",
                "journal_digest = iif(journal_digest IS NULL, x'00', NULL)",
                "word_digest = zeroblob(32)",
                "word_digest = iif(word_digest IS NULL, x'00', NULL)",
                "id = id + 1000",
            ];
            run(&format!("UPDATE operation SET {} WHERE id = {id}", edit[usize::from(other) % edit.len()]));
        }
        1 if id < count => run(&format!("DELETE FROM operation WHERE id = {id}")),
        2 if id < count => {
            run(&format!("DELETE FROM journal WHERE operation_id = {id}; DELETE FROM operation WHERE id = {id}"));
        }
        3 => run(&format!(
            "UPDATE operation SET id = -1 WHERE id = {id}; UPDATE operation SET id = {id} WHERE id = {second};
             UPDATE operation SET id = {second} WHERE id = -1;
             UPDATE journal SET operation_id = -1 WHERE operation_id = {id};
             UPDATE journal SET operation_id = {id} WHERE operation_id = {second};
             UPDATE journal SET operation_id = {second} WHERE operation_id = -1;"
        )),
        4 => run(&format!(
            "INSERT INTO operation (id, at, actor_uid, command, detail, before_digest, digest)
             SELECT {}, at, actor_uid, command, detail, digest, digest FROM operation WHERE id = {count}",
            if other.is_multiple_of(2) { count + 1 } else { 0 }
        )),
        5 => {
            let edit = [
                "noun = noun + 1",
                "row_key = 99",
                "act = act % 3 + 1, before = coalesce(before, '{}')",
                "before = coalesce(before, '') || ' '",
                "digest = zeroblob(32)",
                "number = number + 1000",
                "operation_id = operation_id + 1000",
            ];
            let edit = edit[usize::from(other) % edit.len()];
            run(&format!("UPDATE journal SET {edit} WHERE (operation_id, number) = {}", place(one)));
        }
        6 => run(&format!("DELETE FROM journal WHERE (operation_id, number) = {}", place(one))),
        7 => run(&format!(
            "INSERT INTO journal SELECT operation_id, number + 1000, noun, row_key, act, before, digest FROM journal
             WHERE (operation_id, number) = {}",
            place(one)
        )),
        8 => run(&format!(
            "UPDATE journal SET number = -number WHERE (operation_id, number) = {};
             UPDATE journal SET number = 1000 WHERE number < 0;",
            place(one)
        )),
        9 => run("DELETE FROM undone"),
        10 => {
            let last = 1 + id % (count - 1);
            run(&format!(
                "DELETE FROM operation WHERE id > {last}; DELETE FROM journal WHERE operation_id > {last};
                 DELETE FROM operation_word WHERE operation_id > {last}; DELETE FROM undone WHERE by_id > {last}"
            ));
            return true;
        }
        11 => {
            run(&format!("UPDATE operation SET at = at + 1 WHERE id = {id}"));
            write_anew(file);
            return true;
        }
        12 => {
            let edit = [
                "UPDATE operation_word SET word = word || 'x'",
                "UPDATE operation_word SET salt = randomblob(16)",
                "UPDATE operation_word SET digest = zeroblob(32)",
                "UPDATE operation_word SET word = NULL, salt = NULL, digest = zeroblob(32)",
                "UPDATE operation_word SET name = name || 'x'",
                "UPDATE operation_word SET operation_id = operation_id + 1000",
                "DELETE FROM operation_word",
                "INSERT INTO operation_word SELECT operation_id, name || 'x', word, salt, digest FROM operation_word",
            ];
            let word = 2 + i64::from(one) % 9;
            run(&format!("{} WHERE operation_id = {word}", edit[usize::from(other) % edit.len()]));
        }
        _ => run(&format!("UPDATE operation SET detail = '{{}}x' WHERE id = {id}")),
    }
    false
}

/// Makes the whole chain anew, as somebody can who may write the file.
fn write_anew(file: &Connection) {
    let mut read = file
        .prepare("SELECT id, at, actor_uid, actor_rep_id, command, detail, part_of, undo_of, journal_digest, behalf_rep_id, word_digest FROM operation ORDER BY id")
        .unwrap();
    let mut rows = read.query([]).unwrap();
    let mut before = vec![0; 32];
    while let Some(row) = rows.next().unwrap() {
        let (command, detail): (String, String) = (row.get(4).unwrap(), row.get(5).unwrap());
        let entry = Entry {
            operation: row.get(0).unwrap(),
            by: By { rep: row.get(3).unwrap(), behalf: row.get(9).unwrap() },
            command: &command,
            detail: &detail,
            part_of: row.get(6).unwrap(),
            undo_of: row.get(7).unwrap(),
            journal: row.get(8).unwrap(),
            words: row.get(10).unwrap(),
        };
        let digest = entry.digest(&before, row.get(1).unwrap(), row.get(2).unwrap());
        let sql = "UPDATE operation SET before_digest = ?2, digest = ?3 WHERE id = ?1";
        file.execute(sql, (entry.operation, &before, &digest)).unwrap();
        before = digest;
    }
}

/// One trial: what is done is found with the anchor, and without it unless only an anchor can show it.
fn trial(file: &Connection, anchor: &Anchor, kind: u8, one: u16, other: u16) -> Result<(), TestCaseError> {
    let hidden = tamper(file, kind, one, other);
    let with = verify(file, std::slice::from_ref(anchor));
    prop_assert!(matches!(with, Err(Error::Found(_) | Error::Usage(_))), "not found with an anchor: {with:?}");
    let without = verify(file, &[]);
    if hidden {
        prop_assert!(without.is_ok(), "only an anchor can show this: {without:?}");
    } else {
        prop_assert!(matches!(without, Err(Error::Found(_))), "not found: {without:?}");
    }
    Ok(())
}

#[test]
fn whatever_is_done_to_the_record_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let store = repository(folder.path());
    let anchor = store.anchor().unwrap();
    let verified = store.verify(std::slice::from_ref(&anchor)).unwrap();
    assert_eq!((verified.now.clone(), verified.anchored, verified.erased), (anchor.clone(), Some(11), 0));
    assert!(verified.rows > 30);
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(TRIALS);
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let outcome = TestRunner::new(config).run(&any::<(u8, u16, u16)>(), |(kind, one, other)| {
        store.connection.execute_batch("BEGIN").unwrap();
        let result = trial(&store.connection, &anchor, kind, one, other);
        store.connection.execute_batch("ROLLBACK").unwrap();
        result
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    assert!(store.verify(&[anchor]).is_ok());
}

#[test]
fn words_that_were_taken_out_leave_the_chain_whole() {
    let folder = tempfile::tempdir().unwrap();
    let store = repository(folder.path());
    let detail = |store: &Store| store.operation(3).unwrap().detail;
    assert_eq!(detail(&store), "tags=1 name=t2");
    store.connection.execute("UPDATE journal SET before = NULL", []).unwrap();
    store.connection.execute("UPDATE operation_word SET word = NULL, salt = NULL", []).unwrap();
    let verified = store.verify(&[]).unwrap();
    assert!(verified.erased > 10 && verified.erased < verified.rows);
    assert_eq!(verified.erased_words, 9);
    assert_eq!(detail(&store), "tags=1 name=(erased)");
}

#[test]
fn words_that_an_older_version_wrote_into_the_detail_are_told_and_chained() {
    let folder = tempfile::tempdir().unwrap();
    let store = repository(folder.path());
    store
        .connection
        .execute_batch(
            "UPDATE operation SET detail = '{\"name\":\"old t2\",\"tags\":1}', word_digest = NULL WHERE id = 3;
             DELETE FROM operation_word WHERE operation_id = 3",
        )
        .unwrap();
    write_anew(&store.connection);
    assert_eq!(store.verify(&[]).unwrap().erased_words, 0);
    assert_eq!(store.operation(3).unwrap().detail, "name=\"old t2\" tags=1");
}

#[test]
fn a_clock_that_was_set_back_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(&folder.path().join("r.db"), &actor(3 * DAY), "Max").unwrap();
    let mut at = |now| {
        let sql = "INSERT INTO tag (name, folded) VALUES (hex(randomblob(8)), '')";
        store.change(&actor(now), Act::of("test"), |change| Ok(change.transaction.execute(sql, [])?)).unwrap();
        store.verify(&[]).map_err(|error| error.to_string())
    };
    assert!(at(2 * DAY).is_ok(), "somebody waited for long");
    assert_eq!(
        at(DAY - 1).unwrap_err(),
        "operation 3 says it was done at 1970-01-01T23:59:59.999999Z, more than a day before operation 2"
    );
}
