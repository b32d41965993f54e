//! Each value of each row, and what it is: a text, a number, a time, or nothing.

use serde_json::{Map, Value, json};

use super::made::Made;
use super::texts::{PIECES, by_hand};
use super::{export, jq_reads, python_reads};
use crate::export::kinds::told;
use crate::program::{is_there, python};
use crate::repo::TestRepo;

const KINDS: [&str; 4] = ["chats", "messages", "people", "notes"];

/// What Python needs to read typed columns, and how it does.
const TYPED: [(&str, &str); 2] = [("pyarrow", "parquet"), ("duckdb, pyarrow", "duckdb")];

/// What a value of a column is in a format, and whether that column is there.
type Shape = fn(&str, &Value) -> Option<Value>;

/// A repository, and what it was made of.
struct World {
    repo: TestRepo,
    texts: Vec<String>,
}

impl World {
    fn new() -> Self {
        let world = Self { repo: TestRepo::empty(), texts: by_hand() };
        for [name, kind] in [["amount", "number"], ["express", "toggle"], ["day", "date"]] {
            world.repo.succeed(&["field", "define", name, "--type", kind]);
        }
        let lines: String = world.chats().map(|chat| format!("{}\n", chat.line())).collect();
        world.repo.write("in.jsonl", lines);
        world.repo.succeed(&["import", "in.jsonl"]);
        world
    }

    fn chats(&self) -> impl Iterator<Item = Made<'_>> {
        self.texts.iter().enumerate().map(|(place, said)| Made::new(place + 1, said))
    }

    /// Asserts that a program found the rows of a kind, each as `shape` makes them.
    #[track_caller]
    fn assert_rows(&self, kind: &str, printed: &str, what: &str, shape: Shape) {
        let mut found = lines(printed);
        // Chats stand in the order of their beginnings, and ours have three.
        let place = |row: &Value, name: &str| -> Option<u64> { told(&row[name]).parse().ok() };
        found.sort_by_key(|row| (place(row, "id"), place(row, "chat"), place(row, "number")));
        let expected: Vec<Value> = self.chats().flat_map(|chat| chat.rows(kind)).collect();
        assert_eq!(found.len(), expected.len(), "{what}: rows");
        for (place, (found, row)) in found.iter().zip(&expected).enumerate() {
            let row = row.as_object().unwrap().iter();
            let row: Map<_, _> = row.filter_map(|(name, value)| Some((name.clone(), shape(name, value)?))).collect();
            for (name, value) in &row {
                assert_eq!(found.get(name), Some(value), "{what}: row {place}, column {name}");
            }
            assert_eq!(found.as_object().unwrap().len(), row.len(), "{what}: columns of row {place}");
        }
    }

    /// Asserts that a program found the whole chats.
    #[track_caller]
    fn assert_chats(&self, printed: &str, program: &str) {
        let mut found = lines(printed);
        found.sort_by_key(|chat| chat["livechats_id"].as_u64());
        assert_eq!(found.len(), self.texts.len(), "{program}");
        for (found, chat) in found.iter().zip(self.chats()) {
            assert_eq!(spoken(found), spoken(&chat.line()), "{program}");
        }
    }
}

