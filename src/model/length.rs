//! How long a ban is: minutes to months, or permanent.
//!
//! Minutes, hours, days (24 hours) and weeks are exact, whatever the clocks do meanwhile. Months follow the calendar of a
//! zone: the same day and time of day that many months later, the last day of a shorter month, and where the clocks skip
//! that time of day, as much later.

use std::fmt;

use jiff::Span;
use jiff::tz::TimeZone;

use super::time::Time;

/// No ban is longer, but permanent ones: in years.
const MOST_YEARS: u32 = 100;

/// What a length is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// 60 seconds.
    Minutes,
    /// 60 minutes.
    Hours,
    /// 24 hours.
    Days,
    /// 7 times 24 hours.
    Weeks,
    /// Months of the calendar.
    Months,
}

impl Unit {
    /// Each, with its sign, its word, and how many of it the longest ban has.
    const ALL: [(Self, &str, &str, u32); 5] = [
        (Self::Minutes, "min", "minute", MOST_YEARS * 365 * 24 * 60),
        (Self::Hours, "h", "hour", MOST_YEARS * 365 * 24),
        (Self::Days, "d", "day", MOST_YEARS * 365),
        (Self::Weeks, "w", "week", MOST_YEARS * 52),
        (Self::Months, "mo", "month", MOST_YEARS * 12),
    ];

    fn entry(self) -> (Self, &'static str, &'static str, u32) {
        Self::ALL.into_iter().find(|entry| entry.0 == self).unwrap_or(Self::ALL[0])
    }

    /// Seconds; `None` for months, which are not all alike.
    const fn seconds(self) -> Option<i64> {
        match self {
            Self::Minutes => Some(60),
            Self::Hours => Some(3600),
            Self::Days => Some(24 * 3600),
            Self::Weeks => Some(7 * 24 * 3600),
            Self::Months => None,
        }
    }
}

/// How long a ban is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Length {
    /// So many of these; never none.
    Of(u32, Unit),
    /// Until it is lifted.
    Permanent,
}

impl Length {
    /// Reads `90min`, `12h`, `3d`, `2w`, `1mo`, `permanent`, and the same in words (`3 days`).
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let said = text.trim().to_ascii_lowercase();
        if said == "permanent" {
            return Ok(Self::Permanent);
        }
        if said.starts_with(['-', '\u{2212}', '\u{2013}']) {
            return Err("a ban cannot end before it begins".to_owned());
        }
        if ["∞", "inf", "infinite", "forever", "always", "never"].contains(&&*said) {
            return Err("a ban without an end is permanent".to_owned());
        }
        let end = said.find(|c: char| !c.is_ascii_digit()).unwrap_or(said.len());
        let (digits, unit) = (&said[..end], said[end..].trim());
        if digits.is_empty() {
            return Err("expected a length such as 90min, 12h, 3d, 2w, 1mo or permanent".to_owned());
        }
        if unit.is_empty() {
            return Err(format!("{digits} of what? {digits}min, {digits}h, {digits}d, {digits}w or {digits}mo"));
        }
        if unit == "m" {
            return Err(format!("minutes ({digits}min) or months ({digits}mo)?"));
        }
        if unit.starts_with(['.', ',']) {
            return Err("a whole number is needed: 90min for an hour and a half".to_owned());
        }
        if matches!(unit, "y" | "year" | "years") {
            return Err("years are counted in months: 12mo".to_owned());
        }
        let is_meant = |sign: &str, word: &str| unit == sign || unit.strip_suffix('s').unwrap_or(unit) == word;
        let (unit, _, _, most) = Unit::ALL
            .into_iter()
            .find(|(_, sign, word, _)| is_meant(sign, word))
            .ok_or_else(|| format!("'{unit}' is no unit: min, h, d, w or mo"))?;
        // More digits than a number has are more than any limit.
        let count = digits.parse::<u32>().unwrap_or(u32::MAX);
        match count {
            0 => Err("a ban of no length is none".to_owned()),
            count if count > most => Err(format!("longer than {MOST_YEARS} years; say permanent")),
            count => Ok(Self::Of(count, unit)),
        }
    }

    /// The first moment at which a ban of this length does not hold any more; `None` for a permanent one.
    ///
    /// # Errors
    /// Where that lies beyond the times that can be kept.
    pub fn end(self, start: Time, zone: &TimeZone) -> Result<Option<Time>, String> {
        let beyond = || "the ban would end after the year 9999".to_owned();
        let Self::Of(count, unit) = self else { return Ok(None) };
        let end = match unit.seconds() {
            Some(seconds) => Time::from_micros(start.micros() + i64::from(count) * seconds * 1_000_000),
            None => {
                let span = Span::new().try_months(count).map_err(|_| beyond())?;
                let end = start.timestamp().to_zoned(zone.clone()).checked_add(span).map_err(|_| beyond())?;
                Time::from_timestamp(end.timestamp())
            }
        };
        end.map(Some).ok_or_else(beyond)
    }

    /// `3 days`, `permanent`
    pub fn words(self) -> String {
        match self {
            Self::Permanent => "permanent".to_owned(),
            Self::Of(count, unit) => {
                let plural = if count == 1 { "" } else { "s" };
                format!("{count} {}{plural}", unit.entry().2)
            }
        }
    }
}

impl fmt::Display for Length {
    /// As [`Length::parse`] reads it: `3d`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Permanent => f.write_str("permanent"),
            Self::Of(count, unit) => write!(f, "{count}{}", unit.entry().1),
        }
    }
}

#[cfg(test)]
mod tests;
