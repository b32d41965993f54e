//! `livechats import`

mod checked;

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::tz::TimeZone;

use self::checked::{Checked, check, next_chat};
use crate::commands::args::IdentityFlags;
use crate::commands::watch::Watch;
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::exchange::chat_files::ChatFiles;
use crate::exchange::from::{DateOrder, Form as FileForm, Hints};
use crate::exchange::output_file::{OutputFile, refuse_repository};
use crate::model::permission::Need;
use crate::model::record::Cell;
use crate::output::Format;
use crate::output::number::{counted, grouped};
use crate::output::progress::Unit;
use crate::output::rows::{Form, RowForm, RowWriter};
use crate::store::{ImportOptions, Imported, Store};

/// Read chats from files into the repository
///
/// One chat a line, as JSON: the form that export writes; or what other systems write, and CSV of our own. A chat that is
/// there already (the same source and ID) is left as it is. First everything is read and checked: if any line is bad,
/// nothing at all is kept.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Import {
    /// Files to read, packed with gzip, encrypted with age, or neither; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What the files are [default: what they hold tells]
    #[arg(long, value_enum, value_name = "FORMAT")]
    from: Option<FileForm>,
    /// A sender of a WhatsApp or Telegram chat who is a rep, by name; the others are persons
    #[arg(long, value_name = "NAME")]
    rep: Vec<String>,
    /// The order of dates in a WhatsApp chat that does not tell it
    #[arg(long, value_enum, value_name = "ORDER")]
    dates: Option<DateOrder>,
    /// Do all of it, take it back, and say what would have been done
    #[arg(long)]
    dry_run: bool,
    /// Make chats that are there already what the file says; what it does not tell of goes, and is counted
    #[arg(long)]
    update: bool,
    /// Take the good lines in, and write the bad ones to a file (exit 3)
    #[arg(long)]
    keep_going: bool,
    /// Where bad lines go; never over a file that is there
    #[arg(long, value_name = "FILE", requires = "keep_going", default_value = "import-rejected.jsonl")]
    rejects: PathBuf,
    #[command(flatten)]
    keys: IdentityFlags,
}

const EXAMPLES: &str = "\
Examples:
  livechats import chats.jsonl                     take in the chats of a file
  livechats import 2025-*.jsonl.gz --dry-run       see what several packed files would bring
  livechats import chats.jsonl --update --dry-run  bring known chats up to date too, and see first what would go
  livechats import old.jsonl --tz Asia/Bangkok     times without a zone are Bangkok's (else UTC's)
  livechats import big.jsonl --keep-going          take the good lines, put the bad ones aside
  livechats import chats.csv messages.csv          take in what export wrote as CSV, both files together
  livechats import zendesk.json --dry-run          see what the chats of another system would bring
  livechats import '_chat.txt' --rep Max --tz Asia/Bangkok
                                                   a WhatsApp chat in which Max is the rep
  livechats import 'WhatsApp Chat with Ann.txt' --rep Max --dates dmy
                                                   one whose dates could be read in two ways
  livechats import all.jsonl.age --identity key.txt
                                                   what export --encrypt-to wrote
  ssh host livechats export -o - | livechats import -";

impl Work for Import {
    fn need(&self) -> Need {
        Need::Admin
    }

    /// Checks all files, then takes them in.
    fn run(self, cx: &mut Context) -> Result<()> {
        for path in self.files.iter().filter(|path| path.as_os_str() != "-") {
            cx.check_named_file(path)?;
        }
        if self.keep_going {
            cx.check_named_file(&self.rejects)?;
        }
        let mut rejects = self.open_rejects(cx.repository())?;
        let zone = if cx.zone_is_named() { cx.clock.zone.clone() } else { TimeZone::UTC };
        let hints = Hints { form: self.from, zone, dates: self.dates, reps: self.rep.clone() };
        let identities = self.keys.read(cx)?;
        let mut files = ChatFiles::open(&self.files, folder_of(cx.repository()), hints, identities)?;
        let mut store = cx.store_for_writing()?;
        let taken = self.take_in(cx, &mut files, &mut store, rejects.as_mut());
        if self.from.is_none() {
            for (name, form) in files.forms().filter(|(_, form)| *form != FileForm::Livechats) {
                cx.output.say(&format!("Read {name} as {} (--from to choose).", form.name()));
            }
        }
        let (result, checked) = taken?;
        let updates = files.forms().all(|(_, form)| form != FileForm::Csv);
        let outcome = Outcome { imported: result, unzoned: checked.unzoned, rejected: checked.rejected, updates };
        for problem in &checked.told {
            cx.output.warn(problem);
        }
        self.report(cx, &outcome)?;
        if let Some(sentence) = checked.unknown_keys() {
            cx.output.say(&sentence);
        }
        if checked.others > 0 {
            let what = if checked.others == 1 { "that is no chat" } else { "that are no chats" };
            cx.output.say(&format!("Passed over {} {what}.", counted(checked.others, "record")));
        }
        if outcome.rejected == 0 {
            return Ok(());
        }
        if let Some(file) = rejects.filter(|_| !self.dry_run) {
            file.finish()?;
        }
        Err(self.partial(outcome.rejected))
    }
}

