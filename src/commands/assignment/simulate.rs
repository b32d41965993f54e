//! `livechats assignment simulate`

use std::path::PathBuf;

use clap::Args;

use super::{limit, method};
use crate::commands::args::{columns_help, columns_of};
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::exchange::rule_json;
use crate::model::assignment::{Limit, Method};
use crate::model::permission::{Need, Thing};
use crate::model::simulation::report::{COLUMNS, Figure, FigureRow, LINES, Line, REP_LINES, RepLine};
use crate::model::simulation::{Outcome, RepOutcome, gini};
use crate::output::number::{counted, grouped};
use crate::output::{Format, Shown};
use crate::query::{self, Filter, Term, TimeKey, TimeRange};
use crate::store::{Replayed, Supposed};

const EXAMPLES: &str = "\
Examples:
  livechats assignment simulate                          the rules in force, on all past chats
  livechats assignment simulate --limit 2 --since 30d    if nobody were given more than two chats
  livechats assignment simulate --rules new.json         the rules of a file (assignment rule export)
  livechats assignment simulate --without-rep Nora --add-rep Ines='English desk'
  livechats assignment simulate --format json

Chats come again when they began, and last as long as they did from when their rep had them. A chat
that ends frees a place, and the oldest that waits gets it. Rules are asked of the chats as they are
now, hours of the moment they began. Chats that reps take themselves (voluntary) are taken as they
were. Chats that are not over keep their place to the end.

Nobody wrote down when reps were there: whoever is in a team, and of all reps whoever is online or
ever had a chat, is taken to be there all the time. At the beginning of the replay nobody has a chat.
When a chat got its rep is known of those that this program gave out; of all others the wait is not
known, and their rep is the one they have. Left out are chats without times, and those that ended
without a rep.";

/// Replay past chats under other rules or with other reps
///
/// Waits, loads and fairness as they happened, and beside them as they would have been.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\nColumns:\n{}", columns_help(COLUMNS)))]
pub struct Simulate {
    /// Rules of a file instead of those in force; - is stdin
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// Give out by this method, whatever rules and settings say
    #[arg(long, value_name = "METHOD", value_parser = method)]
    method: Option<Method>,
    /// The most chats of a rep, or none, whatever rules and settings say
    #[arg(long, value_name = "N", value_parser = limit)]
    limit: Option<Limit>,
    /// A rep who comes in, known or new, and the team; may be given again
    #[arg(long, value_name = "NAME[=TEAM]", value_parser = joining)]
    add_rep: Vec<(String, Option<String>)>,
    /// A rep who is not there; may be given again
    #[arg(long, value_name = "REP")]
    without_rep: Vec<String>,
    /// Only chats from this time on (a date, a month, or an age such as 30d)
    #[arg(long, value_name = "TIME")]
    since: Option<String>,
    /// Only chats up to this time
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
    /// Report only what goes to this team; all chats are replayed
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
}

/// Reads `NAME` or `NAME=TEAM`.
fn joining(text: &str) -> std::result::Result<(String, Option<String>), String> {
    let (name, team) = match text.split_once('=') {
        Some((name, team)) => (name.trim(), Some(team.trim())),
        None => (text.trim(), None),
    };
    match (name, team) {
        ("", _) => Err("it names nobody".to_owned()),
        (_, Some("")) => Err("no team stands behind the =".to_owned()),
        _ => Ok((name.to_owned(), team.map(str::to_owned))),
    }
}

impl Work for Simulate {
    fn need(&self) -> Need {
        Need::View(Thing::Assignment)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let columns = columns_of(COLUMNS, cx.output.columns())?;
        let range = self.range(cx)?;
        let (since, until) = (range.from.is_some(), range.until.is_some());
        let rules = match &self.rules {
            None => None,
            Some(file) => {
                if file.as_os_str() != "-" {
                    cx.check_named_file(file)?;
                }
                let folder = cx.repository().parent().filter(|folder| !folder.as_os_str().is_empty());
                Some(rule_json::read_file(file, folder.unwrap_or_else(|| ".".as_ref()))?)
            }
        };
        let in_force = rules.is_none() && self.method.is_none() && self.limit.is_none();
        let as_is = in_force && self.add_rep.is_empty() && self.without_rep.is_empty();
        let supposed = Supposed {
            rules,
            method: self.method,
            limit: self.limit,
            join: self.add_rep,
            leave: self.without_rep,
            team: self.team,
        };
        let replayed = cx.store()?.replay(cx.clock.now, range, &supposed)?;
        if cx.output.is_table() && cx.output.columns().is_none() {
            tables(cx, &replayed)?;
        } else {
            cx.output.list(&columns, &figures(&replayed), None)?;
        }
        cx.output.say(&sentence(&replayed, as_is, since || until));
        left_out(cx, &replayed);
        Ok(())
    }
}

impl Simulate {
    fn range(&self, cx: &Context) -> Result<TimeRange> {
        let (since, until) = (self.since.as_deref(), self.until.as_deref());
        if since.is_none() && until.is_none() {
            return Ok(TimeRange { from: None, until: None });
        }
        match query::range_of_flags(TimeKey::Created, since, until, &cx.clock)? {
            Filter::Term(Term::Time(_, Some(range))) => Ok(range),
            _ => Err(Error::usage("--since and --until say no range of time")),
        }
    }
}

