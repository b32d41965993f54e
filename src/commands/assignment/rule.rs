//! `livechats assignment rule`: the rules that say where new chats go.

use std::io::Write as _;
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{OrDefault, limit, method, or_default};
use crate::commands::args::{columns_help, columns_of, whole_number, zone_name};
use crate::commands::listing::{ListFlags, line_of_text, new_name, say_changed};
use crate::context::{Context, Work};
use crate::error::Result;
use crate::exchange::output_file::{OutputFile, refuse_repository};
use crate::exchange::rule_json;
use crate::model::assignment::{Limit, Method};
use crate::model::hours::Hours;
use crate::model::permission::{Need, Thing};
use crate::model::rule::{COLUMNS, DIFFERENCES, Difference, Rule, RuleRow, Target};
use crate::output::number::counted;
use crate::store::RuleEdit;

const EXAMPLES: &str = "\
Examples:
  livechats assignment rule add Invoices --query 'text:invoice' --to-team Billing
  livechats assignment rule add Nights --hours 'daily 20:00-08:00' --zone Europe/Berlin --to-rep Ana
  livechats assignment rule move Nights 1
  livechats assignment rule export > rules.json
  livechats assignment rule import rules.json --dry-run

The first rule that is active, whose hours hold and whose query matches says where a chat goes that
is handed off to anybody. Queries are of the filter language (livechats list --help), about what is
known then: words, app, person, email, phone, created, messages, text, language, tag, field.NAME,
person.field.NAME. Hours: Mon-Fri 09:00-12:00 13:00-17:30, Sat 10:00-14:00 by the clock of --zone.";

/// List, change, import and export the rules that say where new chats go
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\nColumns:\n{}", columns_help(COLUMNS)))]
pub struct Rules {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    List(List),
    Add(Add),
    Edit(Edit),
    Move(Move),
    Remove(Remove),
    Import(Import),
    Export(Export),
}

impl Rules {
    /// Runs the verb.
    pub fn run(self, cx: &mut Context) -> Result<()> {
        match self.verb {
            Verb::List(verb) => cx.perform(verb),
            Verb::Add(verb) => cx.perform(verb),
            Verb::Edit(verb) => cx.perform(verb),
            Verb::Move(verb) => cx.perform(verb),
            Verb::Remove(verb) => cx.perform(verb),
            Verb::Import(verb) => cx.perform(verb),
            Verb::Export(verb) => cx.perform(verb),
        }
    }
}

const LIST_EXAMPLES: &str = "\
Examples:
  livechats assignment rule list
  livechats assignment rule list --columns position,name,hours,zone";

/// List the rules, in their order
#[derive(Args, Debug)]
#[command(after_help = LIST_EXAMPLES)]
struct List {
    #[command(flatten)]
    list: ListFlags,
}

impl Work for List {
    fn need(&self) -> Need {
        Need::View(Thing::Assignment)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let rows = cx.store()?.rules()?;
        self.list.say(cx, COLUMNS, rows, "rule")
    }
}

/// Where the chats of a rule go, where that is said.
fn target(to_rep: Option<String>, to_team: Option<String>, any: bool) -> Option<Target> {
    to_rep.map(Target::Rep).or(to_team.map(Target::Team)).or(any.then_some(Target::Anybody))
}

fn hours_of(text: &str) -> std::result::Result<Hours, String> {
    Hours::parse(text)
}

const ADD_EXAMPLES: &str = "\
Examples:
  livechats assignment rule add Invoices --query 'text:invoice' --to-team Billing
  livechats assignment rule add Gold --query 'person.field.plan:gold' --any --limit none --position 1
  livechats assignment rule add Nights --hours 'daily 20:00-08:00' --zone Europe/Berlin --to-rep Ana";

/// Add a rule
#[derive(Args, Debug)]
#[command(after_help = ADD_EXAMPLES)]
struct Add {
    /// Its name
    #[arg(value_name = "RULE", value_parser = new_name)]
    rule: String,
    #[command(flatten)]
    to: AddTarget,
    /// Which chats, in the filter language [default: all]
    #[arg(long, value_name = "QUERY", default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    query: String,
    /// When it holds: 'Mon-Fri 09:00-17:30, Sat 10:00-14:00' [default: always]
    #[arg(long, value_name = "HOURS", value_parser = hours_of)]
    hours: Option<Hours>,
    /// Zone of its hours and of dates in its query [default: UTC]
    #[arg(long, value_name = "ZONE", value_parser = zone_name)]
    zone: Option<String>,
    /// balanced, random, round-robin or voluntary, instead of the team's or company's
    #[arg(long, value_name = "METHOD", value_parser = method, conflicts_with = "to_rep")]
    method: Option<Method>,
    /// The most chats a rep may be given, or none, instead of the team's or company's
    #[arg(long, value_name = "N", value_parser = limit)]
    limit: Option<Limit>,
    /// Its place, from 1 [default: the last]
    #[arg(long, value_name = "N", value_parser = whole_number(1, 1_000_000))]
    position: Option<u64>,
    /// Do not ask it yet
    #[arg(long)]
    inactive: bool,
}

