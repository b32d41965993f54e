//! Faults of a query with their place, and how they are shown: the text, and carets under the place.

use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::error::Error;
use crate::model::hidden::is_unseen;

/// Where a text came from, for error messages: the query itself, or the value of a flag.
#[derive(Clone, Copy, Debug)]
pub enum Source {
    /// The QUERY argument.
    Query,
    /// The value of this flag (`--since`).
    Flag(&'static str),
}

/// What is wrong with a text, and where.
#[derive(Debug)]
pub(super) struct Fault {
    /// Bytes of the text; `None` where the text as a whole is at fault.
    place: Option<Range<usize>>,
    message: String,
    hint: String,
}

impl Fault {
    /// A fault at these bytes. The message is a noun phrase that reads well before "in the query".
    pub(super) fn new(place: Range<usize>, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { place: Some(place), message: message.into(), hint: hint.into() }
    }

    /// A fault of the whole text, which is not shown.
    pub(super) fn whole(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { place: None, message: message.into(), hint: hint.into() }
    }

    /// The same fault at another place.
    pub(super) fn at(self, place: Range<usize>) -> Self {
        Self { place: Some(place), ..self }
    }

    /// The same fault with another next step.
    pub(super) fn hint(self, hint: &str) -> Self {
        Self { hint: hint.to_owned(), ..self }
    }

    /// The fault as the user sees it.
    pub(super) fn into_error(self, source: Source, text: &str) -> Error {
        let whence = match source {
            Source::Query => "the query",
            Source::Flag(flag) => flag,
        };
        let pointed = self.place.map(|place| pointed(text, &place)).unwrap_or_default();
        Error::usage(format!("{} in {whence}{pointed}", self.message)).hint(self.hint)
    }
}

/// Display cells of the text that are shown around a place.
const WINDOW: usize = 70;
/// Display cells of a text that a message quotes.
const QUOTED: usize = 40;

/// Two lines: the text around the place, and carets below it. They begin with four spaces, by which the output knows
/// an excerpt.
fn pointed(text: &str, place: &Range<usize>) -> String {
    let (before, rest) = split(text, place.start);
    let (at, after) = split(rest, place.end.saturating_sub(before.len()));
    let (before, at, after) = (washed(before), washed(at), washed(after));
    // The place gets most of the window, then what stands before it, then what follows.
    let at = head(&at, WINDOW / 2);
    let before = tail(&before, WINDOW.saturating_sub(at.width()).saturating_sub(after.width().min(WINDOW / 4)));
    let after = head(&after, WINDOW.saturating_sub(at.width() + before.width()));
    let indent = " ".repeat(before.width());
    let carets = "^".repeat(at.width().max(1));
    format!("\n    {}\n    {indent}{carets}", format!("{before}{at}{after}").trim_end())
}

/// The text cut in two at this byte, or at the next place where it can be.
fn split(text: &str, at: usize) -> (&str, &str) {
    text.split_at_checked(text.ceil_char_boundary(at)).unwrap_or((text, ""))
}

/// A text within a message: washed and not too long.
pub(super) fn shown(text: &str) -> String {
    // More characters than that are cut in any case; this keeps the work small.
    let start: String = text.chars().take(QUOTED + 1).collect();
    head(&washed(&start), QUOTED)
}

/// A text in the quotes of the language.
pub(super) fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The first cells of a text, with `…` where something is cut.
fn head(text: &str, cells: usize) -> String {
    if text.width() <= cells {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > cells {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}

/// The last cells of a text, with `…` where something is cut.
fn tail(text: &str, cells: usize) -> String {
    if text.width() <= cells {
        return text.to_owned();
    }
    let mut kept = text.len();
    let mut used = 1;
    for (at, c) in text.char_indices().rev() {
        used += c.width().unwrap_or(0);
        if used > cells {
            break;
        }
        kept = at;
    }
    format!("…{}", text.get(kept..).unwrap_or_default())
}

/// The text on one line, with everything that a terminal would act on or not show as an escape, so that the carets
/// stand where they should. White space is shown as a space.
fn washed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            out.push(' ');
        } else if is_unseen(c) {
            out.push_str(&format!("\\u{{{:x}}}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_at_the_place_by_display_cells() {
        assert_eq!(pointed("frm:maria", &(0..3)), "\n    frm:maria\n    ^^^");
        assert_eq!(pointed("世界 frm:x", &(7..10)), "\n    世界 frm:x\n         ^^^");
        assert_eq!(pointed("a\nb x:", &(4..6)), "\n    a b x:\n        ^^");
        assert_eq!(pointed("tag:", &(4..4)), "\n    tag:\n        ^");
        assert_eq!(pointed("\u{202e}é x", &(6..7)), "\n    \\u{202e}é x\n              ^");
    }

    #[test]
    fn a_long_text_is_cut_around_the_place() {
        let text = format!("{} frm:x {}", "a ".repeat(500), "b ".repeat(500));
        let shown = pointed(&text, &(1001..1004));
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines[1].starts_with("    …") && lines[1].ends_with('…'), "{shown}");
        assert!(lines[1].width() <= WINDOW + 4, "{shown}");
        let caret = lines[2].find('^').unwrap();
        let place: String = lines[1].chars().skip(caret).take(3).collect();
        assert_eq!(place, "frm");
    }

    proptest::proptest! {
        #[test]
        fn never_panics_and_stays_on_its_lines(text in ".{0,200}", start in 0_usize..900, length in 0_usize..900) {
            let shown = pointed(&text, &(start..start + length));
            proptest::prop_assert_eq!(shown.lines().count(), 3);
            proptest::prop_assert!(!shown.replace('\n', "").chars().any(char::is_control));
        }
    }
}
