//! Words, phrases, brackets and signs of a query, each with its place.

use std::ops::Range;

use super::key::{self, Subject};
use super::place::{Fault, shown};

/// A token with the bytes of the query it stands in.
#[derive(Debug)]
pub(super) struct Token {
    /// What it is.
    pub(super) sort: Sort,
    /// Where it is.
    pub(super) place: Range<usize>,
}

/// What a token is.
#[derive(Debug)]
pub(super) enum Sort {
    /// `(`
    Open,
    /// `)`
    Close,
    /// `-` before a term.
    Minus,
    /// `NOT`
    Not,
    /// `AND`
    And,
    /// `OR`
    Or,
    /// A word or a phrase without a key.
    Word(Value),
    /// A key and its values, at least one.
    Term(Subject, Vec<Value>),
}

/// A word, a phrase or one value of a key.
#[derive(Debug)]
pub(super) struct Value {
    /// The text itself, without quotes.
    pub(super) text: String,
    /// Whether it stood in quotes.
    pub(super) quoted: bool,
    /// Where it is, with its quotes.
    pub(super) place: Range<usize>,
}

/// Most bytes of a query.
pub(super) const MOST_BYTES: usize = 64 * 1024;

/// The tokens of a query. Takes time in proportion to its length.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Fault> {
    check_bytes(text)?;
    let mut lexer = Lexer { text, at: 0 };
    let mut tokens = Vec::new();
    while let Some(token) = lexer.token()? {
        tokens.push(token);
    }
    Ok(tokens)
}

/// The values of a flag. Its text needs no quotes for white space and brackets, because the shell has taken care of
/// that: only commas part it, and a value that begins with a quote ends with one.
pub(super) fn values_of_flag(text: &str) -> Result<Vec<Value>, Fault> {
    check_bytes(text)?;
    let mut lexer = Lexer { text, at: 0 };
    let mut values = Vec::new();
    loop {
        lexer.skip_white_space();
        let start = lexer.at;
        let value = if lexer.peek() == Some('"') {
            let value = lexer.quoted()?;
            lexer.skip_white_space();
            if !matches!(lexer.peek(), None | Some(',')) {
                return Err(lexer.text_after_quote());
            }
            value
        } else {
            let bare = lexer.take_while(|c| c != ',').trim_end().to_owned();
            Value { place: start..start + bare.len(), text: bare, quoted: false }
        };
        if value.text.is_empty() && !value.quoted {
            return Err(Fault::new(value.place, "missing value", MISSING_VALUE));
        }
        values.push(value);
        if lexer.peek().is_none() {
            return Ok(values);
        }
        lexer.next();
    }
}

const MISSING_VALUE: &str = "give a value; `none` asks for chats without one";
const QUOTE_IT: &str = "to search for the text itself, quote it";

