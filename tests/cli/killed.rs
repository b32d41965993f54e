//! Killed at every call that writes: what removes for good is gone on with, and leaves no byte in the end.

use std::io::Write as _;

use rusqlite::Connection;

use crate::encrypted::make_key;
use crate::erase::{chats_of, traces};
use crate::program::has_strace;
use crate::purge::remnants;
use crate::repo::{TestRepo, code, text};
use crate::strace::{is_killed, points};

/// Of so many calls one is taken, where not every one is asked for.
const STEP: usize = 29;

/// What became of the points.
#[derive(Debug, Default)]
struct Tally {
    points: usize,
    before: usize,
    after: usize,
}

/// Kills `command` at its calls, one after the other, and each time goes on with `again`, until `words` are gone.
fn kill(repo: &TestRepo, command: &[&str], again: &[&[&str]], words: &[String]) -> Tally {
    let mut tally = Tally::default();
    for place in points(repo, command, STEP) {
        let victim = repo.copy();
        if !is_killed(&victim, command, &place) {
            continue;
        }
        // Looked at in a copy, so that what is gone on with is what the kill left.
        let look = victim.copy();
        let file = Connection::open(look.file()).unwrap();
        let sound: String = file.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(sound, "ok", "{place}");
        drop(file);
        look.succeed(&["audit", "verify"]);
        match look.succeed(&["search", &words[2], "--count", "--deleted"]).trim() {
            "0" => tally.after += 1,
            _ => tally.before += 1,
        }
        for args in again {
            let output = victim.output(args);
            assert_eq!(code(&output), 0, "{place}: {args:?}: {}", text(&output.stderr));
        }
        let left: Vec<&String> =
            words.iter().filter(|word| remnants(&victim, std::slice::from_ref(word)) > 0).collect();
        assert!(left.is_empty(), "{place}: {left:?}");
        victim.succeed(&["audit", "verify"]);
        assert_eq!(victim.succeed(&["list", "--count", "person:none OR -person:none"]), "4\n", "{place}");
        tally.points += 1;
    }
    writeln!(std::io::stderr(), "{command:?}: {tally:?}").unwrap();
    tally
}

/// Kills a command at every `step`-th of its calls, and each time asks `sound` of what it left.
fn kill_each(repo: &TestRepo, command: &[&str], step: usize, mut sound: impl FnMut(&TestRepo, &str)) -> usize {
    let mut killed = 0;
    for place in points(repo, command, step) {
        let victim = repo.copy();
        if is_killed(&victim, command, &place) {
            sound(&victim, &place.to_string());
            killed += 1;
        }
    }
    writeln!(std::io::stderr(), "{command:?}: killed at {killed} calls").unwrap();
    killed
}

#[test]
fn a_killed_backup_is_there_whole_or_not_at_all() {
    if !has_strace() {
        return;
    }
    let killed = kill_each(&prepared(), &["backup", "copy.db", "--quiet"], STEP / 2, |repo, place| {
        if repo.path("copy.db").exists() {
            assert_eq!(repo.mode("copy.db"), 0o600, "{place}");
            let output = repo.output(&["--repo", "copy.db", "check", "--data"]);
            assert_eq!(code(&output), 0, "{place}: {}", text(&output.stdout));
        }
        let output = repo.output(&["check", "--data"]);
        assert_eq!(code(&output), 0, "{place}: {}", text(&output.stdout));
        repo.succeed(&["backup", "copy.db", "--force", "--quiet"]);
    });
    assert!(killed > 5);
}

#[test]
fn a_killed_encrypted_backup_is_there_whole_or_not_at_all_and_nowhere_readable() {
    if !has_strace() {
        return;
    }
    let repo = prepared();
    let recipient = make_key(&repo, "key.txt");
    // Where backups are kept: a folder of its own, as a disk would be.
    let kept = tempfile::tempdir().unwrap();
    let file = kept.path().join("copy.db.age");
    let file = file.to_str().unwrap();
    let command = ["backup", file, "--force", "--encrypt-to", &recipient, "--quiet"];
    let restore = ["--repo", "new.db", "backup", "--restore", file, "--identity", "key.txt", "--quiet"];
    let (mut before, mut after) = (0, 0);
    let points = kill_each(&repo, &command, 3, |repo, place| {
        for entry in std::fs::read_dir(kept.path()).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            assert!(name == "copy.db.age" || name.starts_with(".livechats-"), "{place}: {name}");
            let bytes = std::fs::read(entry.path()).unwrap();
            assert!(bytes.starts_with(b"age-encryption.org/v1\n"), "{place}: {name}");
        }
        if std::path::Path::new(file).exists() {
            after += 1;
            repo.succeed(&restore);
            repo.succeed(&["--repo", "new.db", "check", "--data"]);
        } else {
            before += 1;
        }
        std::fs::read_dir(kept.path()).unwrap().for_each(|entry| std::fs::remove_file(entry.unwrap().path()).unwrap());
        // What a kill leaves readable lies beside the repository, hidden, as closed as that, and doctor tells of it.
        let names = repo.names();
        let left: Vec<&String> = names.iter().filter(|name| name.starts_with(".livechats-")).collect();
        assert!(left.iter().all(|name| repo.mode(name) == 0o600), "{place}: {left:?}");
        let told = text(&repo.output(&["doctor"]).stdout);
        assert!(left.is_empty() || told.contains(left[0].as_str()), "{place}: {left:?}: {told}");
        repo.succeed(&["check", "--data"]);
    });
    assert!(points > 20 && before > 10 && after > 0, "{points}: {before} before, {after} after");
}

#[test]
fn a_killed_restoration_is_there_whole_or_not_at_all() {
    if !has_strace() {
        return;
    }
    let repo = prepared();
    repo.succeed(&["backup", "monday.db"]);
    repo.succeed(&["person", "erase", "3", "--yes", "--quiet"]);
    let restore = ["--repo", "new.db", "backup", "--restore", "monday.db", "--ledger", "livechats.db", "--quiet"];
    let killed = kill_each(&repo, &restore, STEP / 2, |repo, place| {
        if repo.path("new.db").exists() {
            let output = repo.output(&["--repo", "new.db", "check", "--data"]);
            assert_eq!(code(&output), 0, "{place}: {}", text(&output.stdout));
            assert!(repo.succeed(&["--repo", "new.db", "audit", "list", "--limit", "1"]).contains("ledger=replayed"));
        } else {
            repo.succeed(&restore);
        }
    });
    assert!(killed > 5);
}

/// Three persons with two chats each, those of the first in the bin.
fn prepared() -> TestRepo {
    let repo = TestRepo::with(&(0..3).map(chats_of).collect::<String>());
    repo.succeed(&["delete", "1", "2", "--yes"]);
    repo
}

#[test]
fn a_killed_purge_is_gone_on_with() {
    if !has_strace() {
        return;
    }
    let repo = prepared();
    let purge = ["purge", "1", "2", "--now", "--yes"];
    // What was not begun is not finished: then the same command is given again, and finds nothing if it was.
    let again = ["purge", "--all", "--now", "--yes"];
    let words = &traces(0)[4..9];
    let tally = kill(&repo, &purge, &[&["purge", "--finish"], &again], words);
    assert!(tally.before > 0 && tally.after > 0, "{tally:?}");
}

#[test]
fn a_killed_erasure_is_gone_on_with() {
    if !has_strace() {
        return;
    }
    let erase = ["person", "erase", "1", "--yes"];
    let repo = prepared();
    let tally = kill(&repo, &erase, &[&erase], &traces(0));
    assert!(tally.before > 0 && tally.after > 0, "{tally:?}");
}
