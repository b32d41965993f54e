//! Interactions: what is consumed of a monthly limit, and what becomes of it at this pace.

use jiff::civil;
use jiff::tz::TimeZone;

use super::message::AuthorKind;
use super::record::{Cell, Column};
use super::time::Time;

/// What stands in `extra` of a system line that asked the person for feedback, to the letter: it counts as an
/// interaction, as no other system line does.
pub const FEEDBACK_REQUEST: &str = r#"{"interaction":"feedback request"}"#;

/// Whether a message is an interaction.
pub fn counts(kind: AuthorKind, extra: Option<&str>) -> bool {
    match kind {
        AuthorKind::Person | AuthorKind::Ai | AuthorKind::Rep => true,
        AuthorKind::System => extra == Some(FEEDBACK_REQUEST),
    }
}

/// A calendar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i64);

impl Month {
    /// Where the time of a message is not known.
    pub const UNKNOWN: Self = Self(-1);

    /// The month with this stored number: year × 12 + month − 1.
    pub const fn from_number(number: i64) -> Self {
        Self(number)
    }

    /// The stored number.
    pub const fn number(self) -> i64 {
        self.0
    }

    fn of_date(year: i16, month: i8) -> Self {
        Self(i64::from(year) * 12 + i64::from(month) - 1)
    }

    /// `2026-01`, or `unknown`.
    pub fn name(self) -> String {
        if self == Self::UNKNOWN {
            return "unknown".to_owned();
        }
        format!("{:04}-{:02}", self.0.div_euclid(12), self.0.rem_euclid(12) + 1)
    }

    /// Reads `2026-01`, a year (which means its first month, or its last) or `unknown`.
    pub fn parse(text: &str, last: bool) -> Option<Self> {
        if text == "unknown" {
            return Some(Self::UNKNOWN);
        }
        let (year, month) = match text.split_once('-') {
            Some((year, month)) => (year, Some(month)),
            None => (text, None),
        };
        let digits = |text: &str, length: usize| {
            let plain = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| text.parse::<i64>().ok()).flatten()
        };
        let year = digits(year, 4).filter(|year| *year >= 1)?;
        let month = match month {
            Some(month) => digits(month, 2).filter(|month| (1..=12).contains(month))?,
            None if last => 12,
            None => 1,
        };
        Some(Self(year * 12 + month - 1))
    }

    /// The first moment of the month in a zone, in microseconds.
    fn begin(self, zone: &TimeZone) -> Option<i64> {
        let year = i16::try_from(self.0.div_euclid(12)).ok()?;
        let month = i8::try_from(self.0.rem_euclid(12) + 1).ok()?;
        let date = civil::Date::new(year, month, 1).ok()?;
        Some(zone.to_zoned(date.to_datetime(civil::Time::midnight())).ok()?.timestamp().as_microsecond())
    }
}

/// The months of a zone. The one asked for last is remembered: messages of a chat are mostly of the same.
#[derive(Clone, Debug)]
pub struct Months {
    zone: TimeZone,
    month: Month,
    /// First microsecond of that month, and of the one behind it.
    range: (i64, i64),
}

impl Months {
    /// Those of this zone.
    pub const fn of(zone: TimeZone) -> Self {
        Self { zone, month: Month::UNKNOWN, range: (0, 0) }
    }

    /// The month a moment lies in; of an unknown one, the unknown month.
    pub fn month(&mut self, at: Option<i64>) -> Month {
        let Some(micros) = at else { return Month::UNKNOWN };
        if (self.range.0..self.range.1).contains(&micros) {
            return self.month;
        }
        let Some(time) = Time::from_micros(micros) else { return Month::UNKNOWN };
        let local = time.timestamp().to_zoned(self.zone.clone());
        let month = Month::of_date(local.year(), local.month());
        self.month = month;
        self.range = self.bounds(month).unwrap_or((0, 0));
        month
    }

    fn bounds(&self, month: Month) -> Option<(i64, i64)> {
        Some((month.begin(&self.zone)?, Month(month.0 + 1).begin(&self.zone)?))
    }

    /// What a month will have used at its end if it goes on like this: what it used so far, by the share of the month
    /// that is over at `now`. `None` outside the month, and at its first moment.
    pub fn forecast(&self, month: Month, used: i64, now: Time) -> Option<i64> {
        let (begin, end) = self.bounds(month)?;
        if !(begin..end).contains(&now.micros()) || now.micros() == begin {
            return None;
        }
        let (over, whole) = (i128::from(now.micros() - begin), i128::from(end - begin));
        i64::try_from((i128::from(used) * whole + over / 2) / over).ok()
    }
}

