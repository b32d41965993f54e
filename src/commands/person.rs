//! `livechats person`: those who write to the company.

mod erase;
mod export;
mod list;
mod show;
mod transcript;

use clap::{Args, Subcommand};

use crate::commands::args::columns_help;
use crate::commands::confirm::{confirm, is_answerable, unanswerable};
use crate::commands::listing::{line_of_text, say_changed};
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::model::permission::{Need, Thing};
use crate::model::person::{COLUMNS, PersonEdit};
use crate::output::number::counted;

const EXAMPLES: &str = "\
Examples:
  livechats person list ann --email example.com
  livechats person show 12
  livechats person edit ann@example.com --phone '+49 30 1234' --tag vip
  livechats person merge 15 --into 12                    two rows that are one person
  livechats person export 12 --output ann                all that is kept of her, for her
  livechats person erase 12 --certificate ann.txt        every word of hers, proven
";

/// The people who write to the company: find, change and join them, hand out or erase what is kept of them
///
/// PERSON is our number, or what exactly one person has as mail address, phone number, ID (the company's, the app's, or
/// source/ID) or name.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES.trim_end(), after_long_help = format!("{EXAMPLES}\nColumns:\n{}", columns_help(COLUMNS)))]
pub struct Person {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    List(list::List),
    Show(show::Show),
    Add(Add),
    Edit(Edit),
    Merge(Merge),
    Export(export::Export),
    Erase(erase::Erase),
}

impl Person {
    /// Runs the verb.
    pub fn run(self, cx: &mut Context) -> Result<()> {
        match self.verb {
            Verb::List(verb) => cx.perform(verb),
            Verb::Show(verb) => cx.perform(verb),
            Verb::Add(verb) => cx.perform(verb),
            Verb::Edit(verb) => cx.perform(verb),
            Verb::Merge(verb) => cx.perform(verb),
            Verb::Export(verb) => cx.perform(verb),
            Verb::Erase(verb) => cx.perform(verb),
        }
    }
}

/// What is known of a person.
#[derive(Args, Clone, Debug, Default)]
struct Details {
    /// Mail address
    #[arg(long, value_name = "ADDRESS", value_parser = line_or_nothing)]
    email: Option<String>,
    /// Phone number
    #[arg(long, value_name = "NUMBER", value_parser = line_or_nothing)]
    phone: Option<String>,
    /// Where they are
    #[arg(long, value_name = "PLACE", value_parser = line_or_nothing)]
    location: Option<String>,
    /// Their country
    #[arg(long, value_name = "COUNTRY", value_parser = line_or_nothing)]
    country: Option<String>,
    /// Their IP address
    #[arg(long, value_name = "ADDRESS", value_parser = line_or_nothing)]
    ip: Option<String>,
    /// The app's ID for them
    #[arg(long, value_name = "ID", value_parser = line_or_nothing)]
    channel_id: Option<String>,
    /// The company's ID for them
    #[arg(long, value_name = "ID", value_parser = line_or_nothing)]
    unique_id: Option<String>,
    /// A custom field of persons; given twice: both
    #[arg(long, value_name = "NAME=VALUE", value_parser = name_and_value)]
    field: Vec<(String, String)>,
    /// A tag to put on them; given twice: both
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
}

impl Details {
    /// What is to be changed; an empty text takes a detail away.
    fn edit(self, name: Option<String>) -> PersonEdit {
        let columns =
            [name, self.email, self.phone, self.location, self.country, self.ip, self.channel_id, self.unique_id];
        let columns = columns.map(|value| value.map(|value| Some(value).filter(|value| !value.is_empty())));
        let (without, fields): (Vec<_>, Vec<_>) = self.field.into_iter().partition(|(_, value)| value.is_empty());
        let without_fields = without.into_iter().map(|(name, _)| name).collect();
        PersonEdit { columns, fields, without_fields, tags: self.tag, without_tags: Vec::new() }
    }
}

/// Reads a text of one line, or an empty one.
fn line_or_nothing(text: &str) -> std::result::Result<String, String> {
    if text.is_empty() { Ok(String::new()) } else { line_of_text(text) }
}

fn name_and_value(text: &str) -> std::result::Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("it is not NAME=VALUE")?;
    if name.is_empty() {
        return Err("it names no field".to_owned());
    }
    Ok((name.to_owned(), value.to_owned()))
}

const ADD_EXAMPLES: &str = "\
Examples:
  livechats person add 'Ann Example' --email ann@example.com --country DE
  livechats person add --channel-id 4915212345 --tag vip";

