//! `livechats tag`

use insta::assert_snapshot;

use crate::repo::{TestRepo, at_terminal, code, text};

/// Tags of each chat, by the chat's number.
fn tags(repo: &TestRepo) -> String {
    repo.succeed(&["list", "--sort", "id", "--reverse", "--columns", "id,tags"])
}

#[test]
fn tags_are_added_behind_those_that_are_there_and_taken_off() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["tag", "add", "vip,urgent", "1", "2"]), @r#"
    $ livechats tag add vip,urgent 1 2
    [stderr] Tagged 2 chats. Take it back: livechats undo 3
    [stderr] The tag 'urgent' is new.
    [exit 0]
    "#);
    assert_eq!(tags(&repo), "1\trefund,vip,urgent\n2\trefund,vip,urgent\n3\t\n4\tvip\n5\t\n");
    assert_snapshot!(repo.run(&["tag", "add", "ＶＩＰ,Urgent", "2", "4"]), @r#"
    $ livechats tag add ＶＩＰ,Urgent 2 4
    [stderr] Tagged 1 of 2 chats. Take it back: livechats undo 4
    [stderr] 1 chat: tagged so already.
    [exit 0]
    "#);
    assert_eq!(tags(&repo), "1\trefund,vip,urgent\n2\trefund,vip,urgent\n3\t\n4\tvip,urgent\n5\t\n");
    assert_snapshot!(repo.run(&["tag", "add", "urgent", "2"]), @r#"
    $ livechats tag add urgent 2
    [stderr] Tagged 0 of 1 chat.
    [stderr] 1 chat: tagged so already.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["tag", "remove", "VIP,refund", "1", "2", "3"]), @r#"
    $ livechats tag remove VIP,refund 1 2 3
    [stderr] Untagged 2 of 3 chats. Take it back: livechats undo 5
    [stderr] 1 chat: not tagged so.
    [exit 0]
    "#);
    assert_eq!(tags(&repo), "1\turgent\n2\turgent\n3\t\n4\tvip,urgent\n5\t\n");
    assert_snapshot!(repo.run(&["tag", "list"]), @r#"
    $ livechats tag list
    refund	0		
    urgent	3		
    vip	1		
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["tag", "remove", "urgent,nothing", "1"]), @r#"
    $ livechats tag remove urgent,nothing 1
    [stderr] error: no tag nothing
    [stderr] hint: livechats tag list shows the tags there are
    [exit 5]
    "#);
    assert_eq!(repo.succeed(&["list", "tag:urgent", "--count"]), "3\n");
}

#[test]
fn a_new_tag_is_made_and_said_unless_only_known_ones_are_wanted() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["tag", "add", "vip,refnd", "3", "--defined-only"]), @r#"
    $ livechats tag add vip,refnd 3 --defined-only
    [stderr] error: no tag 'refnd'; nothing was done
    [stderr] hint: livechats tag list shows the tags there are, livechats tag define makes one
    [exit 5]
    "#);
    assert_eq!(repo.succeed(&["tag", "list", "--count"]), "2\n");
    let all = ["tag", "add", "seen", "--all", "--dry-run", "--ids"];
    let output = repo.output(&all);
    assert_eq!((code(&output), text(&output.stdout)), (0, "3\n2\n1\n5\n4\n".to_owned()));
    assert_eq!(repo.succeed(&["tag", "list", "--count"]), "2\n", "a dry run makes no tag");
    assert_snapshot!(repo.run(&["tag", "add", "seen", "--all", "--yes"]), @r#"
    $ livechats tag add seen --all --yes
    [stderr] Tagged 5 chats. Take it back: livechats undo 3
    [stderr] The tag 'seen' is new.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["tag", "add", "seen", "--all"]), @r#"
    $ livechats tag add seen --all
    [stderr] error: tag add seen needs a confirmation, and nobody can be asked here
    [stderr] hint: see what it would do with --dry-run, then say --yes
    [exit 6]
    "#);
    for bad in ["", ",", "a,,b", " ", "a\nb"] {
        repo.refuses(2, &["tag", "add", bad, "1"]);
    }
}

