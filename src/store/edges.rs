//! Words that only seem to stand in the file: in a page of SQLite values stand side by side without a gap, and so do
//! cells, so that `double-charge` twice in a row reads `charged` in the middle. What reaches across the edge of a value
//! that is in use is no remnant of anything: that would stand within the unused parts of a page.

use std::collections::BTreeSet;
use std::fs::File;

use super::Store;
use super::open::beside;
use super::probe::{Finder, Probe};
use super::scrub::{Layout, read_up_to};
use crate::error::Result;

/// Bytes before the first frame of a log, and before the page in each (sqlite.org/fileformat.html, section 4.1).
const LOG_HEADER: u64 = 32;
const FRAME_HEADER: u64 = 24;

impl Store {
    /// Which of these words stand somewhere in the file or its log, and not only across the edges of values.
    pub(super) fn within_edges(&mut self, probe: &Probe, words: &BTreeSet<usize>) -> Result<BTreeSet<usize>> {
        let file = File::open(&self.path)?;
        let layout = Layout::of(&file)?;
        let mut found = BTreeSet::new();
        let finder = probe.finder();
        let mut look = |number: u64, page: &[u8]| layout.look(&finder, words, number, page, &mut found);
        let done = layout.each_page(&file, 0, 0, &mut look);
        // To close a file takes away every lock that this process has on it, those of SQLite too.
        self.held_open.push(file);
        done?;
        if let Ok(log) = File::open(beside(&self.path, "-wal")) {
            let done = layout.each_page(&log, LOG_HEADER, FRAME_HEADER, &mut look);
            self.held_open.push(log);
            done?;
        }
        Ok(found)
    }
}

impl Layout {
    /// Gives `visit` every page with its number. In a log each is in a frame that tells the number.
    fn each_page(self, file: &File, mut at: u64, frame: u64, mut visit: impl FnMut(u64, &[u8])) -> Result<()> {
        let head = usize::try_from(frame).unwrap_or_default();
        let mut buffer = vec![0; head + usize::try_from(self.page).unwrap_or_default()];
        let mut number = 0;
        while read_up_to(file, &mut buffer, at)? == buffer.len() {
            number = match head {
                0 => number + 1,
                _ => buffer[..4].iter().fold(0, |number, byte| number << 8 | u64::from(*byte)),
            };
            visit(number, &buffer[head..]);
            at += buffer.len() as u64;
        }
        Ok(())
    }

    fn look(self, finder: &Finder<'_>, words: &BTreeSet<usize>, number: u64, page: &[u8], found: &mut BTreeSet<usize>) {
        // The first page holds the schema only: nobody's words.
        if number == 1 {
            return;
        }
        let mut edges = None;
        for (word, place) in finder.places_in(page).into_iter().filter(|(word, _)| words.contains(word)) {
            let edges = edges.get_or_insert_with(|| self.edges(number, page));
            if edges.range(place.start + 1..place.end).next().is_none() {
                found.insert(word);
            }
        }
    }

    /// Where the cells of a page begin, and where each value in them begins and ends; nothing for a page without cells.
    fn edges(self, number: u64, page: &[u8]) -> BTreeSet<usize> {
        let mut edges = BTreeSet::new();
        let kind = page.first().copied().unwrap_or_default();
        if !self.is_map(number) && matches!(kind, 2 | 5 | 10 | 13) {
            let pointers = if kind < 10 { 12 } else { 8 };
            let short =
                |at: usize| page.get(at..at + 2).map_or(0, |two| usize::from(two[0]) << 8 | usize::from(two[1]));
            for cell in 0..short(3) {
                // A page that is not as it should be has fewer edges, so that more is taken for a remnant.
                let _ = self.edges_of(kind, page, short(pointers + 2 * cell), &mut edges);
            }
        }
        edges
    }

    /// The edges of one cell.
    fn edges_of(self, kind: u8, page: &[u8], start: usize, edges: &mut BTreeSet<usize>) -> Option<()> {
        edges.insert(start);
        let mut at = start + if kind < 10 { 4 } else { 0 };
        if kind == 5 {
            number_at(page, &mut at)?;
            edges.insert(at);
            return Some(());
        }
        let payload = number_at(page, &mut at)?;
        if kind == 13 {
            number_at(page, &mut at)?;
        }
        let begin = at;
        let end = begin + self.local(kind, payload);
        edges.insert(end);
        let mut value = begin + number_at(page, &mut at)?;
        let header = value;
        edges.insert(header);
        while at < header {
            value += match number_at(page, &mut at)? {
                size @ 1..=4 => size,
                5 => 6,
                6 | 7 => 8,
                size @ 12.. => (size - 12) / 2,
                _ => 0,
            };
            if value >= end {
                break;
            }
            edges.insert(value);
        }
        Some(())
    }

