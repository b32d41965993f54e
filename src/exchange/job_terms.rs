//! What an export job writes, as it is kept in the repository.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// What a job writes, how, and where to: as it was said when it began.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Which chats; `None` for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// What is written of them.
    pub kind: String,
    /// How.
    pub format: String,
    /// The columns, where not all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<String>>,
    /// Whether texts are guarded against spreadsheets.
    #[serde(default)]
    pub excel: bool,
    /// The zone of the days in the query; `None` is the machine's, which has no name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// The folder of its files.
    pub folder: PathBuf,
    /// The recipients of age to whom its files are encrypted, sorted; none where they are not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub encrypt_to: Vec<String>,
}

impl Terms {
    /// The terms as they are kept: a JSON object.
    pub fn write(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`Terms::write`] wrote.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}
