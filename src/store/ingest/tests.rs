//! What imports keep, replace and leave.

use std::path::Path;
use std::time::Duration;

use super::*;
use crate::model::chat::ChatName;
use crate::model::field::FieldValue;
use crate::model::message::{AuthorKind, Message};
use crate::model::person::Person;
use crate::model::status::Status;
use crate::model::time::Time;
use crate::query::{Filter, Term, TextScope};
use crate::store::Choice;
use crate::store::page::Totals;

const ACTOR: Actor = Actor { uid: 7, now: Time::from_micros(0).unwrap(), fixed_clock: true };

fn chat(external_id: &str, text: &str) -> WholeChat {
    let message = Message { text: text.into(), ..Message::of(AuthorKind::Person) };
    WholeChat {
        id: 0,
        external_id: external_id.into(),
        source: "s".into(),
        began_here: false,
        language: None,
        app: None,
        created: None,
        closed: None,
        updated: None,
        time_kind: None,
        person: Person { external_id: Some("p".into()), ..Person::default() },
        rep: None,
        participants: vec!["quo\"ted".into()],
        teams: Vec::new(),
        tags: vec!["t".into()],
        status: Status::Open,
        rating: None,
        description: None,
        fields: vec![("n".into(), FieldValue::Number("1.50".into()))],
        notes: Vec::new(),
        messages: vec![message],
    }
}

fn import(store: &mut Store, update: bool, chats: &[WholeChat]) -> Imported {
    let mut coming = chats.iter();
    let options = ImportOptions { update, dry_run: false };
    let mut done = Imported::default();
    store.import(&ACTOR, options, &mut done, || Ok(coming.next().cloned())).unwrap();
    done
}

fn found(store: &Store, piece: &str) -> u64 {
    let filter = Filter::Term(Term::Contains(TextScope::Anywhere, piece.into()));
    store.count_chats(&Choice::new(&filter, false, ACTOR.now)).unwrap()
}

fn repository(folder: &Path) -> Store {
    Store::create(&folder.join("r.db"), &ACTOR, "admin").unwrap()
}

#[test]
fn an_update_replaces_and_moves_the_chat_to_its_true_place() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = repository(folder.path());
    import(&mut store, false, &[chat("a", "first words"), chat("b", "others")]);
    let mut changed = chat("a", "second words");
    changed.created = Time::from_micros(5_000_000);
    changed.tags = vec!["u".into()];
    changed.fields[0].1 = FieldValue::Text("now a word".into());
    changed.person.name = Some("Zoë".into());
    let left = import(&mut store, false, std::slice::from_ref(&changed));
    assert_eq!((left.different, left.updated), (1, 0));
    let done = import(&mut store, true, std::slice::from_ref(&changed));
    assert_eq!((done.different, done.updated, done.new_chats), (0, 1, 0));
    let again = import(&mut store, true, std::slice::from_ref(&changed));
    assert_eq!((again.known, again.updated), (1, 0));
    let (whole, _) = store.whole_chat(&ChatName::Id(1), false).unwrap();
    assert!(whole.says_the_same(&changed), "{whole:?}");
    assert_eq!(whole.tags, ["u"]);
    assert_eq!((found(&store, "first"), found(&store, "second"), found(&store, "word")), (0, 1, 1));
    assert_eq!(found(&store, "zoe"), 2, "the person's new name is found in all of their chats");
    assert_eq!(store.totals().unwrap(), Totals { live: 2, deleted: 0 });
    let tags: Vec<(String, i64)> = store
        .connection
        .prepare("SELECT name, live_chats FROM tag ORDER BY id")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    assert_eq!(tags, [("t".to_owned(), 1), ("u".to_owned(), 1)]);
}

