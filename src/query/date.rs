//! Days, months, years, instants and ages as ranges of instants.
//!
//! A date means its whole span in the clock's zone: `2026` the year, `2026-01` the month, `2026-01-31` the day,
//! `2026-01-31T09:00` the minute, `2026-01-31T09:00:00` the second, and a fraction of a second the span of its last
//! digit, down to the microsecond. An age is the instant so long before now: seconds, minutes, hours, days (24 hours)
//! and weeks are counted, months and years follow the calendar in the zone.

use jiff::civil::{self, DateTime};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use jiff::{Span as JiffSpan, Timestamp};

use super::place::{Fault, Source, shown};
use super::value::{End, Ends};
use super::{Filter, Term, TimeKey, TimeRange};
use crate::error::Result;
use crate::model::time::{Clock, Time};

/// What is wrong with a date, and what to write instead.
#[derive(Debug)]
pub(super) struct Wrong {
    pub(super) message: String,
    pub(super) hint: String,
}

type Read<T> = std::result::Result<T, Wrong>;

const FORMS: &str = "dates are 2026, 2026-01, 2026-01-31, 2026-01-31T09:00 (Z or +01:00 may follow), today, yesterday, \
                     or ages in whole numbers: 7d, 12h, 3mo; > >= < <= go before one, .. between two";
const MINUTE: i64 = 60_000_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

impl Wrong {
    fn new(message: &str, text: &str, hint: impl Into<String>) -> Self {
        Self { message: format!("{message} `{}`", shown(text)), hint: hint.into() }
    }

    fn unreadable(text: &str) -> Self {
        let hint = if text.contains(['\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2212}']) {
            format!("write plain hyphens (-), not dashes; {FORMS}")
        } else {
            FORMS.to_owned()
        };
        Self::new("unreadable date", text, hint)
    }
}

/// A date or an age. Microseconds since 1970, which may lie a little outside the years 0001 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    /// From `start` until before `end`.
    Span { start: i64, end: i64 },
    /// So long ago.
    Age(i64),
}

impl Moment {
    const fn start(self) -> i64 {
        match self {
            Self::Span { start, .. } | Self::Age(start) => start,
        }
    }

    const fn end(self) -> i64 {
        match self {
            Self::Span { end, .. } | Self::Age(end) => end,
        }
    }
}

/// The range of `--since` and `--until`, from the start of the one to the end of the other; every chat where neither
/// is given. An age is the instant so long before now.
pub fn range_of_flags(key: TimeKey, since: Option<&str>, until: Option<&str>, clock: &Clock) -> Result<Filter> {
    let read = |flag: &'static str, text: Option<&str>| {
        text.map(|text| {
            moment(text.trim(), clock).map_err(|wrong| {
                Fault::new(0..text.len(), wrong.message, wrong.hint).into_error(Source::Flag(flag), text)
            })
        })
        .transpose()
    };
    let from = read("--since", since)?;
    let end = read("--until", until)?;
    if from.is_none() && end.is_none() {
        return Ok(Filter::EVERYTHING);
    }
    let range = range_between(from.map(Moment::start), end.map(Moment::end)).ok_or_else(|| {
        let (flag, text) = match (since, until) {
            (Some(text), None) => ("--since", text),
            (_, text) => ("--until", text.unwrap_or_default()),
        };
        let fault = Fault::new(0..text.len(), "empty range", "--since must lie before --until");
        fault.into_error(Source::Flag(flag), text)
    })?;
    Ok(Filter::Term(Term::Time(key, Some(range))))
}

