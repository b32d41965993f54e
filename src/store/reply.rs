//! What reps write.

use std::borrow::Cow;

use rusqlite::{Connection, OptionalExtension};

use super::act::{Side, touch};
use super::attachment::attach;
use super::canned::{FromCanned, Rendered, filled};
use super::change::{Act, Change};
use super::index::index_again;
use super::people::name_of_rep;
use super::person::refuse_erased_of_chat;
use super::transfer::assign;
use super::{Actor, Store};
use crate::error::{Error, Result};
use crate::model::attachment::{MOST_BYTES_OF_MESSAGE, NewAttachment};
use crate::model::chat::ChatName;
use crate::model::message::AuthorKind;
use crate::model::status::{Event, Status};

/// A message of a rep to the person.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The text, exact.
    pub text: String,
    /// The alias to write under; `None` for the rep's default, if they have one.
    pub alias: Option<String>,
    /// Files that hang on it, in order.
    pub attachments: Vec<NewAttachment>,
    /// The canned reply that makes the text, and whose files come before the others.
    pub canned: Option<FromCanned>,
    /// Make the rep the assignee first.
    pub takeover: bool,
}

/// A message that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replied {
    /// Number of the chat.
    pub chat: i64,
    /// The message's place in the thread.
    pub message: i64,
    /// Where the chat stood before.
    pub before: Status,
    /// Where it stands now.
    pub after: Status,
    /// Whether the rep became the assignee by it.
    pub taken_over: bool,
    /// The number of the operation.
    pub operation: i64,
}

/// A chat as a reply finds it.
struct Found {
    key: i64,
    status: Status,
    assignee: Option<i64>,
    messages: i64,
}

impl Store {
    /// Writes a message to the person, as the rep who has the chat.
    ///
    /// # Errors
    /// `NotFound` for a chat that is not there, is in the bin or cannot be seen, and for an alias the rep does not
    /// have; `Refused` where another rep has the chat, or it is closed; `Conflict` where the person was
    /// erased; what a canned reply cannot be filled in with.
    pub fn reply(&mut self, actor: &Actor, name: &ChatName, reply: &Reply) -> Result<Replied> {
        let targets = self.targets_named(std::slice::from_ref(name), Side::Live)?;
        let id = targets.chats.first().map(|chat| chat.id).ok_or_else(|| Error::bug("a chat has no number"))?;
        self.change(actor, Act::of("reply"), |change| {
            let rep = change.permit.rep();
            let chat = find(change.transaction, id)?.ok_or_else(|| Error::not_found(format!("no chat {name}")))?;
            refuse_erased_of_chat(change.transaction, chat.key)?;
            let closed = || {
                Error::refused(format!("chat {id} is closed: it is back with its AI assistant"))
                    .hint("the person's next handoff is a new chat: livechats handoff")
            };
            let own = chat.assignee == Some(rep);
            if !own && !reply.takeover && chat.status != Status::Closed {
                return Err(not_yours(change.transaction, id, chat.assignee)?);
            }
            let mut status = chat.status;
            if !own {
                status = status.after(Event::Assigned).ok_or_else(closed)?;
            }
            status = status.after(Event::Replied).ok_or_else(closed)?;
            if !own {
                assign(change, chat.key, rep, status)?;
            }
            let alias = alias(change.transaction, rep, reply.alias.as_deref())?;
            let message = chat.messages + 1;
            let (text, files) = content(change, chat.key, reply, alias.as_deref())?;
            write(change, chat.key, message, author(change, alias.as_deref())?, &text)?;
            attach(change, chat.key, message, &files)?;
            change
                .transaction
                .prepare_cached("UPDATE chat SET status = ?2, message_count = ?3, last_message_at = ?4 WHERE key = ?1")?
                .execute([chat.key, status.number(), message, change.now.micros()])?;
            touch(change, chat.key)?;
            index_again(change.transaction, chat.key)?;
            change.count("chat", id);
            change.count("message", message);
            change.count("attachments", i64::try_from(files.len()).unwrap_or(i64::MAX));
            let operation = change.operation;
            Ok(Replied { chat: id, message, before: chat.status, after: status, taken_over: !own, operation })
        })
    }
}

