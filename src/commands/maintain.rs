//! `livechats maintain`: what comes due by itself, for cron.

use clap::Args;

use crate::commands::args::{columns_help, columns_of, whole_number};
use crate::commands::mentions::left_out;
use crate::commands::policies::work_off;
use crate::commands::watch::Watch;
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::model::maintenance::{COLUMNS, Step, StepRow};
use crate::model::permission::Need;
use crate::model::retention::WorkRow;
use crate::output::number::{counted, grouped};
use crate::store::{Cleared, Due, DueWork, Report, Run, Store};

const EXAMPLES: &str = "\
Examples:
  livechats maintain
  livechats maintain --dry-run
  livechats maintain --only overdue --quiet
  livechats maintain --only bin --max 100000
  */5 * * * *  livechats --repo /srv/acme.db maintain --quiet      a line of a crontab

Exit code 3 says that something is left that should not be: run it again. Chats on a legal hold stay, and that is no
fault. Two of these at once do no harm.";

/// Do what is due: overdue chats, the queue, retention, the grace time of the bin, what an interrupted removal left
///
/// A chat that is open or pending becomes overdue where the person waits for an answer longer than the reply target: the
/// smallest of its teams', else the company's. They wait since the first of their messages that stand unanswered at the
/// end of the thread; lines of the system do not count. Chats that wait are given to
/// reps as assignment run does it. Every policy that is active is run as retention run does it; what is above its own --max
/// waits for the next time. Chats that were in the bin for 30 days are purged. Each part is an operation of its own.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\nColumns:\n{}", columns_help(COLUMNS)))]
pub struct Maintain {
    /// Only these parts
    #[arg(long, value_name = "A,B", value_enum, value_delimiter = ',')]
    only: Vec<Step>,
    /// Do everything, keep nothing, and say what would be done
    #[arg(long)]
    dry_run: bool,
    /// The most chats to purge whose time in the bin is over; above that none is, and the exit code is 6
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = whole_number(1, 1_000_000_000))]
    max: u64,
    /// Believe the clock, even where it is far from the last time seen
    #[arg(long)]
    accept_clock: bool,
}

/// What became of a step, and what is wrong with that, if anything.
type Done = (StepRow, Option<Error>);

impl Work for Maintain {
    /// It purges, whatever anybody sees.
    fn need(&self) -> Need {
        Need::Admin
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let columns = columns_of(COLUMNS, cx.output.columns())?;
        let mut store = cx.store_for_writing()?;
        let mut rows = Vec::new();
        let mut troubles = Vec::new();
        let mut keep = |(row, trouble): Done| {
            rows.push(row);
            troubles.extend(trouble);
        };
        if self.does(Step::Overdue) {
            keep(self.overdue(cx, &mut store)?);
        }
        if self.does(Step::Queue) {
            keep(self.queue(cx, &mut store)?);
        }
        if self.does(Step::Retention) {
            self.retention(cx, &mut store)?.into_iter().for_each(&mut keep);
        }
        if self.does(Step::Bin) {
            keep(self.bin(cx, &mut store)?);
            keep(self.clearing(cx, &mut store)?);
        }
        if !self.dry_run && self.believed(cx, &store).is_ok() {
            store.note_clock(&cx.actor(), self.accept_clock)?;
        }
        if cx.output.asked_format().is_some() {
            cx.output.list(&columns, &rows, None)?;
        }
        let mut troubles = troubles.into_iter();
        let Some(first) = troubles.next() else { return Ok(()) };
        troubles.for_each(|trouble| cx.output.warn(&trouble.to_string()));
        Err(first)
    }
}

impl Maintain {
    fn does(&self, step: Step) -> bool {
        self.only.is_empty() || self.only.contains(&step)
    }

    /// Whether things may be done by their age. What is written at a wrong time does not make it right.
    fn believed(&self, cx: &Context, store: &Store) -> Result<()> {
        if self.accept_clock { Ok(()) } else { store.check_clock_for_ages(cx.clock.now) }
    }

