//! `livechats handoff`

use insta::assert_snapshot;

use crate::repo::TestRepo;

#[test]
fn opens_a_chat_for_a_rep_a_team_or_anybody() {
    let repo = TestRepo::of_mia();
    repo.sql("INSERT INTO team (name, folded) VALUES ('Billing', 'billing')");
    repo.write("said.jsonl", "{\"at\":\"2026-01-15T11:58:00Z\",\"from\":\"person\",\"author\":\"p1\",\"text\":\"My parcel is lost again\"}\n{\"at\":\"2026-01-15T11:58:05Z\",\"from\":\"ai\",\"author\":\"helper\",\"text\":\"A colleague will help you.\"}\n");
    assert_snapshot!(repo.run(&["handoff", "--app", "webchat", "--person", "1", "--to-rep", "max", "--messages", "said.jsonl"]), @r"
    $ livechats handoff --app webchat --person 1 --to-rep max --messages said.jsonl
    [stderr] Opened chat 6 of person 1 with 2 messages: open, Max has it. Take it back: livechats undo 3
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["show", "6"]), @r"
    $ livechats show 6
    Chat 6  open

    Person        Ann Example · ann@example.com
    App           webchat
    Assignee      Max
    Created       2026-01-15 12:00
    Updated       2026-01-15 12:00

    2 messages
    ── 2026-01-15 ──
    11:58  person  Ann Example
           My parcel is lost again
    11:58  ai  helper
           A colleague will help you.
    [exit 0]
    ");
    assert_snapshot!(repo.run_with("Hello?\n\nIs anybody there?\n", &["handoff", "--app", "line", "--new-person", "Bo", "--email", "bo@example.com", "--to-team", "BILLING", "--messages", "-", "--format", "json", "--columns", "id,status,app,person,email,assignee,teams,messages,preview,source,created"]), @r#"
    $ livechats handoff --app line --new-person Bo --email bo@example.com --to-team BILLING --messages - --format json --columns id,status,app,person,email,assignee,teams,messages,preview,source,created
    [
    {"id":7,"status":"pending","app":"line","person":"Bo","email":"bo@example.com","assignee":null,"teams":["Billing"],"messages":2,"preview":"Is anybody there?","source":null,"created":"2026-01-15T12:00:00Z"}
    ]
    [stderr] Opened chat 7 of person 6 with 2 messages: pending, it waits for a rep of Billing. Take it back: livechats undo 4
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["handoff", "--app", "telegram", "--new-person", "", "--channel-id", "77", "--any"]), @r"
    $ livechats handoff --app telegram --new-person '' --channel-id 77 --any
    [stderr] Opened chat 8 of person 7 with 0 messages: pending, it waits for a rep. Take it back: livechats undo 5
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["list", "id:>=6", "--columns", "id,status,app,person,assignee,teams,messages"]), @r"
    $ livechats list 'id:>=6' --columns id,status,app,person,assignee,teams,messages
    8	pending	telegram				0
    7	pending	line	Bo		Billing	2
    6	open	webchat	Ann Example	Max		2
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["search", "parcel", "--columns", "id,preview"]), @r"
    $ livechats search parcel --columns id,preview
    6	My parcel is lost again
    1	My parcel AB-123 never came, I want a refund
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["list", "--count", "status:pending"]), @r"
    $ livechats list --count status:pending
    3
    [exit 0]
    ");
}

#[test]
fn finds_the_person_by_number_identifier_or_name() {
    let repo = TestRepo::of_mia();
    repo.sql("INSERT INTO person (id, name, phone) VALUES (20, 'ANN example', '+49 30 1'), (21, 'Otto', '4')");
    assert_snapshot!(repo.run(&["handoff", "--app", "webchat", "--person", "4", "--again"]), @r"
    $ livechats handoff --app webchat --person 4 --again
    [stderr] Opened chat 6 of person 4 with 0 messages: pending, it waits for a rep. Take it back: livechats undo 3
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["handoff", "--app", "webchat", "--person", "ann@EXAMPLE.com", "--again"]), @r"
    $ livechats handoff --app webchat --person ann@EXAMPLE.com --again
    [stderr] Opened chat 7 of person 1 with 0 messages: pending, it waits for a rep. Take it back: livechats undo 4
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["handoff", "--app", "webchat", "--person", "+49 30 1", "--again"]), @r"
    $ livechats handoff --app webchat --person '+49 30 1' --again
    [stderr] Opened chat 8 of person 20 with 0 messages: pending, it waits for a rep. Take it back: livechats undo 5
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["handoff", "--app", "webchat", "--person", "p4", "--again"]), @r"
    $ livechats handoff --app webchat --person p4 --again
    [stderr] Opened chat 9 of person 4 with 0 messages: pending, it waits for a rep. Take it back: livechats undo 6
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["handoff", "--app", "webchat", "--person", "Ann Example", "--again"]), @r"
    $ livechats handoff --app webchat --person 'Ann Example' --again
    [stderr] error: Ann Example may be one of several persons
    [stderr] hint: name them by number: 1, 20
    [exit 7]
    ");
    assert_snapshot!(repo.run(&["handoff", "--app", "webchat", "--person", "nobody", "--again"]), @r"
    $ livechats handoff --app webchat --person nobody --again
    [stderr] error: no person nobody
    [stderr] hint: livechats person list shows who there is
    [exit 5]
    ");
}

