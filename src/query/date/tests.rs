//! Dates and ages, in zones with and without changes of clock.

use proptest::prelude::*;

use super::*;

const ZONES: [&str; 5] = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "America/Sao_Paulo"];

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

fn time(text: &str) -> Time {
    Time::parse(text, &TimeZone::UTC).unwrap_or_else(|| panic!("{text}")).time
}

/// Friday noon in UTC, 14:00 in Berlin.
fn clock(name: &str) -> Clock {
    Clock { now: time("2026-05-15T12:00:00Z"), zone: zone(name) }
}

fn check(text: &str, from: &str, until: &str) {
    let range = range(text, &clock("Europe/Berlin")).unwrap_or_else(|wrong| panic!("{text}: {}", wrong.message));
    let shown = |end: Option<Time>| end.map_or_else(|| "-".to_owned(), Time::rfc3339);
    assert_eq!((shown(range.from).as_str(), shown(range.until).as_str()), (from, until), "{text}");
}

#[test]
fn dates_mean_their_whole_span() {
    for (text, from, until) in [
        ("2026", "2025-12-31T23:00:00Z", "2026-12-31T23:00:00Z"),
        ("2026-03", "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z"),
        ("2026-12", "2026-11-30T23:00:00Z", "2026-12-31T23:00:00Z"),
        ("2024-02-29", "2024-02-28T23:00:00Z", "2024-02-29T23:00:00Z"),
        ("2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"),
        ("2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"),
        ("2026-01-31T09:00", "2026-01-31T08:00:00Z", "2026-01-31T08:01:00Z"),
        ("2026-01-31 09:00", "2026-01-31T08:00:00Z", "2026-01-31T08:01:00Z"),
        ("2026-01-31T09:00:30", "2026-01-31T08:00:30Z", "2026-01-31T08:00:31Z"),
        ("2026-01-31T09:00:30.5", "2026-01-31T08:00:30.500Z", "2026-01-31T08:00:30.600Z"),
        ("2026-01-31T09:00:30.500", "2026-01-31T08:00:30.500Z", "2026-01-31T08:00:30.501Z"),
        ("2026-01-31T09:00:30.123456789Z", "2026-01-31T09:00:30.123456Z", "2026-01-31T09:00:30.123457Z"),
        ("2026-01-31T09:00Z", "2026-01-31T09:00:00Z", "2026-01-31T09:01:00Z"),
        ("2026-01-31t09:00:00z", "2026-01-31T09:00:00Z", "2026-01-31T09:00:01Z"),
        ("2026-01-31T09:00-05:30", "2026-01-31T14:30:00Z", "2026-01-31T14:31:00Z"),
        ("2026-01-31T09:00+0530", "2026-01-31T03:30:00Z", "2026-01-31T03:31:00Z"),
        ("2026-10-25T02:30+01", "2026-10-25T01:30:00Z", "2026-10-25T01:31:00Z"),
        ("today", "2026-05-14T22:00:00Z", "2026-05-15T22:00:00Z"),
        ("Yesterday", "2026-05-13T22:00:00Z", "2026-05-14T22:00:00Z"),
        // The calendar's ends are open.
        ("0001", "-", "0001-12-31T23:06:32Z"),
        ("9999", "9998-12-31T23:00:00Z", "-"),
        ("9999-12-30", "9999-12-29T23:00:00Z", "-"),
    ] {
        check(text, from, until);
    }
}

#[test]
fn comparisons_and_ranges() {
    for (text, from, until) in [
        (">2026-01", "2026-01-31T23:00:00Z", "-"),
        (">=2026-01", "2025-12-31T23:00:00Z", "-"),
        ("<2026-01", "-", "2025-12-31T23:00:00Z"),
        ("<=2026-01", "-", "2026-01-31T23:00:00Z"),
        (">today", "2026-05-15T22:00:00Z", "-"),
        ("2026-01..2026-02", "2025-12-31T23:00:00Z", "2026-02-28T23:00:00Z"),
        ("2026-01-05..2026-01-05", "2026-01-04T23:00:00Z", "2026-01-05T23:00:00Z"),
        ("2026-01-31T09:00:00.5Z..2026-02", "2026-01-31T09:00:00.500Z", "2026-02-28T23:00:00Z"),
        ("2026..", "2025-12-31T23:00:00Z", "-"),
        ("..2026", "-", "2026-12-31T23:00:00Z"),
        ("30d..7d", "2026-04-15T12:00:00Z", "2026-05-08T12:00:00Z"),
        ("2026-05..7d", "2026-04-30T22:00:00Z", "2026-05-08T12:00:00Z"),
        ("7d..today", "2026-05-08T12:00:00Z", "2026-05-15T22:00:00Z"),
        ("7d..", "2026-05-08T12:00:00Z", "-"),
        ("..7d", "-", "2026-05-08T12:00:00Z"),
    ] {
        check(text, from, until);
    }
}

