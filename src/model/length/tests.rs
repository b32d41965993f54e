//! What is read, and where bans end: against a calendar of its own, over leap days and changes of the clock.

use proptest::prelude::*;

use super::*;

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

/// Where a ban of this length ends that begins at this local time.
fn end(name: &str, start: &str, length: &str) -> String {
    let zone = zone(name);
    let start = Time::parse(start, &zone).unwrap().time;
    let end = Length::parse(length).unwrap().end(start, &zone).unwrap();
    end.map_or("never".to_owned(), |end| end.timestamp().to_zoned(zone).strftime("%FT%T%.f%:z").to_string())
}

#[test]
fn lengths_are_read_in_signs_and_words() {
    for (text, shown, words) in [
        ("90min", "90min", "90 minutes"),
        ("12h", "12h", "12 hours"),
        ("1d", "1d", "1 day"),
        ("3 days", "3d", "3 days"),
        (" 2W ", "2w", "2 weeks"),
        ("1mo", "1mo", "1 month"),
        ("1 month", "1mo", "1 month"),
        ("01200mo", "1200mo", "1200 months"),
        ("Permanent", "permanent", "permanent"),
    ] {
        let length = Length::parse(text).unwrap();
        assert_eq!((length.to_string(), length.words()), (shown.to_owned(), words.to_owned()));
        assert_eq!(Length::parse(shown), Ok(length));
        assert_eq!(Length::parse(words), Ok(length));
    }
    for (text, why) in [
        ("", "expected a length"),
        ("5", "5 of what?"),
        ("5m", "minutes (5min) or months (5mo)?"),
        ("5M", "minutes (5min) or months (5mo)?"),
        ("1.5h", "whole number"),
        ("1,5h", "whole number"),
        ("-2d", "before it begins"),
        ("0d", "no length"),
        ("0mo", "no length"),
        ("9999999999d", "longer than 100 years"),
        ("1201mo", "longer than 100 years"),
        ("∞", "permanent"),
        ("1y", "12mo"),
        ("3x", "no unit"),
        ("3d4h", "no unit"),
        ("٣d", "expected a length"),
        ("d", "expected a length"),
        ("1e3d", "no unit"),
    ] {
        let error = Length::parse(text).unwrap_err();
        assert!(error.contains(why), "{text}: {error}");
    }
}

#[test]
fn months_follow_the_calendar() {
    for (zone, start, length, expected) in [
        // The last day of a shorter month, leap years and others, centuries.
        ("UTC", "2026-01-31T12:00:00Z", "1mo", "2026-02-28T12:00:00+00:00"),
        ("UTC", "2028-01-31T12:00:00Z", "1mo", "2028-02-29T12:00:00+00:00"),
        ("UTC", "2028-02-29T00:00:00Z", "12mo", "2029-02-28T00:00:00+00:00"),
        ("UTC", "2028-02-29T00:00:00Z", "48mo", "2032-02-29T00:00:00+00:00"),
        ("UTC", "2096-02-29T00:00:00Z", "48mo", "2100-02-28T00:00:00+00:00"),
        ("UTC", "2026-10-31T23:59:59.999999Z", "4mo", "2027-02-28T23:59:59.999999+00:00"),
        ("UTC", "2026-12-31T00:00:00Z", "2mo", "2027-02-28T00:00:00+00:00"),
        ("UTC", "2026-02-28T00:00:00Z", "1mo", "2026-03-28T00:00:00+00:00"),
        // The day is that of the zone, not that of UTC.
        ("Pacific/Auckland", "2026-01-30T12:00:00Z", "1mo", "2026-02-28T01:00:00+13:00"),
        // The clocks change meanwhile: the time of day stays.
        ("Europe/Berlin", "2026-03-01T12:00", "1mo", "2026-04-01T12:00:00+02:00"),
        ("Europe/Berlin", "2026-10-01T12:00", "1mo", "2026-11-01T12:00:00+01:00"),
        // A time that is skipped is as much later; of one that comes twice it is the first.
        ("Europe/Berlin", "2026-02-28T02:30", "1mo", "2026-03-28T02:30:00+01:00"),
        ("Europe/Berlin", "2026-01-29T02:30", "2mo", "2026-03-29T03:30:00+02:00"),
        ("Europe/Berlin", "2026-09-25T02:30", "1mo", "2026-10-25T02:30:00+02:00"),
        // A whole day is skipped there.
        ("Pacific/Apia", "2011-11-30T08:00", "1mo", "2011-12-31T08:00:00+14:00"),
        // Days are 24 hours, whatever the clocks do.
        ("Europe/Berlin", "2026-03-28T12:00", "1d", "2026-03-29T13:00:00+02:00"),
        ("Europe/Berlin", "2026-10-24T12:00", "1w", "2026-10-31T11:00:00+01:00"),
        ("Europe/Berlin", "2026-03-29T01:59", "1min", "2026-03-29T03:00:00+02:00"),
        ("UTC", "2026-01-01T00:00:00Z", "1200mo", "2126-01-01T00:00:00+00:00"),
        ("UTC", "2026-01-01T00:00:00Z", "permanent", "never"),
    ] {
        assert_eq!(end(zone, start, length), expected, "{start} {length} in {zone}");
    }
    let late = Time::parse("9999-12-01T00:00:00Z", &TimeZone::UTC).unwrap().time;
    for length in ["1mo", "31d", "1200mo", "5200w"] {
        let error = Length::parse(length).unwrap().end(late, &TimeZone::UTC).unwrap_err();
        assert!(error.contains("9999"), "{length}: {error}");
    }
}

