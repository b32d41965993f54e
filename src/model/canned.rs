//! Canned replies: texts that are written once and sent often.

pub mod entry;
pub mod form;
pub mod language;
mod likeness;
mod limit;
pub mod lint;

use super::record::{Cell, Column};
use super::time::Time;

/// A text in another language than the first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Variant {
    /// Language tag.
    pub language: String,
    /// The text: a template.
    pub text: String,
}

/// Who sees and uses a canned reply. Whoever manages canned replies sees them all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// Everybody.
    #[default]
    Everybody,
    /// Members of these teams, by name.
    Teams(Vec<String>),
    /// This rep, by name.
    Rep(String),
}

impl Scope {
    /// The stored number.
    pub const fn number(&self) -> i64 {
        match self {
            Self::Everybody => 1,
            Self::Teams(_) => 2,
            Self::Rep(_) => 3,
        }
    }

    /// Reads `everybody`, `teams: Billing, "A, B"` or `rep: Ann`.
    ///
    /// # Errors
    /// What it looks like.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.eq_ignore_ascii_case("everybody") {
            return Ok(Self::Everybody);
        }
        let wrong = || "a scope is everybody, teams: A, B or rep: NAME".to_owned();
        let (kind, names) = text.split_once(':').ok_or_else(wrong)?;
        let names = parse_list(names)?;
        match (kind.trim().to_ascii_lowercase().as_str(), &names[..]) {
            ("team" | "teams", [_, ..]) => Ok(Self::Teams(names)),
            ("rep", [name]) => Ok(Self::Rep(name.clone())),
            _ => Err(wrong()),
        }
    }
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Everybody => f.write_str("everybody"),
            Self::Teams(names) => write!(f, "teams: {}", print_list(names)),
            Self::Rep(name) => write!(f, "rep: {}", print_list(std::slice::from_ref(name))),
        }
    }
}

/// The words of a canned reply: what is edited, exported and imported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Canned {
    /// The short name that is typed.
    pub name: String,
    /// What it is, in a line.
    pub title: Option<String>,
    /// Language of the text; `None`: not said.
    pub language: Option<String>,
    /// The text: a template.
    pub text: String,
    /// The text in other languages, by their tags.
    pub variants: Vec<Variant>,
    /// Who sees and uses it.
    pub scope: Scope,
    /// Words to find it by.
    pub tags: Vec<String>,
}

impl Canned {
    /// Puts texts and lists into the one form they are kept in: `\n` ends lines, no blank lines around a text, variants by
    /// language, each tag once.
    ///
    /// # Errors
    /// What is missing, or there twice.
    pub fn normal(mut self) -> Result<Self, String> {
        self.text = normal_text(&self.text);
        for variant in &mut self.variants {
            variant.text = normal_text(&variant.text);
        }
        self.variants.sort();
        let mut tags: Vec<String> = Vec::with_capacity(self.tags.len());
        for tag in self.tags {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        self.tags = tags;
        if self.text.is_empty() {
            return Err("the text is empty".to_owned());
        }
        let mut languages = self.language.iter().chain(self.variants.iter().map(|variant| &variant.language));
        let mut seen: Vec<&String> = Vec::new();
        if let Some(twice) = languages.find(|one| {
            let known = seen.contains(one);
            seen.push(one);
            known
        }) {
            return Err(format!("there are two texts in {twice}"));
        }
        if let Some(empty) = self.variants.iter().find(|variant| variant.text.is_empty()) {
            return Err(format!("the text in {} is empty", empty.language));
        }
        Ok(self)
    }

    /// Every text with its language, the first one first.
    pub fn texts(&self) -> impl Iterator<Item = (Option<&str>, &str)> {
        let others = self.variants.iter().map(|variant| (Some(variant.language.as_str()), variant.text.as_str()));
        std::iter::once((self.language.as_deref(), self.text.as_str())).chain(others)
    }

    /// The languages of its texts that are said.
    pub fn languages(&self) -> Vec<String> {
        self.texts().filter_map(|(language, _)| language.map(str::to_owned)).collect()
    }

    /// The text in this language: in just this one, else in a wider one (`pt` for `pt-BR`), else in one of the same kind
    /// (`pt-PT` for `pt-BR`); `None` where there is none.
    pub fn text_in(&self, language: &str) -> Option<(&str, &str)> {
        let texts: Vec<(&str, &str)> =
            self.texts().filter_map(|(known, text)| known.map(|known| (known, text))).collect();
        let mut wanted = language::canonical(language).unwrap_or_else(|_| language.to_owned());
        loop {
            if let Some(found) = texts.iter().find(|(known, _)| known.eq_ignore_ascii_case(&wanted)) {
                return Some(*found);
            }
            match wanted.rfind('-') {
                Some(end) => wanted.truncate(end),
                None => break,
            }
        }
        texts.into_iter().find(|(known, _)| language::base(known).eq_ignore_ascii_case(&wanted))
    }
}

/// `\n` for every line end, nothing blank around it.
fn normal_text(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let first = text.lines().position(|line| !line.trim().is_empty()).unwrap_or(0);
    let start: usize = text.split_inclusive('\n').take(first).map(str::len).sum();
    text.get(start..).unwrap_or_default().trim_end().to_owned()
}

/// A canned reply as lists show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CannedRow {
    /// Our number.
    pub id: i64,
    /// Its words.
    pub canned: Canned,
    /// Who sees and uses it, as one text.
    pub scope: String,
    /// Languages of its texts.
    pub languages: Vec<String>,
    /// `es: ¡Hola!`, one for each other language.
    pub variants: Vec<String>,
    /// Names of the files that go along.
    pub files: Vec<String>,
    /// Replies that used it.
    pub uses: i64,
    /// When one last did.
    pub used: Option<Time>,
    /// When it was made.
    pub created: Option<Time>,
}