    fn overdue(&self, cx: &mut Context, store: &mut Store) -> Result<Done> {
        let now = cx.clock.now;
        let targets = store.overdue(now)?;
        let watch = Watch::new(None, cx.stop());
        let step = |chats| watch.done(chats);
        let run = Run { targets: &targets, dry_run: self.dry_run, step: &step };
        let report = store.make_overdue(&cx.actor(), &run)?;
        let done = report.done.len() as u64;
        // Whatever others changed meanwhile is looked at once more.
        let remaining = if self.dry_run { 0 } else { store.overdue(now)?.chats.len() as u64 };
        cx.output.say(&match (done, self.dry_run) {
            (0, _) => "No chat is overdue that was not.".to_owned(),
            (_, true) => format!("{} would become overdue.", counted(done, "chat")),
            (_, false) => format!("Made {} overdue.{}", counted(done, "chat"), take_back(report.operation)),
        });
        Ok(end("overdue", 0, report, remaining))
    }

    /// The same as `assignment run`.
    fn queue(&self, cx: &mut Context, store: &mut Store) -> Result<Done> {
        let watch = Watch::new(None, cx.stop());
        let drained = store.drain_queue(&cx.actor(), self.dry_run, &|chats| watch.done(chats))?;
        let (given, waiting) = (drained.given.len() as u64, drained.waiting);
        let wait = match waiting {
            0 => "none waits".to_owned(),
            1 => "1 chat waits on".to_owned(),
            _ => format!("{} wait on", counted(waiting, "chat")),
        };
        cx.output.say(&match (given, self.dry_run) {
            (0, _) => format!("No chat was given to a rep; {wait}."),
            (_, true) => format!("{} would be given to reps; {wait}.", counted(given, "chat")),
            (_, false) => format!("Gave {} to reps; {wait}.{}", counted(given, "chat"), take_back(drained.operation)),
        });
        let row = StepRow { step: "queue", matched: given + waiting, done: given, left: waiting, ..StepRow::default() };
        Ok((row, drained.stopped))
    }

    /// What is above a policy's ceiling waits for the next night, and that is no fault. Without policies there is
    /// nothing to tell.
    fn retention(&self, cx: &mut Context, store: &mut Store) -> Result<Vec<Done>> {
        let DueWork { planned, left_out: halted } = match store.due_by_policies(&[], &cx.clock) {
            Ok(due) => due,
            // A policy that cannot be read keeps nobody from the rest.
            Err(error) => return Ok(vec![(StepRow { step: "retention", ..StepRow::default() }, Some(error))]),
        };
        let others = !planned.is_empty();
        let due = planned.iter().any(|work| work.row.done > 0);
        let (rows, mut troubles) = match self.believed(cx, store) {
            Err(refusal) if due => {
                let undone = |row: WorkRow| WorkRow { remaining: row.remaining + row.done, done: 0, ..row };
                (planned.into_iter().map(|work| undone(work.row)).collect(), vec![refusal])
            }
            _ => work_off(cx, store, &planned, self.dry_run)?,
        };
        let mut done: Vec<Done> = Vec::new();
        for row in rows {
            match done.last_mut() {
                Some((before, _)) if before.policy.as_ref() == Some(&row.policy) => before.add(&row),
                _ => done.push((StepRow::of_policy(&row), None)),
            }
        }
        if let Some((_, trouble)) = done.last_mut() {
            *trouble = troubles.pop();
        }
        let mut trouble = left_out(cx, &halted, others);
        for mention in halted {
            let row = StepRow { step: "retention", policy: Some(mention.speaker.into_name()), ..StepRow::default() };
            done.push((row, trouble.take()));
        }
        Ok(done)
    }

