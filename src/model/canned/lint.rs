//! What is wrong with canned replies, or may be: found without sending anything.

use std::collections::BTreeSet;

use super::CannedRow;
use super::likeness::first_alike;
use super::limit::limits;
use crate::model::record::{Cell, Column};
use crate::model::template::{self, Checked};
use crate::model::time::Time;

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// What there is around the canned replies.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Custom fields of persons, by name.
    pub person_fields: BTreeSet<String>,
    /// Custom fields of chats.
    pub chat_fields: BTreeSet<String>,
    /// Names of apps.
    pub apps: Vec<String>,
    /// Numbers of the canned replies in whose scope nobody is.
    pub out_of_reach: BTreeSet<i64>,
}

/// What is looked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Languages that each should be in; none: those that half of them are in.
    pub languages: Vec<String>,
    /// Days after which one that nobody used is told of.
    pub unused_days: i64,
    /// Now.
    pub now: Time,
}

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Name of the canned reply.
    pub name: String,
    /// The kind of it.
    pub problem: &'static str,
    /// The language of the text it is about.
    pub language: Option<String>,
    /// What exactly.
    pub detail: String,
}

/// The columns of what was found. Names are stable, new ones are only added.
pub const COLUMNS: &[Column<Finding>] = &[
    Column { name: "name", shown: true, about: "the short name", cell: |f| Cell::Text(&f.name) },
    Column {
        name: "problem",
        shown: true,
        about: "template, variable, language, unused, duplicate, length or scope",
        cell: |f| Cell::Word(f.problem),
    },
    Column {
        name: "language",
        shown: true,
        about: "language of the text it is about",
        cell: |f| Cell::text(f.language.as_deref()),
    },
    Column { name: "detail", shown: true, about: "what exactly", cell: |f| Cell::Text(&f.detail) },
];

/// Looks at all of them, in order.
pub fn lint(rows: &[CannedRow], around: &Surroundings, wanted: &Wanted) -> Vec<Finding> {
    let languages = match wanted.languages.is_empty() {
        true => usual_languages(rows),
        false => wanted.languages.clone(),
    };
    let mut found = Vec::new();
    let mut texts: Vec<(usize, &str)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        texts.extend(row.canned.texts().map(|(_, text)| (at, text)));
    }
    let mut alike = first_alike(&texts).into_iter();
    for row in rows {
        let mut tell = |problem, language: Option<&str>, detail: String| {
            let (name, language) = (row.canned.name.clone(), language.map(str::to_owned));
            found.push(Finding { name, problem, language, detail });
        };
        for (language, text) in row.canned.texts() {
            match template::check(text) {
                Err(fault) => tell("template", language, fault.what),
                Ok(checked) => {
                    for name in unknown_fields(&checked, around) {
                        tell("variable", language, format!("there is no custom field for {name}"));
                    }
                }
            }
            for detail in too_long(text, &around.apps) {
                tell("length", language, detail);
            }
        }
        for language in languages.iter().filter(|language| row.canned.text_in(language).is_none()) {
            tell("language", Some(language), format!("it has no text in {language}"));
        }
        if around.out_of_reach.contains(&row.id) {
            tell("scope", None, format!("nobody is in its scope, {}", row.scope));
        }
        if let Some(detail) = unused(row, wanted) {
            tell("unused", None, detail);
        }
        for (language, _) in row.canned.texts() {
            if let Some(other) = alike.next().flatten() {
                tell("duplicate", language, format!("nearly the same as {}", rows[texts[other].0].canned.name));
            }
        }
    }
    found
}

/// The custom fields in it that there are not.
fn unknown_fields<'c>(checked: &'c Checked, around: &'c Surroundings) -> impl Iterator<Item = &'c str> {
    let unknown = |path: &[String]| match path {
        [owner, _, name] if owner == "person" => !around.person_fields.contains(name),
        [_, _, name] => !around.chat_fields.contains(name),
        _ => false,
    };
    checked.variables.iter().filter(move |one| unknown(&one.path)).map(|one| one.name.as_str())
}

