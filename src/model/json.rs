//! JSON texts, written so that they are safe on a terminal and lose nothing.
//!
//! A JSON reader gets exactly the text that went in; somebody who looks at the raw line sees `\u202e` where the text
//! holds a character that would reorder, hide or command.

use super::hidden::is_hidden;

const HEX: &[u8; 16] = b"0123456789abcdef";

/// Whether a byte has to be looked at: one that JSON or we escape, or the first of a character beyond ASCII that may be
/// hidden. A test compares these with [`is_hidden`] over every character. All comparisons are made, whatever the first
/// ones tell: that is what lets the compiler do many bytes at once.
const fn is_suspect(byte: u8) -> bool {
    (byte < 0x20)
        | (byte == b'"')
        | (byte == b'\\')
        | (byte == 0x7f)
        | (byte == 0xc2)
        | (byte == 0xcd)
        | (byte == 0xd8)
        | (byte == 0xe1)
        | (byte == 0xe2)
        | (byte == 0xef)
        | (byte == 0xf3)
}

/// The place of the first such byte. `is_such` should only compare and combine, and not be true of a digit: whole blocks
/// are looked at at once, the last one filled up with digits.
pub fn first(bytes: &[u8], is_such: impl Fn(u8) -> bool) -> Option<usize> {
    const BLOCK: usize = 16;
    let is_clear = |block: &[u8; BLOCK]| !block.iter().fold(false, |any, byte| any | is_such(*byte));
    let (blocks, rest) = bytes.as_chunks();
    let clear = blocks.iter().take_while(|block| is_clear(block)).count();
    if clear == blocks.len() {
        let mut last = [b'0'; BLOCK];
        last[..rest.len()].copy_from_slice(rest);
        if is_clear(&last) {
            return None;
        }
    }
    let from = clear * BLOCK;
    Some(from + bytes.get(from..)?.iter().position(|byte| is_such(*byte))?)
}

/// A JSON array of texts.
pub fn array(texts: &[String]) -> String {
    let mut out = vec![b'['];
    for text in texts {
        if out.len() > 1 {
            out.push(b',');
        }
        push_string(text, &mut out);
    }
    out.push(b']');
    String::from_utf8(out).unwrap_or_default()
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
        let at = from + first(bytes, is_suspect)?;
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

/// Appends a whole number in decimal digits.
pub fn push_number(number: i64, out: &mut Vec<u8>) {
    let mut digits = [0; 20];
    let mut from = digits.len();
    let mut rest = number.unsigned_abs();
    loop {
        from -= 1;
        // A decimal digit fits a byte.
        digits[from] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if number < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(&digits[from..]);
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

    #[test]
    fn numbers_are_written_as_they_are() {
        for number in [0, 7, -7, 10, 99, 100, 1_234_567_890, i64::MAX, i64::MIN] {
            let mut out = Vec::new();
            push_number(number, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), number.to_string());
        }
    }

    #[test]
    fn the_first_is_found_wherever_it_is() {
        for length in 0..70 {
            assert_eq!(first(&vec![b'a'; length], |byte| byte == b'b'), None);
            for at in 0..length {
                let mut bytes = vec![b'a'; length];
                bytes[at..].fill(b'b');
                assert_eq!(first(&bytes, |byte| byte == b'b'), Some(at));
            }
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
