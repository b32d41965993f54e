//! Two readers in one moment of the repository, on two threads: what exports read with.
//!
//! Blocks of chats go to either, and what they make of them is given on in the order of the blocks. The second
//! reader has a connection of its own. Where it cannot have the same moment, or the repository is small, one reads all.

use std::collections::VecDeque;
use std::ops::Deref;
use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::Store;
use super::change::same_file;
use super::list::totals;
use super::open;
use super::read::{BLOCK, Reader};
use crate::error::{Error, Result};

/// How often a second connection tries to get the moment of the first, while others write.
const TRIES: usize = 20;

/// Blocks that the second thread has at a time: one to do and one to go on with.
const AHEAD: usize = 2;

/// Blocks that are kept in memory until those before them are given on.
const LINE: usize = 4;

/// Kibibytes of the file that each connection remembers: chats find their persons there.
const CACHE: i64 = 4096;

/// What was made of a block of chats, or of other things.
#[derive(Debug)]
pub struct Made<T> {
    /// What was made, one thing behind the other.
    pub of: Vec<T>,
    /// Where in it what was made of each row ends: of each chat, message, person.
    pub ends: Vec<usize>,
    /// Chats it was made of.
    pub chats: u64,
}

impl<T> Default for Made<T> {
    fn default() -> Self {
        Self { of: Vec::new(), ends: Vec::new(), chats: 0 }
    }
}

impl<T> Made<T> {
    /// How many rows it was made of.
    pub fn rows(&self) -> u64 {
        self.ends.len() as u64
    }

    /// What was made of one row ends here.
    pub(super) fn end_row(&mut self) {
        self.ends.push(self.of.len());
    }

    /// Nothing is made any more; the memory stays.
    pub(super) fn clear(&mut self) {
        self.of.clear();
        self.ends.clear();
        self.chats = 0;
    }
}

/// A block of chats on its way. Its memory is used again for another block.
struct Job<T> {
    keys: Vec<i64>,
    made: Made<T>,
}

impl<T> Job<T> {
    fn new() -> Self {
        Self { keys: Vec::new(), made: Made::default() }
    }
}

/// The second thread.
struct Other<T> {
    jobs: Sender<Job<T>>,
    done: Receiver<Result<Job<T>>>,
    /// Blocks it has and did not give back yet.
    owes: usize,
}

/// Who has which block. The second thread is always given a little more than it can do: this one does what is left.
struct Turns<'a, T, M, G> {
    own: Reader<'a>,
    other: Option<Other<T>>,
    /// The blocks that were not given on yet, in their order; `None` is with the other thread.
    line: VecDeque<Option<Job<T>>>,
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
            Some(other) if other.owes < AHEAD => {
                other.jobs.send(job).map_err(|_| lost())?;
                other.owes += 1;
                self.line.push_back(None);
            }
            _ => {
                work(&self.own, self.make, &mut job)?;
                self.line.push_back(Some(job));
            }
        }
        self.settle(LINE)
    }

    /// Gives on what is ready, and waits for what is not while more than `most` blocks are in the line.
    fn settle(&mut self, most: usize) -> Result<()> {
        while let Some(first) = self.line.front_mut() {
            let job = match (first.take(), &mut self.other) {
                (Some(job), _) => job,
                (None, Some(other)) => {
                    let done = match other.done.try_recv() {
                        Err(TryRecvError::Empty) if self.line.len() <= most => return Ok(()),
                        Err(_) => other.done.recv().map_err(|_| lost())?,
                        Ok(done) => done,
                    };
                    other.owes -= 1;
                    done?
                }
                (None, None) => return Err(lost()),
            };
            self.line.pop_front();
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
    job.made.clear();
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
                let reader = Reader::new(&connection);
                for mut job in coming {
                    // When nobody waits for it any more, there was an error that counts more.
                    if ready.send(work(&reader, make, &mut job).map(|()| job)).is_err() {
                        return;
                    }
                }
            }));
            Other { jobs, done, owes: 0 }
        });
        let own = Reader::new(own);
        let mut turns = Turns { own, other, line: VecDeque::new(), free: Vec::new(), make, give };
        let read = blocks(&mut |keys| turns.block(keys)).and_then(|()| turns.settle(0));
        drop(turns);
        let ended = thread.map_or(Ok(()), |thread| thread.join().map_err(|_| lost()));
        read.and(ended)
    })
}

impl Store {
    /// Reads everything that `read` reads at one moment.
    ///
    /// # Errors
    /// Those of `read`.
    pub fn at_one_moment<T>(&self, read: impl FnOnce() -> Result<T>) -> Result<T> {
        let moment = self.snapshot()?;
        // The first statement that reads chooses the moment.
        last_operation(&moment)?;
        read()
    }

