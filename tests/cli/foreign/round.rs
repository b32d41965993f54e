//! Texts made by chance go out and come in again, in every format, and none is another: their digests are equal.
//!
//! Every code point is among them in each round. One round as a rule; `LIVECHATS_TEXTS=1000000` asks for so many texts.

use std::io::Write as _;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::texts::by_chance;
use super::{export, python_reads};
use crate::program::python;
use crate::repo::TestRepo;

/// Texts a round.
const TEXTS: usize = 20_000;

/// Texts a chat: the name of its person, what it is about, a custom field, and its messages.
const PER_CHAT: usize = 20;

/// The columns of chats with texts.
const COLUMNS: [&str; 3] = ["person", "description", "field.plain"];

/// How many texts there are, and their digest: of those of chats, and of messages.
type Sums = [String; 2];

fn sum<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let (mut count, mut digest) = (0, Sha256::new());
    for text in texts {
        digest.update((text.len() as u64).to_le_bytes());
        digest.update(text);
        count += 1;
    }
    let hex: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{count} {hex}")
}

fn sums_of_texts(texts: &[String]) -> Sums {
    let chats = || texts.chunks(PER_CHAT).map(|texts| texts.split_at(COLUMNS.len()));
    [
        sum(chats().flat_map(|(chat, _)| chat.iter().map(String::as_str))),
        sum(chats().flat_map(|(_, messages)| messages.iter().map(String::as_str))),
    ]
}

/// The sums of what a repository holds.
fn sums_of(repo: &TestRepo) -> Sums {
    let lines = repo.succeed(&["export", "--output", "-", "--format", "jsonl"]);
    let chats: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let text = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => panic!("no text: {other}"),
    };
    let mut texts = Vec::new();
    for chat in &chats {
        texts.extend([&chat["person"]["name"], &chat["description"], &chat["custom_fields"]["plain"]].map(text));
        texts.extend(chat["messages"].as_array().unwrap().iter().map(|message| text(&message["text"])));
    }
    sums_of_texts(&texts)
}

/// A repository of these files.
fn repo_of(files: &[(&str, Vec<u8>)]) -> TestRepo {
    let repo = TestRepo::empty();
    // Else a text that looks like a number becomes one on its way through CSV.
    repo.succeed(&["field", "define", "plain", "--type", "text"]);
    files.iter().for_each(|(name, bytes)| repo.write(name, bytes));
    let names = files.iter().map(|(name, _)| *name);
    repo.succeed(&["import"].into_iter().chain(names).collect::<Vec<_>>());
    repo
}

fn lines(texts: &[String]) -> String {
    let chats = texts.chunks(PER_CHAT).enumerate().map(|(number, texts)| {
        let messages: Vec<Value> =
            texts[COLUMNS.len()..].iter().map(|text| json!({"from": "person", "text": text})).collect();
        let chat = json!({
            "id": number.to_string(), "source": "chance", "person": {"id": number.to_string(), "name": texts[0]},
            "description": texts[1], "custom_fields": {"plain": texts[2]}, "messages": messages,
        });
        format!("{chat}\n")
    });
    chats.collect()
}

fn round(seed: u64, texts: &[String], sums: &Sums, python: Option<&str>, has_pyarrow: bool) {
    let repo = repo_of(&[("in.jsonl", lines(texts).into_bytes())]);
    assert_eq!(&sums_of(&repo), sums, "round {seed}: import");
    let export = |kind: &str, reader: &str| export(&repo, kind, reader);
    let bytes = |file: &str| std::fs::read(repo.path(file)).unwrap();
    let whole = export("whole", "jsonl");
    assert_eq!(&sums_of(&repo_of(&[(&whole, bytes(&whole))])), sums, "round {seed}: jsonl");
    for reader in ["csv", "excel"] {
        let files = ["chats", "messages"].map(|kind| export(kind, reader));
        let copy = repo_of(&files.each_ref().map(|file| (file.as_str(), bytes(file))));
        assert_eq!(&sums_of(&copy), sums, "round {seed}: {reader}");
    }
    let Some(python) = python else { return };
    for reader in ["csv", "excel", "tsv", "json", "jsonl", "parquet"] {
        if reader == "parquet" && !has_pyarrow {
            continue;
        }
        let files = ["chats", "messages"].map(|kind| match reader {
            "csv" | "excel" => format!("{kind}.{reader}"),
            _ => export(kind, reader),
        });
        let of_chats = python_reads(&repo, python, &[&[reader, "digest", &files[0]][..], &COLUMNS].concat());
        let of_messages = python_reads(&repo, python, &[reader, "digest", &files[1], "text"]);
        assert_eq!(&[of_chats, of_messages].map(|printed| printed.trim().to_owned()), sums, "round {seed}: {reader}");
    }
    let page = export("whole", "html");
    assert_eq!(python_reads(&repo, python, &["html", "digest", &page, "text"]).trim(), sums[1], "round {seed}: html");
}

#[test]
fn every_text_comes_back_from_every_format() {
    let asked = std::env::var("LIVECHATS_TEXTS").map_or(TEXTS, |count| count.parse().unwrap());
    let pyarrow = python("pyarrow");
    let python = pyarrow.clone().or_else(|| python("csv"));
    for seed in 1..=asked.div_ceil(TEXTS) as u64 {
        let texts = by_chance(TEXTS, seed);
        let sums = sums_of_texts(&texts);
        round(seed, &texts, &sums, python.as_deref(), pyarrow.is_some());
        if asked > TEXTS {
            writeln!(std::io::stderr(), "round {seed}: chats {}, messages {}", sums[0], sums[1]).unwrap();
        }
    }
}
