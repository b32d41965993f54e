//! `livechats user alias`: the names somebody writes under.

use clap::{Args, Subcommand};

use crate::commands::args::columns_help;
use crate::commands::listing::{ListFlags, new_name, say_changed};
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::permission::{Need, Thing};
use crate::model::user::ALIAS_COLUMNS;

const EXAMPLES: &str = "\
Examples:
  livechats user alias list Ben
  livechats user alias add Ben 'Benny from Billing' --default
  livechats user alias default Ben                     back to his own name
  livechats user alias remove Ben 'Benny from Billing'";

/// Names that a user writes under
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\nColumns:\n{}", columns_help(ALIAS_COLUMNS)))]
pub struct Alias {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    List(List),
    Add(Add),
    Default(Default),
    Remove(Remove),
}

impl Alias {
    /// Runs the verb.
    pub fn run(self, cx: &mut Context) -> Result<()> {
        match self.verb {
            Verb::List(verb) => cx.perform(verb),
            Verb::Add(verb) => cx.perform(verb),
            Verb::Default(verb) => cx.perform(verb),
            Verb::Remove(verb) => cx.perform(verb),
        }
    }
}

const LIST_EXAMPLES: &str = "\
Examples:
  livechats user alias list          your own
  livechats user alias list Ben";

/// List the aliases of a user, the default first
#[derive(Args, Debug)]
#[command(after_help = LIST_EXAMPLES)]
struct List {
    /// Somebody else than yourself
    #[arg(value_name = "USER")]
    user: Option<String>,
    /// Those that were removed as well
    #[arg(long)]
    removed: bool,
    #[command(flatten)]
    list: ListFlags,
}

impl Work for List {
    fn need(&self) -> Need {
        if self.user.is_some() { Need::View(Thing::Teams) } else { Need::Known }
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let mut rows = cx.store()?.aliases(self.user.as_deref())?;
        rows.retain(|row| self.removed || row.removed.is_none());
        self.list.say(cx, ALIAS_COLUMNS, rows, "alias name")
    }
}

const ADD_EXAMPLES: &str = "\
Examples:
  livechats user alias add Ben Benny
  livechats user alias add Ben 'Benny from Billing' --default";

/// Give a user an alias
#[derive(Args, Debug)]
#[command(after_help = ADD_EXAMPLES)]
struct Add {
    /// Number, name, mail address or the source's ID
    #[arg(value_name = "USER")]
    user: String,
    /// The name to write under
    #[arg(value_name = "ALIAS", value_parser = new_name)]
    alias: String,
    /// Write under it unless told otherwise
    #[arg(long)]
    default: bool,
}

impl Work for Add {
    fn need(&self) -> Need {
        Need::Manage(Thing::Teams)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let rows = cx.store_for_writing()?.add_alias(&cx.actor(), &self.user, &self.alias, self.default)?;
        let default = if self.default { ", by default" } else { "" };
        say_changed(cx, ALIAS_COLUMNS, &rows, &format!("{} may write as {}{default}.", self.user, self.alias))
    }
}

const DEFAULT_EXAMPLES: &str = "\
Examples:
  livechats user alias default Ben 'Benny from Billing'
  livechats user alias default Ben                     back to his own name";

/// Choose the alias a user writes under unless told otherwise
#[derive(Args, Debug)]
#[command(after_help = DEFAULT_EXAMPLES)]
struct Default {
    /// Number, name, mail address or the source's ID
    #[arg(value_name = "USER")]
    user: String,
    /// The alias; none for their own name
    #[arg(value_name = "ALIAS")]
    alias: Option<String>,
}

impl Work for Default {
    fn need(&self) -> Need {
        Need::Manage(Thing::Teams)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let rows = cx.store_for_writing()?.prefer_alias(&cx.actor(), &self.user, self.alias.as_deref())?;
        let name = self.alias.as_ref().map_or_else(|| "under their own name".to_owned(), |alias| format!("as {alias}"));
        say_changed(cx, ALIAS_COLUMNS, &rows, &format!("{} writes {name} by default.", self.user))
    }
}

const REMOVE_EXAMPLES: &str = "\
Examples:
  livechats user alias remove Ben Benny";

/// Take an alias away; messages written under it keep it
#[derive(Args, Debug)]
#[command(after_help = REMOVE_EXAMPLES)]
struct Remove {
    /// Number, name, mail address or the source's ID
    #[arg(value_name = "USER")]
    user: String,
    /// The alias
    #[arg(value_name = "ALIAS")]
    alias: String,
}

impl Work for Remove {
    fn need(&self) -> Need {
        Need::Manage(Thing::Teams)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let rows = cx.store_for_writing()?.remove_alias(&cx.actor(), &self.user, &self.alias)?;
        say_changed(cx, ALIAS_COLUMNS, &rows, &format!("{} no longer writes as {}.", self.user, self.alias))
    }
}
