//! Reading of JSON values.

use super::*;

fn compact(text: &[u8]) -> Result<String> {
    let mut out = Vec::new();
    Value::of_line(text)?.compact(&mut out)?;
    Ok(String::from_utf8(out).unwrap())
}

fn problem(text: &[u8]) -> String {
    compact(text).unwrap_err().to_string()
}

#[test]
fn values_come_out_in_one_form() {
    for (text, expected) in [
        (" { \"b\" : [ 1.50 , -0, 1E+2 ] , \"a\" : { } } ", r#"{"b":[1.50,-0,1E+2],"a":{}}"#),
        (r#""\u0041\ud83d\ude00\/\b\f\n\r\t\"\\é""#, "\"A😀/\\u0008\\u000c\\n\\r\\t\\\"\\\\é\""),
        ("[null,true,false,\"\u{202e}\"]", r#"[null,true,false,"\u202e"]"#),
    ] {
        assert_eq!(compact(text.as_bytes()).unwrap(), expected);
    }
}

#[test]
fn what_is_no_json_is_told_with_its_byte() {
    for (text, expected) in [
        ("", "byte 1: the line ends in the middle"),
        ("{", "byte 2: the line ends in the middle"),
        ("{\"a\":1", "byte 7: the line ends in the middle"),
        ("{\"a\":\"x", "byte 8: the line ends in the middle"),
        ("{\"a\" 1}", "byte 6: expected `:`"),
        ("{\"a\":1,}", "byte 8: key must be a string"),
        ("{\"a\":[1 2]}", "byte 9: expected `,` or `]`"),
        ("{\"a\":1} x", "byte 9: trailing characters"),
        ("{\"a\":1,\"a\":2}", "a, byte 12: the key is there twice"),
        ("{\"a\":{\"b c\":[0,nul]}}", "byte 19: expected ident"),
        ("NaN", "byte 1: expected value"),
        ("01", "byte 2: invalid number"),
        ("-", "byte 1: invalid number"),
        ("1.e5", "byte 3: invalid number"),
        ("[1e999]", "[0]: the number is too large: 1e999"),
        (r#""\ud800""#, "byte 8: half of a surrogate pair is no character"),
        (r#""\udc00\ud800""#, "byte 7: half of a surrogate pair is no character"),
        (r#""\ud800\u0041""#, "byte 13: half of a surrogate pair is no character"),
        (r#""\u+123""#, "byte 7: invalid escape"),
        (r#""\x""#, "byte 3: invalid escape"),
        (r#"[{"x":0, "\udead":1}]"#, "[0], byte 16: half of a surrogate pair is no character"),
        ("\"a\tb\"", "byte 2: control character (\\u0000-\\u001F) found while parsing a string"),
    ] {
        assert_eq!(problem(text.as_bytes()), expected, "{text}");
    }
    assert_eq!(problem(b"\"ab\xff\""), "byte 4: not UTF-8 text");
}

#[test]
fn depth_and_twins_are_found_however_many() {
    let deep = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    assert!(compact(deep(64).as_bytes()).is_ok());
    assert!(problem(deep(65).as_bytes()).ends_with("nested more than 64 deep"));
    assert!(problem(deep(1_000_000).as_bytes()).ends_with("nested more than 64 deep"));
    assert!(problem("[".repeat(1_000_000).as_bytes()).ends_with("the line ends in the middle"));
    let mut keys: Vec<String> = (0..1000).map(|n| format!("\"k{n}\":0")).collect();
    assert!(compact(format!("{{{}}}", keys.join(",")).as_bytes()).is_ok());
    keys.push("\"k9\\u0039\":0".to_owned());
    assert!(problem(format!("{{{}}}", keys.join(",")).as_bytes()).ends_with("the key is there twice"));
}

#[test]
fn an_error_shows_no_hidden_character_and_no_novel() {
    let problem = |text: &str| Value::of_line(text.as_bytes()).unwrap().wrong("a number").to_string();
    assert_eq!(problem("\"\u{202e}\""), "expected a number, found \"\\u202e\"");
    let long = format!("\"{}\"", "x".repeat(1000));
    assert!(problem(&long).len() < 100);
}

proptest::proptest! {
    #[test]
    fn never_breaks_on_any_bytes(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..64)) {
        if let Ok(out) = compact(&bytes) {
            proptest::prop_assert!(serde_json::from_str::<serde_json::Value>(&out).is_ok());
        }
    }
}
