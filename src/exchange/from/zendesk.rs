//! Chats of the Zendesk Chat API: chats with their history, and offline messages; as they are, or each in the envelope
//! of an Airbyte record.

use jiff::tz::TimeZone;

use super::event::{FileKeys, attachment, beside, pick, reps, rest, says, text_of};
use crate::exchange::chat_line::value::{Extra, add_beside, each, field, id, label, members, names, object, said};
use crate::exchange::chat_line::{Draft, ReadChat, Times, room};
use crate::exchange::json::{Kind, Value};
use crate::exchange::line_error::{LineError, Result};
use crate::model::message::{AuthorKind, Message};
use crate::model::person::{Person, Rep};

const FILE: FileKeys =
    FileKeys { name: &["name"], media_type: &["mime_type", "type"], size: &["size"], link: &["url"] };

/// What Airbyte's protocol sends beside records.
const ABOUT_AIRBYTE: [&str; 6] = ["STATE", "LOG", "TRACE", "CATALOG", "SPEC", "CONNECTION_STATUS"];

/// Reads a chat; `None` where an Airbyte record is of something else.
pub fn read(value: Value<'_>, zone: &TimeZone) -> Result<Option<ReadChat>> {
    let [kind, record, stream, data] = pick(value, ["type", "record", "stream", "data"])?;
    let kind = kind.map(text_of).transpose()?.flatten();
    match (record, stream.zip(data)) {
        (Some(record), _) if kind.as_deref() == Some("RECORD") => {
            read(record, zone).map_err(|error| error.within("record"))
        }
        (_, Some((stream, data))) if stream.kind() == Kind::Text => match &*stream.string()? {
            "chats" => chat(data, zone).map(Some).map_err(|error| error.within("data")),
            _ => Ok(None),
        },
        _ if kind.is_some_and(|kind| ABOUT_AIRBYTE.contains(&kind.as_str())) => Ok(None),
        _ => chat(value, zone).map(Some),
    }
}

fn chat(value: Value<'_>, zone: &TimeZone) -> Result<ReadChat> {
    let mut draft = Draft::of("zendesk", zone);
    let (mut agent_ids, mut agent_names, mut offline) = (Vec::new(), Vec::new(), None);
    object(value, |value, key| {
        match key {
            "id" => draft.id(value)?,
            "visitor" => draft.chat.person = person(value)?,
            "timestamp" => draft.chat.created = draft.times.moment(value)?,
            "end_timestamp" => draft.chat.closed = draft.times.moment(value)?,
            "update_timestamp" => draft.chat.updated = draft.times.moment(value)?,
            "tags" => draft.chat.tags = names(value)?,
            "department_name" => draft.chat.teams.extend(label(value)?),
            "rating" if says(value)? => field(value, "source_rating".to_owned(), &mut draft.beside)?,
            "message" => offline = said(value)?,
            "agent_ids" => agent_ids = labels(value)?,
            "agent_names" => agent_names = labels(value)?,
            "history" => {
                draft.has_messages = true;
                each(value, |value, index| {
                    room(index)?;
                    draft.chat.messages.push(message(value, &mut draft.times)?);
                    Ok(())
                })?;
            }
            _ => beside(&mut draft, value, key)?,
        }
        Ok(())
    })?;
    if let Some(text) = offline {
        draft.has_messages = true;
        let at = draft.chat.created;
        draft.chat.messages.push(Message { at, text, ..Message::of(AuthorKind::Person) });
    }
    if !draft.has_messages {
        return Err(LineError::new("is missing, and so is message").within("history"));
    }
    for message in draft.chat.messages.iter_mut().filter(|message| message.kind == AuthorKind::Person) {
        message.author.clone_from(&draft.chat.person.external_id);
    }
    let many = agent_ids.len().max(agent_names.len());
    let mut named = agent_names.into_iter();
    let mut numbered = agent_ids.into_iter();
    let one = |_| Rep { external_id: numbered.next(), name: named.next(), email: None };
    let found: Vec<Rep> = (0..many).map(one).collect();
    reps(&mut draft, found);
    draft.finish()
}

fn labels(value: Value<'_>) -> Result<Vec<String>> {
    let mut labels = Vec::new();
    each(value, |value, _| {
        labels.extend(label(value)?);
        Ok(())
    })?;
    Ok(labels)
}

fn person(value: Value<'_>) -> Result<Person> {
    let mut person = Person::default();
    let mut others = Vec::new();
    members(value, |value, key| {
        match key {
            "id" => person.external_id = id(value)?,
            "name" => person.name = said(value)?,
            "email" => person.email = said(value)?,
            "phone" => person.phone = said(value)?,
            _ if says(value)? => field(value, key.to_owned(), &mut others)?,
            _ => {}
        }
        Ok(())
    })?;
    add_beside(&mut person.fields, others);
    person.fields.sort_by(|(left, _), (right, _)| left.cmp(right));
    Ok(person)
}

/// A line of the history: what somebody wrote or sent, or what happened.
fn message(value: Value<'_>, times: &mut Times<'_>) -> Result<Message> {
    let mut message = Message::of(AuthorKind::System);
    let mut extra = Extra::default();
    let (mut what, mut nick, mut name, mut sender, mut told) = (None, None, None, None, None);
    object(value, |value, key| {
        match key {
            "timestamp" => message.at = times.moment(value)?,
            "type" => {
                what = said(value)?;
                rest(&mut extra, value, key)?;
            }
            "nick" => nick = said(value)?,
            "name" => {
                name = said(value)?;
                rest(&mut extra, value, key)?;
            }
            "sender_type" => sender = said(value)?,
            "msg" => message.text = said(value)?.unwrap_or_default(),
            "attachment" if value.kind() == Kind::Object => {
                message.attachments.push(attachment(value, &FILE)?);
                rest(&mut extra, value, key)?;
            }
            "new_rating" | "new_comment" => {
                told = label(value)?;
                rest(&mut extra, value, key)?;
            }
            _ => rest(&mut extra, value, key)?,
        }
        Ok(())
    })?;
    message.extra = extra.finish();
    let what = what.ok_or_else(|| LineError::new("is missing").within("type"))?;
    if !matches!(what.as_str(), "chat.msg" | "chat.file") {
        message.author = name;
        if message.text.is_empty() {
            message.text = told.map_or_else(|| what.clone(), |told| format!("{what}: {told}"));
        }
        return Ok(message);
    }
    let nick = nick.unwrap_or_default();
    let sender = sender.map(|sender| sender.to_ascii_lowercase());
    (message.kind, message.author) = match (sender.as_deref(), nick.strip_prefix("agent:")) {
        (Some("trigger"), _) | (_, Some("trigger")) => (AuthorKind::Ai, name),
        (Some("visitor"), _) => (AuthorKind::Person, None),
        (Some("agent"), agent) => (AuthorKind::Rep, agent.map(str::to_owned).or(name)),
        (_, Some(agent)) => (AuthorKind::Rep, Some(agent.to_owned())),
        _ if nick.starts_with("visitor") => (AuthorKind::Person, None),
        _ => return Err(LineError::new("expected visitor or agent:NUMBER").within("nick")),
    };
    Ok(message)
}
