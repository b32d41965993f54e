//! The company's people: reps of an import, and users of this tool, who have a role and an account.

use super::record::{Cell, Column};
use super::time::Time;

/// Somebody of the company, as lists show them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserRow {
    /// Our number.
    pub id: i64,
    /// Their name.
    pub name: String,
    /// Their mail address.
    pub email: Option<String>,
    /// The role that says what they may; none for somebody who only comes up in chats.
    pub role: Option<String>,
    /// Their teams by name, in order.
    pub teams: Vec<String>,
    /// Whether they take chats.
    pub online: bool,
    /// Since when they are online, or away.
    pub since: Option<Time>,
    /// Their account on this machine, by number.
    pub uid: Option<i64>,
    /// Names they write under besides their own, the default first.
    pub aliases: Vec<String>,
    /// The source they came from with an import.
    pub source: Option<String>,
    /// The source's ID.
    pub external_id: Option<String>,
    /// When they were removed.
    pub removed: Option<Time>,
}

/// The columns of a user. Names are stable, new ones are only added.
pub const COLUMNS: &[Column<UserRow>] = &[
    Column { name: "id", shown: true, about: "our number", cell: |u| Cell::Number(u.id) },
    Column { name: "name", shown: true, about: "their name", cell: |u| Cell::Text(&u.name) },
    Column {
        name: "role",
        shown: true,
        about: "what they may; empty for reps of an import",
        cell: |u| Cell::text(u.role.as_deref()),
    },
    Column { name: "teams", shown: true, about: "their teams", cell: |u| Cell::List(&u.teams) },
    Column {
        name: "presence",
        shown: true,
        about: "online or away: whether they take chats",
        cell: |u| Cell::Word(if u.online { "online" } else { "away" }),
    },
    Column { name: "uid", shown: true, about: "account on this machine, by number", cell: |u| Cell::number(u.uid) },
    Column { name: "since", shown: false, about: "since when online or away", cell: |u| Cell::time(u.since) },
    Column { name: "email", shown: false, about: "mail address", cell: |u| Cell::text(u.email.as_deref()) },
    Column {
        name: "aliases",
        shown: false,
        about: "names they write under, the default first",
        cell: |u| Cell::List(&u.aliases),
    },
    Column {
        name: "source",
        shown: false,
        about: "the import they came with",
        cell: |u| Cell::text(u.source.as_deref()),
    },
    Column { name: "external", shown: false, about: "the source's ID", cell: |u| Cell::text(u.external_id.as_deref()) },
    Column { name: "removed", shown: false, about: "when they were removed", cell: |u| Cell::time(u.removed) },
];

/// A name that somebody writes under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AliasRow {
    /// Whose it is.
    pub user: String,
    /// The name.
    pub alias: String,
    /// Whether they write under it unless told otherwise.
    pub preferred: bool,
    /// When it was removed; old messages keep it.
    pub removed: Option<Time>,
}

/// The columns of an alias. Names are stable, new ones are only added.
pub const ALIAS_COLUMNS: &[Column<AliasRow>] = &[
    Column { name: "user", shown: true, about: "whose it is", cell: |a| Cell::Text(&a.user) },
    Column { name: "alias", shown: true, about: "the name", cell: |a| Cell::Text(&a.alias) },
    Column {
        name: "default",
        shown: true,
        about: "whether they write under it unless told otherwise",
        cell: |a| Cell::Toggle(a.preferred),
    },
    Column { name: "removed", shown: false, about: "when it was removed", cell: |a| Cell::time(a.removed) },
];

/// Who asks, and what they may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhoRow {
    /// The rep whose rights count.
    pub user: UserRow,
    /// What that role is for: `company` or `team`.
    pub kind: Option<&'static str>,
    /// Permissions by name; `everything` for all.
    pub permissions: Vec<String>,
    /// The rep whose account it is, where that is another.
    pub really: Option<String>,
    /// The account on this machine, by number.
    pub uid: i64,
    /// Whether roles bind this account: `enforced` or `advisory`.
    pub level: &'static str,
    /// Why.
    pub reason: String,
}

/// The columns of who asks. Names are stable, new ones are only added.
pub const WHO_COLUMNS: &[Column<WhoRow>] = &[
    Column { name: "user", shown: true, about: "your name here", cell: |w| Cell::Text(&w.user.name) },
    Column { name: "id", shown: true, about: "your number here", cell: |w| Cell::Number(w.user.id) },
    Column {
        name: "really",
        shown: true,
        about: "who you are, where --as makes you another",
        cell: |w| Cell::text(w.really.as_deref()),
    },
    Column { name: "uid", shown: true, about: "your account on this machine", cell: |w| Cell::Number(w.uid) },
    Column { name: "role", shown: true, about: "your role", cell: |w| Cell::text(w.user.role.as_deref()) },
    Column { name: "kind", shown: true, about: "company or team", cell: |w| Cell::word(w.kind) },
    Column { name: "teams", shown: true, about: "your teams", cell: |w| Cell::List(&w.user.teams) },
    Column {
        name: "permissions",
        shown: true,
        about: "what your role allows; everything for admin",
        cell: |w| Cell::List(&w.permissions),
    },
    Column { name: "roles", shown: true, about: "advisory or enforced", cell: |w| Cell::Word(w.level) },
    Column { name: "reason", shown: true, about: "why advisory or enforced", cell: |w| Cell::Text(&w.reason) },
];
