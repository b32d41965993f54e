//! Internal notes: never messages, and in no transcript unless asked for.

use super::record::{Cell, Column};
use super::time::Time;

/// A note on a chat.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// When it was written; `None` where the source does not know.
    pub at: Option<Time>,
    /// Who wrote it, in the source's words.
    pub author: Option<String>,
    /// The text, exact.
    pub text: String,
    /// Background colour, where one was chosen.
    pub color: Option<String>,
    /// What else the source said of it: a JSON object, kept as it was.
    pub extra: Option<String>,
}

/// A note of one chat or one person, as lists show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoteRow {
    /// Its number among the notes of the same chat or person.
    pub number: i64,
    /// When it was written.
    pub at: Option<Time>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Background colour.
    pub color: Option<String>,
    /// The text, exact.
    pub text: String,
}

/// The columns of a note. Names are stable, new ones are only added.
pub const COLUMNS: &[Column<NoteRow>] = &[
    Column { name: "number", shown: true, about: "its number, for edit and remove", cell: |n| Cell::Number(n.number) },
    Column { name: "at", shown: true, about: "when it was written", cell: |n| Cell::time(n.at) },
    Column { name: "author", shown: true, about: "who wrote it", cell: |n| Cell::text(n.author.as_deref()) },
    Column { name: "color", shown: true, about: "background colour", cell: |n| Cell::text(n.color.as_deref()) },
    Column { name: "text", shown: true, about: "the text, exact", cell: |n| Cell::Text(&n.text) },
];

/// What a note is on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoteOn {
    /// A chat.
    #[default]
    Chat,
    /// A person.
    Person,
}

/// A note as a row of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportedNote {
    /// What it is on.
    pub on: NoteOn,
    /// Our number of the chat, or of the person.
    pub id: i64,
    /// The source that was imported from.
    pub source: Option<String>,
    /// The source's ID of it.
    pub external_id: Option<String>,
    /// The note itself.
    pub note: NoteRow,
}

/// The columns of a note of an export. Names are stable, new ones are only added.
pub const EXPORTED: &[Column<ExportedNote>] = &[
    Column {
        name: "on",
        shown: true,
        about: "chat or person",
        cell: |n| Cell::Word(if n.on == NoteOn::Chat { "chat" } else { "person" }),
    },
    Column { name: "id", shown: true, about: "our number of the chat or person", cell: |n| Cell::Number(n.id) },
    Column {
        name: "source",
        shown: true,
        about: "where that was imported from",
        cell: |n| Cell::text(n.source.as_deref()),
    },
    Column {
        name: "external",
        shown: true,
        about: "the source's ID of it",
        cell: |n| Cell::text(n.external_id.as_deref()),
    },
    Column { name: "number", shown: true, about: "its number there", cell: |n| Cell::Number(n.note.number) },
    Column { name: "at", shown: true, about: "when it was written", cell: |n| Cell::time(n.note.at) },
    Column { name: "author", shown: true, about: "who wrote it", cell: |n| Cell::text(n.note.author.as_deref()) },
    Column { name: "color", shown: true, about: "background colour", cell: |n| Cell::text(n.note.color.as_deref()) },
    Column { name: "text", shown: true, about: "the text, exact", cell: |n| Cell::Text(&n.note.text) },
];
