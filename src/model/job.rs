//! Export jobs: files that follow each other, each with what changed since the one before.

use super::record::{Cell, Column};
use super::time::Time;

/// A job as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobRow {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// What it writes, how, and where to: a JSON object.
    pub terms: String,
    /// Good runs.
    pub runs: i64,
    /// The newest operation that the last good run saw; `None` where the next writes everything.
    pub operation: Option<i64>,
    /// When that was.
    pub ran: Option<Time>,
    /// Chats that the copy holds.
    pub chats: i64,
    /// The manifest of the last good run.
    pub manifest: Option<String>,
}

/// The columns of a job. Names are stable, new ones are only added.
pub const COLUMNS: &[Column<JobRow>] = &[
    Column { name: "name", shown: true, about: "its name", cell: |j| Cell::Text(&j.name) },
    Column { name: "runs", shown: true, about: "good runs", cell: |j| Cell::Number(j.runs) },
    Column { name: "ran", shown: true, about: "when the last of them was", cell: |j| Cell::time(j.ran) },
    Column { name: "chats", shown: true, about: "chats that the copy holds", cell: |j| Cell::Number(j.chats) },
    Column {
        name: "operation",
        shown: true,
        about: "the newest operation that the last good run saw; none: the next writes everything",
        cell: |j| Cell::number(j.operation),
    },
    Column { name: "terms", shown: false, about: "what it writes, how, and where to", cell: |j| Cell::Text(&j.terms) },
];

/// Why a copy holds a chat no longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// It is in the bin.
    Deleted,
    /// It is gone for good.
    Purged,
    /// The query does not match it any more.
    Left,
}

impl Gone {
    /// The word for it, as files spell it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Deleted => "deleted",
            Self::Purged => "purged",
            Self::Left => "left",
        }
    }
}
