//! What policies take, against a naive reading of them; and forecasts, against the runs they tell of.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::tz::TimeZone;
use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::model::chat::{ChatName, WholeChat};
use crate::model::message::{AuthorKind, Message};
use crate::model::person::Person;
use crate::model::retention::WorkRow;
use crate::model::status::Status;
use crate::store::{Run, Side};

const DAY: i64 = 86_400_000_000;

/// 2026-03-26T12:00:00Z: the months before the last days of March are shorter.
const NOW: i64 = 1_774_526_400_000_000;

fn actor(now: i64) -> Actor {
    Actor { uid: 7, now: Time::from_micros(now).unwrap(), fixed_clock: true }
}

fn clock_at(now: i64) -> Clock {
    Clock { now: Time::from_micros(now).unwrap(), zone: TimeZone::UTC }
}

/// A chat by what policies ask of it.
#[derive(Clone, Debug)]
struct Made {
    times: [Option<i64>; 4],
    status: Status,
    tags: Vec<&'static str>,
    person: u8,
    held: bool,
    /// Days before [`NOW`] at which it was put into the bin.
    deleted: Option<i64>,
}

fn time() -> impl Strategy<Value = Option<i64>> {
    // About as old as the ages there are, to the microsecond.
    let near = (22..60_i64, -1..=1_i64).prop_map(|(days, micros)| NOW - days * DAY + micros);
    prop_oneof![9 => near.prop_map(Some), 1 => Just(None)]
}

fn made() -> impl Strategy<Value = Made> {
    let tags = proptest::sample::subsequence(vec!["a", "b", "keep"], 0..=2);
    let status =
        proptest::sample::select(vec![Status::Open, Status::Overdue, Status::Resolved, Status::Closed, Status::Closed]);
    let deleted = prop_oneof![4 => Just(None), 1 => (0..6_i64).prop_map(Some)];
    ([time(), time(), time(), time()], status, tags, 0..25_u8, proptest::bool::weighted(0.2), deleted)
        .prop_map(|(times, status, tags, person, held, deleted)| Made { times, status, tags, person, held, deleted })
}

fn policy(name: usize) -> impl Strategy<Value = Policy> {
    let queries = ["", "tag:a", "tag:b OR status:open", "-tag:a", "created:<2026-03-01"];
    let exceptions = ["tag:keep", "updated:25d", "status:resolved tag:b", "ban:any"];
    let one_of = |texts: &'static [&'static str]| proptest::sample::select(texts.to_vec());
    (
        proptest::sample::select(queries.to_vec()),
        proptest::sample::subsequence(exceptions.to_vec(), 0..=2),
        proptest::sample::select(Since::ALL.to_vec()),
        one_of(&["27d", "28d", "30d", "4w", "1mo"]),
        proptest::sample::select(Action::ALL.to_vec()),
        one_of(&["UTC", "Europe/Berlin", "America/Los_Angeles"]),
        1..4_i64,
        1..9_i64,
    )
        .prop_map(move |(query, except, since, age, action, zone, grace, max)| Policy {
            name: format!("p{name}"),
            query: query.to_owned(),
            zone: Some(zone.to_owned()),
            since,
            age: Age::parse(age).unwrap(),
            action,
            grace: (action == Action::Purge).then_some(grace),
            except: except.into_iter().map(str::to_owned).collect(),
            max,
            active: true,
        })
}

fn chat(number: usize, made: &Made) -> WholeChat {
    let time = |at: usize| made.times[at].and_then(Time::from_micros);
    let message = Message { at: time(2), text: "hello".into(), ..Message::of(AuthorKind::Person) };
    WholeChat {
        id: 0,
        external_id: number.to_string(),
        source: "s".into(),
        began_here: false,
        language: None,
        app: Some("web".into()),
        created: time(0),
        closed: time(1),
        updated: time(3),
        time_kind: None,
        person: Person { external_id: Some(format!("p{}", made.person)), ..Person::default() },
        rep: None,
        participants: vec![],
        teams: vec![],
        tags: made.tags.iter().map(|tag| (*tag).to_owned()).collect(),
        status: made.status,
        rating: None,
        description: None,
        fields: vec![],
        notes: vec![],
        messages: vec![message],
    }
}

