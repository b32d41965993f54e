//! HTML that only we can write. Texts from outside go in by functions that escape them; markup goes in only if it stands
//! in this program, word for word.

use jiff::tz::TimeZone;

use crate::model::hidden::is_hidden;
use crate::model::json::push_number;
use crate::model::time::Time;

/// A page in the making.
#[derive(Debug, Default)]
pub struct Markup {
    bytes: Vec<u8>,
}

/// Which characters become visible, where they would not be seen or reorder what is around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marked {
    /// Those that reorder the text against its letters: embeddings and overrides.
    Reordering,
    /// All that hide, line breaks and tabs too: for names, where nothing of the kind is expected. Joiners stay where
    /// scripts and emoji need them: behind anything but ASCII.
    Hidden,
}

/// The longest link that can be followed.
const LONGEST_LINK: usize = 2048;

impl Markup {
    /// The page as it stands.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What was made elsewhere.
    pub fn join(&mut self, other: &Self) {
        self.bytes.extend_from_slice(&other.bytes);
    }

    /// Our own markup.
    pub fn raw(&mut self, markup: &'static str) {
        self.bytes.extend_from_slice(markup.as_bytes());
    }

    /// The words of a message: line breaks stay, and so does every character that HTML can hold. What would reorder the
    /// line is kept too, in a cage, with a mark.
    pub fn text(&mut self, theirs: &str) {
        self.escaped(theirs, Marked::Reordering);
    }

    /// A name or another short text, apart from what is around it, whichever way it is read.
    pub fn name(&mut self, theirs: &str) {
        self.raw("<bdi>");
        self.escaped(theirs, Marked::Hidden);
        self.raw("</bdi>");
    }

    /// Names between commas.
    pub fn names(&mut self, theirs: &[String]) {
        for (place, name) in theirs.iter().enumerate() {
            if place > 0 {
                self.raw(", ");
            }
            self.name(name);
        }
    }

    /// A short text where there can be no markup around it: in a title.
    pub fn title(&mut self, theirs: &str) {
        for c in theirs.chars() {
            if is_hidden(c) { self.raw("\u{fffd}") } else { self.character(c) }
        }
    }

    /// A whole number.
    pub fn number(&mut self, number: i64) {
        push_number(number, &mut self.bytes);
    }

    /// A time in this zone, with the instant for programs; one that is not known says so.
    pub fn time(&mut self, time: Option<Time>, zone: &TimeZone) {
        match time {
            Some(time) => {
                let local = time.local(zone);
                self.instant(time, &local);
            }
            None => self.raw("<span class=\"none\">unknown</span>"),
        }
    }

    /// The hour and minute of a time in this zone, with the instant for programs.
    pub fn minute(&mut self, time: Time, zone: &TimeZone) {
        let local = time.local(zone);
        self.instant(time, local.get(11..).unwrap_or_default());
    }

    fn instant(&mut self, time: Time, shown: &str) {
        self.raw("<time datetime=\"");
        time.push_rfc3339(&mut self.bytes);
        self.raw("\">");
        self.bytes.extend_from_slice(shown.as_bytes());
        self.raw("</time>");
    }

    /// Where a file lies: a link that can be followed if it is one of the web or of mail and plain to read; else a text.
    pub fn link(&mut self, theirs: &str) {
        if !is_followed(theirs) {
            return self.name(theirs);
        }
        self.raw("<a rel=\"noreferrer noopener\" href=\"");
        self.escaped(theirs, Marked::Hidden);
        self.raw("\">");
        self.name(theirs);
        self.raw("</a>");
    }

    /// ` lang="…"` where the text is a language tag; fonts and hyphens go by it.
    pub fn language(&mut self, theirs: Option<&str>) {
        let Some(tag) = theirs.filter(|tag| is_language(tag)) else { return };
        self.raw(" lang=\"");
        self.bytes.extend_from_slice(tag.as_bytes());
        self.raw("\"");
    }

    fn escaped(&mut self, theirs: &str, marked: Marked) {
        let mut before = None;
        for c in theirs.chars() {
            match c {
                ' '..='~' => self.character(c),
                '\t' | '\n' | '\r' if marked == Marked::Reordering => self.character(c),
                '\t' | '\n' | '\r' => self.caged(c),
                '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => self.stand_in(c),
                _ if marked.covers(c, before) => self.caged(c),
                _ => self.character(c),
            }
            before = Some(c);
        }
    }

