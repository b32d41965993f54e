//! What the store finds against what the rules mean: made-up repositories and filters, answered by SQL and by a plain
//! walk over the chats, which must give the same chats in the same order.

mod bulk;
pub mod made_up;
mod naive;
mod real_data;
mod sight;

use std::cell::Cell;
use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};
use rusqlite::Connection;

use self::made_up::{Fate, NOW};
use self::naive::{Ban, Known};
use super::{Actor, Choice, Details, ImportOptions, Imported, Page, Preview, Sort, SortKey, Start, Store};
use crate::model::chat::{ChatRow, WholeChat};
use crate::model::fold::fold;
use crate::model::time::Time;
use crate::query::{Filter, Term, TimeKey, TimeRange};

/// Repositories tried where `PROPTEST_CASES` does not say; each is asked [`QUERIES`] times.
const REPOSITORIES: u32 = 40;
const QUERIES: usize = 60;

const SORTS: [SortKey; 7] = [
    SortKey::Created,
    SortKey::Updated,
    SortKey::Closed,
    SortKey::LastMessage,
    SortKey::Id,
    SortKey::Rating,
    SortKey::Messages,
];

fn now() -> Time {
    Time::from_micros(NOW).unwrap()
}

fn actor() -> Actor {
    Actor { uid: 1000, now: now(), fixed_clock: true }
}

/// How a list is asked for.
#[derive(Clone, Debug)]
struct Asked {
    filter: Filter,
    bin: bool,
    sort: Sort,
    limit: usize,
}

fn asked(texts: Vec<String>) -> impl Strategy<Value = Asked> {
    let sort = (proptest::sample::select(&SORTS[..]), any::<bool>()).prop_map(|(key, reverse)| Sort { key, reverse });
    (made_up::filter(texts), proptest::bool::weighted(0.1), sort, 1..9_usize)
        .prop_map(|(filter, bin, sort, limit)| Asked { filter, bin, sort, limit })
}

/// Puts the chats into a new repository: some by the quick way for a new file, the rest by import.
fn repository(path: &Path, chats: &[(WholeChat, Fate)]) -> (Store, Vec<Known>) {
    let mut store = Store::create(path, &actor(), "admin").unwrap();
    let (early, late) = chats.split_at(chats.len() / 3);
    let mut coming = early.iter();
    store.fill(&actor(), || Ok(coming.next().map(|(chat, _)| chat.clone()))).unwrap();
    let mut coming = late.iter();
    let options = ImportOptions { update: false, dry_run: false };
    let mut imported = Imported::default();
    store.import(&actor(), options, &mut imported, || Ok(coming.next().map(|(chat, _)| chat.clone()))).unwrap();
    assert_eq!(imported.new_chats, late.len() as u64);
    let known = known(&store, chats.iter().map(|(chat, _)| chat.clone()));
    let known = befall(path, known, chats);
    (store, known)
}

/// The chats with the numbers they were given: in order of arrival. Only our number for the person and the moment of
/// the last change are taken from the store.
fn known(store: &Store, chats: impl Iterator<Item = WholeChat>) -> Vec<Known> {
    let everything = Choice::everything(false, now());
    let mut rows = Vec::new();
    let told = |row: &ChatRow, rows: &mut Vec<_>| rows.push((row.id, row.person_id, row.updated));
    store
        .each_row(&everything, &Details::default(), told, |made| {
            rows.extend_from_slice(&made.of);
            Ok(())
        })
        .unwrap();
    rows.sort();
    let chats: Vec<WholeChat> = chats.collect();
    assert_eq!(rows.len(), chats.len());
    let pairs = rows.into_iter().zip(chats).enumerate();
    pairs
        .map(|(at, ((id, person_id, updated), chat))| {
            assert_eq!(id, at as i64 + 1, "chats are numbered as they arrive");
            if let Some(said) = chat.updated {
                assert_eq!(updated, Some(said));
            }
            Known::new(id, chat, person_id, updated)
        })
        .collect()
}