/// For each app there is, whether a text is too long for it: as it becomes with values of twenty letters, or where that
/// cannot be told, as it is written.
fn too_long(text: &str, apps: &[String]) -> Vec<String> {
    let typical = template::typical(text);
    let text = typical.as_deref().unwrap_or(text);
    let told = limits(apps).filter_map(|(app, limit)| {
        let length = limit.length(text);
        (length > limit.most).then(|| format!("{length} {}, {app} takes {}", limit.unit(), limit.most))
    });
    told.collect()
}

fn unused(row: &CannedRow, wanted: &Wanted) -> Option<String> {
    let since = row.used.or(row.created)?;
    let days = (wanted.now.micros() - since.micros()) / DAY;
    let told = if row.used.is_some() { "last used" } else { "never used, made" };
    (days >= wanted.unused_days).then(|| format!("{told} {days} days ago"))
}

/// The languages that at least half of them are in, by their own first texts and variants.
fn usual_languages(rows: &[CannedRow]) -> Vec<String> {
    let all: BTreeSet<&String> = rows.iter().flat_map(|row| &row.languages).collect();
    let count = |language: &str| rows.iter().filter(|row| row.canned.text_in(language).is_some()).count();
    all.into_iter().filter(|language| count(language) * 2 >= rows.len()).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::canned::{Canned, Variant};

    fn row(id: i64, name: &str, text: &str, languages: &[&str]) -> CannedRow {
        let variants = languages
            .iter()
            .skip(1)
            .map(|language| Variant { language: (*language).to_owned(), text: format!("{name} {language}") });
        let canned = Canned {
            name: name.to_owned(),
            text: text.to_owned(),
            language: languages.first().map(|language| (*language).to_owned()),
            variants: variants.collect(),
            ..Canned::default()
        };
        CannedRow {
            id,
            scope: canned.scope.to_string(),
            languages: canned.languages(),
            canned,
            variants: Vec::new(),
            files: Vec::new(),
            uses: 0,
            used: None,
            created: Some(Time::EPOCH),
        }
    }

    #[test]
    fn each_kind_of_problem_is_found() {
        let long = format!("{{{{ person.name }}}} {}", "x".repeat(1590));
        let rows = [
            row(1, "a", "Where is my parcel, {{ person.field.plan }}? {{ chat.field.order }}", &["en", "es"]),
            row(2, "b", "Where is my parcel, {{ person.field.plan }}?  {{ chat.field.order }}", &["en", "es"]),
            row(3, "c", &long, &["en"]),
            CannedRow { used: Time::from_micros(90 * DAY), ..row(4, "d", "{{ oops", &["de-AT", "en", "es"]) },
        ];
        let around = Surroundings {
            chat_fields: ["order".to_owned()].into(),
            apps: vec!["SMS".into(), "webchat".into(), "Telegram".into()],
            out_of_reach: [3].into(),
            ..Surroundings::default()
        };
        let now = Time::from_micros(100 * DAY).unwrap();
        let found = lint(&rows, &around, &Wanted { languages: Vec::new(), unused_days: 100, now });
        let told: Vec<String> =
            found.iter().map(|one| format!("{} {} {}", one.name, one.problem, one.detail)).collect();
        assert_eq!(
            told,
            [
                "a variable there is no custom field for person.field.plan",
                "a unused never used, made 100 days ago",
                "b variable there is no custom field for person.field.plan",
                "b unused never used, made 100 days ago",
                "b duplicate nearly the same as a",
                "c length 1611 characters, SMS takes 1600",
                "c language it has no text in es",
                "c scope nobody is in its scope, everybody",
                "c unused never used, made 100 days ago",
                "d template unexpected end of input, expected end of variable block",
            ]
        );
        let german = Wanted { languages: vec!["de".into()], unused_days: 1000, now };
        let found = lint(&rows, &Surroundings::default(), &german);
        let missing: Vec<&str> = found.iter().filter(|one| one.problem == "language").map(|one| &*one.name).collect();
        assert_eq!(missing, ["a", "b", "c"]);
    }
}
