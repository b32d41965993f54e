//! Kinds beside chats: people, notes, bans, canned replies, the record.

use insta::assert_snapshot;

use crate::program::{is_there, python};
use crate::repo::{TestRepo, code, finish, text};

/// Two reps, notes on a chat and on a person, a ban on a person and one on an address, a canned reply.
fn busy() -> TestRepo {
    let repo = TestRepo::with_chats();
    for line in [
        &["note", "add", "--person", "2", "asks often, \"kindly\""][..],
        &["note", "add", "2", "waits for a parcel"],
        &["ban", "reason", "add", "spam"],
        &["ban", "add", "--person", "3", "--reason", "spam", "--for", "3d", "--note", "third time"],
        &["ban", "add", "--ip", "203.0.113.9", "--reason", "spam", "--for", "3d"],
        &["canned", "add", "hello", "Hello {{ person.name }}"],
        &["field", "define", "city", "--for", "persons"],
        &["person", "edit", "3", "--field", "city=Chiang Mai"],
    ] {
        repo.succeed(line);
    }
    repo
}

const KINDS: [&str; 7] = ["chats", "messages", "people", "notes", "bans", "canned", "audit"];

#[test]
fn people_come_with_their_fields_and_a_query_chooses_their_chats() {
    let repo = busy();
    assert_snapshot!(repo.run(&["export", "--kind", "people", "--format", "csv", "--columns", "id,name,chats,bans,field.city", "-o", "-"]), @r"
    $ livechats export --kind people --format csv --columns id,name,chats,bans,field.city -o -
    id,name,chats,bans,field.city
    1,Ann Example,1,0,
    2,สมชาย,1,0,
    3,王芳,1,1,Chiang Mai
    4,ليلى,1,0,
    5,,1,0,
    [stderr] Exported 5 of 5 persons.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["export", "app:line", "--kind", "people", "--format", "jsonl", "-o", "-"]), @r#"
    $ livechats export app:line --kind people --format jsonl -o -
    {"id":2,"name":"สมชาย","email":null,"phone":null,"chats":1,"last_chat":"2026-01-11T10:00:00Z","tags":[],"first_chat":"2026-01-11T10:00:00Z","location":null,"country":null,"ip":null,"channel_id":null,"unique_id":null,"source":"shop","external":"p2","bans":0,"erased":null,"field.city":null}
    [stderr] Exported 1 of 5 persons.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["export", "parcel", "--kind", "people", "--columns", "id,name", "--format", "tsv", "-o", "-"]), @r"
    $ livechats export parcel --kind people --columns id,name --format tsv -o -
    id	name
    1	Ann Example
    [stderr] Exported 1 of 5 persons.
    [exit 0]
    ");
}

#[test]
fn notes_are_those_on_chats_and_on_their_persons() {
    let repo = busy();
    assert_snapshot!(repo.run(&["export", "--kind", "notes", "--format", "csv", "-o", "-"]), @r#"
    $ livechats export --kind notes --format csv -o -
    on,id,source,external,number,at,author,color,text
    chat,1,shop,s-1,1,2026-01-10T09:10:00Z,r1,,asked the warehouse
    chat,2,shop,s-2,1,2026-01-15T12:00:00Z,root,,waits for a parcel
    person,2,shop,p2,1,2026-01-15T12:00:00Z,root,,"asks often, ""kindly"""
    [stderr] Exported 3 of 3 notes.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["export", "app:line", "--kind", "notes", "--format", "json", "--columns", "on,id,text", "-o", "-"]), @r#"
    $ livechats export app:line --kind notes --format json --columns on,id,text -o -
    [
    {"on":"chat","id":2,"text":"waits for a parcel"},
    {"on":"person","id":2,"text":"asks often, \"kindly\""}
    ]
    [stderr] Exported 2 of 3 notes.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["export", "app:none", "--kind", "notes", "--format", "json", "-o", "-"]), @r"
    $ livechats export app:none --kind notes --format json -o -
    []
    [stderr] Exported 0 of 3 notes.
    [exit 0]
    ");
}

