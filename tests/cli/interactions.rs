//! `livechats interactions`

use insta::assert_snapshot;

use crate::repo::TestRepo;

#[test]
fn months_apps_teams_and_reps_are_counted() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["interactions", "show"]), @r"
    $ livechats interactions show
    2026-01	6			13
    unknown	1			
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["interactions", "show", "--by", "app"]), @r"
    $ livechats interactions show --by app
    webchat	3	50
    wechat	2	33
    line	1	16
    [stderr] 2026-01: 6 interactions.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["interactions", "show", "--by", "rep", "--format", "jsonl"]), @r#"
    $ livechats interactions show --by rep --format jsonl
    {"name":null,"used":4,"share":66}
    {"name":"Max","used":1,"share":16}
    {"name":"李雷","used":1,"share":16}
    [stderr] 2026-01: 6 interactions.
    [exit 0]
    "#);
    // A chat of several teams counts in each of them.
    repo.sql(
        "INSERT INTO team (id, name, folded) VALUES (1, 'Billing', 'billing'), (2, 'Sales', 'sales');
         INSERT INTO chat_team (team_id, chat_key, position) SELECT 2, key, 1 FROM chat WHERE id = 3",
    );
    repo.succeed(&["interactions", "check", "--recount"]);
    repo.succeed(&["transfer", "2", "--to-team", "Billing"]);
    repo.sql("INSERT INTO chat_team (team_id, chat_key, position) SELECT 1, key, 0 FROM chat WHERE id = 3");
    repo.succeed(&["interactions", "check", "--recount"]);
    assert_snapshot!(repo.run(&["interactions", "show", "--by", "team", "--columns", "id,name,used"]), @r"
    $ livechats interactions show --by team --columns id,name,used
    		3
    1	Billing	3
    2	Sales	2
    [stderr] 2026-01: 6 interactions.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["interactions", "show", "--by", "team", "--since", "2025", "--until", "2025-12"]), @r"
    $ livechats interactions show --by team --since 2025 --until 2025-12
    [stderr] No teams.
    [stderr] 2025-01..2025-12: 0 interactions.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["interactions", "show", "--month", "2026"]), @r"
    $ livechats interactions show --month 2026
    [stderr] error: invalid value '2026' for '--month <MONTH>': not a month: 2026-01, or unknown
    [stderr] hint: see livechats interactions show --help
    [exit 2]
    ");
}

#[test]
fn the_limit_is_watched() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["interactions", "edit", "--limit", "7", "--warn-at", "80", "--zone", "asia/bangkok"]), @r"
    $ livechats interactions edit --limit 7 --warn-at 80 --zone asia/bangkok
    [stderr] Limit 7 a month, warning at 80 %; months begin in the zone Asia/Bangkok. Take it back: livechats undo 3
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["interactions", "show", "--since", "2026-01"]), @r"
    $ livechats interactions show --since 2026-01
    2026-01	6	7	85	13
    [stderr] warning: 2026-01: 6 of 7 interactions are used: at or above 80 % of the limit; at this pace 13 by its end
    [exit 0]
    ");
    // A request for feedback counts.
    repo.succeed(&["feedback", "2", "--request"]);
    repo.succeed(&["feedback", "3", "--request"]);
    assert_snapshot!(repo.run(&["interactions", "show", "--month", "2026-01"]), @r"
    $ livechats interactions show --month 2026-01
    2026-01	8	7	114	17
    [stderr] warning: 2026-01: 8 of 7 interactions are used: over the limit; at this pace 17 by its end
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["feedback", "1", "--request"]), @r"
    $ livechats feedback 1 --request
    [stderr] Asked for feedback on 0 of 1 chat.
    [stderr] Left chat 1: closed: back with its AI assistant, nobody is there to be asked.
    [stderr] error: 1 chat left as they are: closed: back with its AI assistant, nobody is there to be asked
    [exit 6]
    ");
    // It stays with an erasure, and through files.
    repo.succeed(&["person", "erase", "2", "--yes"]);
    repo.succeed(&["export", "--kind", "whole", "-o", "whole.jsonl"]);
    assert!(repo.read("whole.jsonl").contains(r#""interaction":"feedback request""#));
    assert_snapshot!(repo.run(&["interactions", "check"]), @r"
    $ livechats interactions check
    [stderr] The count is what the messages say.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["interactions", "edit", "--limit", "7"]), @r"
    $ livechats interactions edit --limit 7
    [stderr] It was so already. Limit 7 a month, warning at 80 %; months begin in the zone Asia/Bangkok.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["interactions", "edit", "--limit", "none", "--format", "json"]), @r#"
    $ livechats interactions edit --limit none --format json
    [
    {"limit":null,"warn_at":80,"zone":"Asia/Bangkok"}
    ]
    [stderr] No limit; months begin in the zone Asia/Bangkok. Take it back: livechats undo 9
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["interactions", "edit"]), @r"
    $ livechats interactions edit
    [stderr] error: the following required arguments were not provided: <--limit <N|none>|--warn-at <PERCENT|none>|--zone <ZONE>>
    [stderr] hint: see livechats interactions edit --help
    [exit 2]
    ");
    for wrong in [["--limit", "0"], ["--limit", "many"], ["--warn-at", "101"], ["--zone", "Mars/Base"]] {
        repo.refuses(2, &["interactions", "edit", wrong[0], wrong[1]]);
    }
}

