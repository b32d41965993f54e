//! Retention: policies that say which chats go, how old they are then, and how they go.

use super::record::{Cell, Column};

/// What a chat's age is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum Since {
    /// When it began
    Created = 1,
    /// When it was closed
    Closed = 2,
    /// When the last message was sent
    LastMessage = 3,
    /// When anything last happened to it
    Updated = 4,
}

impl Since {
    /// Each, in the order of their numbers.
    pub const ALL: [Self; 4] = [Self::Created, Self::Closed, Self::LastMessage, Self::Updated];

    /// The word for it, which is also its key in the filter language.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Closed => "closed",
            Self::LastMessage => "last-message",
            Self::Updated => "updated",
        }
    }

    /// Why chats are never due by an age that is counted from it.
    pub const fn unknown(self) -> &'static str {
        match self {
            Self::Created => "it is not known when they began",
            Self::Closed => "they are not closed, or it is not known when they were",
            Self::LastMessage => "no message of theirs has a known time",
            Self::Updated => "it is not known when anything last happened to them",
        }
    }

    /// The stored number, 1 to 4.
    pub const fn number(self) -> i64 {
        self as i64
    }

    /// The one with this stored number.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|since| since.number() == number)
    }
}

/// How old a chat is when it is due: as an age of the filter language, from a day to 100 years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Age(String);

/// The units of an age, with the most of each.
const UNITS: [(&str, u32); 4] = [("d", 36_500), ("w", 5_200), ("mo", 1_200), ("y", 100)];

impl Age {
    /// Reads `90d`, `6w`, `18mo`, `2y`. Months and years follow the calendar, as everywhere in the filter language.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, unit) = text.split_at(digits);
        if number.is_empty() {
            return Err("expected an age such as 90d, 6w, 18mo or 2y".to_owned());
        }
        if unit == "m" {
            return Err(format!("months are written {number}mo; no age is shorter than a day"));
        }
        let Some((unit, most)) = UNITS.into_iter().find(|(known, _)| *known == unit) else {
            return Err(format!("{number} of what? {number}d, {number}w, {number}mo or {number}y"));
        };
        match number.parse::<u32>() {
            Ok(0) => Err("the shortest age is a day: 1d".to_owned()),
            Ok(number) if number <= most => Ok(Self(format!("{number}{unit}"))),
            _ => Err("longer than 100 years".to_owned()),
        }
    }

    /// As it is typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What becomes of chats that are due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum Action {
    /// They are put into the bin, from where maintain purges them after 30 days
    Bin = 1,
    /// They are put into the bin, and purged from there after the policy's own grace
    Purge = 2,
    /// Persons all of whose chats are due get stand-ins for who they are
    Pseudonymise = 3,
}

impl Action {
    /// Each, in the order of their numbers.
    pub const ALL: [Self; 3] = [Self::Bin, Self::Purge, Self::Pseudonymise];

    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bin => "bin",
            Self::Purge => "purge",
            Self::Pseudonymise => "pseudonymise",
        }
    }

    /// The stored number, 1 to 3.
    pub const fn number(self) -> i64 {
        self as i64
    }

    /// The one with this stored number.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.number() == number)
    }
}

/// Days in the bin before a policy purges, unless it says otherwise.
pub const USUAL_GRACE: i64 = 7;

/// The most days: after that the bin is emptied anyway.
pub const LONGEST_GRACE: i64 = 30;

/// The most chats that a run takes by one policy, unless it says otherwise.
pub const USUAL_MAX: i64 = 1000;

/// A policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// Which chats, in the filter language; empty for all.
    pub query: String,
    /// Zone of dates in its queries, and of the calendar; `None` for UTC.
    pub zone: Option<String>,
    /// What the age is counted from.
    pub since: Since,
    /// How old.
    pub age: Age,
    /// What becomes of them.
    pub action: Action,
    /// Days in the bin before they are purged; of a policy that purges.
    pub grace: Option<i64>,
    /// Which chats it leaves, each in the filter language.
    pub except: Vec<String>,
    /// The most that a run takes: chats, or persons where it pseudonymises.
    pub max: i64,
    /// Whether it is run.
    pub active: bool,
}

/// A policy as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyRow {
    /// Its place, from 1.
    pub position: i64,
    /// The policy.
    pub policy: Policy,
    /// The query that finds the chats it takes; `None` where it cannot be read now.
    pub chats: Option<String>,
}

