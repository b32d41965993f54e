//! Which chats a changing command is about, how sure one must be, and what is said afterwards: one way for all of them.

mod plan;

use std::io::BufReader;

use clap::Args;

use crate::commands::args::{FilterFlags, chat_columns, chat_name, warn_of_unknown_fields, whole_number};
use crate::commands::confirm::{confirm, is_answerable, unanswerable};
use crate::commands::watch::Watch;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::exchange::ids;
use crate::exchange::source::Source;
use crate::model::chat::{ChatName, ChatRow};
use crate::output::number::{counted, grouped};
use crate::output::progress::Unit;
use crate::query::Filter;
use crate::store::{Actor, Choice, Details, Report, Run, Side, Store, Targets};

/// The most chats that are changed unless `--max` says otherwise.
const USUAL_MAX: u64 = 1000;

/// Rows of a dry run that a person is shown unless `--limit` says otherwise.
const USUAL_LIMIT: usize = 50;

/// Chats shown before a question.
const SAMPLE: usize = 5;

/// Chats read at once to be printed.
const BLOCK: usize = 500;

/// Which chats to change, and how careful to be.
#[derive(Args, Clone, Debug, Default)]
pub struct TargetFlags {
    /// Chats, by number (4711) or source/external (star/star-11)
    #[arg(value_name = "CHAT", value_parser = chat_name)]
    chats: Vec<ChatName>,
    /// Read chats from stdin, one a line
    #[arg(long, help_heading = "Which chats", conflicts_with = "chats")]
    stdin: bool,
    /// With --stdin: pass over lines that name no chat (exit code 3)
    #[arg(long, help_heading = "Which chats", requires = "stdin")]
    keep_going: bool,
    /// The chats that a query of the filter language finds
    #[arg(long = "where", value_name = "QUERY", help_heading = "Which chats", conflicts_with_all = ["chats", "stdin"])]
    query: Option<String>,
    /// Every chat
    #[arg(long, help_heading = "Which chats", conflicts_with_all = ["chats", "stdin", "query"])]
    all: bool,
    #[command(flatten)]
    filters: FilterFlags,
    #[command(flatten)]
    pub care: CareFlags,
}

/// How careful to be.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Care")]
pub struct CareFlags {
    /// Do it all, keep nothing; print the chats and a plan token
    #[arg(long)]
    pub dry_run: bool,
    /// Rows of a dry run to print [default: 50 in a table, else all]
    #[arg(long, value_name = "N", requires = "dry_run", value_parser = whole_number(1, 100_000_000))]
    limit: Option<u64>,
    /// Print only the numbers of a dry run's chats, of all of them
    #[arg(long, requires = "dry_run", conflicts_with = "limit")]
    ids: bool,
    /// Only if nothing of what the dry run with this token found has changed
    #[arg(long, value_name = "TOKEN", conflicts_with = "dry_run")]
    plan: Option<String>,
    /// Ask nothing
    #[arg(long, short)]
    yes: bool,
    /// Refuse more than this many chats
    #[arg(long, value_name = "N", default_value_t = USUAL_MAX, value_parser = whole_number(1, 100_000_000))]
    max: u64,
    /// Refuse another number of chats than this
    #[arg(long, value_name = "N", value_parser = whole_number(0, 100_000_000))]
    expect: Option<u64>,
}

/// When a person is asked before a command goes on, or `--yes` is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Always: what it does is felt at once.
    Always,
    /// Where the chats were not named one by one.
    Found,
}

/// What a command does to chats, in words.
#[derive(Clone, Debug)]
pub struct Action<'a> {
    /// The whole action as it is typed, without the chats: `tag add vip`. A plan is for one action.
    pub command: &'a str,
    /// `Deleted`
    pub done: &'a str,
    /// `would be deleted`
    pub would: &'a str,
    /// `Put them into the bin? They can be brought back.`
    pub question: &'a str,
    /// Which side of the bin the chats are on.
    pub side: Side,
    /// When to ask.
    pub ask: Ask,
}