/// The columns of a canned reply. Names are stable, new ones are only added.
pub const COLUMNS: &[Column<CannedRow>] = &[
    Column { name: "id", shown: false, about: "our number", cell: |c| Cell::Number(c.id) },
    Column { name: "name", shown: true, about: "the short name", cell: |c| Cell::Text(&c.canned.name) },
    Column {
        name: "title",
        shown: true,
        about: "what it is, in a line",
        cell: |c| Cell::text(c.canned.title.as_deref()),
    },
    Column { name: "languages", shown: true, about: "languages of its texts", cell: |c| Cell::List(&c.languages) },
    Column {
        name: "scope",
        shown: true,
        about: "who uses it: everybody, teams or one rep",
        cell: |c| Cell::Text(&c.scope),
    },
    Column { name: "tags", shown: true, about: "words to find it by", cell: |c| Cell::List(&c.canned.tags) },
    Column { name: "uses", shown: true, about: "replies that used it", cell: |c| Cell::Number(c.uses) },
    Column { name: "used", shown: true, about: "when one last did", cell: |c| Cell::time(c.used) },
    Column { name: "files", shown: false, about: "files that go along", cell: |c| Cell::List(&c.files) },
    Column { name: "created", shown: false, about: "when it was made", cell: |c| Cell::time(c.created) },
    Column { name: "text", shown: false, about: "its first text", cell: |c| Cell::Text(&c.canned.text) },
    Column {
        name: "variants",
        shown: false,
        about: "the texts in other languages, each behind its language",
        cell: |c| Cell::List(&c.variants),
    },
];

/// Reads a tag, for lists of them.
///
/// # Errors
/// Why it is none.
pub fn tag(text: &str) -> Result<String, String> {
    let text = text.trim();
    match text {
        "" => Err("a tag is empty".to_owned()),
        _ if text.contains([',', ';']) => Err(format!("the tag {text} holds a comma or a semicolon")),
        _ if text.chars().any(char::is_control) => Err("a tag holds a control character".to_owned()),
        _ if text.len() > 100 => Err("a tag is longer than 100 bytes".to_owned()),
        _ => Ok(text.to_owned()),
    }
}

/// Reads tags between commas; none of an empty text.
///
/// # Errors
/// Why one is none.
pub fn tags(text: &str) -> Result<Vec<String>, String> {
    parse_list(text)?.iter().map(|text| tag(text)).collect()
}

