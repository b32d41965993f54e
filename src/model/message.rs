//! Messages of a thread.

use super::time::Time;

/// Who speaks. The numbers are what the repository stores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AuthorKind {
    /// The person who wrote to the company.
    Person = 1,
    /// An AI assistant.
    Ai = 2,
    /// A rep.
    Rep = 3,
    /// The system: a line about the chat, not of it.
    System = 4,
}

impl AuthorKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Person, Self::Ai, Self::Rep, Self::System];

    /// The word for it in files and output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Ai => "ai",
            Self::Rep => "rep",
            Self::System => "system",
        }
    }

    /// The kind with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The stored number.
    pub const fn number(self) -> i64 {
        self as i64
    }

    /// The kind with this stored number.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }
}

/// One message. Its number is its place in the thread, from 1: the order of the thread, never of the clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// When it was sent; `None` where the source does not know.
    pub at: Option<Time>,
    /// Microseconds from the start of the chat, where the source counts so.
    pub offset: Option<i64>,
    /// Who speaks.
    pub kind: AuthorKind,
    /// The source's own ID or nick of the author.
    pub author: Option<String>,
    /// The text, exact.
    pub text: String,
    /// What else the source said of it: a JSON object, kept as it was.
    pub extra: Option<String>,
}
