//! Export jobs: what changed since their last good run.
//!
//! Of every chat that the copy holds a digest of what was written is kept. Where only chats themselves changed since, the
//! chats that a newer operation changed are compared with their digests; where anything changed that many chats show (a
//! tag's name, a person's), or the query turns with the clock, all are.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, Row};
use sha2::{Digest, Sha256};

use super::change::{Act, Recording};
use super::digest::{NONE, Short, all_of, forget, put};
use super::page::{Among, Choice};
use super::read::time;
use super::{Actor, Store};
use crate::error::{Error, Result};
use crate::model::fold::fold;
use crate::model::job::{Gone, JobRow};

/// Tells the digest of each chat chosen.
pub type Digests<'a> = dyn Fn(&Choice<'_>, &mut dyn FnMut(i64, Short)) -> Result<()> + 'a;

/// What a run has to write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The newest operation that was seen.
    pub operation: i64,
    /// Whether all chats were compared, and not only changed ones.
    pub all: bool,
    /// Chats whose contents are new or other ones, by number.
    pub written: BTreeMap<i64, Short>,
    /// Chats that the copy holds no longer, by number.
    pub gone: BTreeMap<i64, Gone>,
    /// Chats that the copy holds then.
    pub chats: i64,
}

/// A run that was good.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// The job's name.
    pub name: &'a str,
    /// What it writes, how, and where to: a JSON object.
    pub terms: &'a str,
    /// What was written.
    pub look: &'a Look,
    /// Its manifest.
    pub manifest: &'a str,
}

/// The digest of what was written of a chat.
pub fn digest_of(bytes: &[u8]) -> Short {
    super::digest::short(Sha256::digest(bytes))
}

impl Store {
    /// All jobs, by name.
    pub fn jobs(&self) -> Result<Vec<JobRow>> {
        let mut statement = self.connection.prepare(&format!("{SELECT} ORDER BY folded"))?;
        Ok(statement.query_map([], row)?.collect::<rusqlite::Result<_>>()?)
    }

    /// The job with this name, if there is one.
    pub fn job(&self, name: &str) -> Result<Option<JobRow>> {
        let mut statement = self.connection.prepare_cached(&format!("{SELECT} WHERE folded = ?1"))?;
        Ok(statement.query_row([&*fold(name)], row).optional()?)
    }

    /// Refuses whoever may not export every chat: a job's copy would be of nobody's view, and a job tells of all chats.
    ///
    /// # Errors
    /// `Denied` for them.
    pub fn check_exports_everything(&self) -> Result<()> {
        if self.grasp().is_everything() {
            return Ok(());
        }
        Err(Error::denied("a job needs the right to export every chat")
            .hint("an admin can see to it, or a role with chats.export.all and chats.view.all"))
    }

    /// What changed of the chats of a choice since a job's last good run. `turns` says that the query may match other
    /// chats although nothing changed. To be asked within [`Store::at_one_moment`], as what is then written.
    ///
    /// # Errors
    /// `Denied` for somebody who may not export every chat: the copy would be of nobody's view.
    pub fn what_changed(
        &self,
        job: Option<&JobRow>,
        choice: &Choice<'_>,
        turns: bool,
        digests: &Digests<'_>,
    ) -> Result<Look> {
        self.check_exports_everything()?;
        let connection = &self.connection;
        let operation = super::act::newest_operation(connection)?;
        let since = job.and_then(|job| job.operation);
        let held = job.map(|job| all_of(connection, noun(job.id))).transpose()?.unwrap_or_default();
        let since = since.filter(|_| !turns).filter(|since| shared_at(connection).is_ok_and(|at| at <= *since));
        let mut look = Look { operation, all: since.is_none(), ..Look::default() };
        let among = since.map_or(Among::All, Among::ChangedAfter);
        let mut matched = BTreeSet::new();
        digests(&Choice { among, ..*choice }, &mut |id, digest| {
            matched.insert(id);
            if held.get(&id) != Some(&digest) {
                look.written.insert(id, digest);
            }
        })?;
        let candidates: Vec<i64> = match since {
            None => held.keys().copied().collect(),
            Some(since) => changed_or_gone(connection, since)?,
        };
        for id in candidates {
            if held.contains_key(&id) && !matched.contains(&id) {
                look.gone.insert(id, why_gone(connection, id)?);
            }
        }
        let new = look.written.keys().filter(|id| !held.contains_key(id)).count();
        look.chats = i64::try_from(held.len() + new - look.gone.len()).unwrap_or(i64::MAX);
        Ok(look)
    }

    /// The keys of chats, oldest first.
    pub fn keys_of(&self, ids: impl Iterator<Item = i64>) -> Result<Vec<i64>> {
        let mut statement = self.connection.prepare_cached("SELECT key FROM chat WHERE id = ?1")?;
        let mut keys = Vec::new();
        for id in ids {
            keys.extend(statement.query_row([id], |row| row.get::<_, i64>(0)).optional()?);
        }
        keys.sort_unstable();
        Ok(keys)
    }

