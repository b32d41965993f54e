//! Legal holds: chats on one can be neither deleted nor purged nor erased.

use super::record::{Cell, Column};
use super::time::Time;

/// A hold as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldRow {
    /// Its name.
    pub name: String,
    /// Chats on it, in the bin or not.
    pub chats: i64,
    /// When it was placed.
    pub placed: Option<Time>,
    /// When it was released as a whole; `None` while it holds.
    pub released: Option<Time>,
    /// Why.
    pub reason: String,
}

/// The columns of a hold. Names are stable, new ones are only added.
pub const COLUMNS: &[Column<HoldRow>] = &[
    Column { name: "name", shown: true, about: "its name", cell: |h| Cell::Text(&h.name) },
    Column { name: "chats", shown: true, about: "chats on it, in the bin or not", cell: |h| Cell::Number(h.chats) },
    Column { name: "placed", shown: true, about: "when it was placed", cell: |h| Cell::time(h.placed) },
    Column { name: "released", shown: true, about: "when it was released", cell: |h| Cell::time(h.released) },
    Column { name: "reason", shown: true, about: "why", cell: |h| Cell::Text(&h.reason) },
];

/// One chat on one hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldRow {
    /// Name of the hold.
    pub hold: String,
    /// Number of the chat.
    pub chat: i64,
    /// Whether the chat is in the bin.
    pub deleted: bool,
    /// Why it is held.
    pub reason: String,
}

/// The columns of a chat on a hold. Names are stable, new ones are only added.
pub const HELD_COLUMNS: &[Column<HeldRow>] = &[
    Column { name: "hold", shown: true, about: "name of the hold", cell: |h| Cell::Text(&h.hold) },
    Column { name: "chat", shown: true, about: "number of the chat", cell: |h| Cell::Number(h.chat) },
    Column { name: "deleted", shown: true, about: "whether the chat is in the bin", cell: |h| Cell::Toggle(h.deleted) },
    Column { name: "reason", shown: false, about: "why it is held", cell: |h| Cell::Text(&h.reason) },
];
