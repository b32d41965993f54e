//! `livechats import`

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::tz::TimeZone;

use crate::commands::watch::Watch;
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::exchange::chat_files::{ChatFiles, Chats, Item};
use crate::exchange::chat_line::ReadChat;
use crate::exchange::output_file::{OutputFile, refuse_repository};
use crate::model::chat::WholeChat;
use crate::model::permission::Need;
use crate::model::record::Cell;
use crate::output::Format;
use crate::output::number::{counted, grouped};
use crate::output::progress::Unit;
use crate::output::rows::{Form, RowForm, RowWriter};
use crate::store::{ImportOptions, Imported, Store};

/// Read chats from files into the repository
///
/// One chat a line, as JSON: the form that export writes. A chat that is there already (the same source and ID) is
/// left as it is. First everything is read and checked: if any line is bad, nothing at all is kept.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Import {
    /// Files to read, packed with gzip or not; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Do all of it, take it back, and say what would have been done
    #[arg(long)]
    dry_run: bool,
    /// Bring chats that are there already up to date with the file
    #[arg(long)]
    update: bool,
    /// Take the good lines in, and write the bad ones to a file (exit 3)
    #[arg(long)]
    keep_going: bool,
    /// Where bad lines go; never over a file that is there
    #[arg(long, value_name = "FILE", requires = "keep_going", default_value = "import-rejected.jsonl")]
    rejects: PathBuf,
}

const EXAMPLES: &str = "\
Examples:
  livechats import chats.jsonl                     take in the chats of a file
  livechats import 2025-*.jsonl.gz --dry-run       see what several packed files would bring
  livechats import chats.jsonl --update            bring known chats up to date as well
  livechats import old.jsonl --tz Asia/Bangkok     times without a zone are Bangkok's (else UTC's)
  livechats import big.jsonl --keep-going          take the good lines, put the bad ones aside
  ssh host livechats export -o - | livechats import -";

