//! From a line to a chat.

use jiff::tz::TimeZone;

use super::FORM;
use super::attachment::attachments;
use super::value::{
    Extra, Fields, add_beside, each, field, fields, id, label, members, names, object, said, said_once, texts,
};
use crate::exchange::json::{Kind, Value};
use crate::exchange::line_error::{LineError, Result, cut, shown};
use crate::model::chat::{Rating, WholeChat};
use crate::model::field::FieldValue;
use crate::model::message::{AuthorKind, Message};
use crate::model::note::Note;
use crate::model::person::{Person, Rep};
use crate::model::status::Status;
use crate::model::time::Time;

/// Messages a chat can have.
const MAX_MESSAGES: usize = 1_000_000;
/// Seconds that a message can be from the start of its chat, before or after: a hundred years. Within it, a 64-bit
/// float tells microseconds apart.
const MAX_OFFSET: f64 = 3_155_760_000.0;
/// What a chat's source is called where its line does not say.
const DEFAULT_SOURCE: &str = "import";

/// A chat as its line has it.
#[derive(Debug)]
pub struct ReadChat {
    /// The chat.
    pub chat: WholeChat,
    /// How many of its times named no offset from UTC and were taken in the zone given.
    pub unzoned: usize,
    /// Keys that are none of the form's, kept as custom fields.
    pub unknown: Vec<String>,
}

/// Reads a line. Times without an offset are taken in `zone`.
///
/// # Errors
/// What is wrong and where, for the first thing that is wrong.
pub fn read(line: &[u8], zone: &TimeZone) -> Result<ReadChat> {
    let mut draft = Draft::new(zone);
    object(Value::of_line(line)?, |value, key| draft.member(value, key))?;
    draft.finish()
}

/// Reads a message by itself, as an item of `messages` has it, and how many of its times named no offset.
///
/// # Errors
/// As for a whole chat.
pub fn read_message(line: &[u8], zone: &TimeZone) -> Result<(Message, usize)> {
    let mut times = Times { zone, unzoned: 0 };
    let message = message(Value::of_line(line)?, &mut times)?;
    Ok((message, times.unzoned))
}

/// A chat whose keys come in any order.
struct Draft<'z> {
    chat: WholeChat,
    times: Times<'z>,
    /// Whether the keys that must be there were.
    has_id: bool,
    has_messages: bool,
    /// Whether the line had a status that we have too.
    has_status: bool,
    /// Custom fields that the line did not call so.
    beside: Fields,
    unknown: Vec<String>,
}

impl<'z> Draft<'z> {
    fn new(zone: &'z TimeZone) -> Self {
        let chat = WholeChat {
            id: 0,
            external_id: String::new(),
            source: DEFAULT_SOURCE.to_owned(),
            began_here: false,
            language: None,
            app: None,
            created: None,
            closed: None,
            updated: None,
            time_kind: None,
            person: Person::default(),
            rep: None,
            participants: Vec::new(),
            teams: Vec::new(),
            tags: Vec::new(),
            status: Status::Open,
            rating: None,
            description: None,
            fields: Vec::new(),
            notes: Vec::new(),
            messages: Vec::new(),
        };
        let times = Times { zone, unzoned: 0 };
        Self {
            chat,
            times,
            has_id: false,
            has_messages: false,
            has_status: false,
            beside: Vec::new(),
            unknown: Vec::new(),
        }
    }

