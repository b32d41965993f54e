//! `livechats assignment`: how chats find their reps.

mod rule;

use clap::{Args, Subcommand};

use crate::commands::args::{chat_name, columns_help, columns_of};
use crate::commands::listing::{ListFlags, say_changed, say_one};
use crate::commands::watch::Watch;
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::model::assignment::{Limit, Method};
use crate::model::chat::ChatName;
use crate::model::decision::{DecisionRow, GIVEN, REASONS, ReplyTarget, SETTINGS};
use crate::model::permission::{Need, Thing};
use crate::output::number::{counted, grouped};
use crate::output::progress::Unit;
use crate::store::{Drained, SettingEdit};

const EXAMPLES: &str = "\
Examples:
  livechats assignment edit --method balanced --limit 5
  livechats assignment edit --team Billing --method round-robin
  livechats assignment rule add Invoices --query 'text:invoice' --to-team Billing
  livechats assignment run                      for cron: give the chats that wait
  livechats assignment explain 4711             why this rep, and none of the others";

/// Say how chats find their reps, and look at how they did
///
/// A handoff to a team, and a transfer to one, choose among its members; a handoff to anybody goes by the rules, and
/// where none matches among all reps. Methods: balanced (the fewest unfinished chats; of those the longest since the
/// last assignment), random, round-robin (in the order they came online), voluntary (nobody is given chats: reps take
/// them). Only reps who are online and below the limit are given any; where there is none the chat waits.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Assignment {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Show(Show),
    Edit(Edit),
    Run(Drain),
    Explain(Explain),
    Rule(Box<rule::Rules>),
}

impl Assignment {
    /// Runs the verb.
    pub fn run(self, cx: &mut Context) -> Result<()> {
        match self.verb {
            Verb::Show(verb) => cx.perform(verb),
            Verb::Edit(verb) => cx.perform(verb),
            Verb::Run(verb) => cx.perform(verb),
            Verb::Explain(verb) => cx.perform(verb),
            Verb::Rule(rules) => rules.run(cx),
        }
    }
}

const SHOW_EXAMPLES: &str = "\
Examples:
  livechats assignment show
  livechats assignment show --team Billing --format json";

/// Show the settings of the company and of each team
#[derive(Args, Debug)]
#[command(after_help = SHOW_EXAMPLES, after_long_help = format!("{SHOW_EXAMPLES}\n\nColumns:\n{}", columns_help(SETTINGS)))]
struct Show {
    /// Of this team alone: name or number
    #[arg(long, value_name = "TEAM", conflicts_with_all = ["limit", "page", "sort", "reverse", "count"])]
    team: Option<String>,
    #[command(flatten)]
    list: ListFlags,
}

impl Work for Show {
    fn need(&self) -> Need {
        Need::View(Thing::Assignment)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let store = cx.store()?;
        match &self.team {
            Some(team) => say_one(cx, SETTINGS, store.assignment_setting(Some(team))?),
            None => self.list.say(cx, SETTINGS, store.assignment_settings()?, "setting"),
        }
    }
}

const EDIT_EXAMPLES: &str = "\
Examples:
  livechats assignment edit --method balanced --limit 5
  livechats assignment edit --team Billing --method round-robin --limit none
  livechats assignment edit --team Billing --method default --limit default
  livechats assignment edit --reply-target 15min

default is, for a team, what the company has; for the company what is preset: voluntary, without
limit and reply target.";

/// Change the settings of the company, or of a team
#[derive(Args, Debug)]
#[command(after_help = EDIT_EXAMPLES)]
struct Edit {
    /// Of this team: name or number; the company's, if left out
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
    #[command(flatten)]
    change: EditFlags,
}

/// What shall change.
#[derive(Args, Debug)]
#[group(required = true, multiple = true)]
struct EditFlags {
    /// balanced, random, round-robin, voluntary, or default
    #[arg(long, value_name = "METHOD", value_parser = or_default(method))]
    method: Option<OrDefault<Method>>,
    /// The most chats a rep may be given: a number, none, or default
    #[arg(id = "most", long = "limit", value_name = "N", value_parser = or_default(limit))]
    limit: Option<OrDefault<Limit>>,
    /// How long a person may wait for an answer: 90s, 15min, 2h, none, or default
    #[arg(long, value_name = "DURATION", value_parser = or_default(reply_target))]
    reply_target: Option<OrDefault<ReplyTarget>>,
}

