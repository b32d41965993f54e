//! `livechats user`

use insta::assert_snapshot;

use crate::repo::{TestRepo, text};

/// A repository with a role to give, and whose account makes no difference to what it prints.
fn repo() -> TestRepo {
    let repo = TestRepo::with_chats();
    let account = text(&repo.shell("id -un").stdout);
    repo.succeed(&["user", "edit", account.trim(), "--name", "Ada"]);
    repo.succeed(&["role", "add", "agent", "--kind", "team", "--permissions", "chats.view.team,chats.manage.own"]);
    repo
}

#[test]
fn a_user_from_making_them_to_removing_them() {
    let repo = repo();
    repo.succeed(&["team", "add", "Billing"]);
    let add =
        ["user", "add", "Ben", "--role", "agent", "--uid", "64001", "--team", "Billing", "--email", "b@x.example"];
    assert_snapshot!(repo.run(&add), @r"
    $ livechats user add Ben --role agent --uid 64001 --team Billing --email b@x.example
    [stderr] Made the user Ben (number 4), agent.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["user", "add", "BEN", "--role", "agent"]), @r"
    $ livechats user add BEN --role agent
    [stderr] error: there is a user BEN already (number 4)
    [stderr] hint: choose another name, or change that one: livechats user edit
    [exit 7]
    ");
    assert_snapshot!(repo.run(&["user", "add", "Cem", "--role", "agent", "--uid", "64001"]), @r"
    $ livechats user add Cem --role agent --uid 64001
    [stderr] error: the account with uid 64001 is Ben's
    [stderr] hint: one account is one user; livechats user edit USER --no-account takes it away
    [exit 7]
    ");
    assert_snapshot!(repo.run(&["user", "add", "Cem", "--role", "chief"]), @r"
    $ livechats user add Cem --role chief
    [stderr] error: no role chief
    [stderr] hint: livechats role list shows which there are
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["user", "add", "Cem", "--role", "agent"]), @r"
    $ livechats user add Cem --role agent
    [stderr] Made the user Cem (number 5), agent; without an account they cannot run livechats.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["user", "list", "--role", "any", "--columns", "id,name,role,teams,email"]), @r"
    $ livechats user list --role any --columns id,name,role,teams,email
    1	Ada	admin		
    4	Ben	agent	Billing	b@x.example
    5	Cem	agent		
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["user", "edit", "b@x.example", "--no-account", "--name", "Benjamin", "--format", "json"]), @r#"
    $ livechats user edit b@x.example --no-account --name Benjamin --format json
    [
    {"id":4,"name":"Benjamin","role":"agent","teams":["Billing"],"presence":"away","uid":null}
    ]
    [stderr] Changed the user Benjamin (number 4).
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["user", "show", "Benjamin"]), @r"
    $ livechats user show Benjamin
    Id            4
    Name          Benjamin
    Role          agent
    Teams         Billing
    Presence      away
    Email         b@x.example
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["user", "remove", "Benjamin"]), @r"
    $ livechats user remove Benjamin
    [stderr] Removed the user Benjamin (number 4).
    [exit 0]
    ");
    repo.refuses(5, &["user", "show", "Benjamin"]);
    assert_snapshot!(repo.run(&["user", "list", "--removed", "--columns", "name,role,teams,uid,removed"]), @r"
    $ livechats user list --removed --columns name,role,teams,uid,removed
    Benjamin				2026-01-15T12:00:00Z
    [exit 0]
    ");
    assert_eq!(repo.succeed(&["team", "list", "--columns", "name,size"]), "Billing\t0\n");
}

#[test]
fn a_rep_of_an_import_becomes_a_user() {
    let repo = repo();
    assert_snapshot!(repo.run(&["user", "list", "--columns", "id,name,role,source,external"]), @r"
    $ livechats user list --columns id,name,role,source,external
    1	Ada	admin		
    2	Max		shop	r1
    3	李雷		shop	r2
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["user", "add", "Max", "--role", "agent"]), @r"
    $ livechats user add Max --role agent
    [stderr] error: a rep Max came with an import already (number 2)
    [stderr] hint: to make them a user: livechats user edit 2 --role ROLE --uid NUMBER
    [exit 7]
    ");
    repo.succeed(&["user", "edit", "r1", "--role", "agent"]);
    assert_eq!(repo.succeed(&["user", "list", "--role", "agent", "--columns", "name"]), "Max\n");
    assert_eq!(repo.succeed(&["user", "list", "--role", "none", "--count"]), "1\n");
}