#[test]
fn what_was_counted_stays_counted_when_a_chat_is_purged() {
    let repo = TestRepo::with_chats();
    let show = ["interactions", "show", "--columns", "month,used,here,gone"];
    repo.succeed(&["delete", "1", "--yes"]);
    assert_eq!(repo.succeed(&show), "2026-01\t6\t6\t0\nunknown\t1\t1\t0\n");
    repo.succeed(&["purge", "1", "--now", "--yes"]);
    assert_eq!(repo.succeed(&show), "2026-01\t6\t3\t3\nunknown\t1\t1\t0\n");
    assert_eq!(
        repo.succeed(&["interactions", "show", "--by", "rep", "--columns", "name,gone"]),
        "\t2\nMax\t1\n李雷\t0\n"
    );
    // An import that is taken back never was.
    repo.write("more.jsonl", crate::repo::CHATS.replace("\"s-", "\"t-"));
    repo.succeed(&["import", "more.jsonl"]);
    assert_eq!(repo.succeed(&show), "2026-01\t12\t9\t3\nunknown\t2\t2\t0\n");
    repo.succeed(&["undo", "--yes"]);
    assert_snapshot!(repo.run(&["interactions", "check"]), @r"
    $ livechats interactions check
    [stderr] The count is known to be out of date; interactions show makes it anew.
    [exit 0]
    ");
    assert_eq!(repo.succeed(&show), "2026-01\t6\t3\t3\nunknown\t1\t1\t0\n");
    assert_eq!(repo.ask("SELECT count(*) FROM setting WHERE name = 'interactions stale'"), "0");
}

#[test]
fn a_count_that_differs_is_found_and_mended() {
    let repo = TestRepo::with_chats();
    repo.sql(
        "UPDATE interaction_count SET here = here + 1
         WHERE dimension = 2 AND item = (SELECT id FROM app WHERE name = 'line') AND month > 0;
         UPDATE interaction_count SET gone = 5 WHERE dimension = 1 AND month < 0",
    );
    assert_snapshot!(repo.run(&["interactions", "check"]), @r"
    $ livechats interactions check
    2026-01	app	line	2	1
    unknown	app		0	5
    unknown	rep		0	5
    [stderr] error: 3 counts of interactions differ from the messages
    [stderr] hint: livechats interactions check --recount makes them anew
    [exit 9]
    ");
    repo.sql("UPDATE interaction_count SET gone = 0");
    assert_snapshot!(repo.run(&["interactions", "check", "--recount"]), @r"
    $ livechats interactions check --recount
    [stderr] Counted every message anew.
    [exit 0]
    ");
    repo.succeed(&["interactions", "check"]);
    // Where nobody may write, the answer is right all the same.
    repo.sql("DELETE FROM interaction_count; INSERT INTO setting VALUES ('interactions stale', 'yes')");
    assert_eq!(repo.succeed(&["interactions", "show", "--columns", "used"]), "6\n1\n");
    assert_eq!(repo.ask("SELECT sum(here) FROM interaction_count WHERE dimension = 1"), "7");
}