/// Reads a date, an age, a comparison with one, or a range of two.
pub(super) fn range(text: &str, clock: &Clock) -> Read<TimeRange> {
    let compared = text.starts_with(['<', '>']);
    let ends = Ends::try_read(text, |part| moment(part, clock))?.ok_or_else(|| Wrong::unreadable(text))?;
    let range = match ends {
        Ends::Exactly(Moment::Span { start, end }) => range_between(Some(start), Some(end)),
        Ends::Exactly(Moment::Age(from)) => range_between(Some(from), None),
        // An age grows backwards: `>30d` is older, so earlier.
        Ends::Between(Some(End { value: Moment::Age(until), .. }), None) if compared => {
            range_between(None, Some(until))
        }
        Ends::Between(None, Some(End { value: Moment::Age(from), .. })) if compared => range_between(Some(from), None),
        Ends::Between(low, high) => range_between(
            low.map(|low| if low.included { low.value.start() } else { low.value.end() }),
            high.map(|high| if high.included { high.value.end() } else { high.value.start() }),
        ),
    };
    range.ok_or_else(|| {
        Wrong::new("empty range", text, "the earlier end comes first, as in 2026-01..2026-03 or 30d..7d")
    })
}

/// The range between two microseconds, open where they lie outside the years 0001 to 9999; `None` if it is empty.
fn range_between(from: Option<i64>, until: Option<i64>) -> Option<TimeRange> {
    let empty = from.zip(until).is_some_and(|(from, until)| from >= until);
    let from_time = from.and_then(Time::from_micros);
    let until_time = until.and_then(Time::from_micros);
    let after_all = from_time.is_none() && from.is_some_and(|micros| micros > 0);
    // The very first instant has nothing before it either.
    let before_all = until.is_some_and(|micros| micros < 0 && Time::from_micros(micros - 1).is_none());
    (!empty && !after_all && !before_all).then_some(TimeRange { from: from_time, until: until_time })
}

/// Reads a date or an age.
fn moment(text: &str, clock: &Clock) -> Read<Moment> {
    match text.to_ascii_lowercase().as_str() {
        "today" => Ok(day(today(clock), &clock.zone)),
        "yesterday" => today(clock).yesterday().map(|date| day(date, &clock.zone)).map_err(|_| Wrong::unreadable(text)),
        _ => match age(text, clock)? {
            Some(micros) => Ok(Moment::Age(micros)),
            None => date(text, &clock.zone),
        },
    }
}

fn today(clock: &Clock) -> civil::Date {
    clock.now.timestamp().to_zoned(clock.zone.clone()).date()
}

/// Reads an age as the instant so long before now; `None` for what does not look like one.
fn age(text: &str, clock: &Clock) -> Read<Option<i64>> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (Some(number), Some(unit)) = (text.get(..digits), text.get(digits..)) else { return Ok(None) };
    if number.is_empty() || !unit.bytes().all(|b| b.is_ascii_alphabetic()) || (unit.is_empty() && digits == 4) {
        return Ok(None);
    }
    let too_long = || Wrong::new("too long an age", text, "it reaches back before the year 1");
    let unit = unit.to_ascii_lowercase();
    let known = match unit.as_str() {
        "s" => Some(1_000_000),
        "min" => Some(MINUTE),
        "h" => Some(HOUR),
        "d" => Some(DAY),
        "w" => Some(7 * DAY),
        // By the calendar, below.
        "mo" | "y" => None,
        "m" => {
            return Err(Wrong::new(
                "ambiguous age",
                text,
                format!("minutes (`{number}min`) or months (`{number}mo`)?", number = shown(number)),
            ));
        }
        "" => return Err(Wrong::new("age without a unit", text, "units are s min h d w mo y; a year has four digits")),
        _ => return Err(Wrong::new("unknown unit of the age", text, "units are s min h d w mo y, as in 7d")),
    };
    let number: i64 = number.parse().map_err(|_| too_long())?;
    if number == 0 {
        return Err(Wrong::new("empty age", text, "the shortest is one of its unit; `today` is the day so far"));
    }
    let then = match known {
        Some(length) => number.checked_mul(length).and_then(|length| clock.now.micros().checked_sub(length)),
        None => calendar_age(number, &unit, clock),
    };
    let time = then.and_then(Time::from_micros).ok_or_else(too_long)?;
    Ok(Some(time.micros()))
}

