//! `livechats retention`: how long chats are kept.

mod preview;
mod run;

use clap::{Args, Subcommand};

use crate::commands::args::{columns_help, whole_number, zone_name};
use crate::commands::listing::{ListFlags, new_name, say_changed, say_one};
use crate::commands::mentions::{fault, who};
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::permission::{Need, Thing};
use crate::model::retention::{Action, Age, COLUMNS, LONGEST_GRACE, Policy, PolicyRow, Since, USUAL_MAX};
use crate::store::{PolicyEdit, Store};

const EXAMPLES: &str = "\
Examples:
  livechats retention add old --all --age 2y --action bin --except tag:contract
  livechats retention preview                   the next 30 days
  livechats retention run --dry-run             what is due now
  livechats retention list
  livechats list \"$(livechats retention show old --columns chats --format tsv)\"
                                                the chats that are due by it";

/// Policies: how long chats are kept, and what becomes of them then
///
/// A policy takes the chats that its query finds, once they are as old as it says: since they were closed, unless it
/// counts from another time. Chats of which that time is not known are never taken. Chats that are open, pending or
/// overdue are taken only where the query names that status. maintain runs every policy that is active.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\nColumns:\n{}", columns_help(COLUMNS)))]
pub struct Retention {
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
    Preview(preview::Preview),
    Run(run::Run),
}

impl Retention {
    /// Runs the verb.
    pub fn run(self, cx: &mut Context) -> Result<()> {
        match self.verb {
            Verb::List(verb) => cx.perform(verb),
            Verb::Show(verb) => cx.perform(verb),
            Verb::Add(verb) => cx.perform(verb),
            Verb::Edit(verb) => cx.perform(verb),
            Verb::Remove(verb) => cx.perform(verb),
            Verb::Preview(verb) => cx.perform(verb),
            Verb::Run(verb) => cx.perform(verb),
        }
    }
}

const LIST_EXAMPLES: &str = "\
Examples:
  livechats retention list
  livechats retention list --columns name,chats";

/// List the policies, in their order
#[derive(Args, Debug)]
#[command(after_help = LIST_EXAMPLES)]
struct List {
    #[command(flatten)]
    list: ListFlags,
}

impl Work for List {
    fn need(&self) -> Need {
        Need::View(Thing::Retention)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let rows = cx.store()?.policies(cx.clock.now)?;
        self.list.say(cx, COLUMNS, rows, "policy")
    }
}

const SHOW_EXAMPLES: &str = "\
Examples:
  livechats retention show old
  livechats retention show old --columns chats --format tsv";

/// Show a policy, with the query that finds the chats that are due by it
#[derive(Args, Debug)]
#[command(after_help = SHOW_EXAMPLES)]
struct Show {
    /// Its name
    #[arg(value_name = "POLICY")]
    policy: String,
}

impl Work for Show {
    fn need(&self) -> Need {
        Need::View(Thing::Retention)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let row = cx.store()?.policy(&self.policy, cx.clock.now)?;
        say_one(cx, COLUMNS, row)
    }
}

/// Reads the days of a grace, for clap.
fn grace(text: &str) -> std::result::Result<i64, String> {
    let days = text.strip_suffix('d').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let days = days.and_then(|digits| digits.parse().ok()).filter(|days| (1..=LONGEST_GRACE).contains(days));
    days.ok_or_else(|| format!("expected days, from 1d to {LONGEST_GRACE}d: after that the bin is emptied anyway"))
}

const ADD_EXAMPLES: &str = "\
Examples:
  livechats retention add old --all --age 2y --action bin --except tag:contract
  livechats retention add spam --query 'tag:spam' --age 30d --since created --action purge --grace 3d
  livechats retention add names --query 'app:whatsapp' --age 6mo --since last-message --action pseudonymise
  livechats retention add stale --query 'status:open,closed' --age 1y --since updated --action bin --inactive";