/// The columns of a policy. Names are stable, new ones are only added.
pub const COLUMNS: &[Column<PolicyRow>] = &[
    Column {
        name: "position",
        shown: true,
        about: "its place: a chat goes by the first that it is due by",
        cell: |r| Cell::Number(r.position),
    },
    Column { name: "name", shown: true, about: "its name", cell: |r| Cell::Text(&r.policy.name) },
    Column {
        name: "action",
        shown: true,
        about: "bin, purge or pseudonymise",
        cell: |r| Cell::Word(r.policy.action.name()),
    },
    Column {
        name: "age",
        shown: true,
        about: "how old a chat is when it is due",
        cell: |r| Cell::Text(r.policy.age.as_str()),
    },
    Column {
        name: "since",
        shown: true,
        about: "what the age is counted from: created, closed, last-message or updated",
        cell: |r| Cell::Word(r.policy.since.name()),
    },
    Column {
        name: "query",
        shown: true,
        about: "which chats; empty for all",
        cell: |r| Cell::text(Some(r.policy.query.as_str()).filter(|query| !query.is_empty())),
    },
    Column { name: "except", shown: true, about: "which chats it leaves", cell: |r| Cell::List(&r.policy.except) },
    Column {
        name: "max",
        shown: true,
        about: "the most that a run takes: chats, or persons where it pseudonymises",
        cell: |r| Cell::Number(r.policy.max),
    },
    Column {
        name: "grace",
        shown: false,
        about: "days in the bin before it purges",
        cell: |r| Cell::number(r.policy.grace),
    },
    Column {
        name: "zone",
        shown: false,
        about: "zone of dates and of the calendar; empty for UTC",
        cell: |r| Cell::text(r.policy.zone.as_deref()),
    },
    Column { name: "active", shown: true, about: "whether it is run", cell: |r| Cell::Toggle(r.policy.active) },
    Column {
        name: "chats",
        shown: false,
        about: "the whole of it as a query: list shows which chats are due by it",
        cell: |r| Cell::text(r.chats.as_deref()),
    },
];

/// What a policy does, or would do, at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkRow {
    /// The day, as `2026-01-31`.
    pub date: String,
    /// Name of the policy.
    pub policy: String,
    /// `bin`, `purge` or `pseudonymise`.
    pub action: &'static str,
    /// What is due: chats, or persons where it pseudonymises.
    pub matched: u64,
    /// What is done.
    pub done: u64,
    /// What is left as it should be: on hold, or with other chats that are not due.
    pub left: u64,
    /// What waits for the next run.
    pub remaining: u64,
    /// What the exceptions keep.
    pub excepted: u64,
    /// What each hold keeps: `case-12: 3`.
    pub holds: Vec<String>,
}

/// The columns of what a policy does. Names are stable, new ones are only added.
pub const WORK_COLUMNS: &[Column<WorkRow>] = &[
    Column { name: "date", shown: true, about: "the day", cell: |r| Cell::Text(&r.date) },
    Column { name: "policy", shown: true, about: "name of the policy", cell: |r| Cell::Text(&r.policy) },
    Column { name: "action", shown: true, about: "bin, purge or pseudonymise", cell: |r| Cell::Word(r.action) },
    Column {
        name: "matched",
        shown: true,
        about: "what is due: chats, or persons where it pseudonymises",
        cell: |r| number(r.matched),
    },
    Column { name: "done", shown: true, about: "what it takes of them", cell: |r| number(r.done) },
    Column {
        name: "left",
        shown: true,
        about: "what it leaves: on legal hold, persons with chats that are not due",
        cell: |r| number(r.left),
    },
    Column {
        name: "remaining",
        shown: true,
        about: "what waits for the next run, above its --max",
        cell: |r| number(r.remaining),
    },
    Column {
        name: "excepted",
        shown: true,
        about: "chats old enough that its exceptions keep",
        cell: |r| number(r.excepted),
    },
    Column { name: "holds", shown: true, about: "what each hold keeps", cell: |r| Cell::List(&r.holds) },
];

fn number(number: u64) -> Cell<'static> {
    Cell::Number(i64::try_from(number).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_days_weeks_months_or_years() {
        for text in ["1d", "36500d", "6w", "18mo", "2y", "100y"] {
            assert_eq!(Age::parse(text).unwrap().as_str(), text);
        }
        assert_eq!(Age::parse("007d").unwrap().as_str(), "7d");
        for (text, told) in [
            ("", "expected"),
            ("y", "expected"),
            ("-2y", "expected"),
            ("2", "of what"),
            ("2h", "of what"),
            ("1.5y", "of what"),
            ("2 y", "of what"),
            ("6m", "6mo"),
            ("0d", "shortest"),
            ("101y", "100 years"),
            ("36501d", "100 years"),
            ("99999999999999999999d", "100 years"),
            ("٣d", "expected"),
        ] {
            assert!(Age::parse(text).unwrap_err().contains(told), "{text}");
        }
    }

    #[test]
    fn numbers_are_those_that_are_stored() {
        assert_eq!(Since::ALL.map(Since::number), [1, 2, 3, 4]);
        assert_eq!(Action::ALL.map(Action::number), [1, 2, 3]);
        assert_eq!((Since::from_number(2), Since::from_number(5)), (Some(Since::Closed), None));
        assert_eq!((Action::from_number(3), Action::from_number(0)), (Some(Action::Pseudonymise), None));
    }
}