    fn member(&mut self, value: Value<'_>, key: &str) -> Result<()> {
        let chat = &mut self.chat;
        match key {
            "livechats_form" => form(value)?,
            "livechats_id" => {}
            "id" => {
                chat.external_id = id(value)?.ok_or_else(|| LineError::new("must not be empty"))?;
                self.has_id = true;
            }
            "source" => {
                if let Some(source) = id(value)? {
                    chat.source = source;
                }
            }
            "lang" | "language" => said_once(value, &mut chat.language)?,
            "app" | "channel" => said_once(value, &mut chat.app)?,
            "created_at" => chat.created = self.times.read(value)?,
            "closed_at" => chat.closed = self.times.read(value)?,
            "updated_at" => chat.updated = self.times.read(value)?,
            "time_kind" => chat.time_kind = said(value)?,
            "person" => chat.person = person(value)?,
            "rep" => chat.rep = rep(value, &mut self.beside)?,
            "participants" => chat.participants = texts(value)?,
            "teams" => chat.teams = names(value)?,
            "tags" => chat.tags = names(value)?,
            "status" => self.status(value)?,
            "rating" => self.rating(value)?,
            "description" => chat.description = said(value)?,
            "custom_fields" => fields(value, &mut chat.fields)?,
            "notes" => each(value, |value, _| {
                chat.notes.push(note(value, &mut self.times)?);
                Ok(())
            })?,
            "messages" => {
                self.has_messages = true;
                each(value, |value, index| {
                    if index >= MAX_MESSAGES {
                        return Err(LineError::new("more than 1,000,000 messages in one chat"));
                    }
                    chat.messages.push(message(value, &mut self.times)?);
                    Ok(())
                })?;
            }
            _ => {
                field(value, key.to_owned(), &mut self.beside)?;
                self.unknown.push(key.to_owned());
            }
        }
        Ok(())
    }

    fn status(&mut self, value: Value<'_>) -> Result<()> {
        let Some(word) = said(value)? else { return Ok(()) };
        match Status::from_name(&word) {
            Some(status) => {
                self.chat.status = status;
                self.has_status = true;
            }
            None => self.beside.push(("source_status".to_owned(), FieldValue::Text(word))),
        }
        Ok(())
    }

    fn rating(&mut self, value: Value<'_>) -> Result<()> {
        if let Some(score) = score(value) {
            self.chat.rating = Some(Rating { score, comment: None, at: None });
            return Ok(());
        }
        if is_ours(value) {
            self.chat.rating = Some(rating(value, &mut self.times)?);
            return Ok(());
        }
        field(value, "source_rating".to_owned(), &mut self.beside)
    }

    fn finish(mut self) -> Result<ReadChat> {
        if !self.has_id {
            return Err(LineError::new("is missing").within("id"));
        }
        if !self.has_messages {
            return Err(LineError::new("is missing").within("messages"));
        }
        if !self.has_status && self.chat.closed.is_some() {
            self.chat.status = Status::Closed;
        }
        add_beside(&mut self.chat.fields, self.beside);
        Ok(ReadChat { chat: self.chat, unzoned: self.times.unzoned, unknown: self.unknown })
    }
}

/// The zone for times that name none, and how many there were.
struct Times<'z> {
    zone: &'z TimeZone,
    unzoned: usize,
}

impl Times<'_> {
    fn read(&mut self, value: Value<'_>) -> Result<Option<Time>> {
        let text = match value.kind() {
            Kind::Text => value.string()?,
            Kind::Null => return Ok(None),
            _ => return Err(value.wrong("a time or null")),
        };
        let Some(read) = Time::parse(&text, self.zone) else {
            let local = Time::parse(&text, &TimeZone::UTC).is_some();
            let why = if local { "the zone skips this time or has it twice" } else { "not a time" };
            return Err(LineError::new(format!("{why}: {}", shown(&text))));
        };
        self.unzoned += usize::from(!read.zoned);
        Ok(Some(read.time))
    }
}

fn person(value: Value<'_>) -> Result<Person> {
    let mut person = Person::default();
    let mut beside = Vec::new();
    members(value, |value, key| {
        match key {
            "id" => person.external_id = id(value)?,
            "name" => person.name = said(value)?,
            "email" => person.email = said(value)?,
            "phone" => person.phone = said(value)?,
            "custom_fields" => fields(value, &mut person.fields)?,
            _ => field(value, key.to_owned(), &mut beside)?,
        }
        Ok(())
    })?;
    add_beside(&mut person.fields, beside);
    person.fields.sort_by(|(left, _), (right, _)| left.cmp(right));
    Ok(person)
}

/// A rep of whom nothing is said is none.
fn rep(value: Value<'_>, beside: &mut Fields) -> Result<Option<Rep>> {
    let mut rep = Rep::default();
    members(value, |value, key| {
        match key {
            "id" => rep.external_id = id(value)?,
            "name" => rep.name = said(value)?,
            "email" => rep.email = said(value)?,
            _ => field(value, format!("rep.{key}"), beside)?,
        }
        Ok(())
    })?;
    Ok((rep != Rep::default()).then_some(rep))
}

