//! Whether the plan that a dry run printed still holds.

use super::{Action, SAMPLE};
use crate::error::{Error, Result};
use crate::output::number::grouped;
use crate::store::{Store, Targets};

/// A plan holds while the same action finds the same chats, each as it was.
pub fn check(store: &Store, plan: &str, targets: &Targets, action: &Action<'_>) -> Result<()> {
    let parts: Vec<&str> = plan.split('-').collect();
    let number = |text: &str| text.parse::<i64>().ok().filter(|number| *number >= 0);
    let [operation, count, digest] = parts[..] else { return Err(no_token()) };
    let (Some(operation), Some(count)) = (number(operation), number(count)) else { return Err(no_token()) };
    if targets.token(action.command).rsplit('-').next() == Some(digest) {
        return Ok(());
    }
    let mut changed = Vec::new();
    for (chat, by) in targets.changed_since(operation) {
        if changed.len() == SAMPLE {
            changed.push("…".to_owned());
            break;
        }
        changed.push(format!("chat {chat} by operation {by} ({})", store.command_of(by)?));
    }
    let now = targets.chats.len();
    let mut why = match changed.is_empty() {
        true => String::new(),
        false => format!(": {}", changed.join(", ")),
    };
    if i64::try_from(now) != Ok(count) {
        why.push_str(&format!("; it was {} then and is {} now", grouped(count.unsigned_abs()), grouped(now as u64)));
    } else if why.is_empty() {
        why = ": it was made for another action, or for other chats".into();
    }
    Err(Error::conflict(format!("the plan is out of date{why}; nothing was done"))
        .hint("make a new one with --dry-run, and look at it again"))
}

fn no_token() -> Error {
    Error::usage("--plan is not a token of a dry run").hint("--dry-run prints it in its last line")
}
