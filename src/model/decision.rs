//! What is set for chat assignment, and what was decided: rows of lists.

use super::assignment::Method;
use super::duration::Duration;
use super::record::{Cell, Column};
use super::time::Time;

/// How long a person may wait before their chat is overdue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplyTarget {
    /// Any time.
    None,
    /// So long.
    Within(Duration),
}

impl ReplyTarget {
    /// The target that a text says: a length of time, or `none`.
    pub fn parse(text: &str) -> Option<Self> {
        if text.eq_ignore_ascii_case("none") {
            return Some(Self::None);
        }
        Duration::parse(text).map(Self::Within)
    }

    /// The stored number: microseconds, -1 for any time.
    pub const fn number(self) -> i64 {
        match self {
            Self::None => -1,
            Self::Within(length) => length.micros(),
        }
    }

    /// The target with this stored number.
    pub fn from_number(number: i64) -> Self {
        Duration::from_micros(number).map_or(Self::None, Self::Within)
    }
}

/// What holds for the company or a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingRow {
    /// The team; `None` for the company.
    pub team: Option<String>,
    /// How a rep is chosen.
    pub method: Method,
    /// The most chats a rep may be given: a number, or `none`.
    pub limit: String,
    /// How long a person may wait: a length of time, or `none`.
    pub reply_target: String,
    /// Which of them are not its own: a team has the company's, the company what is preset.
    pub inherited: Vec<String>,
}

/// The columns of settings. Names are stable, new ones are only added.
pub const SETTINGS: &[Column<SettingRow>] = &[
    Column {
        name: "team",
        shown: true,
        about: "whose; empty for the company's",
        cell: |s| Cell::text(s.team.as_deref()),
    },
    Column { name: "method", shown: true, about: "how a rep is chosen", cell: |s| Cell::Word(s.method.name()) },
    Column {
        name: "limit",
        shown: true,
        about: "the most chats a rep may be given, or none",
        cell: |s| Cell::Text(&s.limit),
    },
    Column {
        name: "reply_target",
        shown: true,
        about: "how long a person may wait for an answer, or none",
        cell: |s| Cell::Text(&s.reply_target),
    },
    Column {
        name: "inherited",
        shown: true,
        about: "what a team has of the company, and the company of what is preset",
        cell: |s| Cell::List(&s.inherited),
    },
];

/// When a decision was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// A livechat was opened.
    Handoff = 1,
    /// It was given to a team.
    Transfer = 2,
    /// It was drained from the queue.
    Run = 3,
}

impl Occasion {
    /// The stored number.
    pub const fn number(self) -> i64 {
        self as i64
    }

    /// The word for a stored number.
    pub const fn word(number: i64) -> &'static str {
        match number {
            1 => "handoff",
            2 => "transfer",
            _ => "run",
        }
    }
}

/// One thing that a decision looked at: a rule or a rep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReasonRow {
    /// Number of the decision.
    pub decision: i64,
    /// When it was made.
    pub at: Option<Time>,
    /// On which occasion.
    pub occasion: &'static str,
    /// `rule` or `rep`.
    pub kind: &'static str,
    /// Its name, as it was then.
    pub name: String,
    /// Why it was chosen or passed over.
    pub reason: String,
    /// Unfinished chats of the rep.
    pub chats: Option<i64>,
    /// The most they might be given.
    pub limit: Option<i64>,
    /// Since when they took chats.
    pub online_since: Option<Time>,
    /// When they had last been given one.
    pub assigned: Option<Time>,
}

/// The columns of what a decision looked at. Names are stable, new ones are only added.
pub const REASONS: &[Column<ReasonRow>] = &[
    Column { name: "decision", shown: true, about: "number of the decision", cell: |r| Cell::Number(r.decision) },
    Column { name: "at", shown: false, about: "when it was made", cell: |r| Cell::time(r.at) },
    Column { name: "occasion", shown: false, about: "handoff, transfer or run", cell: |r| Cell::Word(r.occasion) },
    Column { name: "kind", shown: true, about: "rule or rep", cell: |r| Cell::Word(r.kind) },
    Column { name: "name", shown: true, about: "its name, as it was then", cell: |r| Cell::Text(&r.name) },
    Column { name: "reason", shown: true, about: "why chosen or passed over", cell: |r| Cell::Text(&r.reason) },
    Column { name: "chats", shown: true, about: "unfinished chats the rep had", cell: |r| Cell::number(r.chats) },
    Column { name: "limit", shown: true, about: "the most they might be given", cell: |r| Cell::number(r.limit) },
    Column {
        name: "online_since",
        shown: true,
        about: "since when they took chats",
        cell: |r| Cell::time(r.online_since),
    },
    Column {
        name: "assigned",
        shown: false,
        about: "when they had last been given a chat",
        cell: |r| Cell::time(r.assigned),
    },
];

/// A decision as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionRow {
    /// Its number.
    pub id: i64,
    /// When it was made.
    pub at: Option<Time>,
    /// On which occasion.
    pub occasion: &'static str,
    /// The team among whose reps it chose, as it is called now; `None` for the company.
    pub team: Option<String>,
    /// The rule that said where the chat goes, as it was called then.
    pub rule: Option<String>,
    /// How it chose; `None` where one rep was named.
    pub method: Option<Method>,
    /// Who was chosen; `None` where the chat waits.
    pub rep: Option<String>,
    /// Whether the same rep comes out when it is decided again from what was kept.
    pub replays: bool,
    /// What it looked at.
    pub reasons: Vec<ReasonRow>,
}

/// A chat that was given to a rep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenRow {
    /// Number of the chat.
    pub chat: i64,
    /// Who got it.
    pub rep: String,
    /// The team among whose reps they were chosen.
    pub team: Option<String>,
    /// The rule that said so.
    pub rule: Option<String>,
    /// How they were chosen; `None` where the rule names the rep.
    pub method: Option<Method>,
}

/// The columns of chats that were given. Names are stable, new ones are only added.
pub const GIVEN: &[Column<GivenRow>] = &[
    Column { name: "chat", shown: true, about: "number of the chat", cell: |g| Cell::Number(g.chat) },
    Column { name: "rep", shown: true, about: "who gets it", cell: |g| Cell::Text(&g.rep) },
    Column { name: "team", shown: true, about: "of whose reps", cell: |g| Cell::text(g.team.as_deref()) },
    Column { name: "rule", shown: true, about: "the rule that says so", cell: |g| Cell::text(g.rule.as_deref()) },
    Column {
        name: "method",
        shown: true,
        about: "how the rep is chosen; empty where the rule names them",
        cell: |g| Cell::word(g.method.map(|method| method.name())),
    },
];
