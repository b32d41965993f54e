//! The layout with types: Parquet, in one file or in a folder of months.

use std::collections::HashMap;

use super::source::{MakeRow, Rows, Writer};
use crate::commands::args::FIELD_PREFIX;
use crate::error::Result;
use crate::exchange::parquet_file::{Batch, ParquetWriter, Sheet};
use crate::model::fold::fold;
use crate::model::record::{Cell, Kind};
use crate::output::Shown;
use crate::query::FieldOwner;
use crate::store::Store;

impl MakeRow for Sheet {
    type Piece = Batch;

    fn row<'a>(&self, cells: impl IntoIterator<Item = Cell<'a>>, out: &mut Vec<Batch>) {
        Self::row(self, cells, out);
    }
}

impl Writer<Batch> for ParquetWriter<'_> {
    fn take(&mut self, pieces: &[Batch], _: &[usize]) -> Result<()> {
        Self::take(self, pieces)
    }

    fn finish(&mut self) -> Result<()> {
        Self::finish(self)
    }
}

/// The types of custom fields, by folded name. Fields whose names fold the same share a column, which is of text where
/// their types differ.
pub struct FieldKinds(HashMap<String, Kind>);

impl FieldKinds {
    /// Those of chats or of persons.
    ///
    /// # Errors
    /// As reading fails.
    pub fn of(owner: FieldOwner, store: &Store) -> Result<Self> {
        let mut kinds = HashMap::new();
        for (name, kind) in store.field_types(owner)? {
            let kind = kind.of_cells();
            let known = kinds.entry(fold(&name).into_owned()).or_insert(kind);
            if *known != kind {
                *known = Kind::Text;
            }
        }
        Ok(Self(kinds))
    }

    /// What the values of these columns are.
    fn columns<'a, T: Default>(&self, columns: &'a [Shown<T>]) -> Vec<(&'a str, Kind)> {
        let empty = T::default();
        let kind = |column: &'a Shown<T>| match column.name.strip_prefix(FIELD_PREFIX) {
            Some(field) => self.0.get(fold(field).as_ref()).copied().unwrap_or(Kind::Text),
            None => (column.cell)(&empty).kind(),
        };
        columns.iter().map(|column| (column.name.as_str(), kind(column))).collect()
    }
}

impl Rows {
    /// The columns and what their values are.
    pub fn kinds(&self, fields: &FieldKinds) -> Vec<(&str, Kind)> {
        match self {
            Self::Chats(columns) => fields.columns(&columns.shown),
            Self::Messages(columns) => fields.columns(columns),
            Self::People(columns, _) => fields.columns(columns),
            Self::Notes(columns) => fields.columns(columns),
            Self::Bans(columns) => fields.columns(columns),
            Self::Canned(columns) => fields.columns(columns),
            Self::Audit(columns) => fields.columns(columns),
        }
    }

    /// The same rows, with the time in front at which their chat began: how they are divided by month. `None` for rows
    /// that belong to no chat.
    pub fn by_month(self) -> Option<Self> {
        let name = String::new();
        match self {
            Self::Chats(mut columns) => {
                columns.shown.insert(0, Shown { name, cell: Box::new(|row| Cell::time(row.created)) });
                Some(Self::Chats(columns))
            }
            Self::Messages(mut columns) => {
                columns.insert(0, Shown { name, cell: Box::new(|row| Cell::time(row.chat_began)) });
                Some(Self::Messages(columns))
            }
            _ => None,
        }
    }
}
