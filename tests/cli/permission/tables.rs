//! Who may what, written down apart from the program: commands, what they need, and what there is.

pub const CHATS: &str = concat!(
    r#"{"id":"a","source":"shop","channel":"webchat","created_at":"2026-01-10T09:00:00Z","person":{"id":"p1","name":"Ann"},"rep":{"id":"mia","name":"Mia"},"teams":["Sales"],"tags":["refund"],"status":"open","messages":[{"from":"person","author":"p1","text":"my parcel"}]}"#,
    "\n",
    r#"{"id":"b","source":"shop","channel":"webchat","created_at":"2026-01-11T09:00:00Z","person":{"id":"p2","name":"Bob"},"rep":{"id":"otto","name":"Otto"},"teams":["Billing"],"tags":["refund"],"status":"open","messages":[{"from":"person","author":"p2","text":"my parcel"}]}"#,
    "\n",
    r#"{"id":"c","source":"shop","channel":"webchat","created_at":"2026-01-12T09:00:00Z","person":{"id":"p3","name":"Cid"},"rep":{"id":"otto","name":"Otto"},"teams":["Sales"],"tags":["refund"],"status":"open","messages":[{"from":"person","author":"p3","text":"my parcel"}]}"#,
    "\n",
);

/// How far a permission on chats goes, and which of the three chats that is.
pub const REACHES: [(&str, &[&str]); 4] =
    [("", &[]), ("own", &["1"]), ("team", &["1", "2"]), ("all", &["1", "2", "3"])];

/// Commands that give numbers of chats, one a line, and what they need.
pub const LISTS: &[(&str, &str)] = &[
    ("list --ids", "view"),
    ("list --columns id", "view"),
    ("list --columns id --sort rating", "view"),
    ("list --ids status:open", "view"),
    ("list --ids tag:refund", "view"),
    ("list --ids -- -tag:nothing", "view"),
    ("search parcel --ids", "view"),
    ("search parcel --columns id", "view"),
    ("search a --columns id --sort relevance", "view"),
    ("export --kind chats --format tsv --columns id -o -", "export"),
    ("export --kind messages --format tsv --columns chat -o -", "export"),
];

/// Commands that count chats.
pub const COUNTS: &[&str] =
    &["list --count", "list --count status:open", "list --count tag:refund", "search parcel --count"];

/// Commands about one chat, and what they need.
pub const ONE: &[(&str, &str)] = &[
    ("show CHAT", "view"),
    ("show CHAT --format json", "view"),
    ("search parcel --why-not CHAT", "view"),
    ("note list CHAT", "view"),
];

/// Commands that change one chat, each in a way that it can be told of; what needs to manage chats.
pub const MANAGE: &[&str] = &[
    "status pending CHAT",
    "status open CHAT",
    "tag add refund,vip CHAT",
    "tag remove vip CHAT",
    "field set plan=pro CHAT",
    "field unset plan CHAT",
    "describe CHAT parcel",
    "feedback CHAT --rating 5",
    "feedback CHAT --request",
    "note add CHAT promised",
    "note edit CHAT 1 kept",
    "note remove CHAT 1",
];

/// Commands that change one chat: what an admin does before, the command, what it needs, and what brings the chat back.
pub const CHANGES: &[(&str, &str, &str, &str)] = &[
    ("", "delete CHAT --yes", "delete", "restore CHAT --yes"),
    ("delete CHAT --yes", "restore CHAT --yes", "delete", "restore CHAT --yes"),
];

/// Commands that change every chat they find, what they need, and what they did it to.
pub const CHANGES_OF_MANY: &[(&str, &str, &str, &str)] =
    &[("delete --where tag:refund --yes", "delete", "list --deleted --ids", "restore --where tag:refund --yes")];