/// A value, or `default`.
#[derive(Clone, Copy, Debug)]
struct OrDefault<T>(Option<T>);

type Parse<T> = fn(&str) -> std::result::Result<T, String>;

fn or_default<T>(parse: Parse<T>) -> impl Fn(&str) -> std::result::Result<OrDefault<T>, String> + Clone {
    move |text: &str| match text {
        "default" => Ok(OrDefault(None)),
        text => parse(text).map(|value| OrDefault(Some(value))),
    }
}

fn method(text: &str) -> std::result::Result<Method, String> {
    Method::from_name(text).ok_or_else(|| {
        let names: Vec<&str> = Method::ALL.iter().map(|method| method.name()).collect();
        format!("methods are {}", names.join(", "))
    })
}

fn limit(text: &str) -> std::result::Result<Limit, String> {
    Limit::parse(text).ok_or_else(|| format!("not a whole number from 1 to {}, nor none", Limit::LARGEST))
}

fn reply_target(text: &str) -> std::result::Result<ReplyTarget, String> {
    ReplyTarget::parse(text).ok_or_else(|| "not a length such as 90s, 15min, 2h or 1d, nor none".to_owned())
}

impl Work for Edit {
    fn need(&self) -> Need {
        Need::Manage(Thing::Assignment)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let EditFlags { method, limit, reply_target } = self.change;
        let edit = SettingEdit {
            method: method.map(|OrDefault(value)| value),
            limit: limit.map(|OrDefault(value)| value),
            reply_target: reply_target.map(|OrDefault(value)| value),
        };
        let (row, changed) = cx.store_for_writing()?.edit_assignment(&cx.actor(), self.team.as_deref(), &edit)?;
        let whose = row.team.as_deref().map_or_else(|| "the company".to_owned(), |team| format!("the team {team}"));
        let done = if changed { "Set for" } else { "It was so already for" };
        let (limit, target) = (&row.limit, &row.reply_target);
        let sentence = format!("{done} {whose}: {}, limit {limit}, reply target {target}.", row.method.name());
        say_changed(cx, SETTINGS, &[row], &sentence)
    }
}

const RUN_EXAMPLES: &str = "\
Examples:
  livechats assignment run --quiet              every minute, by cron
  livechats assignment run --dry-run            who would get what
  livechats assignment run --format json        what was given, for a script

A chat that was handed or given to a team is that team's; every other goes by the rules as they are
now, and where none matches by the company's settings. Two runs at once never give a chat twice.";

/// Give the chats that wait, oldest first, to reps who are online and below their limit
#[derive(Args, Debug)]
#[command(after_help = RUN_EXAMPLES, after_long_help = format!("{RUN_EXAMPLES}\n\nColumns:\n{}", columns_help(GIVEN)))]
struct Drain {
    /// Tell what would be given, give nothing
    #[arg(long)]
    dry_run: bool,
}

impl Work for Drain {
    fn need(&self) -> Need {
        Need::Manage(Thing::Assignment)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        // Wrong columns are told before anything is given.
        let columns = columns_of(GIVEN, cx.output.columns())?;
        let mut store = if self.dry_run { cx.store()? } else { cx.store_for_writing()? };
        let watch = Watch::new(Some(cx.output.progress(None, Unit::Items, "assignment run")), cx.stop());
        let drained = store.drain_queue(&cx.actor(), self.dry_run, &|chats| watch.done(chats));
        watch.finish();
        let drained = drained?;
        drop(store);
        if cx.output.asked_format().is_some() || self.dry_run && !drained.given.is_empty() {
            cx.output.list(&columns, &drained.given, None)?;
        }
        cx.output.say(&sentence(&drained, self.dry_run));
        drained.stopped.map_or(Ok(()), Err)
    }
}