#[test]
fn an_admin_with_an_account_is_always_left() {
    let repo = repo();
    for args in [
        &["user", "remove", "Ada"][..],
        &["user", "edit", "Ada", "--no-role"],
        &["user", "edit", "Ada", "--no-account"],
        &["user", "edit", "Ada", "--role", "agent"],
    ] {
        repo.refuses(6, args);
    }
    // One without an account could not run this program.
    repo.succeed(&["user", "add", "Eve", "--role", "admin"]);
    assert_snapshot!(repo.run(&["user", "remove", "Ada"]), @r"
    $ livechats user remove Ada
    [stderr] error: nobody would be left with the role admin and an account
    [stderr] hint: make somebody else an admin first: livechats user edit USER --role admin
    [exit 6]
    ");
    repo.succeed(&["user", "edit", "Eve", "--uid", "64002"]);
    repo.succeed(&["user", "remove", "Ada"]);
    // Whoever removed themselves is out at once.
    repo.refuses(4, &["user", "list"]);
}

#[test]
fn everybody_comes_and_goes_as_they_like() {
    let repo = repo();
    assert_snapshot!(repo.run(&["user", "online"]), @r"
    $ livechats user online
    [stderr] Ada is online.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["user", "online"]), @r"
    $ livechats user online
    [stderr] Ada is online already.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["user", "list", "--online", "--columns", "name,presence,since"]), @r"
    $ livechats user list --online --columns name,presence,since
    Ada	online	2026-01-15T12:00:00Z
    [exit 0]
    ");
    repo.succeed(&["user", "edit", "Max", "--role", "agent"]);
    assert_snapshot!(repo.run(&["--as", "Max", "user", "online"]), @r"
    $ livechats --as Max user online
    [stderr] Max is online.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["--as", "Max", "user", "away", "Ada"]), @r"
    $ livechats --as Max user away Ada
    [stderr] error: your role does not allow this: it needs teams.manage
    [stderr] hint: livechats whoami tells what your role allows
    [exit 4]
    ");
    assert_snapshot!(repo.run(&["user", "away", "Max", "--format", "jsonl"]), @r#"
    $ livechats user away Max --format jsonl
    {"id":2,"name":"Max","role":"agent","teams":[],"presence":"away","uid":null}
    [stderr] Max is away.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["user", "online", "李雷"]), @r"
    $ livechats user online 李雷
    [stderr] error: 李雷 has no role, and so takes no chats
    [stderr] hint: livechats user edit USER --role ROLE makes them a user
    [exit 6]
    ");
}

#[test]
fn aliases_come_go_and_come_back() {
    let repo = repo();
    assert_snapshot!(repo.run(&["user", "alias", "add", "Max", "Maxi"]), @r"
    $ livechats user alias add Max Maxi
    [stderr] Max may write as Maxi.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["user", "alias", "add", "Max", "Max of Support", "--default"]), @r"
    $ livechats user alias add Max 'Max of Support' --default
    [stderr] Max may write as Max of Support, by default.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["user", "alias", "add", "Max", "Maxi"]), @r"
    $ livechats user alias add Max Maxi
    [stderr] error: Max has the alias Maxi already
    [exit 7]
    ");
    assert_snapshot!(repo.run(&["user", "alias", "list", "Max"]), @r"
    $ livechats user alias list Max
    Max	Max of Support	true
    Max	Maxi	false
    [exit 0]
    ");
    assert_eq!(
        repo.succeed(&["user", "list", "--columns", "name,aliases"]).lines().nth(1),
        Some("Max\tMax of Support,Maxi")
    );
    assert_snapshot!(repo.run(&["user", "alias", "default", "Max", "Maxi", "--format", "csv"]), @r"
    $ livechats user alias default Max Maxi --format csv
    user,alias,default
    Max,Maxi,true
    Max,Max of Support,false
    [stderr] Max writes as Maxi by default.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["user", "alias", "remove", "Max", "Maxi"]), @r"
    $ livechats user alias remove Max Maxi
    [stderr] Max no longer writes as Maxi.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["user", "alias", "list", "Max", "--removed", "--columns", "alias,default,removed"]), @r"
    $ livechats user alias list Max --removed --columns alias,default,removed
    Maxi	false	2026-01-15T12:00:00Z
    Max of Support	false	
    [exit 0]
    ");
    repo.refuses(5, &["user", "alias", "default", "Max", "Maxi"]);
    repo.succeed(&["user", "alias", "add", "Max", "Maxi"]);
    assert_snapshot!(repo.run(&["user", "alias", "default", "Max"]), @r"
    $ livechats user alias default Max
    [stderr] Max writes under their own name by default.
    [exit 0]
    ");
    assert_eq!(repo.succeed(&["user", "alias", "list", "--count"]), "0\n");
}

