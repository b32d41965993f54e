//! `livechats person erase`: no byte of a person is left, and what says so.

use insta::assert_snapshot;

use crate::purge::{bytes, reader, remnants, sql};
use crate::repo::{TestRepo, code, text};

#[test]
fn a_person_is_erased_and_it_is_proven() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["export", "-o", "all.jsonl"]);
    assert_snapshot!(repo.run(&["person", "erase", "1"]), @r"
    $ livechats person erase 1
    [stderr] error: person erase needs a confirmation, and nobody can be asked here
    [stderr] hint: say --yes
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["person", "erase", "ann@example.com", "--dry-run"]), @r"
    $ livechats person erase ann@example.com --dry-run
    [stderr] Dry run, nothing is kept: of person 1 would go who they are, 1 chat, 3 fields, 3 messages, 1 note.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["person", "erase", "ann@example.com", "--yes", "--certificate", "ann.txt"]), @r"
    $ livechats person erase ann@example.com --yes --certificate ann.txt
    [stderr] Erased of person 1: who they are, 1 chat, 3 fields, 3 messages, 1 note.
    [stderr] Proven: none of it is left in 483,480 bytes.
    [exit 0]
    ");
    assert_snapshot!(repo.read("ann.txt"), @r"
    Erasure of person 1, proven 2026-01-15T12:00:00Z
    What: who they are, 1 chat, 3 fields, 3 messages, 1 note (operation 4)
    Proof: 483,480 bytes of the repository's files and 64 terms of its index were searched for 14 words and 29 terms; none is left
           (words of fewer than six bytes are told by the index only; words that others used too are theirs)
    Outside its reach:
      exports: 1 made with this program, the last: operation 3 of 2026-01-15T12:00:00Z
      backups and copies of the file, and the files that chats were imported from
      snapshots of the file system, and blocks that a disk keeps after they were overwritten
    ");
    assert_snapshot!(repo.run(&["show", "1"]), @r"
    $ livechats show 1
    Chat 1  closed
    
    Person        Unknown
    App           webchat
    Assignee      Max
    Tags          refund, vip
    Language      en
    Created       2026-01-10 09:00
    Closed        2026-01-10 09:30
    Updated       2026-01-10 09:30
    Source        shop/s-1
    
    3 messages
    ── 2026-01-10 ──
    09:00  person
    
    09:00  ai  helper
    
    09:05  rep  Max
    
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["person", "show", "1"]), @r"
    $ livechats person show 1
    Person 1  Unknown  erased
    
    Erased        2026-01-15 12:00
    
    1 chat
           1  2026-01-10 09:00  closed  webchat  refund, vip
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["person", "erase", "1", "--yes"]), @r"
    $ livechats person erase 1 --yes
    [stderr] Person 1: already erased on 2026-01-15 12:00.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["person", "erase", "ann@example.com", "--yes"]), @r"
    $ livechats person erase ann@example.com --yes
    [stderr] error: no person ann@example.com
    [stderr] hint: livechats person list shows who there is
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["person", "edit", "1", "--name", "Ann"]), @r"
    $ livechats person edit 1 --name Ann
    [stderr] error: person 1 was erased
    [stderr] hint: if they write again, that is a new person: livechats person add
    [exit 7]
    ");
    // The same file again does not bring the words back.
    assert_snapshot!(repo.run(&["import", "chats.jsonl", "--update"]), @r"
    $ livechats import chats.jsonl --update
    [stderr] Nothing new: 5 known.
    [exit 0]
    ");
    let words = ["Ann Example", "ann@example.com", "parcel AB-123", "warehouse"].map(str::to_owned);
    assert_eq!(remnants(&repo, &words), 0);
    assert_eq!(repo.succeed(&["search", "refund", "--count"]), "0\n");
}

