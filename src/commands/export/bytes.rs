//! The layouts that are one stream of bytes: CSV, TSV, JSON and JSON Lines.

use std::io::Write;

use super::source::{MakeChat, MakeRow, Writer};
use crate::error::Result;
use crate::exchange::chat_line;
use crate::model::chat::WholeChat;
use crate::model::record::Cell;
use crate::output::rows::{RowForm, RowWriter};

impl MakeRow for RowForm {
    type Piece = u8;

    fn row<'a>(&self, cells: impl IntoIterator<Item = Cell<'a>>, out: &mut Vec<u8>) {
        Self::row(self, cells, out);
    }
}

impl<W: Write> Writer<u8> for RowWriter<W> {
    fn take(&mut self, pieces: &[u8], ends: &[usize]) -> Result<()> {
        Ok(self.made(pieces, ends.len() as u64)?)
    }

    fn finish(&mut self) -> Result<()> {
        Ok(self.close()?)
    }
}

/// Makes a line of each whole chat: what import reads.
#[derive(Debug)]
pub struct ChatLines;

impl MakeChat for ChatLines {
    type Piece = u8;

    fn chat(&self, chat: &WholeChat, out: &mut Vec<u8>) {
        chat_line::write(chat, out);
    }
}

/// Writes lines as they come.
pub struct Lines<W>(pub W);

impl<W: Write> Writer<u8> for Lines<W> {
    fn take(&mut self, pieces: &[u8], _: &[usize]) -> Result<()> {
        Ok(self.0.write_all(pieces)?)
    }

    fn finish(&mut self) -> Result<()> {
        Ok(())
    }
}
