//! Bans: when they hold, how long a rule makes them, and how they are listed.

use super::length::Length;
use super::record::{Cell, Column};
use super::time::Time;

/// How a ban stands at a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Its start lies ahead: the clock went back.
    #[default]
    Ahead,
    /// It holds.
    Running,
    /// It came to its end.
    Ended,
    /// It was lifted before.
    Lifted,
    /// Another took its place.
    Replaced,
}

impl State {
    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ahead => "ahead",
            Self::Running => "running",
            Self::Ended => "ended",
            Self::Lifted => "lifted",
            Self::Replaced => "replaced",
        }
    }
}

/// From when to when a ban holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first moment.
    pub started: Time,
    /// The first moment at which it does not hold any more; `None` for a permanent one.
    pub until: Option<Time>,
    /// When it was lifted, or replaced: the same, if that came first.
    pub lifted: Option<Time>,
    /// Whether another took its place.
    pub replaced: bool,
}

impl Span {
    /// How it stands at this moment.
    pub fn state(self, now: Time) -> State {
        let over = |end: Option<Time>| end.is_some_and(|end| end <= now);
        if now < self.started {
            State::Ahead
        } else if over(self.lifted) && self.until.is_none_or(|until| self.lifted <= Some(until)) {
            if self.replaced { State::Replaced } else { State::Lifted }
        } else if over(self.until) {
            State::Ended
        } else {
            State::Running
        }
    }
}

/// The rule for so many offences: the one with the highest number that is not above it.
pub fn rule_for(rules: &[(i64, Length)], offence: i64) -> Option<(i64, Length)> {
    rules.iter().copied().filter(|(number, _)| *number <= offence).max_by_key(|(number, _)| *number)
}

/// A ban as lists show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BanRow {
    /// Our number.
    pub id: i64,
    /// The number of the person; `None` for a ban on identifiers alone.
    pub person_id: Option<i64>,
    /// The person's name.
    pub person: Option<String>,
    /// Why.
    pub reason: String,
    /// Since when.
    pub started: Time,
    /// Until when; `None` where it is permanent.
    pub until: Option<Time>,
    /// How it stands now.
    pub state: State,
    /// Handoffs it refused.
    pub hits: i64,
    /// The last of them.
    pub hit: Option<Time>,
    /// As it was said or came from a rule.
    pub length: Option<String>,
    /// The how manyth it is.
    pub offence: i64,
    /// What it is on beside the person: `email:ann@example.com`.
    pub identifiers: Vec<String>,
    /// Who made it.
    pub by: Option<String>,
    /// What they wrote.
    pub note: Option<String>,
    /// When it was lifted or replaced.
    pub lifted: Option<Time>,
    /// Who did.
    pub lifted_by: Option<String>,
    /// What they wrote.
    pub lift_note: Option<String>,
    /// The ban that took its place.
    pub replaced_by: Option<i64>,
}

/// The columns of a ban. Names are stable, new ones are only added.
pub const COLUMNS: &[Column<BanRow>] = &[
    Column { name: "id", shown: true, about: "our number", cell: |b| Cell::Number(b.id) },
    Column {
        name: "person_id",
        shown: true,
        about: "the person's number; empty for a ban on identifiers alone",
        cell: |b| Cell::number(b.person_id),
    },
    Column { name: "person", shown: true, about: "the person's name", cell: |b| Cell::text(b.person.as_deref()) },
    Column { name: "reason", shown: true, about: "why", cell: |b| Cell::Text(&b.reason) },
    Column { name: "started", shown: true, about: "since when", cell: |b| Cell::Time(b.started) },
    Column { name: "until", shown: true, about: "until when; empty: permanent", cell: |b| Cell::time(b.until) },
    Column {
        name: "state",
        shown: true,
        about: "running, ended, lifted or replaced",
        cell: |b| Cell::Word(b.state.name()),
    },
    Column { name: "hits", shown: true, about: "handoffs it refused", cell: |b| Cell::Number(b.hits) },
    Column { name: "hit", shown: false, about: "the last of them", cell: |b| Cell::time(b.hit) },
    Column {
        name: "length",
        shown: false,
        about: "how long it was made: 3d, 1mo, permanent",
        cell: |b| Cell::text(b.length.as_deref()),
    },
    Column { name: "offence", shown: false, about: "the how manyth it is", cell: |b| Cell::Number(b.offence) },
    Column {
        name: "identifiers",
        shown: false,
        about: "what it is on beside the person, as it is compared",
        cell: |b| Cell::List(&b.identifiers),
    },
    Column { name: "by", shown: false, about: "who made it", cell: |b| Cell::text(b.by.as_deref()) },
    Column { name: "note", shown: false, about: "what they wrote", cell: |b| Cell::text(b.note.as_deref()) },
    Column { name: "lifted", shown: false, about: "when it was lifted or replaced", cell: |b| Cell::time(b.lifted) },
    Column { name: "lifted_by", shown: false, about: "who did", cell: |b| Cell::text(b.lifted_by.as_deref()) },
    Column { name: "lift_note", shown: false, about: "what they wrote", cell: |b| Cell::text(b.lift_note.as_deref()) },
    Column {
        name: "replaced_by",
        shown: false,
        about: "the ban that took its place",
        cell: |b| Cell::number(b.replaced_by),
    },
];

