//! `livechats ban`: what identifiers a ban is on, and how they are compared.

use insta::assert_snapshot;

use crate::repo::TestRepo;

#[test]
fn identifiers_are_compared_in_one_form() {
    let repo = TestRepo::of_mia();
    repo.succeed(&["ban", "reason", "add", "abuse"]);
    repo.succeed(&[
        "person",
        "add",
        "Bo",
        "--email",
        "ANN@Example.com",
        "--phone",
        "0049 30 / 555-1234",
        "--ip",
        "::ffff:203.0.113.77",
        "--channel-id",
        "4930",
        "--unique-id",
        "U1",
    ]);
    assert_snapshot!(repo.run(&["ban", "add", "--phone", "+49 (0)30 5551234", "--ip", "203.0.113.9/24", "--reason", "abuse", "--for", "12h", "--format", "json", "--columns", "id,person_id,identifiers,offence,length"]), @r#"
    $ livechats ban add --phone '+49 (0)30 5551234' --ip 203.0.113.9/24 --reason abuse --for 12h --format json --columns id,person_id,identifiers,offence,length
    [
    {"id":1,"person_id":null,"identifiers":["phone:+49305551234","ip:203.0.113.0/24"],"offence":1,"length":"12h"}
    ]
    [stderr] Banned 2 identifiers until 2026-01-16 00:00 (offence 1): ban 1. Take it back: livechats undo 5
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["ban", "check", "--person", "6", "--format", "json"]), @r#"
    $ livechats ban check --person 6 --format json
    {"banned":true,"ban":1,"reason":"abuse","until":"2026-01-16T00:00:00Z","matched_by":["phone","ip"]}
    [stderr] error: banned until 2026-01-16 00:00 (ban 1: abuse; by phone, ip)
    [stderr] hint: livechats ban show 1 tells more
    [exit 9]
    "#);
    assert_snapshot!(repo.run(&["ban", "check", "--phone", "(+49) 30 555.1234", "--quiet"]), @r"
    $ livechats ban check --phone '(+49) 30 555.1234' --quiet
    [stderr] error: banned until 2026-01-16 00:00 (ban 1: abuse; by phone)
    [stderr] hint: livechats ban show 1 tells more
    [exit 9]
    ");
    assert_snapshot!(repo.run(&["ban", "check", "--phone", "030 5551234", "--format", "json"]), @r#"
    $ livechats ban check --phone '030 5551234' --format json
    {"banned":false,"ban":null,"reason":null,"until":null,"matched_by":[]}
    [stderr] Not banned.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["ban", "check", "--ip", "203.0.113.255", "--format", "tsv", "--columns", "banned,matched_by"]), @r"
    $ livechats ban check --ip 203.0.113.255 --format tsv --columns banned,matched_by
    true	ip
    [stderr] error: banned until 2026-01-16 00:00 (ban 1: abuse; by ip)
    [stderr] hint: livechats ban show 1 tells more
    [exit 9]
    ");
    assert_snapshot!(repo.run(&["ban", "check", "--ip", "203.0.114.0"]), @r"
    $ livechats ban check --ip 203.0.114.0
    [stderr] Not banned.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "check", "--ip", "203.0.113.0/25"]), @r"
    $ livechats ban check --ip 203.0.113.0/25
    [stderr] error: --ip 203.0.113.0/25 is a range, and nobody has one
    [stderr] hint: ask for one address; ban rehearse takes ranges
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["ban", "add", "--person", "1", "--reason", "abuse", "--for", "permanent"]), @r"
    $ livechats ban add --person 1 --reason abuse --for permanent
    [stderr] Banned person 1 and 1 identifier for good (offence 1): ban 2. Take it back: livechats undo 6
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "check", "--email", "Ann@EXAMPLE.com", "--ip", "203.0.113.1", "--format", "json"]), @r#"
    $ livechats ban check --email Ann@EXAMPLE.com --ip 203.0.113.1 --format json
    {"banned":true,"ban":2,"reason":"abuse","until":null,"matched_by":["email"]}
    [stderr] error: banned for good (ban 2: abuse; by email)
    [stderr] hint: livechats ban show 2 tells more
    [exit 9]
    "#);
    assert_snapshot!(repo.run(&["ban", "check", "--channel-id", "4930", "--unique-id", "u1"]), @r"
    $ livechats ban check --channel-id 4930 --unique-id u1
    [stderr] Not banned.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "check", "--person", "99"]), @r"
    $ livechats ban check --person 99
    [stderr] error: no person 99
    [stderr] hint: livechats person list shows who there is
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["ban", "check"]), @r"
    $ livechats ban check
    [stderr] error: the following required arguments were not provided: <--person <PERSON>|--email <ADDRESS>|--phone <NUMBER>|--ip <ADDRESS>|--channel-id <ID>|--unique-id <ID>>
    [stderr] hint: see livechats ban check --help
    [exit 2]
    ");
}

