//! Canned replies as files bring them, and what becomes of each.

use super::{Canned, Scope, Variant};
use crate::model::attachment::NewAttachment;
use crate::model::record::{Cell, Column};

/// A canned reply as a file has it. What the file does not say of it stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands: `replies.csv line 3`.
    pub place: String,
    /// Its name.
    pub name: String,
    /// The first text.
    pub text: String,
    /// `Some(None)`: it has none.
    pub title: Option<Option<String>>,
    /// Language of the first text.
    pub language: Option<Option<String>>,
    /// Every other text.
    pub variants: Option<Vec<Variant>>,
    /// Who uses it.
    pub scope: Option<Scope>,
    /// Its tags.
    pub tags: Option<Vec<String>>,
    /// Every file that goes along.
    pub files: Option<Vec<NewAttachment>>,
}

impl Entry {
    /// The words that it makes of those that were there.
    pub fn over(&self, before: Option<&Canned>) -> Canned {
        let before = before.cloned().unwrap_or_else(|| Canned { name: self.name.clone(), ..Canned::default() });
        Canned {
            name: before.name,
            text: self.text.clone(),
            title: self.title.clone().unwrap_or(before.title),
            language: self.language.clone().unwrap_or(before.language),
            variants: self.variants.clone().unwrap_or(before.variants),
            scope: self.scope.clone().unwrap_or(before.scope),
            tags: self.tags.clone().unwrap_or(before.tags),
        }
    }
}

/// What becomes of a canned reply when a file comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is not there yet.
    New,
    /// The file has something else.
    Changed,
    /// The file has the same.
    Unchanged,
    /// The file does not have it; it stays.
    LeftOut,
    /// The file does not have it; it goes.
    Removed,
}

impl Fate {
    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
            Self::LeftOut => "left out",
            Self::Removed => "removed",
        }
    }
}

/// A canned reply and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rehearsed {
    /// Its name.
    pub name: String,
    /// What becomes of it.
    pub fate: Fate,
    /// What is different.
    pub difference: Option<String>,
}

/// The columns of a rehearsal. Names are stable, new ones are only added.
pub const COLUMNS: &[Column<Rehearsed>] = &[
    Column { name: "name", shown: true, about: "the short name", cell: |r| Cell::Text(&r.name) },
    Column {
        name: "fate",
        shown: true,
        about: "new, changed, unchanged, left out (the file lacks it) or removed",
        cell: |r| Cell::Word(r.fate.name()),
    },
    Column {
        name: "difference",
        shown: true,
        about: "what is there → what the file has",
        cell: |r| Cell::text(r.difference.as_deref()),
    },
];

/// Letters that a difference shows of a text.
const SHOWN: usize = 60;

/// What is different, each thing behind its name; `None` where nothing is.
pub fn difference(before: &Canned, after: &Canned, other_files: bool) -> Option<String> {
    let mut parts = Vec::new();
    let mut compare = |name: &str, one: &str, other: &str| {
        if one != other {
            let (one, other) = cut(one, other);
            parts.push(format!("{name}: {one} → {other}"));
        }
    };
    let some = |text: &Option<String>| text.clone().unwrap_or_default();
    compare("title", &some(&before.title), &some(&after.title));
    compare("language", &some(&before.language), &some(&after.language));
    compare("scope", &before.scope.to_string(), &after.scope.to_string());
    compare("tags", &before.tags.join(", "), &after.tags.join(", "));
    compare("text", &before.text, &after.text);
    let mut languages: Vec<&String> = before.variants.iter().chain(&after.variants).map(|one| &one.language).collect();
    languages.sort();
    languages.dedup();
    for language in languages {
        let text = |canned: &Canned| {
            let found = canned.variants.iter().find(|one| one.language == *language);
            found.map(|one| one.text.clone()).unwrap_or_default()
        };
        compare(language, &text(before), &text(after));
    }
    if other_files {
        parts.push("files".to_owned());
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// Both texts in quotes, from shortly before the first letter in which they differ; what is empty is a dash.
fn cut(one: &str, other: &str) -> (String, String) {
    let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let start = same.saturating_sub(SHOWN / 4);
    let show = |text: &str| {
        if text.is_empty() {
            return "–".to_owned();
        }
        let mut letters = text.chars().skip(start);
        let shown: String = letters.by_ref().take(SHOWN).collect();
        let (front, back) = (if start > 0 { "…" } else { "" }, if letters.next().is_some() { "…" } else { "" });
        format!("\"{front}{shown}{back}\"")
    };
    (show(one), show(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_shows_where_texts_part() {
        let before = Canned {
            name: "hi".into(),
            text: format!("{} our money", "word ".repeat(40)),
            variants: vec![Variant { language: "es".into(), text: "hola".into() }],
            ..Canned::default()
        };
        let after = Canned {
            title: Some("T".into()),
            text: format!("{} your money", "word ".repeat(40)),
            variants: vec![],
            ..before.clone()
        };
        assert_eq!(
            difference(&before, &after, true).as_deref(),
            Some(
                "title: – → \"T\"; text: \"…ord word word  our money\" → \"…ord word word  your money\"; es: \"hola\" → –; files"
            )
        );
        assert_eq!(difference(&before, &before, false), None);
    }
}
