//! `livechats export`
//!
//! What is written is a [`Kind`], how is a [`Layout`], where is a [`Place`]; [`source`] brings them together.

mod attach;
mod bytes;
mod change;
mod job;
mod kind;
mod layout;
mod loss;
mod place;
mod source;
mod split;
mod subject;
mod transcripts;
mod typed;
mod verify;
mod write;

use std::path::PathBuf;

use clap::Args;

use crate::commands::args::{EncryptFlags, FilterFlags, format_parser, long_help, warn_of_fields};
use crate::commands::watch::Watch;
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::exchange::excel::{MOST_CHARACTERS, MOST_ROWS};
use crate::exchange::manifest::{Counts, Head, Manifest};
use crate::exchange::output_set::How;
use crate::exchange::redact::{Profile, Redactor, read_key};
use crate::model::permission::Need;
use crate::model::time::Clock;
use crate::output::Format;
use crate::output::number::{counted, grouped};
use crate::output::progress::Unit;
use crate::query::{FieldOwner, Filter};
use crate::store::Choice;
use attach::AttachmentFolder;
use change::Spreadsheet;
use job::{Asked, Job};
use kind::{Kind, columns_of_kinds};
use loss::Losses;
use place::{Place, Way};
use source::{Rows, Written};
use split::Split;
use subject::Subject;
use verify::verify;
use write::{About, Task};

/// Write chats, and what belongs to them, to a file
///
/// The file appears under its name only when it is whole, readable by your account only, and then a manifest beside it
/// (NAME.manifest.json) with its digest. Nothing is left out silently: the last line tells how many of how many it holds.
/// Internal notes are in whole chats and in --kind notes, and in nothing else.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = long_help(EXAMPLES, &columns_of_kinds()))]
pub struct Export {
    /// Which chats, and of other kinds what belongs to them [default: all that are not in the bin]
    query: Option<String>,
    /// The file to write, or a folder/ for html and parquet; `-` is standard output [default: standard output, if it is no
    /// terminal]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// What to write [default: whole for jsonl, html and txt, else chats]
    #[arg(long, value_enum)]
    kind: Option<Kind>,
    /// How to write it [default: as the file's name ends, else jsonl]
    #[arg(long, value_name = "FORMAT", value_parser = format_parser(&FORMATS))]
    format: Option<Format>,
    /// CSV for spreadsheets: a byte order mark, CR LF, and a ' in front of texts that would be formulas
    #[arg(long)]
    excel: bool,
    /// Internal notes in transcripts too
    #[arg(long)]
    with_notes: bool,
    /// Take out of every text: several between commas; counted on the last line and in the manifest
    #[arg(long, value_enum, value_name = "PROFILE", value_delimiter = ',')]
    redact: Vec<Profile>,
    /// A file whose bytes decide the stand-ins, so that they are the same in every export [default: new ones each time]
    #[arg(long, value_name = "FILE", requires = "redact")]
    redact_key: Option<PathBuf>,
    /// Several files of so many rows (100000) or bytes (100MB) at most: NAME-0001.csv, NAME-0002.csv …
    #[arg(long, value_name = "ROWS|SIZE", value_parser = Split::parse)]
    split: Option<Split>,
    /// The attachments of these chats that are kept here, into the folder NAME.attachments beside the file
    #[arg(long, conflicts_with_all = ["redact", "encrypt_to", "encrypt_to_file"])]
    attachments: bool,
    #[command(flatten)]
    encrypt: EncryptFlags,
    /// No manifest beside the file
    #[arg(long)]
    no_manifest: bool,
    /// Replace the file if it is there
    #[arg(long)]
    force: bool,
    /// Write what changed since the last good run of this job, as the next file of its folder; see `livechats job`
    #[arg(long, value_name = "NAME", value_parser = job::parse_name, conflicts_with_all = ["split", "no_manifest", "force", "verify", "attachments", "redact"])]
    job: Option<String>,
    /// Check a file (or all in a folder) against the manifest beside it, and that against the record; write nothing
    #[arg(long, value_name = "FILE", conflicts_with_all = ["query", "output", "kind", "excel", "redact", "with_notes", "attachments", "encrypt_to", "encrypt_to_file", "split", "no_manifest", "force"])]
    verify: Option<PathBuf>,
    #[command(flatten)]
    filters: FilterFlags,
}

