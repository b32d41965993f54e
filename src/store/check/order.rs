//! Rows that stand out of their order, or behind a page that cannot be read: each chat's own may still be found by its
//! key, but whoever reads on from chat to chat, as exports do, does not come to those that follow.

use std::collections::BTreeSet;

use super::{Check, Tell};
use crate::error::Result;
use crate::model::finding::{Finding, Kind};
use crate::store::digest;

/// Tables of chats and of what belongs to them, and the keys of the chats in the order in which exports read them.
const TREES: &[(&str, &str, &str)] = &[
    ("chat", "its own row", "SELECT key FROM chat ORDER BY key"),
    ("message", "its messages", "SELECT chat_key FROM message ORDER BY chat_key, number"),
    ("note", "its notes", "SELECT chat_key FROM note ORDER BY chat_key, number"),
    ("chat_field", "its custom fields", "SELECT chat_key FROM chat_field ORDER BY chat_key, field_id"),
    ("chat_tag", "its tags", "SELECT chat_key FROM chat_tag INDEXED BY chat_tag_chat ORDER BY chat_key, position"),
    ("chat_team", "its teams", "SELECT chat_key FROM chat_team INDEXED BY chat_team_chat ORDER BY chat_key, position"),
];

impl Check<'_> {
    pub(super) fn order(&self, tell: Tell<'_>) -> Result<()> {
        let mut all = Ok(());
        for (table, rows, sql) in TREES {
            let mut is_in_order = true;
            let walked = self.walk(sql, |_, in_order| is_in_order &= in_order);
            if walked.is_ok() && is_in_order {
                continue;
            }
            all = all.and(walked);
            let mut reached = BTreeSet::new();
            // How far it came is all that counts here.
            let _ = self.walk(sql, |key, in_order| {
                if in_order {
                    reached.insert(key);
                }
            });
            let Some(table) = digest::tables().find(|known| known.table == *table) else { continue };
            let mut key_of = self.moment.prepare_cached("SELECT key FROM chat WHERE id = ?1")?;
            for id in digest::all_of(self.moment, table.number)?.into_keys() {
                let key = key_of.query_row([id], |row| row.get(0));
                if !key.is_ok_and(|key: i64| reached.contains(&key)) {
                    tell(Finding::of_chat(Kind::Structure, Some(id), format!("exports may not come to {rows}")))?;
                }
            }
        }
        all
    }

    /// Gives `visit` the key of each row, and whether that stands in its order. The rows behind the first that cannot be
    /// read are not come to.
    fn walk(&self, sql: &str, mut visit: impl FnMut(i64, bool)) -> Result<()> {
        let mut statement = self.moment.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut highest = i64::MIN;
        while let Some(row) = rows.next()? {
            let key = row.get(0)?;
            visit(key, key >= highest);
            highest = highest.max(key);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::undo::deeds::World;

    #[test]
    fn what_is_walked_is_not_sorted() {
        let world = World::new();
        for (table, _, sql) in TREES {
            let plan: String = world
                .store
                .connection
                .query_row(&format!("EXPLAIN QUERY PLAN {sql}"), [], |row| row.get("detail"))
                .unwrap();
            let index =
                if sql.contains("INDEXED BY") { format!(" USING COVERING INDEX {table}_chat") } else { String::new() };
            assert_eq!(plan, format!("SCAN {table}{index}"));
        }
    }
}
