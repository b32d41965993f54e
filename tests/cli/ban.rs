//! `livechats ban`: reasons, rules, lengths, and the history that stays.

use insta::assert_snapshot;

use crate::repo::TestRepo;

mod back;
mod identifiers;
mod work;

#[test]
fn a_ban_needs_a_reason_and_a_length() {
    let repo = TestRepo::of_mia();
    assert_snapshot!(repo.run(&["ban", "add", "--person", "1", "--reason", "spam", "--for", "3d"]), @r"
    $ livechats ban add --person 1 --reason spam --for 3d
    [stderr] error: there is no ban reason yet, and every ban needs one
    [stderr] hint: make the first: livechats ban reason add NAME
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["ban", "reason", "add", "spam", "--description", "advertisements, links to shops"]), @r"
    $ livechats ban reason add spam --description 'advertisements, links to shops'
    [stderr] Made the ban reason spam. Take it back: livechats undo 3
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "reason", "add", "Spam"]), @r"
    $ livechats ban reason add Spam
    [stderr] error: there is a ban reason Spam already
    [stderr] hint: choose another name
    [exit 7]
    ");
    assert_snapshot!(repo.run(&["ban", "reason", "list", "--format", "table"]), @r"
    $ livechats ban reason list --format table
    NAME  BANS  RUNNING  DESCRIPTION
    spam     0        0  advertisements, links to shops
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "add", "--person", "1", "--reason", "rain", "--for", "3d"]), @r"
    $ livechats ban add --person 1 --reason rain --for 3d
    [stderr] error: no ban reason rain
    [stderr] hint: livechats ban reason list shows those there are
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["ban", "add", "--person", "1", "--reason", "spam"]), @r"
    $ livechats ban add --person 1 --reason spam
    [stderr] error: no ban rule says how long a ban for offence 1 is
    [stderr] hint: say it with --for LENGTH, or make a rule: livechats ban rule set 1 3d
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["ban", "rule", "set", "2", "1mo"]), @r"
    $ livechats ban rule set 2 1mo
    [stderr] From offence 2 on: 1 month. Take it back: livechats undo 4
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "add", "--person", "1", "--reason", "spam"]), @r"
    $ livechats ban add --person 1 --reason spam
    [stderr] error: no ban rule says how long a ban for offence 1 is
    [stderr] hint: say it with --for LENGTH, or make a rule: livechats ban rule set 1 3d
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["ban", "rule", "set", "1", "3d"]), @r"
    $ livechats ban rule set 1 3d
    [stderr] From offence 1 on: 3 days. Take it back: livechats undo 5
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "rule", "set", "1", "3d"]), @r"
    $ livechats ban rule set 1 3d
    [stderr] It is so already.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "rule", "set", "4", "permanent", "--format", "json"]), @r#"
    $ livechats ban rule set 4 permanent --format json
    [
    {"offences":4,"length":"permanent","words":"permanent"}
    ]
    [stderr] From offence 4 on: permanent. Take it back: livechats undo 6
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["ban", "rule", "list", "--format", "table"]), @r"
    $ livechats ban rule list --format table
    OFFENCES  LENGTH     WORDS
           1  3d         3 days
           2  1mo        1 month
           4  permanent  permanent
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "add", "--person", "1", "--reason", "SPAM", "--dry-run"]), @r"
    $ livechats ban add --person 1 --reason SPAM --dry-run
    [stderr] Dry run, nothing is kept: person 1 and 1 identifier would be banned until 2026-01-18 12:00 (3 days by the rules, offence 1).
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "add", "--person", "1", "--reason", "SPAM"]), @r"
    $ livechats ban add --person 1 --reason SPAM
    [stderr] Banned person 1 and 1 identifier until 2026-01-18 12:00 (3 days by the rules, offence 1): ban 1. Take it back: livechats undo 7
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "reason", "remove", "spam"]), @r"
    $ livechats ban reason remove spam
    [stderr] error: the reason spam cannot be removed: 1 ban runs for it
    [stderr] hint: livechats ban list --reason REASON shows which
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["ban", "reason", "edit", "spam", "--name", "advertising"]), @r"
    $ livechats ban reason edit spam --name advertising
    [stderr] Changed the ban reason advertising. Take it back: livechats undo 8
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "reason", "edit", "advertising", "--no-description", "--quiet"]), @r"
    $ livechats ban reason edit advertising --no-description --quiet
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "reason", "edit", "advertising", "--no-description"]), @r"
    $ livechats ban reason edit advertising --no-description
    [stderr] The ban reason advertising is so already.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "reason", "edit", "nothing", "--name", "x"]), @r"
    $ livechats ban reason edit nothing --name x
    [stderr] error: no ban reason nothing
    [stderr] hint: livechats ban reason list shows those there are
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["ban", "list", "--columns", "id,person,reason,until,state"]), @r"
    $ livechats ban list --columns id,person,reason,until,state
    1	Ann Example	spam	2026-01-18T12:00:00Z	running
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "reason", "remove", "advertising", "--format", "json"]), @r#"
    $ livechats ban reason remove advertising --format json
    [
    {"name":"advertising","bans":0,"running":0,"description":null}
    ]
    [stderr] Removed the ban reason advertising. Take it back: livechats undo 10
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["undo", "--quiet"]), @r"
    $ livechats undo --quiet
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "reason", "list", "--columns", "name,bans"]), @r"
    $ livechats ban reason list --columns name,bans
    advertising	0
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "rule", "remove", "2"]), @r"
    $ livechats ban rule remove 2
    [stderr] Removed the rule for offence 2. Take it back: livechats undo 12
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["ban", "rule", "remove", "2"]), @r"
    $ livechats ban rule remove 2
    [stderr] error: no ban rule for 2 offences
    [stderr] hint: livechats ban rule list shows those there are
    [exit 5]
    ");
}

