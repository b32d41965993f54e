//! `livechats person show`

use clap::Args;
use jiff::tz::TimeZone;

use crate::commands::args::format_parser;
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::exchange::person_json;
use crate::model::chat::ChatRow;
use crate::model::permission::{Need, Thing};
use crate::model::person::{PersonBan, WholePerson};
use crate::model::time::Time;
use crate::output::Format;
use crate::output::document::Document;
use crate::output::number::counted;
use crate::output::style::Style;
use crate::output::wash::{self, Safe};
use crate::store::Details;

const EXAMPLES: &str = "\
Examples:
  livechats person show 12
  livechats person show ann@example.com
  livechats person show shop/p1 --format json";

/// Chats of the history that are shown.
const MOST_CHATS: usize = 50;

/// Longer lines than this are hard to read.
const MOST_WIDTH: usize = 120;

/// Where details stand, at least and at most.
const DETAILS: usize = 14;
const WIDEST_LABEL: usize = 26;

/// Show a person: details, custom fields, notes, chats, bans
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Show {
    /// Number, or exactly one's mail address, phone number, ID or name
    #[arg(value_name = "PERSON")]
    person: String,
    /// How to print
    #[arg(long, value_name = "FORMAT", value_parser = format_parser(&[Format::Txt, Format::Json, Format::Jsonl]))]
    format: Option<Format>,
}

impl Work for Show {
    fn need(&self) -> Need {
        Need::View(Thing::Persons)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        // Given before the command, the flag knows more formats than make sense here.
        let format = cx.output.asked_format().unwrap_or(Format::Txt);
        if !matches!(format, Format::Txt | Format::Json | Format::Jsonl) {
            let message = format!("one person cannot be shown as {}", format.name());
            return Err(Error::usage(message).hint("person show prints txt, json or jsonl; person list prints tables"));
        }
        let store = cx.store()?;
        let person = store.whole_person(store.person_named(&self.person)?)?;
        if format != Format::Txt {
            let mut out = Vec::new();
            person_json::write(&person, true, &mut out);
            return Ok(std::io::Write::write_all(cx.output.exact(), &out)?);
        }
        let details = Details { tags: true, ..Details::default() };
        let chats = store.rows_of(&person.chats[..person.chats.len().min(MOST_CHATS)], &details)?;
        let mut document = Document::new(cx.output.terminal().wrap.min(MOST_WIDTH));
        Page { zone: cx.output.zone(), document: &mut document }.person(&person, &chats);
        cx.leave_interrupts_to_pager();
        Ok(cx.output.document(&document)?)
    }
}

/// A person laid out for a person.
struct Page<'a> {
    zone: &'a TimeZone,
    document: &'a mut Document,
}

impl Page<'_> {
    fn person(&mut self, person: &WholePerson, chats: &[ChatRow]) {
        let row = &person.row;
        let name = row.name.as_deref().unwrap_or("Unknown");
        let mut title = vec![(Style::Strong, wash::line(&format!("Person {}  {name}", row.id)).into_owned())];
        if row.erased.is_some() {
            title.push((Style::Alarm, wash::line("  erased")));
        }
        self.document.line(title);
        self.document.blank();
        let external = row.external_id.as_ref();
        let source = external.map(|id| format!("{}/{id}", row.source.as_deref().unwrap_or_default()));
        for (label, value) in [
            ("Email", row.email.as_deref()),
            ("Phone", row.phone.as_deref()),
            ("Location", row.location.as_deref()),
            ("Country", row.country.as_deref()),
            ("IP address", row.ip.as_deref()),
            ("Channel ID", row.channel_id.as_deref()),
            ("Unique ID", row.unique_id.as_deref()),
            ("Source", source.as_deref()),
            ("Tags", Some(row.tags.join(", ")).as_deref().filter(|tags| !tags.is_empty())),
            ("Erased", row.erased.map(|at| at.local(self.zone)).as_deref()),
        ] {
            if let Some(value) = value {
                self.entry(label, DETAILS, value);
            }
        }
        self.fields(person);
        self.notes(person);
        self.chats(person, chats);
        self.bans(&person.bans);
    }

    fn entry(&mut self, label: &str, indent: usize, text: &str) {
        self.document.entry(&wash::line(label), Style::Dim, indent, Style::Plain, &wash::body(text));
    }

    fn heading(&mut self, title: &str) {
        self.document.blank();
        self.document.line([(Style::Strong, wash::line(title))]);
    }

    fn fields(&mut self, person: &WholePerson) {
        if person.fields.is_empty() {
            return;
        }
        self.heading("Fields");
        let widest = person.fields.iter().map(|(name, _)| wash::line(name).width() + 2).max().unwrap_or(0);
        for (name, value) in &person.fields {
            self.entry(name, widest.clamp(DETAILS, WIDEST_LABEL), value.text());
        }
    }

    fn notes(&mut self, person: &WholePerson) {
        if person.notes.is_empty() {
            return;
        }
        self.heading("Notes (internal)");
        for note in &person.notes {
            let head = format!("{}  {}", self.moment(note.at), note.author.as_deref().unwrap_or("Unknown"));
            self.document.line([(Style::Dim, wash::line(&head))]);
            self.document.entry(&Safe::default(), Style::Dim, DETAILS / 2, Style::Plain, &wash::body(&note.text));
        }
    }

    fn chats(&mut self, person: &WholePerson, chats: &[ChatRow]) {
        let bin = match person.chats_in_bin {
            0 => String::new(),
            more => format!(", and {} in the bin", counted(u64::try_from(more).unwrap_or_default(), "chat")),
        };
        self.heading(&format!("{}{bin}", counted(person.chats.len() as u64, "chat")));
        for chat in chats {
            let status = chat.status.map_or("", |status| status.name());
            let rest = [chat.app.as_deref().unwrap_or_default(), &chat.tags.join(", ")].join("  ");
            self.document.line([
                (Style::Plain, wash::line(&format!("{:>8}  {}  ", chat.id, self.moment(chat.created))).into_owned()),
                (Style::of_word(status), wash::line(status)),
                (Style::Plain, wash::line(&format!("  {}", rest.trim_end())).into_owned()),
            ]);
        }
        let more = person.chats.len().saturating_sub(chats.len()) as u64;
        if more > 0 {
            self.document.line([(Style::Dim, wash::line(&format!("… and {} more", counted(more, "chat"))))]);
        }
    }

    fn bans(&mut self, bans: &[PersonBan]) {
        if bans.is_empty() {
            return;
        }
        self.heading(&counted(bans.len() as u64, "ban"));
        for ban in bans {
            let end = ban.ends.map_or_else(|| "permanent".to_owned(), |end| format!("until {}", end.local(self.zone)));
            let word = if ban.replaced { "replaced" } else { "lifted" };
            let lifted = ban.lifted.map(|at| format!(", {word} {}", at.local(self.zone))).unwrap_or_default();
            let line = format!("{}  {end}{lifted}  {}", self.moment(ban.started), ban.reason);
            self.document.line([(Style::Plain, wash::line(line.trim_end()))]);
        }
    }

    fn moment(&self, time: Option<Time>) -> String {
        time.map_or_else(|| "unknown".to_owned(), |time| time.local(self.zone))
    }
}
