//! What every transcript says in the same words: who spoke, and when, counted from the start of a chat.

use super::chat::WholeChat;
use super::message::{AuthorKind, Message};

/// What to call the author of a message: the name that the chat knows, else what the source said; empty where nobody
/// said anything.
pub fn author(chat: &WholeChat, message: &Message) -> String {
    let said = message.author.clone().unwrap_or_default();
    let name = match (message.kind, &chat.rep) {
        (AuthorKind::Person, _) if chat.person.external_id == message.author => chat.person.name.clone(),
        (AuthorKind::Rep, Some(rep)) if rep.external_id == message.author => rep.name.clone(),
        _ => None,
    };
    let name = name.unwrap_or(said);
    match &message.alias {
        Some(alias) => format!("{name} as {alias}"),
        None => name,
    }
}

/// Microseconds from the start of the chat as minutes and seconds: `+2:05`.
pub fn from_start(offset: i64) -> String {
    let seconds = offset.unsigned_abs() / 1_000_000;
    let sign = if offset < 0 { '-' } else { '+' };
    format!("{sign}{}:{:02}", seconds / 60, seconds % 60)
}
