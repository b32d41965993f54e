//! JSON texts, written so that they are safe on a terminal and lose nothing.
//!
//! A JSON reader gets exactly the text that went in; somebody who looks at the raw line sees `\u202e` where the text
//! holds a character that would reorder, hide or command.

use super::hidden::is_hidden;

const HEX: &[u8; 16] = b"0123456789abcdef";

/// What the first byte of a character tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// Copied as it is.
    Plain,
    /// A single byte that JSON or we escape.
    Escape,
    /// Some characters that begin with this byte are hidden.
    Suspect,
}

static LEADS: [Lead; 256] = leads();

const fn leads() -> [Lead; 256] {
    let mut table = [Lead::Plain; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = Lead::Escape;
        byte += 1;
    }
    table[b'"' as usize] = Lead::Escape;
    table[b'\\' as usize] = Lead::Escape;
    table[0x7f] = Lead::Escape;
    // The first UTF-8 bytes of all that `is_hidden` names beyond ASCII; a test compares them over every character.
    table[0xc2] = Lead::Suspect;
    table[0xcd] = Lead::Suspect;
    table[0xd8] = Lead::Suspect;
    table[0xe1] = Lead::Suspect;
    table[0xe2] = Lead::Suspect;
    table[0xef] = Lead::Suspect;
    table[0xf3] = Lead::Suspect;
    table
}

/// Appends `text` as a JSON string with its quotes. Spans without anything to escape are copied whole.
pub fn push_string(text: &str, out: &mut Vec<u8>) {
    out.reserve(text.len() + 2);
    out.push(b'"');
    let mut rest = text;
    while let Some((plain, c, after)) = next_escape(rest) {
        out.extend_from_slice(plain.as_bytes());
        push_escape(c, out);
        rest = after;
    }
    out.extend_from_slice(rest.as_bytes());
    out.push(b'"');
}

/// The text before the first character to escape, that character, and the text behind it.
fn next_escape(text: &str) -> Option<(&str, char, &str)> {
    let mut from = 0;
    loop {
        let bytes = text.as_bytes().get(from..)?;
        let found = bytes.iter().position(|byte| LEADS[usize::from(*byte)] != Lead::Plain)?;
        let at = from + found;
        let (plain, rest) = text.split_at_checked(at)?;
        let c = rest.chars().next()?;
        let behind = c.len_utf8();
        if c.is_ascii() || is_hidden(c) {
            return Some((plain, c, rest.get(behind..)?));
        }
        from = at + behind;
    }
}

fn push_escape(c: char, out: &mut Vec<u8>) {
    let short = match c {
        '"' => b'"',
        '\\' => b'\\',
        '\n' => b'n',
        '\r' => b'r',
        '\t' => b't',
        _ => {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let [high, low] = unit.to_be_bytes();
                out.extend_from_slice(b"\\u");
                for nibble in [high >> 4, high & 15, low >> 4, low & 15] {
                    out.push(HEX[usize::from(nibble)]);
                }
            }
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> String {
        let mut out = Vec::new();
        push_string(text, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn escapes_what_hides_and_nothing_else() {
        for (text, expected) in [
            ("", r#""""#),
            ("plain สวัสดี 世界 👍🏽", r#""plain สวัสดี 世界 👍🏽""#),
            ("\"\\\n\r\t\0\x1b\x7f", r#""\"\\\n\r\t\u0000\u001b\u007f""#),
            ("a\u{9b}b\u{ad}é©", r#""a\u009bb\u00adé©""#),
            ("\u{202e}\u{200b}\u{feff}\u{2028}“…”", r#""\u202e\u200b\ufeff\u2028“…”""#),
            ("\u{e0041}x", r#""\udb40\udc41x""#),
        ] {
            assert_eq!(json(text), expected, "{text:?}");
        }
    }

    #[test]
    fn every_character_comes_back_and_no_hidden_one_is_written() {
        for c in '\0'..=char::MAX {
            let text = format!("a{c}b");
            let written = json(&text);
            assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
            assert!(!written.chars().any(is_hidden), "{c:?}");
            assert_eq!(written.len() > text.len() + 2, is_hidden(c) || matches!(c, '"' | '\\'), "{c:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_comes_back(text in proptest::collection::vec(proptest::char::any(), 0..40)) {
            let text: String = text.into_iter().collect();
            proptest::prop_assert_eq!(serde_json::from_str::<String>(&json(&text)).unwrap(), text);
        }
    }
}
