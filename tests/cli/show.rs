//! `livechats show`

use insta::assert_snapshot;

use crate::repo::TestRepo;

#[test]
fn shows_the_chat_with_its_thread() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["show", "1"]), @"");
    assert_snapshot!(repo.on_terminal(&["--color", "never", "show", "mail/s-5"]), @"");
}

#[test]
fn shows_unknown_times_as_unknown() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["show", "4"]), @"");
}

#[test]
fn prints_json_that_import_reads() {
    let repo = TestRepo::with_chats();
    let printed = repo.succeed(&["show", "1", "--format", "json"]);
    let chat: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(chat["messages"][2]["text"], "Hello Ann, the money is on its way.\nAnything else?");
    assert_eq!(chat["custom_fields"]["amount"].to_string(), "4.50");
}

#[test]
fn a_chat_that_is_not_there_is_not_found() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["show", "99"]), @"");
    assert_snapshot!(repo.run(&["show", "shop/none"]), @"");
    assert_snapshot!(repo.run(&["show", "ann"]), @"");
}