/// Whether somebody is banned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// The ban, of several the one that holds longest.
    pub ban: Option<i64>,
    /// Its reason.
    pub reason: Option<String>,
    /// Until when; `None` for a permanent one too.
    pub until: Option<Time>,
    /// By what it was found: `person`, or the kind of an identifier.
    pub matched_by: Vec<String>,
}

/// The columns of a verdict. Names are stable, new ones are only added.
pub const VERDICT_COLUMNS: &[Column<Verdict>] = &[
    Column { name: "banned", shown: true, about: "yes or no", cell: |v| Cell::Toggle(v.ban.is_some()) },
    Column {
        name: "ban",
        shown: true,
        about: "number of the ban, of several the one that holds longest",
        cell: |v| Cell::number(v.ban),
    },
    Column { name: "reason", shown: true, about: "its reason", cell: |v| Cell::text(v.reason.as_deref()) },
    Column { name: "until", shown: true, about: "until when; empty: permanent", cell: |v| Cell::time(v.until) },
    Column {
        name: "matched_by",
        shown: true,
        about: "person, email, phone, ip, channel_id or unique_id",
        cell: |v| Cell::List(&v.matched_by),
    },
];

/// A rule as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleRow {
    /// From which offence on.
    pub offences: i64,
    /// How long the ban is.
    pub length: String,
    /// The same in words.
    pub words: String,
}

/// The columns of a rule. Names are stable, new ones are only added.
pub const RULE_COLUMNS: &[Column<RuleRow>] = &[
    Column { name: "offences", shown: true, about: "from which offence on", cell: |r| Cell::Number(r.offences) },
    Column {
        name: "length",
        shown: true,
        about: "how long the ban is: 3d, 1mo, permanent",
        cell: |r| Cell::Text(&r.length),
    },
    Column { name: "words", shown: true, about: "the same in words", cell: |r| Cell::Text(&r.words) },
];

/// A reason as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReasonRow {
    /// Its name.
    pub name: String,
    /// Bans so far.
    pub bans: i64,
    /// Those of them that run.
    pub running: i64,
    /// What it is for.
    pub description: Option<String>,
}

/// The columns of a reason. Names are stable, new ones are only added.
pub const REASON_COLUMNS: &[Column<ReasonRow>] = &[
    Column { name: "name", shown: true, about: "its name", cell: |r| Cell::Text(&r.name) },
    Column { name: "bans", shown: true, about: "bans so far, lifted ones too", cell: |r| Cell::Number(r.bans) },
    Column { name: "running", shown: true, about: "those of them that run", cell: |r| Cell::Number(r.running) },
    Column {
        name: "description",
        shown: true,
        about: "what it is for, as an admin put it",
        cell: |r| Cell::text(r.description.as_deref()),
    },
];

/// Somebody whom a ban would reach.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// Their number.
    pub person_id: i64,
    /// Their name.
    pub person: Option<String>,
    /// By what: `person`, or the kind of an identifier.
    pub matched_by: Vec<String>,
    /// The running ban that reaches them already.
    pub ban: Option<i64>,
    /// Numbers of their chats that are not in the bin, newest first, with when each began.
    pub chats: Vec<(i64, Option<Time>)>,
}

/// The columns of those reached. Names are stable, new ones are only added.
pub const REACHED_COLUMNS: &[Column<Reached>] = &[
    Column { name: "person_id", shown: true, about: "the person's number", cell: |r| Cell::Number(r.person_id) },
    Column { name: "person", shown: true, about: "the person's name", cell: |r| Cell::text(r.person.as_deref()) },
    Column {
        name: "matched_by",
        shown: true,
        about: "person, email, phone, ip, channel_id or unique_id",
        cell: |r| Cell::List(&r.matched_by),
    },
    Column {
        name: "ban",
        shown: true,
        about: "the running ban that reaches them already",
        cell: |r| Cell::number(r.ban),
    },
    Column {
        name: "chats",
        shown: true,
        about: "their chats that are not in the bin",
        cell: |r| Cell::number(i64::try_from(r.chats.len()).ok()),
    },
    Column {
        name: "last_chat",
        shown: true,
        about: "when the last of them began",
        cell: |r| Cell::time(r.chats.iter().filter_map(|(_, created)| *created).max()),
    },
];

/// A chat that a ban would have stopped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stopped {
    /// Its number.
    pub chat: i64,
    /// When it began.
    pub created: Option<Time>,
    /// The person's number.
    pub person_id: i64,
    /// The person's name.
    pub person: Option<String>,
    /// By what: `person`, or the kind of an identifier.
    pub matched_by: Vec<String>,
    /// The running ban that reaches the person already.
    pub ban: Option<i64>,
}

/// The columns of those chats. Names are stable, new ones are only added.
pub const STOPPED_COLUMNS: &[Column<Stopped>] = &[
    Column { name: "chat", shown: true, about: "number of the chat", cell: |s| Cell::Number(s.chat) },
    Column { name: "created", shown: true, about: "when it began", cell: |s| Cell::time(s.created) },
    Column { name: "person_id", shown: true, about: "the person's number", cell: |s| Cell::Number(s.person_id) },
    Column { name: "person", shown: true, about: "the person's name", cell: |s| Cell::text(s.person.as_deref()) },
    Column {
        name: "matched_by",
        shown: true,
        about: "person, email, phone, ip, channel_id or unique_id",
        cell: |s| Cell::List(&s.matched_by),
    },
    Column {
        name: "ban",
        shown: false,
        about: "the running ban that reaches the person already",
        cell: |s| Cell::number(s.ban),
    },
];

#[cfg(test)]
mod tests;