/// What an export can be written as.
const FORMATS: [Format; 7] =
    [Format::Csv, Format::Tsv, Format::Json, Format::Jsonl, Format::Html, Format::Txt, Format::Parquet];

const EXAMPLES: &str = "\
Examples:
  livechats export -o all.jsonl                         every chat, with all that belongs to it
  livechats export status:closed -o closed.csv          one row a chat, custom fields as columns
  livechats export created:2026-01 -o jan.csv --kind messages
                                                        one row a message
  livechats export --tag billing | gzip > billing.jsonl.gz
  livechats export --tag complaint -o complaints.html   transcripts to read and to print
  livechats export -o history/ --format parquet         columns with types, a folder for each month
  livechats export -o ids.tsv --columns id,source,external,field.order
  livechats export tag:vip --kind people -o vip.csv --excel
                                                        the persons of these chats, for a spreadsheet
  livechats export -o safe.jsonl --redact all           without names, addresses and numbers
  livechats export -o all.jsonl --attachments --split 1GB
  livechats export -o all.jsonl.age --encrypt-to age1…   readable for the holder of that key alone
  livechats export --verify all.jsonl                   exit code 9 if it is not what was written";

impl Work for Export {
    fn need(&self) -> Need {
        match self.kind.unwrap_or(Kind::Whole).need() {
            _ if self.verify.is_some() => Need::Known,
            Need::Chats(_) if self.attachments => Need::ExportAttachments,
            need => need,
        }
    }

