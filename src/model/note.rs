//! Internal notes: never messages, and in no transcript unless asked for.

use super::time::Time;

/// A note on a chat.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// When it was written; `None` where the source does not know.
    pub at: Option<Time>,
    /// Who wrote it, in the source's words.
    pub author: Option<String>,
    /// The text, exact.
    pub text: String,
    /// Background colour, where one was chosen.
    pub color: Option<String>,
    /// What else the source said of it: a JSON object, kept as it was.
    pub extra: Option<String>,
}