fn lines(printed: &str) -> Vec<Value> {
    printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A value as a folder of months has it.
fn with_month(_: &str, value: &Value) -> Option<Value> {
    Some(value.clone())
}

/// A value as a typed column has it.
fn typed(name: &str, value: &Value) -> Option<Value> {
    (name != "created_month").then(|| value.clone())
}

/// A value as JSON has it: a time is a text.
fn in_json(name: &str, value: &Value) -> Option<Value> {
    let text = value.get("time").or_else(|| value.get("date"));
    typed(name, text.unwrap_or(value))
}

/// A value as CSV has it: a text.
fn in_csv(name: &str, value: &Value) -> Option<Value> {
    in_json(name, value).map(|value| told(&value).into())
}

/// A value without what says nothing, and without what export adds.
fn spoken(value: &Value) -> Value {
    match value {
        Value::Object(values) => values
            .iter()
            .filter(|(name, value)| !name.starts_with("livechats_") && !value.is_null() && *value != "")
            .map(|(name, value)| (name.clone(), spoken(value)))
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(values) => values.iter().map(spoken).collect(),
        other => other.clone(),
    }
}

#[test]
fn python_and_jq_find_every_value() {
    let (python, has_jq) = (python("csv"), is_there("jq", &["--version"]));
    let world = World::new();
    for kind in KINDS {
        for (reader, shape) in
            [("csv", in_csv as Shape), ("excel", in_csv), ("tsv", in_csv), ("json", in_json), ("jsonl", in_json)]
        {
            let file = export(&world.repo, kind, reader);
            if let Some(python) = &python {
                world.assert_rows(kind, &python_reads(&world.repo, python, &[reader, "rows", &file]), &file, shape);
            }
            if has_jq && reader.starts_with("json") {
                let filter = if reader == "json" { ".[]" } else { "." };
                world.assert_rows(kind, &jq_reads(&world.repo, filter, &file), &format!("{file} by jq"), shape);
            }
        }
    }
    let file = export(&world.repo, "whole", "jsonl");
    if let Some(python) = &python {
        world.assert_chats(&python_reads(&world.repo, python, &["jsonl", "rows", &file]), "Python");
    }
    if has_jq {
        world.assert_chats(&jq_reads(&world.repo, ".", &file), "jq");
    }
}

#[test]
fn pyarrow_and_duckdb_find_every_value_and_its_type() {
    let readers = [("pyarrow", "parquet"), ("duckdb, pyarrow", "duckdb")];
    let readers: Vec<_> =
        readers.into_iter().filter_map(|(modules, reader)| Some((python(modules)?, reader))).collect();
    if readers.is_empty() {
        return;
    }
    let world = World::new();
    let assert_rows = |kind: &str, path: &str, shape: Shape| {
        for (python, reader) in &readers {
            let printed = python_reads(&world.repo, python, &[reader, "rows", path]);
            world.assert_rows(kind, &printed, &format!("{path} by {reader}"), shape);
        }
    };
    for kind in KINDS {
        assert_rows(kind, &export(&world.repo, kind, "parquet"), typed);
    }
    for kind in ["chats", "messages"] {
        world.repo.succeed(&["export", "--kind", kind, "--format", "parquet", "--output", &format!("{kind}/")]);
        assert_rows(kind, kind, with_month);
    }
}

#[test]
fn columns_are_called_as_custom_fields_are() {
    let names = PIECES.iter().enumerate().skip(1);
    let fields: Map<_, _> = names.map(|(place, name)| ((*name).to_owned(), place.to_string().into())).collect();
    let chat = json!({"id": "1", "source": "s", "custom_fields": fields, "messages": []});
    let repo = TestRepo::empty();
    repo.write("in.jsonl", format!("{chat}\n"));
    repo.succeed(&["import", "in.jsonl"]);
    let assert_named = |printed: &str, what: &str| {
        let row = &lines(printed)[0];
        for (name, value) in &fields {
            assert_eq!(row.get(format!("field.{name}")), Some(value), "{what}: {name:?}");
        }
    };
    let files = ["csv", "excel", "tsv", "json", "jsonl", "parquet"].map(|reader| export(&repo, "chats", reader));
    if let Some(python) = python("csv") {
        for (reader, file) in ["csv", "excel", "tsv", "json", "jsonl"].iter().zip(&files) {
            assert_named(&python_reads(&repo, &python, &[reader, "rows", file]), file);
        }
    }
    if is_there("jq", &["--version"]) {
        assert_named(&jq_reads(&repo, ".", &files[4]), "jq");
    }
    for (modules, reader) in TYPED {
        if let Some(python) = python(modules) {
            assert_named(&python_reads(&repo, &python, &[reader, "rows", &files[5]]), modules);
        }
    }
}
