//! Rows in Parquet: columns with types, for programs that read a whole history at once. One file, or a folder divided by
//! month, as such programs name it: `created_month=2026-01/part-0001.parquet`.

mod batch;
mod writer;

pub use batch::{Batch, Unheld};
pub use writer::ParquetWriter;

use std::sync::Arc;

use jiff::tz::TimeZone;
use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr};
use parquet::schema::types::{Type, TypePtr};

use crate::error::{Error, Result};
use crate::model::record::{Cell, Kind};

/// The columns of a file, and what is said of it.
#[derive(Debug)]
pub struct Sheet {
    schema: TypePtr,
    kinds: Vec<Kind>,
    properties: WriterPropertiesPtr,
    /// The zone of the months, where rows are divided by them.
    months: Option<TimeZone>,
}

/// A column: its name, and what its values are.
pub type Named<'a> = (&'a str, Kind);

impl Sheet {
    /// A sheet with these columns; `notes` are names and values that the file says of itself. With `months` the first
    /// cell of each row is the time that tells its month in that zone, and no column.
    ///
    /// # Errors
    /// For a column that cannot be.
    pub fn new(columns: &[Named<'_>], notes: &[(&str, String)], months: Option<TimeZone>) -> Result<Self> {
        let fields: Vec<TypePtr> = columns.iter().map(|column| field(*column)).collect::<Result<_>>()?;
        let schema = Type::group_type_builder("livechats").with_fields(fields).build().map_err(failed)?;
        let said = notes.iter().map(|(name, value)| KeyValue::new(format!("livechats.{name}"), value.clone()));
        let properties = WriterProperties::builder()
            .set_created_by(format!("livechats version {}", env!("CARGO_PKG_VERSION")))
            .set_compression(Compression::SNAPPY)
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_key_value_metadata(Some(said.collect()))
            .build();
        let kinds = columns.iter().map(|(_, kind)| *kind).collect();
        Ok(Self { schema: Arc::new(schema), kinds, properties: Arc::new(properties), months })
    }

    /// Adds a row to the last batch, or to a new one where its month is another.
    pub fn row<'a>(&self, cells: impl IntoIterator<Item = Cell<'a>>, batches: &mut Vec<Batch>) {
        let mut cells = cells.into_iter();
        let month = self.months.as_ref().and_then(|zone| match cells.next() {
            Some(Cell::Time(time)) => batch::month(Some(time), zone),
            _ => None,
        });
        if batches.last().is_none_or(|batch| batch.month != month) {
            batches.push(self.batch(month));
        }
        if let Some(batch) = batches.last_mut() {
            batch.push(cells);
        }
    }

    fn batch(&self, month: batch::Month) -> Batch {
        Batch::new(self.kinds.iter().copied(), month)
    }
}

/// A column as Parquet describes it.
fn field((name, kind): Named<'_>) -> Result<TypePtr> {
    let text = Some(LogicalType::String);
    let (physical, logical) = match kind {
        Kind::Number => (Physical::INT64, None),
        Kind::Time => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MICROS))),
        Kind::Decimal => (Physical::DOUBLE, None),
        Kind::Toggle => (Physical::BOOLEAN, None),
        Kind::Date => (Physical::INT32, Some(LogicalType::Date)),
        Kind::Text => (Physical::BYTE_ARRAY, text),
        Kind::List => return list(name),
    };
    let builder = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
    Ok(Arc::new(builder.with_logical_type(logical).build().map_err(failed)?))
}

/// A list of texts, in the three levels that every reader knows.
fn list(name: &str) -> Result<TypePtr> {
    let element = Type::primitive_type_builder("element", Physical::BYTE_ARRAY)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::String));
    let repeated = Type::group_type_builder("list")
        .with_repetition(Repetition::REPEATED)
        .with_fields(vec![Arc::new(element.build().map_err(failed)?)]);
    let outer = Type::group_type_builder(name)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::List))
        .with_fields(vec![Arc::new(repeated.build().map_err(failed)?)]);
    Ok(Arc::new(outer.build().map_err(failed)?))
}

/// What went wrong, as the system said it where it did.
fn failed(error: ParquetError) -> Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<std::io::Error>() {
            Ok(error) => Error::from(*error),
            Err(other) => Error::io(format!("cannot write Parquet: {other}")),
        },
        other => Error::io(format!("cannot write Parquet: {other}")),
    }
}

#[cfg(test)]
mod tests;
