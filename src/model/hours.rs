//! Weekly working hours: `Mon-Fri 09:00-17:30, Sat 10:00-14:00`.
//!
//! They are hours of the clock on the wall: where it is changed, `09:00` is 09:00 before and after. An hour that comes
//! twice counts twice, one that is skipped does not come.

use std::fmt;

use jiff::tz::TimeZone;

use super::time::Time;

/// Minutes of a day.
const DAY: u16 = 24 * 60;

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// From this minute of a day (included) to that one (excluded); beyond the day's last minute it goes on into the next.
type Span = (u16, u16);

/// Working hours of a week. Never empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hours {
    /// Of each day from Monday: the spans that begin on it, in order and apart.
    days: [Vec<Span>; 7],
}

impl Hours {
    /// Reads days and times, parts between commas: `Mon-Fri 09:00-12:00 13:00-17:00, Sat 10:00-14:00`. A part with times
    /// alone is for the days before it; `daily` is `Mon-Sun`; a span that ends before it begins ends on the next day.
    ///
    /// # Errors
    /// What is wrong, as a phrase.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut hours = Self::default();
        let mut days: Option<Vec<usize>> = None;
        for part in text.split(',').map(str::trim) {
            if part.is_empty() {
                return Err("a part between commas is empty".to_owned());
            }
            let mut timed = false;
            for word in part.split_whitespace() {
                if word.starts_with(|c: char| c.is_ascii_digit()) {
                    let span = span(word)?;
                    let days = days.as_ref().ok_or_else(|| format!("no day stands before '{word}'"))?;
                    for day in days {
                        hours.days[*day].push(span);
                    }
                    timed = true;
                } else if timed {
                    return Err(format!("a comma is missing before '{word}'"));
                } else {
                    days = Some(days_of(word)?);
                }
            }
            if !timed {
                return Err(format!("'{part}' has no times"));
            }
        }
        hours.days.iter_mut().for_each(merge);
        Ok(hours)
    }

    /// Whether they hold at this instant.
    pub fn hold(&self, at: Time, zone: &TimeZone) -> bool {
        let local = at.timestamp().to_zoned(zone.clone());
        let day = usize::try_from(local.weekday().to_monday_zero_offset()).unwrap_or(0);
        let minute = u16::try_from(i32::from(local.hour()) * 60 + i32::from(local.minute())).unwrap_or(0);
        let within =
            |day: usize, minute: u16| self.days[day % 7].iter().any(|(from, until)| (*from..*until).contains(&minute));
        within(day, minute) || within(day + 6, minute + DAY)
    }
}

impl fmt::Display for Hours {
    /// Days with the same times stand together.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut between = "";
        let mut day = 0;
        while day < self.days.len() {
            let spans = &self.days[day];
            let alike = self.days[day..].iter().take_while(|other| *other == spans).count();
            let last = day + alike - 1;
            if !spans.is_empty() {
                write!(f, "{between}{}", DAYS[day])?;
                if last > day {
                    write!(f, "-{}", DAYS[last])?;
                }
                for (from, until) in spans {
                    let until = if *until > DAY { until - DAY } else { *until };
                    write!(f, " {:02}:{:02}-{:02}:{:02}", from / 60, from % 60, until / 60, until % 60)?;
                }
                between = ", ";
            }
            day = last + 1;
        }
        Ok(())
    }
}

/// The zone of this name in the time zone database.
pub fn zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok().filter(|zone| zone.iana_name().is_some())
}

/// `Mon`, `Monday`, `Mon-Fri`, `Fri-Mon`, `daily`.
fn days_of(word: &str) -> Result<Vec<usize>, String> {
    if word.eq_ignore_ascii_case("daily") {
        return Ok((0..7).collect());
    }
    let (first, last) = word.split_once('-').unwrap_or((word, word));
    let (first, last) = (day(first)?, day(last)?);
    Ok((0..=(last + 7 - first) % 7).map(|after| (first + after) % 7).collect())
}

