//! Texts that a source keeps as HTML.

/// Named characters that texts of chats have.
const NAMED: [(&str, &str); 8] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("hellip", "…"),
    ("#39", "'"),
];
/// Elements that begin on a line of their own.
const BLOCKS: [&str; 12] = ["p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "blockquote", "pre"];

/// The words of a piece of HTML, its blocks on lines of their own. What is no HTML comes back as it is.
pub fn text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        rest = match tag(from) {
            Some((name, behind)) => {
                let closes = name.starts_with('/');
                let name = name.trim_start_matches('/');
                let is_block = BLOCKS.iter().any(|block| block.eq_ignore_ascii_case(name));
                if name.eq_ignore_ascii_case("br") {
                    out.push('\n');
                } else if is_block {
                    // What stands between two blocks is no text.
                    let kept = out.trim_end_matches([' ', '\n', '\r', '\t']).len();
                    out.truncate(if closes { out.len() } else { kept });
                    if !out.is_empty() && !out.ends_with('\n') {
                        out.push('\n');
                    }
                }
                behind
            }
            None => character(from, &mut out),
        };
    }
    out.push_str(rest);
    let trimmed = out.trim_end_matches('\n').len();
    out.truncate(trimmed);
    out
}

/// The name of the tag that this begins with, with a slash in front where it closes, and what comes behind it.
fn tag(from: &str) -> Option<(&str, &str)> {
    let inside = from.strip_prefix('<')?;
    let (inside, behind) = inside.split_once('>')?;
    let slash = usize::from(inside.starts_with('/'));
    let length = inside.get(slash..)?.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let named = length > 0 && inside.as_bytes().get(slash).is_some_and(u8::is_ascii_alphabetic);
    let ends = matches!(inside.as_bytes().get(slash + length), None | Some(b' ' | b'/' | b'\n' | b'\t'));
    (named && ends && !inside.contains('<')).then(|| inside.get(..slash + length).map(|name| (name, behind)))?
}

/// Appends the character that this begins with, and gives what comes behind it.
fn character<'a>(from: &'a str, out: &mut String) -> &'a str {
    if let Some((name, behind)) = from.strip_prefix('&').and_then(|name| name.split_once(';')) {
        if let Some((_, text)) = NAMED.iter().find(|(known, _)| *known == name) {
            out.push_str(text);
            return behind;
        }
        let number = name.strip_prefix('#').and_then(|digits| match digits.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok(),
            None => digits.parse().ok(),
        });
        if let Some(found) = number.and_then(char::from_u32) {
            out.push(found);
            return behind;
        }
    }
    let mut rest = from.chars();
    out.extend(rest.next());
    rest.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_stand_on_lines_and_characters_are_themselves() {
        for (html, expected) in [
            ("<p>Okay!</p>", "Okay!"),
            ("<p class=\"x\">one</p>\n<p>two<br>three</p>", "one\ntwo\nthree"),
            ("a<b>old</b> &amp; &lt;new&gt; &#233;&#x20AC;", "aold & <new> é€"),
            ("plain", "plain"),
            ("1 < 2 & 3 > 2 &unknown; &#xd800;", "1 < 2 & 3 > 2 &unknown; &#xd800;"),
            ("<ul><li>x</li><li>y</li></ul>", "x\ny"),
            ("<3 <>", "<3 <>"),
            ("<", "<"),
            ("&", "&"),
            ("", ""),
        ] {
            assert_eq!(text(html), expected, "{html}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_it(html in proptest::prelude::any::<String>()) {
            let out = text(&html);
            proptest::prop_assert!(html.contains(['<', '&', '\n']) || out == html);
        }
    }
}
