//! Chats of LiveChat (text.com): archived ones as its API lists them, and the webhook of an incoming chat. A thread of
//! theirs is a chat of ours: their chat goes on for as long as they know the customer.

use jiff::tz::TimeZone;

use super::event::{FileKeys, attachment, beside, pick, reps, rest, says, text_of};
use crate::exchange::chat_line::value::{Extra, add_beside, each, field, id, label, members, names, object, said};
use crate::exchange::chat_line::{Draft, ReadChat, Times, room};
use crate::exchange::json::{Kind, Value};
use crate::exchange::line_error::{LineError, Result, shown};
use crate::model::field::FieldValue;
use crate::model::message::{AuthorKind, Message};
use crate::model::note::Note;
use crate::model::person::{Person, Rep};
use crate::model::status::Status;

const FILE: FileKeys = FileKeys { name: &["name"], media_type: &["content_type"], size: &["size"], link: &["url"] };

/// Reads a chat, also one in a webhook.
pub fn read(value: Value<'_>, zone: &TimeZone) -> Result<ReadChat> {
    if let [Some(payload)] = pick(value, ["payload"])? {
        let [chat] = pick(payload, ["chat"]).map_err(|error| error.within("payload"))?;
        let chat = chat.ok_or_else(|| LineError::new("is missing").within("chat").within("payload"))?;
        return self::chat(chat, zone).map_err(|error| error.within("chat").within("payload"));
    }
    chat(value, zone)
}

fn chat(value: Value<'_>, zone: &TimeZone) -> Result<ReadChat> {
    let mut draft = Draft::of("livechat", zone);
    let mut users = Users::default();
    let [listed, thread] = pick(value, ["users", "thread"])?;
    if let Some(listed) = listed {
        each(listed, |value, _| users.add(value)).map_err(|error| error.within("users"))?;
    }
    let thread = thread.ok_or_else(|| LineError::new("is missing: only whole chats can be taken").within("thread"))?;
    read_thread(thread, &users, &mut draft).map_err(|error| error.within("thread"))?;
    object(value, |value, key| {
        match key {
            "users" | "thread" => {}
            "id" => {
                if let Some(chat) = id(value)? {
                    draft.beside.push(("chat_id".to_owned(), FieldValue::Text(chat)));
                }
            }
            _ => beside(&mut draft, value, key)?,
        }
        Ok(())
    })?;
    let mut persons = users.persons.into_iter();
    draft.chat.person = persons.next().unwrap_or_default();
    draft.chat.participants.extend(persons.filter_map(|person| person.external_id));
    reps(&mut draft, users.reps);
    draft.finish()
}

/// Who takes part.
#[derive(Default)]
struct Users {
    persons: Vec<Person>,
    reps: Vec<Rep>,
}

impl Users {
    fn add(&mut self, value: Value<'_>) -> Result<()> {
        let (mut person, mut others, mut kind) = (Person::default(), Vec::new(), None);
        members(value, |value, key| {
            match key {
                "id" => person.external_id = id(value)?,
                "name" => person.name = said(value)?,
                "email" => person.email = said(value)?,
                "type" => kind = said(value)?,
                _ if says(value)? => field(value, key.to_owned(), &mut others)?,
                _ => {}
            }
            Ok(())
        })?;
        match kind.as_deref() {
            Some("customer") => {
                add_beside(&mut person.fields, others);
                person.fields.sort_by(|(left, _), (right, _)| left.cmp(right));
                self.persons.push(person);
            }
            Some("agent") => {
                self.reps.push(Rep { external_id: person.external_id, name: person.name, email: person.email });
            }
            _ => return Err(LineError::new("expected customer or agent").within("type")),
        }
        Ok(())
    }

    fn kind(&self, author: &str) -> Option<AuthorKind> {
        let is = |id: &Option<String>| id.as_deref() == Some(author);
        if self.persons.iter().any(|person| is(&person.external_id)) {
            return Some(AuthorKind::Person);
        }
        self.reps.iter().any(|rep| is(&rep.external_id)).then_some(AuthorKind::Rep)
    }
}

