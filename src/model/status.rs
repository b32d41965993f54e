//! Where a chat stands.

/// Status of a chat. The numbers are what the repository stores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// A rep has it.
    #[default]
    Open = 1,
    /// It waits for a rep.
    Pending = 2,
    /// The person waits for an answer longer than the reply target.
    Overdue = 3,
    /// Answered, and open again with the person's next message.
    Resolved = 4,
    /// Back with its AI assistant, for good.
    Closed = 5,
}

impl Status {
    /// Every status, in the order of their numbers.
    pub const ALL: [Self; 5] = [Self::Open, Self::Pending, Self::Overdue, Self::Resolved, Self::Closed];

    /// The word for it, as queries, flags and files spell it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Pending => "pending",
            Self::Overdue => "overdue",
            Self::Resolved => "resolved",
            Self::Closed => "closed",
        }
    }

    /// The status with this name, in any case; `None` for other words.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name().eq_ignore_ascii_case(name))
    }

    /// The stored number, 1 to 5.
    pub const fn number(self) -> i64 {
        self as i64
    }

    /// The status with this stored number.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.number() == number)
    }
}

/// What happens to a chat on its way from hand to hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// It is given to a rep, or a rep takes it over.
    Assigned,
    /// It is given to a team, or to nobody yet: it waits for a rep.
    Queued,
    /// The rep who has it writes to the person.
    Replied,
}

impl Status {
    /// The status behind an event; `None` where that cannot happen any more: a closed chat stays closed.
    ///
    /// What is resolved waits for nobody: it stays so whoever has it and whatever a rep adds.
    pub const fn after(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Closed, _) => None,
            (Self::Resolved, _) => Some(Self::Resolved),
            (Self::Open | Self::Pending | Self::Overdue, Event::Assigned | Event::Replied) => Some(Self::Open),
            (Self::Open | Self::Pending | Self::Overdue, Event::Queued) => Some(Self::Pending),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Status::{Closed, Open, Overdue, Pending, Resolved};
    use super::*;

    #[test]
    fn every_event_in_every_status() {
        let table = [
            (Open, [Some(Open), Some(Pending), Some(Open)]),
            (Pending, [Some(Open), Some(Pending), Some(Open)]),
            (Overdue, [Some(Open), Some(Pending), Some(Open)]),
            (Resolved, [Some(Resolved), Some(Resolved), Some(Resolved)]),
            (Closed, [None, None, None]),
        ];
        assert_eq!(table.map(|(status, _)| status), Status::ALL);
        for (status, expected) in table {
            let events = [Event::Assigned, Event::Queued, Event::Replied];
            assert_eq!(events.map(|event| status.after(event)), expected, "{status:?}");
        }
    }
}
