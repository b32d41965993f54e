//! The people who write to the company.

use super::field::{self, FieldValue};

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

impl Person {
    /// Whether `theirs`, read from a file, says nothing of the person that this does not say. The chats of a person
    /// with an ID may each tell a part; of one without, this chat is all there is.
    pub fn says_the_same(&self, theirs: &Self) -> bool {
        let whole = theirs.external_id.is_none();
        self.external_id == theirs.external_id
            && tells(self.name.as_deref(), theirs.name.as_deref(), whole)
            && tells(self.email.as_deref(), theirs.email.as_deref(), whole)
            && tells(self.phone.as_deref(), theirs.phone.as_deref(), whole)
            && (!whole || self.fields.len() == theirs.fields.len())
            && field::covers(&self.fields, &theirs.fields)
    }
}

/// Whether ours is what theirs says; theirs may say nothing unless it is the `whole` truth.
fn tells(ours: Option<&str>, theirs: Option<&str>, whole: bool) -> bool {
    ours == theirs || (theirs.is_none() && !whole)
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

    /// Whether `theirs`, read from a file, says nothing of the rep that this does not say. A name that only repeats
    /// the ID says nothing.
    pub fn says_the_same(&self, theirs: &Self) -> bool {
        self.external_id == theirs.external_id
            && (theirs.name.is_none() || self.label() == theirs.label())
            && tells(self.email.as_deref(), theirs.email.as_deref(), theirs.external_id.is_none())
    }
}
