//! The time with which a message begins: `[1/15/24, 10:30:00 AM] ` on an iPhone, `15/01/24, 10:30 - ` on Android, and
//! what other languages make of these.

use super::DateOrder;
use crate::exchange::line_error::{LineError, shown};
use crate::model::hidden::is_hidden;

/// Words for the halves of a day, without dots and spaces.
const MORNING: [&str; 5] = ["am", "上午", "오전", "午前", "ص"];
const EVENING: [&str; 5] = ["pm", "下午", "오후", "午後", "م"];

/// A time as it is spelled.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<'t> {
    /// All of it.
    pub text: &'t str,
    /// The three numbers of the date, in their order.
    pub date: [u32; 3],
    /// Whether the year has four digits, and then in which place it is.
    long_year: Option<usize>,
    hour: u32,
    minute: u32,
    second: u32,
    /// Whether it stands in brackets, as on an iPhone.
    pub is_bracketed: bool,
}

impl Stamp<'_> {
    /// The local time: `2024-01-15T10:30:00`.
    pub fn local(&self, order: DateOrder) -> Result<String, LineError> {
        let [first, second, third] = self.date;
        let (year_at, [year, month, day]) = match order {
            DateOrder::Dmy => (2, [third, second, first]),
            DateOrder::Mdy => (2, [third, first, second]),
            DateOrder::Ymd => (0, [first, second, third]),
        };
        let year = if self.long_year.is_some() { year } else { 2000 + year };
        let year_fits = self.long_year.is_none_or(|place| place == year_at);
        let valid = i16::try_from(year).ok().zip(i8::try_from(month).ok()).zip(i8::try_from(day).ok());
        if !year_fits || valid.is_none_or(|((year, month), day)| jiff::civil::Date::new(year, month, day).is_err()) {
            return Err(LineError::new(format!("no such day: {}", shown(self.text))));
        }
        let Self { hour, minute, second, .. } = self;
        Ok(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"))
    }
}

/// The time with which a line begins, and what comes behind it.
pub fn stamp(line: &str) -> Option<(Stamp<'_>, &str)> {
    let line = line.trim_start_matches(is_hidden);
    let (text, rest, is_bracketed) = match line.strip_prefix('[') {
        Some(inside) => {
            let (text, rest) = inside.split_once(']')?;
            (text, rest.strip_prefix(' ').unwrap_or(rest), true)
        }
        None => {
            let (text, rest) = line.split_once(" - ").or_else(|| line.strip_suffix(" -").map(|text| (text, "")))?;
            (text, rest, false)
        }
    };
    let mut at = Reader(text);
    let date = at.date()?;
    at.skip(&[',', '،', '、']);
    at.blanks();
    let mut half = at.word();
    at.blanks();
    let (hour, _) = at.number()?;
    let colon = at.one_of(&[':', '.'])?;
    let (minute, digits) = at.number()?;
    let second = if at.skip(&[colon]) { at.number()? } else { (0, 2) };
    at.blanks();
    if half.is_empty() {
        half = at.word();
    }
    let half = Half::of(&half)?;
    let hour = half.hour(hour)?;
    let clock = hour < 24 && minute < 60 && second.0 < 60 && digits == 2 && second.1 == 2;
    let [(first, a), (mid, b), (third, c)] = date;
    let long_year = [a, b, c].iter().position(|digits| *digits == 4);
    let plain = |digits: usize| digits == 1 || digits == 2;
    let shaped = match long_year {
        Some(0) => plain(b) && plain(c),
        Some(2) => plain(a) && plain(b),
        None => plain(a) && plain(b) && plain(c),
        Some(_) => false,
    };
    let stamp = Stamp { text, date: [first, mid, third], long_year, hour, minute, second: second.0, is_bracketed };
    (clock && shaped && at.0.trim().is_empty()).then_some((stamp, rest))
}

/// Which half of the day an hour is in.
enum Half {
    None,
    Morning,
    Evening,
}

impl Half {
    /// `None` for words that say something else. A word that only leads on to the time (`klo`, `um`) says nothing.
    fn of(word: &str) -> Option<Self> {
        match word {
            "" | "klo" | "um" | "kl" | "às" | "alle" => Some(Self::None),
            _ if MORNING.contains(&word) => Some(Self::Morning),
            _ if EVENING.contains(&word) => Some(Self::Evening),
            _ => None,
        }
    }

    fn hour(&self, hour: u32) -> Option<u32> {
        match self {
            Self::None => Some(hour),
            // Phones in some languages write 0 for the first hour.
            Self::Morning => (hour <= 12).then_some(hour % 12),
            Self::Evening => (hour <= 12).then_some(hour % 12 + 12),
        }
    }
}

/// What is left of a time.
struct Reader<'t>(&'t str);

