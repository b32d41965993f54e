//! Long texts for people: lines of washed pieces, wrapped at the width by display cells.

use super::style::Style;
use super::wash::{Safe, fitting};

/// A piece of a line.
#[derive(Clone, Debug)]
struct Piece {
    style: Style,
    text: Safe<'static>,
}

/// Lines for a person, at most as wide as the terminal.
#[derive(Clone, Debug)]
pub struct Document {
    width: usize,
    lines: Vec<Vec<Piece>>,
}

/// Even the narrowest terminal gives a text this many cells.
const LEAST_TEXT: usize = 10;

impl Document {
    /// An empty one, `width` display cells wide.
    pub fn new(width: usize) -> Self {
        Self { width, lines: Vec::new() }
    }

    /// An empty line.
    pub fn blank(&mut self) {
        self.lines.push(Vec::new());
    }

    /// One line, cut at the width.
    pub fn line<'a>(&mut self, pieces: impl IntoIterator<Item = (Style, Safe<'a>)>) {
        let mut left = self.width;
        let mut line = Vec::new();
        for (style, text) in pieces {
            let text = text.cut(left).into_owned();
            left -= text.width().min(left);
            line.push(Piece { style, text });
        }
        self.lines.push(line);
    }

    /// Texts behind a label, each on lines of its own: all of them stand `indent` cells from the left, so that no text
    /// can pass for a label.
    pub fn entry(&mut self, label: &Safe<'_>, look: Style, indent: usize, style: Style, texts: &[Safe<'_>]) {
        let room = self.width.saturating_sub(indent).max(LEAST_TEXT);
        let mut head = Some(label);
        for text in texts {
            let mut rest = text.as_str();
            loop {
                let (line, behind) = break_line(rest, room);
                let mut pieces = Vec::new();
                let label = head.take().map(|label| label.clone().cut(indent.saturating_sub(1)).into_owned());
                let gap = indent - label.as_ref().map_or(0, Safe::width).min(indent);
                pieces.extend(label.map(|text| Piece { style: look, text }));
                pieces.push(Piece { style: Style::Plain, text: Safe::spaces(gap) });
                pieces.push(Piece { style, text: text.part(line) });
                self.lines.push(pieces);
                rest = behind;
                if rest.is_empty() {
                    break;
                }
            }
        }
    }

    /// All of it as text.
    pub fn render(&self, color: bool) -> String {
        let mut out = String::new();
        for line in &self.lines {
            let start = out.len();
            for piece in line {
                piece.style.paint(&mut out, piece.text.as_str(), color);
            }
            out.truncate(start + out.get(start..).map_or(0, |line| line.trim_end_matches(' ').len()));
            out.push('\n');
        }
        out
    }
}

/// The first line of a text, at most `room` cells, and what is left. It breaks behind a space where there is one in
/// the second half of the line, between words it swallows that space, and anywhere in a text without spaces.
fn break_line(text: &str, room: usize) -> (&str, &str) {
    let fits = fitting(text, room);
    if fits >= text.len() {
        return (text, "");
    }
    let (line, rest) = split(text, fits.max(text.chars().next().map_or(0, char::len_utf8)));
    if let Some(rest) = rest.strip_prefix(' ') {
        return (line, rest);
    }
    match line.rfind(' ') {
        Some(at) if at > 0 && at >= line.len() / 2 => (split(text, at).0, split(text, at + 1).1),
        _ => (line, rest),
    }
}

fn split(text: &str, at: usize) -> (&str, &str) {
    text.split_at_checked(at).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::wash;
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    fn entry(text: &str, indent: usize, width: usize) -> String {
        let mut document = Document::new(width);
        document.entry(&wash::line("Label"), Style::Dim, indent, Style::Plain, &wash::body(text));
        document.render(false)
    }

    #[test]
    fn texts_wrap_between_words_and_hang() {
        assert_eq!(entry("one two three four\nfive", 8, 20), "Label   one two\n        three four\n        five\n");
        assert_eq!(entry("", 8, 20), "Label\n");
        assert_eq!(entry("\n\nx", 8, 20), "Label\n\n        x\n");
    }

    #[test]
    fn texts_without_spaces_break_by_cells() {
        assert_eq!(entry("世界地図世界地図", 8, 20), "Label   世界地図世界\n        地図\n");
        assert_eq!(entry(&"a".repeat(30), 8, 20).lines().count(), 3);
        assert!(entry(&"a".repeat(1_000_000), 8, 80).lines().all(|line| line.len() <= 80));
    }

    #[test]
    fn our_colours_end_where_they_began() {
        let mut document = Document::new(40);
        document.line([(Style::Strong, wash::line("Chat 1")), (Style::Plain, wash::line(" \u{1b}[31m"))]);
        assert_eq!(document.render(true), "\u{1b}[1mChat 1\u{1b}[0m ^[[31m\n");
    }

    proptest! {
        #[test]
        fn every_line_fits_and_every_text_is_indented(text in "(\\PC|[a-z 世\u{301}👍\n\t]){0,80}", width in 20_usize..90) {
            let rendered = entry(&text, 8, width);
            for (place, line) in rendered.lines().enumerate() {
                prop_assert!(line.width() <= width, "{:?}", line);
                prop_assert!(place == 0 || line.is_empty() || line.starts_with("        "));
            }
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let washed: String = wash::body(&text).iter().map(|line| letters(line.as_str())).collect();
            prop_assert_eq!(letters(&rendered), format!("Label{washed}"));
        }
    }
}
