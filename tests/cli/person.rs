//! `livechats person`: people found, changed and joined.

use insta::assert_snapshot;

use crate::purge::sql;
use crate::repo::{TestRepo, code};

#[test]
fn people_are_listed_and_shown() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["person", "list", "--format", "table"]), @r"
    $ livechats person list --format table
    ID  NAME         EMAIL            PHONE        CHATS  LAST_CHAT         TAGS
     1  Ann Example  ann@example.com                   1  2026-01-10 09:00
     2  สมชาย                                          1  2026-01-11 10:00
     3  王芳                          +86 10 1234      1  2026-01-11 10:00
     4  ليلى                                           1
     5                                                 1  2025-12-31 23:59
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["person", "list", "EXAMPLE.com", "--columns", "id,email", "--format", "json"]), @r#"
    $ livechats person list EXAMPLE.com --columns id,email --format json
    [
    {"id":1,"email":"ann@example.com"}
    ]
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["person", "list", "--phone", "10 12", "--columns", "id,name"]), @r"
    $ livechats person list --phone '10 12' --columns id,name
    3	王芳
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["person", "list", "--sort", "last-chat", "--limit", "2", "--columns", "id,last_chat"]), @r"
    $ livechats person list --sort last-chat --limit 2 --columns id,last_chat
    2	2026-01-11T10:00:00Z
    3	2026-01-11T10:00:00Z
    [stderr] page 1 of 3, 5 persons; next: --page 2
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["person", "list", "ann", "nobody"]), @r"
    $ livechats person list ann nobody
    [stderr] No persons match.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["person", "show", "ann example"]), @r"
    $ livechats person show 'ann example'
    Person 1  Ann Example
    
    Email         ann@example.com
    Source        shop/p1
    
    1 chat
           1  2026-01-10 09:00  closed  webchat  refund, vip
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["person", "show", "shop/p1", "--format", "json"]), @r#"
    $ livechats person show shop/p1 --format json
    {"id":1,"name":"Ann Example","email":"ann@example.com","source":"shop","external":"p1","first_chat":"2026-01-10T09:00:00Z","last_chat":"2026-01-10T09:00:00Z","chats":[1]}
    [exit 0]
    "#);
    assert_snapshot!(repo.run(&["person", "show", "nobody@example.com"]), @r"
    $ livechats person show nobody@example.com
    [stderr] error: no person nobody@example.com
    [stderr] hint: livechats person list shows who there is
    [exit 5]
    ");
}

#[test]
fn people_are_added_and_changed() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["person", "add", "Ann Example", "--email", "ann@example.org", "--tag", "vip"]), @r"
    $ livechats person add 'Ann Example' --email ann@example.org --tag vip
    [stderr] Added person 6.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["person", "show", "ann example"]), @r"
    $ livechats person show 'ann example'
    [stderr] error: ann example may be one of several persons
    [stderr] hint: name them by number: 1, 6
    [exit 7]
    ");
    assert_snapshot!(repo.run(&["person", "edit", "1", "--name", "Anna Muster", "--country", "DE", "--tag", "vip"]), @r"
    $ livechats person edit 1 --name 'Anna Muster' --country DE --tag vip
    [stderr] Changed person 1. Take it back: livechats undo 4
    [exit 0]
    ");
    // The new name is found in their chats, the old one is not.
    assert_eq!(repo.succeed(&["search", "muster", "--ids"]), "1\n");
    assert_eq!(repo.succeed(&["list", "person:'Ann Example'", "--count"]), "0\n");
    assert_snapshot!(repo.run(&["person", "edit", "1", "--country", "DE"]), @r"
    $ livechats person edit 1 --country DE
    [stderr] Person 1 is so already.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["person", "edit", "1", "--email", "", "--untag", "vip", "--format", "json", "--columns", "id,email,tags"]), @r#"
    $ livechats person edit 1 --email '' --untag vip --format json --columns id,email,tags
    [
    {"id":1,"email":null,"tags":[]}
    ]
    [stderr] Changed person 1. Take it back: livechats undo 5
    [exit 0]
    "#);
    repo.succeed(&["field", "define", "plan", "--for", "persons", "--type", "dropdown", "--choices", "gold,silver"]);
    repo.succeed(&["person", "edit", "1", "--field", "plan=Gold"]);
    assert_snapshot!(repo.run(&["person", "edit", "1", "--field", "plan=lead"]), @r"
    $ livechats person edit 1 --field plan=lead
    [stderr] error: lead is not what the field plan takes: one of gold, silver
    [stderr] hint: livechats field list shows types and choices
    [exit 2]
    ");
    assert_snapshot!(repo.run(&["person", "edit", "1", "--field", "none-such=gold"]), @r"
    $ livechats person edit 1 --field none-such=gold
    [stderr] error: no field none-such
    [stderr] hint: livechats field list shows the fields there are, livechats field define makes one
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["person", "edit", "1", "--tag", "none-such"]), @r"
    $ livechats person edit 1 --tag none-such
    [stderr] error: no tag none-such
    [stderr] hint: livechats tag define makes one
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["person", "edit", "1"]), @r"
    $ livechats person edit 1
    [stderr] error: nothing to change
    [stderr] hint: see livechats person edit --help
    [exit 2]
    ");
}

