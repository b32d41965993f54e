//! `livechats field`: custom fields, their values on chats and their definitions.

use clap::builder::{PossibleValuesParser, TypedValueParser, ValueParser};
use clap::{Args, Subcommand};

use crate::commands::args::columns_help;
use crate::commands::listing::{ListFlags, line_of_text, say_changed};
use crate::commands::mentions::warn_of_mentions;
use crate::commands::one::make_sure;
use crate::commands::target::{Action, Ask, TargetFlags};
use crate::commands::watch::Watch;
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::field::{COLUMNS, FieldRow, FieldType};
use crate::model::permission::{ChatVerb, Need, Thing};
use crate::output::number::counted;
use crate::output::progress::Unit;
use crate::query::{FieldOwner, Named};
use crate::store::{FieldEdit, Side, Store};

const EXAMPLES: &str = "\
Examples:
  livechats field set plan=pro 4711
  livechats field unset plan --where 'field.plan:trial' --yes
  livechats field list
  livechats field define plan --type dropdown --choices free,pro --default free
  livechats field define due --type date --description 'answer until then'";

/// Set custom fields of chats, and define them
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\nColumns:\n{}", columns_help(COLUMNS)))]
pub struct Field {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Set(Set),
    Unset(Unset),
    List(List),
    Define(Define),
    Edit(Edit),
    Drop(Drop),
}

impl Field {
    /// Runs the verb.
    pub fn run(self, cx: &mut Context) -> Result<()> {
        match self.verb {
            Verb::Set(verb) => cx.perform(verb),
            Verb::Unset(verb) => cx.perform(verb),
            Verb::List(verb) => cx.perform(verb),
            Verb::Define(verb) => cx.perform(verb),
            Verb::Edit(verb) => cx.perform(verb),
            Verb::Drop(verb) => cx.perform(verb),
        }
    }
}

const SET_EXAMPLES: &str = "\
Examples:
  livechats field set plan=pro 4711
  livechats field set 'order id=AB-17' shop/s-17
  livechats field set checked=true --where 'tag:refund status:closed' --yes
  livechats field set plan 4711                 the field's default";

/// Set a custom field of chats
#[derive(Args, Debug)]
#[command(after_help = SET_EXAMPLES)]
struct Set {
    /// The field and its value; without a value, its default
    #[arg(id = "setting", value_name = "NAME=VALUE", value_parser = setting)]
    setting: Setting,
    #[command(flatten)]
    target: TargetFlags,
}

/// A field, and the value it shall have.
#[derive(Clone, Debug)]
struct Setting {
    name: String,
    value: Option<String>,
}

impl Work for Set {
    fn need(&self) -> Need {
        Need::Chats(ChatVerb::Manage)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let Setting { name, value } = &self.setting;
        let said = value.as_ref().map_or_else(|| name.clone(), |value| format!("{name}={value}"));
        let action = Action {
            command: &format!("field set {said}"),
            done: &format!("Set {said} on"),
            would: "would have it set",
            question: "Set it on them?",
            side: Side::Live,
            ask: Ask::Found,
        };
        self.target.run(cx, &action, |store, actor, run| store.set_field(actor, run, name, value.as_deref()))
    }
}

const UNSET_EXAMPLES: &str = "\
Examples:
  livechats field unset plan 4711
  livechats field unset plan --where 'field.plan:trial' --dry-run";

/// Take a custom field off chats
#[derive(Args, Debug)]
#[command(after_help = UNSET_EXAMPLES)]
struct Unset {
    /// The field
    #[arg(id = "name", value_name = "NAME")]
    name: String,
    #[command(flatten)]
    target: TargetFlags,
}

impl Work for Unset {
    fn need(&self) -> Need {
        Need::Chats(ChatVerb::Manage)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let action = Action {
            command: &format!("field unset {}", self.name),
            done: &format!("Took {} off", self.name),
            would: "would have it taken off",
            question: "Take it off them?",
            side: Side::Live,
            ask: Ask::Found,
        };
        self.target.run(cx, &action, |store, actor, run| store.unset_field(actor, run, &self.name))
    }
}

