//! What is found is what is deleted: the dry run's chats, the deleted chats and the plain walk's are the same.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::{actor, made_up, naive, now, repository, texts};
use crate::store::{Choice, Report, Run, Store, Targets};

/// Filters asked of each repository.
const FILTERS: usize = 12;

/// Repositories where `PROPTEST_CASES` does not say.
const REPOSITORIES: u32 = 25;

fn delete(store: &mut Store, targets: &Targets, dry_run: bool) -> Report {
    store.delete_chats(&actor(), &Run { targets, dry_run, step: &|_| Ok(()) }).unwrap()
}

fn sorted(ids: impl IntoIterator<Item = i64>) -> BTreeSet<i64> {
    ids.into_iter().collect()
}

fn in_bin(store: &Store) -> BTreeSet<i64> {
    let choice = Choice::everything(true, now());
    sorted(store.targets(&choice).unwrap().chats.iter().map(|chat| chat.id))
}

#[test]
fn the_dry_run_names_the_chats_that_are_deleted() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(REPOSITORIES);
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let plans = made_up::chats().prop_flat_map(|chats| {
        let texts = texts(chats.iter().map(|(chat, _)| chat));
        (Just(chats), proptest::collection::vec(made_up::filter(texts), FILTERS))
    });
    let outcome = TestRunner::new(config).run(&plans, |(chats, filters)| {
        let folder = tempfile::tempdir().unwrap();
        let (mut store, known) = repository(&folder.path().join("r.db"), &chats);
        let before = in_bin(&store);
        for filter in &filters {
            let choice = Choice::new(filter, false, now());
            let live = known.iter().filter(|chat| chat.deleted.is_none() && naive::holds(filter, chat, now()));
            let (held, free): (Vec<_>, Vec<_>) = live.partition(|chat| !chat.holds.is_empty());
            let free = sorted(free.iter().map(|chat| chat.id));
            let targets = store.targets(&choice).unwrap();
            let rehearsed = delete(&mut store, &targets, true);
            prop_assert_eq!(in_bin(&store), before.clone(), "a dry run keeps nothing");
            prop_assert_eq!(store.targets(&choice).unwrap().token("delete"), targets.token("delete"));
            let done = delete(&mut store, &targets, false);
            prop_assert_eq!(&rehearsed.done, &done.done);
            prop_assert_eq!(sorted(done.done.clone()), free.clone());
            prop_assert_eq!((done.count_left(), done.remaining()), (held.len() as u64, 0));
            prop_assert_eq!(in_bin(&store), &before | &free);
            let named: Vec<_> = done.done.iter().map(|id| crate::model::chat::ChatName::Id(*id)).collect();
            let targets = store.targets_named(&named, crate::store::Side::Bin).unwrap();
            let back = store.restore_chats(&actor(), &Run { targets: &targets, dry_run: false, step: &|_| Ok(()) });
            prop_assert_eq!(sorted(back.unwrap().done), free);
            prop_assert_eq!(in_bin(&store), before.clone());
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}
