//! `livechats reply`: a rep writes to the person.

use std::io::{self, Read};
use std::path::PathBuf;

use clap::Args;

use crate::commands::args::chat_name;
use crate::commands::target::print_rows;
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::exchange::attachment;
use crate::model::attachment::{MOST_BYTES_OF_MESSAGE, NewAttachment};
use crate::model::chat::ChatName;
use crate::model::permission::{ChatVerb, Need};
use crate::store::{Replied, Reply as Message};

const EXAMPLES: &str = "\
Examples:
  livechats reply 4711 'The money is on its way.'        as the rep who has the chat
  livechats reply 4711 'I look into it.' --takeover      it is yours from now on
  livechats reply 4711 --attach invoice.pdf 'Here it is.'
  livechats reply 4711 --alias Sunny 'Hello!'            under one of your aliases
  fortune | livechats reply 4711 -                       the text from standard input

A reply opens a chat that was pending or overdue; a resolved chat stays resolved, a closed one
takes no more replies. An attachment has at most 10 MiB, those of one message 25 MiB together, a
text 1 MiB.";

/// The longest text of a message, in bytes.
const LONGEST: u64 = 1 << 20;

/// Write to the person of a chat
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Reply {
    /// Our number (4711), or source/external (star/star-11)
    #[arg(value_name = "CHAT", value_parser = chat_name)]
    chat: ChatName,
    /// What to write; `-` is standard input. It may go without where something is attached
    #[arg(value_name = "TEXT", required_unless_present = "attach")]
    text: Option<String>,
    /// Write under this alias of yours [default: your default alias, else your name]
    #[arg(long, value_name = "ALIAS")]
    alias: Option<String>,
    /// A file to send along; can be given several times
    #[arg(long, value_name = "FILE")]
    attach: Vec<PathBuf>,
    /// Take the chat over first, whoever has it
    #[arg(long)]
    takeover: bool,
}

impl Work for Reply {
    fn need(&self) -> Need {
        Need::Chats(ChatVerb::Manage)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let text = text(self.text.as_deref())?;
        let attachments = attachments(&self.attach)?;
        if text.trim().is_empty() && attachments.is_empty() {
            return Err(Error::usage("the text is empty; nothing was written"));
        }
        let reply = Message { text, alias: self.alias, attachments, takeover: self.takeover };
        let mut store = cx.store_for_writing()?;
        let replied = store.reply(&cx.actor(), &self.chat, &reply)?;
        if cx.output.asked_format().is_some() {
            print_rows(cx, &store, &[replied.chat])?;
        }
        cx.output.say(&sentence(&replied));
        Ok(())
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

/// The text as it was typed, or what comes on standard input without its last line end.
fn text(said: Option<&str>) -> Result<String> {
    let text = match said {
        Some("-") => {
            let mut bytes = Vec::new();
            io::stdin().lock().take(LONGEST + 1).read_to_end(&mut bytes)?;
            let text = String::from_utf8(bytes).map_err(|_| Error::bad_data("the text on stdin is not UTF-8"))?;
            text.strip_suffix('\n').map(|text| text.strip_suffix('\r').unwrap_or(text)).unwrap_or(&text).to_owned()
        }
        said => said.unwrap_or_default().to_owned(),
    };
    if text.contains('\0') {
        return Err(Error::usage("the text holds a NUL character; nothing was written"));
    }
    if text.len() as u64 > LONGEST {
        return Err(Error::limit("the text is longer than 1 MiB; nothing was written").hint("--attach sends a file"));
    }
    Ok(text)
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
