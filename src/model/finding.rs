//! What a check found.

use super::record::{Cell, Column};

/// What kind of finding it is. The names are stable, new ones are only added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// SQLite's own check of the file's structure.
    Structure,
    /// Part of the file cannot be read.
    Unreadable,
    /// A row names another that is not there.
    Reference,
    /// Rows are not as they were written.
    Changed,
    /// Rows are gone.
    Gone,
    /// Rows that nobody vouches for: another program wrote them.
    Unknown,
    /// A text is none.
    Text,
    /// A time that cannot be one.
    Time,
    /// The search index.
    Index,
    /// A count that is kept.
    Count,
    /// The numbers to be given next.
    Sequence,
    /// The record of changes.
    Record,
}

impl Kind {
    /// Every kind, with what it says.
    pub const ALL: [(Self, &str); 12] = [
        (Self::Structure, "SQLite's own check of the file's structure"),
        (Self::Unreadable, "part of the file cannot be read"),
        (Self::Reference, "a row names another that is not there"),
        (Self::Changed, "rows are not as they were written"),
        (Self::Gone, "rows are gone"),
        (Self::Unknown, "rows without a digest: another program wrote them"),
        (Self::Text, "a text that is not UTF-8"),
        (Self::Time, "a time before 1970 or beyond year 9999"),
        (Self::Index, "the search index is not what the texts say"),
        (Self::Count, "a count that is kept is not what the rows say"),
        (Self::Sequence, "a number that would be given twice"),
        (Self::Record, "the record of changes is not whole"),
    ];

    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Structure => "structure",
            Self::Unreadable => "unreadable",
            Self::Reference => "reference",
            Self::Changed => "changed",
            Self::Gone => "gone",
            Self::Unknown => "unknown",
            Self::Text => "text",
            Self::Time => "time",
            Self::Index => "index",
            Self::Count => "count",
            Self::Sequence => "sequence",
            Self::Record => "record",
        }
    }

    /// Whether it is about what is worked out from the rows, and can be made anew from them.
    pub const fn is_derived(self) -> bool {
        matches!(self, Self::Index | Self::Count | Self::Sequence)
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind it is.
    pub kind: Kind,
    /// The chat it is about, by number.
    pub chat: Option<i64>,
    /// How many chats show what it is about, where that belongs to no single one.
    pub chats: Option<i64>,
    /// What it is about and what is wrong, without the chat's number.
    pub text: String,
}

impl Finding {
    /// A finding that is about no chat.
    pub fn of(kind: Kind, text: impl Into<String>) -> Self {
        Self { kind, chat: None, chats: None, text: text.into() }
    }

    /// A finding about this chat, if there is one.
    pub fn of_chat(kind: Kind, chat: Option<i64>, text: impl Into<String>) -> Self {
        Self { chat, ..Self::of(kind, text) }
    }

    /// The finding in a line.
    pub fn line(&self) -> String {
        match self.chat {
            Some(chat) => format!("chat {chat}: {}", self.text),
            None => format!("{}: {}", self.kind.name(), self.text),
        }
    }
}

/// The columns of a finding. Names are stable, new ones are only added.
pub const COLUMNS: &[Column<Finding>] = &[
    Column { name: "kind", shown: true, about: "what kind it is: see below", cell: |f| Cell::Word(f.kind.name()) },
    Column { name: "chat", shown: true, about: "number of the chat it is about", cell: |f| Cell::number(f.chat) },
    Column {
        name: "chats",
        shown: true,
        about: "how many chats show what belongs to no single one",
        cell: |f| Cell::number(f.chats),
    },
    Column { name: "finding", shown: true, about: "what is wrong", cell: |f| Cell::Text(&f.text) },
];

/// The kinds, for the help.
pub fn kinds_help() -> String {
    let line = |(kind, about): &(Kind, &str)| format!("  {:10}  {about}", kind.name());
    Kind::ALL.iter().map(line).collect::<Vec<_>>().join("\n")
}
