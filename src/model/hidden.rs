//! Characters that are not what they look like: one list, for all that writes or shows texts.

/// Whether this character hides, reorders or commands where it is shown as it is: controls (C0, DEL, C1), direction
/// marks, zero-width and other invisible characters, line and paragraph separators, tags.
pub const fn is_hidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether people would not see this character, or take it for something else: all that is hidden, and what only has no
/// shape of its own (fillers, variation selectors, unassigned specials, controls of shorthand and of music).
pub const fn is_unseen(c: char) -> bool {
    is_hidden(c)
        || matches!(c,
            '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_acts_on_or_does_not_show_is_hidden() {
        for c in ['\0', '\n', '\u{1b}', '\u{7f}', '\u{9b}', '\u{ad}', '\u{200b}', '\u{202e}', '\u{2066}', '\u{e0041}'] {
            assert!(is_hidden(c) && is_unseen(c), "{c:?}");
        }
        // In a file the look of an emoji stays; people are not to be deceived by it.
        for c in ['\u{fe0f}', '\u{3164}', '\u{115f}', '\u{fff0}', '\u{1d173}'] {
            assert!(!is_hidden(c) && is_unseen(c), "{c:?}");
        }
        for c in [' ', 'a', 'é', '\u{301}', 'ก', '世', '👍', '\u{fffd}'] {
            assert!(!is_hidden(c) && !is_unseen(c), "{c:?}");
        }
        assert!((char::MIN..=char::MAX).all(|c| is_unseen(c) || !c.is_control()));
    }
}
