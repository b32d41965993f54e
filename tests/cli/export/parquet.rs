//! `livechats export` as Parquet, read by another program where there is one.

use insta::assert_snapshot;

use crate::program::python;
use crate::repo::{TestRepo, finish, text};

/// Compares the rows of a Parquet file, or of a folder of them, with those of a JSON file.
const COMPARE: &str = r#"
import datetime, json, sys
import pyarrow.dataset as dataset

def told(value):
    if isinstance(value, datetime.datetime):
        digits = "seconds" if value.microsecond == 0 else "milliseconds" if value.microsecond % 1000 == 0 else "microseconds"
        return value.astimezone(datetime.timezone.utc).isoformat(timespec=digits).replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, datetime.date) else value

table = dataset.dataset(sys.argv[1], format="parquet", partitioning="hive").to_table()
rows = [{key: told(value) for key, value in row.items() if key != "created_month"} for row in table.to_pylist()]
expected = json.load(open(sys.argv[2]))
order = lambda row: json.dumps(row, sort_keys=True)
assert sorted(rows, key=order) == sorted(expected, key=order), (rows, expected)
print(len(rows), "rows")
print("\n".join(f"{field.name}: {field.type}" for field in table.schema if field.name != "created_month"))
"#;

fn compare(repo: &TestRepo, python: &str, parquet: &str, json: &str) -> String {
    let mut command = repo.command(python);
    command.args(["-c", COMPARE, parquet, json]);
    let output = finish(command, b"");
    format!("{}{}", text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_folder_has_a_file_for_each_month_of_the_zone() {
    let repo = TestRepo::with_chats();
    let args = ["export", "--kind", "messages", "--tz", "Asia/Tokyo", "--format", "parquet", "--output", "history/"];
    assert_snapshot!(repo.run(&args), @r"
    $ livechats export --kind messages --tz Asia/Tokyo --format parquet --output history/
    [stderr] Exported 7 messages of 4 of 5 chats to history/.
    [exit 0]
    ");
    repo.succeed(&["export", "--verify", "history"]);
    repo.succeed(&["export", "--tz", "Asia/Tokyo", "--format", "parquet", "--output", "chats/", "--no-manifest"]);
    let mut files = Vec::new();
    for month in std::fs::read_dir(repo.path("chats")).unwrap() {
        for file in std::fs::read_dir(month.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            files.push(path.strip_prefix(repo.folder()).unwrap().display().to_string());
        }
    }
    files.sort();
    // The last second of December in UTC is January in Tokyo.
    let expected = ["chats/created_month=2026-01/part-0001.parquet", "chats/created_month=unknown/part-0001.parquet"];
    assert_eq!(files, expected);
    assert_eq!((repo.mode("chats"), repo.mode(expected[0])), (0o700, 0o600));
}

#[test]
fn values_that_are_none_of_their_type_are_counted() {
    let repo = TestRepo::with_chats();
    repo.sql("UPDATE field SET type = 2 WHERE name = 'order'");
    assert_snapshot!(repo.run(&["export", "--output", "chats.parquet"]), @r"
    $ livechats export --output chats.parquet
    [stderr] warning: left out of columns of another type: 1 value of custom fields; csv holds them all
    [stderr] Exported 5 of 5 chats to chats.parquet.
    [exit 0]
    ");
    assert_eq!(repo.mode("chats.parquet"), 0o600);
}

#[test]
fn numbers_of_more_digits_than_a_column_holds_are_counted() {
    let chat = |id: u8, number: &str| {
        format!(r#"{{"id":"{id}","source":"s","custom_fields":{{"number":{number}}},"messages":[]}}"#) + "\n"
    };
    let repo = TestRepo::with(&[chat(1, "9007199254740993"), chat(2, "4.50"), chat(3, "0.1")].concat());
    assert_snapshot!(repo.run(&["export", "--kind", "chats", "--output", "chats.parquet"]), @r"
    $ livechats export --kind chats --output chats.parquet
    [stderr] warning: rounded to 53 bits: 1 value of custom fields; csv has all digits
    [stderr] Exported 3 of 3 chats to chats.parquet.
    [exit 0]
    ");
    assert!(repo.succeed(&["export", "--kind", "chats", "--format", "csv", "-o", "-"]).contains("9007199254740993"));
}

#[test]
fn another_program_reads_what_json_tells() {
    let Some(python) = python("pyarrow") else { return };
    let repo = TestRepo::with_chats();
    let compare = |parquet: &str, json: &str| compare(&repo, &python, parquet, json);
    repo.succeed(&["field", "define", "due", "--type", "date"]);
    repo.succeed(&["field", "set", "due=2026-02-28", "1", "--yes"]);
    for kind in ["chats", "messages", "people", "notes"] {
        repo.succeed(&["export", "--kind", kind, "--output", &format!("{kind}.parquet")]);
        repo.succeed(&["export", "--kind", kind, "--output", &format!("{kind}.json")]);
    }
    assert_snapshot!(compare("chats.parquet", "chats.json"), @r"
    5 rows
    id: int64
    created: timestamp[us, tz=UTC]
    status: string
    app: string
    person: string
    assignee: string
    tags: list<element: string not null>
    messages: int64
    source: string
    external: string
    person_id: int64
    email: string
    phone: string
    teams: list<element: string not null>
    rating: int64
    closed: timestamp[us, tz=UTC]
    updated: timestamp[us, tz=UTC]
    last_message: timestamp[us, tz=UTC]
    description: string
    language: string
    deleted: timestamp[us, tz=UTC]
    holds: list<element: string not null>
    field.order: string
    field.amount: double
    field.express: bool
    field.due: date32[day]
    ");
    assert_snapshot!(compare("messages.parquet", "messages.json"), @r"
    7 rows
    chat: int64
    source: string
    external: string
    number: int64
    at: timestamp[us, tz=UTC]
    from: string
    author: string
    text: string
    ");
    for kind in ["people", "notes"] {
        let told = compare(&format!("{kind}.parquet"), &format!("{kind}.json"));
        assert!(told.contains(" rows\n"), "{kind}: {told}");
    }
    repo.succeed(&["export", "--kind", "messages", "--format", "parquet", "--output", "history/"]);
    assert!(compare("history", "messages.json").starts_with("7 rows\n"));
}
