//! Bans made, lifted and replaced at random, and who is banned: against a list of all bans that is walked through.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::tz::TimeZone;
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};

use super::*;
use crate::model::ban::State;
use crate::model::length::{Length, Unit};
use crate::model::permission::Need;
use crate::model::person::PersonEdit;
use crate::store::Actor;

/// Sequences tried where `PROPTEST_CASES` does not say.
const SEQUENCES: u32 = 24;

/// A moment of the tests.
const FIRST: i64 = 1_768_478_400_000_000;

/// A ban as the list has it.
#[derive(Clone, Debug)]
struct Known {
    id: i64,
    person: Option<i64>,
    on: Vec<Identifier>,
    from: i64,
    to: Option<i64>,
    lifted: Option<i64>,
    offence: i64,
}

impl Known {
    fn runs(&self, now: i64) -> bool {
        self.from <= now && self.to.is_none_or(|to| now < to) && self.lifted.is_none_or(|lifted| now < lifted)
    }

    fn is_on(&self, person: Option<i64>, of: &[Identifier]) -> bool {
        let holds = |one: &Identifier| {
            self.on.iter().any(|on| {
                let within = |((low, high), (first, last))| low <= first && last <= high;
                on == one || on.kind == one.kind && on.range.zip(one.range).is_some_and(within)
            })
        };
        person.is_some() && self.person == person || of.iter().any(holds)
    }
}

fn actor(now: i64) -> Actor {
    Actor { uid: rustix::process::getuid().as_raw(), now: Time::from_micros(now).unwrap(), fixed_clock: true }
}

fn read(kind: IdentifierKind, text: &str) -> Identifier {
    Identifier::read(kind, text).unwrap()
}

/// Identifiers of few kinds, so that they meet: spelt as persons have them, and as bans do.
fn identifier(choice: u8) -> (IdentifierKind, &'static str, &'static str) {
    [
        (IdentifierKind::Email, "Ann@Example.COM", "ann@example.com"),
        (IdentifierKind::Phone, "0049 30 1234", "+49 (0)30 12 34"),
        (IdentifierKind::Ip, "::ffff:203.0.113.7", "203.0.113.7"),
        (IdentifierKind::Ip, "203.0.113.8", "203.0.113.0/29"),
        (IdentifierKind::Ip, "203.0.113.9", "203.0.113.8-203.0.113.9"),
        (IdentifierKind::Channel, " c1", "c1"),
        (IdentifierKind::Unique, "U1", "u1"),
    ][usize::from(choice) % 7]
}

/// Three persons, each with some of the identifiers.
fn repository(path: &std::path::Path, has: [u8; 3]) -> (Store, Vec<Vec<Identifier>>) {
    let mut store = Store::create(path, &actor(FIRST), "Max").unwrap();
    store.admit(&actor(FIRST), Need::Admin, None).unwrap();
    store.connection.pragma_update(None, "synchronous", "OFF").unwrap();
    store.add_ban_reason(&actor(FIRST), "spam", None).unwrap();
    store.set_ban_rule(&actor(FIRST), 1, Length::Of(1, Unit::Hours)).unwrap();
    store.set_ban_rule(&actor(FIRST), 3, Length::Of(1, Unit::Months)).unwrap();
    let mut known = Vec::new();
    for bits in has {
        let mut edit = PersonEdit::default();
        let mut own = Vec::new();
        for (kind, given, _) in (0..7).filter(|bit| bits >> bit & 1 == 1).map(identifier) {
            let place = [1, 2, 5, 6, 7][usize::try_from(kind.number()).unwrap() - 1];
            edit.columns[place] = Some(Some(given.to_owned()));
            own.retain(|one: &Identifier| one.kind != kind);
            own.push(read(kind, given));
        }
        store.add_person(&actor(FIRST), &edit).unwrap();
        known.push(own);
    }
    (store, known)
}

/// The ban that must be found: permanent ones first, then by their end, then the oldest.
fn longest<'k>(bans: &'k [Known], now: i64, person: Option<i64>, of: &[Identifier]) -> Option<&'k Known> {
    let running = bans.iter().filter(|ban| ban.runs(now) && ban.is_on(person, of));
    running.min_by_key(|ban| (-ban.to.unwrap_or(i64::MAX), ban.id))
}