const LIST_EXAMPLES: &str = "\
Examples:
  livechats field list
  livechats field list --columns name,type,choices --format json";

/// List the custom fields there are
#[derive(Args, Debug)]
#[command(after_help = LIST_EXAMPLES)]
struct List {
    #[command(flatten)]
    list: ListFlags,
}

impl Work for List {
    fn need(&self) -> Need {
        Need::View(Thing::Labels)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let rows = cx.store()?.fields()?;
        self.list.say(cx, COLUMNS, rows, "field")
    }
}

/// Whose field it is.
#[derive(Args, Clone, Copy, Debug)]
struct For {
    /// Whose: chats, or persons
    #[arg(long = "for", value_name = "WHOSE", default_value = "chats", value_parser = owner_parser())]
    owner: FieldOwner,
}

const DEFINE_EXAMPLES: &str = "\
Examples:
  livechats field define 'order id'
  livechats field define plan --type dropdown --choices free,pro --default free
  livechats field define since --type date --for persons";

/// Make a custom field
///
/// Its type is fixed from then on. A field that an import made becomes what you say, if all its values are of that type.
#[derive(Args, Debug)]
#[command(after_help = DEFINE_EXAMPLES)]
struct Define {
    /// Its name
    #[arg(value_name = "NAME", value_parser = new_field)]
    name: String,
    /// text, number, toggle (true or false), dropdown, or date (2026-01-31)
    #[arg(long = "type", value_name = "TYPE", default_value = "text", value_parser = type_parser())]
    kind: FieldType,
    #[command(flatten)]
    whose: For,
    /// The choices of a dropdown
    #[arg(long, value_name = "A,B", value_delimiter = ',', value_parser = line_of_text)]
    choices: Option<Vec<String>>,
    /// What `field set NAME` sets where no value is given
    #[arg(long, value_name = "VALUE")]
    default: Option<String>,
    /// What it is for
    #[arg(long, value_name = "TEXT", value_parser = line_of_text)]
    description: Option<String>,
}

impl Work for Define {
    fn need(&self) -> Need {
        Need::Manage(Thing::Labels)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let edit = FieldEdit {
            name: None,
            choices: self.choices.map(each_once),
            default: self.default.map(Some),
            description: self.description.map(Some),
        };
        let mut store = cx.store_for_writing()?;
        let row = store.define_field(&cx.actor(), self.whose.owner, &self.name, self.kind, &edit)?;
        say(cx, row, "Made")
    }
}

const EDIT_EXAMPLES: &str = "\
Examples:
  livechats field edit plan --choices free,pro,team
  livechats field edit plan --name tariff --no-default";

/// Change a custom field: all but its type
#[derive(Args, Debug)]
#[command(after_help = EDIT_EXAMPLES)]
struct Edit {
    /// Its name
    #[arg(value_name = "NAME")]
    field: String,
    #[command(flatten)]
    whose: For,
    #[command(flatten)]
    change: Change,
}

/// What shall change of a field.
#[derive(Args, Debug)]
#[group(required = true, multiple = true)]
struct Change {
    /// Another name
    #[arg(long, value_name = "NAME", value_parser = new_field)]
    name: Option<String>,
    /// The choices of a dropdown, all of them; those in use must be among them
    #[arg(long, value_name = "A,B", value_delimiter = ',', value_parser = line_of_text)]
    choices: Option<Vec<String>>,
    /// Another default
    #[arg(long, value_name = "VALUE")]
    default: Option<String>,
    /// Take the default away
    #[arg(long, conflicts_with = "default")]
    no_default: bool,
    /// Another description
    #[arg(long, value_name = "TEXT", value_parser = line_of_text)]
    description: Option<String>,
    /// Take the description away
    #[arg(long, conflicts_with = "description")]
    no_description: bool,
}

