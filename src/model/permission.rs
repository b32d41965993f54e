//! Who may what: permissions, what a command needs, and the one decision between them.

use std::collections::BTreeSet;
use std::fmt;

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

impl Reach {
    /// Every reach, the narrowest first.
    pub const ALL: [Self; 3] = [Self::Own, Self::Team, Self::All];

    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Team => "team",
            Self::All => "all",
        }
    }
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

impl ChatVerb {
    /// Every verb, with what it lets one do.
    pub const ALL: [(Self, &str); 7] = [
        (Self::View, "list, search, count and read chats"),
        (Self::Manage, "reply, note, tag, fill in fields, change status and description"),
        (Self::Transfer, "give chats to another rep or team"),
        (Self::Export, "write chats to files"),
        (Self::Download, "read the exports of others, and attachments"),
        (Self::Delete, "put chats in the bin, and bring them back"),
        (Self::Purge, "remove chats for good"),
    ];

    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Manage => "manage",
            Self::Transfer => "transfer",
            Self::Export => "export",
            Self::Download => "download",
            Self::Delete => "delete",
            Self::Purge => "purge",
        }
    }
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

impl Thing {
    /// Every kind of thing, with what it is.
    pub const ALL: [(Self, &str); 8] = [
        (Self::Persons, "persons"),
        (Self::Bans, "bans, their rules and reasons"),
        (Self::Canned, "canned replies"),
        (Self::Assignment, "chat assignment"),
        (Self::Labels, "the definitions of tags and custom fields"),
        (Self::Teams, "teams and users"),
        (Self::Roles, "roles"),
        (Self::Retention, "retention and legal holds"),
    ];

    /// The word for them.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Persons => "persons",
            Self::Bans => "bans",
            Self::Canned => "canned",
            Self::Assignment => "assignment",
            Self::Labels => "labels",
            Self::Teams => "teams",
            Self::Roles => "roles",
            Self::Retention => "retention",
        }
    }
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

impl Permission {
    /// Every permission there is, in the order of the help.
    pub fn all() -> impl Iterator<Item = Self> {
        let chats = ChatVerb::ALL.into_iter().flat_map(|(verb, _)| Reach::ALL.map(|reach| Self::Chats(verb, reach)));
        let things = Thing::ALL.into_iter().flat_map(|(thing, _)| [Self::View(thing), Self::Manage(thing)]);
        chats.chain(things).chain([Self::ReadAudit, Self::Impersonate])
    }

    /// The permission with this name; `None` for other words.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|permission| permission.to_string() == name)
    }

    /// Whether holding `self` is as good as holding `other`.
    fn includes(self, other: Self) -> bool {
        match (self, other) {
            (Self::Chats(verb, reach), Self::Chats(wanted, so_far)) => verb == wanted && reach >= so_far,
            (Self::Manage(thing), Self::View(wanted)) => thing == wanted,
            _ => self == other,
        }
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Chats(verb, reach) => write!(f, "chats.{}.{}", verb.name(), reach.name()),
            Self::View(thing) => write!(f, "{}.view", thing.name()),
            Self::Manage(thing) => write!(f, "{}.manage", thing.name()),
            Self::ReadAudit => f.write_str("audit.read"),
            Self::Impersonate => f.write_str("impersonate"),
        }
    }
}

/// Every permission, for the help.
pub fn help() -> String {
    let mut text = String::from("Permissions on chats, each ending in .own, .team or .all:\n");
    for (verb, about) in ChatVerb::ALL {
        text.push_str(&format!("  {:28}  {about}\n", format!("chats.{}.REACH", verb.name())));
    }
    text.push_str("\nOther permissions (to manage includes to view):\n");
    for (thing, about) in Thing::ALL {
        let name = thing.name();
        text.push_str(&format!("  {:28}  {about}\n", format!("{name}.view {name}.manage")));
    }
    for (permission, about) in
        [(Permission::ReadAudit, "read the record of changes"), (Permission::Impersonate, "act as another: --as REP")]
    {
        text.push_str(&format!("  {:28}  {about}\n", permission.to_string()));
    }
    text.push_str(
        "\n.own reaches the chats one is the assignee of, .team those of one's teams as well. What a permission\n\
         acts on never goes beyond what chats.view lets see.",
    );
    text
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
    /// To write chats to files, and beside it to see what else goes out with them.
    ExportOf(Permission),
    /// To write chats to files together with their attachments.
    ExportAttachments,
    /// To see things of a kind.
    View(Thing),
    /// To change things of a kind.
    Manage(Thing),
    /// To read the record of changes.
    ReadAudit,
    /// Every permission: what touches the file as a whole.
    Admin,
}

