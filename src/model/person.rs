//! The people who write to the company.

use super::field::FieldValue;

/// What a whole chat says of its person. A person without an `external_id` is nobody known: each such chat has its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Our number for the person; `None` while the chat comes from a file.
    pub id: Option<i64>,
    /// The source's ID for the person, unique within one source.
    pub external_id: Option<String>,
    /// Name; none is shown as `Unknown`.
    pub name: Option<String>,
    /// Mail address as given.
    pub email: Option<String>,
    /// Phone number as given.
    pub phone: Option<String>,
    /// Custom fields of the person, in order of name.
    pub fields: Vec<(String, FieldValue)>,
}

/// The rep a chat is assigned to, as a file or a whole chat names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rep {
    /// The source's ID for the rep, unique within one source.
    pub external_id: Option<String>,
    /// Name; where the source gives none, the ID serves.
    pub name: Option<String>,
    /// Mail address as given.
    pub email: Option<String>,
}

impl Rep {
    /// What to call the rep: the name, else the source's ID.
    pub fn label(&self) -> &str {
        self.name.as_deref().or(self.external_id.as_deref()).unwrap_or("Unknown")
    }
}
