//! Repositories that an older version of the program made.

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::repo::{TestRepo, code, text};

const MIGRATIONS: [&str; 4] = [
    include_str!("../../src/store/migrations/0001_first.sql"),
    include_str!("../../src/store/migrations/0002_act.sql"),
    include_str!("../../src/store/migrations/0003_words.sql"),
    include_str!("../../src/store/migrations/0004_configure.sql"),
];

/// A repository of an older version, made by this account: one chat, and a tag that was defined.
fn of_version(version: usize) -> TestRepo {
    let repo = TestRepo::nothing();
    let file = Connection::open(repo.file()).unwrap();
    file.execute_batch(
        "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA application_id = 1282818920; PRAGMA journal_mode = WAL",
    )
    .unwrap();
    for migration in &MIGRATIONS[..version] {
        file.execute_batch(migration).unwrap();
    }
    file.pragma_update(None, "user_version", i64::try_from(version).unwrap()).unwrap();
    file.execute("INSERT INTO setting (name, value) VALUES ('fixed_clock', 'yes')", []).unwrap();
    let uid = rustix::process::getuid().as_raw();
    file.execute("INSERT INTO rep (name, folded, role, os_uid) VALUES ('ann', 'ann', 'admin', ?1)", [uid]).unwrap();
    let mut before = vec![0; 32];
    for (number, command, detail) in [(1_i64, "init", "{}"), (2, "tag define", r#"{"tag":"Ann Example"}"#)] {
        let digest = digest(&before, number, i64::from(uid), command, detail);
        file.execute(
            "INSERT INTO operation (id, at, actor_uid, actor_rep_id, command, detail, before_digest, digest)
             VALUES (?1, 0, ?2, 1, ?3, ?4, ?5, ?6)",
            (number, uid, command, detail, &before, &digest),
        )
        .unwrap();
        before = digest;
    }
    file.execute_batch(
        "INSERT INTO person (id, name) VALUES (1, 'Ann Example');
         INSERT INTO tag (name, folded) VALUES ('Ann Example', 'ann example');
         INSERT INTO chat (key, id, person_id, status, message_count, changed_by) VALUES (-1152921504606846975, 1, 1, 1, 1, 1);
         INSERT INTO author (id, kind) VALUES (1, 1);
         INSERT INTO message (chat_key, number, author_id, text) VALUES (-1152921504606846975, 1, 1, 'hello');
         INSERT INTO sequence (name, last) VALUES ('chat', 1), ('person', 1);",
    )
    .unwrap();
    file.close().unwrap();
    repo
}

/// The digest of an operation as the first two versions made it.
fn digest(before: &[u8], operation: i64, uid: i64, command: &str, detail: &str) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(before);
    for number in [operation, 0, uid, 1] {
        hash.update(number.to_be_bytes());
    }
    for text in [command, detail] {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text);
    }
    hash.finalize().to_vec()
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
        for old in 1..=MIGRATIONS.len() {
            let repo = of_version(old);
            assert_eq!(repo.succeed(command), "1\tAnn Example\n", "{command:?}");
            assert!(version(&repo) > 4);
            // As it was it is kept.
            let kept = format!("livechats.before-upgrade-{old}.db");
            assert_eq!(repo.names(), [kept.as_str(), "livechats.db"]);
            assert_eq!(repo.mode(&kept), 0o600);
            let before = Connection::open(repo.path(&kept)).unwrap();
            let told: (usize, String, String) = before
                .query_row(
                    "SELECT (SELECT user_version FROM pragma_user_version), (SELECT text FROM message), integrity_check
                     FROM pragma_integrity_check",
                    [],
                    |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
                )
                .unwrap();
            assert_eq!(told, (old, "hello".to_owned(), "ok".to_owned()));
            drop(before);
            let file = Connection::open(repo.file()).unwrap();
            let recorded: String =
                file.query_row("SELECT command || detail FROM operation WHERE id = 3", [], |row| row.get(0)).unwrap();
            assert!(recorded.starts_with(&format!(r#"upgrade{{"from":{old},"to":"#)), "{recorded}");
            drop(file);
            // What was said before counts too.
            let counted = if old <= 3 { "1\n" } else { "" };
            assert_eq!(repo.succeed(&["interactions", "show", "--month", "unknown", "--columns", "used"]), counted);
            assert_eq!(repo.succeed(&["list", "--count"]), if command[0] == "list" { "1\n" } else { "0\n" });
        }
    }
}

#[test]
fn its_record_stays_as_it_was_written_words_and_all() {
    for old in 1..=2 {
        let repo = of_version(old);
        repo.succeed(&["tag", "edit", "ann example", "--description", "new"]);
        let verified = repo.succeed(&["audit", "verify"]);
        assert!(verified.starts_with("4 operations and 1 row "), "{verified}");
        let told = ["audit", "list", "--columns", "operation,command,detail"];
        let upgraded = format!("3\tupgrade\tfrom={old} to=");
        let listed = repo.succeed(&told);
        assert!(listed.contains("2\ttag define\ttag=\"Ann Example\"\n"), "{listed}");
        assert!(listed.contains(&upgraded), "{listed}");
        // Its words are in the digest, so they stay, and the certificate tells of them.
        repo.succeed(&["person", "erase", "1", "--yes", "--certificate", "ann.txt"]);
        let certificate = repo.read("ann.txt");
        for table in ["operation", "tag"] {
            assert!(certificate.contains(&format!(": 1 row of the table {table} name them\n")), "{certificate}");
        }
        let listed = repo.succeed(&told);
        assert!(listed.contains("4\ttag edit\ttag=(erased)\n"), "{listed}");
        assert!(listed.contains("2\ttag define\ttag=\"Ann Example\"\n"), "{listed}");
        assert!(
            repo.succeed(&["audit", "verify"]).contains("Out of the operations 1 word went; the digests are there.")
        );
    }
}

#[test]
fn one_that_is_not_as_it_was_made_stays_as_it_is() {
    for old in 1..=MIGRATIONS.len() {
        let repo = of_version(old);
        Connection::open(repo.file()).unwrap().execute_batch("CREATE VIEW sly AS SELECT 1").unwrap();
        let before = std::fs::read(repo.file()).unwrap();
        let output = repo.output(&["list"]);
        assert_eq!(code(&output), 12, "{}", text(&output.stderr));
        assert!(text(&output.stderr).contains(&format!("version {old}")), "{}", text(&output.stderr));
        assert_eq!(version(&repo), i64::try_from(old).unwrap());
        assert_eq!(std::fs::read(repo.file()).unwrap(), before);
    }
}

#[test]
fn a_check_leaves_an_older_one_as_it_is_and_doctor_brings_it_up() {
    let repo = of_version(4);
    repo.sql("DELETE FROM message; DELETE FROM chat; DELETE FROM chat_count; DELETE FROM tag");
    let before = std::fs::read(repo.file()).unwrap();
    insta::assert_snapshot!(repo.run(&["check"]), @r"
    $ livechats check
    [stderr] error: livechats.db has repository version 4, older than 5
    [stderr] hint: livechats doctor --upgrade brings it to this version
    [exit 13]
    ");
    assert!(std::fs::read(repo.file()).unwrap() == before);
    assert_eq!(repo.names(), ["livechats.db"]);
    repo.write("livechats.before-upgrade-4.db", "somebody else's");
    insta::assert_snapshot!(repo.run(&["doctor", "--upgrade"]), @r"
    $ livechats doctor --upgrade
    [stderr] warning: livechats.db can be read or written by other accounts (mode 0644); chmod 600 it
    [stderr] Brought livechats.db from version 4 to 5; as it was before it is in livechats.before-upgrade-4.2.db.
    [exit 0]
    ");
    assert_eq!(repo.read("livechats.before-upgrade-4.db"), "somebody else's");
    insta::assert_snapshot!(repo.run(&["doctor", "--upgrade"]), @r"
    $ livechats doctor --upgrade
    [stderr] warning: livechats.db can be read or written by other accounts (mode 0644); chmod 600 it
    [stderr] The repository has this program's version already: 5.
    [exit 0]
    ");
    // Such a copy is a backup too.
    let restored = ["--repo", "again.db", "backup", "--restore", "livechats.before-upgrade-4.2.db", "--quiet"];
    repo.succeed(&restored);
    assert_eq!(repo.succeed(&["--repo", "again.db", "person", "list", "--columns", "name"]), "Ann Example\n");
}
