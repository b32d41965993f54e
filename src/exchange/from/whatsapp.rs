//! The text of a WhatsApp chat, as iPhones and Android phones export it. One file is one chat.

mod body;
mod stamp;

use std::io::Read as _;

use self::body::Body;
use self::stamp::{Stamp, stamp};
use super::senders::{Roles, Sender, Senders};
use super::{Fault, Hints, event};
use crate::error::{Error, Result};
use crate::exchange::chat_line::{Draft, ReadChat, Times, room};
use crate::exchange::input::{BYTE_ORDER_MARK, Bytes, MAX_LINE};
use crate::exchange::line_error::{LineError, shown};
use crate::model::hidden::is_hidden;
use crate::model::message::{AuthorKind, Message};
use crate::model::person::{Person, Rep};

/// The order of day, month and year in a file's dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum DateOrder {
    /// Day, month, year
    Dmy,
    /// Month, day, year
    Mdy,
    /// Year, month, day
    Ymd,
}

/// Whether a text begins like an exported chat.
pub fn begins(text: &[u8]) -> bool {
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    std::str::from_utf8(line).is_ok_and(|line| stamp(line.trim_end_matches('\r')).is_some())
}

/// A message as it stands there: the line it begins on, its time, and all behind it.
struct Entry<'t> {
    line: u64,
    stamp: Stamp<'t>,
    first: &'t str,
    more: Vec<&'t str>,
    /// How many bytes of the first line are the sender's name.
    sender: Option<usize>,
}

/// Reads a file.
///
/// # Errors
/// `BadData` with the line for what is no chat, `Refused` for what the user must say: the order of dates, who is a rep.
pub fn read(bytes: &mut Bytes, hints: &Hints) -> Result<ReadChat> {
    let name = bytes.name().to_owned();
    let mut whole = Vec::new();
    let read = bytes.by_ref().take(MAX_LINE as u64 + 1).read_to_end(&mut whole);
    read.map_err(|error| bytes.broken(&error, 1))?;
    if whole.len() > MAX_LINE {
        return Err(Error::bad_data(format!("{name}: the chat is longer than 64 MiB")));
    }
    let text = whole.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&whole);
    let text = std::str::from_utf8(text).map_err(|error| {
        let before = text.get(..error.valid_up_to()).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Fault::from(LineError::new("not UTF-8 text")).at(&format!("{name} line {line}"))
    })?;
    chat(text, hints).map_err(|(line, fault)| match line {
        Some(line) => fault.at(&format!("{name} line {line}")),
        None => fault.at(&name),
    })
}

/// What is wrong, and on which line.
type Wrong = (Option<u64>, Fault);

fn chat(text: &str, hints: &Hints) -> std::result::Result<ReadChat, Wrong> {
    let mut entries = entries(text)?;
    let senders = find_senders(&mut entries);
    let order = order(&entries, hints.dates)?;
    let roles = senders.roles(&hints.reps, |_| None).map_err(|fault| (None, fault))?;
    let mut draft = Draft::of("whatsapp", &hints.zone);
    for entry in &entries {
        let wrong = |error: LineError| (Some(entry.line), error.into());
        room(draft.chat.messages.len()).map_err(wrong)?;
        let at = entry.stamp.local(order).map_err(wrong)?;
        let message = message(entry, &at, &roles, &mut draft.times).map_err(wrong)?;
        draft.chat.messages.push(message);
    }
    people(&mut draft, &roles);
    draft.chat.app = Some("whatsapp".to_owned());
    draft.chat.created = draft.chat.messages.first().and_then(|message| message.at);
    draft.chat.external_id = name_of(&entries, draft.chat.person.name.as_deref());
    (draft.has_id, draft.has_messages) = (true, true);
    draft.reps = roles.found;
    draft.finish().map_err(|error| (None, error.into()))
}

/// The messages, each with the lines that go on with it.
fn entries(text: &str) -> std::result::Result<Vec<Entry<'_>>, Wrong> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let mut is_bracketed = None;
    for (line, number) in text.split('\n').zip(1_u64..) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let begun =
            stamp(line).filter(|(stamp, _)| *is_bracketed.get_or_insert(stamp.is_bracketed) == stamp.is_bracketed);
        match (begun, entries.last_mut()) {
            (Some((stamp, first)), _) => {
                entries.push(Entry { line: number, stamp, first, more: Vec::new(), sender: None });
            }
            (None, Some(entry)) => entry.more.push(line),
            (None, None) if line.trim().is_empty() => {}
            (None, None) => {
                let problem = format!("expected the time of a message, found {}", shown(line));
                return Err((Some(number), LineError::new(problem).into()));
            }
        }
    }
    for entry in &mut entries {
        while entry.more.last().is_some_and(|line| line.is_empty()) {
            entry.more.pop();
        }
    }
    if entries.is_empty() {
        return Err((None, LineError::new("it is empty: there is no chat in it").into()));
    }
    Ok(entries)
}

