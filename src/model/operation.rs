//! Operations, the record of changes: the rows of `audit list` and `audit show`, and anchors.

use std::fmt;

use super::record::{Cell, Column};
use super::time::Time;

/// One operation, or a work of several as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OperationRow {
    /// Its number; of a work, the first.
    pub operation: i64,
    /// When.
    pub at: Option<Time>,
    /// The rep whose account it was.
    pub actor: Option<String>,
    /// The account, by number.
    pub uid: i64,
    /// The rep whose rights counted, where that was another.
    pub behalf: Option<String>,
    /// The command, as it is typed.
    pub command: String,
    /// What it touched, and counts: `chats=4 tag=vip`.
    pub detail: String,
    /// Operations of the work.
    pub parts: i64,
    /// The first operation of the work it is a part of.
    pub part_of: Option<i64>,
    /// The work that it took back.
    pub undo_of: Option<i64>,
    /// The operation that took it back.
    pub undone_by: Option<i64>,
}

/// The columns of operations.
pub const OPERATIONS: &[Column<OperationRow>] = &[
    Column { name: "operation", shown: true, about: "its number", cell: |o| Cell::Number(o.operation) },
    Column { name: "time", shown: true, about: "when", cell: |o| Cell::time(o.at) },
    Column { name: "actor", shown: true, about: "who did it", cell: |o| Cell::text(o.actor.as_deref()) },
    Column {
        name: "behalf",
        shown: true,
        about: "whose rights counted, where that was another",
        cell: |o| Cell::text(o.behalf.as_deref()),
    },
    Column { name: "command", shown: true, about: "the command", cell: |o| Cell::Text(&o.command) },
    Column {
        name: "undone_by",
        shown: true,
        about: "the operation that took it back",
        cell: |o| Cell::number(o.undone_by),
    },
    Column { name: "detail", shown: true, about: "what it touched, and counts", cell: |o| Cell::Text(&o.detail) },
    Column { name: "undo_of", shown: false, about: "the operation it took back", cell: |o| Cell::number(o.undo_of) },
    Column { name: "uid", shown: false, about: "the account, by number", cell: |o| Cell::Number(o.uid) },
    Column { name: "parts", shown: false, about: "operations of the work", cell: |o| Cell::Number(o.parts) },
    Column {
        name: "part_of",
        shown: false,
        about: "the first operation of the work it is a part of",
        cell: |o| Cell::number(o.part_of),
    },
];

/// One value that an operation changed, or one row that it added or removed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TouchedRow {
    /// The operation.
    pub operation: i64,
    /// The chat it belongs to, by our number.
    pub chat: Option<i64>,
    /// What kind of row: `tag of a chat`.
    pub kind: &'static str,
    /// Which one.
    pub name: String,
    /// `added`, `changed` or `removed`.
    pub act: &'static str,
    /// The column that was changed.
    pub column: Option<String>,
    /// What was there before.
    pub before: Option<String>,
    /// What was there afterwards.
    pub after: Option<String>,
}

/// The columns of what an operation touched.
pub const TOUCHED: &[Column<TouchedRow>] = &[
    Column { name: "operation", shown: false, about: "the operation", cell: |t| Cell::Number(t.operation) },
    Column { name: "chat", shown: true, about: "the chat it belongs to", cell: |t| Cell::number(t.chat) },
    Column { name: "kind", shown: true, about: "what kind of row", cell: |t| Cell::Word(t.kind) },
    Column { name: "name", shown: true, about: "which one", cell: |t| Cell::Text(&t.name) },
    Column { name: "act", shown: true, about: "added, changed or removed", cell: |t| Cell::Word(t.act) },
    Column { name: "column", shown: true, about: "the value that changed", cell: |t| Cell::text(t.column.as_deref()) },
    Column { name: "before", shown: true, about: "what it was", cell: |t| Cell::text(t.before.as_deref()) },
    Column { name: "after", shown: true, about: "what it became", cell: |t| Cell::text(t.after.as_deref()) },
];

/// Where the record stood at one moment: kept outside, it shows what was changed in the record since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// What tells one repository from another: the digest of its first operation.
    pub repository: String,
    /// How many operations there were.
    pub count: i64,
    /// The digest of the last of them.
    pub head: String,
}

/// What an anchor begins with: the version of its form.
const MARK: &str = "livechats-audit-1";

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{MARK} repository={} operations={} head={}", self.repository, self.count, self.head)
    }
}

impl Anchor {
    /// Reads the line that an anchor is.
    pub fn parse(line: &str) -> Option<Self> {
        let mut words = line.split_ascii_whitespace();
        let mark = words.next()?;
        let mut value = |name: &str| words.next()?.strip_prefix(name)?.strip_prefix('=').map(str::to_owned);
        let (repository, count, head) = (value("repository")?, value("operations")?, value("head")?);
        let hex = |text: &str| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let count = count.parse().ok().filter(|count| *count > 0)?;
        let whole = mark == MARK && words.next().is_none() && hex(&repository) && hex(&head);
        whole.then(|| Self { repository: repository.to_ascii_lowercase(), count, head: head.to_ascii_lowercase() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_reads_as_it_is_written() {
        let anchor = Anchor { repository: "0f".repeat(32), count: 12, head: "ab".repeat(32) };
        let line = anchor.to_string();
        assert_eq!(Anchor::parse(&line), Some(anchor.clone()));
        assert_eq!(Anchor::parse(&format!("  {} \n", line.replace("ab", "AB"))), Some(anchor));
        for bad in [
            "",
            "livechats-audit-1",
            &line.replace("audit-1", "audit-2"),
            &line.replace("=12", "=0"),
            &line.replace("=12", "=-1"),
            &line[..line.len() - 1],
            &format!("{line} more"),
        ] {
            assert_eq!(Anchor::parse(bad), None, "{bad}");
        }
    }
}
