//! The same comparison on conversations people really had, where such a folder lies beside the project
//! (`../shared/data/*.jsonl`, one chat a line). Pieces of random messages are looked for.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::{Asked, Known, actor, compare, known, made_up};
use crate::exchange::chat_line;
use crate::model::chat::WholeChat;
use crate::query::{Filter, LabelKey, LabelTest, Term, TextScope};
use crate::store::{Choice, Sort, SortKey, Store};

const QUERIES: usize = 150;

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data")
}

/// Every chat of every file; of two with the same name the first.
fn chats(folder: &Path) -> Vec<WholeChat> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "jsonl"));
    paths.sort();
    let mut seen = HashSet::new();
    let mut chats = Vec::new();
    for path in paths {
        for (number, line) in fs::read(&path).unwrap().split(|&byte| byte == b'\n').enumerate() {
            if line.is_empty() {
                continue;
            }
            let read = chat_line::read(line, &TimeZone::UTC);
            let chat = read.unwrap_or_else(|error| panic!("{}:{}: {error:?}", path.display(), number + 1)).chat;
            if seen.insert((chat.source.clone(), chat.external_id.clone())) {
                chats.push(chat);
            }
        }
    }
    chats
}

/// A source may say other things of one person in another chat: those are taken as the store has them.
fn with_persons_of_the_store(store: &Store, mut chats: Vec<Known>) -> Vec<Known> {
    let everything = Choice::everything(false, super::now());
    let mut persons = std::collections::HashMap::new();
    let told = |whole: &WholeChat, told: &mut Vec<_>| told.push((whole.id, (whole.person.clone(), whole.rep.clone())));
    store
        .each_whole(&everything, told, |made| {
            persons.extend(made.of.iter().cloned());
            Ok(())
        })
        .unwrap();
    for chat in &mut chats {
        (chat.chat.person, chat.chat.rep) = persons.remove(&chat.id).unwrap();
    }
    chats
}

/// One or two pieces, with a label now and then.
fn filter(texts: &[String], tags: Vec<String>) -> impl Strategy<Value = Filter> + use<> {
    let scope = proptest::sample::select(vec![
        TextScope::Anywhere,
        TextScope::Anywhere,
        TextScope::Messages,
        TextScope::Messages,
        TextScope::PersonName,
    ]);
    let text = || {
        (scope.clone(), made_up::piece(texts.to_vec()))
            .prop_map(|(scope, piece)| Filter::Term(Term::Contains(scope, piece)))
    };
    let tag = proptest::sample::select(tags).prop_map(|tag| {
        Filter::Term(Term::Label(LabelKey::Tag, LabelTest::Is(crate::model::fold::fold(&tag).into_owned())))
    });
    prop_oneof![
        4 => text(),
        2 => (text(), text()).prop_map(|(one, other)| Filter::All(vec![one, other])),
        1 => (text(), text()).prop_map(|(one, other)| Filter::Any(vec![one, other])),
        1 => (text(), text()).prop_map(|(one, other)| Filter::All(vec![one, Filter::Not(Box::new(other))])),
        1 => (text(), tag).prop_map(|(text, tag)| Filter::All(vec![text, tag])),
    ]
}

#[test]
fn real_conversations_are_found_as_the_rules_mean() {
    let folder = data();
    if !folder.is_dir() {
        eprintln!("did not run: there is no {}", folder.display());
        return;
    }
    let chats = chats(&folder);
    let texts: Vec<String> =
        chats.iter().flat_map(|chat| chat.messages.iter().map(|message| message.text.clone())).collect();
    let tags: HashSet<String> = chats.iter().flat_map(|chat| chat.tags.iter().cloned()).collect();
    let mut tags: Vec<String> = tags.into_iter().collect();
    tags.sort();
    let repository = tempfile::tempdir().unwrap();
    let mut store = Store::create(&repository.path().join("r.db"), &actor(), "admin").unwrap();
    let mut coming = chats.iter().cloned();
    store.fill(&actor(), || Ok(coming.next())).unwrap();
    let known = with_persons_of_the_store(&store, known(&store, chats.into_iter()));

    let mut runner = TestRunner::default();
    let questions = proptest::collection::vec(filter(&texts, tags), QUERIES);
    let mut telling = 0;
    for (at, filter) in questions.new_tree(&mut runner).unwrap().current().into_iter().enumerate() {
        let key = if at % 3 == 0 { SortKey::LastMessage } else { SortKey::Created };
        let sort = Sort { key, reverse: at % 5 == 0 };
        let asked = Asked { filter, bin: false, sort, limit: 400 };
        let found = compare(&store, &known, &asked).unwrap_or_else(|error| panic!("{asked:?}: {error}"));
        telling += usize::from(0 < found && found < known.len());
    }
    assert!(telling * 3 > QUERIES, "of {QUERIES} filters only {telling} found some chats and not all");
}