    fn bin(&self, cx: &mut Context, store: &mut Store) -> Result<Done> {
        let now = cx.clock.now;
        let (targets, held) = store.due_in_bin(now)?;
        let due = targets.chats.len() as u64;
        if due == 0 {
            cx.output.say(&format!("No chat's time in the bin is over{}.", held_ones(held)));
            return Ok((StepRow { step: "bin", matched: held, left: held, ..StepRow::default() }, None));
        }
        if let Some(refusal) = self.believed(cx, store).err().or_else(|| self.too_many(due)) {
            let row = StepRow { step: "bin", matched: due + held, left: held, remaining: due, ..StepRow::default() };
            return Ok((row, Some(refusal)));
        }
        let watch = Watch::new(None, cx.stop());
        let step = |chats| watch.done(chats);
        let run = Run { targets: &targets, dry_run: self.dry_run, step: &step };
        // The clock was looked at before.
        let rule = Due { at_once: false, named: false, accept_clock: true };
        let report = store.purge_chats(&cx.actor(), &run, rule, cx.wait())?;
        let done = report.done.len() as u64;
        let remaining = if self.dry_run { 0 } else { store.due_in_bin(now)?.0.chats.len() as u64 };
        let so = if self.dry_run { "would be purged" } else { "purged" };
        let chats = counted(done, "chat");
        cx.output.say(&format!("{chats} {so} whose time in the bin is over{}.", held_ones(held)));
        Ok(end("bin", held, report, remaining))
    }

    fn too_many(&self, due: u64) -> Option<Error> {
        (due > self.max && !self.dry_run).then(|| {
            Error::refused(format!(
                "{} of the bin are due, above --max {}; none was purged",
                counted(due, "chat"),
                self.max
            ))
            .hint(format!("if all of them are meant: livechats maintain --only bin --max {due}"))
        })
    }

    /// Goes on with what an interrupted purge or erasure left; the purge of this run clears behind itself.
    fn clearing(&self, cx: &mut Context, store: &mut Store) -> Result<Done> {
        let mut row = StepRow { step: "clearing", ..StepRow::default() };
        if !store.needs_clearing()? {
            cx.output.say("Nothing is left to overwrite.");
            return Ok((row, None));
        }
        row.matched = 1;
        if self.dry_run {
            cx.output.say("What an interrupted purge or erasure left would be overwritten.");
            row.done = 1;
            return Ok((row, None));
        }
        let cleared = match cx.clear(store, cx.wait()) {
            Ok(Some(_)) => Ok(()),
            Ok(None) => Cleared::InUse.or_in_use(),
            Err(error) => Err(error),
        };
        match cleared {
            Ok(()) => {
                cx.output.say("Overwrote what an interrupted purge or erasure had left.");
                row.done = 1;
                Ok((row, None))
            }
            Err(error @ Error::Partial(_)) => {
                row.remaining = 1;
                Ok((row, Some(error)))
            }
            Err(error) => Err(error),
        }
    }
}

/// What became of a step that had chats to change; `held` of those it found were not for it.
fn end(step: &'static str, held: u64, report: Report, remaining: u64) -> Done {
    let (matched, done) = (report.matched + held, report.done.len() as u64);
    let left = matched.saturating_sub(done + remaining);
    let row = StepRow { step, matched, done, left, remaining, policy: None };
    let trouble = report.stopped.or_else(|| {
        (remaining > 0).then(|| {
            Error::partial(format!("{step}: {} still to be done", counted(remaining, "chat")))
                .hint("run livechats maintain again")
        })
    });
    (row, trouble)
}

fn take_back(operation: Option<i64>) -> String {
    operation.map(|operation| format!(" Take it back: livechats undo {operation}")).unwrap_or_default()
}

fn held_ones(held: u64) -> String {
    match held {
        0 => String::new(),
        _ => format!("; {} on legal hold {}", grouped(held), if held == 1 { "stays" } else { "stay" }),
    }
}