impl TargetFlags {
    /// Finds the chats, makes sure, does the work, and says what became of it.
    pub fn run(
        &self,
        cx: &mut Context,
        action: &Action<'_>,
        work: impl Fn(&mut Store, &Actor, &Run<'_>) -> Result<Report>,
    ) -> Result<()> {
        self.something_is_named()?;
        self.run_found(cx, action, |cx, store| self.targets(cx, store, action.side), work)
    }

    /// Whether no chats are named in any way.
    pub fn is_silent(&self) -> bool {
        self.chats.is_empty() && !self.stdin && self.query.is_none() && !self.all && self.filters.is_empty()
    }

    /// The same with chats that are found in another way, where the flags name none. The texts that name no chat come
    /// with them.
    pub fn run_found(
        &self,
        cx: &mut Context,
        action: &Action<'_>,
        find: impl FnOnce(&mut Context, &Store) -> Result<(Targets, Vec<String>)>,
        work: impl Fn(&mut Store, &Actor, &Run<'_>) -> Result<Report>,
    ) -> Result<()> {
        self.can_be_asked(cx, action)?;
        let mut store = cx.store_for_writing()?;
        let (targets, bad) = find(cx, &store)?;
        for problem in bad.iter().take(SAMPLE) {
            cx.output.warn(problem);
        }
        self.care.check(&store, &targets, action)?;
        if targets.chats.is_empty() {
            cx.output.say("No chats match; nothing was done.");
            return skipped(&bad);
        }
        if !self.care.dry_run {
            self.ask(cx, &store, &targets, action)?;
        }
        let count = targets.chats.len() as u64;
        let progress = cx.output.progress(Some(count), Unit::Items, action.command);
        let watch = Watch::new(Some(progress), cx.stop());
        let step = |chats| watch.done(chats);
        let run = Run { targets: &targets, dry_run: self.care.dry_run, step: &step };
        let report = work(&mut store, &cx.actor(), &run);
        watch.finish();
        let report = report?;
        if self.care.dry_run {
            self.say_rehearsed(cx, &store, &targets, action, &report)?;
            return skipped(&bad);
        }
        print_changed(cx, &store, &report)?;
        say_done(cx, action, &report);
        ending(report).and_then(|()| skipped(&bad))
    }

    /// Whether chats are named one by one on the command line.
    pub fn names_chats(&self) -> bool {
        !self.chats.is_empty()
    }

    fn something_is_named(&self) -> Result<()> {
        let filtered = self.query.is_some() || !self.filters.is_empty();
        if filtered && (!self.chats.is_empty() || self.stdin) {
            return Err(Error::usage("chats are named one by one and by a filter together")
                .hint("name them by number, or with --where and the filter flags, not both"));
        }
        if filtered && self.all {
            return Err(Error::usage("--all and a filter together").hint("leave --all out"));
        }
        if self.is_silent() {
            return Err(Error::usage("no selection: name chats, or say --stdin, --where QUERY or a filter flag")
                .hint("every chat is --all, to be spelled out"));
        }
        Ok(())
    }

    fn asks(&self, action: &Action<'_>) -> bool {
        let found = self.chats.is_empty();
        !self.care.dry_run && !self.care.yes && (action.ask == Ask::Always || found)
    }

    /// Nobody is asked who cannot answer: then nothing is even read.
    fn can_be_asked(&self, cx: &Context, action: &Action<'_>) -> Result<()> {
        if self.asks(action) && (self.stdin || !is_answerable(cx)) {
            return Err(unanswerable(action.command, "see what it would do with --dry-run, then say --yes"));
        }
        Ok(())
    }

    fn targets(&self, cx: &mut Context, store: &Store, side: Side) -> Result<(Targets, Vec<String>)> {
        if self.stdin {
            let read = ids::read(BufReader::new(Source::standard_input()?), self.keep_going)?;
            if read.names.is_empty() && read.bad.is_empty() {
                return Err(Error::refused("no ids came on stdin").hint("give one number a line"));
            }
            return self.targets_of_lines(store, read, side);
        }
        if !self.chats.is_empty() {
            return Ok((store.targets_named(&self.chats, side)?, Vec::new()));
        }
        let filter = match self.all {
            true => Filter::EVERYTHING,
            false => self.filters.filter(self.query.as_deref(), &cx.clock)?,
        };
        warn_of_unknown_fields(&mut cx.output, store, &filter, &[])?;
        let choice = Choice::new(&filter, side == Side::Bin, cx.clock.now);
        Ok((store.targets(&choice)?, Vec::new()))
    }

    fn targets_of_lines(&self, store: &Store, read: ids::Names, side: Side) -> Result<(Targets, Vec<String>)> {
        let mut bad = read.bad;
        if !self.keep_going {
            let names: Vec<ChatName> = read.names.into_iter().map(|(name, _)| name).collect();
            return Ok((store.targets_named(&names, side)?, bad));
        }
        let mut there = Vec::with_capacity(read.names.len());
        for (name, line) in read.names {
            match store.targets_named(std::slice::from_ref(&name), side) {
                Ok(_) => there.push(name),
                Err(Error::NotFound(_)) => bad.push(format!("line {line} of stdin: no chat {name}")),
                Err(error) => return Err(error),
            }
        }
        Ok((store.targets_named(&there, side)?, bad))
    }

    fn ask(&self, cx: &mut Context, store: &Store, targets: &Targets, action: &Action<'_>) -> Result<()> {
        if !self.asks(action) {
            return Ok(());
        }
        let count = targets.chats.len();
        let ids: Vec<i64> = targets.chats.iter().take(SAMPLE).map(|chat| chat.id).collect();
        for row in store.rows_of(&ids, &Details::default())? {
            let created = row.created.map(|time| time.local(&cx.clock.zone)).unwrap_or_default();
            let person = row.person.as_deref().unwrap_or("Unknown");
            let text = row.description.or(row.preview).unwrap_or_default();
            cx.output.say(&format!("  {}  {created}  {person}: {}", row.id, start_of(&text)));
        }
        if count > ids.len() {
            cx.output.say(&format!("  … and {} more", grouped((count - ids.len()) as u64)));
        }
        let question = format!("{}: {}. {}", action.command, counted(count as u64, "chat"), action.question);
        confirm(&question, count as u64, "--dry-run shows all of it, --yes asks nothing")
    }

    /// What a dry run prints: the chats as `list` prints them, what would be left, and the token of the plan.
    fn say_rehearsed(
        &self,
        cx: &mut Context,
        store: &Store,
        targets: &Targets,
        action: &Action<'_>,
        report: &Report,
    ) -> Result<()> {
        let usual = if cx.output.is_table() { USUAL_LIMIT } else { usize::MAX };
        let limit = self.care.limit.map_or(usual, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
        let shown = &report.done[..report.done.len().min(limit)];
        if self.care.ids {
            report.done.iter().try_for_each(|id| cx.output.number(*id))?;
        } else {
            print_rows(cx, store, shown)?;
        }
        if let Some(error) = &report.stopped {
            return Err(Error::failed(format!("stopped on the way: {error}")));
        }
        let mut sentence = format!(
            "Dry run, nothing is kept: {} of {} {}.",
            grouped(report.done.len() as u64),
            counted(report.matched, "chat"),
            action.would
        );
        if shown.len() < report.done.len() && !self.care.ids {
            sentence.push_str(&format!(" {} shown; --limit N shows more.", grouped(shown.len() as u64)));
        }
        cx.output.say(&sentence);
        say_left(cx, report);
        if report.matched > self.care.max {
            cx.output.say(&format!("The real run needs --max {}.", report.matched));
        }
        cx.output.say(&format!("Plan: --plan {}", targets.token(action.command)));
        Ok(())
    }
}

impl CareFlags {
    fn check(&self, store: &Store, targets: &Targets, action: &Action<'_>) -> Result<()> {
        let count = targets.chats.len() as u64;
        if let Some(plan) = &self.plan {
            plan::check(store, plan, targets, action)?;
        }
        if let Some(expected) = self.expect.filter(|expected| *expected != count) {
            let (found, wanted) = (grouped(count), grouped(expected));
            let match_word = if count == 1 { "matches" } else { "match" };
            return Err(Error::refused(format!("{found} {match_word}, {wanted} expected; nothing was done"))
                .hint("look at them with --dry-run"));
        }
        if count > self.max && !self.dry_run {
            return Err(Error::refused(format!(
                "{} match, above --max {}; nothing was done",
                grouped(count),
                self.max
            ))
            .hint(format!("if all of them are meant, say --max {count}")));
        }
        Ok(())
    }
}

/// The chats changed, for machines: where a format was asked for.
pub fn print_changed(cx: &mut Context, store: &Store, report: &Report) -> Result<()> {
    match cx.output.asked_format() {
        Some(_) => print_rows(cx, store, &report.done),
        None => Ok(()),
    }
}

/// Prints chats as lists do, in the format asked for.
pub fn print_rows(cx: &mut Context, store: &Store, ids: &[i64]) -> Result<()> {
    let columns = chat_columns(cx.output.columns())?;
    if cx.output.is_table() {
        let rows = store.rows_of(ids, &columns.details)?;
        if !rows.is_empty() {
            cx.output.list(&columns.shown, &rows, None)?;
        }
        return Ok(());
    }
    let mut writer = cx.output.rows(columns.shown.iter().map(|column| column.name.as_str()));
    for block in ids.chunks(BLOCK) {
        let mut rows = store.rows_of(block, &columns.details)?;
        if rows.is_empty() {
            // Of a chat that is gone for good there is only the number.
            rows.extend(block.iter().map(|id| ChatRow { id: *id, ..ChatRow::default() }));
        }
        for row in rows {
            writer.row(columns.shown.iter().map(|column| (column.cell)(&row)))?;
        }
    }
    writer.finish()?;
    Ok(())
}

pub fn say_done(cx: &mut Context, action: &Action<'_>, report: &Report) {
    let done = report.done.len() as u64;
    let mut sentence = match done == report.matched {
        true => format!("{} {}.", action.done, counted(done, "chat")),
        false => format!("{} {} of {}.", action.done, grouped(done), counted(report.matched, "chat")),
    };
    if let Some(operation) = report.operation {
        sentence.push_str(&format!(" Take it back: livechats undo {operation}"));
    }
    cx.output.say(&sentence);
    say_left(cx, report);
    if report.remaining() > 0 {
        let remaining = counted(report.remaining(), "chat");
        cx.output.say(&format!("{remaining} not come to; the same command goes on with them."));
    }
}

fn say_left(cx: &mut Context, report: &Report) {
    for (what, chats) in &report.already {
        cx.output.say(&format!("{}: {what}.", counted(*chats, "chat")));
    }
    for (reason, (chats, one)) in &report.left {
        let such = if *chats == 1 {
            format!("chat {one}")
        } else {
            format!("{}, chat {one} among them", counted(*chats, "chat"))
        };
        cx.output.say(&format!("Left {such}: {reason}."));
    }
}

/// The exit code that says what became of it.
pub fn ending(report: Report) -> Result<()> {
    let left = report.count_left();
    let done = report.done.len() as u64;
    if let Some(error) = report.stopped {
        return Err(error);
    }
    if left == 0 {
        return Ok(());
    }
    let reason = report.left.into_keys().next().unwrap_or_default();
    let chats = counted(left, "chat");
    match done {
        0 => Err(Error::refused(format!("{chats} left as they are: {reason}"))),
        _ => Err(Error::partial(format!("{chats} left as they are: {reason}"))),
    }
}

fn skipped(bad: &[String]) -> Result<()> {
    match bad.len() as u64 {
        0 => Ok(()),
        lines => Err(Error::partial(format!("{} of stdin named no chat", counted(lines, "line")))),
    }
}

/// The beginning of a text, for one line.
fn start_of(text: &str) -> String {
    const LENGTH: usize = 60;
    let mut start: String = text.chars().take(LENGTH).collect();
    if text.chars().nth(LENGTH).is_some() {
        start.push('…');
    }
    start
}