#[test]
fn a_person_is_pseudonymised() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["person", "erase", "1", "--pseudonymise", "--yes"]), @r"
    $ livechats person erase 1 --pseudonymise --yes
    Erasure of person 1, proven 2026-01-15T12:00:00Z
    What: who they are, 1 chat, 1 message (operation 3)
    How: texts of their chats were kept, with stand-ins for who they are
    Proof: 479,384 bytes of the repository's files and 124 terms of its index were searched for 5 words and 2 terms; none is left
           (words of fewer than six bytes are told by the index only; words that others used too are theirs)
    Outside its reach:
      exports: none was made with this program
      backups and copies of the file, and the files that chats were imported from
      snapshots of the file system, and blocks that a disk keeps after they were overwritten
    [stderr] Erased of person 1: who they are, 1 chat, 1 message.
    [stderr] Proven: none of it is left in 479,384 bytes.
    [exit 0]
    ");
    assert_snapshot!(repo.run(&["show", "1"]), @r"
    $ livechats show 1
    Chat 1  closed
    
    Person        Person 1 · person1@invalid
    App           webchat
    Assignee      Max
    Tags          refund, vip
    Language      en
    Created       2026-01-10 09:00
    Closed        2026-01-10 09:30
    Updated       2026-01-10 09:30
    Source        shop/s-1
    
    Fields
    order         AB-123
    amount        4.50
    express       true
    
    Notes (internal)
    2026-01-10 09:10  r1
           asked the warehouse
    
    3 messages
    ── 2026-01-10 ──
    09:00  person  Person 1
           My parcel AB-123 never came, I want a refund
    09:00  ai  helper
           I am sorry to hear that. One moment please.
    09:05  rep  Max
           Hello Person 1, the money is on its way.
           Anything else?
    [exit 0]
    ");
    assert_eq!(remnants(&repo, &["Ann".to_owned(), "ann@example".to_owned()]), 0);
}

