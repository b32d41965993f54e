//! Conversations of Intercom's API: one by itself with its parts, and lists.

use jiff::tz::TimeZone;

use super::event::{FileKeys, attachments, beside, pick, reps, rest, says, text_of};
use super::html;
use crate::exchange::chat_line::value::{Extra, each, field, fields, id, label, members, names, object, said};
use crate::exchange::chat_line::{Draft, ReadChat, Times, room};
use crate::exchange::json::{Kind, Value};
use crate::exchange::line_error::{LineError, Result};
use crate::model::message::{AuthorKind, Message};
use crate::model::note::Note;
use crate::model::person::{Person, Rep};
use crate::model::status::Status;

const FILE: FileKeys = FileKeys { name: &["name"], media_type: &["content_type"], size: &["filesize"], link: &["url"] };

/// Who wrote a part.
#[derive(Default)]
struct Author {
    kind: AuthorKind,
    id: Option<String>,
    name: Option<String>,
    email: Option<String>,
}

/// A part of a conversation, and whether it is internal.
struct Part {
    message: Message,
    author: Author,
    is_note: bool,
}

/// Reads a conversation.
pub fn read(value: Value<'_>, zone: &TimeZone) -> Result<ReadChat> {
    let mut draft = Draft::of("intercom", zone);
    let mut parts = Vec::new();
    let mut assignee = None;
    let mut closed = None;
    let [source, listed, created] = pick(value, ["source", "conversation_parts", "created_at"])?;
    if let Some(created) = created {
        draft.chat.created = draft.times.moment(created).map_err(|error| error.within("created_at"))?;
    }
    if let Some(source) = source.filter(|value| value.kind() != Kind::Null) {
        let mut first = part(source, &mut draft.times).map_err(|error| error.within("source"))?;
        first.message.at = first.message.at.or(draft.chat.created);
        parts.push(first);
        draft.has_messages = true;
        if let [Some(app)] = pick(source, ["type"])? {
            draft.chat.app = text_of(app)?;
        }
    }
    if let Some(listed) = listed {
        draft.has_messages = true;
        let mut one = |value: Value<'_>, index| {
            room(index)?;
            parts.push(part(value, &mut draft.times)?);
            Ok(())
        };
        members(listed, |value, key| if key == "conversation_parts" { each(value, &mut one) } else { Ok(()) })
            .map_err(|error| error.within("conversation_parts"))?;
    }
    if !draft.has_messages {
        return Err(LineError::new("is missing, and so is source").within("conversation_parts"));
    }
    object(value, |value, key| {
        match key {
            "source" | "conversation_parts" | "type" | "created_at" => {}
            "id" => draft.id(value)?,
            "updated_at" => draft.chat.updated = draft.times.moment(value)?,
            "title" => draft.chat.description = said(value)?,
            "state" => draft.status(value)?,
            "contacts" => contacts(value, &mut draft)?,
            "tags" => draft.chat.tags = tags(value)?,
            "admin_assignee_id" => assignee = id(value)?.filter(|id| id != "0"),
            "custom_attributes" => fields(value, &mut draft.chat.fields)?,
            "conversation_rating" => rating(value, &mut draft)?,
            "statistics" => {
                if value.kind() == Kind::Object
                    && let [Some(last)] = pick(value, ["last_close_at"])?
                {
                    closed = draft.times.moment(last).map_err(|error| error.within("last_close_at"))?;
                }
                beside(&mut draft, value, key)?;
            }
            _ => beside(&mut draft, value, key)?,
        }
        Ok(())
    })?;
    if draft.chat.status == Status::Closed {
        draft.chat.closed = closed;
    }
    people(&mut draft, &parts, assignee);
    for Part { message, is_note, .. } in parts {
        if is_note {
            let Message { at, author, text, extra, .. } = message;
            draft.chat.notes.push(Note { at, author, text, color: None, extra });
        } else {
            draft.chat.messages.push(message);
        }
    }
    draft.finish()
}

/// The person and the rep are named where they wrote.
fn people(draft: &mut Draft<'_>, parts: &[Part], assignee: Option<String>) {
    let person = &mut draft.chat.person;
    for author in parts.iter().map(|part| &part.author).filter(|author| author.kind == AuthorKind::Person) {
        if person.external_id.is_none() {
            person.external_id.clone_from(&author.id);
        }
        if person.external_id == author.id {
            person.name = person.name.take().or_else(|| author.name.clone());
            person.email = person.email.take().or_else(|| author.email.clone());
        }
    }
    let rep = assignee.map(|id| {
        let wrote = parts.iter().map(|part| &part.author);
        let author =
            wrote.filter(|author| author.kind == AuthorKind::Rep).find(|author| author.id.as_ref() == Some(&id));
        let (name, email) = author.map(|author| (author.name.clone(), author.email.clone())).unwrap_or_default();
        Rep { external_id: Some(id), name, email }
    });
    reps(draft, rep.into_iter().collect());
}

