//! What a row of any list is made of: cells, and the columns that make them. One list of columns a noun, and from it
//! come the table, CSV, TSV, JSON, `--columns`, its check, its help and its completion.

use std::cmp::Ordering;

use super::field::FieldValue;
use super::fold::fold;
use super::time::Time;

/// What the values of a column are, for formats with types. A column is of the kind that its cell in an empty row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Whole numbers.
    Number,
    /// Numbers with a fraction.
    Decimal,
    /// Yes or no.
    Toggle,
    /// Instants.
    Time,
    /// Days, spelled `2026-01-31`.
    Date,
    /// Texts and words.
    Text,
    /// Several texts.
    List,
}

/// One value of a row, before anybody decided how to print it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing to say where such a value could stand: empty in tables and pipes, `null` in JSON.
    Empty(Kind),
    /// A whole number.
    Number(i64),
    /// A number of a custom field, in the digits it was given (a JSON number literal).
    Decimal(&'a str),
    /// Yes or no.
    Toggle(bool),
    /// An instant: local in tables, RFC 3339 in pipes and files.
    Time(Time),
    /// A word of our own (a status, a kind): safe to print, may be coloured by its meaning.
    Word(&'static str),
    /// Text from outside: washed before a person sees it, exact in files.
    Text(&'a str),
    /// Several texts from outside: `a, b` in tables, `a,b` in pipes, an array in JSON.
    List(&'a [String]),
}

impl<'a> Cell<'a> {
    /// A text, or nothing.
    pub fn text(text: Option<&'a str>) -> Self {
        text.map_or(Self::Empty(Kind::Text), Self::Text)
    }

    /// An instant, or nothing.
    pub fn time(time: Option<Time>) -> Self {
        time.map_or(Self::Empty(Kind::Time), Self::Time)
    }

    /// A word of our own, or nothing.
    pub fn word(word: Option<&'static str>) -> Self {
        word.map_or(Self::Empty(Kind::Text), Self::Word)
    }

    /// What it is, or could be where it is empty.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Empty(kind) => kind,
            Self::Number(_) => Kind::Number,
            Self::Decimal(_) => Kind::Decimal,
            Self::Toggle(_) => Kind::Toggle,
            Self::Time(_) => Kind::Time,
            Self::Word(_) | Self::Text(_) => Kind::Text,
            Self::List(_) => Kind::List,
        }
    }

    /// A number, or nothing.
    pub fn number(number: Option<i64>) -> Self {
        number.map_or(Self::Empty(Kind::Number), Self::Number)
    }

    /// The order of two values of a column: numbers and times by size, words and texts as they read. Values of
    /// different kinds, and of custom fields, have none.
    pub fn order(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Number(one), Self::Number(other)) => one.cmp(&other),
            (Self::Toggle(one), Self::Toggle(other)) => one.cmp(&other),
            (Self::Time(one), Self::Time(other)) => one.cmp(&other),
            (Self::List(one), Self::List(other)) => one.cmp(other),
            (Self::Word(one), Self::Word(other)) => one.cmp(other),
            (Self::Text(one), Self::Text(other)) => fold(one).cmp(&fold(other)).then(one.cmp(other)),
            _ => Ordering::Equal,
        }
    }

    /// The value of a custom field, or nothing.
    pub fn field(value: Option<&'a FieldValue>) -> Self {
        match value {
            None => Self::Empty(Kind::Text),
            Some(FieldValue::Text(text)) => Self::Text(text),
            Some(FieldValue::Number(digits)) => Self::Decimal(digits),
            Some(FieldValue::Toggle(on)) => Self::Toggle(*on),
        }
    }
}

/// One column of a noun.
#[derive(Debug)]
pub struct Column<T: 'static> {
    /// Its name: the flag value, the table head (in capitals), the JSON key. Stable.
    pub name: &'static str,
    /// Whether lists show it unless told otherwise.
    pub shown: bool,
    /// What it holds, for the help.
    pub about: &'static str,
    /// The value of a row.
    pub cell: fn(&T) -> Cell<'_>,
}
