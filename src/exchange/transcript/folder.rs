//! A folder of transcripts: a page for each chat, and index pages that do not grow with their number.

use std::io::Write;

use super::markup::Markup;
use super::page::{begin, begin_index, end_index};
use super::{Look, Transcript};
use crate::error::Result;
use crate::exchange::output_folder::OutputFolder;

/// Chats that one page of the index lists.
const CHATS_OF_PAGE: u64 = 1000;

/// A folder being filled with pages. Those that list chats follow each other; the first one, `index.html`, is written
/// last, since it tells how many there are.
#[derive(Debug)]
pub struct Pages<'a> {
    look: Look<'a>,
    folder: &'a OutputFolder,
    /// Chats that one page of the index lists.
    of_page: u64,
    /// Rows of the page that is being filled.
    rows: Markup,
    /// Rows of the first page.
    first: Markup,
    chats: u64,
}

impl<'a> Pages<'a> {
    /// Begins to fill a folder.
    pub fn begin(look: Look<'a>, folder: &'a OutputFolder) -> Self {
        Self::with_pages_of(CHATS_OF_PAGE, look, folder)
    }

    /// The same with so many chats on a page of the index.
    pub(super) fn with_pages_of(of_page: u64, look: Look<'a>, folder: &'a OutputFolder) -> Self {
        Self { look, folder, of_page, rows: Markup::default(), first: Markup::default(), chats: 0 }
    }

    /// Adds the page of a chat.
    pub fn add(&mut self, transcript: &Transcript) -> Result<()> {
        if self.chats > 0 && self.chats.is_multiple_of(self.of_page) {
            self.turn(true)?;
        }
        self.chats += 1;
        self.rows.join(&transcript.row);
        let mut page = Markup::default();
        begin(&transcript.title, &mut page);
        page.raw("<p class=\"back\"><a href=\"");
        page.raw("index");
        page_number(self.page(), &mut page);
        page.raw(".html#r");
        page.number(transcript.id);
        page.raw("\">All chats</a> · times are those of ");
        page.name(self.look.zone_name);
        page.raw("</p>\n<main>\n");
        page.join(&transcript.article);
        page.raw("</main>\n");
        self.look.end(&mut page);
        self.write(&format!("chat-{}.html", transcript.id), &page)
    }

    /// Writes what is left.
    pub fn finish(&mut self) -> Result<()> {
        if self.page() > 1 {
            self.turn(false)?;
        } else {
            self.first = std::mem::take(&mut self.rows);
        }
        let (mut title, mut page) = (Markup::default(), Markup::default());
        title.raw("Chats");
        begin(&title, &mut page);
        self.look.heading(self.chats, &mut page);
        if self.page() > 1 {
            page.raw("<nav class=\"pages\" aria-label=\"Pages\">");
            for number in 1..=self.page() {
                page_link(number, "", &mut page);
            }
            page.raw("</nav>\n");
        }
        begin_index(&mut page);
        page.join(&self.first);
        end_index(&mut page);
        self.look.end(&mut page);
        self.write("index.html", &page)
    }

    /// The number of the page that lists the chat added last, from 1.
    fn page(&self) -> u64 {
        self.chats.div_ceil(self.of_page).max(1)
    }

    /// Ends a page of the index; `more` says whether another follows.
    fn turn(&mut self, more: bool) -> Result<()> {
        let number = self.page();
        let rows = std::mem::take(&mut self.rows);
        if number == 1 {
            self.first = rows;
            return Ok(());
        }
        let (mut title, mut page) = (Markup::default(), Markup::default());
        title.raw("Chats, page ");
        title.number(number.try_into().unwrap_or(i64::MAX));
        begin(&title, &mut page);
        page.raw("<header class=\"top\"><h1>");
        page.join(&title);
        page.raw("</h1></header>\n<nav class=\"pages\" aria-label=\"Pages\">");
        page_link(1, "First", &mut page);
        page_link(number - 1, "Previous", &mut page);
        if more {
            page_link(number + 1, "Next", &mut page);
        }
        page.raw("</nav>\n");
        begin_index(&mut page);
        page.join(&rows);
        end_index(&mut page);
        self.look.end(&mut page);
        self.write(&format!("index-{number}.html"), &page)
    }

    fn write(&self, name: &str, page: &Markup) -> Result<()> {
        let mut file = self.folder.file(name)?;
        file.write_all(page.bytes())?;
        Ok(file.flush()?)
    }
}

/// A link to a page of the index, with this word or its number.
fn page_link(number: u64, word: &'static str, page: &mut Markup) {
    page.raw("<a href=\"index");
    page_number(number, page);
    page.raw(".html\">");
    if word.is_empty() {
        page.number(number.try_into().unwrap_or(i64::MAX))
    } else {
        page.raw(word)
    }
    page.raw("</a>");
}

/// What the name of an index page has behind `index`: nothing for the first.
fn page_number(number: u64, page: &mut Markup) {
    if number > 1 {
        page.raw("-");
        page.number(number.try_into().unwrap_or(i64::MAX));
    }
}
