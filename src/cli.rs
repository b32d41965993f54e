//! The command line: global flags, the commands, and the way from arguments to a command that runs.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::ValueParser;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgMatches, Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::commands::args::{format_parser, whole_number};
use crate::commands::{
    assignment, audit, backup, ban, canned, check, completions, delete, demo, describe, doctor, export, feedback,
    field, handoff, hold, import, inbox, init, interactions, job, list, maintain, man, note, person, purge, reply,
    restore, retention, role, search, show, status, tag, team, transfer, undo, user, whoami,
};
use crate::context::{Context, Settings};
use crate::error::{Error, Result};
use crate::output::Format;
use crate::output::terminal::Color;

/// The program's name.
const NAME: &str = "livechats";

/// Columns that the help takes at most.
const WIDTH: usize = 100;

/// Administer all human-to-human support chats of a company: one SQLite file, one binary.
#[derive(Debug, Parser)]
#[command(
    name = NAME,
    version,
    arg_required_else_help = true,
    subcommand_required = true,
    max_term_width = WIDTH,
    after_help = groups(),
    after_long_help = groups_and_codes()
)]
pub struct Cli {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    command: Command,
    /// The command with its verb, as the record of changes names it.
    #[arg(skip)]
    path: String,
}

/// Flags that every command takes.
#[derive(Args, Debug)]
#[command(next_help_heading = "Global options")]
struct Globals {
    /// The repository's file [default: LIVECHATS_REPO, else livechats.db]
    #[arg(long, global = true, value_name = "FILE", value_parser = ValueParser::os_string())]
    repo: Option<OsString>,
    /// How to print [default: table on a terminal, tsv into a pipe]
    #[arg(long, global = true, value_parser = format_parser(&LIST_FORMATS))]
    format: Option<Format>,
    /// Which columns, in this order
    #[arg(long, global = true, value_name = "A,B", value_delimiter = ',')]
    columns: Option<Vec<String>>,
    /// When to colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Color,
    /// Zone in which times are asked and shown [default: the machine's]
    #[arg(long, global = true, value_name = "ZONE")]
    tz: Option<String>,
    /// How long to wait while others write, in seconds
    #[arg(long, global = true, value_name = "SECONDS", default_value = "30", value_parser = whole_number(0, 86_400))]
    wait: u64,
    /// Say nothing on stderr but errors
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Act with the rights of this user; needs the permission impersonate, and both are recorded
    #[arg(long = "as", global = true, value_name = "REP")]
    behalf: Option<String>,
}

/// The formats of lists.
const LIST_FORMATS: [Format; 5] = [Format::Table, Format::Json, Format::Jsonl, Format::Csv, Format::Tsv];

/// The commands, in the order of the help.
#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::MakeDemo),
    Init(init::Init),
    Import(import::Import),
    List(list::List),
    Search(search::Search),
    Show(show::Show),
    Inbox(inbox::Inbox),
    Export(export::Export),
    Job(job::Job),
    Delete(delete::Delete),
    Restore(restore::Restore),
    Purge(purge::Purge),
    Undo(undo::Undo),
    Handoff(handoff::Handoff),
    Reply(reply::Reply),
    Transfer(transfer::Transfer),
    Status(status::Status),
    Describe(describe::Describe),
    Feedback(feedback::Feedback),
    Tag(tag::Tag),
    Note(note::Note),
    Field(field::Field),
    Person(person::Person),
    Ban(ban::Ban),
    Canned(canned::Canned),
    Assignment(assignment::Assignment),
    Team(team::Team),
    User(user::User),
    Role(role::Role),
    Whoami(whoami::Whoami),
    Interactions(interactions::Interactions),
    Audit(audit::Audit),
    Hold(hold::Hold),
    Retention(retention::Retention),
    Maintain(maintain::Maintain),
    Check(check::Check),
    Doctor(doctor::Doctor),
    Backup(backup::Backup),
    Completions(completions::Completions),
    Man(man::Man),
}