    /// The moment under way, or a new one.
    pub(super) fn snapshot(&self) -> Result<Snapshot<'_>> {
        let new = self.connection.is_autocommit();
        let transaction = new.then(|| self.connection.unchecked_transaction()).transpose()?;
        Ok(Snapshot { connection: &self.connection, transaction })
    }

    /// A second connection that sees what `moment`, a transaction that has just begun, sees: `None` where there is
    /// none to be had, or it is not worth it.
    pub(super) fn second(&self, moment: &Snapshot<'_>) -> Result<Option<Connection>> {
        let totals = totals(moment, None)?;
        if totals.live.saturating_add(totals.deleted) <= BLOCK as u64 {
            return Ok(None);
        }
        let Ok(second) = open::again(&self.path) else { return Ok(None) };
        if same_file(&self.path, self.identity).is_err() {
            return Ok(None);
        }
        for connection in [&**moment, &second] {
            connection.pragma_update(None, "cache_size", -CACHE)?;
        }
        Ok(same_moment(moment, &second)?.then_some(second))
    }
}

/// A moment of the repository that stays while it is read. One within another is the other's.
pub(super) struct Snapshot<'s> {
    connection: &'s Connection,
    transaction: Option<Transaction<'s>>,
}

impl Snapshot<'_> {
    /// Whether it stays longer than who asked for it last.
    fn is_inner(&self) -> bool {
        self.transaction.is_none()
    }
}

impl Deref for Snapshot<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection
    }
}

/// Begins a transaction on both connections until both see the same operation as the last: nothing is written without
/// one, and its digest names all that was written before.
fn same_moment(first: &Snapshot<'_>, second: &Connection) -> Result<bool> {
    for _ in 0..TRIES {
        second.execute_batch("BEGIN")?;
        if last_operation(first)? == last_operation(second)? {
            return Ok(true);
        }
        second.execute_batch("ROLLBACK")?;
        if first.is_inner() {
            return Ok(false);
        }
        first.execute_batch("ROLLBACK; BEGIN")?;
    }
    Ok(false)
}