#[test]
fn ages_reach_back_from_now() {
    for (text, from, until) in [
        ("7d", "2026-05-08T12:00:00Z", "-"),
        ("<7d", "2026-05-08T12:00:00Z", "-"),
        ("<=7d", "2026-05-08T12:00:00Z", "-"),
        (">30d", "-", "2026-04-15T12:00:00Z"),
        (">=30d", "-", "2026-04-15T12:00:00Z"),
        ("90s", "2026-05-15T11:58:30Z", "-"),
        ("5min", "2026-05-15T11:55:00Z", "-"),
        ("36H", "2026-05-14T00:00:00Z", "-"),
        ("2w", "2026-05-01T12:00:00Z", "-"),
        // 14:00 in Berlin stays 14:00, in winter an hour later in UTC; days are 24 hours.
        ("3mo", "2026-02-15T13:00:00Z", "-"),
        ("1y", "2025-05-15T12:00:00Z", "-"),
        ("100d", "2026-02-04T12:00:00Z", "-"),
    ] {
        check(text, from, until);
    }
}

#[test]
fn what_is_no_date_is_refused() {
    for (text, message) in [
        ("2026-02-30", "impossible date `2026-02-30`"),
        ("2026-13-01", "impossible date `2026-13-01`"),
        ("2026-13", "impossible date `2026-13`"),
        ("0000", "impossible date `0000`"),
        ("2026-01-01T24:00", "impossible date `2026-01-01T24:00`"),
        ("2026-01-01T23:59:60", "impossible date `2026-01-01T23:59:60`"),
        ("24:00", "unreadable date `24:00`"),
        ("2026–01–01", "unreadable date `2026–01–01`"),
        ("yesterday-ish", "unreadable date `yesterday-ish`"),
        ("abc", "unreadable date `abc`"),
        ("", "unreadable date ``"),
        ("..", "unreadable date `..`"),
        (">", "unreadable date ``"),
        (">>2026", "unreadable date `>2026`"),
        ("2026-1-1", "unreadable date `2026-1-1`"),
        ("2026-01-01-01", "unreadable date `2026-01-01-01`"),
        ("2026-01T09:00", "unreadable date `2026-01T09:00`"),
        ("2026-01-01T09", "unreadable date `2026-01-01T09`"),
        ("2026-01-01T9:00", "unreadable date `2026-01-01T9:00`"),
        ("2026-01-01T09:00.5", "unreadable date `2026-01-01T09:00.5`"),
        ("2026-01-01T09:00:00.", "unreadable date `2026-01-01T09:00:00.`"),
        ("2026-01-01T09:00+1", "unreadable date `2026-01-01T09:00+1`"),
        ("2026-01-01T09:00+é", "unreadable date `2026-01-01T09:00+é`"),
        ("2026-01-01T09:00+24:00", "unreadable date `2026-01-01T09:00+24:00`"),
        ("２０２６", "unreadable date `２０２６`"),
        ("5m", "ambiguous age `5m`"),
        ("5M", "ambiguous age `5M`"),
        ("5", "age without a unit `5`"),
        ("20260101", "age without a unit `20260101`"),
        ("5x", "unknown unit of the age `5x`"),
        ("1.5h", "unreadable date `1.5h`"),
        ("-2d", "unreadable date `-2d`"),
        ("0d", "empty age `0d`"),
        ("9999999999d", "too long an age `9999999999d`"),
        ("99999999999999999999s", "too long an age `99999999999999999999s`"),
        ("2026y", "too long an age `2026y`"),
        ("99999999mo", "too long an age `99999999mo`"),
        ("∞", "unreadable date `∞`"),
        ("2026-02..2026-01", "empty range `2026-02..2026-01`"),
        ("7d..30d", "empty range `7d..30d`"),
        ("7d..7d", "empty range `7d..7d`"),
        (">9999", "empty range `>9999`"),
        ("<0001", "empty range `<0001`"),
        ("2026-03-29T02:30", "local time that a change of clock skips `2026-03-29T02:30`"),
        ("2026-10-25T02:30", "local time that a change of clock has twice `2026-10-25T02:30`"),
    ] {
        match range(text, &clock("Europe/Berlin")) {
            Ok(range) => panic!("{text}: {range:?}"),
            Err(wrong) => assert_eq!(wrong.message, message),
        }
    }
}

