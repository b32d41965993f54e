//! Custom fields: their types and values.

use std::cmp::Ordering;

use jiff::civil::{self, Date};

use super::fold::fold;
use super::record::{Cell, Column, Kind};

/// Type of a custom field, fixed once an admin made it. The numbers are what the repository stores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldType {
    /// Any text.
    Text = 1,
    /// A decimal number.
    Number = 2,
    /// `true` or `false`.
    Toggle = 3,
    /// One of the choices that an admin listed.
    Dropdown = 4,
    /// A day: `2026-01-31`.
    Date = 5,
}

impl FieldType {
    /// Every type.
    pub const ALL: [Self; 5] = [Self::Text, Self::Number, Self::Toggle, Self::Dropdown, Self::Date];

    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Toggle => "toggle",
            Self::Dropdown => "dropdown",
            Self::Date => "date",
        }
    }

    /// The stored number.
    pub const fn number(self) -> i64 {
        self as i64
    }

    /// The type with this stored number.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }

    /// What values of it are in a column.
    pub const fn of_cells(self) -> Kind {
        match self {
            Self::Text | Self::Dropdown => Kind::Text,
            Self::Number => Kind::Decimal,
            Self::Toggle => Kind::Toggle,
            Self::Date => Kind::Date,
        }
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
            FieldType::Number if is_number(&text) => Self::Number(text),
            FieldType::Toggle if text == "true" => Self::Toggle(true),
            FieldType::Toggle if text == "false" => Self::Toggle(false),
            FieldType::Text | FieldType::Number | FieldType::Toggle | FieldType::Dropdown | FieldType::Date => {
                Self::Text(text)
            }
        }
    }
}

/// The finite number that a text spells in decimal digits, with a fraction or an exponent; `None` for all else.
pub fn decimal(text: &str) -> Option<f64> {
    let sound = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E'));
    sound.then(|| text.parse::<f64>().ok()).flatten().filter(|number| number.is_finite())
}

/// The order of two decimal numbers, however many digits they have; `None` where a text spells none.
pub fn decimal_order(one: &str, other: &str) -> Option<Ordering> {
    match decimal(one)?.partial_cmp(&decimal(other)?)? {
        // Both are nearest to the same 64-bit number.
        Ordering::Equal => {
            let ((is_negative, one), (is_other_negative, other)) = (decimal_parts(one), decimal_parts(other));
            let away = one.cmp(&other);
            Some(is_other_negative.cmp(&is_negative).then(if is_negative { away.reverse() } else { away }))
        }
        order => Some(order),
    }
}

/// Whether a decimal number is below zero, and the place of its point with its digits: the same however it is spelled,
/// and in the order of the numbers where both are on one side of zero.
pub fn decimal_parts(text: &str) -> (bool, (i64, String)) {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let is_negative = mantissa.starts_with('-');
    let mantissa = mantissa.trim_start_matches(['-', '+']);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let digits = all.trim_start_matches('0');
    if digits.is_empty() {
        return (false, (i64::MIN, String::new()));
    }
    let place = whole.len() as i64 - (all.len() - digits.len()) as i64;
    let exponent = exponent.parse::<i64>().unwrap_or(if exponent.starts_with('-') { i64::MIN / 2 } else { 0 });
    (is_negative, (exponent.saturating_add(place), digits.trim_end_matches('0').to_owned()))
}

/// Whether a text is a date as repositories keep it, `2026-01-31`.
pub fn is_day(text: &str) -> bool {
    is_month(text.get(..7).unwrap_or_default()) && text.parse().is_ok_and(|day: Date| day.to_string() == text)
}

/// Whether a text is a month, `2026-01`.
pub fn is_month(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 7
        && bytes.iter().enumerate().all(|(place, byte)| if place == 4 { *byte == b'-' } else { byte.is_ascii_digit() })
        && ("01"..="12").contains(&&text[5..])
}

/// A text as the repository stores it in a field of this type: `choices` are those of a dropdown.
///
/// # Errors
/// What such a value looks like, for a text that is none.
pub fn stored(kind: FieldType, choices: &[String], text: &str) -> Result<String, String> {
    match kind {
        FieldType::Text => Ok(text.to_owned()),
        FieldType::Number if is_number(text) => Ok(text.to_owned()),
        FieldType::Number => Err("a number such as 4.50".into()),
        FieldType::Toggle => match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" => Ok("true".into()),
            "false" | "no" | "off" => Ok("false".into()),
            _ => Err("true or false".into()),
        },
        FieldType::Dropdown => {
            let folded = fold(text);
            let exact = choices.iter().find(|choice| *choice == text);
            let found = exact.or_else(|| choices.iter().find(|choice| fold(choice) == folded));
            found.cloned().ok_or_else(|| format!("one of {}", choices.join(", ")))
        }
        FieldType::Date => match text.parse::<civil::Date>() {
            Ok(date) if date.to_string() == text => Ok(text.to_owned()),
            _ => Err("a date such as 2026-01-31".into()),
        },
    }
}

/// Whether a value of a file is one of this type just as it stands, so that it goes out again as it came.
pub fn holds(kind: FieldType, choices: &[String], value: &FieldValue) -> bool {
    stored(kind, choices, value.text()).is_ok_and(|stored| stored == value.text())
}

/// Whether a text is a JSON number, finite as a 64-bit float.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let leading_zero = whole.len() > 1 && whole.starts_with('0');
    digits(whole)
        && !leading_zero
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
        && text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// The definition of a custom field, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRow {
    /// Its name.
    pub name: String,
    /// `chats` or `persons`.
    pub owner: &'static str,
    /// Its type.
    pub kind: FieldType,
    /// Whether an import made it and may widen it to text.
    pub inferred: bool,
    /// How many chats or persons have a value of it.
    pub used: i64,
    /// The choices of a dropdown.
    pub choices: Vec<String>,
    /// What is meant where no value is given.
    pub default: Option<String>,
    /// What it is for, as an admin put it.
    pub description: Option<String>,
}