#[test]
fn identifiers_alone_are_banned_and_replaced_as_a_whole() {
    let repo = TestRepo::of_mia();
    repo.succeed(&["ban", "reason", "add", "abuse"]);
    repo.succeed(&[
        "ban",
        "add",
        "--email",
        "a@example.com",
        "--phone",
        "+49 30 1",
        "--reason",
        "abuse",
        "--for",
        "3d",
        "--quiet",
    ]);
    assert_snapshot!(repo.run(&["ban", "add", "--email", "A@example.com", "--reason", "abuse", "--for", "5d"]), @r"
    $ livechats ban add --email A@example.com --reason abuse --for 5d
    [stderr] error: one of these identifiers is banned already until 2026-01-18T12:00:00Z (ban 1: abuse)
    [stderr] hint: --replace puts the new ban in its place
    [exit 7]
    ");
    assert_snapshot!(repo.run(&["ban", "add", "--email", "A@example.com", "--reason", "abuse", "--for", "5d", "--replace"]), @r"
    $ livechats ban add --email A@example.com --reason abuse --for 5d --replace
    [stderr] error: ban 1 is on phone:+49301 too
    [stderr] hint: name that as well, or lift it first: livechats ban lift 1
    [exit 7]
    ");
    assert_snapshot!(repo.run(&["ban", "add", "--email", "A@example.com", "--phone", "0049301", "--unique-id", "U1", "--reason", "abuse", "--for", "5d", "--replace"]), @r"
    $ livechats ban add --email A@example.com --phone 0049301 --unique-id U1 --reason abuse --for 5d --replace
    [stderr] Banned 3 identifiers until 2026-01-20 12:00 (offence 2) instead of ban 1: ban 2. Take it back: livechats undo 5
    [exit 0]
    ");
    repo.succeed(&["ban", "add", "--person", "1", "--reason", "abuse", "--for", "3d"]);
    assert_snapshot!(repo.run(&["ban", "add", "--email", "ann@example.com", "--reason", "abuse", "--for", "5d", "--replace"]), @r"
    $ livechats ban add --email ann@example.com --reason abuse --for 5d --replace
    [stderr] error: ban 3 is on person 1 too
    [stderr] hint: name that as well, or lift it first: livechats ban lift 3
    [exit 7]
    ");
    assert_snapshot!(repo.run(&["ban", "add", "--ip", "203.0.113.0/24", "--reason", "abuse", "--for", "3d"]), @r"
    $ livechats ban add --ip 203.0.113.0/24 --reason abuse --for 3d
    [stderr] Banned 1 identifier until 2026-01-18 12:00 (offence 1): ban 4. Take it back: livechats undo 7
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "add", "--ip", "203.0.113.7", "--reason", "abuse", "--for", "3d"]), @r"
    $ livechats ban add --ip 203.0.113.7 --reason abuse --for 3d
    [stderr] Banned 1 identifier until 2026-01-18 12:00 (offence 1): ban 5. Take it back: livechats undo 8
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "list", "--columns", "id,person_id,identifiers,offence"]), @r"
    $ livechats ban list --columns id,person_id,identifiers,offence
    5		ip:203.0.113.7	1
    4		ip:203.0.113.0/24	1
    3	1	email:ann@example.com	1
    2		email:a@example.com,phone:+49301,unique_id:U1	2
    [exit 0]
    ");
    // A person keeps what the ban before was on.
    repo.succeed(&["person", "edit", "1", "--email", "ann@elsewhere.example"]);
    assert_snapshot!(repo.run(&["ban", "add", "--person", "1", "--reason", "abuse", "--for", "1w", "--replace", "--format", "json", "--columns", "id,identifiers"]), @r#"
    $ livechats ban add --person 1 --reason abuse --for 1w --replace --format json --columns id,identifiers
    [
    {"id":6,"identifiers":["email:ann@elsewhere.example","email:ann@example.com"]}
    ]
    [stderr] Banned person 1 and 2 identifiers until 2026-01-22 12:00 (offence 2) instead of ban 3: ban 6. Take it back: livechats undo 10
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["ban", "add", "--person", "1", "--person-only", "--reason", "abuse", "--for", "1w", "--replace", "--format", "json", "--columns", "id,identifiers"]), @r#"
    $ livechats ban add --person 1 --person-only --reason abuse --for 1w --replace --format json --columns id,identifiers
    [
    {"id":7,"identifiers":[]}
    ]
    [stderr] Banned person 1 until 2026-01-22 12:00 (offence 3) instead of ban 6: ban 7. Take it back: livechats undo 11
    [exit 0]
    "#);
}

#[test]
fn a_users_own_mail_address_is_never_banned() {
    let repo = TestRepo::of_mia();
    repo.succeed(&["ban", "reason", "add", "abuse"]);
    repo.succeed(&["role", "add", "agent", "--kind", "team", "--permissions", "chats.view.team"]);
    repo.succeed(&["user", "add", "Ned", "--email", "ned@acme.example", "--role", "agent"]);
    repo.succeed(&["person", "add", "Ned, privately", "--email", "Ned@Acme.example"]);
    assert_snapshot!(repo.run(&["ban", "add", "--email", "NED@acme.example", "--reason", "abuse", "--for", "3d"]), @r"
    $ livechats ban add --email NED@acme.example --reason abuse --for 3d
    [stderr] error: ned@acme.example is the mail address of the user Ned
    [stderr] hint: users are no persons: livechats user edit changes what they may
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["ban", "add", "--person", "6", "--reason", "abuse", "--for", "3d"]), @r"
    $ livechats ban add --person 6 --reason abuse --for 3d
    [stderr] error: ned@acme.example is the mail address of the user Ned
    [stderr] hint: --person-only bans the person without their identifiers
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["ban", "add", "--person", "6", "--person-only", "--reason", "abuse", "--for", "3d"]), @r"
    $ livechats ban add --person 6 --person-only --reason abuse --for 3d
    [stderr] Banned person 6 until 2026-01-18 12:00 (offence 1): ban 1. Take it back: livechats undo 7
    [exit 0]
    ");
}

