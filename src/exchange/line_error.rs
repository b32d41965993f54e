//! What is wrong with a line, and where: the field, and the byte where it is no JSON.

use crate::model::json::push_string;

/// Characters of a value or key that an error shows.
const SHOWN: usize = 40;

/// Result of reading a part of a line.
pub type Result<T, E = LineError> = std::result::Result<T, E>;

/// What is wrong with a line, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineError {
    path: String,
    byte: Option<usize>,
    problem: String,
    newer: bool,
}

impl LineError {
    /// A value that cannot be taken; the path is told on the way out by [`LineError::within`].
    pub fn new(problem: impl Into<String>) -> Self {
        Self { path: String::new(), byte: None, problem: problem.into(), newer: false }
    }

    /// The line is of a newer form than this program reads: nothing in it is wrong.
    pub fn newer(problem: impl Into<String>) -> Self {
        Self { newer: true, ..Self::new(problem) }
    }

    /// Whether the line is of a newer form.
    pub fn is_newer(&self) -> bool {
        self.newer
    }

    /// The same problem at this byte of the line, counted from 1.
    #[must_use]
    pub fn at_byte(self, byte: usize) -> Self {
        Self { byte: Some(byte), ..self }
    }

    /// The same error as seen from the object that has the field `key`.
    #[must_use]
    pub fn within(self, key: &str) -> Self {
        let plain = !key.is_empty()
            && key.len() <= SHOWN
            && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
        let step = if plain { key.to_owned() } else { shown(key) };
        let dot = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        Self { path: format!("{step}{dot}{}", self.path), ..self }
    }

    /// The error as seen from the file: `chats.jsonl line 12, messages[3].at: not a time: "24:00"`.
    pub fn in_line(&self, file: &str, line: u64) -> String {
        self.at_place(&format!("{file} line {line}"))
    }

    /// The error as seen from a place in a file: `result.json chat 3, messages[6].date: not a time: "24:00"`.
    pub fn at_place(&self, place: &str) -> String {
        let nowhere = self.path.is_empty() && self.byte.is_none();
        format!("{place}{} {self}", if nowhere { ":" } else { "," })
    }

    /// The same error as seen from the array that has this item, from 0.
    #[must_use]
    pub fn within_item(self, index: usize) -> Self {
        let dot = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        Self { path: format!("[{index}]{dot}{}", self.path), ..self }
    }
}

impl std::fmt::Display for LineError {
    /// `messages[3].at: not a time: "24:00"`, or `byte 17: expected a comma or }`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let between = if self.path.is_empty() { "" } else { ", " };
        match self.byte {
            Some(byte) => write!(f, "{}{between}byte {byte}: {}", self.path, self.problem),
            None if self.path.is_empty() => f.write_str(&self.problem),
            None => write!(f, "{}: {}", self.path, self.problem),
        }
    }
}

/// A text from outside in quotes, its odd characters escaped, cut to what an error can show.
pub fn shown(text: &str) -> String {
    let cut: String = text.chars().take(SHOWN).collect();
    let mut out = Vec::new();
    push_string(&cut, &mut out);
    let more = if cut.len() < text.len() { "…" } else { "" };
    format!("{}{more}", String::from_utf8_lossy(&out))
}

/// A number from outside, cut to what an error can show.
pub fn cut(digits: &str) -> String {
    let more = if digits.len() > SHOWN { "…" } else { "" };
    format!("{}{more}", digits.get(..SHOWN).unwrap_or(digits))
}
