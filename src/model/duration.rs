//! Lengths of time that an admin sets: `90s`, `15min`, `2h`, `1d`.

/// A length of time in microseconds, from a second to a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duration(i64);

const SECOND: i64 = 1_000_000;

/// The units, the largest first.
const UNITS: [(&str, i64); 4] = [("d", 86_400 * SECOND), ("h", 3_600 * SECOND), ("min", 60 * SECOND), ("s", SECOND)];

/// The longest: 366 days.
const LONGEST: i64 = 366 * 86_400 * SECOND;

impl Duration {
    /// The length that a text says: a whole number and one of the units `s`, `min`, `h`, `d`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, unit) = text.split_at(digits);
        let (_, micros) = UNITS.into_iter().find(|(name, _)| *name == unit)?;
        let length = number.parse::<i64>().ok()?.checked_mul(micros)?;
        (SECOND..=LONGEST).contains(&length).then_some(Self(length))
    }

    /// Microseconds.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// The length of so many microseconds; `None` where there is none.
    pub fn from_micros(micros: i64) -> Option<Self> {
        (micros > 0).then_some(Self(micros))
    }
}

impl std::fmt::Display for Duration {
    /// In the largest unit that fits.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let fits = UNITS.into_iter().find(|(_, micros)| self.0 % micros == 0);
        let (name, micros) = fits.unwrap_or(("s", SECOND));
        write!(f, "{}{name}", self.0 / micros)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_and_written() {
        for (text, expected) in [
            ("90s", Some("90s")),
            ("60s", Some("1min")),
            ("15min", Some("15min")),
            ("48h", Some("2d")),
            ("366d", Some("366d")),
            ("367d", None),
            ("0s", None),
            ("5m", None),
            ("min", None),
            ("5", None),
            ("-5s", None),
            ("99999999999999999999d", None),
        ] {
            assert_eq!(Duration::parse(text).map(|length| length.to_string()).as_deref(), expected, "{text}");
        }
    }
}
