//! Where a file ends and the next begins, when an export is split.

use std::ops::Range;

/// How large a part may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// So many rows.
    Rows(u64),
    /// So many bytes, its header not counted; one row that is longer has a part of its own.
    Bytes(u64),
}

/// Units of sizes.
const UNITS: [(&str, u64); 7] = [
    ("kib", 1 << 10),
    ("mib", 1 << 20),
    ("gib", 1 << 30),
    ("kb", 1_000),
    ("mb", 1_000_000),
    ("gb", 1_000_000_000),
    ("b", 1),
];

impl Split {
    /// Reads `100000` or `100MB`, for clap.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = || "not a number of rows (100000) or a size (100MB, 1GiB)".to_owned();
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, unit) = text.split_at(digits);
        let number: u64 = number.parse().ok().filter(|number| *number > 0).ok_or_else(wrong)?;
        if unit.is_empty() {
            return Ok(Self::Rows(number));
        }
        let unit = unit.trim().to_ascii_lowercase();
        let (_, bytes) = UNITS.iter().find(|(name, _)| *name == unit).ok_or_else(wrong)?;
        number.checked_mul(*bytes).map(Self::Bytes).ok_or_else(wrong)
    }
}

/// How much of a part is used.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    split: Option<Split>,
    rows: u64,
    bytes: u64,
}

/// Some rows behind each other that go into one part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Whether they begin another part.
    pub begins: bool,
    /// Where they are.
    pub bytes: Range<usize>,
    /// How many they are.
    pub rows: u64,
}

impl Limit {
    /// Nothing used yet.
    pub const fn of(split: Option<Split>) -> Self {
        Self { split, rows: 0, bytes: 0 }
    }

    /// What goes where, of rows that end here.
    pub fn parts(&mut self, ends: &[usize]) -> Vec<Stretch> {
        if self.split.is_none() {
            let bytes = 0..ends.last().copied().unwrap_or_default();
            return vec![Stretch { begins: false, bytes, rows: ends.len() as u64 }];
        }
        let mut parts = Vec::new();
        let mut open = Stretch { begins: false, bytes: 0..0, rows: 0 };
        for end in ends {
            let length = (end - open.bytes.end) as u64;
            let is_full = self.rows > 0
                && match self.split {
                    None => false,
                    Some(Split::Rows(most)) => self.rows >= most,
                    Some(Split::Bytes(most)) => self.bytes.saturating_add(length) > most,
                };
            if is_full {
                let at = open.bytes.end;
                parts.push(std::mem::replace(&mut open, Stretch { begins: true, bytes: at..at, rows: 0 }));
                (self.rows, self.bytes) = (0, 0);
            }
            open.bytes.end = *end;
            open.rows += 1;
            self.rows += 1;
            self.bytes = self.bytes.saturating_add(length);
        }
        parts.push(open);
        parts.retain(|part| part.rows > 0);
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rows_and_sizes_are_told_apart() {
        for (text, split) in [
            ("100000", Split::Rows(100_000)),
            ("1", Split::Rows(1)),
            ("100MB", Split::Bytes(100_000_000)),
            ("1 GiB", Split::Bytes(1 << 30)),
            ("64kb", Split::Bytes(64_000)),
            ("9b", Split::Bytes(9)),
        ] {
            assert_eq!(Split::parse(text), Ok(split));
        }
        for bad in ["", "0", "0MB", "MB", "-1", "1.5MB", "1TB", "١٢", "99999999999999999999", "99999999999999GB"] {
            assert!(Split::parse(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn every_row_is_in_one_part_and_no_part_is_too_large(
            blocks in prop::collection::vec(prop::collection::vec(0_usize..20, 0..9), 0..9),
            most in 1_u64..40,
            by_rows in any::<bool>(),
        ) {
            let split = if by_rows { Split::Rows(most) } else { Split::Bytes(most) };
            let mut limit = Limit::of(Some(split));
            let mut parts: Vec<Vec<usize>> = vec![Vec::new()];
            for block in &blocks {
                let ends: Vec<usize> = block.iter().scan(0, |at, row| { *at += row; Some(*at) }).collect();
                let (mut row, mut at) = (0, 0);
                for stretch in limit.parts(&ends) {
                    if stretch.begins {
                        parts.push(Vec::new());
                    }
                    prop_assert_eq!(stretch.bytes.start, at);
                    for _ in 0..stretch.rows {
                        parts.last_mut().unwrap().push(block[row]);
                        row += 1;
                    }
                    at = stretch.bytes.end;
                    prop_assert_eq!(at, ends[row - 1]);
                }
                prop_assert_eq!(row, block.len());
            }
            for (place, part) in parts.iter().enumerate() {
                let used = |part: &[usize]| if by_rows { part.len() as u64 } else { part.iter().sum::<usize>() as u64 };
                prop_assert!(used(part) <= most || part.len() == 1);
                // The next part was needed.
                if let Some(next) = parts.get(place + 1) {
                    prop_assert!(used(&[&part[..], &next[..1]].concat()) > most);
                }
            }
        }
    }
}
