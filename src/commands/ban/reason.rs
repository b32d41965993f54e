//! `livechats ban reason`: the list that every ban takes its reason from.

use clap::{Args, Subcommand};

use crate::commands::args::columns_help;
use crate::commands::listing::{ListFlags, line_of_text, say_changed};
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::ban::REASON_COLUMNS;
use crate::model::permission::{Need, Thing};
use crate::store::ReasonEdit;

const EXAMPLES: &str = "\
Examples:
  livechats ban reason add spam --description 'advertisements, links to shops'
  livechats ban reason list
  livechats ban reason edit spam --name advertising
  livechats ban reason remove advertising";

/// Reasons for bans: every ban has one of them
///
/// A ban keeps the name that its reason had when it was made.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\nColumns:\n{}", columns_help(REASON_COLUMNS)))]
pub struct Reason {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    List(List),
    Add(Add),
    Edit(Edit),
    Remove(Remove),
}

impl Reason {
    /// Runs the verb.
    pub fn run(self, cx: &mut Context) -> Result<()> {
        match self.verb {
            Verb::List(verb) => cx.perform(verb),
            Verb::Add(verb) => cx.perform(verb),
            Verb::Edit(verb) => cx.perform(verb),
            Verb::Remove(verb) => cx.perform(verb),
        }
    }
}

const LIST_EXAMPLES: &str = "\
Examples:
  livechats ban reason list
  livechats ban reason list --sort running --reverse";

/// List the reasons, each with its bans
#[derive(Args, Debug)]
#[command(after_help = LIST_EXAMPLES)]
struct List {
    #[command(flatten)]
    list: ListFlags,
}

impl Work for List {
    fn need(&self) -> Need {
        Need::View(Thing::Bans)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let now = cx.clock.now;
        let rows = cx.store()?.ban_reasons(now)?;
        self.list.say(cx, REASON_COLUMNS, rows, "ban reason")
    }
}

const ADD_EXAMPLES: &str = "\
Examples:
  livechats ban reason add spam
  livechats ban reason add abuse --description 'insults and threats'";

/// Make a reason
#[derive(Args, Debug)]
#[command(after_help = ADD_EXAMPLES)]
struct Add {
    /// Its name
    #[arg(value_name = "REASON", value_parser = line_of_text)]
    reason: String,
    /// What it is for
    #[arg(long, value_name = "TEXT", value_parser = line_of_text)]
    description: Option<String>,
}

impl Work for Add {
    fn need(&self) -> Need {
        Need::Manage(Thing::Bans)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let mut store = cx.store_for_writing()?;
        let (row, operation) = store.add_ban_reason(&cx.actor(), &self.reason, self.description.as_deref())?;
        let sentence = format!("Made the ban reason {}. Take it back: livechats undo {operation}", row.name);
        say_changed(cx, REASON_COLUMNS, &[row], &sentence)
    }
}

const EDIT_EXAMPLES: &str = "\
Examples:
  livechats ban reason edit spam --name advertising
  livechats ban reason edit spam --no-description";

/// Change a reason; bans that were made for it keep the old name
#[derive(Args, Debug)]
#[command(after_help = EDIT_EXAMPLES)]
struct Edit {
    /// Its name
    #[arg(value_name = "REASON")]
    reason: String,
    #[command(flatten)]
    change: EditFlags,
}

/// What shall change.
#[derive(Args, Debug)]
#[group(required = true, multiple = true)]
struct EditFlags {
    /// Another name
    #[arg(long, value_name = "NAME", value_parser = line_of_text)]
    name: Option<String>,
    /// What it is for
    #[arg(long, value_name = "TEXT", value_parser = line_of_text, conflicts_with = "no_description")]
    description: Option<String>,
    /// Take the description away
    #[arg(long)]
    no_description: bool,
}

impl Work for Edit {
    fn need(&self) -> Need {
        Need::Manage(Thing::Bans)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let EditFlags { name, description, no_description } = self.change;
        let description = description.map(Some).or(no_description.then_some(None));
        let edit = ReasonEdit { name, description };
        let (row, operation) = cx.store_for_writing()?.edit_ban_reason(&cx.actor(), &self.reason, &edit)?;
        let sentence = match operation {
            None => format!("The ban reason {} is so already.", row.name),
            Some(operation) => format!("Changed the ban reason {}. Take it back: livechats undo {operation}", row.name),
        };
        say_changed(cx, REASON_COLUMNS, &[row], &sentence)
    }
}

const REMOVE_EXAMPLES: &str = "\
Examples:
  livechats ban reason remove spam";

/// Remove a reason that no running ban has; the history keeps it
#[derive(Args, Debug)]
#[command(after_help = REMOVE_EXAMPLES)]
struct Remove {
    /// Its name
    #[arg(value_name = "REASON")]
    reason: String,
}

impl Work for Remove {
    fn need(&self) -> Need {
        Need::Manage(Thing::Bans)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let (row, operation) = cx.store_for_writing()?.remove_ban_reason(&cx.actor(), &self.reason)?;
        let sentence = format!("Removed the ban reason {}. Take it back: livechats undo {operation}", row.name);
        say_changed(cx, REASON_COLUMNS, &[row], &sentence)
    }
}
