//! Lists of small nouns (teams, users, roles …): their flags, their pages, and what verbs that change them print.

use clap::Args;

use crate::commands::args::{columns_of, whole_number};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::model::record::{Cell, Column};
use crate::output::Format;
use crate::output::number::{counted, grouped, plural};

/// Rows a page, unless said.
const USUAL_LIMIT: u64 = 50;

/// The longest name of anything, in bytes.
const LONGEST_NAME: usize = 200;

/// Which rows of a list, and in which order.
#[derive(Args, Clone, Debug, Default)]
pub struct ListFlags {
    /// Rows a page [default: 50]
    #[arg(long, value_name = "N", value_parser = whole_number(1, 1_000_000))]
    limit: Option<u64>,
    /// Which page, from 1
    #[arg(long, value_name = "N", value_parser = whole_number(1, 1_000_000_000_000))]
    page: Option<u64>,
    /// Column to sort by; what has no value comes last
    #[arg(long, value_name = "COLUMN")]
    sort: Option<String>,
    /// Turn the order round
    #[arg(long)]
    reverse: bool,
    /// Print only how many there are
    #[arg(long, conflicts_with_all = ["limit", "page", "sort", "reverse"])]
    count: bool,
}

impl ListFlags {
    /// Prints the page of these rows that was asked for, and under it on stderr what it is a page of.
    ///
    /// # Errors
    /// `Usage` for a column that there is not.
    pub fn say<T>(&self, cx: &mut Context, columns: &'static [Column<T>], mut rows: Vec<T>, noun: &str) -> Result<()> {
        if self.count {
            return Ok(cx.output.number(i128::try_from(rows.len()).unwrap_or(i128::MAX))?);
        }
        let shown = columns_of(columns, cx.output.columns())?;
        self.sort(columns, &mut rows)?;
        let total = rows.len() as u64;
        let (limit, page) = (self.limit.unwrap_or(USUAL_LIMIT), self.page.unwrap_or(1));
        let skip = (page - 1).saturating_mul(limit);
        rows.drain(..usize::try_from(skip.min(total)).unwrap_or(usize::MAX));
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        if !(rows.is_empty() && cx.output.is_table()) {
            cx.output.list(&shown, &rows, None)?;
        }
        let more = skip.saturating_add(limit) < total;
        if more || rows.is_empty() || cx.output.terminal().stderr {
            cx.output.say(&footer(page, limit, rows.len() as u64, total, noun));
        }
        Ok(())
    }

    fn sort<T>(&self, columns: &'static [Column<T>], rows: &mut [T]) -> Result<()> {
        let Some(name) = &self.sort else {
            if self.reverse {
                rows.reverse();
            }
            return Ok(());
        };
        let Some(column) = columns.iter().find(|column| column.name == name) else {
            let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
            return Err(Error::usage(format!("unknown column '{name}' in --sort"))
                .hint(format!("columns are {}", names.join(", "))));
        };
        rows.sort_by(|one, other| {
            let (one, other) = ((column.cell)(one), (column.cell)(other));
            let missing = matches!(one, Cell::Empty(_)).cmp(&matches!(other, Cell::Empty(_)));
            let order = one.order(other);
            missing.then(if self.reverse { order.reverse() } else { order })
        });
        Ok(())
    }
}

fn footer(page: u64, limit: u64, rows: u64, total: u64, noun: &str) -> String {
    if total == 0 {
        return format!("No {}.", plural(noun));
    }
    let pages = total.div_ceil(limit);
    if rows == 0 {
        return format!("Page {} is beyond the last, {}.", grouped(page), grouped(pages));
    }
    let next = if page < pages { format!("; next: --page {}", page + 1) } else { String::new() };
    format!("page {} of {}, {}{next}", grouped(page), grouped(pages), counted(total, noun))
}

/// Prints one row with all that is known of it: for people as lines, in the formats of lists as a list of one.
pub fn say_one<T>(cx: &mut Context, columns: &'static [Column<T>], row: T) -> Result<()> {
    let every: Vec<String> = columns.iter().map(|column| column.name.to_owned()).collect();
    let shown = columns_of(columns, Some(cx.output.columns().unwrap_or(&every)))?;
    match cx.output.asked_format() {
        None | Some(Format::Txt) => cx.output.details(&shown, &row)?,
        Some(_) => cx.output.list(&shown, &[row], None)?,
    }
    Ok(())
}

/// Says what was done, and prints the rows that were changed where a format asks for them.
pub fn say_changed<T>(cx: &mut Context, columns: &'static [Column<T>], rows: &[T], sentence: &str) -> Result<()> {
    if cx.output.asked_format().is_some() {
        let shown = columns_of(columns, cx.output.columns())?;
        cx.output.list(&shown, rows, None)?;
    }
    cx.output.say(sentence);
    Ok(())
}

/// Reads the name of something new, for clap: digits alone are numbers.
pub fn new_name(text: &str) -> std::result::Result<String, String> {
    let name = line_of_text(text)?;
    if name.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("digits alone are no name: they mean a number".to_owned());
    }
    Ok(name)
}

/// Reads a text of one line, for clap.
pub fn line_of_text(text: &str) -> std::result::Result<String, String> {
    match text {
        "" => Err("it is empty".to_owned()),
        _ if text.trim() != text => Err("white space stands at its beginning or end".to_owned()),
        _ if text.chars().any(char::is_control) => Err("it holds a control character".to_owned()),
        _ if text.len() > LONGEST_NAME => Err(format!("it is longer than {LONGEST_NAME} bytes")),
        _ => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column<Option<i64>>] =
        &[Column { name: "n", shown: true, about: "", cell: |n: &Option<i64>| Cell::number(*n) }];

    #[test]
    fn what_has_no_value_comes_last_whichever_way_it_is_sorted() {
        let sorted = |sort: Option<&str>, reverse| {
            let mut rows = vec![Some(10), None, Some(9)];
            let flags = ListFlags { sort: sort.map(str::to_owned), reverse, ..ListFlags::default() };
            flags.sort(COLUMNS, &mut rows).map(|()| rows).map_err(|error| error.exit_code())
        };
        assert_eq!(sorted(Some("n"), false), Ok(vec![Some(9), Some(10), None]));
        assert_eq!(sorted(Some("n"), true), Ok(vec![Some(10), Some(9), None]));
        assert_eq!(sorted(None, true), Ok(vec![Some(9), None, Some(10)]));
        assert_eq!(sorted(Some("m"), false), Err(2));
    }

    #[test]
    fn the_footer_tells_where_the_page_stands() {
        for (page, limit, rows, total, expected) in [
            (1, 50, 3, 3, "page 1 of 1, 3 teams"),
            (1, 2, 2, 3, "page 1 of 2, 3 teams; next: --page 2"),
            (2, 2, 1, 3, "page 2 of 2, 3 teams"),
            (3, 2, 0, 3, "Page 3 is beyond the last, 2."),
            (1, 50, 0, 0, "No teams."),
        ] {
            assert_eq!(footer(page, limit, rows, total, "team"), expected);
        }
    }

    #[test]
    fn names_are_plain_lines() {
        assert_eq!(new_name("Ann Example").as_deref(), Ok("Ann Example"));
        assert_eq!(line_of_text("12").as_deref(), Ok("12"));
        for bad in ["", " a", "a ", "a\nb", "\u{1b}[2J", "12", &"x".repeat(201)] {
            assert!(new_name(bad).is_err(), "{bad:?}");
        }
    }
}
