//! What a list asks for and gets: choice, order, page, cursor.

use crate::error::{Error, Result};
use crate::model::chat::ChatRow;
use crate::model::gone::Gone;
use crate::model::time::Time;
use crate::query::Filter;

/// Which chats: those the filter matches, outside the bin or in it.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'a> {
    /// The condition.
    pub filter: &'a Filter,
    /// Chats in the bin instead of the others.
    pub bin: bool,
    /// Now, for conditions that hold at a moment (a running ban).
    pub now: Time,
    /// Among which chats.
    pub among: Among<'a>,
}

impl<'a> Choice<'a> {
    /// Chosen among all chats.
    pub const fn new(filter: &'a Filter, bin: bool, now: Time) -> Self {
        Self { filter, bin, now, among: Among::All }
    }

    /// All chats.
    pub const fn everything(bin: bool, now: Time) -> Self {
        static EVERYTHING: Filter = Filter::EVERYTHING;
        Self { filter: &EVERYTHING, bin, now, among: Among::All }
    }
}

/// The chats that a choice is made among.
#[derive(Clone, Copy, Debug, Default)]
pub enum Among<'a> {
    /// All of them.
    #[default]
    All,
    /// Those that an operation after this one changed.
    ChangedAfter(i64),
    /// Those with these keys, and no others, whatever else is asked; for exports only.
    Keys(&'a [i64]),
}

/// Order of a list. Missing values come last whichever way it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// What by.
    pub key: SortKey,
    /// Oldest or smallest first instead of newest or largest.
    pub reverse: bool,
}

impl Sort {
    /// Newest first: the order of every list unless told otherwise.
    pub const NEWEST: Self = Self { key: SortKey::Created, reverse: false };
}

/// What a list can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum SortKey {
    /// When the chat began (the second; within it, the order of arrival).
    Created,
    /// When anything last happened to it.
    Updated,
    /// When it was closed.
    Closed,
    /// When the last message was sent.
    LastMessage,
    /// Our number.
    Id,
    /// Score of the rating.
    Rating,
    /// Count of messages.
    Messages,
}

impl SortKey {
    /// The column it sorts by; `None` for the key of the table itself.
    pub(super) const fn column(self) -> Option<&'static str> {
        match self {
            Self::Created => None,
            Self::Updated => Some("chat.updated_at"),
            Self::Closed => Some("chat.closed_at"),
            Self::LastMessage => Some("chat.last_message_at"),
            Self::Id => Some("chat.id"),
            Self::Rating => Some("chat.rating"),
            Self::Messages => Some("chat.message_count"),
        }
    }

    const fn letter(self) -> char {
        match self {
            Self::Created => 'c',
            Self::Updated => 'u',
            Self::Closed => 'l',
            Self::LastMessage => 'm',
            Self::Id => 'i',
            Self::Rating => 'r',
            Self::Messages => 'n',
        }
    }
}

/// Where a page starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// Page 1, 2, 3 …
    Number(u64),
    /// Behind the row that an earlier page's cursor names.
    After(String),
}

/// What a row previews.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Preview {
    /// Nothing: the quickest.
    Nothing,
    /// The last message.
    LastMessage,
    /// The first text that holds this piece (folded).
    Found(String),
}

/// What a row shows that stands in other tables than the chat: each takes a statement of its own, so only what a
/// column shows is read.
#[derive(Clone, Debug, Default)]
pub struct Details {
    /// The source it was imported from.
    pub source: bool,
    /// The language.
    pub language: bool,
    /// The tags.
    pub tags: bool,
    /// The teams.
    pub teams: bool,
    /// The legal holds.
    pub holds: bool,
    /// Custom fields of the chat, by name.
    pub fields: Vec<String>,
}

/// What is said of a chat that no file carries.
#[derive(Clone, Debug, Default)]
pub struct Custody {
    /// Since when it is in the bin.
    pub deleted: Option<Time>,
    /// The legal holds it is on, by name.
    pub holds: Vec<String>,
}

