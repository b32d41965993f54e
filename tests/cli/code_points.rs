//! Every code point of Unicode in every text of a chat: nothing that people are shown lets one through that would drive a
//! terminal or turn the direction of writing.

use serde_json::json;

use crate::repo::{TestRepo, code, finish, on_terminal, text};

/// Code points a text: an ID holds so many (1,024 bytes).
const SHORT: usize = 240;

/// Code points a text that stands in names and messages only. They still fit the terminal below, at two cells each and
/// said twice.
const LONG: usize = 8192;

/// Wide enough that no text is cut.
const WIDE: &str = "65535";

/// Every code point, in texts: first those of the planes with scripts and signs, and the tags; then ideographs, what is
/// not assigned, and private use. Gives the texts, and how many are of the first sort.
fn texts() -> (Vec<String>, usize) {
    let peculiar = |c: &char| matches!(*c, '\0'..='\u{1ffff}' | '\u{e0000}'..='\u{e0fff}');
    let all = || '\0'..=char::MAX;
    let cut = |points: Vec<char>, length| -> Vec<String> {
        points.chunks(length).map(|part| part.iter().collect()).collect()
    };
    let mut texts = cut(all().filter(peculiar).collect(), SHORT);
    let first = texts.len();
    texts.extend(cut(all().filter(|c| !peculiar(c)).collect(), LONG));
    (texts, first)
}

/// A chat all of whose texts are this one, or only its message and the name of its person.
fn chat_of(number: usize, said: &str, everywhere: bool) -> String {
    let mut chat = json!({
        "id": format!("{number}"), "source": "every",
        "person": {"id": format!("p{number}"), "name": said},
        "messages": [{"from": "person", "author": said, "text": format!("{said}needle{said}")}],
    });
    if everywhere {
        let more = json!({
            "id": format!("{number}{said}"), "source": said, "lang": said, "app": said, "time_kind": said,
            "person": {"id": said, "name": said, "email": said, "phone": said, "custom_fields": {"plain": said, said: "x"}},
            "rep": {"id": said, "name": said, "email": said},
            "participants": [said], "teams": [said], "tags": [said], "status": said, "description": said,
            "rating": {"score": 3, "comment": said},
            "custom_fields": {"plain": said, said: "x"}, format!("unknown {said}"): said,
            "notes": [{"author": said, "text": said, "color": said}],
        });
        chat.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    }
    format!("{chat}\n")
}

/// What may never stand in the output: controls, C1, and all that controls the direction of writing.
fn drives_a_terminal(c: char) -> bool {
    c.is_control() && c != '\n'
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Asserts that the bytes are UTF-8 and hold nothing that drives a terminal. Gives them as text.
#[track_caller]
fn harmless(bytes: Vec<u8>, what: &str) -> String {
    let text = String::from_utf8(bytes).unwrap_or_else(|_| panic!("{what} is not UTF-8"));
    let found = text.char_indices().find(|(_, c)| drives_a_terminal(*c));
    if let Some((at, c)) = found {
        let around: String = text[..at].chars().rev().take(20).collect::<Vec<_>>().into_iter().rev().collect();
        panic!("{what} lets {c:?} through behind {around:?}");
    }
    text
}

/// What a terminal, wide or not, and standard error are sent.
#[track_caller]
fn seen(repo: &TestRepo, width: &str, args: &[&str]) -> String {
    let mut command = repo.livechats(&["--color", "never"]);
    command.args(args).env("COLUMNS", width);
    let output = on_terminal(command);
    let what: String = format!("{args:?}").chars().take(80).collect();
    harmless(output.stderr, &what);
    harmless(output.stdout, &what)
}

#[test]
fn none_that_drives_a_terminal_is_shown_from_any_text() {
    let (texts, first) = texts();
    assert_eq!(texts.iter().map(|text| text.chars().count()).sum::<usize>(), 1_112_064);
    let repo = TestRepo::empty();
    let lines = texts.iter().enumerate().map(|(place, said)| chat_of(place + 1, said, place < first));
    repo.write("chats.jsonl", lines.collect::<String>());
    let output = repo.output(&["import", "chats.jsonl"]);
    assert_eq!(code(&output), 0, "{:.300}", text(&output.stderr));
    harmless(output.stderr, "import");

    // Each column by itself: side by side they would be too wide.
    for column in ["person", "preview"] {
        let shown = seen(&repo, WIDE, &["list", "--columns", column, "--limit", "10000"]);
        assert_eq!(shown.lines().count(), texts.len() + 1, "{column}: one chat is one row");
        assert!(shown.contains('世'), "{column} is shown whole");
    }
    let peculiar = format!("{first}");
    for column in [
        "app",
        "assignee",
        "tags",
        "source",
        "external",
        "email",
        "phone",
        "teams",
        "description",
        "language",
        "field.plain",
        "field.source_status",
    ] {
        let args = ["list", "--columns", column, "--sort", "id", "--reverse", "--limit", &peculiar];
        let shown = seen(&repo, WIDE, &args);
        assert_eq!(shown.lines().count(), first + 1, "{column}: one chat is one row");
        assert_eq!(shown.matches('世').count(), 1, "{column} is shown whole");
    }
    let found = seen(&repo, WIDE, &["search", "needle", "--columns", "preview", "--limit", "10000"]);
    assert_eq!(found.lines().count(), texts.len() + 1);
    seen(&repo, "100", &["list", "--limit", "10000"]);
    for number in 1..=texts.len() {
        let shown = seen(&repo, "100", &["show", &number.to_string()]);
        assert!(shown.contains("1 message"), "chat {number}");
    }
}

#[test]
fn none_that_drives_a_terminal_is_shown_in_an_error() {
    let (texts, first) = texts();
    let repo = TestRepo::with_chats();
    let mut bad = String::new();
    for said in &texts {
        let whole = json!({"id": said, "created_at": said, "messages": []});
        bad.push_str(&format!("{whole}\n{}\n", json!({"id": "x", "messages": [{"from": said, "text": ""}]})));
        bad.push_str(&format!("{}\n", json!({"id": "x", "messages": [], "person": {said: [said], "name": 7}})));
    }
    repo.write("bad.jsonl", &bad);
    let output = repo.output(&["import", "--keep-going", "bad.jsonl"]);
    assert_eq!(code(&output), 3, "{:.300}", text(&output.stderr));
    assert!(harmless(output.stderr, "import").lines().count() > 3);
    let peculiar: Vec<char> = texts[..first].concat().chars().collect();
    for said in peculiar.chunks(4096).map(|part| part.iter().collect::<String>()) {
        // An argument cannot hold NUL.
        let said = said.replace('\0', "");
        let column = format!("field.{said}");
        for args in [
            &["list", &format!("x {said}:open")][..],
            &["list", &format!("status:\"{}\"", said.replace(['"', '\\'], ""))],
            &["list", "--explain", "--text", &said],
            &["list", "--status", &said],
            &["list", "--since", &said],
            &["list", "--columns", &said],
            &["list", "--columns", &column],
            &["list", "--sort", &said],
            &["list", "--after", &said],
            &["--repo", &said, "list"],
            &["--tz", &said, "list"],
            &["import", &said],
            &["show", "--", &said],
            &["show", "--", &format!("x/{said}")],
            &["search", "--why-not", "1", "--", &said],
            &["export", "--output", &format!("{said}.jsonl")],
            &[&said],
        ] {
            let output = finish(repo.livechats(args), b"");
            let what: String = format!("{args:?}").chars().take(80).collect();
            assert_ne!(code(&output), 70, "{what}");
            harmless(output.stderr, &what);
        }
    }
}
