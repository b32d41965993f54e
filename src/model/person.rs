//! The people who write to the company.

use super::field::{self, FieldValue};
use super::note::Note;
use super::record::{Cell, Column};
use super::time::Time;

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

/// One person as a row of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonRow {
    /// Our number, never given twice.
    pub id: i64,
    /// Name; none is shown as `Unknown`.
    pub name: Option<String>,
    /// Mail address.
    pub email: Option<String>,
    /// Phone number.
    pub phone: Option<String>,
    /// Where they are.
    pub location: Option<String>,
    /// Their country.
    pub country: Option<String>,
    /// Their IP address.
    pub ip: Option<String>,
    /// The app's ID for them.
    pub channel_id: Option<String>,
    /// The company's ID for them.
    pub unique_id: Option<String>,
    /// The source they were imported from.
    pub source: Option<String>,
    /// The source's ID for them.
    pub external_id: Option<String>,
    /// Chats that are not in the bin.
    pub chats: i64,
    /// When the first of them began, as far as known.
    pub first_chat: Option<Time>,
    /// When the last of them began, as far as known.
    pub last_chat: Option<Time>,
    /// Bans so far, lifted ones too.
    pub bans: i64,
    /// Tags, by name.
    pub tags: Vec<String>,
    /// When their words were erased.
    pub erased: Option<Time>,
    /// The custom fields that were asked for, in the order asked.
    pub fields: Vec<Option<FieldValue>>,
}

/// The columns of a person. Names are stable, new ones are only added.
pub const COLUMNS: &[Column<PersonRow>] = &[
    Column { name: "id", shown: true, about: "our number", cell: |p| Cell::Number(p.id) },
    Column { name: "name", shown: true, about: "name", cell: |p| Cell::text(p.name.as_deref()) },
    Column { name: "email", shown: true, about: "mail address", cell: |p| Cell::text(p.email.as_deref()) },
    Column { name: "phone", shown: true, about: "phone number", cell: |p| Cell::text(p.phone.as_deref()) },
    Column { name: "chats", shown: true, about: "chats that are not in the bin", cell: |p| Cell::Number(p.chats) },
    Column { name: "last_chat", shown: true, about: "when the last of them began", cell: |p| Cell::time(p.last_chat) },
    Column { name: "tags", shown: true, about: "tags, by name", cell: |p| Cell::List(&p.tags) },
    Column {
        name: "first_chat",
        shown: false,
        about: "when the first of them began",
        cell: |p| Cell::time(p.first_chat),
    },
    Column { name: "location", shown: false, about: "where they are", cell: |p| Cell::text(p.location.as_deref()) },
    Column { name: "country", shown: false, about: "country", cell: |p| Cell::text(p.country.as_deref()) },
    Column { name: "ip", shown: false, about: "IP address", cell: |p| Cell::text(p.ip.as_deref()) },
    Column {
        name: "channel_id",
        shown: false,
        about: "the app's ID for them",
        cell: |p| Cell::text(p.channel_id.as_deref()),
    },
    Column {
        name: "unique_id",
        shown: false,
        about: "the company's ID for them",
        cell: |p| Cell::text(p.unique_id.as_deref()),
    },
    Column {
        name: "source",
        shown: false,
        about: "where they were imported from",
        cell: |p| Cell::text(p.source.as_deref()),
    },
    Column {
        name: "external",
        shown: false,
        about: "the source's ID for them",
        cell: |p| Cell::text(p.external_id.as_deref()),
    },
    Column { name: "bans", shown: false, about: "bans so far", cell: |p| Cell::Number(p.bans) },
    Column { name: "erased", shown: false, about: "when their words were erased", cell: |p| Cell::time(p.erased) },
];

/// All that is kept of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WholePerson {
    /// What lists show.
    pub row: PersonRow,
    /// Custom fields, in their order.
    pub fields: Vec<(String, FieldValue)>,
    /// Internal notes on the person, in order.
    pub notes: Vec<Note>,
    /// Numbers of their chats that are not in the bin, newest first.
    pub chats: Vec<i64>,
    /// How many more of their chats are in the bin.
    pub chats_in_bin: i64,
    /// Bans, oldest first.
    pub bans: Vec<PersonBan>,
}

/// A ban in a person's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonBan {
    /// Why.
    pub reason: String,
    /// Since when.
    pub started: Option<Time>,
    /// Until when; `None` where it is permanent.
    pub ends: Option<Time>,
    /// When it was lifted before its end, or another took its place.
    pub lifted: Option<Time>,
    /// Whether another took its place.
    pub replaced: bool,
}

/// What of a person is to be changed: `None` leaves it, `Some(None)` takes it away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonEdit {
    /// Name, email, phone, location, country, IP address, the app's ID, the company's ID.
    pub columns: [Option<Option<String>>; 8],
    /// Custom fields by name, with the value.
    pub fields: Vec<(String, String)>,
    /// Custom fields to take away.
    pub without_fields: Vec<String>,
    /// Tags to add.
    pub tags: Vec<String>,
    /// Tags to take away.
    pub without_tags: Vec<String>,
}
