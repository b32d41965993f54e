//! What became of the chats that a command was about.

use std::collections::BTreeMap;

use super::act::Outcome;
use crate::error::Error;

/// What became of all of them.
#[derive(Debug, Default)]
pub struct Report {
    /// Chats found.
    pub matched: u64,
    /// Numbers of the chats changed.
    pub done: Vec<i64>,
    /// How many were so already, by what they were.
    pub already: BTreeMap<&'static str, u64>,
    /// Chats left, by reason, with the number of one of them.
    pub left: BTreeMap<String, (u64, i64)>,
    /// The first operation of the work, if anything was changed.
    pub operation: Option<i64>,
    /// What stopped the work on the way, if anything did.
    pub stopped: Option<Error>,
}

impl Report {
    /// Chats left for a reason.
    pub fn count_left(&self) -> u64 {
        self.left.values().map(|(chats, _)| chats).sum()
    }

    /// Chats that were so already.
    pub fn count_already(&self) -> u64 {
        self.already.values().sum()
    }

    /// Chats not come to.
    pub fn remaining(&self) -> u64 {
        self.matched - self.done.len() as u64 - self.count_left() - self.count_already()
    }

    /// One more chat.
    pub(super) fn add(&mut self, id: i64, outcome: Outcome) {
        match outcome {
            Outcome::Done => self.done.push(id),
            Outcome::Already(what) => *self.already.entry(what).or_default() += 1,
            Outcome::Left(reason) => self.left.entry(reason).or_insert((0, id)).0 += 1,
        }
    }
}