/// Add a policy
///
/// The query and the exceptions are of the filter language (livechats list --help). Dates in the query are fixed ones:
/// how old chats are is the age's affair, in days, weeks, months or years, as in closed:>2y. Exceptions may move with the
/// clock (updated:30d) and are read anew by each run. Whoever adds a policy must be allowed to do what it does, to every
/// chat: maintain runs it.
#[derive(Args, Debug)]
#[command(after_help = ADD_EXAMPLES)]
struct Add {
    /// Its name
    #[arg(value_name = "POLICY", value_parser = new_name)]
    policy: String,
    #[command(flatten)]
    which: Which,
    /// How old a chat is when it is due: 90d, 6w, 18mo, 2y
    #[arg(long, value_name = "AGE", value_parser = Age::parse, allow_hyphen_values = true)]
    age: Age,
    /// What the age is counted from
    #[arg(long, value_name = "TIME", value_enum, default_value = "closed")]
    since: Since,
    /// What becomes of chats that are due
    #[arg(long, value_name = "ACTION", value_enum)]
    action: Action,
    /// How long chats are in the bin before they are purged [default: 7d]
    #[arg(long, value_name = "DAYS", value_parser = grace)]
    grace: Option<i64>,
    /// Leave the chats that this query finds; given twice: those of either
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    except: Vec<String>,
    /// The most that a run takes: chats, or persons where it pseudonymises; the oldest go first
    #[arg(long, value_name = "N", default_value_t = USUAL_MAX.unsigned_abs(), value_parser = whole_number(1, 1_000_000_000))]
    max: u64,
    /// Zone of the calendar and of dates in its queries [default: UTC]
    #[arg(long, value_name = "ZONE", value_parser = zone_name)]
    zone: Option<String>,
    /// Its place, from 1: a chat goes by the first policy that it is due by [default: the last]
    #[arg(long, value_name = "N", value_parser = whole_number(1, 1_000_000))]
    position: Option<u64>,
    /// Do not run it yet; preview shows what it would do
    #[arg(long)]
    inactive: bool,
}

/// Which chats a new policy is for.
#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
struct Which {
    /// Which chats, in the filter language
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    query: Option<String>,
    /// Every chat
    #[arg(long)]
    all: bool,
}

impl Which {
    /// The query; empty for every chat, and never by mistake.
    fn query(self) -> Option<String> {
        let said =
            self.query.map(|query| if query.trim().is_empty() { "()".to_owned() } else { query.trim().to_owned() });
        said.or(self.all.then(String::new))
    }
}

fn trimmed(queries: Vec<String>) -> Vec<String> {
    queries.into_iter().map(|query| query.trim().to_owned()).collect()
}

impl Work for Add {
    fn need(&self) -> Need {
        Need::Manage(Thing::Retention)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let policy = Policy {
            name: self.policy,
            query: self.which.query().unwrap_or_default(),
            zone: self.zone,
            since: self.since,
            age: self.age,
            action: self.action,
            grace: self.grace,
            except: trimmed(self.except),
            max: self.max.cast_signed(),
            active: !self.inactive,
        };
        let mut store = cx.store_for_writing()?;
        let (row, operation) = store.add_policy(&cx.actor(), &policy, self.position.map(u64::cast_signed))?;
        say_policy(cx, &store, row, "Added", operation)
    }
}

const EDIT_EXAMPLES: &str = "\
Examples:
  livechats retention edit old --age 3y --except tag:contract --except hold:any
  livechats retention edit old --max 20000 --position 1
  livechats retention edit stale --active";

/// Change a policy
#[derive(Args, Debug)]
#[command(after_help = EDIT_EXAMPLES)]
struct Edit {
    /// Its name
    #[arg(value_name = "POLICY")]
    policy: String,
    #[command(flatten)]
    change: EditFlags,
}