/// Which rows of a list.
#[derive(Clone, Debug)]
pub struct Page {
    /// Rows a page, at least 1.
    pub limit: usize,
    /// Where it starts.
    pub start: Start,
    /// Order.
    pub sort: Sort,
    /// What each row shows beside the chat itself.
    pub details: Details,
    /// What rows preview.
    pub preview: Preview,
}

/// One page of chats.
#[derive(Debug, Default)]
pub struct ChatPage {
    /// The rows.
    pub rows: Vec<ChatRow>,
    /// Whether more follow.
    pub more: bool,
    /// The cursor behind the last row, where more follow in an order that has cursors.
    pub next: Option<String>,
    /// How many chats match, where that is known without counting them.
    pub total: Option<u64>,
}

/// The place behind a row of a list in some order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    /// Value of the sort column, `None` where it is missing or the order is that of the table's key.
    pub value: Option<i64>,
    /// The chat's key.
    pub key: i64,
}

impl Cursor {
    /// The cursor as text: the order it belongs to, then the place in hexadecimal digits.
    pub fn print(self, sort: Sort) -> String {
        let direction = if sort.reverse { "r" } else { "" };
        let value = self.value.map_or_else(String::new, |value| format!("{value:x}."));
        format!("{}{direction}.{value}{:x}", sort.key.letter(), self.key)
    }

    /// Reads a cursor of a list in this order.
    ///
    /// # Errors
    /// `Usage` for all else.
    pub fn parse(text: &str, sort: Sort) -> Result<Self> {
        let number = |digits: &str| u64::from_str_radix(digits, 16).ok().map(u64::cast_signed);
        let parts: Vec<&str> = text.split('.').collect();
        let cursor = match parts[..] {
            [_, key] => number(key).map(|key| Self { value: None, key }),
            [_, value, key] => number(value).zip(number(key)).map(|(value, key)| Self { value: Some(value), key }),
            _ => None,
        };
        cursor.filter(|cursor| cursor.print(sort) == text).ok_or_else(|| {
            Error::usage(format!("--after is not a cursor of a list in this order: {text}"))
                .hint("take it from the footer of a page, with the same --sort and --reverse")
        })
    }
}

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Chats that were not there.
    pub new_chats: u64,
    /// Messages of the new chats.
    pub new_messages: u64,
    /// Chats that were there, just the same.
    pub known: u64,
    /// Chats that were there with other contents, and were left as they are.
    pub different: u64,
    /// Chats that began here and differ from the file, which does not change them.
    pub own: u64,
    /// Chats that were there with other contents, and were brought up to date.
    pub updated: u64,
    /// What those had that the files do not tell of.
    pub gone: Gone,
    /// Chats that were there with other contents, would have lost some of it, and are held.
    pub held: u64,
}

/// How an import treats what it finds.
#[derive(Clone, Copy, Debug)]
pub struct ImportOptions {
    /// Bring known chats up to date instead of leaving them.
    pub update: bool,
    /// Do all of it and take it back.
    pub dry_run: bool,
}

/// What the whole repository holds, from counters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Chats outside the bin.
    pub live: u64,
    /// Chats in the bin.
    pub deleted: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_belongs_to_its_order() {
        let newest = Sort::NEWEST;
        let oldest = Sort { reverse: true, ..newest };
        for cursor in [Cursor { value: Some(-5), key: 77 }, Cursor { value: None, key: -1 }] {
            let text = cursor.print(newest);
            assert_eq!(Cursor::parse(&text, newest).unwrap(), cursor);
            assert!(Cursor::parse(&text, oldest).is_err());
        }
        for bad in ["", "c", "c.", "c..", "c.zz.1", "c.1.2.3", "c.01", "cr.1", "x.1.2"] {
            let error = Cursor::parse(bad, newest).unwrap_err().to_string();
            assert_eq!(error, format!("--after is not a cursor of a list in this order: {bad}"));
        }
    }
}
