//! Text from strangers, made safe for people: what would drive the terminal or deceive the reader becomes visible.
//!
//! [`Safe`] can only be made here, and what prints for people takes nothing else.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::model::hidden::is_unseen;

/// Text that is fit for a terminal: no control, no direction mark, no character without a shape.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Safe<'a>(Cow<'a, str>);

/// Marks that one letter may carry; scripts in use need fewer.
const MOST_MARKS: usize = 8;

impl<'a> Safe<'a> {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Display cells it takes.
    pub fn width(&self) -> usize {
        if self.0.is_ascii() { self.0.len() } else { self.0.width() }
    }

    /// The same, on its own feet.
    pub fn into_owned(self) -> Safe<'static> {
        Safe(Cow::Owned(self.0.into_owned()))
    }

    /// A piece of this text, which is as safe.
    pub(super) fn part(&self, part: &str) -> Safe<'static> {
        let (whole, piece) = (self.0.as_bytes().as_ptr_range(), part.as_bytes().as_ptr_range());
        debug_assert!(whole.start <= piece.start && piece.end <= whole.end, "not a piece of this text");
        Safe(Cow::Owned(part.to_owned()))
    }

    /// Nothing but spaces.
    pub fn spaces(count: usize) -> Safe<'static> {
        Safe(Cow::Owned(" ".repeat(count)))
    }

    /// Its beginning, cut to at most `cells` display cells; a cut shows as `…`.
    #[must_use]
    pub fn cut(self, cells: usize) -> Self {
        if self.width() <= cells {
            return self;
        }
        let kept = fitting(&self.0, cells.saturating_sub(1));
        let dots = if cells == 0 { "" } else { "…" };
        Safe(Cow::Owned(format!("{}{dots}", self.0.get(..kept).unwrap_or_default())))
    }

    /// Its end, cut to at most `cells` display cells; a cut shows as `…`.
    #[must_use]
    pub fn cut_front(self, cells: usize) -> Self {
        if self.width() <= cells {
            return self;
        }
        let mut used = 1;
        let mut kept = self.0.len();
        for (at, c) in self.0.char_indices().rev() {
            let width = c.width().unwrap_or(0);
            used += most_cells(c);
            if used > cells {
                break;
            }
            // Never between a letter and its marks.
            if width > 0 {
                kept = at;
            }
        }
        let dots = if cells == 0 { "" } else { "…" };
        Safe(Cow::Owned(format!("{dots}{}", self.0.get(kept..).unwrap_or_default())))
    }
}

/// How many bytes from the beginning fit these display cells. A mark stays with its letter.
pub fn fitting(text: &str, cells: usize) -> usize {
    // One byte more is looked at, which may begin a mark; never all of a long text, of which each line asks again.
    if text.len() <= cells && text.is_ascii() || text.as_bytes().get(..=cells).is_some_and(<[u8]>::is_ascii) {
        return text.len().min(cells);
    }
    let mut end = 0;
    // Sequences of emoji are narrower than their parts, so the sum of parts is only a first, safe answer.
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += most_cells(c);
        if used > cells {
            return end;
        }
        end = at + c.len_utf8();
    }
    end
}

/// The most display cells that this character adds to those before it. An emoji's selector may widen its sign.
fn most_cells(c: char) -> usize {
    if c == '\u{fe0f}' { 1 } else { c.width().unwrap_or(0) }
}

/// One line: for names, ids, cells of tables, errors. Line breaks and tabs are visible too.
pub fn line(text: &str) -> Safe<'_> {
    Safe(washed(text, false))
}

/// A message on one line: line breaks are visible, and joiners stay where an emoji or a script needs them.
pub fn message(text: &str) -> Safe<'_> {
    Safe(washed(text, true))
}

/// The lines of a message: its own line breaks are kept, tabs are spaces, and joiners stay where an emoji or a script
/// needs them.
pub fn body(text: &str) -> Vec<Safe<'_>> {
    // A line break at the end would only add an empty line.
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    let lines = text.split(['\n', '\u{2028}', '\u{2029}']);
    lines.map(|line| Safe(washed(line.strip_suffix('\r').unwrap_or(line), true))).collect()
}

/// The one loop behind both forms. `joiners` says whether this is the text of a message.
fn washed(text: &str, message: bool) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len() + 16);
    let mut marks = Marks::default();
    let mut before = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        // A joiner that stays begins no new letter, so that marks cannot pile up behind a row of them.
        let joins = message && is_needed(before, c, rest.clone().next());
        if !joins && marks.drop(c, &mut clean) {
            continue;
        }
        if joins || !is_unseen(c) {
            clean.push(c);
        } else if message && c == '\t' {
            clean.push_str("    ");
        } else {
            push_visible(&mut clean, c);
        }
        before = Some(c);
    }
    marks.tell(&mut clean);
    if clean == text { Cow::Borrowed(text) } else { Cow::Owned(clean) }
}

