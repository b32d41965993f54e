//! What waits for a rep.

use super::chat::ChatRow;
use super::record::{Cell, Column};
use super::time::Time;

/// A chat in a rep's inbox.
#[derive(Clone, Debug, Default)]
pub struct InboxRow {
    /// The chat.
    pub chat: ChatRow,
    /// Why it is there.
    pub place: Place,
    /// Whether the person's is the last word.
    pub waits: bool,
    /// Since when the person waits for an answer, where that is known: their first message after the last answer.
    pub since: Option<Time>,
}

/// Why a chat is in an inbox.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// The rep has it.
    #[default]
    Mine,
    /// It waits for a rep of one of their teams.
    Team,
    /// It waits for any rep.
    Anybody,
}

impl Place {
    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Team => "team",
            Self::Anybody => "anybody",
        }
    }
}

impl InboxRow {
    /// Where it stands in the inbox: who waits longest comes first, then those who wait since nobody knows when, then
    /// those who have their answer.
    pub fn order(&self) -> (bool, bool, Option<Time>, i64) {
        (!self.waits, self.since.is_none(), self.since, self.chat.id)
    }
}

/// The columns of an inbox. Names are stable, new ones are only added.
pub const COLUMNS: &[Column<InboxRow>] = &[
    Column { name: "id", shown: true, about: "our number of the chat", cell: |r| Cell::Number(r.chat.id) },
    Column {
        name: "since",
        shown: true,
        about: "since when the person waits for an answer",
        cell: |r| Cell::time(r.since),
    },
    Column {
        name: "whose",
        shown: true,
        about: "mine; team or anybody: it waits for a rep of my teams, or any",
        cell: |r| Cell::Word(r.place.name()),
    },
    Column {
        name: "status",
        shown: true,
        about: "open, pending or overdue",
        cell: |r| Cell::word(r.chat.status.map(|status| status.name())),
    },
    Column { name: "app", shown: true, about: "messaging app", cell: |r| Cell::text(r.chat.app.as_deref()) },
    Column { name: "person", shown: true, about: "name of the person", cell: |r| Cell::text(r.chat.person.as_deref()) },
    Column { name: "teams", shown: true, about: "teams, by name", cell: |r| Cell::List(&r.chat.teams) },
    Column { name: "tags", shown: false, about: "tags, by name", cell: |r| Cell::List(&r.chat.tags) },
    Column {
        name: "waits",
        shown: false,
        about: "whether the person waits for an answer",
        cell: |r| Cell::Toggle(r.waits),
    },
    Column {
        name: "last_message",
        shown: false,
        about: "when the last message was sent",
        cell: |r| Cell::time(r.chat.last_message),
    },
    Column { name: "created", shown: false, about: "when it began", cell: |r| Cell::time(r.chat.created) },
    Column { name: "person_id", shown: false, about: "number of the person", cell: |r| Cell::Number(r.chat.person_id) },
    Column { name: "preview", shown: true, about: "the last message", cell: |r| Cell::text(r.chat.preview.as_deref()) },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_waits_longest_comes_first() {
        let row = |id, waits, since| InboxRow {
            chat: ChatRow { id, ..ChatRow::default() },
            waits,
            since: Time::from_micros(since).filter(|_| since > 0),
            ..InboxRow::default()
        };
        let mut rows = [row(1, false, 0), row(2, true, 0), row(3, true, 9), row(4, true, 5), row(5, true, 5)];
        rows.sort_by_key(InboxRow::order);
        assert_eq!(rows.map(|row| row.chat.id), [4, 5, 3, 2, 1]);
    }
}
