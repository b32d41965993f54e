//! `livechats note`

use insta::assert_snapshot;

use crate::repo::{TestRepo, at_terminal, code, text};

#[test]
fn notes_are_written_changed_and_taken_away() {
    let repo = TestRepo::with_chats();
    let me = text(&repo.shell("id -un").stdout).trim().to_owned();
    let run = |args: &[&str]| repo.run(args).replace(&me, "ann");
    assert_snapshot!(run(&["note", "add", "1", "asked again", "--color", "yellow"]), @r#"
    $ livechats note add 1 'asked again' --color yellow
    [stderr] Noted on 1 chat. Take it back: livechats undo 3
    [exit 0]
    "#);
    assert_eq!(code(&repo.feed(&["note", "add", "1", "-"], "two\nlines\n".as_bytes())), 0);
    assert_snapshot!(run(&["note", "list", "1"]), @r#"
    $ livechats note list 1
    1	2026-01-10T09:10:00Z	r1		asked the warehouse
    2	2026-01-15T12:00:00Z	ann	yellow	asked again
    3	2026-01-15T12:00:00Z	ann		two\nlines
    [exit 0]
    "#);
    assert_snapshot!(run(&["note", "edit", "1", "2", "asked a third time"]), @r#"
    $ livechats note edit 1 2 'asked a third time'
    [stderr] Changed a note of 1 chat. Take it back: livechats undo 5
    [exit 0]
    "#);
    assert_snapshot!(run(&["note", "edit", "1", "2", "--no-color"]), @r#"
    $ livechats note edit 1 2 --no-color
    [stderr] Changed a note of 1 chat. Take it back: livechats undo 6
    [exit 0]
    "#);
    assert_snapshot!(run(&["note", "edit", "1", "2", "--no-color"]), @r#"
    $ livechats note edit 1 2 --no-color
    [stderr] Changed a note of 0 of 1 chat.
    [stderr] 1 chat: noted so already.
    [exit 0]
    "#);
    assert_snapshot!(run(&["note", "remove", "1", "1"]), @r#"
    $ livechats note remove 1 1
    [stderr] Took a note off 1 chat. Take it back: livechats undo 7
    [exit 0]
    "#);
    assert_snapshot!(run(&["show", "1", "--tail", "1"]), @r#"
    $ livechats show 1 --tail 1
    Chat 1  closed

    Person        Ann Example · ann@example.com
    App           webchat
    Assignee      Max
    Tags          refund, vip
    Language      en
    Created       2026-01-10 09:00
    Closed        2026-01-10 09:30
    Updated       2026-01-15 12:00
    Source        shop/s-1

    Fields
      order       AB-123
      amount      4.50
      express     true

    Notes (internal)
    2026-01-15 12:00  ann
           asked a third time
    2026-01-15 12:00  ann
           two
           lines

    3 messages
    2 earlier left out by --tail
    ── 2026-01-10 ──
    09:05  rep  Max
           Hello Ann, the money is on its way.
           Anything else?
    [exit 0]
    "#);
    assert_snapshot!(run(&["note", "edit", "1", "1", "x"]), @r#"
    $ livechats note edit 1 1 x
    [stderr] error: no note 1
    [stderr] hint: livechats note list shows the notes
    [exit 5]
    "#);
    assert_snapshot!(run(&["note", "add", "1"]), @r#"
    $ livechats note add 1
    [stderr] error: no text, and nobody to write one in an editor here
    [stderr] hint: give it as an argument, or - for standard input
    [exit 2]
    "#);
    assert_snapshot!(run(&["note", "add", "1", " "]), @r#"
    $ livechats note add 1 ' '
    [stderr] error: the note is empty
    [exit 2]
    "#);
    assert_eq!(repo.succeed(&["list", "note:third", "--ids"]), "1\n");
    assert_eq!(
        repo.succeed(&["export", "--kind", "messages", "--format", "csv", "--output", "-"]).matches("third").count(),
        0
    );
}

#[test]
fn notes_are_on_persons_too() {
    let repo = TestRepo::with_chats();
    let run = |args: &[&str]| repo.run(args);
    assert_snapshot!(run(&["note", "add", "--person", "1", "prefers mail", "--color", "blue"]), @r#"
    $ livechats note add --person 1 'prefers mail' --color blue
    [stderr] Noted on 1 person. Take it back: livechats undo 3
    [exit 0]
    "#);
    assert_snapshot!(run(&["note", "add", "--person", "shop/p1", "and no calls"]), @r#"
    $ livechats note add --person shop/p1 'and no calls'
    [stderr] Noted on 1 person. Take it back: livechats undo 4
    [exit 0]
    "#);
    assert_snapshot!(run(&["note", "edit", "--person", "1", "2", "and no calls at all"]), @r#"
    $ livechats note edit --person 1 2 'and no calls at all'
    [stderr] Changed a note of 1 person. Take it back: livechats undo 5
    [exit 0]
    "#);
    assert_snapshot!(run(&["note", "edit", "--person", "1", "2", "and no calls at all"]), @r#"
    $ livechats note edit --person 1 2 'and no calls at all'
    [stderr] The note is so already.
    [exit 0]
    "#);
    assert_snapshot!(run(&["note", "list", "--person", "1", "--columns", "number,color,text"]), @r#"
    $ livechats note list --person 1 --columns number,color,text
    1	blue	prefers mail
    2		and no calls at all
    [exit 0]
    "#);
    assert_snapshot!(run(&["note", "remove", "--person", "1", "1"]), @r#"
    $ livechats note remove --person 1 1
    [stderr] Took a note off 1 person. Take it back: livechats undo 6
    [exit 0]
    "#);
    assert_eq!(repo.succeed(&["note", "list", "--person", "1", "--count"]), "1\n");
    assert_snapshot!(run(&["note", "list", "--person", "99"]), @r#"
    $ livechats note list --person 99
    [stderr] error: no person 99
    [stderr] hint: livechats list --columns id,person_id,person shows numbers
    [exit 5]
    "#);
    assert_snapshot!(run(&["note", "list", "1", "--person", "1"]), @r#"
    $ livechats note list 1 --person 1
    [stderr] error: a chat and --person together
    [stderr] hint: leave one of them out
    [exit 2]
    "#);
    assert_snapshot!(run(&["note", "add"]), @r#"
    $ livechats note add
    [stderr] error: no chat, and no --person
    [stderr] hint: livechats note --help shows examples
    [exit 2]
    "#);
    assert_snapshot!(run(&["note", "remove", "1"]), @r#"
    $ livechats note remove 1
    [stderr] error: no number of a note
    [stderr] hint: livechats note list shows them
    [exit 2]
    "#);
    assert_snapshot!(run(&["note", "remove", "1", "-1"]), @r#"
    $ livechats note remove 1 -1
    [stderr] error: unexpected argument '-1' found
    [stderr] hint: see livechats note remove --help
    [exit 2]
    "#);
    assert_snapshot!(run(&["note", "remove", "1", "two"]), @r#"
    $ livechats note remove 1 two
    [stderr] error: 'two' is not the number of a note
    [stderr] hint: livechats note list shows them
    [exit 2]
    "#);
}

#[test]
fn a_note_is_written_in_the_editor() {
    let repo = TestRepo::with_chats();
    let edit = |args: &[&str], script: &str| {
        let mut command = repo.livechats(args);
        command.env("EDITOR", format!("e() {{ {script}; }}; e")).env("NO_COLOR", "1");
        let output = at_terminal(command, "");
        (code(&output), text(&output.stdout))
    };
    let (code, said) = edit(&["note", "add", "2", "--color", "red"], "echo '# mine' > \"$1\"");
    assert_eq!(code, 0, "{said}");
    let (code, said) = edit(&["note", "add", "2"], "true");
    assert_eq!(code, 6, "{said}");
    assert!(said.contains("cancelled: the text is empty"), "{said}");
    let (code, said) = edit(&["note", "edit", "2", "1"], "sed -i 's/mine/ours/' \"$1\"");
    assert_eq!(code, 0, "{said}");
    let (code, _) = edit(&["note", "edit", "2", "7"], "touch edited");
    assert_eq!((code, repo.path("edited").exists()), (5, false));
    assert_eq!(repo.succeed(&["note", "list", "2", "--columns", "number,color,text"]), "1\tred\t# ours\n");
    let racing = "livechats note edit 2 1 theirs; sed -i 's/ours/mine/' \"$1\"";
    let (code, said) = edit(&["note", "edit", "2", "1"], racing);
    assert_eq!(code, 6, "{said}");
    assert_eq!(repo.succeed(&["note", "list", "2", "--columns", "text"]), "theirs\n");
    let again = again(&repo, &said);
    assert!(again.starts_with("livechats note edit 2 1 - < "), "{said}");
    assert!(repo.shell(&again).status.success());
    assert_eq!(repo.succeed(&["note", "list", "2", "--columns", "text"]), "# mine\n");
    assert_eq!(repo.names(), ["chats.jsonl", "livechats.db"]);
}

/// The command that an error names for what was written in the editor; the file must be its writer's alone.
fn again(repo: &TestRepo, said: &str) -> String {
    assert!(said.contains("is kept in "), "{said}");
    let kept = said.split("kept in ").nth(1).unwrap().split(": mend").next().unwrap();
    let name = std::path::Path::new(kept).file_name().unwrap().to_str().unwrap();
    assert_eq!(repo.mode(name), 0o600, "{said}");
    let command = said.split("then ").nth(1).unwrap().lines().next().unwrap();
    format!("{} && rm {name}", command.trim().replace(kept, name))
}

#[test]
fn what_was_written_in_the_editor_and_refused_is_kept() {
    let repo = TestRepo::with_chats();
    let mut command = repo.livechats(&["reply", "77"]);
    command.env("EDITOR", "touch edited;");
    assert_eq!((code(&at_terminal(command, "")), repo.path("edited").exists()), (5, false));
    // While somebody writes, somebody else closes the chat, or takes it away.
    for (args, meanwhile, code_then, mended, look) in [
        (
            &["reply", "2", "--takeover"][..],
            "status closed 2",
            6,
            "status open 2",
            &["search", "written", "--count"][..],
        ),
        (
            &["note", "add", "2", "--color", "red"],
            "delete 2 --yes",
            5,
            "restore 2 --yes",
            &["note", "list", "2", "--count"],
        ),
        (&["describe", "2"], "delete 2 --yes", 5, "restore 2 --yes", &["list", "description:written", "--count"]),
    ] {
        let mut command = repo.livechats(args);
        let script = format!("e() {{ echo 'It was written.' > \"$1\"; livechats {meanwhile} --quiet; }}; e");
        let output = at_terminal(
            {
                command.env("EDITOR", script).env("NO_COLOR", "1");
                command
            },
            "",
        );
        let said = text(&output.stdout);
        assert_eq!(code(&output), code_then, "{said}");
        let again = again(&repo, &said);
        repo.succeed(&mended.split(' ').collect::<Vec<_>>());
        let output = repo.shell(&again);
        assert!(output.status.success(), "{again}: {}", text(&output.stderr));
        assert_eq!(repo.succeed(look), "1\n", "{again}");
        assert_eq!(repo.names(), ["chats.jsonl", "livechats.db"]);
    }
}