fn check_bytes(text: &str) -> Result<(), Fault> {
    if text.len() > MOST_BYTES {
        return Err(Fault::whole("more than 65,536 bytes", "shorten it, or ask in several queries"));
    }
    match text.find('\0') {
        Some(at) => Err(Fault::new(at..at + 1, "NUL character", "no text holds one; take it out")),
        None => Ok(()),
    }
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn skip_white_space(&mut self) {
        self.take_while(char::is_whitespace);
    }

    fn token(&mut self) -> Result<Option<Token>, Fault> {
        self.skip_white_space();
        let start = self.at;
        let Some(c) = self.peek() else { return Ok(None) };
        let sort = match c {
            '(' => self.sign(Sort::Open),
            ')' => self.sign(Sort::Close),
            '-' => self.minus()?,
            '"' => {
                let phrase = self.quoted()?;
                self.check_end_of_quote(false)?;
                Sort::Word(phrase)
            }
            _ => self.bare()?,
        };
        Ok(Some(Token { sort, place: start..self.at }))
    }

    fn sign(&mut self, sort: Sort) -> Sort {
        self.next();
        sort
    }

    fn minus(&mut self) -> Result<Sort, Fault> {
        let start = self.at;
        self.next();
        match self.peek() {
            Some(c) if !c.is_whitespace() && c != ')' => Ok(Sort::Minus),
            _ => Err(Fault::new(
                start..self.at,
                "`-` without a term",
                "write -term without white space, or quote \"-\" to search for it",
            )),
        }
    }

    /// A word, an operator, or a key with its values.
    fn bare(&mut self) -> Result<Sort, Fault> {
        let start = self.at;
        let word = self.take_while(|c| !ends_word(c) && c != ':');
        if self.peek() == Some('"') && key::is_field_prefix(word) {
            let name = self.quoted()?;
            if self.peek() != Some(':') {
                return Err(Fault::new(
                    start..self.at,
                    "custom field without `:` and a value",
                    "for instance field.\"order id\":5",
                ));
            }
            let subject =
                key::subject(&format!("{word}{}", name.text), start).map_err(|fault| fault.at(start..self.at))?;
            return self.term(subject);
        }
        match self.peek() {
            Some(':') => {
                let subject = key::subject(word, start).map_err(|fault| self.address_or(fault))?;
                return self.term(subject);
            }
            Some('"') => return Err(self.quote_inside()),
            Some('(') if operator(word).is_none() => return Err(self.bracket_inside()),
            _ => {}
        }
        let value = || Value { text: word.to_owned(), quoted: false, place: start..start + word.len() };
        Ok(operator(word).unwrap_or_else(|| Sort::Word(value())))
    }

    /// What looks like a key may be the beginning of an address; then the hint says so.
    fn address_or(&self, fault: Fault) -> Fault {
        if self.rest().starts_with("://") {
            fault.hint("to search for an address, quote it: \"https://…\"")
        } else {
            fault
        }
    }

    /// The values behind a key; the colon comes next.
    fn term(&mut self, subject: Subject) -> Result<Sort, Fault> {
        let mut values = Vec::new();
        while values.is_empty() || self.peek() == Some(',') {
            // The colon, or the comma between two values.
            self.next();
            values.push(self.value(&subject)?);
        }
        Ok(Sort::Term(subject, values))
    }

    fn value(&mut self, subject: &Subject) -> Result<Value, Fault> {
        let start = self.at;
        if self.peek() == Some('"') {
            let value = self.quoted()?;
            self.check_end_of_quote(true)?;
            return Ok(value);
        }
        let text = self.take_while(|c| !ends_word(c) && c != ',');
        match self.peek() {
            Some('"') => Err(self.quote_inside()),
            Some('(') if text.is_empty() => Err(Fault::new(
                self.at..self.at + 1,
                format!("bracket after `{}:`", shown(&subject.name())),
                "several values are a list without white space: key:a,b",
            )),
            Some('(') => Err(self.bracket_inside()),
            _ if text.is_empty() => Err(Fault::new(
                start..start,
                format!("missing value of `{}:`", shown(&subject.name())),
                format!("it takes {}; without white space, as in {}", subject.key.values, subject.key.example),
            )),
            _ => Ok(Value { text: text.to_owned(), quoted: false, place: start..self.at }),
        }
    }

    /// A text in quotes; the opening one comes next. `\"` and `\\` stand for the sign itself.
    fn quoted(&mut self) -> Result<Value, Fault> {
        let start = self.at;
        self.next();
        let mut text = String::new();
        loop {
            match self.next() {
                None => {
                    return Err(Fault::new(
                        start..start + 1,
                        "unmatched quote",
                        "close it; within quotes, \\\" stands for a quote",
                    ));
                }
                Some('"') => return Ok(Value { text, quoted: true, place: start..self.at }),
                Some('\\') => match self.peek() {
                    Some(c @ ('"' | '\\')) => {
                        self.next();
                        text.push(c);
                    }
                    _ => text.push('\\'),
                },
                Some(c) => text.push(c),
            }
        }
    }

    fn check_end_of_quote(&self, in_list: bool) -> Result<(), Fault> {
        match self.peek() {
            None | Some(')') => Ok(()),
            Some(',') if in_list => Ok(()),
            Some(c) if c.is_whitespace() => Ok(()),
            Some(_) => Err(self.text_after_quote()),
        }
    }

    fn text_after_quote(&self) -> Fault {
        Fault::new(
            self.here(),
            "text right after a quote",
            "put white space between them; within quotes, \\\" stands for a quote",
        )
    }

    fn quote_inside(&self) -> Fault {
        Fault::new(
            self.here(),
            "quote inside a word",
            "quote the whole word or value; within quotes, \\\" stands for a quote",
        )
    }

    fn bracket_inside(&self) -> Fault {
        let hint = format!("put white space before it; {QUOTE_IT}");
        Fault::new(self.here(), "bracket inside a word", hint)
    }

    /// The place of the next character.
    fn here(&self) -> Range<usize> {
        self.at..self.at + self.peek().map_or(0, char::len_utf8)
    }
}

/// Whether a bare word ends before this character.
pub(super) fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '"')
}

/// The operator that a bare word is; only in capitals.
fn operator(word: &str) -> Option<Sort> {
    match word {
        "AND" => Some(Sort::And),
        "OR" => Some(Sort::Or),
        "NOT" => Some(Sort::Not),
        _ => None,
    }
}
