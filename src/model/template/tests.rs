//! Unit tests of templates.

use std::time::{Duration, Instant};

use super::*;

fn values() -> Values {
    let mut values = Values::default();
    values.set_text(["person", "name"], Some("Ann Example".into()));
    values.set_text(["person", "field", "order id"], Some("AB-1".into()));
    values.set(["person", "field", "vip"], Plain::Toggle(false));
    values.set(["chat", "number"], Plain::Number(7));
    values.set_text(["now"], Some("2026-01-31T09:05:00+01:00".into()));
    values
}

fn said(source: &str) -> String {
    match render(source, &values()) {
        Ok(text) => text,
        Err(fault) => {
            let line = fault.line.map_or(String::new(), |line| format!("{line}: "));
            format!("! {line}{}{}", fault.what, fault.hint.map_or(String::new(), |hint| format!(" ({hint})")))
        }
    }
}

#[test]
fn texts_are_filled_in() {
    for (source, expected) in [
        ("plain {text} 100%\n", "plain {text} 100%\n"),
        ("Hi {{ person.name }}!", "Hi Ann Example!"),
        ("Hi {{ person.email | default(\"there\") }}!", "Hi there!"),
        ("{{ person.field[\"order id\"] | lower }}", "ab-1"),
        ("{{ person['name'] | upper }}", "ANN EXAMPLE"),
        ("{{ \"o'neil van d\" | title }}", "O'neil Van D"),
        ("{% if person.email is defined %}a{% elif chat.number > 5 %}b{% else %}c{% endif %}", "b"),
        ("{% if person.field.vip %}vip{% endif %}.", "."),
        ("{{ now | date(\"%d.%m.%Y %H:%M\") }}", "31.01.2026 09:05"),
        ("{{ \"2026-02-03\" | date(\"%-d %B %Y\") }}", "3 February 2026"),
        ("{{ person.name ~ ' (' ~ chat.number ~ ')' }}", "Ann Example (7)"),
        ("{{ 'evening' if (now | date('%H')) >= '17' else 'day' }}", "day"),
        ("{% raw %}{{ as it stands }}{% endraw %}{# not this #}", "{{ as it stands }}"),
        ("{{ '{{' }}", "{{"),
        ("<b>&</b> {{ person.name }}", "<b>&</b> Ann Example"),
    ] {
        assert_eq!(said(source), expected, "{source}");
    }
}

#[test]
fn what_is_not_known_is_named() {
    for (source, expected) in [
        (
            "Hi\n{{ person.email }}",
            "! 2: person.email is not known for this chat (give it a default: {{ person.email | default(\"…\") }})",
        ),
        ("{{ team.name | upper }}", "! 1: team.name is not known"),
        ("{{ person.phone | default('x') ~ person.email }}", "! 1: person.email is not known"),
        ("{{ person.email ~ (person.phone | default('x')) }}", "! 1: person.email is not known"),
        ("{% if false %}{{ person.phone }}{% endif %}{{ person.email }}", "! 1: person.email is not known"),
        ("{% if person.country == 'DE' %}{% endif %}", "! 1: person.country is not known"),
        ("{% if person.country %}{% endif %}", "! 1: person.country is not known"),
        ("{{ person.field.plan }}", "! 1: person.field.plan is not known"),
        ("{{ chat.field['a b'] }}", "! 1: chat.field[\"a b\"] is not known"),
        ("{{ person.nmae | default('x') }}", "! 1: there is no variable person.nmae (did you mean person.name)"),
        ("{{ person }}", "! 1: there is no variable person (did you mean person.name)"),
        ("{{ contact.name }}", "! 1: there is no variable contact.name (livechats canned --help lists them)"),
        ("{{ person.name.first }}", "! 1: there is no variable person.name.first"),
        ("{{ self }}", "! 1: there is no variable self"),
    ] {
        assert!(said(source).starts_with(expected), "{source}\n{}", said(source));
    }
}

