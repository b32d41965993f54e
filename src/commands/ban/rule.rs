//! `livechats ban rule`: how long a ban is, by the number of offences.

use clap::{Args, Subcommand};

use crate::commands::args::{columns_help, whole_number};
use crate::commands::listing::{ListFlags, say_changed};
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::ban::RULE_COLUMNS;
use crate::model::length::Length;
use crate::model::permission::{Need, Thing};

const EXAMPLES: &str = "\
Examples:
  livechats ban rule set 1 3d                  the first ban of somebody
  livechats ban rule set 2 1mo                 the second
  livechats ban rule set 3 permanent           the third and all that follow
  livechats ban rule list
  livechats ban rule remove 2                  the second is then as the first";

/// Rules: how long a ban is, unless it is said
///
/// OFFENCES is the number of bans so far, with the new one; lifted ones count. Of the rules with a number not above it
/// the one with the highest wins.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\nColumns:\n{}", columns_help(RULE_COLUMNS)))]
pub struct Rule {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    List(List),
    Set(Set),
    Remove(Remove),
}

impl Rule {
    /// Runs the verb.
    pub fn run(self, cx: &mut Context) -> Result<()> {
        match self.verb {
            Verb::List(verb) => cx.perform(verb),
            Verb::Set(verb) => cx.perform(verb),
            Verb::Remove(verb) => cx.perform(verb),
        }
    }
}

/// The most offences that a rule is made for.
const MOST: u64 = 1000;

fn number(offences: u64) -> i64 {
    i64::try_from(offences).unwrap_or(i64::MAX)
}

const LIST_EXAMPLES: &str = "\
Examples:
  livechats ban rule list
  livechats ban rule list --format json";

/// List the rules by the number of offences
#[derive(Args, Debug)]
#[command(after_help = LIST_EXAMPLES)]
struct List {
    #[command(flatten)]
    list: ListFlags,
}

impl Work for List {
    fn need(&self) -> Need {
        Need::View(Thing::Bans)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let rows = cx.store()?.ban_rules()?;
        self.list.say(cx, RULE_COLUMNS, rows, "ban rule")
    }
}

const SET_EXAMPLES: &str = "\
Examples:
  livechats ban rule set 1 3d
  livechats ban rule set 3 permanent";

/// Say how long a ban is from so many offences on
#[derive(Args, Debug)]
#[command(after_help = SET_EXAMPLES)]
struct Set {
    /// From which offence on
    #[arg(value_name = "OFFENCES", value_parser = whole_number(1, MOST))]
    offences: u64,
    /// 90min, 12h, 3d, 2w, 1mo or permanent
    #[arg(value_name = "LENGTH", value_parser = Length::parse, allow_hyphen_values = true)]
    length: Length,
}

impl Work for Set {
    fn need(&self) -> Need {
        Need::Manage(Thing::Bans)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let (row, operation) = cx.store_for_writing()?.set_ban_rule(&cx.actor(), number(self.offences), self.length)?;
        let sentence = match operation {
            None => "It is so already.".to_owned(),
            Some(operation) => {
                format!("From offence {} on: {}. Take it back: livechats undo {operation}", row.offences, row.words)
            }
        };
        say_changed(cx, RULE_COLUMNS, &[row], &sentence)
    }
}

const REMOVE_EXAMPLES: &str = "\
Examples:
  livechats ban rule remove 2";

/// Remove a rule; bans that it made stay as they are
#[derive(Args, Debug)]
#[command(after_help = REMOVE_EXAMPLES)]
struct Remove {
    /// The rule's number of offences
    #[arg(value_name = "OFFENCES", value_parser = whole_number(1, MOST))]
    offences: u64,
}

impl Work for Remove {
    fn need(&self) -> Need {
        Need::Manage(Thing::Bans)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let (row, operation) = cx.store_for_writing()?.remove_ban_rule(&cx.actor(), number(self.offences))?;
        let sentence =
            format!("Removed the rule for offence {}. Take it back: livechats undo {operation}", row.offences);
        say_changed(cx, RULE_COLUMNS, &[row], &sentence)
    }
}
