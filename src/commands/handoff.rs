//! `livechats handoff`: a livechat is opened from the chat of an AI assistant.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::tz::TimeZone;

use crate::commands::listing::line_of_text;
use crate::commands::target::print_rows;
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::exchange::message_lines;
use crate::model::permission::{ChatVerb, Need};
use crate::output::number::counted;
use crate::store::{HandedOff, HandedPerson, Handoff as Asked, Labels, Recipient};

const EXAMPLES: &str = "\
Examples:
  livechats handoff --app whatsapp --person 17 --to-rep Ana
                                                     to Ana, who has it at once
  livechats handoff --app webchat --person ann@example.com --to-team Billing --messages chat.jsonl
                                                     with what was said so far, for a rep of Billing
  livechats handoff --app webchat --new-person 'Ann Example' --email ann@example.com
                                                     of somebody new; it waits for any rep
  livechats handoff --app webchat --person 17 --language de --tag refund --field order=AB-123
                                                     with what its AI assistant has found out, for the rules
  livechats handoff --app line --person 17 --format tsv --columns id
                                                     prints the number of the new chat

Messages come one a line. Where the first line begins with {, each is JSON as the messages of
whole chats have it (at, from, author, text …); else each line is what the person wrote, at a time
that is not known.

To a named rep the chat is open. To a team its settings pick the rep; to anybody the rules of
chat assignment say where it goes (livechats assignment). Where nobody is free, or reps take chats
themselves, it is pending until a rep takes it over or `assignment run` finds one. A
banned person gets no rep (exit code 6); one who has an open, pending or overdue chat gets no
second one (exit code 7) unless --again is said.";

/// Open a livechat from an AI chat
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Handoff {
    /// The messaging app
    #[arg(long, value_name = "APP")]
    app: String,
    /// Who wrote: a person's number, or exactly one's mail address, phone number, ID or name
    #[arg(long, value_name = "PERSON", help_heading = "Whose chat", required_unless_present = "new_person")]
    person: Option<String>,
    /// Somebody who is not there yet; '' where the name is not known
    #[arg(long, value_name = "NAME", help_heading = "Whose chat", conflicts_with = "person")]
    new_person: Option<String>,
    /// Mail address of the new person
    #[arg(long, value_name = "EMAIL", help_heading = "Whose chat", requires = "new_person", conflicts_with = "person")]
    email: Option<String>,
    /// Phone number of the new person
    #[arg(long, value_name = "PHONE", help_heading = "Whose chat", requires = "new_person", conflicts_with = "person")]
    phone: Option<String>,
    /// The app's ID of the new person
    #[arg(long, value_name = "ID", help_heading = "Whose chat", requires = "new_person", conflicts_with = "person")]
    channel_id: Option<String>,
    /// This rep gets it: name, number, mail address or the source's ID
    #[arg(long, value_name = "REP", help_heading = "To whom")]
    to_rep: Option<String>,
    /// A rep of this team gets it: name or number
    #[arg(long, value_name = "TEAM", help_heading = "To whom", conflicts_with = "to_rep")]
    to_team: Option<String>,
    /// The rules of chat assignment say who gets it [the default]
    #[arg(long, help_heading = "To whom", conflicts_with_all = ["to_rep", "to_team"])]
    any: bool,
    /// What was said so far: a file, packed with gzip or not; `-` is standard input
    #[arg(long, value_name = "FILE")]
    messages: Option<PathBuf>,
    /// The language, as the app says it: de, en-GB
    #[arg(long, value_name = "LANGUAGE", help_heading = "What is known", value_parser = line_of_text)]
    language: Option<String>,
    /// A tag that there is; may be given again
    #[arg(long, value_name = "TAG", help_heading = "What is known", value_parser = line_of_text)]
    tag: Vec<String>,
    /// A custom field of the chat; may be given again
    #[arg(long, value_name = "NAME=VALUE", help_heading = "What is known", value_parser = field)]
    field: Vec<(String, String)>,
    /// Open another one where the person has a chat that is not finished
    #[arg(long)]
    again: bool,
}

fn field(text: &str) -> std::result::Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.to_owned())),
        _ => Err("it is not NAME=VALUE".to_owned()),
    }
}

impl Work for Handoff {
    fn need(&self) -> Need {
        Need::Chats(ChatVerb::Transfer)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        if self.app.trim().is_empty() {
            return Err(Error::usage("--app is empty").hint("name the messaging app, for instance whatsapp"));
        }
        if let Some(file) = self.messages.as_deref().filter(|file| file.as_os_str() != "-") {
            cx.check_named_file(file)?;
        }
        let zone = if cx.zone_is_named() { cx.clock.zone.clone() } else { TimeZone::UTC };
        let folder = cx.repository().parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or_else(|| Path::new("."));
        let read = self.messages.as_deref().map(|file| message_lines::read(file, folder, &zone)).transpose()?;
        let read = read.unwrap_or_default();
        let asked = Asked {
            app: self.app.trim().to_owned(),
            person: self.handed_person(),
            to: self.recipient(),
            messages: read.messages,
            labels: Labels { language: self.language.clone(), tags: self.tag.clone(), fields: self.field.clone() },
            again: self.again,
        };
        let mut store = cx.store_for_writing()?;
        let opened = store.hand_off(&cx.actor(), &asked)?;
        if cx.output.asked_format().is_some() {
            print_rows(cx, &store, &[opened.chat])?;
        }
        cx.output.say(&sentence(&opened, &asked));
        if read.unzoned > 0 && !cx.zone_is_named() {
            let times = counted(read.unzoned as u64, "time");
            cx.output.say(&format!("{times} without a zone, read as UTC (--tz to choose)."));
        }
        Ok(())
    }
}

impl Handoff {
    fn handed_person(&self) -> HandedPerson {
        let said =
            |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        match &self.person {
            Some(person) => HandedPerson::Known(person.trim().to_owned()),
            None => HandedPerson::New {
                name: said(&self.new_person),
                email: said(&self.email),
                phone: said(&self.phone),
                channel_id: said(&self.channel_id),
            },
        }
    }

    fn recipient(&self) -> Recipient {
        match (&self.to_rep, &self.to_team) {
            (Some(rep), _) => Recipient::Rep(rep.clone()),
            (None, Some(team)) => Recipient::Team(team.clone()),
            (None, None) => Recipient::Anybody,
        }
    }
}

fn sentence(opened: &HandedOff, asked: &Asked) -> String {
    let HandedOff { chat, person, status, to, rule, operation } = opened;
    let whose = match to {
        Recipient::Rep(name) => format!("{name} has it"),
        Recipient::Team(name) => format!("it waits for a rep of {name}"),
        Recipient::Anybody => "it waits for a rep".to_owned(),
    };
    let by = rule.as_ref().map(|rule| format!(" (rule {rule})")).unwrap_or_default();
    format!(
        "Opened chat {chat} of person {person} with {}: {}, {whose}{by}. Take it back: livechats undo {operation}",
        counted(asked.messages.len() as u64, "message"),
        status.name()
    )
}
