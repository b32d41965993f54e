//! Hostile and careless command lines and environments: a clear answer, the right code, never a hang.

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::net::UnixListener;

use crate::repo::{CHATS, TestRepo, code, finish, text};

#[test]
fn no_arguments_print_a_short_help() {
    let repo = TestRepo::nothing();
    let none: [&str; 0] = [];
    let output = repo.output(&none);
    assert_eq!(code(&output), 2);
    let said = text(&output.stderr) + &text(&output.stdout);
    assert!(said.contains("Usage:") && said.contains("list"), "{said}");
    let shown = repo.on_terminal(&[]);
    assert!(shown.contains("Usage:") && shown.ends_with("[exit 2]\n"), "{shown}");
}

#[test]
fn names_that_sqlite_would_take_for_something_else_are_no_paths() {
    let repo = TestRepo::nothing();
    for path in ["", ":memory:", "file:r.db", "file:r.db?mode=rwc", "FILE:r.db"] {
        let said = repo.refuses(2, &["--repo", path, "list"]);
        assert!(said.lines().count() <= 2, "{said}");
        repo.refuses(2, &["--repo", path, "init"]);
    }
    assert!(repo.names().is_empty(), "{:?}", repo.names());
}

#[test]
fn only_a_regular_file_is_a_repository() {
    let repo = TestRepo::empty();
    fs::create_dir(repo.path("folder")).unwrap();
    let fifo = repo.shell("mkfifo fifo");
    assert_eq!(code(&fifo), 0);
    let _socket = UnixListener::bind(repo.path("socket")).unwrap();
    std::os::unix::fs::symlink("livechats.db", repo.path("link")).unwrap();
    std::os::unix::fs::symlink("nowhere", repo.path("dangling")).unwrap();
    for (path, words) in [
        ("folder", "directory"),
        ("fifo", "regular file"),
        ("socket", "regular file"),
        ("/dev/null", "regular file"),
        ("/dev/zero", "regular file"),
        ("link", "symbolic link"),
        ("dangling", "symbolic link"),
    ] {
        for command in [&["list"][..], &["import", "-"], &["show", "1"]] {
            let args = [&["--repo", path], command].concat();
            let said = repo.refuses(10, &args);
            assert!(said.contains(words) || said.contains("not a regular file"), "{path}: {said}");
            assert!(said.contains(path), "{path}: {said}");
        }
    }
    assert_eq!(fs::read_dir(repo.path("folder")).unwrap().count(), 0);
}

#[test]
fn odd_paths_are_answered_and_shown_escaped() {
    let repo = TestRepo::nothing();
    let long = "x/".repeat(2500);
    for path in [
        OsString::from(long),
        OsString::from("two\nlines"),
        OsString::from("esc\u{1b}[2J"),
        OsString::from_vec(b"bytes\x9b\xff".to_vec()),
    ] {
        let said = repo.refuses(10, &[OsString::from("--repo"), path, OsString::from("list")]);
        // A line break in a name cannot begin a line that looks like one of ours.
        let ours = |line: &str| ["error: ", "hint: ", "  "].iter().any(|start| line.starts_with(start));
        assert!(said.lines().all(ours) && said.lines().count() <= 3, "{said}");
        assert!(said.len() < 6000, "{said}");
    }
    assert!(repo.names().is_empty(), "{:?}", repo.names());
    for name in [OsString::from("two\nlines"), OsString::from_vec(b"bytes\x9b\xff".to_vec())] {
        for command in ["init", "list"] {
            let output = repo.output(&[OsString::from("--repo"), name.clone(), OsString::from(command)]);
            let said = text(&output.stderr);
            assert_eq!(code(&output), 0, "{name:?} {command}: {said}");
            assert!(!said.contains("two\nlines") && !said.contains('\u{9b}'), "{said}");
        }
        assert!(repo.folder().join(&name).exists(), "{name:?}");
    }
}

#[test]
fn a_missing_repository_is_named_and_never_made() {
    let repo = TestRepo::nothing();
    for args in [&["list"][..], &["show", "1"], &["search", "x"], &["export", "-o", "-"], &["import", "-"]] {
        let said = repo.refuses(10, args);
        assert!(said.contains("livechats.db") && said.contains("hint: ") && said.contains("init"), "{said}");
    }
    assert!(repo.names().is_empty(), "{:?}", repo.names());
}

