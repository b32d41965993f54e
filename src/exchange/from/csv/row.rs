//! What the cells of a row become.

use super::table::{Column, Row};
use crate::exchange::chat_line::{Draft, Times};
use crate::exchange::json::is_number;
use crate::exchange::line_error::{LineError, Result, shown};
use crate::model::chat::Rating;
use crate::model::field::FieldValue;
use crate::model::json::push_string;
use crate::model::message::{AuthorKind, Message};
use crate::model::person::Rep;
use crate::model::status::Status;

/// What a chat without a source is from: its number is then its ID.
const SOURCE: &str = "livechats";

/// Bytes an ID can have.
const MAX_ID: usize = 1024;

/// A column of a file of chats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChatColumn {
    /// Our number.
    Id,
    /// The source's name.
    Source,
    /// The source's ID.
    External,
    /// Another that we write.
    Own(&'static str),
    /// A custom field.
    Field(String),
    /// None that we write.
    Unknown(String),
}

/// What we write beside the name of a chat.
const OWN: [&str; 20] = [
    "created",
    "closed",
    "updated",
    "status",
    "app",
    "person",
    "email",
    "phone",
    "person_id",
    "assignee",
    "tags",
    "teams",
    "rating",
    "description",
    "language",
    "messages",
    "preview",
    "last_message",
    "deleted",
    "holds",
];

impl Column for ChatColumn {
    fn named(name: &str) -> Self {
        match (name, name.strip_prefix("field.")) {
            ("id", _) => Self::Id,
            ("source", _) => Self::Source,
            ("external", _) => Self::External,
            (_, Some(field)) if !field.is_empty() => Self::Field(field.to_owned()),
            _ => match OWN.into_iter().find(|own| *own == name) {
                Some(own) => Self::Own(own),
                None => Self::Unknown(name.to_owned()),
            },
        }
    }

    fn check(columns: &[Self]) -> Result<()> {
        let named = columns.contains(&Self::Source) && columns.contains(&Self::External);
        if !named && !columns.contains(&Self::Id) {
            return Err(LineError::new("chats need the column id, or source and external"));
        }
        Ok(())
    }
}

/// A column of a file of messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessageColumn {
    /// Our number of the chat.
    Chat,
    /// The source's name.
    Source,
    /// The source's ID of the chat.
    External,
    /// Another that we write.
    Own(&'static str),
    /// None that we write.
    Unknown(String),
}

impl Column for MessageColumn {
    fn named(name: &str) -> Self {
        let own = ["number", "at", "from", "author", "text", "alias"];
        match name {
            "chat" => Self::Chat,
            "source" => Self::Source,
            "external" => Self::External,
            _ => match own.into_iter().find(|own| *own == name) {
                Some(own) => Self::Own(own),
                None => Self::Unknown(name.to_owned()),
            },
        }
    }

    fn check(columns: &[Self]) -> Result<()> {
        let named = columns.contains(&Self::Source) && columns.contains(&Self::External);
        if !named && !columns.contains(&Self::Chat) {
            return Err(LineError::new("messages need the column chat, or source and external"));
        }
        match ["from", "text"].into_iter().find(|own| !columns.contains(&Self::Own(own))) {
            Some(missing) => Err(LineError::new(format!("messages need the column {missing}"))),
            None => Ok(()),
        }
    }
}

/// Reads a row of a chat, and how many messages it says there are.
pub fn chat(columns: &[ChatColumn], row: &Row, draft: &mut Draft<'_>) -> Result<Option<u64>> {
    let (mut number, mut source, mut external, mut person) = (None, None, None, None);
    let mut expected = None;
    for (column, text) in columns.iter().zip(&row.cells).filter(|(_, text)| !text.is_empty()) {
        match column {
            ChatColumn::Id => number = Some(text),
            ChatColumn::Source => source = Some(text),
            ChatColumn::External => external = Some(text),
            ChatColumn::Field(name) => draft.chat.fields.push((name.clone(), field_value(text))),
            ChatColumn::Unknown(name) => unknown(name, text, draft)?,
            ChatColumn::Own("messages") => expected = Some(count(text).map_err(|error| error.within("messages"))?),
            ChatColumn::Own("person_id") => person = Some(text),
            ChatColumn::Own(name) => own(name, text, draft).map_err(|error| error.within(name))?,
        }
    }
    let (source, external) = match (source, external, number) {
        (Some(source), Some(external), _) => (source.clone(), external.clone()),
        (None, None, Some(number)) => (SOURCE.to_owned(), number.clone()),
        (_, None, _) => return Err(LineError::new("is missing").within("external")),
        (None, Some(_), _) => return Err(LineError::new("is missing").within("source")),
    };
    if source.len() > MAX_ID || external.len() > MAX_ID {
        return Err(LineError::new("source or external is longer than 1,024 bytes"));
    }
    (draft.chat.source, draft.chat.external_id) = (source, external);
    if let Some(number) = person {
        // The number is that of another repository: with what is known of the person it is not taken for somebody else's.
        let known = &draft.chat.person;
        let parts = [known.name.as_deref(), known.email.as_deref(), known.phone.as_deref()];
        let parts = parts.map(Option::unwrap_or_default).join("\0");
        draft.chat.person.external_id =
            Some(format!("csv-{number}-{}", crate::exchange::from::digest(parts.as_bytes())));
    }
    Ok(expected)
}

