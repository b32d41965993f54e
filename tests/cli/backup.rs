//! Copies of the whole repository, and back.

use std::os::unix::fs::PermissionsExt;

use insta::assert_snapshot;

use crate::repo::{TestRepo, code, finish, text};

#[test]
fn a_backup_is_a_repository_of_one_moment() {
    let repo = TestRepo::with_chats();
    let anchor = repo.succeed(&["audit", "anchor"]);
    assert_eq!(repo.succeed(&["backup", "monday.db"]), anchor);
    assert_eq!(repo.mode("monday.db"), 0o600);
    assert_eq!(repo.names(), ["chats.jsonl", "livechats.db", "monday.db"]);
    let of_copy = |args: &[&str]| repo.succeed(&[&["--repo", "monday.db"], args].concat());
    assert_eq!(of_copy(&["export", "-o", "-"]), repo.succeed(&["export", "-o", "-"]));
    of_copy(&["check", "--data"]);
    // It can be worked on as any other.
    of_copy(&["status", "closed", "2"]);
    assert_eq!(repo.names(), ["chats.jsonl", "livechats.db", "monday.db"]);
    let recorded = repo.succeed(&["audit", "list", "--columns", "command,detail", "--limit", "3"]);
    assert!(recorded.contains("backup\tchats=5 bytes="), "{recorded}");
    assert_snapshot!(repo.run(&["backup", "monday.db"]), @r"
    $ livechats backup monday.db
    [stderr] error: cannot write monday.db: it exists already
    [stderr] hint: name another file, or replace it with --force
    [exit 16]
    ");
    repo.succeed(&["backup", "monday.db", "--force"]);
    assert_eq!(of_copy(&["list", "status:open", "--ids"]), "2\n");
    for own in ["livechats.db", "livechats.db-wal", "./livechats.db"] {
        repo.refuses(2, &["backup", own, "--force"]);
    }
}

#[test]
fn a_stream_makes_a_repository_again() {
    let repo = TestRepo::with_chats();
    let output = repo.shell("livechats backup - | livechats --repo again.db backup --restore -");
    assert_eq!(code(&output), 0);
    assert_snapshot!(text(&output.stderr).lines().skip(1).collect::<Vec<_>>().join("\n"), @r"
    Restored 5 chats to again.db, as of operation 2 of the record.
    warning: what was erased or purged since then is not known, and may be back: name the repository that was in use last with --ledger
    ");
    assert_eq!(repo.names(), ["again.db", "chats.jsonl", "livechats.db"]);
    assert_eq!(repo.mode("again.db"), 0o600);
    repo.succeed(&["--repo", "again.db", "check", "--data"]);
    assert_eq!(repo.succeed(&["--repo", "again.db", "list", "--ids"]), repo.succeed(&["list", "--ids"]));
    assert_snapshot!(repo.run(&["backup", "--restore", "again.db"]), @r"
    $ livechats backup --restore again.db
    [stderr] error: livechats.db exists already
    [stderr] hint: name another file with --repo FILE, or move the one there away, with its -wal file if it has one
    [exit 7]
    ");
}

/// A repository of which a backup was made, and that went on: a chat purged, a person merged with another who was erased.
fn gone_on() -> TestRepo {
    let repo = TestRepo::with_chats();
    repo.succeed(&["hold", "add", "case-12", "--where", "id:3", "--reason", "court", "--yes"]);
    repo.succeed(&["backup", "monday.db"]);
    repo.succeed(&["hold", "release", "case-12", "--yes"]);
    repo.succeed(&["delete", "3", "--yes"]);
    repo.succeed(&["purge", "3", "--now", "--yes"]);
    repo.succeed(&["person", "merge", "1", "--into", "2", "--yes"]);
    repo.succeed(&["person", "erase", "2", "--yes", "--quiet"]);
    repo
}

#[test]
fn what_was_erased_since_is_erased_again() {
    let repo = gone_on();
    assert_snapshot!(repo.run(&["--repo", "new.db", "backup", "--restore", "monday.db", "--ledger", "livechats.db"]), @r"
    $ livechats --repo new.db backup --restore monday.db --ledger livechats.db
    [stderr] Restored 4 chats to new.db, as of operation 3 of the record.
    [stderr] Erased and purged again what was since: 2 persons and 1 chat.
    [stderr] Later changes are not in it: 8 operations.
    [exit 0]
    ");
    let new = |args: &[&str]| repo.succeed(&[&["--repo", "new.db"], args].concat());
    assert_eq!(new(&["list", "--ids", "--sort", "id", "--reverse"]), "1\n2\n4\n5\n");
    assert_eq!(new(&["list", "--deleted", "--count"]), "0\n");
    for word in ["refund", "iPhone", "世界"] {
        assert_eq!(new(&["search", word, "--count"]), "0\n", "{word}");
    }
    let bytes = std::fs::read(repo.path("new.db")).unwrap();
    for word in ["Ann Example", "ann@example.com", "世界"] {
        assert!(memchr::memmem::find(&bytes, word.as_bytes()).is_none(), "{word}");
    }
    new(&["check", "--data"]);
    assert!(new(&["audit", "list", "--limit", "1"]).contains("ledger=replayed persons=2 chats=1"));

    assert_snapshot!(
        repo.run(&["--repo", "old.db", "backup", "--restore", "monday.db", "--ledger", "livechats.db", "--no-replay"]), @r"
    $ livechats --repo old.db backup --restore monday.db --ledger livechats.db --no-replay
    [stderr] Restored 5 chats to old.db, as of operation 3 of the record.
    [stderr] warning: 2 persons and 1 chat were erased or purged since, and are back: livechats person erase, purge
    [stderr] Later changes are not in it: 8 operations.
    [exit 0]
    ");
    assert_eq!(repo.succeed(&["--repo", "old.db", "search", "refund", "--count"]), "1\n");
    assert!(repo.succeed(&["--repo", "old.db", "audit", "list", "--limit", "1"]).contains("ledger=ignored"));
    assert_snapshot!(repo.run(&["--repo", "no.db", "backup", "--restore", "monday.db"]), @r"
    $ livechats --repo no.db backup --restore monday.db
    [stderr] Restored 5 chats to no.db, as of operation 3 of the record.
    [stderr] warning: what was erased or purged since then is not known, and may be back: name the repository that was in use last with --ledger
    [exit 0]
    ");
    let other = TestRepo::with_chats();
    other.succeed(&["tag", "define", "x"]);
    std::fs::copy(other.file(), repo.path("other.db")).unwrap();
    assert_snapshot!(repo.run(&["--repo", "a.db", "backup", "--restore", "monday.db", "--ledger", "other.db"]), @r"
    $ livechats --repo a.db backup --restore monday.db --ledger other.db
    [stderr] error: the ledger is of a repository that the backup was not made of, or of an older state
    [stderr] hint: name the repository that was in use last, or its newest backup
    [exit 2]
    ");
    assert!(!repo.names().iter().any(|name| name.starts_with("a.db") || name.starts_with(".livechats")));
}

#[test]
fn a_damaged_backup_is_not_restored_and_a_damaged_repository_is_told() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["backup", "monday.db"]);
    for name in ["monday.db", "livechats.db"] {
        let mut bytes = std::fs::read(repo.path(name)).unwrap();
        let at = memchr::memmem::find(&bytes, b"My parcel").unwrap();
        bytes[at] = b'm';
        std::fs::write(repo.path(name), bytes).unwrap();
    }
    assert_snapshot!(repo.run(&["--repo", "new.db", "backup", "--restore", "monday.db"]), @r"
    $ livechats --repo new.db backup --restore monday.db
    [stderr] error: the backup is not sound: chat 1: a message is not as it was written
    [stderr] hint: take an older one, or save what can be read: livechats --repo BACKUP doctor --repair --output NEW.db
    [exit 9]
    ");
    assert!(!repo.path("new.db").exists());
    let output = repo.output(&["backup", "tuesday.db", "--data"]);
    assert_eq!(code(&output), 9);
    assert_snapshot!(text(&output.stderr).lines().skip(1).collect::<Vec<_>>().join("\n"), @r"
    error: the copy is made, with 1 finding: rows are not as they were written, nor are they in the repository
    hint: livechats check --data tells which; keep the older backups
    ");
    assert!(repo.path("tuesday.db").exists());
}

#[test]
fn a_backup_beside_writers_is_one_moment() {
    let repo = TestRepo::with_chats();
    let copies = std::env::var("LIVECHATS_BACKUPS").ok().and_then(|copies| copies.parse().ok()).unwrap_or(4);
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        for chat in ["1", "2"] {
            let (repo, stop) = (&repo, &stop);
            scope.spawn(move || {
                while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                    repo.succeed(&["note", "add", chat, "x", "--wait", "60"]);
                }
            });
        }
        for _ in 0..copies {
            let output = repo.output(&["backup", "copy.db", "--force", "--quiet", "--wait", "60"]);
            assert_eq!(code(&output), 0, "{}", text(&output.stderr));
            assert_eq!(repo.mode("copy.db"), 0o600);
            repo.succeed(&["--repo", "copy.db", "check", "--data"]);
            let copy = rusqlite::Connection::open(repo.path("copy.db")).unwrap();
            let (notes, operations): (i64, i64) = copy
                .query_row(
                    "SELECT (SELECT count(*) - 1 FROM note), (SELECT count(*) FROM operation WHERE command = 'note add')",
                    [],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .unwrap();
            assert_eq!(notes, operations);
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}

#[test]
fn a_full_disk_leaves_no_half_copy() {
    let repo = TestRepo::with_chats();
    let mut command = repo.command("/bin/sh");
    command.args(["-c", "ulimit -f 200; exec livechats backup monday.db"]);
    let output = finish(command, b"");
    assert_eq!(code(&output), 14, "{}", text(&output.stderr));
    assert_eq!(repo.names(), ["chats.jsonl", "livechats.db"]);
    let mode = std::fs::metadata(repo.file()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn what_is_no_backup_is_said_to_be_none() {
    let repo = TestRepo::nothing();
    repo.write("chats.jsonl", "{}\n");
    assert_snapshot!(repo.run(&["--repo", "new.db", "backup", "--restore", "chats.jsonl"]), @r"
    $ livechats --repo new.db backup --restore chats.jsonl
    [stderr] error: what was given is no backup of a livechats repository
    [stderr] hint: livechats backup FILE makes one; one that is packed comes in through a pipe
    [exit 10]
    ");
    assert_eq!(repo.names(), ["chats.jsonl"]);
    let whole = TestRepo::with_chats();
    whole.shell("livechats backup whole.db && head -c 100000 whole.db > half.db");
    let told = whole.refuses(12, &["--repo", "new.db", "backup", "--restore", "half.db"]);
    assert!(told.contains("error: what was given is cut short: 100000 of "), "{told}");
    assert!(!told.contains(".tmp") && !whole.path("new.db").exists(), "{told}");
}
