//! `livechats show`

use insta::assert_snapshot;

use crate::repo::TestRepo;

#[test]
fn shows_the_chat_with_its_thread() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["show", "1"]), @r"
    $ livechats show 1
    Chat 1  closed

    Person        Ann Example · ann@example.com
    App           webchat
    Assignee      Max
    Tags          refund, vip
    Language      en
    Created       2026-01-10 09:00
    Closed        2026-01-10 09:30
    Updated       2026-01-10 09:30
    Source        shop/s-1

    Fields
      order       AB-123
      amount      4.50
      express     true

    Notes (internal)
    2026-01-10 09:10  r1
           asked the warehouse

    3 messages
    ── 2026-01-10 ──
    09:00  person  Ann Example
           My parcel AB-123 never came, I want a refund
    09:00  ai  helper
           I am sorry to hear that. One moment please.
    09:05  rep  Max
           Hello Ann, the money is on its way.
           Anything else?
    [exit 0]
    ");
    assert_snapshot!(repo.on_terminal(&["--color", "never", "show", "mail/s-5"]), @r"
    $ livechats --color never show mail/s-5
    Chat 5  overdue

    Person        Unknown
    App           webchat
    Created       2025-12-31 23:59
    Updated       2025-12-31 23:59
    Source        mail/s-5

    0 messages
    [exit 0]
    ");
}

#[test]
fn shows_unknown_times_as_unknown() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["show", "4"]), @r"
    $ livechats show 4
    Chat 4  resolved

    Person        ليلى
    App           webchat
    Tags          vip
    Language      ar
    Created       unknown
    Source        mail/s-4

    1 message
    --:--  person  ليلى
           أين طلبي؟ شكرا
    [exit 0]
    ");
}

#[test]
fn prints_json_that_import_reads() {
    let repo = TestRepo::with_chats();
    let printed = repo.succeed(&["show", "1", "--format", "json"]);
    let chat: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(chat["messages"][2]["text"], "Hello Ann, the money is on its way.\nAnything else?");
    assert!(printed.replace(' ', "").contains(r#""amount":4.50,"#), "digits are kept: {printed}");
}

#[test]
fn a_chat_that_is_not_there_is_not_found() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["show", "99"]), @r"
    $ livechats show 99
    [stderr] error: no chat 99
    [stderr] hint: livechats list shows the chats there are
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["show", "shop/none"]), @r"
    $ livechats show shop/none
    [stderr] error: no chat shop/none
    [stderr] hint: livechats list shows the chats there are
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["show", "ann"]), @r"
    $ livechats show ann
    [stderr] error: invalid value 'ann' for '<CHAT>': not a chat id: give our number (4711) or source/external (star/star-11)
    [stderr] hint: see livechats show --help
    [exit 2]
    ");
}