#[test]
fn new_persons_do_not_take_the_place_of_others() {
    let repo = TestRepo::of_mia();
    assert_snapshot!(repo.run(&["handoff", "--app", "webchat", "--new-person", "Ann", "--email", "Ann@example.com"]), @r"
    $ livechats handoff --app webchat --new-person Ann --email Ann@example.com
    [stderr] error: person 1 has that mail address already
    [stderr] hint: if it is the same person: --person 1
    [exit 7]
    ");
    assert_snapshot!(repo.run(&["handoff", "--app", "webchat", "--new-person", "Li", "--phone", "+86 10 1234"]), @r"
    $ livechats handoff --app webchat --new-person Li --phone '+86 10 1234'
    [stderr] error: person 3 has that phone number already
    [stderr] hint: if it is the same person: --person 3
    [exit 7]
    ");
    assert_eq!(repo.ask("SELECT count(*) FROM person"), "5", "nobody was made");
}

#[test]
fn a_banned_person_gets_no_rep() {
    let repo = TestRepo::of_mia();
    repo.succeed(&["ban", "reason", "add", "spam"]);
    repo.succeed(&["person", "add", "Ann again", "--email", "ANN@example.com"]);
    repo.succeed(&["ban", "add", "--person", "1", "--reason", "spam", "--for", "30min"]);
    assert_snapshot!(repo.run(&["handoff", "--app", "webchat", "--person", "1", "--to-rep", "max"]), @r"
    $ livechats handoff --app webchat --person 1 --to-rep max
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
    assert_snapshot!(repo.run(&["handoff", "--app", "webchat", "--new-person", "Ann", "--email", "ann@example.com"]), @r"
    $ livechats handoff --app webchat --new-person Ann --email ann@example.com
    [stderr] error: the new person is banned until 2026-01-15T12:30:00Z (ban 1: spam)
    [stderr] hint: a banned person gets no rep before the ban ends or is lifted
    [exit 6]
    ");
    assert_snapshot!(repo.run_at("2026-01-15T12:30:00Z", &["handoff", "--app", "webchat", "--person", "6"]), @r"
    $ livechats handoff --app webchat --person 6
    [stderr] Opened chat 6 of person 6 with 0 messages: pending, it waits for a rep. Take it back: livechats undo 9
    [exit 0]
    ");
    repo.succeed(&["ban", "add", "--person", "1", "--reason", "spam", "--for", "permanent", "--replace"]);
    assert_snapshot!(repo.run_at("2030-01-15T12:30:00Z", &["handoff", "--app", "webchat", "--person", "6", "--again"]), @r"
    $ livechats handoff --app webchat --person 6 --again
    [stderr] error: person 6 is banned for good (ban 2: spam)
    [stderr] hint: a banned person gets no rep before the ban ends or is lifted
    [exit 6]
    ");
    repo.sql("UPDATE ban SET lifted_at = 1768480200000000");
    assert_snapshot!(repo.run_at("2026-01-15T12:29:59Z", &["handoff", "--app", "webchat", "--person", "1"]), @r"
    $ livechats handoff --app webchat --person 1
    [stderr] error: person 1 is banned for good (ban 2: spam)
    [stderr] hint: a banned person gets no rep before the ban ends or is lifted
    [exit 6]
    ");
    assert_snapshot!(repo.run_at("2026-01-15T12:30:00Z", &["handoff", "--app", "webchat", "--person", "1"]), @r"
    $ livechats handoff --app webchat --person 1
    [stderr] Opened chat 7 of person 1 with 0 messages: pending, it waits for a rep. Take it back: livechats undo 13
    [exit 0]
    ");
}

#[test]
fn a_person_with_a_chat_under_way_gets_no_second_one() {
    let repo = TestRepo::of_mia();
    assert_snapshot!(repo.run(&["handoff", "--app", "webchat", "--person", "2"]), @r"
    $ livechats handoff --app webchat --person 2
    [stderr] error: the person has a chat that is not finished: chat 2
    [stderr] hint: go on with that one, or open another with --again
    [exit 7]
    ");
    assert_snapshot!(repo.run(&["handoff", "--app", "webchat", "--person", "2", "--again"]), @r"
    $ livechats handoff --app webchat --person 2 --again
    [stderr] Opened chat 6 of person 2 with 0 messages: pending, it waits for a rep. Take it back: livechats undo 3
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["handoff", "--app", "webchat", "--person", "4"]), @r"
    $ livechats handoff --app webchat --person 4
    [stderr] Opened chat 7 of person 4 with 0 messages: pending, it waits for a rep. Take it back: livechats undo 4
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["handoff", "--app", "webchat", "--person", "1"]), @r"
    $ livechats handoff --app webchat --person 1
    [stderr] Opened chat 8 of person 1 with 0 messages: pending, it waits for a rep. Take it back: livechats undo 5
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["list", "id:>=6", "--columns", "id,status,person_id"]), @r"
    $ livechats list 'id:>=6' --columns id,status,person_id
    8	pending	1
    7	pending	4
    6	pending	2
    [exit 0]
    ");
}

#[test]
fn a_file_that_cannot_be_read_opens_nothing() {
    let repo = TestRepo::of_mia();
    repo.write("said.jsonl", "{\"from\":\"person\",\"text\":\"hi\"}\n{\"from\":\"nobody\",\"text\":\"hi\"}\n");
    assert_snapshot!(repo.run(&["handoff", "--app", "webchat", "--person", "1", "--messages", "said.jsonl"]), @r#"
    $ livechats handoff --app webchat --person 1 --messages said.jsonl
    [stderr] error: said.jsonl line 2, from: expected person, ai, rep or system, found "nobody"
    [stderr] hint: nothing was kept; a first line that begins with { makes every line a message as JSON
    [exit 8]
    "#);
    assert_snapshot!(repo.run(&["handoff", "--app", "webchat", "--person", "1", "--messages", "missing.jsonl"]), @r"
    $ livechats handoff --app webchat --person 1 --messages missing.jsonl
    [stderr] error: no such file: missing.jsonl
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["handoff", "--app", " ", "--person", "1"]), @r"
    $ livechats handoff --app ' ' --person 1
    [stderr] error: --app is empty
    [stderr] hint: name the messaging app, for instance whatsapp
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["handoff", "--app", "webchat"]), @r"
    $ livechats handoff --app webchat
    [stderr] error: the following required arguments were not provided: --person <PERSON>
    [stderr] hint: see livechats handoff --help
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["handoff", "--app", "webchat", "--person", "1", "--email", "x@example.com"]), @r"
    $ livechats handoff --app webchat --person 1 --email x@example.com
    [stderr] error: the argument '--person <PERSON>' cannot be used with '--email <EMAIL>'
    [stderr] hint: see livechats handoff --help
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["handoff", "--app", "webchat", "--person", "1", "--to-rep", "Otto"]), @r"
    $ livechats handoff --app webchat --person 1 --to-rep Otto
    [stderr] error: no user Otto
    [stderr] hint: livechats user list shows who there is
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["handoff", "--app", "webchat", "--person", "1", "--to-team", "Otto"]), @r"
    $ livechats handoff --app webchat --person 1 --to-team Otto
    [stderr] error: no team Otto
    [stderr] hint: livechats team list shows which there are
    [exit 5]
    ");
    assert_eq!(repo.ask("SELECT count(*) FROM chat"), "5");
}

#[test]
fn a_new_chat_and_a_new_person_get_the_defaults_of_their_fields() {
    let repo = TestRepo::of_mia();
    repo.sql(
        "INSERT INTO field (owner, name, folded, type, inferred, default_value) VALUES (1, 'priority', 'priority', 1, 0, 'low'),
           (2, 'plan', 'plan', 1, 0, 'free'), (1, 'other', 'other', 1, 0, NULL)",
    );
    repo.succeed(&["handoff", "--app", "webchat", "--new-person", "Bo"]);
    let shown = repo.succeed(&["show", "6"]);
    assert!(
        shown.contains("\nFields\n  priority    low\n\nFields of the person\n  plan        free\n\n0 messages"),
        "{shown}"
    );
    repo.succeed(&["handoff", "--app", "webchat", "--person", "1"]);
    assert!(!repo.succeed(&["show", "7"]).contains("plan"), "a person who is there keeps what they have");
    // One who is made by hand gets them too, unless told otherwise.
    let fields = |made: &[&str]| {
        repo.succeed(&[&["person", "add", "Cy"], made].concat());
        repo.ask("SELECT group_concat(value) FROM person_field WHERE person_id = (SELECT max(id) FROM person)")
    };
    assert_eq!(fields(&[]), "free");
    assert_eq!(fields(&["--field", "plan=paid"]), "paid");
}

#[test]
fn a_handoff_is_taken_back_and_done_again() {
    let repo = TestRepo::of_mia();
    repo.write("said.txt", "the needle\n");
    repo.succeed(&["handoff", "--app", "new-app", "--new-person", "Bo", "--to-rep", "max", "--messages", "said.txt"]);
    repo.succeed(&["undo"]);
    assert_eq!(repo.succeed(&["search", "needle", "--count"]), "0\n");
    repo.refuses(5, &["show", "6"]);
    repo.succeed(&["undo", "4"]);
    assert_eq!(repo.succeed(&["search", "needle", "--columns", "id,person,assignee,status"]), "6\tBo\tMax\topen\n");
    repo.succeed(&["undo"]);
    // The number is not given again.
    repo.succeed(&["handoff", "--app", "new-app", "--new-person", "Bo"]);
    assert_eq!(repo.succeed(&["list", "--ids", "--limit", "1"]), "7\n");
}
