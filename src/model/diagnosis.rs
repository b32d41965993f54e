//! How the repository stands, in words.

use super::record::{Cell, Column};

/// How good or bad something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// As it should be.
    Fine,
    /// Worth knowing.
    Note,
    /// Something should be done.
    Finding,
}

impl State {
    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Note => "note",
            Self::Finding => "finding",
        }
    }
}

/// One thing about the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// What it is about.
    pub about: &'static str,
    /// How that is.
    pub state: State,
    /// What there is to say of it.
    pub tells: String,
    /// The next step.
    pub next: Option<String>,
}

impl Diagnosis {
    /// All is well with it.
    pub fn fine(about: &'static str, tells: impl Into<String>) -> Self {
        Self { about, state: State::Fine, tells: tells.into(), next: None }
    }

    /// It is worth knowing.
    pub fn note(about: &'static str, tells: impl Into<String>, next: impl Into<String>) -> Self {
        Self { about, state: State::Note, tells: tells.into(), next: Some(next.into()) }
    }

    /// Something should be done.
    pub fn finding(about: &'static str, tells: impl Into<String>, next: impl Into<String>) -> Self {
        Self { about, state: State::Finding, tells: tells.into(), next: Some(next.into()) }
    }
}

/// The columns. Names are stable, new ones are only added.
pub const COLUMNS: &[Column<Diagnosis>] = &[
    Column { name: "about", shown: true, about: "what it is about", cell: |d| Cell::Word(d.about) },
    Column { name: "state", shown: true, about: "fine, note or finding", cell: |d| Cell::Word(d.state.name()) },
    Column { name: "tells", shown: true, about: "what there is to say", cell: |d| Cell::Text(&d.tells) },
    Column { name: "next", shown: true, about: "the next step", cell: |d| Cell::text(d.next.as_deref()) },
];
