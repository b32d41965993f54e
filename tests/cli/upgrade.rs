//! Repositories that an older version of the program made.

use rusqlite::Connection;

use crate::repo::{TestRepo, code, text};

const FIRST: &str = include_str!("../../src/store/migrations/0001_first.sql");

/// An empty repository of version 1, made by this account.
fn first_version() -> TestRepo {
    let repo = TestRepo::nothing();
    let file = Connection::open(repo.file()).unwrap();
    file.execute_batch(
        "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA application_id = 1282818920; PRAGMA journal_mode = WAL",
    )
    .unwrap();
    file.execute_batch(FIRST).unwrap();
    file.pragma_update(None, "user_version", 1).unwrap();
    file.execute("INSERT INTO setting (name, value) VALUES ('fixed_clock', 'yes')", []).unwrap();
    let uid = rustix::process::getuid().as_raw();
    file.execute("INSERT INTO rep (name, folded, role, os_uid) VALUES ('ann', 'ann', 'admin', ?1)", [uid]).unwrap();
    file.execute(
        "INSERT INTO operation (id, at, actor_uid, actor_rep_id, command, detail, before_digest, digest)
         VALUES (1, 0, ?1, 1, 'init', '{}', zeroblob(32), zeroblob(32))",
        [uid],
    )
    .unwrap();
    file.execute_batch(
        "INSERT INTO person (id, name) VALUES (1, 'Ann Example');
         INSERT INTO chat (key, id, person_id, status, message_count, changed_by) VALUES (-1152921504606846975, 1, 1, 1, 1, 1);
         INSERT INTO author (id, kind) VALUES (1, 1);
         INSERT INTO message (chat_key, number, author_id, text) VALUES (-1152921504606846975, 1, 1, 'hello');
         INSERT INTO sequence (name, last) VALUES ('chat', 1), ('person', 1);",
    )
    .unwrap();
    file.close().unwrap();
    repo
}

fn version(repo: &TestRepo) -> i64 {
    let file = Connection::open(repo.file()).unwrap();
    file.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

#[test]
fn the_first_command_brings_it_to_this_version() {
    for command in [
        &["list", "--columns", "id,person"][..],
        &["delete", "1", "--yes", "--format", "tsv", "--columns", "id,person"],
    ] {
        let repo = first_version();
        assert_eq!(repo.succeed(command), "1\tAnn Example\n", "{command:?}");
        assert!(version(&repo) > 1);
        assert_eq!(repo.names(), ["livechats.db"]);
        let file = Connection::open(repo.file()).unwrap();
        let recorded: String =
            file.query_row("SELECT command || detail FROM operation WHERE id = 2", [], |row| row.get(0)).unwrap();
        assert!(recorded.starts_with(r#"upgrade{"from":1,"to":"#), "{recorded}");
        drop(file);
        // What was said before counts too.
        assert_eq!(repo.succeed(&["interactions", "show", "--month", "unknown", "--columns", "used"]), "1\n");
        assert_eq!(repo.succeed(&["list", "--count"]), if command[0] == "list" { "1\n" } else { "0\n" });
    }
}

#[test]
fn one_that_is_not_as_it_was_made_stays_as_it_is() {
    let repo = first_version();
    Connection::open(repo.file()).unwrap().execute_batch("CREATE VIEW sly AS SELECT 1").unwrap();
    let before = std::fs::read(repo.file()).unwrap();
    let output = repo.output(&["list"]);
    assert_eq!(code(&output), 12, "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("version 1"), "{}", text(&output.stderr));
    assert_eq!(version(&repo), 1);
    assert_eq!(std::fs::read(repo.file()).unwrap(), before);
}
