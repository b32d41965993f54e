//! When the made-up chats begin: most of them in office hours, no two in the same second.

use super::random::part;

/// The moment at which the made-up world stops, 2026-11-01T00:00:00Z, in seconds since 1970. Nothing happens later.
pub const END: i64 = 1_793_491_200;

const DAY: i64 = 86_400;
/// The longest time that the chats are spread over: four years.
const MOST_DAYS: u64 = 1461;
/// How busy the days of a week are, from Monday.
const WEEK: [u64; 7] = [120, 110, 104, 102, 108, 62, 50];
/// How busy the hours of a day are. The company serves several zones, so no hour is empty.
const HOURS: [u64; 24] = [8, 7, 7, 8, 10, 13, 18, 26, 38, 46, 50, 48, 42, 44, 48, 47, 44, 40, 36, 32, 27, 21, 15, 11];

/// Where the chats lie in time.
#[derive(Debug)]
pub struct Calendar {
    /// Seconds since 1970 at which the first day begins.
    first_day: i64,
    /// How busy all days up to the end of each are together.
    busy_until: Vec<u64>,
    /// The second of the last chat given.
    last: i64,
}

impl Calendar {
    /// The days that this many chats fill: about 22 a day for 2,000 of them, 684 a day for a million.
    pub fn new(chats: u64) -> Self {
        let days = (chats.saturating_mul(4)).isqrt().clamp(1, MOST_DAYS);
        let first_day = END - i64::try_from(days).unwrap_or(1) * DAY;
        let mut busy = 0;
        let mut busy_until = Vec::with_capacity(usize::try_from(days).unwrap_or(1));
        for day in 0..i64::try_from(days).unwrap_or(1) {
            busy += WEEK.get(weekday(first_day / DAY + day)).copied().unwrap_or(100);
            busy_until.push(busy);
        }
        Self { first_day, busy_until, last: i64::MIN }
    }

    /// The second (since 1970) at which the first day begins.
    pub const fn first_day(&self) -> i64 {
        self.first_day
    }

    /// The second (since 1970) at which chat `number` of `chats` begins, later than that of the one before.
    /// `random` places it within its share of the time.
    pub fn next(&mut self, number: u64, chats: u64, random: u64) -> i64 {
        // Business that went by until then, in parts of a millionth, so that the shares of a big repository stay apart.
        const FINE: u128 = 1_000_000;
        let total = u128::from(self.busy_until.last().copied().unwrap_or(1)) * FINE;
        let share = total / u128::from(chats.max(1));
        let within = u128::from(part(random, u64::try_from(share).unwrap_or(u64::MAX)));
        let gone = total * u128::from(number) / u128::from(chats.max(1)) + within;
        let second = self.second(gone, FINE);
        self.last = second.max(self.last.saturating_add(1));
        self.last
    }

    fn second(&self, gone: u128, fine: u128) -> i64 {
        let day = self.busy_until.partition_point(|until| u128::from(*until) * fine <= gone);
        let before = day.checked_sub(1).and_then(|day| self.busy_until.get(day)).copied().unwrap_or(0);
        let of_day = self.busy_until.get(day).map_or(1, |until| until - before);
        // The day's business, counted in that of its hours.
        let hours: u64 = HOURS.iter().sum();
        let mut left = (gone - u128::from(before) * fine) * u128::from(hours) / u128::from(of_day);
        let mut second = self.first_day + i64::try_from(day).unwrap_or(0) * DAY;
        for hour in HOURS {
            let of_hour = u128::from(hour) * fine;
            if left < of_hour {
                return second + i64::try_from(left * 3600 / of_hour).unwrap_or(0);
            }
            left -= of_hour;
            second += 3600;
        }
        second - 1
    }
}

/// The day of the week, from 0 for Monday, of a day counted from 1970-01-01, a Thursday.
fn weekday(day: i64) -> usize {
    usize::try_from((day + 3).rem_euclid(7)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(chats: u64) -> Vec<i64> {
        let mut calendar = Calendar::new(chats);
        (0..chats).map(|number| calendar.next(number, chats, number.wrapping_mul(0x9e37_79b9_7f4a_7c15))).collect()
    }

    #[test]
    fn chats_begin_one_after_the_other_and_before_the_end() {
        for chats in [1, 2, 3, 100, 20_000] {
            let begun = all(chats);
            assert!(begun.windows(2).all(|pair| pair[0] < pair[1]), "{chats}");
            assert!(begun.iter().all(|second| *second < END), "{chats}");
        }
    }

    #[test]
    fn nights_and_sundays_are_quiet() {
        let begun = all(20_000);
        let count = |wanted: fn(i64) -> bool| begun.iter().filter(|second| wanted(**second)).count();
        let sundays = count(|second| weekday(second / DAY) == 6);
        let mondays = count(|second| weekday(second / DAY) == 0);
        assert!(sundays > 1000 && sundays * 2 < mondays, "{sundays} {mondays}");
        assert!(count(|second| second / 3600 % 24 == 3) * 4 < count(|second| second / 3600 % 24 == 10));
    }

    #[test]
    fn the_end_is_what_it_says() {
        let end = crate::model::time::Time::from_micros(END * 1_000_000).unwrap();
        assert_eq!(end.rfc3339(), "2026-11-01T00:00:00Z");
    }
}