impl Import {
    fn take_in(
        &self,
        cx: &mut Context,
        files: &mut ChatFiles,
        store: &mut Store,
        rejects: Option<&mut OutputFile>,
    ) -> Result<(Imported, Checked)> {
        // Both readings count, so that the bar goes from end to end once.
        let bytes = files.size().map(|bytes| bytes.saturating_mul(2));
        let progress = cx.output.progress(bytes, Unit::Bytes, "checking");
        let watch = Watch::new(Some(progress.clone()), cx.stop());
        let step = |bytes| watch.done(bytes);
        let checked = check(files, &step, rejects);
        // What CSV cannot do comes before what is wrong in it.
        self.allow_csv(files)?;
        let checked = checked?;
        self.allow(files, &checked)?;
        progress.message("importing");
        let options = ImportOptions { update: self.update, dry_run: self.dry_run };
        let mut chats = files.chats(&step);
        let mut imported = Imported::default();
        let ended = store.import(&cx.actor(), options, &mut imported, || next_chat(&mut chats, self.keep_going));
        watch.finish();
        let kept = imported.new_chats + imported.updated;
        if ended.is_err() && kept > 0 && !self.dry_run {
            let chats = counted(kept, "chat");
            cx.output.warn(&format!("stopped on the way: {chats} were taken in; the same command takes in the rest"));
        }
        ended.map(|()| (imported, checked))
    }

    /// Refuses what CSV does not go with.
    fn allow_csv(&self, files: &ChatFiles) -> Result<()> {
        let whole = "export whole chats: livechats export -o chats.jsonl";
        if files.forms().all(|(_, form)| form != FileForm::Csv) {
            return Ok(());
        }
        if self.update {
            return Err(Error::usage("CSV holds less than a chat, so it cannot bring one up to date")
                .hint(format!("leave --update out, or {whole}")));
        }
        if self.keep_going {
            return Err(Error::usage("a chat in CSV stands in many lines of two files, so none can be put aside")
                .hint(format!("leave --keep-going out and mend what it names, or {whole}")));
        }
        Ok(())
    }

    /// Refuses what the flags do not go with, now that it is known what the files are.
    fn allow(&self, files: &ChatFiles, checked: &Checked) -> Result<()> {
        let has = |those: &[FileForm]| files.forms().any(|(_, form)| those.contains(&form));
        if !self.rep.is_empty() && !has(&[FileForm::Whatsapp, FileForm::Telegram]) {
            return Err(Error::usage("--rep is for chats of WhatsApp and Telegram; other files say who is a rep"));
        }
        if self.dates.is_some() && !has(&[FileForm::Whatsapp]) {
            return Err(Error::usage("--dates is for chats of WhatsApp; other files have one way to say a date"));
        }
        match self.rep.iter().find(|name| !checked.reps.contains(*name)) {
            Some(name) => Err(Error::refused(format!("nobody in these files is called {name}"))
                .hint("--rep takes the name of a sender as the file has it")),
            None => Ok(()),
        }
    }

    /// The file for bad lines, before anything is read. It comes to be only if there are any.
    fn open_rejects(&self, repository: &Path) -> Result<Option<OutputFile>> {
        if !self.keep_going {
            return Ok(None);
        }
        if self.rejects.as_os_str() == "-" {
            return Err(Error::usage("--rejects takes a file: bad lines do not go to standard output"));
        }
        let other = "move it away, or name another file with --rejects";
        refuse_repository(&self.rejects, repository).map_err(|error| error.hint(other))?;
        let file = OutputFile::create(&self.rejects, false).map_err(|error| match error {
            Error::Output(_) => error.hint(other),
            error => error,
        })?;
        Ok(Some(file))
    }