    /// One character of a text. A carriage return has to be spelled, else it is read as a line feed.
    fn character(&mut self, c: char) {
        match c {
            '&' => self.raw("&amp;"),
            '<' => self.raw("&lt;"),
            '>' => self.raw("&gt;"),
            '"' => self.raw("&quot;"),
            '\'' => self.raw("&#39;"),
            '\r' => self.raw("&#13;"),
            _ => self.bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }

    /// A character that stays as it is, shown by its number, and without power over its neighbours.
    fn caged(&mut self, c: char) {
        self.raw("<span class=\"mark\" data-is=\"");
        self.bytes.extend_from_slice(format!("U+{:04X}", u32::from(c)).as_bytes());
        self.raw("\">");
        self.character(c);
        self.raw("</span>");
    }

    /// What stands for a control character, which HTML cannot hold: its picture, or its number where it has none.
    fn stand_in(&mut self, c: char) {
        self.raw("<span class=\"mark\">");
        match u32::from(c) {
            low @ 0..=0x1f => self.character(char::from_u32(0x2400 + low).unwrap_or('\u{fffd}')),
            0x7f => self.character('\u{2421}'),
            high => self.bytes.extend_from_slice(format!("U+{high:04X}").as_bytes()),
        }
        self.raw("</span>");
    }
}

impl Marked {
    fn covers(self, c: char, before: Option<char>) -> bool {
        match self {
            Self::Reordering => matches!(c, '\u{202a}'..='\u{202e}'),
            Self::Hidden => {
                let joins = matches!(c, '\u{200c}' | '\u{200d}') && before.is_some_and(|before| !before.is_ascii());
                is_hidden(c) && !joins
            }
        }
    }
}

/// Whether a link is followed: web or mail, spelled in characters of addresses, without a user's name in front of the
/// host, which could pass for one.
fn is_followed(link: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"\"'<>\\^`{|}".contains(&byte);
    if link.len() > LONGEST_LINK || !link.bytes().all(plain) {
        return false;
    }
    let Some((scheme, rest)) = link.split_once(':') else { return false };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest.strip_prefix("//").is_some_and(|rest| {
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
            !host.is_empty() && !host.contains('@')
        }),
        "mailto" => !rest.is_empty(),
        _ => false,
    }
}

/// Whether a text has the shape of a language tag: `en`, `zh-Hant-TW`.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(write: impl FnOnce(&mut Markup)) -> String {
        let mut markup = Markup::default();
        write(&mut markup);
        String::from_utf8(markup.bytes().to_vec()).unwrap()
    }

    #[test]
    fn texts_are_never_markup() {
        for (text, html) in [
            ("a < b & c > d \"e\" 'f'", "a &lt; b &amp; c &gt; d &quot;e&quot; &#39;f&#39;"),
            ("&lt;script&gt;", "&amp;lt;script&amp;gt;"),
            ("one\r\n\ttwo", "one&#13;\n\ttwo"),
            (
                "\0\u{1b}[2J\u{7f}\u{9b}",
                "<span class=\"mark\">␀</span><span class=\"mark\">␛</span>[2J\
              <span class=\"mark\">␡</span><span class=\"mark\">U+009B</span>",
            ),
            ("\u{202e}gpj", "<span class=\"mark\" data-is=\"U+202E\">\u{202e}</span>gpj"),
            ("می\u{200c}خواهم \u{200f}", "می\u{200c}خواهم \u{200f}"),
        ] {
            assert_eq!(of(|markup| markup.text(text)), html, "{text:?}");
        }
    }

    #[test]
    fn names_show_what_they_hide() {
        for (text, html) in [
            ("Ann", "<bdi>Ann</bdi>"),
            ("pay\u{200b}pal", "<bdi>pay<span class=\"mark\" data-is=\"U+200B\">\u{200b}</span>pal</bdi>"),
            ("a\nb", "<bdi>a<span class=\"mark\" data-is=\"U+000A\">\n</span>b</bdi>"),
            ("👩\u{200d}💻", "<bdi>👩\u{200d}💻</bdi>"),
            ("a\u{200d}b", "<bdi>a<span class=\"mark\" data-is=\"U+200D\">\u{200d}</span>b</bdi>"),
        ] {
            assert_eq!(of(|markup| markup.name(text)), html, "{text:?}");
        }
        assert_eq!(of(|markup| markup.title("</title>\u{202e}")), "&lt;/title&gt;\u{fffd}");
    }

    #[test]
    fn only_plain_links_of_the_web_and_of_mail_are_followed() {
        for link in [
            "https://example.com/a?b=1&c=%22#d",
            "HTTP://example.com",
            "mailto:help@example.com",
            "http://[::1]:8080/x",
            "https://xn--80ak6aa92e.com/",
        ] {
            assert!(is_followed(link), "{link}");
        }
        let long = format!("https://example.com/{}", "a".repeat(100_000));
        for link in [
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            " https://example.com",
            "data:text/html,<script>alert(1)</script>",
            "vbscript:x",
            "file:///etc/passwd",
            "//example.com",
            "https:example.com",
            "https://",
            "https:///example.com",
            "https://bank.example@evil.example/",
            "https://example.com\\@evil.example",
            "https://example.com/\"onclick=\"alert(1)",
            "https://example.com/a b",
            "https://ехаmple.com/",
            "ftp://example.com",
            "mailto:",
            "",
            &long,
        ] {
            assert!(!is_followed(link), "{link}");
        }
        assert_eq!(
            of(|markup| markup.link("https://a.example/?a&b")),
            "<a rel=\"noreferrer noopener\" href=\"https://a.example/?a&amp;b\"><bdi>https://a.example/?a&amp;b</bdi></a>"
        );
    }

    #[test]
    fn languages_have_the_shape_of_tags() {
        for (tag, is) in
            [("en", true), ("zh-Hant-TW", true), ("ast", true), ("", false), ("e", false), ("en\" x=\"", false)]
        {
            assert_eq!(is_language(tag), is, "{tag}");
        }
    }
}
