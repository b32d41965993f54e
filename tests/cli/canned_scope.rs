//! Who uses which canned reply, and what goes along with it.

use insta::assert_snapshot;

use crate::repo::TestRepo;

#[test]
fn everybody_uses_what_is_for_them() {
    let repo = TestRepo::of_mia();
    repo.succeed(&["team", "add", "Sales"]);
    repo.succeed(&["team", "add", "Billing"]);
    repo.succeed(&[
        "role",
        "add",
        "clerk",
        "--kind",
        "company",
        "--permissions",
        "chats.view.all,chats.manage.all,canned.view",
    ]);
    repo.succeed(&["role", "add", "mute", "--kind", "company", "--permissions", "chats.view.all,chats.manage.all"]);
    repo.succeed(&["user", "add", "Bea", "--role", "clerk", "--team", "Billing"]);
    repo.succeed(&["user", "add", "Cem", "--role", "mute", "--team", "Billing"]);
    repo.succeed(&["canned", "add", "all", "to all"]);
    repo.succeed(&["canned", "add", "billing", "to Billing", "--team", "Billing", "--team", "Sales"]);
    repo.succeed(&["canned", "add", "sales", "to Sales", "--team", "Sales"]);
    repo.succeed(&["canned", "add", "bea", "to Bea", "--rep", "Bea"]);
    repo.succeed(&["canned", "add", "mia", "to Mia", "--rep", "Mia"]);
    assert_snapshot!(repo.run(&["canned", "list", "--columns", "name,scope"]), @r"
    $ livechats canned list --columns name,scope
    all	everybody
    bea	rep: Bea
    billing	teams: Billing, Sales
    mia	rep: Mia
    sales	teams: Sales
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["--as", "Bea", "canned", "list", "--columns", "name,scope"]), @r"
    $ livechats --as Bea canned list --columns name,scope
    all	everybody
    bea	rep: Bea
    billing	teams: Billing, Sales
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["--as", "Bea", "canned", "show", "sales"]), @r"
    $ livechats --as Bea canned show sales
    [stderr] error: no canned reply sales
    [stderr] hint: livechats canned list shows which there are
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["--as", "Bea", "canned", "show", "nothing"]), @r"
    $ livechats --as Bea canned show nothing
    [stderr] error: no canned reply nothing
    [stderr] hint: livechats canned list shows which there are
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["--as", "Bea", "canned", "render", "mia", "--chat", "2"]), @r"
    $ livechats --as Bea canned render mia --chat 2
    [stderr] error: no canned reply mia
    [stderr] hint: livechats canned list shows which there are
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["--as", "Bea", "reply", "2", "--canned", "sales", "--takeover"]), @r"
    $ livechats --as Bea reply 2 --canned sales --takeover
    [stderr] error: no canned reply sales
    [stderr] hint: livechats canned list shows which there are
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["--as", "Bea", "reply", "2", "--canned", "billing", "--takeover"]), @r"
    $ livechats --as Bea reply 2 --canned billing --takeover
    [stderr] Wrote message 2 of chat 2 (yours now). Take it back: livechats undo 14
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["--as", "Bea", "canned", "edit", "bea", "--text", "x"]), @r"
    $ livechats --as Bea canned edit bea --text x
    [stderr] error: your role does not allow this: it needs canned.manage
    [stderr] hint: livechats whoami tells what your role allows
    [exit 4]
    ");
    assert_snapshot!(repo.run(&["--as", "Bea", "undo"]), @r"
    $ livechats --as Bea undo
    [stderr] error: operation 14 (reply) is not yours to undo: your role no longer allows chats.transfer
    [stderr] hint: an admin can undo it
    [exit 4]
    ");
    assert_snapshot!(repo.run(&["--as", "Bea", "reply", "2", "--canned", "all"]), @r"
    $ livechats --as Bea reply 2 --canned all
    [stderr] Wrote message 3 of chat 2. Take it back: livechats undo 17
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["--as", "Bea", "undo"]), @r"
    $ livechats --as Bea undo
    [stderr] Undid operation 17 (reply, 2026-01-15 12:00): 4 rows in 1 chat.
    [stderr] To have it again: livechats undo 18
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["--as", "Cem", "reply", "2", "--canned", "all", "--takeover"]), @r"
    $ livechats --as Cem reply 2 --canned all --takeover
    [stderr] error: your role does not allow this: it needs canned.view
    [stderr] hint: livechats whoami tells what your role allows
    [exit 4]
    ");
    assert_snapshot!(repo.run(&["--as", "Cem", "canned", "list"]), @r"
    $ livechats --as Cem canned list
    [stderr] error: your role does not allow this: it needs canned.view
    [stderr] hint: livechats whoami tells what your role allows
    [exit 4]
    ");
    repo.succeed(&["team", "edit", "Billing", "--remove", "Bea"]);
    assert_snapshot!(repo.run(&["--as", "Bea", "canned", "list", "--columns", "name"]), @r"
    $ livechats --as Bea canned list --columns name
    all
    bea
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "add", "x", "y", "--team", "Nobody"]), @r"
    $ livechats canned add x y --team Nobody
    [stderr] error: no team Nobody
    [stderr] hint: livechats team list shows which there are
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["canned", "add", "x", "y", "--team", "Sales", "--rep", "Mia"]), @r"
    $ livechats canned add x y --team Sales --rep Mia
    [stderr] error: the argument '--team <TEAM>' cannot be used with '--rep <REP>'
    [stderr] hint: see livechats canned add --help
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["canned", "edit", "mia", "--everybody"]), @r"
    $ livechats canned edit mia --everybody
    [stderr] Changed the canned reply mia. Take it back: livechats undo 22
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "edit", "all", "--rep", "Bea"]), @r"
    $ livechats canned edit all --rep Bea
    [stderr] Changed the canned reply all. Take it back: livechats undo 23
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["--as", "Bea", "canned", "list", "--columns", "name,scope"]), @r"
    $ livechats --as Bea canned list --columns name,scope
    all	rep: Bea
    bea	rep: Bea
    mia	everybody
    [exit 0]
    ");
    repo.succeed(&["team", "remove", "Sales"]);
    assert_snapshot!(repo.run(&["canned", "edit", "sales", "--text", "Sales is gone"]), @r"
    $ livechats canned edit sales --text 'Sales is gone'
    [stderr] Changed the canned reply sales. Take it back: livechats undo 25
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "lint", "--columns", "name,problem,detail"]), @r"
    $ livechats canned lint --columns name,problem,detail
    sales	scope	nobody is in its scope, teams: Sales
    [stderr] error: 1 problem in 5 canned replies
    [exit 9]
    ");
}

