//! Canned replies as text that people edit: a head of `key: value` lines, a blank line, the text, and each other language
//! behind a line such as `--- es`.

use super::{Canned, Scope, Variant, language, print_list, tags};

/// What begins the text in another language. A line of a text that begins so gets a backslash before it.
const BREAK: &str = "---";

/// What is explained under the text in the editor.
pub const ABOUT: &[&str] = &[
    "title, language, scope (everybody, teams: A, B or rep: NAME) and tags, then a blank line, then the text.",
    "A line such as \"--- es\" begins the text in another language.",
    "{{ person.name | default(\"there\") }} is filled in; livechats canned --help tells what else can be.",
];

/// The longest value in the head, in bytes.
const LONGEST_LINE: usize = 200;

/// As text; the name is no part of it.
pub fn print(canned: &Canned) -> String {
    let Canned { title, language, scope, tags, text, variants, .. } = canned;
    let mut out = String::new();
    let head = [
        ("title", title.clone().unwrap_or_default()),
        ("language", language.clone().unwrap_or_default()),
        ("scope", scope.to_string()),
        ("tags", print_list(tags)),
    ];
    for (key, value) in head {
        out.push_str(format!("{key}: {value}").trim_end());
        out.push('\n');
    }
    out.push('\n');
    push_text(text, &mut out);
    for variant in variants {
        out.push_str(&format!("\n{BREAK} {}\n", variant.language));
        push_text(&variant.text, &mut out);
    }
    out
}

fn push_text(text: &str, out: &mut String) {
    for line in text.lines() {
        if line.trim_start_matches('\\').starts_with(BREAK) {
            out.push('\\');
        }
        out.push_str(line);
        out.push('\n');
    }
}

/// Reads what [`print`] prints, as people change it.
///
/// # Errors
/// The line, from 1, and what is wrong with it.
pub fn parse(name: &str, form: &str) -> Result<Canned, (usize, String)> {
    let mut canned = Canned { name: name.to_owned(), ..Canned::default() };
    let mut lines = (1..).zip(form.lines());
    let mut seen: Vec<&str> = Vec::new();
    let mut last = 0;
    for (number, line) in lines.by_ref() {
        last = number;
        if line.trim().is_empty() {
            break;
        }
        let wrong = |what: &str| (number, what.to_owned());
        let (key, value) = line
            .split_once(':')
            .ok_or_else(|| wrong("expected title:, language:, scope: or tags:, and a blank line before the text"))?;
        let (key, value) = (key.trim(), value.trim());
        if seen.contains(&key) {
            return Err((number, format!("{key} is there twice")));
        }
        if value.len() > LONGEST_LINE || value.chars().any(char::is_control) {
            return Err((number, format!("{key} is too long, or holds a control character")));
        }
        let some = (!value.is_empty()).then(|| value.to_owned());
        let at = |what: String| (number, what);
        match key {
            "title" => canned.title = some,
            "language" => canned.language = some.map(|tag| language::canonical(&tag)).transpose().map_err(at)?,
            "scope" => canned.scope = Scope::parse(value).map_err(at)?,
            "tags" => canned.tags = tags(value).map_err(at)?,
            _ => return Err((number, format!("{key} is none of title, language, scope and tags"))),
        }
        seen.push(key);
    }
    // Who shall see it is never guessed.
    if !seen.contains(&"scope") {
        return Err((last.max(1), "the line scope: is missing".to_owned()));
    }
    for (number, line) in lines {
        if let Some(tag) = line.strip_prefix(BREAK) {
            let language = language::canonical(tag.trim()).map_err(|what| (number, what))?;
            canned.variants.push(Variant { language, text: String::new() });
            continue;
        }
        let text = match canned.variants.last_mut() {
            Some(variant) => &mut variant.text,
            None => &mut canned.text,
        };
        let escaped = line.trim_start_matches('\\').starts_with(BREAK);
        text.push_str(line.strip_prefix('\\').filter(|_| escaped).unwrap_or(line));
        text.push('\n');
    }
    canned.normal().map_err(|what| (form.lines().count().max(1), what))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_does_not_parse_is_told_with_its_line() {
        for (form, line, what) in [
            ("", 1, "scope: is missing"),
            ("title: a\n\nscope: everybody\n", 2, "scope: is missing"),
            ("scope: everybody\ntext\n\nx", 2, "expected title:"),
            ("scope: nobody\n\nx", 1, "a scope is"),
            ("scope: everybody\nscope: everybody\n\nx", 2, "twice"),
            ("scope: everybody\ncolor: red\n\nx", 2, "color is none of"),
            ("scope: everybody\nlanguage: Deutsch sprache\n\nx", 2, "is no language tag"),
            ("scope: everybody\ntags: a,,b\n\nx", 2, "a name is missing"),
            ("scope: everybody\n\n", 2, "the text is empty"),
            ("scope: everybody\n\nx\n--- es\n\n", 5, "the text in es is empty"),
            ("scope: everybody\n\nx\n--- es\na\n--- ES\nb", 7, "two texts in es"),
            ("scope: everybody\n\nx\n---\na", 4, "is no language tag"),
        ] {
            let (at, said) = parse("a", form).unwrap_err();
            assert!(at == line && said.contains(what), "{form:?}: {at}: {said}");
        }
    }

    fn reply() -> impl Strategy<Value = Canned> {
        let text = "[a-z\\\\{}#é -]{0,6}(\n|\n--- es|\n\\\\---|---|: )[a-z \n]{0,6}x";
        let scope = prop_oneof![
            Just(Scope::Everybody),
            proptest::collection::vec("[A-C,\"]{1,4}", 1..3).prop_map(Scope::Teams),
            "[A-C :]{0,3}D".prop_map(|name| Scope::Rep(name.trim().to_owned())),
        ];
        let variants = proptest::collection::btree_map("de|es|pt-BR", text, 0..3);
        (proptest::option::of("[a-z:]{1,5}"), proptest::option::of(Just("en".to_owned())), text, variants, scope)
            .prop_map(|(title, language, text, variants, scope)| {
                let variants = variants.into_iter().map(|(language, text)| Variant { language, text }).collect();
                let tags = title.iter().cloned().collect();
                let canned = Canned { name: "n".into(), title, language, text, variants, scope, tags };
                canned.normal().unwrap()
            })
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(canned in reply()) {
            prop_assert_eq!(parse("n", &print(&canned)), Ok(canned));
        }

        #[test]
        fn any_form_is_read_or_refused(form in "(scope: everybody\n)?[a-z:\n\\\\-]{0,40}") {
            let _ = parse("n", &form);
        }
    }
}