/// The commands by what they are for. clap cannot head a group of commands, so this stands behind its list.
const GROUPS: &[(&str, &[&str])] = &[
    ("Begin", &["demo", "init", "import"]),
    ("Find and read", &["list", "search", "show", "inbox"]),
    ("Write files", &["export", "job"]),
    ("Remove and bring back", &["delete", "restore", "purge", "undo"]),
    ("Work on a chat", &["handoff", "reply", "transfer", "status", "describe", "feedback"]),
    ("Label it", &["tag", "field", "note"]),
    ("People", &["person", "ban"]),
    ("Replies and routing", &["canned", "assignment"]),
    ("Who may what", &["team", "user", "role", "whoami"]),
    ("Account for it", &["interactions", "audit"]),
    ("Rules that stay", &["hold", "retention", "maintain"]),
    ("The file itself", &["check", "doctor", "backup"]),
    ("The tool", &["completions", "man", "help"]),
];

const EXIT_CODES: &str = "\
Exit codes:
  0  done (an empty result too)         11  busy: somebody else writes
  1  failed                             12  damaged repository
  2  usage, or a query that is none     13  repository of a newer version
  3  partly done                        14  no space, or read-only
  4  not permitted                      15  input/output error
  5  not found, or not visible          16  output file exists or cannot be made
  6  refused: needs a decision          18  a limit of time, size or memory
  7  conflict                           70  a fault of this program
  8  bad data in a file                129  hangup, 130 interrupted, 143 terminated
  9  a check found something           141  the reader closed the pipe (quiet)
 10  no repository there";

/// The whole tree of commands and flags.
pub fn command() -> clap::Command {
    Cli::command()
}

/// What the command line asks for.
#[derive(Debug)]
pub enum Asked {
    /// A command to run.
    Run(Box<Cli>),
    /// A text on stdout: the help, or the version.
    Text(String),
    /// The short help on stderr, because nothing was asked for: exit code 2.
    Nothing(String),
}

/// What adds a command's flags to its place in the tree.
type AddFlags = fn(clap::Command) -> clap::Command;

/// How each command's flags are added.
const FLAGS: &[(&str, AddFlags)] = &[
    ("demo", demo::MakeDemo::augment_args),
    ("init", init::Init::augment_args),
    ("import", import::Import::augment_args),
    ("list", list::List::augment_args),
    ("search", search::Search::augment_args),
    ("show", show::Show::augment_args),
    ("inbox", inbox::Inbox::augment_args),
    ("export", export::Export::augment_args),
    ("job", job::Job::augment_args),
    ("delete", delete::Delete::augment_args),
    ("restore", restore::Restore::augment_args),
    ("purge", purge::Purge::augment_args),
    ("undo", undo::Undo::augment_args),
    ("handoff", handoff::Handoff::augment_args),
    ("reply", reply::Reply::augment_args),
    ("transfer", transfer::Transfer::augment_args),
    ("status", status::Status::augment_args),
    ("describe", describe::Describe::augment_args),
    ("feedback", feedback::Feedback::augment_args),
    ("tag", tag::Tag::augment_args),
    ("note", note::Note::augment_args),
    ("field", field::Field::augment_args),
    ("person", person::Person::augment_args),
    ("ban", ban::Ban::augment_args),
    ("canned", canned::Canned::augment_args),
    ("assignment", assignment::Assignment::augment_args),
    ("team", team::Team::augment_args),
    ("user", user::User::augment_args),
    ("role", role::Role::augment_args),
    ("whoami", whoami::Whoami::augment_args),
    ("interactions", interactions::Interactions::augment_args),
    ("audit", audit::Audit::augment_args),
    ("hold", hold::Hold::augment_args),
    ("retention", retention::Retention::augment_args),
    ("maintain", maintain::Maintain::augment_args),
    ("check", check::Check::augment_args),
    ("doctor", doctor::Doctor::augment_args),
    ("backup", backup::Backup::augment_args),
    ("completions", completions::Completions::augment_args),
    ("man", man::Man::augment_args),
];

