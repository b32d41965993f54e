//! Where in a text the words are that were searched for, and what stands around them.

use super::fold::fold;
use std::ops::Range;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

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

/// The sentence around the first place where `text` holds `piece` (folded, not empty), cut to about `width` display
/// cells. `None` exactly where `fold(text)` does not contain `piece`.
pub fn excerpt(text: &str, piece: &str, width: usize) -> Option<Excerpt> {
    let _ = (text, piece, width);
    todo!()
}

/// The bytes of `text` that hold the first `piece` (folded). Empty at 0 where the place cannot be told.
pub fn find(text: &str, piece: &str) -> Option<Range<usize>> {
    let _ = (text, piece);
    todo!()
}
