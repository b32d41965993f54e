//! The schema: its migrations in order, and the proof that a file has exactly this schema and nothing else.

use rusqlite::{Connection, Transaction};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// `PRAGMA application_id` of every repository: "LvCh" in ASCII.
pub const APPLICATION_ID: i32 = 0x4c76_4368;

/// The migrations. `PRAGMA user_version` is how many a file has had; they are only ever appended.
const MIGRATIONS: &[&str] = &[include_str!("migrations/0001_first.sql"), include_str!("migrations/0002_act.sql")];

/// SHA-256 of the schema that the migrations make, as [`fingerprint`] takes it: the short way to know a file is ours.
const FINGERPRINT: &str = "560cf17593b4ca07109e29ab6dda7191b538db02c10ed72c16d5d8a10c53395c";

/// The version a repository of this program has.
pub const VERSION: i32 = 2;

/// Brings an empty file, or one of an older version, to this version, within the caller's transaction.
pub fn migrate(transaction: &Transaction<'_>, from: i32) -> Result<()> {
    let done = usize::try_from(from).unwrap_or(0);
    for migration in MIGRATIONS.iter().skip(done) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", VERSION)?;
    Ok(())
}

/// One object of a schema: its type, its name, and the statement that made it.
type Object = (String, String, Option<String>);

/// Refuses a file whose schema is not exactly the one that the migrations make: a trigger or view slipped in by
/// somebody else would run with our rights.
///
/// # Errors
/// `Damaged`, naming the object.
pub fn verify(connection: &Connection) -> Result<()> {
    let found = objects(connection)?;
    if fingerprint(&found) == FINGERPRINT {
        return Ok(());
    }
    let expected = expected()?;
    let hint = "the file was changed by another program; restore a backup";
    for (kind, name, sql) in &expected {
        match found.iter().find(|(_, other, _)| other == name) {
            None => return Err(Error::damaged(format!("{kind} {name} is missing from the repository")).hint(hint)),
            Some((_, _, other)) if other != sql => {
                return Err(Error::damaged(format!("{kind} {name} is not as this program makes it")).hint(hint));
            }
            Some(_) => {}
        }
    }
    match found.iter().find(|(_, name, _)| !expected.iter().any(|(_, other, _)| other == name)) {
        None => Ok(()),
        Some((kind, name, _)) => Err(Error::damaged(format!("unexpected schema object: {kind} {name}")).hint(hint)),
    }
}

/// The schema of a file, without what SQLite's own `ANALYZE` adds.
fn objects(connection: &Connection) -> Result<Vec<Object>> {
    let mut statement = connection
        .prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The schema that the migrations make, made anew in memory.
fn expected() -> Result<Vec<Object>> {
    let mut connection = Connection::open_in_memory()?;
    let transaction = connection.transaction()?;
    migrate(&transaction, 0)?;
    objects(&transaction)
}

fn fingerprint(objects: &[Object]) -> String {
    let mut hash = Sha256::new();
    for (kind, name, sql) in objects {
        for part in [kind.as_str(), name, sql.as_deref().unwrap_or_default()] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_counts_the_migrations() {
        assert_eq!(usize::try_from(VERSION).unwrap(), MIGRATIONS.len());
    }

    #[test]
    fn the_fingerprint_is_of_the_schema_that_the_migrations_make() {
        assert_eq!(fingerprint(&expected().unwrap()), FINGERPRINT, "set FINGERPRINT to the left value");
    }
}