/// What holds for the company's interactions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowance {
    /// In which months begin; `None`: UTC.
    pub zone: Option<String>,
    /// Interactions a month; `None`: no limit.
    pub limit: Option<i64>,
    /// Per cent of the limit from which on it is warned; `None`: never before the limit.
    pub warning: Option<i64>,
}

/// The columns of what holds. Names are stable, new ones are only added.
pub const ALLOWANCE: &[Column<Allowance>] = &[
    Column { name: "limit", shown: true, about: "interactions a month", cell: |a| Cell::number(a.limit) },
    Column {
        name: "warn_at",
        shown: true,
        about: "per cent of the limit from which on it is warned",
        cell: |a| Cell::number(a.warning),
    },
    Column {
        name: "zone",
        shown: true,
        about: "in which months begin",
        cell: |a| Cell::Text(a.zone.as_deref().unwrap_or("UTC")),
    },
];

impl Allowance {
    /// What must be said of a month that used so many, if anything: it is over the limit, or near it.
    pub fn warning_of(&self, used: i64) -> Option<Excess> {
        let limit = self.limit?;
        if used > limit {
            return Some(Excess::Over);
        }
        let at = self.warning?;
        (i128::from(used) * 100 >= i128::from(limit) * i128::from(at)).then_some(Excess::Near)
    }
}

/// How much too much it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excess {
    /// The share of the limit is reached from which on it is warned.
    Near,
    /// More than the limit.
    Over,
}

/// A month's interactions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonthRow {
    /// `2026-01`, or `unknown`.
    pub month: String,
    /// How many.
    pub used: i64,
    /// The limit as it is now.
    pub limit: Option<i64>,
    /// What it will be at the month's end.
    pub forecast: Option<i64>,
    /// Those of chats that are here.
    pub here: i64,
    /// Those of chats that were purged since.
    pub gone: i64,
}

/// Per cent, rounded down: what is not reached is not shown as reached.
fn per_cent(part: i64, of: i64) -> Option<i64> {
    i64::try_from(i128::from(part) * 100 / i128::from(of).max(1)).ok().filter(|_| of > 0)
}

/// The columns of a month. Names are stable, new ones are only added.
pub const MONTHS: &[Column<MonthRow>] = &[
    Column {
        name: "month",
        shown: true,
        about: "in the repository's zone; unknown: messages without a time",
        cell: |r| Cell::Text(&r.month),
    },
    Column { name: "used", shown: true, about: "interactions", cell: |r| Cell::Number(r.used) },
    Column { name: "limit", shown: true, about: "the limit as it is now", cell: |r| Cell::number(r.limit) },
    Column {
        name: "share",
        shown: true,
        about: "per cent of the limit, rounded down",
        cell: |r| Cell::number(r.limit.and_then(|limit| per_cent(r.used, limit))),
    },
    Column {
        name: "forecast",
        shown: true,
        about: "of the current month: used so far, divided by the share of the month that is over",
        cell: |r| Cell::number(r.forecast),
    },
    Column { name: "here", shown: false, about: "of chats that are here", cell: |r| Cell::Number(r.here) },
    Column { name: "gone", shown: false, about: "of chats that were purged since", cell: |r| Cell::Number(r.gone) },
];

/// What one app, team or rep used in a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartRow {
    /// Its name; `None`: what is of none.
    pub name: Option<String>,
    /// Its number.
    pub id: Option<i64>,
    /// Of how many interactions in all.
    pub total: i64,
    /// Those of chats that are here.
    pub here: i64,
    /// Those of chats that were purged since.
    pub gone: i64,
}

/// The columns of an app, a team or a rep. Names are stable, new ones are only added.
pub const PARTS: &[Column<PartRow>] = &[
    Column {
        name: "name",
        shown: true,
        about: "of the app, team or rep; empty: of none (by rep: what persons and AI assistants wrote)",
        cell: |r| Cell::text(r.name.as_deref()),
    },
    Column { name: "used", shown: true, about: "interactions", cell: |r| Cell::Number(r.here + r.gone) },
    Column {
        name: "share",
        shown: true,
        about: "per cent of the company's in that time, rounded down",
        cell: |r| Cell::number(per_cent(r.here + r.gone, r.total)),
    },
    Column { name: "id", shown: false, about: "our number of the app, team or rep", cell: |r| Cell::number(r.id) },
    Column { name: "here", shown: false, about: "of chats that are here", cell: |r| Cell::Number(r.here) },
    Column { name: "gone", shown: false, about: "of chats that were purged since", cell: |r| Cell::Number(r.gone) },
];

