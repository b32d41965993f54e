//! Lists for people: columns side by side, never wider than the terminal.

use std::io::{self, Write};

use comfy_table::{CellAlignment, ColumnConstraint, Row, Table, Width};
use jiff::tz::TimeZone;

use super::style::Style;
use super::wash::{self, Safe};
use super::{Mark, Shown};
use crate::model::record::Cell;

/// What a table must know of the place it is shown in.
pub(super) struct Look<'a> {
    /// Display cells a line.
    pub(super) width: usize,
    /// Whether there are colours.
    pub(super) color: bool,
    /// Zone of the times.
    pub(super) zone: &'a TimeZone,
    /// Where in a preview the words are that were searched for.
    pub(super) mark: Option<Mark<'a>>,
}

/// Cells between two columns.
const GAP: u16 = 2;
/// A column of text is not made narrower than this while there are others to leave out.
const LEAST_TEXT: usize = 8;
/// Nor the last one, if it is text: it usually tells most.
const LEAST_LAST: usize = 24;
/// Where there is not room for all, this is enough for the other columns of text.
const MOST_OTHER: usize = 18;
/// No column of text needs more than this, however long its longest text is.
const MOST_TEXT: usize = 400;
/// So many rows are laid out at once, so that a long list takes no more memory than a short one.
const ROWS: usize = 1000;

/// How a column is laid out.
#[derive(Clone, Debug, Default)]
struct Layout {
    /// Which of the columns it is.
    place: usize,
    /// Display cells.
    width: usize,
    /// Holds text, which may be cut.
    text: bool,
    /// Holds numbers, which stand to the right.
    number: bool,
}

/// Writes the table. What fits is decided here, for all rows; `comfy_table` lays it out. Gives the names of the columns
/// for which there was no room.
pub(super) fn write<T>(
    out: &mut impl Write,
    columns: &[Shown<T>],
    rows: &[T],
    look: &Look<'_>,
) -> io::Result<Vec<String>> {
    let layouts = fit(measured(columns, rows, look), look.width);
    let heads = layouts.iter().map(|layout| {
        let name = columns.get(layout.place).map_or("", |column| &column.name);
        (layout, vec![(Style::Dim, wash::line(&name.to_uppercase()).into_owned())])
    });
    let mut head = Some(painted(heads, look.color));
    for rows in rows.chunks(ROWS).chain(rows.is_empty().then_some(rows)) {
        let mut table = Table::new();
        table.force_no_tty();
        // The head is a row like the others; the next part of a long list has none.
        table.add_rows(head.take());
        table.add_rows(rows.iter().map(|row| {
            let cells = layouts.iter().map(|layout| {
                let look = Look { width: layout.width, ..*look };
                let column = columns.get(layout.place);
                (layout, column.map_or_else(Vec::new, |column| pieces(&column.name, (column.cell)(row), &look)))
            });
            painted(cells, look.color)
        }));
        lay_out(&mut table, &layouts);
        for line in table.lines() {
            writeln!(out, "{}", line.trim_end_matches(' '))?;
        }
    }
    let is_shown = |place: usize| layouts.iter().any(|layout| layout.place == place);
    let left_out = columns.iter().enumerate().filter(|(place, _)| !is_shown(*place));
    Ok(left_out.map(|(_, column)| column.name.to_string()).collect())
}

/// A row, each cell in its colours and at most as wide as its column.
fn painted<'a>(cells: impl Iterator<Item = (&'a Layout, Vec<(Style, Safe<'static>)>)>, color: bool) -> Row {
    let texts = cells.map(|(layout, pieces)| {
        let mut text = String::new();
        let mut left = layout.width;
        for (style, piece) in pieces {
            let piece = piece.cut(left);
            left -= piece.width().min(left);
            style.paint(&mut text, piece.as_str(), color);
        }
        text
    });
    let mut row = Row::from(texts);
    row.max_height(1);
    row
}

/// No lines around anything, a gap between columns, numbers to the right.
fn lay_out(table: &mut Table, layouts: &[Layout]) {
    table.load_style(comfy_table::presets::NOTHING);
    let last = layouts.len().saturating_sub(1);
    for (place, (column, layout)) in table.column_iter_mut().zip(layouts).enumerate() {
        let gap = if place == last { 0 } else { GAP };
        let width = u16::try_from(layout.width + usize::from(gap)).unwrap_or(u16::MAX);
        column.set_padding((0, gap));
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
        column.set_cell_alignment(if layout.number { CellAlignment::Right } else { CellAlignment::Left });
    }
}

