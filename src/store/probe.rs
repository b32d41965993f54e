//! Looking for words in bytes without keeping the words: what is kept tells them again, and tells nobody what they are.
//!
//! An erasure may be finished by another process than the one that began it, and the words may not be written down for
//! it. So each is kept as its length, a salted hash of its first bytes, by which places are found, and a salted digest
//! of all of it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io::{self, Read};
use std::ops::Range;

use sha2::{Digest, Sha256};

/// Bytes that a word must have to be looked for: shorter ones stand in other data by chance.
pub const SHORTEST: usize = 6;

/// Longer words are looked for by so many of their bytes.
const LONGEST: usize = 64;

/// Bytes read at once.
const BUFFER: usize = 1 << 20;

/// Bits of the filter that passes most places over.
const FILTER_BITS: u32 = 18;

/// Words that are looked for, and terms of the search index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Probe {
    salt: u64,
    words: Vec<Word>,
    terms: BTreeSet<u64>,
}

/// What is kept of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Word {
    start: u64,
    length: usize,
    digest: u64,
    /// Whether it tells who the person is, and is not only something they said.
    identifier: bool,
}

impl Probe {
    /// A probe for nothing yet.
    pub fn new(salt: u64) -> Self {
        Self { salt, ..Self::default() }
    }

    /// Looks for this too, if it is long enough.
    pub fn add(&mut self, word: &str, identifier: bool) {
        let bytes = &word.as_bytes()[..word.len().min(LONGEST)];
        if bytes.len() < SHORTEST {
            return;
        }
        let start = self.start(bytes[..SHORTEST].iter().fold(0, |start, byte| start << 8 | u64::from(*byte)));
        let word = Word { start, length: bytes.len(), digest: self.digest(bytes), identifier };
        if !self.words.iter().any(|other| (other.length, other.digest) == (word.length, word.digest)) {
            self.words.push(word);
        }
    }

    /// Looks for this term in the vocabulary of the index, whatever its length.
    pub fn add_term(&mut self, term: &str) {
        let digest = self.digest(term.as_bytes());
        self.terms.insert(digest);
    }

    /// How many words are looked for in the bytes.
    pub fn words(&self) -> usize {
        self.words.len()
    }

    /// How many terms are looked for in the vocabulary.
    pub fn terms(&self) -> usize {
        self.terms.len()
    }

    /// Whether this is one of the terms.
    pub fn is_term(&self, term: &str) -> bool {
        !self.terms.is_empty() && self.terms.contains(&self.digest(term.as_bytes()))
    }

    /// Whether this word tells who the person is.
    pub fn is_identifier(&self, word: usize) -> bool {
        self.words.get(word).is_some_and(|word| word.identifier)
    }

    /// As a text to be kept.
    pub fn to_text(&self) -> String {
        let mut text = format!("{:x}", self.salt);
        for Word { start, length, digest, identifier } in &self.words {
            text.push_str(&format!(";{start:x},{length:x},{digest:x},{:x}", u8::from(*identifier)));
        }
        for term in &self.terms {
            text.push_str(&format!(";{term:x}"));
        }
        text
    }

    /// From the text that was kept.
    pub fn from_text(text: &str) -> Option<Self> {
        let number = |text: &str| u64::from_str_radix(text, 16).ok();
        let mut parts = text.split(';');
        let mut probe = Self::new(number(parts.next()?)?);
        for part in parts {
            match part.split(',').map(number).collect::<Option<Vec<u64>>>()?[..] {
                [term] => drop(probe.terms.insert(term)),
                [start, length, digest, identifier] => {
                    let length = usize::try_from(length).ok()?;
                    probe.words.push(Word { start, length, digest, identifier: identifier == 1 });
                }
                _ => return None,
            }
        }
        Some(probe)
    }

    /// Looks through bytes: which of the words stand there, by their place in the list, and how often. Adds how many
    /// bytes were read.
    pub fn scan(&self, mut from: impl Read, read: &mut u64) -> io::Result<BTreeMap<usize, u64>> {
        let finder = self.finder();
        let mut found = BTreeMap::new();
        let mut buffer = vec![0; BUFFER + LONGEST];
        let mut kept = 0;
        loop {
            let count = from.read(&mut buffer[kept..])?;
            *read += count as u64;
            let filled = kept + count;
            // A word that begins near the end may go on in what comes next.
            let begins = if count == 0 { filled } else { filled.saturating_sub(LONGEST - 1) };
            finder.scan(&buffer[..filled], begins, |word, _| *found.entry(word).or_default() += 1);
            if count == 0 {
                return Ok(found);
            }
            buffer.copy_within(begins..filled, 0);
            kept = filled - begins;
        }
    }

    /// The same for many short texts.
    pub fn finder(&self) -> Finder<'_> {
        Finder::of(self)
    }

    fn start(&self, start: u64) -> u64 {
        let mixed = (start ^ self.salt).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9)
    }

    fn digest(&self, bytes: &[u8]) -> u64 {
        let mut hash = Sha256::new();
        hash.update(self.salt.to_be_bytes());
        hash.update(bytes);
        hash.finalize()[..8].iter().fold(0, |digest, byte| digest << 8 | u64::from(*byte))
    }
}

/// The words by how they begin.
pub struct Finder<'p> {
    probe: &'p Probe,
    filter: Vec<u64>,
    words: HashMap<u64, Vec<usize>>,
}

