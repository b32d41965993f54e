//! Conversations of Chatwoot's API, with the messages they have.

use jiff::tz::TimeZone;

use super::event::{FileKeys, attachments, beside, pick, reps, rest, says, text_of};
use crate::exchange::chat_line::value::{
    Extra, add_beside, each, field, fields, id, label, members, names, object, said,
};
use crate::exchange::chat_line::{Draft, ReadChat, room};
use crate::exchange::json::{Kind, Value};
use crate::exchange::line_error::{LineError, Result};
use crate::model::field::FieldValue;
use crate::model::message::{AuthorKind, Message};
use crate::model::note::Note;
use crate::model::person::{Person, Rep};

const FILE: FileKeys = FileKeys {
    name: &["file_name", "fallback_title"],
    media_type: &["content_type"],
    size: &["file_size"],
    link: &["data_url", "external_url"],
};

/// Reads a conversation.
pub fn read(value: Value<'_>, zone: &TimeZone) -> Result<ReadChat> {
    let mut draft = Draft::of("chatwoot", zone);
    object(value, |value, key| {
        match key {
            "id" => draft.id(value)?,
            "meta" => meta(value, &mut draft)?,
            "channel" => draft.chat.app = app(value)?,
            "created_at" => draft.chat.created = draft.times.moment(value)?,
            "updated_at" => draft.chat.updated = draft.times.moment(value)?,
            "labels" => draft.chat.tags = names(value)?,
            "status" => draft.status(value)?,
            "custom_attributes" => fields(value, &mut draft.chat.fields)?,
            // The last of its messages, once more.
            "last_non_activity_message" => {}
            "messages" => {
                draft.has_messages = true;
                each(value, |value, index| {
                    room(index)?;
                    message(value, &mut draft)
                })?;
            }
            _ => beside(&mut draft, value, key)?,
        }
        Ok(())
    })?;
    draft.finish()
}

/// `Channel::WebWidget` is a web widget.
fn app(value: Value<'_>) -> Result<Option<String>> {
    let name = text_of(value)?;
    Ok(name.map(|name| name.strip_prefix("Channel::").map(str::to_owned).unwrap_or(name)))
}

fn meta(value: Value<'_>, draft: &mut Draft<'_>) -> Result<()> {
    members(value, |value, key| {
        match key {
            "sender" => draft.chat.person = person(value)?,
            "assignee" => {
                let rep = rep(value)?;
                reps(draft, rep.into_iter().collect());
            }
            "team" if value.kind() == Kind::Object => {
                let [name] = pick(value, ["name"])?;
                draft.chat.teams.extend(name.map(said).transpose()?.flatten());
            }
            "channel" => draft.chat.app = app(value)?,
            _ => beside(draft, value, &format!("meta.{key}"))?,
        }
        Ok(())
    })
}

fn person(value: Value<'_>) -> Result<Person> {
    let mut person = Person::default();
    let mut others = Vec::new();
    members(value, |value, key| {
        match key {
            "id" => person.external_id = id(value)?,
            "name" => person.name = said(value)?,
            "email" => person.email = said(value)?,
            "phone_number" => person.phone = said(value)?,
            "custom_attributes" => fields(value, &mut person.fields)?,
            "type" => {}
            _ if says(value)? => field(value, key.to_owned(), &mut others)?,
            _ => {}
        }
        Ok(())
    })?;
    add_beside(&mut person.fields, others);
    person.fields.sort_by(|(left, _), (right, _)| left.cmp(right));
    Ok(person)
}

fn rep(value: Value<'_>) -> Result<Option<Rep>> {
    let mut rep = Rep::default();
    members(value, |value, key| {
        match key {
            "id" => rep.external_id = id(value)?,
            "name" => rep.name = said(value)?,
            "email" => rep.email = said(value)?,
            _ => {}
        }
        Ok(())
    })?;
    Ok((rep != Rep::default()).then_some(rep))
}

