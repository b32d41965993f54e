//! The threads of whole chats: notes, messages, and the files that hang on them.

use super::{Reader, time};
use crate::error::Result;
use crate::model::attachment::Attachment;
use crate::model::chat::WholeChat;
use crate::model::message::Message;
use crate::model::note::Note;

impl Reader<'_> {
    pub(super) fn notes(&self, keys: &[i64], chats: &mut [WholeChat]) -> Result<()> {
        let select = "SELECT note.chat_key, written_at, author, text, color, extra
             FROM rarray(?1) AS wanted CROSS JOIN note ON note.chat_key = wanted.value";
        self.of_each(keys, select, |place, row| {
            if let Some(chat) = chats.get_mut(place) {
                chat.notes.push(Note {
                    at: time(row.get(1)?),
                    author: row.get(2)?,
                    text: row.get(3)?,
                    color: row.get(4)?,
                    extra: row.get(5)?,
                });
            }
            Ok(())
        })
    }

    pub(super) fn messages(&self, keys: &[i64], chats: &mut [WholeChat]) -> Result<()> {
        let select = "SELECT message.chat_key, sent_at, offset_us, author_id, text, extra
             FROM rarray(?1) AS wanted CROSS JOIN message ON message.chat_key = wanted.value";
        self.of_each(keys, select, |place, row| {
            if let Some(chat) = chats.get_mut(place) {
                let owned = |text: Option<&str>| text.map(str::to_owned);
                let author = self.author(row.get(3)?, |kind, name, alias| (kind, owned(name), owned(alias)))?;
                let (kind, author, alias) = author;
                chat.messages.push(Message {
                    at: time(row.get(1)?),
                    offset: row.get(2)?,
                    kind,
                    author,
                    alias,
                    text: row.get(4)?,
                    attachments: Vec::new(),
                    extra: row.get(5)?,
                });
            }
            Ok(())
        })
    }

    pub(super) fn attachments(&self, keys: &[i64], chats: &mut [WholeChat]) -> Result<()> {
        let select = "SELECT attachment.chat_key, message_number, name, type, size, link FROM rarray(?1) AS wanted
             CROSS JOIN attachment INDEXED BY attachment_chat ON attachment.chat_key = wanted.value";
        self.of_each(keys, select, |place, row| {
            let number: usize = row.get(1)?;
            let messages = chats.get_mut(place).map(|chat| &mut chat.messages);
            if let Some(message) = messages.and_then(|messages| messages.get_mut(number.checked_sub(1)?)) {
                message.attachments.push(Attachment {
                    name: row.get(2)?,
                    media_type: row.get(3)?,
                    size: row.get(4)?,
                    link: row.get(5)?,
                });
            }
            Ok(())
        })
    }
}