/// What shall change.
#[derive(Args, Debug)]
#[group(required = true, multiple = true)]
struct EditFlags {
    /// Another name
    #[arg(long, value_name = "NAME", value_parser = new_name)]
    name: Option<String>,
    /// Other chats
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    query: Option<String>,
    /// Every chat
    #[arg(long, conflicts_with = "query")]
    all: bool,
    /// Another age
    #[arg(long, value_name = "AGE", value_parser = Age::parse, allow_hyphen_values = true)]
    age: Option<Age>,
    /// Count the age from another time
    #[arg(long, value_name = "TIME", value_enum)]
    since: Option<Since>,
    /// Do something else with chats that are due
    #[arg(long, value_name = "ACTION", value_enum)]
    action: Option<Action>,
    /// Other days in the bin
    #[arg(long, value_name = "DAYS", value_parser = grace)]
    grace: Option<i64>,
    /// Other exceptions, instead of those there are
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    except: Vec<String>,
    /// No exceptions
    #[arg(long, conflicts_with = "except")]
    no_except: bool,
    /// Another ceiling
    #[arg(long, value_name = "N", value_parser = whole_number(1, 1_000_000_000))]
    max: Option<u64>,
    /// Another zone
    #[arg(long, value_name = "ZONE", value_parser = zone_name)]
    zone: Option<String>,
    /// Another place, from 1
    #[arg(long, value_name = "N", value_parser = whole_number(1, 1_000_000))]
    position: Option<u64>,
    /// Run it
    #[arg(long)]
    active: bool,
    /// Do not run it
    #[arg(long, conflicts_with = "active")]
    inactive: bool,
}

impl Work for Edit {
    fn need(&self) -> Need {
        Need::Manage(Thing::Retention)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let flags = self.change;
        let edit = PolicyEdit {
            name: flags.name,
            query: Which { query: flags.query, all: flags.all }.query(),
            zone: flags.zone,
            since: flags.since,
            age: flags.age,
            action: flags.action,
            grace: flags.grace,
            except: (flags.no_except || !flags.except.is_empty()).then(|| trimmed(flags.except)),
            max: flags.max.map(u64::cast_signed),
            active: flags.active.then_some(true).or(flags.inactive.then_some(false)),
            position: flags.position.map(u64::cast_signed),
        };
        let mut store = cx.store_for_writing()?;
        let (row, operation) = store.edit_policy(&cx.actor(), &self.policy, edit)?;
        match operation {
            Some(operation) => say_policy(cx, &store, row, "Changed", operation),
            None => say_changed(cx, COLUMNS, &[row], "It is so already."),
        }
    }
}

/// Says what a policy does now.
fn say_policy(cx: &mut Context, store: &Store, row: PolicyRow, done: &str, operation: i64) -> Result<()> {
    let chats = row.chats.clone().unwrap_or_default();
    let policy = &row.policy;
    if let Some(mention) = store.missing_of(policy, cx.clock.now)? {
        cx.output.warn(&format!("{}: {}; until it is, nothing is done by it", who(&mention), fault(&mention)));
    }
    let run = if policy.active { "" } else { ", not run" };
    let sentence = format!(
        "{done} the policy {} at place {}: {} {}{run}. Take it back: livechats undo {operation}",
        policy.name,
        row.position,
        policy.action.name(),
        chats
    );
    say_changed(cx, COLUMNS, &[row], &sentence)
}

const REMOVE_EXAMPLES: &str = "\
Examples:
  livechats retention remove old";

/// Remove a policy; what it did stays
#[derive(Args, Debug)]
#[command(after_help = REMOVE_EXAMPLES)]
struct Remove {
    /// Its name
    #[arg(value_name = "POLICY")]
    policy: String,
}

impl Work for Remove {
    fn need(&self) -> Need {
        Need::Manage(Thing::Retention)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let (row, operation) = cx.store_for_writing()?.remove_policy(&cx.actor(), &self.policy)?;
        let sentence = format!("Removed the policy {}. Take it back: livechats undo {operation}", row.policy.name);
        say_changed(cx, COLUMNS, &[row], &sentence)
    }
}
