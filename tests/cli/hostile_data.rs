//! Hostile chats: what strangers write never reaches a terminal as more than text, files keep it exactly, and files that
//! are no chats are refused with the line and the field.

use std::fmt::Write as _;

use crate::repo::{CHATS, TestRepo, code, text};

/// A line of JSON for a chat whose person, tag and one message are this text.
fn chat_of(id: usize, said: &str) -> String {
    let json = serde_json::to_string(said).unwrap();
    format!(
        r#"{{"id":"h-{id}","source":"hostile","channel":{json},"created_at":"2026-01-01T00:00:00Z","person":{{"id":"p{id}","name":{json}}},"rep":null,"tags":[{json}],"messages":[{{"at":null,"from":"person","author":{json},"text":{json}}}]}}"#
    ) + "\n"
}

/// Texts that do something to a terminal, or to the eye.
fn hostile_texts() -> Vec<String> {
    let mut texts: Vec<String> = [
        "a\u{1b}[2Jb",
        "a\u{1b}]0;title\u{7}b",
        "a\u{1b}]52;c;aGk=\u{7}b",
        "a\u{1b}]8;;https://x.example\u{1b}\\link\u{1b}]8;;\u{1b}\\b",
        "a\u{1b}P$q\u{1b}\\b",
        "a\u{1b}[21tb",
        "a\u{1b}#8b",
        "a\u{9b}31mb",
        "a\u{9d}0;x\u{9c}b",
        "a\u{90}b",
        "a\u{85}b",
        "ok\rDELETED",
        "ok\u{8}\u{8}no",
        "a\u{b}b\u{c}c",
        "a\u{7f}b",
        "two\nlines",
        "tab\tbed",
        "a\u{2028}b\u{2029}c",
        "a\u{feff}b",
        "a\u{ad}b",
        "a\u{200b}b",
        "a\u{e0001}\u{e0041}b",
        "a\u{180e}b",
        "a\u{fff9}b\u{fffa}c\u{fffb}",
        "a\u{2060}b\u{2064}",
    ]
    .map(str::to_owned)
    .to_vec();
    let bidi = ['\u{61c}', '\u{200e}', '\u{200f}'];
    for c in bidi.into_iter().chain('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}') {
        texts.push(format!("invoice{c}fdp.exe"));
    }
    texts
}

/// What may never reach a terminal.
fn dangerous(c: char) -> bool {
    let control = c.is_control() && c != '\n';
    let invisible = matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}');
    control || invisible
}

/// The text without the colours of our own code (`ESC [ … m`).
fn without_colours(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("\u{1b}[") {
        plain.push_str(&rest[..at]);
        let behind = &rest[at + 2..];
        let digits = behind.len() - behind.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').len();
        if behind[digits..].starts_with('m') {
            rest = &behind[digits + 1..];
        } else {
            plain.push('\u{1b}');
            rest = &rest[at + 1..];
        }
    }
    plain + rest
}

#[track_caller]
fn harmless(text: &str, what: &str) {
    let plain = without_colours(text);
    let found: Vec<char> = plain.chars().filter(|&c| dangerous(c)).collect();
    assert!(found.is_empty(), "{what} let {found:?} through:\n{}", plain.escape_debug());
}

#[test]
fn nothing_a_stranger_wrote_reaches_the_terminal_as_a_command() {
    let texts = hostile_texts();
    let lines: String = texts.iter().enumerate().map(|(n, said)| chat_of(n, said)).collect();
    let repo = TestRepo::with(&lines);
    let columns = "id,app,person,tags,preview,source,external";
    for args in [
        &["list", "--limit", "100", "--columns", columns][..],
        &["--format", "table", "list", "--limit", "100", "--columns", columns],
        &["--color", "always", "list", "--limit", "100"],
        &["search", "a", "--limit", "100"],
        &["list", "tag:\u{1b}[2J"],
        &["list", "tag:\"a\u{9b}31m"],
        &["show", "hostile/\u{1b}[2J"],
        &["--repo", "no\u{1b}[2Jwhere", "list"],
        &["list", "--columns", "\u{1b}[2J"],
        &["--tz", "\u{1b}[2J", "list"],
    ] {
        let output = repo.on_terminal(args);
        // The first line is the command itself, which the transcript shows escaped.
        harmless(&output, &format!("{args:?}"));
    }
    let table = repo.succeed(&["--format", "table", "list", "--limit", "100"]);
    assert_eq!(table.lines().count(), texts.len() + 1, "one chat is one row:\n{table}");
    for id in 1..=texts.len() {
        harmless(&repo.on_terminal(&["show", &id.to_string()]), &format!("show {id}"));
    }
}

#[test]
fn json_escapes_and_loses_nothing() {
    let texts = hostile_texts();
    let lines: String = texts.iter().enumerate().map(|(n, said)| chat_of(n, said)).collect();
    let repo = TestRepo::with(&lines);
    let printed = repo.succeed(&["list", "--format", "jsonl", "--sort", "id", "--reverse", "--limit", "1000"]);
    harmless(&printed, "list --format jsonl");
    assert_eq!(printed.lines().count(), texts.len());
    for (line, said) in printed.lines().zip(&texts) {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(row["person"], said.as_str());
        assert_eq!(row["tags"][0], said.as_str());
    }
    let shown = repo.succeed(&["show", "1", "--format", "json"]);
    harmless(&shown, "show --format json");
    let whole: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(whole["messages"][0]["text"], texts[0].as_str());
}

