//! Chats that Telegram Desktop exports as `result.json`: one, or the list of all.

use super::event::{beside, bytes_of, named, pick, reps, rest, text_of};
use super::senders::{Roles, Sender, Senders};
use super::{Fault, Hints, Read};
use crate::exchange::chat_line::value::{Extra, each, label, object, said};
use crate::exchange::chat_line::{Draft, Times, room};
use crate::exchange::json::{Kind, Value};
use crate::exchange::line_error::{LineError, Result};
use crate::model::attachment::Attachment;
use crate::model::message::{AuthorKind, Message};
use crate::model::person::{Person, Rep};

/// Members that name a file which belongs to a message.
const FILES: [&str; 3] = ["file", "photo", "contact_vcard"];

/// Reads a chat.
pub fn read(value: Value<'_>, hints: &Hints) -> Read {
    let [name, kind, id, messages] = pick(value, ["name", "type", "id", "messages"])?;
    let messages = messages.ok_or_else(|| LineError::new("is missing").within("messages"))?;
    let name = name.map(text_of).transpose()?.flatten();
    let peer = match (kind.map(text_of).transpose()?.flatten().as_deref(), id) {
        (Some("personal_chat"), Some(id)) => {
            label(id).map_err(|error| error.within("id"))?.map(|id| format!("user{id}"))
        }
        _ => None,
    };
    let senders = senders(messages).map_err(|error| error.within("messages"))?;
    let roles = senders.roles(&hints.reps, |sender| {
        let is_peer = sender.id.as_ref()? == peer.as_ref()?;
        Some(if is_peer { AuthorKind::Person } else { AuthorKind::Rep })
    })?;
    let mut draft = Draft::of("telegram", &hints.zone);
    draft.chat.app = Some("telegram".to_owned());
    fill(&mut draft, value, &roles)?;
    people(&mut draft, &roles, peer, name);
    if !draft.has_id {
        draft.chat.external_id = digest(messages)?;
        draft.has_id = true;
    }
    draft.chat.created = draft.chat.messages.first().and_then(|message| message.at);
    draft.reps.clone_from(&roles.found);
    Ok(Some(Box::new(draft.finish()?)))
}

fn fill(draft: &mut Draft<'_>, value: Value<'_>, roles: &Roles) -> Result<()> {
    object(value, |value, key| {
        match key {
            "name" => {}
            "id" => draft.id(value)?,
            "messages" => {
                draft.has_messages = true;
                each(value, |value, index| {
                    room(index)?;
                    draft.chat.messages.push(message(value, roles, &mut draft.times)?);
                    Ok(())
                })?;
            }
            _ => beside(draft, value, key)?,
        }
        Ok(())
    })
}

/// The other side of a personal chat is its person, also where they never wrote; else the first who is no rep.
fn people(draft: &mut Draft<'_>, roles: &Roles, peer: Option<String>, name: Option<String>) {
    let mut persons = roles.of(AuthorKind::Person);
    let (peer_wrote, first) = match peer {
        Some(peer) if roles.of(AuthorKind::Rep).all(|rep| rep.id.as_ref() != Some(&peer)) => {
            let wrote = persons.clone().find(|person| person.id.as_ref() == Some(&peer)).cloned();
            (true, Some(Sender { id: Some(peer), name: wrote.and_then(|wrote| wrote.name).or_else(|| name.clone()) }))
        }
        _ => (false, persons.next().cloned()),
    };
    let others = persons.filter(|person| !peer_wrote || Some(&person.id) != first.as_ref().map(|first| &first.id));
    draft.chat.participants = others.filter_map(Sender::author).cloned().collect();
    if !peer_wrote {
        draft.chat.description = name;
    }
    if let Some(Sender { id, name }) = first {
        draft.chat.person = Person { external_id: id, name, ..Person::default() };
    }
    let found = roles.of(AuthorKind::Rep).cloned();
    reps(draft, found.map(|Sender { id, name }| Rep { external_id: id, name, email: None }).collect());
}

/// All who wrote.
fn senders(messages: Value<'_>) -> Result<Senders> {
    let mut senders = Senders::default();
    each(messages, |value, _| {
        let [kind, from, from_id] = pick(value, ["type", "from", "from_id"])?;
        if kind.map(text_of).transpose()?.flatten().as_deref() != Some("service") {
            senders.add(sender(from, from_id)?);
        }
        Ok(())
    })?;
    Ok(senders)
}