/// The day that these letters begin, three at least.
fn day(word: &str) -> Result<usize, String> {
    const WHOLE: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let lower = word.to_ascii_lowercase();
    let found = WHOLE.iter().position(|day| lower.len() >= 3 && day.starts_with(&lower));
    found.ok_or_else(|| format!("'{}' is no day (Mon, Tue, Wed, Thu, Fri, Sat, Sun or daily)", cut(word)))
}

/// `09:00-17:30`, `22:00-06:00`, `00:00-24:00`.
fn span(word: &str) -> Result<Span, String> {
    let wrong = || format!("'{}' is no span of time such as 09:00-17:30", cut(word));
    let (from, until) = word.split_once('-').ok_or_else(wrong)?;
    let (from, until) = (minute(from).ok_or_else(wrong)?, minute(until).ok_or_else(wrong)?);
    if from == DAY {
        return Err(wrong());
    }
    match until {
        _ if from == until => Err(format!("'{word}' has no length; a whole day is 00:00-24:00")),
        _ if from > until => Ok((from, until + DAY)),
        _ => Ok((from, until)),
    }
}

/// The minute of the day, `24:00` included.
fn minute(text: &str) -> Option<u16> {
    let two = |digits: &str| -> Option<u16> {
        let plain = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse().ok()).flatten()
    };
    let (hour, minute) = text.split_once(':')?;
    let minute = two(minute).filter(|number| minute.len() == 2 && *number < 60)?;
    Some(two(hour)? * 60 + minute).filter(|minute| *minute <= DAY)
}

/// Spans of one day in order; those that touch become one, as long as it is written as one.
fn merge(spans: &mut Vec<Span>) {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for (from, until) in spans.drain(..) {
        match merged.last_mut() {
            // From 08:00 to 08:00 of the next day, or beyond, has no way to be written.
            Some(last) if from <= last.1 && until.max(last.1) < last.0.max(1) + DAY => last.1 = last.1.max(until),
            _ => merged.push((from, until)),
        }
    }
    *spans = merged;
}

