//! All transcripts in one page: an index on top, then chat by chat.

use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
use std::path::Path;

use super::markup::Markup;
use super::page::{begin, begin_index, end_index};
use super::{Look, Transcript};
use crate::error::Result;
use crate::exchange::spool::unnamed_file;

/// One page of many chats. What comes last in it is kept in files without a name until all of the index is known, so that
/// its memory does not grow with their number.
pub struct OneFile<'a> {
    look: Look<'a>,
    out: &'a mut (dyn Write + Send),
    rows: BufWriter<File>,
    articles: BufWriter<File>,
    chats: u64,
}

impl<'a> OneFile<'a> {
    /// Begins a page; `folder` is where it is kept meanwhile.
    ///
    /// # Errors
    /// As writing there fails.
    pub fn begin(look: Look<'a>, out: &'a mut (dyn Write + Send), folder: &Path) -> Result<Self> {
        let spool = || unnamed_file(folder).map(BufWriter::new);
        Ok(Self { look, out, rows: spool()?, articles: spool()?, chats: 0 })
    }

    /// Adds a chat.
    pub fn add(&mut self, transcript: &Transcript) -> Result<()> {
        self.rows.write_all(transcript.row.bytes())?;
        self.articles.write_all(transcript.article.bytes())?;
        self.chats += 1;
        Ok(())
    }

    /// Writes the page.
    pub fn finish(&mut self) -> Result<()> {
        let (mut title, mut page) = (Markup::default(), Markup::default());
        title.number(self.chats.try_into().unwrap_or(i64::MAX));
        title.raw(if self.chats == 1 { " chat" } else { " chats" });
        begin(&title, &mut page);
        self.look.heading(self.chats, &mut page);
        begin_index(&mut page);
        self.out.write_all(page.bytes())?;
        copy(&mut self.rows, self.out)?;
        let mut page = Markup::default();
        end_index(&mut page);
        page.raw("<main>\n");
        self.out.write_all(page.bytes())?;
        copy(&mut self.articles, self.out)?;
        let mut page = Markup::default();
        page.raw("</main>\n");
        self.look.end(&mut page);
        Ok(self.out.write_all(page.bytes())?)
    }
}

fn copy(kept: &mut BufWriter<File>, out: &mut dyn Write) -> Result<()> {
    kept.flush()?;
    let kept = kept.get_mut();
    kept.rewind()?;
    io::copy(kept, out)?;
    Ok(())
}
