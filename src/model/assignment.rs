//! Chat assignment: who of several reps gets a chat, and why the others do not.

use super::time::Time;

/// How a rep is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Who has the fewest unfinished chats; of those who was last given one longest ago.
    Balanced = 1,
    /// Anyone, by chance.
    Random = 2,
    /// One after the other, in the order they came online.
    RoundRobin = 3,
    /// Nobody: reps take chats from the queue themselves.
    Voluntary = 4,
}

impl Method {
    /// Every method, in the order of their numbers.
    pub const ALL: [Self; 4] = [Self::Balanced, Self::Random, Self::RoundRobin, Self::Voluntary];

    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Balanced => "balanced",
            Self::Random => "random",
            Self::RoundRobin => "round-robin",
            Self::Voluntary => "voluntary",
        }
    }

    /// The method with this name, in any case; `None` for other words.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name().eq_ignore_ascii_case(name))
    }

    /// The stored number, 1 to 4.
    pub const fn number(self) -> i64 {
        self as i64
    }

    /// The method with this stored number.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.number() == number)
    }
}

/// The most chats a rep may be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Any number.
    Unlimited,
    /// So many.
    Most(u64),
}

impl Limit {
    /// The largest number that can be said.
    pub const LARGEST: u64 = 1_000_000;

    /// The limit that a text says: a whole number from 1, or `none`.
    pub fn parse(text: &str) -> Option<Self> {
        if text.eq_ignore_ascii_case("none") {
            return Some(Self::Unlimited);
        }
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.then(|| text.parse().ok()).flatten()?;
        (1..=Self::LARGEST).contains(&number).then_some(Self::Most(number))
    }

    /// The number, where there is one.
    pub const fn most(self) -> Option<u64> {
        match self {
            Self::Unlimited => None,
            Self::Most(number) => Some(number),
        }
    }

    /// The stored number: -1 for any.
    pub fn number(self) -> i64 {
        self.most().map_or(-1, |number| i64::try_from(number).unwrap_or(i64::MAX))
    }

    /// The limit with this stored number.
    pub fn from_number(number: i64) -> Self {
        u64::try_from(number).map_or(Self::Unlimited, Self::Most)
    }
}

impl std::fmt::Display for Limit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unlimited => f.write_str("none"),
            Self::Most(number) => number.fmt(f),
        }
    }
}

/// A rep who may be given a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Number of the rep.
    pub rep: i64,
    /// Since when they take chats; `None` for one who is away.
    pub online_since: Option<Time>,
    /// Chats they have that are not finished (open, pending or overdue).
    pub load: u64,
    /// The most they may be given; `None` for no limit.
    pub limit: Option<u64>,
    /// When they were last given a chat; `None` for never.
    pub assigned_at: Option<Time>,
}

/// Where the round of `round-robin` stands: who had the last turn, by when they had come online, then by number.
pub type Turn = (Time, i64);

/// Why a rep was chosen or passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They get the chat.
    Chosen,
    /// They take no chats now.
    Away,
    /// They have as many as they may be given.
    Full,
    /// Somebody has fewer.
    MoreChats,
    /// Somebody has as few, and was given one longer ago.
    GivenLater,
    /// Chance chose somebody else.
    NotDrawn,
    /// It is somebody else's turn.
    NotTheirTurn,
    /// Nobody is given chats: they are taken.
    Voluntary,
}

impl Verdict {
    /// The word that is kept with a decision.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chosen => "chosen",
            Self::Away => "away",
            Self::Full => "full",
            Self::MoreChats => "more-chats",
            Self::GivenLater => "given-later",
            Self::NotDrawn => "not-drawn",
            Self::NotTheirTurn => "not-their-turn",
            Self::Voluntary => "voluntary",
        }
    }
}

