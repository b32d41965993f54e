//! Random imports, handoffs, replies, transfers, deletions, purges and undos: what is kept is what a full count gives,
//! and what was consumed by chats that are gone stays counted.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};

use super::*;
use crate::model::chat::WholeChat;
use crate::model::interaction::FEEDBACK_REQUEST;
use crate::model::message::{AuthorKind, Message};
use crate::store::undo::deeds::{DEEDS, World, chat};
use crate::store::{Due, ImportOptions, Imported};

/// Sequences tried where `PROPTEST_CASES` does not say.
const SEQUENCES: u32 = 24;

type Counts = BTreeMap<Place, i64>;

fn counts(tally: &Tally, of: impl Fn(&Number) -> i64) -> Counts {
    tally.0.iter().map(|(place, number)| (*place, of(number))).filter(|(_, count)| *count != 0).collect()
}

fn here(world: &World) -> Counts {
    counts(&count::of_all(&world.store.connection, &|_| Ok(())).unwrap(), |number| number.here)
}

/// A chat that an import brings, with messages by everybody, some at an unknown time and some in another month.
fn coming(number: u8, other: u8) -> WholeChat {
    let line = |kind, author: &str, days: Option<i64>| Message {
        at: days.and_then(|days| Time::from_micros(days * 86_400_000_000)),
        author: Some(author.to_owned()),
        text: format!("line {other}"),
        extra: (kind == AuthorKind::System && other.is_multiple_of(2)).then(|| FEEDBACK_REQUEST.to_owned()),
        ..Message::of(kind)
    };
    let mut messages = vec![
        line(AuthorKind::Person, "p", Some(3)),
        line(AuthorKind::Rep, "r0", Some(31)),
        line(AuthorKind::System, "s", Some(3)),
        line(AuthorKind::Rep, "nobody", None),
        line(AuthorKind::Ai, "helper", Some(30)),
    ];
    messages.truncate(usize::from(other % 6));
    let teams = (0..other % 3).map(|team| format!("Team{team}")).collect();
    let app = (!other.is_multiple_of(4)).then(|| format!("app{}", other % 2));
    WholeChat { teams, app, messages, ..chat(10 + i64::from(number % 6)) }
}

fn import(world: &mut World, [number, other, update]: [u8; 3]) -> Result<()> {
    let mut chats = [coming(number, other), coming(number + 1, other)].into_iter();
    let options = ImportOptions { update: update.is_multiple_of(2), dry_run: update.is_multiple_of(7) };
    let actor = world.actor();
    world.store.import(&actor, options, &mut Imported::default(), || Ok(chats.next()))
}

/// Deletes and purges chats. The first stays: what is done to chats needs one.
fn purge(world: &mut World, chats: u8) -> Result<()> {
    let chats = chats & !1;
    world.each(chats, |store, actor, run| store.delete_chats(actor, run))?;
    let due = Due { at_once: true, named: true, accept_clock: true };
    world.each(chats, |store, actor, run| store.purge_chats(actor, run, due, std::time::Duration::ZERO))
}

/// Does a sequence of steps; how often the count had to be made anew, and how many interactions are gone in the end.
fn play(steps: &[(u8, [u8; 3])]) -> std::result::Result<(u32, i64), TestCaseError> {
    let mut world = World::new();
    let mut gone = Counts::new();
    let mut stale = 0;
    for (kind, choices) in steps {
        world.tick(choices[2]);
        let before = here(&world);
        let done = match kind % 8 {
            0 | 1 => import(&mut world, choices.map(|choice| choice / 2)),
            2 => purge(&mut world, choices[0]).map(|()| {
                let after = here(&world);
                for (place, count) in before {
                    *gone.entry(place).or_default() += count - after.get(&place).copied().unwrap_or(0);
                }
            }),
            3 => {
                let named = (choices[1] % 3 > 0).then(|| 2 + i64::from(choices[0]) % world.last_operation());
                world.undo(named).map(drop)
            }
            _ => DEEDS[usize::from(choices[1]) % DEEDS.len()].1(&mut world, *choices),
        };
        if let Err(error) = done {
            prop_assert!([2, 5, 6, 7].contains(&error.exit_code()), "{error}");
        }
        if is_stale(&world.store.connection).unwrap() {
            stale += 1;
            world.store.count_interactions_again(&|_| Ok(())).unwrap();
        }
        let kept = kept(&world.store.connection).unwrap();
        prop_assert_eq!(counts(&kept, |number| number.here), here(&world), "after {} {:?}", kind % 8, choices);
        gone.retain(|_, count| *count != 0);
        prop_assert_eq!(&counts(&kept, |number| number.gone), &gone);
        prop_assert_eq!(world.store.check_interactions(&|_| Ok(())).unwrap(), Some(vec![]));
    }
    let all = gone.iter().filter(|((_, dimension, _), _)| *dimension == Dimension::All);
    Ok((stale, all.map(|(_, count)| count).sum()))
}

#[test]
fn what_is_kept_is_what_a_full_count_gives() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(SEQUENCES);
    let config =
        ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 500, ..ProptestConfig::default() };
    let told = std::cell::Cell::new((0, 0));
    let steps = proptest::collection::vec(any::<(u8, [u8; 3])>(), 4..30);
    let outcome = TestRunner::new(config).run(&steps, |steps| {
        let (stale, gone) = play(&steps)?;
        told.set((told.get().0 + stale, told.get().1 + gone));
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    let (stale, gone) = told.get();
    assert!(gone > 0, "nothing was ever purged");
    assert!(stale < cases * 4, "{stale} times counted anew: next to nothing is followed");
}