    /// Writes the chats and says how many.
    fn run(self, cx: &mut Context) -> Result<()> {
        if let Some(path) = &self.verify {
            return match self.filters.is_empty() {
                true => verify(path, cx),
                false => Err(Error::usage("--verify checks whole files: leave the filters out")),
            };
        }
        let mut job = self.begin_job(cx)?;
        let Subject { filter, place, kind, layout, columns, excel, recipients } = Subject::of(&self, job.as_ref(), cx)?;
        // A file of this run's number is of one that was cut off: nobody was told of it.
        let force = self.force || job.is_some();
        let is_encrypted = recipients.is_some();
        let how = How { force, in_parts: self.split.is_some(), with_manifest: !self.no_manifest, recipients };
        let key = self
            .redact_key
            .as_deref()
            .map(|path| cx.check_named_file(path).and_then(|()| read_key(path)))
            .transpose()?;
        let mut target = place.open(how, cx)?;
        let folder = self.attachments.then(|| AttachmentFolder::create(place.path(), self.force)).transpose()?;
        let store = cx.store()?;
        // Nothing leaves that cannot be recorded: so this comes first.
        let mut record = cx.store_for_recording()?;
        let rows = Rows::of(kind, columns.as_deref(), &store)?;
        let fields = rows.as_ref().map_or((FieldOwner::Chat, &[][..]), Rows::fields);
        warn_of_fields(&mut cx.output, &store, &filter, fields)?;

        let watched = target.is_standard_output() && cx.output.terminal().stdout;
        let expected = match filter == Filter::EVERYTHING && matches!(kind, Kind::Chats | Kind::Whole) {
            true => Some(store.count_within_reach(cx.clock.now)?),
            false => None,
        };
        // Rows on the terminal are progress enough.
        let progress = (!watched).then(|| cx.output.progress(expected, Unit::Items, "exporting"));
        let watch = Watch::new(progress, cx.stop());
        let choice = Choice::new(&filter, false, cx.clock.now);
        let clock = cx.clock.clone();
        let about = About {
            zone: &clock.zone,
            zone_name: clock.zone_name(),
            query: self.told_query(&filter),
            now: clock.now,
            notes: self.with_notes,
        };
        let beside = place.beside(is_encrypted, cx);
        let spreadsheet = excel.then(Spreadsheet::default);
        let redactor = match (self.redact.is_empty(), key) {
            (true, _) => None,
            (false, Some(key)) => Some(Redactor::new(&self.redact, &key)),
            (false, None) => Some(Redactor::new(&self.redact, &store.random_bytes()?)),
        };
        let columns = rows.as_ref().map_or_else(Vec::new, Rows::columns).into_iter().map(str::to_owned).collect();
        let mut task = Task {
            kind,
            layout,
            rows,
            columns,
            washed: watched,
            spreadsheet,
            redactor,
            split: self.split,
            about,
            beside: &beside,
            losses: Losses::default(),
        };
        let mut folder = folder;
        if target.is_standard_output() {
            // What is out cannot be had back: that it was begun stands in the record before the first byte.
            record.record_export(&cx.actor(), kind.name(), &[("begun", 1)])?;
        }
        let written = match &mut job {
            None => store.at_one_moment(|| {
                let written = task.write((&store, &choice), target.way(cx), &watch)?;
                if let Some(folder) = &mut folder {
                    folder.fill((&store, &choice), &watch)?;
                }
                Ok(written)
            }),
            Some(job) => {
                let turns = job::turns(job.terms.query.as_deref(), &filter, cx)?;
                let written =
                    job.write(&store, &choice, turns, |choice| task.write((&store, choice), target.way(cx), &watch))?;
                if job.is_idle() {
                    watch.finish();
                    drop(store);
                    if let Some(terms) = job.moved() {
                        record.move_job(&cx.actor(), &job.name, &terms)?;
                    }
                    cx.output.say(&job.idle_sentence());
                    return Ok(());
                }
                if let Way::Stream(out) = target.way(cx) {
                    job.write_changes(out)?;
                }
                Ok(written)
            }
        };
        let attached = folder.as_ref().map(AttachmentFolder::counts);
        // The last reader leaves first, so that the record is written into the one file at rest.
        drop(store);
        let counts = match &written {
            Ok(written) => {
                let mut counts = task.counts(written);
                counts.extend(attached.map(|(saved, _)| ("attachments", saved)));
                counts
            }
            // Part of it is out; of a file nothing stays.
            Err(_) if target.is_standard_output() => vec![("unfinished", 1)],
            Err(_) => Vec::new(),
        };
        if !counts.is_empty() && job.is_none() {
            record.record_export(&cx.actor(), kind.name(), &counts)?;
        }
        let written = written?;
        let manifest = Manifest { job: job.as_ref().map(Job::told), ..task.manifest(&written, &cx.clock) };
        let manifest = if is_encrypted { manifest.of_encrypted() } else { manifest };
        let files = target.finish(manifest, folder, |manifest| match &job {
            // Whoever waits for the manifest takes nothing that is not recorded.
            Some(job) => {
                let terms = job.terms.write();
                let run = job.run(&terms, std::str::from_utf8(manifest).unwrap_or_default());
                record.record_job(&cx.actor(), kind.name(), &counts, run)
            }
            None => Ok(()),
        })?;
        watch.finish();
        task.losses.told().iter().for_each(|note| cx.output.warn(note));
        task.beyond_spreadsheets(&written).iter().for_each(|note| cx.output.warn(note));
        let mut sentence = job.map_or_else(|| task.sentence(&written, &place, files), |job| job.sentence());
        if let Some((saved, missing)) = attached {
            let missing = if missing > 0 { format!(", {} not kept here", grouped(missing)) } else { String::new() };
            sentence.push_str(&format!(" {} saved{missing}.", counted(saved, "attachment")));
        }
        // Nothing is said to be out before it is.
        cx.output.flush()?;
        cx.output.say(&sentence);
        Ok(())
    }
}

impl Export {
    /// The query, as the files may tell of it. One for a name or a number says what is taken out of them.
    fn told_query(&self, filter: &Filter) -> Option<String> {
        (*filter != Filter::EVERYTHING && self.redact.is_empty()).then(|| filter.to_string())
    }

    /// The run of a job, where it is one.
    fn begin_job(&self, cx: &mut Context) -> Result<Option<Job>> {
        let Some(name) = &self.job else { return Ok(None) };
        if !self.filters.is_empty() {
            return Err(
                Error::usage("a job keeps its query, and no flags").hint("say them in the query: 'tag:billing'")
            );
        }
        let columns = cx.output.columns().map(<[String]>::to_vec);
        let asked = Asked {
            name,
            query: self.query.as_deref(),
            kind: self.kind,
            format: cx.output.asked_format(),
            columns: columns.as_deref(),
            excel: self.excel,
            folder: self.output.as_deref(),
            recipients: self.encrypt.recipients(cx)?,
        };
        let store = cx.store()?;
        Job::begin(&asked, &store, cx).map(Some)
    }
}