/// Two figures of one kind.
fn both(happened: u64, simulated: u64) -> (Figure, Figure) {
    (Figure::Number(happened), Figure::Number(simulated))
}

/// The figures of all chats, then those of each rep.
fn figures(replayed: &Replayed) -> Vec<FigureRow> {
    let (happened, simulated) = (&replayed.happened, &replayed.simulated);
    let of_both = |figure: &dyn Fn(&Outcome, bool) -> Figure| (figure(happened, true), figure(simulated, false));
    let known = |outcome: &Outcome, figure| if outcome.timed() > 0 { Figure::Number(figure) } else { Figure::None };
    let wait = |percent| {
        move |outcome: &Outcome, _| {
            outcome.wait_within(percent).map_or(Figure::None, |wait| Figure::Number(wait.into()))
        }
    };
    let all = [
        ("chats", both(happened.chats, simulated.chats)),
        ("given", both(happened.given, simulated.given)),
        ("given_at_once", of_both(&|outcome, _| known(outcome, outcome.at_once()))),
        ("waited", of_both(&|outcome, _| known(outcome, outcome.timed() - outcome.at_once()))),
        ("wait_known", both(happened.timed(), simulated.timed())),
        ("wait_median", of_both(&wait(50))),
        ("wait_p95", of_both(&wait(95))),
        ("wait_longest", of_both(&wait(100))),
        ("left_waiting", both(happened.left_waiting, simulated.left_waiting)),
        ("gini", of_both(&|outcome, really| Figure::Decimal(fairness(replayed, outcome, really)))),
        ("same_rep", (Figure::Number(happened.given), Figure::Number(simulated.same_rep))),
    ];
    let row = |(measure, (happened, simulated))| FigureRow { rep: None, measure, happened, simulated };
    let mut rows: Vec<FigureRow> = all.into_iter().map(row).collect();
    for line in reps(replayed, 0) {
        let figure = |of: Option<(u64, u64)>, which: fn((u64, u64)) -> u64| {
            of.map_or(Figure::None, |of| Figure::Number(which(of)))
        };
        let chats: fn((u64, u64)) -> u64 = |(chats, _)| chats;
        for (measure, which) in [("chats", chats), ("most_at_once", |(_, busiest)| busiest)] {
            let (happened, simulated) = (figure(line.happened, which), figure(line.simulated, which));
            rows.push(FigureRow { rep: Some(line.name.clone()), measure, happened, simulated });
        }
        let share = |of: Option<(u64, u64)>, outcome: &Outcome| {
            let share = |(chats, _): (u64, u64)| format!("{:.4}", chats as f64 / outcome.given.max(1) as f64);
            of.map_or(Figure::None, |of| Figure::Decimal(share(of)))
        };
        let (happened, simulated) = (share(line.happened, happened), share(line.simulated, simulated));
        rows.push(FigureRow { rep: Some(line.name), measure: "share", happened, simulated });
    }
    rows
}

/// The Gini coefficient of the chats of those who were there, or would be.
fn fairness(replayed: &Replayed, outcome: &Outcome, really: bool) -> String {
    let reps = replayed.reps.iter().zip(&outcome.reps);
    let there = reps.filter(|(rep, _)| if really { rep.was_there } else { rep.is_there });
    format!("{:.3}", gini(there.map(|(_, of_rep)| of_rep.chats).collect()))
}

/// Who had chats or would have had, by name, with bars at most so wide.
fn reps(replayed: &Replayed, width: usize) -> Vec<RepLine> {
    let of = |there: bool, rep: &RepOutcome| (there || rep.chats > 0).then_some((rep.chats, rep.busiest));
    let outcomes = replayed.happened.reps.iter().zip(&replayed.simulated.reps);
    let line = |(rep, (happened, simulated)): (&crate::store::ReplayedRep, (&RepOutcome, &RepOutcome))| RepLine {
        name: rep.name.clone(),
        happened: of(rep.was_there, happened),
        simulated: of(rep.is_there, simulated),
        bar: String::new(),
    };
    let mut lines: Vec<RepLine> = replayed.reps.iter().zip(outcomes).map(line).collect();
    lines.retain(|line| line.happened.is_some() || line.simulated.is_some());
    let chats = |of: Option<(u64, u64)>| of.map_or(0, |(chats, _)| chats);
    let most = lines.iter().map(|line| chats(line.happened).max(chats(line.simulated))).max().unwrap_or(0).max(1);
    for line in &mut lines {
        let cells = |of| usize::try_from(chats(of).saturating_mul(width as u64).div_ceil(most)).unwrap_or(width);
        line.bar = bar(cells(line.happened), cells(line.simulated));
    }
    lines
}

/// Cells that the longest bar takes.
const BAR: usize = 24;

