//! The source of chance: the same numbers for the same seed, on every machine and for good.

/// SplitMix64, as Steele, Lea and Flood describe it in "Fast splittable pseudorandom number generators" (2014): a
/// counter with a good mixer behind it, so that any number can also start a stream of its own.
#[derive(Clone, Debug)]
pub struct Random {
    state: u64,
}

/// What the counter moves on by: 2^64 divided by the golden ratio, made odd.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// One number made of two, as good as random.
pub const fn mix(left: u64, right: u64) -> u64 {
    let mut mixed = left ^ right.wrapping_mul(STEP).rotate_left(31);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

impl Random {
    /// A stream of its own for every pair of a seed and a number.
    pub const fn new(seed: u64, number: u64) -> Self {
        Self { state: mix(seed, number) }
    }

    /// The next number.
    pub const fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(STEP);
        mix(self.state, 0)
    }

    /// A number from 0 to `count` - 1; 0 where there is none.
    pub const fn below(&mut self, count: u64) -> u64 {
        part(self.next(), count)
    }

    /// A number from `low` to `high`, both included.
    pub const fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    /// Yes, this many times in a hundred.
    pub const fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of these, all as likely; an empty text where there are none.
    pub fn choose(&mut self, lines: &[&'static str]) -> &'static str {
        nth(lines, self.next()).copied().unwrap_or_default()
    }

    /// A place among `count`, the first far more likely than the last.
    pub const fn skewed(&mut self, count: u64) -> u64 {
        let place = self.below(count);
        part(self.next(), place + 1)
    }

    /// A place in this list of weights, as likely as its weight says.
    pub fn weighted(&mut self, weights: impl IntoIterator<Item = u64, IntoIter: Clone>) -> usize {
        let weights = weights.into_iter();
        let mut left = self.below(weights.clone().sum());
        for (place, weight) in weights.enumerate() {
            if left < weight {
                return place;
            }
            left -= weight;
        }
        0
    }
}

/// A random number brought down to 0 to `count` - 1, by its upper bits.
pub const fn part(random: u64, count: u64) -> u64 {
    // The product of two 64-bit numbers, shifted by 64, always fits.
    ((random as u128 * count as u128) >> 64) as u64
}

/// The item that a random number points at; none only where there are none.
pub fn nth<T>(items: &[T], random: u64) -> Option<&T> {
    items.get(usize::try_from(part(random, items.len() as u64)).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_the_same_for_good() {
        let mut random = Random::new(1, 2);
        let first: Vec<u64> = (0..3).map(|_| random.next()).collect();
        let mut again = Random::new(1, 2);
        assert_eq!(first, (0..3).map(|_| again.next()).collect::<Vec<_>>());
        assert_ne!(Random::new(1, 3).next(), first[0]);
        assert_ne!(Random::new(2, 2).next(), first[0]);
    }

    #[test]
    fn every_place_is_reached_and_none_beyond() {
        let mut random = Random::new(7, 7);
        let mut seen = [0; 5];
        for _ in 0..1000 {
            seen[usize::try_from(random.below(5)).unwrap()] += 1;
            assert!((3..=4).contains(&random.between(3, 4)));
        }
        assert!(seen.iter().all(|n| (120..280).contains(n)), "{seen:?}");
        assert_eq!(random.below(0), 0);
    }

    #[test]
    fn weights_count() {
        let mut random = Random::new(3, 3);
        let mut seen = [0; 3];
        for _ in 0..1000 {
            seen[random.weighted([1, 0, 3])] += 1;
        }
        assert_eq!(seen[1], 0);
        assert!((170..330).contains(&seen[0]), "{seen:?}");
    }
}
