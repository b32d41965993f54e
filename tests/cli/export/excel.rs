//! CSV for spreadsheets.

use insta::assert_snapshot;

use crate::repo::{TestRepo, code, text};

/// Texts of the bench: formulas, what looks like them, and what does not.
const TEXTS: [&str; 12] =
    ["=cmd|'/c calc'!A0", "+49 30", "-5", "@SUM(A1)", "\tx", "\rx", "＝1", "'=1", "'", "\"=1", ";=1", "a\r\nb"];

fn repo() -> TestRepo {
    let messages: Vec<serde_json::Value> =
        TEXTS.iter().map(|text| serde_json::json!({"from": "person", "author": "p", "text": text})).collect();
    let chat = serde_json::json!({
        "id": "1", "source": "s", "created_at": "2026-01-10T09:00:00Z", "tags": ["=x", "y"],
        "person": {"id": "p", "name": "-Ann"}, "custom_fields": {"=f": "@x", "n": -4.5}, "messages": messages,
    });
    TestRepo::with(&format!("{chat}\n"))
}

#[test]
fn texts_are_guarded_and_numbers_are_bare() {
    let repo = repo();
    let columns = "id,created,person,tags,field.=f,field.n";
    assert_snapshot!(repo.run(&["export", "--excel", "--kind", "chats", "--format", "csv", "--columns", columns, "-o", "-"]).replace('\u{feff}', "[BOM]").replace('\r', "[CR]"), @r#"
    $ livechats export --excel --kind chats --format csv --columns id,created,person,tags,field.=f,field.n -o -
    [BOM]id,created,person,tags,field.=f,field.n[CR]
    1,2026-01-10T09:00:00Z,'-Ann,"'=x,y",'@x,-4.5[CR]
    [stderr] Exported 1 of 1 chat.
    [exit 0]
    "#);
    for (format, file) in [("json", "-"), ("jsonl", "x.csv")] {
        repo.refuses(2, &["export", "--excel", "--kind", "chats", "--format", format, "-o", file]);
    }
    repo.refuses(2, &["export", "--excel", "-o", "all.jsonl"]);
}

#[test]
fn every_text_comes_back() {
    let repo = repo();
    let file = repo.succeed(&[
        "export",
        "--excel",
        "--kind",
        "messages",
        "--format",
        "csv",
        "--columns",
        "text,number",
        "-o",
        "-",
    ]);
    let rows = file.strip_prefix("\u{feff}text,number\r\n").unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(rows.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), TEXTS.len());
    for (place, (record, sent)) in records.iter().zip(TEXTS).enumerate() {
        let cell = &record[0];
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝']), "{cell:?}");
        assert_eq!(cell.strip_prefix('\'').unwrap_or(cell), sent);
        assert_eq!(record[1], (place + 1).to_string());
    }
}

#[test]
fn what_no_sheet_holds_is_told_and_written() {
    let long = "x".repeat(32_768);
    let repo = TestRepo::with(&format!(
        "{{\"id\":\"1\",\"source\":\"s\",\"messages\":[{{\"from\":\"person\",\"author\":\"p\",\"text\":\"{long}\"}}]}}\n"
    ));
    let output = repo.output(&["export", "--excel", "--kind", "messages", "-o", "m.csv"]);
    assert_eq!(code(&output), 0);
    assert_snapshot!(text(&output.stderr), @r"
    warning: longer than the 32,767 characters of a cell: 1 text; the file is whole
    Exported 1 message of 1 of 1 chat to m.csv.
    ");
    assert!(repo.read("m.csv").contains(&long));
    let exact = repo.output(&["export", "--kind", "messages", "-o", "exact.csv"]);
    assert!(!text(&exact.stderr).contains("warning"));
}
