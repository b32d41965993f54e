//! Assignment rules: which new chats go where.

use super::assignment::{Limit, Method};
use super::hours::Hours;
use super::record::{Cell, Column};

/// An assignment rule, its rep or team by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name, which no other rule has.
    pub name: String,
    /// In the filter language, for what is known at handoff; empty for every chat.
    pub query: String,
    /// When it holds; `None` for always.
    pub hours: Option<Hours>,
    /// The zone of the hours and of dates in the query, by its name in the time zone database; `None` for UTC.
    pub zone: Option<String>,
    /// Where the chats go.
    pub target: Target,
    /// Another method than the team's or the company's. None where it names a rep: there is nobody to choose among.
    pub method: Option<Method>,
    /// Another limit.
    pub limit: Option<Limit>,
    /// Whether it is asked at all.
    pub active: bool,
}

/// Where a rule sends its chats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To this rep, as soon as they are online and below the limit.
    Rep(String),
    /// To a rep of this team.
    Team(String),
    /// To any rep.
    Anybody,
}

impl Rule {
    /// A rule that sends every chat to any rep.
    pub fn of(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            query: String::new(),
            hours: None,
            zone: None,
            target: Target::Anybody,
            method: None,
            limit: None,
            active: true,
        }
    }

    /// What keeps it from being a rule, as a phrase: the filter language is not looked at.
    pub fn fault(&self) -> Option<&'static str> {
        match self.target {
            Target::Rep(_) if self.method.is_some() => {
                Some("a rule that names a rep has no method: there is nobody to choose among")
            }
            _ => None,
        }
    }
}

/// A rule as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleRow {
    /// Its place, from 1.
    pub position: i64,
    /// The rule.
    pub rule: Rule,
    /// Its hours as text.
    pub hours: Option<String>,
    /// Its limit as text.
    pub limit: Option<String>,
}

impl RuleRow {
    /// The row of a rule at this place.
    pub fn of(position: i64, rule: Rule) -> Self {
        let hours = rule.hours.as_ref().map(Hours::to_string);
        let limit = rule.limit.map(|limit| limit.to_string());
        Self { position, rule, hours, limit }
    }
}

/// The columns of a rule. Names are stable, new ones are only added.
pub const COLUMNS: &[Column<RuleRow>] = &[
    Column {
        name: "position",
        shown: true,
        about: "its place in the order, from 1",
        cell: |r| Cell::Number(r.position),
    },
    Column { name: "name", shown: true, about: "its name", cell: |r| Cell::Text(&r.rule.name) },
    Column {
        name: "query",
        shown: true,
        about: "which chats, in the filter language; empty for all",
        cell: |r| Cell::text((!r.rule.query.is_empty()).then_some(&r.rule.query)),
    },
    Column {
        name: "hours",
        shown: true,
        about: "when it holds; empty for always",
        cell: |r| Cell::text(r.hours.as_deref()),
    },
    Column {
        name: "zone",
        shown: false,
        about: "zone of its hours and dates; empty for UTC",
        cell: |r| Cell::text(r.rule.zone.as_deref()),
    },
    Column {
        name: "target",
        shown: true,
        about: "to a rep, a team, or any rep",
        cell: |r| match r.rule.target {
            Target::Rep(_) => Cell::Word("rep"),
            Target::Team(_) => Cell::Word("team"),
            Target::Anybody => Cell::Word("any"),
        },
    },
    Column {
        name: "to",
        shown: true,
        about: "name of the rep or team",
        cell: |r| match &r.rule.target {
            Target::Rep(name) | Target::Team(name) => Cell::Text(name),
            Target::Anybody => Cell::text(None),
        },
    },
    Column {
        name: "method",
        shown: true,
        about: "instead of the team's or company's",
        cell: |r| Cell::word(r.rule.method.map(|method| method.name())),
    },
    Column {
        name: "limit",
        shown: true,
        about: "most chats of a rep, instead of the team's or company's",
        cell: |r| Cell::text(r.limit.as_deref()),
    },
    Column { name: "active", shown: true, about: "whether it is asked", cell: |r| Cell::Toggle(r.rule.active) },
];

/// What a file of rules says that is not so yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// `added`, `changed`, `moved` or `removed`.
    pub change: &'static str,
    /// The rule's place in the file; of a removed one the place it had.
    pub position: Option<i64>,
    /// The rule's name.
    pub name: String,
    /// Which keys of a changed one are not what they were.
    pub what: Vec<String>,
}

/// The columns of a difference. Names are stable, new ones are only added.
pub const DIFFERENCES: &[Column<Difference>] = &[
    Column { name: "change", shown: true, about: "added, changed, moved or removed", cell: |d| Cell::Word(d.change) },
    Column {
        name: "position",
        shown: true,
        about: "the place in the file; of a removed rule the one it had",
        cell: |d| Cell::number(d.position),
    },
    Column { name: "name", shown: true, about: "name of the rule", cell: |d| Cell::Text(&d.name) },
    Column { name: "what", shown: true, about: "what changes of it", cell: |d| Cell::List(&d.what) },
];
