//! `livechats person export`

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::transcript::{self, Aside};
use crate::context::{Context, Work};
use crate::error::Result;
use crate::exchange::output_folder::OutputFolder;
use crate::exchange::{chat_line, person_json};
use crate::model::chat::WholeChat;
use crate::model::permission::{ChatVerb, Need};
use crate::output::number::counted;
use crate::store::Attachment;

const EXAMPLES: &str = "\
Examples:
  livechats person export 12 --output ann
  livechats person export ann@example.com --output ann --with-notes";

/// Endings that files get; whatever else an attachment is called, it is a `.bin`.
const ENDINGS: [&str; 20] = [
    "csv", "doc", "docx", "eml", "gif", "jpeg", "jpg", "json", "m4a", "mov", "mp3", "mp4", "ogg", "pdf", "png", "txt",
    "webp", "xls", "xlsx", "zip",
];

/// Write all that is kept of one person into a folder, for them
///
/// The folder holds person.json (who they are, custom fields, tags, bans), chats.jsonl (their chats, in the form that
/// import reads, those in the bin too), transcript.txt, and their attachments under names of our own. It appears only
/// when it is whole, readable by your account only, and is noted in the record. Internal notes are left out unless asked
/// for: the law may give the person a right to them too, but they name others, so somebody has to read them first.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Export {
    /// Number, or exactly one's mail address, phone number, ID or name
    #[arg(value_name = "PERSON")]
    person: String,
    /// The folder to make; it must not be there yet
    #[arg(long, short, value_name = "DIR")]
    output: PathBuf,
    /// The internal notes on them and on their chats too
    #[arg(long)]
    with_notes: bool,
}

/// What was written.
#[derive(Default)]
struct Written {
    chats: u64,
    attachments: u64,
    notes: u64,
}

impl Work for Export {
    fn need(&self) -> Need {
        Need::Chats(ChatVerb::Export)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        cx.check_named_file(&self.output)?;
        let folder = OutputFolder::create(&self.output)?;
        let mut store = cx.store_for_writing()?;
        let person = store.person_named(&self.person)?;
        let mut written = Written::default();
        let mut chats = folder.file("chats.jsonl")?;
        let mut transcript = folder.file("transcript.txt")?;
        let mut notes_on_person = 0;
        let zone = cx.clock.zone.clone();
        let mut line = Vec::new();
        store.hand_out(
            person,
            |person| {
                notes_on_person = person.notes.len() as u64;
                let mut out = Vec::new();
                person_json::write(person, self.with_notes, &mut out);
                let mut file = folder.file("person.json")?;
                file.write_all(&out)?;
                Ok(file.flush()?)
            },
            |mut chat, attachments| {
                written.chats += 1;
                written.notes += chat.notes.len() as u64;
                let asides = save(&folder, chat.id, &attachments, &mut written)?;
                leave_others_out(&mut chat, self.with_notes);
                line.clear();
                chat_line::write(&chat, &mut line);
                chats.write_all(&line)?;
                Ok(transcript.write_all(transcript::write(&chat, &asides, &zone).as_bytes())?)
            },
        )?;
        chats.flush()?;
        transcript.flush()?;
        // First the record, then the folder: nothing leaves without a trace.
        store.record_handed_out(&cx.actor(), person, written.chats, written.attachments)?;
        folder.finish()?;
        let notes = match written.notes + notes_on_person {
            0 => String::new(),
            notes if self.with_notes => format!(", {}", counted(notes, "internal note")),
            notes => format!("; {} left out, --with-notes adds them", counted(notes, "internal note")),
        };
        cx.output.say(&format!(
            "Exported person {person} to {}: {}, {}{notes}.",
            self.output.display(),
            counted(written.chats, "chat"),
            counted(written.attachments, "attachment"),
        ));
        Ok(())
    }
}

/// Takes out of a chat what is kept about others: addresses of reps, who else took part.
fn leave_others_out(chat: &mut WholeChat, with_notes: bool) {
    if let Some(rep) = &mut chat.rep {
        rep.email = None;
    }
    chat.participants.clear();
    if !with_notes {
        chat.notes.clear();
    }
}

/// Writes attachments under names of our own, and says for each message what it had.
fn save(folder: &OutputFolder, chat: i64, attachments: &[Attachment], written: &mut Written) -> Result<Vec<Aside>> {
    let mut asides = Vec::with_capacity(attachments.len());
    for (place, attachment) in (1..).zip(attachments) {
        let text = match (&attachment.content, &attachment.link) {
            (Some(content), _) => {
                let name = file_name(chat, attachment.message, place, &attachment.name);
                let mut file = folder.file(&name)?;
                file.write_all(content)?;
                file.flush()?;
                written.attachments += 1;
                format!("[{}: {name}]", attachment.name)
            }
            (None, Some(link)) => format!("[{}: {link}]", attachment.name),
            (None, None) => format!("[{}: not kept here]", attachment.name),
        };
        asides.push((attachment.message, text));
    }
    Ok(asides)
}

/// `attachments/chat-12-message-3-1.pdf`: nothing in it comes from outside but an ending that is known.
fn file_name(chat: i64, message: i64, place: u64, name: &str) -> String {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let ending = ENDINGS.iter().find(|known| **known == ending).unwrap_or(&"bin");
    format!("attachments/chat-{chat}-message-{message}-{place}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn no_name_in_the_data_chooses_a_path() {
        assert_eq!(file_name(1, 2, 3, "Invoice.PDF"), "attachments/chat-1-message-2-3.pdf");
        for bad in ["../../etc/passwd", "a.pdf/..", "x.desktop", "", ".", "CON", "a.p\u{202e}df", "a.pdf\0.exe", "/"] {
            assert_eq!(file_name(1, 2, 3, bad), "attachments/chat-1-message-2-3.bin", "{bad:?}");
        }
    }
}
