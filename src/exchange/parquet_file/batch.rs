//! Rows turned into columns of values, with levels that tell which are there.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use parquet::data_type::ByteArray;

use crate::model::field::{decimal, decimal_parts};
use crate::model::record::{Cell, Kind};
use crate::model::time::Time;

/// A month of a zone: year and month; `None` where a time is not known.
pub(super) type Month = Option<(i16, i8)>;

/// Some rows, a column at a time, all of one month where they are divided by it.
#[derive(Debug)]
pub struct Batch {
    pub(super) month: Month,
    pub(super) rows: usize,
    pub(super) columns: Vec<Column>,
}

/// The values of one column.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) values: Values,
    /// One for each row: 1 where it has a value. Of a list: one for each text, and one for each empty list.
    pub(super) levels: Vec<i16>,
    /// Of a list only: 0 where a row begins.
    pub(super) repeats: Vec<i16>,
    pub(super) unheld: Unheld,
}

/// How many values a file does not hold as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unheld {
    /// None of their column's type, and left out.
    pub misfits: u64,
    /// Numbers of more digits than a DOUBLE has.
    pub rounded: u64,
}

impl std::ops::AddAssign for Unheld {
    fn add_assign(&mut self, more: Self) {
        self.misfits += more.misfits;
        self.rounded += more.rounded;
    }
}

/// Values as Parquet stores them.
#[derive(Debug)]
pub(super) enum Values {
    Whole(Vec<i64>),
    Decimal(Vec<f64>),
    Toggle(Vec<bool>),
    Day(Vec<i32>),
    Text(Texts),
    List(Texts),
}

/// Texts, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Texts {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Batch {
    /// An empty one with columns of these kinds.
    pub(super) fn new(kinds: impl IntoIterator<Item = Kind>, month: Month) -> Self {
        let columns = kinds.into_iter().map(Column::new).collect();
        Self { month, rows: 0, columns }
    }

    /// Adds a row: as many cells as there are columns.
    pub(super) fn push<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) {
        self.rows += 1;
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.push(cell);
        }
    }

    /// Adds the rows of another.
    pub(super) fn join(&mut self, other: &Self) {
        self.rows += other.rows;
        for (column, other) in self.columns.iter_mut().zip(&other.columns) {
            column.join(other);
        }
    }

    /// Forgets its rows.
    pub(super) fn clear(&mut self) {
        self.rows = 0;
        self.columns.iter_mut().for_each(Column::clear);
    }

    /// Bytes of memory that its values take.
    pub(super) fn size(&self) -> usize {
        self.columns.iter().map(Column::size).sum()
    }
}

/// The month of a time in this zone.
pub(super) fn month(time: Option<Time>, zone: &TimeZone) -> Month {
    let date = time?.timestamp().to_zoned(zone.clone()).date();
    Some((date.year(), date.month()))
}

impl Column {
    fn new(kind: Kind) -> Self {
        let values = match kind {
            Kind::Number | Kind::Time => Values::Whole(Vec::new()),
            Kind::Decimal => Values::Decimal(Vec::new()),
            Kind::Toggle => Values::Toggle(Vec::new()),
            Kind::Date => Values::Day(Vec::new()),
            Kind::Text => Values::Text(Texts::default()),
            Kind::List => Values::List(Texts::default()),
        };
        Self { values, levels: Vec::new(), repeats: Vec::new(), unheld: Unheld::default() }
    }

    fn push(&mut self, cell: Cell<'_>) {
        if let Values::List(texts) = &mut self.values {
            let listed = if let Cell::List(listed) = cell { listed } else { &[] };
            for (place, text) in listed.iter().enumerate() {
                texts.push(text);
                self.repeats.push(i16::from(place > 0));
                self.levels.push(1);
            }
            if listed.is_empty() {
                self.repeats.push(0);
                self.levels.push(0);
            }
            return;
        }
        let is_there = self.values.push(cell);
        self.unheld.misfits += u64::from(!is_there && !matches!(cell, Cell::Empty(_)));
        if let (Values::Decimal(values), Cell::Decimal(digits) | Cell::Text(digits), true) =
            (&self.values, cell, is_there)
        {
            self.unheld.rounded += u64::from(values.last().is_some_and(|number| is_rounded(digits, *number)));
        }
        self.levels.push(i16::from(is_there));
    }