#[test]
fn bans_are_all_or_those_on_the_persons_of_the_chats() {
    let repo = busy();
    let columns = "id,person_id,reason,state,identifiers,note";
    assert_snapshot!(repo.run(&["export", "--kind", "bans", "--format", "csv", "--columns", columns, "-o", "-"]), @r"
    $ livechats export --kind bans --format csv --columns id,person_id,reason,state,identifiers,note -o -
    id,person_id,reason,state,identifiers,note
    1,3,spam,running,phone:+86101234,third time
    2,,spam,running,ip:203.0.113.9,
    [stderr] Exported 2 of 2 bans.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["export", "app:wechat", "--kind", "bans", "--format", "csv", "--columns", columns, "-o", "-"]), @r"
    $ livechats export app:wechat --kind bans --format csv --columns id,person_id,reason,state,identifiers,note -o -
    id,person_id,reason,state,identifiers,note
    1,3,spam,running,phone:+86101234,third time
    [stderr] Exported 1 of 2 bans.
    [exit 0]
    ");
}

#[test]
fn canned_replies_and_the_record_take_no_query() {
    let repo = busy();
    assert_snapshot!(repo.run(&["export", "--kind", "canned", "--format", "jsonl", "-o", "-"]), @r#"
    $ livechats export --kind canned --format jsonl -o -
    {"id":1,"name":"hello","title":null,"languages":[],"scope":"everybody","tags":[],"uses":0,"used":null,"files":[],"created":"2026-01-15T12:00:00Z","text":"Hello {{ person.name }}","variants":[]}
    [stderr] Exported 1 of 1 canned reply.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["export", "--kind", "audit", "--format", "csv", "--columns", "operation,command,detail", "-o", "-"]), @r"
    $ livechats export --kind audit --format csv --columns operation,command,detail -o -
    operation,command,detail
    1,init,
    2,import,new_chats=5 new_messages=7 updated_chats=0 first_chat=1 last_chat=5 first_person=1 last_person=5
    3,note add,person=2
    4,note add,chats=1
    5,ban reason add,reason=spam
    6,ban add,ban=1 person=3 reason=spam length=3d identifiers=1 replaced=0
    7,ban add,ban=2 reason=spam length=3d identifiers=1 replaced=0
    8,canned add,canned=1
    9,field define,field=city type=text
    10,person edit,person=3 chats=1
    11,export,kind=canned begun=1
    12,export,kind=canned canned=1
    13,export,kind=audit begun=1
    [stderr] Exported 13 of 13 operations.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["export", "status:open", "--kind", "audit", "--format", "csv", "-o", "-"]), @r"
    $ livechats export status:open --kind audit --format csv -o -
    [stderr] error: --kind audit takes no query: it belongs to no chat
    [stderr] hint: leave the query and the filters out; all there is for you is written
    [exit 2]
    ");
    repo.refuses(2, &["export", "--tag", "vip", "--kind", "canned", "--format", "csv", "-o", "-"]);
    repo.refuses(2, &["export", "--kind", "people", "-o", "people"]);
    repo.refuses(2, &["export", "--kind", "bans", "--columns", "colour", "--format", "csv", "-o", "-"]);
}

#[test]
fn one_needs_to_see_what_goes_out_and_gets_what_ones_chats_reach() {
    let repo = busy();
    repo.succeed(&["user", "add", "Mia", "--role", "admin"]);
    repo.sql("UPDATE chat SET assignee_id = (SELECT id FROM rep WHERE name = 'Mia') WHERE id = 2");
    let permissions = ["persons.view", "bans.manage", "canned.view", "audit.read"];
    let kinds = [("people", 0), ("notes", 0), ("bans", 1), ("canned", 2), ("audit", 3)];
    for (number, given) in permissions.iter().enumerate() {
        let role = format!("r{number}");
        let granted = format!("chats.view.own,chats.export.own,{given}");
        repo.succeed(&["role", "add", &role, "--kind", "company", "--permissions", &granted]);
        repo.succeed(&["user", "edit", "Mia", "--role", &role]);
        for (kind, needs) in kinds {
            let output = repo.output(&["--as", "Mia", "export", "--kind", kind, "--format", "tsv", "-o", "-"]);
            let expected = if needs == number { 0 } else { 4 };
            assert_eq!(code(&output), expected, "{given} {kind}: {}", text(&output.stderr));
            assert!(expected == 0 || output.stdout.is_empty());
        }
    }
    repo.succeed(&["role", "edit", "r0", "--grant", "bans.view"]);
    repo.succeed(&["user", "edit", "Mia", "--role", "r0"]);
    assert_snapshot!(repo.run(&["--as", "Mia", "export", "--kind", "people", "--columns", "id,chats", "--format", "csv", "-o", "-"]), @r"
    $ livechats --as Mia export --kind people --columns id,chats --format csv -o -
    id,chats
    2,1
    [stderr] Exported 1 of 1 person.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["--as", "Mia", "export", "--kind", "notes", "--columns", "on,id", "--format", "csv", "-o", "-"]), @r"
    $ livechats --as Mia export --kind notes --columns on,id --format csv -o -
    on,id
    chat,2
    person,2
    [stderr] Exported 2 of 2 notes.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["--as", "Mia", "export", "--kind", "bans", "--columns", "id", "--format", "csv", "-o", "-"]), @r"
    $ livechats --as Mia export --kind bans --columns id --format csv -o -
    id
    [stderr] Exported 0 of 0 bans.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["--as", "Mia", "export", "--kind", "canned", "--format", "csv", "-o", "-"]), @r"
    $ livechats --as Mia export --kind canned --format csv -o -
    [stderr] error: your role does not allow this: it needs chats.export and canned.view
    [stderr] hint: livechats whoami tells what your role allows
    [exit 4]
    ");
}

