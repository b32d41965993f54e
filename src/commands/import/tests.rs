//! Tests of the two readings, and of the sentences about them.

use jiff::tz::TimeZone;

use super::checked::KEYS_COUNTED;
use super::*;
use crate::exchange::age_file::Identities;

const GOOD: &str = r#"{"id":1,"messages":[{"from":"ai","at":"2026-01-31T09:00"}]}"#;
const BAD: &str = r#"{"id":2,"messages":[{"from":"ai","at":"24:00"}]}"#;

fn go_on(_: u64) -> Result<()> {
    Ok(())
}

fn files(folder: &Path, texts: &[&str]) -> ChatFiles {
    let write = |(number, text): (usize, &&str)| {
        let path = folder.join(format!("{number}.jsonl"));
        std::fs::write(&path, text).unwrap();
        path
    };
    let paths: Vec<PathBuf> = texts.iter().enumerate().map(write).collect();
    ChatFiles::open(&paths, folder, Hints::of_zone(TimeZone::UTC), Identities::default()).unwrap()
}

#[test]
fn the_first_bad_line_is_told_with_file_line_and_field() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = files(folder.path(), &[&format!("{GOOD}\n"), &format!("\n{GOOD}\n{BAD}\n")]);
    let error = check(&mut files, &go_on, None).unwrap_err();
    assert_eq!(error.exit_code(), 8);
    assert!(error.to_string().ends_with(r#"1.jsonl line 3, messages[0].at: not a time: "24:00""#), "{error}");
}

#[test]
fn an_empty_file_is_no_import() {
    let folder = tempfile::tempdir().unwrap();
    let error = check(&mut files(folder.path(), &[GOOD, "\n \n"]), &go_on, None).unwrap_err();
    assert_eq!(error.exit_code(), 8);
    assert!(error.to_string().ends_with("1.jsonl is empty: there is no chat in it"), "{error}");
}

#[test]
fn bad_lines_are_put_aside_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("{GOOD}\r\n{BAD}\r\n[1]\n{GOOD}\n{}", "x\n".repeat(20));
    let mut files = files(folder.path(), &[&text]);
    let path = folder.path().join("rejected");
    let mut rejects = OutputFile::create(&path, false).unwrap();
    let checked = check(&mut files, &go_on, Some(&mut rejects)).unwrap();
    rejects.finish().unwrap();
    assert_eq!((checked.unzoned, checked.rejected, checked.told.len()), (2, 22, 11));
    assert!(checked.told[1].ends_with("line 3: expected an object, found an array"), "{:?}", checked.told);
    assert_eq!(checked.told[10], "and 12 more bad lines");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), format!("{BAD}\n[1]\n{}", "x\n".repeat(20)));
    let mut chats = files.chats(&go_on);
    assert!(next_chat(&mut chats, true).unwrap().is_some());
    assert!(next_chat(&mut chats, true).unwrap().is_some());
    assert_eq!(next_chat(&mut chats, true).unwrap(), None);
}

#[test]
fn keys_that_the_form_does_not_have_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let odd = r#"{"id":1,"messages":[],"inbox":"a","shoe_size":43}"#;
    let checked =
        check(&mut files(folder.path(), &[GOOD, odd, r#"{"id":2,"messages":[],"shoe_size":4}"#]), &go_on, None);
    assert_eq!(
        checked.unwrap().unknown_keys().unwrap(),
        "Kept as custom fields, for the form has no such keys: shoe_size (2 chats), inbox (1 chat)."
    );
    let many: String = (0..1100).map(|key| format!(",\"k{key}\":0")).collect();
    let many = format!("{{\"id\":1,\"messages\":[]{many}}}");
    let checked = check(&mut files(folder.path(), &[&many]), &go_on, None).unwrap();
    assert_eq!(checked.unknown.len(), KEYS_COUNTED);
    assert!(checked.unknown_keys().unwrap().ends_with(" and others."));
    assert_eq!(check(&mut files(folder.path(), &[GOOD]), &go_on, None).unwrap().unknown_keys(), None);
}

#[test]
fn a_line_that_turns_bad_between_the_readings_is_no_fault_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = files(folder.path(), &[BAD]);
    assert_eq!(next_chat(&mut files.chats(&go_on), false).unwrap_err().exit_code(), 7);
}

#[test]
fn a_signal_ends_it() {
    let folder = tempfile::tempdir().unwrap();
    let stop = |_| Err(Error::Interrupted(15));
    let error = check(&mut files(folder.path(), &[GOOD]), &stop, None).unwrap_err();
    assert_eq!(error.exit_code(), 143);
}

#[test]
fn the_sentence_tells_all_and_only_what_happened() {
    let sentence = |new_chats, new_messages, updated, different, known| {
        let imported = Imported { new_chats, new_messages, known, different, own: 0, updated, ..Imported::default() };
        Outcome { imported, unzoned: 0, rejected: 0, updates: true }.sentence()
    };
    assert_eq!(
        sentence(4_177, 53_086, 0, 305, 12),
        "4,177 chats and 53,086 messages new, 305 known but different (--update brings them up to date), 12 known."
    );
    assert_eq!(sentence(1, 1, 0, 0, 0), "1 chat and 1 message new.");
    assert_eq!(sentence(0, 0, 2, 0, 3), "2 chats brought up to date, 3 known.");
    assert_eq!(sentence(0, 0, 0, 0, 4_482), "Nothing new: 4,482 known.");
    assert_eq!(sentence(0, 0, 0, 1, 0), "Nothing new: 1 known but different (--update brings it up to date).");
    assert_eq!(sentence(0, 0, 0, 0, 0), "Nothing new.");
}
