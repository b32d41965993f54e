//! The layouts that people read: transcripts in HTML, in one file or in a folder, and in plain text.

use std::io::Write;

use jiff::tz::TimeZone;

use super::source::{MakeChat, Writer};
use crate::commands::transcript;
use crate::error::Result;
use crate::exchange::transcript::{Look, OneFile, Pages, Transcript};
use crate::model::chat::WholeChat;
use crate::output::wash;

/// Makes a piece of HTML of each chat.
pub struct Articles<'a> {
    /// What it shows.
    pub look: Look<'a>,
    /// Whether each has a file of its own.
    pub own_page: bool,
}

impl MakeChat for Articles<'_> {
    type Piece = Transcript;

    fn chat(&self, chat: &WholeChat, out: &mut Vec<Transcript>) {
        out.push(self.look.transcript(chat, self.own_page));
    }
}

impl Writer<Transcript> for OneFile<'_> {
    fn take(&mut self, pieces: &[Transcript], _: &[usize]) -> Result<()> {
        pieces.iter().try_for_each(|piece| self.add(piece))
    }

    fn finish(&mut self) -> Result<()> {
        Self::finish(self)
    }
}

impl Writer<Transcript> for Pages<'_> {
    fn take(&mut self, pieces: &[Transcript], _: &[usize]) -> Result<()> {
        pieces.iter().try_for_each(|piece| self.add(piece))
    }

    fn finish(&mut self) -> Result<()> {
        Self::finish(self)
    }
}

/// Stands before each transcript. No text of a chat begins at the left edge, so none can pass for it.
const RULE: &str = "────────────────────────────────────────────────────────────────────────────────\n";

/// Makes a transcript in plain text of each chat, as `show` prints it.
pub struct Texts<'a> {
    /// The zone of its times.
    pub zone: &'a TimeZone,
    /// Whether internal notes are in it.
    pub notes: bool,
}

impl MakeChat for Texts<'_> {
    type Piece = u8;

    fn chat(&self, chat: &WholeChat, out: &mut Vec<u8>) {
        out.extend_from_slice(RULE.as_bytes());
        out.extend_from_slice(transcript::text(chat, self.zone, self.notes).as_bytes());
        out.push(b'\n');
    }
}

/// What comes before all transcripts: how to read their times.
///
/// # Errors
/// As writing fails.
pub fn begin_texts(zone: &str, out: &mut dyn Write) -> Result<()> {
    Ok(writeln!(out, "Transcripts of chats. Times are those of {}.\n", wash::line(zone).as_str())?)
}