fn cut(word: &str) -> String {
    word.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(text: &str) -> String {
        Hours::parse(text).map_or_else(|error| format!("! {error}"), |hours| hours.to_string())
    }

    #[test]
    fn hours_are_read_and_written_in_one_form() {
        for (text, expected) in [
            ("Mon-Fri 09:00-17:30, Sat 10:00-14:00", "Mon-Fri 09:00-17:30, Sat 10:00-14:00"),
            ("monday 9:00-12:00, 13:00-17:00, tue 9:00-12:00 13:00-17:00", "Mon-Tue 09:00-12:00 13:00-17:00"),
            ("daily 00:00-24:00", "Mon-Sun 00:00-24:00"),
            ("Fri-Mon 22:00-06:00", "Mon 22:00-06:00, Fri-Sun 22:00-06:00"),
            ("Mon 09:00-12:00 11:00-13:00 13:00-14:00", "Mon 09:00-14:00"),
            ("Mon 09:25-20:00 19:00-09:25", "Mon 09:25-20:00 19:00-09:25"),
            ("Mon 00:00-20:00 19:00-24:00", "Mon 00:00-24:00"),
            ("Sun 22:00-24:00", "Sun 22:00-24:00"),
            ("Sun 12:00-00:00", "Sun 12:00-24:00"),
            ("", "! a part between commas is empty"),
            ("Mon", "! 'Mon' has no times"),
            ("09:00-10:00", "! no day stands before '09:00-10:00'"),
            ("Mon 09:00-10:00 Tue 09:00-10:00", "! a comma is missing before 'Tue'"),
            ("Mo 09:00-10:00", "! 'Mo' is no day (Mon, Tue, Wed, Thu, Fri, Sat, Sun or daily)"),
            ("Mon 09:00", "! '09:00' is no span of time such as 09:00-17:30"),
            ("Mon 09:00-25:00", "! '09:00-25:00' is no span of time such as 09:00-17:30"),
            ("Mon 9:5-10:00", "! '9:5-10:00' is no span of time such as 09:00-17:30"),
            ("Mon 24:00-01:00", "! '24:00-01:00' is no span of time such as 09:00-17:30"),
            ("Mon 09:00-09:00", "! '09:00-09:00' has no length; a whole day is 00:00-24:00"),
        ] {
            assert_eq!(hours(text), expected, "{text}");
        }
    }

    #[test]
    fn they_are_hours_of_the_clock_on_the_wall() {
        let zone = zone("Europe/Berlin").unwrap();
        let at = |text: &str| Time::parse(text, &TimeZone::UTC).unwrap().time;
        let holds = |hours: &str, time: &str| Hours::parse(hours).unwrap().hold(at(time), &zone);
        // Summer time ends on Sunday, 25 October 2026, at 03:00, and began on 29 March at 02:00.
        let office = "Mon-Fri 09:00-17:30";
        assert!(!holds(office, "2026-10-23T06:59:59Z") && holds(office, "2026-10-23T07:00:00Z"));
        assert!(!holds(office, "2026-10-26T07:30:00Z") && holds(office, "2026-10-26T08:00:00Z"));
        assert!(holds(office, "2026-10-26T16:29:59.999999Z") && !holds(office, "2026-10-26T16:30:00Z"));
        assert!(!holds(office, "2026-10-24T10:00:00Z"), "a Saturday");
        let doubled = "Sun 02:00-03:00";
        assert!(holds(doubled, "2026-10-25T00:30:00Z") && holds(doubled, "2026-10-25T01:30:00Z"));
        assert!(!holds(doubled, "2026-10-25T02:00:00Z"));
        assert!(!holds(doubled, "2026-03-29T00:59:00Z") && !holds(doubled, "2026-03-29T01:00:00Z"), "it is skipped");
        let night = "Sun 22:00-06:00";
        assert!(holds(night, "2026-03-29T20:00:00Z") && holds(night, "2026-03-30T03:59:00Z"));
        assert!(!holds(night, "2026-03-30T04:00:00Z") && !holds(night, "2026-03-29T02:00:00Z"));
    }

    #[test]
    fn zones_have_names() {
        assert!(zone("Europe/Berlin").is_some() && zone("UTC").is_some());
        assert!(zone("Europe/Nowhere").is_none() && zone("").is_none());
    }

    proptest::proptest! {
        /// Any text of spans holds just when one of the spans does, and is read back as it is written.
        #[test]
        fn hours_hold_when_one_of_their_spans_does(
            spans in proptest::collection::vec((0_u16..7, 0..DAY, 1..=DAY), 1..6),
            minute in 0_i64..14 * 1440,
        ) {
            let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
            let text: Vec<String> = spans
                .iter()
                .filter(|(_, from, until)| from != until)
                .map(|(day, from, until)| format!("{} {}-{}", DAYS[usize::from(*day)], clock(*from), clock(*until)))
                .collect();
            proptest::prop_assume!(!text.is_empty());
            let hours = Hours::parse(&text.join(",")).unwrap();
            proptest::prop_assert_eq!(&Hours::parse(&hours.to_string()).unwrap(), &hours);
            // 1970-01-05 was a Monday.
            let at = Time::from_micros((4 * 1440 + minute) * 60_000_000 + 1).unwrap();
            let of_week = u16::try_from(minute % (7 * 1440)).unwrap();
            let expected = spans.iter().filter(|(_, from, until)| from != until).any(|(day, from, until)| {
                let length = if from < until { until - from } else { DAY - from + until };
                let begun = day * DAY + from;
                (of_week + 7 * DAY - begun) % (7 * DAY) < length
            });
            proptest::prop_assert_eq!(hours.hold(at, &TimeZone::UTC), expected, "{}", hours);
        }
    }
}
