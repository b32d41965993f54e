//! Files that are no repository of ours, or no longer a sound one: named as such, quickly, and never written to.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use rusqlite::Connection;

use crate::repo::{CHATS, TestRepo, code, finish, text};

/// Commands that open a repository, each in its own way.
const COMMANDS: &[&[&str]] = &[
    &["list"],
    &["list", "--count"],
    &["search", "refund"],
    &["show", "1"],
    &["export", "--output", "-"],
    &["import", "chats.jsonl"],
];

/// A repository whose file somebody changed.
fn changed(change: impl FnOnce(&Connection)) -> TestRepo {
    let repo = TestRepo::with_chats();
    let connection = Connection::open(repo.file()).unwrap();
    change(&connection);
    connection.close().unwrap();
    repo
}

/// Asserts that every command refuses with this code and leaves the file as it is. Gives what the last one said.
#[track_caller]
fn all_refuse(repo: &TestRepo, expected: i32) -> String {
    let before = fs::read(repo.file()).unwrap();
    let mut said = String::new();
    repo.write("chats.jsonl", CHATS);
    for command in COMMANDS {
        said = repo.refuses(expected, command);
        assert_eq!(fs::read(repo.file()).unwrap(), before, "{command:?} wrote to the file");
    }
    said
}

#[test]
fn an_empty_file_is_not_a_repository() {
    let repo = TestRepo::nothing();
    repo.write("livechats.db", "");
    let said = all_refuse(&repo, 10);
    assert!(said.contains("empty"), "{said}");
}

#[test]
fn files_of_others_are_not_repositories() {
    let repo = TestRepo::nothing();
    for content in [
        &b"Dear diary"[..],
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        b"PK\x03\x04\x14\x00",
        b"SQLite format 3",
        b"SQLite format 3\0",
        &[0; 5000],
        &[0xff; 5000],
    ] {
        repo.write("livechats.db", content);
        let before = fs::read(repo.file()).unwrap();
        for command in COMMANDS.iter().take(5) {
            let output = repo.output(command);
            let said = text(&output.stderr);
            // What begins like SQLite and ends at once may be called damaged.
            let fitting = code(&output) == 10 || code(&output) == 12 && content.starts_with(b"SQLite format 3");
            assert!(fitting, "{content:.20?} {command:?}: {} {said}", code(&output));
            assert_eq!(fs::read(repo.file()).unwrap(), before);
        }
    }
}

#[test]
fn a_sqlite_file_of_another_program_is_not_a_repository() {
    let repo = TestRepo::nothing();
    let other = Connection::open(repo.file()).unwrap();
    other
        .execute_batch("PRAGMA application_id = 1234567; CREATE TABLE chat (id INTEGER); INSERT INTO chat VALUES (1)")
        .unwrap();
    other.close().unwrap();
    let said = all_refuse(&repo, 10);
    assert!(said.contains("another program"), "{said}");
}

#[test]
fn a_missing_table_or_column_is_damage() {
    for (change, name) in [
        ("DROP TABLE chat_tag", "chat_tag"),
        ("ALTER TABLE chat DROP COLUMN description", "chat"),
        ("DROP INDEX chat_status", "chat_status"),
        ("DROP TABLE search", "search"),
    ] {
        let said = all_refuse(&changed(|file| file.execute_batch(change).unwrap()), 12);
        assert!(said.contains("missing") || said.contains("changed"), "{change}: {said}");
        assert!(said.contains(name), "{change}: {said}");
    }
}

#[test]
fn an_unexpected_trigger_view_or_table_is_damage() {
    for (change, name) in [
        ("CREATE TRIGGER sly AFTER INSERT ON message BEGIN DELETE FROM operation; END", "sly"),
        ("CREATE VIEW sly AS SELECT 1", "sly"),
        ("CREATE TABLE sly (x)", "sly"),
        ("CREATE VIRTUAL TABLE sly USING fts5(x)", "sly"),
        ("CREATE INDEX sly ON chat(abs(rating))", "sly"),
    ] {
        let said = all_refuse(&changed(|file| file.execute_batch(change).unwrap()), 12);
        assert!(said.contains(name), "{change}: {said}");
    }
}

