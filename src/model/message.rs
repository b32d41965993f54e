//! Messages of a thread.

use super::attachment::Attachment;
use super::record::{Cell, Column};
use super::time::Time;

/// Who speaks. The numbers are what the repository stores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AuthorKind {
    /// The person who wrote to the company.
    #[default]
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
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message {
    /// When it was sent; `None` where the source does not know.
    pub at: Option<Time>,
    /// Microseconds from the start of the chat, where the source counts so.
    pub offset: Option<i64>,
    /// Who speaks.
    pub kind: AuthorKind,
    /// The source's own ID or nick of the author.
    pub author: Option<String>,
    /// The name under which a rep wrote, where it was not their own.
    pub alias: Option<String>,
    /// The text, exact.
    pub text: String,
    /// Files that hang on it, in order.
    pub attachments: Vec<Attachment>,
    /// What else the source said of it: a JSON object, kept as it was.
    pub extra: Option<String>,
}

impl Message {
    /// A message with nothing in it but who speaks.
    pub const fn of(kind: AuthorKind) -> Self {
        Self {
            at: None,
            offset: None,
            kind,
            author: None,
            alias: None,
            text: String::new(),
            attachments: Vec::new(),
            extra: None,
        }
    }
}

/// One message as a row of an export. A visitor reuses one value for all rows, so that none of them costs an allocation.
#[derive(Clone, Debug, Default)]
pub struct MessageRow {
    /// Our number of the chat.
    pub chat: i64,
    /// The source the chat was imported from.
    pub source: String,
    /// The source's ID of the chat.
    pub external_id: String,
    /// When the chat began.
    pub chat_began: Option<Time>,
    /// Place in the thread, from 1.
    pub number: i64,
    /// When it was sent.
    pub at: Option<Time>,
    /// Who speaks.
    pub kind: Option<AuthorKind>,
    /// The source's own ID or nick of the author; empty where it does not say.
    pub author: String,
    /// The text, exact.
    pub text: String,
    /// The name under which a rep wrote, where it was not their own.
    pub alias: String,
}

/// The columns of a message. Names are stable, new ones are only added.
pub const COLUMNS: &[Column<MessageRow>] = &[
    Column { name: "chat", shown: true, about: "our number of the chat", cell: |m| Cell::Number(m.chat) },
    Column { name: "source", shown: true, about: "where the chat was imported from", cell: |m| said(&m.source) },
    Column { name: "external", shown: true, about: "the source's ID of the chat", cell: |m| said(&m.external_id) },
    Column { name: "number", shown: true, about: "place in the thread, from 1", cell: |m| Cell::Number(m.number) },
    Column { name: "at", shown: true, about: "when it was sent", cell: |m| Cell::time(m.at) },
    Column {
        name: "from",
        shown: true,
        about: "person, ai, rep or system",
        cell: |m| Cell::word(m.kind.map(AuthorKind::name)),
    },
    Column { name: "author", shown: true, about: "the author, in the source's words", cell: |m| said(&m.author) },
    Column { name: "text", shown: true, about: "the text, exact", cell: |m| Cell::Text(&m.text) },
    Column { name: "alias", shown: false, about: "the alias under which a rep wrote", cell: |m| said(&m.alias) },
];

fn said(text: &str) -> Cell<'_> {
    Cell::text((!text.is_empty()).then_some(text))
}
