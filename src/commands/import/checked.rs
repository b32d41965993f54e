//! The two readings of the files: the first checks and counts, the second gives the chats.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use crate::error::{Error, Result};
use crate::exchange::chat_files::{ChatFiles, Chats, Item};
use crate::exchange::chat_line::ReadChat;
use crate::exchange::output_file::OutputFile;
use crate::model::chat::WholeChat;
use crate::output::number::counted;

/// Bad lines, or unknown keys, that are told one by one.
const TOLD: usize = 10;
/// Unknown keys that are counted; a file could have a million.
pub const KEYS_COUNTED: usize = 1000;

/// What the first reading found.
#[derive(Debug, Default)]
pub struct Checked {
    /// Chats with times that name no zone.
    pub unzoned: u64,
    /// Lines that cannot be taken.
    pub rejected: u64,
    /// What is wrong with the first of them.
    pub told: Vec<String>,
    /// Keys that the form does not have, each with the number of chats that do.
    pub unknown: BTreeMap<String, u64>,
    /// Records of something else, among the chats.
    pub others: u64,
    /// Names that the user said are reps, and that were found.
    pub reps: BTreeSet<String>,
}

impl Checked {
    fn add(&mut self, read: ReadChat) {
        self.unzoned += u64::from(read.unzoned > 0);
        self.reps.extend(read.reps);
        for key in read.unknown {
            if self.unknown.len() < KEYS_COUNTED || self.unknown.contains_key(&key) {
                *self.unknown.entry(key).or_default() += 1;
            }
        }
    }

    /// Which keys became custom fields, the most frequent first.
    pub fn unknown_keys(&self) -> Option<String> {
        let mut keys: Vec<(&String, &u64)> = self.unknown.iter().collect();
        keys.sort_by_key(|(_, chats)| std::cmp::Reverse(**chats));
        let told = keys.iter().take(TOLD).map(|(key, chats)| format!("{key} ({})", counted(**chats, "chat")));
        let told: Vec<String> = told.collect();
        let more = if keys.len() > told.len() { " and others" } else { "" };
        (!told.is_empty())
            .then(|| format!("Kept as custom fields, for the form has no such keys: {}{more}.", told.join(", ")))
    }
}

/// Reads all there is. Without a file for bad lines, the first of them ends it.
pub fn check(
    files: &mut ChatFiles,
    step: &(dyn Fn(u64) -> Result<()> + Sync),
    mut rejects: Option<&mut OutputFile>,
) -> Result<Checked> {
    let mut checked = Checked::default();
    let mut chats = files.chats(step);
    while let Some(item) = chats.next()? {
        match (item, &mut rejects) {
            (Item::Chat(read), _) => checked.add(*read),
            (Item::Other, _) => checked.others += 1,
            (Item::Bad { problem, .. }, None) => return Err(bad_line(problem)),
            (Item::Bad { problem, line }, Some(rejects)) => {
                rejects.write_all(&line)?;
                rejects.write_all(b"\n")?;
                checked.rejected += 1;
                if checked.told.len() < TOLD {
                    checked.told.push(problem);
                }
            }
        }
    }
    let untold = checked.rejected - checked.told.len() as u64;
    if untold > 0 {
        checked.told.push(format!("and {}", counted(untold, "more bad line")));
    }
    Ok(checked)
}

/// The next good chat of the second reading; bad lines are passed over if told so.
pub fn next_chat(chats: &mut Chats<'_>, keep_going: bool) -> Result<Option<WholeChat>> {
    while let Some(item) = chats.next()? {
        match item {
            Item::Chat(read) => return Ok(Some(read.chat)),
            Item::Other => {}
            Item::Bad { .. } if keep_going => {}
            // The first reading found none.
            Item::Bad { problem, .. } => {
                return Err(Error::conflict(format!("{problem}: the file was changed while it was read"))
                    .hint("run the command again; chats that are there already are skipped"));
            }
        }
    }
    Ok(None)
}

fn bad_line(problem: String) -> Error {
    Error::bad_data(problem).hint("nothing was kept; mend the line, or import the good ones with --keep-going")
}