    fn join(&mut self, other: &Self) {
        match (&mut self.values, &other.values) {
            (Values::Whole(own), Values::Whole(more)) => own.extend_from_slice(more),
            (Values::Decimal(own), Values::Decimal(more)) => own.extend_from_slice(more),
            (Values::Toggle(own), Values::Toggle(more)) => own.extend_from_slice(more),
            (Values::Day(own), Values::Day(more)) => own.extend_from_slice(more),
            (Values::Text(own), Values::Text(more)) | (Values::List(own), Values::List(more)) => own.join(more),
            // Batches of one file have the same columns.
            _ => {}
        }
        self.levels.extend_from_slice(&other.levels);
        self.repeats.extend_from_slice(&other.repeats);
        self.unheld += other.unheld;
    }

    fn clear(&mut self) {
        match &mut self.values {
            Values::Whole(values) => values.clear(),
            Values::Decimal(values) => values.clear(),
            Values::Toggle(values) => values.clear(),
            Values::Day(values) => values.clear(),
            Values::Text(texts) | Values::List(texts) => *texts = Texts::default(),
        }
        self.levels.clear();
        self.repeats.clear();
    }

    fn size(&self) -> usize {
        let values = match &self.values {
            Values::Whole(values) => values.len() * 8,
            Values::Decimal(values) => values.len() * 8,
            Values::Toggle(values) => values.len(),
            Values::Day(values) => values.len() * 4,
            // Each text is told by its own handle when it is written.
            Values::Text(texts) | Values::List(texts) => texts.bytes.len() + texts.ends.len() * 40,
        };
        values + (self.levels.len() + self.repeats.len()) * 2
    }
}

impl Values {
    /// Adds a value, if it is one of this type.
    fn push(&mut self, cell: Cell<'_>) -> bool {
        match (self, cell) {
            (Self::Whole(values), Cell::Number(number)) => values.push(number),
            (Self::Whole(values), Cell::Time(time)) => values.push(time.micros()),
            (Self::Decimal(values), Cell::Decimal(digits) | Cell::Text(digits)) => match decimal(digits) {
                Some(number) => values.push(number),
                None => return false,
            },
            (Self::Toggle(values), Cell::Toggle(on)) => values.push(on),
            (Self::Day(values), Cell::Text(text)) => match day(text) {
                Some(day) => values.push(day),
                None => return false,
            },
            (Self::Text(texts), Cell::Text(text) | Cell::Decimal(text)) => texts.push(text),
            (Self::Text(texts), Cell::Word(word)) => texts.push(word),
            (Self::Text(texts), Cell::Toggle(on)) => texts.push(if on { "true" } else { "false" }),
            _ => return false,
        }
        true
    }
}

impl Texts {
    fn push(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
        self.ends.push(self.bytes.len());
    }

    fn join(&mut self, more: &Self) {
        let from = self.bytes.len();
        self.bytes.extend_from_slice(&more.bytes);
        self.ends.extend(more.ends.iter().map(|end| from + end));
    }

    /// The texts, which share one piece of memory, taken out of here.
    pub(super) fn take(&mut self) -> Vec<ByteArray> {
        let ends = std::mem::take(&mut self.ends);
        let whole = ByteArray::from(std::mem::take(&mut self.bytes));
        let mut start = 0;
        let piece = |end: usize| {
            let text = whole.slice(start, end - start);
            start = end;
            text
        };
        ends.into_iter().map(piece).collect()
    }
}

/// Whether a number is another than these digits told.
fn is_rounded(digits: &str, number: f64) -> bool {
    // Every number of fifteen digits has a DOUBLE of its own.
    let is_short = digits.len() <= 15 && !digits.contains(['e', 'E']);
    !is_short && decimal_parts(digits) != decimal_parts(&format!("{number:e}"))
}

