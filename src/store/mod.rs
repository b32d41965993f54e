//! The repository file: the only floor that knows SQL.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::Duration;

use crate::error::Result;
use crate::model::chat::{ChatName, ChatRow, WholeChat};
use crate::model::message::MessageRow;
use crate::model::time::Time;
use crate::query::Filter;

/// An open repository.
#[derive(Debug)]
pub struct Store {}

/// Who acts: the kernel's answer, and the moment.
#[derive(Clone, Copy, Debug)]
pub struct Actor {
    /// Real user id of the process.
    pub uid: u32,
    /// The moment the change is recorded with.
    pub now: Time,
    /// Whether `now` is a fixed clock: such writes are only taken by a repository made with one.
    pub fixed_clock: bool,
}

/// Which chats: those the filter matches, outside the bin or in it.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'a> {
    /// The condition.
    pub filter: &'a Filter,
    /// Chats in the bin instead of the others.
    pub bin: bool,
    /// Now, for conditions that hold at a moment (a running ban).
    pub now: Time,
}

/// Order of a list. Missing values come last whichever way it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// What by.
    pub key: SortKey,
    /// Oldest or smallest first instead of newest or largest.
    pub reverse: bool,
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

/// Where a page starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// Page 1, 2, 3 …
    Number(u64),
    /// Behind the row that an earlier page's cursor names.
    After(String),
}

/// Which rows of a list.
#[derive(Clone, Debug)]
pub struct Page {
    /// Rows a page, 1 to 1,000,000.
    pub limit: usize,
    /// Where it starts.
    pub start: Start,
    /// Order.
    pub sort: Sort,
    /// Custom fields of the chat to read for each row, by name.
    pub fields: Vec<String>,
    /// Whether rows carry a preview.
    pub preview: bool,
}

/// One page of chats.
#[derive(Debug)]
pub struct ChatPage {
    /// The rows.
    pub rows: Vec<ChatRow>,
    /// The cursor behind the last row; `None` where no more follow.
    pub next: Option<String>,
    /// How many chats match, where that is known without counting them.
    pub total: Option<u64>,
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
    /// Chats that were there with other contents, and were brought up to date.
    pub updated: u64,
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
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// Chats outside the bin.
    pub live: u64,
    /// Chats in the bin.
    pub deleted: u64,
}

impl Store {
    /// Makes an empty repository, mode 0600, with the caller as its first admin called `name`.
    ///
    /// # Errors
    /// `Conflict` where the file exists.
    pub fn create(path: &Path, actor: &Actor, name: &str) -> Result<Self> {
        let _ = (path, actor, name);
        todo!()
    }

    /// Opens a repository for reading only.
    pub fn open(path: &Path) -> Result<Self> {
        let _ = path;
        todo!()
    }

    /// Opens a repository for writing. Each change waits up to `wait` for other writers.
    pub fn open_for_writing(path: &Path, wait: Duration) -> Result<Self> {
        let _ = (path, wait);
        todo!()
    }

    /// Long work ends early, with an error, once this is no longer 0 (it is set to the number of a signal).
    pub fn stop_on(&mut self, stop: Arc<AtomicUsize>) {
        let _ = stop;
    }

    /// What must be said of the repository before using it (readable by other accounts, say).
    pub fn warnings(&self) -> &[String] {
        todo!()
    }

    /// Totals from the counters, at once whatever the size.
    pub fn totals(&self) -> Result<Totals> {
        todo!()
    }

    /// One page of the chats chosen.
    pub fn chats(&self, choice: &Choice<'_>, page: &Page) -> Result<ChatPage> {
        let _ = (choice, page);
        todo!()
    }

    /// How many chats are chosen.
    pub fn count_chats(&self, choice: &Choice<'_>) -> Result<u64> {
        let _ = choice;
        todo!()
    }

    /// Gives `visit` the number of every chat chosen, in this order.
    pub fn each_id(&self, choice: &Choice<'_>, sort: Sort, visit: impl FnMut(i64) -> Result<()>) -> Result<()> {
        let _ = (choice, sort, visit);
        todo!()
    }

    /// Gives `visit` every chat chosen as a row, newest first, with these custom fields.
    pub fn each_row(
        &self,
        choice: &Choice<'_>,
        fields: &[String],
        visit: impl FnMut(&ChatRow) -> Result<()>,
    ) -> Result<()> {
        let _ = (choice, fields, visit);
        todo!()
    }

    /// Gives `visit` every chat chosen with all that belongs to it, newest first.
    pub fn each_whole(&self, choice: &Choice<'_>, visit: impl FnMut(&WholeChat) -> Result<()>) -> Result<()> {
        let _ = (choice, visit);
        todo!()
    }

    /// Gives `visit` every message of every chat chosen: chats newest first, messages in order.
    pub fn each_message(&self, choice: &Choice<'_>, visit: impl FnMut(&MessageRow) -> Result<()>) -> Result<()> {
        let _ = (choice, visit);
        todo!()
    }

    /// The chats that match best among the newest [`RANKED`] matches of the piece (folded), best first, with previews.
    pub fn ranked(&self, choice: &Choice<'_>, piece: &str, page: &Page) -> Result<ChatPage> {
        let _ = (choice, piece, page);
        todo!()
    }

    /// One chat with all that belongs to it, and the row that lists show of it.
    ///
    /// # Errors
    /// `NotFound` where there is none, or it is in the bin and `bin` is false.
    pub fn whole_chat(&self, name: &ChatName, bin: bool) -> Result<(ChatRow, WholeChat)> {
        let _ = (name, bin);
        todo!()
    }

    /// Whether this one chat is among those chosen.
    pub fn matches(&self, choice: &Choice<'_>, id: i64) -> Result<bool> {
        let _ = (choice, id);
        todo!()
    }

    /// The names of the custom fields of chats, in order of first use.
    pub fn field_names(&self) -> Result<Vec<String>> {
        todo!()
    }

    /// Takes chats in, in batches that let other writers in; each batch is one audited operation. `next` gives the
    /// next chat until `None`. An error of `next` ends it: the batch under way is taken back.
    pub fn import(
        &mut self,
        actor: &Actor,
        options: ImportOptions,
        next: impl FnMut() -> Result<Option<WholeChat>>,
    ) -> Result<Imported> {
        let _ = (actor, options, next);
        todo!()
    }

    /// Fills a repository that nobody else sees yet, as fast as the disk allows: one operation, no other writer.
    pub fn fill(&mut self, actor: &Actor, next: impl FnMut() -> Result<Option<WholeChat>>) -> Result<Imported> {
        let _ = (actor, next);
        todo!()
    }
}

/// How many of the newest matches a ranking looks at.
pub const RANKED: usize = 500;
