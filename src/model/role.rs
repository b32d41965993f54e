//! Roles: which permissions somebody has.

use super::permission::{Permission, Reach};
use super::record::{Cell, Column};

/// The preset role, which holds every permission.
pub const ADMIN: &str = "admin";

/// What a role is for. Fixed once made. The numbers are what the repository stores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum RoleKind {
    /// For the whole company: its permissions may reach every chat
    Company = 1,
    /// For teams: its permissions never reach beyond the chats of one's teams
    Team = 2,
}

impl RoleKind {
    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Team => "team",
        }
    }

    /// The stored number.
    pub const fn number(self) -> i64 {
        self as i64
    }

    /// The kind with this stored number.
    pub fn from_number(number: i64) -> Option<Self> {
        [Self::Company, Self::Team].into_iter().find(|kind| kind.number() == number)
    }

    /// Whether a role of this kind may hold it.
    pub const fn may_hold(self, permission: Permission) -> bool {
        !matches!((self, permission), (Self::Team, Permission::Chats(_, Reach::All)))
    }
}

/// A role as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleRow {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub kind: RoleKind,
    /// Its permissions by name, sorted; `everything` for all.
    pub permissions: Vec<String>,
    /// How many users have it.
    pub users: i64,
    /// What an admin wrote about it.
    pub description: Option<String>,
}

/// The columns of a role. Names are stable, new ones are only added.
pub const COLUMNS: &[Column<RoleRow>] = &[
    Column { name: "name", shown: true, about: "its name", cell: |r| Cell::Text(&r.name) },
    Column { name: "kind", shown: true, about: "company or team", cell: |r| Cell::Word(r.kind.name()) },
    Column { name: "users", shown: true, about: "how many users have it", cell: |r| Cell::Number(r.users) },
    Column {
        name: "permissions",
        shown: true,
        about: "what it allows; everything for admin",
        cell: |r| Cell::List(&r.permissions),
    },
    Column {
        name: "description",
        shown: false,
        about: "what it is for, as an admin put it",
        cell: |r| Cell::text(r.description.as_deref()),
    },
];
