//! The one folding that search and names compare by.
//!
//! `fold(s)` = NFKD, remove U+0300–U+036F, full case folding, NFKC, each run of white space to one space.
//! A word is found in a text when `fold(word)` is a substring of `fold(text)`: in every script, whatever its length.

use std::borrow::Cow;

use icu_casemap::CaseMapper;
use icu_normalizer::{ComposingNormalizer, DecomposingNormalizer};

/// `text` folded for comparison. Texts of the characters that most texts are made of take a short way with the same
/// result.
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return fold_ascii(text);
    }
    Cow::Owned(fold_common(text).unwrap_or_else(|| fold_unicode(text)))
}

fn fold_ascii(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    // Whole passes without an early way out: the compiler makes wide instructions of them.
    let controls = bytes.iter().fold(false, |any, byte| any | matches!(byte, b'\t'..=b'\r'));
    if controls || memchr::memmem::find(bytes, b"  ").is_some() {
        return Cow::Owned(fold_ascii_spaces(bytes));
    }
    let capitals = bytes.iter().fold(false, |any, byte| any | byte.is_ascii_uppercase());
    if capitals { Cow::Owned(text.to_ascii_lowercase()) } else { Cow::Borrowed(text) }
}

fn fold_ascii_spaces(bytes: &[u8]) -> String {
    let mut folded = String::with_capacity(bytes.len());
    let mut in_space = false;
    for &byte in bytes {
        let space = is_ascii_space(byte);
        if !(space && in_space) {
            folded.push(if space { ' ' } else { byte.to_ascii_lowercase() as char });
        }
        in_space = space;
    }
    folded
}

/// White space as Unicode has it within ASCII: tab, line feed, vertical tab, form feed, return and space.
const fn is_ascii_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

/// Folds a text of common characters; `None` where any other is in it.
fn fold_common(text: &str) -> Option<String> {
    let mut folded = String::with_capacity(text.len());
    let mut before = '\0';
    for c in text.chars() {
        let c = common(c)?;
        // Thai vowels below the line come before tone marks in canonical order.
        if matches!(c, '\u{e38}'..='\u{e3a}') && matches!(before, '\u{e48}'..='\u{e4b}') {
            return None;
        }
        if c != ' ' || before != ' ' {
            folded.push(c);
        }
        before = c;
    }
    Some(folded)
}

/// What a common character folds to, whatever stands beside it (but see [`fold_common`]); `None` for all others.
const fn common(c: char) -> Option<char> {
    Some(match c {
        '\t'..='\r' | ' ' | '\u{a0}' | '\u{3000}' => ' ',
        '\0'..='\x7f' => c.to_ascii_lowercase(),
        'À'..='Å' | 'à'..='å' => 'a',
        'Ç' | 'ç' => 'c',
        'È'..='Ë' | 'è'..='ë' => 'e',
        'Ì'..='Ï' | 'ì'..='ï' => 'i',
        'Ñ' | 'ñ' => 'n',
        'Ò'..='Ö' | 'ò'..='ö' => 'o',
        'Ù'..='Ü' | 'ù'..='ü' => 'u',
        'Ý' | 'ý' | 'ÿ' => 'y',
        // Signs; Arabic letters; Thai without SARA AM; dashes and quotes; Kana and Han; emoji and what joins them.
        '¡'
        | '«'
        | '»'
        | '¿'
        | '،'
        | '؛'
        | '؟'
        | '\u{621}'..='\u{64a}'
        | '\u{e01}'..='\u{e32}'
        | '\u{e34}'..='\u{e3a}'
        | '\u{e3f}'..='\u{e5b}'
        | '\u{200d}'
        | '–'
        | '—'
        | '‘'
        | '’'
        | '“'
        | '”'
        | '•'
        | '€'
        | '₱'
        | '❤'
        | '\u{fe0f}'
        | '、'
        | '。'
        | '「'
        | '」'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fe}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{1f300}'..='\u{1f64f}'
        | '\u{1f680}'..='\u{1f6ff}'
        | '\u{1f900}'..='\u{1f9ff}' => c,
        '！' => '!',
        '（' => '(',
        '）' => ')',
        '，' => ',',
        '：' => ':',
        '；' => ';',
        '？' => '?',
        _ => return None,
    })
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

    #[test]
    fn every_common_character_folds_as_the_rule_says() {
        let all = (0..=0x10_ffff).filter_map(char::from_u32).filter(|c| common(*c).is_some());
        let mut number = 0;
        for c in all {
            let text = c.to_string();
            assert_eq!(fold_common(&text).unwrap(), fold_unicode(&text), "U+{:04X}", u32::from(c));
            number += 1;
        }
        assert!(number > 20_000);
    }

    fn common_text() -> impl proptest::strategy::Strategy<Value = String> {
        let blocks = "[ -~\\t\\n\u{a0}-ÿ،-\u{65f}\u{e00}-\u{e5b}\u{200d}–-”\u{3000}-\u{30ff}一-丠\u{1f300}-\u{1f64f}\u{fe0f}！-？]{0,24}";
        proptest::string::string_regex(blocks).unwrap()
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(20_000))]
        #[test]
        fn the_short_way_for_common_texts_gives_the_same(text in common_text()) {
            if let Some(folded) = fold_common(&text) {
                proptest::prop_assert_eq!(folded, fold_unicode(&text));
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn short_and_long_way_agree(text in "[ -~\\t\\n\\r\\x0b\\x0c]{0,40}") {
            proptest::prop_assert_eq!(fold(&text).into_owned(), fold_unicode(&text));
        }
    }
}
