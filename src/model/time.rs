//! Instants: microseconds since 1970 in UTC, and the zone they are shown and asked in.

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

/// An instant in UTC, in whole microseconds. Years 0001 to 9999.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(i64);

/// What the program takes for now, and the zone in which people say and see times. Decided once, at start.
#[derive(Clone, Debug)]
pub struct Clock {
    /// Now.
    pub now: Time,
    /// The zone of `--tz`, else the machine's.
    pub zone: TimeZone,
}

impl Clock {
    /// The name of the zone, for people: its own where it has one, else UTC where it is that at all times, else what it is
    /// apart from UTC now.
    pub fn zone_name(&self) -> String {
        match self.zone.iana_name() {
            Some(name) if name != UNNAMED => name.to_owned(),
            _ if self.is_utc() => "UTC".to_owned(),
            _ => format!("this machine, UTC{}", self.now.timestamp().to_zoned(self.zone.clone()).strftime("%:z")),
        }
    }

    /// Whether the zone is and was UTC at all times, whatever it is called.
    fn is_utc(&self) -> bool {
        self.zone.to_offset(Timestamp::MIN).is_zero() && self.zone.following(Timestamp::MIN).next().is_none()
    }
}

/// What the zone of the machine is called where nobody names it.
pub const UNNAMED: &str = "Local";

/// 0001-01-01T00:00:00Z.
const EARLIEST: i64 = -62_135_596_800_000_000;
/// 9999-12-30T22:00:00.999999Z: the last second of which every zone on Earth can still tell the local time.
const LATEST: i64 = 253_402_207_200_999_999;

impl Time {
    /// The beginning of 1970.
    pub const EPOCH: Self = Self(0);

    /// The last there is.
    pub const LATEST: Self = Self(LATEST);

    /// The instant this many microseconds after 1970 began (before, if negative); `None` outside years 0001 to 9999.
    pub const fn from_micros(micros: i64) -> Option<Self> {
        if micros < EARLIEST || micros > LATEST { None } else { Some(Self(micros)) }
    }

    /// Microseconds since 1970 began.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Whole seconds since 1970 began, rounded down.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// The instant of a jiff timestamp, cut to microseconds; `None` outside years 0001 to 9999.
    pub fn from_timestamp(timestamp: Timestamp) -> Option<Self> {
        Self::from_micros(timestamp.as_microsecond())
    }

