//! `livechats inbox`

use insta::assert_snapshot;

use crate::repo::TestRepo;

#[test]
fn who_waits_longest_comes_first() {
    let repo = TestRepo::of_mia();
    assert_snapshot!(repo.run(&["inbox"]), @r"
    $ livechats inbox
    5	2025-12-31T23:59:59Z	anybody	overdue	webchat			
    [exit 0]
    ");
    repo.sql("INSERT INTO team (id, name, folded) VALUES (1, 'Billing', 'billing'), (2, 'Sales', 'sales'); INSERT INTO team_rep (team_id, rep_id) VALUES (1, 1)");
    repo.succeed(&["transfer", "2", "--to-team", "Billing"]);
    repo.succeed(&["transfer", "5", "--to-team", "Sales"]);
    repo.succeed(&["reply", "3", "please wait", "--takeover"]);
    repo.succeed(&["handoff", "--app", "webchat", "--person", "1", "--any"]);
    assert_snapshot!(repo.run(&["inbox"]), @r"
    $ livechats inbox
    2	2026-01-11T10:00:00Z	team	pending	line	สมชาย	Billing	สั่งซื้อiPhoneไหมครับ ของยังไม่มาเลย
    6	2026-01-15T12:00:00Z	anybody	pending	webchat	Ann Example		
    3		mine	open	wechat	王芳		please wait
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["inbox", "--mine", "--ids"]), @r"
    $ livechats inbox --mine --ids
    3
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["inbox", "--queue", "--columns", "id,whose,waits,since", "--format", "jsonl"]), @r#"
    $ livechats inbox --queue --columns id,whose,waits,since --format jsonl
    {"id":2,"whose":"team","waits":true,"since":"2026-01-11T10:00:00Z"}
    {"id":6,"whose":"anybody","waits":true,"since":"2026-01-15T12:00:00Z"}
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["inbox", "--count"]), @r"
    $ livechats inbox --count
    3
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["inbox", "--limit", "1", "--columns", "id"]), @r"
    $ livechats inbox --limit 1 --columns id
    2
    [stderr] page 1 of 3, 3 chats; next: --page 2
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["inbox", "--page", "4", "--columns", "id"]), @r"
    $ livechats inbox --page 4 --columns id
    [stderr] Page 4 is beyond the last, 1.
    [exit 0]
    ");
    repo.succeed(&["delete", "2", "--yes"]);
    assert_snapshot!(repo.run(&["inbox", "--ids"]), @r"
    $ livechats inbox --ids
    6
    3
    [exit 0]
    ");
}

#[test]
fn an_empty_inbox_says_so() {
    let repo = TestRepo::of_mia();
    repo.succeed(&["delete", "--all", "--yes"]);
    assert_snapshot!(repo.run(&["inbox"]), @r"
    $ livechats inbox
    [stderr] Nothing waits for you.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["inbox", "--format", "json"]), @r"
    $ livechats inbox --format json
    []
    [stderr] Nothing waits for you.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["inbox", "--mine", "--queue"]), @r"
    $ livechats inbox --mine --queue
    [stderr] error: the argument '--mine' cannot be used with '--queue'
    [stderr] hint: see livechats inbox --help
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["inbox", "--columns", "nonsense"]), @r"
    $ livechats inbox --columns nonsense
    [stderr] error: unknown column 'nonsense' in --columns
    [stderr] hint: columns are id, since, whose, status, app, person, teams, tags, waits, last_message, created, person_id, preview
    [exit 2]
    ");
}