    fn report(&self, cx: &mut Context, outcome: &Outcome) -> Result<()> {
        let lead = if self.dry_run { "Dry run, nothing is kept. " } else { "" };
        cx.output.say(&format!("{lead}{}", outcome.sentence()));
        if let Some(gone) = outcome.gone() {
            let (verb, back) = match self.dry_run {
                true => ("would go", String::new()),
                false => ("went", "; livechats undo takes the import back".to_owned()),
            };
            cx.output.warn(&format!("what the files do not tell of {verb} with the update: {gone}{back}"));
        }
        if outcome.unzoned > 0 {
            let zone = cx.clock.zone.iana_name().unwrap_or("the zone named").to_owned();
            let read_as = if cx.zone_is_named() { format!("{zone} (--tz)") } else { "UTC (--tz to choose)".to_owned() };
            let have = if outcome.unzoned == 1 { "has" } else { "have" };
            let chats = counted(outcome.unzoned, "chat");
            cx.output.say(&format!("{chats} {have} times without a zone, read as {read_as}."));
        }
        let form = match cx.output.asked_format() {
            Some(Format::Json | Format::Jsonl) => Form::Jsonl,
            Some(Format::Csv) => Form::Csv,
            Some(Format::Tsv) => Form::Tsv { header: false },
            Some(Format::Table | Format::Txt | Format::Html | Format::Parquet) | None => return Ok(()),
        };
        let counts = outcome.counts();
        let mut writer = RowWriter::new(cx.output.exact(), RowForm::new(form, counts.iter().map(|(name, _)| *name)));
        let cells = counts.iter().map(|(_, count)| Cell::Number(i64::try_from(*count).unwrap_or(i64::MAX)));
        writer.row(cells)?;
        writer.finish()?;
        Ok(())
    }

    fn partial(&self, rejected: u64) -> Error {
        let lines = counted(rejected, "line");
        let rejects = self.rejects.display();
        let from = self.from.map_or_else(String::new, |form| format!(" --from {}", form.name()));
        if self.dry_run {
            return Error::partial(format!("{lines} cannot be read"))
                .hint(format!("without --dry-run they go to {rejects}, and the good ones are taken in"));
        }
        Error::partial(format!("{lines} could not be read and went to {rejects}"))
            .hint(format!("mend them there, then: livechats import {rejects}{from}"))
    }
}

fn folder_of(repository: &Path) -> &Path {
    match repository.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// What came of it.
struct Outcome {
    imported: Imported,
    unzoned: u64,
    rejected: u64,
    /// Whether the files can bring chats up to date.
    updates: bool,
}

impl Outcome {
    fn sentence(&self) -> String {
        let Imported { new_chats, new_messages, known, different, own, updated, held, gone: _ } = self.imported;
        let mut parts = Vec::new();
        if new_chats > 0 {
            parts.push(format!("{} and {} new", counted(new_chats, "chat"), counted(new_messages, "message")));
        }
        if updated > 0 {
            parts.push(format!("{} brought up to date", counted(updated, "chat")));
        }
        let changed = !parts.is_empty();
        if different > 0 {
            let them = if different == 1 { "it" } else { "them" };
            let step =
                if self.updates { format!("--update brings {them} up to date") } else { "left alone".to_owned() };
            parts.push(format!("{} known but different ({step})", grouped(different)));
        }
        if held > 0 {
            parts.push(format!("{} different but on hold, left alone", grouped(held)));
        }
        if own > 0 {
            parts.push(format!("{} different but begun here, left alone", grouped(own)));
        }
        if known > 0 {
            parts.push(format!("{} known", grouped(known)));
        }
        match (changed, parts.is_empty()) {
            (true, _) => format!("{}.", parts.join(", ")),
            (false, false) => format!("Nothing new: {}.", parts.join(", ")),
            (false, true) => "Nothing new.".to_owned(),
        }
    }

    /// What went with the updates, in words.
    fn gone(&self) -> Option<String> {
        let kinds = self.imported.gone.kinds();
        let parts: Vec<String> =
            kinds.iter().filter(|(_, count)| *count > 0).map(|(kind, count)| counted(*count, kind)).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    fn counts(&self) -> [(&'static str, u64); 10] {
        [
            ("new_chats", self.imported.new_chats),
            ("new_messages", self.imported.new_messages),
            ("updated", self.imported.updated),
            ("different", self.imported.different),
            ("different_own", self.imported.own),
            ("known", self.imported.known),
            ("rejected", self.rejected),
            ("unzoned", self.unzoned),
            ("gone", self.imported.gone.total()),
            ("held", self.imported.held),
        ]
    }
}

#[cfg(test)]
mod tests;
