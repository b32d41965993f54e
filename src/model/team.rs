//! Teams of reps.

use super::record::{Cell, Column};
use super::time::Time;

/// A team as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamRow {
    /// Our number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Names of its members, in order.
    pub members: Vec<String>,
    /// What an admin wrote about it.
    pub description: Option<String>,
    /// When it was removed.
    pub removed: Option<Time>,
}

/// The columns of a team. Names are stable, new ones are only added.
pub const COLUMNS: &[Column<TeamRow>] = &[
    Column { name: "id", shown: true, about: "our number", cell: |t| Cell::Number(t.id) },
    Column { name: "name", shown: true, about: "its name", cell: |t| Cell::Text(&t.name) },
    Column { name: "members", shown: true, about: "who is in it", cell: |t| Cell::List(&t.members) },
    Column {
        name: "size",
        shown: false,
        about: "how many are in it",
        cell: |t| Cell::number(i64::try_from(t.members.len()).ok()),
    },
    Column {
        name: "description",
        shown: false,
        about: "what it is for, as an admin put it",
        cell: |t| Cell::text(t.description.as_deref()),
    },
    Column { name: "removed", shown: false, about: "when it was removed", cell: |t| Cell::time(t.removed) },
];
