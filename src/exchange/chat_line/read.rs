//! From a line to a chat.

use jiff::tz::TimeZone;

use super::value::{
    Extra, Fields, add_beside, each, field, fields, id, label, members, names, object, said, said_once, texts,
};
use crate::exchange::json::{Kind, LineError, Reader, Result, shown};
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
    let mut reader = Reader::new(line)?;
    if reader.kind()? != Kind::Object {
        return Err(reader.wrong("an object"));
    }
    let mut draft = Draft::new(zone);
    reader.object(|reader, key| draft.member(reader, key))?;
    reader.end()?;
    draft.finish()
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

    fn member(&mut self, reader: &mut Reader<'_>, key: &str) -> Result<()> {
        let chat = &mut self.chat;
        match key {
            "livechats_id" => reader.compact(&mut Vec::new())?,
            "id" => {
                chat.external_id = id(reader)?.ok_or_else(|| LineError::new("must not be empty"))?;
                self.has_id = true;
            }
            "source" => {
                if let Some(source) = id(reader)? {
                    chat.source = source;
                }
            }
            "lang" | "language" => said_once(reader, &mut chat.language)?,
            "app" | "channel" => said_once(reader, &mut chat.app)?,
            "created_at" => chat.created = self.times.read(reader)?,
            "closed_at" => chat.closed = self.times.read(reader)?,
            "updated_at" => chat.updated = self.times.read(reader)?,
            "time_kind" => chat.time_kind = said(reader)?,
            "person" => chat.person = person(reader)?,
            "rep" => chat.rep = rep(reader, &mut self.beside)?,
            "participants" => chat.participants = texts(reader)?,
            "teams" => chat.teams = names(reader)?,
            "tags" => chat.tags = names(reader)?,
            "status" => self.status(reader)?,
            "rating" => self.rating(reader)?,
            "description" => chat.description = said(reader)?,
            "custom_fields" => fields(reader, &mut chat.fields)?,
            "notes" => each(reader, |reader, _| {
                chat.notes.push(note(reader, &mut self.times)?);
                Ok(())
            })?,
            "messages" => {
                self.has_messages = true;
                each(reader, |reader, index| {
                    if index >= MAX_MESSAGES {
                        return Err(LineError::new("more than 1,000,000 messages in one chat"));
                    }
                    chat.messages.push(message(reader, &mut self.times)?);
                    Ok(())
                })?;
            }
            _ => {
                field(reader, key.to_owned(), &mut self.beside)?;
                self.unknown.push(key.to_owned());
            }
        }
        Ok(())
    }

    fn status(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        let Some(word) = said(reader)? else { return Ok(()) };
        match Status::from_name(&word) {
            Some(status) => {
                self.chat.status = status;
                self.has_status = true;
            }
            None => self.beside.push(("source_status".to_owned(), FieldValue::Text(word))),
        }
        Ok(())
    }

    fn rating(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        if let Some(score) = score(&mut reader.clone()) {
            reader.number()?;
            self.chat.rating = Some(Rating { score, comment: None, at: None });
            return Ok(());
        }
        if is_ours(&mut reader.clone()) {
            self.chat.rating = Some(rating(reader, &mut self.times)?);
            return Ok(());
        }
        field(reader, "source_rating".to_owned(), &mut self.beside)
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
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<Option<Time>> {
        if reader.null()? {
            return Ok(None);
        }
        if reader.kind()? != Kind::Text {
            return Err(reader.wrong("a time or null"));
        }
        let text = reader.string()?;
        let Some(read) = Time::parse(&text, self.zone) else {
            let local = Time::parse(&text, &TimeZone::UTC).is_some();
            let why = if local { "the zone skips this time or has it twice" } else { "not a time" };
            return Err(LineError::new(format!("{why}: {}", shown(&text))));
        };
        self.unzoned += usize::from(!read.zoned);
        Ok(Some(read.time))
    }
}

fn person(reader: &mut Reader<'_>) -> Result<Person> {
    let mut person = Person::default();
    let mut beside = Vec::new();
    members(reader, |reader, key| {
        match key {
            "id" => person.external_id = id(reader)?,
            "name" => person.name = said(reader)?,
            "email" => person.email = said(reader)?,
            "phone" => person.phone = said(reader)?,
            "custom_fields" => fields(reader, &mut person.fields)?,
            _ => field(reader, key.to_owned(), &mut beside)?,
        }
        Ok(())
    })?;
    add_beside(&mut person.fields, beside);
    person.fields.sort_by(|(left, _), (right, _)| left.cmp(right));
    Ok(person)
}

