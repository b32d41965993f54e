//! Bytes as text of 64 signs (RFC 4648, with padding): how JSON carries files.

const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Appends bytes as text.
pub fn push(bytes: &[u8], out: &mut Vec<u8>) {
    for chunk in bytes.chunks(3) {
        let mut three = [0; 3];
        three[..chunk.len()].copy_from_slice(chunk);
        let [a, b, c] = three.map(usize::from);
        let signs = [a >> 2, (a & 3) << 4 | b >> 4, (b & 15) << 2 | c >> 6, c & 63];
        for (place, sign) in signs.into_iter().enumerate() {
            out.push(if place <= chunk.len() { SIGNS[sign] } else { b'=' });
        }
    }
}

/// Reads what [`push`] writes; `None` for anything else.
pub fn read(text: &str) -> Option<Vec<u8>> {
    let text = text.as_bytes();
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let value = |sign: u8| {
        Some(match sign {
            b'A'..=b'Z' => sign - b'A',
            b'a'..=b'z' => sign - b'a' + 26,
            b'0'..=b'9' => sign - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        })
    };
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let count = text.len() / 4;
    for (place, chunk) in text.chunks(4).enumerate() {
        let padding = chunk.iter().rev().take_while(|sign| **sign == b'=').count();
        if padding > 2 || padding > 0 && place + 1 < count {
            return None;
        }
        let mut all = 0_u32;
        for sign in &chunk[..4 - padding] {
            all = all << 6 | u32::from(value(*sign)?);
        }
        all <<= 6 * padding;
        let [_, a, b, c] = all.to_be_bytes();
        let kept = 3 - padding;
        // What stands behind the last byte must be nothing, so that each file has one text.
        if [a, b, c][kept..].iter().any(|byte| *byte != 0) {
            return None;
        }
        out.extend_from_slice(&[a, b, c][..kept]);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        let mut out = Vec::new();
        push(bytes, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn as_the_standard_has_it() {
        for (bytes, expected) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(text(bytes.as_bytes()), expected);
        }
        for bad in ["Z", "Zg", "Zg=", "Zh==", "Zg==Zg==", "Zm9*", "====", "Zm 9", "Zm8=\n"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..100)) {
            proptest::prop_assert_eq!(read(&text(&bytes)), Some(bytes));
        }
    }
}