#[test]
fn a_repository_of_a_newer_version_is_not_opened() {
    for later in [1, 1000] {
        let mut versions = (0, 0);
        let repo = changed(|file| {
            let known: i64 = file.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
            versions = (known, known + later);
            file.pragma_update(None, "user_version", versions.1).unwrap();
        });
        let said = all_refuse(&repo, 13);
        let (known, found) = versions;
        assert!(said.contains(&format!("version {found}")) && said.contains(&format!("to {known}")), "{said}");
    }
    let odd = changed(|file| file.pragma_update(None, "user_version", -1).unwrap());
    for command in COMMANDS.iter().take(5) {
        let output = odd.output(command);
        assert!([12, 13].contains(&code(&output)), "{command:?}: {} {}", code(&output), text(&output.stderr));
    }
}

#[test]
fn a_truncated_file_is_damage() {
    let sound = TestRepo::with_chats();
    let whole = fs::read(sound.file()).unwrap();
    let repo = TestRepo::nothing();
    repo.write("chats.jsonl", CHATS);
    for length in (4096..whole.len()).step_by(4096).chain([whole.len() / 2, whole.len() - 1, 5000, 512, 100]) {
        repo.write("livechats.db", &whole[..length]);
        for command in COMMANDS {
            let output = repo.output(command);
            assert_eq!(code(&output), 12, "{length} bytes, {command:?}: {}", text(&output.stderr));
        }
        assert_eq!(fs::metadata(repo.file()).unwrap().len(), length as u64);
    }
    repo.write("livechats.db", &whole[..50]);
    for command in COMMANDS {
        assert!([10, 12].contains(&code(&repo.output(command))), "50 bytes, {command:?}");
    }
}

#[test]
fn wrecked_pages_never_crash_and_are_never_written_to() {
    let sound = TestRepo::with_chats();
    let whole = fs::read(sound.file()).unwrap();
    let page = 4096;
    let repo = TestRepo::nothing();
    repo.write("chats.jsonl", CHATS.replace("\"s-", "\"new-"));
    let mut noticed = 0;
    for number in 0..whole.len() / page {
        for kind in ["zeroed", "swapped", "noise", "pointers"] {
            let mut file = whole.clone();
            let at = number * page;
            let body = if number == 0 { at + 100 } else { at };
            match kind {
                "zeroed" => file[body..at + page].fill(0),
                "swapped" if number > 0 => file[at..at + page].copy_from_slice(&whole[page..2 * page]),
                "noise" => (body..at + page).for_each(|byte| file[byte] ^= (byte as u8).wrapping_mul(37) | 1),
                _ => file[body + 8..body + 40].fill(0x11),
            }
            let same = file == whole;
            repo.write("livechats.db", &file);
            for command in [&["list"][..], &["search", "refund"], &["show", "1"], &["import", "chats.jsonl"]] {
                let output = repo.output(command);
                let said = text(&output.stderr);
                let answered = [0, 5, 10, 12].contains(&code(&output));
                assert!(answered, "page {number} {kind} {command:?}: {} {said}", code(&output));
                noticed += u32::from(code(&output) == 12);
                if command[0] == "import" && !same && code(&output) != 0 {
                    let after = fs::read(repo.file()).unwrap();
                    assert!(after == file, "page {number} {kind}: a refused import wrote to the file");
                }
            }
        }
    }
    assert!(noticed > 50, "only {noticed} runs noticed anything");
}

#[test]
fn wrong_page_sizes_are_damage() {
    let sound = TestRepo::with_chats();
    let whole = fs::read(sound.file()).unwrap();
    let repo = TestRepo::nothing();
    for (high, low) in [(0, 0), (0, 3), (0xff, 0xff)] {
        let mut file = whole.clone();
        (file[16], file[17]) = (high, low);
        repo.write("livechats.db", file);
        for command in COMMANDS.iter().take(5) {
            let output = repo.output(command);
            assert!([10, 12].contains(&code(&output)), "{high} {low} {command:?}: {}", code(&output));
        }
    }
}

