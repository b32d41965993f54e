//! `livechats search`

use insta::assert_snapshot;

use crate::repo::{CHATS, TestRepo};

#[test]
fn shows_the_sentence_that_holds_the_words() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.on_terminal(&["--color", "never", "search", "money"]), @"");
    assert_snapshot!(repo.run(&["search", "iphone"]), @"");
    assert_snapshot!(repo.run(&["search", "世界", "--columns", "id,preview"]), @"");
}

#[test]
fn narrows_with_a_query() {
    let repo = TestRepo::with_chats();
    assert_eq!(repo.succeed(&["search", "a", "--ids"]), "1\n");
    assert_eq!(repo.succeed(&["search", "refund", "status:closed", "--ids"]), "1\n");
    assert_eq!(repo.succeed(&["search", "refund", "status:open", "--ids"]), "");
}

#[test]
fn searches_messages_description_and_name_but_no_notes() {
    let repo = TestRepo::with_chats();
    assert_eq!(repo.succeed(&["search", "Example", "--ids"]), "1\n");
    assert_eq!(repo.succeed(&["search", "warehouse", "--ids"]), "");
    assert_eq!(repo.succeed(&["search", "vip", "--ids"]), "");
}

#[test]
fn says_which_part_failed() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["search", "refund", "status:open tag:vip", "--why-not", "1"]), @"");
    assert_snapshot!(repo.run(&["search", "refund", "--why-not", "1"]), @"");
    assert_snapshot!(repo.run(&["search", "refund", "--why-not", "99"]), @"");
}

#[test]
fn ranks_by_relevance() {
    let line =
        |id: &str, text: &str| CHATS.lines().nth(3).unwrap().replace("s-4", id).replace("أين طلبي؟ شكرا", text) + "\n";
    let filler = "something else altogether and then some more of it ".repeat(20);
    let repo = TestRepo::with(
        &(line("a", &format!("{filler} refund")) + &line("b", "refund refund refund") + &line("c", &filler)),
    );
    assert_eq!(repo.succeed(&["search", "refund", "--sort", "relevance", "--ids"]), "2\n1\n");
    assert_eq!(repo.succeed(&["search", "refund", "--count"]), "2\n");
}
