//! `livechats ban`: who gets no rep, for how long, and why.

mod add;
mod check;
mod reason;
mod rehearse;
mod rule;
mod suspect;

use clap::{Args, Subcommand};

use crate::commands::args::{columns_help, whole_number};
use crate::commands::listing::{ListFlags, line_of_text, say_changed, say_one};
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::ban::COLUMNS;
use crate::model::permission::{Need, Thing};
use crate::store::{BanChoice, Lift as Which, Lifted};

const EXAMPLES: &str = "\
Examples:
  livechats ban reason add spam                          every ban needs a reason
  livechats ban rule set 1 3d                            the first ban of a person: 3 days
  livechats ban rule set 3 permanent                     the third and all that follow
  livechats ban add --person 12 --reason spam            as long as the rules say
  livechats ban add --ip 203.0.113.0/24 --reason abuse --for 12h
  livechats ban check --email ann@example.com            exit code 9 if banned, 0 if not
  livechats ban list";

/// Bans: who gets no rep, for how long, and why
///
/// A ban is on a person and their identifiers (mail address, phone number, IP address, channel ID, unique ID), or on
/// identifiers alone. handoff refuses whom a ban that runs is on. Bans end by themselves.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\nColumns:\n{}", columns_help(COLUMNS)))]
pub struct Ban {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Add(add::Add),
    Lift(Lift),
    List(List),
    Show(Show),
    Check(check::Check),
    Rehearse(rehearse::Rehearse),
    Rule(rule::Rule),
    Reason(reason::Reason),
}

impl Ban {
    /// Runs the verb.
    pub fn run(self, cx: &mut Context) -> Result<()> {
        match self.verb {
            Verb::Add(verb) => cx.perform(verb),
            Verb::Lift(verb) => cx.perform(verb),
            Verb::List(verb) => cx.perform(verb),
            Verb::Show(verb) => cx.perform(verb),
            Verb::Check(verb) => cx.perform(verb),
            Verb::Rehearse(verb) => cx.perform(verb),
            Verb::Rule(verb) => verb.run(cx),
            Verb::Reason(verb) => verb.run(cx),
        }
    }
}

const LIFT_EXAMPLES: &str = "\
Examples:
  livechats ban lift 3
  livechats ban lift --person ann@example.com --note 'it was her brother'";

/// Lift a ban before its end; it stays in the history, and counts as an offence
#[derive(Args, Debug)]
#[command(after_help = LIFT_EXAMPLES, group = clap::ArgGroup::new("which").required(true).args(["ban", "person"]))]
struct Lift {
    /// Number of the ban
    #[arg(value_name = "BAN", value_parser = whole_number(1, i64::MAX.unsigned_abs()))]
    ban: Option<u64>,
    /// Every ban on this person that runs
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
    /// Why, for those who look at it later
    #[arg(long, value_name = "TEXT", value_parser = line_of_text)]
    note: Option<String>,
}

impl Work for Lift {
    fn need(&self) -> Need {
        Need::Manage(Thing::Bans)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let which = match self.person {
            Some(person) => Which::Person(person),
            None => Which::Ban(self.ban.and_then(|ban| i64::try_from(ban).ok()).unwrap_or_default()),
        };
        let Lifted { rows, still, operation } =
            cx.store_for_writing()?.lift_bans(&cx.actor(), &which, self.note.as_deref())?;
        let bans: Vec<String> = rows.iter().map(|row| row.id.to_string()).collect();
        let plural = if bans.len() == 1 { "" } else { "s" };
        let sentence = format!("Lifted ban{plural} {}. Take it back: livechats undo {operation}", bans.join(", "));
        say_changed(cx, COLUMNS, &rows, &sentence)?;
        if let Some((ban, by)) = still {
            cx.output.warn(&format!("the person is still banned: ban {ban}, by {by}"));
        }
        Ok(())
    }
}

const LIST_EXAMPLES: &str = "\
Examples:
  livechats ban list                                     those that run, the newest first
  livechats ban list --all --person 12                   the history of a person
  livechats ban list --reason spam --columns id,person,identifiers,note
  livechats ban list --sort hits --reverse               whom they stopped most often";

/// List bans: those that run, or all
#[derive(Args, Debug)]
#[command(after_help = LIST_EXAMPLES)]
struct List {
    /// Those that run [the default]
    #[arg(long, conflicts_with = "all")]
    running: bool,
    /// Those that ended, were lifted or replaced as well
    #[arg(long)]
    all: bool,
    /// On this person: number, or exactly one's mail address, phone number, ID or name
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
    /// For this reason
    #[arg(long, value_name = "REASON")]
    reason: Option<String>,
    #[command(flatten)]
    list: ListFlags,
}

impl Work for List {
    fn need(&self) -> Need {
        Need::View(Thing::Bans)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let choice = BanChoice { all: self.all, person: self.person, reason: self.reason };
        let now = cx.clock.now;
        let rows = cx.store()?.bans(&choice, now)?;
        self.list.say(cx, COLUMNS, rows, "ban")
    }
}

const SHOW_EXAMPLES: &str = "\
Examples:
  livechats ban show 3
  livechats ban show 3 --format json";

/// Show a ban with all that is known of it
#[derive(Args, Debug)]
#[command(after_help = SHOW_EXAMPLES)]
struct Show {
    /// Its number
    #[arg(value_name = "BAN", value_parser = whole_number(1, i64::MAX.unsigned_abs()))]
    ban: u64,
}

impl Work for Show {
    fn need(&self) -> Need {
        Need::View(Thing::Bans)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let now = cx.clock.now;
        let row = cx.store()?.ban(i64::try_from(self.ban).unwrap_or_default(), now)?;
        say_one(cx, COLUMNS, row)
    }
}
