//! Random changes and undos against a naive model: what the file holds must be what the changes that count, done one
//! after the other, leave behind.

mod account;
mod assignment;
mod bans;
mod canned;
pub(in crate::store) mod deeds;
mod model;
mod retention;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};

use self::deeds::{DEEDS, World};
use self::model::Model;

/// Sequences tried where `PROPTEST_CASES` does not say.
const SEQUENCES: u32 = 12;

/// One step: what is done, and the choices it makes.
type Step = (u8, [u8; 3]);

/// The place of the deed that a step does which is no undo: each has some, however many deeds there are.
fn deed_of(kind: u8) -> usize {
    usize::from(kind / 3) % DEEDS.len()
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(SEQUENCES)
}

/// Does a sequence of steps. Gives how many undos were done and how many were refused; `tried` learns which deeds
/// changed something.
fn play(steps: &[Step], tried: &mut BTreeSet<&'static str>) -> Result<(u32, u32), TestCaseError> {
    let mut world = World::new();
    let mut model = Model::new(&world);
    let (mut done, mut refused) = (0, 0);
    for (place, (kind, choices)) in steps.iter().enumerate() {
        world.tick(choices[2]);
        // Every third step is an undo, half of them of the last change.
        if kind.is_multiple_of(3) {
            let named = choices[1].is_multiple_of(2).then(|| 2 + i64::from(choices[0]) % world.last_operation());
            match world.undo(named) {
                Ok(undone) => {
                    done += 1;
                    prop_assert!(model.undo(undone.operation, &world), "{} must not be undone", undone.operation);
                }
                Err(error) => {
                    refused += 1;
                    prop_assert!([5, 7].contains(&error.exit_code()), "{error}");
                    prop_assert!(model.may_refuse(named, &world), "refused without need: {error}");
                }
            }
        } else {
            let (name, deed) = DEEDS[deed_of(*kind)];
            let before = world.last_operation();
            // What cannot be done (no such tag, a closed chat) is nothing done.
            if let Err(error) = deed(&mut world, *choices) {
                prop_assert!([2, 5, 6, 7].contains(&error.exit_code()), "{name}: {error}");
            }
            if world.last_operation() > before {
                tried.insert(name);
            }
            model.learn(before, &world);
        }
        model.compare(&world, place % 6 == 5)?;
    }
    model.compare(&world, true)?;
    for operation in (2..=world.last_operation()).rev() {
        if !world.is_work(operation) {
            continue;
        }
        let undone = world.undo(Some(operation));
        prop_assert!(undone.is_ok(), "operation {operation} at the end: {:?}", undone.err());
        prop_assert!(model.undo(operation, &world));
    }
    model.compare(&world, true)?;
    model.is_as_at_first(&world)?;
    Ok((done, refused))
}