    /// The jiff timestamp of this instant.
    pub fn timestamp(self) -> Timestamp {
        // Years 0001 to 9999 are within jiff's range, so the fallback is never taken.
        Timestamp::from_microsecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Appends `2026-01-31T09:00:00Z`, with as many digits of the second's fraction as are needed (0, 3 or 6).
    ///
    /// Written by hand because exports print millions of these.
    pub fn push_rfc3339(self, out: &mut Vec<u8>) {
        // Counted from 0001 on nothing is negative, and 32 bits hold the days: the divisions are cheap.
        let micros = (self.0 - EARLIEST).unsigned_abs();
        let (seconds, fraction) = (micros / 1_000_000, (micros % 1_000_000) as u32);
        let (days, of_day) = ((seconds / 86_400) as u32, (seconds % 86_400) as u32);
        let (year, month, day) = civil_from_days(days);
        let mut text = *b"0000-00-00T00:00:00.000000Z";
        for (at, number) in [
            (0, year / 100),
            (2, year % 100),
            (5, month),
            (8, day),
            (11, of_day / 3600),
            (14, of_day / 60 % 60),
            (17, of_day % 60),
            (20, fraction / 10_000),
            (22, fraction / 100 % 100),
            (24, fraction % 100),
        ] {
            text[at..at + 2].copy_from_slice(&two_digits(number));
        }
        let length = match fraction {
            0 => 19,
            _ if fraction % 1000 == 0 => 23,
            _ => 26,
        };
        out.extend_from_slice(&text[..length]);
        out.push(b'Z');
    }

    /// `2026-01-31T09:00:00Z`.
    pub fn rfc3339(self) -> String {
        let mut out = Vec::with_capacity(27);
        self.push_rfc3339(&mut out);
        String::from_utf8(out).unwrap_or_default()
    }

    /// `2026-01-31 09:00` in this zone, for people.
    pub fn local(self, zone: &TimeZone) -> String {
        self.timestamp().to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// Reads RFC 3339 (`2026-01-31T09:00:00Z`, any offset, a fraction is cut to microseconds), or the same without an
    /// offset (seconds may be missing too), which is then taken in the zone that stands behind it in brackets, else in
    /// `zone`. `None` for all else, for times that the
    /// zone skips or has twice, and for years outside 0001 to 9999.
    pub fn parse(text: &str, zone: &TimeZone) -> Option<Read> {
        if let Ok(timestamp) = text.parse::<Timestamp>() {
            return Some(Read { time: Self::from_timestamp(timestamp)?, zoned: true });
        }
        // A date alone is not an instant.
        if !text.contains(['T', 't', ' ']) {
            return None;
        }
        // `2026-01-31T09:00[Europe/Berlin]` names its zone.
        let named = text.strip_suffix(']').and_then(|text| text.split_once('['));
        let (text, zone) = match named {
            Some((text, name)) => (text, &TimeZone::get(name).ok()?),
            None => (text, zone),
        };
        let local: civil::DateTime = text.parse().ok()?;
        let zoned = zone.to_ambiguous_zoned(local).unambiguous().ok()?;
        Some(Read { time: Self::from_timestamp(zoned.timestamp())?, zoned: named.is_some() })
    }
}

/// A time read from text, and whether the text itself named the offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Read {
    /// The instant.
    pub time: Time,
    /// Whether the text named its offset from UTC.
    pub zoned: bool,
}

/// The digits of a number from 0 to 99.
const fn two_digits(number: u32) -> [u8; 2] {
    // Within the range both digits fit a byte.
    [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8]
}

/// Year, month and day of a day counted from 0001-01-01, in the proleptic Gregorian calendar: the usual reckoning in
/// eras of 400 years (146,097 days) that begin on 1 March.
const fn civil_from_days(days: u32) -> (u32, u32, u32) {
    let from_era = days + 306;
    let (era, day_of_era) = (from_era / 146_097, from_era % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + (month <= 2) as u32, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> Option<Time> {
        Time::parse(text, &TimeZone::UTC).map(|read| read.time)
    }

    #[test]
    fn reads_what_files_hold() {
        assert_eq!(utc("1970-01-01T00:00:00Z").unwrap().micros(), 0);
        assert_eq!(utc("1970-01-01T01:00:00.5+01:00").unwrap().micros(), 500_000);
        assert_eq!(utc("2005-02-06T06:22"), utc("2005-02-06T06:22:00Z"));
        assert!(!Time::parse("2005-02-06T06:22", &TimeZone::UTC).unwrap().zoned);
        assert_eq!(utc("2026-06-01T10:00:00[Europe/Berlin]"), utc("2026-06-01T08:00:00Z"));
        assert_eq!(utc("2026-06-01T10:00:00+02:00[Europe/Berlin]"), utc("2026-06-01T08:00:00Z"));
        assert!(Time::parse("2026-06-01T10:00[Europe/Berlin]", &TimeZone::UTC).unwrap().zoned);
        for bad in [
            "",
            "2005-02-06",
            "2005-02-30T00:00:00Z",
            "24:00",
            "2005-13-01T00:00",
            "yesterday",
            "2026-06-01T10:00[Nowhere]",
            "2026-06-01T10:00[u-ca=hebrew]",
            "2026-10-25T02:30[Europe/Berlin]",
        ] {
            assert_eq!(utc(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_zone_without_a_name_is_told_by_what_it_is() {
        let name = |zone| Clock { now: Time::EPOCH, zone }.zone_name();
        let utc = std::fs::read("/usr/share/zoneinfo/UTC").ok();
        if let Some(utc) = utc {
            assert_eq!(name(TimeZone::tzif(UNNAMED, &utc).unwrap()), "UTC");
        }
        for (zone, told) in [
            ("UTC0", "UTC"),
            ("ICT-7", "this machine, UTC+07:00"),
            ("GMT0BST,M3.5.0/1,M10.5.0", "this machine, UTC+00:00"),
        ] {
            assert_eq!(name(TimeZone::posix(zone).unwrap()), told, "{zone}");
        }
        assert_eq!(name(TimeZone::get("Asia/Bangkok").unwrap()), "Asia/Bangkok");
    }

    #[test]
    fn a_local_time_that_is_skipped_or_doubled_is_not_read() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        assert_eq!(Time::parse("2026-03-29T02:30", &berlin), None);
        assert_eq!(Time::parse("2026-10-25T02:30", &berlin), None);
        assert!(Time::parse("2026-10-25T02:30+01:00", &berlin).is_some());
    }

    proptest::proptest! {
        #[test]
        fn prints_what_it_reads(micros in EARLIEST..=LATEST) {
            let time = Time::from_micros(micros).unwrap();
            proptest::prop_assert_eq!(utc(&time.rfc3339()), Some(time));
            let seconds = Time::from_micros(micros - micros.rem_euclid(1_000_000)).unwrap();
            proptest::prop_assert_eq!(seconds.rfc3339(), seconds.timestamp().to_string());
        }
    }
}
