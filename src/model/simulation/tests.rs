//! The replay, by hand and against a slow plain one.

use proptest::prelude::*;

use super::*;

fn time(micros: i64) -> Time {
    Time::from_micros(micros).unwrap()
}

fn seconds(seconds: i64) -> i64 {
    seconds * 1_000_000
}

fn present(reps: &[(i64, i64)]) -> Vec<Present> {
    reps.iter().map(|(rep, since)| Present { rep: *rep, online_since: time(*since) }).collect()
}

fn pool(reps: &[usize], method: Method, limit: Option<u64>) -> Pool {
    Pool { scope: 1, reps: reps.to_vec(), method, limit }
}

fn arrival(chat: i64, created: i64, length: Option<i64>) -> Arrival {
    Arrival { chat, created: time(seconds(created)), length: length.map(seconds), happened: None, counted: true }
}

#[test]
fn what_finds_nobody_free_waits_and_the_oldest_comes_first() {
    let reps = present(&[(11, 0), (12, 0)]);
    let mut world = Simulation::new(&reps, vec![pool(&[0, 1], Method::Balanced, Some(1))]);
    let mut given = Vec::new();
    let mut note = |one: Given| given.push((one.chat, one.rep, one.at.seconds()));
    let chats = [(1, 0, 100), (2, 1, 20), (3, 2, 50), (4, 3, 5), (5, 200, 5)];
    for (chat, created, length) in chats {
        world.arrive(&arrival(chat, created, Some(length)), Way::Pool(0), &mut note);
    }
    let outcome = world.finish(time(seconds(1_000)), &mut note);
    // Chat 4 waits behind chat 3 until that is over, and chat 5 goes to who was given one longest ago.
    assert_eq!(given, [(1, 0, 0), (2, 1, 1), (3, 1, 21), (4, 1, 71), (5, 0, 200)]);
    assert_eq!((outcome.given, outcome.left_waiting, outcome.at_once(), outcome.timed()), (5, 0, 3, 5));
    assert_eq!(
        (outcome.wait_within(50), outcome.wait_within(95), outcome.wait_within(100)),
        (Some(0), Some(68), Some(68))
    );
    assert_eq!(outcome.reps[1], RepOutcome { chats: 3, busiest: 1 });
}

#[test]
fn what_is_not_over_keeps_its_place_and_the_rest_is_left_waiting() {
    let reps = present(&[(11, 0)]);
    let mut world = Simulation::new(&reps, vec![pool(&[0], Method::Balanced, Some(1))]);
    world.arrive(&arrival(1, 0, None), Way::Pool(0), &mut |_| {});
    world.arrive(&arrival(2, 5, Some(1)), Way::Pool(0), &mut |_| {});
    world.arrive(&arrival(3, 9, Some(1)), Way::AsItHappened, &mut |_| {});
    let outcome = world.finish(time(seconds(99)), &mut |_| {});
    assert_eq!((outcome.chats, outcome.given, outcome.left_waiting), (3, 1, 2));
}

#[test]
fn what_was_taken_is_taken_again_when_it_was() {
    let reps = present(&[(11, 0), (12, 0)]);
    let mut world = Simulation::new(&reps, vec![pool(&[0, 1], Method::Balanced, None)]);
    let mut given = Vec::new();
    let mut note = |one: Given| given.push((one.chat, one.rep, one.at.seconds()));
    let happened = |rep, at: Option<i64>| Some(Happened { rep, at: at.map(|at| time(seconds(at))) });
    world.arrive(
        &Arrival { happened: happened(0, Some(10)), ..arrival(1, 0, Some(100)) },
        Way::AsItHappened,
        &mut note,
    );
    world.arrive(&Arrival { happened: happened(0, None), ..arrival(2, 5, Some(100)) }, Way::AsItHappened, &mut note);
    world.arrive(&Arrival { happened: happened(1, Some(20)), ..arrival(3, 20, Some(1)) }, Way::Pool(0), &mut note);
    world.arrive(&Arrival { counted: false, ..arrival(4, 20, Some(1)) }, Way::Pool(0), &mut note);
    let outcome = world.finish(time(seconds(20)), &mut note);
    assert_eq!(given, [(2, 0, 5), (1, 0, 10), (3, 1, 20), (4, 1, 20)]);
    assert_eq!((outcome.chats, outcome.same_rep, outcome.same_moment), (3, 3, 2));
    assert_eq!((outcome.timed(), outcome.at_once(), outcome.wait_within(100)), (2, 1, Some(10)));
    assert_eq!(outcome.reps, [RepOutcome { chats: 2, busiest: 2 }, RepOutcome { chats: 1, busiest: 2 }]);
}

