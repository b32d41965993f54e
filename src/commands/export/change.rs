//! What is changed in rows on their way into a file: texts are guarded against spreadsheets.

use std::sync::atomic::{AtomicU64, Ordering};

use super::source::MakeRow;
use crate::exchange::excel::{guard_cell, is_too_long};
use crate::model::record::Cell;

/// What a spreadsheet would cut.
#[derive(Debug, Default)]
pub struct Spreadsheet {
    too_long: AtomicU64,
}

impl Spreadsheet {
    /// How many texts are longer than a cell holds.
    pub fn too_long(&self) -> u64 {
        self.too_long.load(Ordering::Relaxed)
    }

    fn guard(&self, cell: Cell<'_>) -> Option<String> {
        let guarded = guard_cell(cell);
        if let (Some(text), _) | (None, Cell::Text(text)) = (guarded.as_deref(), cell)
            && is_too_long(text)
        {
            self.too_long.fetch_add(1, Ordering::Relaxed);
        }
        guarded
    }
}

/// A maker of rows whose texts are changed first.
pub struct Changing<'a, M> {
    /// What makes the rows.
    pub maker: &'a M,
    /// For a spreadsheet, where it is for one.
    pub spreadsheet: Option<&'a Spreadsheet>,
}

impl<M: MakeRow> MakeRow for Changing<'_, M> {
    type Piece = M::Piece;

    fn row<'a>(&self, cells: impl IntoIterator<Item = Cell<'a>>, out: &mut Vec<Self::Piece>) {
        let Some(spreadsheet) = self.spreadsheet else { return self.maker.row(cells, out) };
        let cells: Vec<(Cell<'a>, Option<String>)> =
            cells.into_iter().map(|cell| (cell, spreadsheet.guard(cell))).collect();
        self.maker.row(cells.iter().map(|(cell, guarded)| guarded.as_deref().map_or(*cell, Cell::Text)), out);
    }
}
