//! What a command line, or the terms of a job, ask to be written, and what does not go together.

use super::Export;
use super::job::Job;
use super::kind::Kind;
use super::layout::{Layout, kind_and_layout};
use super::place::Place;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::exchange::age_file::{Recipients, check_name};
use crate::query::Filter;

/// What is to be written, how, and where to.
#[derive(Debug)]
pub struct Subject {
    /// Which chats.
    pub filter: Filter,
    /// Where to.
    pub place: Place,
    /// What of them.
    pub kind: Kind,
    /// How.
    pub layout: Layout,
    /// The columns, where not all of them.
    pub columns: Option<Vec<String>>,
    /// Whether texts are guarded against spreadsheets.
    pub excel: bool,
    /// To whom it is encrypted.
    pub recipients: Option<Recipients>,
}

impl Subject {
    /// What the flags say, or the terms of the job that is run.
    ///
    /// # Errors
    /// `Usage` for what no export can write.
    pub fn of(export: &Export, job: Option<&Job>, cx: &Context) -> Result<Self> {
        let terminal = cx.output.terminal().stdout;
        let query = job.map_or(export.query.as_deref(), |job| job.terms.query.as_deref());
        let (place, kind, layout) = match job {
            Some(job) => (Place::of(Some(job.file()), false)?, job.kind, job.layout),
            None => {
                let place = Place::of(export.output.clone(), terminal)?;
                let (kind, layout) = kind_and_layout(export.kind, cx.output.asked_format(), place.path())?;
                (place, kind, layout)
            }
        };
        let columns = job.map_or_else(|| cx.output.columns(), |job| job.terms.columns.as_deref());
        let subject = Self {
            filter: export.filters.filter(query, &cx.clock)?,
            place,
            kind,
            layout,
            columns: columns.map(<[String]>::to_vec),
            excel: job.map_or(export.excel, |job| job.terms.excel),
            recipients: job.map_or_else(|| export.encrypt.recipients(cx), Job::recipients)?,
        };
        subject.kind.check_columns(subject.columns.as_deref())?;
        subject.check_place(terminal)?;
        subject.check_flags(export, query)?;
        Ok(subject)
    }

    /// Refuses flags that the kind, the layout or the place knows nothing of.
    fn check_flags(&self, export: &Export, query: Option<&str>) -> Result<()> {
        let Self { place, kind, layout, .. } = self;
        if !kind.takes_query() && (query.is_some() || !export.filters.is_empty()) {
            return Err(Error::usage(format!("--kind {} takes no query: it belongs to no chat", kind.name()))
                .hint("leave the query and the filters out; all there is for you is written"));
        }
        if self.excel && *layout != Layout::Csv {
            return Err(Error::usage("--excel is for CSV").hint("name the file .csv, or say --format csv"));
        }
        if export.with_notes && !layout.is_transcript() {
            return Err(Error::usage("--with-notes is for transcripts: html and txt")
                .hint("whole chats as jsonl have them anyway; --kind notes writes them as rows"));
        }
        if export.split.is_some() && !layout.is_divided() {
            return Err(Error::usage(format!("--split cannot divide {}", layout.name()))
                .hint("it divides csv, tsv, json and jsonl; a folder/ of html or parquet has many files too"));
        }
        if export.attachments && (place.is_standard_output() || place.is_folder() || !kind.is_of_chats()) {
            return Err(Error::usage("--attachments needs a file, and a kind that is about chats")
                .hint("name a file with --output FILE, and choose whole, chats or messages"));
        }
        Ok(())
    }

    /// Refuses a place that cannot hold the kind or the layout.
    fn check_place(&self, terminal: bool) -> Result<()> {
        let Self { place, kind, layout, recipients, .. } = self;
        check_name(place.path(), recipients.as_ref())?;
        if recipients.is_some() && place.is_folder() {
            return Err(Error::usage("a folder of files is not encrypted")
                .hint("leave the slash out to name a file: --output history.parquet.age"));
        }
        if recipients.is_some() && place.is_standard_output() && terminal {
            return Err(Error::usage("encrypted bytes are nothing for a terminal")
                .hint("name a file with --output, or write to a pipe"));
        }
        if place.is_folder() && !layout.fills_folders() {
            return Err(Error::usage("only html and parquet fill a folder").hint("leave the slash out to name a file"));
        }
        if place.is_folder() && !kind.is_of_chats() {
            let kind = kind.name();
            return Err(Error::usage(format!("--kind {kind} has no months to fill a folder with"))
                .hint(format!("name a file: --output {kind}.parquet")));
        }
        if place.is_standard_output() && terminal && !layout.is_shown() {
            return Err(Error::usage("a terminal cannot show html or parquet").hint("name a file with --output"));
        }
        Ok(())
    }
}
