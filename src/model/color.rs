//! Colours of tags and notes: a word, or the six digits that the web has for one.

/// The words there are.
pub const NAMES: [&str; 9] = ["red", "orange", "yellow", "green", "teal", "blue", "purple", "pink", "gray"];

/// Reads a colour in any case: one of [`NAMES`], or `#rrggbb`.
///
/// # Errors
/// What it may be, for other texts.
pub fn parse(text: &str) -> Result<String, String> {
    let color = text.to_ascii_lowercase();
    let digits = color
        .strip_prefix('#')
        .is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
    if digits || NAMES.contains(&color.as_str()) {
        return Ok(color);
    }
    Err(format!("not a colour: {} or #rrggbb", NAMES.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_color_is_a_word_or_six_digits() {
        assert_eq!(parse("Yellow").as_deref(), Ok("yellow"));
        assert_eq!(parse("#FFcc00").as_deref(), Ok("#ffcc00"));
        for bad in ["", "#", "#fc0", "#ggcc00", "mauve", "#ffcc00 ", "\u{1b}[31m"] {
            assert!(parse(bad).is_err(), "{bad:?}");
        }
    }
}
