//! The filter language: what an admin typed becomes a [`Filter`], once. No SQL here.
//!
//! The one tree serves every command that chooses chats. Nothing in it depends on the clock or the zone any more:
//! dates and ages were turned into instants when the words were read.

#[cfg(test)]
pub mod arbitrary;
pub mod date;
mod key;
mod lexer;
mod parser;
mod place;
mod policy;
mod print;
#[cfg(test)]
mod tests;
mod value;

pub use date::range_of_flags;
pub use key::{help, nearest};
pub use parser::{filter_of_flag, parse, parse_rule};
pub use policy::Asked;

use crate::model::status::Status;
use crate::model::time::Time;

/// A condition on chats, as a tree.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    /// All of these; of an empty list, every chat.
    All(Vec<Filter>),
    /// Any of these; never empty.
    Any(Vec<Filter>),
    /// Not this.
    Not(Box<Filter>),
    /// One condition.
    Term(Term),
}

/// One condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// A text holds this piece (folded, never empty).
    Contains(TextScope, String),
    /// A label is one of these or is (not) there. Names are compared folded.
    Label(LabelKey, LabelTest),
    /// The chat's status is this one.
    Status(Status),
    /// A number lies in this range; `None` stands for a missing number (`rating:none`).
    Number(NumberKey, Option<NumberRange>),
    /// A time lies in this range; `None` stands for an unknown time.
    Time(TimeKey, Option<TimeRange>),
    /// The chat's own number, or its `source/external` name.
    Chat(crate::model::chat::ChatName),
    /// A custom field of the chat or of the person. Its name is folded, as the names of labels are.
    Field(FieldOwner, String, FieldTest),
    /// The person's running bans.
    Ban(LabelTest),
}

/// Which texts a piece is looked for in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextScope {
    /// Each message, the description and the person's name (words without a key).
    Anywhere,
    /// Messages only (`text:`).
    Messages,
    /// The description.
    Description,
    /// Notes on the chat.
    Notes,
    /// The person's name.
    PersonName,
    /// The person's mail address.
    Email,
    /// The person's phone number.
    Phone,
}

/// A label a chat carries by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LabelKey {
    /// Messaging app.
    App,
    /// Tag.
    Tag,
    /// The rep who has it: by name, source's ID or mail address.
    Assignee,
    /// Team.
    Team,
    /// Language.
    Language,
    /// Source of the import.
    Source,
    /// Legal hold.
    Hold,
    /// A text, which is only asked with `any` or `none`.
    Text(TextScope),
}

/// What is asked of a label.
#[derive(Clone, Debug, PartialEq)]
pub enum LabelTest {
    /// It is this one (folded).
    Is(String),
    /// There is one.
    Any,
}

/// A number of a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberKey {
    /// Our number of the chat.
    Id,
    /// Our number of the person.
    PersonId,
    /// Score of the rating.
    Rating,
    /// Count of messages.
    Messages,
}

/// Whole numbers from `low` to `high`, both included. Never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberRange {
    /// Smallest; `i64::MIN` for no limit.
    pub low: i64,
    /// Largest; `i64::MAX` for no limit.
    pub high: i64,
}

/// A time of a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeKey {
    /// When it began.
    Created,
    /// When it was closed.
    Closed,
    /// When anything last happened to it.
    Updated,
    /// When the last message was sent.
    LastMessage,
    /// When it was put in the bin.
    Deleted,
}

/// Instants from `from` (included) to `until` (excluded); a missing end is open. Never empty, never open at both ends
/// unless any known time will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeRange {
    /// First instant.
    pub from: Option<Time>,
    /// First instant that no longer counts.
    pub until: Option<Time>,
}

/// Whose custom field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldOwner {
    /// `field.NAME`
    Chat,
    /// `person.field.NAME`
    Person,
}

/// What is called by a name here, which can be given to another and be taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A tag.
    Tag,
    /// A team.
    Team,
    /// A legal hold.
    Hold,
    /// A rep.
    Rep,
    /// A custom field.
    Field(FieldOwner),
}

/// What is asked of a custom field.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldTest {
    /// Its text equals this one (folded), or both are the same number. Of a date: it begins with this year or month.
    Is(String),
    /// Its text equals this one (folded), which spells a number: no other spelling of it counts.
    Reads(String),
    /// It has a value.
    Any,
    /// It is a number in this range (ends included or not). A field that is not a number never matches.
    Between(Option<Bound>, Option<Bound>),
    /// It is a date in this range of days and months. A field that is no date never matches.
    Days(Option<Bound>, Option<Bound>),
}

/// An end of a range of decimal numbers or of dates.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// The number (always finite), the day (`2026-01-31`) or the month (`2026-01`).
    pub value: String,
    /// Whether it itself still counts.
    pub included: bool,
}

impl Filter {
    /// Every chat.
    pub const EVERYTHING: Self = Self::All(Vec::new());

    /// Both this and the other, without needless nesting.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self::all_of(vec![self, other])
    }

    /// All of these, without needless nesting; every chat where there are none.
    #[must_use]
    pub fn all_of(filters: Vec<Self>) -> Self {
        let mut flat = Vec::with_capacity(filters.len());
        for filter in filters {
            match filter {
                Self::All(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        single(flat).unwrap_or_else(Self::All)
    }

    /// Any of these, without needless nesting; no chat where there are none.
    #[must_use]
    pub fn any_of(filters: Vec<Self>) -> Self {
        let mut flat = Vec::with_capacity(filters.len());
        for filter in filters {
            match filter {
                Self::Any(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        if flat.is_empty() {
            return Self::EVERYTHING.negated();
        }
        single(flat).unwrap_or_else(Self::Any)
    }

    /// Every custom field that is asked for, by owner and name as typed.
    pub fn fields(&self) -> Vec<(FieldOwner, &str)> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::fields).collect(),
            Self::Not(part) => part.fields(),
            Self::Term(Term::Field(owner, name, _)) => vec![(*owner, name)],
            Self::Term(_) => Vec::new(),
        }
    }

    /// Every condition that names something, what that is, and its name, folded.
    pub fn named(&self) -> Vec<(Named, &str, &Term)> {
        let term = match self {
            Self::All(parts) | Self::Any(parts) => return parts.iter().flat_map(Self::named).collect(),
            Self::Not(part) => return part.named(),
            Self::Term(term) => term,
        };
        match term {
            Term::Label(LabelKey::Tag, LabelTest::Is(name)) => vec![(Named::Tag, name, term)],
            Term::Label(LabelKey::Team, LabelTest::Is(name)) => vec![(Named::Team, name, term)],
            Term::Label(LabelKey::Hold, LabelTest::Is(name)) => vec![(Named::Hold, name, term)],
            Term::Label(LabelKey::Assignee, LabelTest::Is(name)) => vec![(Named::Rep, name, term)],
            Term::Field(owner, name, _) => vec![(Named::Field(*owner), name, term)],
            _ => Vec::new(),
        }
    }

    /// Whether a ban's reason is asked for anywhere.
    pub fn asks_ban_reason(&self) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::asks_ban_reason),
            Self::Not(part) => part.asks_ban_reason(),
            Self::Term(term) => matches!(term, Term::Ban(LabelTest::Is(_))),
        }
    }

    /// Not this. A double negation goes away.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }
}

/// The only filter of a list, or the list back.
fn single(mut filters: Vec<Filter>) -> Result<Filter, Vec<Filter>> {
    if filters.len() > 1 {
        return Err(filters);
    }
    filters.pop().ok_or_else(Vec::new)
}