struct World {
    store: Store,
    _folder: tempfile::TempDir,
}

impl World {
    fn new(chats: &[Made]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        let mut store = Store::create(&path, &actor(NOW - 10 * DAY), "admin").unwrap();
        store.connection.pragma_update(None, "synchronous", "OFF").unwrap();
        // Policies that speak of a tag that is not there do nothing.
        for tag in ["a", "b", "keep"] {
            store.connection.execute("INSERT INTO tag (name, folded) VALUES (?1, ?1)", [tag]).unwrap();
        }
        let mut coming = chats.iter().enumerate().map(|(number, made)| chat(number, made));
        store.fill(&actor(NOW - 10 * DAY), || Ok(coming.next())).unwrap();
        store.admit(&actor(NOW), Need::Admin, None).unwrap();
        let mut world = Self { store, _folder: folder };
        for days in 0..6 {
            let binned = |made: &Made| made.deleted == Some(days);
            world.each(chats, binned, NOW - days * DAY, |store, actor, run| store.delete_chats(actor, run));
        }
        world.each(
            chats,
            |made| made.held,
            NOW,
            |store, actor, run| store.hold_chats(actor, run, "case", Some("court")),
        );
        // Runs out on the fourth day.
        let ban =
            "INSERT INTO ban (person_id, reason, folded, started_at, ends_at) SELECT id, 'x', 'x', 0, ?1 FROM person
            WHERE external_id = 'p1'";
        world.store.connection.execute(ban, [NOW + 3 * DAY + 1]).unwrap();
        world
    }