#[test]
fn a_day_whose_midnight_is_skipped_begins_with_the_change() {
    let day = range("2018-11-04", &clock("America/Sao_Paulo")).unwrap();
    assert_eq!((day.from, day.until), (Some(time("2018-11-04T03:00:00Z")), Some(time("2018-11-05T02:00:00Z"))));
    // At 23:30 on the day before, clocks went to 00:30.
    let day = range("1919-03-31", &clock("America/Toronto")).unwrap();
    assert_eq!(day.from, Some(time("1919-03-31T04:30:00Z")));
}

#[test]
fn since_and_until_make_one_range() {
    let clock = clock("Europe/Berlin");
    let read = |since, until| range_of_flags(TimeKey::Created, since, until, &clock);
    let filter = |text| Filter::Term(Term::Time(TimeKey::Created, Some(range(text, &clock).unwrap())));
    assert_eq!(read(None, None).unwrap(), Filter::EVERYTHING);
    assert_eq!(read(Some("2026-01"), None).unwrap(), filter(">=2026-01"));
    assert_eq!(read(None, Some("2026-01")).unwrap(), filter("<=2026-01"));
    assert_eq!(read(Some("30d"), Some("yesterday")).unwrap(), filter("30d..yesterday"));
    let error = read(Some("today"), Some("2026-01")).unwrap_err();
    assert_eq!(error.to_string(), "empty range in --until\n    2026-01\n    ^^^^^^^");
    let error = read(Some("2026-02-30"), None).unwrap_err();
    assert_eq!(error.to_string(), "impossible date `2026-02-30` in --since\n    2026-02-30\n    ^^^^^^^^^^");
}

proptest! {
    #[test]
    fn days_follow_each_other_without_gap(days in -600_000_i32..2_900_000, name in 0..ZONES.len()) {
        let zone = zone(ZONES[name]);
        let date = civil::date(1970, 1, 1).checked_add(JiffSpan::new().days(days)).unwrap();
        let next = date.tomorrow().unwrap();
        let (one, other) = (day(date, &zone), day(next, &zone));
        prop_assert_eq!(one.end(), other.start());
        prop_assert!(one.start() < one.end());
        let local = |micros| Timestamp::from_microsecond(micros).unwrap().to_zoned(zone.clone()).date();
        prop_assert_eq!((local(one.start()), local(one.end() - 1)), (date, date));
    }

    #[test]
    fn an_instant_shown_in_a_zone_reads_back(micros in -1_500_000_000_000_000_i64..9_000_000_000_000_000, name in 0..ZONES.len()) {
        let clock = clock(ZONES[name]);
        let zoned = Timestamp::from_microsecond(micros).unwrap().to_zoned(clock.zone.clone());
        // From 1922 on: before there were zones, offsets had seconds, which cannot be written.
        let text = format!("{}{}", zoned.strftime("%Y-%m-%dT%H:%M:%S%.6f"), hours(zoned.offset()));
        let range = range(&text, &clock).unwrap_or_else(|wrong| panic!("{}", wrong.message));
        prop_assert_eq!(range.from, Time::from_micros(micros));
        prop_assert_eq!(range.until, Time::from_micros(micros + 1));
    }

    #[test]
    fn no_text_is_too_strange(text in "[0-9dwhmoyTZ.:+<>= -]{0,24}|.{0,24}") {
        if let Ok(range) = range(&text, &clock("America/New_York")) {
            prop_assert!(range.from.is_none() || range.until.is_none() || range.from < range.until);
        }
    }
}