impl Reader<'_> {
    /// A number, and how many digits it has: at most four.
    fn number(&mut self) -> Option<(u32, usize)> {
        let digits = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = self.0.split_at_checked(digits).filter(|_| (1..=4).contains(&digits))?;
        self.0 = rest;
        Some((number.parse().ok()?, digits))
    }

    /// Three numbers between the same sign.
    fn date(&mut self) -> Option<[(u32, usize); 3]> {
        let first = self.number()?;
        self.marks();
        let sign = self.one_of(&['/', '.', '-'])?;
        self.blanks();
        let second = self.number()?;
        self.marks();
        self.one_of(&[sign])?;
        self.blanks();
        let third = self.number()?;
        self.skip(&[sign]);
        Some([first, second, third])
    }

    fn one_of(&mut self, signs: &[char]) -> Option<char> {
        let next = self.0.chars().next().filter(|next| signs.contains(next))?;
        self.0 = &self.0[next.len_utf8()..];
        Some(next)
    }

    fn skip(&mut self, signs: &[char]) -> bool {
        self.one_of(signs).is_some()
    }

    fn marks(&mut self) {
        self.0 = self.0.trim_start_matches(is_hidden);
    }

    /// Spaces of any kind, and marks of direction.
    fn blanks(&mut self) {
        self.0 = self.0.trim_start_matches(|c: char| c.is_whitespace() || is_hidden(c));
    }

    /// Letters up to the next digit, in lower case, without dots and spaces.
    fn word(&mut self) -> String {
        let end = self.0.find(|c: char| c.is_ascii_digit()).unwrap_or(self.0.len());
        let (word, rest) = self.0.split_at(end);
        self.0 = rest;
        let letters = word.chars().filter(|c| !c.is_whitespace() && *c != '.' && !is_hidden(*c));
        letters.flat_map(char::to_lowercase).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(line: &str, order: DateOrder) -> Option<(String, &str)> {
        let (stamp, rest) = stamp(line)?;
        Some((stamp.local(order).ok()?, rest))
    }

    #[test]
    fn times_are_read_as_phones_write_them() {
        use DateOrder::{Dmy, Mdy, Ymd};
        for (line, order, expected) in [
            ("[1/15/24, 10:30:00 AM] A: x", Mdy, "2024-01-15T10:30:00"),
            ("[1/15/24, 12:05:09\u{202f}PM] A: x", Mdy, "2024-01-15T12:05:09"),
            ("\u{200e}[15.01.24, 22:30:00] A: x", Dmy, "2024-01-15T22:30:00"),
            ("[12.3.2022 klo 14.08.18] A: x", Dmy, "2022-03-12T14:08:18"),
            ("01/01/19, 11:25 - A: x", Dmy, "2019-01-01T11:25:00"),
            ("06/20/2020, 00:08 a. m. - A: x", Mdy, "2020-06-20T00:08:00"),
            ("06/20/2020, 12:08 a.\u{a0}m. - A: x", Mdy, "2020-06-20T00:08:00"),
            ("20/6/2020, 3:08\u{202f}pm - A: x", Dmy, "2020-06-20T15:08:00"),
            ("2024-01-15, 10:30 - A: x", Ymd, "2024-01-15T10:30:00"),
            ("2024/1/5 下午3:08 - A: x", Ymd, "2024-01-05T15:08:00"),
            ("24/1/5, 3:08 - A: x", Ymd, "2024-01-05T03:08:00"),
            ("5. 1. 2024, 3:08 - A: x", Dmy, "2024-01-05T03:08:00"),
            ("15.01.24, 10:30 - A: x", Dmy, "2024-01-15T10:30:00"),
            ("15/01/24 10:30 - A: x", Dmy, "2024-01-15T10:30:00"),
        ] {
            assert_eq!(local(line, order), Some((expected.to_owned(), "A: x")), "{line}");
        }
        assert_eq!(local("01/01/19, 11:25 -", Dmy), Some(("2019-01-01T11:25:00".to_owned(), "")));
    }

    #[test]
    fn what_is_no_time_begins_no_message() {
        for line in [
            "",
            "hello - you",
            "12 - 3",
            "1/2, 10:30 - x",
            "1/2/3/4, 10:30 - x",
            "1/2/24, 10:3 - x",
            "1/2/24, 25:30 - x",
            "1/2/24, 10:60 - x",
            "1/2/24, 13:30 pm - x",
            "1/2/24, 10:30 later - x",
            "1/2024/2, 10:30 - x",
            "1/2/124, 10:30 - x",
            "1/2-24, 10:30 - x",
            "[1/2/24, 10:30",
            "[1/2/24] x",
            "99999999999/2/24, 10:30 - x",
        ] {
            assert!(stamp(line).is_none(), "{line}");
        }
        for (line, order) in [
            ("13/13/24, 10:30 - x", DateOrder::Dmy),
            ("1/15/2024, 10:30 - x", DateOrder::Ymd),
            ("2024/1/15, 10:30 - x", DateOrder::Dmy),
            ("30/2/24, 10:30 - x", DateOrder::Dmy),
            ("0/0/0, 10:30 - x", DateOrder::Dmy),
        ] {
            assert_eq!(local(line, order), None, "{line}");
        }
    }
}