#[test]
fn a_repository_that_others_can_read_is_warned_of() {
    let repo = TestRepo::with_chats();
    assert_eq!(repo.mode("livechats.db"), 0o600);
    for mode in [0o644, 0o660, 0o666] {
        fs::set_permissions(repo.file(), fs::Permissions::from_mode(mode)).unwrap();
        let output = repo.output(&["list", "--count"]);
        assert_eq!((code(&output), text(&output.stdout)), (0, "5\n".to_owned()));
        let said = text(&output.stderr);
        assert!(said.contains("livechats.db") && said.contains("chmod"), "{mode:o}: {said}");
    }
}

#[test]
fn a_repository_linked_twice_is_refused() {
    let repo = TestRepo::with_chats();
    fs::hard_link(repo.file(), repo.path("other.db")).unwrap();
    let said = all_refuse(&repo, 10);
    assert!(said.contains("link"), "{said}");
    fs::remove_file(repo.path("other.db")).unwrap();
    assert_eq!(repo.succeed(&["list", "--count"]), "5\n");
}

#[test]
fn a_repository_is_one_file_at_rest() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["list"]);
    let beside: Vec<String> = repo.names().into_iter().filter(|name| name.starts_with("livechats.db-")).collect();
    assert!(beside.iter().all(|name| name == "livechats.db-lock"), "{beside:?}");
    for name in repo.names().iter().filter(|name| name.starts_with("livechats.db")) {
        assert_eq!(repo.mode(name), 0o600, "{name}");
    }
}

#[test]
fn a_read_only_mount_is_read_and_not_written() {
    let repo = TestRepo::with_chats();
    repo.write("more.jsonl", CHATS.replace("\"s-", "\"new-"));
    let script = |command: &str| {
        format!(
            "unshare -rm sh -c 'mount --bind . . && mount -o remount,ro,bind . && cd \"$PWD\" && {{ touch x 2>/dev/null && exit 99; {command}; }}'"
        )
    };
    let tried = finish(
        {
            let mut command = repo.command("/bin/sh");
            command.args(["-c", &script("exit 42")]);
            command
        },
        b"",
    );
    if code(&tried) != 42 {
        eprintln!("did not run: this account cannot mount read-only ({})", text(&tried.stderr).trim());
        return;
    }
    let read = repo
        .shell(&script("livechats check --data --quiet && livechats list --count && livechats search refund --ids"));
    assert_eq!((code(&read), text(&read.stdout)), (0, "5\n1\n".to_owned()), "{}", text(&read.stderr));
    let write = repo.shell(&script("livechats import more.jsonl"));
    assert_eq!(code(&write), 14, "{}", text(&write.stderr));
    assert_eq!(repo.succeed(&["list", "--count"]), "5\n");
}

#[test]
fn another_writer_is_waited_for_and_named_busy() {
    let repo = TestRepo::with_chats();
    repo.write("more.jsonl", CHATS.replace("\"s-", "\"new-"));
    let other = Connection::open(repo.file()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    repo.refuses(11, &["--wait", "0", "import", "more.jsonl"]);
    assert_eq!(repo.succeed(&["list", "--count"]), "5\n", "readers do not wait for writers");
    other.execute_batch("ROLLBACK").unwrap();
    repo.succeed(&["--wait", "0", "import", "more.jsonl"]);
}

#[test]
fn a_writer_does_not_wait_for_readers() {
    let repo = TestRepo::with_chats();
    repo.write("more.jsonl", CHATS.replace("\"s-", "\"new-"));
    repo.write("others.jsonl", CHATS.replace("\"s-", "\"other-"));
    let reader = Connection::open(repo.file()).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM chat").unwrap();
    // Whoever waits for the reader waits for a day, and that is taken for hung.
    repo.succeed(&["--wait", "86400", "import", "more.jsonl"]);
    repo.succeed(&["--wait", "86400", "import", "others.jsonl"]);
    drop(reader);
    assert_eq!(repo.succeed(&["list", "--count"]), "15\n");
}