#[test]
fn a_round_goes_on_where_it_stood_also_for_what_waited() {
    let reps = present(&[(11, 3), (12, 2), (13, 1)]);
    let mut world = Simulation::new(&reps, vec![pool(&[0, 1, 2], Method::RoundRobin, Some(1))]);
    let mut given = Vec::new();
    let mut note = |one: Given| given.push((one.chat, one.rep));
    for chat in 1..=5 {
        world.arrive(&arrival(chat, chat, Some(10)), Way::Pool(0), &mut note);
    }
    world.finish(time(seconds(99)), &mut note);
    assert_eq!(given, [(1, 2), (2, 1), (3, 0), (4, 2), (5, 1)]);
}

#[test]
fn shares_are_even_or_not() {
    assert_eq!(gini(vec![]), 0.0);
    assert_eq!(gini(vec![0, 0]), 0.0);
    assert!(gini(vec![5, 5, 5]) < 1e-12);
    assert!((gini(vec![0, 0, 0, 8]) - 0.75).abs() < 1e-12);
    assert!((gini(vec![1, 3]) - 0.25).abs() < 1e-12);
}

#[test]
fn waits_are_whole_seconds_rounded_up() {
    let mut outcome = Outcome::default();
    for micros in [0, 1, 1_000_000, 1_000_001, -7] {
        outcome.wait(micros);
    }
    outcome.settle();
    assert_eq!(outcome.at_once(), 2);
    assert_eq!([1, 40, 41, 80, 100].map(|percent| outcome.wait_within(percent)), [0, 0, 1, 1, 2].map(Some));
    assert_eq!(Outcome::default().wait_within(50), None);
}

/// A small world, and the chats that come.
#[derive(Clone, Debug)]
struct Small {
    reps: Vec<Present>,
    pools: Vec<Pool>,
    chats: Vec<(Arrival, Way)>,
}

fn small() -> impl Strategy<Value = Small> {
    let method = prop::sample::select(Method::ALL.to_vec());
    let limit = prop::option::of(1_u64..3);
    let of_pool = (0_i64..3, prop::collection::btree_set(0_usize..4, 0..4), method, limit);
    let pools = prop::collection::vec(of_pool, 1..4);
    let since = prop::collection::vec(0_i64..3, 4);
    let length = prop::option::weighted(0.9, 1_i64..30);
    let happened = prop::option::of((0_usize..4, prop::option::of(0_i64..20)));
    let chat = (0_i64..6, length, happened, prop::bool::weighted(0.8), 0_usize..4, any::<bool>());
    (since, pools, prop::collection::vec(chat, 0..40)).prop_map(|(since, pools, chats)| {
        let mut now = 0;
        let pool_count = pools.len();
        let chats = (1_i64..).zip(chats).map(|(number, (gap, length, happened, counted, pool, as_it_happened))| {
            now += gap;
            let happened = happened.map(|(rep, after)| Happened { rep, at: after.map(|after| time(now + after)) });
            let way = if as_it_happened && pool == 0 { Way::AsItHappened } else { Way::Pool(pool % pool_count) };
            (Arrival { chat: number, created: time(now), length, happened, counted }, way)
        });
        let chats = chats.collect();
        let pools = pools.into_iter().map(|(scope, reps, method, limit)| Pool {
            scope,
            reps: reps.into_iter().collect(),
            method,
            limit,
        });
        let reps = (10_i64..).zip(since).map(|(rep, since)| Present { rep, online_since: time(since) });
        Small { reps: reps.collect(), pools: pools.collect(), chats }
    })
}