impl<'p> Finder<'p> {
    fn of(probe: &'p Probe) -> Self {
        let mut finder = Self { probe, filter: vec![0; 1 << (FILTER_BITS - 6)], words: HashMap::new() };
        for (place, word) in probe.words.iter().enumerate() {
            let (slot, bit) = slot(word.start);
            finder.filter[slot] |= bit;
            finder.words.entry(word.start).or_default().push(place);
        }
        finder
    }

    /// Which of the words stand in these bytes, by their place in the list, and how often.
    pub fn words_in(&self, bytes: &[u8]) -> BTreeMap<usize, u64> {
        let mut found = BTreeMap::new();
        self.scan(bytes, bytes.len(), |word, _| *found.entry(word).or_default() += 1);
        found
    }

    /// Which of the words stand in these bytes, and where.
    pub fn places_in(&self, bytes: &[u8]) -> Vec<(usize, Range<usize>)> {
        let mut found = Vec::new();
        self.scan(bytes, bytes.len(), |word, from| found.push((word, from..from + self.probe.words[word].length)));
        found
    }

    /// Looks for the words that begin before `begins`: which, and where.
    fn scan(&self, bytes: &[u8], begins: usize, mut visit: impl FnMut(usize, usize)) {
        const MASK: u64 = (1 << (8 * SHORTEST)) - 1;
        let mut window = 0;
        for (at, byte) in bytes.iter().enumerate() {
            window = (window << 8 | u64::from(*byte)) & MASK;
            let Some(from) = (at + 1).checked_sub(SHORTEST).filter(|from| *from < begins) else { continue };
            let start = self.probe.start(window);
            let (slot, bit) = slot(start);
            if self.filter[slot] & bit == 0 {
                continue;
            }
            for place in self.words.get(&start).into_iter().flatten() {
                let word = &self.probe.words[*place];
                let there = bytes.get(from..from + word.length);
                if there.is_some_and(|there| self.probe.digest(there) == word.digest) {
                    visit(*place, from);
                }
            }
        }
    }
}

fn slot(start: u64) -> (usize, u64) {
    let place = start >> (64 - FILTER_BITS);
    (usize::try_from(place >> 6).unwrap_or_default(), 1 << (place & 63))
}

/// The pieces of a text by which its bytes can be told again: what stands between white space, its runs of letters, and
/// of scripts without spaces every few characters; each as it stands and folded.
pub fn pieces(text: &str, fold: impl Fn(&str) -> String, out: &mut HashSet<String>) {
    const LONG: usize = 16;
    const STEP: usize = 8;
    for chunk in text.split_whitespace() {
        let chunk = chunk.trim_matches(|c: char| c.is_ascii_punctuation());
        for word in std::iter::once(chunk).chain(chunk.split(|c: char| c.is_ascii_punctuation())) {
            let characters: Vec<char> = word.chars().collect();
            let parts: Vec<String> = match characters.len() {
                0 => continue,
                1..=LONG => vec![word.to_owned()],
                _ => characters.chunks(STEP).map(|part| part.iter().collect()).collect(),
            };
            for part in parts {
                let folded = fold(&part);
                out.extend([folded, part].into_iter().filter(|part| part.len() >= SHORTEST));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes a few at a time.
    struct Slowly<'a>(&'a [u8], usize);

    impl Read for Slowly<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(buffer.len()).min(self.0.len());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn scanned(probe: &Probe, bytes: &[u8], step: usize) -> Vec<(usize, u64)> {
        let mut read = 0;
        let found = probe.scan(Slowly(bytes, step), &mut read).unwrap();
        assert_eq!(read, bytes.len() as u64);
        found.into_iter().collect()
    }

    #[test]
    fn words_are_found_wherever_the_bytes_are_cut() {
        let mut probe = Probe::new(7);
        probe.add("xylograph", false);
        probe.add("สมชาย", true);
        probe.add(&"long".repeat(40), false);
        probe.add("short", false);
        assert_eq!(probe.words(), 3);
        let bytes = format!("xylograph xylograp สมชาย{}xylograph", "long".repeat(40));
        for step in [1, 2, 3, 5, 64, 1 << 20] {
            // The long one is looked for by its beginning, which stands there again and again.
            let found = scanned(&probe, bytes.as_bytes(), step);
            assert_eq!(found, [(0, 2), (1, 1), (2, 25)], "{step}");
        }
        assert!(probe.is_identifier(1) && !probe.is_identifier(0));
        assert_eq!(scanned(&probe, b"xylo graph, xylograp", 64), []);
    }

    #[test]
    fn what_is_kept_finds_the_same_and_holds_no_word() {
        let mut probe = Probe::new(0x1234_5678_9abc_def0);
        probe.add("xylograph", true);
        probe.add_term("ฬฮ");
        let text = probe.to_text();
        assert!(!text.contains("xylo") && text.is_ascii());
        let again = Probe::from_text(&text).unwrap();
        assert_eq!(again, probe);
        assert!(again.is_term("ฬฮ") && !again.is_term("ฬ"));
        for bad in ["", "x", "7;1,2", "7;g"] {
            assert_eq!(Probe::from_text(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_text_is_told_by_its_pieces() {
        let mut found = HashSet::new();
        pieces("Dear (Xylograph), re AB-1234567: 你好世界我的包裹在哪里今天不来明天来", str::to_lowercase, &mut found);
        let mut found: Vec<_> = found.into_iter().collect();
        found.sort();
        let pieces = [
            "1234567",
            "AB-1234567",
            "Xylograph",
            "ab-1234567",
            "xylograph",
            "你好世界我的包裹",
            "在哪里今天不来明",
            "天来",
        ];
        assert_eq!(found, pieces);
    }
}
