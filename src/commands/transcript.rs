//! A chat in plain text: details, custom fields, notes, thread.

use jiff::tz::TimeZone;

use crate::model::attachment::Attachment;
use crate::model::chat::WholeChat;
use crate::model::field::FieldValue;
use crate::model::message::Message;
use crate::model::time::Time;
use crate::model::transcript::{author, from_start};
use crate::output::document::Document;
use crate::output::number::{counted, grouped};
use crate::output::style::Style;
use crate::output::wash::{self, Safe};
use crate::store::Custody;

/// Where details stand, and where the words of a thread do: no text of a chat begins further left.
const DETAILS: usize = 14;
const WORDS: usize = 7;
/// Where names of custom fields stand.
const NAMES: usize = 2;
/// Names of custom fields push their values this far to the right, and no further.
const WIDEST_LABEL: usize = 26;

/// A chat laid out for a person.
pub struct Page<'a> {
    /// The zone of its times.
    pub zone: &'a TimeZone,
    /// Whether internal notes are shown.
    pub notes: bool,
    /// Where it goes.
    pub document: &'a mut Document,
}

/// A chat as plain text, in lines as long as they are.
pub fn text(chat: &WholeChat, zone: &TimeZone, notes: bool) -> String {
    let mut document = Document::new(usize::MAX);
    Page { zone, notes, document: &mut document }.chat(chat, &Custody::default(), 0);
    document.render(false)
}

