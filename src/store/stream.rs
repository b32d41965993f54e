//! Everything chosen, one after the other, in constant memory: what exports read. One read transaction each, so that
//! all of it is one moment of the repository. Oldest chats first.

use rusqlite::OptionalExtension;

use super::list::{Plan, each_key, newest};
use super::page::{ChatPage, Choice, Page, Preview, Sort, SortKey, Start};
use super::read::{Authors, Rows, Wholes, time};
use super::{Store, rank};
use crate::error::{Error, Result};
use crate::model::chat::{ChatName, ChatRow, WholeChat};
use crate::model::message::MessageRow;

/// How many of the newest matches a ranking looks at.
pub const RANKED: usize = 500;

const OLDEST: Sort = Sort { key: SortKey::Created, reverse: true };

impl Store {
    /// Gives `visit` every chat chosen as a row, with these custom fields and no preview.
    pub fn each_row(
        &self,
        choice: &Choice<'_>,
        fields: &[String],
        mut visit: impl FnMut(&ChatRow) -> Result<()>,
    ) -> Result<()> {
        let moment = self.connection.unchecked_transaction()?;
        let plan = Plan::of(&moment, choice, OLDEST)?;
        let reader = Rows::new(&moment, fields, Preview::Nothing)?;
        each_key(&moment, &plan, OLDEST, |key| visit(&reader.row(key)?))
    }

    /// Gives `visit` every chat chosen with all that belongs to it.
    pub fn each_whole(&self, choice: &Choice<'_>, mut visit: impl FnMut(&WholeChat) -> Result<()>) -> Result<()> {
        let moment = self.connection.unchecked_transaction()?;
        let plan = Plan::of(&moment, choice, OLDEST)?;
        let reader = Wholes::new(&moment);
        each_key(&moment, &plan, OLDEST, |key| visit(&reader.chat(key)?))
    }

    /// Gives `visit` every message of every chat chosen, in the order of the thread.
    pub fn each_message(&self, choice: &Choice<'_>, mut visit: impl FnMut(&MessageRow) -> Result<()>) -> Result<()> {
        let moment = self.connection.unchecked_transaction()?;
        let plan = Plan::of(&moment, choice, OLDEST)?;
        let authors = Authors::default();
        let mut of_chat = moment.prepare(
            "SELECT chat.id, source.name, chat.external_id FROM chat LEFT JOIN source ON source.id = chat.source_id
             WHERE chat.key = ?1",
        )?;
        let mut of_thread = moment
            .prepare("SELECT number, sent_at, author_id, text FROM message WHERE chat_key = ?1 ORDER BY number")?;
        let mut message = MessageRow::default();
        let set = |text: &mut String, value: Option<&str>| {
            text.clear();
            text.push_str(value.unwrap_or_default());
        };
        each_key(&moment, &plan, OLDEST, |key| {
            of_chat.query_row([key], |row| {
                message.chat = row.get(0)?;
                set(&mut message.source, row.get_ref(1)?.as_str_or_null()?);
                set(&mut message.external_id, row.get_ref(2)?.as_str_or_null()?);
                Ok(())
            })?;
            let mut rows = of_thread.query([key])?;
            while let Some(row) = rows.next()? {
                message.number = row.get(0)?;
                message.at = time(row.get(1)?);
                set(&mut message.text, row.get_ref(3)?.as_str_or_null().unwrap_or_default());
                authors.with(&moment, row.get(2)?, |kind, name| {
                    message.kind = Some(kind);
                    set(&mut message.author, name);
                })?;
                visit(&message)?;
            }
            Ok(())
        })
    }

    /// The chats that match best among the newest [`RANKED`] matches, best first, newest first among equals, each with
    /// the text that holds the piece (folded) as its preview. Pages go by number; there are no cursors.
    pub fn ranked(&self, choice: &Choice<'_>, piece: &str, page: &Page) -> Result<ChatPage> {
        let Start::Number(number) = page.start else {
            return Err(Error::usage("a ranking has no cursors").hint("use --page N"));
        };
        let moment = self.connection.unchecked_transaction()?;
        let keys = rank::ranked(&moment, newest(&moment, choice, RANKED)?, piece)?;
        let skip = usize::try_from(number.saturating_sub(1)).unwrap_or(usize::MAX).saturating_mul(page.limit);
        let reader = Rows::new(&moment, &page.fields, Preview::Found(piece.to_owned()))?;
        let rows = keys.iter().skip(skip).take(page.limit).map(|key| reader.row(*key)).collect::<Result<_>>()?;
        Ok(ChatPage { rows, next: None, total: None })
    }

    /// One chat with all that belongs to it, and the row that lists show of it.
    ///
    /// # Errors
    /// `NotFound` where there is none, or it is in the bin and `bin` is false.
    pub fn whole_chat(&self, name: &ChatName, bin: bool) -> Result<(ChatRow, WholeChat)> {
        let moment = self.connection.unchecked_transaction()?;
        let found = match name {
            ChatName::Id(id) => moment
                .query_row("SELECT key, deleted_at FROM chat WHERE id = ?1", [id], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?,
            ChatName::External { source, external_id } => moment
                .query_row(
                    "SELECT key, deleted_at FROM chat
                     WHERE source_id = (SELECT id FROM source WHERE name = ?1) AND external_id = ?2",
                    [source, external_id],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .optional()?,
        };
        match found {
            Some((key, deleted)) if bin || Option::<i64>::is_none(&deleted) => {
                let row = Rows::new(&moment, &[], Preview::Nothing)?.row(key)?;
                Ok((row, Wholes::new(&moment).chat(key)?))
            }
            _ => Err(Error::not_found(format!("no chat {name}")).hint("livechats list shows the chats there are")),
        }
    }

    /// The names of the custom fields of chats, in the order they came in.
    pub fn field_names(&self) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare("SELECT name FROM field WHERE owner = 1 ORDER BY id")?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }
}
