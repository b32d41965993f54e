//! `livechats role`: what somebody may.

use std::collections::BTreeSet;

use clap::{Args, Subcommand};

use crate::commands::args::columns_help;
use crate::commands::listing::{ListFlags, line_of_text, new_name, say_changed, say_one};
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::permission::{self, Need, Permission, Thing};
use crate::model::role::{COLUMNS, RoleKind};
use crate::store::RoleEdit;

const EXAMPLES: &str = "\
Examples:
  livechats role list
  livechats role add agent --kind team --permissions chats.view.team,chats.manage.own
  livechats role edit agent --grant chats.transfer.own
  livechats user edit Ben --role agent";

/// List, make and change roles: what users may
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = long_help(EXAMPLES))]
pub struct Role {
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

impl Role {
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

/// Examples, every permission, and the columns.
fn long_help(examples: &str) -> String {
    format!("{examples}\n\n{}\n\nColumns:\n{}", permission::help(), columns_help(COLUMNS))
}

/// Reads the name of a permission, for clap.
fn a_permission(text: &str) -> std::result::Result<Permission, String> {
    Permission::from_name(text).ok_or_else(|| "no such permission; livechats role --help lists them".to_owned())
}

const LIST_EXAMPLES: &str = "\
Examples:
  livechats role list
  livechats role list --columns name,users --sort users --reverse";

/// List roles
#[derive(Args, Debug)]
#[command(after_help = LIST_EXAMPLES)]
struct List {
    #[command(flatten)]
    list: ListFlags,
}

impl Work for List {
    fn need(&self) -> Need {
        Need::View(Thing::Roles)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let rows = cx.store()?.roles()?;
        self.list.say(cx, COLUMNS, rows, "role")
    }
}

const SHOW_EXAMPLES: &str = "\
Examples:
  livechats role show agent
  livechats role show agent --format json";

/// Show a role with its permissions, one a line
#[derive(Args, Debug)]
#[command(after_help = SHOW_EXAMPLES)]
struct Show {
    /// Its name
    #[arg(value_name = "ROLE")]
    role: String,
}

impl Work for Show {
    fn need(&self) -> Need {
        Need::View(Thing::Roles)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let row = cx.store()?.role(&self.role)?;
        say_one(cx, COLUMNS, row)
    }
}

const ADD_EXAMPLES: &str = "\
Examples:
  livechats role add agent --kind team --permissions chats.view.team,chats.manage.own,chats.transfer.own
  livechats role add export-job --kind company --permissions chats.view.all,chats.export.all
  livechats role add lead --kind team --permissions chats.view.team,teams.manage --description 'leads a team'";

/// Make a role
///
/// The kind is fixed once made. A role of kind team never reaches beyond the chats of one's teams. Nobody can make a
/// role that goes beyond their own.
#[derive(Args, Debug)]
#[command(after_help = ADD_EXAMPLES, after_long_help = long_help(ADD_EXAMPLES))]
struct Add {
    /// Its name
    #[arg(value_name = "ROLE", value_parser = new_name)]
    role: String,
    /// What it is for
    #[arg(long, value_enum)]
    kind: RoleKind,
    /// What it allows, at least one; --help lists all
    #[arg(long, value_name = "A,B", required = true, value_delimiter = ',', value_parser = a_permission)]
    permissions: Vec<Permission>,
    /// What it is for, in words
    #[arg(long, value_name = "TEXT", value_parser = line_of_text)]
    description: Option<String>,
}

impl Work for Add {
    fn need(&self) -> Need {
        Need::Manage(Thing::Roles)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let permissions: BTreeSet<Permission> = self.permissions.into_iter().collect();
        let mut store = cx.store_for_writing()?;
        let row = store.add_role(&cx.actor(), &self.role, self.kind, &permissions, self.description.as_deref())?;
        let sentence = format!("Made the role {}, of kind {}.", row.name, row.kind.name());
        say_changed(cx, COLUMNS, &[row], &sentence)
    }
}

const EDIT_EXAMPLES: &str = "\
Examples:
  livechats role edit agent --grant chats.export.own
  livechats role edit agent --revoke chats.transfer.own --name rep";

/// Change a role: whoever has it, has it changed
#[derive(Args, Debug)]
#[command(after_help = EDIT_EXAMPLES, after_long_help = long_help(EDIT_EXAMPLES))]
struct Edit {
    /// Its name
    #[arg(value_name = "ROLE")]
    role: String,
    #[command(flatten)]
    change: EditFlags,
}

/// What shall change.
#[derive(Args, Debug)]
#[group(required = true, multiple = true)]
struct EditFlags {
    /// What it shall allow as well
    #[arg(long, value_name = "A,B", value_delimiter = ',', value_parser = a_permission)]
    grant: Vec<Permission>,
    /// What it shall allow no longer
    #[arg(long, value_name = "A,B", value_delimiter = ',', value_parser = a_permission)]
    revoke: Vec<Permission>,
    /// Another name
    #[arg(long, value_name = "NAME", value_parser = new_name)]
    name: Option<String>,
    /// What it is for, in words
    #[arg(long, value_name = "TEXT", value_parser = line_of_text, conflicts_with = "no_description")]
    description: Option<String>,
    /// Take the words away
    #[arg(long)]
    no_description: bool,
}

impl Work for Edit {
    fn need(&self) -> Need {
        Need::Manage(Thing::Roles)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let EditFlags { grant, revoke, name, description, no_description } = self.change;
        let edit = RoleEdit {
            name,
            description: description.map(Some).or(no_description.then_some(None)),
            grant: grant.into_iter().collect(),
            revoke: revoke.into_iter().collect(),
        };
        let row = cx.store_for_writing()?.edit_role(&cx.actor(), &self.role, &edit)?;
        let sentence = format!("Changed the role {}.", row.name);
        say_changed(cx, COLUMNS, &[row], &sentence)
    }
}

const REMOVE_EXAMPLES: &str = "\
Examples:
  livechats role remove agent";

/// Remove a role that nobody has
#[derive(Args, Debug)]
#[command(after_help = REMOVE_EXAMPLES)]
struct Remove {
    /// Its name
    #[arg(value_name = "ROLE")]
    role: String,
}

impl Work for Remove {
    fn need(&self) -> Need {
        Need::Manage(Thing::Roles)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let row = cx.store_for_writing()?.remove_role(&cx.actor(), &self.role)?;
        let sentence = format!("Removed the role {}.", row.name);
        say_changed(cx, COLUMNS, &[row], &sentence)
    }
}