fn read_thread(value: Value<'_>, users: &Users, draft: &mut Draft<'_>) -> Result<()> {
    object(value, |value, key| {
        match key {
            "id" => draft.id(value)?,
            "created_at" => draft.chat.created = draft.times.moment(value)?,
            "active" if value.kind() == Kind::Toggle => {
                draft.stands(if value.toggle() { Status::Open } else { Status::Closed });
            }
            "tags" => draft.chat.tags = names(value)?,
            "user_ids" => {}
            "events" => {
                draft.has_messages = true;
                each(value, |value, index| {
                    room(index)?;
                    let (message, is_internal) = event(value, users, &mut draft.times)?;
                    if is_internal {
                        let Message { at, author, text, extra, .. } = message;
                        draft.chat.notes.push(Note { at, author, text, color: None, extra });
                    } else {
                        draft.chat.messages.push(message);
                    }
                    Ok(())
                })?;
            }
            _ => {
                if key == "properties" {
                    rating(value, draft)?;
                }
                beside(draft, value, &format!("thread.{key}"))?;
            }
        }
        Ok(())
    })
}

/// Good or bad, which is no score of ours.
fn rating(value: Value<'_>, draft: &mut Draft<'_>) -> Result<()> {
    members(value, |value, key| {
        if key != "rating" || value.kind() != Kind::Object {
            return Ok(());
        }
        members(value, |value, key| match key {
            "score" if value.kind() == Kind::Object => {
                let [value] = pick(value, ["value"])?;
                value.map_or(Ok(()), |value| field(value, "source_rating".to_owned(), &mut draft.beside))
            }
            "score" => field(value, "source_rating".to_owned(), &mut draft.beside),
            _ => Ok(()),
        })
    })
}

/// An event as a message, and whether only agents could see it.
fn event(value: Value<'_>, users: &Users, times: &mut Times<'_>) -> Result<(Message, bool)> {
    let mut message = Message::of(AuthorKind::System);
    let mut extra = Extra::default();
    let (mut what, mut words, mut is_internal) = (None, Vec::new(), false);
    object(value, |value, key| {
        match key {
            "created_at" => message.at = times.moment(value)?,
            "author_id" => message.author = label(value)?,
            "text" => message.text = said(value)?.unwrap_or_default(),
            "type" => {
                what = said(value)?;
                rest(&mut extra, value, key)?;
            }
            "recipients" | "visibility" => {
                is_internal |= text_of(value)?.as_deref() == Some("agents");
                rest(&mut extra, value, key)?;
            }
            "fields" | "elements" => {
                each(value, |value, _| words_of(value, &mut words))?;
                rest(&mut extra, value, key)?;
            }
            _ => rest(&mut extra, value, key)?,
        }
        Ok(())
    })?;
    let what = what.ok_or_else(|| LineError::new("is missing").within("type"))?;
    if what == "file" {
        message.attachments.push(attachment(value, &FILE)?);
    }
    if message.text.is_empty() {
        message.text = words.join("\n");
    }
    message.extra = extra.finish();
    let author = message.author.as_deref().filter(|_| what != "system_message");
    if let Some(author) = author {
        let unknown = || LineError::new(format!("none of the chat's users: {}", shown(author))).within("author_id");
        message.kind = users.kind(author).ok_or_else(unknown)?;
    }
    if message.text.is_empty() && message.attachments.is_empty() {
        message.text = what;
    }
    Ok((message, is_internal))
}

/// The words of a form that was filled in, or of a card.
fn words_of(value: Value<'_>, words: &mut Vec<String>) -> Result<()> {
    if value.kind() != Kind::Object {
        return Ok(());
    }
    let mut line = Vec::new();
    for part in pick(value, ["label", "value", "answer", "title", "subtitle"])?.into_iter().flatten() {
        match part.kind() {
            Kind::Object => {
                let [label] = pick(part, ["label"])?;
                line.extend(label.map(text_of).transpose()?.flatten());
            }
            Kind::Text => line.extend(said(part)?),
            _ => {}
        }
    }
    if !line.is_empty() {
        words.push(line.join(" "));
    }
    Ok(())
}
