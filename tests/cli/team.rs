//! `livechats team`

use insta::assert_snapshot;

use crate::repo::{CHATS, TestRepo};

#[test]
fn a_team_from_making_it_to_removing_it() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["team", "list"]), @r"
    $ livechats team list
    [stderr] No teams.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["team", "add", "Billing", "--member", "Max", "--description", "money"]), @r"
    $ livechats team add Billing --member Max --description money
    [stderr] Made the team Billing of 1 member.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["team", "add", "billing"]), @r"
    $ livechats team add billing
    [stderr] error: there is a team billing already
    [stderr] hint: choose another name
    [exit 7]
    ");
    let edit = ["team", "edit", "billing", "--add", "李雷", "--remove", "r1", "--name", "Payments", "--format", "json"];
    assert_snapshot!(repo.run(&edit), @r#"
    $ livechats team edit billing --add 李雷 --remove r1 --name Payments --format json
    [
    {"id":1,"name":"Payments","members":["李雷"]}
    ]
    [stderr] Changed the team Payments: 1 member.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["team", "edit", "Payments", "--add", "Nobody"]), @r"
    $ livechats team edit Payments --add Nobody
    [stderr] error: no user Nobody
    [stderr] hint: livechats user list shows who there is
    [exit 5]
    ");
    repo.succeed(&["team", "add", "Sales", "--member", "Max", "--member", "李雷"]);
    assert_snapshot!(repo.run(&["team", "list", "--columns", "name,size,members", "--sort", "size", "--reverse"]), @r"
    $ livechats team list --columns name,size,members --sort size --reverse
    Sales	2	Max,李雷
    Payments	1	李雷
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["team", "show", "Payments"]), @r"
    $ livechats team show Payments
    Id            1
    Name          Payments
    Members       李雷
    Size          1
    Description   money
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["team", "remove", "Payments"]), @r"
    $ livechats team remove Payments
    [stderr] Removed the team Payments.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["team", "show", "Payments"]), @r"
    $ livechats team show Payments
    [stderr] error: no team Payments
    [stderr] hint: livechats team list shows which there are
    [exit 5]
    ");
    assert_eq!(repo.succeed(&["team", "list", "--columns", "name"]), "Sales\n");
    assert_eq!(repo.succeed(&["team", "list", "--removed", "--columns", "name,members"]), "Payments\t\n");
}

#[test]
fn chats_keep_a_team_that_is_removed_and_its_name_brings_it_back() {
    let repo = TestRepo::with(&CHATS.replacen(r#""status":"open""#, r#""teams":["Returns"],"status":"open""#, 1));
    let number = repo.succeed(&["team", "show", "Returns", "--format", "tsv", "--columns", "id"]);
    repo.succeed(&["team", "remove", "Returns"]);
    assert_eq!(repo.succeed(&["list", "team:returns", "--columns", "id,teams"]), "2\tReturns\n");
    repo.succeed(&["team", "add", "Returns", "--member", "Max"]);
    assert_eq!(repo.succeed(&["team", "list", "--columns", "id,members"]), format!("{}\tMax\n", number.trim()));
}

#[test]
fn lists_come_in_pages_with_no_silent_limit() {
    let repo = TestRepo::empty();
    for name in ["A", "B", "C"] {
        repo.succeed(&["team", "add", name]);
    }
    assert_snapshot!(repo.run(&["team", "list", "--limit", "2", "--columns", "name"]), @r"
    $ livechats team list --limit 2 --columns name
    A
    B
    [stderr] page 1 of 2, 3 teams; next: --page 2
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["team", "list", "--limit", "2", "--page", "2", "--columns", "name"]), @r"
    $ livechats team list --limit 2 --page 2 --columns name
    C
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["team", "list", "--limit", "2", "--page", "9"]), @r"
    $ livechats team list --limit 2 --page 9
    [stderr] Page 9 is beyond the last, 2.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["team", "list", "--sort", "size,name"]), @r"
    $ livechats team list --sort size,name
    [stderr] error: unknown column 'size,name' in --sort
    [stderr] hint: columns are id, name, members, size, description, removed
    [exit 2]
    ");
    repo.refuses(2, &["team", "list", "--columns", "nme"]);
    repo.refuses(2, &["team", "list", "--count", "--limit", "2"]);
}
