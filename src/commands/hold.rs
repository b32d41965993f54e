//! `livechats hold`: legal holds.

use clap::{Args, Subcommand};

use crate::commands::args::columns_help;
use crate::commands::listing::{ListFlags, line_of_text, say_one};
use crate::commands::target::{Action, Ask, TargetFlags};
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::hold::{COLUMNS, HELD_COLUMNS};
use crate::model::permission::{Need, Thing};
use crate::store::{Side, Store};

const EXAMPLES: &str = "\
Examples:
  livechats hold add case-12 --where 'person:12' --reason 'claim of 2026-01-14'
  livechats hold add case-12 4711 4712          more chats, the same hold
  livechats hold list
  livechats list hold:case-12                   the chats on it
  livechats hold release case-12                as a whole";

/// Place chats on legal holds, and release them
///
/// A chat on a hold can be neither deleted nor purged nor erased, whoever tries; every command says how many it left and
/// for which hold.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\nColumns:\n{}", columns_help(COLUMNS)))]
pub struct Hold {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Add(Add),
    List(List),
    Show(Show),
    Release(Release),
}

impl Hold {
    /// Runs the verb.
    pub fn run(self, cx: &mut Context) -> Result<()> {
        match self.verb {
            Verb::Add(verb) => cx.perform(verb),
            Verb::List(verb) => cx.perform(verb),
            Verb::Show(verb) => cx.perform(verb),
            Verb::Release(verb) => cx.perform(verb),
        }
    }
}

const ADD_EXAMPLES: &str = "\
Examples:
  livechats hold add case-12 --where 'person:12' --reason 'claim of 2026-01-14'
  livechats hold add case-12 --deleted --where 'person:12' --yes  those in the bin too
  livechats hold add case-12 4711               one more chat, the same hold";

/// Place chats on a hold, which is made where it is new
#[derive(Args, Debug)]
#[command(after_help = ADD_EXAMPLES)]
struct Add {
    /// Name of the hold
    #[arg(id = "hold", value_name = "NAME", value_parser = line_of_text)]
    name: String,
    /// Why; a new hold needs it
    #[arg(long, value_name = "TEXT", value_parser = line_of_text)]
    reason: Option<String>,
    /// Chats of the bin instead: they stay there and cannot be purged
    #[arg(long)]
    deleted: bool,
    #[command(flatten)]
    target: TargetFlags,
}

impl Work for Add {
    fn need(&self) -> Need {
        Need::Manage(Thing::Retention)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let (name, reason) = (self.name.as_str(), self.reason.as_deref());
        let action = Action {
            command: &format!("hold add {name}"),
            done: "Placed on hold:",
            would: "would be placed on hold",
            question: "Keep them from being deleted?",
            side: if self.deleted { Side::Bin } else { Side::Live },
            ask: Ask::Found,
        };
        self.target.run(cx, &action, |store, actor, run| {
            store.check_hold(name, reason)?;
            store.hold_chats(actor, run, name, reason)
        })
    }
}

const LIST_EXAMPLES: &str = "\
Examples:
  livechats hold list
  livechats hold list --chats                   every chat that is held, one a line
  livechats hold list --chats --format json";

/// List holds, those that were released last
#[derive(Args, Debug)]
#[command(after_help = LIST_EXAMPLES, after_long_help = held_help())]
struct List {
    /// The chats on them instead, one a line
    #[arg(long)]
    chats: bool,
    #[command(flatten)]
    list: ListFlags,
}

fn held_help() -> String {
    format!(
        "{LIST_EXAMPLES}\n\nColumns:\n{}\n\nColumns of --chats:\n{}",
        columns_help(COLUMNS),
        columns_help(HELD_COLUMNS)
    )
}

impl Work for List {
    fn need(&self) -> Need {
        Need::View(Thing::Retention)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let store = cx.store()?;
        if self.chats {
            let rows = store.held_chats()?;
            return self.list.say(cx, HELD_COLUMNS, rows, "chat on hold");
        }
        let rows = store.holds()?;
        self.list.say(cx, COLUMNS, rows, "hold")
    }
}

const SHOW_EXAMPLES: &str = "\
Examples:
  livechats hold show case-12
  livechats hold show case-12 --format json";

/// Show a hold; its chats are `list hold:NAME`
#[derive(Args, Debug)]
#[command(after_help = SHOW_EXAMPLES)]
struct Show {
    /// Name of the hold
    #[arg(value_name = "NAME")]
    name: String,
}

impl Work for Show {
    fn need(&self) -> Need {
        Need::View(Thing::Retention)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let row = cx.store()?.hold(&self.name)?;
        say_one(cx, COLUMNS, row)
    }
}

const RELEASE_EXAMPLES: &str = "\
Examples:
  livechats hold release case-12                all of it
  livechats hold release case-12 --dry-run      which chats that are
  livechats hold release case-12 4711           one chat; the hold stays";

/// Release a hold, or some chats of it
///
/// Without chats the whole hold is released, also for chats in the bin; it stays in the list, and its name cannot be
/// used again.
#[derive(Args, Debug)]
#[command(after_help = RELEASE_EXAMPLES)]
struct Release {
    /// Name of the hold
    #[arg(id = "hold", value_name = "NAME")]
    name: String,
    #[command(flatten)]
    target: TargetFlags,
}

impl Work for Release {
    fn need(&self) -> Need {
        Need::Manage(Thing::Retention)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let name = self.name.as_str();
        let action = Action {
            command: &format!("hold release {name}"),
            done: "Released",
            would: "would be released",
            question: "Release them? They can be deleted then.",
            side: Side::Either,
            ask: Ask::Always,
        };
        if !self.target.is_silent() {
            return self.target.run(cx, &action, |store, actor, run| store.release_chats(actor, run, name));
        }
        if !self.target.care.dry_run {
            // A hold that nothing is on ends without a question: it keeps nobody from anything.
            let mut store = cx.store_for_writing()?;
            if store.hold(name)?.chats == 0 {
                let operation = store.end_hold(&cx.actor(), name, None)?;
                cx.output
                    .say(&format!("Released '{name}', no chat was on it. Take it back: livechats undo {operation}"));
                return Ok(());
            }
        }
        let find = |_: &mut Context, store: &Store| Ok((store.targets_held(name)?, Vec::new()));
        self.target.run_found(cx, &action, find, |store, actor, run| store.release_hold(actor, run, name))
    }
}