fn play(has: [u8; 3], steps: &[(u8, u8, u8, i64)], told: &Cell<u32>) -> Result<(), TestCaseError> {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, persons) = repository(&folder.path().join("r.db"), has);
    let mut bans: Vec<Known> = Vec::new();
    let mut now = FIRST;
    for (kind, one, other, wait) in steps {
        now += wait;
        let person = one.is_multiple_of(2).then_some(1 + i64::from(one / 2 % 3));
        let own = person.map(|person| persons[usize::try_from(person).unwrap() - 1].clone()).unwrap_or_default();
        let (id_kind, _, typed) = identifier(*other);
        let named = if person.is_none() || other.is_multiple_of(3) { vec![read(id_kind, typed)] } else { Vec::new() };
        if kind % 4 == 3 {
            let Some(person) = person else { continue };
            let lifted = store.lift_bans(&actor(now), &Lift::Person(person.to_string()), None);
            let mut count = 0;
            for ban in bans.iter_mut().filter(|ban| ban.person == Some(person) && ban.runs(now)) {
                ban.lifted = Some(now);
                count += 1;
            }
            prop_assert_eq!(lifted.map_or(0, |lifted| lifted.rows.len()), count);
        } else {
            let (person_only, replace) = (kind.is_multiple_of(5), kind.is_multiple_of(2));
            let length = [None, Some(Length::Of(2, Unit::Minutes)), Some(Length::Permanent)][usize::from(kind / 4 % 3)];
            let new = NewBan {
                suspect: Suspect { person: person.map(|person| person.to_string()), identifiers: named.clone() },
                person_only,
                reason: "spam".into(),
                length,
                note: None,
                replace,
                zone: TimeZone::UTC,
                dry_run: false,
            };
            let stands = |ban: &Known| match person {
                Some(person) => ban.person == Some(person),
                None => ban.on.iter().any(|on| named.contains(on)),
            };
            let before: Vec<usize> = (0..bans.len()).filter(|at| bans[*at].runs(now) && stands(&bans[*at])).collect();
            let wider = |at: &usize| {
                let ban = &bans[*at];
                person.is_none() && (ban.person.is_some() || ban.on.iter().any(|on| !named.contains(on)))
            };
            let made = store.add_ban(&actor(now), &new);
            if !before.is_empty() && (!replace || before.iter().any(wider)) {
                prop_assert_eq!(made.unwrap_err().exit_code(), 7);
                continue;
            }
            let made = made.unwrap().row;
            let mut on = named;
            if person.is_some() && !person_only {
                on.extend(own);
                before.iter().for_each(|at| on.extend(bans[*at].on.clone()));
            }
            on.sort();
            on.dedup();
            let counts = |ban: &&Known| match person {
                Some(person) => ban.person == Some(person),
                None => ban.on.iter().any(|one| on.contains(one)),
            };
            let offence = 1 + bans.iter().filter(counts).count() as i64;
            prop_assert_eq!(made.offence, offence);
            let ruled = if offence < 3 { Length::Of(1, Unit::Hours) } else { Length::Of(1, Unit::Months) };
            let until = length.unwrap_or(ruled).end(Time::from_micros(now).unwrap(), &TimeZone::UTC).unwrap();
            prop_assert_eq!(made.until, until);
            let mut labels: Vec<String> = on.iter().map(Identifier::label).collect();
            let mut written = made.identifiers.clone();
            labels.sort();
            written.sort();
            prop_assert_eq!(written, labels);
            for at in before {
                bans[at].lifted = Some(now);
            }
            let to = until.map(Time::micros);
            bans.push(Known { id: made.id, person, on, from: now, to, lifted: None, offence });
        }
        compare(&store, &persons, &bans, now, told)?;
    }
    Ok(())
}

