//! Random histories: a copy that takes every run of a job in is what a full export writes at that moment.

use std::cell::RefCell;
use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};

use super::*;
use crate::model::chat::ChatName;
use crate::model::time::{Clock, Time};
use crate::query::{self, Filter};
use crate::store::page::{ImportOptions, Imported};
use crate::store::purge::Due;
use crate::store::undo::deeds::{DEEDS, World, chat};
use crate::store::{Run as Doing, Side};

/// Histories tried where `LIVECHATS_JOB_HISTORIES` does not say.
const HISTORIES: u32 = 10;

const QUERIES: &[&str] =
    &["", "status:open", "tag:any", "-tag:none person:any", "hold:none", "ban:none", "field.n:any"];

/// What an export writes of a chat, here.
type Lines = BTreeMap<i64, String>;

fn lines(store: &Store, choice: &Choice<'_>) -> Result<Lines> {
    let mut lines = Lines::new();
    store.each_whole(
        choice,
        |chat, out| out.push((chat.id, format!("{chat:?}"))),
        |made| {
            lines.extend(made.of.iter().cloned());
            Ok(())
        },
    )?;
    Ok(lines)
}

/// A job and the copy that follows it.
struct Copy {
    name: String,
    filter: Filter,
    turns: bool,
    lines: Lines,
}

impl Copy {
    /// One run. Whether all chats were compared for it.
    fn follow(&mut self, world: &mut World) -> Result<bool> {
        let store = &world.store;
        let now = world.actor().now;
        let choice = Choice::new(&self.filter, false, now);
        let job = store.job(&self.name)?;
        let (look, new) = store.at_one_moment(|| {
            let digests = |choice: &Choice<'_>, tell: &mut dyn FnMut(i64, Short)| {
                lines(store, choice)?.into_iter().for_each(|(id, line)| tell(id, digest_of(line.as_bytes())));
                Ok(())
            };
            let look = store.what_changed(job.as_ref(), &choice, self.turns, &digests)?;
            let keys = store.keys_of(look.written.keys().copied())?;
            let new = lines(store, &Choice { among: Among::Keys(&keys), ..choice })?;
            Ok((look, new))
        })?;
        assert!(new.keys().eq(look.written.keys()));
        for id in look.gone.keys() {
            assert!(self.lines.remove(id).is_some(), "chat {id} went, and was not there");
        }
        self.lines.extend(new);
        assert_eq!(look.chats, i64::try_from(self.lines.len()).unwrap());
        let all = look.all;
        let actor = world.actor();
        let run = Run { name: &self.name, terms: "{}", look: &look, manifest: "" };
        world.store.record_job(&actor, "whole", &[], run)?;
        Ok(all)
    }
}

/// Deeds that undo has no part in.
fn for_good(world: &mut World, kind: u8, choices: [u8; 3]) -> Result<()> {
    let actor = world.actor();
    let all: Vec<i64> = {
        let mut statement = world.store.connection.prepare("SELECT id FROM chat ORDER BY id")?;
        statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
    };
    let names: Vec<ChatName> =
        all.iter().filter(|id| **id % 5 == i64::from(choices[0] % 5)).map(|id| ChatName::Id(*id)).collect();
    match kind % 4 {
        0 => {
            let targets = world.store.targets_named(&names, Side::Either)?;
            let run = Doing { targets: &targets, dry_run: false, step: &|_| Ok(()) };
            let due = Due { at_once: true, named: true, accept_clock: true };
            world.store.purge_chats(&actor, &run, due, Duration::ZERO).map(drop)
        }
        1 => world
            .store
            .erase_person(&actor, i64::from(choices[0] % 6) + 1, choices[1].is_multiple_of(2), false)
            .map(drop),
        kind => {
            // Known persons get a name, and fields are widened.
            let mut coming = (0..3).map(|number| {
                let mut chat = chat(i64::from(choices[1]) + number);
                chat.person.name = Some(format!("name {}", choices[2]));
                chat
            });
            let options = ImportOptions { update: kind == 3, dry_run: false };
            world.store.import(&actor, options, &mut Imported::default(), || Ok(coming.next()))
        }
    }
}

fn history(steps: &[(u8, [u8; 3])], looks: &mut [u32; 2]) -> Result<(), TestCaseError> {
    let mut world = World::new();
    let clock = Clock { now: Time::from_micros(1_000).unwrap(), zone: jiff::tz::TimeZone::UTC };
    let mut copies: Vec<Copy> = QUERIES
        .iter()
        .map(|text| Copy {
            name: format!("job {text}"),
            filter: if text.is_empty() { Filter::EVERYTHING } else { query::parse(text, &clock).unwrap() },
            turns: text.contains("ban:"),
            lines: Lines::new(),
        })
        .collect();
    for (place, (kind, choices)) in steps.iter().enumerate() {
        world.tick(choices[2]);
        let done = match kind % 8 {
            0 => for_good(&mut world, choices[0], *choices),
            1 | 2 => world.undo(None).map(drop),
            _ => {
                DEEDS[usize::from(kind / 8).wrapping_add(usize::from(choices[1])) % DEEDS.len()].1(&mut world, *choices)
            }
        };
        if let Err(error) = done {
            prop_assert!([2, 3, 4, 5, 6, 7].contains(&error.exit_code()), "{error}");
        }
        for (number, copy) in copies.iter_mut().enumerate() {
            if (place + number) % 3 != 0 {
                continue;
            }
            let all = copy.follow(&mut world).unwrap();
            looks[usize::from(all)] += 1;
            let full = lines(&world.store, &Choice::new(&copy.filter, false, world.actor().now)).unwrap();
            for id in copy.lines.keys().chain(full.keys()) {
                prop_assert_eq!(copy.lines.get(id), full.get(id), "{} after step {}", copy.name, place);
            }
        }
    }
    Ok(())
}

#[test]
fn a_copy_that_follows_is_what_a_full_export_writes() {
    let cases = std::env::var("LIVECHATS_JOB_HISTORIES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(HISTORIES);
    let config =
        ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 500, ..ProptestConfig::default() };
    let looks = RefCell::new([0, 0]);
    let steps = proptest::collection::vec(any::<(u8, [u8; 3])>(), 4..30);
    if let Err(error) = TestRunner::new(config).run(&steps, |steps| history(&steps, &mut looks.borrow_mut())) {
        panic!("{error}");
    }
    let [changed, all] = looks.into_inner();
    assert!(changed > all / 4, "{changed} looks at what changed and {all} at all chats tell little");
}
