//! `livechats team`: teams and who is in them.

use clap::{Args, Subcommand};

use crate::commands::args::columns_help;
use crate::commands::listing::{ListFlags, line_of_text, new_name, say_changed, say_one};
use crate::commands::mentions::warn_of_mentions;
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::fold::fold;
use crate::model::permission::{Need, Thing};
use crate::model::team::COLUMNS;
use crate::output::number::counted;
use crate::query::Named;
use crate::store::TeamEdit;

const EXAMPLES: &str = "\
Examples:
  livechats team list
  livechats team add Billing --member Ann --member Ben
  livechats team edit Billing --add Cem --remove Ben";

/// List, make and change teams
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\nColumns:\n{}", columns_help(COLUMNS)))]
pub struct Team {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    List(List),
    Show(Show),
    Add(Add),
    Edit(Edit),
    Remove(Remove),
}

impl Team {
    /// Runs the verb.
    pub fn run(self, cx: &mut Context) -> Result<()> {
        match self.verb {
            Verb::List(verb) => cx.perform(verb),
            Verb::Show(verb) => cx.perform(verb),
            Verb::Add(verb) => cx.perform(verb),
            Verb::Edit(verb) => cx.perform(verb),
            Verb::Remove(verb) => cx.perform(verb),
        }
    }
}

const LIST_EXAMPLES: &str = "\
Examples:
  livechats team list
  livechats team list --columns name,size --sort size --reverse
  livechats team list --removed";

/// List teams
#[derive(Args, Debug)]
#[command(after_help = LIST_EXAMPLES)]
struct List {
    /// Those that were removed instead
    #[arg(long)]
    removed: bool,
    #[command(flatten)]
    list: ListFlags,
}

impl Work for List {
    fn need(&self) -> Need {
        Need::View(Thing::Teams)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let rows = cx.store()?.teams(self.removed)?;
        self.list.say(cx, COLUMNS, rows, "team")
    }
}

const SHOW_EXAMPLES: &str = "\
Examples:
  livechats team show Billing
  livechats team show 3 --format json";

/// Show a team with its members, one a line
#[derive(Args, Debug)]
#[command(after_help = SHOW_EXAMPLES)]
struct Show {
    /// Its name or number
    #[arg(value_name = "TEAM")]
    team: String,
}

impl Work for Show {
    fn need(&self) -> Need {
        Need::View(Thing::Teams)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let row = cx.store()?.team(&self.team)?;
        say_one(cx, COLUMNS, row)
    }
}

const ADD_EXAMPLES: &str = "\
Examples:
  livechats team add Billing
  livechats team add Returns --member Ann --member Ben --description 'parcels that come back'";

/// Make a team, or bring one back that was removed
#[derive(Args, Debug)]
#[command(after_help = ADD_EXAMPLES)]
struct Add {
    /// Its name
    #[arg(value_name = "TEAM", value_parser = new_name)]
    team: String,
    /// Who is in it; may be given again
    #[arg(long, value_name = "USER")]
    member: Vec<String>,
    /// What it is for
    #[arg(long, value_name = "TEXT", value_parser = line_of_text)]
    description: Option<String>,
}

impl Work for Add {
    fn need(&self) -> Need {
        Need::Manage(Thing::Teams)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let mut store = cx.store_for_writing()?;
        let row = store.add_team(&cx.actor(), &self.team, self.description.as_deref(), &self.member)?;
        let sentence = format!("Made the team {} of {}.", row.name, counted(row.members.len() as u64, "member"));
        say_changed(cx, COLUMNS, &[row], &sentence)
    }
}

const EDIT_EXAMPLES: &str = "\
Examples:
  livechats team edit Billing --add Cem --remove Ben
  livechats team edit Billing --name Payments";

/// Change a team: its name, its members
#[derive(Args, Debug)]
#[command(after_help = EDIT_EXAMPLES)]
struct Edit {
    /// Its name or number
    #[arg(value_name = "TEAM")]
    team: String,
    #[command(flatten)]
    change: EditFlags,
}

/// What shall change.
#[derive(Args, Debug)]
#[group(required = true, multiple = true)]
struct EditFlags {
    /// Who comes in; may be given again
    #[arg(long, value_name = "USER")]
    add: Vec<String>,
    /// Who leaves; may be given again
    #[arg(long, value_name = "USER")]
    remove: Vec<String>,
    /// Another name
    #[arg(long, value_name = "NAME", value_parser = new_name)]
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
        Need::Manage(Thing::Teams)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let EditFlags { add, remove, name, description, no_description } = self.change;
        let description = description.map(Some).or(no_description.then_some(None));
        let edit = TeamEdit { name, description, join: add, leave: remove };
        let mut store = cx.store_for_writing()?;
        let before = store.team(&self.team)?.name;
        let row = store.edit_team(&cx.actor(), &self.team, &edit)?;
        if fold(&before) != fold(&row.name) {
            warn_of_mentions(cx, &store, Named::Team, &before)?;
        }
        let sentence = format!("Changed the team {}: {}.", row.name, counted(row.members.len() as u64, "member"));
        say_changed(cx, COLUMNS, &[row], &sentence)
    }
}

const REMOVE_EXAMPLES: &str = "\
Examples:
  livechats team remove Billing";

/// Remove a team: nobody is in it any more
///
/// Chats that are assigned to it still say so.
#[derive(Args, Debug)]
#[command(after_help = REMOVE_EXAMPLES)]
struct Remove {
    /// Its name or number
    #[arg(value_name = "TEAM")]
    team: String,
}

impl Work for Remove {
    fn need(&self) -> Need {
        Need::Manage(Thing::Teams)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let mut store = cx.store_for_writing()?;
        let row = store.remove_team(&cx.actor(), &self.team)?;
        warn_of_mentions(cx, &store, Named::Team, &row.name)?;
        let sentence = format!("Removed the team {}.", row.name);
        say_changed(cx, COLUMNS, &[row], &sentence)
    }
}