impl Page<'_> {
    /// Lays a chat out, but for so many of its first messages.
    pub fn chat(&mut self, chat: &WholeChat, custody: &Custody, left_out: usize) {
        self.title(chat, custody);
        self.details(chat, custody);
        self.fields("Fields", &chat.fields);
        self.fields("Fields of the person", &chat.person.fields);
        if self.notes {
            self.notes(chat);
        }
        self.thread(chat, left_out);
    }

    fn title(&mut self, chat: &WholeChat, custody: &Custody) {
        let status = chat.status.name();
        let mut pieces = vec![
            (Style::Strong, wash::line(&format!("Chat {}", chat.id)).into_owned()),
            (Style::Plain, Safe::spaces(2)),
            (Style::of_word(status), wash::line(status)),
        ];
        if custody.deleted.is_some() {
            pieces.push((Style::Alarm, wash::line("  in the bin")));
        }
        self.document.line(pieces);
        self.document.blank();
    }

    fn details(&mut self, chat: &WholeChat, custody: &Custody) {
        let person = &chat.person;
        let mut who = vec![person.name.as_deref().unwrap_or("Unknown").to_owned()];
        who.extend(person.email.clone());
        who.extend(person.phone.clone());
        self.detail("Person", &who.join(" · "));
        self.detail("App", chat.app.as_deref().unwrap_or_default());
        self.detail("Assignee", chat.rep.as_ref().map_or("", |rep| rep.label()));
        self.detail("Teams", &chat.teams.join(", "));
        self.detail("Tags", &chat.tags.join(", "));
        self.detail("On hold", &custody.holds.join(", "));
        if let Some(rating) = &chat.rating {
            let comment = rating.comment.as_ref().map(|comment| format!(" · {comment}")).unwrap_or_default();
            self.prose("Rating", &format!("{} of 5{comment}", rating.score));
        }
        self.prose("Description", chat.description.as_deref().unwrap_or_default());
        self.detail("Language", chat.language.as_deref().unwrap_or_default());
        self.detail("Created", &self.moment(chat.created));
        for (label, time) in [("Closed", chat.closed), ("Updated", chat.updated), ("Deleted", custody.deleted)] {
            if time.is_some() {
                self.detail(label, &self.moment(time));
            }
        }
        if !chat.began_here {
            self.detail("Source", &format!("{}/{}", chat.source, chat.external_id));
        }
        self.detail("Took part", &chat.participants.join(", "));
    }

    /// One detail, if there is anything to say. No name of somebody's begins a line that looks like one of ours.
    fn detail(&mut self, label: &str, text: &str) {
        if !text.is_empty() {
            self.document.entry(&wash::line(label), Style::Dim, DETAILS, Style::Plain, &[wash::line(text)]);
        }
    }

    /// A detail that may have lines of its own.
    fn prose(&mut self, label: &str, text: &str) {
        if !text.is_empty() {
            self.document.entry(&wash::line(label), Style::Dim, DETAILS, Style::Plain, &wash::body(text));
        }
    }

    fn fields(&mut self, title: &str, fields: &[(String, FieldValue)]) {
        if fields.is_empty() {
            return;
        }
        self.heading(title);
        // No name of a field stands where labels of our own do.
        let names: Vec<Safe<'_>> = fields.iter().map(|(name, _)| wash::line(name)).collect();
        let widest = names.iter().map(Safe::width).max().unwrap_or(0) + NAMES + 2;
        let indent = widest.clamp(DETAILS, WIDEST_LABEL);
        for (name, (_, value)) in names.iter().zip(fields) {
            let value = wash::body(value.text());
            // A longer name has its own line, so that it is never cut.
            if NAMES + name.width() + 2 > indent {
                self.document.entry(&Safe::default(), Style::Dim, NAMES, Style::Dim, std::slice::from_ref(name));
                self.document.entry(&Safe::default(), Style::Dim, indent, Style::Plain, &value);
            } else {
                let label = format!("{:NAMES$}{}", "", name.as_str());
                self.document.entry(&wash::line(&label), Style::Dim, indent, Style::Plain, &value);
            }
        }
    }

    fn notes(&mut self, chat: &WholeChat) {
        if chat.notes.is_empty() {
            return;
        }
        self.heading("Notes (internal)");
        for note in &chat.notes {
            let who = note.author.as_deref().unwrap_or("Unknown");
            let mut head = format!("{}  {who}", self.moment(note.at));
            if let Some(color) = &note.color {
                head.push_str(&format!("  ({color})"));
            }
            self.document.line([(Style::Dim, wash::line(&head))]);
            self.words(&note.text);
        }
    }

    fn thread(&mut self, chat: &WholeChat, left_out: usize) {
        let count = chat.messages.len();
        self.heading(&counted(count as u64, "message"));
        if left_out > 0 {
            let text = format!("{} earlier left out by --tail", grouped(left_out as u64));
            self.document.line([(Style::Dim, wash::line(&text))]);
        }
        let mut day = None;
        for message in chat.messages.iter().skip(left_out) {
            let today = message.at.map(|at| self.day(at));
            if today.is_some() && today != day {
                let text = format!("── {} ──", today.as_deref().unwrap_or_default());
                self.document.line([(Style::Dim, wash::line(&text))]);
                day = today;
            }
            self.message(chat, message);
        }
    }

    fn message(&mut self, chat: &WholeChat, message: &Message) {
        let kind = message.kind.name();
        let time = match (message.at, message.offset) {
            (Some(at), _) => self.minute(at),
            (None, Some(offset)) => from_start(offset),
            (None, None) => "--:--".to_owned(),
        };
        let who = author(chat, message);
        self.document.line([
            (Style::Dim, wash::line(&time)),
            (Style::Plain, Safe::spaces(WORDS.saturating_sub(time.len()).max(1))),
            (Style::of_word(kind), wash::line(kind)),
            (Style::Plain, Safe::spaces(if who.is_empty() { 0 } else { 2 })),
            (Style::Plain, wash::line(&who)),
        ]);
        if !message.text.is_empty() || message.attachments.is_empty() {
            self.words(&message.text);
        }
        for attachment in &message.attachments {
            let text = described(attachment);
            self.document.entry(&wash::line("file"), Style::Dim, WORDS, Style::Plain, &wash::body(&text));
        }
    }

    /// A text of the chat, indented, so that nothing in it can pass for the line of an author.
    fn words(&mut self, text: &str) {
        self.document.entry(&Safe::default(), Style::Dim, WORDS, Style::Plain, &wash::body(text));
    }

    fn heading(&mut self, title: &str) {
        self.document.blank();
        self.document.line([(Style::Strong, wash::line(title))]);
    }

    /// A time with its zone's own date; one that is not known says so.
    fn moment(&self, time: Option<Time>) -> String {
        time.map_or_else(|| "unknown".to_owned(), |time| time.local(self.zone))
    }

    fn day(&self, time: Time) -> String {
        time.local(self.zone).chars().take(10).collect()
    }

    fn minute(&self, time: Time) -> String {
        time.local(self.zone).chars().skip(11).collect()
    }
}

/// An attachment in a line: what we know of it, then the words of its sender.
fn described(attachment: &Attachment) -> String {
    let Attachment { name, media_type, size, link } = attachment;
    let bytes = counted(size.unsigned_abs(), "byte");
    let parts = [Some(bytes), Some(name.clone()), media_type.clone(), link.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests;
