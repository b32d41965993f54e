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

    /// Display cells a line.
    pub fn width(&self) -> usize {
        self.width
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

    /// A text behind a label: `label` and what follows it stand `indent` cells from the left, and so does every
    /// further line, so that no text can pass for a label.
    pub fn entry(&mut self, label: &Safe<'_>, indent: usize, style: Style, texts: &[Safe<'_>]) {
        let room = self.width.saturating_sub(indent).max(LEAST_TEXT);
        let mut head = Some(label);
        for text in texts {
            let mut rest = text.as_str();
            loop {
                let (line, behind) = break_line(rest, room);
                let mut pieces = Vec::new();
                let label = head.take().map(|label| label.clone().cut(indent.saturating_sub(1)).into_owned());
                let gap = indent - label.as_ref().map_or(0, Safe::width).min(indent);
                pieces.extend(label.map(|text| Piece { style: Style::Dim, text }));
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

    /// How many lines there are.
    pub fn height(&self) -> usize {
        self.lines.len()
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
