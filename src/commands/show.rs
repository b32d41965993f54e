//! `livechats show`: one chat with all that belongs to it.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::commands::args::{chat_name, columns_of, format_parser, whole_number};
use crate::commands::transcript::Page;
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::exchange::attachment::Folder;
use crate::exchange::chat_line;
use crate::model::attachment::{self, SavedAttachment, file_name};
use crate::model::chat::ChatName;
use crate::model::permission::{ChatVerb, Need};
use crate::output::Format;
use crate::output::document::Document;
use crate::output::number::{counted, grouped};
use crate::store::Held;

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
        Page { zone: cx.output.zone(), notes: true, document: &mut document }.chat(&chat, &custody, left_out);
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
