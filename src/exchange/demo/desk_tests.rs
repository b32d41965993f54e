//! The made-up past is what the demo's own rules make of it.

use super::desk::{MAIL, company};
use super::people::rep_id;
use super::{Demo, END};
use crate::model::assignment::Method;
use crate::model::chat::WholeChat;
use crate::model::desk::Assigned;
use crate::model::simulation::{Arrival, Given, Happened, Outcome, Pool, Present, Simulation, Way};
use crate::model::status::Status;
use crate::model::time::Time;

/// The reps in the order of their numbers, and the pool of each desk.
fn world() -> (Vec<Present>, Vec<Pool>) {
    let mut reps = Vec::new();
    let mut pools = Vec::new();
    let company = company();
    for (scope, desk) in (1_i64..).zip(company.desks) {
        let first = reps.len();
        let method = desk.method.unwrap_or(company.method);
        reps.extend(desk.members.iter().map(|_| Time::EPOCH));
        pools.push(Pool { scope, reps: (first..reps.len()).collect(), method, limit: company.limit.most() });
    }
    let reps = (1_i64..).zip(reps).map(|(rep, online_since)| Present { rep, online_since });
    (reps.collect(), pools)
}

/// The pool of a chat, as the rules say.
fn pool_of(chat: &WholeChat) -> usize {
    if chat.app.as_deref() == Some(MAIL) {
        return 0;
    }
    let rule = format!("language:{}", chat.language.as_deref().unwrap());
    company().desks.iter().position(|desk| desk.query == rule).unwrap()
}

fn length(chat: &WholeChat, from: Time) -> Option<i64> {
    let last = chat.messages.iter().rev().find_map(|message| message.at);
    let end = match chat.status {
        Status::Closed => chat.closed,
        Status::Resolved => last,
        _ => None,
    };
    Some(end?.micros() - from.micros())
}

/// Replays chats of the demo by its rules; none of them may go another way than it did.
fn replay(chats: impl Iterator<Item = (WholeChat, Assigned)>) -> Outcome {
    let (reps, pools) = world();
    let ids: Vec<String> =
        company().desks.into_iter().flat_map(|desk| desk.members).filter_map(|rep| rep.external_id).collect();
    let methods: Vec<Method> = pools.iter().map(|pool| pool.method).collect();
    let mut simulation = Simulation::new(&reps, pools);
    for (number, (chat, assigned)) in (1_i64..).zip(chats) {
        let name = &chat.external_id;
        let rep = chat.rep.as_ref().and_then(|rep| rep.external_id.clone());
        let rep = rep.map(|id| ids.iter().position(|other| *other == id).unwrap());
        let at = assigned.decisions.last().filter(|last| last.chosen.is_some()).map(|last| last.at);
        let Some(created) = chat.created else {
            assert!(assigned.decisions.is_empty(), "{name}");
            continue;
        };
        assert_eq!(at.is_some(), rep.is_some(), "{name}");
        if assigned.decisions.is_empty() {
            assert!(matches!(chat.status, Status::Resolved | Status::Closed), "{name}");
            continue;
        }
        let pool = pool_of(&chat);
        assert_eq!(assigned.desk, pool, "{name}");
        let happened = rep.map(|rep| Happened { rep, at });
        let arrival =
            Arrival { chat: number, created, length: length(&chat, at.unwrap_or(created)), happened, counted: true };
        let way = if methods[pool] == Method::Voluntary { Way::AsItHappened } else { Way::Pool(pool) };
        simulation.arrive(&arrival, way, &mut |_: Given| {});
    }
    simulation.finish(Time::from_micros(END * 1_000_000).unwrap(), &mut |_| {})
}

/// Chats of the demo that are tried: `LIVECHATS_DEMO_CHATS` says how many where it is set.
fn chats() -> u64 {
    std::env::var("LIVECHATS_DEMO_CHATS").ok().and_then(|chats| chats.parse().ok()).unwrap_or(4000)
}

#[test]
fn the_rules_of_the_demo_give_its_past_again() {
    for (seed, chats) in [(1, 2000), (2, 30), (7, chats())] {
        let mut demo = Demo::new(seed, chats);
        let outcome = replay(std::iter::from_fn(|| demo.next_assigned()));
        assert!(outcome.given * 100 > outcome.chats * 80, "{outcome:?}");
        assert_eq!((outcome.same_rep, outcome.same_moment), (outcome.given, outcome.given));
        let pending = Demo::new(seed, chats).filter(|chat| chat.created.is_some() && chat.status == Status::Pending);
        assert_eq!(outcome.left_waiting, pending.count() as u64);
        let waits = [50, 90, 95, 99, 100].map(|percent| outcome.wait_within(percent));
        if chats > 4000 {
            eprintln!("{chats}: {} {} {} {waits:?}", outcome.given, outcome.at_once(), outcome.left_waiting);
            eprintln!("{:?}", outcome.reps);
        }
    }
}

#[test]
fn nobody_speaks_before_the_chat_is_theirs() {
    let mut waited = 0;
    let mut demo = Demo::new(3, 3000);
    while let Some((chat, assigned)) = demo.next_assigned() {
        let Some(last) = assigned.decisions.last() else { continue };
        waited += u64::from(assigned.decisions.len() > 1);
        let first = chat.messages.iter().find(|message| message.author.as_deref().is_some_and(is_rep));
        assert!(
            first.is_none_or(|message| last.chosen.is_some() && message.at > Some(last.at)),
            "{}",
            chat.external_id
        );
        let helps = chat.participants.first();
        assert!(helps.is_none_or(|helper| chat.rep.as_ref().unwrap().external_id.as_ref() != Some(helper)));
    }
    assert!(waited > 50, "{waited}");
}

fn is_rep(author: &str) -> bool {
    (0..43).any(|place| rep_id(place) == author)
}