/// Where the chats of a new rule go.
#[derive(Args, Debug)]
#[group(id = "target", required = true, multiple = false)]
struct AddTarget {
    /// To this rep, as soon as they are online and below the limit: name, number, mail address or the source's ID
    #[arg(long, value_name = "REP", help_heading = "To whom")]
    to_rep: Option<String>,
    /// To a rep of this team: name or number
    #[arg(long, value_name = "TEAM", help_heading = "To whom")]
    to_team: Option<String>,
    /// To any rep
    #[arg(long, help_heading = "To whom")]
    any: bool,
}

impl Work for Add {
    fn need(&self) -> Need {
        Need::Manage(Thing::Assignment)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let AddTarget { to_rep, to_team, any } = self.to;
        let rule = Rule {
            query: self.query.trim().to_owned(),
            hours: self.hours,
            zone: self.zone,
            target: target(to_rep, to_team, any).unwrap_or(Target::Anybody),
            method: self.method,
            limit: self.limit,
            active: !self.inactive,
            ..Rule::of(self.rule)
        };
        let row = cx.store_for_writing()?.add_rule(&cx.actor(), &rule, self.position.map(u64::cast_signed))?;
        say_row(cx, row, "Added")
    }
}

const EDIT_EXAMPLES: &str = "\
Examples:
  livechats assignment rule edit Invoices --query 'text:invoice OR text:refund'
  livechats assignment rule edit Nights --no-hours --to-team Support --method random
  livechats assignment rule edit Nights --inactive";

/// Change a rule
#[derive(Args, Debug)]
#[command(after_help = EDIT_EXAMPLES)]
struct Edit {
    /// Its name
    #[arg(value_name = "RULE")]
    rule: String,
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
    /// All chats
    #[arg(long, conflicts_with = "query")]
    no_query: bool,
    /// Other hours
    #[arg(long, value_name = "HOURS", value_parser = hours_of)]
    hours: Option<Hours>,
    /// It holds always
    #[arg(long, conflicts_with = "hours")]
    no_hours: bool,
    /// Another zone of its hours and dates
    #[arg(long, value_name = "ZONE", value_parser = zone_name)]
    zone: Option<String>,
    /// To this rep
    #[arg(long, value_name = "REP", help_heading = "To whom", conflicts_with_all = ["to_team", "any"])]
    to_rep: Option<String>,
    /// To a rep of this team
    #[arg(long, value_name = "TEAM", help_heading = "To whom", conflicts_with = "any")]
    to_team: Option<String>,
    /// To any rep
    #[arg(long, help_heading = "To whom")]
    any: bool,
    /// Another method; default is the team's or company's
    #[arg(long, value_name = "METHOD", value_parser = or_default(method), conflicts_with = "to_rep")]
    method: Option<OrDefault<Method>>,
    /// Another limit: a number, none, or default for the team's or company's
    #[arg(long, value_name = "N", value_parser = or_default(limit))]
    limit: Option<OrDefault<Limit>>,
    /// Ask it
    #[arg(long)]
    active: bool,
    /// Do not ask it
    #[arg(long, conflicts_with = "active")]
    inactive: bool,
}

impl Work for Edit {
    fn need(&self) -> Need {
        Need::Manage(Thing::Assignment)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let flags = self.change;
        let edit = RuleEdit {
            name: flags.name,
            query: flags.query.map(|query| query.trim().to_owned()).or(flags.no_query.then(String::new)),
            hours: flags.hours.map(Some).or(flags.no_hours.then_some(None)),
            zone: flags.zone.map(Some),
            target: target(flags.to_rep, flags.to_team, flags.any),
            method: flags.method.map(|OrDefault(method)| method),
            limit: flags.limit.map(|OrDefault(limit)| limit),
            active: flags.active.then_some(true).or(flags.inactive.then_some(false)),
        };
        let row = cx.store_for_writing()?.edit_rule(&cx.actor(), &self.rule, edit)?;
        say_row(cx, row, "Changed")
    }
}

const MOVE_EXAMPLES: &str = "\
Examples:
  livechats assignment rule move Nights 1       it is asked first";

/// Move a rule to another place in the order
#[derive(Args, Debug)]
#[command(after_help = MOVE_EXAMPLES)]
struct Move {
    /// Its name
    #[arg(value_name = "RULE")]
    rule: String,
    /// Its new place, from 1; beyond the last is the last
    #[arg(value_name = "POSITION", value_parser = whole_number(1, 1_000_000))]
    position: u64,
}

impl Work for Move {
    fn need(&self) -> Need {
        Need::Manage(Thing::Assignment)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let mut store = cx.store_for_writing()?;
        let (row, moved) = store.move_rule(&cx.actor(), &self.rule, self.position.cast_signed())?;
        let sentence = match moved {
            true => format!("Moved the rule {} to place {}.", row.rule.name, row.position),
            false => format!("The rule {} stands at place {} already.", row.rule.name, row.position),
        };
        say_changed(cx, COLUMNS, &[row], &sentence)
    }
}

