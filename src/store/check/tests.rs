//! What each part of a check finds, and that it finds nothing else.

use super::*;
use crate::store::undo::deeds::World;

/// Everything that a check of all rows finds.
pub(in crate::store) fn findings(store: &Store) -> Vec<String> {
    let mut found = Vec::new();
    let mut tell = |finding: Finding| {
        found.push(finding.line());
        Ok(())
    };
    store.check(Data::ALL, &mut tell, &|_| Ok(())).unwrap();
    found
}

#[test]
fn a_sound_repository_has_no_findings() {
    let world = World::new();
    assert_eq!(findings(&world.store), [""; 0]);
}

/// What a check finds after these statements, which are taken back.
fn after(world: &World, statements: &str) -> Vec<String> {
    let connection = &world.store.connection;
    connection
        .execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; SAVEPOINT before")
        .unwrap();
    connection.execute_batch(statements).unwrap();
    let mut found = Vec::new();
    let step = |_| Ok(());
    let check =
        Check { moment: connection, data: Data::ALL, step: &step, found: Cell::new(0), unreadable: Cell::new(false) };
    let mut tell = |finding: Finding| {
        found.push(finding.line());
        Ok(())
    };
    for part in [Check::structure, Check::references, Check::record, Check::counts, Check::sequences, Check::index_rows]
    {
        check.part("it", &mut tell, part).unwrap();
    }
    for part in [Check::rows, Check::times, Check::index_words] {
        check.part("it", &mut tell, part).unwrap();
    }
    connection.execute_batch("PRAGMA query_only = OFF; ROLLBACK TO before; RELEASE before").unwrap();
    found
}

#[test]
fn each_kind_of_fault_is_found_and_named() {
    let world = World::new();
    assert_eq!(after(&world, ""), [""; 0]);
    for (statements, line) in [
        (
            "UPDATE message SET text = text || '.' WHERE number = 1 AND chat_key = (SELECT key FROM chat WHERE id = 1)",
            "chat 1: a message is not as it was written",
        ),
        (
            "UPDATE message SET text = CAST(x'6162ff' AS TEXT) WHERE chat_key = (SELECT key FROM chat WHERE id = 2)",
            "chat 2: a message is not as it was written",
        ),
        ("UPDATE chat SET description = 'x' WHERE id = 1", "chat 1: its own row is not as it was written"),
        (
            "DELETE FROM message WHERE chat_key = (SELECT key FROM chat WHERE id = 2)",
            "chat 2: a message that was written is gone",
        ),
        (
            "UPDATE chat SET person_id = 77777 WHERE id = 1",
            "chat 1: its row in chat names person 77777, which is not there",
        ),
        (
            "UPDATE chat SET created_at = -1 WHERE id = 1",
            "chat 1: its row in chat has the time created_at 1969-12-31T23:59:59.999999Z",
        ),
        (
            "UPDATE chat SET closed_at = 9223372036854775807 WHERE id = 1",
            "chat 1: its row in chat has the time closed_at no year",
        ),
        ("UPDATE chat_count SET chats = chats + 1", "count: "),
        ("UPDATE chat SET message_count = 99 WHERE id = 1", "chat 1: 99 messages are counted, and "),
        ("UPDATE interaction_count SET here = here + 1", "count: "),
        (
            "DELETE FROM search WHERE rowid = (SELECT key FROM chat WHERE id = 2)",
            "chat 2: it is not in the search index, so no search finds it",
        ),
        (
            "INSERT INTO search (rowid, thread) VALUES (5, 'stray')",
            "index: the search index holds 1 that are not there",
        ),
        (
            "DELETE FROM search WHERE rowid = (SELECT key FROM chat WHERE id = 2);
          INSERT INTO search (rowid, thread) SELECT key, 'other words' FROM chat WHERE id = 2",
            "chat 2: the search index does not hold its words as they are",
        ),
        ("DELETE FROM term WHERE id = 1", "index: the table of terms lacks 1"),
        ("DELETE FROM term_piece WHERE rowid = 1", "index: the index of terms lacks 1"),
        (
            "UPDATE sequence SET last = 1 WHERE name = 'chat'",
            "sequence: the last chat number given is 1, and there is ",
        ),
        (
            "INSERT INTO tag (id, name, folded) VALUES (99, 'x', 'x')",
            "unknown: tag 99: a tag has no digest: another program wrote it",
        ),
    ] {
        let found = after(&world, statements);
        assert!(found.iter().any(|found| found.starts_with(line)), "{statements}: {found:?}");
    }
    assert_eq!(findings(&world.store), [""; 0]);
}

#[test]
fn each_row_is_in_one_part() {
    let world = World::new();
    let connection = &world.store.connection;
    connection.execute_batch("UPDATE message SET text = text || '.'").unwrap();
    let chats = |data: Data| {
        let mut chats = Vec::new();
        let mut tell = |finding: Finding| {
            chats.extend(finding.chat.filter(|_| finding.kind == Kind::Changed));
            Ok(())
        };
        world.store.check(data, &mut tell, &|_| Ok(())).unwrap();
        chats
    };
    let mut parts: Vec<i64> = (1..=3).flat_map(|part| chats(Data::Part(part, 3))).collect();
    parts.sort_unstable();
    assert_eq!(parts, chats(Data::ALL));
    assert!(!parts.is_empty() && chats(Data::Nothing).is_empty());
}