impl Task<'_> {
    /// What is told of it beside its files.
    fn manifest(&self, written: &Written, clock: &Clock) -> Manifest {
        let moment = &written.moment;
        let about_chats = matches!(self.kind, Kind::Chats | Kind::Messages | Kind::Whole);
        Manifest {
            program: format!("livechats {}", env!("CARGO_PKG_VERSION")),
            schema: moment.schema,
            kind: self.kind.name().to_owned(),
            format: self.layout.name().to_owned(),
            columns: self.columns.clone(),
            query: self.about.query.clone().unwrap_or_default(),
            zone: clock.zone_name(),
            written: clock.now.rfc3339(),
            record: Head { operation: moment.operation, digest: moment.digest.clone() },
            counts: Counts { chats: about_chats.then_some(written.chats), rows: written.rows, of: moment.total },
            excel: self.spreadsheet.is_some(),
            redacted: self.redactor.as_ref().map_or_else(Vec::new, Redactor::counts),
            ..Manifest::default()
        }
    }

    /// What a spreadsheet would not show; the file is whole.
    fn beyond_spreadsheets(&self, written: &Written) -> Vec<String> {
        let Some(spreadsheet) = &self.spreadsheet else { return Vec::new() };
        let mut notes = Vec::new();
        if written.rows >= MOST_ROWS {
            notes.push(format!(
                "a sheet holds {} rows, and this file has {}; the file is whole",
                grouped(MOST_ROWS),
                grouped(written.rows + 1)
            ));
        }
        if spreadsheet.too_long() > 0 {
            let texts = counted(spreadsheet.too_long(), "text");
            let most = grouped(MOST_CHARACTERS as u64);
            notes.push(format!("longer than the {most} characters of a cell: {texts}; the file is whole"));
        }
        notes
    }

    /// What the record tells of it.
    fn counts(&self, written: &Written) -> Vec<(&'static str, u64)> {
        let rows = (self.kind.counted(), written.rows);
        if self.kind == Kind::Messages { vec![("chats", written.chats), rows] } else { vec![rows] }
    }

    /// How many of how many.
    fn sentence(&self, written: &Written, place: &Place, files: usize) -> String {
        let (kind, total) = (self.kind, written.moment.total);
        let what = match kind {
            Kind::Messages => {
                let of_chats = counted(total, "chat");
                format!("{} of {} of {of_chats}", counted(written.rows, kind.one()), grouped(written.chats))
            }
            _ => format!("{} of {}", grouped(written.rows), counted(total, kind.one())),
        };
        let parts = if self.split.is_some() { format!(" in {}", counted(files as u64, "part")) } else { String::new() };
        let redacted =
            self.redactor.as_ref().map_or(String::new(), |redactor| format!("; {} redacted", redactor.told(grouped)));
        format!("Exported {what}{}{parts}{redacted}.", place.told())
    }
}

#[cfg(test)]
mod tests {
    use super::layout::Layout;
    use super::*;
    use crate::model::time::Time;
    use crate::store::Moment;

    #[test]
    fn the_sentence_tells_how_many_of_how_many() {
        let told = |kind, (chats, rows, all), output: &str| {
            let zone = jiff::tz::TimeZone::UTC;
            let task = Task {
                kind,
                layout: Layout::Jsonl,
                rows: None,
                columns: Vec::new(),
                washed: false,
                spreadsheet: None,
                redactor: None,
                split: None,
                about: About { zone: &zone, zone_name: String::new(), query: None, now: Time::EPOCH, notes: false },
                beside: std::path::Path::new("."),
                losses: Losses::default(),
            };
            let moment = Moment { schema: 1, operation: 1, digest: String::new(), total: all };
            let place = Place::of(Some(output.into()), false).unwrap();
            task.sentence(&Written { chats, rows, moment }, &place, 1)
        };
        let whole = |all, output| told(Kind::Whole, (4_177, 4_177, all), output);
        assert_eq!(whole(4_482, "a.jsonl"), "Exported 4,177 of 4,482 chats to a.jsonl.");
        assert_eq!(whole(4_177, "-"), "Exported 4,177 of 4,177 chats.");
        let messages = told(Kind::Messages, (2, 31, 3), "m.csv");
        assert_eq!(messages, "Exported 31 messages of 2 of 3 chats to m.csv.");
    }
}