/// The tree with no other command than the one that these arguments seem to ask for: to build them all takes a good part
/// of the time that a command runs.
fn lean_tree(arguments: &[OsString]) -> Option<clap::Command> {
    let of = |argument: &OsString| FLAGS.iter().find(|(name, _)| argument == name);
    let (name, add_flags) = arguments.iter().skip(1).find_map(of)?;
    let tree = clap::Command::new(NAME).max_term_width(WIDTH).subcommand_required(true);
    Some(Globals::augment_args(tree).subcommand(add_flags(clap::Command::new(*name))))
}

/// What the lean tree makes of the arguments; `None` where only the whole tree can tell.
fn read_lean(arguments: &[OsString]) -> Option<Asked> {
    match lean_tree(arguments)?.try_get_matches_from(arguments) {
        Ok(matches) => read_matches(matches).ok().map(|cli| Asked::Run(Box::new(cli))),
        Err(error) if error.kind() == ErrorKind::DisplayHelp => {
            // The help of one command: that of all of them names the others too.
            let of_command = arguments.get(1).is_some_and(|first| FLAGS.iter().any(|(name, _)| first == name));
            of_command.then(|| Asked::Text(error.render().to_string()))
        }
        Err(_) => None,
    }
}

/// What arguments that fit the tree say.
fn read_matches(mut matches: ArgMatches) -> clap::error::Result<Cli> {
    let mut path = String::new();
    let mut place = &matches;
    while let Some((name, within)) = place.subcommand() {
        path.push_str(if path.is_empty() { "" } else { " " });
        path.push_str(name);
        place = within;
    }
    Ok(Cli { path, ..Cli::from_arg_matches_mut(&mut matches)? })
}

/// Reads the command line.
///
/// # Errors
/// `Usage` for everything that clap does not take.
pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Asked> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if let [_, only] = arguments.as_slice()
        && (only == "--version" || only == "-V")
    {
        return Ok(Asked::Text(format!("{NAME} {}\n", env!("CARGO_PKG_VERSION"))));
    }
    if let Some(asked) = read_lean(&arguments) {
        return Ok(asked);
    }
    match command().try_get_matches_from(&arguments).and_then(read_matches) {
        Ok(cli) => Ok(Asked::Run(Box::new(cli))),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Ok(Asked::Text(error.render().to_string())),
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Ok(Asked::Nothing(error.render().to_string())),
            _ => Err(in_our_words(&error, &arguments)),
        },
    }
}

impl Cli {
    /// What the global flags say.
    pub fn settings(&self) -> Settings {
        let flags = &self.globals;
        Settings {
            repository: flags.repo.clone().map(PathBuf::from),
            format: flags.format,
            columns: flags.columns.clone(),
            color: flags.color,
            zone: flags.tz.clone(),
            wait: flags.wait,
            quiet: flags.quiet,
            behalf: flags.behalf.clone(),
            command: self.path.clone(),
        }
    }

