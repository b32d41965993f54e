//! Whether the repository is sound: its structure, its rows against their digests, and all that is worked out from them.
//! Only reads.

mod count;
mod facts;
mod index;
mod order;
mod place;
mod reference;
mod row;

use std::cell::Cell;

use rusqlite::Connection;

pub use place::{FilePlace, FileSystem};
pub(super) use reference::{key_of, raise_sequences, references, tables, times_of};
pub(super) use row::finding_of;

use super::Store;
use super::digest::{self, compare};
use crate::error::{Error, Result};
use crate::model::finding::{Finding, Kind};

/// What is checked, beside the structure and what is kept of counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Data {
    /// Nothing of what the rows hold.
    Nothing,
    /// One of so many parts of the rows, from 1: each row is in exactly one of them.
    Part(u32, u32),
}

impl Data {
    /// All rows.
    pub const ALL: Self = Self::Part(1, 1);

    fn has_block(self, block: i64) -> bool {
        match self {
            Self::Nothing => false,
            Self::Part(part, of) => block.rem_euclid(i64::from(of)) == i64::from(part) - 1,
        }
    }

    fn has(self, number: i64) -> bool {
        self.has_block(compare::block_of_owner(number))
    }
}

/// A check under way, at one moment of the repository.
struct Check<'c> {
    moment: &'c Connection,
    data: Data,
    step: &'c dyn Fn(u64) -> Result<()>,
    found: Cell<u64>,
    unreadable: Cell<bool>,
}

/// Who is told of each finding.
type Tell<'t> = &'t mut dyn FnMut(Finding) -> Result<()>;

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked {
    /// How many findings there are.
    pub findings: u64,
    /// Whether everything could be looked at.
    pub whole: bool,
}

impl Store {
    /// Checks the repository. `tell` is told of each finding, `step` of each step of those that [`Store::check_steps`]
    /// counts; the error of either ends it.
    pub fn check(&self, data: Data, tell: Tell<'_>, step: &dyn Fn(u64) -> Result<()>) -> Result<Checked> {
        let moment = self.connection.unchecked_transaction()?;
        let check = Check { moment: &moment, data, step, found: Cell::new(0), unreadable: Cell::new(false) };
        let mut tell = |finding: Finding| {
            check.found.set(check.found.get() + 1);
            tell(finding)
        };
        check.part("the structure", &mut tell, Check::structure)?;
        check.part("what belongs to chats, in its order", &mut tell, Check::order)?;
        check.part("what names what", &mut tell, Check::references)?;
        check.part("the record of changes", &mut tell, Check::record)?;
        check.part("the counts", &mut tell, Check::counts)?;
        check.part("the numbers to be given", &mut tell, Check::sequences)?;
        check.part("the search index", &mut tell, Check::index_rows)?;
        if data != Data::Nothing {
            check.part("the rows", &mut tell, Check::rows)?;
            check.part("the times", &mut tell, Check::times)?;
            check.part("the words of the search index", &mut tell, Check::index_words)?;
        }
        Ok(Checked { findings: check.found.get(), whole: !check.unreadable.get() })
    }

    /// How many steps a check has.
    pub fn check_steps(&self, data: Data) -> Result<u64> {
        if data == Data::Nothing {
            return Ok(1);
        }
        let chats: u64 = self.connection.query_row("SELECT count(*) FROM chat", [], |row| row.get(0))?;
        Ok(digest::count_blocks(&self.connection)? + chats / index::STEP)
    }
}

impl Check<'_> {
    /// Does one part. One that cannot be read to its end is a finding; the others go on.
    fn part(
        &self,
        what: &str,
        tell: Tell<'_>,
        part: impl FnOnce(&Self, &mut dyn FnMut(Finding) -> Result<()>) -> Result<()>,
    ) -> Result<()> {
        (self.step)(0)?;
        match part(self, tell) {
            Err(Error::Damaged(_) | Error::Bug(_)) => {
                self.unreadable.set(true);
                tell(Finding::of(Kind::Unreadable, format!("{what} cannot be read to the end")))
            }
            done => done,
        }
    }

    /// SQLite's own check; its words are about pages and cells, and hold nothing of the rows.
    fn structure(&self, tell: Tell<'_>) -> Result<()> {
        let mut statement = self.moment.prepare("PRAGMA integrity_check(1000)")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let said: String = row.get(0)?;
            if said != "ok" {
                let said = said.replace("*** in database main ***\n", "");
                said.lines().try_for_each(|line| tell(Finding::of(Kind::Structure, line.to_lowercase())))?;
            }
        }
        Ok(())
    }

    fn record(&self, tell: Tell<'_>) -> Result<()> {
        match super::audit::verify(self.moment, &[]) {
            Err(Error::Found(report)) => tell(Finding::of(Kind::Record, report.message)),
            done => done.map(drop),
        }
    }
}

#[cfg(test)]
pub(super) mod tests;
