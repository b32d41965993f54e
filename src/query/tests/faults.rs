//! What is said about a query that cannot be read, and where it points.

use super::{clock, filter_of_flag, parse};
use crate::error::Error;
use crate::query::{Filter, parse_rule};

fn fault(text: &str) -> Error {
    match parse(text, &clock()) {
        Ok(filter) => panic!("{text:?} was read as {filter:?}"),
        Err(error) => error,
    }
}

#[test]
fn faults_point_at_their_place() {
    for (text, message) in [
        ("frm:maria status:open", "unknown key `frm` in the query\n    frm:maria status:open\n    ^^^"),
        ("see https://x", "unknown key `https` in the query\n    see https://x\n        ^^^^^"),
        ("view:mine", "key `view` in the query\n    view:mine\n    ^^^^"),
        ("a :x", "missing key before `:` in the query\n    a :x\n      ^"),
        ("field.:x", "missing name of a custom field in the query\n    field.:x\n    ^^^^^^"),
        ("field.\"\":x", "missing name of a custom field in the query\n    field.\"\":x\n    ^^^^^^^^"),
        ("field.\"a\" x", "custom field without `:` and a value in the query\n    field.\"a\" x\n    ^^^^^^^^^"),
        ("tag: vip", "missing value of `tag:` in the query\n    tag: vip\n        ^"),
        ("tag:a,,b", "missing value of `tag:` in the query\n    tag:a,,b\n          ^"),
        ("tag:a,", "missing value of `tag:` in the query\n    tag:a,\n          ^"),
        ("tag:\"\"", "empty value in the query\n    tag:\"\"\n        ^^"),
        ("tag:(a OR b)", "bracket after `tag:` in the query\n    tag:(a OR b)\n        ^"),
        ("status:open,done", "unknown status `done` in the query\n    status:open,done\n                ^^^^"),
        ("status:none", "unknown status `none` in the query\n    status:none\n           ^^^^"),
        ("rating:٣", "unreadable number `٣` in the query\n    rating:٣\n           ^"),
        ("rating:1e3", "unreadable number `1e3` in the query\n    rating:1e3\n           ^^^"),
        ("rating:..", "unreadable number `..` in the query\n    rating:..\n           ^^"),
        ("rating:3..1", "empty range `3..1` in the query\n    rating:3..1\n           ^^^^"),
        (
            "messages:>9223372036854775807",
            "empty range `>9223372036854775807` in the query\n    messages:>9223372036854775807\n             ^^^^^^^^^^^^^^^^^^^^",
        ),
        ("messages:none", "unreadable number `none` in the query\n    messages:none\n             ^^^^"),
        ("id:star/", "unreadable name of a chat `star/` in the query\n    id:star/\n       ^^^^^"),
        (
            "person:99999999999999999999",
            "too large a number `99999999999999999999` in the query\n    person:99999999999999999999\n           ^^^^^^^^^^^^^^^^^^^^",
        ),
        ("field.a:a..b", "unreadable range `a..b` in the query\n    field.a:a..b\n            ^^^^"),
        ("field.a:>x", "unreadable range `>x` in the query\n    field.a:>x\n            ^^"),
        ("field.a:>inf", "unreadable range `>inf` in the query\n    field.a:>inf\n            ^^^^"),
        ("field.a:>1e999", "unreadable range `>1e999` in the query\n    field.a:>1e999\n            ^^^^^^"),
        ("field.a:2..1", "empty range `2..1` in the query\n    field.a:2..1\n            ^^^^"),
        ("created:24:00", "unreadable date `24:00` in the query\n    created:24:00\n            ^^^^^"),
        ("世界 created:5m", "ambiguous age `5m` in the query\n    世界 created:5m\n                 ^^"),
        ("", "empty search in the query\n    \n    ^"),
        (" \t\n", "empty search in the query\n    \n    ^"),
        ("a \"\"", "empty search in the query\n    a \"\"\n      ^^"),
        ("\" \u{a0}\"", "empty search in the query\n    \"  \"\n    ^^^^"),
        ("\u{301}", "empty search in the query\n    \u{301}\n    ^"),
        ("\"", "unmatched quote in the query\n    \"\n    ^"),
        ("a \"b c\\\"", "unmatched quote in the query\n    a \"b c\\\"\n      ^"),
        ("\"a\"b", "text right after a quote in the query\n    \"a\"b\n       ^"),
        ("a\"b\"", "quote inside a word in the query\n    a\"b\"\n     ^"),
        ("tag:a\"b\"", "quote inside a word in the query\n    tag:a\"b\"\n         ^"),
        ("f(x)", "bracket inside a word in the query\n    f(x)\n     ^"),
        ("tag:f(x)", "bracket inside a word in the query\n    tag:f(x)\n         ^"),
        ("(a", "unmatched bracket in the query\n    (a\n    ^"),
        ("a)", "unmatched bracket in the query\n    a)\n     ^"),
        (")", "unmatched bracket in the query\n    )\n    ^"),
        ("a () b", "empty brackets in the query\n    a () b\n      ^^"),
        ("-", "`-` without a term in the query\n    -\n    ^"),
        ("a - b", "`-` without a term in the query\n    a - b\n      ^"),
        ("(a -)", "`-` without a term in the query\n    (a -)\n       ^"),
        ("OR a", "missing term before `OR` in the query\n    OR a\n    ^^"),
        ("a OR", "missing term after `OR` in the query\n    a OR\n      ^^"),
        ("a OR OR b", "missing term after `OR` in the query\n    a OR OR b\n      ^^"),
        ("(a OR) b", "missing term after `OR` in the query\n    (a OR) b\n       ^^"),
        ("AND a", "missing term before `AND` in the query\n    AND a\n    ^^^"),
        ("a AND", "missing term after `AND` in the query\n    a AND\n      ^^^"),
        ("a AND OR b", "missing term after `AND` in the query\n    a AND OR b\n      ^^^"),
        ("a NOT", "missing term after `NOT` in the query\n    a NOT\n      ^^^"),
        ("a\nb\0c", "NUL character in the query\n    a b\\u{0}c\n       ^^^^^"),
        ("\u{202e}x tag:", "missing value of `tag:` in the query\n    \\u{202e}x tag:\n                  ^"),
    ] {
        let error = fault(text);
        assert_eq!((error.to_string().as_str(), error.exit_code()), (message, 2), "{text:?}");
        assert!(error.next_step().is_some_and(|hint| !hint.contains('\n') && !hint.ends_with('.')), "{text:?}");
    }
}