#[test]
fn what_cannot_stand_in_a_reply_is_refused() {
    for (source, expected) in [
        ("{% for i in 'abc' %}{{ i }}{% endfor %}", "a loop (for) cannot stand"),
        ("{% set a = 'x' %}", "set cannot stand"),
        ("{% set a %}x{% endset %}", "set cannot stand"),
        ("{% with a = 'x' %}{% endwith %}", "with cannot stand"),
        ("{% filter upper %}x{% endfilter %}", "a filter block cannot stand"),
        ("{% autoescape true %}x{% endautoescape %}", "autoescape cannot stand"),
        ("{{ 'x' * 1000000000 }}", "arithmetic cannot stand"),
        ("{{ 2 ** 9999999 }}", "arithmetic cannot stand"),
        ("{{ -person.number }}", "cannot stand"),
        ("{{ -(chat.number) }}", "arithmetic cannot stand"),
        ("{{ 0 - chat.number }}", "arithmetic cannot stand"),
        ("{{ range(10) }}", "a call cannot stand"),
        ("{{ person.name.upper() }}", "a call cannot stand"),
        ("{{ [1, 2] }}", "a list cannot stand"),
        ("{{ {'a': 1} }}", "a map cannot stand"),
        ("{{ person.name[0:3] }}", "a slice cannot stand"),
        ("{{ person[person.name] }}", "[…] with anything but"),
        ("{{ 'a' is odd }}", "is odd cannot stand"),
        ("{{ 'a' if true }}", "if without else"),
        ("{{ person.name | safe }}", "there is no filter safe (filters are default(TEXT), upper"),
        ("{{ person.name | default }}", "the filter default is written default(TEXT)"),
        ("{{ now | date('%&') }}", "'%&' is no format of a date here"),
        ("{{ person.name | date('%d') }}", "date is for days and moments"),
        ("{{ person.name", "! 1: "),
        ("{% include 'x' %}", "! 1: "),
        ("{% macro a() %}{% endmacro %}", "! 1: "),
        ("{% if %}", "! 1: "),
        ("{{ }}", "! 1: "),
    ] {
        assert!(said(source).contains(expected) && said(source).starts_with("! 1: "), "{source}\n{}", said(source));
    }
}

#[test]
fn what_a_visitor_is_called_is_never_read_as_a_template() {
    for name in
        ["{{7*7}}", "{{ person.email }}", "{% for i in range(9) %}x{% endfor %}", "{#", "{% raw %}", "${7*7} <b>"]
    {
        let mut values = values();
        values.set_text(["person", "name"], Some(name.into()));
        for source in ["{{ person.name }}", "{{ person.name | trim }}", "{{ person.email | default(person.name) }}"] {
            assert_eq!(render(source, &values).unwrap(), name);
        }
    }
}

#[test]
fn no_text_runs_on_or_grows() {
    let begun = Instant::now();
    let deep = |piece: &str, times: usize| piece.repeat(times);
    let texts = [
        format!("{{{{ {}1 }}}}", deep("1~", 15_000)),
        format!("{{{{ person{} }}}}", deep(".a", 15_000)),
        format!("{{{{ person.name{} }}}}", deep("|upper", 5_000)),
        format!("{{{{ {}1{} }}}}", deep("(", 10_000), deep(")", 10_000)),
        format!("{{{{ {}1 }}}}", deep("not ", 8_000)),
        format!("{{{{ {}1 }}}}", deep("-", 30_000)),
        format!("{{% if true %}}{}{{% endif %}}", deep("{% elif true %}", 2_000)),
        deep("{% if true %}", 2_000),
        deep("{{ person.name }}", 1_900),
        "\n".repeat(LONGEST + 1),
        "a\0b".to_owned(),
    ];
    for text in &texts {
        assert!(render(text, &values()).is_err(), "{}", &text[..40.min(text.len())]);
    }
    assert_eq!(render(&"\n".repeat(LONGEST), &values()).unwrap().len(), LONGEST);
    let mut long = values();
    long.set_text(["person", "name"], Some("x".repeat(1 << 20)));
    let joined = format!("{{{{ {}person.name }}}}", deep("person.name ~ ", 30));
    for source in ["{{ person.name }}", "{{ person.name | title | upper }}", &joined] {
        assert!(render(source, &long).unwrap_err().is_limit, "{source}");
    }
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

proptest::proptest! {
    #[test]
    fn any_text_is_filled_in_or_refused(pieces in proptest::collection::vec(
        proptest::sample::select(vec!["{{", "}}", "{%", "%}", "{#", "#}", " if ", "elif", "else", "endif", "person", ".name",
            "|", "default", "(", ")", "'", "\"", "date", "\\", "x", "\n", "-", "~", "[", "]", "raw", "é", "{", "%", "1", "not"]), 0..40)) {
        let _ = render(&pieces.concat(), &values());
    }

    #[test]
    fn a_text_without_signs_stays_as_it_is(text in "[^{}\\x00]{0,200}") {
        proptest::prop_assert_eq!(render(&text, &values()).unwrap(), text);
    }
}
