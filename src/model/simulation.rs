//! The replay of past chats: who would have had them, and how long they would have waited, if other rules had held.
//!
//! A small world without a clock. Chats come in the order in which they began; each goes to a [`Pool`] of reps, where
//! [`choose`] decides as it does in earnest, or else waits behind those of its pool. What ends frees a place, and what
//! waits longest gets it. In memory are only the chats that somebody has or that wait, and one number for each wait.

mod outcome;
pub mod report;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};

pub use self::outcome::{Outcome, RepOutcome, gini};
use super::assignment::{Candidate, Method, Turn, choose};
use super::time::Time;

/// Reps among whom chats are given out, and how.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pool {
    /// Whose turn it is goes round here: the team's number; 0 is the company.
    pub scope: i64,
    /// Who may be given a chat, as places in the world's reps.
    pub reps: Vec<usize>,
    /// How one of them is chosen.
    pub method: Method,
    /// The most chats that one of them may be given.
    pub limit: Option<u64>,
}

/// One who takes chats all the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Present {
    /// Number of the rep; those who are only supposed have negative ones.
    pub rep: i64,
    /// Since when they are online, which is their place in the round.
    pub online_since: Time,
}

/// How a past chat really found its rep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Happened {
    /// The rep, by place in the world's reps.
    pub rep: usize,
    /// When they got it; `None` where nobody wrote that down.
    pub at: Option<Time>,
}

/// A past chat that comes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Its number.
    pub chat: i64,
    /// When it began.
    pub created: Time,
    /// How long the rep has it, in microseconds; `None` where it is not over.
    pub length: Option<i64>,
    /// How it went in truth; `None` where nobody ever had it.
    pub happened: Option<Happened>,
    /// Whether it counts in the outcome. Those that do not keep reps busy all the same.
    pub counted: bool,
}

/// Where an arrival goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To whoever of this pool is chosen, by its place.
    Pool(usize),
    /// To the rep who really had it, when they really had it; where nobody did, it is left waiting.
    AsItHappened,
}

/// A chat that found its rep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// Number of the chat.
    pub chat: i64,
    /// Place of the rep.
    pub rep: usize,
    /// When.
    pub at: Time,
}

/// What ends, at which moment: its rep has a place more.
type End = Reverse<(i64, usize)>;

/// What is taken as it happened: the moment, the order of arrival, and the chat.
type Taking = Reverse<(i64, u64, Waiting)>;

/// A chat without a rep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Waiting {
    order: u64,
    chat: i64,
    created: i64,
    length: Option<i64>,
    rep: Option<usize>,
    at: Option<i64>,
    counted: bool,
}

/// The world under way.
#[derive(Debug)]
pub struct Simulation {
    pools: Vec<Pool>,
    candidates: Vec<Candidate>,
    /// The pools that each rep is in.
    pools_of: Vec<Vec<usize>>,
    turns: BTreeMap<i64, Turn>,
    queues: Vec<VecDeque<Waiting>>,
    ends: BinaryHeap<End>,
    takings: BinaryHeap<Taking>,
    order: u64,
    outcome: Outcome,
}

impl Simulation {
    /// A world in which nobody has a chat yet.
    pub fn new(reps: &[Present], pools: Vec<Pool>) -> Self {
        let candidate = |present: &Present| Candidate {
            rep: present.rep,
            online_since: Some(present.online_since),
            load: 0,
            limit: None,
            assigned_at: None,
        };
        let mut pools_of = vec![Vec::new(); reps.len()];
        for (place, pool) in pools.iter().enumerate() {
            for rep in &pool.reps {
                if let Some(pools_of) = pools_of.get_mut(*rep) {
                    pools_of.push(place);
                }
            }
        }
        Self {
            queues: vec![VecDeque::new(); pools.len()],
            pools,
            candidates: reps.iter().map(candidate).collect(),
            pools_of,
            turns: BTreeMap::new(),
            ends: BinaryHeap::new(),
            takings: BinaryHeap::new(),
            order: 0,
            outcome: Outcome::of(reps.len()),
        }
    }

    /// One more chat. None may have begun later than the next. `given` is told of each chat that finds its rep by then.
    pub fn arrive(&mut self, arrival: &Arrival, way: Way, given: &mut impl FnMut(Given)) {
        let created = arrival.created.micros();
        self.advance(created, given);
        self.order += 1;
        let chat = Waiting {
            order: self.order,
            chat: arrival.chat,
            created,
            length: arrival.length,
            rep: arrival.happened.map(|happened| happened.rep),
            at: arrival.happened.and_then(|happened| happened.at).map(Time::micros),
            counted: arrival.counted,
        };
        self.outcome.chats += u64::from(chat.counted);
        match (way, chat.rep) {
            (Way::Pool(pool), _) => {
                let is_first = self.queues.get(pool).is_some_and(VecDeque::is_empty);
                if !(is_first && self.give(pool, chat, created, given))
                    && let Some(queue) = self.queues.get_mut(pool)
                {
                    queue.push_back(chat);
                }
            }
            (Way::AsItHappened, None) => self.outcome.left_waiting += u64::from(chat.counted),
            (Way::AsItHappened, Some(_)) => {
                let at = chat.at.map_or(created, |at| at.max(created));
                self.takings.push(Reverse((at, chat.order, chat)));
                self.advance(created, given);
            }
        }
    }