/// A count that is not what the messages say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// `2026-01`, or `unknown`.
    pub month: String,
    /// all, app, team or rep.
    pub by: &'static str,
    /// Name of the app, team or rep.
    pub name: Option<String>,
    /// What is kept.
    pub kept: i64,
    /// What there is.
    pub counted: i64,
}

/// The columns of a difference. Names are stable, new ones are only added.
pub const DIFFERENCES: &[Column<Difference>] = &[
    Column { name: "month", shown: true, about: "in the repository's zone", cell: |r| Cell::Text(&r.month) },
    Column { name: "by", shown: true, about: "all, app, team or rep", cell: |r| Cell::Word(r.by) },
    Column { name: "name", shown: true, about: "of the app, team or rep", cell: |r| Cell::text(r.name.as_deref()) },
    Column { name: "kept", shown: true, about: "what the repository keeps", cell: |r| Cell::Number(r.kept) },
    Column { name: "counted", shown: true, about: "what the messages say", cell: |r| Cell::Number(r.counted) },
];

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Time {
        Time::parse(text, &TimeZone::UTC).unwrap().time
    }

    #[test]
    fn months_begin_in_their_zone() {
        let mut months = Months::of(TimeZone::get("Asia/Bangkok").unwrap());
        let mut name = |text: &str| months.month(Some(time(text).micros())).name();
        assert_eq!(name("2026-01-31T16:59:59.999999Z"), "2026-01");
        assert_eq!(name("2026-01-31T17:00:00Z"), "2026-02");
        assert_eq!(name("2026-02-01T00:00:00Z"), "2026-02");
        assert_eq!(name("2026-01-31T16:59:59.999999Z"), "2026-01");
        assert_eq!(name("0001-01-01T00:00:00Z"), "0001-01");
        assert_eq!(name("9999-12-30T22:00:00Z"), "9999-12");
        assert_eq!(months.month(None).name(), "unknown");
    }

    #[test]
    fn names_are_read_as_they_are_printed() {
        for name in ["0001-01", "2026-01", "2026-12", "9999-12", "unknown"] {
            assert_eq!(Month::parse(name, false).map(Month::name).as_deref(), Some(name));
        }
        assert_eq!(Month::parse("2026", false), Month::parse("2026-01", false));
        assert_eq!(Month::parse("2026", true), Month::parse("2026-12", true));
        for bad in ["", "2026-13", "2026-00", "26-01", "2026-1", "0000", "2026-01-01", "+026-01", "Unknown"] {
            assert_eq!(Month::parse(bad, false), None, "{bad}");
        }
    }

    #[test]
    fn the_forecast_goes_on_as_it_was_so_far() {
        let forecast = |zone: &str, now: &str, used| {
            let mut months = Months::of(TimeZone::get(zone).unwrap());
            let month = months.month(Some(time(now).micros()));
            months.forecast(month, used, time(now))
        };
        // 31 days: a tenth of it is 3 days, 2 hours, 24 minutes.
        assert_eq!(forecast("UTC", "2026-01-04T02:24:00Z", 50), Some(500));
        assert_eq!(forecast("UTC", "2026-01-31T23:59:59.999999Z", 50), Some(50));
        assert_eq!(forecast("UTC", "2026-01-01T00:00:00Z", 50), None);
        assert_eq!(forecast("UTC", "2026-01-01T00:00:00.000001Z", 1), Some(31 * 86_400_000_000));
        // In Bangkok the month is over by half on the 15th at 5:00 in UTC; in February on another day.
        assert_eq!(forecast("Asia/Bangkok", "2026-01-16T05:00:00Z", 7), Some(14));
        assert_eq!(forecast("UTC", "2026-02-15T00:00:00Z", 7), Some(14));
        let months = Months::of(TimeZone::UTC);
        let january = Month::parse("2026-01", false).unwrap();
        assert_eq!(months.forecast(january, 7, time("2026-02-01T00:00:00Z")), None);
        assert_eq!(months.forecast(Month::UNKNOWN, 7, time("2026-02-01T00:00:00Z")), None);
    }

    #[test]
    fn it_is_warned_from_the_share_on_and_over_the_limit() {
        let of = |limit, warning, used| Allowance { zone: None, limit, warning }.warning_of(used);
        assert_eq!(of(None, Some(80), 1_000), None);
        assert_eq!(of(Some(10), Some(80), 7), None);
        assert_eq!(of(Some(10), Some(80), 8), Some(Excess::Near));
        assert_eq!(of(Some(10), Some(80), 10), Some(Excess::Near));
        assert_eq!(of(Some(10), Some(80), 11), Some(Excess::Over));
        assert_eq!(of(Some(10), None, 10), None);
        assert_eq!(of(Some(10), None, 11), Some(Excess::Over));
    }
}