#[test]
fn exports_are_exact_and_read_back_the_same() {
    let texts = hostile_texts();
    let lines: String = texts.iter().enumerate().map(|(n, said)| chat_of(n, said)).collect();
    let repo = TestRepo::with(&lines);
    repo.succeed(&["export", "--kind", "messages", "--format", "csv", "--output", "messages.csv"]);
    let mut reader = csv::Reader::from_path(repo.path("messages.csv")).unwrap();
    let column = reader.headers().unwrap().iter().position(|name| name == "text").unwrap();
    let mut read: Vec<String> = reader.records().map(|record| record.unwrap()[column].to_owned()).collect();
    let mut expected = texts;
    read.sort();
    expected.sort();
    assert_eq!(read, expected);
    repo.succeed(&["export", "--kind", "whole", "--format", "jsonl", "--output", "whole.jsonl"]);
    let copy = TestRepo::with(&repo.read("whole.jsonl"));
    copy.succeed(&["export", "--kind", "whole", "--format", "jsonl", "--output", "again.jsonl"]);
    assert_eq!(copy.read("again.jsonl"), repo.read("whole.jsonl"));
}

#[test]
fn ten_thousand_marks_and_a_megabyte_without_a_space_are_cut() {
    let marks = format!("a{}b", "\u{301}".repeat(10_000));
    let lines = [&marks, &"x".repeat(1_000_000), &"世".repeat(9999)].map(|said| {
        let json = serde_json::to_string(said).unwrap();
        let id = said.len();
        format!(r#"{{"id":"{id}","person":{{"name":{json}}},"messages":[{{"from":"person","text":{json}}}]}}"#) + "\n"
    });
    let repo = TestRepo::with(&lines.concat());
    let table = repo.succeed(&["--format", "table", "list"]);
    assert_eq!(table.lines().count(), 4, "{table}");
    assert!(table.len() < 4000, "{} bytes for three rows", table.len());
    let printed = repo.succeed(&["list", "--format", "tsv", "--columns", "person", "--sort", "id", "--reverse"]);
    assert!(printed.contains(&marks), "pipes get full values");
    for id in ["1", "2", "3"] {
        assert_eq!(code(&repo.output(&["show", id])), 0);
    }
    assert_eq!(repo.succeed(&["search", &"x".repeat(9999), "--ids"]), "2\n");
}

#[test]
fn emoji_and_scripts_keep_their_joiners() {
    let family = "👩\u{200d}👧 नमस्\u{200d}ते می\u{200c}خواهم ❤\u{fe0f}";
    let repo = TestRepo::with(&chat_of(1, family));
    let shown = repo.succeed(&["show", "1"]);
    assert!(shown.contains(family), "{shown}");
}

/// A sound line, to stand before a bad one.
fn sound() -> &'static str {
    CHATS.lines().next().unwrap()
}

/// Asserts that these bytes are refused as bad data, that the answer names the line, and that nothing is kept.
#[track_caller]
fn refused(name: &str, lines: &[u8], number: &str) {
    let repo = TestRepo::empty();
    repo.write("bad.jsonl", lines);
    let said = repo.refuses(8, &["import", "bad.jsonl"]);
    assert!(said.contains("bad.jsonl") && said.contains(number), "{name}: {said}");
    assert!(said.len() < 1000, "{name}: an error of {} bytes", said.len());
    assert_eq!(repo.succeed(&["list", "--count"]), "0\n", "{name}");
}