const REMOVE_EXAMPLES: &str = "\
Examples:
  livechats assignment rule remove Nights";

/// Remove a rule; what it decided stays
#[derive(Args, Debug)]
#[command(after_help = REMOVE_EXAMPLES)]
struct Remove {
    /// Its name
    #[arg(value_name = "RULE", value_parser = line_of_text)]
    rule: String,
}

impl Work for Remove {
    fn need(&self) -> Need {
        Need::Manage(Thing::Assignment)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let row = cx.store_for_writing()?.remove_rule(&cx.actor(), &self.rule)?;
        let sentence = format!("Removed the rule {}.", row.rule.name);
        say_changed(cx, COLUMNS, &[row], &sentence)
    }
}

fn say_row(cx: &mut Context, row: RuleRow, done: &str) -> Result<()> {
    let to = match &row.rule.target {
        Target::Rep(name) => name.clone(),
        Target::Team(name) => format!("a rep of {name}"),
        Target::Anybody => "any rep".to_owned(),
    };
    let asked = if row.rule.active { "" } else { ", not asked" };
    let sentence = format!("{done} the rule {} at place {}: to {to}{asked}.", row.rule.name, row.position);
    say_changed(cx, COLUMNS, &[row], &sentence)
}

const IMPORT_EXAMPLES: &str = "\
Examples:
  livechats assignment rule import rules.json --dry-run
                                                what that would change
  git show HEAD:rules.json | livechats assignment rule import -

The rules become those of the file, in its order: what it does not name is removed.";

/// Make the rules those of a file that `export` wrote
#[derive(Args, Debug)]
#[command(after_help = IMPORT_EXAMPLES, after_long_help = format!("{IMPORT_EXAMPLES}\n\nColumns:\n{}", columns_help(DIFFERENCES)))]
struct Import {
    /// The file, packed with gzip or not; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Show the difference, change nothing
    #[arg(long)]
    dry_run: bool,
}

impl Work for Import {
    fn need(&self) -> Need {
        Need::Manage(Thing::Assignment)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let columns = columns_of(DIFFERENCES, cx.output.columns())?;
        if self.file.as_os_str() != "-" {
            cx.check_named_file(&self.file)?;
        }
        let mut store = cx.store_for_writing()?;
        let folder = cx.repository().parent().filter(|folder| !folder.as_os_str().is_empty());
        let rules = rule_json::read_file(&self.file, folder.unwrap_or_else(|| ".".as_ref()))?;
        let (differences, operation) = store.import_rules(&cx.actor(), &rules, self.dry_run)?;
        if (self.dry_run || cx.output.asked_format().is_some()) && !differences.is_empty() {
            cx.output.list(&columns, &differences, None)?;
        }
        cx.output.say(&sentence(&differences, rules.len() as u64, operation, self.dry_run));
        Ok(())
    }
}

fn sentence(differences: &[Difference], rules: u64, operation: Option<i64>, dry_run: bool) -> String {
    let rules = counted(rules, "rule");
    if differences.is_empty() {
        return format!("The rules are those of the file already: {rules}.");
    }
    let counts: Vec<String> = ["added", "changed", "moved", "removed"]
        .iter()
        .map(|kind| (differences.iter().filter(|difference| difference.change == *kind).count(), kind))
        .filter(|(count, _)| *count > 0)
        .map(|(count, kind)| format!("{count} {kind}"))
        .collect();
    let counts = counts.join(", ");
    match operation {
        _ if dry_run => format!("Of {rules}, {counts}. Nothing was changed."),
        Some(operation) => format!("Imported {rules}: {counts}. Take it back: livechats undo {operation}"),
        None => format!("Imported {rules}: {counts}."),
    }
}

const EXPORT_EXAMPLES: &str = "\
Examples:
  livechats assignment rule export > rules.json
  livechats assignment rule export --output rules.json --force
                                                into a file that is there only when it is whole";

/// Write the rules as JSON, one a line, for version control
#[derive(Args, Debug)]
#[command(after_help = EXPORT_EXAMPLES)]
struct Export {
    /// Into this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file
    #[arg(long, requires = "output")]
    force: bool,
}

impl Work for Export {
    fn need(&self) -> Need {
        Need::View(Thing::Assignment)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let rules: Vec<Rule> = cx.store()?.rules()?.into_iter().map(|row| row.rule).collect();
        let mut out = Vec::new();
        rule_json::write(&rules, &mut out);
        let Some(output) = self.output else {
            return Ok(cx.output.exact().write_all(&out)?);
        };
        cx.check_named_file(&output)?;
        refuse_repository(&output, cx.repository())?;
        let mut file = OutputFile::create(&output, self.force)?;
        file.write_all(&out)?;
        file.finish()?;
        cx.output.say(&format!("Wrote {} to {}.", counted(rules.len() as u64, "rule"), output.display()));
        Ok(())
    }
}
