//! What is done for the repository every night.

use super::record::{Cell, Column};

/// A part of it, in the order they are done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Step {
    /// Chats whose person waits longer than the reply target become overdue
    Overdue,
    /// Chats that wait are given to reps who are free, by the rules of assignment
    Queue,
    /// Chats whose time in the bin is over go for good, and what removals left is overwritten
    Bin,
}

/// What became of a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StepRow {
    /// Its name.
    pub step: &'static str,
    /// What it found.
    pub matched: u64,
    /// What it did.
    pub done: u64,
    /// What stays as it is, as it should: on hold, nobody free, seen to by others meanwhile.
    pub left: u64,
    /// What is still to be done.
    pub remaining: u64,
}

/// The columns of a step. Names are stable, new ones are only added.
pub const COLUMNS: &[Column<StepRow>] = &[
    Column { name: "step", shown: true, about: "overdue, queue, bin or clearing", cell: |r| Cell::Word(r.step) },
    Column { name: "matched", shown: true, about: "chats it found to be due", cell: |r| number(r.matched) },
    Column { name: "done", shown: true, about: "chats it changed", cell: |r| number(r.done) },
    Column {
        name: "left",
        shown: true,
        about: "chats left as they should be: on legal hold, nobody free to have them, seen to by others",
        cell: |r| number(r.left),
    },
    Column { name: "remaining", shown: true, about: "chats still to be done", cell: |r| number(r.remaining) },
];

fn number(number: u64) -> Cell<'static> {
    Cell::Number(i64::try_from(number).unwrap_or(i64::MAX))
}