/// Finds who wrote each message. A name ends with a colon and a space. Where the space is missing it is one only if that
/// name wrote elsewhere too: lines of WhatsApp itself may hold a colon.
fn find_senders(entries: &mut [Entry<'_>]) -> Senders {
    let mut names = std::collections::HashSet::new();
    for entry in entries.iter_mut() {
        let at_end = entry.first.strip_suffix(':').map(str::len);
        let colon = entry.first.find(": ").or(at_end);
        entry.sender = colon.filter(|at| !clean(&entry.first[..*at]).is_empty());
        names.extend(entry.sender.map(|end| &entry.first[..end]));
    }
    for entry in entries.iter_mut().filter(|entry| entry.sender.is_none()) {
        let colon = entry.first.find(':');
        entry.sender = colon.filter(|at| names.contains(&entry.first[..*at]));
    }
    let mut senders = Senders::default();
    for entry in entries.iter() {
        if let Some(name) = entry.name()
            && !matches!(entry.body(), Body::System(_))
        {
            senders.add(Sender { id: None, name: Some(name.to_owned()) });
        }
    }
    senders
}

impl<'t> Entry<'t> {
    /// The name of who wrote it.
    fn name(&self) -> Option<&'t str> {
        self.sender.map(|end| clean(&self.first[..end]))
    }

    /// What it says: all behind the name.
    fn body(&self) -> Body {
        let text = match self.sender {
            Some(end) => {
                let behind = &self.first[end + 1..];
                behind.strip_prefix(' ').unwrap_or(behind)
            }
            None => self.first,
        };
        body::body(text, &self.more, self.sender.is_some())
    }
}

/// A name without the marks of direction around it.
fn clean(name: &str) -> &str {
    name.trim_matches(|c: char| is_hidden(c) || c.is_whitespace())
}

/// The order of the dates: what the user says, else what a year of four digits or a day above 12 tells.
fn order(entries: &[Entry<'_>], said: Option<DateOrder>) -> std::result::Result<DateOrder, Wrong> {
    if let Some(said) = said {
        return Ok(said);
    }
    let above = |place: usize, most: u32| entries.iter().find(|entry| entry.stamp.date[place] > most);
    if above(0, 31).is_some() {
        return Ok(DateOrder::Ymd);
    }
    match (above(0, 12), above(1, 12)) {
        (Some(_), None) => Ok(DateOrder::Dmy),
        (None, Some(_)) => Ok(DateOrder::Mdy),
        (Some(one), Some(other)) => {
            let line = one.line.max(other.line);
            let problem = format!("day and month are the other way round than on line {}", one.line.min(other.line));
            Err((Some(line), LineError::new(problem).into()))
        }
        (None, None) => Err((
            None,
            Fault::Undecided {
                problem: "it does not tell whether the day or the month comes first, for no day is above 12".to_owned(),
                hint: "say --dates dmy or --dates mdy".to_owned(),
            },
        )),
    }
}

fn message(
    entry: &Entry<'_>,
    at: &str,
    roles: &Roles,
    times: &mut Times<'_>,
) -> std::result::Result<Message, LineError> {
    let name = entry.name().map(str::to_owned);
    let mut message = match entry.body() {
        Body::System(text) => Message { text, ..Message::of(AuthorKind::System) },
        Body::Said { text, files } => {
            let kind = roles.kind(&Sender { id: None, name: name.clone() });
            Message { text, attachments: files.into_iter().map(event::named).collect(), ..Message::of(kind) }
        }
    };
    message.author = name;
    message.at = Some(times.text(at)?);
    Ok(message)
}

/// The first who is no rep is the person; the others take part. A number in the place of a name is one to call.
fn people(draft: &mut Draft<'_>, roles: &Roles) {
    let mut persons = roles.of(AuthorKind::Person).filter_map(Sender::author);
    if let Some(name) = persons.next() {
        let is_phone = name.starts_with('+') && name.chars().all(|c| c.is_ascii_digit() || "+-() \u{a0}".contains(c));
        let phone = is_phone.then(|| name.clone());
        let digits = phone.as_ref().map(|phone| phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect());
        draft.chat.person = Person { external_id: digits, name: Some(name.clone()), phone, ..Person::default() };
    }
    draft.chat.participants = persons.cloned().collect();
    let reps = roles.of(AuthorKind::Rep).map(|rep| Rep { external_id: None, name: rep.name.clone(), email: None });
    event::reps(draft, reps.collect());
}

/// What the chat is called: a digest of all up to its first message of somebody, as it is spelled, and of the person's name.
/// A later and longer export of the chat begins with the same.
fn name_of(entries: &[Entry<'_>], person: Option<&str>) -> String {
    let mut bytes = Vec::new();
    for entry in entries {
        for piece in [entry.stamp.text, entry.first].into_iter().chain(entry.more.iter().copied()) {
            bytes.extend_from_slice(piece.as_bytes());
            bytes.push(b'\n');
        }
        if entry.sender.is_some() && !matches!(entry.body(), Body::System(_)) {
            break;
        }
    }
    bytes.extend_from_slice(person.unwrap_or_default().as_bytes());
    super::digest(&bytes)
}

#[cfg(test)]
mod tests;
