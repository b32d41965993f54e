//! `livechats export --job NAME`: files that follow each other, each with what changed since the one before.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use jiff::tz::TimeZone;

use super::kind::Kind;
use super::layout::Layout;
use super::place::Parts;
use super::source::{Rows, Written};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::exchange::age_file::{self, Recipients};
use crate::exchange::chat_line;
use crate::exchange::job_terms::Terms;
use crate::exchange::manifest::{ENDING, JobTold, manifest_of};
use crate::exchange::output_file::OutputFile;
use crate::model::job::JobRow;
use crate::model::time::{Clock, Time, UNNAMED};
use crate::output::Format;
use crate::output::number::{counted, grouped};
use crate::output::rows::{Form, RowForm};
use crate::query::{self, Filter, Term};
use crate::store::{Alone, Among, Choice, JobRun, Look, Store, digest_of};

/// Digits of a run's number, at least.
const DIGITS: usize = 6;

/// The header of the file of changes.
const CHANGES: &str = "chat,change\r\n";

/// What a command line says of a job.
#[derive(Debug)]
pub struct Asked<'a> {
    /// The job's name.
    pub name: &'a str,
    /// Which chats.
    pub query: Option<&'a str>,
    /// What is written of them.
    pub kind: Option<Kind>,
    /// How.
    pub format: Option<Format>,
    /// The columns.
    pub columns: Option<&'a [String]>,
    /// Whether texts are guarded against spreadsheets.
    pub excel: bool,
    /// The folder of its files.
    pub folder: Option<&'a Path>,
    /// To whom its files are encrypted.
    pub recipients: Option<Recipients>,
}

/// A run of a job.
#[derive(Debug)]
pub struct Job {
    /// Its name.
    pub name: String,
    /// What it writes.
    pub terms: Terms,
    /// What is written of chats.
    pub kind: Kind,
    /// How it is written.
    pub layout: Layout,
    row: Option<JobRow>,
    number: i64,
    /// What this run has to write, once that is known.
    pub look: Look,
    _alone: Alone,
}

/// A name that can be part of the name of a file.
///
/// # Errors
/// Says what a name may hold.
pub fn parse_name(text: &str) -> std::result::Result<String, String> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let begins = text.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric());
    if begins && text.len() <= 64 && text.bytes().all(fits) {
        return Ok(text.to_owned());
    }
    Err("letters a-z, digits, - _ and . at most 64, and a letter or digit first".to_owned())
}

impl Job {
    /// Begins a run: what is not said is as it was when the job began.
    ///
    /// # Errors
    /// `Denied` for whoever may not export every chat; `Busy` while another process runs it; `Conflict` for other terms than it began with; `Usage` for what no job can
    /// write; `Output` where the files of a job that is no more are.
    pub fn begin(asked: &Asked<'_>, store: &Store, cx: &mut Context) -> Result<Self> {
        store.check_exports_everything()?;
        let holder = format!("process {}, since {}", std::process::id(), cx.clock.now.rfc3339());
        let alone = Alone::job(cx.repository(), asked.name, &holder)?;
        let row = store.job(asked.name)?;
        let terms = match &row {
            Some(row) => asked.again(&row.terms, cx)?,
            None => asked.anew(cx)?,
        };
        let kind = Kind::from_str(&terms.kind, false).map_err(|_| unreadable(asked.name))?;
        let layout = Layout::named(&terms.format).ok_or_else(|| unreadable(asked.name))?;
        if let Some(zone) = &terms.zone {
            cx.clock.zone = TimeZone::get(zone).map_err(|_| unreadable(asked.name))?;
        }
        let number = row.as_ref().map_or(0, |row| row.runs) + 1;
        let job = Self {
            name: row.as_ref().map_or(asked.name, |row| &row.name).to_owned(),
            terms,
            kind,
            layout,
            row,
            number,
            look: Look::default(),
            _alone: alone,
        };
        job.finish_last()?;
        job.check_free()?;
        Ok(job)
    }

    /// The file of this run.
    pub fn file(&self) -> PathBuf {
        self.file_of(self.number)
    }