/// All other commands: what lets one at them (any of these), and how they end then. Each is about something that is not
/// there, so that nothing changes.
pub const OTHERS: &[(&str, &[&str], i32)] = &[
    ("whoami", &["*"], 0),
    ("user alias list", &["*"], 0),
    ("user away", &["*"], 0),
    ("team list", &["teams.view", "teams.manage"], 0),
    ("team show nobody", &["teams.view", "teams.manage"], 5),
    ("team add Sales", &["teams.manage"], 7),
    ("team edit nobody --name x", &["teams.manage"], 5),
    ("team remove nobody", &["teams.manage"], 5),
    ("user list", &["teams.view", "teams.manage"], 0),
    ("user show nobody", &["teams.view", "teams.manage"], 5),
    ("user add Ned --role nothing", &["teams.manage"], 5),
    ("user edit nobody --name x", &["teams.manage"], 5),
    ("user remove nobody", &["teams.manage"], 5),
    ("user online nobody", &["teams.manage"], 5),
    ("user away nobody", &["teams.manage"], 5),
    ("user alias list nobody", &["teams.view", "teams.manage"], 5),
    ("user alias add nobody x", &["teams.manage"], 5),
    ("user alias default nobody", &["teams.manage"], 5),
    ("user alias remove nobody x", &["teams.manage"], 5),
    ("role list", &["roles.view", "roles.manage"], 0),
    ("role show nothing", &["roles.view", "roles.manage"], 5),
    ("role add admin --kind company --permissions audit.read", &["roles.manage"], 7),
    ("role edit nothing --name x", &["roles.manage"], 5),
    ("role remove nothing", &["roles.manage"], 5),
    ("undo 999999", &["*"], 5),
    ("undo 2 --dry-run --yes", &[], 0),
    ("audit list", &["audit.read"], 0),
    ("audit show 999999", &["audit.read"], 5),
    ("audit verify", &["audit.read"], 0),
    ("audit anchor", &["audit.read"], 0),
    ("interactions show", &["audit.read"], 0),
    ("interactions check", &["audit.read"], 0),
    ("interactions check --recount", &[], 0),
    ("interactions edit --limit none", &[], 0),
    ("maintain --dry-run", &[], 0),
    ("check", &["audit.read"], 0),
    ("check --data", &["audit.read"], 0),
    ("doctor", &["audit.read"], 0),
    ("doctor --upgrade", &["*"], 0),
    ("doctor --reindex", &[], 0),
    ("doctor --repair --output saved.db", &[], 0),
    ("backup copy.db --force", &[], 0),
    ("tag list", &["labels.view", "labels.manage"], 0),
    ("tag define Refund", &["labels.manage"], 7),
    ("tag edit nothing --no-color", &["labels.manage"], 5),
    ("tag rename nothing x", &["labels.manage"], 5),
    ("tag merge nothing refund", &["labels.manage"], 5),
    ("tag drop nothing --yes", &["labels.manage"], 5),
    ("field list", &["labels.view", "labels.manage"], 0),
    ("field define x --type dropdown", &["labels.manage"], 2),
    ("field edit nothing --no-default", &["labels.manage"], 5),
    ("field drop nothing --yes", &["labels.manage"], 5),
    ("note list --person 99", &["persons.view", "persons.manage"], 5),
    ("note add --person 99 x", &["persons.manage"], 5),
    ("note edit --person 99 1 x", &["persons.manage"], 5),
    ("note remove --person 99 1", &["persons.manage"], 5),
    ("job list", &["chats.export.all"], 0),
    ("job show nothing", &["chats.export.all"], 5),
    ("job reset nothing", &["chats.export.all"], 5),
    ("job remove nothing", &["chats.export.all"], 5),
    ("hold list", &["retention.view", "retention.manage"], 0),
    ("hold list --chats", &["retention.view", "retention.manage"], 0),
    ("hold show nothing", &["retention.view", "retention.manage"], 5),
    ("hold add x --where id:99 --reason r --yes", &["retention.manage"], 0),
    ("hold release nothing --yes", &["retention.manage"], 5),
    ("retention list", &["retention.view", "retention.manage"], 0),
    ("retention show nothing", &["retention.view", "retention.manage"], 5),
    ("retention preview", &["retention.view", "retention.manage"], 0),
    ("retention preview nothing", &["retention.view", "retention.manage"], 5),
    ("retention add x --query ( --age 1y --action bin", &["retention.manage"], 2),
    ("retention edit nothing --age 1y", &["retention.manage"], 5),
    ("retention remove nothing", &["retention.manage"], 5),
    ("retention run --dry-run", &["retention.manage"], 0),
    ("retention run nothing --yes", &["retention.manage"], 5),
    ("assignment show", &["assignment.view", "assignment.manage"], 0),
    ("assignment show --team nothing", &["assignment.view", "assignment.manage"], 5),
    ("assignment edit --team nothing --limit 3", &["assignment.manage"], 5),
    ("assignment run", &["assignment.manage"], 0),
    ("assignment run --dry-run", &["assignment.manage"], 0),
    ("assignment simulate", &["assignment.view", "assignment.manage"], 0),
    ("assignment simulate --team nothing", &["assignment.view", "assignment.manage"], 5),
    ("assignment explain 99", &["assignment.view", "assignment.manage"], 5),
    ("assignment rule list", &["assignment.view", "assignment.manage"], 0),
    ("assignment rule export", &["assignment.view", "assignment.manage"], 0),
    ("assignment rule add x --to-rep nobody", &["assignment.manage"], 5),
    ("assignment rule edit nothing --any", &["assignment.manage"], 5),
    ("assignment rule move nothing 1", &["assignment.manage"], 5),
    ("assignment rule remove nothing", &["assignment.manage"], 5),
    ("assignment rule import -", &["assignment.manage"], 8),
    ("ban list", &["bans.view", "bans.manage"], 0),
    ("ban show 99", &["bans.view", "bans.manage"], 5),
    ("ban check --email a@example.com", &["bans.view", "bans.manage"], 0),
    ("ban rehearse --running", &["bans.view", "bans.manage"], 0),
    ("ban add --person 1 --reason spam --for 3d", &["bans.manage"], 6),
    ("ban lift 99", &["bans.manage"], 5),
    ("ban rule list", &["bans.view", "bans.manage"], 0),
    ("ban rule set 1 3d", &["bans.manage"], 0),
    ("ban rule remove 99", &["bans.manage"], 5),
    ("ban reason list", &["bans.view", "bans.manage"], 0),
    ("ban reason add nothing", &["bans.manage"], 0),
    ("ban reason edit none --name x", &["bans.manage"], 5),
    ("ban reason remove nothing", &["bans.manage"], 0),
    ("import -", &[], 8),
    ("canned list", &["canned.view", "canned.manage"], 0),
    ("canned show nothing", &["canned.view", "canned.manage"], 5),
    ("canned render nothing --chat 1", &["canned.view", "canned.manage"], 5),
    ("canned lint", &["canned.view", "canned.manage"], 0),
    ("canned export -o -", &["canned.view", "canned.manage"], 0),
    ("canned add 1x {{", &["canned.manage"], 2),
    ("canned edit nothing --no-title", &["canned.manage"], 5),
    ("canned remove nothing", &["canned.manage"], 5),
    ("canned import - --dry-run", &["canned.manage"], 8),
];

/// Every permission there is, but for those on chats, of which one stands for all: those have a table of their own.
pub const PERMISSIONS: &[&str] = &[
    "chats.manage.all",
    "persons.view",
    "persons.manage",
    "bans.view",
    "bans.manage",
    "canned.view",
    "canned.manage",
    "assignment.view",
    "assignment.manage",
    "labels.view",
    "labels.manage",
    "teams.view",
    "teams.manage",
    "roles.view",
    "roles.manage",
    "retention.view",
    "retention.manage",
    "audit.read",
    "impersonate",
];
