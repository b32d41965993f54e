//! `livechats show`: one chat with all that belongs to it.

use clap::Args;

use crate::commands::args::{chat_name, format_parser, whole_number};
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::exchange::chat_line;
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
use crate::store::Custody;
use jiff::tz::TimeZone;

const EXAMPLES: &str = "\
Examples:
  livechats show 4711                    details, notes and thread, in the pager
  livechats show star/star-11            by the source's own ID
  livechats show 4711 --tail 20          the last 20 messages
  livechats show 4711 --format json      everything, in the form that import reads";

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
    /// How to print
    #[arg(long, value_name = "FORMAT", value_parser = format_parser(&[Format::Txt, Format::Json, Format::Jsonl]))]
    format: Option<Format>,
}

impl Work for Show {
    fn need(&self) -> Need {
        Need::Chats(ChatVerb::View)
    }

    /// Asks the store, says it.
    fn run(self, cx: &mut Context) -> Result<()> {
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
        self.detail("Source", &format!("{}/{}", chat.source, chat.external_id));
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
        self.words(&message.text);
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
    name.unwrap_or(said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::person::{Person, Rep};
    use crate::model::status::Status;
    use insta::assert_snapshot;

    fn at(text: &str) -> Option<Time> {
        Time::parse(text, &TimeZone::UTC).map(|read| read.time)
    }

    fn message(at: Option<Time>, kind: AuthorKind, author: &str, text: &str) -> Message {
        Message { at, offset: None, kind, author: Some(author.into()), text: text.into(), extra: None }
    }

    fn chat() -> WholeChat {
        WholeChat {
            id: 4711,
            external_id: "w-7".into(),
            source: "desk".into(),
            language: Some("de".into()),
            app: Some("whatsapp".into()),
            created: at("2026-01-30T16:30:00Z"),
            closed: None,
            updated: at("2026-01-31T09:00:00Z"),
            time_kind: None,
            person: Person {
                external_id: Some("p1".into()),
                name: Some("Jürgen Groß".into()),
                email: Some("jg@example.org".into()),
                ..Person::default()
            },
            rep: Some(Rep { external_id: Some("r1".into()), name: Some("Ana Souza".into()), email: None }),
            participants: vec![],
            teams: vec!["Billing".into()],
            tags: vec!["vip".into(), "refund".into()],
            status: Status::Overdue,
            rating: None,
            description: Some("two\nlines".into()),
            fields: vec![
                ("order".into(), FieldValue::Number("4.50".into())),
                ("name_of_the_shop_he_went_to_first".into(), FieldValue::Text("Ost".into())),
            ],
            notes: vec![],
            messages: vec![
                message(at("2026-01-30T16:30:00Z"), AuthorKind::Person, "p1", "Hello,\nmy lamp is broken."),
                message(
                    at("2026-01-30T17:02:00Z"),
                    AuthorKind::Rep,
                    "r1",
                    "12:00  person  Jürgen Groß\n\u{1b}[2JI am sorry.",
                ),
                Message { offset: Some(125_000_000), ..message(None, AuthorKind::Ai, "bot", "Anything else?") },
                message(None, AuthorKind::System, "", "assigned"),
            ],
        }
    }

    fn page(chat: &WholeChat, width: usize, left_out: usize) -> String {
        let zone = TimeZone::get("Asia/Bangkok").unwrap();
        let mut document = Document::new(width);
        Page { zone: &zone, document: &mut document }.chat(chat, &Custody::default(), left_out);
        document.render(false)
    }

    #[test]
    fn a_chat_reads_like_a_letter() {
        assert_snapshot!(page(&chat(), 60, 0), @r"
        Chat 4711  overdue
        
        Person        Jürgen Groß · jg@example.org
        App           whatsapp
        Assignee      Ana Souza
        Teams         Billing
        Tags          vip, refund
        Description   two
                      lines
        Language      de
        Created       2026-01-30 23:30
        Updated       2026-01-31 16:00
        Source        desk/w-7
        
        Fields
        order                     4.50
        name_of_the_shop_he_went_to_first
                                  Ost
        
        4 messages
        ── 2026-01-30 ──
        23:30  person  Jürgen Groß
               Hello,
               my lamp is broken.
        ── 2026-01-31 ──
        00:02  rep  Ana Souza
               12:00  person  Jürgen Groß
               ^[[2JI am sorry.
        +2:05  ai  bot
               Anything else?
        --:--  system
               assigned
        ");
    }

    #[test]
    fn the_end_of_a_thread_says_what_it_left_out() {
        let text = page(&chat(), 60, 3);
        assert!(
            text.contains("\n4 messages\n3 earlier left out by --tail\n--:--  system\n       assigned\n"),
            "{text}"
        );
    }

    #[test]
    fn no_words_of_a_chat_begin_where_an_author_does() {
        let mut chat = chat();
        chat.messages = vec![message(None, AuthorKind::Person, "x", &"12:00  rep  Ana\n".repeat(50))];
        let text = page(&chat, 40, 0);
        assert_eq!(text.lines().filter(|line| line.starts_with("12:00")).count(), 0);
        assert_eq!(text.lines().filter(|line| line.starts_with("       12:00")).count(), 50);
    }
}
