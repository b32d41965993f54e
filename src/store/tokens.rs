//! Texts cut into the tokens of the search index (see search.rs for what each is for).

use std::collections::BTreeSet;

use crate::model::chat::WholeChat;
use crate::model::fold::fold;

/// Longest term that is looked up as it is, in characters. Longer runs are indexed in overlapping windows of twice
/// this length, and of a longer piece only its beginning is looked up.
pub const LONG: usize = 32;

/// What a character is to the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Part of a term.
    Word,
    /// Part of a run without spaces between words.
    Pair,
    /// Any other sign.
    Symbol,
    /// The one space that folding leaves.
    Space,
}

fn class(c: char) -> Class {
    match c {
        ' ' => Class::Space,
        '0'..='9' | 'a'..='z' | 'A'..='Z' => Class::Word,
        '\0'..='\x7f' => Class::Symbol,
        // Thai, Lao, Tibetan, Myanmar, Khmer; Kana, Bopomofo; Han with its extensions and compatibility forms.
        '\u{e00}'..='\u{eff}'
        | '\u{f00}'..='\u{fff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{312f}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Class::Pair,
        _ if c.is_alphanumeric() => Class::Word,
        _ => Class::Symbol,
    }
}

/// A maximal run of one class; symbols are runs of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run<'a> {
    /// Of all its characters.
    pub class: Class,
    /// The run itself.
    pub text: &'a str,
}

impl Run<'_> {
    /// Whether it has tokens of its own in the columns of texts.
    pub fn has_letters(&self) -> bool {
        matches!(self.class, Class::Word | Class::Pair)
    }
}

/// The runs of a folded text, in order. Together they are the text.
pub fn runs(text: &str) -> impl Iterator<Item = Run<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let class = class(first);
        let end = match class {
            Class::Symbol | Class::Space => first.len_utf8(),
            Class::Word | Class::Pair => {
                rest.char_indices().find(|(_, c)| self::class(*c) != class).map_or(rest.len(), |(at, _)| at)
            }
        };
        let (run, after) = rest.split_at(end);
        rest = after;
        Some(Run { class, text: run })
    })
}

/// The tokens of one chat, as the index takes them.
#[derive(Debug, Default)]
pub struct Tokens {
    /// Of the messages.
    pub thread: String,
    /// Of the description and the person's name.
    pub about: String,
    /// Every other sign, once.
    symbols: BTreeSet<char>,
}

/// Where a text belongs in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A message.
    Thread,
    /// The description or the person's name.
    About,
}

impl Tokens {
    /// The tokens of a chat, but for those of the person's name, which the repository may know better.
    pub fn of(chat: &WholeChat) -> Self {
        let mut tokens = Self::default();
        for message in &chat.messages {
            tokens.add(Place::Thread, &message.text);
        }
        if let Some(description) = &chat.description {
            tokens.add(Place::About, description);
        }
        tokens
    }

    /// Adds a text of the chat.
    pub fn add(&mut self, place: Place, text: &str) {
        let folded = fold(text);
        let out = match place {
            Place::Thread => &mut self.thread,
            Place::About => &mut self.about,
        };
        for run in runs(&folded) {
            match run.class {
                Class::Space => {}
                Class::Symbol => self.symbols.extend(run.text.chars()),
                Class::Pair => push_pairs(run.text, out),
                Class::Word => push_terms(run.text, |term| push_token(term, out)),
            }
        }
    }

    /// The tokens of the column `symbol`.
    pub fn symbol(&self) -> String {
        let mut out = String::new();
        for symbol in &self.symbols {
            push_token(&symbol_token(*symbol), &mut out);
        }
        out
    }

    /// The terms among the tokens, as often as they stand there.
    pub fn terms(&self) -> impl Iterator<Item = &str> {
        let tokens = self.thread.split(' ').chain(self.about.split(' '));
        tokens.filter(|token| is_term(token))
    }

    /// Makes room for the next chat.
    pub fn clear(&mut self) {
        self.thread.clear();
        self.about.clear();
        self.symbols.clear();
    }

    /// How much memory the tokens take, about, in bytes.
    pub fn size(&self) -> usize {
        self.thread.len() + self.about.len() + self.symbols.len() * 16
    }
}

/// Whether a token of the columns of texts is a term.
pub fn is_term(token: &str) -> bool {
    token.chars().next().is_some_and(|c| class(c) == Class::Word)
}

fn push_token(token: &str, out: &mut String) {
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(token);
}

/// The token of a sign: its code point, in hexadecimal digits.
pub fn symbol_token(symbol: char) -> String {
    format!("{:x}", u32::from(symbol))
}

/// A run becomes its overlapping pairs and its last character: no phrase of pairs can then cross the end of a run.
pub fn push_pairs(run: &str, out: &mut String) {
    let mut before: Option<usize> = None;
    for (at, c) in run.char_indices() {
        if let Some(before) = before {
            push_token(&run[before..at + c.len_utf8()], out);
        }
        before = Some(at);
    }
    if let Some(last) = before {
        push_token(&run[last..], out);
    }
}

/// A run of up to `2 * LONG` characters is one term. Of longer ones come windows of that length, each half over the
/// one before, the last flush with the end: any piece of up to `LONG` characters lies whole in one of them.
fn push_terms(run: &str, mut push: impl FnMut(&str)) {
    let window = 2 * LONG;
    if run.len() <= window {
        return push(run);
    }
    let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
    let length = starts.len() - 1;
    let mut from = 0;
    while from + window < length {
        push(&run[starts[from]..starts[from + window]]);
        from += LONG;
    }
    push(&run[starts[length.saturating_sub(window)]..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thread(text: &str) -> String {
        let mut tokens = Tokens::default();
        tokens.add(Place::Thread, text);
        format!("{}|{}", tokens.thread, tokens.symbol())
    }

    #[test]
    fn cuts_words_pairs_and_signs() {
        assert_eq!(thread("Hello, World!"), "hello world|21 2c");
        assert_eq!(thread("iPhoneไหม AB-123"), "iphone ไห หม ม ab 123|2d");
        assert_eq!(thread("世"), "世|");
        assert_eq!(thread("世界 👍"), "世界 界|1f44d");
        assert_eq!(thread(""), "|");
    }

    #[test]
    fn any_short_piece_of_a_long_run_lies_in_one_window() {
        let run: String = (0..333).map(|n| char::from(b'a' + u8::try_from(n * n % 23).unwrap())).collect();
        let mut windows = Vec::new();
        push_terms(&run, |term| windows.push(term.to_owned()));
        assert!(windows.iter().all(|window| window.len() <= 2 * LONG));
        for from in 0..run.len() {
            for length in 1..=LONG.min(run.len() - from) {
                let piece = &run[from..from + length];
                assert!(windows.iter().any(|window| window.contains(piece)), "{from} {length}");
            }
        }
        assert!(run.starts_with(&windows[0]) && run.ends_with(windows.last().unwrap()));
    }

    #[test]
    fn runs_are_the_text() {
        let text = "a1 -ไทย漢字x👍  b";
        assert_eq!(runs(text).map(|run| run.text).collect::<String>(), text);
    }
}
