//! What is written where while something leaves encrypted, and what is left when that cannot be, or is stopped.

use std::fs;
use std::process::Output;

use super::with_keys;
use crate::program::has_strace;
use crate::repo::{TestRepo, code, finish, text};

/// What leaves encrypted, to a folder of its own.
const LEAVING: [&[&str]; 5] = [
    &["backup", "kept/a.db.age"],
    &["export", "-o", "kept/a.jsonl.age"],
    &["export", "-o", "kept/a.csv.age", "--split", "2"],
    &["export", "-o", "kept/a.html.age", "--with-notes"],
    &["export", "-o", "kept/a.parquet.age"],
];

/// Runs a command that leaves encrypted, and does `inject` to its calls. Gives what it wrote where, too.
fn traced(repo: &TestRepo, command: &[&str], inject: &[String]) -> (Output, String) {
    let aside = tempfile::tempdir().unwrap();
    let trace = aside.path().join("trace");
    let mut strace = repo.command("strace");
    strace.args(["-f", "-qq", "-y", "-s", "1000000", "-e", "trace=write,pwrite64,writev", "-o"]).arg(&trace);
    strace.args(inject.iter().flat_map(|inject| ["-e", inject])).arg("--").arg("livechats").args(command);
    strace.args(["--encrypt-to-file", "both.txt", "--quiet"]);
    let output = finish(strace, b"");
    (output, text(&fs::read(&trace).unwrap()))
}

#[test]
fn nothing_readable_is_written_where_the_file_is_kept() {
    if !has_strace() {
        return;
    }
    let repo = with_keys();
    fs::create_dir(repo.path("kept")).unwrap();
    for command in LEAVING {
        let (output, trace) = traced(&repo, command, &[]);
        assert_eq!(code(&output), 0, "{command:?}: {}", text(&output.stderr));
        let mut encrypted = 0;
        // Files without a name stand there under their folder's.
        for line in trace.lines().filter(|line| line.contains("/kept/")) {
            encrypted += usize::from(line.contains("\"age-encryption.org/v1\\n"));
            for word in ["SQLite format", "refund", "Ann Example", "<article", "webchat", "PAR1"] {
                assert!(!line.contains(word), "{command:?}: {word} in {}", &line[..line.len().min(300)]);
            }
        }
        assert!(encrypted > 0, "{command:?}: nothing was seen");
    }
}

#[test]
fn a_full_disk_or_a_signal_leaves_no_half_file_and_no_readable_one() {
    if !has_strace() {
        return;
    }
    for command in LEAVING {
        let repo = with_keys();
        fs::create_dir(repo.path("kept")).unwrap();
        let before = repo.names();
        let kept = || fs::read_dir(repo.path("kept")).unwrap().count();
        let (mut failed, mut stopped) = (0, 0);
        for k in 1..9 {
            let (output, _) = traced(&repo, command, &[format!("inject=write:error=ENOSPC:when={k}")]);
            // The last write of a backup is the line of its anchor: by then it is there, whole.
            let whole = command[0] == "backup" && kept() == 1;
            if code(&output) != 0 {
                assert_eq!(code(&output), 14, "{command:?} {k}: {}", text(&output.stderr));
                assert!(whole || kept() == 0, "{command:?} {k}");
                failed += 1;
            }
            assert_eq!(repo.names(), before, "{command:?} {k}");
            clear(&repo);
            let (output, _) = traced(&repo, command, &[format!("inject=write,pwrite64:signal=TERM:when={k}")]);
            if code(&output) != 0 {
                assert_eq!((code(&output), kept()), (143, 0), "{command:?} {k}: {}", text(&output.stderr));
                stopped += 1;
            }
            assert_eq!(repo.names(), before, "{command:?} {k}");
            clear(&repo);
        }
        assert!(failed > 0 && failed < 8 && stopped > 0, "{command:?}: {failed} {stopped}");
    }
}

/// Empties the folder where encrypted files are kept.
fn clear(repo: &TestRepo) {
    for entry in fs::read_dir(repo.path("kept")).unwrap() {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
}
