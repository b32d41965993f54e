//! A set of the numbers of rows.

/// Numbers of rows, a bit for each up to the largest.
#[derive(Debug, Default)]
pub(super) struct NumberSet {
    bits: Vec<u64>,
    count: u64,
}

impl NumberSet {
    fn place(number: i64) -> (usize, u64) {
        (usize::try_from(number / 64).unwrap_or_default(), 1 << (number % 64))
    }

    /// Puts one in.
    pub fn add(&mut self, number: i64) {
        let (place, bit) = Self::place(number);
        if place >= self.bits.len() {
            self.bits.resize(place + 1, 0);
        }
        self.count += u64::from(self.bits[place] & bit == 0);
        self.bits[place] |= bit;
    }

    /// Takes one out, if it is in.
    pub fn remove(&mut self, number: i64) {
        let (place, bit) = Self::place(number);
        if let Some(bits) = self.bits.get_mut(place)
            && *bits & bit != 0
        {
            *bits &= !bit;
            self.count -= 1;
        }
    }

    /// Whether none is in.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Those in it, smallest first.
    pub fn iter(&self) -> impl Iterator<Item = i64> {
        (0..)
            .zip(&self.bits)
            .flat_map(|(place, bits)| (0..64).filter(move |bit| bits >> bit & 1 == 1).map(move |bit| place * 64 + bit))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn numbers_are_a_set() {
        let (mut numbers, mut naive) = (NumberSet::default(), BTreeSet::new());
        for step in 0..3000_i64 {
            let number = step * 7919 % 1009;
            if step % 3 == 0 {
                numbers.remove(number);
                naive.remove(&number);
            } else {
                numbers.add(number);
                naive.insert(number);
            }
        }
        assert_eq!(numbers.iter().collect::<BTreeSet<_>>(), naive);
        assert_eq!(numbers.count, naive.len() as u64);
        naive.iter().for_each(|number| numbers.remove(*number));
        assert!(numbers.is_empty() && numbers.iter().next().is_none());
    }
}
