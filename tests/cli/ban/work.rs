//! `livechats ban`: bans at work, and whom they would have stopped.

use insta::assert_snapshot;

use crate::repo::TestRepo;

#[test]
fn handoffs_are_refused_and_counted() {
    let repo = TestRepo::of_mia();
    repo.succeed(&["ban", "reason", "add", "spam"]);
    repo.succeed(&["person", "add", "Ann again", "--email", "ANN@example.com"]);
    assert_snapshot!(repo.run(&["ban", "add", "--person", "1", "--reason", "spam", "--for", "30min"]), @r"
    $ livechats ban add --person 1 --reason spam --for 30min
    [stderr] Banned person 1 and 1 identifier until 2026-01-15 12:30 (offence 1): ban 1. Take it back: livechats undo 5
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["handoff", "--app", "webchat", "--person", "1"]), @r"
    $ livechats handoff --app webchat --person 1
    [stderr] error: person 1 is banned until 2026-01-15T12:30:00Z (ban 1: spam)
    [stderr] hint: a banned person gets no rep before the ban ends or is lifted
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["handoff", "--app", "webchat", "--person", "6"]), @r"
    $ livechats handoff --app webchat --person 6
    [stderr] error: person 6 is banned until 2026-01-15T12:30:00Z (ban 1: spam)
    [stderr] hint: a banned person gets no rep before the ban ends or is lifted
    [exit 6]
    ");
    assert_snapshot!(repo.run_at("2026-01-15T12:10:00Z", &["handoff", "--app", "webchat", "--new-person", "Ann", "--email", "Ann@EXAMPLE.com"]), @r"
    $ livechats handoff --app webchat --new-person Ann --email Ann@EXAMPLE.com
    [stderr] error: the new person is banned until 2026-01-15T12:30:00Z (ban 1: spam)
    [stderr] hint: a banned person gets no rep before the ban ends or is lifted
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["ban", "list", "--columns", "id,hits,hit"]), @r"
    $ livechats ban list --columns id,hits,hit
    1	3	2026-01-15T12:10:00Z
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["audit", "list", "--command", "ban hit", "--columns", "operation,detail"]), @r"
    $ livechats audit list --command 'ban hit' --columns operation,detail
    8	ban=1
    7	ban=1 person=6
    6	ban=1 person=1
    [exit 0]
    ");
    assert_eq!(repo.ask("SELECT count(*) || ' ' || (SELECT count(*) FROM chat) FROM person"), "6 5");
    // What is undone and done again keeps its count, which is that of the record.
    assert_snapshot!(repo.run(&["undo"]), @r"
    $ livechats undo
    [stderr] Undid operation 5 (ban add, 2026-01-15 12:00): 2 rows.
    [stderr] To have it again: livechats undo 9
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["undo", "9"]), @r"
    $ livechats undo 9
    [stderr] Undid operation 9 (undo of 5, 2026-01-15 12:00): 2 rows.
    [stderr] To have it again: livechats undo 10
    [exit 0]
    ");
    assert_snapshot!(repo.run_at("2026-01-15T12:10:00Z", &["ban", "list", "--columns", "id,hits,hit"]), @r"
    $ livechats ban list --columns id,hits,hit
    1	3	2026-01-15T12:10:00Z
    [exit 0]
    ");
    assert_snapshot!(repo.run_at("2026-01-15T12:30:00Z", &["handoff", "--app", "webchat", "--person", "1"]), @r"
    $ livechats handoff --app webchat --person 1
    [stderr] Opened chat 6 of person 1 with 0 messages: pending, it waits for a rep. Take it back: livechats undo 11
    [exit 0]
    ");
}

#[test]
fn why_somebody_is_banned_is_for_those_who_may_see_bans() {
    let repo = TestRepo::of_mia();
    repo.succeed(&["ban", "reason", "add", "spam"]);
    repo.succeed(&["ban", "add", "--person", "1", "--reason", "spam", "--for", "permanent"]);
    repo.succeed(&["role", "add", "agent", "--kind", "company", "--permissions", "chats.view.all,chats.transfer.all"]);
    repo.succeed(&["role", "add", "watcher", "--kind", "company", "--permissions", "chats.view.own,bans.view"]);
    repo.succeed(&["user", "add", "Ned", "--role", "agent"]);
    repo.succeed(&["user", "add", "Eve", "--role", "watcher"]);
    assert_snapshot!(repo.run(&["handoff", "--app", "webchat", "--person", "1", "--as", "Ned"]), @r"
    $ livechats handoff --app webchat --person 1 --as Ned
    [stderr] error: person 1 is banned for good (ban 1)
    [stderr] hint: a banned person gets no rep before the ban ends or is lifted
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["ban", "check", "--person", "1", "--as", "Ned"]), @r"
    $ livechats ban check --person 1 --as Ned
    [stderr] error: your role does not allow this: it needs bans.view
    [stderr] hint: livechats whoami tells what your role allows
    [exit 4]
    ");
    assert_snapshot!(repo.run(&["ban", "check", "--person", "1", "--as", "Eve", "--columns", "reason", "--format", "tsv"]), @r"
    $ livechats ban check --person 1 --as Eve --columns reason --format tsv
    spam
    [stderr] error: banned for good (ban 1: spam; by person, email)
    [stderr] hint: livechats ban show 1 tells more
    [exit 9]
    ");
    // Whom one sees nothing of otherwise is not told of.
    assert_snapshot!(repo.run(&["ban", "rehearse", "--running", "--persons", "--as", "Eve"]), @r"
    $ livechats ban rehearse --running --persons --as Eve
    [stderr] No persons.
    [stderr] It reaches 0 chats of 0 persons.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "lift", "1", "--as", "Eve"]), @r"
    $ livechats ban lift 1 --as Eve
    [stderr] error: your role does not allow this: it needs bans.manage
    [stderr] hint: livechats whoami tells what your role allows
    [exit 4]
    ");
}

#[test]
fn rehearsing_tells_whom_a_ban_would_have_stopped() {
    let repo = TestRepo::of_mia();
    repo.succeed(&["ban", "reason", "add", "spam"]);
    repo.succeed(&["person", "add", "Bo", "--phone", "0086 10 1234"]);
    repo.succeed(&["handoff", "--app", "line", "--person", "6", "--again"]);
    repo.succeed(&["handoff", "--app", "line", "--person", "3", "--again"]);
    assert_snapshot!(repo.run(&["ban", "rehearse", "--person", "3"]), @r"
    $ livechats ban rehearse --person 3
    7	2026-01-15T12:00:00Z	3	王芳	person,phone
    3	2026-01-11T10:00:00Z	3	王芳	person,phone
    6	2026-01-15T12:00:00Z	6	Bo	phone
    [stderr] It reaches 3 chats of 2 persons.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "rehearse", "--person", "3", "--person-only", "--columns", "chat,person_id"]), @r"
    $ livechats ban rehearse --person 3 --person-only --columns chat,person_id
    7	3
    3	3
    [stderr] It reaches 2 chats of 1 person.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "rehearse", "--phone", "+86 101234", "--persons", "--format", "table"]), @r"
    $ livechats ban rehearse --phone '+86 101234' --persons --format table
    PERSON_ID  PERSON  MATCHED_BY  BAN  CHATS  LAST_CHAT
            3  王芳    phone                2  2026-01-15 12:00
            6  Bo      phone                1  2026-01-15 12:00
    [stderr] It reaches 3 chats of 2 persons.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "rehearse", "--email", "nobody@example.com"]), @r"
    $ livechats ban rehearse --email nobody@example.com
    [stderr] No chats.
    [stderr] It reaches 0 chats of 0 persons.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "rehearse", "--running", "--persons"]), @r"
    $ livechats ban rehearse --running --persons
    [stderr] No persons.
    [stderr] It reaches 0 chats of 0 persons.
    [exit 0]
    ");
    repo.succeed(&["ban", "add", "--person", "3", "--reason", "spam", "--for", "3d"]);
    assert_snapshot!(repo.run(&["ban", "rehearse", "--running", "--persons"]), @r"
    $ livechats ban rehearse --running --persons
    3	王芳	person,phone	1	2	2026-01-15T12:00:00Z
    6	Bo	phone	1	1	2026-01-15T12:00:00Z
    [stderr] It reaches 3 chats of 2 persons, 2 of whom a ban reaches already.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "rehearse", "--running", "--count"]), @r"
    $ livechats ban rehearse --running --count
    3
    [stderr] It reaches 3 chats of 2 persons, 2 of whom a ban reaches already.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "rehearse", "--running", "--person", "3"]), @r"
    $ livechats ban rehearse --running --person 3
    [stderr] error: the argument '--running' cannot be used with '--person <PERSON>'
    [stderr] hint: see livechats ban rehearse --help
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["ban", "rehearse"]), @r"
    $ livechats ban rehearse
    [stderr] error: the following required arguments were not provided: <--person <PERSON>|--email <ADDRESS>|--phone <NUMBER>|--ip <ADDRESS>|--channel-id <ID>|--unique-id <ID>|--running>
    [stderr] hint: see livechats ban rehearse --help
    [exit 2]
    ");
    assert_eq!(repo.ask("SELECT count(*) FROM ban"), "1");
}
