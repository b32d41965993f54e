//! How alike two texts are: how many of their pieces of five letters they share.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use crate::model::fold::fold;

/// Letters of a piece.
const LENGTH: usize = 5;

/// Two texts are nearly the same from this share of pieces on, in hundredths: those in both, of those in either.
const ALIKE: usize = 85;

/// The pieces of a folded text, as sorted digests, each once. A text shorter than a piece is one piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shingles(Vec<u64>);

impl Shingles {
    /// Of a text.
    pub fn of(text: &str) -> Self {
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
    pub fn are_like(&self, other: &Self) -> bool {
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
}