fn calendar_age(number: i64, unit: &str, clock: &Clock) -> Option<i64> {
    let span = JiffSpan::new();
    let span = if unit == "y" { span.try_years(number) } else { span.try_months(number) };
    let now = clock.now.timestamp().to_zoned(clock.zone.clone());
    now.checked_sub(span.ok()?).ok().map(|then| then.timestamp().as_microsecond())
}

/// Reads a year, a month, a day or an instant.
fn date(text: &str, zone: &TimeZone) -> Read<Moment> {
    let unreadable = || Wrong::unreadable(text);
    let impossible = || Wrong::new("impossible date", text, FORMS);
    let (day_part, time_part) = match text.split_once(['T', 't', ' ']) {
        Some((day_part, time_part)) => (day_part, Some(time_part)),
        None => (text, None),
    };
    let parts: Vec<&str> = day_part.splitn(4, '-').collect();
    let number = |part: &str, width| number(part, width).ok_or_else(unreadable);
    let new = |year: i64, month: i64, day: i64| {
        let whole = |n: i64| i8::try_from(n).ok();
        let year = i16::try_from(year).ok().filter(|year| *year > 0);
        let date = year.zip(whole(month)).zip(whole(day));
        date.and_then(|((year, month), day)| civil::Date::new(year, month, day).ok()).ok_or_else(impossible)
    };
    match (parts.as_slice(), time_part) {
        ([year], None) => {
            let first = new(number(year, 4)?, 1, 1)?;
            Ok(span(first, first.checked_add(JiffSpan::new().years(1)).ok(), zone))
        }
        ([year, month], None) => {
            let first = new(number(year, 4)?, number(month, 2)?, 1)?;
            Ok(span(first, first.checked_add(JiffSpan::new().months(1)).ok(), zone))
        }
        ([year, month, day_of_month], None) => {
            Ok(day(new(number(year, 4)?, number(month, 2)?, number(day_of_month, 2)?)?, zone))
        }
        ([year, month, day_of_month], Some(time_part)) => {
            let day_of_time = new(number(year, 4)?, number(month, 2)?, number(day_of_month, 2)?)?;
            let of_day = time_of_day(time_part).ok_or_else(unreadable)?;
            let time = of_day.time().ok_or_else(impossible)?;
            let start = instant(text, day_of_time.to_datetime(time), of_day.offset, zone)? + of_day.micros;
            Ok(Moment::Span { start, end: start + of_day.length })
        }
        _ => Err(unreadable()),
    }
}