/// The columns of a custom field. Names are stable, new ones are only added.
pub const COLUMNS: &[Column<FieldRow>] = &[
    Column { name: "name", shown: true, about: "its name", cell: |f| Cell::Text(&f.name) },
    Column { name: "for", shown: true, about: "chats or persons", cell: |f| Cell::Word(f.owner) },
    Column {
        name: "type",
        shown: true,
        about: "text, number, toggle, dropdown or date",
        cell: |f| Cell::Word(f.kind.name()),
    },
    Column {
        name: "made_by",
        shown: true,
        about: "admin: its type is fixed; import: a later import may make it text",
        cell: |f| Cell::Word(if f.inferred { "import" } else { "admin" }),
    },
    Column { name: "used", shown: true, about: "how many have a value of it", cell: |f| Cell::Number(f.used) },
    Column { name: "choices", shown: true, about: "the choices of a dropdown", cell: |f| Cell::List(&f.choices) },
    Column {
        name: "default",
        shown: true,
        about: "what `field set NAME` without a value sets",
        cell: |f| Cell::text(f.default.as_deref()),
    },
    Column {
        name: "description",
        shown: true,
        about: "what it is for, as an admin put it",
        cell: |f| Cell::text(f.description.as_deref()),
    },
];

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
        for (one, other, order) in [
            ("9007199254740993", "9007199254740992", Ordering::Greater),
            ("-9007199254740993", "-9007199254740992", Ordering::Less),
            ("-9007199254740993", "9007199254740993", Ordering::Less),
            ("007", "7.000", Ordering::Equal),
            ("-0", "0e5", Ordering::Equal),
            ("12e-1", "+1.2", Ordering::Equal),
            ("0.1", "0.10000000000000000000001", Ordering::Less),
            ("1e-999", "0", Ordering::Greater),
            ("-1e-999", "0", Ordering::Less),
            ("1e-999", "1e-998", Ordering::Less),
            ("123456789012345678901234567890", "123456789012345678901234567891", Ordering::Less),
        ] {
            assert_eq!(decimal_order(one, other), Some(order), "{one} {other}");
            assert_eq!(decimal_order(other, one), Some(order.reverse()), "{other} {one}");
        }
        assert_eq!(decimal_order("1", "x"), None);
        for text in ["2026-01-31", "2024-02-29", "0001-01-01"] {
            assert!(is_day(text) && is_month(&text[..7]), "{text}");
        }
        for text in ["2026-02-30", "2026-1-31", "2026-13-01", "20260131", "2026-01-31x", "", "2026-01"] {
            assert!(!is_day(text), "{text}");
        }
        for text in ["", "-", ".", "e", "1e", "1e999", "inf", "NaN", "0x10", "1,5", " 1", "1 ", "١", "4 711"] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }

    #[test]
    fn each_type_takes_its_own_values_and_no_others() {
        let choices = ["free".to_owned(), "Pro".to_owned()];
        for (kind, text, expected) in [
            (FieldType::Text, "", Some("")),
            (FieldType::Number, "4.50", Some("4.50")),
            (FieldType::Number, "-0.5e-3", Some("-0.5e-3")),
            (FieldType::Number, "1,5", None),
            (FieldType::Number, "١٢", None),
            (FieldType::Number, "007", None),
            (FieldType::Number, ".5", None),
            (FieldType::Number, "1e999", None),
            (FieldType::Number, "nan", None),
            (FieldType::Toggle, "Yes", Some("true")),
            (FieldType::Toggle, "false", Some("false")),
            (FieldType::Toggle, "1", None),
            (FieldType::Dropdown, "free", Some("free")),
            (FieldType::Dropdown, "PRO", Some("Pro")),
            (FieldType::Dropdown, "gold", None),
            (FieldType::Date, "2024-02-29", Some("2024-02-29")),
            (FieldType::Date, "2026-02-29", None),
            (FieldType::Date, "2026-1-1", None),
            (FieldType::Date, "2026-01-31T09:00:00", None),
        ] {
            assert_eq!(stored(kind, &choices, text).ok().as_deref(), expected, "{kind:?} {text}");
        }
    }

    #[test]
    fn what_is_no_number_is_not_told_as_one() {
        let of = |text: &str| FieldValue::of(FieldType::Number, text.to_owned());
        assert_eq!(of("4.50"), FieldValue::Number("4.50".into()));
        for text in ["1,5", "+7", ".5", "007", "NaN", "1e999", "", "]"] {
            assert_eq!(of(text), FieldValue::Text(text.into()));
        }
    }

    #[test]
    fn a_value_of_a_file_is_never_changed_to_fit() {
        let choices = ["Pro".to_owned()];
        let text = |text: &str| FieldValue::Text(text.to_owned());
        assert!(holds(FieldType::Dropdown, &choices, &text("Pro")));
        assert!(!holds(FieldType::Dropdown, &choices, &text("pro")));
        assert!(!holds(FieldType::Toggle, &[], &text("yes")));
        assert!(holds(FieldType::Toggle, &[], &FieldValue::Toggle(true)));
        assert!(holds(FieldType::Number, &[], &text("12")));
        assert!(holds(FieldType::Text, &[], &FieldValue::Number("4.50".into())));
    }

    #[test]
    fn every_type_is_stored_and_read_back() {
        for kind in FieldType::ALL {
            assert_eq!(FieldType::from_number(kind.number()), Some(kind));
        }
    }
}