#[test]
fn a_name_that_may_be_several_is_asked_back() {
    let repo = TestRepo::with(&crate::repo::CHATS.replace("李雷", "Max"));
    assert_snapshot!(repo.run(&["user", "show", "max"]), @r"
    $ livechats user show max
    [stderr] error: max may be one of several users
    [stderr] hint: name them by number: 2, 3
    [exit 7]
    ");
    // A user is meant before somebody who only comes up in chats.
    repo.succeed(&["user", "edit", "2", "--role", "admin"]);
    assert_eq!(repo.succeed(&["user", "show", "max", "--format", "tsv", "--columns", "id"]), "2\n");
}

#[test]
fn names_and_accounts_that_cannot_be_meant_are_refused() {
    let repo = repo();
    let add = |name: &'static str| ["user", "add", name, "--role", "agent"];
    for name in ["", " Ben", "12", "a\nb", "\u{1b}[2J"] {
        repo.refuses(2, &add(name));
    }
    repo.refuses(2, &["user", "add", "Ben", "--role", "agent", "--uid", "-1"]);
    repo.refuses(2, &["user", "add", "Ben", "--role", "agent", "--uid", "1", "--account", "root"]);
    repo.refuses(2, &["user", "edit", "Max"]);
    assert_snapshot!(repo.run(&["user", "add", "Ben", "--role", "agent", "--account", "no-such-account"]), @r"
    $ livechats user add Ben --role agent --account no-such-account
    [stderr] error: no account no-such-account in /etc/passwd
    [stderr] hint: one that is kept elsewhere has a number too: --uid $(id -u NAME)
    [exit 5]
    ");
}

#[test]
fn the_only_admin_keeps_the_account_that_acts() {
    let repo = repo();
    assert_snapshot!(repo.run(&["user", "edit", "Ada", "--uid", "64005"]), @r"
    $ livechats user edit Ada --uid 64005
    [stderr] error: you are the only admin with an account, and another one might lock you out
    [stderr] hint: make a second admin first: livechats user add NAME --role admin --uid N
    [exit 6]
    ");
    let own = text(&repo.shell("id -u").stdout);
    repo.succeed(&["user", "edit", "Ada", "--uid", own.trim()]);
    assert_snapshot!(repo.run(&["user", "edit", "Ada", "--uid", "4294967295"]), @r"
    $ livechats user edit Ada --uid 4294967295
    [stderr] error: invalid value '4294967295' for '--uid <N>': 4294967295 is not in 0..4294967295
    [stderr] hint: see livechats user edit --help
    [exit 2]
    ");
    repo.succeed(&["user", "add", "Bo", "--role", "admin", "--uid", "64006"]);
    repo.succeed(&["user", "edit", "Ada", "--uid", "64005"]);
    repo.refuses(4, &["list"]);
}

#[test]
fn a_denied_as_is_recorded_as_what_it_lacked() {
    let repo = repo();
    repo.succeed(&["user", "add", "Bo", "--role", "admin", "--uid", "64006"]);
    repo.succeed(&["user", "edit", "Ada", "--role", "agent"]);
    repo.refuses(4, &["--as", "Bo", "list"]);
    let last = "SELECT command || ' ' || detail FROM operation ORDER BY id DESC LIMIT 1";
    assert_eq!(repo.ask(last), r#"denied {"command":"list","need":"impersonate"}"#);
    repo.refuses(4, &["user", "list"]);
    assert_eq!(repo.ask(last), r#"denied {"command":"user list","need":"teams.view"}"#);
}