#[test]
fn the_counters_follow_chats_into_the_bin_and_out_of_the_repository() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = repository(folder.path());
    import(&mut store, false, &[chat("a", "x"), chat("b", "x"), chat("c", "x"), chat("d", "x")]);
    for change in [
        "UPDATE chat SET deleted_at = 1 WHERE id IN (1, 2, 3)",
        "UPDATE chat SET deleted_at = NULL WHERE id = 3",
        "UPDATE chat SET status = 5 WHERE id = 3",
        "DELETE FROM chat WHERE id IN (1, 3)",
    ] {
        store.connection.execute(change, []).unwrap();
    }
    assert_eq!(store.totals().unwrap(), Totals { live: 1, deleted: 1 });
    let tagged = "SELECT live_chats FROM tag WHERE name = 't'";
    assert_eq!(store.connection.query_row(tagged, [], |row| row.get::<_, i64>(0)).unwrap(), 1);
    let left = "SELECT (SELECT count(*) FROM chat_tag) + (SELECT count(*) FROM message)";
    assert_eq!(store.connection.query_row(left, [], |row| row.get::<_, i64>(0)).unwrap(), 4);
}

#[test]
fn a_failing_source_keeps_nothing_of_its_batch_and_a_dry_run_keeps_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = repository(folder.path());
    let mut calls = 0;
    let options = ImportOptions { update: false, dry_run: false };
    let mut done = Imported::default();
    let failed = store.import(&ACTOR, options, &mut done, || {
        calls += 1;
        if calls == 3 { Err(Error::bad_data("line 3")) } else { Ok(Some(chat(&calls.to_string(), "x"))) }
    });
    assert!(matches!(failed, Err(Error::BadData(_))));
    assert_eq!(store.totals().unwrap().live, 0);
    let mut coming = [chat("a", "x")].into_iter();
    let dry = ImportOptions { dry_run: true, ..options };
    assert_eq!(done, Imported::default());
    store.import(&ACTOR, dry, &mut done, || Ok(coming.next())).unwrap();
    assert_eq!(done.new_chats, 1);
    assert_eq!((store.totals().unwrap().live, found(&store, "x")), (0, 0));
    assert_eq!(import(&mut store, false, &[chat("a", "x")]).new_chats, 1);
    assert_eq!(store.whole_chat(&ChatName::Id(1), false).unwrap().0.external_id, "a", "no number was used up");
}

#[test]
fn a_crowded_second_runs_over_into_the_next_and_is_still_found_by_date() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = repository(folder.path());
    let at = Time::from_micros(1_000_000_000_000_000);
    let many: Vec<WholeChat> =
        (0..4100).map(|n| WholeChat { created: at, messages: Vec::new(), ..chat(&n.to_string(), "") }).collect();
    assert_eq!(import(&mut store, false, &many).new_chats, 4100);
    let until = Time::from_micros(1_000_000_000_000_001);
    let range = crate::query::TimeRange { from: at, until };
    let filter = Filter::Term(Term::Time(crate::query::TimeKey::Created, Some(range)));
    let choice = Choice::new(&filter, false, ACTOR.now);
    assert_eq!(store.count_chats(&choice).unwrap(), 4100);
}

#[test]
fn only_the_admin_who_made_it_may_write_and_only_with_its_own_kind_of_clock() {
    let folder = tempfile::tempdir().unwrap();
    drop(repository(folder.path()));
    let mut store = Store::open_for_writing(&folder.path().join("r.db"), &ACTOR, Duration::ZERO).unwrap();
    let options = ImportOptions { update: false, dry_run: false };
    let mut one = |actor: Actor| {
        let mut coming = [chat("a", "x")].into_iter();
        let mut done = Imported::default();
        store.import(&actor, options, &mut done, || Ok(coming.next())).map(|()| done.new_chats)
    };
    assert!(matches!(one(Actor { uid: 8, ..ACTOR }), Err(Error::Denied(_))));
    assert_eq!(one(ACTOR).unwrap(), 1);
    let other = Actor { fixed_clock: false, ..ACTOR };
    let plain = folder.path().join("plain.db");
    drop(Store::create(&plain, &other, "admin").unwrap());
    let mut store = Store::open_for_writing(&plain, &ACTOR, Duration::ZERO).unwrap();
    let mut done = Imported::default();
    let refused = store.import(&ACTOR, options, &mut done, || Ok(Some(chat("a", "x"))));
    assert!(matches!(refused, Err(Error::Refused(_))));
}