/// The first contact is the person; the others take part.
fn contacts(value: Value<'_>, draft: &mut Draft<'_>) -> Result<()> {
    members(value, |value, key| {
        if key != "contacts" {
            return Ok(());
        }
        each(value, |value, index| {
            let mut contact = Person::default();
            let mut others = Vec::new();
            members(value, |value, key| {
                match key {
                    "id" => contact.external_id = id(value)?,
                    "name" => contact.name = said(value)?,
                    "email" => contact.email = said(value)?,
                    "phone" => contact.phone = said(value)?,
                    "type" => {}
                    _ if says(value)? => {
                        field(value, key.to_owned(), &mut others)?;
                    }
                    _ => {}
                }
                Ok(())
            })?;
            if index == 0 {
                others.sort_by(|(left, _), (right, _)| left.cmp(right));
                draft.chat.person = Person { fields: others, ..contact };
            } else {
                draft.chat.participants.extend(contact.external_id);
            }
            Ok(())
        })
    })
}

fn tags(value: Value<'_>) -> Result<Vec<String>> {
    let mut tags: Vec<String> = Vec::new();
    if value.kind() == Kind::Array {
        return names(value);
    }
    members(value, |value, key| {
        if key != "tags" {
            return Ok(());
        }
        each(value, |value, _| {
            let [name] = pick(value, ["name"])?;
            let name = name.map(said).transpose()?.flatten();
            tags.extend(name.filter(|name| !tags.contains(name)));
            Ok(())
        })
    })?;
    Ok(tags)
}

/// Theirs goes from 1 to 5 too; it has more than a score and a remark, which is kept.
fn rating(value: Value<'_>, draft: &mut Draft<'_>) -> Result<()> {
    if value.kind() != Kind::Object {
        return Ok(());
    }
    let [score, remark, at] = pick(value, ["rating", "remark", "created_at"])?;
    if let Some(score) = score {
        draft.rating(score)?;
    }
    if let Some(rating) = &mut draft.chat.rating {
        rating.comment = remark.map(said).transpose()?.flatten();
        rating.at = at.map(|at| draft.times.moment(at)).transpose()?.flatten();
    }
    beside(draft, value, "conversation_rating")
}

fn part(value: Value<'_>, times: &mut Times<'_>) -> Result<Part> {
    let mut part = Part { message: Message::of(AuthorKind::System), author: Author::default(), is_note: false };
    let Part { message, author, is_note } = &mut part;
    let mut extra = Extra::default();
    let (mut what, mut has_body) = (None, false);
    object(value, |value, key| {
        match key {
            "created_at" => message.at = times.moment(value)?,
            "author" => {
                *author = self::author(value)?;
                rest(&mut extra, value, key)?;
            }
            "body" => {
                let body = said(value)?.unwrap_or_default();
                has_body = !body.is_empty();
                message.text = html::text(&body);
                if message.text != body {
                    rest(&mut extra, value, key)?;
                }
            }
            "attachments" => attachments(value, &FILE, message, &mut extra)?,
            "part_type" => {
                what = said(value)?;
                rest(&mut extra, value, key)?;
            }
            "type" => {}
            _ => rest(&mut extra, value, key)?,
        }
        Ok(())
    })?;
    *is_note = what.as_deref() == Some("note");
    message.author.clone_from(&author.id);
    let is_said = has_body || !message.attachments.is_empty() || what.as_deref().is_none_or(|what| what == "comment");
    if is_said {
        message.kind = author.kind;
    } else {
        message.text = what.unwrap_or_default();
        message.author = author.name.clone().or_else(|| author.id.clone());
    }
    message.extra = extra.finish();
    Ok(part)
}

fn author(value: Value<'_>) -> Result<Author> {
    let mut author = Author { kind: AuthorKind::System, ..Author::default() };
    members(value, |value, key| {
        match key {
            "type" => {
                author.kind = match text_of(value)?.as_deref() {
                    Some("user" | "lead" | "contact") => AuthorKind::Person,
                    Some("admin" | "team") => AuthorKind::Rep,
                    Some("bot") => AuthorKind::Ai,
                    _ => return Err(value.wrong("user, lead, contact, admin, team or bot")),
                }
            }
            "id" => author.id = label(value)?,
            "name" => author.name = said(value)?,
            "email" => author.email = said(value)?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(author)
}
