//! What came out of a replay: waits, loads, and how evenly they lie.

/// What came out, for the chats that count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Chats that came.
    pub chats: u64,
    /// Those of them that found a rep.
    pub given: u64,
    /// Those that found the very rep who really had them.
    pub same_rep: u64,
    /// Those that found a rep at the very moment they really did.
    pub same_moment: u64,
    /// Those that nobody had at the end.
    pub left_waiting: u64,
    /// Each rep, in the order of the world's reps.
    pub reps: Vec<RepOutcome>,
    /// Whole seconds that each given chat waited where that is known, from the shortest on once all is settled.
    waits: Vec<u32>,
}

/// What came to one rep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RepOutcome {
    /// Chats that count.
    pub chats: u64,
    /// The most chats at once, with those that do not count.
    pub busiest: u64,
}

impl Outcome {
    pub(super) fn of(reps: usize) -> Self {
        Self { reps: vec![RepOutcome::default(); reps], ..Self::default() }
    }

    /// Counts a wait, in microseconds. What is no whole second is a second.
    pub(super) fn wait(&mut self, micros: i64) {
        let seconds = micros.max(0).unsigned_abs().div_ceil(1_000_000);
        self.waits.push(u32::try_from(seconds).unwrap_or(u32::MAX));
    }

    pub(super) fn settle(&mut self) {
        self.waits.sort_unstable();
    }

    /// Chats whose wait is known.
    pub fn timed(&self) -> u64 {
        self.waits.len() as u64
    }

    /// Chats that did not wait, of those whose wait is known.
    pub fn at_once(&self) -> u64 {
        self.waits.partition_point(|wait| *wait == 0) as u64
    }

    /// The wait, in seconds, that this share of the chats (in hundredths) does not wait longer than; `None` where no
    /// wait is known.
    pub fn wait_within(&self, percent: usize) -> Option<u32> {
        let place = (self.waits.len() * percent.min(100)).div_ceil(100);
        self.waits.get(place.saturating_sub(1)).copied()
    }
}

/// How unevenly something is shared out: 0 where all have as much, towards 1 where one has all. Nothing is even.
pub fn gini(mut shares: Vec<u64>) -> f64 {
    shares.sort_unstable();
    let total: u128 = shares.iter().copied().map(u128::from).sum();
    if total == 0 {
        return 0.0;
    }
    let ranked: u128 = (1_u128..).zip(&shares).map(|(rank, share)| rank * u128::from(*share)).sum();
    let count = shares.len() as f64;
    (2.0 * ranked as f64 / (count * total as f64) - (count + 1.0) / count).max(0.0)
}