#[test]
fn bans_move_with_a_merge_and_lifting_tells_what_still_holds() {
    let repo = TestRepo::of_mia();
    repo.succeed(&["ban", "reason", "add", "spam"]);
    repo.succeed(&["person", "add", "Ann again", "--email", "ann@example.com"]);
    repo.succeed(&["ban", "add", "--person", "6", "--reason", "spam", "--for", "3d"]);
    repo.succeed(&["ban", "add", "--person", "1", "--reason", "spam", "--for", "1mo"]);
    assert_snapshot!(repo.run(&["person", "merge", "6", "--into", "1", "--yes"]), @r"
    $ livechats person merge 6 --into 1 --yes
    [stderr] Merged person 6 into person 1: 0 chats moved. 1 detail differed and are kept in a note. Take it back: livechats undo 7
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "list", "--columns", "id,person_id,until,identifiers"]), @r"
    $ livechats ban list --columns id,person_id,until,identifiers
    2	1	2026-02-15T12:00:00Z	email:ann@example.com
    1	1	2026-01-18T12:00:00Z	email:ann@example.com
    [exit 0]
    ");
    repo.succeed(&["ban", "add", "--ip", "203.0.113.0/24", "--reason", "spam", "--for", "1h"]);
    repo.succeed(&["person", "edit", "1", "--ip", "203.0.113.7"]);
    assert_snapshot!(repo.run(&["ban", "check", "--person", "1", "--format", "json"]), @r#"
    $ livechats ban check --person 1 --format json
    {"banned":true,"ban":2,"reason":"spam","until":"2026-02-15T12:00:00Z","matched_by":["person","email"]}
    [stderr] error: banned until 2026-02-15 12:00 (ban 2: spam; by person, email)
    [stderr] hint: livechats ban show 2 tells more
    [exit 9]
    "#);
    assert_snapshot!(repo.run(&["ban", "lift", "--person", "1"]), @r"
    $ livechats ban lift --person 1
    [stderr] Lifted bans 2, 1. Take it back: livechats undo 10
    [stderr] warning: the person is still banned: ban 3, by ip
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["undo"]), @r"
    $ livechats undo
    [stderr] Undid operation 10 (ban lift, 2026-01-15 12:00): 2 rows.
    [stderr] To have it again: livechats undo 11
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "check", "--person", "1", "--format", "json"]), @r#"
    $ livechats ban check --person 1 --format json
    {"banned":true,"ban":2,"reason":"spam","until":"2026-02-15T12:00:00Z","matched_by":["person","email"]}
    [stderr] error: banned until 2026-02-15 12:00 (ban 2: spam; by person, email)
    [stderr] hint: livechats ban show 2 tells more
    [exit 9]
    "#);
}