#[test]
fn every_kind_says_the_same_in_every_format() {
    let repo = busy();
    for kind in KINDS {
        let written = |format: &str| repo.succeed(&["export", "--kind", kind, "--format", format, "-o", "-"]);
        // An export is recorded itself, before and after: the record grows by two each time.
        let grown = if kind == "audit" { 2 } else { 0 };
        let lines: Vec<serde_json::Value> =
            written("jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert!(!lines.is_empty(), "{kind}");
        let array: Vec<serde_json::Value> = serde_json::from_str(&written("json")).unwrap();
        assert_eq!(array[..array.len() - grown], lines, "{kind}");
        for (format, separator) in [("csv", b','), ("tsv", b'\t')] {
            let file = written(format);
            let mut reader =
                csv::ReaderBuilder::new().delimiter(separator).quoting(format == "csv").from_reader(file.as_bytes());
            let columns: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
            assert_eq!(columns, lines[0].as_object().unwrap().keys().cloned().collect::<Vec<_>>(), "{kind} {format}");
            let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            for (line, record) in lines.iter().zip(&records) {
                for (value, cell) in line.as_object().unwrap().values().zip(record) {
                    let cell = if format == "tsv" { cell.replace("\\n", "\n") } else { cell.to_owned() };
                    match value.as_f64() {
                        Some(number) => assert_eq!(cell.parse(), Ok(number), "{kind} {format}"),
                        None => assert_eq!(told(value), cell, "{kind} {format}"),
                    }
                }
            }
            assert!(records.len() >= lines.len(), "{kind} {format}");
        }
    }
}

/// A value of JSON as CSV tells it.
pub fn told(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(texts) => texts.iter().map(told).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

#[test]
fn other_programs_read_it() {
    let repo = busy();
    let python = python("csv");
    let has_jq = is_there("jq", &["--version"]);
    let count = |program: &str, script: &str, file: &str| {
        let mut command = repo.command(program);
        match program {
            "jq" => command.args(["-s", script, file]),
            _ => command.args(["-c", script, file]),
        };
        let output = finish(command, b"");
        assert_eq!(code(&output), 0, "{file}: {}", text(&output.stderr));
        text(&output.stdout).trim().to_owned()
    };
    let read_csv = "import csv, sys; print(len(list(csv.DictReader(open(sys.argv[1], newline='', encoding='utf-8'), strict=True))))";
    let read_json = "import json, sys; print(len(json.load(open(sys.argv[1], encoding='utf-8'))))";
    for kind in KINDS {
        let file = |format: &str| format!("out-{kind}.{format}");
        for format in ["csv", "json", "jsonl"] {
            repo.succeed(&["export", "--kind", kind, "-o", &file(format)]);
        }
        let lines = repo.read(&file("jsonl")).lines().count();
        let rows = |less: usize| (lines - if kind == "audit" { less } else { 0 }).to_string();
        if let Some(python) = &python {
            assert_eq!(count(python, read_csv, &file("csv")), rows(2), "{kind}");
            assert_eq!(count(python, read_json, &file("json")), rows(1), "{kind}");
        }
        if has_jq {
            assert_eq!(count("jq", ".[0] | length", &file("json")), rows(1), "{kind}");
            assert_eq!(count("jq", "length", &file("jsonl")), rows(0), "{kind}");
        }
    }
}
