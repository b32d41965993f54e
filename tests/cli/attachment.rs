//! Attachments: sent with `reply`, told of by `show` and in files, saved by `show --save-attachments`.

use insta::assert_snapshot;

use crate::repo::TestRepo;

#[test]
fn files_go_along_with_a_reply_and_are_saved_under_our_names() {
    let repo = TestRepo::of_mia();
    repo.write("invoice May.PDF", "%PDF");
    repo.write("run.sh", "#!/bin/sh\n");
    repo.write("notes", "plain");
    assert_snapshot!(repo.run(&["reply", "3", "Here you are.", "--takeover", "--attach", "invoice May.PDF", "--attach", "run.sh"]), @r"
    $ livechats reply 3 'Here you are.' --takeover --attach 'invoice May.PDF' --attach run.sh
    [stderr] Wrote message 3 of chat 3 (yours now, open instead of pending). Take it back: livechats undo 3
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["reply", "3", "--attach", "./notes"]), @r"
    $ livechats reply 3 --attach ./notes
    [stderr] Wrote message 4 of chat 3. Take it back: livechats undo 4
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["show", "3", "--tail", "2"]), @r"
    $ livechats show 3 --tail 2
    Chat 3  open

    Person        王芳 · +86 10 1234
    App           wechat
    Assignee      Mia
    Language      zh
    Created       2026-01-11 10:00
    Updated       2026-01-15 12:00
    Source        shop/s-3

    4 messages
    2 earlier left out by --tail
    ── 2026-01-15 ──
    12:00  rep  Mia
           Here you are.
    file   4 bytes · invoice May.PDF · application/pdf
    file   10 bytes · run.sh
    12:00  rep  Mia
    file   5 bytes · notes
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["show", "3", "--save-attachments", "saved"]), @r"
    $ livechats show 3 --save-attachments saved
    chat-3-message-3-1.pdf	3	4	application/pdf	invoice May.PDF	
    chat-3-message-3-2.bin	3	10		run.sh	
    chat-3-message-4-1.bin	4	5		notes	
    [stderr] Saved 3 attachments into saved.
    [exit 0]
    ");
    assert_eq!(repo.read("saved/chat-3-message-3-1.pdf"), "%PDF");
    assert_eq!(repo.mode("saved/chat-3-message-3-2.bin"), 0o600);
    assert_snapshot!(repo.run(&["show", "3", "--save-attachments", "saved"]), @r"
    $ livechats show 3 --save-attachments saved
    [stderr] error: cannot write saved/chat-3-message-3-1.pdf: it exists already
    [stderr] hint: save into another folder, or move it away; nothing was saved
    [exit 16]
    ");
    assert_snapshot!(repo.run(&["show", "shop/s-3", "--save-attachments", "other", "--format", "jsonl"]), @r#"
    $ livechats show shop/s-3 --save-attachments other --format jsonl
    {"file":"chat-3-message-3-1.pdf","message":3,"size":4,"type":"application/pdf","name":"invoice May.PDF","link":null}
    {"file":"chat-3-message-3-2.bin","message":3,"size":10,"type":null,"name":"run.sh","link":null}
    {"file":"chat-3-message-4-1.bin","message":4,"size":5,"type":null,"name":"notes","link":null}
    [stderr] Saved 3 attachments into other.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["show", "2", "--save-attachments", "none"]), @r"
    $ livechats show 2 --save-attachments none
    [stderr] Chat 2 has no attachments.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["show", "99", "--save-attachments", "none"]), @r"
    $ livechats show 99 --save-attachments none
    [stderr] error: no chat 99
    [stderr] hint: livechats list shows the chats there are
    [exit 5]
    ");
    assert!(!repo.path("none").exists());
    std::os::unix::fs::symlink("saved", repo.path("link")).unwrap();
    assert_snapshot!(repo.run(&["show", "3", "--save-attachments", "link/"]), @r"
    $ livechats show 3 --save-attachments link/
    [stderr] error: cannot save into link: it is not a folder, or a symbolic link
    [stderr] hint: give the real path
    [exit 16]
    ");
    assert_snapshot!(repo.run(&["show", "3", "--save-attachments", "notes"]), @r"
    $ livechats show 3 --save-attachments notes
    [stderr] error: cannot save into notes: it is not a folder, or a symbolic link
    [stderr] hint: give the real path
    [exit 16]
    ");
}

#[test]
fn what_cannot_be_attached_is_told_and_nothing_is_sent() {
    let repo = TestRepo::of_mia();
    std::fs::create_dir(repo.path("folder")).unwrap();
    std::fs::File::create(repo.path("most")).unwrap().set_len(10 << 20).unwrap();
    std::fs::File::create(repo.path("over")).unwrap().set_len((10 << 20) + 1).unwrap();
    assert_snapshot!(repo.run(&["reply", "3", "a", "--takeover", "--attach", "over"]), @r"
    $ livechats reply 3 a --takeover --attach over
    [stderr] error: over has more than 10 MiB, the most an attachment can have
    [stderr] hint: put it where the person can get it, and send them the link
    [exit 18]
    ");
    assert_snapshot!(repo.run(&["reply", "3", "a", "--takeover", "--attach", "most", "--attach", "most", "--attach", "most"]), @r"
    $ livechats reply 3 a --takeover --attach most --attach most --attach most
    [stderr] error: more than 25 MiB are attached to one message; nothing was written
    [stderr] hint: send them in several messages
    [exit 18]
    ");
    assert_snapshot!(repo.run(&["reply", "3", "a", "--takeover", "--attach", "folder"]), @r"
    $ livechats reply 3 a --takeover --attach folder
    [stderr] error: folder is not a regular file and cannot be attached
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["reply", "3", "a", "--takeover", "--attach", "missing"]), @r"
    $ livechats reply 3 a --takeover --attach missing
    [stderr] error: no such file: missing
    [exit 5]
    ");
    assert_eq!(repo.ask("SELECT count(*) FROM message"), "7");
    assert_snapshot!(repo.run(&["reply", "3", "a", "--takeover", "--attach", "most", "--attach", "most"]), @r"
    $ livechats reply 3 a --takeover --attach most --attach most
    [stderr] Wrote message 3 of chat 3 (yours now, open instead of pending). Take it back: livechats undo 3
    [exit 0]
    ");
    assert_eq!(repo.ask("SELECT sum(length(content)) FROM attachment"), (20 << 20).to_string());
}

#[test]
fn files_of_chats_tell_of_attachments_without_their_bytes() {
    let repo = TestRepo::of_mia();
    repo.sql("INSERT INTO rep_alias (rep_id, name, preferred) VALUES (1, 'Sunny', 1)");
    repo.write("a.txt", "hello");
    repo.succeed(&["reply", "3", "one", "--takeover", "--attach", "a.txt"]);
    repo.succeed(&["handoff", "--app", "webchat", "--person", "1", "--to-rep", "1"]);
    repo.succeed(&["reply", "6", "--attach", "a.txt"]);
    repo.succeed(&["export", "--output", "out.jsonl", "--kind", "whole"]);
    let origin = repo.ask("SELECT 'livechats-' || substr(lower(hex(digest)), 1, 12) FROM operation WHERE id = 1");
    let printed = repo.succeed(&["export", "id:6", "--kind", "whole"]).replace(&origin, "livechats-0123456789ab");
    assert_snapshot!(printed, @r#"
    {"livechats_form":1,"livechats_id":6,"id":"6","source":"livechats-0123456789ab","app":"webchat","created_at":"2026-01-15T12:00:00Z","updated_at":"2026-01-15T12:00:00Z","person":{"id":"p1","name":"Ann Example","email":"ann@example.com"},"rep":{"name":"Mia"},"status":"open","messages":[{"at":"2026-01-15T12:00:00Z","from":"rep","author":"Mia","alias":"Sunny","text":"","attachments":[{"name":"a.txt","type":"text/plain","size":5}]}]}
    "#);
    assert_snapshot!(repo.run(&["import", "out.jsonl", "--update"]), @r"
    $ livechats import out.jsonl --update
    [stderr] Nothing new: 6 known.
    [exit 0]
    ");
    repo.succeed(&["--repo", "other.db", "init"]);
    assert_snapshot!(repo.run(&["--repo", "other.db", "import", "out.jsonl"]), @r"
    $ livechats --repo other.db import out.jsonl
    [stderr] 6 chats and 9 messages new.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["--repo", "other.db", "import", "out.jsonl"]), @r"
    $ livechats --repo other.db import out.jsonl
    [stderr] Nothing new: 6 known.
    [exit 0]
    ");
    let shown = repo.run(&["--repo", "other.db", "show", &format!("{origin}/6"), "--save-attachments", "none"]);
    assert_snapshot!(shown.replace(&origin, "livechats-0123456789ab"), @r"
    $ livechats --repo other.db show livechats-0123456789ab/6 --save-attachments none
    	1	5	text/plain	a.txt	
    [stderr] Nothing saved. Not in the repository: 1.
    [exit 0]
    ");
    repo.succeed(&["--repo", "other.db", "export", "--output", "again.jsonl", "--kind", "whole"]);
    // Only our own numbers differ, and with them the order.
    let chats = |name: &str| {
        let chat = |line: &str| {
            let mut chat: serde_json::Value = serde_json::from_str(line).unwrap();
            chat.as_object_mut().unwrap().remove("livechats_id");
            chat.to_string()
        };
        repo.read(name).lines().map(chat).collect::<std::collections::BTreeSet<String>>()
    };
    assert_eq!(chats("again.jsonl"), chats("out.jsonl"));
}

#[test]
fn bringing_a_chat_up_to_date_keeps_the_bytes_that_are_here() {
    let repo = TestRepo::of_mia();
    repo.write("a.txt", "hello");
    repo.write("b.txt", "bye");
    repo.succeed(&["reply", "3", "one", "--takeover", "--attach", "a.txt", "--attach", "b.txt"]);
    repo.succeed(&["export", "id:3", "--output", "out.jsonl", "--kind", "whole"]);
    let changed = repo.read("out.jsonl").replace("\"one\"", "\"two\"").replace("\"b.txt\"", "\"c.txt\"");
    let moved = changed.replace("\"2026-01-11T10:00:00Z\",\"updated", "\"2026-01-12T10:00:00Z\",\"updated");
    repo.write("new.jsonl", moved);
    assert_snapshot!(repo.run(&["import", "new.jsonl", "--update"]), @r"
    $ livechats import new.jsonl --update
    [stderr] 1 chat brought up to date.
    [stderr] warning: what the files do not tell of went with the update: 1 message, 1 attachment; livechats undo takes the import back
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["show", "3", "--save-attachments", "saved"]), @r"
    $ livechats show 3 --save-attachments saved
    chat-3-message-3-1.txt	3	5	text/plain	a.txt	
    	3	3	text/plain	c.txt	
    [stderr] Saved 1 attachment into saved. Not in the repository: 1.
    [exit 0]
    ");
    assert_eq!(repo.read("saved/chat-3-message-3-1.txt"), "hello");
}

#[test]
fn a_chat_that_began_here_is_not_changed_by_a_file() {
    let repo = TestRepo::of_mia();
    repo.succeed(&["handoff", "--app", "webchat", "--person", "1", "--to-rep", "1"]);
    repo.succeed(&["export", "id:6", "--output", "out.jsonl", "--kind", "whole"]);
    repo.succeed(&["reply", "6", "more"]);
    assert_snapshot!(repo.run(&["import", "out.jsonl", "--update"]), @r"
    $ livechats import out.jsonl --update
    [stderr] Nothing new: 1 different but begun here, left alone.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["import", "out.jsonl", "--format", "jsonl"]), @r#"
    $ livechats import out.jsonl --format jsonl
    {"new_chats":0,"new_messages":0,"updated":0,"different":0,"different_own":1,"known":0,"rejected":0,"unzoned":0,"gone":0,"held":0}
    [stderr] Nothing new: 1 different but begun here, left alone.
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["list", "--columns", "id,source,external,messages"]), @r"
    $ livechats list --columns id,source,external,messages
    6			1
    3	shop	s-3	2
    2	shop	s-2	1
    1	shop	s-1	3
    5	mail	s-5	0
    4	mail	s-4	1
    [exit 0]
    ");
}

#[test]
fn attachments_of_a_source_in_its_own_words_stay_as_they_are() {
    let repo = TestRepo::of_mia();
    repo.write("foreign.jsonl", "{\"id\":\"1\",\"source\":\"x\",\"messages\":[{\"from\":\"person\",\"text\":\"a\",\"attachments\":[\"https://x/a.png\"]},{\"from\":\"person\",\"text\":\"b\",\"attachments\":[{\"name\":\"../../b.png\",\"size\":7,\"link\":\"https://x/b.png\"}]}]}\n");
    repo.succeed(&["import", "foreign.jsonl"]);
    assert_snapshot!(repo.run(&["show", "x/1"]), @r"
    $ livechats show x/1
    Chat 6  open

    Person        Unknown
    Created       unknown
    Source        x/1

    2 messages
    --:--  person
           a
    --:--  person
           b
    file   7 bytes · ../../b.png · https://x/b.png
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["show", "x/1", "--save-attachments", "none"]), @r"
    $ livechats show x/1 --save-attachments none
    	2	7		../../b.png	https://x/b.png
    [stderr] Nothing saved. Not in the repository: 1.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["show", "x/1", "--format", "json"]), @r#"
    $ livechats show x/1 --format json
    {"livechats_form":1,"livechats_id":6,"id":"1","source":"x","created_at":null,"person":{"id":null},"rep":null,"status":"open","messages":[{"at":null,"from":"person","author":null,"text":"a","attachments":["https://x/a.png"]},{"at":null,"from":"person","author":null,"text":"b","attachments":[{"name":"../../b.png","size":7,"link":"https://x/b.png"}]}]}
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["import", "foreign.jsonl"]), @r"
    $ livechats import foreign.jsonl
    [stderr] Nothing new: 1 known.
    [exit 0]
    ");
}

#[test]
fn a_reply_that_is_taken_back_takes_its_files_along_and_brings_them_back() {
    let repo = TestRepo::of_mia();
    repo.write("a.bin", [0, 255, b'x', 0]);
    repo.succeed(&["reply", "3", "--takeover", "the needle", "--attach", "a.bin"]);
    repo.succeed(&["undo"]);
    assert_eq!(repo.ask("SELECT count(*) FROM attachment"), "0");
    assert_eq!(repo.succeed(&["search", "needle", "--count"]), "0\n");
    assert_eq!(repo.succeed(&["list", "id:3", "--columns", "status,assignee,messages"]), "pending\t李雷\t2\n");
    repo.succeed(&["undo", "4"]);
    repo.succeed(&["show", "3", "--save-attachments", "saved"]);
    assert_eq!(std::fs::read(repo.path("saved/chat-3-message-3-1.bin")).unwrap(), [0, 255, b'x', 0]);
    assert_eq!(repo.succeed(&["search", "needle", "--ids"]), "3\n");
}