/// The same by going through every moment, every chat and every rep, with nothing remembered but who has what.
fn plainly(world: &Small, until: i64) -> Vec<Given> {
    let mut given: Vec<Given> = Vec::new();
    let mut turns: BTreeMap<i64, Turn> = BTreeMap::new();
    let way_of = |chat: i64| world.chats.iter().find(|(arrival, _)| arrival.chat == chat).unwrap();
    for now in 0..=until {
        let taken = |(arrival, way): &(Arrival, Way)| {
            let happened = arrival.happened.filter(|_| *way == Way::AsItHappened)?;
            let at = happened.at.map_or(arrival.created, |at| at.max(arrival.created));
            (at == time(now)).then_some(Given { chat: arrival.chat, rep: happened.rep, at })
        };
        // What is taken at the moment it comes is taken in the order of arrival, the rest before all that comes.
        let early = |one: &Given| way_of(one.chat).0.created < time(now);
        let now_taken: Vec<Given> = world.chats.iter().filter_map(taken).collect();
        given.extend(now_taken.iter().filter(|one| early(one)));
        // First those who wait, then those who come: all in the order in which they came.
        for (arrival, way) in world.chats.iter().filter(|(arrival, _)| arrival.created <= time(now)) {
            let Way::Pool(place) = *way else {
                given.extend(now_taken.iter().filter(|one| one.chat == arrival.chat && !early(one)));
                continue;
            };
            if given.iter().any(|one| one.chat == arrival.chat) {
                continue;
            }
            let pool = &world.pools[place];
            let has = |one: &&Given, rep: usize| {
                let length = way_of(one.chat).0.length;
                one.rep == rep && length.is_none_or(|length| one.at.micros() + length > now)
            };
            let candidates: Vec<Candidate> = pool
                .reps
                .iter()
                .map(|rep| Candidate {
                    rep: world.reps[*rep].rep,
                    online_since: Some(world.reps[*rep].online_since),
                    load: given.iter().filter(|one| has(one, *rep)).count() as u64,
                    limit: pool.limit,
                    assigned_at: given.iter().filter(|one| one.rep == *rep).map(|one| one.at).max(),
                })
                .collect();
            let turn = turns.get(&pool.scope).copied();
            let (chosen, _) = choose(pool.method, &candidates, turn, arrival.chat.cast_unsigned());
            if let Some(chosen) = chosen {
                if pool.method == Method::RoundRobin {
                    turns.insert(pool.scope, (candidates[chosen].online_since.unwrap(), candidates[chosen].rep));
                }
                given.push(Given { chat: arrival.chat, rep: pool.reps[chosen], at: time(now) });
            }
        }
    }
    given
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn the_replay_does_what_the_plain_one_does(world in small()) {
        let until = world.chats.last().map_or(0, |(arrival, _)| arrival.created.micros()) + 25;
        let mut given = Vec::new();
        let mut replay = Simulation::new(&world.reps, world.pools.clone());
        for (arrival, way) in &world.chats {
            replay.arrive(arrival, *way, &mut |one| given.push(one));
        }
        let outcome = replay.finish(time(until), &mut |one| given.push(one));
        let plain = plainly(&world, until);
        prop_assert_eq!(&given, &plain);
        let counted = |chat: i64| world.chats.iter().any(|(arrival, _)| arrival.chat == chat && arrival.counted);
        let given_of = |rep: usize| plain.iter().filter(|one| one.rep == rep && counted(one.chat)).count() as u64;
        prop_assert_eq!(outcome.chats, world.chats.iter().filter(|(arrival, _)| arrival.counted).count() as u64);
        prop_assert_eq!(outcome.given + outcome.left_waiting, outcome.chats);
        for (rep, of_rep) in outcome.reps.iter().enumerate() {
            prop_assert_eq!(of_rep.chats, given_of(rep));
        }
    }
}

/// Worlds that are tried: `PROPTEST_CASES` says how many where it is set.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(300)
}