/// Names between commas. A name with a comma, a quote or white space around it stands in quotes, its own quotes doubled.
pub fn print_list(names: &[String]) -> String {
    let print = |name: &String| {
        let plain = !name.contains([',', '"']) && name.trim() == name && !name.is_empty();
        if plain { name.clone() } else { format!("\"{}\"", name.replace('"', "\"\"")) }
    };
    names.iter().map(print).collect::<Vec<_>>().join(", ")
}

/// Reads what [`print_list`] prints.
///
/// # Errors
/// Where a quote is not closed, or a name is missing.
pub fn parse_list(text: &str) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let name = if let Some(quoted) = rest.strip_prefix('"') {
            let mut name = String::new();
            let mut letters = quoted.char_indices().peekable();
            let end = loop {
                match letters.next() {
                    None => return Err("a quote is not closed".to_owned()),
                    Some((at, '"')) if letters.next_if(|(_, next)| *next == '"').is_none() => break at + 1,
                    Some((_, letter)) => name.push(letter),
                }
            };
            rest = quoted[end..].trim_start();
            name
        } else {
            let end = rest.find(',').unwrap_or(rest.len());
            let name = rest[..end].trim().to_owned();
            rest = &rest[end..];
            name
        };
        if name.is_empty() {
            return Err("a name is missing between commas".to_owned());
        }
        names.push(name);
        match rest.strip_prefix(',') {
            Some(more) if more.trim().is_empty() => return Err("a name is missing behind the comma".to_owned()),
            Some(more) => rest = more.trim_start(),
            None if rest.is_empty() => {}
            None => return Err("a comma is missing behind a quote".to_owned()),
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reply() -> Canned {
        let variant = |language: &str| Variant { language: language.into(), text: format!("in {language}") };
        Canned {
            name: "hi".into(),
            language: Some("en".into()),
            text: "first".into(),
            variants: vec![variant("es"), variant("pt-PT"), variant("zh"), variant("zh-Hant")],
            ..Canned::default()
        }
    }

    #[test]
    fn the_text_is_in_the_nearest_language() {
        let reply = reply();
        for (wanted, expected) in [
            ("en", Some("first")),
            ("en-GB", Some("first")),
            ("ES", Some("in es")),
            ("es_MX", Some("in es")),
            ("pt", Some("in pt-PT")),
            ("pt-BR", Some("in pt-PT")),
            ("zh-Hant-TW", Some("in zh-Hant")),
            ("zh-CN", Some("in zh")),
            ("th", None),
            ("", None),
            ("e", None),
        ] {
            assert_eq!(reply.text_in(wanted).map(|(_, text)| text), expected, "{wanted}");
        }
    }

    #[test]
    fn texts_are_kept_in_one_form() {
        let text = |text: &str| Canned { text: text.into(), ..reply() }.normal().map(|reply| reply.text);
        assert_eq!(text("\r\n \n  a\r\nb \r\n\r\n"), Ok("  a\nb".to_owned()));
        assert_eq!(text("\n "), Err("the text is empty".to_owned()));
        let twice = Canned { language: Some("es".into()), ..reply() };
        assert_eq!(twice.normal(), Err("there are two texts in es".to_owned()));
    }

    #[test]
    fn scopes_are_read() {
        for (text, expected) in [
            ("everybody", Ok(Scope::Everybody)),
            (" Everybody ", Ok(Scope::Everybody)),
            ("teams: A, \"B, \"\"C\"\"\"", Ok(Scope::Teams(vec!["A".into(), "B, \"C\"".into()]))),
            ("rep:Ann", Ok(Scope::Rep("Ann".into()))),
        ] {
            assert_eq!(Scope::parse(text), expected, "{text}");
        }
        for bad in
            ["", "nobody", "teams:", "teams: A,", "teams: ,", "teams: \"A", "teams: \"A\" B", "rep: A, B", "team"]
        {
            assert!(Scope::parse(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn lists_come_back(names in proptest::collection::vec("[a, \"é:]{1,8}", 1..4)) {
            prop_assert_eq!(parse_list(&print_list(&names)), Ok(names.clone()));
            prop_assert_eq!(Scope::parse(&Scope::Teams(names.clone()).to_string()), Ok(Scope::Teams(names)));
        }
    }
}