/// Bad lines, or unknown keys, that are told one by one.
const TOLD: usize = 10;
/// Unknown keys that are counted; a file could have a million.
const KEYS_COUNTED: usize = 1000;

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
        let files = ChatFiles::open(&self.files, folder_of(cx.repository()), zone)?;
        let mut store = cx.store_for_writing()?;
        let (result, checked) = self.take_in(cx, files, &mut store, rejects.as_mut())?;
        let outcome = Outcome { imported: result, unzoned: checked.unzoned, rejected: checked.rejected };
        for problem in &checked.told {
            cx.output.warn(problem);
        }
        self.report(cx, &outcome)?;
        if let Some(sentence) = checked.unknown_keys() {
            cx.output.say(&sentence);
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
        mut files: ChatFiles,
        store: &mut Store,
        rejects: Option<&mut OutputFile>,
    ) -> Result<(Imported, Checked)> {
        // Both readings count, so that the bar goes from end to end once.
        let bytes = files.size().map(|bytes| bytes.saturating_mul(2));
        let progress = cx.output.progress(bytes, Unit::Bytes, "checking");
        let watch = Watch::new(Some(progress.clone()), cx.stop());
        let step = |bytes| watch.done(bytes);
        let checked = check(&mut files, &step, rejects)?;
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

    /// The file for bad lines, before anything is read. It comes to be only if there are any.
    fn open_rejects(&self, repository: &Path) -> Result<Option<OutputFile>> {
        if !self.keep_going {
            return Ok(None);
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
        if self.dry_run {
            return Error::partial(format!("{lines} cannot be read"))
                .hint(format!("without --dry-run they go to {rejects}, and the good ones are taken in"));
        }
        Error::partial(format!("{lines} could not be read and went to {rejects}"))
            .hint(format!("mend them there, then: livechats import {rejects}"))
    }
}

fn folder_of(repository: &Path) -> &Path {
    match repository.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// What the first reading found.
#[derive(Debug, Default)]
struct Checked {
    /// Chats with times that name no zone.
    unzoned: u64,
    /// Lines that cannot be taken.
    rejected: u64,
    /// What is wrong with the first of them.
    told: Vec<String>,
    /// Keys that the form does not have, each with the number of chats that do.
    unknown: BTreeMap<String, u64>,
}

impl Checked {
    fn add(&mut self, read: ReadChat) {
        self.unzoned += u64::from(read.unzoned > 0);
        for key in read.unknown {
            if self.unknown.len() < KEYS_COUNTED || self.unknown.contains_key(&key) {
                *self.unknown.entry(key).or_default() += 1;
            }
        }
    }

    /// Which keys became custom fields, the most frequent first.
    fn unknown_keys(&self) -> Option<String> {
        let mut keys: Vec<(&String, &u64)> = self.unknown.iter().collect();
        keys.sort_by_key(|(_, chats)| std::cmp::Reverse(**chats));
        let told = keys.iter().take(TOLD).map(|(key, chats)| format!("{key} ({})", counted(**chats, "chat")));
        let told: Vec<String> = told.collect();
        let more = if keys.len() > told.len() { " and others" } else { "" };
        (!told.is_empty())
            .then(|| format!("Kept as custom fields, for the form has no such keys: {}{more}.", told.join(", ")))
    }
}

/// Reads all there is. Without a file for bad lines, the first of them ends it.
fn check(
    files: &mut ChatFiles,
    step: &(dyn Fn(u64) -> Result<()> + Sync),
    mut rejects: Option<&mut OutputFile>,
) -> Result<Checked> {
    let mut checked = Checked::default();
    let mut chats = files.chats(step);
    while let Some(item) = chats.next()? {
        match (item, &mut rejects) {
            (Item::Chat(read), _) => checked.add(*read),
            (Item::Bad { problem, .. }, None) => return Err(bad_line(problem)),
            (Item::Bad { problem, line }, Some(rejects)) => {
                rejects.write_all(&line)?;
                rejects.write_all(b"\n")?;
                checked.rejected += 1;
                if checked.told.len() < TOLD {
                    checked.told.push(problem);
                }
            }
        }
    }
    let untold = checked.rejected - checked.told.len() as u64;
    if untold > 0 {
        checked.told.push(format!("and {}", counted(untold, "more bad line")));
    }
    Ok(checked)
}

/// The next good chat of the second reading; bad lines are passed over if told so.
fn next_chat(chats: &mut Chats<'_>, keep_going: bool) -> Result<Option<WholeChat>> {
    while let Some(item) = chats.next()? {
        match item {
            Item::Chat(read) => return Ok(Some(read.chat)),
            Item::Bad { .. } if keep_going => {}
            // The first reading found none.
            Item::Bad { problem, .. } => {
                return Err(Error::conflict(format!("{problem}: the file was changed while it was read"))
                    .hint("run the command again; chats that are there already are skipped"));
            }
        }
    }
    Ok(None)
}

fn bad_line(problem: String) -> Error {
    Error::bad_data(problem).hint("nothing was kept; mend the line, or import the good ones with --keep-going")
}

/// What came of it.
struct Outcome {
    imported: Imported,
    unzoned: u64,
    rejected: u64,
}

impl Outcome {
    fn sentence(&self) -> String {
        let Imported { new_chats, new_messages, known, different, own, updated } = self.imported;
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
            parts.push(format!("{} known but different (--update brings {them} up to date)", grouped(different)));
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

    fn counts(&self) -> [(&'static str, u64); 8] {
        [
            ("new_chats", self.imported.new_chats),
            ("new_messages", self.imported.new_messages),
            ("updated", self.imported.updated),
            ("different", self.imported.different),
            ("different_own", self.imported.own),
            ("known", self.imported.known),
            ("rejected", self.rejected),
            ("unzoned", self.unzoned),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"id":1,"messages":[{"from":"ai","at":"2026-01-31T09:00"}]}"#;
    const BAD: &str = r#"{"id":2,"messages":[{"from":"ai","at":"24:00"}]}"#;

    fn go_on(_: u64) -> Result<()> {
        Ok(())
    }

    fn files(folder: &Path, texts: &[&str]) -> ChatFiles {
        let write = |(number, text): (usize, &&str)| {
            let path = folder.join(format!("{number}.jsonl"));
            std::fs::write(&path, text).unwrap();
            path
        };
        let paths: Vec<PathBuf> = texts.iter().enumerate().map(write).collect();
        ChatFiles::open(&paths, folder, TimeZone::UTC).unwrap()
    }

    #[test]
    fn the_first_bad_line_is_told_with_file_line_and_field() {
        let folder = tempfile::tempdir().unwrap();
        let mut files = files(folder.path(), &[&format!("{GOOD}\n"), &format!("\n{GOOD}\n{BAD}\n")]);
        let error = check(&mut files, &go_on, None).unwrap_err();
        assert_eq!(error.exit_code(), 8);
        assert!(error.to_string().ends_with(r#"1.jsonl line 3, messages[0].at: not a time: "24:00""#), "{error}");
    }

    #[test]
    fn an_empty_file_is_no_import() {
        let folder = tempfile::tempdir().unwrap();
        let error = check(&mut files(folder.path(), &[GOOD, "\n \n"]), &go_on, None).unwrap_err();
        assert_eq!(error.exit_code(), 8);
        assert!(error.to_string().ends_with("1.jsonl is empty: there is no chat in it"), "{error}");
    }

    #[test]
    fn bad_lines_are_put_aside_as_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let text = format!("{GOOD}\r\n{BAD}\r\n[1]\n{GOOD}\n{}", "x\n".repeat(20));
        let mut files = files(folder.path(), &[&text]);
        let path = folder.path().join("rejected");
        let mut rejects = OutputFile::create(&path, false).unwrap();
        let checked = check(&mut files, &go_on, Some(&mut rejects)).unwrap();
        rejects.finish().unwrap();
        assert_eq!((checked.unzoned, checked.rejected, checked.told.len()), (2, 22, 11));
        assert!(checked.told[1].ends_with("line 3: expected an object, found an array"), "{:?}", checked.told);
        assert_eq!(checked.told[10], "and 12 more bad lines");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), format!("{BAD}\n[1]\n{}", "x\n".repeat(20)));
        let mut chats = files.chats(&go_on);
        assert!(next_chat(&mut chats, true).unwrap().is_some());
        assert!(next_chat(&mut chats, true).unwrap().is_some());
        assert_eq!(next_chat(&mut chats, true).unwrap(), None);
    }

    #[test]
    fn keys_that_the_form_does_not_have_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let odd = r#"{"id":1,"messages":[],"inbox":"a","shoe_size":43}"#;
        let checked =
            check(&mut files(folder.path(), &[GOOD, odd, r#"{"id":2,"messages":[],"shoe_size":4}"#]), &go_on, None);
        assert_eq!(
            checked.unwrap().unknown_keys().unwrap(),
            "Kept as custom fields, for the form has no such keys: shoe_size (2 chats), inbox (1 chat)."
        );
        let many: String = (0..1100).map(|key| format!(",\"k{key}\":0")).collect();
        let many = format!("{{\"id\":1,\"messages\":[]{many}}}");
        let checked = check(&mut files(folder.path(), &[&many]), &go_on, None).unwrap();
        assert_eq!(checked.unknown.len(), KEYS_COUNTED);
        assert!(checked.unknown_keys().unwrap().ends_with(" and others."));
        assert_eq!(check(&mut files(folder.path(), &[GOOD]), &go_on, None).unwrap().unknown_keys(), None);
    }

    #[test]
    fn a_line_that_turns_bad_between_the_readings_is_no_fault_of_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let mut files = files(folder.path(), &[BAD]);
        assert_eq!(next_chat(&mut files.chats(&go_on), false).unwrap_err().exit_code(), 7);
    }

    #[test]
    fn a_signal_ends_it() {
        let folder = tempfile::tempdir().unwrap();
        let stop = |_| Err(Error::Interrupted(15));
        let error = check(&mut files(folder.path(), &[GOOD]), &stop, None).unwrap_err();
        assert_eq!(error.exit_code(), 143);
    }

    #[test]
    fn the_sentence_tells_all_and_only_what_happened() {
        let sentence = |new_chats, new_messages, updated, different, known| {
            let imported = Imported { new_chats, new_messages, known, different, own: 0, updated };
            Outcome { imported, unzoned: 0, rejected: 0 }.sentence()
        };
        assert_eq!(
            sentence(4_177, 53_086, 0, 305, 12),
            "4,177 chats and 53,086 messages new, 305 known but different (--update brings them up to date), 12 known."
        );
        assert_eq!(sentence(1, 1, 0, 0, 0), "1 chat and 1 message new.");
        assert_eq!(sentence(0, 0, 2, 0, 3), "2 chats brought up to date, 3 known.");
        assert_eq!(sentence(0, 0, 0, 0, 4_482), "Nothing new: 4,482 known.");
        assert_eq!(sentence(0, 0, 0, 1, 0), "Nothing new: 1 known but different (--update brings it up to date).");
        assert_eq!(sentence(0, 0, 0, 0, 0), "Nothing new.");
    }
}