/// Make a person
#[derive(Args, Debug)]
#[command(after_help = ADD_EXAMPLES)]
struct Add {
    /// Their name, if it is known
    #[arg(value_parser = line_of_text)]
    name: Option<String>,
    #[command(flatten)]
    details: Details,
}

impl Work for Add {
    fn need(&self) -> Need {
        Need::Manage(Thing::Persons)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let edit = self.details.edit(self.name);
        let mut store = cx.store_for_writing()?;
        let id = store.add_person(&cx.actor(), &edit)?;
        let rows = store.person_rows(&[id])?;
        say_changed(cx, COLUMNS, &rows, &format!("Added person {id}."))
    }
}

const EDIT_EXAMPLES: &str = "\
Examples:
  livechats person edit 12 --name 'Ann Example'
  livechats person edit ann@example.com --phone '' --untag vip       takes the number and the tag away
  livechats person edit 12 --field plan=gold";

/// Change what is known of a person
///
/// An empty text takes a detail or a custom field away. A new name is found in all of the person's chats.
#[derive(Args, Debug)]
#[command(after_help = EDIT_EXAMPLES)]
struct Edit {
    /// Number, or exactly one's mail address, phone number, ID or name
    #[arg(value_name = "PERSON")]
    person: String,
    /// Name
    #[arg(long, value_parser = line_or_nothing)]
    name: Option<String>,
    #[command(flatten)]
    details: Details,
    /// A tag to take away; given twice: both
    #[arg(long, value_name = "TAG")]
    untag: Vec<String>,
}

impl Work for Edit {
    fn need(&self) -> Need {
        Need::Manage(Thing::Persons)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let edit = PersonEdit { without_tags: self.untag, ..self.details.edit(self.name) };
        if edit == PersonEdit::default() {
            return Err(Error::usage("nothing to change").hint("see livechats person edit --help"));
        }
        let mut store = cx.store_for_writing()?;
        let id = store.person_named(&self.person)?;
        let operation = store.edit_person(&cx.actor(), id, &edit)?;
        let rows = store.person_rows(&[id])?;
        let sentence = match operation {
            None => format!("Person {id} is so already."),
            Some(operation) => format!("Changed person {id}. Take it back: livechats undo {operation}"),
        };
        say_changed(cx, COLUMNS, &rows, &sentence)
    }
}

const MERGE_EXAMPLES: &str = "\
Examples:
  livechats person merge 15 --into 12
  livechats person merge 'line/U4711' --into ann@example.com --yes";

/// Join two persons who are one
///
/// Chats, notes, tags, custom fields and bans of PERSON move to the other, and PERSON is removed. Where both have a
/// detail or a custom field, that of the other stays; PERSON's is kept in a note.
#[derive(Args, Debug)]
#[command(after_help = MERGE_EXAMPLES)]
struct Merge {
    /// The one who goes
    #[arg(value_name = "PERSON")]
    person: String,
    /// The one who stays
    #[arg(long, value_name = "PERSON")]
    into: String,
    /// Ask nothing
    #[arg(long, short)]
    yes: bool,
}

impl Work for Merge {
    fn need(&self) -> Need {
        Need::Manage(Thing::Persons)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        if !self.yes && !is_answerable(cx) {
            return Err(unanswerable("person merge", "say --yes"));
        }
        let mut store = cx.store_for_writing()?;
        let from = store.person_named(&self.person)?;
        let into = store.person_named(&self.into)?;
        let rows = store.person_rows(&[from, into])?;
        let name = |place: usize| rows.get(place).and_then(|row| row.name.as_deref()).unwrap_or("Unknown");
        let question = format!("Merge person {from} ({}) into person {into} ({})?", name(0), name(1));
        if !self.yes {
            confirm(&question, 1, "--yes asks nothing")?;
        }
        let merged = store.merge_persons(&cx.actor(), from, into)?;
        let differing = match merged.differing {
            0 => String::new(),
            differing => format!(" {} differed and are kept in a note.", counted(differing as u64, "detail")),
        };
        let sentence = format!(
            "Merged person {from} into person {into}: {} moved.{differing} Take it back: livechats undo {}",
            counted(u64::try_from(merged.chats).unwrap_or_default(), "chat"),
            merged.operation
        );
        let rows = store.person_rows(&[into])?;
        say_changed(cx, COLUMNS, &rows, &sentence)
    }
}
