//! `livechats reply`: a rep writes to the person.

use std::path::PathBuf;

use clap::Args;

use crate::commands::args::chat_name;
use crate::commands::target::print_rows;
use crate::commands::text;
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::exchange::attachment;
use crate::model::attachment::{MOST_BYTES_OF_MESSAGE, NewAttachment};
use crate::model::canned::language;
use crate::model::chat::ChatName;
use crate::model::permission::{ChatVerb, Need};
use crate::store::{FromCanned, Replied, Reply as Message};

const EXAMPLES: &str = "\
Examples:
  livechats reply 4711 'The money is on its way.'        as the rep who has the chat
  livechats reply 4711 'I look into it.' --takeover      it is yours from now on
  livechats reply 4711 --attach invoice.pdf 'Here it is.'
  livechats reply 4711 --alias Sunny 'Hello!'            under one of your aliases
  livechats reply 4711 --canned hello --language es      a canned reply, filled in for the person
  fortune | livechats reply 4711 -                       the text from standard input

A reply opens a chat that was pending or overdue; a resolved chat stays resolved, a closed one
takes no more replies. An attachment has at most 10 MiB, those of one message 25 MiB together, a
text 1 MiB.";

/// Write to the person of a chat
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Reply {
    /// Our number (4711), or source/external (star/star-11)
    #[arg(value_name = "CHAT", value_parser = chat_name)]
    chat: ChatName,
    /// What to write; - for standard input; left out: in the editor ($VISUAL, $EDITOR), or nothing beside --attach
    #[arg(value_name = "TEXT")]
    text: Option<String>,
    /// Write under this alias of yours [default: your default alias, else your name]
    #[arg(long, value_name = "ALIAS")]
    alias: Option<String>,
    /// A file to send along; can be given several times
    #[arg(long, value_name = "FILE")]
    attach: Vec<PathBuf>,
    /// Write this canned reply, filled in for the chat, with its files; livechats canned render shows it first
    #[arg(long, value_name = "NAME", conflicts_with = "text")]
    canned: Option<String>,
    /// The canned reply in this language [default: the chat's, else that of its first text]
    #[arg(long, value_name = "LANGUAGE", value_parser = language::canonical, requires = "canned", conflicts_with = "text")]
    language: Option<String>,
    /// Take the chat over first, whoever has it
    #[arg(long)]
    takeover: bool,
}

impl Work for Reply {
    fn need(&self) -> Need {
        Need::Chats(ChatVerb::Manage)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        self.attach.iter().try_for_each(|file| cx.check_named_file(file))?;
        let attachments = attachments(&self.attach)?;
        let (text, is_edited) = self.text(cx)?;
        let written = is_edited.then(|| text.clone());
        let again = self.again();
        let done = self.send(cx, text, attachments);
        text::kept(cx, written.as_deref(), &again, done)
    }
}

impl Reply {
    fn send(self, cx: &mut Context, text: String, attachments: Vec<NewAttachment>) -> Result<()> {
        if text.trim().is_empty() && attachments.is_empty() && self.canned.is_none() {
            return Err(Error::usage("the text is empty; nothing was written"));
        }
        let zone = cx.clock.zone.clone();
        let canned = self.canned.map(|name| FromCanned { name, language: self.language, zone });
        let reply = Message { text, alias: self.alias, attachments, canned, takeover: self.takeover };
        let mut store = cx.store_for_writing()?;
        let replied = store.reply(&cx.actor(), &self.chat, &reply)?;
        if cx.output.asked_format().is_some() {
            print_rows(cx, &store, &[replied.chat])?;
        }
        cx.output.say(&sentence(&replied));
        Ok(())
    }

    /// The command once more, for a text on standard input.
    fn again(&self) -> String {
        let mut words = format!("livechats reply {}", text::shell(&self.chat.to_string()));
        let attached = self.attach.iter().map(|file| ("--attach", file.display().to_string()));
        for (flag, value) in self.alias.iter().map(|alias| ("--alias", alias.clone())).chain(attached) {
            words.push_str(&format!(" {flag} {}", text::shell(&value)));
        }
        words + if self.takeover { " --takeover - <" } else { " - <" }
    }

    /// The text, and whether it was written in the editor; none where files go without one, or a canned reply makes it.
    fn text(&self, cx: &mut Context) -> Result<(String, bool)> {
        if self.canned.is_some() || self.text.is_none() && !self.attach.is_empty() {
            return Ok((String::new(), false));
        }
        match text::given(cx, self.text.as_deref())? {
            Some(text) => Ok((text, false)),
            None => {
                // Whether it is there at all is found out before somebody writes.
                cx.store()?.whole_chat(&self.chat, false)?;
                let about = format!("Your message to the person of chat {}.", self.chat);
                Ok((text::edited(cx, "", &[about])?, true))
            }
        }
    }
}

fn sentence(replied: &Replied) -> String {
    let Replied { chat, message, before, after, taken_over, operation } = replied;
    let mut news = Vec::new();
    if *taken_over {
        news.push("yours now".to_owned());
    }
    if before != after {
        news.push(format!("{} instead of {}", after.name(), before.name()));
    }
    let news = if news.is_empty() { String::new() } else { format!(" ({})", news.join(", ")) };
    format!("Wrote message {message} of chat {chat}{news}. Take it back: livechats undo {operation}")
}

fn attachments(files: &[PathBuf]) -> Result<Vec<NewAttachment>> {
    let mut attachments = Vec::with_capacity(files.len());
    let mut bytes = 0;
    for file in files {
        let one = attachment::read(file)?;
        bytes += one.content.len() as u64;
        if bytes > MOST_BYTES_OF_MESSAGE {
            return Err(Error::limit("more than 25 MiB are attached to one message; nothing was written")
                .hint("send them in several messages"));
        }
        attachments.push(one);
    }
    Ok(attachments)
}
