//! Every table is recorded or known to need no record, and rows are kept as they were.

use super::*;
use crate::store::change::Act;
use crate::store::{Actor, Store, schema};

#[test]
fn every_table_is_recorded_derived_or_only_added_to() {
    let mut connection = Connection::open_in_memory().unwrap();
    let transaction = connection.transaction().unwrap();
    schema::migrate(&transaction, 0).unwrap();
    transaction.commit().unwrap();
    let mut statement = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '*search*' AND name NOT GLOB 'term*' ORDER BY name")
        .unwrap();
    let tables: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(|name| name.unwrap()).collect();
    let not_recorded = [
        "chat_count",
        "digest",
        "erasure",
        "export_job",
        "interaction_count",
        "journal",
        "operation",
        "operation_word",
        "sequence",
        "setting",
        "tombstone",
        "undone",
    ];
    let mut known: Vec<&str> = NOUNS.iter().chain(NAMES).map(|noun| noun.table).chain(not_recorded).collect();
    known.sort_unstable();
    assert_eq!(tables, known, "say in journal.rs how undo brings back the rows of a new table");
}

#[test]
fn rows_are_recorded_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let now = crate::model::time::Time::from_micros(7).unwrap();
    let actor = Actor { uid: rustix::process::getuid().as_raw(), now, fixed_clock: false };
    let mut store = Store::create(&folder.path().join("r.db"), &actor, "Max").unwrap();
    let mut run = |sql: &str| {
        store.change(&actor, Act::of("test"), |change| Ok(change.transaction.execute_batch(sql)?)).unwrap();
    };
    run("INSERT INTO tag (name, folded, description) VALUES ('a', 'a', 'say \"hi\"')");
    run("UPDATE tag SET color = 'red', name = 'b', description = description; UPDATE tag SET live_chats = 7");
    run("DELETE FROM tag");
    let mut statement = store
        .connection
        .prepare("SELECT operation_id, number, noun, row_key, act, coalesce(before, '-') FROM journal")
        .unwrap();
    let rows: Vec<String> = statement
        .query_map([], |row| {
            let numbers: [i64; 5] = [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?];
            Ok(format!("{numbers:?} {}", row.get::<_, String>(5)?))
        })
        .unwrap()
        .map(|row| row.unwrap())
        .collect();
    assert_eq!(
        rows,
        [
            "[2, 1, 7, 1, 1] -",
            r#"[3, 1, 7, 1, 2] {"name":"a","color":null}"#,
            r#"[4, 1, 7, 1, 3] {"id":1,"name":"b","folded":"a","color":"red","description":"say \"hi\""}"#,
        ]
    );
}
