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
