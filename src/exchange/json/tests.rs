//! Reading of JSON texts, also against `serde_json`.

use super::*;

fn compact(text: &[u8]) -> Result<String> {
    let mut out = Vec::new();
    let mut reader = Reader::new(text)?;
    reader.compact(&mut out)?;
    reader.end()?;
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
        ("{\"a\":\"x", "a, byte 8: the line ends in the middle"),
        ("{\"a\" 1}", "byte 6: expected a colon"),
        ("{\"a\":1,}", "byte 8: expected a string"),
        ("{\"a\":[1 2]}", "a, byte 9: expected a comma or ]"),
        ("{\"a\":1} x", "byte 9: more text behind the end of the value"),
        ("{\"a\":1,\"a\":2}", "a, byte 12: the key is there twice"),
        ("{\"a\":{\"b c\":[0,nul]}}", "a.\"b c\"[1], byte 16: expected a JSON value"),
        ("NaN", "byte 1: expected a JSON value"),
        ("01", "byte 2: more text behind the end of the value"),
        ("-", "byte 2: expected a digit"),
        ("1.e5", "byte 3: expected a digit"),
        ("[1e999]", "[0]: the number is too large: 1e999"),
        (r#""\ud800""#, "byte 2: half of a surrogate pair is no character"),
        (r#""\udc00\ud800""#, "byte 2: half of a surrogate pair is no character"),
        (r#""\ud800\u0041""#, "byte 2: half of a surrogate pair is no character"),
        (r#""\u+123""#, "byte 2: expected four hexadecimal digits behind \\u"),
        (r#""\x""#, "byte 2: no such escape in JSON"),
        ("\"a\tb\"", "byte 3: a control character that must be written as \\u00.."),
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
    assert!(problem("[".repeat(1_000_000).as_bytes()).ends_with("nested more than 64 deep"));
    let mut keys: Vec<String> = (0..1000).map(|n| format!("\"k{n}\":0")).collect();
    assert!(compact(format!("{{{}}}", keys.join(",")).as_bytes()).is_ok());
    keys.push("\"k9\\u0039\":0".to_owned());
    assert!(problem(format!("{{{}}}", keys.join(",")).as_bytes()).ends_with("the key is there twice"));
}

#[test]
fn an_error_shows_no_hidden_character_and_no_novel() {
    let mut reader = Reader::new("\"\u{202e}\u{7f}".as_bytes()).unwrap();
    assert_eq!(reader.wrong("a number").to_string(), "byte 6: the line ends in the middle");
    reader = Reader::new("\"\u{202e}\"".as_bytes()).unwrap();
    assert_eq!(reader.wrong("a number").to_string(), "expected a number, found \"\\u202e\"");
    let long = format!("\"{}\"", "x".repeat(1000));
    assert!(Reader::new(long.as_bytes()).unwrap().wrong("a number").to_string().len() < 100);
}

proptest::proptest! {
    /// Both take and refuse the same, but for what we are stricter in; and what comes out says the same.
    #[test]
    fn agrees_with_serde_json(text in "[\\[\\]{}:,\"\\\\ue0-9.a\\-+tn ]{0,24}|(\\[|\\{\"a\":|\"\\\\u[dD0][89cC0-9][0-9a-f]{2}|\"|\\]|\\}|,|[0-9eE.+-]{1,5}|true|null| ){0,12}") {
        let ours = compact(text.as_bytes());
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        match (&ours, &theirs) {
            (Ok(ours), Ok(theirs)) => {
                proptest::prop_assert_eq!(&serde_json::from_str::<serde_json::Value>(ours).unwrap(), theirs);
            }
            (Err(error), Ok(_)) => proptest::prop_assert!(error.to_string().contains("twice"), "{}: {}", text, error),
            (Ok(_), Err(_)) => proptest::prop_assert!(false, "only we took {}", text),
            (Err(_), Err(_)) => {}
        }
    }

    #[test]
    fn never_breaks_on_any_bytes(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..64)) {
        if let Ok(out) = compact(&bytes) {
            proptest::prop_assert!(serde_json::from_str::<serde_json::Value>(&out).is_ok());
        }
    }
}
