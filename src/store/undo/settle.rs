//! What is worked out anew behind an undo: times of the last change, and the search index.

use rusqlite::OptionalExtension;

use super::super::index::index_again;
use super::super::journal::CHAT;
use super::apply::Applier;
use super::standing::SOFT;
use crate::error::Result;

impl Applier<'_, '_> {
    /// Works out the soft columns of a row that something later touched too: what the newest change that counts and
    /// wrote them left there, else what was there before any.
    pub(super) fn settle(&mut self, noun: i64, key: i64) -> Result<()> {
        for (_, column) in SOFT.iter().filter(|(of, column)| *of == noun && *column != "changed_by") {
            let path = format!("$.{column}");
            let connection = self.connection();
            let mut works = connection.prepare_cached(
                "SELECT journal.operation_id, operation.at,
                   max(json_type(journal.before, ?3) IS NOT NULL),
                   coalesce(operation.part_of, operation.id) NOT IN (SELECT operation_id FROM undone)
                     AND operation.undo_of IS NULL
                 FROM journal JOIN operation ON operation.id = journal.operation_id
                 WHERE noun = ?1 AND row_key = ?2 GROUP BY journal.operation_id ORDER BY journal.operation_id DESC",
            )?;
            let mut behind = connection.prepare_cached(
                "SELECT json_extract(before, ?3) FROM journal WHERE noun = ?1 AND row_key = ?2 AND operation_id > ?4
                   AND json_type(before, ?3) IS NOT NULL ORDER BY operation_id, number LIMIT 1",
            )?;
            let sql = match noun {
                CHAT => "SELECT updated_at FROM chat WHERE key = ?1",
                _ => "SELECT assigned_at FROM rep WHERE id = ?1",
            };
            let now: Option<Option<i64>> =
                connection.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()?;
            // A row that went has no times.
            let Some(now) = now else { continue };
            let mut first = None;
            let mut settled = None;
            let mut rows = works.query((noun, key, &path))?;
            while let Some(row) = rows.next()? {
                let (operation, at, wrote, counts): (i64, i64, bool, bool) =
                    (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
                first = Some(operation);
                if !counts {
                    continue;
                }
                let left = behind.query_row((noun, key, &path, operation), |row| row.get(0)).optional()?;
                let left: Option<i64> = left.unwrap_or(now);
                // Who writes the same moment again leaves no trace of it.
                if wrote || left == Some(at) {
                    settled = Some(left);
                    break;
                }
            }
            drop(rows);
            let before_all = match first {
                Some(first) => behind.query_row((noun, key, &path, first - 1), |row| row.get(0)).optional()?,
                None => None,
            };
            let value: Option<i64> = settled.or(before_all).unwrap_or(now);
            let sql = match noun {
                CHAT => "UPDATE chat SET updated_at = ?2 WHERE key = ?1 AND updated_at IS NOT ?2",
                _ => "UPDATE rep SET assigned_at = ?2 WHERE id = ?1 AND assigned_at IS NOT ?2",
            };
            connection.prepare_cached(sql)?.execute((key, value))?;
        }
        Ok(())
    }

    /// Makes a chat's row in the search index anew, or removes it with its chat.
    pub(super) fn index(&self, key: i64) -> Result<()> {
        let connection = self.connection();
        let there = connection.prepare_cached("SELECT 1 FROM chat WHERE key = ?1")?.exists([key])?;
        if there {
            return index_again(connection, key);
        }
        connection.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([key])?;
        Ok(())
    }
}
