//! What the repository itself tells of how it stands.

use rusqlite::OptionalExtension;

use crate::error::Result;
use crate::model::time::Time;
use crate::store::Store;

/// How the repository stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Pages of the file.
    pub pages: u64,
    /// Those of them that hold nothing.
    pub free_pages: u64,
    /// Its version.
    pub version: i32,
    /// The newest operation.
    pub operations: i64,
    /// When that was.
    pub newest: Option<Time>,
    /// Whether what was removed is still to be overwritten.
    pub clearing: bool,
    /// Persons whose erasure is not proven yet.
    pub unproven: Vec<i64>,
    /// The last backup: its operation and when that was.
    pub backup: Option<(i64, Option<Time>)>,
}

impl Store {
    /// How the repository stands.
    pub fn facts(&self) -> Result<Facts> {
        let moment = self.connection.unchecked_transaction()?;
        let number = |pragma: &str| -> Result<u64> { Ok(moment.pragma_query_value(None, pragma, |row| row.get(0))?) };
        let (operations, newest): (i64, Option<i64>) =
            moment.query_row("SELECT coalesce(max(id), 0), max(at) FROM operation", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let mut unproven =
            moment.prepare("SELECT person_id FROM erasure WHERE proven_at IS NULL ORDER BY person_id")?;
        let unproven = unproven.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let backup: Option<(i64, i64)> = moment
            .prepare("SELECT id, at FROM operation WHERE command = 'backup' ORDER BY id DESC LIMIT 1")?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        Ok(Facts {
            pages: number("page_count")?,
            free_pages: number("freelist_count")?,
            version: moment.pragma_query_value(None, "user_version", |row| row.get(0))?,
            operations,
            newest: newest.and_then(Time::from_micros),
            clearing: self.needs_clearing()?,
            unproven,
            backup: backup.map(|(operation, at)| (operation, Time::from_micros(at))),
        })
    }
}
