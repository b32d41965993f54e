//! What the flags and the environment come to.

use super::*;

#[test]
fn names_that_sqlite_would_misread_are_refused() {
    for (path, part) in [
        ("", "empty"),
        (":memory:", "not a file path"),
        (":MEMORY:", "not a file path"),
        ("file:r.db?mode=rwc", "URI forms"),
        ("FILE:r.db", "URI forms"),
        ("a\0b", "NUL"),
    ] {
        let error = repository(Some(path.into())).unwrap_err();
        assert_eq!(error.exit_code(), 2, "{path:?}");
        assert!(error.to_string().contains(part), "{path:?}: {error}");
    }
    assert_eq!(repository(Some("./file:x".into())).unwrap(), PathBuf::from("./file:x"));
}

#[test]
fn the_zone_comes_from_the_flag_then_from_the_variable() {
    let name = |flag, variable: Option<&str>| {
        zone(flag, variable.map(OsStr::new)).map(|zone| zone.iana_name().map(str::to_owned))
    };
    assert_eq!(name(Some("Asia/Bangkok"), Some("Europe/Berlin")).unwrap().as_deref(), Some("Asia/Bangkok"));
    assert_eq!(name(None, Some("Europe/Berlin")).unwrap().as_deref(), Some("Europe/Berlin"));
    assert_eq!(name(None, Some(":Europe/Berlin")).unwrap().as_deref(), Some("Europe/Berlin"));
    assert_eq!(name(None, Some("")).unwrap().as_deref(), Some("UTC"));
    assert!(zone(None, Some(OsStr::new("CET-1CEST,M3.5.0,M10.5.0/3"))).is_ok());
    assert_eq!(name(None, Some("Mars/Phobos")).unwrap_err().exit_code(), 2);
    assert_eq!(name(Some(""), None).unwrap_err().exit_code(), 2);
    assert_eq!(name(Some("Mars/Phobos"), None).unwrap_err().exit_code(), 2);
}

#[test]
fn a_fixed_clock_must_name_its_offset() {
    let now = |text| fixed_now(Some(OsStr::new(text)));
    assert_eq!(now("1970-01-01T00:00:01Z").unwrap().unwrap().micros(), 1_000_000);
    assert_eq!((fixed_now(None).unwrap(), now("").unwrap()), (None, None));
    for bad in [" ", "now", "2026-01-31", "2026-01-31T09:00:00"] {
        assert_eq!(now(bad).unwrap_err().exit_code(), 2, "{bad}");
    }
}