/// Lets the fates of the chats come true, in the file and in our list.
fn befall(path: &Path, mut known: Vec<Known>, chats: &[(WholeChat, Fate)]) -> Vec<Known> {
    let file = Connection::open(path).unwrap();
    for (at, (_, fate)) in chats.iter().enumerate() {
        let Known { id, person_id, .. } = known[at];
        if let Some(deleted) = fate.deleted {
            file.execute("UPDATE chat SET deleted_at = ?1 WHERE id = ?2", (deleted.micros(), id)).unwrap();
            known[at].deleted = Some(deleted);
        }
        if let Some(hold) = &fate.hold {
            file.execute(
                "INSERT INTO hold (name, folded, reason, placed_at) VALUES (?1, ?2, '', 0) ON CONFLICT DO NOTHING",
                (hold, fold(hold)),
            )
            .unwrap();
            file.execute(
                "INSERT INTO chat_hold (hold_id, chat_key) SELECT hold.id, chat.key FROM hold, chat WHERE hold.name = ?1 AND chat.id = ?2",
                (hold, id),
            )
            .unwrap();
            known[at].holds.push(hold.clone());
        }
        if let Some((reason, from, until, lifted)) = &fate.ban {
            let time = |seconds: i64| Time::from_micros(NOW + seconds * 1_000_000).unwrap();
            let (from, until, lifted) = (time(*from), until.map(time), lifted.map(time));
            file.execute(
                "INSERT INTO ban (person_id, reason, folded, started_at, ends_at, lifted_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                (person_id, reason, fold(reason), from.micros(), until.map(Time::micros), lifted.map(Time::micros)),
            )
            .unwrap();
            let ban = Ban { reason: reason.clone(), from, until, lifted };
            known
                .iter_mut()
                .filter(|other| other.person_id == person_id)
                .for_each(|other| other.bans.push(ban.clone()));
        }
    }
    known
}

/// Asks the store in every way it can be asked, and the naive walk. Gives how many chats there were.
fn compare(store: &Store, known: &[Known], asked: &Asked) -> Result<usize, TestCaseError> {
    let Asked { filter, bin, sort, limit } = asked;
    let choice = Choice::new(filter, *bin, now());
    let meant = known.iter().filter(|chat| chat.deleted.is_some() == *bin && naive::holds(filter, chat, now()));
    let expected = naive::ordered(meant.collect(), *sort);

    prop_assert_eq!(store.count_chats(&choice).unwrap(), expected.len() as u64, "count_chats");
    let mut ids = Vec::new();
    let collect = |id: i64| {
        ids.push(id);
        Ok(())
    };
    store.each_id(&choice, *sort, collect).unwrap();
    prop_assert_eq!(&ids, &expected, "each_id");
    prop_assert_eq!(&by_cursor(store, &choice, *sort, *limit)?, &expected, "pages by cursor");
    prop_assert_eq!(&by_number(store, &choice, *sort, *limit)?, &expected, "pages by number");
    if !bin {
        // `matches` says nothing of the bin.
        for chat in known.iter().filter(|chat| chat.deleted.is_none()).take(3) {
            prop_assert_eq!(
                store.matches(choice.filter, choice.now, chat.id).unwrap(),
                expected.contains(&chat.id),
                "matches {}",
                chat.id
            );
        }
    }
    Ok(expected.len())
}

fn page(start: Start, sort: Sort, limit: usize) -> Page {
    Page { limit, start, sort, details: Details::default(), preview: Preview::Nothing }
}

fn by_cursor(store: &Store, choice: &Choice<'_>, sort: Sort, limit: usize) -> Result<Vec<i64>, TestCaseError> {
    let mut ids = Vec::new();
    let mut start = Start::Number(1);
    loop {
        let got = store.chats(choice, &page(start, sort, limit)).unwrap();
        prop_assert!(got.rows.len() <= limit, "a page of {} rows", got.rows.len());
        ids.extend(got.rows.iter().map(|row| row.id));
        prop_assert!(ids.len() <= 10_000, "pages by cursor go round in a circle");
        match got.next {
            Some(cursor) => {
                prop_assert_eq!(got.rows.len(), limit, "a page that is not the last is full");
                start = Start::After(cursor);
            }
            None => return Ok(ids),
        }
    }
}

fn by_number(store: &Store, choice: &Choice<'_>, sort: Sort, limit: usize) -> Result<Vec<i64>, TestCaseError> {
    let mut ids = Vec::new();
    for number in 1.. {
        let got = store.chats(choice, &page(Start::Number(number), sort, limit)).unwrap();
        if let Some(total) = got.total {
            prop_assert_eq!(total, store.count_chats(choice).unwrap(), "the page's total");
        }
        if got.rows.is_empty() {
            prop_assert!(got.next.is_none(), "an empty page has no next one");
            break;
        }
        ids.extend(got.rows.iter().map(|row| row.id));
    }
    Ok(ids)
}

/// Every text of the chats that a filter may look into.
fn texts<'c>(chats: impl Iterator<Item = &'c WholeChat>) -> Vec<String> {
    let of = |chat: &WholeChat| {
        let mut texts: Vec<String> = chat.messages.iter().map(|message| message.text.clone()).collect();
        texts.extend(chat.notes.iter().map(|note| note.text.clone()));
        let person = &chat.person;
        texts.extend([&chat.description, &person.name, &person.email, &person.phone].into_iter().flatten().cloned());
        texts
    };
    chats.flat_map(of).filter(|text| !text.is_empty()).collect()
}