    fn file_of(&self, number: i64) -> PathBuf {
        self.named(number, self.layout.name())
    }

    fn changes_file(&self) -> PathBuf {
        self.named(self.number, "changes.csv")
    }

    fn named(&self, number: i64, ending: &str) -> PathBuf {
        let mut name = format!("{}-{number:0DIGITS$}.{ending}", self.name);
        if !self.terms.encrypt_to.is_empty() {
            name.push('.');
            name.push_str(age_file::ENDING);
        }
        self.terms.folder.join(name)
    }

    /// To whom its files are encrypted.
    ///
    /// # Errors
    /// `Damaged` where its terms cannot be read.
    pub fn recipients(&self) -> Result<Option<Recipients>> {
        Recipients::read::<&Path>(&self.terms.encrypt_to, &[]).map_err(|_| unreadable(&self.name))
    }

    /// A run that was cut off between its record and its manifest gets it now.
    fn finish_last(&self) -> Result<()> {
        let Some(JobRow { runs, manifest: Some(manifest), .. }) = &self.row else { return Ok(()) };
        let file = self.file_of(*runs);
        if file.is_file() && !manifest_of(&file).exists() {
            let mut out = OutputFile::create(&manifest_of(&file), false)?;
            out.write_all(manifest.as_bytes())?;
            out.finish()?;
        }
        Ok(())
    }

    /// Files of this run's number that nobody was told of are of a run that was cut off. But where a manifest tells of
    /// them, or of later ones, they are no files of this job: it was removed, or the repository is an older copy.
    fn check_free(&self) -> Result<()> {
        let Ok(entries) = std::fs::read_dir(&self.terms.folder) else { return Ok(()) };
        let number = |name: &str| -> Option<i64> {
            let rest = name.strip_suffix(ENDING)?.strip_prefix(&self.name)?.strip_prefix('-')?;
            rest.split_once('.')?.0.parse().ok()
        };
        let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        let Some(first) = names.filter(|name| number(name).is_some_and(|number| number >= self.number)).min() else {
            return Ok(());
        };
        let (own, there) = (self.number, self.terms.folder.join(first));
        Err(Error::output(format!(
            "run {own} of {} would stand beside {}, which is not of it",
            self.name,
            there.display()
        ))
        .hint(self.way_on()))
    }

    /// What to do where files are that are not of this job.
    fn way_on(&self) -> String {
        let move_away =
            "move its files away: they are of a job that was removed, or came after this copy of the repository";
        match &self.row {
            // Who took them in holds something else than is known here.
            Some(JobRow { operation: Some(_), .. }) => format!("{move_away}; then livechats job reset {}", self.name),
            _ => move_away.to_owned(),
        }
    }

