//! The layouts that are one stream of bytes: CSV, TSV, JSON and JSON Lines.

use super::place::Parts;
use super::source::{MakeChat, MakeRow, Writer};
use super::split::{Limit, Split};
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

/// Writes rows, in one part or several. Each part is a whole file of its layout.
pub struct PartedRows<'a> {
    writer: Option<RowWriter<&'a mut dyn Parts>>,
    form: RowForm,
    limit: Limit,
}

impl<'a> PartedRows<'a> {
    /// Begins the first part.
    pub fn new(out: &'a mut dyn Parts, form: RowForm, split: Option<Split>) -> Self {
        Self { writer: Some(RowWriter::new(out, form.clone())), form, limit: Limit::of(split) }
    }

    fn next_part(&mut self) -> Result<()> {
        if let Some(writer) = self.writer.take() {
            let out = writer.finish()?;
            out.next_part()?;
            self.writer = Some(RowWriter::new(out, self.form.clone()));
        }
        Ok(())
    }
}

impl Writer<u8> for PartedRows<'_> {
    fn take(&mut self, pieces: &[u8], ends: &[usize]) -> Result<()> {
        for part in self.limit.parts(ends) {
            if part.begins {
                self.next_part()?;
            }
            if let Some(writer) = &mut self.writer {
                writer.made(pieces.get(part.bytes).unwrap_or_default(), part.rows)?;
                writer.out().count(part.rows);
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        Ok(self.writer.take().map_or(Ok(()), |writer| writer.finish().map(drop))?)
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

/// Writes lines as they come, in one part or several.
pub struct PartedLines<'a> {
    out: &'a mut dyn Parts,
    limit: Limit,
}

impl<'a> PartedLines<'a> {
    /// Begins the first part.
    pub fn new(out: &'a mut dyn Parts, split: Option<Split>) -> Self {
        Self { out, limit: Limit::of(split) }
    }
}

impl Writer<u8> for PartedLines<'_> {
    fn take(&mut self, pieces: &[u8], ends: &[usize]) -> Result<()> {
        for part in self.limit.parts(ends) {
            if part.begins {
                self.out.next_part()?;
            }
            self.out.write_all(pieces.get(part.bytes).unwrap_or_default())?;
            self.out.count(part.rows);
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        Ok(())
    }
}