/// Days of a month, as everybody learns it.
fn days_of(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 to a date, counted month by month.
fn days_until(year: i64, month: i64, day: i64) -> i64 {
    let of_year = |year| (1..=12).map(|month| days_of(year, month)).sum::<i64>();
    (1970..year).map(of_year).sum::<i64>() + (1..month).map(|month| days_of(year, month)).sum::<i64>() + day - 1
}

proptest! {
    #[test]
    fn months_end_where_a_calendar_of_its_own_says(
        (year, month, day, micros, count) in (1970..2100_i64, 1..=12_i64, 1..=31_i64, 0..86_400_000_000_i64, 1..=1200_u32)
    ) {
        let day = day.min(days_of(year, month));
        let start = Time::from_micros(days_until(year, month, day) * 86_400_000_000 + micros).unwrap();
        let months = month - 1 + i64::from(count);
        let (to_year, to_month) = (year + months / 12, months % 12 + 1);
        let to_day = day.min(days_of(to_year, to_month));
        let expected = days_until(to_year, to_month, to_day) * 86_400_000_000 + micros;
        let end = Length::Of(count, Unit::Months).end(start, &TimeZone::UTC).unwrap().unwrap();
        prop_assert_eq!(end.micros(), expected);
    }

    #[test]
    fn months_keep_the_time_of_day_in_every_zone(
        (micros, count) in (0..4_000_000_000_000_000_i64, 1..=60_u32),
        name in proptest::sample::select(&["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"][..])
    ) {
        let zone = zone(name);
        let start = Time::from_micros(micros).unwrap();
        let end = Length::Of(count, Unit::Months).end(start, &zone).unwrap().unwrap();
        let (from, to) = (start.timestamp().to_zoned(zone.clone()), end.timestamp().to_zoned(zone));
        let skipped = to.datetime().duration_since(from.datetime()).as_micros().rem_euclid(86_400_000_000);
        // But where the clocks skip it: half an hour, an hour, or a whole day.
        prop_assert!([0, 1_800_000_000, 3_600_000_000].contains(&skipped), "{} {}", from, to);
        prop_assert!(to.day() == from.day() || to.day() < 4 || to.day() == to.days_in_month() || to.day() == from.day() + 1);
    }

    #[test]
    fn what_is_printed_is_what_is_read(count in 1..=1200_u32, unit in 0..5_usize) {
        let length = Length::Of(count, Unit::ALL[unit].0);
        prop_assert_eq!(Length::parse(&length.to_string()), Ok(length));
        prop_assert_eq!(Length::parse(&length.words()), Ok(length));
    }
}