    /// How much of a payload stands in its cell; the rest is in pages of its own.
    fn local(self, kind: u8, payload: usize) -> usize {
        let most = if kind == 13 { self.usable - 35 } else { (self.usable - 12) * 64 / 255 - 23 };
        let least = (self.usable - 12) * 32 / 255 - 23;
        if payload <= most {
            return payload;
        }
        let cut = least + (payload - least) % (self.usable - 4);
        if cut <= most { cut } else { least }
    }
}

/// Reads a number of SQLite's: seven bits a byte, of a ninth byte all eight.
fn number_at(page: &[u8], at: &mut usize) -> Option<usize> {
    let mut number = 0_usize;
    for place in 1..=9 {
        let byte = usize::from(*page.get(*at)?);
        *at += 1;
        if place == 9 {
            return Some(number << 8 | byte);
        }
        number = number << 7 | byte & 0x7f;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::model::time::Time;
    use crate::store::Actor;
    use crate::store::change::{Act, Recording};

    /// Which of these words are found within edges.
    fn found(store: &mut Store, words: &[&str]) -> Vec<String> {
        let mut probe = Probe::new(7);
        words.iter().for_each(|word| probe.add(word, false));
        let found = store.within_edges(&probe, &(0..words.len()).collect()).unwrap();
        found.into_iter().map(|word| words[word].to_owned()).collect()
    }

    #[test]
    fn what_reaches_across_values_is_told_from_what_stands_in_one_or_in_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        let actor = Actor { uid: rustix::process::getuid().as_raw(), now: Time::EPOCH, fixed_clock: false };
        let mut store = Store::create(&path, &actor, "Max").unwrap();
        let act = Act { recorded: Recording::Nothing, ..Act::of("test") };
        store
            .change(&actor, act, |change| {
                Ok(change.transaction.execute_batch(
                    "INSERT INTO tag (name, folded) VALUES ('double-charge', 'double-charge');
                     WITH RECURSIVE n (i) AS (SELECT 1 UNION SELECT i + 1 FROM n WHERE i < 400)
                       INSERT INTO tag (name, folded) SELECT 'okapi-' || i || printf('%.*c', i * 9, 'x'), 'zorilla' FROM n;",
                )?)
            })
            .unwrap();
        let words = ["charge", "charged", "okapi-7", "xzorilla", "zorilla", "quagga", "edouble"];
        // In the log first, then in the file.
        for _ in 0..2 {
            let bytes = |ending: &str| {
                let file = beside(&path, ending);
                std::process::Command::new("cat").arg(file).output().unwrap().stdout
            };
            let all = [bytes(""), bytes("-wal")].concat();
            let there = |word: &&&str| memchr::memmem::find(&all, word.as_bytes()).is_some();
            let there: Vec<&str> = words.iter().filter(there).copied().collect();
            assert_eq!(there.len(), words.len() - 1, "{there:?}");
            assert_eq!(found(&mut store, &words), ["charge", "okapi-7", "zorilla"]);
            assert!(store.write_log_back(std::time::Duration::ZERO, &|| Ok(())).unwrap());
        }
        // A remnant: bytes in the unused middle of a page.
        drop(store);
        let mut bytes = std::fs::read(&path).unwrap();
        let layout = Layout::of(&File::open(&path).unwrap()).unwrap();
        let size = usize::try_from(layout.page).unwrap();
        let mut places = BTreeMap::new();
        for (number, page) in (1_u64..).zip(bytes.chunks(size)) {
            let short = |at: usize| usize::from(page[at]) << 8 | usize::from(page[at + 1]);
            if number > 1 && !layout.is_map(number) && page[0] == 13 && short(5) > 8 + 2 * short(3) + 60 {
                places.insert(number, 8 + 2 * short(3) + 20);
            }
        }
        let (number, place) = places.last_key_value().unwrap();
        let at = usize::try_from(number - 1).unwrap() * size + place;
        bytes[at..at + 6].copy_from_slice(b"quagga");
        std::fs::write(&path, bytes).unwrap();
        let mut store = Store::open(&path, &actor).unwrap();
        assert_eq!(found(&mut store, &["quagga", "charged"]), ["quagga"]);
    }
}