#[test]
fn init_never_touches_what_is_there() {
    let repo = TestRepo::with_chats();
    let before = fs::read(repo.file()).unwrap();
    repo.refuses(7, &["init"]);
    assert_eq!(fs::read(repo.file()).unwrap(), before);
    repo.write("note.txt", "mine");
    repo.refuses(7, &["--repo", "note.txt", "init"]);
    assert_eq!(repo.read("note.txt"), "mine");
    repo.refuses(7, &["--repo", "livechats.db", "demo"]);
    assert_eq!(fs::read(repo.file()).unwrap(), before);
}

#[test]
fn a_flag_that_is_given_once_is_refused_twice() {
    let repo = TestRepo::with_chats();
    for args in [
        &["list", "--sort", "id", "--sort", "created"][..],
        &["list", "--limit", "1", "--limit", "2"],
        &["list", "--team", "a", "--team", "b"],
        &["list", "--page", "1", "--after", "x"],
        &["list", "--format", "csv", "--format", "json"],
    ] {
        let said = repo.refuses(2, args);
        assert!(said.contains("--"), "{said}");
    }
}

#[test]
fn numbers_are_whole_and_in_range() {
    let repo = TestRepo::with_chats();
    for flag in ["--limit", "--page"] {
        for value in ["0", "-1", "99999999999999999999", "1e3", "٣", "1.5", "", " 1", "0x10"] {
            let said = repo.refuses(2, &["list", &format!("{flag}={value}")]);
            assert!(said.contains(flag) && said.contains("whole number from 1 to "), "{said}");
        }
    }
}

#[test]
fn a_misspelt_command_is_never_guessed_and_run() {
    let repo = TestRepo::with_chats();
    let said = repo.refuses(2, &["lst"]);
    assert!(said.contains("did you mean 'list'"), "{said}");
    for abbreviation in ["li", "lis", "exp", "sea"] {
        repo.refuses(2, &[abbreviation]);
    }
    repo.refuses(2, &["list", "--lim", "1"]);
}

#[test]
fn only_chat_numbers_and_names_are_chats() {
    let repo = TestRepo::with_chats();
    for name in
        ["1; DROP TABLE chats", "' OR 1=1", "0x10", "１２", "9223372036854775808", "0", "+1", "", "/", "a/", "1 "]
    {
        let said = repo.refuses(2, &["show", "--", name]);
        assert!(said.contains("chat"), "{said}");
    }
    for name in ["6", "9223372036854775807", "shop/none", "none/s-1", "shop/s-1/"] {
        repo.refuses(5, &["show", name]);
    }
    assert!(repo.succeed(&["show", "shop/s-1"]).contains("Ann Example"));
}

#[test]
fn a_bare_environment_is_enough() {
    let repo = TestRepo::with_chats();
    let expected = repo.succeed(&["list", "--format", "json"]);
    for (name, value) in
        [("LANG", "C"), ("COLUMNS", "0"), ("COLUMNS", "no"), ("TERM", ""), ("HOME", "/nowhere"), ("USER", "root")]
    {
        let mut command = repo.livechats(&["list", "--format", "json"]);
        command.env(name, value);
        let output = finish(command, b"");
        assert_eq!((code(&output), text(&output.stdout)), (0, expected.clone()), "{name}={value}");
    }
    let mut command = repo.livechats(&["list", "--format", "json"]);
    command.env_clear();
    let output = finish(command, b"");
    assert_eq!((code(&output), text(&output.stdout)), (0, expected));
    for width in ["0", "1", "7", "100000"] {
        let mut command = repo.livechats(&["list", "--format", "table"]);
        command.env("COLUMNS", width);
        assert_eq!(code(&finish(command, b"")), 0, "{width}");
    }
}

#[test]
fn an_unknown_zone_is_refused() {
    let repo = TestRepo::with_chats();
    let said = repo.refuses(2, &["--tz", "Mars/Phobos", "list"]);
    assert!(said.contains("Mars/Phobos"), "{said}");
    let mut command = repo.livechats(&["list"]);
    command.env("TZ", "Mars/Phobos");
    let output = finish(command, b"");
    assert_eq!(code(&output), 2, "{}", text(&output.stderr));
}

