//! Chats in the CSV that export writes: a file of chats and a file of their messages, in the same order.

mod row;
mod table;

use self::row::{ChatColumn, MessageColumn, chat, message};
use self::table::{Row, Table};
use super::Hints;
use crate::error::{Error, Result};
use crate::exchange::chat_line::{Draft, ReadChat, room};
use crate::exchange::input::Bytes;
use crate::exchange::line_error::{LineError, Result as LineResult};

pub use self::table::Kind;

/// A file of chats and the file of their messages.
pub struct Pair {
    chats: Table<ChatColumn>,
    messages: Table<MessageColumn>,
    /// A message that was read, and belongs to a chat that was not.
    waiting: Option<Row>,
}

/// What chats are known by in both files: our number, else the source and its ID.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Name {
    Number(String),
    External(String, String),
}

impl Pair {
    /// Begins to read both files, in whichever order they are given.
    ///
    /// # Errors
    /// `BadData` where the head of one lacks a column; `Usage` where there are not one of each.
    pub fn of(one: Bytes, other: Option<Bytes>) -> Result<Self> {
        let kind = |bytes: &mut Bytes| Ok::<_, Error>(Kind::begins(&bytes.start(super::HEAD)?));
        let mut one = one;
        let first = kind(&mut one)?;
        let name = one.name().to_owned();
        let alone = || {
            Error::usage(format!("{name} needs its other half: chats and messages are in two files of CSV"))
                .hint("give both, one behind the other: livechats import chats.csv messages.csv")
        };
        let mut other = other.ok_or_else(alone)?;
        let second = kind(&mut other)?;
        let (chats, messages) = match (first, second) {
            (Some(Kind::Messages), Some(Kind::Chats)) => (other, one),
            (Some(Kind::Chats) | None, Some(Kind::Messages) | None) => (one, other),
            _ => return Err(alone()),
        };
        Ok(Self { chats: Table::of(chats)?, messages: Table::of(messages)?, waiting: None })
    }

    /// Bytes read so far of both files as they lie there.
    pub fn bytes_read(&self) -> u64 {
        self.chats.bytes_read() + self.messages.bytes_read()
    }

    /// The next chat with its messages; `None` at the end.
    ///
    /// # Errors
    /// `BadData` with file, line and column, also where messages are missing or left.
    pub fn next_chat(&mut self, hints: &Hints) -> Result<Option<ReadChat>> {
        let Some(row) = self.chats.next_row()? else {
            if self.waiting.is_none() {
                self.waiting = self.messages.next_row()?;
            }
            let Some(left) = &self.waiting else { return Ok(None) };
            let problem = format!("its chat is not in {}, or stands there in another order", self.chats.name());
            return Err(self.messages.wrong(left, &LineError::new(problem)));
        };
        let mut draft = Draft::new(&hints.zone);
        let read = chat(&self.chats.columns, &row, &mut draft);
        let expected = read.map_err(|error| self.chats.wrong(&row, &error))?;
        let name = self
            .name(|column| self.chats.cell(&row, &column.of_chat()))
            .map_err(|error| self.chats.wrong(&row, &error))?;
        loop {
            if self.waiting.is_none() {
                self.waiting = self.messages.next_row()?;
            }
            let Some(waiting) = &self.waiting else { break };
            let of = self.name(|column| self.messages.cell(waiting, &column.of_message()));
            if of.map_err(|error| self.messages.wrong(waiting, &error))? != name {
                break;
            }
            let number = draft.chat.messages.len();
            let read = room(number).and_then(|()| message(&self.messages.columns, waiting, number, &mut draft.times));
            let message = read.map_err(|error| self.messages.wrong(waiting, &error))?;
            draft.chat.messages.push(message);
            self.waiting = None;
        }
        let found = draft.chat.messages.len();
        if let Some(expected) = expected.filter(|expected| *expected != found as u64) {
            let problem = format!("{expected} of them, but {} has {found} in this place", self.messages.name());
            return Err(self.chats.wrong(&row, &LineError::new(problem).within("messages")));
        }
        (draft.has_id, draft.has_messages) = (true, true);
        draft.finish().map(Some).map_err(|error| self.chats.wrong(&row, &error))
    }

    /// What a chat is called in both files.
    fn name<'r>(&self, cell: impl Fn(Part) -> Option<&'r str>) -> LineResult<Name> {
        let numbered = self.chats.has(&ChatColumn::Id) && self.messages.has(&MessageColumn::Chat);
        let said = |part| cell(part).filter(|text| !text.is_empty()).map(str::to_owned);
        if numbered {
            return said(Part::Number).map(Name::Number).ok_or_else(|| LineError::new("the chat has no number"));
        }
        let external = said(Part::Source).zip(said(Part::External));
        let missing = || LineError::new("the chat has no source and ID that both files name");
        external.map(|(source, id)| Name::External(source, id)).ok_or_else(missing)
    }
}

/// A part of a chat's name.
#[derive(Clone, Copy)]
enum Part {
    Number,
    Source,
    External,
}

impl Part {
    fn of_chat(self) -> ChatColumn {
        match self {
            Self::Number => ChatColumn::Id,
            Self::Source => ChatColumn::Source,
            Self::External => ChatColumn::External,
        }
    }

    fn of_message(self) -> MessageColumn {
        match self {
            Self::Number => MessageColumn::Chat,
            Self::Source => MessageColumn::Source,
            Self::External => MessageColumn::External,
        }
    }
}

#[cfg(test)]
mod tests;