/// Counts the marks on a letter, and drops those beyond what any script needs.
#[derive(Default)]
struct Marks {
    here: usize,
}

impl Marks {
    fn drop(&mut self, c: char, clean: &mut String) -> bool {
        let mark = !is_unseen(c) && c.width() == Some(0);
        if mark {
            self.here += 1;
            return self.here > MOST_MARKS;
        }
        self.tell(clean);
        self.here = 0;
        false
    }

    fn tell(&self, clean: &mut String) {
        if self.here > MOST_MARKS {
            clean.push_str(&format!("…(+{})", self.here - MOST_MARKS));
        }
    }
}

/// `\n`, `^[`, `<U+009B>`.
fn push_visible(clean: &mut String, c: char) {
    match c {
        '\n' => clean.push_str("\\n"),
        '\r' => clean.push_str("\\r"),
        '\t' => clean.push_str("\\t"),
        '\0'..='\u{1f}' => {
            clean.push('^');
            clean.push(char::from(b'@' + u8::try_from(u32::from(c)).unwrap_or(0)));
        }
        _ => clean.push_str(&format!("<U+{:04X}>", u32::from(c))),
    }
}

/// Whether a joiner or a selector changes how its neighbours look, so that leaving it out would change the text.
fn is_needed(before: Option<char>, c: char, after: Option<char>) -> bool {
    let Some(before) = before else { return false };
    match c {
        // An emoji's look: after a sign, or in a keycap.
        '\u{fe0f}' => is_sign(before) || matches!(before, '0'..='9' | '#' | '*') && after == Some('\u{20e3}'),
        // Families of emoji.
        '\u{200d}' if is_sign(before) || before == '\u{fe0f}' => after.is_some_and(is_sign),
        '\u{200c}' | '\u{200d}' => is_joining(before) && after.is_some_and(is_joining),
        _ => false,
    }
}

