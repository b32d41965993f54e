//! Names, addresses and numbers taken out.

use insta::assert_snapshot;

use crate::repo::{TestRepo, text};

/// A chat whose every text holds an address, a phone number and a card number.
fn repo() -> TestRepo {
    let secrets = "ann@example.com, +49 30 1234567, 4111 1111 1111 1111";
    let chat = serde_json::json!({
        "id": "s-1", "source": "shop", "channel": "web", "created_at": "2026-01-10T09:00:00Z",
        "person": {"id": "+4915112345678", "name": "Ann Example", "email": "ann@example.com", "phone": "030 1234567",
            "custom_fields": {"other": secrets}},
        "rep": {"id": "r1", "name": "Max", "email": "max@example.com"},
        "tags": ["vip ann@example.com"], "description": secrets, "status": "closed",
        "rating": {"score": 5, "comment": secrets}, "custom_fields": {"card": 4_111_111_111_111_111_i64},
        "notes": [{"at": "2026-01-10T09:00:00Z", "author": "r1", "text": secrets, "more": [secrets]}],
        "messages": [
            {"from": "person", "author": "Ann Example", "text": format!("It is Ann. {secrets}"), "number": 4_111_111_111_111_111_i64,
                "attachments": [{"name": "ann@example.com.pdf", "size": 3, "link": "https://example.com/?m=ann@example.com"}]},
            {"from": "rep", "author": "Max", "text": "โทร ๐๘๑-๒๓๔-๕๖๗๘, カード ４１１１ １１１１ １１１１ １１１１"},
        ],
    });
    let repo = TestRepo::with(&format!("{chat}\n"));
    repo.succeed(&["note", "add", "--person", "1", "write to ann@example.com"]);
    repo.succeed(&["ban", "reason", "add", "spam"]);
    repo.succeed(&["ban", "add", "--person", "1", "--reason", "spam", "--for", "3d", "--note", "ann@example.com"]);
    repo.write("key", "sixteen bytes it is");
    repo
}

