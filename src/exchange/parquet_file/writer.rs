//! Batches on their way to the disk: row groups of bounded size, in one file or in a folder of months.

use std::collections::BTreeMap;
use std::io::Write;

use parquet::column::writer::{ColumnWriterImpl, get_typed_column_writer_mut};
use parquet::data_type::{BoolType, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};

use super::batch::{Batch, Column, Month, Unheld, Values};
use super::{Sheet, failed};
use crate::error::{Error, Result};
use crate::exchange::output_folder::OutputFolder;

/// Rows of a group, unless they take more memory than a group may.
const ROWS: usize = 122_880;

/// Bytes of memory of a group.
const BYTES: usize = 16 << 20;

type Out<'a> = Box<dyn Write + Send + 'a>;

/// Writes batches in order. What is not on its way yet is at most one row group and one batch.
pub struct ParquetWriter<'a> {
    sheet: &'a Sheet,
    place: Place<'a>,
    open: Option<SerializedFileWriter<Out<'a>>>,
    pending: Batch,
    unheld: Unheld,
}

enum Place<'a> {
    /// One file, until it is begun.
    File(Option<Out<'a>>),
    /// A folder, and how many files each month has in it.
    Folder(&'a OutputFolder, BTreeMap<Month, u32>),
}

impl<'a> ParquetWriter<'a> {
    /// All rows in one file.
    pub fn file(sheet: &'a Sheet, out: impl Write + Send + 'a) -> Self {
        Self::new(sheet, Place::File(Some(Box::new(out))))
    }

    /// A file for each month.
    pub fn folder(sheet: &'a Sheet, folder: &'a OutputFolder) -> Self {
        Self::new(sheet, Place::Folder(folder, BTreeMap::new()))
    }

    fn new(sheet: &'a Sheet, place: Place<'a>) -> Self {
        Self { sheet, place, open: None, pending: sheet.batch(None), unheld: Unheld::default() }
    }

    /// Values so far that the file does not hold as they are.
    pub fn unheld(&self) -> Unheld {
        let mut unheld = self.unheld;
        self.pending.columns.iter().for_each(|column| unheld += column.unheld);
        unheld
    }

    /// Takes what [`Sheet::row`] made.
    ///
    /// # Errors
    /// As writing fails.
    pub fn take(&mut self, batches: &[Batch]) -> Result<()> {
        for batch in batches {
            if batch.month != self.pending.month {
                self.close()?;
                self.pending.month = batch.month;
            }
            self.pending.join(batch);
            if self.pending.rows >= ROWS || self.pending.size() >= BYTES {
                self.flush()?;
            }
        }
        Ok(())
    }

    /// Writes what is left, and the end of the file. Without any row there is one empty file all the same, which tells
    /// the columns.
    ///
    /// # Errors
    /// As writing fails.
    pub fn finish(&mut self) -> Result<()> {
        let written = matches!(&self.place, Place::Folder(_, parts) if !parts.is_empty());
        if self.open.is_none() && !written {
            self.open = Some(self.begin()?);
        }
        self.close()
    }

    /// Ends the file that is open.
    fn close(&mut self) -> Result<()> {
        if self.pending.rows > 0 {
            self.flush()?;
        }
        if let Some(file) = self.open.take() {
            file.into_inner().map_err(failed)?.flush()?;
        }
        Ok(())
    }

    /// Writes what is pending as one row group.
    fn flush(&mut self) -> Result<()> {
        let mut file = match self.open.take() {
            Some(file) => file,
            None => self.begin()?,
        };
        let mut group = file.next_row_group().map_err(failed)?;
        for column in &mut self.pending.columns {
            let mut writer = group.next_column().map_err(failed)?.ok_or_else(|| Error::bug("a column too many"))?;
            write(&mut writer, column)?;
            writer.close().map_err(failed)?;
            self.unheld += std::mem::take(&mut column.unheld);
        }
        group.close().map_err(failed)?;
        self.pending.clear();
        self.open = Some(file);
        Ok(())
    }

    fn begin(&mut self) -> Result<SerializedFileWriter<Out<'a>>> {
        let out = match &mut self.place {
            Place::File(out) => out.take().ok_or_else(|| Error::bug("a file was begun twice"))?,
            Place::Folder(folder, parts) => {
                let part = parts.entry(self.pending.month).or_default();
                *part += 1;
                Box::new(folder.file(&format!("created_month={}/part-{part:04}.parquet", named(self.pending.month)))?)
            }
        };
        SerializedFileWriter::new(out, self.sheet.schema.clone(), self.sheet.properties.clone()).map_err(failed)
    }
}

/// A month in the name of a folder.
fn named(month: Month) -> String {
    month.map_or_else(|| "unknown".to_owned(), |(year, month)| format!("{year:04}-{month:02}"))
}

/// Writes one column of a row group.
fn write(writer: &mut SerializedColumnWriter<'_>, column: &mut Column) -> Result<()> {
    let Column { values, levels, repeats, .. } = column;
    match values {
        Values::Whole(values) => put::<Int64Type>(writer, values, levels, None),
        Values::Decimal(values) => put::<DoubleType>(writer, values, levels, None),
        Values::Toggle(values) => put::<BoolType>(writer, values, levels, None),
        Values::Day(values) => put::<Int32Type>(writer, values, levels, None),
        Values::Text(texts) => put::<ByteArrayType>(writer, &texts.take(), levels, None),
        Values::List(texts) => put::<ByteArrayType>(writer, &texts.take(), levels, Some(repeats)),
    }
}

fn put<T: DataType>(
    writer: &mut SerializedColumnWriter<'_>,
    values: &[T::T],
    levels: &[i16],
    repeats: Option<&[i16]>,
) -> Result<()> {
    let writer: &mut ColumnWriterImpl<'_, T> = get_typed_column_writer_mut(writer.untyped());
    writer.write_batch(values, Some(levels), repeats).map_err(failed)?;
    Ok(())
}
