//! `livechats show`: one chat with all that belongs to it.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::commands::args::{chat_name, columns_of, format_parser, whole_number};
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::exchange::attachment::Folder;
use crate::exchange::chat_line;
use crate::model::attachment::{self, Attachment, SavedAttachment, file_name};
use crate::model::chat::{ChatName, WholeChat};
use crate::model::field::FieldValue;
use crate::model::message::{AuthorKind, Message};
use crate::model::permission::{ChatVerb, Need};
use crate::model::time::Time;
use crate::output::Format;
use crate::output::document::Document;
use crate::output::number::{counted, grouped};
use crate::output::style::Style;
use crate::output::wash::{self, Safe};
use crate::store::{Custody, Held};
use jiff::tz::TimeZone;

const EXAMPLES: &str = "\
Examples:
  livechats show 4711                    details, notes and thread, in the pager
  livechats show star/star-11            by the source's own ID
  livechats show 4711 --tail 20          the last 20 messages
  livechats show 4711 --format json      everything, in the form that import reads
  livechats show 4711 --save-attachments files
                                         its attachments, as chat-4711-message-N-1.pdf and so on";

/// Show a chat: details, custom fields, notes, thread
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Show {
    /// Our number (4711), or source/external (star/star-11)
    #[arg(value_name = "CHAT", value_parser = chat_name)]
    chat: ChatName,
    /// Only the last messages
    #[arg(long, value_name = "N", value_parser = whole_number(1, 1_000_000_000))]
    tail: Option<u64>,
    /// Show a chat of the bin too
    #[arg(long)]
    deleted: bool,
    /// Save its attachments into this folder instead, under names of our own; never over a file that is there
    #[arg(long, value_name = "DIR", conflicts_with = "tail")]
    save_attachments: Option<PathBuf>,
    /// How to print
    #[arg(long, value_name = "FORMAT", value_parser = format_parser(&[Format::Txt, Format::Json, Format::Jsonl]))]
    format: Option<Format>,
}

impl Work for Show {
    fn need(&self) -> Need {
        let verb = if self.save_attachments.is_some() { ChatVerb::Download } else { ChatVerb::View };
        Need::Chats(verb)
    }

    /// Asks the store, says it.
    fn run(self, cx: &mut Context) -> Result<()> {
        if let Some(folder) = &self.save_attachments {
            cx.check_named_file(folder)?;
            return self.save(cx, folder);
        }
        // Given before the command, the flag knows more formats than make sense here.
        let format = cx.output.asked_format().unwrap_or(Format::Txt);
        if !matches!(format, Format::Txt | Format::Json | Format::Jsonl) {
            let message = format!("one chat cannot be shown as {}", format.name());
            return Err(Error::usage(message).hint("show prints txt, json or jsonl; list prints tables"));
        }
        let (mut chat, custody) = cx.store()?.whole_chat(&self.chat, self.deleted)?;
        let count = chat.messages.len();
        let left_out = self.tail.map_or(0, |tail| count.saturating_sub(usize::try_from(tail).unwrap_or(usize::MAX)));
        if format != Format::Txt {
            chat.messages.drain(..left_out);
            let mut line = Vec::new();
            chat_line::write(&chat, &mut line);
            return Ok(std::io::Write::write_all(cx.output.exact(), &line)?);
        }
        let wrap = cx.output.terminal().wrap;
        let mut document = Document::new(if wrap == usize::MAX { wrap } else { wrap.min(MOST_WIDTH) });
        Page { zone: cx.output.zone(), document: &mut document }.chat(&chat, &custody, left_out);
        cx.leave_interrupts_to_pager();
        Ok(cx.output.document(&document)?)
    }
}

