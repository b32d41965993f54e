//! Where in a text the words are that were searched for, and what stands around them.

use std::ops::Range;

use icu_normalizer::DecomposingNormalizer;
use unicode_width::UnicodeWidthChar;

use super::fold::fold;

/// The words found, with what stands before and behind them. White space is single spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// What stands before.
    pub before: String,
    /// The words as the text has them.
    pub found: String,
    /// What stands behind.
    pub after: String,
}

impl Excerpt {
    /// All of it.
    pub fn text(&self) -> String {
        [self.before.as_str(), &self.found, &self.after].concat()
    }
}

/// What ends a sentence, in the scripts that mark it.
const SENTENCE_ENDS: [char; 9] = ['.', '!', '?', '\n', '。', '！', '？', '।', '؟'];

/// The sentence around the first place where `text` holds `piece` (folded, not empty), cut to about `width` display
/// cells. `None` exactly where `fold(text)` does not contain `piece`.
pub fn excerpt(text: &str, piece: &str, width: usize) -> Option<Excerpt> {
    let place = find(text, piece)?;
    let (before, rest) = text.split_at_checked(place.start)?;
    let (found, after) = rest.split_at_checked(place.len())?;
    // A third of the room stands before the words, so that they are seen even where the row is cut further.
    let before = tail(before, width / 3);
    let used = cells(&before) + cells(found);
    Some(Excerpt { before, found: single_spaced(found), after: head(after, width.saturating_sub(used)) })
}

/// The end of what stands before the words: from the beginning of their sentence, cut to `room` cells.
fn tail(before: &str, room: usize) -> String {
    let mut behind = ' ';
    let mut start = 0;
    for (at, c) in before.char_indices().rev().take(4 * room + 1) {
        // A dot within a price or a name of a site ends nothing.
        if SENTENCE_ENDS.contains(&c) && (!c.is_ascii_punctuation() || behind.is_whitespace()) {
            start = at + c.len_utf8();
            break;
        }
        behind = c;
    }
    let sentence = before.get(start..).unwrap_or(before);
    // Only so much of a long text is worth measuring.
    let mut kept = sentence.len();
    let mut used = 0;
    for (at, c) in sentence.char_indices().rev() {
        used += c.width().unwrap_or(1);
        if used > room && starts_letter(c) {
            break;
        }
        kept = at;
    }
    let text = single_spaced(sentence.get(kept..).unwrap_or_default());
    if kept == 0 { text.trim_start().to_owned() } else { format!("…{text}") }
}

/// The beginning of what stands behind the words: to the end of the line they are on, cut to `room` cells.
fn head(after: &str, room: usize) -> String {
    let mut used = 0;
    for (at, c) in after.char_indices() {
        used += c.width().unwrap_or(1);
        if used > room && starts_letter(c) {
            return format!("{}…", single_spaced(after.get(..at).unwrap_or_default()).trim_end());
        }
    }
    single_spaced(after).trim_end().to_owned()
}

fn cells(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(1)).sum()
}

/// Each run of white space as one space.
fn single_spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    push_spaced(&mut spaced, text);
    spaced
}

fn push_spaced(out: &mut String, text: &str) {
    for c in text.chars() {
        let space = c.is_whitespace();
        if !(space && out.ends_with(' ')) {
            out.push(if space { ' ' } else { c });
        }
    }
}

/// The bytes of `text` that hold the first `piece` (folded, not empty). `None` exactly where `fold(text)` does not
/// contain it; empty, at the end of what could be told, where folding mixed the letters up too much to tell the place.
pub fn find(text: &str, piece: &str) -> Option<Range<usize>> {
    let folded = fold(text);
    let from = folded.find(piece)?;
    let until = from + piece.len();
    // The text is folded again, a letter with its marks at a time, until the place is reached. That this gives the
    // same is checked on the way, because marks may act on each other across letters.
    let mut again = String::new();
    let mut start = None;
    for letter in letters(text) {
        let known = again.len();
        push_spaced(&mut again, &fold(text.get(letter.clone()).unwrap_or_default()));
        if folded.get(known..again.len()) != again.get(known..) {
            return Some(letter.start..letter.start);
        }
        if start.is_none() && again.len() > from {
            start = Some(letter.start);
        }
        if let Some(start) = start.filter(|_| again.len() >= until) {
            return Some(start..letter.end);
        }
    }
    Some(0..0)
}

/// The letters of a text with all that acts on them.
fn letters(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let next = rest.char_indices().skip(1).find(|(_, c)| starts_letter(*c));
        let letter = start..next.map_or(text.len(), |(at, _)| start + at);
        start = letter.end;
        Some(letter)
    })
}

