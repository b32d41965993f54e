//! Who may what: permissions, what a command needs, and the one decision between them.

use std::collections::BTreeSet;

/// How far a permission on chats goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// Chats one is the assignee of.
    Own,
    /// Chats of one's teams, and one's own.
    Team,
    /// Every chat.
    All,
}

/// What can be done with chats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChatVerb {
    /// List, search, count, read.
    View,
    /// Reply, note, tag, custom fields, status, description, rating, holds excepted.
    Manage,
    /// Give to another rep or team.
    Transfer,
    /// Write a file through this tool.
    Export,
    /// Read an export that another made, and attachments.
    Download,
    /// Put in the bin, and bring back.
    Delete,
    /// Remove for good.
    Purge,
}

/// What else there is to view and to manage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// Persons.
    Persons,
    /// Bans.
    Bans,
    /// Canned replies.
    Canned,
    /// Chat assignment.
    Assignment,
    /// Tags and custom fields, their definitions.
    Labels,
    /// Teams and users.
    Teams,
    /// Roles.
    Roles,
    /// Retention and legal holds.
    Retention,
}

/// One permission a role can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Permission {
    /// Something with chats, this far.
    Chats(ChatVerb, Reach),
    /// To see things of a kind.
    View(Thing),
    /// To change them; includes seeing them.
    Manage(Thing),
    /// To read the record of changes.
    ReadAudit,
    /// To act as another (`--as`).
    Impersonate,
}

/// What a command needs before it is let at a repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// No repository, or one that it makes itself.
    Nothing,
    /// To be known to the repository.
    Known,
    /// Something with chats; how far one's permission goes decides which chats there are.
    Chats(ChatVerb),
    /// To see things of a kind.
    View(Thing),
    /// To change things of a kind.
    Manage(Thing),
    /// To read the record of changes.
    ReadAudit,
    /// Every permission: what touches the file as a whole.
    Admin,
}

/// Everything one rep may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rights {
    /// The preset role `admin`.
    Everything,
    /// Another role's.
    These(BTreeSet<Permission>),
}

/// What is decided of a need: how far one sees, and how far one may act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// Chats that exist for this rep; `None` for none of them.
    pub sees: Option<Reach>,
    /// Chats the command may act on; never further than it sees.
    pub acts: Option<Reach>,
}

impl Rights {
    /// How far a permission on chats goes, where there is one.
    pub fn reach(&self, verb: ChatVerb) -> Option<Reach> {
        match self {
            Self::Everything => Some(Reach::All),
            Self::These(granted) => [Reach::All, Reach::Team, Reach::Own]
                .into_iter()
                .find(|reach| granted.contains(&Permission::Chats(verb, *reach))),
        }
    }

    /// Whether this permission is held.
    pub fn hold(&self, permission: Permission) -> bool {
        match self {
            Self::Everything => true,
            Self::These(granted) => granted.contains(&permission),
        }
    }

    /// The one decision: what a rep with these rights is let at for this need; `None` where the need is not met.
    pub fn decide(&self, need: Need) -> Option<Allowed> {
        let sees = self.reach(ChatVerb::View);
        let acts = match need {
            Need::Nothing | Need::Known => sees,
            Need::Chats(verb) => Some(self.reach(verb)?.min(sees?)),
            Need::View(thing) => {
                let may = self.hold(Permission::View(thing)) || self.hold(Permission::Manage(thing));
                may.then_some(sees)?
            }
            Need::Manage(thing) => self.hold(Permission::Manage(thing)).then_some(sees)?,
            Need::ReadAudit => self.hold(Permission::ReadAudit).then_some(sees)?,
            Need::Admin => (*self == Self::Everything).then_some(sees)?,
        };
        Some(Allowed { sees, acts })
    }
}