    /// Records an export that was a good run of a job: from here on the copy holds what was written.
    ///
    /// # Errors
    /// As for every change.
    pub fn record_job(
        &mut self,
        actor: &Actor,
        kind: &'static str,
        counts: &[(&'static str, u64)],
        run: Run<'_>,
    ) -> Result<()> {
        self.change(actor, Act { recorded: Recording::Nothing, ..Act::of("export") }, |change| {
            let Run { name, terms, look, manifest } = run;
            let connection = change.transaction;
            let id: i64 = connection.query_row(
                "INSERT INTO export_job (name, folded, terms, runs, operation, ran_at, chats, manifest)
                 VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7)
                 ON CONFLICT DO UPDATE SET terms = excluded.terms, runs = runs + 1, operation = excluded.operation,
                   ran_at = excluded.ran_at, chats = excluded.chats, manifest = excluded.manifest
                 RETURNING id",
                (name, &*fold(name), terms, look.operation, change.now.micros(), look.chats, manifest),
                |row| row.get(0),
            )?;
            let mut made: Vec<(i64, Short)> = look.written.iter().map(|(id, digest)| (*id, *digest)).collect();
            made.extend(look.gone.keys().map(|id| (*id, NONE)));
            made.sort_unstable();
            put(connection, noun(id), &made)?;
            change.term("kind", kind);
            change.word("job", name);
            for (name, count) in counts {
                change.count(name, i64::try_from(*count).unwrap_or(i64::MAX));
            }
            Ok(())
        })
    }

    /// Makes the next run of a job write everything again.
    ///
    /// # Errors
    /// `NotFound` where there is none.
    pub fn reset_job(&mut self, actor: &Actor, name: &str) -> Result<JobRow> {
        self.end_job(actor, name, "job reset", "UPDATE export_job SET operation = NULL, chats = 0 WHERE id = ?1")
    }

    /// Has a job write to another folder from here on.
    ///
    /// # Errors
    /// As for every change.
    pub fn move_job(&mut self, actor: &Actor, name: &str, terms: &str) -> Result<()> {
        self.change(actor, Act { recorded: Recording::Nothing, ..Act::of("export") }, |change| {
            change.transaction.execute("UPDATE export_job SET terms = ?2 WHERE folded = ?1", (&*fold(name), terms))?;
            change.word("job", name);
            change.count("moved", 1);
            Ok(())
        })
    }

    /// Forgets a job. Its files stay.
    ///
    /// # Errors
    /// `NotFound` where there is none.
    pub fn remove_job(&mut self, actor: &Actor, name: &str) -> Result<JobRow> {
        self.end_job(actor, name, "job remove", "DELETE FROM export_job WHERE id = ?1")
    }

    fn end_job(&mut self, actor: &Actor, name: &str, command: &str, statement: &str) -> Result<JobRow> {
        let job = self.named_job(name)?;
        self.change(actor, Act { recorded: Recording::Nothing, ..Act::of(command) }, |change| {
            if change.transaction.execute(statement, [job.id])? == 0 {
                return Err(no_job(name));
            }
            forget(change.transaction, noun(job.id))?;
            change.word("job", &job.name);
            Ok(())
        })?;
        Ok(job)
    }

    /// The job with this name.
    ///
    /// # Errors
    /// `NotFound` where there is none.
    pub fn named_job(&self, name: &str) -> Result<JobRow> {
        self.job(name)?.ok_or_else(|| no_job(name))
    }
}

/// Makes the next run of every job write everything again, and says how many they are.
pub(super) fn reset_all(connection: &Connection) -> Result<u64> {
    let mut statement = connection.prepare("UPDATE export_job SET operation = NULL, chats = 0 RETURNING id")?;
    let jobs: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    jobs.iter().try_for_each(|job| forget(connection, noun(*job)))?;
    Ok(jobs.len() as u64)
}

const SELECT: &str = "SELECT id, name, terms, runs, operation, ran_at, chats, manifest FROM export_job";

fn row(row: &Row<'_>) -> rusqlite::Result<JobRow> {
    Ok(JobRow {
        id: row.get(0)?,
        name: row.get(1)?,
        terms: row.get(2)?,
        runs: row.get(3)?,
        operation: row.get(4)?,
        ran: time(row.get(5)?),
        chats: row.get(6)?,
        manifest: row.get(7)?,
    })
}

fn no_job(name: &str) -> Error {
    Error::not_found(format!("no job {name}")).hint("livechats job list shows the jobs there are")
}

/// Where the digests of a job's copy stand.
const fn noun(job: i64) -> i64 {
    1000 + job
}

/// The newest operation that changed what many chats show; 0 where none did.
fn shared_at(connection: &Connection) -> Result<i64> {
    let at: Option<String> = connection
        .prepare_cached("SELECT value FROM setting WHERE name = 'shared'")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(at.and_then(|at| at.parse().ok()).unwrap_or(0))
}

/// The numbers of chats that a later operation changed, purged, or took back.
fn changed_or_gone(connection: &Connection, since: i64) -> Result<Vec<i64>> {
    let mut statement = connection.prepare(
        "SELECT id FROM chat WHERE changed_by > ?1
         UNION SELECT chat_id FROM tombstone WHERE operation_id > ?1
         UNION SELECT before ->> 'id' FROM journal
           WHERE operation_id > ?1 AND noun = 1 AND act = 3 AND before IS NOT NULL",
    )?;
    Ok(statement.query_map([since], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

fn why_gone(connection: &Connection, id: i64) -> Result<Gone> {
    let mut statement = connection.prepare_cached("SELECT deleted_at IS NOT NULL FROM chat WHERE id = ?1")?;
    let in_bin: Option<bool> = statement.query_row([id], |row| row.get(0)).optional()?;
    Ok(match in_bin {
        None => Gone::Purged,
        Some(true) => Gone::Deleted,
        Some(false) => Gone::Left,
    })
}

#[cfg(test)]
mod tests;
