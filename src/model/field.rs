//! Custom fields: their types and values.

/// Type of a custom field, fixed once an admin made it. The numbers are what the repository stores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldType {
    /// Any text.
    Text = 1,
    /// A decimal number.
    Number = 2,
    /// `true` or `false`.
    Toggle = 3,
}

impl FieldType {
    /// Every type.
    pub const ALL: [Self; 3] = [Self::Text, Self::Number, Self::Toggle];

    /// The stored number.
    pub const fn number(self) -> i64 {
        self as i64
    }

    /// The type with this stored number.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }

    /// The type that holds both: the same, or text, which holds everything.
    #[must_use]
    pub fn widened(self, other: Self) -> Self {
        if self == other { self } else { Self::Text }
    }
}

/// Value of a custom field. Numbers keep the digits they were given (`4.50` stays `4.50`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// Any text.
    Text(String),
    /// A JSON number literal, finite as a 64-bit float.
    Number(String),
    /// Yes or no.
    Toggle(bool),
}

impl FieldValue {
    /// The type this value has by itself.
    pub const fn kind(&self) -> FieldType {
        match self {
            Self::Text(_) => FieldType::Text,
            Self::Number(_) => FieldType::Number,
            Self::Toggle(_) => FieldType::Toggle,
        }
    }

    /// The value as text, which is how the repository stores it whatever its type.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Number(text) => text,
            Self::Toggle(true) => "true",
            Self::Toggle(false) => "false",
        }
    }

    /// The text itself, for its memory; empty for a toggle.
    pub fn into_text(self) -> String {
        match self {
            Self::Text(text) | Self::Number(text) => text,
            Self::Toggle(_) => String::new(),
        }
    }

    /// A stored text read as a value of this type; text where it is not one.
    pub fn of(kind: FieldType, text: String) -> Self {
        match kind {
            FieldType::Number => Self::Number(text),
            FieldType::Toggle if text == "true" => Self::Toggle(true),
            FieldType::Toggle if text == "false" => Self::Toggle(false),
            FieldType::Text | FieldType::Toggle => Self::Text(text),
        }
    }
}

/// The finite number that a text spells in decimal digits, with a fraction or an exponent; `None` for all else.
pub fn decimal(text: &str) -> Option<f64> {
    let sound = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E'));
    sound.then(|| text.parse::<f64>().ok()).flatten().filter(|number| number.is_finite())
}

/// Whether `ours` has each of `theirs` with the same text, in any order. Names are unique within each.
pub fn covers(ours: &[(String, FieldValue)], theirs: &[(String, FieldValue)]) -> bool {
    // Nearly always in the same order: looking on from the last find is one comparison a field.
    let mut rest = ours.iter().cycle();
    theirs.iter().all(|(name, value)| {
        let found = rest.by_ref().take(ours.len()).find(|(our_name, _)| our_name == name);
        found.is_some_and(|(_, our_value)| our_value.text() == value.text())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_spelled_in_digits_and_is_finite() {
        for (text, number) in [("4.50", 4.5), ("-3", -3.0), ("+7", 7.0), (".5", 0.5), ("1e3", 1000.0), ("0", 0.0)] {
            assert_eq!(decimal(text), Some(number), "{text}");
        }
        for text in ["", "-", ".", "e", "1e", "1e999", "inf", "NaN", "0x10", "1,5", " 1", "1 ", "١", "4 711"] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }
}
