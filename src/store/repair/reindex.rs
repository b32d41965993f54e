//! Making anew what is worked out from the rows: the search index and the counts.

use rusqlite::Connection;

use crate::error::Result;
use crate::store::change::{Act, Recording};
use crate::store::index::{add_term, write_tokens};
use crate::store::journal::CHAT;
use crate::store::read::Reader;
use crate::store::tokens::{Place, Tokens};
use crate::store::{Actor, Store};

/// Chats of one step.
const STEP: u64 = 64;

impl Store {
    /// Makes the search index and the counts anew, as one operation. Others wait so long.
    ///
    /// # Errors
    /// As for every change.
    pub fn reindex(&mut self, actor: &Actor, step: &dyn Fn(u64) -> Result<()>) -> Result<u64> {
        let chats =
            self.change(actor, Act { recorded: Recording::Nothing, ..Act::of("doctor reindex") }, |change| {
                for chat in count_again(change.transaction)? {
                    change.touch(CHAT, chat);
                }
                crate::store::check::raise_sequences(change.transaction)?;
                let chats = index_again(change.transaction, step)?;
                change.count("chats", i64::try_from(chats).unwrap_or(i64::MAX));
                Ok(chats)
            })?;
        self.count_interactions_again(&|_| step(0))?;
        Ok(chats)
    }
}

/// Counts chats, tags and messages anew. Gives the numbers of the chats whose count was another.
pub(super) fn count_again(connection: &Connection) -> Result<Vec<i64>> {
    connection.execute_batch(
        "DELETE FROM chat_count;
         INSERT INTO chat_count (status, deleted, chats)
           SELECT status, deleted_at IS NOT NULL, count(*) FROM chat GROUP BY 1, 2;
         UPDATE tag SET live_chats = (SELECT count(*) FROM chat_tag JOIN chat ON chat.key = chat_tag.chat_key
           AND chat.deleted_at IS NULL WHERE chat_tag.tag_id = tag.id);",
    )?;
    let mut update = connection.prepare(
        "UPDATE chat SET message_count = counted FROM
           (SELECT key AS of, (SELECT count(*) FROM message WHERE message.chat_key = chat.key) AS counted FROM chat)
         WHERE key = of AND message_count <> counted RETURNING id",
    )?;
    let chats = update.query_map([], |row| row.get(0))?;
    Ok(chats.collect::<rusqlite::Result<_>>()?)
}

/// Indexes every chat anew. Gives how many.
pub(super) fn index_again(connection: &Connection, step: &dyn Fn(u64) -> Result<()>) -> Result<u64> {
    connection.execute_batch(
        "INSERT INTO search (search) VALUES ('delete-all');
         INSERT INTO term_piece (term_piece) VALUES ('delete-all');
         DELETE FROM term;",
    )?;
    let reader = Reader::new(connection);
    let mut statement = connection.prepare("SELECT key FROM chat ORDER BY key")?;
    let mut rows = statement.query([])?;
    let mut chats = 0;
    while let Some(row) = rows.next()? {
        let key = row.get(0)?;
        let chat = reader.whole(key)?;
        let mut tokens = Tokens::of(&chat);
        if let Some(name) = &chat.person.name {
            tokens.add(Place::About, name);
        }
        write_tokens(connection, key, &tokens)?;
        tokens.terms().try_for_each(|term| add_term(connection, term))?;
        chats += 1;
        if chats % STEP == 0 {
            step(1)?;
        }
    }
    Ok(chats)
}