    /// Finds what this run has to write, and lets `write` write that, at one moment of the repository.
    ///
    /// # Errors
    /// Those of reading and of `write`.
    pub fn write(
        &mut self,
        store: &Store,
        choice: &Choice<'_>,
        turns: bool,
        write: impl FnOnce(&Choice<'_>) -> Result<Written>,
    ) -> Result<Written> {
        let rows = match self.kind {
            Kind::Chats => Rows::of(Kind::Chats, None, store)?,
            _ => None,
        };
        store.at_one_moment(|| {
            self.look = store.what_changed(self.row.as_ref(), choice, turns, &|choice, tell| match &rows {
                Some(rows) => rows.digests(store, choice, tell),
                None => store
                    .each_whole(
                        choice,
                        |chat, out| {
                            let mut line = Vec::new();
                            chat_line::write(chat, &mut line);
                            out.push((chat.id, digest_of(&line)));
                        },
                        |made| {
                            made.of.iter().for_each(|(id, digest)| tell(*id, *digest));
                            Ok(())
                        },
                    )
                    .map(drop),
            })?;
            let keys = store.keys_of(self.look.written.keys().copied())?;
            write(&Choice { among: Among::Keys(&keys), ..*choice })
        })
    }

    /// Whether there is nothing to write: the copy holds all of it.
    pub fn is_idle(&self) -> bool {
        self.row.as_ref().is_some_and(|row| row.operation.is_some())
            && self.look.written.is_empty()
            && self.look.gone.is_empty()
    }

    /// Writes which chats are written, and which are gone.
    ///
    /// # Errors
    /// As for writing.
    pub fn write_changes(&self, out: &mut dyn Parts) -> Result<()> {
        out.next_file(&self.changes_file())?;
        out.write_all(CHANGES.as_bytes())?;
        for id in self.look.written.keys() {
            write!(out, "{id},written\r\n")?;
        }
        for (id, gone) in &self.look.gone {
            write!(out, "{id},{}\r\n", gone.name())?;
        }
        Ok(())
    }

    /// What the manifest tells of the run.
    pub fn told(&self) -> JobTold {
        JobTold {
            name: self.name.clone(),
            run: self.number,
            after: self.row.as_ref().and_then(|row| row.operation),
            written: self.look.written.len() as u64,
            gone: self.look.gone.len() as u64,
            chats: self.look.chats,
        }
    }

    /// The run as it is recorded.
    pub fn run<'a>(&'a self, terms: &'a str, manifest: &'a str) -> JobRun<'a> {
        JobRun { name: &self.name, terms, look: &self.look, manifest }
    }

    /// The terms, where it is to write to another folder than before.
    pub fn moved(&self) -> Option<String> {
        let before = Terms::read(&self.row.as_ref()?.terms);
        (before.as_ref() != Some(&self.terms)).then(|| self.terms.write())
    }

    /// What was done.
    pub fn sentence(&self) -> String {
        let (written, gone) = (self.look.written.len() as u64, self.look.gone.len() as u64);
        let left = if gone == 0 { String::new() } else { format!(", {} gone,", grouped(gone)) };
        let file = self.file();
        // Below the folder that one works in, that is how one would name it.
        let here = std::path::absolute(".").ok();
        let shown = here.and_then(|here| file.strip_prefix(here).ok()).unwrap_or(&file);
        format!("Exported {}{left} to {}.", counted(written, "chat"), shown.display())
    }

    /// What was not done.
    pub fn idle_sentence(&self) -> String {
        let before = self.number - 1;
        let moved = match self.moved() {
            Some(_) => format!(" Its files go to {} from now on.", self.terms.folder.display()),
            None => String::new(),
        };
        format!("Nothing changed since run {before} of '{}'; no file was written.{moved}", self.name)
    }
}

impl Asked<'_> {
    fn anew(&self, cx: &Context) -> Result<Terms> {
        let folder = self.folder.ok_or_else(|| {
            Error::usage(format!("there is no job {} yet", self.name))
                .hint(format!("say the folder of its files: export --job {} --output FOLDER", self.name))
        })?;
        let layout = Layout::asked(self.format.unwrap_or(Format::Jsonl))?;
        let kind = self.kind.unwrap_or(if layout == Layout::Jsonl { Kind::Whole } else { Kind::Chats });
        let fits = match kind {
            Kind::Whole => layout == Layout::Jsonl,
            Kind::Chats | Kind::Messages => layout.is_divided(),
            _ => false,
        };
        if !fits {
            return Err(Error::usage(format!("a job cannot write {} as {}", kind.name(), layout.name()))
                .hint("jobs write whole chats as jsonl, and chats and messages as csv, tsv, json or jsonl"));
        }
        Ok(Terms {
            query: self.query.map(str::to_owned),
            kind: kind.name().to_owned(),
            format: layout.name().to_owned(),
            columns: self.columns.map(<[String]>::to_vec),
            excel: self.excel,
            zone: zone_of(&cx.clock),
            folder: absolute(folder)?,
            encrypt_to: self.recipients.as_ref().map(Recipients::texts).unwrap_or_default(),
        })
    }

    /// The terms that the job began with, unless others were said. The folder may be another one.
    fn again(&self, known: &str, cx: &Context) -> Result<Terms> {
        let mut terms: Terms = Terms::read(known).ok_or_else(|| unreadable(self.name))?;
        let said = [
            ("query", self.query.map(str::to_owned), terms.query.clone().unwrap_or_default()),
            ("--kind", self.kind.map(|kind| kind.name().to_owned()), terms.kind.clone()),
            ("--format", self.format.map(|format| format.name().to_owned()), terms.format.clone()),
            (
                "--columns",
                self.columns.map(|columns| columns.join(",")),
                terms.columns.clone().unwrap_or_default().join(","),
            ),
            ("--excel", (self.excel && !terms.excel).then(|| "yes".to_owned()), "no".to_owned()),
            (
                "--encrypt-to",
                self.recipients.as_ref().map(|recipients| recipients.texts().join(",")),
                terms.encrypt_to.join(","),
            ),
            ("--tz", zone_of(&cx.clock).filter(|_| cx.zone_is_named()), terms.zone.clone().unwrap_or_default()),
        ];
        for (name, said, known) in said {
            if said.is_some_and(|said| said != known) {
                let known = if known.is_empty() { "none".to_owned() } else { known };
                return Err(Error::conflict(format!("the job {} began with another {name}: {known}", self.name)).hint(
                    "a copy follows one set of terms: leave it out, take another name, or livechats job remove",
                ));
            }
        }
        if let Some(folder) = self.folder {
            terms.folder = absolute(folder)?;
        }
        Ok(terms)
    }
}