    /// The end of the world: what is still to happen up to this moment happens, and what then waits is left waiting.
    pub fn finish(mut self, until: Time, given: &mut impl FnMut(Given)) -> Outcome {
        self.advance(until.micros(), given);
        let waiting = self.queues.iter().flatten().chain(self.takings.iter().map(|Reverse((_, _, chat))| chat));
        self.outcome.left_waiting += waiting.filter(|chat| chat.counted).count() as u64;
        self.outcome.settle();
        self.outcome
    }

    /// Lets everything happen up to a moment. What ends at one moment ends before anything is given or taken then.
    fn advance(&mut self, until: i64, given: &mut impl FnMut(Given)) {
        loop {
            let end = self.ends.peek().map(|Reverse((at, _))| *at);
            let taking = self.takings.peek().map(|Reverse((at, _, _))| *at);
            let Some(now) = end.into_iter().chain(taking).min().filter(|now| *now <= until) else { return };
            let mut freed = Vec::new();
            while let Some(Reverse((at, rep))) = self.ends.peek().copied()
                && at == now
            {
                self.ends.pop();
                if let Some(candidate) = self.candidates.get_mut(rep) {
                    candidate.load -= 1;
                }
                freed.push(rep);
            }
            while let Some(Reverse((at, _, chat))) = self.takings.peek().copied()
                && at == now
            {
                self.takings.pop();
                if let Some(rep) = chat.rep {
                    self.put(rep, chat, now, chat.at.is_some(), given);
                }
            }
            self.drain(&freed, now, given);
        }
    }

    /// Gives what waits to reps who have a place again, the oldest first. A pool whose oldest finds nobody is left: who
    /// waits behind it is looked for among the same.
    fn drain(&mut self, freed: &[usize], now: i64, given: &mut impl FnMut(Given)) {
        let pools = freed.iter().filter_map(|rep| self.pools_of.get(*rep)).flatten().copied();
        let mut open: Vec<usize> = pools.filter(|pool| self.oldest(*pool).is_some()).collect();
        open.sort_unstable();
        open.dedup();
        while let Some(pool) = open.iter().copied().min_by_key(|pool| self.oldest(*pool).map(|chat| chat.order)) {
            let chat = self.oldest(pool);
            let is_given = chat.is_some_and(|chat| self.give(pool, chat, now, given));
            if is_given && let Some(queue) = self.queues.get_mut(pool) {
                queue.pop_front();
            }
            if !is_given || self.oldest(pool).is_none() {
                open.retain(|other| *other != pool);
            }
        }
    }

    fn oldest(&self, pool: usize) -> Option<Waiting> {
        self.queues.get(pool)?.front().copied()
    }

    /// Gives a chat to one of the pool, if one is free; says whether one was.
    fn give(&mut self, place: usize, chat: Waiting, now: i64, given: &mut impl FnMut(Given)) -> bool {
        let Some(pool) = self.pools.get(place) else { return false };
        let candidates: Vec<Candidate> = pool
            .reps
            .iter()
            .filter_map(|rep| self.candidates.get(*rep))
            .map(|candidate| Candidate { limit: pool.limit, ..*candidate })
            .collect();
        let (method, scope) = (pool.method, pool.scope);
        let turn = self.turns.get(&scope).copied();
        let (chosen, _) = choose(method, &candidates, turn, chat.chat.cast_unsigned());
        let Some((rep, chosen)) = chosen.and_then(|at| Some((*pool.reps.get(at)?, candidates.get(at)?))) else {
            return false;
        };
        if let (Method::RoundRobin, Some(since)) = (method, chosen.online_since) {
            self.turns.insert(scope, (since, chosen.rep));
        }
        self.put(rep, chat, now, true, given);
        true
    }

    /// Puts a chat into a rep's hands. `timed` is false where the moment is only supposed.
    fn put(&mut self, rep: usize, chat: Waiting, now: i64, timed: bool, given: &mut impl FnMut(Given)) {
        let (Some(candidate), Some(at)) = (self.candidates.get_mut(rep), Time::from_micros(now)) else { return };
        candidate.load += 1;
        candidate.assigned_at = Some(at);
        let load = candidate.load;
        if let Some(length) = chat.length {
            // It takes a moment at least: nothing ends before it begins.
            self.ends.push(Reverse((now.saturating_add(length.max(1)), rep)));
        }
        let outcome = &mut self.outcome;
        if let Some(of_rep) = outcome.reps.get_mut(rep) {
            of_rep.busiest = of_rep.busiest.max(load);
            of_rep.chats += u64::from(chat.counted);
        }
        if chat.counted {
            outcome.given += 1;
            outcome.same_rep += u64::from(chat.rep == Some(rep));
            outcome.same_moment += u64::from(chat.at == Some(now));
            if timed {
                outcome.wait(now - chat.created);
            }
        }
        given(Given { chat: chat.chat, rep, at });
    }
}