#[test]
fn tags_are_defined_edited_and_renamed() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["tag", "define", "Später", "--color", "Purple", "--description", "answer next week"]), @r#"
    $ livechats tag define Später --color Purple --description 'answer next week'
    [stderr] Made the tag 'Später' of 0 chats.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["tag", "define", "spater"]), @r#"
    $ livechats tag define spater
    [stderr] error: there is a tag Später already
    [stderr] hint: names that differ only in case, accents or width are the same tag; livechats tag merge makes two one
    [exit 7]
    "#);
    assert_snapshot!(repo.run(&["tag", "edit", "vip", "--color", "#FF8800", "--format", "json"]), @r##"
    $ livechats tag edit vip --color '#FF8800' --format json
    [
    {"name":"vip","chats":2,"color":"#ff8800","description":null}
    ]
    [stderr] Changed the tag 'vip' of 2 chats.
    [exit 0]
    "##);
    assert_snapshot!(repo.run(&["tag", "edit", "vip"]), @r#"
    $ livechats tag edit vip
    [stderr] error: the following required arguments were not provided: <--color <COLOR>|--description <TEXT>|--no-color|--no-description>
    [stderr] hint: see livechats tag edit --help
    [exit 2]
    "#);
    assert_snapshot!(repo.run(&["tag", "edit", "vip", "--color", "mauve"]), @r#"
    $ livechats tag edit vip --color mauve
    [stderr] error: invalid value 'mauve' for '--color <COLOR>': not a colour: red, orange, yellow, green, teal, blue, purple, pink, gray or #rrggbb
    [stderr] hint: see livechats tag edit --help
    [exit 2]
    "#);
    assert_snapshot!(repo.run(&["tag", "rename", "vip", "VIP"]), @r#"
    $ livechats tag rename vip VIP
    [stderr] Renamed the tag 'VIP' of 2 chats.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["tag", "rename", "vip", "refund"]), @r#"
    $ livechats tag rename vip refund
    [stderr] error: there is a tag refund already
    [stderr] hint: names that differ only in case, accents or width are the same tag; livechats tag merge makes two one
    [exit 7]
    "#);
    assert_eq!(repo.succeed(&["list", "tag:vip", "--ids"]), "1\n4\n");
    repo.succeed(&["tag", "edit", "VIP", "--no-color"]);
    assert_snapshot!(repo.run(&["tag", "list", "--format", "table", "--sort", "chats", "--reverse", "--limit", "2"]), @r#"
    $ livechats tag list --format table --sort chats --reverse --limit 2
    NAME    CHATS  COLOR  DESCRIPTION
    refund      2
    VIP         2
    [stderr] page 1 of 2, 3 tags; next: --page 2
    [exit 0]
    "#);
    repo.refuses(2, &["tag", "define", "a,b"]);
    repo.refuses(2, &["tag", "list", "--sort", "size"]);
    repo.refuses(5, &["tag", "edit", "nothing", "--no-color"]);
}

#[test]
fn merging_leaves_one_tag_and_the_right_counts() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["delete", "2", "--yes"]);
    assert_snapshot!(repo.run(&["tag", "merge", "refund", "vip"]), @r#"
    $ livechats tag merge refund vip
    [stderr] Merged the tag 'refund' into 'vip': 2 chats. Take it back: livechats undo 4
    [exit 0]
    "#);
    assert_eq!(tags(&repo), "1\tvip\n3\t\n4\tvip\n5\t\n");
    assert_snapshot!(repo.run(&["tag", "list"]), @r#"
    $ livechats tag list
    vip	2		
    [exit 0]
    "#);
    repo.succeed(&["restore", "2", "--yes"]);
    assert_eq!(repo.succeed(&["tag", "list", "--columns", "name,chats"]), "vip\t3\n", "the bin was merged too");
    assert_snapshot!(repo.run(&["tag", "merge", "vip", "VIP"]), @r#"
    $ livechats tag merge vip VIP
    [stderr] error: vip and what it shall be merged into are one tag
    [stderr] hint: livechats tag list shows how they are spelled
    [exit 2]
    "#);
    assert_snapshot!(repo.run(&["tag", "merge", "refund", "vip"]), @r#"
    $ livechats tag merge refund vip
    [stderr] error: no tag refund
    [stderr] hint: livechats tag list shows the tags there are
    [exit 5]
    "#);
}

#[test]
fn two_spellings_of_an_import_are_one_tag_and_can_be_merged() {
    let line =
        |n: u32, tag: &str| format!("{{\"id\":\"{n}\",\"source\":\"s\",\"tags\":[\"{tag}\"],\"messages\":[]}}\n");
    let repo = TestRepo::with(&(line(1, "vip") + &line(2, "VIP") + &line(3, "other")));
    repo.succeed(&["tag", "add", "VIP", "1"]);
    assert_eq!(tags(&repo), "1\tvip\n2\tVIP\n3\tother\n", "it has it already, in another spelling");
    repo.succeed(&["tag", "merge", "VIP", "vip"]);
    assert_eq!(tags(&repo), "1\tvip\n2\tvip\n3\tother\n");
    assert_eq!(repo.succeed(&["list", "tag:vip", "--count"]), "2\n");
}

#[test]
fn dropping_says_how_many_have_it_and_wants_to_be_told() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["tag", "drop", "vip"]), @r#"
    $ livechats tag drop vip
    [stderr] error: tag drop: the tag 'vip' would be taken off 2 chats and 0 persons
    [stderr] hint: say --yes
    [exit 6]
    "#);
    let output = at_terminal(repo.livechats(&["--color", "never", "tag", "drop", "vip"]), "n\r");
    assert_eq!(code(&output), 6, "{}", text(&output.stdout));
    assert_eq!(repo.succeed(&["tag", "list", "--count"]), "2\n");
    assert_snapshot!(repo.run(&["tag", "drop", "vip", "--yes"]), @r#"
    $ livechats tag drop vip --yes
    [stderr] Dropped the tag 'vip', which 2 chats and 0 persons had. Take it back: livechats undo 3
    [exit 0]
    "#);
    assert_eq!(tags(&repo), "1\trefund\n2\trefund\n3\t\n4\t\n5\t\n");
    let output = at_terminal(repo.livechats(&["--color", "never", "tag", "drop", "refund"]), "y\r");
    assert_eq!(code(&output), 0, "{}", text(&output.stdout));
    assert_eq!(repo.succeed(&["tag", "list", "--count"]), "0\n");
}

#[test]
fn chats_in_the_bin_are_counted_where_they_lose_a_tag() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["delete", "1", "--yes"]);
    assert_snapshot!(repo.run(&["tag", "drop", "vip"]), @r"
    $ livechats tag drop vip
    [stderr] error: tag drop: the tag 'vip' would be taken off 1 chat, 1 in the bin, and 0 persons
    [stderr] hint: say --yes
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["tag", "drop", "vip", "--yes"]), @r"
    $ livechats tag drop vip --yes
    [stderr] Dropped the tag 'vip', which 1 chat, 1 in the bin, and 0 persons had. Take it back: livechats undo 4
    [exit 0]
    ");
}

#[test]
fn a_new_tag_is_named_once_however_it_is_spelled() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["tag", "add", "foo,bar,FOO", "2"]), @r"
    $ livechats tag add foo,bar,FOO 2
    [stderr] Tagged 1 chat. Take it back: livechats undo 3
    [stderr] The tag 'foo' is new.
    [stderr] The tag 'bar' is new.
    [exit 0]
    ");
}

#[test]
fn a_merge_of_many_chats_is_one_work_and_is_undone_as_one() {
    let line =
        |n: u32| format!("{{\"id\":\"{n}\",\"source\":\"s\",\"tags\":[\"a\",\"b{}\"],\"messages\":[]}}\n", n % 2);
    let repo = TestRepo::with(&(0..1001).map(line).collect::<String>());
    let before = (repo.succeed(&["export", "--output", "-", "--format", "jsonl"]), repo.succeed(&["tag", "list"]));
    let output = repo.output(&["tag", "merge", "a", "b0"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let said = text(&output.stderr);
    let operation = said.trim().rsplit(' ').next().unwrap_or_default();
    assert_eq!(repo.succeed(&["tag", "list", "--columns", "name,chats"]), "b0\t1001\nb1\t500\n");
    assert_eq!(repo.succeed(&["list", "tag:b0", "--count"]), "1001\n");
    repo.succeed(&["undo", operation, "--yes"]);
    assert_eq!(
        (repo.succeed(&["export", "--output", "-", "--format", "jsonl"]), repo.succeed(&["tag", "list"])),
        before
    );
}