/// Whether a query may match other chats although nothing changed: it has ages, days like `today`, or running bans.
pub fn turns(text: Option<&str>, filter: &Filter, cx: &Context) -> Result<bool> {
    let Some(text) = text else { return Ok(false) };
    // Half of all time away no age or day is the same.
    let now = Time::from_micros(cx.clock.now.micros() / 2).unwrap_or(Time::EPOCH);
    let then = Clock { now, ..cx.clock.clone() };
    Ok(query::parse(text, &then)? != *filter || asks_bans(filter))
}

fn asks_bans(filter: &Filter) -> bool {
    match filter {
        Filter::Term(term) => matches!(term, Term::Ban(_)),
        Filter::All(parts) | Filter::Any(parts) => parts.iter().any(asks_bans),
        Filter::Not(part) => asks_bans(part),
    }
}

fn zone_of(clock: &Clock) -> Option<String> {
    clock.zone.iana_name().filter(|name| *name != UNNAMED).map(str::to_owned)
}

fn absolute(folder: &Path) -> Result<PathBuf> {
    let absolute = std::path::absolute(folder)?;
    if absolute.is_dir() {
        return Ok(absolute);
    }
    Err(Error::output(format!("{} is no folder", folder.display())).hint("make it first: the files of a job go there"))
}

fn unreadable(name: &str) -> Error {
    Error::damaged(format!("the terms of the job {name} are unreadable"))
        .hint("livechats job remove, and begin it anew")
}

impl Rows {
    /// Tells the digest of each chat's row.
    fn digests(&self, store: &Store, choice: &Choice<'_>, tell: &mut dyn FnMut(i64, [u8; 8])) -> Result<()> {
        let Self::Chats(columns) = self else { return Err(Error::bug("a job of rows that are no chats")) };
        let form = RowForm::new(Form::Jsonl, self.columns());
        let make = |row: &crate::model::chat::ChatRow, out: &mut Vec<(i64, [u8; 8])>| {
            let mut line = Vec::new();
            form.row(columns.shown.iter().map(|column| (column.cell)(row)), &mut line);
            out.push((row.id, digest_of(&line)));
        };
        let moment = store.each_row(choice, &columns.details, make, |made| {
            made.of.iter().for_each(|(id, digest)| tell(*id, *digest));
            Ok(())
        });
        moment.map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_fits_into_the_name_of_a_file() {
        for good in ["nightly", "A-1_b.c", "7", &"x".repeat(64)] {
            assert_eq!(parse_name(good).as_deref(), Ok(good));
        }
        for bad in ["", ".", "../x", "-x", "a b", "a/b", "é", "a\n", &"x".repeat(65)] {
            assert!(parse_name(bad).is_err(), "{bad:?}");
        }
    }
}