#[test]
fn the_rules_go_by_the_offences_and_lifted_bans_count() {
    let repo = TestRepo::of_mia();
    repo.succeed(&["ban", "reason", "add", "spam"]);
    repo.succeed(&["ban", "rule", "set", "1", "3d"]);
    repo.succeed(&["ban", "rule", "set", "2", "1mo"]);
    repo.succeed(&["ban", "rule", "set", "4", "permanent"]);
    assert_snapshot!(repo.run_at("2026-01-31T09:00:00Z", &["ban", "add", "--person", "1", "--reason", "spam", "--note", "first warning"]), @r"
    $ livechats ban add --person 1 --reason spam --note 'first warning'
    [stderr] Banned person 1 and 1 identifier until 2026-02-03 09:00 (3 days by the rules, offence 1): ban 1. Take it back: livechats undo 7
    [exit 0]
    ");
    assert_snapshot!(repo.run_at("2026-02-03T08:59:59Z", &["ban", "check", "--person", "1"]), @r"
    $ livechats ban check --person 1
    [stderr] error: banned until 2026-02-03 09:00 (ban 1: spam; by person, email)
    [stderr] hint: livechats ban show 1 tells more
    [exit 9]
    ");
    assert_snapshot!(repo.run_at("2026-02-03T09:00:00Z", &["ban", "check", "--person", "1"]), @r"
    $ livechats ban check --person 1
    [stderr] Not banned.
    [exit 0]
    ");
    assert_snapshot!(repo.run_at("2026-02-03T09:00:00Z", &["ban", "add", "--person", "1", "--reason", "spam"]), @r"
    $ livechats ban add --person 1 --reason spam
    [stderr] Banned person 1 and 1 identifier until 2026-03-03 09:00 (1 month by the rules, offence 2): ban 2. Take it back: livechats undo 8
    [exit 0]
    ");
    assert_snapshot!(repo.run_at("2026-02-03T10:00:00Z", &["ban", "lift", "--person", "1", "--note", "it was her brother"]), @r"
    $ livechats ban lift --person 1 --note 'it was her brother'
    [stderr] Lifted ban 2. Take it back: livechats undo 9
    [exit 0]
    ");
    assert_snapshot!(repo.run_at("2026-02-03T10:00:00Z", &["ban", "lift", "--person", "1"]), @r"
    $ livechats ban lift --person 1
    [stderr] error: no ban on person 1 runs
    [stderr] hint: livechats ban check tells of one on their identifiers
    [exit 5]
    ");
    assert_snapshot!(repo.run_at("2026-02-03T10:00:00Z", &["ban", "lift", "2"]), @r"
    $ livechats ban lift 2
    [stderr] error: ban 2 does not run: it was lifted on 2026-02-03T10:00:00Z
    [stderr] hint: livechats ban list shows those that do
    [exit 7]
    ");
    assert_snapshot!(repo.run_at("2026-03-31T09:00:00Z", &["ban", "add", "--person", "1", "--reason", "spam"]), @r"
    $ livechats ban add --person 1 --reason spam
    [stderr] Banned person 1 and 1 identifier until 2026-04-30 09:00 (1 month by the rules, offence 3): ban 3. Take it back: livechats undo 10
    [exit 0]
    ");
    assert_snapshot!(repo.run_at("2026-04-01T09:00:00Z", &["ban", "add", "--person", "1", "--reason", "spam"]), @r"
    $ livechats ban add --person 1 --reason spam
    [stderr] error: person 1 is banned already until 2026-04-30T09:00:00Z (ban 3: spam)
    [stderr] hint: --replace puts the new ban in its place
    [exit 7]
    ");
    assert_snapshot!(repo.run_at("2026-04-01T09:00:00Z", &["ban", "add", "--person", "1", "--reason", "spam", "--replace"]), @r"
    $ livechats ban add --person 1 --reason spam --replace
    [stderr] Banned person 1 and 1 identifier for good (permanent by the rules, offence 4) instead of ban 3: ban 4. Take it back: livechats undo 11
    [exit 0]
    ");
    assert_snapshot!(repo.run_at("2026-05-01T09:00:00Z", &["ban", "list", "--person", "1", "--columns", "id,offence,length,started,until,lifted,replaced_by"]), @r"
    $ livechats ban list --person 1 --columns id,offence,length,started,until,lifted,replaced_by
    4	4	permanent	2026-04-01T09:00:00Z			
    [exit 0]
    ");
    assert_snapshot!(repo.run_at("2026-05-01T09:00:00Z", &["ban", "list", "--all", "--person", "1", "--columns", "id,offence,length,started,until,lifted,replaced_by,state"]), @r"
    $ livechats ban list --all --person 1 --columns id,offence,length,started,until,lifted,replaced_by,state
    4	4	permanent	2026-04-01T09:00:00Z				running
    3	3	1mo	2026-03-31T09:00:00Z	2026-04-30T09:00:00Z	2026-04-01T09:00:00Z	4	replaced
    2	2	1mo	2026-02-03T09:00:00Z	2026-03-03T09:00:00Z	2026-02-03T10:00:00Z		lifted
    1	1	3d	2026-01-31T09:00:00Z	2026-02-03T09:00:00Z			ended
    [exit 0]
    ");
    assert_snapshot!(repo.run_at("2026-05-01T09:00:00Z", &["ban", "list", "--all", "--reason", "spam", "--count"]), @r"
    $ livechats ban list --all --reason spam --count
    4
    [exit 0]
    ");
    assert_snapshot!(repo.run_at("2026-05-01T09:00:00Z", &["ban", "show", "2"]), @r"
    $ livechats ban show 2
    Id            2
    Person id     1
    Person        Ann Example
    Reason        spam
    Started       2026-02-03 09:00
    Until         2026-03-03 09:00
    State         lifted
    Hits          0
    Length        1mo
    Offence       2
    Identifiers   email:ann@example.com
    By            Mia
    Lifted        2026-02-03 10:00
    Lifted by     Mia
    Lift note     it was her brother
    [exit 0]
    ");
    assert_snapshot!(repo.run_at("2026-05-01T09:00:00Z", &["ban", "show", "5"]), @r"
    $ livechats ban show 5
    [stderr] error: no ban 5
    [stderr] hint: livechats ban list --all shows those there are
    [exit 5]
    ");
    assert_snapshot!(repo.run_at("2026-05-01T09:00:00Z", &["person", "show", "1"]), @r"
    $ livechats person show 1
    Person 1  Ann Example
    
    Email         ann@example.com
    Source        shop/p1
    
    1 chat
           1  2026-01-10 09:00  closed  webchat  refund, vip
    
    4 bans
    2026-01-31 09:00  until 2026-02-03 09:00  spam
    2026-02-03 09:00  until 2026-03-03 09:00, lifted 2026-02-03 10:00  spam
    2026-03-31 09:00  until 2026-04-30 09:00, replaced 2026-04-01 09:00  spam
    2026-04-01 09:00  permanent  spam
    [exit 0]
    ");
    assert_snapshot!(repo.run_at("2026-05-01T09:00:00Z", &["list", "ban:spam", "--ids"]), @r"
    $ livechats list ban:spam --ids
    1
    [exit 0]
    ");
}

#[test]
fn lengths_that_cannot_be_meant_are_refused() {
    let repo = TestRepo::of_mia();
    repo.succeed(&["ban", "reason", "add", "spam"]);
    assert_snapshot!(repo.run(&["ban", "add", "--person", "1", "--reason", "spam", "--for", "5"]), @r"
    $ livechats ban add --person 1 --reason spam --for 5
    [stderr] error: invalid value '5' for '--for <LENGTH>': 5 of what? 5min, 5h, 5d, 5w or 5mo
    [stderr] hint: see livechats ban add --help
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["ban", "add", "--person", "1", "--reason", "spam", "--for", "5m"]), @r"
    $ livechats ban add --person 1 --reason spam --for 5m
    [stderr] error: invalid value '5m' for '--for <LENGTH>': minutes (5min) or months (5mo)?
    [stderr] hint: see livechats ban add --help
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["ban", "add", "--person", "1", "--reason", "spam", "--for", "1.5h"]), @r"
    $ livechats ban add --person 1 --reason spam --for 1.5h
    [stderr] error: invalid value '1.5h' for '--for <LENGTH>': a whole number is needed: 90min for an hour and a half
    [stderr] hint: see livechats ban add --help
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["ban", "add", "--person", "1", "--reason", "spam", "--for", "-2d"]), @r"
    $ livechats ban add --person 1 --reason spam --for -2d
    [stderr] error: invalid value '-2d' for '--for <LENGTH>': a ban cannot end before it begins
    [stderr] hint: see livechats ban add --help
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["ban", "add", "--person", "1", "--reason", "spam", "--for", "0d"]), @r"
    $ livechats ban add --person 1 --reason spam --for 0d
    [stderr] error: invalid value '0d' for '--for <LENGTH>': a ban of no length is none
    [stderr] hint: see livechats ban add --help
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["ban", "add", "--person", "1", "--reason", "spam", "--for", "9999999999d"]), @r"
    $ livechats ban add --person 1 --reason spam --for 9999999999d
    [stderr] error: invalid value '9999999999d' for '--for <LENGTH>': longer than 100 years; say permanent
    [stderr] hint: see livechats ban add --help
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["ban", "add", "--person", "1", "--reason", "spam", "--for", "∞"]), @r"
    $ livechats ban add --person 1 --reason spam --for '∞'
    [stderr] error: invalid value '∞' for '--for <LENGTH>': a ban without an end is permanent
    [stderr] hint: see livechats ban add --help
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["ban", "rule", "set", "1", "5m"]), @r"
    $ livechats ban rule set 1 5m
    [stderr] error: invalid value '5m' for '<LENGTH>': minutes (5min) or months (5mo)?
    [stderr] hint: see livechats ban rule set --help
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["ban", "rule", "set", "0", "5min"]), @r"
    $ livechats ban rule set 0 5min
    [stderr] error: invalid value '0' for '<OFFENCES>': not a whole number from 1 to 1000
    [stderr] hint: see livechats ban rule set --help
    [exit 2]
    ");
    assert_snapshot!(repo.run_at("9998-01-15T12:00:00Z", &["ban", "add", "--person", "1", "--reason", "spam", "--for", "36mo"]), @r"
    $ livechats ban add --person 1 --reason spam --for 36mo
    [stderr] error: the ban would end after the year 9999
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["ban", "add", "--reason", "spam", "--for", "3d"]), @r"
    $ livechats ban add --reason spam --for 3d
    [stderr] error: the following required arguments were not provided: <--person <PERSON>|--email <ADDRESS>|--phone <NUMBER>|--ip <ADDRESS>|--channel-id <ID>|--unique-id <ID>>
    [stderr] hint: see livechats ban add --help
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["ban", "add", "--email", "nobody", "--reason", "spam", "--for", "3d"]), @r"
    $ livechats ban add --email nobody --reason spam --for 3d
    [stderr] error: invalid value 'nobody' for '--email <ADDRESS>': not a mail address: expected name@domain
    [stderr] hint: see livechats ban add --help
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["ban", "add", "--phone", "12", "--reason", "spam", "--for", "3d"]), @r"
    $ livechats ban add --phone 12 --reason spam --for 3d
    [stderr] error: invalid value '12' for '--phone <NUMBER>': not a phone number: expected 3 to 20 digits, such as +49 30 1234
    [stderr] hint: see livechats ban add --help
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["ban", "add", "--ip", "0.0.0.0/0", "--reason", "spam", "--for", "3d"]), @r"
    $ livechats ban add --ip 0.0.0.0/0 --reason spam --for 3d
    [stderr] error: invalid value '0.0.0.0/0' for '--ip <ADDRESS>': the range is wider than /8: name smaller ones
    [stderr] hint: see livechats ban add --help
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["ban", "add", "--ip", "203.0.113.9-203.0.113.7", "--reason", "spam", "--for", "3d"]), @r"
    $ livechats ban add --ip 203.0.113.9-203.0.113.7 --reason spam --for 3d
    [stderr] error: invalid value '203.0.113.9-203.0.113.7' for '--ip <ADDRESS>': the range ends before it begins
    [stderr] hint: see livechats ban add --help
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["ban", "add", "--channel-id", "", "--reason", "spam", "--for", "3d"]), @r"
    $ livechats ban add --channel-id '' --reason spam --for 3d
    [stderr] error: invalid value '' for '--channel-id <ID>': it is empty
    [stderr] hint: see livechats ban add --help
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["ban", "add", "--email", "ann@example.com", "--person-only", "--reason", "spam", "--for", "3d"]), @r"
    $ livechats ban add --email ann@example.com --person-only --reason spam --for 3d
    [stderr] error: the following required arguments were not provided: --person <PERSON>
    [stderr] hint: see livechats ban add --help
    [exit 2]
    ");
    assert_eq!(repo.ask("SELECT count(*) FROM ban"), "0");
}
