//! Transcripts that a browser shows: pages that run nothing, load nothing and link nowhere but to themselves and to the
//! files that messages name.

mod chat;
mod file;
mod folder;
mod markup;
mod page;

pub use file::OneFile;
pub use folder::Pages;

use jiff::tz::TimeZone;

use crate::model::chat::WholeChat;
use crate::model::time::Time;
use markup::Markup;

/// What pages say of the export they belong to, and what they show.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// The zone of all times shown.
    pub zone: &'a TimeZone,
    /// Its name, for people.
    pub zone_name: &'a str,
    /// Which chats were asked for; `None` for all.
    pub query: Option<&'a str>,
    /// When it was asked.
    pub now: Time,
    /// Whether internal notes are shown.
    pub notes: bool,
}

/// A chat made ready for a page.
#[derive(Debug)]
pub struct Transcript {
    id: i64,
    title: Markup,
    row: Markup,
    article: Markup,
}

impl Look<'_> {
    /// The transcript of a chat; `own_page` where it gets a file of its own.
    pub fn transcript(&self, chat: &WholeChat, own_page: bool) -> Transcript {
        let (mut title, mut row, mut article) = (Markup::default(), Markup::default(), Markup::default());
        title.raw("Chat ");
        title.number(chat.id);
        if let Some(name) = &chat.person.name {
            title.raw(" · ");
            title.title(name);
        }
        self.row(chat, own_page, &mut row);
        self.article(chat, &mut article);
        Transcript { id: chat.id, title, row, article }
    }
}

#[cfg(test)]
mod tests;