/// Emoji and the signs that can be shown as one.
const fn is_sign(c: char) -> bool {
    matches!(c, '\u{a9}' | '\u{ae}' | '\u{203c}'..='\u{2049}' | '\u{2122}'..='\u{2bff}' | '\u{3030}'..='\u{303d}'
        | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

/// Letters whose shape depends on their neighbours: Arabic and its kin, the scripts of India, Sri Lanka, Tibet,
/// Myanmar, Cambodia and Mongolia.
const fn is_joining(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{6ff}' | '\u{700}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}'
        | '\u{1780}'..='\u{17b3}' | '\u{17b6}'..='\u{17d3}' | '\u{1820}'..='\u{18af}'
        | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        line(text).as_str().to_owned()
    }

    fn thread(text: &str) -> String {
        body(text).iter().map(Safe::as_str).collect::<Vec<_>>().join("|")
    }

    /// The characters that no output for people may hold, said a second time and in other words.
    fn is_forbidden(c: char) -> bool {
        c.is_control()
            || matches!(u32::from(c), 0x61c | 0x200e | 0x200f | 0x202a..=0x202e | 0x2066..=0x2069)
            || matches!(u32::from(c), 0x2028 | 0x2029 | 0xad | 0xfeff | 0x180e | 0x200b | 0x2060..=0x2064)
            || matches!(u32::from(c), 0xfff9..=0xfffb | 0xe0000..=0xe0fff)
    }

    #[test]
    fn attacks_become_visible() {
        for (text, safe) in [
            ("plain", "plain"),
            ("\u{1b}[2J", "^[[2J"),
            ("\u{1b}]0;x\u{7}", "^[]0;x^G"),
            ("\u{9b}31m \u{9d} \u{90} \u{85}", "<U+009B>31m <U+009D> <U+0090> <U+0085>"),
            ("ok\rDELETED\u{8}\u{b}\u{c}", "ok\\rDELETED^H^K^L"),
            ("a\n4711  open", "a\\n4711  open"),
            ("a\tb\0\u{7f}", "a\\tb^@<U+007F>"),
            ("\u{202e}gpj.exe", "<U+202E>gpj.exe"),
            ("a\u{200b}b\u{feff}\u{ad}\u{e0041}\u{2028}", "a<U+200B>b<U+FEFF><U+00AD><U+E0041><U+2028>"),
            ("👩\u{200d}💻", "👩<U+200D>💻"),
            ("é世界 สวัสดี", "é世界 สวัสดี"),
        ] {
            assert_eq!(shown(text), safe, "{text:?}");
        }
    }

    #[test]
    fn messages_keep_their_lines_and_what_their_script_needs() {
        assert_eq!(thread("one\r\ntwo\nthree\u{2028}four\n"), "one|two|three|four");
        assert_eq!(thread("a\tb"), "a    b");
        assert_eq!(thread("ok\rDELETED"), "ok\\rDELETED");
        assert_eq!(
            thread("👩\u{200d}💻 ❤\u{fe0f}\u{200d}🔥 1\u{fe0f}\u{20e3}"),
            "👩\u{200d}💻 ❤\u{fe0f}\u{200d}🔥 1\u{fe0f}\u{20e3}"
        );
        assert_eq!(thread("می\u{200c}خواهم क्\u{200d}ष"), "می\u{200c}خواهم क्\u{200d}ष");
        assert_eq!(thread("pay\u{200d}pal \u{200c} a\u{fe0f}"), "pay<U+200D>pal <U+200C> a<U+FE0F>");
        assert_eq!(thread("\u{1b}[2J\u{202e}"), "^[[2J<U+202E>");
        assert_eq!(thread(""), "");
    }

    #[test]
    fn piles_of_marks_are_cut_with_their_count() {
        let pile = format!("a{}b", "\u{301}".repeat(10_000));
        assert_eq!(shown(&pile), format!("a{}…(+9992)b", "\u{301}".repeat(8)));
        assert_eq!(thread(&pile), shown(&pile));
        assert!(shown(&format!("a{}", "\u{301}".repeat(9))).ends_with("…(+1)"));
        let eight = format!("a{}", "\u{301}".repeat(8));
        assert_eq!(shown(&eight), eight);
        let joined = format!("م{}", "\u{64b}\u{200d}".repeat(50));
        assert!(thread(&joined).contains("…(+1)"), "{}", thread(&joined));
        // A line break, visible or not, begins a new letter.
        assert_eq!(body(&format!("{eight}\n{eight}")).len(), 2);
    }

    #[test]
    fn no_code_point_gets_through_in_either_form() {
        // A few hundred at a time, each alone and between letters and signs that may need it.
        let all: Vec<char> = ('\0'..=char::MAX).collect();
        for some in all.chunks(512) {
            let text: String = some.iter().map(|c| format!("{c} م{c}خ 👩{c}💻 ")).collect();
            let first = u32::from(some[0]);
            assert!(!shown(&text).chars().any(|c| is_unseen(c) || is_forbidden(c)), "from U+{first:04X}");
            assert!(!thread(&text).chars().any(is_forbidden), "from U+{first:04X}");
        }
    }

    #[test]
    fn a_cut_counts_cells() {
        assert_eq!(line("hello").cut(5).as_str(), "hello");
        assert_eq!(line("hello").cut(4).as_str(), "hel…");
        assert_eq!(line("世界地図").cut(5).as_str(), "世界…");
        assert_eq!(line("世界地図").cut(4).as_str(), "世…");
        assert_eq!(line("世界").cut(0).as_str(), "");
        assert_eq!(line("世界地図").cut_front(5).as_str(), "…地図");
        assert_eq!(line("te\u{301}").cut_front(1).as_str(), "…");
        assert_eq!(line("e\u{301}te\u{301}").cut(2).as_str(), "e\u{301}…");
        assert_eq!(message("❤\u{fe0f}❤\u{fe0f}").cut(3).as_str(), "❤\u{fe0f}…");
        assert_eq!(message("❤\u{fe0f}❤\u{fe0f}").cut(2).as_str(), "❤…");
        assert_eq!(message("a❤\u{fe0f}").cut_front(2).as_str(), "…");
    }

    proptest! {
        #[test]
        fn washing_twice_changes_nothing(text in any::<String>()) {
            let once = shown(&text);
            prop_assert_eq!(shown(&once), once);
        }

        #[test]
        fn a_cut_is_never_wider_than_asked(text in "(\\PC|[a1❤👩\u{fe0f}\u{200d}\u{20e3}]){0,20}", cells in 0_usize..30) {
            prop_assert!(line(&text).cut(cells).width() <= cells);
            prop_assert!(line(&text).cut_front(cells).width() <= cells);
            for part in body(&text) {
                prop_assert!(part.cut(cells).width() <= cells);
            }
        }
    }
}