/// Asks for every person and every identifier, now and around the moments at which bans begin and end.
fn compare(
    store: &Store,
    persons: &[Vec<Identifier>],
    bans: &[Known],
    now: i64,
    told: &Cell<u32>,
) -> Result<(), TestCaseError> {
    let edges = bans.iter().flat_map(|ban| [Some(ban.from), ban.to, ban.lifted]).flatten();
    let moments: Vec<i64> = edges.flat_map(|at| [at - 1, at, at + 1]).chain([now]).rev().take(10).collect();
    for moment in moments {
        let at = Time::from_micros(moment).unwrap();
        for (person, own) in (1..).zip(persons) {
            let suspect = Suspect { person: Some(person.to_string()), identifiers: Vec::new() };
            let verdict = store.check_ban(&suspect, at).unwrap();
            let expected = longest(bans, moment, Some(person), own);
            prop_assert_eq!(verdict.ban, expected.map(|ban| ban.id), "person {} at {}", person, moment);
            prop_assert_eq!(verdict.matched_by.is_empty(), verdict.ban.is_none());
            told.set(told.get() + u32::from(verdict.ban.is_some()));
        }
        for (kind, given, _) in (0..7).map(identifier) {
            let one = vec![read(kind, given)];
            let expected = longest(bans, moment, None, &one).map(|ban| ban.id);
            let suspect = Suspect { person: None, identifiers: one };
            prop_assert_eq!(store.check_ban(&suspect, at).unwrap().ban, expected, "{} at {}", given, moment);
        }
        let mut running: Vec<i64> = store.bans(&BanChoice::default(), at).unwrap().iter().map(|ban| ban.id).collect();
        running.sort_unstable();
        let expected: Vec<i64> = bans.iter().filter(|ban| ban.runs(moment)).map(|ban| ban.id).collect();
        prop_assert_eq!(running, expected);
    }
    // History is never lost.
    let all = store.bans(&BanChoice { all: true, ..BanChoice::default() }, Time::from_micros(now).unwrap()).unwrap();
    prop_assert_eq!(all.len(), bans.len());
    for ban in bans {
        let row = store.ban(ban.id, Time::from_micros(now).unwrap()).unwrap();
        let found = (row.started.micros(), row.until.map(Time::micros), row.lifted.map(Time::micros), row.offence);
        prop_assert_eq!(found, (ban.from, ban.to, ban.lifted, ban.offence));
        prop_assert_eq!(row.state == State::Running, ban.runs(now));
    }
    Ok(())
}

#[test]
fn who_is_banned_is_what_a_walk_through_all_bans_says() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(SEQUENCES);
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let told = Cell::new(0);
    let wait = prop_oneof![Just(0), 1..=2_i64, Just(120_000_000), Just(119_999_999), 0..4_000_000_000_i64];
    let steps = proptest::collection::vec((any::<u8>(), any::<u8>(), any::<u8>(), wait), 1..14);
    let outcome = TestRunner::new(config).run(&(any::<[u8; 3]>(), steps), |(has, steps)| play(has, &steps, &told));
    if let Err(error) = outcome {
        panic!("{error}");
    }
    assert!(told.get() > cases * 5, "only {} times somebody was banned", told.get());
}

/// Steps of SQLite's machine that it takes to tell whether somebody is banned.
fn steps(store: &mut Store, suspect: &Suspect) -> u64 {
    let count = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&count);
    let count_one = move || {
        counted.fetch_add(1, Ordering::Relaxed);
        false
    };
    store.connection.progress_handler(1, Some(count_one)).unwrap();
    store.check_ban(suspect, Time::from_micros(FIRST).unwrap()).unwrap();
    store.connection.progress_handler(0, None::<fn() -> bool>).unwrap();
    count.load(Ordering::Relaxed)
}

#[test]
fn looking_somebody_up_takes_as_long_among_many_bans_as_among_few() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, _) = repository(&folder.path().join("r.db"), [0x7f; 3]);
    let identifiers = [0, 1, 3, 5, 6].map(|choice| read(identifier(choice).0, identifier(choice).1)).to_vec();
    let suspect = Suspect { person: Some("2".into()), identifiers };
    let among_few = steps(&mut store, &suspect);
    store
        .connection
        .execute_batch(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION SELECT i + 1 FROM n WHERE i < 20000)
               INSERT INTO ban (id, person_id, reason, folded, started_at) SELECT i, 1 + i % 2 * 2, 'x', 'x', 0 FROM n;
             INSERT INTO ban_identifier (ban_id, kind, value, low, high)
               SELECT ban.id, kind.value, 'x' || ban.id, iif(kind.value = 3, zeroblob(16), NULL),
                 iif(kind.value = 3, zeroblob(16), NULL) FROM ban, json_each('[1,2,3,4,5]') AS kind",
        )
        .unwrap();
    let among_many = steps(&mut store, &suspect);
    assert!(among_few > 50 && among_many < among_few * 2, "{among_few} steps among few, {among_many} among many");
}
