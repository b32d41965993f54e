//! Language tags, as far as canned replies need them: `en`, `pt-BR`, `zh-Hant-TW`.

/// The longest tag, in bytes.
const LONGEST: usize = 35;

/// A tag in its usual spelling: the language small, a script with a capital, a region in capitals.
///
/// # Errors
/// For what is no language tag.
pub fn canonical(text: &str) -> Result<String, String> {
    let wrong = || format!("'{text}' is no language tag such as en, pt-BR or zh-Hant");
    if text.len() > LONGEST {
        return Err(wrong());
    }
    let mut parts = Vec::new();
    for (place, part) in text.split(['-', '_']).enumerate() {
        let sound = (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let is_language = place > 0 || (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic());
        if !sound || !is_language {
            return Err(wrong());
        }
        let small = part.to_ascii_lowercase();
        parts.push(match (place, part.len()) {
            (0, _) => small,
            (_, 2) => part.to_ascii_uppercase(),
            (_, 4) if part.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                small[..1].to_ascii_uppercase() + &small[1..]
            }
            _ => small,
        });
    }
    Ok(parts.join("-"))
}

/// The language without region and script: `pt` of `pt-BR`.
pub fn base(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_have_one_spelling() {
        for (text, expected) in [
            ("EN", "en"),
            ("pt_br", "pt-BR"),
            ("ZH-hant-tw", "zh-Hant-TW"),
            ("es-419", "es-419"),
            ("sl-rozaj", "sl-rozaj"),
        ] {
            assert_eq!(canonical(text).as_deref(), Ok(expected));
            assert_eq!(canonical(expected).as_deref(), Ok(expected));
        }
        for bad in ["", "e", "en-", "-en", "e n", "en--us", "12", "é", "deutschland", &"en-".repeat(20)] {
            assert!(canonical(bad).is_err(), "{bad}");
        }
        assert_eq!((base("pt-BR"), base("en")), ("pt", "en"));
    }
}