fn note(value: Value<'_>, times: &mut Times<'_>) -> Result<Note> {
    let mut note = Note { at: None, author: None, text: String::new(), color: None, extra: None };
    let mut extra = Extra::default();
    object(value, |value, key| {
        match key {
            "at" => note.at = times.read(value)?,
            "author" => note.author = label(value)?,
            "text" => note.text = said(value)?.unwrap_or_default(),
            "color" => note.color = said(value)?,
            _ => extra.member(value, key)?,
        }
        Ok(())
    })?;
    note.extra = extra.finish();
    Ok(note)
}

fn message(value: Value<'_>, times: &mut Times<'_>) -> Result<Message> {
    let mut kind = None;
    let mut message = Message::of(AuthorKind::System);
    let mut extra = Extra::default();
    object(value, |value, key| {
        match key {
            "at" => message.at = times.read(value)?,
            "offset_s" => message.offset = offset(value)?,
            "from" => kind = Some(author_kind(value)?),
            "author" => message.author = label(value)?,
            "text" => message.text = said(value)?.unwrap_or_default(),
            "alias" if value.kind() == Kind::Text => message.alias = said(value)?,
            "attachments" => match attachments(value)? {
                Some(ours) => message.attachments = ours,
                None => extra.member(value, key)?,
            },
            _ => extra.member(value, key)?,
        }
        Ok(())
    })?;
    message.kind =
        kind.ok_or_else(|| LineError::new("is missing: expected person, ai, rep or system").within("from"))?;
    message.extra = extra.finish();
    Ok(message)
}

fn author_kind(value: Value<'_>) -> Result<AuthorKind> {
    let kind = if value.kind() == Kind::Text { AuthorKind::from_name(&value.string()?) } else { None };
    kind.ok_or_else(|| value.wrong("person, ai, rep or system"))
}

/// Seconds from the start of the chat, in microseconds.
fn offset(value: Value<'_>) -> Result<Option<i64>> {
    let digits = match value.kind() {
        Kind::Number => value.number()?,
        Kind::Null => return Ok(None),
        _ => return Err(value.wrong("a number of seconds or null")),
    };
    let seconds: f64 = digits.parse().unwrap_or(f64::INFINITY);
    if seconds.abs() > MAX_OFFSET {
        return Err(LineError::new(format!("more than a hundred years from the start of the chat: {digits}")));
    }
    // Within the range checked above, the number fits many times over.
    Ok(Some((seconds * 1e6).round() as i64))
}

/// The number, if it is a whole one from 1 to 5.
fn score(value: Value<'_>) -> Option<i64> {
    match value.number().ok()? {
        "1" => Some(1),
        "2" => Some(2),
        "3" => Some(3),
        "4" => Some(4),
        "5" => Some(5),
        _ => None,
    }
}

/// Whether the value is a rating as we write it, and not a survey of the source's own.
fn is_ours(value: Value<'_>) -> bool {
    let (mut scored, mut others) = (false, false);
    let read = value.object(|value, key| {
        match key {
            "score" => scored = score(value).is_some(),
            "comment" | "at" => {}
            _ => others = true,
        }
        value.compact(&mut Vec::new())
    });
    read.is_ok() && scored && !others
}

fn rating(value: Value<'_>, times: &mut Times<'_>) -> Result<Rating> {
    let mut rating = Rating { score: 0, comment: None, at: None };
    value.object(|value, key| {
        match key {
            "comment" => rating.comment = said(value)?,
            "at" => rating.at = times.read(value)?,
            _ => rating.score = score(value).ok_or_else(|| LineError::new("expected 1 to 5"))?,
        }
        Ok(())
    })?;
    Ok(rating)
}

/// The version of the form: one that we know.
fn form(value: Value<'_>) -> Result<()> {
    let digits = value.number()?;
    match digits.parse::<u32>() {
        Ok(1..=FORM) => Ok(()),
        Ok(0) | Err(_) => Err(LineError::new(format!("not a version of the form: {}", cut(digits)))),
        Ok(newer) => {
            Err(LineError::newer(format!("form {newer} of chats is newer than {FORM}, the last this program knows")))
        }
    }
}
