//! Counts that are kept with every change, against the rows.

use super::{Check, Tell};
use crate::error::Result;
use crate::model::finding::{Finding, Kind};
use crate::store::interaction;

/// What counts chats by status and bin, kept and counted.
const CHATS: &str = "
    WITH counted AS (SELECT status, deleted_at IS NOT NULL AS deleted, count(*) AS chats FROM chat GROUP BY 1, 2),
      kept AS (SELECT status, deleted, chats FROM chat_count WHERE chats <> 0)
    SELECT coalesce(kept.status, counted.status), coalesce(kept.chats, 0), coalesce(counted.chats, 0)
    FROM kept FULL JOIN counted ON counted.status = kept.status AND counted.deleted = kept.deleted
    WHERE kept.chats IS NOT counted.chats";

/// The same for tags.
const TAGS: &str = "
    SELECT id, live_chats, counted FROM (SELECT tag.id, tag.live_chats, (SELECT count(*) FROM chat_tag
      JOIN chat ON chat.key = chat_tag.chat_key AND chat.deleted_at IS NULL WHERE chat_tag.tag_id = tag.id) AS counted
    FROM tag) WHERE live_chats <> counted";

/// The same for the messages of each chat.
const MESSAGES: &str = "
    SELECT id, message_count, counted FROM (SELECT chat.id, chat.message_count,
      (SELECT count(*) FROM message WHERE message.chat_key = chat.key) AS counted FROM chat)
    WHERE message_count <> counted";

impl Check<'_> {
    pub(super) fn counts(&self, tell: Tell<'_>) -> Result<()> {
        let mut each = |sql: &str, finding: &mut dyn FnMut(i64, i64, i64) -> Finding| -> Result<()> {
            let mut statement = self.moment.prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                tell(finding(row.get(0)?, row.get(1)?, row.get(2)?))?;
            }
            Ok(())
        };
        each(CHATS, &mut |status, kept, counted| {
            Finding::of(Kind::Count, format!("{kept} chats are counted of status {status}, and {counted} are there"))
        })?;
        each(TAGS, &mut |tag, kept, counted| {
            Finding::of(Kind::Count, format!("tag {tag} is counted on {kept} chats, and is on {counted}"))
        })?;
        each(MESSAGES, &mut |chat, kept, counted| {
            let text = format!("{kept} messages are counted, and {counted} are there");
            Finding::of_chat(Kind::Count, Some(chat), text)
        })?;
        let differences = interaction::differences(self.moment, &|_| (self.step)(0))?.unwrap_or_default();
        if let Some(first) = differences.first() {
            let text = format!(
                "{} counts of interactions differ from the messages, the first of month {} by {}: {} kept, {} counted",
                differences.len(),
                first.month,
                first.by,
                first.kept,
                first.counted
            );
            tell(Finding::of(Kind::Count, text))?;
        }
        Ok(())
    }
}
