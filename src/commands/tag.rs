//! `livechats tag`: labels on chats, and the tags there are.

use std::cell::RefCell;

use clap::{Args, Subcommand};

use crate::commands::args::{OutputColor, columns_help};
use crate::commands::listing::{ListFlags, line_of_text, say_changed};
use crate::commands::mentions::warn_of_mentions;
use crate::commands::one::make_sure;
use crate::commands::target::{Action, Ask, TargetFlags};
use crate::commands::watch::Watch;
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::model::color;
use crate::model::permission::{ChatVerb, Need, Thing};
use crate::model::tag::{COLUMNS, TagRow};
use crate::output::number::{counted, grouped};
use crate::output::progress::Unit;
use crate::query::Named;
use crate::store::{Side, Store, TagEdit};

const EXAMPLES: &str = "\
Examples:
  livechats tag add vip,refund 4711             two tags on one chat
  livechats tag add spam --where '\"cheap pills\"' --dry-run
  livechats tag remove spam --where 'tag:spam team:sales' --yes
  livechats tag list --sort chats --reverse     the most used first
  livechats tag define vip --color purple --description 'answer first'
  livechats tag merge refunds refund            all that had one have the other";

/// Put tags on chats, take them off, and define them
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\nColumns:\n{}", columns_help(COLUMNS)))]
pub struct Tag {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Add(Add),
    Remove(Remove),
    List(List),
    Define(Define),
    Edit(Edit),
    Rename(Rename),
    Merge(Merge),
    Drop(Drop),
}

impl Tag {
    /// Runs the verb.
    pub fn run(self, cx: &mut Context) -> Result<()> {
        match self.verb {
            Verb::Add(verb) => cx.perform(verb),
            Verb::Remove(verb) => cx.perform(verb),
            Verb::List(verb) => cx.perform(verb),
            Verb::Define(verb) => cx.perform(verb),
            Verb::Edit(verb) => cx.perform(verb),
            Verb::Rename(verb) => cx.perform(verb),
            Verb::Merge(verb) => cx.perform(verb),
            Verb::Drop(verb) => cx.perform(verb),
        }
    }
}

/// Names between commas, each once.
#[derive(Clone, Debug)]
struct Tags(Vec<String>);

const ADD_EXAMPLES: &str = "\
Examples:
  livechats tag add vip 4711
  livechats tag add refund,urgent --where 'text:refund created:today'
  livechats list 'rating:1' --ids | livechats tag add unhappy --stdin --yes --defined-only";

/// Put tags on chats, behind those they have
///
/// A tag that is not there yet is made, and you are told so. Names that differ only in case, accents or width are the
/// same tag.
#[derive(Args, Debug)]
#[command(after_help = ADD_EXAMPLES)]
struct Add {
    /// Which tags; several between commas
    #[arg(value_name = "TAGS", value_parser = new_tags)]
    tags: Tags,
    /// Refuse tags that are not there yet
    #[arg(long)]
    defined_only: bool,
    #[command(flatten)]
    target: TargetFlags,
}

impl Work for Add {
    fn need(&self) -> Need {
        Need::Chats(ChatVerb::Manage)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let Tags(tags) = &self.tags;
        let action = Action {
            command: &format!("tag add {}", tags.join(",")),
            done: "Tagged",
            would: "would be tagged",
            question: "Tag them?",
            side: Side::Live,
            ask: Ask::Found,
        };
        let made: RefCell<Vec<String>> = RefCell::default();
        let result = self.target.run(cx, &action, |store, actor, run| {
            let unknown = store.unknown_tags(tags)?;
            if let Some(name) = unknown.first().filter(|_| self.defined_only) {
                return Err(Error::not_found(format!("no tag '{name}'; nothing was done"))
                    .hint("livechats tag list shows the tags there are, livechats tag define makes one"));
            }
            let report = store.tag_chats(actor, run, tags)?;
            if !report.done.is_empty() {
                let is = if run.dry_run { "would be" } else { "is" };
                *made.borrow_mut() = unknown.into_iter().map(|name| format!("The tag '{name}' {is} new.")).collect();
            }
            Ok(report)
        });
        for sentence in made.take() {
            cx.output.say(&sentence);
        }
        result
    }
}

const REMOVE_EXAMPLES: &str = "\
Examples:
  livechats tag remove vip 4711
  livechats tag remove refund,urgent --where 'status:closed tag:urgent' --yes";

/// Take tags off chats
#[derive(Args, Debug)]
#[command(after_help = REMOVE_EXAMPLES)]
struct Remove {
    /// Which tags; several between commas
    #[arg(value_name = "TAGS", value_parser = tags)]
    tags: Tags,
    #[command(flatten)]
    target: TargetFlags,
}

