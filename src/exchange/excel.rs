//! CSV that a spreadsheet opens and does not calculate: a guard in front of texts that would be formulas, and the way
//! back.

use std::borrow::Cow;

use super::json::is_number;
use crate::model::record::Cell;

/// The most characters a cell of a spreadsheet holds, in units of UTF-16.
pub const MOST_CHARACTERS: usize = 32_767;

/// The most rows a sheet holds, its header among them.
pub const MOST_ROWS: u64 = 1_048_576;

/// The mark in front of a guarded text.
const MARK: char = '\'';

/// Whether a text that begins so is guarded: spreadsheets take it for a formula, or the mark for none of its own.
const fn needs_guard(first: char) -> bool {
    matches!(
        first,
        '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\0' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}' | MARK
    )
}

/// The text as a spreadsheet may have it. Since the mark itself is guarded too, [`unguard`] gives every text back.
pub fn guard(text: &str) -> Cow<'_, str> {
    match text.chars().next() {
        Some(first) if needs_guard(first) => Cow::Owned(format!("{MARK}{text}")),
        _ => Cow::Borrowed(text),
    }
}

/// The text that was guarded.
pub fn unguard(text: &str) -> &str {
    text.strip_prefix(MARK).unwrap_or(text)
}

/// What stands for a cell where it has to be guarded; `None` where it stays. Numbers, times and words of ours do.
pub fn guard_cell(cell: Cell<'_>) -> Option<String> {
    let guarded = |text: &str| match guard(text) {
        Cow::Owned(text) => Some(text),
        Cow::Borrowed(_) => None,
    };
    match cell {
        Cell::Text(text) => guarded(text),
        Cell::List(texts) => guarded(&texts.join(",")),
        // A field that an admin calls a number may hold older texts that are none.
        Cell::Decimal(digits) if !is_number(digits) => guarded(digits),
        _ => None,
    }
}

/// Whether a spreadsheet would cut a text.
pub fn is_too_long(text: &str) -> bool {
    text.len() > MOST_CHARACTERS && text.encode_utf16().count() > MOST_CHARACTERS
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        for text in ["=1+1", "+49 30", "-5", "@SUM", "\t=", "\r", "\n", "\0", "＝1", "＋", "－", "＠", "'=", "'"] {
            assert_eq!(guard(text), format!("'{text}"), "{text:?}");
        }
        for text in ["", "a=1", " =1", "\"=", ";=1", "1", "é", "＃"] {
            assert_eq!(guard(text), text);
        }
        let tags = ["=a".to_owned(), "b".to_owned()];
        assert_eq!(guard_cell(Cell::List(&tags)), Some("'=a,b".into()));
        assert_eq!(guard_cell(Cell::Number(-5)), None);
        assert_eq!(guard_cell(Cell::Decimal("-4.50")), None);
        assert_eq!(guard_cell(Cell::Decimal("-4,50")), Some("'-4,50".into()));
        assert_eq!(guard_cell(Cell::Word("open")), None);
    }

    #[test]
    fn every_code_point_comes_back() {
        for c in ('\0'..=char::MAX).chain(['\'']) {
            for text in [c.to_string(), format!("{c}x"), format!("'{c}"), format!("a{c}")] {
                assert_eq!(unguard(&guard(&text)), text);
            }
        }
    }

    #[test]
    fn what_a_cell_holds_is_counted_as_spreadsheets_do() {
        assert!(!is_too_long(&"a".repeat(MOST_CHARACTERS)));
        assert!(is_too_long(&"a".repeat(MOST_CHARACTERS + 1)));
        assert!(!is_too_long(&"世".repeat(MOST_CHARACTERS)));
        assert!(is_too_long(&"👍".repeat(MOST_CHARACTERS / 2 + 1)));
    }

    proptest! {
        #[test]
        fn no_two_texts_become_one(texts in prop::array::uniform2("['=a-]{0,4}|.{0,6}")) {
            let guarded = texts.each_ref().map(|text| guard(text));
            prop_assert_eq!(unguard(&guarded[0]), texts[0].as_str());
            prop_assert_eq!(guarded[0] == guarded[1], texts[0] == texts[1]);
        }

        #[test]
        fn no_guarded_text_begins_as_a_formula(text in any::<String>()) {
            let guarded = guard(&text);
            let first = guarded.chars().next();
            prop_assert!(first.is_none_or(|first| first == MARK || !needs_guard(first)));
        }
    }
}
