//! Overwriting what SQLite leaves in the middle of its pages.
//!
//! With `secure_delete` SQLite overwrites a cell that is removed. But where it moves the cells of a page to others
//! (`rebuildPage` in its btree.c) copies of them stay in the page's unused middle, between the list of its cells and the
//! first of them, and those are not overwritten when the row is removed later. Nothing that SQL can do reaches them but
//! writing the whole file anew, so they are overwritten in the file itself: those bytes and no others, while nobody else
//! can write, while the log is empty (so that the file has the newest of every page), and followed by a commit (so that
//! every process forgets the pages it has in memory). No reader is disturbed: those bytes mean nothing. A kill in the
//! middle leaves some pages for the next time.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt;
use std::time::Duration;

use rusqlite::TransactionBehavior;

use super::Store;
use super::log::keep_trying;
use super::open::{beside, identity};
use super::queue::Turn;
use crate::error::{Error, Result};

/// Pages overwritten while others wait: a few hundredths of a second.
const BLOCK: usize = 4000;

/// Pages read at once.
const PAGES: u64 = 256;

/// From so many pages on, the number at the head of an overflow page may look like the kind of a page of cells. Such a
/// file (137 GB with pages of 4 KiB) is not touched.
const TOO_MANY_PAGES: u64 = 2 << 24;

/// How the pages of a file lie (sqlite.org/fileformat.html).
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// Bytes of a page.
    pub page: u64,
    /// What is left of a page for SQLite.
    pub usable: usize,
}

impl Store {
    /// Overwrites the unused middle of every page. `false` where a reader kept the log from being emptied, that long.
    pub(super) fn scrub(&mut self, wait: Duration, step: &dyn Fn() -> Result<()>) -> Result<bool> {
        self.still_the_same_file()?;
        let file = OpenOptions::new().read(true).write(true).open(&self.path)?;
        if identity(&file.metadata()?) != self.identity {
            return Err(Error::conflict(format!("{} was replaced while it was open", self.path.display())));
        }
        let done = self.scrub_file(&file, wait, step);
        // To close a file takes away every lock that this process has on it, those of SQLite too.
        self.held_open.push(file);
        done
    }

    fn scrub_file(&mut self, file: &File, wait: Duration, step: &dyn Fn() -> Result<()>) -> Result<bool> {
        let layout = Layout::of(file)?;
        let stale = layout.stale_pages(file, step)?;
        for block in stale.chunks(BLOCK) {
            if !keep_trying(wait, step, || self.scrub_pages(file, layout, block))? {
                return Ok(false);
            }
            step()?;
        }
        Ok(true)
    }

    /// `false` where a reader is in the way, or somebody who does not queue up wrote in between.
    fn scrub_pages(&mut self, file: &File, layout: Layout, pages: &[u64]) -> Result<bool> {
        let _turn = Turn::take(&self.path, self.wait)?;
        if !self.log_is_written_back()? {
            return Ok(false);
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let log = std::fs::metadata(beside(&self.path, "-wal")).map_or(0, |metadata| metadata.len());
        if log > 0 {
            return Ok(false);
        }
        for page in pages {
            layout.scrub(file, *page)?;
        }
        file.sync_data()?;
        transaction.execute_batch("PRAGMA shrink_memory")?;
        // A value that stays as it was would not be written.
        transaction.execute(
            "INSERT INTO setting (name, value) VALUES ('scrubbed', 1) ON CONFLICT DO UPDATE SET value = value + 1",
            [],
        )?;
        transaction.commit()?;
        Ok(true)
    }
}

impl Layout {
    /// That of a file.
    pub(super) fn of(file: &File) -> Result<Self> {
        let mut header = [0; 100];
        file.read_exact_at(&mut header, 0)?;
        let page = match u64::from(header[16]) << 8 | u64::from(header[17]) {
            1 => 65_536,
            size => size,
        };
        let usable = usize::try_from(page).unwrap_or_default().saturating_sub(usize::from(header[20]));
        if page < 512 || usable < 480 {
            return Err(Error::damaged("the repository file has no sound header"));
        }
        if file.metadata()?.len() / page >= TOO_MANY_PAGES {
            return Err(Error::limit("the repository is too large to overwrite what SQLite left in its pages")
                .hint("what was removed is out of the rows; make the file anew with SQLite's VACUUM"));
        }
        Ok(Self { page, usable })
    }

    /// Pages that hold no cells although they may look so: the map of pages that `auto_vacuum` keeps.
    pub(super) fn is_map(self, number: u64) -> bool {
        let each = (self.usable / 5 + 1) as u64;
        let pending = (1 << 30) / self.page + 1;
        let map = (number.saturating_sub(2)) / each * each + 2;
        number == if map == pending { map + 1 } else { map } || number == pending
    }