impl Work for Edit {
    fn need(&self) -> Need {
        Need::Manage(Thing::Labels)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let Change { name, choices, default, no_default, description, no_description } = self.change;
        let edit = FieldEdit {
            name,
            choices: choices.map(each_once),
            default: default.map(Some).or(no_default.then_some(None)),
            description: description.map(Some).or(no_description.then_some(None)),
        };
        let mut store = cx.store_for_writing()?;
        let row = store.edit_field(&cx.actor(), self.whose.owner, &self.field, &edit)?;
        warn_where_gone(cx, &store, self.whose.owner, &self.field)?;
        say(cx, row, "Changed")
    }
}

const DROP_EXAMPLES: &str = "\
Examples:
  livechats field drop plan                     asks, and says how many have a value of it
  livechats field drop since --for persons --yes";

/// Remove a custom field with all its values
#[derive(Args, Debug)]
#[command(after_help = DROP_EXAMPLES)]
struct Drop {
    /// Its name
    #[arg(value_name = "NAME")]
    field: String,
    #[command(flatten)]
    whose: For,
    /// Ask nothing
    #[arg(long, short)]
    yes: bool,
}

impl Work for Drop {
    fn need(&self) -> Need {
        Need::Manage(Thing::Labels)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let mut store = cx.store_for_writing()?;
        let field = store.field(self.whose.owner, &self.field)?;
        let count = field.used.unsigned_abs();
        let uses = counted(count, field.owner.trim_end_matches('s'));
        let question = format!("the field '{}' would be taken off {uses}, with its values", field.name);
        make_sure(cx, self.yes, "field drop", &question, count)?;
        let watch = Watch::new(Some(cx.output.progress(Some(count), Unit::Items, "field drop")), cx.stop());
        let worked = store.drop_field(&cx.actor(), self.whose.owner, &field.name, &|chats| watch.done(chats));
        watch.finish();
        let worked = worked?;
        warn_where_gone(cx, &store, self.whose.owner, &field.name)?;
        let sentence = format!(
            "Dropped the field '{}', which {uses} had. Take it back: livechats undo {}",
            field.name, worked.operation
        );
        say_changed(cx, COLUMNS, &[field], &sentence)
    }
}

/// Warns of what speaks of a name that no field has any more, in any spelling.
fn warn_where_gone(cx: &mut Context, store: &Store, owner: FieldOwner, name: &str) -> Result<()> {
    if store.field(owner, name).is_ok() { Ok(()) } else { warn_of_mentions(cx, store, Named::Field(owner), name) }
}

fn say(cx: &mut Context, row: FieldRow, done: &str) -> Result<()> {
    let uses = counted(row.used.unsigned_abs(), row.owner.trim_end_matches('s'));
    let sentence = format!("{done} the {} field '{}' of {uses}.", row.kind.name(), row.name);
    say_changed(cx, COLUMNS, &[row], &sentence)
}

fn each_once(texts: Vec<String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for text in texts {
        if !once.contains(&text) {
            once.push(text);
        }
    }
    once
}

fn setting(text: &str) -> std::result::Result<Setting, String> {
    let (name, value) = match text.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (text, None),
    };
    if name.trim().is_empty() {
        return Err("give it as NAME=VALUE".into());
    }
    match value {
        Some("") => Err("the value is empty; livechats field unset takes a field off".into()),
        Some(value) if value.contains('\0') => Err("the value holds a NUL character".into()),
        value => Ok(Setting { name: name.to_owned(), value: value.map(str::to_owned) }),
    }
}

/// Reads the name of a field. An equals sign would end it where a value is set.
fn new_field(text: &str) -> std::result::Result<String, String> {
    if text.contains('=') {
        return Err("a name of a field holds no equals sign".into());
    }
    line_of_text(text)
}

fn type_parser() -> ValueParser {
    let names = PossibleValuesParser::new(FieldType::ALL.map(FieldType::name));
    let find = |name: String| FieldType::ALL.into_iter().find(|kind| kind.name() == name).unwrap_or(FieldType::Text);
    ValueParser::new(names.map(find))
}

fn owner_parser() -> ValueParser {
    let names = PossibleValuesParser::new(["chats", "persons"]);
    ValueParser::new(names.map(|name| if name == "persons" { FieldOwner::Person } else { FieldOwner::Chat }))
}
