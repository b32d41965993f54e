//! `livechats job`: export jobs, as far as they are kept.

use clap::{Args, Subcommand};

use crate::commands::args::columns_help;
use crate::commands::listing::{ListFlags, say_one};
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::job::COLUMNS;
use crate::model::permission::{ChatVerb, Need};

const EXAMPLES: &str = "\
Examples:
  livechats export --job nightly -o /srv/copy   makes the job, and writes everything
  livechats export --job nightly                writes what changed since
  livechats job list
  livechats job reset nightly                   the next run writes everything again";

/// See to export jobs
///
/// A job writes files that follow each other, each with what changed since the one before. `export --job NAME` makes it
/// and runs it.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\nColumns:\n{}", columns_help(COLUMNS)))]
pub struct Job {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    List(List),
    Show(Show),
    Reset(Reset),
    Remove(Remove),
}

impl Job {
    /// Runs the verb.
    pub fn run(self, cx: &mut Context) -> Result<()> {
        match self.verb {
            Verb::List(verb) => cx.perform(verb),
            Verb::Show(verb) => cx.perform(verb),
            Verb::Reset(verb) => cx.perform(verb),
            Verb::Remove(verb) => cx.perform(verb),
        }
    }
}

const LIST_EXAMPLES: &str = "\
Examples:
  livechats job list
  livechats job list --columns name,ran,terms
  livechats job list --format json";

/// List the jobs
#[derive(Args, Debug)]
#[command(after_help = LIST_EXAMPLES, after_long_help = format!("{LIST_EXAMPLES}\n\nColumns:\n{}", columns_help(COLUMNS)))]
struct List {
    #[command(flatten)]
    list: ListFlags,
}

impl Work for List {
    fn need(&self) -> Need {
        Need::Chats(ChatVerb::Export)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let store = cx.store()?;
        store.check_exports_everything()?;
        let rows = store.jobs()?;
        self.list.say(cx, COLUMNS, rows, "job")
    }
}

const SHOW_EXAMPLES: &str = "\
Examples:
  livechats job show nightly
  livechats job show nightly --format json";

/// Show a job: what it writes, and how its last run was
#[derive(Args, Debug)]
#[command(after_help = SHOW_EXAMPLES)]
struct Show {
    /// Name of the job
    #[arg(value_name = "NAME")]
    name: String,
}

impl Work for Show {
    fn need(&self) -> Need {
        Need::Chats(ChatVerb::Export)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let store = cx.store()?;
        store.check_exports_everything()?;
        let row = store.named_job(&self.name)?;
        say_one(cx, COLUMNS, row)
    }
}

const RESET_EXAMPLES: &str = "\
Examples:
  livechats job reset nightly                   the copy is lost: the next run writes everything
  livechats export --job nightly";

/// Make the next run of a job write everything again
///
/// For a copy that was lost. What the job writes, and where to, stays as it is.
#[derive(Args, Debug)]
#[command(after_help = RESET_EXAMPLES)]
struct Reset {
    /// Name of the job
    #[arg(value_name = "NAME")]
    name: String,
}

impl Work for Reset {
    fn need(&self) -> Need {
        Need::Chats(ChatVerb::Export)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let actor = cx.actor();
        let mut store = cx.store_for_writing()?;
        store.check_exports_everything()?;
        let job = store.reset_job(&actor, &self.name)?;
        cx.output.say(&format!("The next run of '{}' writes everything: livechats export --job {0}", job.name));
        Ok(())
    }
}

const REMOVE_EXAMPLES: &str = "\
Examples:
  livechats job remove nightly                  its files stay";

/// Forget a job
///
/// Its files stay where they are. A job of the same name begins anew.
#[derive(Args, Debug)]
#[command(after_help = REMOVE_EXAMPLES)]
struct Remove {
    /// Name of the job
    #[arg(value_name = "NAME")]
    name: String,
}

impl Work for Remove {
    fn need(&self) -> Need {
        Need::Chats(ChatVerb::Export)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let actor = cx.actor();
        let mut store = cx.store_for_writing()?;
        store.check_exports_everything()?;
        let job = store.remove_job(&actor, &self.name)?;
        cx.output.say(&format!("Forgot the job '{}'; its files stay.", job.name));
        Ok(())
    }
}