fn sentence(drained: &Drained, dry_run: bool) -> String {
    let (given, waiting) = (drained.given.len() as u64, drained.waiting);
    let wait_on = match (waiting, &drained.stopped) {
        (_, Some(_)) => String::new(),
        (0, None) => ", none waits".to_owned(),
        (1, None) => ", 1 waits on".to_owned(),
        (many, None) => format!(", {} wait on", grouped(many)),
    };
    if given == 0 {
        return match waiting {
            0 => "No chat waits for a rep.".to_owned(),
            _ => format!("No chat was given, for nobody is free who may be given one{wait_on}."),
        };
    }
    let mut reps: Vec<&str> = drained.given.iter().map(|row| row.rep.as_str()).collect();
    reps.sort_unstable();
    reps.dedup();
    let (chats, reps) = (counted(given, "chat"), counted(reps.len() as u64, "rep"));
    match drained.operation {
        _ if dry_run => format!("{chats} would be given to {reps}{wait_on}. Nothing was changed."),
        Some(operation) => format!("Gave {chats} to {reps}{wait_on}. Take it back: livechats undo {operation}"),
        None => format!("Gave {chats} to {reps}{wait_on}."),
    }
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  livechats assignment explain 4711             the last decision on it
  livechats assignment explain 4711 --all       each of them, the newest first
  livechats assignment explain 4711 --columns name,reason --format csv

Reasons of rules: matched, no-match, outside-hours, inactive, target-removed, unreadable, not-asked.
Reasons of reps: chosen, away, full, more-chats, given-later, not-drawn, not-their-turn, voluntary,
gave-it-away (they had the chat).";

/// List every rule and rep that a decision on a chat looked at, and why each was chosen or passed over
///
/// Names, loads and limits are those of then. A run keeps no decision on chats that wait on: the one before still tells
/// why they do.
#[derive(Args, Debug)]
#[command(after_help = EXPLAIN_EXAMPLES, after_long_help = format!("{EXPLAIN_EXAMPLES}\n\nColumns:\n{}", columns_help(REASONS)))]
struct Explain {
    /// The chat: its number or SOURCE/ID
    #[arg(value_name = "CHAT", value_parser = chat_name)]
    chat: ChatName,
    /// Every decision on it, not just the last
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    list: ListFlags,
}

impl Work for Explain {
    fn need(&self) -> Need {
        Need::View(Thing::Assignment)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let (chat, decisions) = cx.store()?.decisions(&self.chat, self.all)?;
        let mut sentences: Vec<String> = decisions.iter().map(|decision| told(chat, decision, cx)).collect();
        if decisions.is_empty() {
            sentences.push(format!("No decision is kept on chat {chat}: nobody asked for one."));
        }
        let replayed = decisions.iter().all(|decision| decision.replays);
        let reasons = decisions.into_iter().flat_map(|decision| decision.reasons).collect();
        self.list.say(cx, REASONS, reasons, "reason")?;
        for sentence in &sentences {
            cx.output.say(sentence);
        }
        if replayed {
            return Ok(());
        }
        Err(Error::found("made again from what was kept, a decision on this chat gives another rep")
            .hint("the record was changed: livechats audit verify"))
    }
}

/// A decision in a sentence.
fn told(chat: i64, decision: &DecisionRow, cx: &Context) -> String {
    let DecisionRow { id, occasion, at, .. } = decision;
    let at = at.map(|at| format!(" {}", at.local(cx.output.zone()))).unwrap_or_default();
    let outcome = decision.rep.as_ref().map_or_else(|| "the chat waits".to_owned(), |rep| format!("to {rep}"));
    let how = match (decision.method, &decision.rule) {
        (Some(method), rule) => {
            let whose = decision.team.as_ref().map_or_else(|| "any rep".to_owned(), |team| format!("a rep of {team}"));
            let rule = rule.as_ref().map(|rule| format!(" (rule {rule})")).unwrap_or_default();
            format!(", {} for {whose}{rule}", method.name())
        }
        (None, Some(rule)) if decision.rep.is_some() => format!(", whom the rule {rule} names"),
        (None, Some(rule)) => format!(" for the rep whom the rule {rule} names"),
        (None, None) => ", named at handoff".to_owned(),
    };
    format!("Decision {id} on chat {chat}, {occasion}{at}: {outcome}{how}.")
}
