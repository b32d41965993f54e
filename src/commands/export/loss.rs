//! What a layout does not hold as it is: counted on the way, and told at the end.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::exchange::parquet_file::Unheld;
use crate::model::record::Cell;
use crate::output::number::counted;

/// What was lost, or can be mistaken.
#[derive(Debug, Default)]
pub struct Losses {
    /// Of columns with types.
    pub columns: Unheld,
    /// Names with a comma, in lists between commas.
    divided: AtomicU64,
}

impl Losses {
    /// Counts the names in a list that look like two between commas.
    pub fn see(&self, cell: Cell<'_>) {
        if let Cell::List(names) = cell {
            let divided = names.iter().filter(|name| name.contains(',')).count();
            if divided > 0 {
                self.divided.fetch_add(divided as u64, Ordering::Relaxed);
            }
        }
    }

    /// A sentence on each sort of them that there is.
    pub fn told(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let Unheld { misfits, rounded } = self.columns;
        if misfits > 0 {
            let values = counted(misfits, "value");
            notes.push(format!("left out of columns of another type: {values} of custom fields; csv holds them all"));
        }
        if rounded > 0 {
            let values = counted(rounded, "value");
            notes.push(format!("rounded to 53 bits: {values} of custom fields; csv has all digits"));
        }
        let divided = self.divided.load(Ordering::Relaxed);
        if divided > 0 {
            let names = counted(divided, "name");
            notes.push(format!("with a comma inside, in lists between commas: {names}; json holds them apart"));
        }
        notes
    }
}