#[test]
fn rows_and_chats_lose_what_was_asked() {
    let repo = repo();
    let key = ["--redact-key", "key", "-o", "-"];
    let run = |args: &[&str]| repo.run(&[&["export"], args, &key[..]].concat());
    assert_snapshot!(run(&["--redact", "all"]), @r#"
    $ livechats export --redact all --redact-key key -o -
    {"livechats_form":1,"livechats_id":1,"id":"s-1","source":"shop","app":"web","created_at":"2026-01-10T09:00:00Z","updated_at":"2026-01-10T09:00:00Z","person":{"id":"id-ad957d14c5","name":"Person-b569b2c555","email":"[email]","phone":"[phone]","custom_fields":{"other":"[email], [phone], [card]"}},"rep":{"id":"r1","name":"Max","email":"[email]"},"tags":["vip [email]"],"status":"closed","rating":{"score":5,"comment":"[email], [phone], [card]"},"description":"[email], [phone], [card]","custom_fields":{"card":"[card]"},"notes":[{"at":"2026-01-10T09:00:00Z","author":"r1","text":"[email], [phone], [card]","more":["[email], [phone], [card]"]}],"messages":[{"at":null,"from":"person","author":"Person-b569b2c555","text":"It is Ann. [email], [phone], [card]","attachments":[{"name":"[email]","size":3,"link":"https:[email]"}],"number":"[card]"},{"at":null,"from":"rep","author":"Max","text":"โทร [phone], カード [card]"}]}
    [stderr] Exported 1 of 1 chat; 2 names, 11 mail addresses, 8 phone numbers, 9 card numbers, 1 ID redacted.
    [exit 0]
    "#);
    assert_snapshot!(run(&["--kind", "messages", "--format", "csv", "--redact", "names,cards", "--columns", "from,author,text"]), @r#"
    $ livechats export --kind messages --format csv --redact names,cards --columns from,author,text --redact-key key -o -
    from,author,text
    person,Person-b569b2c555,"It is Ann. ann@example.com, +49 30 1234567, [card]"
    rep,Max,"โทร ๐๘๑-๒๓๔-๕๖๗๘, カード [card]"
    [stderr] Exported 2 messages of 1 of 1 chat; 1 name, 2 card numbers redacted.
    [exit 0]
    "#);
    assert_snapshot!(run(&["--kind", "people", "--format", "jsonl", "--redact", "names", "--redact", "ids", "--columns", "name,email,phone,external"]), @r#"
    $ livechats export --kind people --format jsonl --redact names --redact ids --columns name,email,phone,external --redact-key key -o -
    {"name":"Person-b569b2c555","email":"ann@example.com","phone":"030 1234567","external":"id-ad957d14c5"}
    [stderr] Exported 1 of 1 person; 1 name, 1 ID redacted.
    [exit 0]
    "#);
    assert_snapshot!(run(&["--kind", "bans", "--format", "jsonl", "--redact", "all", "--columns", "person,identifiers,note"]), @r#"
    $ livechats export --kind bans --format jsonl --redact all --columns person,identifiers,note --redact-key key -o -
    {"person":"Person-b569b2c555","identifiers":["email:[email]","phone:[phone]"],"note":"[email]"}
    [stderr] Exported 1 of 1 ban; 1 name, 2 mail addresses, 1 phone number, 0 card numbers, 0 IDs redacted.
    [exit 0]
    "#);
}

#[test]
fn nothing_of_it_is_left_in_any_kind() {
    let repo = repo();
    for kind in ["whole", "chats", "messages", "people", "notes", "bans", "canned"] {
        let format = if kind == "whole" { "jsonl" } else { "csv" };
        let out = repo.succeed(&["export", "--kind", kind, "--format", format, "--redact", "all", "-o", "-"]);
        for secret in ["ann@", "max@", "1234567", "4111", "Example", "๐๘๑", "１１１１", "15112345678"] {
            assert!(!out.contains(secret), "{kind} {secret}: {out}");
        }
    }
}

#[test]
fn the_query_is_told_nowhere() {
    let repo = repo();
    let places: [&[&str]; 6] = [
        &["a.jsonl"],
        &["a.csv", "--kind", "messages"],
        &["a.html"],
        &["a.parquet"],
        &["pages/", "--format", "html"],
        &["history/", "--format", "parquet"],
    ];
    for place in places {
        let said = repo.run(&[&["export", "Ann Example", "--redact", "all", "-o"], place].concat());
        assert!(said.contains("Exported 1 ") || said.contains("Exported 2 "), "{said}");
    }
    let found = repo.shell("grep -rliE '(ann example|chosen by)' a.* pages history");
    assert_eq!(text(&found.stdout), "");
    // What is not redacted tells it.
    repo.succeed(&["export", "Ann Example", "-o", "b.html"]);
    assert!(repo.read("b.html").contains("Chosen by"));
    assert!(!repo.read("b.html.manifest.json").contains("\"query\": \"\""));
}

#[test]
fn what_was_redacted_comes_in_again_and_is_told_in_the_manifest() {
    let repo = repo();
    repo.succeed(&["export", "--redact", "all", "-o", "safe.jsonl"]);
    let manifest: serde_json::Value = serde_json::from_str(&repo.read("safe.jsonl.manifest.json")).unwrap();
    let counts = manifest["redacted"].as_array().unwrap();
    assert_eq!(counts.len(), 5);
    assert!(counts.iter().all(|one| one["count"].as_u64().unwrap() > 0), "{counts:?}");
    let other = TestRepo::empty();
    other.write("safe.jsonl", repo.read("safe.jsonl"));
    other.succeed(&["import", "safe.jsonl"]);
    // Without a key of one's own, each export has stand-ins of its own.
    let names = || {
        repo.succeed(&[
            "export",
            "--kind",
            "people",
            "--columns",
            "name",
            "--format",
            "csv",
            "--redact",
            "names",
            "-o",
            "-",
        ])
    };
    assert_ne!(names(), names());
    repo.write("short", "x");
    repo.refuses(2, &["export", "--redact", "all", "--redact-key", "short", "-o", "-"]);
    repo.refuses(5, &["export", "--redact", "all", "--redact-key", "nothing", "-o", "-"]);
    repo.refuses(2, &["export", "--redact-key", "key", "-o", "-"]);
    repo.refuses(2, &["export", "--redact", "everything", "-o", "-"]);
}
