//! The one place that knows every layout: what is made of what is read, and which writer takes it where.

use std::path::Path;

use jiff::tz::TimeZone;

use super::bytes::{ChatLines, PartedLines, PartedRows};
use super::change::{Changing, DIVIDING, Spreadsheet, columns};
use super::kind::Kind;
use super::layout::Layout;
use super::loss::Losses;
use super::place::Way;
use super::source::{Rows, Written, write_chats};
use super::split::Split;
use super::transcripts::{Articles, Texts, begin_texts};
use super::typed::FieldKinds;
use crate::commands::watch::Watch;
use crate::error::{Error, Result};
use crate::exchange::parquet_file::{ParquetWriter, Sheet};
use crate::exchange::redact::Redactor;
use crate::exchange::transcript::{Look, OneFile, Pages};
use crate::model::time::Time;
use crate::output::rows::{Form, RowForm};
use crate::store::{Choice, Store};

/// What is written, and how.
pub struct Task<'a> {
    /// What it holds.
    pub kind: Kind,
    /// How it is written down.
    pub layout: Layout,
    /// `None` for whole chats.
    pub rows: Option<Rows>,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// A person looks at it: hidden characters become visible.
    pub washed: bool,
    /// For a spreadsheet, where it is for one.
    pub spreadsheet: Option<Spreadsheet>,
    /// What takes names and numbers out, where anything does.
    pub redactor: Option<Redactor>,
    /// Where it is divided.
    pub split: Option<Split>,
    /// What it says of itself.
    pub about: About<'a>,
    /// What belongs at the end of it is kept in this folder meanwhile.
    pub beside: &'a Path,
    /// What of it the layout does not hold as it is.
    pub losses: Losses,
}

/// What a file says of the export it comes from.
pub struct About<'a> {
    /// The zone of its times.
    pub zone: &'a TimeZone,
    /// The name of the zone.
    pub zone_name: String,
    /// Which chats were chosen; `None` for all.
    pub query: Option<String>,
    /// When.
    pub now: Time,
    /// Whether internal notes are in transcripts.
    pub notes: bool,
}

impl Task<'_> {
    /// Writes it, all but giving it its name.
    ///
    /// # Errors
    /// As reading and writing fail, and where a signal asked to stop.
    pub fn write(&mut self, from: (&Store, &Choice<'_>), way: Way<'_>, watch: &Watch) -> Result<Written> {
        match (self.layout, way) {
            (Layout::Html, way) => self.pages(from, way, watch),
            (Layout::Parquet, way) => self.columns(from, way, watch),
            (Layout::Txt, Way::Stream(out)) => {
                begin_texts(&self.about.zone_name, &mut *out)?;
                let texts = Texts { zone: self.about.zone, notes: self.about.notes };
                write_chats(from, &self.changing(&texts), &mut PartedLines::new(out, None), watch)
            }
            (layout, Way::Stream(out)) => match (&self.rows, layout.rows()) {
                (Some(rows), Some(form)) => {
                    let form = if self.spreadsheet.is_some() { Form::Excel } else { form };
                    let form = RowForm::new(form, rows.columns());
                    let form = if self.washed { form.washed() } else { form };
                    let maker = self.changing(&form);
                    rows.write(from, &maker, &mut PartedRows::new(out, form.clone(), self.split), watch)
                }
                _ => write_chats(from, &self.changing(&ChatLines), &mut PartedLines::new(out, self.split), watch),
            },
            (_, Way::Folder(_)) => Err(Error::bug("a layout of one file was given a folder")),
        }
    }

    /// A maker of what is changed first, where anything is.
    fn changing<'a, M>(&'a self, maker: &'a M) -> Changing<'a, M> {
        let names: Vec<&str> = self.columns.iter().map(String::as_str).collect();
        let known = |redactor| (redactor, columns(self.kind, &names));
        let losses = matches!(self.layout, Layout::Csv | Layout::Tsv).then_some(&self.losses);
        Changing { maker, losses, spreadsheet: self.spreadsheet.as_ref(), redact: self.redactor.as_ref().map(known) }
    }

    fn pages(&self, from: (&Store, &Choice<'_>), way: Way<'_>, watch: &Watch) -> Result<Written> {
        let About { zone, zone_name, query, now, notes } = &self.about;
        let look = Look { zone, zone_name, query: query.as_deref(), now: *now, notes: *notes };
        let articles = Articles { look, own_page: matches!(way, Way::Folder(_)) };
        match way {
            Way::Stream(mut out) => {
                let mut page = OneFile::begin(look, &mut out, self.beside)?;
                let written = write_chats(from, &self.changing(&articles), &mut page, watch)?;
                drop(page);
                out.count(written.rows);
                Ok(written)
            }
            Way::Folder(folder) => write_chats(from, &self.changing(&articles), &mut Pages::begin(look, folder), watch),
        }
    }

    fn columns(&mut self, from: (&Store, &Choice<'_>), way: Way<'_>, watch: &Watch) -> Result<Written> {
        let rows = self.rows.take().ok_or_else(|| Error::bug("whole chats have no columns"))?;
        let fields = FieldKinds::of(rows.fields().0, from.0)?;
        let kinds = rows.kinds(&fields);
        let says = [
            ("kind", self.kind.name().to_owned()),
            ("version", env!("CARGO_PKG_VERSION").to_owned()),
            ("query", self.about.query.clone().unwrap_or_default()),
            ("zone", self.about.zone_name.clone()),
            ("moment", self.about.now.rfc3339()),
        ];
        let months = matches!(way, Way::Folder(_)).then(|| self.about.zone.clone());
        let sheet = Sheet::new(&kinds, &says, months)?;
        match way {
            Way::Stream(mut out) => {
                let mut writer = ParquetWriter::file(&sheet, &mut out);
                let written = rows.write(from, &self.changing(&sheet), &mut writer, watch)?;
                self.losses.columns = writer.unheld();
                drop(writer);
                out.count(written.rows);
                Ok(written)
            }
            Way::Folder(folder) => {
                let divided = rows.by_month().ok_or_else(|| Error::bug("rows of no month were given a folder"))?;
                let mut writer = ParquetWriter::folder(&sheet, folder);
                let mut maker = self.changing(&sheet);
                if let Some((_, columns)) = &mut maker.redact {
                    columns.insert(0, DIVIDING);
                }
                let written = divided.write(from, &maker, &mut writer, watch)?;
                drop(maker);
                self.losses.columns = writer.unheld();
                Ok(written)
            }
        }
    }
}
