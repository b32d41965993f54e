//! What is done for the repository every night.

use super::record::{Cell, Column};
use super::retention::WorkRow;

/// A part of it, in the order they are done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Step {
    /// Chats whose person waits longer than the reply target become overdue
    Overdue,
    /// Chats that wait are given to reps who are free, by the rules of assignment
    Queue,
    /// What is due by the policies of retention is done
    Retention,
    /// Chats whose time in the bin is over go for good, and what removals left is overwritten
    Bin,
}

/// What became of a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepRow {
    /// Its name.
    pub step: &'static str,
    /// The policy, of what retention does.
    pub policy: Option<String>,
    /// What it found.
    pub matched: u64,
    /// What it did.
    pub done: u64,
    /// What stays as it is, as it should: on hold, nobody free, seen to by others meanwhile.
    pub left: u64,
    /// What is still to be done.
    pub remaining: u64,
}

impl StepRow {
    /// What a policy did.
    pub fn of_policy(row: &WorkRow) -> Self {
        let mut step = Self { step: "retention", policy: Some(row.policy.clone()), ..Self::default() };
        step.add(row);
        step
    }

    /// What the same policy did besides.
    pub fn add(&mut self, row: &WorkRow) {
        self.matched += row.matched;
        self.done += row.done;
        self.left += row.left;
        self.remaining += row.remaining;
    }
}

/// The columns of a step. Names are stable, new ones are only added.
pub const COLUMNS: &[Column<StepRow>] = &[
    Column {
        name: "step",
        shown: true,
        about: "overdue, queue, retention, bin or clearing",
        cell: |r| Cell::Word(r.step),
    },
    Column { name: "matched", shown: true, about: "chats it found to be due", cell: |r| number(r.matched) },
    Column { name: "done", shown: true, about: "chats it changed", cell: |r| number(r.done) },
    Column {
        name: "left",
        shown: true,
        about: "chats left as they should be: on legal hold, nobody free to have them, seen to by others",
        cell: |r| number(r.left),
    },
    Column { name: "remaining", shown: true, about: "chats still to be done", cell: |r| number(r.remaining) },
    Column {
        name: "policy",
        shown: true,
        about: "name of the policy, of what retention does",
        cell: |r| Cell::text(r.policy.as_deref()),
    },
];

fn number(number: u64) -> Cell<'static> {
    Cell::Number(i64::try_from(number).unwrap_or(i64::MAX))
}