/// Chooses one of the candidates: the place of the chosen one, and a verdict for each in their order. Nobody is chosen
/// where all are away or full, or by the method `voluntary`.
///
/// `turn` is who had the last turn of `round-robin`. `seed` decides for `random`, and nothing else does: the same
/// candidates in any order and the same seed give the same rep.
pub fn choose(
    method: Method,
    candidates: &[Candidate],
    turn: Option<Turn>,
    seed: u64,
) -> (Option<usize>, Vec<Verdict>) {
    let free = |candidate: &Candidate| candidate.online_since.is_some() && !is_full(candidate);
    let mut ready: Vec<usize> = (0..candidates.len()).filter(|place| free(&candidates[*place])).collect();
    ready.sort_by_key(|place| candidates[*place].rep);
    let first = |place: &usize| {
        let candidate = &candidates[*place];
        (candidate.load, candidate.assigned_at, candidate.rep)
    };
    let chosen = match method {
        Method::Voluntary => None,
        Method::Balanced => ready.iter().copied().min_by_key(first),
        Method::Random => ready.get(drawn(seed, ready.len())).copied(),
        Method::RoundRobin => {
            let place_in_round = |place: &usize| (candidates[*place].online_since, candidates[*place].rep);
            let behind = |place: &&usize| turn.is_none_or(|(since, rep)| place_in_round(place) > (Some(since), rep));
            let next = ready.iter().filter(behind).min_by_key(|place| place_in_round(place));
            next.or_else(|| ready.iter().min_by_key(|place| place_in_round(place))).copied()
        }
    };
    let verdict = |(place, candidate): (usize, &Candidate)| match method {
        _ if chosen == Some(place) => Verdict::Chosen,
        _ if candidate.online_since.is_none() => Verdict::Away,
        Method::Voluntary => Verdict::Voluntary,
        _ if is_full(candidate) => Verdict::Full,
        Method::Balanced if chosen.is_some_and(|chosen| candidate.load > candidates[chosen].load) => Verdict::MoreChats,
        Method::Balanced => Verdict::GivenLater,
        Method::Random => Verdict::NotDrawn,
        Method::RoundRobin => Verdict::NotTheirTurn,
    };
    (chosen, candidates.iter().enumerate().map(verdict).collect())
}

fn is_full(candidate: &Candidate) -> bool {
    candidate.limit.is_some_and(|limit| candidate.load >= limit)
}

/// A number below `count` (0 where there is none): SplitMix64 of the seed, without the slight favour of a remainder.
fn drawn(seed: u64, count: usize) -> usize {
    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^= mixed >> 31;
    let place = (u128::from(mixed) * count as u128) >> 64;
    usize::try_from(place).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Verdict::{Away, Chosen, Full, GivenLater, MoreChats, NotTheirTurn, Voluntary};
    use super::*;

    fn rep(rep: i64, since: Option<i64>, load: u64, assigned: Option<i64>) -> Candidate {
        let time = |at: Option<i64>| at.and_then(Time::from_micros);
        Candidate { rep, online_since: time(since), load, limit: Some(3), assigned_at: time(assigned) }
    }

    #[test]
    fn balanced_takes_the_fewest_then_the_longest_ago_and_says_why_not_the_others() {
        let reps = [
            rep(1, Some(1), 2, Some(5)),
            rep(2, Some(2), 1, Some(9)),
            rep(3, Some(3), 1, Some(8)),
            rep(4, None, 0, None),
            rep(5, Some(4), 3, None),
        ];
        let expected = vec![MoreChats, GivenLater, Chosen, Away, Full];
        assert_eq!(choose(Method::Balanced, &reps, None, 0), (Some(2), expected));
        assert_eq!(choose(Method::Balanced, &reps[3..], None, 0), (None, vec![Away, Full]));
        let (none, verdicts) = choose(Method::Voluntary, &reps[..2], None, 0);
        assert_eq!((none, verdicts), (None, vec![Voluntary, Voluntary]));
    }

    #[test]
    fn round_robin_goes_on_behind_the_last_turn_also_where_that_rep_is_gone() {
        let reps = [rep(1, Some(30), 0, None), rep(2, Some(10), 0, None), rep(3, Some(20), 0, None)];
        let time = |micros| Time::from_micros(micros).unwrap();
        let next = |turn| choose(Method::RoundRobin, &reps, turn, 0).0;
        assert_eq!(next(None), Some(1));
        assert_eq!(next(Some((time(10), 2))), Some(2));
        assert_eq!(next(Some((time(15), 9))), Some(2));
        assert_eq!(next(Some((time(20), 3))), Some(0));
        assert_eq!(next(Some((time(30), 1))), Some(1));
        let verdicts = choose(Method::RoundRobin, &reps, None, 0).1;
        assert_eq!(verdicts, [NotTheirTurn, Chosen, NotTheirTurn]);
    }

    #[test]
    fn chance_is_fair_and_does_not_mind_the_order() {
        let reps = [1, 2, 3].map(|number| rep(number, Some(1), 0, None));
        let mut turned = reps;
        turned.reverse();
        let mut times = [0; 3];
        for seed in 0..30_000 {
            let chosen = choose(Method::Random, &reps, None, seed).0.unwrap();
            let again = choose(Method::Random, &turned, None, seed).0.unwrap();
            assert_eq!(reps[chosen].rep, turned[again].rep);
            times[chosen] += 1;
        }
        assert!(times.iter().all(|times| (9_500..10_500).contains(times)), "{times:?}");
    }
}