/// A rep of whom nothing is said is none.
fn rep(reader: &mut Reader<'_>, beside: &mut Fields) -> Result<Option<Rep>> {
    let mut rep = Rep::default();
    members(reader, |reader, key| {
        match key {
            "id" => rep.external_id = id(reader)?,
            "name" => rep.name = said(reader)?,
            "email" => rep.email = said(reader)?,
            _ => field(reader, format!("rep.{key}"), beside)?,
        }
        Ok(())
    })?;
    Ok((rep != Rep::default()).then_some(rep))
}

fn note(reader: &mut Reader<'_>, times: &mut Times<'_>) -> Result<Note> {
    let mut note = Note { at: None, author: None, text: String::new(), color: None, extra: None };
    let mut extra = Extra::default();
    object(reader, |reader, key| {
        match key {
            "at" => note.at = times.read(reader)?,
            "author" => note.author = label(reader)?,
            "text" => note.text = said(reader)?.unwrap_or_default(),
            "color" => note.color = said(reader)?,
            _ => extra.member(reader, key)?,
        }
        Ok(())
    })?;
    note.extra = extra.finish();
    Ok(note)
}

fn message(reader: &mut Reader<'_>, times: &mut Times<'_>) -> Result<Message> {
    let mut kind = None;
    let mut message =
        Message { at: None, offset: None, kind: AuthorKind::System, author: None, text: String::new(), extra: None };
    let mut extra = Extra::default();
    object(reader, |reader, key| {
        match key {
            "at" => message.at = times.read(reader)?,
            "offset_s" => message.offset = offset(reader)?,
            "from" => kind = Some(author_kind(reader)?),
            "author" => message.author = label(reader)?,
            "text" => message.text = said(reader)?.unwrap_or_default(),
            _ => extra.member(reader, key)?,
        }
        Ok(())
    })?;
    message.kind =
        kind.ok_or_else(|| LineError::new("is missing: expected person, ai, rep or system").within("from"))?;
    message.extra = extra.finish();
    Ok(message)
}

fn author_kind(reader: &mut Reader<'_>) -> Result<AuthorKind> {
    let wrong = reader.clone();
    let kind = if reader.kind()? == Kind::Text { AuthorKind::from_name(&reader.string()?) } else { None };
    kind.ok_or_else(|| wrong.wrong("person, ai, rep or system"))
}

/// Seconds from the start of the chat, in microseconds.
fn offset(reader: &mut Reader<'_>) -> Result<Option<i64>> {
    if reader.null()? {
        return Ok(None);
    }
    if reader.kind()? != Kind::Number {
        return Err(reader.wrong("a number of seconds or null"));
    }
    let digits = reader.number()?;
    let seconds: f64 = digits.parse().unwrap_or(f64::INFINITY);
    if seconds.abs() > MAX_OFFSET {
        return Err(LineError::new(format!("more than a hundred years from the start of the chat: {digits}")));
    }
    // Within the range checked above, the number fits many times over.
    Ok(Some((seconds * 1e6).round() as i64))
}

/// The number ahead, if it is a whole one from 1 to 5.
fn score(reader: &mut Reader<'_>) -> Option<i64> {
    match reader.number().ok()? {
        "1" => Some(1),
        "2" => Some(2),
        "3" => Some(3),
        "4" => Some(4),
        "5" => Some(5),
        _ => None,
    }
}

/// Whether the value ahead is a rating as we write it, and not a survey of the source's own.
fn is_ours(reader: &mut Reader<'_>) -> bool {
    let (mut scored, mut others) = (false, false);
    let read = reader.object(|reader, key| {
        match key {
            "score" => scored = score(&mut reader.clone()).is_some(),
            "comment" | "at" => {}
            _ => others = true,
        }
        reader.compact(&mut Vec::new())
    });
    read.is_ok() && scored && !others
}

fn rating(reader: &mut Reader<'_>, times: &mut Times<'_>) -> Result<Rating> {
    let mut rating = Rating { score: 0, comment: None, at: None };
    reader.object(|reader, key| {
        match key {
            "comment" => rating.comment = said(reader)?,
            "at" => rating.at = times.read(reader)?,
            _ => rating.score = score(reader).ok_or_else(|| LineError::new("expected 1 to 5"))?,
        }
        Ok(())
    })?;
    Ok(rating)
}