#[test]
fn a_fixed_clock_writes_only_where_one_made_the_repository() {
    let repo = TestRepo::nothing();
    let mut real = repo.livechats(&["init"]);
    real.env_remove("LIVECHATS_NOW");
    assert_eq!(code(&finish(real, b"")), 0);
    repo.write("chats.jsonl", CHATS);
    let before = fs::read(repo.file()).unwrap();
    repo.refuses(6, &["import", "chats.jsonl"]);
    assert_eq!(fs::read(repo.file()).unwrap(), before);
    assert_eq!(repo.succeed(&["list", "--count"]), "0\n");
    for odd in ["yesterday", " ", "2026-13-01T00:00:00Z"] {
        let mut command = repo.livechats(&["list"]);
        command.env("LIVECHATS_NOW", odd);
        assert_eq!(code(&finish(command, b"")), 2, "{odd:?}");
    }
}

#[test]
fn closed_streams_do_not_change_the_answer() {
    let repo = TestRepo::with_chats();
    for (script, expected) in [
        ("livechats list <&-", 0),
        ("livechats list >&-", 0),
        ("livechats list 2>&-", 0),
        ("livechats list <&- >&- 2>&-", 0),
        ("livechats show 99 <&- >&- 2>&-", 5),
        ("livechats list --limit 0 2>&-", 2),
        ("livechats import - <&-", 8),
    ] {
        let output = repo.shell(script);
        assert_eq!(code(&output), expected, "{script}: {}", text(&output.stderr));
    }
    // The files a command opens must not take the place of a stream that is closed: what is said would go into them.
    repo.write("more.jsonl", CHATS.replace("\"s-", "\"new-"));
    for (script, expected) in [
        ("livechats import more.jsonl <&- >&- 2>&-", 0),
        ("livechats import more.jsonl nothing.jsonl <&- >&- 2>&-", 5),
        ("livechats export --output all.jsonl <&- >&- 2>&-", 0),
        ("livechats --repo new.db init <&- >&- 2>&-", 0),
    ] {
        assert_eq!(code(&repo.shell(script)), expected, "{script}");
    }
    assert_eq!(repo.succeed(&["list", "--count"]), "10\n");
    assert_eq!(repo.succeed(&["--repo", "new.db", "list", "--count"]), "0\n");
    assert_eq!(repo.read("all.jsonl"), repo.succeed(&["export", "--output", "-"]));
}

#[test]
fn a_full_device_and_a_closed_pipe_are_noticed() {
    let repo = TestRepo::with_chats();
    let many: String = (0..3000).map(|n| format!("{}\n", chat(n))).collect();
    repo.write("many.jsonl", many);
    repo.succeed(&["import", "many.jsonl"]);
    for command in [
        "list",
        "list --format json",
        "show 1",
        "export --kind chats --format csv -o -",
        "export --format jsonl -o -",
        "export --format json --kind messages -o -",
        "export --format tsv -o -",
        "export --format html -o -",
        "export --format txt -o -",
        "export --format parquet -o -",
        "list --count",
        "list --ids",
        "--help",
    ] {
        let output = repo.shell(&format!("livechats {command} > /dev/full"));
        assert_eq!(code(&output), 14, "{command}: {}", text(&output.stderr));
    }
    for command in [
        "list --limit 100000",
        "list --format json --limit 100000",
        "export -o -",
        "export --kind messages --format csv -o -",
        "export --format html -o -",
        "export --format txt -o -",
    ] {
        let script = format!("exec 3>&1; {{ livechats {command}; echo $? >&3; }} | head -n 1 >/dev/null");
        let output = repo.shell(&script);
        assert_eq!(text(&output.stdout), "141\n", "{command}");
        assert_eq!(text(&output.stderr), "", "{command}: a closed pipe is quiet");
    }
    let output = repo.shell("exec 3>&1; { livechats list --limit 100000; echo $? >&3; } | true");
    assert_eq!(text(&output.stdout), "141\n");
}

fn chat(n: usize) -> String {
    format!(
        r#"{{"id":"m-{n}","source":"many","created_at":"2026-01-01T00:00:00Z","person":null,"rep":null,"status":"open","messages":[{{"at":null,"from":"person","author":null,"text":"number {n} says hello, hello, hello"}}]}}"#
    )
}

#[test]
fn nul_is_no_search() {
    // An argument cannot hold NUL: the shell and the kernel end it there. Standard input can.
    let repo = TestRepo::with_chats();
    let output = repo.feed(&["import", "-"], b"{\"id\":\"1\0\",\"source\":\"s\"}\n");
    assert_eq!(code(&output), 8, "{}", text(&output.stderr));
}