#[test]
fn files_go_along() {
    let repo = TestRepo::of_mia();
    repo.write("terms.pdf", "%PDF terms");
    repo.write("price.csv", "a,b");
    repo.write("more.txt", "more");
    assert_snapshot!(repo.run(&["canned", "add", "terms", "Here they are.", "--attach", "terms.pdf", "--attach", "price.csv"]), @r"
    $ livechats canned add terms 'Here they are.' --attach terms.pdf --attach price.csv
    [stderr] Made the canned reply terms. Take it back: livechats undo 3
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "list", "--columns", "name,files"]), @r"
    $ livechats canned list --columns name,files
    terms	terms.pdf,price.csv
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "render", "terms", "--chat", "2"]), @r"
    $ livechats canned render terms --chat 2
    Here they are.
    [stderr] 2 files would go along: terms.pdf, price.csv.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["reply", "2", "--canned", "terms", "--attach", "more.txt", "--takeover"]), @r"
    $ livechats reply 2 --canned terms --attach more.txt --takeover
    [stderr] Wrote message 2 of chat 2 (yours now). Take it back: livechats undo 4
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["show", "2", "--tail", "1", "--format", "json"]), @r#"
    $ livechats show 2 --tail 1 --format json
    {"livechats_form":1,"livechats_id":2,"id":"s-2","source":"shop","lang":"th","app":"line","created_at":"2026-01-11T10:00:00Z","updated_at":"2026-01-15T12:00:00Z","person":{"id":"p2","name":"สมชาย"},"rep":{"name":"Mia"},"tags":["refund"],"status":"open","messages":[{"at":"2026-01-15T12:00:00Z","from":"rep","author":"Mia","text":"Here they are.","attachments":[{"name":"terms.pdf","type":"application/pdf","size":10},{"name":"price.csv","type":"text/csv","size":3},{"name":"more.txt","type":"text/plain","size":4}]}]}
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["canned", "edit", "terms", "--detach", "price.csv"]), @r"
    $ livechats canned edit terms --detach price.csv
    [stderr] Changed the canned reply terms. Take it back: livechats undo 5
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "edit", "terms", "--detach", "price.csv"]), @r"
    $ livechats canned edit terms --detach price.csv
    [stderr] error: no file price.csv goes along with it
    [stderr] hint: livechats canned show --columns files tells which do
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["canned", "list", "--columns", "name,files"]), @r"
    $ livechats canned list --columns name,files
    terms	terms.pdf
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["canned", "add", "x", "y", "--attach", "nothing.pdf"]), @r"
    $ livechats canned add x y --attach nothing.pdf
    [stderr] error: no such file: nothing.pdf
    [exit 5]
    ");
}