#[test]
fn what_is_no_chat_is_refused_with_its_line() {
    let with = |key: &str, value: &str| {
        format!(
            "{}\n{{\"id\":\"x\",\"source\":\"s\",\"created_at\":null,\"person\":null,\"rep\":null,\"messages\":[],\"{key}\":{value}}}\n",
            sound()
        )
    };
    for (key, value) in [
        ("created_at", "\"yesterday\""),
        ("created_at", "\"2026-02-30T00:00:00Z\""),
        ("created_at", "1e999"),
        ("created_at", "\"99999-01-01T00:00:00Z\""),
        ("messages", "{}"),
        ("messages", "[{\"at\":null,\"from\":\"nobody\",\"author\":null,\"text\":\"x\"}]"),
        ("messages", "[{\"at\":null,\"from\":\"person\",\"author\":null,\"text\":7}]"),
        ("tags", "\"vip\""),
        ("tags", "[1]"),
        ("person", "7"),
        ("custom_fields", "{\"a\":1e999}"),
        ("custom_fields", "{\"a\":1,\"a\":2}"),
        ("lang", "\"\\ud800\""),
    ] {
        // The key given twice would be refused for that; take the first out.
        let line =
            with(key, value).replacen(&format!("\"{key}\":null,"), "", 1).replacen(&format!("\"{key}\":[],"), "", 1);
        refused(&format!("{key}: {value}"), line.as_bytes(), "2");
    }
    let mut long = Vec::new();
    long.extend_from_slice(sound().as_bytes());
    long.push(b'\n');
    for bad in [
        &b"not json"[..],
        b"[]",
        b"7",
        b"null",
        b"{}",
        b"{\"id\":\"x\"}",
        b"{\"id\":7,\"source\":\"s\"}",
        b"{\"id\":\"x\",\"id\":\"y\",\"source\":\"s\",\"created_at\":null,\"person\":null,\"rep\":null,\"messages\":[]}",
        b"{\"id\":\"\xc0\xaf\",\"source\":\"s\"}",
        b"{\"id\":\"\xff\",\"source\":\"s\"}",
        b"{\"id\":\"\",\"source\":\"s\",\"created_at\":null,\"person\":null,\"rep\":null,\"messages\":[]}",
    ] {
        let mut lines = long.clone();
        lines.extend_from_slice(bad);
        refused(&String::from_utf8_lossy(bad), &lines, "2");
    }
    refused("trailing garbage", format!("{}  garbage\n", sound()).as_bytes(), "1");
    refused("depth", format!("{}{}\n", "[".repeat(1_000_000), "]".repeat(1_000_000)).as_bytes(), "1");
    refused(
        "depth in a field",
        with("custom_fields", &("{\"a\":".repeat(100_000) + "1" + &"}".repeat(100_000))).as_bytes(),
        "2",
    );
}

#[test]
fn a_file_cut_anywhere_is_refused_or_whole() {
    let line = CHATS.lines().nth(3).unwrap();
    let whole = format!("{}\n{line}\n", CHATS.lines().nth(4).unwrap());
    let first = whole.find('\n').unwrap();
    let repo = TestRepo::empty();
    for length in 1..whole.len() {
        let cut = &whole.as_bytes()[..length];
        let output = repo.feed(&["import", "--dry-run", "-"], cut);
        let complete = length == first || length == first + 1 || length >= whole.len() - 1;
        let expected = if complete { 0 } else { 8 };
        assert_eq!(code(&output), expected, "{length} bytes: {}", text(&output.stderr));
    }
    assert_eq!(repo.succeed(&["list", "--count"]), "0\n");
}

#[test]
fn a_line_beyond_the_limit_is_refused_before_it_fills_the_memory() {
    let repo = TestRepo::empty();
    for endless in [r#"{"id":""#, r#"{"id":"1","messages":[],"n":1"#, "["] {
        // Twice the limit, and no end in sight.
        let script =
            format!("{{ printf '%s' '{endless}'; head -c 134217728 /dev/zero | tr '\\0' 1; }} | livechats import -");
        let output = repo.shell(&script);
        let said = text(&output.stderr);
        assert_eq!(code(&output), 8, "{endless}: {said}");
        assert!(said.contains("line 1") && said.contains("64 MiB"), "{endless}: {said}");
    }
    assert_eq!(repo.succeed(&["list", "--count"]), "0\n");
}

#[test]
fn an_empty_file_holds_no_chats_and_says_so() {
    let repo = TestRepo::empty();
    repo.write("empty.jsonl", "");
    let output = repo.output(&["import", "empty.jsonl"]);
    assert_eq!(code(&output), 8, "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("empty.jsonl"), "{}", text(&output.stderr));
}

#[test]
fn the_same_file_twice_is_known() {
    let repo = TestRepo::with_chats();
    let before = repo.succeed(&["list", "--format", "json"]);
    let output = repo.output(&["import", "chats.jsonl"]);
    assert_eq!(code(&output), 0);
    let said = text(&output.stderr);
    assert!(said.contains("0 new") || said.contains("5 known"), "{said}");
    assert_eq!(repo.succeed(&["list", "--format", "json"]), before);
}

#[test]
fn unknown_keys_are_kept_as_custom_fields() {
    let mut line = sound().to_owned();
    line.pop();
    write!(line, ",\"shoe_size\":43}}").unwrap();
    let repo = TestRepo::with(&line);
    assert_eq!(repo.succeed(&["list", "field.shoe_size:43", "--ids"]), "1\n");
}

#[test]
fn a_line_of_a_newer_form_is_refused_as_such() {
    let repo = TestRepo::empty();
    std::fs::write(repo.path("new.jsonl"), "{\"livechats_form\":2,\"id\":\"a\",\"messages\":\"elsewhere\"}\n").unwrap();
    for flags in [&[][..], &["--keep-going"]] {
        let said = repo.refuses(13, &[&["import", "new.jsonl"], flags].concat());
        assert!(said.contains("new.jsonl line 1, livechats_form: form 2 of chats is newer than 1"), "{said}");
    }
    assert_eq!(repo.succeed(&["list", "--count"]), "0\n");
    std::fs::write(repo.path("odd.jsonl"), "{\"livechats_form\":0,\"id\":\"a\",\"messages\":[]}\n").unwrap();
    assert!(repo.refuses(8, &["import", "odd.jsonl"]).contains("not a version of the form: 0"));
}