#[test]
fn the_store_finds_what_the_rules_mean() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(REPOSITORIES);
    let config =
        ProptestConfig { cases, failure_persistence: None, max_shrink_time: 60_000, ..ProptestConfig::default() };
    let plans = made_up::chats().prop_flat_map(|chats| {
        let texts = texts(chats.iter().map(|(chat, _)| chat));
        (Just(chats), proptest::collection::vec(asked(texts), QUERIES))
    });
    let (asked, telling, hidden) = (Cell::new(0), Cell::new(0), Cell::new(0));
    let outcome = TestRunner::new(config).run(&plans, |(chats, questions)| {
        let folder = tempfile::tempdir().unwrap();
        let (mut store, known) = repository(&folder.path().join("r.db"), &chats);
        for question in &questions {
            let found = compare(&store, &known, question).map_err(|error| error_for(question, error))?;
            asked.set(asked.get() + 1);
            telling.set(telling.get() + u32::from(0 < found && found < known.len()));
        }
        for (at, question) in questions.iter().enumerate() {
            let seen = sight::narrow(&mut store, &known, at);
            compare(&store, &seen, question).map_err(|error| error_for(question, error))?;
            for chat in known.iter().filter(|chat| !seen.iter().any(|other| other.id == chat.id)).take(2) {
                let name = crate::model::chat::ChatName::Id(chat.id);
                prop_assert!(store.whole_chat(&name, true).is_err(), "chat {} is shown", chat.id);
                let everything = &Filter::EVERYTHING;
                prop_assert!(!store.matches(everything, now(), chat.id).unwrap(), "chat {} matches", chat.id);
            }
            hidden.set(hidden.get() + u32::from(!seen.is_empty() && seen.len() < known.len()));
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    let (asked, telling, hidden) = (asked.get(), telling.get(), hidden.get());
    assert!(hidden * 3 > asked, "of {asked} times only {hidden} times some chats were hidden, and not all");
    assert!(telling * 3 > asked, "of {asked} filters only {telling} found some chats and not all");
}

fn error_for(question: &Asked, error: TestCaseError) -> TestCaseError {
    match error {
        TestCaseError::Fail(why) => TestCaseError::fail(format!("{question:?}: {why}")),
        reject @ TestCaseError::Reject(_) => reject,
    }
}

#[test]
fn a_chat_that_came_in_comes_out_the_same() {
    let config = ProptestConfig { cases: 20, failure_persistence: None, ..ProptestConfig::default() };
    let outcome = TestRunner::new(config).run(&made_up::chats(), |chats| {
        let folder = tempfile::tempdir().unwrap();
        let (store, known) = repository(&folder.path().join("r.db"), &chats);
        for chat in known {
            let (whole, _) = store.whole_chat(&crate::model::chat::ChatName::Id(chat.id), true).unwrap();
            prop_assert_eq!(whole.messages, chat.chat.messages);
            prop_assert_eq!(whole.notes, chat.chat.notes);
            prop_assert_eq!(&whole.tags, &chat.chat.tags);
            prop_assert_eq!(whole.teams, chat.chat.teams);
            prop_assert_eq!((whole.created, whole.closed), (chat.chat.created, chat.chat.closed));
            prop_assert_eq!(
                (whole.rating, whole.status, whole.description),
                (chat.chat.rating, chat.chat.status, chat.chat.description)
            );
            let texts = |fields: &[(String, crate::model::field::FieldValue)]| -> Vec<(String, String)> {
                fields.iter().map(|(name, value)| (name.clone(), value.text().to_owned())).collect()
            };
            prop_assert_eq!(texts(&whole.fields), texts(&chat.chat.fields));
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

#[test]
fn a_second_with_more_chats_than_it_has_room_for() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(&folder.path().join("r.db"), &actor(), "admin").unwrap();
    let second = |seconds: i64| Time::from_micros(NOW + seconds * 1_000_000);
    let chat = |number: i64| {
        let created = if number % 1500 == 0 { second(1) } else { second(0) };
        made_up::plain(&number.to_string(), created)
    };
    let mut coming = (1..=4500).map(chat);
    store.fill(&actor(), || Ok(coming.next())).unwrap();
    for (from, until, expected) in [(0, 1, 4497), (1, 2, 3), (0, 2, 4500), (-1, 0, 0), (2, 9, 0)] {
        let range = TimeRange { from: second(from), until: second(until) };
        let filter = Filter::Term(Term::Time(TimeKey::Created, Some(range)));
        let choice = Choice::new(&filter, false, now());
        assert_eq!(store.count_chats(&choice).unwrap(), expected, "{from}..{until}");
    }
    let everything = Choice::everything(false, now());
    let mut ids = by_cursor(&store, &everything, Sort::NEWEST, 1000).unwrap();
    ids.sort();
    assert_eq!(ids, (1..=4500).collect::<Vec<_>>(), "each chat is on one page");
}