    /// The unused middle of a page of cells, if anything stands in it; `None` for all other pages.
    fn stale(self, number: u64, page: &[u8]) -> Option<std::ops::Range<usize>> {
        // The first page holds the schema only, and a page of the map no cells.
        if number < 2 || self.is_map(number) {
            return None;
        }
        let head = match page.first()? {
            2 | 5 => 12,
            10 | 13 => 8,
            _ => return None,
        };
        let short = |at: usize| page.get(at..at + 2).map(|two| usize::from(two[0]) << 8 | usize::from(two[1]));
        let begin = head + 2 * short(3)?;
        let end = match short(5)? {
            0 => 65_536,
            end => end,
        };
        let middle = page.get(begin..end.min(self.usable))?;
        (end <= self.usable && middle.iter().any(|byte| *byte != 0)).then_some(begin..end)
    }

    fn stale_pages(self, file: &File, step: &dyn Fn() -> Result<()>) -> Result<Vec<u64>> {
        let size = usize::try_from(self.page).unwrap_or_default();
        let mut buffer = vec![0; size * usize::try_from(PAGES).unwrap_or_default()];
        let mut stale = Vec::new();
        let mut first = 0;
        loop {
            let read = read_up_to(file, &mut buffer, first * self.page)?;
            for (page, number) in buffer[..read].chunks_exact(size).zip(first + 1..) {
                if self.stale(number, page).is_some() {
                    stale.push(number);
                }
            }
            if read < buffer.len() {
                return Ok(stale);
            }
            first += PAGES;
            step()?;
        }
    }

    fn scrub(self, file: &File, number: u64) -> Result<()> {
        let mut page = vec![0; usize::try_from(self.page).unwrap_or_default()];
        let at = (number - 1) * self.page;
        if read_up_to(file, &mut page, at)? < page.len() {
            return Ok(());
        }
        if let Some(middle) = self.stale(number, &page) {
            let zeros = vec![0; middle.len()];
            file.write_all_at(&zeros, at + middle.start as u64)?;
        }
        Ok(())
    }
}

/// As many bytes as there are, at most all of the buffer.
pub(super) fn read_up_to(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read_at(&mut buffer[filled..], at + filled as u64)? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::Time;
    use crate::store::change::{Act, Recording};
    use crate::store::{Actor, clear};

    #[test]
    fn stale_copies_in_pages_are_found_and_overwritten_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        let uid = rustix::process::getuid().as_raw();
        let actor = Actor { uid, now: Time::EPOCH, fixed_clock: false };
        drop(Store::create(&path, &actor, "Max").unwrap());
        let mut store = Store::open_for_writing(&path, &actor, Duration::from_secs(5)).unwrap();
        let act = Act { recorded: Recording::Nothing, ..Act::of("test") };
        store
            .change(&actor, act, |change| {
                clear::mark(change.transaction)?;
                // Rows that grow and shrink make SQLite move cells between pages.
                Ok(change.transaction.execute_batch(
                    "WITH RECURSIVE n (i) AS (SELECT 1 UNION SELECT i + 1 FROM n WHERE i < 3000)
                       INSERT INTO person (id, name) SELECT (i * 7919) % 100003, 'quagga-' || i FROM n;
                     UPDATE person SET location = hex(zeroblob(40 + id % 300)) WHERE id % 3 = 0;
                     UPDATE person SET name = 'x', location = NULL;",
                )?)
            })
            .unwrap();
        assert!(store.write_log_back(Duration::ZERO, &|| Ok(())).unwrap());
        let count = |needle: &str| {
            let bytes = std::process::Command::new("cat").arg(&path).output().unwrap().stdout;
            memchr::memmem::find_iter(&bytes, needle).count()
        };
        assert!(count("quagga") > 0, "SQLite leaves no copies any more: this file can go");
        let check = |store: &Store| {
            let rows: String = store
                .connection
                .query_row(
                    "SELECT group_concat(id || name) FROM (SELECT id, name FROM person ORDER BY id)",
                    [],
                    |row| row.get(0),
                )
                .unwrap();
            let sound: String = store.connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
            (rows, sound)
        };
        let before = check(&store);
        // Another process, as it were: what it has in memory of the pages must not be written back.
        let other = crate::store::open::again(&path).unwrap();
        let version = || other.query_row("PRAGMA data_version", [], |row| row.get::<_, i64>(0)).unwrap();
        let version_before = version();
        assert!(store.scrub(Duration::ZERO, &|| Ok(())).unwrap());
        assert_eq!(count("quagga"), 0);
        assert_ne!(version(), version_before, "others were not told to read the pages again");
        assert_eq!(check(&store), before);
        assert_eq!(before.1, "ok");
        drop(store);
        let store = Store::open(&path, &actor).unwrap();
        assert_eq!(check(&store), before);
    }
}
