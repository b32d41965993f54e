//! The schema: its migrations in order, and the proof that a file has exactly this schema and nothing else.

use rusqlite::{Connection, Transaction};

use crate::error::{Error, Result};

/// `PRAGMA application_id` of every repository: "LvCh" in ASCII.
pub const APPLICATION_ID: i32 = 0x4c76_4368;

/// The migrations. `PRAGMA user_version` is how many a file has had; they are only ever appended.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_first.sql"),
    include_str!("migrations/0002_act.sql"),
    include_str!("migrations/0003_words.sql"),
    include_str!("migrations/0004_configure.sql"),
    include_str!("migrations/0005_keep.sql"),
];

/// The schema that the migrations make, in the order of the names: `@`, type and name of each object, on the lines after
/// that the statement that made it, if it has one.
const SCHEMA: &str = include_str!("migrations/schema.txt");

/// What `ANALYZE` makes, to the letter: no other object may hide behind such a name.
const STATISTICS: &[&str] =
    &["CREATE TABLE sqlite_stat1(tbl,idx,stat)", "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)"];

/// The version a repository of this program has.
pub const VERSION: i32 = 5;

/// Brings an empty file, or one of an older version, to this version, within the caller's transaction.
pub fn migrate(transaction: &Transaction<'_>, from: i32) -> Result<()> {
    migrate_to(transaction, from, VERSION)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    Ok(())
}

fn migrate_to(connection: &Connection, from: i32, to: i32) -> Result<()> {
    let count = |version: i32| usize::try_from(version).unwrap_or(0);
    for migration in MIGRATIONS.iter().take(count(to)).skip(count(from)) {
        connection.execute_batch(migration)?;
    }
    Ok(())
}

/// Refuses a file of an older version that is not exactly what that version made.
///
/// # Errors
/// `Damaged`, naming the version.
pub fn verify_version(connection: &Connection, version: i32) -> Result<()> {
    let model = Connection::open_in_memory()?;
    migrate_to(&model, 0, version)?;
    if found(connection)? == found(&model)? {
        return Ok(());
    }
    Err(Error::damaged(format!("the repository is not as version {version} of this program made it"))
        .hint("the file was changed by another program; restore a backup"))
}

/// One object of a schema: its type, its name, and the statement that made it.
type Object<'a> = (&'a str, &'a str, Option<&'a str>);

/// Refuses a file whose schema is not exactly the one that the migrations make: a trigger or view slipped in by
/// somebody else would run with our rights.
///
/// # Errors
/// `Damaged`, naming the object.
pub fn verify(connection: &Connection) -> Result<()> {
    let found = found(connection)?;
    let found = found.iter().map(|(kind, name, sql)| (kind.as_str(), name.as_str(), sql.as_deref()));
    if found.clone().eq(expected()) {
        return Ok(());
    }
    let hint = "the file was changed by another program; restore a backup";
    for (kind, name, sql) in expected() {
        match found.clone().find(|(_, other, _)| *other == name) {
            None => return Err(Error::damaged(format!("{kind} {name} is missing from the repository")).hint(hint)),
            Some((_, _, other)) if other != sql => {
                return Err(Error::damaged(format!("{kind} {name} is not as this program makes it")).hint(hint));
            }
            Some(_) => {}
        }
    }
    let strange = found.clone().find(|(_, name, _)| !expected().any(|(_, other, _)| other == *name));
    let strange = strange.map_or("one is there twice".to_owned(), |(kind, name, _)| format!("{kind} {name}"));
    Err(Error::damaged(format!("unexpected schema object: {strange}")).hint(hint))
}

/// The schema of a file in the order of the names, without what SQLite's own `ANALYZE` adds. Sorted here: a statement
/// that sorts takes longer to prepare and to run than all the rest of this.
fn found(connection: &Connection) -> Result<Vec<(String, String, Option<String>)>> {
    let mut statement = connection.prepare("SELECT type, name, sql FROM sqlite_schema")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, Option<String>>(2)?)))?;
    let mut found = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    found.retain(|(_, _, sql)| !sql.as_deref().is_some_and(|sql| STATISTICS.contains(&sql)));
    found.sort_unstable();
    Ok(found)
}

fn expected<'a>() -> impl Iterator<Item = Object<'a>> {
    // Looking for one character is several times quicker than for two.
    SCHEMA.split('@').skip(1).map(|object| {
        let (head, sql) = object.split_once('\n').unwrap_or((object, ""));
        let (kind, name) = head.split_once(' ').unwrap_or((head, ""));
        (kind, name, sql.strip_suffix('\n'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_counts_the_migrations() {
        assert_eq!(usize::try_from(VERSION).unwrap(), MIGRATIONS.len());
    }

    #[test]
    fn the_schema_is_the_one_that_the_migrations_make() {
        let mut connection = Connection::open_in_memory().unwrap();
        let transaction = connection.transaction().unwrap();
        migrate(&transaction, 0).unwrap();
        let mut made = String::new();
        for (kind, name, sql) in found(&transaction).unwrap() {
            made.push_str(&format!("@{kind} {name}\n"));
            made.extend(sql.map(|sql| sql + "\n"));
        }
        if std::env::var_os("UPDATE_GENERATED").is_some() {
            std::fs::write("src/store/migrations/schema.txt", &made).unwrap();
        }
        assert!(made == SCHEMA, "run the tests once with UPDATE_GENERATED=1, then once without it");
        verify(&transaction).unwrap();
    }

    /// Only a file made by hand can have such names; the statements of triggers and views count, not their names.
    #[test]
    fn nothing_hides_behind_the_names_that_analyze_gives() {
        let mut connection = Connection::open_in_memory().unwrap();
        let transaction = connection.transaction().unwrap();
        migrate(&transaction, 0).unwrap();
        transaction.execute_batch("ANALYZE").unwrap();
        verify(&transaction).unwrap();
        transaction
            .execute_batch(
                "PRAGMA writable_schema = ON;
                 INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES ('trigger', 'sqlite_stat9',
                   'chat', 0, 'CREATE TRIGGER sqlite_stat9 AFTER INSERT ON chat BEGIN DELETE FROM message; END');",
            )
            .unwrap();
        let error = verify(&transaction).unwrap_err();
        assert_eq!(error.to_string(), "unexpected schema object: trigger sqlite_stat9");
    }
}
