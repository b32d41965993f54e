//! `livechats canned`: texts that are written once and sent often.

mod edit;
mod export;
mod import;
mod lint;
mod render;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::commands::args::columns_help;
use crate::commands::confirm::{confirm, is_answerable};
use crate::commands::listing::{ListFlags, say_changed, say_one};
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::exchange::attachment;
use crate::model::attachment::NewAttachment;
use crate::model::canned::{COLUMNS, Scope, Variant, form, language, print_list};
use crate::model::permission::{Need, Thing};
use crate::model::template::{FILTERS, VARIABLES};
use crate::output::number::counted;

const EXAMPLES: &str = "\
Examples:
  livechats canned list
  livechats canned add hello 'Hello {{ person.name | default(\"there\") }}!'
  livechats canned edit hello                       in the editor, every language at once
  livechats canned render hello --chat 4711         just what would be sent
  livechats reply 4711 --canned hello
  livechats canned import replies.csv --dry-run
  livechats canned lint";

/// What a text may say, for the help.
fn template_help() -> String {
    let list = |list: &[(&str, &str)]| {
        let width = list.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
        list.iter().map(|(name, about)| format!("  {name:width$}  {about}")).collect::<Vec<_>>().join("\n")
    };
    format!(
        "Variables in texts, written {{{{ person.name }}}}; one that is not known for a chat is an error:\n{}\n\n\
         Filters, written {{{{ person.name | default(\"there\") }}}}:\n{}\n\n\
         {{% if person.email is defined %}} … {{% elif chat.app == \"sms\" %}} … {{% else %}} … {{% endif %}} chooses, with\n\
         == != < <= > >= in and or not, and ~ joins texts. {{# … #}} is left out, {{% raw %}} … {{% endraw %}} stays as it is.",
        list(VARIABLES),
        list(FILTERS)
    )
}

/// Canned replies: texts that are written once and sent often
///
/// Each has a short name, a text with variables, the text in other languages, a scope (everybody, teams or one rep), tags,
/// and files that go along. Who may view canned replies sees and uses those in whose scope they are.
#[derive(Args, Debug)]
#[command(
    after_help = EXAMPLES,
    after_long_help = format!("{EXAMPLES}\n\n{}\n\nColumns:\n{}", template_help(), columns_help(COLUMNS))
)]
pub struct Canned {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    List(List),
    Show(Show),
    Add(edit::Add),
    Edit(edit::Edit),
    Remove(Remove),
    Render(render::Render),
    Lint(lint::Lint),
    Import(import::Import),
    Export(export::Export),
}

impl Canned {
    /// Runs the verb.
    pub fn run(self, cx: &mut Context) -> Result<()> {
        match self.verb {
            Verb::List(verb) => cx.perform(verb),
            Verb::Show(verb) => cx.perform(verb),
            Verb::Add(verb) => cx.perform(verb),
            Verb::Edit(verb) => cx.perform(verb),
            Verb::Remove(verb) => cx.perform(verb),
            Verb::Render(verb) => cx.perform(verb),
            Verb::Lint(verb) => cx.perform(verb),
            Verb::Import(verb) => cx.perform(verb),
            Verb::Export(verb) => cx.perform(verb),
        }
    }
}

const LIST_EXAMPLES: &str = "\
Examples:
  livechats canned list
  livechats canned list --tag billing --sort uses --reverse
  livechats canned list --columns name,text --format json";

/// List canned replies
#[derive(Args, Debug)]
#[command(after_help = LIST_EXAMPLES)]
struct List {
    /// Has this tag; given twice: both
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    #[command(flatten)]
    list: ListFlags,
}

impl Work for List {
    fn need(&self) -> Need {
        Need::View(Thing::Canned)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let mut rows = cx.store()?.canned_replies()?;
        rows.retain(|row| self.tag.iter().all(|tag| row.canned.tags.contains(tag)));
        self.list.say(cx, COLUMNS, rows, "canned reply")
    }
}

const SHOW_EXAMPLES: &str = "\
Examples:
  livechats canned show hello
  livechats canned show hello --form > hello.txt    as `canned edit hello -` reads it";

/// Show a canned reply with all its texts
#[derive(Args, Debug)]
#[command(after_help = SHOW_EXAMPLES)]
struct Show {
    /// Its name or number
    #[arg(value_name = "NAME")]
    name: String,
    /// As the text that `edit` opens
    #[arg(long, conflicts_with_all = ["format", "columns"])]
    form: bool,
}

impl Work for Show {
    fn need(&self) -> Need {
        Need::View(Thing::Canned)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let row = cx.store()?.canned(&self.name)?;
        if self.form {
            return Ok(cx.output.text(form::print(&row.canned).trim_end())?);
        }
        say_one(cx, COLUMNS, row)
    }
}

const REMOVE_EXAMPLES: &str = "\
Examples:
  livechats canned remove hello
  livechats canned remove hello goodbye --yes";

/// Remove canned replies; messages that were made of them stay
#[derive(Args, Debug)]
#[command(after_help = REMOVE_EXAMPLES)]
struct Remove {
    /// Names or numbers
    #[arg(value_name = "NAME", required = true)]
    names: Vec<String>,
    /// Ask nothing
    #[arg(long)]
    yes: bool,
}

impl Work for Remove {
    fn need(&self) -> Need {
        Need::Manage(Thing::Canned)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let mut store = cx.store_for_writing()?;
        if !self.yes && self.names.len() > 1 {
            let question = format!("canned remove: {} would go", counted(self.names.len() as u64, "canned reply"));
            if !is_answerable(cx) {
                return Err(Error::refused(question).hint("say --yes"));
            }
            confirm(&question, self.names.len() as u64, "--yes asks nothing")?;
        }
        let rows = store.remove_canned(&cx.actor(), &self.names)?;
        let names: Vec<String> = rows.iter().map(|row| row.canned.name.clone()).collect();
        let sentence = format!("Removed {}: {}.", counted(rows.len() as u64, "canned reply"), print_list(&names));
        say_changed(cx, COLUMNS, &rows, &sentence)
    }
}

/// Who uses it, as flags.
#[derive(Args, Debug, Default)]
struct ScopeFlags {
    /// Only for this team; may be given again
    #[arg(long, value_name = "TEAM", conflicts_with = "rep")]
    team: Vec<String>,
    /// Only for this rep
    #[arg(long, value_name = "REP")]
    rep: Option<String>,
}

impl ScopeFlags {
    fn scope(&self) -> Option<Scope> {
        match &self.rep {
            Some(rep) => Some(Scope::Rep(rep.clone())),
            None if self.team.is_empty() => None,
            None => Some(Scope::Teams(self.team.clone())),
        }
    }
}

/// Reads `es=¡Hola!`, for clap.
fn variant(text: &str) -> std::result::Result<Variant, String> {
    let (tag, text) = text.split_once('=').ok_or("expected LANGUAGE=TEXT, such as 'es=¡Hola!'")?;
    Ok(Variant { language: language::canonical(tag)?, text: text.to_owned() })
}

/// The files to go along.
fn read_files(cx: &Context, paths: &[PathBuf]) -> Result<Vec<NewAttachment>> {
    paths
        .iter()
        .map(|path| {
            cx.check_named_file(path)?;
            attachment::read(path)
        })
        .collect()
}