fn message(value: Value<'_>, draft: &mut Draft<'_>) -> Result<()> {
    let mut message = Message::of(AuthorKind::System);
    let mut extra = Extra::default();
    let (mut sender_type, mut sender_name, mut is_private, mut has_kind) = (None, None, false, false);
    object(value, |value, key| {
        match key {
            "created_at" => message.at = draft.times.moment(value)?,
            "content" => message.text = said(value)?.unwrap_or_default(),
            "message_type" => {
                message.kind = kind(value)?;
                has_kind = true;
            }
            "private" if value.kind() == Kind::Toggle => is_private = value.toggle(),
            "sender_type" => sender_type = sender_type.take().or(text_of(value)?),
            "sender_id" => message.author = message.author.take().or(label(value)?),
            "sender" if value.kind() == Kind::Object => {
                let [id, name, what] = pick(value, ["id", "name", "type"])?;
                message.author = id.map(label).transpose()?.flatten().or(message.author.take());
                sender_name = name.map(text_of).transpose()?.flatten();
                sender_type = what.map(text_of).transpose()?.flatten().or(sender_type.take());
                rest(&mut extra, value, key)?;
            }
            "attachments" => attachments(value, &FILE, &mut message, &mut extra)?,
            "content_attributes" => {
                survey(value, draft)?;
                rest(&mut extra, value, key)?;
            }
            // Of the conversation, in each of its messages.
            "account_id" | "inbox_id" | "conversation_id" | "conversation" | "processed_message_content" => {}
            _ => rest(&mut extra, value, key)?,
        }
        Ok(())
    })?;
    if !has_kind {
        return Err(LineError::new("is missing").within("message_type"));
    }
    let is_bot = sender_type.is_some_and(|what| !matches!(what.to_ascii_lowercase().as_str(), "user" | "contact"));
    if message.kind == AuthorKind::Rep && is_bot {
        message.kind = AuthorKind::Ai;
        message.author = sender_name.or(message.author);
    }
    message.extra = extra.finish();
    if is_private {
        let Message { at, author, text, extra, .. } = message;
        draft.chat.notes.push(Note { at, author, text, color: None, extra });
    } else {
        draft.chat.messages.push(message);
    }
    Ok(())
}

/// Who speaks: 0 incoming, 1 outgoing, 2 activity, 3 template, which the system sends by itself.
fn kind(value: Value<'_>) -> Result<AuthorKind> {
    match label(value)?.as_deref() {
        Some("0" | "incoming") => Ok(AuthorKind::Person),
        Some("1" | "outgoing") => Ok(AuthorKind::Rep),
        Some("2" | "activity") => Ok(AuthorKind::System),
        Some("3" | "template") => Ok(AuthorKind::Ai),
        _ => Err(value.wrong("0 to 3, or incoming, outgoing, activity or template")),
    }
}

/// The answer to the question how satisfied the person was.
fn survey(value: Value<'_>, draft: &mut Draft<'_>) -> Result<()> {
    if value.kind() != Kind::Object {
        return Ok(());
    }
    let [Some(values)] = pick(value, ["submitted_values"])? else { return Ok(()) };
    if values.kind() != Kind::Object {
        return Ok(());
    }
    let [Some(answer)] = pick(values, ["csat_survey_response"])? else { return Ok(()) };
    if answer.kind() != Kind::Object {
        return Ok(());
    }
    let [score, comment] = pick(answer, ["rating", "feedback_message"])?;
    if let Some(score) = score {
        draft.rating(score)?;
    }
    let comment = comment.map(text_of).transpose()?.flatten();
    match (&mut draft.chat.rating, comment) {
        (Some(rating), comment) => rating.comment = comment,
        (None, Some(comment)) => draft.beside.push(("source_rating_comment".to_owned(), FieldValue::Text(comment))),
        (None, None) => {}
    }
    Ok(())
}