#[test]
fn hints_say_what_to_write() {
    for (text, hint) in [
        ("frm:maria", "did you mean `person:`? to search for the text itself, quote it"),
        ("taag:x", "did you mean `tag:`? to search for the text itself, quote it"),
        ("https://x", "to search for an address, quote it: \"https://…\""),
        ("xyzzy:x", "`livechats list --help` lists the keys; to search for the text itself, quote it"),
        ("view:x", "saved views are not in this version"),
        ("status:done", "it is one of: open, pending, overdue, resolved, closed"),
        ("created:5m", "minutes (`5min`) or months (`5mo`)?"),
        ("created:2026-10-25T02:30", "add the offset from UTC: 2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00"),
        ("a OR", "add one, or quote \"OR\" to search for the word itself"),
    ] {
        assert_eq!(fault(text).next_step(), Some(hint), "{text}");
    }
    assert!(fault("created:2026–01–01").next_step().unwrap().starts_with("write plain hyphens"));
}

#[test]
fn limits_hold_without_reading_on() {
    let terms = |count| "x ".repeat(count);
    for (text, limit) in [
        ("(".repeat(65_536), "100 brackets"),
        ("-".repeat(60_000) + "x", "100 brackets"),
        ("NOT ".repeat(1000) + "x", "100 brackets"),
        ("(".repeat(100_000), "65,536 bytes"),
        (terms(100_000), "65,536 bytes"),
        ("x".repeat(3_000_000), "65,536 bytes"),
        (terms(1001), "1,000 terms"),
        (format!("tag:{}x", "x,".repeat(1000)), "1,000 terms"),
    ] {
        let error = fault(&text);
        assert_eq!(error.exit_code(), 2);
        assert!(error.to_string().contains(limit) && error.to_string().len() < 500, "{error}");
    }
    assert!(parse(&terms(1000), &clock()).is_ok());
    assert!(parse(&format!("{}x{}", "(".repeat(100), ")".repeat(100)), &clock()).is_ok());
    assert!(parse(&"x".repeat(65_536), &clock()).is_ok());
    let many = "x,".repeat(1000) + "x";
    assert!(filter_of_flag("--tag", "tag", &many, &clock()).is_err());
}

#[test]
fn a_rule_asks_for_what_is_known_at_handoff() {
    let read = |text| parse_rule(text, &clock()).map_err(|error| error.to_string());
    assert_eq!(read(" "), Ok(Filter::EVERYTHING));
    let text = "app:web (invoice OR text:\"a b\") -person.field.plan:gold field.\"order id\":>5 language:de";
    assert_eq!(read(text).ok(), parse(text, &clock()).ok());
    assert_eq!(
        read("app:web -(a OR rating:<=2)").unwrap_err(),
        "key `rating`, which is not known of a new chat, in the query\n    app:web -(a OR rating:<=2)\n                   ^^^^^^^^^^"
    );
    for unknown in ["id:1", "status:open", "assignee:any", "closed:today", "deleted:any", "hold:any", "last-message:1d"]
    {
        let error = parse_rule(unknown, &clock()).unwrap_err();
        assert!(error.exit_code() == 2 && error.next_step().unwrap().contains("app, person"), "{unknown}");
    }
    assert!(read("(").unwrap_err().starts_with("unmatched bracket"));
}