impl fmt::Display for Need {
    /// As the record of a denial and its message spell it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("nothing"),
            Self::Known => f.write_str("known"),
            Self::Chats(verb) => write!(f, "chats.{}", verb.name()),
            Self::ExportOf(also) => write!(f, "chats.export and {also}"),
            Self::ExportAttachments => f.write_str("chats.export and chats.download"),
            Self::View(thing) => write!(f, "{}.view", thing.name()),
            Self::Manage(thing) => write!(f, "{}.manage", thing.name()),
            Self::ReadAudit => f.write_str("audit.read"),
            Self::Admin => f.write_str("admin"),
        }
    }
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

    /// Whether this permission is held, or one that includes it.
    fn include(&self, permission: Permission) -> bool {
        match self {
            Self::Everything => true,
            Self::These(granted) => granted.iter().any(|held| held.includes(permission)),
        }
    }

    /// Whether these rights go as far as those others: nobody hands out more than they have.
    pub fn cover(&self, others: &Self) -> bool {
        match (self, others) {
            (Self::Everything, _) => true,
            (Self::These(_), Self::Everything) => false,
            (Self::These(_), Self::These(others)) => others.iter().all(|other| self.include(*other)),
        }
    }

    /// The permissions by name, sorted; the one word `everything` for all there are and will be.
    pub fn names(&self) -> Vec<String> {
        match self {
            Self::Everything => vec!["everything".to_owned()],
            Self::These(granted) => {
                let mut names: Vec<String> = granted.iter().map(Permission::to_string).collect();
                names.sort();
                names
            }
        }
    }

    /// The one decision: what a rep with these rights is let at for this need; `None` where the need is not met.
    pub fn decide(&self, need: Need) -> Option<Allowed> {
        let sees = self.reach(ChatVerb::View);
        let acts = match need {
            Need::Nothing | Need::Known => sees,
            Need::Chats(verb) => Some(self.reach(verb)?.min(sees?)),
            Need::ExportOf(also) if !self.include(also) => return None,
            Need::ExportOf(_) => Some(self.reach(ChatVerb::Export)?.min(sees?)),
            Need::ExportAttachments => {
                Some(self.reach(ChatVerb::Export)?.min(self.reach(ChatVerb::Download)?).min(sees?))
            }
            Need::View(thing) => self.include(Permission::View(thing)).then_some(sees)?,
            Need::Manage(thing) => self.hold(Permission::Manage(thing)).then_some(sees)?,
            Need::ReadAudit => self.hold(Permission::ReadAudit).then_some(sees)?,
            Need::Admin => (*self == Self::Everything).then_some(sees)?,
        };
        Some(Allowed { sees, acts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn these(names: &[&str]) -> Rights {
        Rights::These(names.iter().map(|name| Permission::from_name(name).unwrap()).collect())
    }

    #[test]
    fn every_permission_has_one_name_and_stands_in_the_help() {
        let names: BTreeSet<String> = Permission::all().map(|permission| permission.to_string()).collect();
        assert_eq!(names.len(), Permission::all().count());
        let help = help();
        for permission in Permission::all() {
            let name = permission.to_string();
            assert_eq!(Permission::from_name(&name), Some(permission));
            assert!(!name.contains(' '), "{name}");
            let listed = [".own", ".team", ".all"].iter().fold(name.clone(), |name, end| name.replace(end, ".REACH"));
            let listed = if name.starts_with("chats.") { listed } else { name };
            assert!(help.contains(&listed), "{listed} is not in the help");
        }
        for wrong in ["", "chats.view", "chats.view.any", "Chats.view.all", "persons", "admin", "chats.view.all "] {
            assert_eq!(Permission::from_name(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_one_acts_on_never_goes_beyond_what_one_sees() {
        let rights = these(&["chats.view.team", "chats.delete.all", "chats.export.own"]);
        let allowed = |verb| rights.decide(Need::Chats(verb));
        assert_eq!(allowed(ChatVerb::Delete).unwrap().acts, Some(Reach::Team));
        assert_eq!(allowed(ChatVerb::Export).unwrap().acts, Some(Reach::Own));
        assert_eq!(allowed(ChatVerb::Export).unwrap().sees, Some(Reach::Team));
        assert_eq!(allowed(ChatVerb::Purge), None);
        assert_eq!(these(&["chats.delete.all"]).decide(Need::Chats(ChatVerb::Delete)), None);
        assert_eq!(these(&["teams.manage"]).decide(Need::View(Thing::Teams)).unwrap().sees, None);
        assert_eq!(these(&["teams.view"]).decide(Need::Manage(Thing::Teams)), None);
        assert_eq!(these(&["roles.manage", "impersonate"]).decide(Need::Admin), None);
    }

    #[test]
    fn nobody_hands_out_more_than_they_have() {
        let mine = these(&["chats.view.team", "teams.manage"]);
        assert!(mine.cover(&these(&["chats.view.own", "teams.view"])));
        assert!(mine.cover(&these(&[])));
        for more in [&["chats.view.all"][..], &["chats.export.own"], &["roles.view"], &["impersonate"]] {
            assert!(!mine.cover(&these(more)), "{more:?}");
        }
        assert!(!mine.cover(&Rights::Everything) && Rights::Everything.cover(&Rights::Everything));
    }

    /// How far a permission on chats goes by its bare name: 0 for not at all.
    fn far(names: &BTreeSet<&str>, verb: &str) -> usize {
        let holds = |reach: &str| names.contains(format!("chats.{verb}.{reach}").as_str());
        ["own", "team", "all"].iter().rposition(|reach| holds(reach)).map_or(0, |at| at + 1)
    }

    #[test]
    fn the_decision_is_what_the_names_say() {
        let names: Vec<String> = Permission::all().map(|permission| permission.to_string()).collect();
        let sets = proptest::sample::subsequence(names, 0..12);
        proptest::proptest!(proptest::test_runner::Config::with_cases(5_000), |(set in sets)| {
            let set: BTreeSet<&str> = set.iter().map(String::as_str).collect();
            let rights = these(&set.iter().copied().collect::<Vec<_>>());
            let seen = far(&set, "view");
            let far_of = |reach: Option<Reach>| reach.map_or(0, |reach| reach as usize + 1);
            for (verb, _) in ChatVerb::ALL {
                let acts = far(&set, verb.name()).min(seen);
                let allowed = rights.decide(Need::Chats(verb));
                assert_eq!(allowed.map_or(0, |allowed| far_of(allowed.acts)), acts);
                assert!(allowed.is_none_or(|allowed| far_of(allowed.sees) == seen));
            }
            for (thing, _) in Thing::ALL {
                let manages = set.contains(format!("{}.manage", thing.name()).as_str());
                let views = manages || set.contains(format!("{}.view", thing.name()).as_str());
                assert_eq!(rights.decide(Need::Manage(thing)).is_some(), manages);
                assert_eq!(rights.decide(Need::View(thing)).is_some(), views);
                let export = rights.decide(Need::ExportOf(Permission::View(thing)));
                let acts = if views { far(&set, "export").min(seen) } else { 0 };
                assert_eq!(export.map_or(0, |allowed| far_of(allowed.acts)), acts);
            }
            assert_eq!(rights.decide(Need::ReadAudit).is_some(), set.contains("audit.read"));
            let whole = far(&set, "export").min(far(&set, "download")).min(seen);
            assert_eq!(rights.decide(Need::ExportAttachments).map_or(0, |allowed| far_of(allowed.acts)), whole);
            assert!(rights.decide(Need::Admin).is_none());
            assert_eq!(rights.decide(Need::Known).map(|allowed| far_of(allowed.sees)), Some(seen));
        });
    }
}