/// A number of exactly so many ASCII digits.
fn number(text: &str, width: usize) -> Option<i64> {
    let digits = text.len() == width && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// A time of day as it was written.
struct TimeOfDay {
    hour: i64,
    minute: i64,
    second: i64,
    /// Microseconds of the second.
    micros: i64,
    /// Microseconds that the last digit stands for.
    length: i64,
    /// What follows the time, if anything.
    offset: Option<Offset>,
}

impl TimeOfDay {
    /// The whole seconds; `None` where there is no such time of day.
    fn time(&self) -> Option<civil::Time> {
        let whole = |n: i64| i8::try_from(n).ok();
        civil::Time::new(whole(self.hour)?, whole(self.minute)?, whole(self.second)?, 0).ok()
    }
}

/// Reads `09:00`, `09:00:00` or `09:00:00.000000`, with or without an offset behind it.
fn time_of_day(text: &str) -> Option<TimeOfDay> {
    let clock_length = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (clock, offset) = text.split_at_checked(clock_length)?;
    let offset = if offset.is_empty() { None } else { Some(read_offset(offset)?) };
    let (clock, fraction) = match clock.split_once('.') {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (clock, None),
    };
    let parts: Vec<&str> = clock.splitn(4, ':').collect();
    let (hour, minute, second) = match (parts.as_slice(), fraction) {
        ([hour, minute], None) => (hour, minute, None),
        ([hour, minute, second], _) => (hour, minute, Some(number(second, 2)?)),
        _ => return None,
    };
    let (micros, length) = match fraction {
        Some(fraction) => read_fraction(fraction)?,
        None if second.is_some() => (0, 1_000_000),
        None => (0, MINUTE),
    };
    Some(TimeOfDay {
        hour: number(hour, 2)?,
        minute: number(minute, 2)?,
        second: second.unwrap_or(0),
        micros,
        length,
        offset,
    })
}

/// Microseconds of a fraction, and of its last digit. Digits beyond the sixth are cut, as in files.
fn read_fraction(text: &str) -> Option<(i64, i64)> {
    if !(1..=9).contains(&text.len()) || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let kept = text.get(..6).unwrap_or(text);
    let length = 10_i64.pow(6 - u32::try_from(kept.len()).ok()?);
    Some((kept.parse::<i64>().ok()? * length, length))
}

/// Reads `Z`, `+01`, `+0100` or `+01:00`.
fn read_offset(text: &str) -> Option<Offset> {
    if text.eq_ignore_ascii_case("z") {
        return Some(Offset::UTC);
    }
    let (sign, digits) = text.split_at_checked(1)?;
    let digits = if digits.get(2..3) == Some(":") { digits.replacen(':', "", 1) } else { digits.to_owned() };
    let (hours, minutes) = match digits.len() {
        2 => (number(&digits, 2)?, 0),
        4 => (number(digits.get(..2)?, 2)?, number(digits.get(2..)?, 2)?),
        _ => return None,
    };
    if hours > 23 || minutes > 59 {
        return None;
    }
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    Offset::from_seconds(if sign == "-" { -seconds } else { seconds }).ok()
}

/// The microsecond of a local time. One that the zone skips or has twice needs an offset.
fn instant(text: &str, local: DateTime, offset: Option<Offset>, zone: &TimeZone) -> Read<i64> {
    if let Some(offset) = offset {
        return Ok(micros(local, offset));
    }
    let (message, before, after) = match zone.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Unambiguous { offset } => return Ok(micros(local, offset)),
        AmbiguousOffset::Gap { before, after } => ("local time that a change of clock skips", before, after),
        AmbiguousOffset::Fold { before, after } => ("local time that a change of clock has twice", before, after),
    };
    let hint = format!(
        "add the offset from UTC: {text}{before} or {text}{after}",
        text = shown(&text.replace(' ', "T")),
        before = hours(before),
        after = hours(after)
    );
    Err(Wrong::new(message, text, hint))
}

/// An offset as `+01:00`.
fn hours(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// Microseconds since 1970. Reckoned here because jiff's own instants end a day before the year 9999 does.
fn micros(local: DateTime, offset: Offset) -> i64 {
    let seconds = local.duration_since(DateTime::constant(1970, 1, 1, 0, 0, 0, 0)).as_secs();
    (seconds - i64::from(offset.seconds())) * 1_000_000
}

fn day(date: civil::Date, zone: &TimeZone) -> Moment {
    span(date, date.tomorrow().ok(), zone)
}

/// From the start of a day until the start of another; without end where that lies beyond the calendar.
fn span(first: civil::Date, next: Option<civil::Date>, zone: &TimeZone) -> Moment {
    Moment::Span { start: start_of_day(first, zone), end: next.map_or(i64::MAX, |next| start_of_day(next, zone)) }
}

/// The first instant of a day. Where a change of clock skips midnight, that is the change; where midnight comes twice,
/// the first.
fn start_of_day(date: civil::Date, zone: &TimeZone) -> i64 {
    let midnight = date.to_datetime(civil::Time::midnight());
    match zone.to_ambiguous_timestamp(midnight).offset() {
        AmbiguousOffset::Unambiguous { offset } => micros(midnight, offset),
        AmbiguousOffset::Fold { before, .. } => micros(midnight, before),
        AmbiguousOffset::Gap { before, .. } => {
            let behind = micros(midnight, before);
            let change =
                Timestamp::from_microsecond(behind.saturating_add(1)).ok().and_then(|at| zone.preceding(at).next());
            change.map_or(behind, |change| change.timestamp().as_microsecond())
        }
    }
}

#[cfg(test)]
mod tests;