/// A bar of what would have been, with a mark where what happened ends: `█████│██`.
fn bar(happened: usize, simulated: usize) -> String {
    let mark = happened.saturating_sub(1);
    let cell = |place| match place {
        _ if happened > 0 && place == mark => '│',
        _ if place < simulated => '█',
        _ => ' ',
    };
    (0..happened.max(simulated)).map(cell).collect()
}

/// The tables for people.
fn tables(cx: &mut Context, replayed: &Replayed) -> Result<()> {
    let rows = figures(replayed);
    let lines = rows.iter().filter(|row| row.rep.is_none() && row.measure != "same_rep").map(|row| Line {
        measure: label(row.measure),
        happened: words(row.measure, &row.happened),
        simulated: words(row.measure, &row.simulated),
    });
    let lines: Vec<Line> = lines.filter(|line| !line.measure.is_empty()).collect();
    cx.output.list(&columns_of(LINES, None)?, &lines, None)?;
    let watched = cx.output.terminal().stdout;
    let reps = reps(replayed, BAR);
    if !reps.is_empty() {
        cx.output.line("")?;
        // Bars say nothing to a program.
        let shown: Vec<Shown<RepLine>> = REP_LINES
            .iter()
            .filter(|column| column.shown || watched)
            .map(|column| Shown { name: column.name.to_owned(), cell: Box::new(column.cell) })
            .collect();
        cx.output.list(&shown, &reps, None)?;
    }
    Ok(())
}

/// What people call a measure; empty for one that they are not shown.
fn label(measure: &str) -> &'static str {
    match measure {
        "chats" => "chats",
        "given_at_once" => "given at once",
        "waited" => "waited",
        "wait_median" => "median wait",
        "wait_p95" => "95 in 100 waited at most",
        "wait_longest" => "longest wait",
        "left_waiting" => "left waiting",
        "gini" => "unfairness (Gini)",
        _ => "",
    }
}

/// A figure as people read it.
fn words(measure: &str, figure: &Figure) -> String {
    match figure {
        Figure::None => "not known".to_owned(),
        Figure::Number(seconds) if measure.starts_with("wait_") => span(*seconds),
        Figure::Number(number) => grouped(*number),
        Figure::Decimal(digits) => digits.clone(),
    }
}

/// A length of time in its two largest units: `2 h 05 min`.
fn span(seconds: u64) -> String {
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3_600 => format!("{} min {:02} s", seconds / 60, seconds % 60),
        3_600..86_400 => format!("{} h {:02} min", seconds / 3_600, seconds / 60 % 60),
        _ => format!("{} d {:02} h", grouped(seconds / 86_400), seconds / 3_600 % 24),
    }
}

/// What came of it in one sentence.
fn sentence(replayed: &Replayed, as_is: bool, part: bool) -> String {
    let (happened, simulated) = (&replayed.happened, &replayed.simulated);
    if happened.chats == 0 {
        return "No chats to replay.".to_owned();
    }
    let chats = counted(happened.chats, "chat");
    let rules = if as_is { "the rules and reps of now" } else { "what is supposed" };
    let alike = simulated.given == happened.given && simulated.same_rep == simulated.given;
    // A part of the past begins with reps who have nothing to do, so it may well differ.
    if alike && simulated.same_moment == happened.timed() {
        return format!("Replayed {chats} under {rules}: everything as it happened.");
    }
    let begins = if part { "; nobody had a chat at the beginning" } else { "" };
    let same = grouped(simulated.same_rep);
    format!("Replayed {chats} under {rules}: {same} of {} go to the rep who had them{begins}.", grouped(happened.given))
}

/// What was not replayed.
fn left_out(cx: &mut Context, replayed: &Replayed) {
    let parts = [(replayed.timeless, "without times"), (replayed.alone, "that ended without a rep")];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.map(|(count, what)| format!("{} {what}", counted(count, "chat"))).collect();
    if !parts.is_empty() {
        cx.output.say(&format!("Left out: {}.", parts.join(", ")));
    }
    if cx.output.format() == Format::Table && cx.output.terminal().stdout && replayed.happened.chats > 0 {
        cx.output.say("Bars are chats as simulated; │ is where they ended as it happened.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_told_in_two_units() {
        let told = [0, 59, 60, 3_599, 3_600, 86_399, 86_400, 90_000_000].map(span);
        let expected =
            ["0 s", "59 s", "1 min 00 s", "59 min 59 s", "1 h 00 min", "23 h 59 min", "1 d 00 h", "1,041 d 16 h"];
        assert_eq!(told, expected);
    }

    #[test]
    fn bars_show_both() {
        let drawn =
            [(0, 0), (0, 3), (3, 0), (3, 3), (2, 4), (4, 2)].map(|(happened, simulated)| bar(happened, simulated));
        assert_eq!(drawn, ["", "███", "  │", "██│", "█│██", "██ │"]);
    }

    #[test]
    fn who_comes_in_may_name_a_team() {
        assert_eq!(joining("Ines = English desk"), Ok(("Ines".to_owned(), Some("English desk".to_owned()))));
        assert_eq!(joining("Ines"), Ok(("Ines".to_owned(), None)));
        for bad in ["", " ", "=Team", "Ines="] {
            assert!(joining(bad).is_err(), "{bad}");
        }
    }
}