    /// Runs the command.
    pub fn run(self, cx: &mut Context) -> Result<()> {
        match self.command {
            Command::Demo(command) => cx.perform(command),
            Command::Init(command) => cx.perform(command),
            Command::Import(command) => cx.perform(command),
            Command::List(command) => cx.perform(command),
            Command::Search(command) => cx.perform(command),
            Command::Show(command) => cx.perform(command),
            Command::Inbox(command) => cx.perform(command),
            Command::Export(command) => cx.perform(command),
            Command::Delete(command) => cx.perform(command),
            Command::Restore(command) => cx.perform(command),
            Command::Purge(command) => cx.perform(command),
            Command::Undo(command) => cx.perform(command),
            Command::Handoff(command) => cx.perform(command),
            Command::Reply(command) => cx.perform(command),
            Command::Transfer(command) => cx.perform(command),
            Command::Status(command) => cx.perform(command),
            Command::Describe(command) => cx.perform(command),
            Command::Feedback(command) => cx.perform(command),
            Command::Tag(command) => command.run(cx),
            Command::Note(command) => command.run(cx),
            Command::Field(command) => command.run(cx),
            Command::Person(command) => command.run(cx),
            Command::Ban(command) => command.run(cx),
            Command::Canned(command) => command.run(cx),
            Command::Assignment(command) => command.run(cx),
            Command::Team(command) => command.run(cx),
            Command::User(command) => command.run(cx),
            Command::Role(command) => command.run(cx),
            Command::Whoami(command) => cx.perform(command),
            Command::Interactions(command) => command.run(cx),
            Command::Audit(command) => command.run(cx),
            Command::Job(command) => command.run(cx),
            Command::Hold(command) => command.run(cx),
            Command::Retention(command) => command.run(cx),
            Command::Maintain(command) => cx.perform(command),
            Command::Check(command) => cx.perform(command),
            Command::Doctor(command) => cx.perform(command),
            Command::Backup(command) => cx.perform(command),
            Command::Completions(command) => command.run(cx, self::command()),
            Command::Man(command) => command.run(cx, self::command()),
        }
    }
}

/// clap's complaint as one of ours: its first paragraph, then what was probably meant, or where the usage stands.
fn in_our_words(error: &clap::Error, arguments: &[OsString]) -> Error {
    let text = error.render().to_string();
    let text = text.strip_prefix("error: ").unwrap_or(&text);
    let paragraph: Vec<&str> = text.lines().take_while(|line| !line.trim().is_empty()).map(str::trim).collect();
    let meant = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let meant = meant.into_iter().find_map(|kind| suggestion(error.get(kind)?));
    if let Some(hint) = query_hint(error, arguments) {
        return Error::usage(paragraph.join(" ")).hint(hint);
    }
    let usage = || {
        let tree = command();
        let (mut place, mut path) = (&tree, NAME.to_owned());
        for word in arguments.iter().skip(1) {
            if let Some(within) = place.find_subcommand(word) {
                place = within;
                path = format!("{path} {}", within.get_name());
            }
        }
        format!("see {path} --help")
    };
    Error::usage(paragraph.join(" ")).hint(meant.map_or_else(usage, |meant| format!("did you mean '{meant}'")))
}

/// What to do where an argument that clap does not know was probably a query, or the rest of one.
fn query_hint(error: &clap::Error, arguments: &[OsString]) -> Option<&'static str> {
    let takes_query = arguments.iter().any(|word| ["list", "search", "export"].iter().any(|name| word == name));
    let ContextValue::String(unknown) = error.get(ContextKind::InvalidArg)? else { return None };
    match error.kind() {
        ErrorKind::UnknownArgument if !takes_query || unknown.starts_with("--") => None,
        ErrorKind::UnknownArgument if unknown.starts_with('-') => {
            Some("put -- before a query that begins with a minus sign")
        }
        ErrorKind::UnknownArgument => {
            Some("the query is one argument: quote it as a whole, for instance 'status:open tag:vip'")
        }
        _ => None,
    }
}

fn suggestion(value: &ContextValue) -> Option<String> {
    match value {
        ContextValue::String(one) => Some(one.clone()),
        // The likeliest comes last.
        ContextValue::Strings(several) => several.last().cloned(),
        _ => None,
    }
}

fn groups() -> String {
    let mut text = String::new();
    for (name, commands) in GROUPS {
        text.push_str(&format!("{:14} {}\n", format!("{name}:"), commands.join(", ")));
    }
    text.push_str("\nlivechats COMMAND --help tells about one command, with examples.");
    text
}

fn groups_and_codes() -> String {
    format!("{}\n\n{EXIT_CODES}", groups())
}

#[cfg(test)]
mod tests;
