//! Tags: short labels on chats and persons.

use super::record::{Cell, Column};

/// A tag as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagRow {
    /// Its name.
    pub name: String,
    /// Chats outside the bin that have it.
    pub chats: i64,
    /// Persons who have it.
    pub persons: i64,
    /// Its colour, where one was chosen.
    pub color: Option<String>,
    /// What it is for, as an admin put it.
    pub description: Option<String>,
}

/// The columns of a tag. Names are stable, new ones are only added.
pub const COLUMNS: &[Column<TagRow>] = &[
    Column { name: "name", shown: true, about: "its name", cell: |t| Cell::Text(&t.name) },
    Column { name: "chats", shown: true, about: "chats outside the bin that have it", cell: |t| Cell::Number(t.chats) },
    Column { name: "persons", shown: false, about: "persons who have it", cell: |t| Cell::Number(t.persons) },
    Column { name: "color", shown: true, about: "its colour", cell: |t| Cell::text(t.color.as_deref()) },
    Column {
        name: "description",
        shown: true,
        about: "what it is for, as an admin put it",
        cell: |t| Cell::text(t.description.as_deref()),
    },
];