fn last_operation(connection: &Connection) -> Result<Option<Vec<u8>>> {
    let mut statement = connection.prepare_cached("SELECT digest FROM operation ORDER BY id DESC LIMIT 1")?;
    Ok(statement.query_row([], |row| row.get(0)).optional()?)
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Mutex;
    use std::thread::{self, ThreadId};

    use super::*;
    use crate::model::chat::WholeChat;
    use crate::model::message::Message;
    use crate::model::time::Time;
    use crate::store::{Actor, ImportOptions, Imported};

    const ACTOR: Actor = Actor { uid: 7, now: Time::from_micros(0).unwrap(), fixed_clock: true };

    fn add(store: &mut Store, chats: std::ops::Range<usize>) {
        let mut coming = chats.map(|n| WholeChat {
            external_id: n.to_string(),
            source: "s".into(),
            created: Time::from_micros(n as i64 * 1_000_000),
            messages: vec![Message { text: n.to_string(), ..Message::default() }],
            ..WholeChat::default()
        });
        let options = ImportOptions { update: false, dry_run: false };
        store.import(&ACTOR, options, &mut Imported::default(), || Ok(coming.next())).unwrap();
    }

    fn repository(folder: &Path, chats: usize) -> Store {
        let mut store = Store::create(&folder.join("r.db"), &ACTOR, "admin").unwrap();
        add(&mut store, 0..chats);
        let path = store.path.clone();
        drop(store);
        Store::open(&path, &ACTOR).unwrap()
    }

    /// Blocks of one key each, and the threads that they were made on.
    fn read(
        own: &Connection,
        other: Option<Connection>,
        blocks: i64,
        mut give: impl FnMut(i64) -> Result<()>,
    ) -> (Result<()>, Vec<ThreadId>) {
        let threads = Mutex::new(Vec::new());
        let blocks = |block: &mut dyn FnMut(&[i64]) -> Result<()>| (0..blocks).try_for_each(|key| block(&[key]));
        let make = |_: &Reader<'_>, keys: &[i64], made: &mut Made<i64>| {
            threads.lock().unwrap().push(thread::current().id());
            if keys[0] == 70 {
                return Err(Error::bug("70"));
            }
            made.of.extend_from_slice(keys);
            Ok(())
        };
        let read = in_turn(own, other, blocks, make, |made| made.of.iter().try_for_each(|key| give(*key)));
        (read, threads.into_inner().unwrap())
    }

    #[test]
    fn blocks_come_in_their_order_whoever_reads_them() {
        let folder = tempfile::tempdir().unwrap();
        let store = repository(folder.path(), BLOCK + 1);
        for together in [true, false] {
            let moment = store.snapshot().unwrap();
            let other = store.second(&moment).unwrap().filter(|_| together);
            assert_eq!(other.is_some(), together);
            let mut given = Vec::new();
            let (read, threads) = read(&moment, other, 60, |key| {
                given.push(key);
                Ok(())
            });
            read.unwrap();
            assert_eq!(given, (0..60).collect::<Vec<_>>());
            assert_eq!(threads.len(), 60);
            assert_eq!(threads.iter().any(|id| *id != thread::current().id()), together);
        }
    }

    #[test]
    fn an_error_ends_it_and_nothing_behind_it_is_given() {
        let folder = tempfile::tempdir().unwrap();
        let store = repository(folder.path(), BLOCK + 1);
        for (blocks, stop, most) in [(90, 1000, 70), (60, 30, 30)] {
            let moment = store.snapshot().unwrap();
            let other = store.second(&moment).unwrap();
            let mut given = Vec::new();
            let (read, _) = read(&moment, other, blocks, |key| {
                if key == stop {
                    return Err(Error::BrokenPipe);
                }
                given.push(key);
                Ok(())
            });
            let expected = if stop < blocks { Error::BrokenPipe } else { Error::bug("70") };
            assert_eq!(read.unwrap_err().exit_code(), expected.exit_code());
            // What was read before the error and not given on yet may be missing.
            assert_eq!(given, (0..given.len() as i64).collect::<Vec<_>>());
            assert!(given.len() <= most, "{}", given.len());
        }
    }

    #[test]
    fn a_small_repository_is_read_alone() {
        let folder = tempfile::tempdir().unwrap();
        let store = repository(folder.path(), BLOCK);
        assert!(store.second(&store.snapshot().unwrap()).unwrap().is_none());
    }

    #[test]
    fn both_see_the_same_moment() {
        let folder = tempfile::tempdir().unwrap();
        let store = repository(folder.path(), BLOCK + 1);
        let mut writer = Store::open_for_writing(&store.path, &ACTOR, std::time::Duration::ZERO).unwrap();
        let chats = |connection: &Connection| -> i64 {
            connection.query_row("SELECT count(*) FROM chat", [], |row| row.get(0)).unwrap()
        };
        let moment = store.snapshot().unwrap();
        assert_eq!(chats(&moment), 129);
        // Written behind the first one's moment and before the second's: both go on to the newer one.
        add(&mut writer, 129..140);
        assert_eq!(chats(&moment), 129);
        let second = store.second(&moment).unwrap().unwrap();
        assert_eq!((chats(&moment), chats(&second)), (140, 140));
        // And there they stay.
        add(&mut writer, 140..150);
        assert_eq!((chats(&moment), chats(&second)), (140, 140));
    }

    #[test]
    fn chats_between_those_wanted_are_passed_by() {
        let folder = tempfile::tempdir().unwrap();
        let store = repository(folder.path(), 100);
        let mut keys: Vec<i64> = {
            let mut all = store.connection.prepare("SELECT key FROM chat ORDER BY key").unwrap();
            all.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        };
        let reader = Reader::new(&store.connection);
        // Every tenth, then every second is not wanted; and then the order is another.
        for every in [10, 2, 3] {
            let mut at = 0;
            keys.retain(|_| {
                at += 1;
                at % every != 0
            });
            let mut ids = Vec::new();
            reader
                .each_whole(&keys, |chat| {
                    assert_eq!(chat.messages.len(), 1);
                    ids.push((chat.external_id.clone(), chat.messages[0].text.clone()));
                    Ok(())
                })
                .unwrap();
            let one: Vec<_> = keys.iter().map(|key| reader.whole(*key).unwrap().external_id).collect();
            assert_eq!(ids, one.into_iter().map(|id| (id.clone(), id)).collect::<Vec<_>>());
            if every == 2 {
                keys.reverse();
            }
        }
    }

    #[test]
    fn another_file_in_its_place_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let store = repository(folder.path(), BLOCK + 1);
        let moved = folder.path().join("moved.db");
        std::fs::rename(&store.path, &moved).unwrap();
        std::fs::copy(&moved, &store.path).unwrap();
        assert!(store.second(&store.snapshot().unwrap()).unwrap().is_none());
    }
}
