//! Unit tests of files of canned replies.

use proptest::prelude::*;

use super::*;
use crate::model::canned::{Scope, Variant};

fn parse(form: Form, text: &str) -> std::result::Result<CannedFile, String> {
    let read = match form {
        Form::Csv => canned_csv::read(text),
        Form::Json => canned_json::read(text),
    };
    read.map_err(|(place, error)| format!("{place}: {error}"))
}

fn reply() -> impl Strategy<Value = Canned> {
    let text = "[a-z,\"'{}\n\r é;=+]{0,12}x";
    let scope = prop_oneof![
        Just(Scope::Everybody),
        proptest::collection::vec("[A-C,\"]{1,4}", 1..3).prop_map(Scope::Teams),
        "[A-C]{1,3}".prop_map(Scope::Rep),
    ];
    let variants = proptest::collection::btree_map("de|es|pt-BR", text, 0..3);
    let tags = proptest::collection::btree_set("[a-z\"é]{1,4}", 0..3);
    (
        "[a-z, \"]{0,3}n",
        proptest::option::of("[a-z,\"]{1,5}"),
        proptest::option::of(Just("en".to_owned())),
        text,
        variants,
        scope,
        tags,
    )
        .prop_map(|(name, title, language, text, variants, scope, tags)| Canned {
            name: name.trim().to_owned(),
            title,
            language,
            text,
            variants: variants.into_iter().map(|(language, text)| Variant { language, text }).collect(),
            scope,
            tags: tags.into_iter().collect(),
        })
}

proptest! {
    #[test]
    fn what_is_exported_is_imported(replies in proptest::collection::btree_map("[a-z]{3}", reply(), 0..4), content in any::<Vec<u8>>()) {
        let replies: Vec<(Canned, Vec<NewAttachment>)> = replies
            .into_iter()
            .map(|(name, canned)| {
                let name = format!("{}{name}", canned.name);
                (Canned { name, ..canned }, vec![NewAttachment { name: "a \"b\".pdf".into(), content: content.clone() }])
            })
            .collect();
        for form in [Form::Csv, Form::Json] {
            let mut out = Vec::new();
            write(form, &replies, &mut out).unwrap();
            let file = parse(form, std::str::from_utf8(&out).unwrap()).unwrap();
            prop_assert_eq!(file.left.len(), 0);
            let read: Vec<Canned> = file.entries.iter().map(|entry| entry.over(None)).collect();
            let written: Vec<Canned> = replies.iter().map(|(canned, _)| canned.clone()).collect();
            prop_assert_eq!(read, written);
            for (entry, (_, files)) in file.entries.iter().zip(&replies) {
                prop_assert_eq!(entry.files.as_ref(), (form == Form::Json).then_some(files));
            }
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[\\[{]?[a-z\",{}:\\[\\]\n ]{0,40}") {
        for form in [Form::Csv, Form::Json] {
            let _ = parse(form, &text);
        }
    }
}

#[test]
fn what_is_no_canned_reply_is_told_with_its_place() {
    for (form, text, expected) in [
        (Form::Csv, "", "line 1: the column name is missing"),
        (
            Form::Csv,
            "name,texts\n",
            "line 1: no column is called \"texts\"; they are name, title, language, text, scope, tags",
        ),
        (Form::Csv, "name,text,name\n", "line 1: the column name is there twice"),
        (Form::Csv, "name,text\na,b,c\n", "line 2: 3 cells, where the head has 2"),
        (Form::Csv, "name,text\n,b\n", "line 2: name: it is empty"),
        (Form::Csv, "name,text\n12,b\n", "line 2: name: digits alone are no name"),
        (Form::Csv, "name,text\na,b\na,c\n", "line 3: language: a second text of \"a\" needs a language"),
        (
            Form::Csv,
            "name,text,language\na,\"b\nc\",\na,c,Deutsche Sprache\n",
            "line 4: language: 'Deutsche Sprache' is no language tag",
        ),
        (
            Form::Csv,
            "name,text,language,scope\na,b,en,\na,c,es,rep: X\n",
            "line 3: scope: not as in the first row of \"a\"",
        ),
        (Form::Csv, "name,text,scope\na,b,nobody\n", "line 2: scope: a scope is"),
        (Form::Json, "[{\"name\":\"a\"}]", "item 1: text: it is missing"),
        (Form::Json, "[{\"name\":\"a\",\"text\":1}]", "item 1: text: expected a text, found 1"),
        (
            Form::Json,
            "[{\"name\":\"a\",\"text\":\"b\",\"colour\":1}]",
            "item 1: colour: no canned reply has this field",
        ),
        (Form::Json, "[1]", "item 1: expected an object, found 1"),
        (Form::Json, "[{\"name\":\"a\",\"text\":\"b\"},", "as JSON: byte"),
        (Form::Json, "{\"name\":\"a\",\"text\":\"b\"}\n{", "line 2: byte"),
        (
            Form::Json,
            "{\"name\":\"a\",\"text\":\"b\",\"variants\":{\"xx!\":\"c\"}}",
            "line 1: variants: 'xx!' is no language tag",
        ),
        (
            Form::Json,
            "{\"name\":\"a\",\"text\":\"b\",\"files\":[{\"name\":\"x\",\"base64\":\"?\"}]}",
            "line 1: files[0].base64: it is no base64",
        ),
    ] {
        let said = parse(form, text).unwrap_err();
        assert!(said.starts_with(expected), "{text}\n{said}");
    }
}

#[test]
fn other_systems_forms_are_read() {
    let text = concat!(
        r#"{"stream":"chats","data":{"id":"1"},"emitted_at":1}"#,
        "\n",
        r#"{"stream":"shortcuts","data":{"options":"Yes/No","id":"goodbye","scope":"all","name":"goodbye","tags":["bye"],"message":"Thanks!"},"emitted_at":1}"#,
        "\n",
        r#"{"id":"x","scope":"department:1","name":"x","tags":[],"message":"m"}"#,
        "\n",
        r#"{"id":3,"account_id":1,"short_code":"hi","content":"Hello"}"#,
        "\n",
    );
    let file = parse(Form::Json, text).unwrap();
    let read: Vec<(&str, &str, &str)> =
        file.entries.iter().map(|entry| (&*entry.place, &*entry.name, &*entry.text)).collect();
    assert_eq!(read, [("line 2", "goodbye", "Thanks!"), ("line 4", "hi", "Hello")]);
    assert_eq!(file.entries[0].tags.as_deref(), Some(&["bye".to_owned()][..]));
    assert_eq!(
        file.left,
        [
            "line 1: of another stream (chats)",
            "line 2: the answers to choose from of goodbye",
            "line 3: x is for department:1, which has no name here",
        ]
    );
}