impl Work for Remove {
    fn need(&self) -> Need {
        Need::Chats(ChatVerb::Manage)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let Tags(tags) = &self.tags;
        let action = Action {
            command: &format!("tag remove {}", tags.join(",")),
            done: "Untagged",
            would: "would be untagged",
            question: "Take the tags off them?",
            side: Side::Live,
            ask: Ask::Found,
        };
        self.target.run(cx, &action, |store, actor, run| store.untag_chats(actor, run, tags))
    }
}

const LIST_EXAMPLES: &str = "\
Examples:
  livechats tag list
  livechats tag list --sort chats --reverse --limit 10
  livechats tag list --format json --columns name,chats";

/// List the tags there are
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
        let rows = cx.store()?.tags()?;
        self.list.say(cx, COLUMNS, rows, "tag")
    }
}

const DEFINE_EXAMPLES: &str = "\
Examples:
  livechats tag define vip
  livechats tag define vip --color purple --description 'answer first'";

/// Make a tag
#[derive(Args, Debug)]
#[command(after_help = DEFINE_EXAMPLES)]
struct Define {
    /// Its name
    #[arg(value_name = "TAG", value_parser = new_tag)]
    tag: String,
    /// red, orange, yellow, green, teal, blue, purple, pink, gray or #rrggbb
    #[arg(id = "ink", long = "color", value_name = "COLOR", value_parser = color::parse)]
    color: Option<String>,
    /// What it is for
    #[arg(long, value_name = "TEXT", value_parser = line_of_text)]
    description: Option<String>,
    #[command(flatten)]
    _output: OutputColor,
}

impl Work for Define {
    fn need(&self) -> Need {
        Need::Manage(Thing::Labels)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let edit = TagEdit { color: self.color.map(Some), description: self.description.map(Some) };
        let mut store = cx.store_for_writing()?;
        let row = store.define_tag(&cx.actor(), &self.tag, &edit)?;
        say(cx, row, "Made")
    }
}

const EDIT_EXAMPLES: &str = "\
Examples:
  livechats tag edit vip --color '#7700cc'
  livechats tag edit vip --no-color --description 'answer within the hour'";

/// What shall change of a tag.
#[derive(Args, Debug)]
#[group(required = true, multiple = true)]
struct Change {
    /// red, orange, yellow, green, teal, blue, purple, pink, gray or #rrggbb
    #[arg(id = "ink", long = "color", value_name = "COLOR", value_parser = color::parse)]
    color: Option<String>,
    /// What it is for
    #[arg(long, value_name = "TEXT", value_parser = line_of_text)]
    description: Option<String>,
    /// Take the colour away
    #[arg(long, conflicts_with = "ink")]
    no_color: bool,
    /// Take the description away
    #[arg(long, conflicts_with = "description")]
    no_description: bool,
}

/// Change the colour or the description of a tag
#[derive(Args, Debug)]
#[command(after_help = EDIT_EXAMPLES)]
struct Edit {
    /// Its name
    #[arg(value_name = "TAG")]
    tag: String,
    #[command(flatten)]
    change: Change,
    #[command(flatten)]
    _output: OutputColor,
}

impl Work for Edit {
    fn need(&self) -> Need {
        Need::Manage(Thing::Labels)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let Change { color, description, no_color, no_description } = self.change;
        let edit = TagEdit {
            color: color.map(Some).or(no_color.then_some(None)),
            description: description.map(Some).or(no_description.then_some(None)),
        };
        let mut store = cx.store_for_writing()?;
        let row = store.edit_tag(&cx.actor(), &self.tag, &edit)?;
        say(cx, row, "Changed")
    }
}

const RENAME_EXAMPLES: &str = "\
Examples:
  livechats tag rename vip VIP
  livechats tag rename 'lost,parcel' lost-parcel";

/// Give a tag another name, on every chat that has it
#[derive(Args, Debug)]
#[command(after_help = RENAME_EXAMPLES)]
struct Rename {
    /// Its name
    #[arg(value_name = "TAG")]
    tag: String,
    /// The new name
    #[arg(value_name = "NAME", value_parser = new_tag)]
    name: String,
}

impl Work for Rename {
    fn need(&self) -> Need {
        Need::Manage(Thing::Labels)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let mut store = cx.store_for_writing()?;
        let before = store.tag(&self.tag)?.name;
        let row = store.rename_tag(&cx.actor(), &self.tag, &self.name)?;
        warn_where_gone(cx, &store, &before)?;
        say(cx, row, "Renamed")
    }
}