/// Days since 1970 began, of a date spelled `2026-01-31`.
fn day(text: &str) -> Option<i32> {
    let date: Date = text.parse().ok().filter(|date: &Date| date.to_string() == text)?;
    let since = date.since((jiff::Unit::Day, Date::constant(1970, 1, 1))).ok()?;
    Some(since.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_goes_in_only_as_what_it_is() {
        let mut batch = Batch::new([Kind::Number, Kind::Decimal, Kind::Toggle, Kind::Date, Kind::Text], None);
        batch.push([
            Cell::Number(7),
            Cell::Decimal("4.50"),
            Cell::Toggle(true),
            Cell::Text("1970-01-31"),
            Cell::Word("open"),
        ]);
        batch.push([Cell::number(None), Cell::text(None), Cell::text(None), Cell::text(None), Cell::text(None)]);
        batch.push([
            Cell::Text("x"),
            Cell::Decimal("many"),
            Cell::Text("yes"),
            Cell::Text("31 January"),
            Cell::Decimal("4.50"),
        ]);
        let misfits: Vec<u64> = batch.columns.iter().map(|column| column.unheld.misfits).collect();
        assert_eq!(misfits, [1, 1, 1, 1, 0]);
        assert!(matches!(&batch.columns[0].values, Values::Whole(values) if *values == [7]));
        assert!(matches!(&batch.columns[1].values, Values::Decimal(values) if *values == [4.5]));
        assert!(matches!(&batch.columns[3].values, Values::Day(values) if *values == [30]));
        assert_eq!(
            (batch.columns[0].levels.as_slice(), batch.columns[4].levels.as_slice()),
            (&[1, 0, 0][..], &[1, 0, 1][..])
        );
    }

    #[test]
    fn a_number_of_too_many_digits_is_rounded() {
        for (digits, expected) in [
            ("0.1", false),
            ("-4.50", false),
            ("0012345678901234500000", false),
            ("1e300", false),
            ("1.50e2", false),
            ("-0.00000000000000000", false),
            ("9007199254740992", false),
            ("9007199254740993", true),
            ("12345678901234567890.5", true),
            ("0.1000000000000000000001", true),
            ("-1e-400", true),
            ("1e-99999999999999999999", true),
        ] {
            assert_eq!(is_rounded(digits, decimal(digits).unwrap()), expected, "{digits}");
        }
        let mut batch = Batch::new([Kind::Decimal], None);
        batch.push([Cell::Decimal("9007199254740993")]);
        let mut twice = Batch::new([Kind::Decimal], None);
        twice.join(&batch);
        twice.join(&batch);
        assert_eq!(twice.columns[0].unheld, Unheld { misfits: 0, rounded: 2 });
    }

    #[test]
    fn days_are_counted_from_1970() {
        for (text, expected) in
            [("1970-01-01", Some(0)), ("1969-12-31", Some(-1)), ("2026-01-31", Some(20_484)), ("2026-1-31", None)]
        {
            assert_eq!(day(text), expected, "{text}");
        }
    }

    #[test]
    fn an_empty_list_is_no_list_of_an_empty_text() {
        let mut batch = Batch::new([Kind::List], None);
        for list in [&["a".to_owned(), "b".to_owned()][..], &[], &[String::new()]] {
            batch.push([Cell::List(list)]);
        }
        let mut twice = Batch::new([Kind::List], None);
        twice.join(&batch);
        twice.join(&batch);
        let column = &mut twice.columns[0];
        assert_eq!(
            (column.levels.as_slice(), column.repeats.as_slice()),
            (&[1, 1, 0, 1, 1, 1, 0, 1][..], &[0, 1, 0, 0, 0, 1, 0, 0][..])
        );
        let Values::List(texts) = &mut column.values else { panic!() };
        let texts: Vec<String> =
            texts.take().iter().map(|text| String::from_utf8(text.data().to_vec()).unwrap()).collect();
        assert_eq!(texts, ["a", "b", "", "a", "b", ""]);
    }
}
