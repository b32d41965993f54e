//! One row for people: a line for each column, with its name in front.

use jiff::tz::TimeZone;

use super::Shown;
use super::document::Document;
use super::style::Style;
use super::wash::{self, Safe};
use crate::model::record::Cell;

/// Cells that the names of columns take at least.
const NAMES: usize = 14;

/// Writes the columns that hold anything into the document.
pub(super) fn write<T>(document: &mut Document, columns: &[Shown<T>], row: &T, zone: &TimeZone) {
    let names: Vec<String> = columns.iter().map(|column| label(&column.name)).collect();
    let names: Vec<Safe<'_>> = names.iter().map(|name| wash::line(name)).collect();
    let indent = names.iter().map(|name| name.width() + 2).max().unwrap_or(0).max(NAMES);
    for (name, column) in names.iter().zip(columns) {
        let (style, texts) = words((column.cell)(row), zone);
        let texts: Vec<Safe<'_>> = texts.iter().flat_map(|text| wash::body(text)).collect();
        document.entry(name, Style::Dim, indent, style, &texts);
    }
}

/// The name of a column as a person reads it: `last_message` is "Last message".
fn label(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).map(|letter| if letter == '_' { ' ' } else { letter }).collect()
}

/// A cell as texts, each for lines of its own; none where it is empty.
fn words(cell: Cell<'_>, zone: &TimeZone) -> (Style, Vec<String>) {
    let plain = |text: String| (Style::Plain, vec![text]);
    match cell {
        Cell::Empty(_) => (Style::Plain, Vec::new()),
        Cell::Number(number) => plain(number.to_string()),
        Cell::Decimal(digits) => plain(digits.to_owned()),
        Cell::Toggle(on) => plain(if on { "yes" } else { "no" }.to_owned()),
        Cell::Time(time) => plain(time.local(zone)),
        Cell::Word(word) => (Style::of_word(word), vec![word.to_owned()]),
        Cell::Text(text) => plain(text.to_owned()),
        Cell::List(texts) => (Style::Plain, texts.to_vec()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: &str, cell: fn(&Vec<String>) -> Cell<'_>) -> Shown<Vec<String>> {
        Shown { name: name.to_owned(), cell: Box::new(cell) }
    }

    #[test]
    fn each_column_that_holds_anything_has_its_lines() {
        let columns = [
            shown("last_name", |_| Cell::Text("A\u{1b}nn\nLongname")),
            shown("nothing", |_| Cell::text(None)),
            shown("list", |row| Cell::List(row)),
            shown("on", |_| Cell::Toggle(true)),
        ];
        let mut document = Document::new(40);
        write(&mut document, &columns, &vec!["one".to_owned(), "two".to_owned()], &TimeZone::UTC);
        assert_eq!(
            document.render(false),
            "Last name     A^[nn\n              Longname\nList          one\n              two\nOn            yes\n"
        );
    }
}