/// The columns, each as wide as its widest value.
fn measured<T>(columns: &[Shown<T>], rows: &[T], look: &Look<'_>) -> Vec<Layout> {
    let mut layouts = Vec::new();
    for (place, column) in columns.iter().enumerate() {
        let head = wash::line(&column.name.to_uppercase()).width();
        let mut layout = Layout { place, width: head, ..Layout::default() };
        for row in rows {
            let cell = (column.cell)(row);
            layout.text |= matches!(cell, Cell::Text(_) | Cell::List(_));
            layout.number |= matches!(cell, Cell::Number(_) | Cell::Decimal(_));
            if layout.width < MOST_TEXT {
                let look = Look { width: MOST_TEXT, ..*look };
                let width = pieces(&column.name, cell, &look).iter().map(|(_, text)| text.width()).sum();
                layout.width = layout.width.max(width);
            }
        }
        layout.number &= !layout.text;
        layouts.push(layout);
    }
    layouts
}

/// Makes the columns fit. First the widest columns of text give way, the last one last. Where that is not enough, columns are left out,
/// from the right but not the last one; where only two are left, everything is cut.
fn fit(mut layouts: Vec<Layout>, width: usize) -> Vec<Layout> {
    loop {
        let gaps = usize::from(GAP) * layouts.len().saturating_sub(1);
        let fixed: usize = layouts.iter().filter(|layout| !layout.text).map(|layout| layout.width).sum();
        let least: usize = layouts.iter().rev().enumerate().filter(|(_, layout)| layout.text).map(least_width).sum();
        if gaps + fixed + least <= width {
            let whole: usize = layouts.iter().map(|layout| layout.width).sum();
            if gaps + whole > width {
                let others = layouts.iter_mut().rev().skip(1).filter(|layout| layout.text);
                others.for_each(|layout| layout.width = layout.width.min(MOST_OTHER));
            }
            let room = width - gaps - fixed;
            let mut texts: Vec<&mut usize> =
                layouts.iter_mut().filter(|layout| layout.text).map(|layout| &mut layout.width).collect();
            // The last text is what a row is about: up to a fifth of the line is its own.
            if let Some(last) = texts.pop() {
                let least_others: usize = texts.iter().map(|width| (**width).min(LEAST_TEXT)).sum();
                let own = (*last).min(width / 5).min(room.saturating_sub(least_others));
                lower(&mut texts, room - own);
                let others: usize = texts.iter().map(|width| **width).sum();
                *last = (*last).min(room - others);
            }
            return layouts;
        }
        if layouts.len() <= 2 {
            let mut all: Vec<&mut usize> = layouts.iter_mut().map(|layout| &mut layout.width).collect();
            lower(&mut all, width.saturating_sub(gaps));
            return layouts;
        }
        layouts.remove(layouts.len() - 2);
    }
}

/// How narrow a column of text may become; the places are counted from the right.
fn least_width((place, layout): (usize, &Layout)) -> usize {
    layout.width.min(if place == 0 { LEAST_LAST } else { LEAST_TEXT })
}

/// Lowers the widest of these widths until their sum is at most `room`.
fn lower(widths: &mut [&mut usize], room: usize) {
    let mut order: Vec<usize> = widths.iter().map(|width| **width).collect();
    order.sort_unstable();
    let mut left = room;
    let mut cap = usize::MAX;
    for (place, width) in order.iter().enumerate() {
        let share = left / (order.len() - place);
        if *width > share {
            cap = share;
            break;
        }
        left -= width;
    }
    let cut = widths.iter().filter(|width| ***width > cap).count();
    let mut spare = if cut == 0 { 0 } else { left - cap * cut };
    // What does not divide evenly goes to the columns on the right.
    for width in widths.iter_mut().rev().filter(|width| ***width > cap) {
        let extra = usize::from(spare > 0);
        **width = cap + extra;
        spare -= extra;
    }
}

/// A cell as pieces of text, together at most as wide as the column.
fn pieces(column: &str, cell: Cell<'_>, look: &Look<'_>) -> Vec<(Style, Safe<'static>)> {
    let cut = |style, text: Safe<'_>| vec![(style, text.cut(look.width).into_owned())];
    let one = |style, text: &str| cut(style, wash::line(text.trim()));
    match cell {
        // A person without a name is called so everywhere.
        Cell::Empty(_) if column == "person" => one(Style::Dim, "Unknown"),
        Cell::Empty(_) => Vec::new(),
        Cell::Number(number) if column == "id" => one(Style::Strong, &number.to_string()),
        Cell::Number(number) => one(Style::Plain, &number.to_string()),
        Cell::Decimal(digits) => one(Style::Plain, digits),
        Cell::Toggle(on) => one(Style::Plain, if on { "yes" } else { "no" }),
        Cell::Time(time) => one(Style::Plain, &time.local(look.zone)),
        Cell::Word(word) => one(Style::of_word(word), word),
        Cell::List(texts) => one(Style::Plain, &texts.join(", ")),
        Cell::Text(text) if column == "preview" => {
            let text = clipped(text, look.width);
            match look.mark.and_then(|mark| mark(&text)) {
                Some(place) => marked(&text, place.start, place.end, look.width),
                None => cut(Style::Plain, wash::message(&text)),
            }
        }
        Cell::Text(text) => one(Style::Plain, text),
    }
}