#[test]
fn two_persons_who_are_one_are_joined() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["person", "edit", "2", "--email", "som@example.com", "--tag", "vip"]);
    repo.succeed(&["person", "edit", "1", "--country", "DE"]);
    assert_snapshot!(repo.run(&["person", "merge", "1", "--into", "2"]), @r"
    $ livechats person merge 1 --into 2
    [stderr] error: person merge needs a confirmation, and nobody can be asked here
    [stderr] hint: say --yes
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["person", "merge", "1", "--into", "2", "--yes"]), @r"
    $ livechats person merge 1 --into 2 --yes
    [stderr] Merged person 1 into person 2: 1 chat moved. 3 details differed and are kept in a note. Take it back: livechats undo 5
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["person", "show", "2"]), @r"
    $ livechats person show 2
    Person 2  สมชาย
    
    Email         som@example.com
    Country       DE
    Source        shop/p2
    Tags          vip
    
    Notes (internal)
    2026-01-15 12:00  root
           Of person 1, merged into this one: name = Ann Example; email = ann@example.com; external =
           shop/p1
    
    2 chats
           2  2026-01-11 10:00  open  line  refund
           1  2026-01-10 09:00  closed  webchat  refund, vip
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["person", "show", "1"]), @r"
    $ livechats person show 1
    [stderr] error: no person 1
    [stderr] hint: livechats person list shows who there is
    [exit 5]
    ");
    // Chat 1 is now found by the name of the one who stayed.
    assert_eq!(repo.succeed(&["search", "สมชาย", "--ids"]), "2\n1\n");
    assert_snapshot!(repo.run(&["person", "merge", "2", "--into", "2", "--yes"]), @r"
    $ livechats person merge 2 --into 2 --yes
    [stderr] error: both are person 2
    [exit 2]
    ");
}

#[test]
fn a_person_gets_all_that_is_kept_of_them() {
    let repo = TestRepo::with_chats();
    sql(
        &repo,
        "INSERT INTO attachment (chat_key, message_number, position, name, size, content)
           SELECT key, 1, 0, '../../parcel.PNG', 3, x'01ff02' FROM chat WHERE id = 1;
         INSERT INTO attachment (chat_key, message_number, position, name, size, link)
           SELECT key, 3, 0, 'terms', 3, 'https://example.com/terms' FROM chat WHERE id = 1;
         INSERT INTO person_note (person_id, number, text) VALUES (1, 1, 'rude');",
    );
    repo.succeed(&["delete", "1", "--yes"]);
    assert_snapshot!(repo.run(&["person", "export", "1", "--output", "ann"]), @r"
    $ livechats person export 1 --output ann
    [stderr] Exported person 1 to ann: 1 chat, 1 attachment; 2 internal notes left out, --with-notes adds them.
    [exit 0]
    ");
    assert_eq!(repo.mode("ann"), 0o700);
    assert_eq!(repo.mode("ann/person.json"), 0o600);
    assert_snapshot!(repo.read("ann/person.json"), @r#"{"id":1,"name":"Ann Example","email":"ann@example.com","source":"shop","external":"p1","chats":[]}"#);
    assert_snapshot!(repo.read("ann/chats.jsonl"), @r#"{"livechats_form":1,"livechats_id":1,"id":"s-1","source":"shop","lang":"en","app":"webchat","created_at":"2026-01-10T09:00:00Z","closed_at":"2026-01-10T09:30:00Z","updated_at":"2026-01-10T09:30:00Z","time_kind":"real-second","person":{"id":"p1","name":"Ann Example","email":"ann@example.com"},"rep":{"id":"r1","name":"Max"},"tags":["refund","vip"],"status":"closed","custom_fields":{"order":"AB-123","amount":4.50,"express":true},"messages":[{"at":"2026-01-10T09:00:00Z","from":"person","author":"p1","text":"My parcel AB-123 never came, I want a refund","attachments":[{"name":"../../parcel.PNG","size":3}]},{"at":"2026-01-10T09:00:05Z","from":"ai","author":"helper","text":"I am sorry to hear that. One moment please."},{"at":"2026-01-10T09:05:00Z","from":"rep","author":"r1","text":"Hello Ann, the money is on its way.\nAnything else?","attachments":[{"name":"terms","size":3,"link":"https://example.com/terms"}]}]}"#);
    assert_snapshot!(repo.read("ann/transcript.txt"), @r"
    Chat 1  2026-01-10 09:00  webchat
    
    2026-01-10 09:00  person  Ann Example
           My parcel AB-123 never came, I want a refund
           [../../parcel.PNG: attachments/chat-1-message-1-1.png]
    2026-01-10 09:00  ai  helper
           I am sorry to hear that. One moment please.
    2026-01-10 09:05  rep  Max
           Hello Ann, the money is on its way.
           Anything else?
           [terms: https://example.com/terms]
    ");
    assert_eq!(std::fs::read(repo.path("ann/attachments/chat-1-message-1-1.png")).unwrap(), [1, 255, 2]);
    assert_snapshot!(repo.run(&["person", "export", "1", "--output", "ann"]), @r"
    $ livechats person export 1 --output ann
    [stderr] error: cannot make the folder ann: the name is taken
    [stderr] hint: name a folder that is not there yet
    [exit 16]
    ");
    assert_snapshot!(repo.run(&["person", "export", "1", "--output", "more", "--with-notes"]), @r"
    $ livechats person export 1 --output more --with-notes
    [stderr] Exported person 1 to more: 1 chat, 1 attachment, 2 internal notes.
    [exit 0]
    ");
    assert!(repo.read("more/person.json").contains("rude") && repo.read("more/chats.jsonl").contains("warehouse"));
    assert!(!repo.names().iter().any(|name| name.starts_with(".livechats")), "{:?}", repo.names());
    // What they got can be taken in again.
    assert_eq!(code(&repo.output(&["--repo", "other.db", "init"])), 0);
    assert_eq!(code(&repo.output(&["--repo", "other.db", "import", "ann/chats.jsonl"])), 0);
}
