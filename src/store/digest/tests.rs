//! Every byte of a row counts, every way in keeps the digests, and nothing else is reported.

use std::cell::RefCell;
use std::time::Duration;

use rusqlite::Connection;

use super::compare::{Differing, How, compare};
use super::*;
use crate::model::chat::ChatName;
use crate::store::Store;
use crate::store::act::{Run, Side};
use crate::store::page::{ImportOptions, Imported};
use crate::store::purge::Due;
use crate::store::undo::deeds::{World, chat};

/// All rows that are not as their digests say.
pub(in crate::store) fn differing(store: &Store) -> Vec<Differing> {
    let found = RefCell::new(Vec::new());
    let mut find = |differing| {
        found.borrow_mut().push(differing);
        Ok(())
    };
    compare(&store.connection, &|_| true, &mut find, &|_| Ok(())).unwrap();
    found.into_inner()
}

/// Every table and its columns that have digests.
fn columns(connection: &Connection) -> Vec<(&'static Noun, String, String)> {
    let of = |table: &'static Noun| {
        let columns = table.columns(connection).unwrap();
        columns.into_iter().map(move |(name, kind)| (table, name, kind))
    };
    tables().flat_map(of).collect()
}

#[test]
fn each_value_of_each_row_counts() {
    let world = World::new();
    assert_eq!(differing(&world.store), []);
    let connection = &world.store.connection;
    connection.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON").unwrap();
    let mut looked_at = 0;
    for (table, column, kind) in columns(connection) {
        let name = table.table;
        // Where a row belongs is its key: there a row goes, and another comes.
        if table.key.contains(&column.as_str()) || (table.number, column.as_str()) == (CHAT, "id") {
            continue;
        }
        let other = match kind.as_str() {
            "INTEGER" => format!("coalesce({column}, 0) + 1"),
            "BLOB" => format!("coalesce({column}, x'') || x'00'"),
            _ => format!("coalesce({column}, '') || char(0)"),
        };
        let transaction = connection.unchecked_transaction().unwrap();
        let sql = format!(
            "UPDATE OR IGNORE {name} SET {column} = {other}
             WHERE {key} = (SELECT max({key}) FROM {name})",
            key = table.key[0]
        );
        let changed = transaction.execute(&sql, []).unwrap();
        drop(transaction);
        if changed == 0 {
            continue;
        }
        connection.execute_batch("BEGIN").unwrap();
        connection.execute(&sql, []).unwrap();
        let found: Vec<Differing> = differing(&world.store);
        connection.execute_batch("ROLLBACK").unwrap();
        assert!(!found.is_empty(), "{name}.{column}");
        assert!(found.iter().all(|found| found.name == table.name && found.how == How::Changed), "{found:?}");
        looked_at += 1;
    }
    assert!(looked_at > 60, "{looked_at} columns tell little");
    assert_eq!(differing(&world.store), []);
}

#[test]
fn rows_that_came_or_went_by_another_way_are_found() {
    let world = World::new();
    let connection = &world.store.connection;
    connection.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    connection.execute("DELETE FROM message WHERE chat_key = (SELECT key FROM chat WHERE id = 2)", []).unwrap();
    connection.execute("INSERT INTO tag (id, name, folded) VALUES (99, 'x', 'x')", []).unwrap();
    connection.execute("DELETE FROM person WHERE id = 1", []).unwrap();
    let found = differing(&world.store);
    let expected = [
        Differing { table: "message", name: "message", owner: CHAT, number: 2, how: How::Gone },
        Differing { table: "tag", name: "tag", owner: 7, number: 99, how: How::Unknown },
        Differing { table: "person", name: "person", owner: PERSON, number: 1, how: How::Gone },
    ];
    assert!(expected.iter().all(|differing| found.contains(differing)), "{found:?}");
    assert!(found.len() <= 5, "{found:?}");
}

#[test]
fn each_way_to_change_rows_keeps_their_digests() {
    let mut world = World::new();
    let actor = world.actor();
    // More than one block, and more than is caught up with at once.
    let import = |store: &mut Store, numbers: std::ops::Range<i64>, update: bool, text: &str| {
        let mut coming = numbers.map(|number| {
            let mut chat = chat(number);
            text.clone_into(&mut chat.messages[0].text);
            chat.person.name = Some(text.to_owned());
            chat
        });
        let mut done = Imported::default();
        let options = ImportOptions { update, dry_run: false };
        store.import(&actor, options, &mut done, || Ok(coming.next())).unwrap();
        assert_eq!(differing(store), [], "import of {text}");
    };
    import(&mut world.store, 100..300, false, "first");
    import(&mut world.store, 250..320, true, "second");
    let last = world.last_operation();
    world.undo(Some(last)).unwrap();
    assert_eq!(differing(&world.store), [], "undo of an import");
    let names: Vec<ChatName> = (20..90).map(ChatName::Id).collect();
    for command in ["delete", "purge", "erase"] {
        let names = if command == "erase" { &[][..] } else { &names[..] };
        let targets = world.store.targets_named(names, Side::Either).unwrap();
        let run = Run { targets: &targets, dry_run: false, step: &|_| Ok(()) };
        match command {
            "delete" => drop(world.store.delete_chats(&actor, &run).unwrap()),
            "purge" => {
                let due = Due { at_once: true, named: true, accept_clock: false };
                drop(world.store.purge_chats(&actor, &run, due, Duration::ZERO).unwrap());
            }
            _ => drop(world.store.erase_person(&actor, 1, false, false).unwrap()),
        }
        assert_eq!(differing(&world.store), [], "{command}");
    }
}
