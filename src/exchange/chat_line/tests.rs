//! The line of a chat: read, written, and read again.

use std::io::BufRead;

use jiff::tz::TimeZone;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;

use super::{ReadChat, read, write};
use crate::model::attachment::Attachment;
use crate::model::chat::{Rating, WholeChat};
use crate::model::field::FieldValue;
use crate::model::message::{AuthorKind, Message};
use crate::model::note::Note;
use crate::model::person::{Person, Rep};
use crate::model::status::Status;
use crate::model::time::Time;

fn utc(line: &str) -> ReadChat {
    read(line.as_bytes(), &TimeZone::UTC).unwrap()
}

/// A chat of which the line says this, besides what it must say.
fn with(members: &str) -> WholeChat {
    utc(&format!(r#"{{"id":"x","messages":[],{members}}}"#)).chat
}

fn problem(line: &str) -> String {
    read(line.as_bytes(), &TimeZone::UTC).unwrap_err().to_string()
}

fn problem_with(members: &str) -> String {
    problem(&format!(r#"{{"id":"x","messages":[],{members}}}"#))
}

fn problem_in_message(members: &str) -> String {
    problem(&format!(r#"{{"id":"x","messages":[{{"from":"ai"}},{{"from":"rep",{members}}}]}}"#))
}

fn written(chat: &WholeChat) -> String {
    let mut out = Vec::new();
    write(chat, &mut out);
    String::from_utf8(out).unwrap()
}

fn text_field(name: &str, value: &str) -> (String, FieldValue) {
    (name.to_owned(), FieldValue::Text(value.to_owned()))
}

#[test]
fn the_least_that_a_line_must_say() {
    let ReadChat { chat, unzoned, unknown, .. } = utc(r#" {"id": 12, "messages": []} "#);
    assert_eq!((chat.external_id.as_str(), chat.source.as_str(), unzoned), ("12", "import", 0));
    assert_eq!(unknown, [""; 0]);
    assert_eq!((chat.status, chat.rep.clone(), chat.person.clone()), (Status::Open, None, Person::default()));
    assert_eq!(
        written(&chat),
        "{\"livechats_form\":1,\"id\":\"12\",\"source\":\"import\",\"created_at\":null,\"person\":{\"id\":null},\"rep\":null,\
         \"status\":\"open\",\"messages\":[]}\n"
    );
    assert_eq!(with(r#""messages_":null,"person":null,"rep":{"id":null},"tags":null,"app":"""#), chat_named("x"));
    assert_eq!(with(r#""tags":[""],"teams":["",""],"created_at":"","closed_at":" ""#), chat_named("x"));
}

fn chat_named(id: &str) -> WholeChat {
    WholeChat { external_id: id.to_owned(), ..utc(r#"{"id":"-","messages":null}"#).chat }
}

#[test]
fn a_whole_line_is_written_in_the_order_of_the_form() {
    let line = concat!(
        r#"{"livechats_form":1,"livechats_id":7,"id":"c-1","source":"s","lang":"en","app":"irc","created_at":"2026-01-31T09:00:00Z","#,
        r#""closed_at":"2026-01-31T10:00:00.500Z","updated_at":"2026-01-31T11:00:00Z","time_kind":"real","#,
        r#""person":{"id":"p","name":"P","email":"p@x","phone":"1","custom_fields":{"vip":true}},"#,
        r#""rep":{"id":"r","name":"R","email":"r@x"},"participants":["q"],"teams":["t"],"tags":["a","b"],"#,
        r#""status":"resolved","rating":{"score":4,"comment":"ok","at":"2026-01-31T12:00:00Z"},"description":"d","#,
        r#""custom_fields":{"n":4.50,"b":false,"s":"x"},"#,
        r#""notes":[{"at":null,"author":"r","text":"n","color":"red","pinned":true}],"#,
        r#""messages":[{"at":"2026-01-31T09:00:00Z","offset_s":-0.25,"from":"person","author":"p","text":"hi\u202e","#,
        r#""attachments":[{"name":"a.png","size":12}]},"#,
        r#"{"at":null,"offset_s":37.001,"from":"system","author":null,"text":""}]}"#,
        "\n"
    );
    let mut chat = utc(line.trim_end()).chat;
    assert_eq!(chat.id, 0, "our number is ours to give");
    assert_eq!(chat.messages[1].offset, Some(37_001_000));
    assert_eq!((chat.messages[0].attachments.len(), &chat.messages[0].extra), (1, &None));
    chat.id = 7;
    assert_eq!(written(&chat), line);
}

#[test]
fn both_names_of_a_key_are_read_but_not_at_once() {
    assert_eq!(with(r#""channel":"irc","language":"th""#), with(r#""app":"irc","lang":"th""#));
    assert_eq!(with(r#""channel":null,"app":"irc""#).app.as_deref(), Some("irc"));
    assert_eq!(problem_with(r#""channel":"a","app":"a""#), "app: said already, by the other name of this key");
}

#[test]
fn a_status_of_the_sources_own_is_kept_beside() {
    assert_eq!(with(r#""status":"Overdue""#).status, Status::Overdue);
    let closed = with(r#""status":"Complete","closed_at":"2026-01-01T00:00:00Z""#);
    assert_eq!((closed.status, closed.fields), (Status::Closed, vec![text_field("source_status", "Complete")]));
    assert_eq!(with(r#""closed_at":"2026-01-01T00:00:00Z","status":"open""#).status, Status::Open);
    assert_eq!(problem_with(r#""status":5"#), "status: expected a text or null, found 5");
}

#[test]
fn a_rating_of_the_sources_own_is_kept_beside() {
    assert_eq!(with(r#""rating":3"#).rating, Some(Rating { score: 3, comment: None, at: None }));
    assert_eq!(with(r#""rating":{"score":3.0,"comment":null}"#).rating, with(r#""rating":3"#).rating);
    for (rating, kept) in [
        ("0", "0"),
        ("6", "6"),
        ("4.5", "4.5"),
        ("\"good\"", "good"),
        ("{\"survey\": {\"ok\": true}}", r#"{"survey":{"ok":true}}"#),
        ("{\"score\":9}", r#"{"score":9}"#),
        ("{\"score\":3,\"by\":\"x\"}", r#"{"score":3,"by":"x"}"#),
    ] {
        let chat = with(&format!("\"rating\":{rating}"));
        assert_eq!((chat.rating, chat.fields.len()), (None, 1), "{rating}");
        assert_eq!((chat.fields[0].0.as_str(), chat.fields[0].1.text()), ("source_rating", kept));
    }
    assert_eq!(with(r#""rating":null"#).fields, []);
    assert_eq!(problem_with(r#""rating":{"score":3,"at":"24:00"}"#), r#"rating.at: not a time: "24:00""#);
}

#[test]
fn what_we_do_not_know_becomes_a_custom_field() {
    let chat = with(
        r##""inbox":"#u","n":1e2,"on":true,"list":[1, 2],"none":null,"custom_fields":{"inbox":"own","source.inbox":1}"##,
    );
    assert_eq!(
        chat.fields,
        [
            text_field("inbox", "own"),
            ("source.inbox".to_owned(), FieldValue::Number("1".into())),
            text_field("source.source.inbox", "#u"),
            ("n".to_owned(), FieldValue::Number("1e2".into())),
            ("on".to_owned(), FieldValue::Toggle(true)),
            text_field("list", "[1,2]"),
        ]
    );
    assert_eq!(utc(r#"{"id":1,"messages":[],"inbox":"a","app":"b","n":null}"#).unknown, ["inbox", "n"]);
    let chat = with(r#""rep":{"id":"r","level":2},"person":{"id":1,"vip":true,"city":"x","custom_fields":{"a":"b"}}"#);
    assert_eq!(chat.fields, [("rep.level".to_owned(), FieldValue::Number("2".into()))]);
    let names: Vec<&str> = chat.person.fields.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!((chat.person.external_id.as_deref(), names), (Some("1"), vec!["a", "city", "vip"]));
}

#[test]
fn labels_are_there_once_and_have_a_name() {
    assert_eq!(with(r#""tags":["b","a","b"]"#).tags, ["b", "a"]);
    assert_eq!(problem_with(r#""teams":["a",5]"#), "teams[1]: expected a text, found 5");
    assert_eq!(
        problem_with(r#""custom_fields":{"":1}"#),
        "custom_fields.\"\": the name of a custom field must not be empty"
    );
}

#[test]
fn times_without_an_offset_are_taken_in_the_zone_and_counted() {
    let line = r#"{"id":1,"created_at":"2005-02-06T06:22","closed_at":"2005-02-06T06:22:00Z","notes":[{"at":"2005-02-06T06:22"}],"messages":[]}"#;
    let berlin = TimeZone::get("Europe/Berlin").unwrap();
    let ReadChat { chat, unzoned, .. } = read(line.as_bytes(), &berlin).unwrap();
    assert_eq!((chat.created.unwrap().rfc3339().as_str(), unzoned), ("2005-02-06T05:22:00Z", 2));
    let skipped = read(br#"{"id":1,"created_at":"2026-03-29T02:30","messages":[]}"#, &berlin).unwrap_err();
    assert_eq!(skipped.to_string(), r#"created_at: the zone skips this time or has it twice: "2026-03-29T02:30""#);
}

#[test]
fn what_cannot_be_taken_is_told_with_its_field() {
    for (problem, expected) in [
        (problem(""), "byte 1: the line ends in the middle"),
        (problem("[]"), "expected an object, found an array"),
        (problem("{}"), "id: is missing"),
        (problem(r#"{"id":"x"}"#), "messages: is missing"),
        (problem(r#"{"id":"","messages":[]}"#), "id: must not be empty"),
        (problem(r#"{"id":null,"messages":[]}"#), "id: must not be empty"),
        (problem(r#"{"id":[],"messages":[]}"#), "id: expected a text or a number, found an array"),
        (problem(r#"{"id":1,"messages":{}}"#), "messages: expected an array, found an object"),
        (problem(r#"{"id":1,"id":1,"messages":[]}"#), "id, byte 14: the key is there twice"),
        (problem(r#"{"id":1,"messages":[]} {}"#), "byte 24: trailing characters"),
        (problem(r#"{"id":1,"messages":[{}]}"#), "messages[0].from: is missing: expected person, ai, rep or system"),
        (problem_in_message(r#""from":5"#), "messages[1].from, byte 58: the key is there twice"),
        (
            problem(r#"{"id":1,"messages":[{"from":5}]}"#),
            "messages[0].from: expected person, ai, rep or system, found 5",
        ),
        (
            problem(r#"{"id":1,"messages":[{"from":"Rep"}]}"#),
            r#"messages[0].from: expected person, ai, rep or system, found "Rep""#,
        ),
        (problem(r#"{"id":1,"messages":["hi"]}"#), r#"messages[0]: expected an object, found "hi""#),
        (problem_in_message(r#""at":"24:00""#), r#"messages[1].at: not a time: "24:00""#),
        (problem_in_message(r#""at":5"#), "messages[1].at: expected a time or null, found 5"),
        (problem_in_message(r#""text":["a"]"#), "messages[1].text: expected a text or null, found an array"),
        (
            problem_in_message(r#""offset_s":"1""#),
            r#"messages[1].offset_s: expected a number of seconds or null, found "1""#,
        ),
        (
            problem_in_message(r#""offset_s":1e10"#),
            "messages[1].offset_s: more than a hundred years from the start of the chat: 1e10",
        ),
        (problem_in_message(r#""offset_s":1e999"#), "messages[1].offset_s: the number is too large: 1e999"),
        (
            problem_in_message(r#""text":"\ud800""#),
            "messages[1].text, byte 65: half of a surrogate pair is no character",
        ),
        (problem_with(r#""person":"bob""#), r#"person: expected an object, found "bob""#),
        (
            problem_with(r#""notes":[{"at":"2026-02-30T00:00:00Z"}]"#),
            r#"notes[0].at: not a time: "2026-02-30T00:00:00Z""#,
        ),
        (
            problem_with(r#""custom_fields":{"a":{"b":[1e999]}}"#),
            "custom_fields.a.b[0]: the number is too large: 1e999",
        ),
    ] {
        assert_eq!(problem, expected);
    }
    assert_eq!(
        problem_with(&format!(r#""person":{{"id":"{}"}}"#, "x".repeat(1025))),
        "person.id: longer than 1,024 bytes"
    );
}

#[test]
fn a_line_cut_anywhere_is_refused() {
    let line = r#"{"id":"x","tags":["ü"],"n":-1.5e3,"messages":[{"from":"rep","text":"\ud83d\ude00","x":true}]}"#;
    assert!(read(line.as_bytes(), &TimeZone::UTC).is_ok());
    for length in 0..line.len() {
        assert!(read(&line.as_bytes()[..length], &TimeZone::UTC).is_err(), "{length}");
    }
}

#[test]
fn a_number_field_that_holds_no_number_is_written_as_text() {
    let mut chat = chat_named("x");
    for digits in ["12", "four", " 1", "1e999", ""] {
        chat.fields = vec![("n".to_owned(), FieldValue::Number(digits.into()))];
        let back = utc(written(&chat).trim_end()).chat;
        assert!(chat.says_the_same(&back), "{digits:?}");
    }
}

fn any_text() -> impl Strategy<Value = String> {
    vec(prop_oneof![any::<char>(), prop::char::range('\0', '\u{ff}')], 0..12).prop_map(String::from_iter)
}

fn some_text() -> impl Strategy<Value = String> {
    any_text().prop_filter("an empty text says nothing", |text| !text.is_empty())
}

fn any_time() -> impl Strategy<Value = Time> {
    (-62_135_596_800_000_000..=253_402_300_799_999_999_i64).prop_map(|micros| Time::from_micros(micros).unwrap())
}

fn any_fields() -> impl Strategy<Value = Vec<(String, FieldValue)>> {
    let value = prop_oneof![
        any_text().prop_map(FieldValue::Text),
        any::<bool>().prop_map(FieldValue::Toggle),
        any::<i64>().prop_map(|number| FieldValue::Number(number.to_string())),
        "-?[1-9][0-9]{0,3}\\.[0-9]{1,3}([eE][-+]?[0-9]{1,2})?".prop_map(FieldValue::Number),
    ];
    btree_map(some_text(), value, 0..4).prop_map(|fields| fields.into_iter().collect())
}

/// What a source may say beyond the form, in the one form we keep.
fn any_extra() -> impl Strategy<Value = String> {
    (some_text(), any_text()).prop_map(|(name, value)| {
        let mut out = b"{".to_vec();
        crate::model::json::push_string(&format!("x{name}"), &mut out);
        out.extend_from_slice(b":[1.50,{\"a\":");
        crate::model::json::push_string(&value, &mut out);
        out.extend_from_slice(b"}]}");
        String::from_utf8(out).unwrap()
    })
}

fn any_message() -> impl Strategy<Value = Message> {
    let offset = -3_155_760_000_000_000..=3_155_760_000_000_000_i64;
    let kind = prop::sample::select(AuthorKind::ALL.to_vec());
    (
        option::of(any_time()),
        option::of(offset),
        kind,
        option::of(some_text()),
        any_text(),
        option::weighted(0.2, any_extra()),
        option::weighted(0.2, some_text()),
        prop::collection::vec(any_attachment(), 0..3),
    )
        .prop_map(|(at, offset, kind, author, text, extra, alias, attachments)| {
            let known = Message { at, offset, author, text, ..Message::of(kind) };
            Message { alias, attachments, extra, ..known }
        })
}

fn any_attachment() -> impl Strategy<Value = Attachment> {
    (any_text(), option::of(some_text()), 0..=i64::MAX, option::of(some_text()))
        .prop_map(|(name, media_type, size, link)| Attachment { name, media_type, size, link })
}

fn any_note() -> impl Strategy<Value = Note> {
    let parts = (option::of(any_time()), option::of(some_text()), any_text(), option::of(some_text()));
    (parts, option::weighted(0.2, any_extra())).prop_map(|((at, author, text, color), extra)| Note {
        at,
        author,
        text,
        color,
        extra,
    })
}

fn any_person() -> impl Strategy<Value = Person> {
    let text = || option::of(some_text());
    (text(), text(), text(), text(), any_fields()).prop_map(|(external_id, name, email, phone, fields)| Person {
        id: None,
        external_id,
        name,
        email,
        phone,
        fields,
    })
}

fn any_rep() -> impl Strategy<Value = Option<Rep>> {
    let text = || option::of(some_text());
    let rep = (text(), text(), text()).prop_map(|(external_id, name, email)| Rep { external_id, name, email });
    rep.prop_map(|rep| (rep != Rep::default()).then_some(rep))
}

fn any_rating() -> impl Strategy<Value = Rating> {
    (1..=5_i64, option::of(some_text()), option::of(any_time())).prop_map(|(score, comment, at)| Rating {
        score,
        comment,
        at,
    })
}

fn distinct() -> impl Strategy<Value = Vec<String>> {
    prop::collection::btree_set(some_text(), 0..3).prop_map(Vec::from_iter)
}

fn any_chat() -> impl Strategy<Value = WholeChat> {
    let texts = vec(option::of(some_text()), 4);
    let times = vec(option::of(any_time()), 3);
    let names = (some_text(), some_text(), distinct(), distinct(), vec(any_text(), 0..3));
    let status = prop::sample::select(Status::ALL.to_vec());
    let threads = (any_fields(), vec(any_note(), 0..3), vec(any_message(), 0..4));
    (texts, times, names, status, any_person(), any_rep(), option::of(any_rating()), threads).prop_map(
        |(mut texts, times, names, status, person, rep, rating, (fields, notes, messages))| WholeChat {
            external_id: names.0,
            source: names.1,
            began_here: false,
            tags: names.2,
            teams: names.3,
            participants: names.4,
            language: texts.pop().unwrap(),
            app: texts.pop().unwrap(),
            time_kind: texts.pop().unwrap(),
            description: texts.pop().unwrap(),
            created: times[0],
            closed: times[1],
            updated: times[2],
            status,
            person,
            rep,
            rating,
            fields,
            notes,
            messages,
            ..chat_named("x")
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_is_written_is_read_and_written_again(chat in any_chat()) {
        let line = written(&chat);
        prop_assert_eq!(line.matches('\n').count(), 1);
        prop_assert!(!line.trim_end().chars().any(crate::model::hidden::is_hidden));
        let back = utc(line.trim_end());
        prop_assert_eq!(back.unzoned, 0);
        prop_assert!(chat.says_the_same(&back.chat));
        prop_assert_eq!(&back.chat, &chat);
        prop_assert_eq!(written(&back.chat), line);
    }

    #[test]
    fn no_bytes_break_it(bytes in vec(any::<u8>(), 0..40), at in 0..60_usize) {
        let mut line = br#"{"id":"x","messages":[{"from":"rep","at":null,"text":"hello"}]}"#.to_vec();
        line.splice(at..at + 1, bytes);
        if let Ok(back) = read(&line, &TimeZone::UTC) {
            let again = utc(written(&back.chat).trim_end()).chat;
            prop_assert_eq!(again, back.chat);
        }
    }
}

/// The development data, where this machine has it.
#[test]
fn real_lines_come_back_equal() {
    let mut lines = 0;
    for folder in ["../shared/data", "../../shared/data"] {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "jsonl") {
                for line in std::io::BufReader::new(std::fs::File::open(&path).unwrap()).lines() {
                    check_real_line(&line.unwrap());
                    lines += 1;
                }
            }
        }
    }
    if lines == 0 {
        eprintln!("did not run: the development data is not here");
    }
}

fn check_real_line(line: &str) {
    let chat = utc(line).chat;
    let out = written(&chat);
    let back = utc(out.trim_end()).chat;
    assert_eq!(back, chat, "{line}");
    let theirs: serde_json::Value = serde_json::from_str(line).unwrap();
    let again: serde_json::Value = serde_json::from_str(&out).unwrap();
    for key in ["id", "source", "lang", "participants", "tags", "notes"] {
        assert_eq!(theirs.get(key), again.get(key), "{line}");
    }
    let messages = theirs["messages"].as_array().unwrap();
    assert_eq!(messages.len(), chat.messages.len());
    for (theirs, ours) in messages.iter().zip(&chat.messages) {
        assert_eq!(theirs["text"].as_str().unwrap().as_bytes(), ours.text.as_bytes());
        assert_eq!(theirs["author"].as_str(), ours.author.as_deref());
        assert_eq!(theirs["offset_s"].as_f64(), ours.offset.map(|micros| micros as f64 / 1e6));
    }
    for (name, value) in theirs["custom_fields"].as_object().into_iter().flatten() {
        let ours = chat.fields.iter().find(|(ours, _)| ours == name).unwrap();
        assert_eq!(value.as_str().map_or_else(|| value.to_string(), str::to_owned), ours.1.text());
    }
}
