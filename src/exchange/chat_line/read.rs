//! From a line to a chat.

use std::cmp::Ordering;

use jiff::tz::TimeZone;

use super::FORM;
use super::attachment::attachments;
use super::value::{
    Extra, Fields, add_beside, each, field, fields, id, label, members, names, object, said, said_once, texts,
};
use crate::exchange::json::{Kind, Value, is_number};
use crate::exchange::line_error::{LineError, Result, cut, shown};
use crate::model::chat::{Rating, WholeChat};
use crate::model::field::{FieldValue, decimal_order};
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
    /// Names that the user said are reps, and that were found in the chat.
    pub reps: Vec<String>,
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
pub struct Draft<'z> {
    /// What is known of it so far.
    pub chat: WholeChat,
    /// Reads its times.
    pub times: Times<'z>,
    /// Whether the keys that must be there were.
    pub has_id: bool,
    /// See `has_id`.
    pub has_messages: bool,
    /// Whether the file had a status that we have too.
    has_status: bool,
    /// Custom fields that the file did not call so.
    pub beside: Fields,
    unknown: Vec<String>,
    /// Names that the user said are reps, and that were found in the chat.
    pub reps: Vec<String>,
}

impl<'z> Draft<'z> {
    /// A chat of which nothing is known. Times without an offset are taken in `zone`.
    pub fn new(zone: &'z TimeZone) -> Self {
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
            reps: Vec::new(),
        }
    }

    /// A chat of this source.
    pub fn of(source: &str, zone: &'z TimeZone) -> Self {
        let mut draft = Self::new(zone);
        draft.chat.source = source.to_owned();
        draft
    }

    fn member(&mut self, value: Value<'_>, key: &str) -> Result<()> {
        let chat = &mut self.chat;
        match key {
            "livechats_form" => form(value)?,
            "livechats_id" => {}
            "id" => self.id(value)?,
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
                    room(index)?;
                    chat.messages.push(message(value, &mut self.times)?);
                    Ok(())
                })?;
            }
            _ => self.unknown(value, key)?,
        }
        Ok(())
    }

    /// The source's ID.
    pub fn id(&mut self, value: Value<'_>) -> Result<()> {
        self.chat.external_id = id(value)?.ok_or_else(|| LineError::new("must not be empty"))?;
        self.has_id = true;
        Ok(())
    }

    /// A key that is none of the form's: a custom field.
    pub fn unknown(&mut self, value: Value<'_>, key: &str) -> Result<()> {
        field(value, key.to_owned(), &mut self.beside)?;
        self.unknown.push(key.to_owned());
        Ok(())
    }

    /// A status in the file's words.
    pub fn status(&mut self, value: Value<'_>) -> Result<()> {
        let Some(word) = said(value)? else { return Ok(()) };
        match Status::from_name(&word) {
            Some(status) => self.stands(status),
            None => self.beside.push(("source_status".to_owned(), FieldValue::Text(word))),
        }
        Ok(())
    }

    /// Where the chat stands.
    pub fn stands(&mut self, status: Status) {
        self.chat.status = status;
        self.has_status = true;
    }

    /// A rating: ours, or one of the source's own.
    pub fn rating(&mut self, value: Value<'_>) -> Result<()> {
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

    /// The chat.
    ///
    /// # Errors
    /// What is missing.
    pub fn finish(mut self) -> Result<ReadChat> {
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
        let Self { chat, times, unknown, reps, .. } = self;
        Ok(ReadChat { chat, unzoned: times.unzoned, unknown, reps })
    }
}

/// Whether there is room for this message, counted from 0.
pub(in crate::exchange) fn room(index: usize) -> Result<()> {
    if index >= MAX_MESSAGES {
        return Err(LineError::new("more than 1,000,000 messages in one chat"));
    }
    Ok(())
}

/// The zone for times that name none, and how many there were.
pub struct Times<'z> {
    zone: &'z TimeZone,
    unzoned: usize,
}

impl Times<'_> {
    /// A time as text, or `null`.
    pub fn read(&mut self, value: Value<'_>) -> Result<Option<Time>> {
        match value.kind() {
            Kind::Text if value.string()?.trim().is_empty() => Ok(None),
            Kind::Text => self.text(&value.string()?).map(Some),
            Kind::Null => Ok(None),
            _ => Err(value.wrong("a time or null")),
        }
    }

    /// A time as text.
    pub fn text(&mut self, text: &str) -> Result<Time> {
        let Some(read) = Time::parse(text, self.zone) else {
            let local = Time::parse(text, &TimeZone::UTC).is_some();
            let why = if local { "the zone skips this time or has it twice" } else { "not a time" };
            return Err(LineError::new(format!("{why}: {}", shown(text))));
        };
        self.unzoned += usize::from(!read.zoned);
        Ok(read.time)
    }

    /// A time that other systems tell in seconds since 1970, also as text, or as ours. 0 is one that is not known.
    pub fn moment(&mut self, value: Value<'_>) -> Result<Option<Time>> {
        let digits = match value.kind() {
            Kind::Number => value.number()?.to_owned(),
            Kind::Text if is_number(&value.string()?) => value.string()?.into_owned(),
            _ => return self.read(value),
        };
        // Seconds with six decimals fit a 64-bit float until the year 2255, and beyond by far where they are whole.
        let micros = digits.parse::<f64>().unwrap_or(f64::INFINITY) * 1e6;
        if micros == 0.0 {
            return Ok(None);
        }
        let time = (micros.abs() < 1e18).then(|| Time::from_micros(micros.round() as i64)).flatten();
        time.map(Some).ok_or_else(|| LineError::new(format!("not a time: {}", cut(&digits))))
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
    let number = value.number().ok()?;
    // Some programs write every number with a fraction: 5.0.
    ["1", "2", "3", "4", "5"]
        .iter()
        .zip(1..)
        .find(|(score, _)| decimal_order(number, score) == Some(Ordering::Equal))
        .map(|(_, score)| score)
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
