//! The chat's key: newest first is the order of the table itself.
//!
//! `(creation second << 12) + n`, so that every index, tag row and search posting is ordered by time for free. Chats
//! that begin within one second follow each other in the order they came in; where a second holds more than 4,096 of
//! them the rest moves into the seconds that follow, and how far is remembered (setting `key_drift`). Chats whose
//! creation time is unknown lie far below all others.

use rusqlite::{Connection, OptionalExtension};

use crate::error::Result;
use crate::model::time::Time;
use crate::query::TimeRange;

/// Bits of a key below the second.
const BITS: u32 = 12;

/// Every key up to this one belongs to a chat whose creation time is unknown. Years 0001 to 9999 are far above it.
pub const LAST_UNKNOWN: i64 = -(1 << 52);

/// The lowest key of an unknown time; the chat's number is added to it.
const UNKNOWN: i64 = -(1 << 60);

/// A free key for a chat that began then and has this number.
pub fn free(connection: &Connection, created: Option<Time>, id: i64) -> Result<i64> {
    let Some(created) = created else {
        return Ok(UNKNOWN + id);
    };
    let mut last_of = connection.prepare_cached("SELECT max(key) FROM chat WHERE key BETWEEN ?1 AND ?2")?;
    let first = created.seconds() << BITS;
    let mut low = first;
    loop {
        let high = low + (1 << BITS) - 1;
        let last: Option<i64> = last_of.query_row([low, high], |row| row.get(0))?;
        match last {
            None => break,
            Some(last) if last < high => {
                low = last + 1;
                break;
            }
            Some(_) => low = high + 1,
        }
    }
    let drift = (low >> BITS) - (first >> BITS);
    if drift > self::drift(connection)? {
        connection
            .prepare_cached(
                "INSERT INTO setting (name, value) VALUES ('key_drift', ?1)
                 ON CONFLICT DO UPDATE SET value = excluded.value",
            )?
            .execute([drift.to_string()])?;
    }
    Ok(low)
}

/// The lowest and the highest key that a chat created within the range can have.
pub fn range(connection: &Connection, range: TimeRange) -> Result<(i64, i64)> {
    let low = range.from.map_or(LAST_UNKNOWN + 1, |from| from.seconds() << BITS);
    let high = match range.until {
        None => i64::MAX,
        Some(until) => (until.seconds() + drift(connection)? + 1) << BITS,
    };
    Ok((low, high))
}

/// Seconds by which a chat was moved at most.
fn drift(connection: &Connection) -> Result<i64> {
    let mut statement = connection.prepare_cached("SELECT value FROM setting WHERE name = 'key_drift'")?;
    let value: Option<String> = statement.query_row([], |row| row.get(0)).optional()?;
    Ok(value.and_then(|value| value.parse().ok()).unwrap_or(0))
}