/// Whether this character begins a letter, and is not a mark that may melt into the one before. What takes no width
/// (marks, the later parts of a Korean syllable) may.
fn starts_letter(c: char) -> bool {
    if c.is_ascii() {
        return true;
    }
    let first = DecomposingNormalizer::new_nfkd().normalize_iter(std::iter::once(c)).next();
    first.unwrap_or(c).width() != Some(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found<'a>(text: &'a str, words: &str) -> Option<&'a str> {
        find(text, &fold(words)).map(|place| &text[place])
    }

    #[test]
    fn words_are_found_as_the_text_has_them() {
        for (text, words, expected) in [
            ("I want a REFUND now", "refund", "REFUND"),
            ("zwei Straßen weiter", "strasse", "Straße"),
            ("un cafe\u{301} noir", "CAFÉ", "cafe\u{301}"),
            ("un café\u{327} noir", "cafe noir", "café\u{327} noir"),
            ("a  \t\n b", "a b", "a  \t\n b"),
            ("ฉันต้องการคืนเงิน", "คืนเงิน", "คืนเงิน"),
            ("我要退款吗", "退款", "退款"),
            ("ｶﾞｽ meter", "ガス", "ｶﾞｽ"),
            ("가방 있어요", "가방", "가방"),
            ("가방", "가", "가"),
            ("ﬁne print", "fine", "ﬁne"),
            ("ﬁne print", "i", "ﬁ"),
            ("½ price", "1", "½"),
            ("ΌΣΟΣ", "όσος", "ΌΣΟΣ"),
            ("İstanbul", "istanbul", "İstanbul"),
            ("👩🏽‍💻 ok", "💻", "💻"),
        ] {
            assert_eq!(found(text, words), Some(expected), "{text:?} {words:?}");
        }
        assert_eq!(found("nothing here", "refund"), None);
        assert_eq!(found("か\u{3099}", "か"), None);
    }

    fn parts(text: &str, words: &str, width: usize) -> [String; 3] {
        let excerpt = excerpt(text, &fold(words), width).unwrap();
        [excerpt.before, excerpt.found, excerpt.after]
    }

    #[test]
    fn an_excerpt_is_the_sentence_around_the_words() {
        assert_eq!(parts("Hello. I want a refund  now. Ok?", "refund", 60), ["I want a ", "refund", " now. Ok?"]);
        assert_eq!(parts("first line\nsee ex.org\tfor 3.50 refund", "refund", 60)[0], "see ex.org for 3.50 ");
        assert_eq!(parts("one two three four five six seven", "four", 16), ["…hree ", "four", " five…"]);
        assert_eq!(parts("退款", "退款", 2), ["", "退款", ""]);
        assert_eq!(parts("refund", "refund", 0), ["", "refund", ""]);
    }

    #[test]
    fn long_texts_give_short_excerpts() {
        let text = format!("{}needle{}", "hay ".repeat(100_000), "世界".repeat(100_000));
        let excerpt = excerpt(&text, "needle", 80).unwrap();
        assert!(cells(&excerpt.text()) <= 82);
        assert_eq!(excerpt.found, "needle");
    }

    /// Letters that fold in every odd way.
    fn odd_text() -> impl Strategy<Value = String> {
        let letters = "aAßẞıİſﬁé\u{301}\u{327}\u{345} \t\u{a0}\n¨ŉǰΐΣςかが\u{3099}ﾊﾟᄀ\u{1161}\u{11a8}각ไย\u{e33}\u{e31}\u{9c7}\u{9be}½Ⅳ世👩\u{200d}💻\u{fe0f}";
        prop::collection::vec(prop::sample::select(letters.chars().collect::<Vec<_>>()), 0..12)
            .prop_map(|letters| letters.into_iter().collect())
    }

    proptest! {
        #[test]
        fn something_is_found_exactly_where_the_folded_text_holds_it(text in odd_text(), words in odd_text()) {
            let piece = fold(&words).into_owned();
            prop_assume!(!piece.is_empty());
            let contains = fold(&text).contains(&piece);
            let place = find(&text, &piece);
            prop_assert_eq!(place.is_some(), contains);
            prop_assert_eq!(excerpt(&text, &piece, 20).is_some(), contains);
            if let Some(place) = place {
                prop_assert!(fold(&text[place]).contains(&piece));
            }
        }

        #[test]
        fn a_part_of_the_text_itself_is_found(text in odd_text(), from in 0_usize..12, count in 1_usize..4) {
            let words: String = text.chars().skip(from).take(count).collect();
            let piece = fold(&words).into_owned();
            prop_assume!(!piece.is_empty());
            if let Some(place) = find(&text, &piece) {
                prop_assert!(fold(&text[place]).contains(&piece));
            }
        }

        #[test]
        fn any_text_and_piece_are_taken(text in any::<String>(), words in "\\PC{1,3}", width in 0_usize..50) {
            let piece = fold(&words).into_owned();
            prop_assume!(!piece.is_empty());
            prop_assert_eq!(excerpt(&text, &piece, width).is_some(), fold(&text).contains(&piece));
            let whole = fold(&text).into_owned();
            prop_assert_eq!(find(&text, &whole).is_some(), true);
        }
    }
}
