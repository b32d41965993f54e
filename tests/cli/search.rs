//! `livechats search`

use insta::assert_snapshot;

use crate::repo::{CHATS, TestRepo};

#[test]
fn shows_the_sentence_that_holds_the_words() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.on_terminal(&["--color", "never", "search", "money"]), @r"
    $ livechats --color never search money
    ID  CREATED           STATUS  APP      PERSON       ASSIGNEE  TAGS         PREVIEW
     1  2026-01-10 09:00  closed  webchat  Ann Example  Max       refund, vip  …n, the money is on its …
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["search", "iphone"]), @r"
    $ livechats search iphone
    2	2026-01-11T10:00:00Z	open	line	สมชาย		refund	1	สั่งซื้อiPhoneไหมครับ ของยังไม่มาเลย
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["search", "世界", "--columns", "id,preview"]), @r"
    $ livechats search 世界 --columns id,preview
    3	你好，世界！我的包裹在哪里？
    [exit 0]
    ");
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
    assert_snapshot!(repo.run(&["search", "refund", "status:open tag:vip", "--why-not", "1"]), @r"
    $ livechats search refund 'status:open tag:vip' --why-not 1
    meets  refund
    fails  status:open
    meets  tag:vip
    [stderr] Chat 1 is not found: it fails one condition.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["search", "refund", "--why-not", "1"]), @r"
    $ livechats search refund --why-not 1
    meets  refund
    [stderr] Chat 1 is found by this search.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["search", "refund", "--why-not", "99"]), @r"
    $ livechats search refund --why-not 99
    [stderr] error: no chat 99
    [stderr] hint: livechats list shows the chats there are
    [exit 5]
    ");
}

#[test]
fn ranks_by_relevance() {
    let line =
        |id: &str, text: &str| CHATS.lines().nth(3).unwrap().replace("s-4", id).replace("أين طلبي؟ شكرا", text) + "\n";
    let filler = "something else altogether and then some more of it ".repeat(20);
    let repo = TestRepo::with(
        // The best is the oldest, so that no other order would do.
        &(line("a", "refund refund refund") + &line("b", &format!("{filler} refund")) + &line("c", &filler)),
    );
    let ids = |more: &[&str]| repo.succeed(&[&["search", "refund", "--sort", "relevance", "--ids"], more].concat());
    assert_eq!(ids(&[]), "1\n2\n");
    assert_eq!(ids(&["--reverse"]), "2\n1\n");
    assert_eq!(ids(&["--page", "2"]), "");
    assert_eq!(repo.succeed(&["search", "refund", "--count"]), "2\n");
    assert_snapshot!(repo.run(&["search", "refund", "--sort", "relevance", "--limit", "1", "--columns", "id"]), @r"
    $ livechats search refund --sort relevance --limit 1 --columns id
    1
    [stderr] page 1 of 2, 2 chats; next: --page 2
    [exit 0]
    ");
}

#[test]
fn says_how_many_it_did_not_rank() {
    let line = CHATS.lines().nth(3).unwrap();
    let many: String = (0..502).map(|id| line.replace("s-4", &format!("n-{id}")) + "\n").collect();
    let repo = TestRepo::with(&many);
    let best = repo.run(&["search", "طلبي", "--sort", "relevance", "--page", "500", "--limit", "1", "--columns", "id"]);
    assert_snapshot!(best, @r"
    $ livechats search طلبي --sort relevance --page 500 --limit 1 --columns id
    3
    [stderr] More chats match than are ranked: these are the best of the newest 500.
    [exit 0]
    ");
    let ids = repo.succeed(&["search", "طلبي", "--sort", "relevance", "--ids", "--quiet"]);
    assert_eq!(ids.lines().count(), 500);
}
