//! `livechats role`

use insta::assert_snapshot;

use crate::repo::TestRepo;

#[test]
fn a_role_from_making_it_to_removing_it() {
    let repo = TestRepo::empty();
    assert_snapshot!(repo.run(&["role", "list", "--format", "table"]), @r"
    $ livechats role list --format table
    NAME   KIND     USERS  PERMISSIONS
    admin  company      1  everything
    [exit 0]
    ");
    let add = ["role", "add", "agent", "--kind", "team", "--permissions", "chats.view.team,chats.manage.own"];
    assert_snapshot!(repo.run(&add), @r"
    $ livechats role add agent --kind team --permissions chats.view.team,chats.manage.own
    [stderr] Made the role agent, of kind team.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&add), @r"
    $ livechats role add agent --kind team --permissions chats.view.team,chats.manage.own
    [stderr] error: there is a role agent already
    [stderr] hint: choose another name
    [exit 7]
    ");
    let edit = ["role", "edit", "Agent", "--grant", "teams.view", "--description", "answers", "--format", "jsonl"];
    assert_snapshot!(repo.run(&edit), @r#"
    $ livechats role edit Agent --grant teams.view --description answers --format jsonl
    {"name":"agent","kind":"team","users":0,"permissions":["chats.manage.own","chats.view.team","teams.view"]}
    [stderr] Changed the role agent.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["role", "edit", "agent", "--revoke", "teams.view", "--name", "rep"]), @r"
    $ livechats role edit agent --revoke teams.view --name rep
    [stderr] Changed the role rep.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["role", "show", "rep"]), @r"
    $ livechats role show rep
    Name          rep
    Kind          team
    Users         0
    Permissions   chats.manage.own
                  chats.view.team
    Description   answers
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["role", "remove", "rep"]), @r"
    $ livechats role remove rep
    [stderr] Removed the role rep.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["role", "remove", "rep"]), @r"
    $ livechats role remove rep
    [stderr] error: no role rep
    [stderr] hint: livechats role list shows which there are
    [exit 5]
    ");
    assert_eq!(repo.succeed(&["role", "list", "--count"]), "1\n");
}

#[test]
fn admin_is_preset_and_stays_as_it_is() {
    let repo = TestRepo::empty();
    assert_snapshot!(repo.run(&["role", "edit", "admin", "--revoke", "impersonate"]), @r"
    $ livechats role edit admin --revoke impersonate
    [stderr] error: the role admin is preset and cannot be changed or removed
    [stderr] hint: make a role of your own: livechats role add
    [exit 6]
    ");
    repo.refuses(6, &["role", "remove", "ADMIN"]);
    repo.refuses(7, &["role", "add", "Admin", "--kind", "company", "--permissions", "audit.read"]);
}

#[test]
fn the_reach_of_a_team_role_ends_at_the_team() {
    let repo = TestRepo::empty();
    let add = |permissions| repo.run(&["role", "add", "lead", "--kind", "team", "--permissions", permissions]);
    assert_snapshot!(add("chats.view.team,chats.export.all"), @r"
    $ livechats role add lead --kind team --permissions chats.view.team,chats.export.all
    [stderr] error: a role of kind team cannot hold chats.export.all
    [stderr] hint: a team's reach is .own or .team; a role of kind company may reach .all
    [exit 6]
    ");
    assert_snapshot!(add("chats.view.team"), @r"
    $ livechats role add lead --kind team --permissions chats.view.team
    [stderr] Made the role lead, of kind team.
    [exit 0]
    ");
    repo.refuses(6, &["role", "edit", "lead", "--grant", "chats.view.all"]);
}

#[test]
fn a_role_holds_at_least_one_permission_and_is_not_taken_from_under_somebody() {
    let repo = TestRepo::empty();
    repo.succeed(&["role", "add", "clerk", "--kind", "company", "--permissions", "audit.read"]);
    assert_snapshot!(repo.run(&["role", "edit", "clerk", "--revoke", "audit.read"]), @r"
    $ livechats role edit clerk --revoke audit.read
    [stderr] error: the role clerk would hold no permission
    [stderr] hint: leave it one, or remove it: livechats role remove
    [exit 6]
    ");
    repo.succeed(&["user", "add", "Ben", "--role", "clerk"]);
    assert_snapshot!(repo.run(&["role", "remove", "clerk"]), @r"
    $ livechats role remove clerk
    [stderr] error: the role clerk cannot be removed: 1 user has it
    [stderr] hint: livechats user list --role ROLE shows who
    [exit 6]
    ");
    // Under another name it is still theirs.
    repo.succeed(&["role", "edit", "clerk", "--name", "auditor"]);
    assert_eq!(repo.succeed(&["user", "list", "--role", "auditor", "--columns", "name"]), "Ben\n");
    assert_eq!(repo.succeed(&["role", "list", "--columns", "name,users"]), "admin\t1\nauditor\t1\n");
    repo.succeed(&["user", "remove", "Ben"]);
    repo.succeed(&["role", "remove", "auditor"]);
}

#[test]
fn what_is_no_permission_is_said_at_once() {
    let repo = TestRepo::empty();
    assert_snapshot!(repo.run(&["role", "add", "x", "--kind", "team", "--permissions", "chats.view"]), @r"
    $ livechats role add x --kind team --permissions chats.view
    [stderr] error: invalid value 'chats.view' for '--permissions <A,B>': no such permission; livechats role --help lists them
    [stderr] hint: see livechats role add --help
    [exit 2]
    ");
    repo.refuses(2, &["role", "add", "x", "--kind", "team"]);
    repo.refuses(2, &["role", "add", "x", "--permissions", "audit.read"]);
    repo.refuses(2, &["role", "add", "12", "--kind", "team", "--permissions", "audit.read"]);
    repo.refuses(2, &["role", "edit", "x"]);
    let help = repo.succeed(&["role", "add", "--help"]);
    assert!(help.contains("chats.view.REACH") && help.contains("impersonate"), "{help}");
}

#[test]
fn why_somebody_is_banned_is_for_those_who_may_see_bans() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["ban", "reason", "add", "threats"]);
    repo.succeed(&["ban", "add", "--person", "1", "--reason", "threats", "--for", "permanent"]);
    repo.succeed(&["role", "add", "desk", "--kind", "company", "--permissions", "chats.view.all,persons.view"]);
    repo.succeed(&["user", "edit", "Max", "--role", "desk"]);
    assert_snapshot!(repo.run(&["--as", "Max", "list", "not ban:threats", "--count"]), @r"
    $ livechats --as Max list 'not ban:threats' --count
    [stderr] error: your role does not allow to look for the reason of a ban: it needs bans.view
    [stderr] hint: ban:any finds whoever is banned
    [exit 4]
    ");
    assert_eq!(repo.succeed(&["--as", "Max", "list", "ban:any", "--ids"]), "1\n");
    let show = ["--as", "Max", "person", "show", "1"];
    for format in ["txt", "json"] {
        let said = repo.succeed(&[&show[..], &["--format", format]].concat());
        assert!(said.contains("ban") && !said.contains("threats"), "{said}");
    }
    repo.succeed(&["role", "edit", "desk", "--grant", "bans.view"]);
    assert_eq!(repo.succeed(&["--as", "Max", "list", "ban:threats", "--ids"]), "1\n");
    assert!(repo.succeed(&show).contains("threats"));
}