impl Show {
    /// Saves the attachments, and prints which is which.
    fn save(&self, cx: &mut Context, folder: &Path) -> Result<()> {
        let columns = columns_of(attachment::COLUMNS, cx.output.columns())?;
        let store = cx.store()?;
        let held = store.attachments(&self.chat, self.deleted)?;
        let name_of = |one: &Held| file_name(one.chat, one.message, one.place, &one.attachment.name);
        let here = held.iter().filter(|one| one.is_here).count() as u64;
        let mut saved = Vec::with_capacity(held.len());
        if here > 0 {
            let folder = Folder::open(folder)?;
            held.iter().filter(|one| one.is_here).try_for_each(|one| folder.refuse_taken(&name_of(one)))?;
            for one in held.iter().filter(|one| one.is_here) {
                folder.save(&name_of(one), &store.content(one)?.unwrap_or_default())?;
            }
        }
        for one in held {
            let file = one.is_here.then(|| name_of(&one));
            saved.push(SavedAttachment { file, message: one.message, attachment: one.attachment });
        }
        if !(saved.is_empty() && cx.output.is_table()) {
            cx.output.list(&columns, &saved, None)?;
        }
        let elsewhere = saved.len() as u64 - here;
        let mut sentence = match (here, saved.len()) {
            (_, 0) => format!("Chat {} has no attachments.", self.chat),
            (0, _) => "Nothing saved.".to_owned(),
            _ => format!("Saved {} into {}.", counted(here, "attachment"), folder.display()),
        };
        if elsewhere > 0 {
            sentence.push_str(&format!(" Not in the repository: {}.", grouped(elsewhere)));
        }
        cx.output.say(&sentence);
        Ok(())
    }
}

/// Longer lines than this are hard to read.
const MOST_WIDTH: usize = 120;
/// Where details stand, and where the words of a thread do: no text of a chat begins further left.
const DETAILS: usize = 14;
const WORDS: usize = 7;
/// Names of custom fields push their values this far to the right, and no further.
const WIDEST_LABEL: usize = 26;

/// A chat laid out for a person.
struct Page<'a> {
    zone: &'a TimeZone,
    document: &'a mut Document,
}

impl Page<'_> {
    fn chat(&mut self, chat: &WholeChat, custody: &Custody, left_out: usize) {
        self.title(chat, custody);
        self.details(chat, custody);
        self.fields("Fields", &chat.fields);
        self.fields("Fields of the person", &chat.person.fields);
        self.notes(chat);
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
            self.detail("Rating", &format!("{} of 5{comment}", rating.score));
        }
        self.detail("Description", chat.description.as_deref().unwrap_or_default());
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

    /// One detail, if there is anything to say.
    fn detail(&mut self, label: &str, text: &str) {
        if !text.is_empty() {
            self.document.entry(&wash::line(label), Style::Dim, DETAILS, Style::Plain, &wash::body(text));
        }
    }

    fn fields(&mut self, title: &str, fields: &[(String, FieldValue)]) {
        if fields.is_empty() {
            return;
        }
        self.heading(title);
        let names: Vec<Safe<'_>> = fields.iter().map(|(name, _)| wash::line(name)).collect();
        let widest = names.iter().map(Safe::width).max().unwrap_or(0) + 2;
        let indent = widest.clamp(DETAILS, WIDEST_LABEL);
        for (name, (_, value)) in names.iter().zip(fields) {
            let value = wash::body(value.text());
            // A longer name has its own line, so that it is never cut.
            if name.width() + 2 > indent {
                self.document.entry(&Safe::default(), Style::Dim, 0, Style::Dim, std::slice::from_ref(name));
                self.document.entry(&Safe::default(), Style::Dim, indent, Style::Plain, &value);
            } else {
                self.document.entry(name, Style::Dim, indent, Style::Plain, &value);
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

/// Minutes and seconds from the start of the chat: `+2:05`.
fn from_start(offset: i64) -> String {
    let seconds = offset.unsigned_abs() / 1_000_000;
    let sign = if offset < 0 { '-' } else { '+' };
    format!("{sign}{}:{:02}", seconds / 60, seconds % 60)
}

/// What to call the author: the name the chat knows, else what the source said.
fn author(chat: &WholeChat, message: &Message) -> String {
    let said = message.author.clone().unwrap_or_default();
    let name = match (message.kind, &chat.rep) {
        (AuthorKind::Person, _) if chat.person.external_id == message.author => chat.person.name.clone(),
        (AuthorKind::Rep, Some(rep)) if rep.external_id == message.author => rep.name.clone(),
        _ => None,
    };
    let name = name.unwrap_or(said);
    match &message.alias {
        Some(alias) => format!("{name} as {alias}"),
        None => name,
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
