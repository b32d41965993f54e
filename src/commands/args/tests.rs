//! What arguments are taken for, and what is said of those that fit nothing.

use super::*;
use crate::model::time::Time;
use jiff::tz::TimeZone;

#[test]
fn what_to_type_reaches_this_repository() {
    assert_eq!(to_type("livechats.db"), "livechats");
    assert_eq!(to_type("/srv/acme.db"), "livechats --repo /srv/acme.db");
    assert_eq!(to_type("a'b c.db"), r"livechats --repo 'a'\''b c.db'");
}

fn names(asked: &[&str]) -> Result<Vec<String>> {
    let asked: Vec<String> = asked.iter().map(|name| (*name).to_owned()).collect();
    chat_columns(Some(&asked)).map(|columns| columns.shown.into_iter().map(|column| column.name).collect())
}

#[test]
fn columns_are_the_usual_ones_or_those_asked_for() {
    let usual = chat_columns(None).unwrap();
    assert!(usual.preview && usual.details.fields.is_empty());
    assert_eq!(usual.shown.len(), chat::COLUMNS.iter().filter(|column| column.shown).count());
    assert_eq!(names(&["rating", "id", "field.Order No"]).unwrap(), ["rating", "id", "field.Order No"]);
    for bad in [&["idd"][..], &[""], &["ID"], &["id", "id"], &["field."], &["id;--"]] {
        assert_eq!(names(bad).unwrap_err().exit_code(), 2, "{bad:?}");
    }
    assert!(names(&["idd"]).unwrap_err().next_step().unwrap().contains("field.NAME"));
}

#[test]
fn a_column_of_a_custom_field_reads_its_own_place() {
    let asked = ["field.b".to_owned(), "id".to_owned(), "field.a".to_owned()];
    let columns = chat_columns(Some(&asked)).unwrap();
    assert_eq!(columns.details.fields, ["b", "a"]);
    assert!(!columns.preview);
    let fields = vec![Some(FieldValue::Number("4.50".into())), None];
    let row = ChatRow { id: 7, fields, ..ChatRow::default() };
    let cells: Vec<Cell<'_>> = columns.shown.iter().map(|column| (column.cell)(&row)).collect();
    assert_eq!(cells, [Cell::Decimal("4.50"), Cell::Number(7), Cell::text(None)]);
}

#[test]
fn an_unknown_custom_field_is_told_with_those_there_are() {
    let told = |name: &str, known: &[&str]| {
        let known: Vec<String> = known.iter().map(|name| (*name).to_owned()).collect();
        unknown_field(FieldOwner::Chat, name, &known)
    };
    assert_eq!(told("ordr", &["amount", "Order"]), "no chat has a custom field 'ordr'; did you mean 'Order'?");
    assert_eq!(told("size", &["amount", "Order"]), "no chat has a custom field 'size'; there are amount, Order");
    assert_eq!(told("size", &[]), "no chat has a custom field 'size'; there are none");
    let many = told("size", &["field"; 11]);
    assert!(many.ends_with("field …") && many.matches("field,").count() == 9, "{many}");
}

#[test]
fn a_text_to_look_for_is_folded_and_never_empty() {
    assert_eq!(literal_piece("TEXT", "Straße  AND").unwrap(), "strasse and");
    let long = "x".repeat(LONGEST_PIECE + 1);
    for bad in ["", " ", "\t\n", "\u{301}", "a\0b", &long] {
        assert_eq!(literal_piece("TEXT", bad).unwrap_err().exit_code(), 2);
    }
}

fn flags(flags: &FilterFlags) -> Result<String> {
    let clock = Clock { now: Time::from_micros(1_769_850_000_000_000).unwrap(), zone: TimeZone::UTC };
    flags.filter(Some("status:open"), &clock).map(|filter| filter.to_string())
}

#[test]
fn flags_narrow_the_query() {
    let all = FilterFlags {
        tag: vec!["a".into(), "b".into()],
        any_tag: Some("c,d".into()),
        text: Some("Hello, World".into()),
        field: vec!["Order=7".into()],
        ..FilterFlags::default()
    };
    assert_eq!(flags(&all).unwrap(), "status:open tag:c,d tag:a tag:b field.order:7 text:\"hello, world\"");
    assert_eq!(flags(&FilterFlags::default()).unwrap(), "status:open");
}

#[test]
fn flags_that_cannot_be_meant_are_refused() {
    let since = FilterFlags { since: Some("2026-02".into()), until: Some("2026-01".into()), ..FilterFlags::default() };
    assert!(flags(&since).unwrap_err().to_string().contains("empty range"));
    for field in ["order", "=7"] {
        let wrong = FilterFlags { field: vec![field.into()], ..FilterFlags::default() };
        assert_eq!(flags(&wrong).unwrap_err().exit_code(), 2);
    }
}