fn unknown(name: &str, text: &str, draft: &mut Draft<'_>) -> Result<()> {
    let mut json = Vec::new();
    match field_value(text) {
        FieldValue::Text(text) => push_string(&text, &mut json),
        value => json.extend_from_slice(value.text().as_bytes()),
    }
    draft.unknown(crate::exchange::json::Value::of_line(&json)?, name)
}

fn own(name: &str, text: &str, draft: &mut Draft<'_>) -> Result<()> {
    let said = Some(text.to_owned());
    match name {
        "created" => draft.chat.created = Some(draft.times.text(text)?),
        "closed" => draft.chat.closed = Some(draft.times.text(text)?),
        "updated" => draft.chat.updated = Some(draft.times.text(text)?),
        "status" => match Status::from_name(text) {
            Some(status) => draft.stands(status),
            None => draft.beside.push(("source_status".to_owned(), FieldValue::Text(text.to_owned()))),
        },
        "app" => draft.chat.app = said,
        "person" => draft.chat.person.name = said,
        "email" => draft.chat.person.email = said,
        "phone" => draft.chat.person.phone = said,
        "assignee" => draft.chat.rep = Some(Rep { name: said, ..Rep::default() }),
        "tags" => draft.chat.tags = list(text),
        "teams" => draft.chat.teams = list(text),
        "description" => draft.chat.description = said,
        "language" => draft.chat.language = said,
        "rating" => match text.parse::<i64>() {
            Ok(score @ 1..=5) => draft.chat.rating = Some(Rating { score, comment: None, at: None }),
            _ => draft.beside.push(("source_rating".to_owned(), field_value(text))),
        },
        // Told by the messages, or by this repository alone: bin and holds are no part of a chat.
        _ => {}
    }
    Ok(())
}

/// Names between commas, each once.
fn list(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in text.split(',').filter(|name| !name.is_empty()) {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// What a custom field's text is: its digits or its text, exactly, whatever it is taken for.
pub fn field_value(text: &str) -> FieldValue {
    match text {
        "true" => FieldValue::Toggle(true),
        "false" => FieldValue::Toggle(false),
        _ if is_number(text) => FieldValue::Number(text.to_owned()),
        _ => FieldValue::Text(text.to_owned()),
    }
}

fn count(text: &str) -> Result<u64> {
    text.parse().map_err(|_| LineError::new(format!("expected a number, found {}", shown(text))))
}

/// Reads a row of a message; `before` it there were so many of its chat.
pub fn message(columns: &[MessageColumn], row: &Row, before: usize, times: &mut Times<'_>) -> Result<Message> {
    let mut message = Message::of(AuthorKind::System);
    let mut kind = None;
    let mut extra = Vec::new();
    for (column, text) in columns.iter().zip(&row.cells).filter(|(_, text)| !text.is_empty()) {
        match column {
            MessageColumn::Own("at") => message.at = Some(times.text(text).map_err(|error| error.within("at"))?),
            MessageColumn::Own("from") => kind = Some(text),
            MessageColumn::Own("author") => message.author = Some(text.clone()),
            MessageColumn::Own("alias") => message.alias = Some(text.clone()),
            MessageColumn::Own("text") => message.text.clone_from(text),
            MessageColumn::Own("number") => {
                if count(text).map_err(|error| error.within("number"))? != before as u64 + 1 {
                    let problem = format!("expected {}, found {}", before + 1, shown(text));
                    return Err(LineError::new(problem).within("number"));
                }
            }
            MessageColumn::Unknown(name) => {
                extra.push(if extra.is_empty() { b'{' } else { b',' });
                push_string(name, &mut extra);
                extra.push(b':');
                push_string(text, &mut extra);
            }
            MessageColumn::Own(_) | MessageColumn::Chat | MessageColumn::Source | MessageColumn::External => {}
        }
    }
    let kind = kind.map_or("", String::as_str);
    let expected =
        || LineError::new(format!("expected person, ai, rep or system, found {}", shown(kind))).within("from");
    message.kind = AuthorKind::from_name(kind).ok_or_else(expected)?;
    if !extra.is_empty() {
        extra.push(b'}');
        message.extra = String::from_utf8(extra).ok();
    }
    Ok(message)
}
