//! The one folding that search and names compare by.
//!
//! `fold(s)` = NFKD, remove U+0300–U+036F, full case folding, NFKC, each run of white space to one space.
//! A word is found in a text when `fold(word)` is a substring of `fold(text)`: in every script, whatever its length.

use std::borrow::Cow;

use icu_casemap::CaseMapper;
use icu_normalizer::{ComposingNormalizer, DecomposingNormalizer};

/// `text` folded for comparison. ASCII takes a short way with the same result.
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { fold_ascii(text) } else { Cow::Owned(fold_unicode(text)) }
}

fn fold_ascii(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let plain = |pair: &[u8]| pair == b"  ";
    let changes =
        bytes.iter().any(|b| b.is_ascii_uppercase() || is_ascii_space(*b) && *b != b' ') || bytes.windows(2).any(plain);
    if !changes {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    let mut in_space = false;
    for &byte in bytes {
        let space = is_ascii_space(byte);
        if !(space && in_space) {
            folded.push(if space { ' ' } else { byte.to_ascii_lowercase() as char });
        }
        in_space = space;
    }
    Cow::Owned(folded)
}

/// White space as Unicode has it within ASCII: tab, line feed, vertical tab, form feed, return and space.
const fn is_ascii_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

fn fold_unicode(text: &str) -> String {
    let decomposed = DecomposingNormalizer::new_nfkd().normalize(text);
    let bare: String = decomposed.chars().filter(|c| !matches!(c, '\u{300}'..='\u{36f}')).collect();
    let cased = CaseMapper::new().fold_string(&bare);
    let composed = ComposingNormalizer::new_nfkc().normalize(&cased);
    let mut folded = String::with_capacity(composed.len());
    let mut in_space = false;
    for c in composed.chars() {
        let space = c.is_whitespace();
        if !(space && in_space) {
            folded.push(if space { ' ' } else { c });
        }
        in_space = space;
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_case_accents_widths_and_white_space() {
        for (text, folded) in [
            ("Straße", "strasse"),
            ("CAFÉ  au\tlait", "cafe au lait"),
            ("e\u{301}te\u{301}", "ete"),
            ("ﬁne １２", "fine 12"),
            ("İ", "i"),
            ("a\u{a0}\n b", "a b"),
            ("สวัสดี", "สวัสดี"),
            ("ｶﾀｶﾅ", "カタカナ"),
            ("👍", "👍"),
            (" x ", " x "),
        ] {
            assert_eq!(fold(text), folded, "{text:?}");
        }
    }

    #[test]
    fn the_short_way_for_ascii_gives_the_same() {
        for text in ["", "a", "Hello  World", "a\x0b\x0cb", "A\r\nB\0C\x1f", "  ", "x  ", "\x1c\x1d"] {
            assert_eq!(fold(text), fold_unicode(text), "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn short_and_long_way_agree(text in "[ -~\\t\\n\\r\\x0b\\x0c]{0,40}") {
            proptest::prop_assert_eq!(fold(&text).into_owned(), fold_unicode(&text));
        }
    }
}
