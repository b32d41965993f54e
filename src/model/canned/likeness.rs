//! How alike two texts are: how many of their pieces of five letters they share.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use crate::model::fold::fold;

/// Letters of a piece.
const LENGTH: usize = 5;

/// Two texts are nearly the same from this share of pieces on, in hundredths: those in both, of those in either.
const ALIKE: usize = 85;

/// The pieces of a folded text, as sorted digests, each once. A text shorter than a piece is one piece.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shingles(Vec<u64>);

impl Shingles {
    /// Of a text.
    fn of(text: &str) -> Self {
        let letters: Vec<char> = fold(text).trim().chars().collect();
        let digest = |piece: &[char]| {
            let mut hasher = DefaultHasher::new();
            piece.hash(&mut hasher);
            hasher.finish()
        };
        let mut pieces: Vec<u64> = match letters.len() {
            0..=LENGTH => vec![digest(&letters)],
            _ => letters.windows(LENGTH).map(digest).collect(),
        };
        pieces.sort_unstable();
        pieces.dedup();
        Self(pieces)
    }

    /// Whether both texts are nearly the same.
    fn are_like(&self, other: &Self) -> bool {
        let (few, many) = (self.0.len().min(other.0.len()), self.0.len().max(other.0.len()));
        // Even if all of the fewer were among the others it would not do.
        if few * 100 < many * ALIKE {
            return false;
        }
        let (mut one, mut two) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0;
        while let (Some(first), Some(second)) = (one.peek(), two.peek()) {
            match first.cmp(second) {
                std::cmp::Ordering::Less => drop(one.next()),
                std::cmp::Ordering::Greater => drop(two.next()),
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    one.next();
                    two.next();
                }
            }
        }
        shared * 100 >= (few + many - shared) * ALIKE
    }
}

/// For each text the first of those before it, of another group, that is nearly the same.
///
/// Two such texts share one of their rarest pieces: of so many that the others alone could not make them alike. So each
/// text is compared only with those that share one.
pub fn first_alike(texts: &[(usize, &str)]) -> Vec<Option<usize>> {
    let all: Vec<Shingles> = texts.iter().map(|(_, text)| Shingles::of(text)).collect();
    let mut counts: HashMap<u64, usize> = HashMap::new();
    for piece in all.iter().flat_map(|one| &one.0) {
        *counts.entry(*piece).or_default() += 1;
    }
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut found = Vec::with_capacity(texts.len());
    for (at, one) in all.iter().enumerate() {
        let mut rarest = one.0.clone();
        rarest.sort_unstable_by_key(|piece| (counts.get(piece).copied().unwrap_or_default(), *piece));
        rarest.truncate(one.0.len() - (one.0.len() * ALIKE).div_ceil(100) + 1);
        let mut others: Vec<usize> = rarest.iter().filter_map(|piece| holders.get(piece)).flatten().copied().collect();
        others.sort_unstable();
        others.dedup();
        found.push(others.into_iter().find(|other| texts[*other].0 != texts[at].0 && one.are_like(&all[*other])));
        for piece in rarest {
            holders.entry(piece).or_default().push(at);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearly_the_same_is_told_from_other() {
        let alike = |one: &str, other: &str| Shingles::of(one).are_like(&Shingles::of(other));
        let long = "Thank you for your patience. I am looking into your order and will be back in a moment with news.";
        assert!(alike(long, &long.replace("news", "News!")));
        assert!(alike("Straße  1", "STRASSE 1"));
        assert!(alike("ok", "OK"));
        assert!(alike("ขอบคุณที่รอสักครู่นะคะ ทางเรากำลังตรวจสอบคำสั่งซื้อให้ค่ะ", "ขอบคุณที่รอสักครู่นะคะ  ทางเรากำลังตรวจสอบคำสั่งซื้อให้ค่ะ"));
        assert!(!alike("ok", "no"));
        assert!(!alike(long, "Thank you for your patience."));
        assert!(!alike("", "a"));
    }

    proptest::proptest! {
        #[test]
        fn none_is_missed(texts in proptest::collection::vec((0_usize..4, "(one two three four )?[ab]{0,9}(five six seven eight nine)?"), 0..12)) {
            let texts: Vec<(usize, &str)> = texts.iter().map(|(group, text)| (*group, text.as_str())).collect();
            let naive = |at: usize| (0..at).find(|other| {
                texts[*other].0 != texts[at].0 && Shingles::of(texts[at].1).are_like(&Shingles::of(texts[*other].1))
            });
            proptest::prop_assert_eq!(first_alike(&texts), (0..texts.len()).map(naive).collect::<Vec<_>>());
        }
    }
}