fn sender(from: Option<Value<'_>>, from_id: Option<Value<'_>>) -> Result<Sender> {
    let name = from.map(said).transpose().map_err(|error| error.within("from"))?.flatten();
    let id = from_id.map(label).transpose().map_err(|error| error.within("from_id"))?.flatten();
    if name.is_none() && id.is_none() {
        return Err(LineError::new("is missing, and so is from_id").within("from"));
    }
    // Older versions wrote the number alone.
    let id = id.map(|id| if id.bytes().all(|byte| byte.is_ascii_digit()) { format!("user{id}") } else { id });
    Ok(Sender { id, name })
}

fn message(value: Value<'_>, roles: &Roles, times: &mut Times<'_>) -> Result<Message> {
    let mut message = Message::of(AuthorKind::System);
    let mut extra = Extra::default();
    let [kind, from, from_id, actor, action, unixtime, size, photo_size] =
        pick(value, ["type", "from", "from_id", "actor", "action", "date_unixtime", "file_size", "photo_file_size"])?;
    let is_service = kind.map(text_of).transpose()?.flatten().as_deref() == Some("service");
    if is_service {
        message.author = actor.map(text_of).transpose()?.flatten();
    } else {
        let sender = sender(from, from_id)?;
        message.kind = roles.kind(&sender);
        message.author = sender.author().cloned();
    }
    let mut file = Attachment { name: String::new(), media_type: None, size: 0, link: None };
    let mut place = None;
    object(value, |value, key| {
        match key {
            "date" if unixtime.is_none() => message.at = times.read(value)?,
            "date_unixtime" => message.at = times.moment(value)?,
            "text" => {
                message.text = words(value)?;
                if value.kind() == Kind::Array {
                    rest(&mut extra, value, key)?;
                }
            }
            "type" | "from_id" | "date" | "text_entities" => {}
            "actor" | "action" if is_service => {
                if key == "action" {
                    rest(&mut extra, value, key)?;
                }
            }
            "from" => {
                if message.author.as_deref() != text_of(value)?.as_deref() {
                    rest(&mut extra, value, "from_name")?;
                }
            }
            _ if FILES.contains(&key) => {
                place = text_of(value)?;
                rest(&mut extra, value, key)?;
            }
            "file_name" => file.name = text_of(value)?.unwrap_or_default(),
            "mime_type" => file.media_type = text_of(value)?,
            _ => rest(&mut extra, value, key)?,
        }
        Ok(())
    })?;
    if is_service && message.text.is_empty() {
        message.text = action.map(text_of).transpose()?.flatten().unwrap_or_default();
    }
    if let Some(place) = place {
        // What was left out of the export stands in brackets.
        let left_out = place.starts_with('(');
        file.size = size.or(photo_size).map(bytes_of).transpose()?.unwrap_or(0);
        if file.name.is_empty() {
            file.name = if left_out { place } else { place.rsplit('/').next().unwrap_or_default().to_owned() };
        }
        message.attachments.push(named(file));
    }
    message.extra = extra.finish();
    Ok(message)
}

/// A text, or the pieces of one: plain, or with a style.
fn words(value: Value<'_>) -> Result<String> {
    match value.kind() {
        Kind::Text => Ok(value.string()?.into_owned()),
        Kind::Null => Ok(String::new()),
        Kind::Array => {
            let mut text = String::new();
            value.array(|value, _| {
                let piece = if value.kind() == Kind::Object {
                    let [piece] = pick(value, ["text"])?;
                    piece.ok_or_else(|| LineError::new("is missing").within("text"))?
                } else {
                    value
                };
                if piece.kind() != Kind::Text {
                    return Err(piece.wrong("a text"));
                }
                text.push_str(&piece.string()?);
                Ok(())
            })?;
            Ok(text)
        }
        _ => Err(value.wrong("a text or an array of texts")),
    }
}

/// What a chat without an ID is called: what tells its first message from all others.
fn digest(messages: Value<'_>) -> std::result::Result<String, Fault> {
    let mut first = Vec::new();
    each(messages, |value, index| if index == 0 { value.compact(&mut first) } else { Ok(()) })?;
    if first.is_empty() {
        return Err(LineError::new("is missing, and there is no message to tell the chat by").within("id").into());
    }
    Ok(super::digest(&first))
}
