//! Two readers in one moment of the repository, on two threads: what exports read with.
//!
//! Blocks of chats go to the two in turn, and what they make of them is given on in the order of the blocks. The second
//! reader has a connection of its own. Where it cannot have the same moment, or the repository is small, one reads all.

use std::sync::mpsc::{self, Receiver, Sender};

use rusqlite::{Connection, OptionalExtension};

use super::Store;
use super::change::same_file;
use super::list::totals;
use super::open;
use super::read::{BLOCK, Reader};
use crate::error::{Error, Result};

/// How often a second connection tries to get the moment of the first, while others write.
const TRIES: usize = 20;

/// What was made of a block of chats.
#[derive(Debug)]
pub struct Made<T> {
    /// What was made, one thing behind the other.
    pub of: Vec<T>,
    /// Chats it was made of.
    pub chats: u64,
    /// Rows that were visited: chats, or messages.
    pub rows: u64,
}

/// A block of chats on its way. Its memory is used again for another block.
struct Job<T> {
    keys: Vec<i64>,
    made: Made<T>,
}

impl<T> Job<T> {
    fn new() -> Self {
        Self { keys: Vec::new(), made: Made { of: Vec::new(), chats: 0, rows: 0 } }
    }
}

/// The second thread, and what it still owes: at most one job.
struct Other<T> {
    jobs: Sender<Job<T>>,
    done: Receiver<Result<Job<T>>>,
    owes: bool,
}

/// Who has the next block, and what waits to be given on.
struct Turns<'a, T, M, G> {
    own: Reader<'a>,
    other: Option<Other<T>>,
    /// What this thread made of the block behind the one that the other thread has.
    waiting: Option<Job<T>>,
    free: Vec<Job<T>>,
    make: &'a M,
    give: G,
}

impl<T, M, G> Turns<'_, T, M, G>
where
    M: Fn(&Reader<'_>, &[i64], &mut Made<T>) -> Result<()>,
    G: FnMut(&Made<T>) -> Result<()>,
{
    fn block(&mut self, keys: &[i64]) -> Result<()> {
        if keys.is_empty() {
            return Ok(());
        }
        let mut job = self.free.pop().unwrap_or_else(Job::new);
        job.keys.clear();
        job.keys.extend_from_slice(keys);
        match &mut self.other {
            Some(other) if !other.owes || self.waiting.is_some() => {
                let owed = std::mem::replace(&mut other.owes, true);
                other.jobs.send(job).map_err(|_| lost())?;
                if owed { self.settle() } else { Ok(()) }
            }
            other => {
                let alone = other.is_none();
                work(&self.own, self.make, &mut job)?;
                self.waiting = Some(job);
                if alone { self.settle() } else { Ok(()) }
            }
        }
    }

    /// Gives on what the other thread owes and what waits behind it.
    fn settle(&mut self) -> Result<()> {
        let owed = self.other.as_ref().filter(|other| other.owes).map(|other| other.done.recv().map_err(|_| lost())?);
        for job in owed.into_iter().chain(self.waiting.take().map(Ok)) {
            let job = job?;
            (self.give)(&job.made)?;
            self.free.push(job);
        }
        Ok(())
    }
}

fn work<T>(
    reader: &Reader<'_>,
    make: &impl Fn(&Reader<'_>, &[i64], &mut Made<T>) -> Result<()>,
    job: &mut Job<T>,
) -> Result<()> {
    job.made.of.clear();
    (job.made.chats, job.made.rows) = (0, 0);
    make(reader, &job.keys, &mut job.made)
}

fn lost() -> Error {
    Error::bug("reading stopped for a fault of this program")
}

/// Calls `make` for every block of keys that `blocks` gives, by a reader on `own` or on `other`, and `give` with what it
/// made, in their order.
pub(super) fn in_turn<T: Send>(
    own: &Connection,
    other: Option<Connection>,
    blocks: impl FnOnce(&mut dyn FnMut(&[i64]) -> Result<()>) -> Result<()>,
    make: impl Fn(&Reader<'_>, &[i64], &mut Made<T>) -> Result<()> + Sync,
    give: impl FnMut(&Made<T>) -> Result<()>,
) -> Result<()> {
    let make = &make;
    std::thread::scope(|scope| {
        let mut thread = None;
        let other = other.map(|connection| {
            let (jobs, coming) = mpsc::channel::<Job<T>>();
            let (ready, done) = mpsc::channel();
            thread = Some(scope.spawn(move || {
                let reader = match Reader::new(&connection) {
                    Ok(reader) => reader,
                    Err(error) => return drop(ready.send(Err(error))),
                };
                for mut job in coming {
                    // When nobody waits for it any more, there was an error that counts more.
                    if ready.send(work(&reader, make, &mut job).map(|()| job)).is_err() {
                        return;
                    }
                }
            }));
            Other { jobs, done, owes: false }
        });
        let mut turns = Turns { own: Reader::new(own)?, other, waiting: None, free: Vec::new(), make, give };
        let read = blocks(&mut |keys| turns.block(keys)).and_then(|()| turns.settle());
        drop(turns);
        let ended = thread.map_or(Ok(()), |thread| thread.join().map_err(|_| lost()));
        read.and(ended)
    })
}

impl Store {
    /// A second connection that sees what `moment`, a transaction that has just begun, sees: `None` where there is
    /// none to be had, or it is not worth it.
    pub(super) fn second(&self, moment: &Connection) -> Result<Option<Connection>> {
        let totals = totals(moment)?;
        if totals.live.saturating_add(totals.deleted) <= BLOCK as u64 {
            return Ok(None);
        }
        let Ok(second) = open::again(&self.path) else { return Ok(None) };
        if same_file(&self.path, self.identity).is_err() {
            return Ok(None);
        }
        Ok(same_moment(moment, &second)?.then_some(second))
    }
}

/// Begins a transaction on both connections until both see the same operation as the last: nothing is written without
/// one, and its digest names all that was written before.
fn same_moment(first: &Connection, second: &Connection) -> Result<bool> {
    for _ in 0..TRIES {
        second.execute_batch("BEGIN")?;
        if last_operation(first)? == last_operation(second)? {
            return Ok(true);
        }
        second.execute_batch("ROLLBACK")?;
        first.execute_batch("ROLLBACK; BEGIN")?;
    }
    Ok(false)
}

fn last_operation(connection: &Connection) -> Result<Option<Vec<u8>>> {
    let mut statement = connection.prepare_cached("SELECT digest FROM operation ORDER BY id DESC LIMIT 1")?;
    Ok(statement.query_row([], |row| row.get(0)).optional()?)
}