/// The beginning of a message on one line. It has a few times the letters that fit, because some take no room.
fn clipped(text: &str, width: usize) -> String {
    let most = 4 * width + 100;
    let mut line = String::new();
    let mut letters = 0;
    for word in text.split_whitespace() {
        if letters > most {
            line.push('…');
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.chars().take(most));
        letters += word.chars().take(most).count() + 1;
    }
    line
}

/// A text with a part pointed out. Where it is too long, what stands before that part gives way first, down to a third
/// of the column.
fn marked(text: &str, start: usize, end: usize, width: usize) -> Vec<(Style, Safe<'static>)> {
    let piece = |from: usize, until: usize| wash::message(text.get(from..until).unwrap_or_default()).into_owned();
    let (found, after) = (piece(start, end), piece(end, text.len()));
    let mut before = piece(0, start);
    let room = (width / 3).max(width.saturating_sub(found.width() + after.width()));
    if before.width() > room {
        before = before.cut_front(room);
    }
    let mut left = width;
    let mut pieces = Vec::new();
    for (style, text) in [(Style::Plain, before), (Style::Found, found), (Style::Plain, after)] {
        let text = text.cut(left);
        left -= text.width().min(left);
        pieces.push((style, text));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::Time;
    use crate::output::CellOf;
    use insta::assert_snapshot;
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    type Row = Vec<Cell<'static>>;

    fn cell(place: usize) -> CellOf<Row> {
        Box::new(move |row| row[place])
    }

    fn columns(names: &[&str]) -> Vec<Shown<Row>> {
        names.iter().enumerate().map(|(place, name)| Shown { name: (*name).to_owned(), cell: cell(place) }).collect()
    }

    fn table(names: &[&str], rows: &[Row], width: usize, color: bool, mark: Option<Mark<'_>>) -> String {
        let zone = TimeZone::get("Asia/Bangkok").unwrap();
        let mut out = Vec::new();
        write(&mut out, &columns(names), rows, &Look { width, color, zone: &zone, mark }).unwrap();
        String::from_utf8(out).unwrap()
    }

    const NAMES: [&str; 9] = ["id", "created", "status", "app", "person", "assignee", "tags", "messages", "preview"];

    fn rows() -> Vec<Row> {
        let time = Cell::Time(Time::from_micros(1_769_850_000_000_000).unwrap());
        let tags: &'static [String] = Box::leak(vec!["billing".to_owned(), "vip".to_owned()].into_boxed_slice());
        let row = |id, status, person, preview| {
            let (app, rep) = (Cell::Text("whatsapp"), Cell::Text("Ana Souza"));
            vec![
                Cell::Number(id),
                time,
                Cell::Word(status),
                app,
                person,
                rep,
                Cell::List(tags),
                Cell::Number(12),
                preview,
            ]
        };
        vec![
            row(
                4711,
                "open",
                Cell::Text("Jürgen Groß"),
                Cell::Text("I would like my money back for the broken lamp, please"),
            ),
            row(
                9,
                "resolved",
                Cell::Text("山田 太郎"),
                Cell::Text("ありがとうございました、助かりました。またお願いします"),
            ),
            row(10_002, "closed", Cell::text(None), Cell::Text("\u{1b}[2Jline\nbreak 👍🏽")),
        ]
    }

    #[test]
    fn a_wide_terminal_shows_all_columns() {
        assert_snapshot!(table(&NAMES, &rows(), 120, false, None), @r"
           ID  CREATED           STATUS    APP       PERSON       ASSIGNEE   TAGS          MESSAGES  PREVIEW
         4711  2026-01-31 16:00  open      whatsapp  Jürgen Groß  Ana Souza  billing, vip        12  I would like my money back…
            9  2026-01-31 16:00  resolved  whatsapp  山田 太郎    Ana Souza  billing, vip        12  ありがとうございました、助…
        10002  2026-01-31 16:00  closed    whatsapp  Unknown      Ana Souza  billing, vip        12  ^[[2Jline break 👍🏽
        ");
    }

    #[test]
    fn narrow_terminals_cut_the_widest_texts_and_then_leave_columns_out() {
        assert_snapshot!(table(&NAMES, &rows(), 80, false, None), @r"
           ID  CREATED           STATUS    APP       PERSON       PREVIEW
         4711  2026-01-31 16:00  open      whatsapp  Jürgen Groß  I would like my money…
            9  2026-01-31 16:00  resolved  whatsapp  山田 太郎    ありがとうございまし…
        10002  2026-01-31 16:00  closed    whatsapp  Unknown      ^[[2Jline break 👍🏽
        ");
        assert_snapshot!(table(&NAMES, &rows(), 50, false, None), @r"
           ID  CREATED           PREVIEW
         4711  2026-01-31 16:00  I would like my money ba…
            9  2026-01-31 16:00  ありがとうございました、…
        10002  2026-01-31 16:00  ^[[2Jline break 👍🏽
        ");
        assert_snapshot!(table(&NAMES, &rows(), 20, false, None), @r"
           ID  PREVIEW
         4711  I would like…
            9  ありがとうご…
        10002  ^[[2Jline br…
        ");
    }

    #[test]
    fn what_was_found_stays_in_sight() {
        let mark: Mark<'_> = &|text| text.find("lamp").map(|at| at..at + 4);
        let names = ["id", "preview"];
        let rows: Vec<Row> =
            vec![vec![Cell::Number(1), Cell::Text("I would like my money back for the broken lamp, please")]];
        assert_snapshot!(table(&names, &rows, 36, false, Some(mark)), @r"
        ID  PREVIEW
         1  …ack for the broken lamp, please
        ");
        let colored = table(&names, &rows, 36, true, Some(mark));
        assert!(colored.contains("\u{1b}[1;4;31mlamp\u{1b}[0m"), "{colored:?}");
    }

    #[test]
    fn a_message_keeps_its_emoji_and_stays_one_line() {
        let names = ["id", "person", "preview"];
        let text = "❤\u{fe0f} 👩\u{200d}💻\n\u{2028}می\u{200c}خواهم pay\u{200d}pal";
        let rows: Vec<Row> = vec![vec![Cell::Number(1), Cell::Text("❤\u{fe0f}"), Cell::Text(text)]];
        assert_eq!(
            table(&names, &rows, 80, false, None),
            "ID  PERSON     PREVIEW\n \
             1  ❤<U+FE0F>  ❤\u{fe0f} 👩\u{200d}💻 می\u{200c}خواهم pay<U+200D>pal\n"
        );
    }

    #[test]
    fn a_long_list_has_one_head_and_straight_columns() {
        let rows: Vec<Row> = (1..=2 * ROWS as i64 + 1).map(|id| vec![Cell::Number(id), Cell::Text("x")]).collect();
        let table = table(&["id", "preview"], &rows, 80, false, None);
        assert_eq!(table.lines().count(), rows.len() + 1);
        assert_eq!(table.matches("ID").count(), 1);
        assert!(table.contains("\n   1  x\n") && table.ends_with("\n2001  x\n"), "{table}");
    }

    #[test]
    fn colours_are_ours_only() {
        let colored = table(&NAMES, &rows(), 100, true, None);
        assert!(colored.contains("\u{1b}[32mopen\u{1b}[0m"));
        let plain = table(&NAMES, &rows(), 100, false, None);
        let mut stripped = colored;
        for code in ["\u{1b}[2m", "\u{1b}[1m", "\u{1b}[32m", "\u{1b}[36m", "\u{1b}[0m"] {
            stripped = stripped.replace(code, "");
        }
        assert_eq!(stripped, plain);
        assert!(!plain.contains('\u{1b}'));
    }

    #[test]
    fn a_list_without_rows_has_its_heads() {
        assert_eq!(table(&["id", "preview"], &[], 80, false, None), "ID  PREVIEW\n");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_terminal(
            texts in prop::collection::vec(prop::array::uniform4("(\\PC|[a-z1世\u{301}👍❤\u{fe0f}\u{200d}\u{20e3}\n\t]){0,30}"), 0..4),
            width in 20_usize..130,
        ) {
            let rows: Vec<Row> = texts.iter().map(|row| {
                let mut cells: Row = vec![Cell::Number(123_456)];
                cells.extend(row.iter().map(|text| Cell::Text(Box::leak(text.clone().into_boxed_str()))));
                cells
            }).collect();
            let table = table(&["id", "person", "tags", "app", "preview"], &rows, width, false, None);
            prop_assert_eq!(table.lines().count(), rows.len() + 1);
            for line in table.lines() {
                prop_assert!(line.width() <= width, "{:?}", line);
                prop_assert!(!line.ends_with(' '));
            }
        }
    }
}