    fn each(
        &mut self,
        chats: &[Made],
        which: impl Fn(&Made) -> bool,
        now: i64,
        work: impl Fn(&mut Store, &Actor, &Run<'_>) -> Result<crate::store::Report>,
    ) {
        let ids = chats.iter().enumerate().filter(|(_, made)| which(made)).map(|(number, _)| self.id(number));
        let names: Vec<ChatName> = ids.map(ChatName::Id).collect();
        if names.is_empty() {
            return;
        }
        let targets = self.store.targets_named(&names, Side::Either).unwrap();
        work(&mut self.store, &actor(now), &Run { targets: &targets, dry_run: false, step: &|_| Ok(()) }).unwrap();
    }

    fn id(&self, number: usize) -> i64 {
        let sql = "SELECT id FROM chat WHERE external_id = ?1";
        self.store.connection.query_row(sql, [number.to_string()], |row| row.get(0)).unwrap()
    }

    /// The places in the list of those chats for which this holds.
    fn those(&self, condition: &str) -> BTreeSet<usize> {
        let sql = format!("SELECT external_id FROM chat WHERE {condition}");
        let mut statement = self.store.connection.prepare(&sql).unwrap();
        let found = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        found.map(|external| external.unwrap().parse().unwrap()).collect()
    }

    fn run(&mut self, now: i64) -> Vec<WorkRow> {
        let planned = self.store.due_by_policies(&[], &clock_at(now)).unwrap().planned;
        let mut rows = Vec::new();
        for work in planned {
            let dry = self.store.retain(&actor(now), &work, true, Duration::ZERO, &|_| Ok(())).unwrap();
            let done = self.store.retain(&actor(now), &work, false, Duration::ZERO, &|_| Ok(())).unwrap();
            assert!(done.stopped.is_none(), "{:?}", done.stopped);
            assert!(done.left.is_empty(), "{:?}", done.left);
            assert_eq!((&dry.row, &done.row), (&work.row, &work.row));
            rows.push(done.row);
        }
        rows
    }
}

/// The moment before which a chat is old enough, worked out by hand.
fn bound(now: i64, age: &str) -> i64 {
    let days = match age {
        "27d" => 27,
        "28d" | "4w" => 28,
        "30d" => 30,
        _ => {
            let today = Time::from_micros(now).unwrap().timestamp().to_zoned(TimeZone::UTC).date();
            assert_eq!((today.year(), today.month()), (2026, 3));
            // February has 28 days: the last days of March are a month after its last one.
            28 + i64::from(today.day() - 28).max(0)
        }
    };
    now - days * DAY
}

#[test]
fn a_policy_takes_what_a_naive_reading_of_it_takes() {
    let config = proptest::test_runner::Config::with_cases(16);
    proptest!(config, |(chats in vec(made(), 1..40), policy in policy(0), day in 0..6_i64)| {
        let policy = Policy { action: Action::Bin, grace: None, zone: None, ..policy };
        let mut world = World::new(&chats);
        world.store.add_policy(&actor(NOW), &policy, None).unwrap();
        // Another one behind it, for every chat: it takes what is not due by the first.
        let second = Policy { name: "second".into(), query: String::new(), age: Age::parse("27d").unwrap(), except: vec![], max: 1000, ..policy.clone() };
        world.store.add_policy(&actor(NOW), &second, None).unwrap();
        let now = NOW + day * DAY;
        let before = world.those("deleted_at IS NOT NULL");
        let tells = |made: &Made, tag: &str| made.tags.contains(&tag);
        let asked = |made: &Made| match policy.query.as_str() {
            "" => true,
            "tag:a" => tells(made, "a"),
            "-tag:a" => !tells(made, "a"),
            "created:<2026-03-01" => made.times[0].is_some_and(|time| time < 1_772_323_200_000_000),
            _ => tells(made, "b") || made.status == Status::Open,
        };
        let unfinished = |made: &Made| match made.status {
            Status::Open => !policy.query.contains("status:open"),
            Status::Overdue => true,
            _ => false,
        };
        let place = [Since::Created, Since::Closed, Since::LastMessage, Since::Updated].iter().position(|since| *since == policy.since);
        let since = |made: &Made, number: usize| match policy.since {
            // What an import does not say, the store does.
            Since::Updated => world.store.connection.query_row("SELECT updated_at FROM chat WHERE external_id = ?1", [number.to_string()], |row| row.get::<_, Option<i64>>(0)).unwrap(),
            _ => made.times[place.unwrap()],
        };
        let updated = |number: usize| world.store.connection.query_row("SELECT updated_at FROM chat WHERE external_id = ?1", [number.to_string()], |row| row.get::<_, Option<i64>>(0)).unwrap();
        let excepted = |made: &Made, number: usize| policy.except.iter().any(|except| match except.as_str() {
            "tag:keep" => tells(made, "keep"),
            "updated:25d" => updated(number).is_some_and(|time| time >= now - 25 * DAY),
            "ban:any" => made.person == 1 && now <= NOW + 3 * DAY,
            _ => made.status == Status::Resolved && tells(made, "b"),
        });
        let mut old: Vec<(i64, usize)> = chats.iter().enumerate()
            .filter(|(number, made)| !before.contains(number) && asked(made) && !unfinished(made))
            .filter_map(|(number, made)| Some((since(made, number)?, number)))
            .filter(|(since, _)| *since < bound(now, policy.age.as_str()))
            .collect();
        old.sort_by_key(|(since, number)| (*since, world.store.connection.query_row("SELECT key FROM chat WHERE external_id = ?1", [number.to_string()], |row| row.get::<_, i64>(0)).unwrap()));
        let (kept, due): (Vec<_>, Vec<_>) = old.into_iter().map(|(_, number)| number).partition(|number| excepted(&chats[*number], *number));
        let (held, free): (Vec<usize>, Vec<usize>) = due.iter().partition(|number| chats[**number].held);
        let max = usize::try_from(policy.max).unwrap();
        let taken: BTreeSet<usize> = free.iter().take(max).copied().collect();
        let of_second: BTreeSet<usize> = chats.iter().enumerate()
            .filter(|(number, made)| !before.contains(number) && !due.contains(number) && !made.held)
            .filter(|(_, made)| !matches!(made.status, Status::Open | Status::Overdue))
            .filter(|(number, made)| since(made, *number).is_some_and(|since| since < bound(now, "27d")))
            .map(|(number, _)| number)
            .collect();

        let rows = world.run(now);
        let row = &rows[0];
        prop_assert_eq!(&world.those("deleted_at IS NOT NULL") - &before, &taken | &of_second);
        prop_assert_eq!(
            (row.matched, row.done, row.left, row.remaining, row.excepted),
            (due.len() as u64, taken.len() as u64, held.len() as u64, free.len().saturating_sub(max) as u64, kept.len() as u64)
        );
        prop_assert_eq!(row.holds.clone(), if held.is_empty() { vec![] } else { vec![format!("case: {}", held.len())] });
        // What it says of itself as a query finds the same chats: those that are left now.
        let chats = world.store.policy("p0", Time::from_micros(now).unwrap()).unwrap().chats.unwrap();
        let filter = crate::query::parse(&chats, &clock_at(now)).unwrap();
        let choice = crate::store::Choice::new(&filter, false, Time::from_micros(now).unwrap());
        prop_assert_eq!(world.store.count_chats(&choice).unwrap(), row.left + row.remaining);
    });
}

#[test]
fn a_forecast_is_what_runs_on_those_days_do() {
    let config = proptest::test_runner::Config::with_cases(10);
    let policies = vec(0..3_usize, 1..4)
        .prop_flat_map(|names| names.into_iter().enumerate().map(|(name, _)| policy(name)).collect::<Vec<_>>());
    proptest!(config, |(chats in vec(made(), 1..40), policies in policies, days in 1..9_i64)| {
        let mut world = World::new(&chats);
        for policy in &policies {
            world.store.add_policy(&actor(NOW), policy, None).unwrap();
        }
        let forecast = world.store.forecast(None, &clock_at(NOW), days).unwrap();
        let mut runs = Vec::new();
        for day in 0..days {
            runs.extend(world.run(NOW + day * DAY).into_iter().filter(|row| row.matched + row.excepted > 0));
        }
        prop_assert_eq!(forecast.rows, runs);
    });
}

#[test]
fn chats_that_changed_since_they_were_found_are_left() {
    let old = Made {
        times: [Some(NOW - 40 * DAY); 4],
        status: Status::Closed,
        tags: vec![],
        person: 0,
        held: false,
        deleted: None,
    };
    let chats = [old.clone(), Made { person: 1, ..old.clone() }, Made { person: 2, deleted: Some(5), ..old }];
    for action in Action::ALL {
        let mut world = World::new(&chats);
        let policy = Policy {
            name: "old".into(),
            query: String::new(),
            zone: None,
            since: Since::Closed,
            age: Age::parse("30d").unwrap(),
            action,
            grace: (action == Action::Purge).then_some(2),
            except: vec![],
            max: 10,
            active: true,
        };
        world.store.add_policy(&actor(NOW), &policy, None).unwrap();
        let planned = world.store.due_by_policies(&["old".to_owned()], &clock_at(NOW)).unwrap().planned;
        let first = world.id(0);
        world.each(
            &chats,
            |made| made.person != 1,
            NOW,
            |store, actor, run| store.tag_chats(actor, run, &["keep".to_owned()]),
        );
        let mut left = Vec::new();
        for work in &planned {
            let done = world.store.retain(&actor(NOW), work, false, Duration::ZERO, &|_| Ok(())).unwrap();
            left.extend(done.left.into_iter().map(|(reason, (count, one))| (reason, count, one)));
        }
        let meanwhile = |one: i64| ("changed by others meanwhile".to_owned(), 1, one);
        let person: i64 = world
            .store
            .connection
            .query_row("SELECT person_id FROM chat WHERE id = ?1", [first], |row| row.get(0))
            .unwrap();
        match action {
            Action::Bin => assert_eq!(left, [meanwhile(first)]),
            Action::Purge => assert_eq!(left, [meanwhile(first), meanwhile(world.id(2))]),
            Action::Pseudonymise => assert_eq!(left, [meanwhile(person)]),
        }
        let taken = match action {
            Action::Pseudonymise => world.those("person_id IN (SELECT person_id FROM erasure)"),
            _ => world.those("deleted_at = 1774526400000000"),
        };
        assert_eq!(taken, BTreeSet::from([1]));
    }
}
