//! What a replay says beside what happened: figures in rows.

use crate::model::record::{Cell, Column};

/// A figure; nothing where it is not known or has no meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Not known, or nobody's.
    None,
    /// A count, or seconds.
    Number(u64),
    /// A share.
    Decimal(String),
}

impl Figure {
    fn cell(&self) -> Cell<'_> {
        match self {
            Self::None => Cell::number(None),
            Self::Number(number) => Cell::Number(i64::try_from(*number).unwrap_or(i64::MAX)),
            Self::Decimal(digits) => Cell::Decimal(digits),
        }
    }
}

/// One figure of what happened beside that of the replay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureRow {
    /// The rep it is about; `None` for all chats.
    pub rep: Option<String>,
    /// What it says.
    pub measure: &'static str,
    /// As it happened.
    pub happened: Figure,
    /// As it would have.
    pub simulated: Figure,
}

/// The columns of a replay. Names are stable, new ones are only added.
pub const COLUMNS: &[Column<FigureRow>] = &[
    Column {
        name: "rep",
        shown: true,
        about: "whose figure; empty for all chats",
        cell: |row| Cell::text(row.rep.as_deref()),
    },
    Column { name: "measure", shown: true, about: "what it says", cell: |row| Cell::Word(row.measure) },
    Column {
        name: "happened",
        shown: true,
        about: "as it happened; empty where nobody wrote it down",
        cell: |row| row.happened.cell(),
    },
    Column {
        name: "simulated",
        shown: true,
        about: "as it would have under these rules",
        cell: |row| row.simulated.cell(),
    },
];

/// A figure as people read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it says.
    pub measure: &'static str,
    /// As it happened.
    pub happened: String,
    /// As it would have.
    pub simulated: String,
}

/// The columns of lines.
pub const LINES: &[Column<Line>] = &[
    Column { name: "", shown: true, about: "what it says", cell: |line| Cell::Word(line.measure) },
    Column { name: "happened", shown: true, about: "as it happened", cell: |line| Cell::Text(&line.happened) },
    Column { name: "simulated", shown: true, about: "as it would have", cell: |line| Cell::Text(&line.simulated) },
];

/// A rep as people read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepLine {
    /// Their name.
    pub name: String,
    /// Their chats, and the most at once, as it happened.
    pub happened: Option<(u64, u64)>,
    /// The same as it would have been.
    pub simulated: Option<(u64, u64)>,
    /// The chats as a bar.
    pub bar: String,
}

/// The columns of reps; the last one only where a person looks.
pub const REP_LINES: &[Column<RepLine>] = &[
    Column { name: "rep", shown: true, about: "their name", cell: |line| Cell::Text(&line.name) },
    Column { name: "happened", shown: true, about: "their chats", cell: |line| first(line.happened) },
    Column { name: "most", shown: true, about: "the most at once", cell: |line| second(line.happened) },
    Column { name: "simulated", shown: true, about: "their chats", cell: |line| first(line.simulated) },
    Column { name: "most", shown: true, about: "the most at once", cell: |line| second(line.simulated) },
    Column { name: "chats", shown: false, about: "a bar", cell: |line| Cell::Text(&line.bar) },
];

fn first(of: Option<(u64, u64)>) -> Cell<'static> {
    Cell::number(of.map(|(chats, _)| i64::try_from(chats).unwrap_or(i64::MAX)))
}

fn second(of: Option<(u64, u64)>) -> Cell<'static> {
    Cell::number(of.map(|(_, busiest)| i64::try_from(busiest).unwrap_or(i64::MAX)))
}