#[test]
fn changes_and_undos_leave_what_the_model_says() {
    let config = ProptestConfig {
        cases: cases(),
        failure_persistence: None,
        max_shrink_iters: 2000,
        ..ProptestConfig::default()
    };
    let (done, refused, tried) = (Cell::new(0), Cell::new(0), RefCell::new(BTreeSet::new()));
    let steps = proptest::collection::vec(any::<Step>(), 4..40);
    let outcome = TestRunner::new(config).run(&steps, |steps| {
        let (more, less) = play(&steps, &mut tried.borrow_mut())?;
        done.set(done.get() + more);
        refused.set(refused.get() + less);
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    let tried = tried.borrow();
    let never: Vec<&str> = DEEDS.iter().map(|(name, _)| *name).filter(|name| !tried.contains(name)).collect();
    assert!(cases() < 1000 || never.is_empty(), "never did anything: {never:?}");
    let (done, refused) = (done.get(), refused.get());
    assert!(done > cases() && refused > cases() / 8, "{done} undos done and {refused} refused tell little");
}

/// The step that does this.
fn step(name: &str, choices: [u8; 3]) -> Step {
    let is_it = |kind: &u8| !kind.is_multiple_of(3) && DEEDS[deed_of(*kind)].0 == name;
    ((0..=u8::MAX).find(is_it).unwrap(), choices)
}

#[test]
fn what_was_done_to_a_chat_that_was_opened_stands_on_its_opening() {
    // A file hangs on it, or nothing but who changed it last.
    for later in ["attach", "hold add"] {
        let mut tried = BTreeSet::new();
        let steps = [step("handoff", [0; 3]), step(later, [0; 3]), (0, [1, 0, 0])];
        let (done, refused) = play(&steps, &mut tried).unwrap();
        assert_eq!((done, refused, tried.len()), (0, 1, 2), "{later}");
    }
}

#[test]
fn a_chat_does_not_come_back_to_a_person_who_went_into_another() {
    let mut tried = BTreeSet::new();
    let first = [21, 0, 0];
    let taken_back = [(0, [1, 1, 0]), step("person merge", [103, 81, 0])];
    let again: Vec<Step> = (0..40).map(|operation| (0, [operation, 0, 0])).collect();
    let steps = [vec![step("handoff", first)], taken_back.to_vec(), again].concat();
    let (_, refused) = play(&steps, &mut tried).unwrap();
    assert!(refused > 0 && tried.len() == 2, "{tried:?}");
}

#[test]
fn what_has_a_name_does_not_come_back_where_the_name_is_taken() {
    let first = u8::try_from(World::new().last_operation()).unwrap() - 1;
    for (added, name) in [("retention add", 1), ("tag define", 3), ("canned add", 1)] {
        let mut tried = BTreeSet::new();
        let add = || step(added, [name, 0, 0]);
        // Taken back and added again under another number; then the first is asked for again.
        let steps = [add(), (0, [0, 1, 0]), add(), (0, [first + 1, 0, 0])];
        let (done, refused) = play(&steps, &mut tried).unwrap();
        assert_eq!((done, refused, tried.len()), (1, 1, 1), "{added}");
    }
}

#[test]
fn a_rep_has_the_last_assignment_of_what_was_had_again() {
    let mut world = World::new();
    let given = |world: &World| {
        let sql = "SELECT max(assigned_at) FROM rep";
        world.store.connection.query_row(sql, [], |row| row.get::<_, Option<i64>>(0)).unwrap()
    };
    let transfer = |world: &mut World, choices: [u8; 3]| {
        let transfer = DEEDS.iter().find(|(name, _)| *name == "transfer some").unwrap().1;
        transfer(world, choices).unwrap();
        world.tick(1);
        world.last_operation()
    };
    let (first, second) = (transfer(&mut world, [6, 11, 0]), transfer(&mut world, [136, 55, 0]));
    let last = given(&world);
    // The undo of the first leaves the time of the second, and so has nothing of the rep in its journal.
    let had_again = world.undo(Some(first)).unwrap().by;
    assert_eq!(given(&world), last);
    world.undo(Some(second)).unwrap();
    assert_eq!(given(&world), None);
    world.undo(had_again).unwrap();
    assert!(given(&world).is_some_and(|first| Some(first) < last));
}

#[test]
fn what_was_had_again_and_taken_back_once_more_is_not_taken_back_twice() {
    let mut world = World::new();
    let touched = |world: &mut World| {
        world.change("touch", |change| {
            let changed_by = "UPDATE chat SET changed_by = ?1 WHERE id = 1";
            Ok(change.transaction.execute(changed_by, [change.operation]).map(drop)?)
        })
    };
    touched(&mut world).unwrap();
    let work = world.last_operation();
    // Taken back, had again, taken back.
    for named in [work, work + 1, work] {
        world.undo(Some(named)).unwrap();
    }
    let error = world.undo(Some(work + 2)).unwrap_err();
    assert_eq!(error.exit_code(), 7, "{error}");
    assert!(error.to_string().contains(&format!("operation {work} was taken back since, by operation {}", work + 3)));
    world.undo(Some(work + 3)).unwrap();
    world.undo(Some(work + 2)).unwrap();
}