/// The text and the files of a message.
fn content<'r>(
    change: &mut Change<'_>,
    key: i64,
    reply: &'r Reply,
    alias: Option<&str>,
) -> Result<(Cow<'r, str>, Cow<'r, [NewAttachment]>)> {
    let Some(canned) = &reply.canned else {
        return Ok((Cow::Borrowed(&reply.text), Cow::Borrowed(&reply.attachments)));
    };
    let Rendered { text, mut files, .. } = filled(change, key, canned, alias)?;
    files.extend(reply.attachments.iter().cloned());
    if files.iter().map(|file| file.content.len() as u64).sum::<u64>() > MOST_BYTES_OF_MESSAGE {
        return Err(Error::limit("more than 25 MiB are attached to one message; nothing was written")
            .hint("send them in several messages"));
    }
    Ok((Cow::Owned(text), Cow::Owned(files)))
}

fn find(connection: &Connection, id: i64) -> Result<Option<Found>> {
    // The number of the last message, and not how many there are: both are the same in a sound file.
    let mut statement = connection.prepare_cached(
        "SELECT key, status, assignee_id, (SELECT coalesce(max(number), 0) FROM message WHERE chat_key = chat.key)
         FROM chat WHERE id = ?1 AND deleted_at IS NULL",
    )?;
    let found = statement
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .optional()?
        .map(|(key, status, assignee, messages)| {
            let status =
                Status::from_number(status).ok_or_else(|| Error::damaged(format!("chat {id} has no status")))?;
            Ok(Found { key, status, assignee, messages })
        });
    found.transpose()
}

fn not_yours(connection: &Connection, id: i64, assignee: Option<i64>) -> Result<Error> {
    let whose = match assignee {
        Some(rep) => format!("{} has chat {id}", name_of_rep(connection, rep)?),
        None => format!("nobody has chat {id} yet"),
    };
    Ok(Error::refused(whose).hint("--takeover makes it yours in the same step"))
}

/// The alias to write under: the one named, else the rep's default.
pub(super) fn alias(connection: &Connection, rep: i64, named: Option<&str>) -> Result<Option<String>> {
    let Some(named) = named else {
        let mut statement = connection
            .prepare_cached("SELECT name FROM rep_alias WHERE rep_id = ?1 AND preferred = 1 AND removed_at IS NULL")?;
        return Ok(statement.query_row([rep], |row| row.get(0)).optional()?);
    };
    let mut statement = connection.prepare_cached(
        "SELECT name FROM rep_alias WHERE rep_id = ?1 AND removed_at IS NULL ORDER BY preferred DESC, id",
    )?;
    let aliases: Vec<String> = statement.query_map([rep], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    if aliases.iter().any(|alias| alias == named) {
        return Ok(Some(named.to_owned()));
    }
    let hint = match aliases.is_empty() {
        true => "you have none; without --alias you write under your own name".to_owned(),
        false => format!("yours are {}", aliases.join(", ")),
    };
    Err(Error::not_found(format!("you have no alias {named}")).hint(hint))
}

/// The author that whoever acts is, under this alias.
fn author(change: &Change<'_>, alias: Option<&str>) -> Result<i64> {
    let connection = change.transaction;
    let name = name_of_rep(connection, change.permit.rep())?;
    let kind = AuthorKind::Rep.number();
    // By name first: that is what the table has an index on.
    let known = connection
        .prepare_cached(
            "SELECT id FROM author WHERE name = ?1 AND kind = ?2 AND source_id IS NULL AND rep_id = ?3 AND alias IS ?4",
        )?
        .query_row((&name, kind, change.permit.rep(), alias), |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    connection.prepare_cached("INSERT INTO author (kind, name, rep_id, alias) VALUES (?1, ?2, ?3, ?4)")?.execute((
        kind,
        &name,
        change.permit.rep(),
        alias,
    ))?;
    Ok(connection.last_insert_rowid())
}

fn write(change: &Change<'_>, key: i64, number: i64, author: i64, text: &str) -> Result<()> {
    change
        .transaction
        .prepare_cached("INSERT INTO message (chat_key, number, sent_at, author_id, text) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute((key, number, change.now.micros(), author, text))?;
    Ok(())
}