const MERGE_EXAMPLES: &str = "\
Examples:
  livechats tag merge refunds refund            refunds is gone, its chats have refund
  livechats tag merge VIP vip                   two spellings of an import";

/// Make two tags one: whatever has the first has the second instead
#[derive(Args, Debug)]
#[command(after_help = MERGE_EXAMPLES)]
struct Merge {
    /// The tag that goes
    #[arg(value_name = "TAG")]
    tag: String,
    /// The tag that stays
    #[arg(value_name = "INTO")]
    into: String,
}

impl Work for Merge {
    fn need(&self) -> Need {
        Need::Manage(Thing::Labels)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let mut store = cx.store_for_writing()?;
        let before = store.tag(&self.tag)?;
        let watch = watch(cx, &before, "tag merge");
        let worked = store.merge_tag(&cx.actor(), &self.tag, &self.into, &|chats| watch.done(chats));
        watch.finish();
        let worked = worked?;
        let row = store.tag(&self.into)?;
        warn_where_gone(cx, &store, &before.name)?;
        let sentence = format!(
            "Merged the tag '{}' into '{}': {}. Take it back: livechats undo {}",
            before.name,
            row.name,
            counted(worked.chats, "chat"),
            worked.operation
        );
        say_changed(cx, COLUMNS, &[row], &sentence)
    }
}

const DROP_EXAMPLES: &str = "\
Examples:
  livechats tag drop test                       asks, and says how many have it
  livechats tag drop test --yes";

/// Remove a tag from everything that has it
#[derive(Args, Debug)]
#[command(after_help = DROP_EXAMPLES)]
struct Drop {
    /// Its name
    #[arg(value_name = "TAG")]
    tag: String,
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
        let tag = store.tag(&self.tag)?;
        let (live, binned) = (tag.chats.unsigned_abs(), store.count_tagged_in_bin(&tag.name)?);
        let count = live + binned;
        let bin = if binned > 0 { format!(", {} in the bin,", grouped(binned)) } else { String::new() };
        let uses = format!("{}{bin} and {}", counted(live, "chat"), counted(tag.persons.unsigned_abs(), "person"));
        let question = format!("the tag '{}' would be taken off {uses}", tag.name);
        make_sure(cx, self.yes, "tag drop", &question, count)?;
        let watch = watch(cx, &tag, "tag drop");
        let worked = store.drop_tag(&cx.actor(), &tag.name, &|chats| watch.done(chats));
        watch.finish();
        let worked = worked?;
        warn_where_gone(cx, &store, &tag.name)?;
        let sentence = format!(
            "Dropped the tag '{}', which {uses} had. Take it back: livechats undo {}",
            tag.name, worked.operation
        );
        say_changed(cx, COLUMNS, &[tag], &sentence)
    }
}

/// Warns of what speaks of a name that no tag has any more, in any spelling.
fn warn_where_gone(cx: &mut Context, store: &Store, name: &str) -> Result<()> {
    if store.tag(name).is_ok() { Ok(()) } else { warn_of_mentions(cx, store, Named::Tag, name) }
}

fn watch(cx: &Context, tag: &TagRow, command: &str) -> Watch {
    let progress = cx.output.progress(u64::try_from(tag.chats).ok(), Unit::Items, command);
    Watch::new(Some(progress), cx.stop())
}

fn say(cx: &mut Context, row: TagRow, done: &str) -> Result<()> {
    let sentence = format!("{done} the tag '{}' of {}.", row.name, counted(row.chats.unsigned_abs(), "chat"));
    say_changed(cx, COLUMNS, &[row], &sentence)
}

/// Reads names between commas.
fn tags(text: &str) -> std::result::Result<Tags, String> {
    let mut tags: Vec<String> = Vec::new();
    for name in text.split(',').map(str::trim) {
        if name.is_empty() {
            return Err("a name is empty".into());
        }
        if !tags.iter().any(|other| other == name) {
            tags.push(name.to_owned());
        }
    }
    Ok(Tags(tags))
}

/// Reads names between commas that may be those of new tags.
fn new_tags(text: &str) -> std::result::Result<Tags, String> {
    let tags = tags(text)?;
    tags.0.iter().try_for_each(|name| new_tag(name).map(drop))?;
    Ok(tags)
}

/// Reads the name of a tag. A comma would make it two wherever tags are named.
fn new_tag(text: &str) -> std::result::Result<String, String> {
    if text.contains(',') {
        return Err("a name of a tag holds no comma".into());
    }
    line_of_text(text)
}