#[test]
fn a_hold_beats_an_erasure() {
    let repo = TestRepo::with_chats();
    sql(
        &repo,
        "INSERT INTO hold (id, name, folded, reason, placed_at) VALUES (1, 'case-12', 'case-12', 'court', 0);
         INSERT INTO chat_hold (hold_id, chat_key) SELECT 1, key FROM chat WHERE id = 1;",
    );
    let before = bytes(&repo);
    assert_snapshot!(repo.run(&["person", "erase", "1", "--yes"]), @r"
    $ livechats person erase 1 --yes
    [stderr] error: person 1 cannot be erased: 1 of their chats on legal hold case-12
    [stderr] hint: release the hold first: livechats hold list
    [exit 6]
    ");
    assert_snapshot!(repo.run(&["person", "erase", "99", "--yes"]), @r"
    $ livechats person erase 99 --yes
    [stderr] error: no person 99
    [stderr] hint: livechats person list shows who there is
    [exit 5]
    ");
    assert!(bytes(&repo) == before, "a refusal wrote something");
}

#[test]
fn words_of_admins_that_name_the_person_leave_the_record_and_what_they_named_is_told() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["tag", "define", "case-ann-example"]);
    repo.succeed(&["tag", "add", "Case-Ann-Example,vip,ann", "2", "--yes"]);
    repo.succeed(&["field", "define", "Ann Example", "--type", "text"]);
    repo.succeed(&["hold", "add", "EXAMPLE, Ann", "2", "--reason", "she asked"]);
    repo.succeed(&["tag", "define", "about parcel AB-123"]);
    repo.succeed(&["tag", "define", "ann@example.com"]);
    repo.succeed(&["tag", "drop", "ann@example.com", "--yes"]);
    let before = repo.succeed(&["audit", "list", "--columns", "operation,command,detail"]);
    assert_snapshot!(before, @r#"
    9	tag drop	tag=ann@example.com chats=0
    8	tag define	tag=ann@example.com
    7	tag define	tag="about parcel AB-123"
    6	hold add	hold="EXAMPLE, Ann" chats=1
    5	field define	field="Ann Example" type=text
    4	tag add	tags=Case-Ann-Example,vip,ann chats=1
    3	tag define	tag=case-ann-example
    2	import	new_chats=5 new_messages=7 updated_chats=0 first_chat=1 last_chat=5 first_person=1 last_person=5
    1	init
    "#);
    let anchor = repo.succeed(&["audit", "anchor"]);
    assert_snapshot!(repo.run(&["person", "erase", "1", "--yes"]), @r"
    $ livechats person erase 1 --yes
    Erasure of person 1, proven 2026-01-15T12:00:00Z
    What: who they are, 1 chat, 3 fields, 3 messages, 1 note, 7 old words (operation 10)
    Proof: 483,480 bytes of the repository's files and 64 terms of its index were searched for 14 words and 29 terms; none is left
           (words of fewer than six bytes are told by the index only; words that others used too are theirs)
    Outside its reach:
      what others wrote, or admins: 1 row of the table field name them
      what others wrote, or admins: 1 row of the table hold name them
      what others wrote, or admins: 1 row of the table journal name them
      what others wrote, or admins: 1 row of the table tag name them
      exports: none was made with this program
      backups and copies of the file, and the files that chats were imported from
      snapshots of the file system, and blocks that a disk keeps after they were overwritten
    [stderr] Erased of person 1: who they are, 1 chat, 3 fields, 3 messages, 1 note, 7 old words.
    [stderr] Proven: none of it is left in 483,480 bytes.
    [exit 0]
    ");
    assert_snapshot!(repo.succeed(&["audit", "list", "--columns", "operation,command,detail"]), @r#"
    10	person erase	person=1 chats=1 fields=3 messages=3 notes=1 old_words=7 proven_bytes=483480
    9	tag drop	tag=(erased) chats=0
    8	tag define	tag=(erased)
    7	tag define	tag=(erased)
    6	hold add	hold=(erased) chats=1
    5	field define	field=(erased) type=text
    4	tag add	tags=(erased) chats=1
    3	tag define	tag=(erased)
    2	import	new_chats=5 new_messages=7 updated_chats=0 first_chat=1 last_chat=5 first_person=1 last_person=5
    1	init
    "#);
    let verified = repo.run(&["audit", "verify", "--anchor", anchor.trim()]);
    assert_snapshot!(verified.lines().skip(1).collect::<Vec<_>>().join("\n"), @r"
    11 operations and 13 rows of what they changed are chained and unchanged.
    Out of the operations 7 words went; the digests are there.
    With the anchor: nothing was changed, left out or cut off up to operation 9. Behind it (2 operations) a cut end, or a chain made anew, would not show.
    [exit 0]
    ");
    // In the row of the tag and in the index of names, and nowhere else.
    assert_eq!(remnants(&repo, &["AB-123".to_owned()]), 2);
    // What they named stays, and can be taken back as before.
    assert_eq!(repo.succeed(&["hold", "list", "--columns", "name,reason"]), "EXAMPLE, Ann\tshe asked\n");
    repo.succeed(&["undo", "6", "--yes"]);
    assert_eq!(repo.succeed(&["hold", "list", "--count"]), "0\n");
    repo.succeed(&["audit", "verify", "--anchor", anchor.trim()]);
}

#[test]
fn words_that_only_seem_to_stand_in_the_file_are_no_remnants() {
    let repo = TestRepo::with_chats();
    // The name of a tag and its folded form stand side by side in the file, and so do `table` and `term_piece`.
    repo.succeed(&["tag", "define", "double-charge"]);
    // The index knows a sign by its number: ¿ is bf.
    repo.succeed(&["describe", "2", "¿what?"]);
    repo.succeed(&["describe", "1", "she was charged twice, on a tablet, by BF"]);
    repo.succeed(&["person", "erase", "1", "--yes"]);
    assert!(remnants(&repo, &["charged".to_owned()]) > 0);
    assert!(remnants(&repo, &["tablet".to_owned()]) > 0);
}

/// Words that stand nowhere else, in three scripts, of the person with this number.
pub fn words_of(person: usize) -> Vec<String> {
    let spelled = |letters: &[char], number: usize, length: usize| -> String {
        let mut rest = number * 7919 + 13;
        let mut word = String::new();
        for place in 0..length {
            word.push(letters[(rest + place) % letters.len()]);
            rest /= letters.len();
        }
        word
    };
    let latin: Vec<char> = ('a'..='z').collect();
    let thai: Vec<char> = "กขคงจฉชซญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ".chars().collect();
    let han: Vec<char> = ('\u{9500}'..='\u{95ff}').collect();
    let number = |word: usize| person * 20 + word;
    let english = (0..8).map(|word| spelled(&latin, number(word), 9));
    let thai = (8..14).map(|word| spelled(&thai, number(word), 7));
    let chinese = (14..20).map(|word| spelled(&han, number(word), 5));
    english.chain(thai).chain(chinese).collect()
}

/// Two chats of the person, with their words wherever a chat can hold any, and words that all use.
pub fn chats_of(person: usize) -> String {
    let words = words_of(person);
    let word = |place: usize| &words[place];
    let spaced = words[..14].join(" ");
    let joined = words[14..].concat();
    let id = format!("p{person}");
    let of = format!(r#"{{"id":"{id}","name":"{} Example","email":"{}@example.com"}}"#, word(0), word(1));
    format!(
        concat!(
            r#"{{"id":"{id}-1","source":"s","created_at":"2026-01-01T00:00:00Z","person":{of},"rep":{{"id":"r1"}},"#,
            r#""status":"open","description":"about {w2}","custom_fields":{{"order":"{w3}"}},"participants":["{w4}"],"#,
            r#""rating":{{"score":2,"comment":"never {w5}"}},"notes":[{{"at":null,"author":"r1","text":"says {w6}"}}],"#,
            r#""messages":[{{"at":null,"from":"person","author":"{id}","text":"the parcel {spaced} is late"}},"#,
            r#"{{"at":null,"from":"rep","author":"r1","text":"You said {w7}, {w8}? We see."}}]}}"#,
            "\n",
            r#"{{"id":"{id}-2","source":"s","created_at":"2026-01-02T00:00:00Z","person":{of},"rep":null,"status":"closed","#,
            r#""messages":[{{"at":null,"from":"person","author":"{w0}","text":"{joined}的包裹在哪里"}}]}}"#,
            "\n",
        ),
        id = id,
        of = of,
        spaced = spaced,
        joined = joined,
        w0 = word(0),
        w2 = word(2),
        w3 = word(3),
        w4 = word(4),
        w5 = word(5),
        w6 = word(6),
        w7 = word(7),
        w8 = word(8),
    )
}

/// The words, and what is left of each where an index shortened it.
pub fn traces(person: usize) -> Vec<String> {
    let words = words_of(person);
    let shortened = words.iter().map(|word| word.chars().skip(1).collect());
    words.iter().cloned().chain(shortened).collect()
}

/// How many persons: few as a rule, 200 for a release.
fn how_many() -> usize {
    std::env::var("LIVECHATS_ERASED_PERSONS").ok().and_then(|count| count.parse().ok()).unwrap_or(8)
}

#[test]
fn no_byte_of_an_erased_or_purged_person_is_left_in_any_order_of_things() {
    let count = how_many();
    let repo = TestRepo::with(&(0..count).map(chats_of).collect::<String>());
    for person in 0..count {
        let id = (person + 1).to_string();
        let erase = ["person", "erase", &id, "--yes", "--wait", "0"];
        // The control: as long as nothing is erased the words are there, also after the chats went into the bin.
        let chats = [(2 * person + 1).to_string(), (2 * person + 2).to_string()];
        repo.succeed(&["delete", &chats[0], &chats[1], "--yes"]);
        assert!(remnants(&repo, &words_of(person)) >= 20, "{person}");
        // An old name and an old number, in the record only.
        repo.succeed(&["person", "edit", &id, "--phone", &words_of(person)[9]]);
        repo.succeed(&["person", "edit", &id, "--name", "Ann", "--phone", "1"]);
        match person % 4 {
            0 => drop(repo.succeed(&erase)),
            1 => {
                let reader = reader(&repo);
                let said = repo.output(&erase);
                assert_eq!(code(&said), 3, "{}", text(&said.stderr));
                assert!(text(&said.stderr).contains("still in use"));
                assert!(remnants(&repo, &words_of(person)) > 0);
                assert_eq!(code(&repo.output(&erase)), 3);
                drop(reader);
                assert_eq!(code(&repo.output(&erase)), 0);
            }
            2 => {
                // What is written while somebody reads stays in the log.
                let reader = reader(&repo);
                repo.succeed(&["person", "edit", &id, "--name", &words_of(person)[0]]);
                repo.succeed(&["restore", &chats[0], "--yes"]);
                reader.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).unwrap();
                drop(reader);
                assert!(repo.names().contains(&"livechats.db-wal".to_owned()));
                assert_eq!(code(&repo.output(&erase)), 0);
            }
            _ => {
                let reader = reader(&repo);
                assert_eq!(code(&repo.output(&["purge", &chats[0], &chats[1], "--now", "--yes", "--wait", "0"])), 3);
                drop(reader);
                repo.succeed(&["purge", "--finish"]);
                let only_in_chats = &words_of(person)[2..9];
                assert_eq!(remnants(&repo, only_in_chats), 0, "{person} purged");
                assert_eq!(code(&repo.output(&erase)), 0);
            }
        }
        let left: Vec<String> =
            traces(person).into_iter().filter(|word| remnants(&repo, std::slice::from_ref(word)) > 0).collect();
        assert!(left.is_empty(), "{person}: {left:?}");
        if person + 1 < count {
            assert!(remnants(&repo, &traces(person + 1)) >= 40, "{person}: those of others are gone too");
        }
    }
    assert_eq!(repo.succeed(&["person", "list", "--count"]), format!("{count}\n"));
}
