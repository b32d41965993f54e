//! What the program writes is sound: after any commands, in any order, a check finds nothing.

use std::collections::BTreeMap;
use std::io::Write as _;

use crate::chance::Chance;
use crate::repo::{TestRepo, code, text};

/// Repositories tried where `LIVECHATS_SOUND` does not say.
const REPOSITORIES: u64 = 4;

/// Commands given to each of them.
const COMMANDS: usize = 25;

/// Commands with something of everything: `C` is a chat, `P` a person, `N` a number, `T` a tag, `S` a status, `U` a rep
/// and `O` an operation.
const LINES: &[&str] = &[
    "import more.jsonl",
    "import --update again.jsonl",
    "tag add T,word C C",
    "tag remove T C",
    "tag rename T nameN",
    "tag merge T late",
    "tag drop T --yes",
    "delete C C C --yes",
    "delete --where tag:T --yes",
    "restore C C --yes",
    "restore --all --yes",
    "purge C C --now --yes",
    "purge --all --now --yes",
    "undo --yes",
    "undo O --yes",
    "note add C wordN",
    "note add --person P wordN",
    "note remove C 1",
    "field set plan=wordN C C",
    "field unset plan C --yes",
    "field drop plan --yes",
    "status S C C",
    "describe C wordsN",
    "feedback C --rating 4",
    "reply C helloN --takeover",
    "reply C seeN --takeover --attach said.txt",
    "transfer C --to-rep U",
    "transfer C --to-team Billing",
    "handoff --app webchat --new-person nameN --messages said.txt --any",
    "handoff --app webchat --person P --again --to-team Billing",
    "assignment edit --method balanced --limit N",
    "assignment run",
    "user online U",
    "user away U",
    "user edit U --name U",
    "person edit P --name nameN --email nN@example.com",
    "person merge P --into P --yes",
    "person erase P --yes",
    "person erase P --pseudonymise --yes",
    "hold add caseN C C --reason claim",
    "hold release caseN --yes",
    "ban add --person P --reason spam --for 3d",
    "ban lift --person P",
    "retention add keepN --query tag:T --since created --age 1d --action bin",
    "retention add gone --query status:closed --since created --age 1d --action purge",
    "retention run --yes",
    "maintain",
    "canned add greetN helloN",
    "team edit Billing --add U",
    "export --job nightly --output . --format csv",
];

fn line(template: &str, chance: &mut Chance, repo: &TestRepo) -> Vec<String> {
    let word = |word: &str, chance: &mut Chance| match word {
        "C" => (1 + chance.below(25)).to_string(),
        "P" => (1 + chance.below(20)).to_string(),
        "U" => ["Ana", "Ben"][chance.below(2) as usize].to_owned(),
        "S" => ["open", "pending", "closed", "resolved"][chance.below(4) as usize].to_owned(),
        "O" => (1 + chance.below(repo.ask("SELECT max(id) FROM operation").parse().unwrap())).to_string(),
        word => {
            let tag = ["vip", "refund", "late", "word"][chance.below(4) as usize];
            word.replace('T', tag).replace('N', &(1 + chance.below(9)).to_string())
        }
    };
    template.split(' ').map(|one| word(one, chance)).collect()
}

/// A repository of three reps and some chats, with files to import.
fn begun(seed: u64) -> TestRepo {
    let repo = TestRepo::with_chats();
    for rep in ["Ana", "Ben"] {
        repo.succeed(&["user", "add", rep, "--role", "admin"]);
    }
    repo.succeed(&["team", "add", "Billing", "--member", "Ana"]);
    repo.succeed(&["ban", "reason", "add", "spam"]);
    repo.write("said.txt", "hello, my parcel never came");
    let chats = |from: u64, what: &str| -> String {
        let line = |n| {
            let person = (n * 7 + seed) % 15;
            format!(
                r#"{{"id":"m-{n}","source":"many","created_at":"2026-01-01T00:00:{:02}Z","person":{{"id":"q{person}","name":"{what} {person}"}},"tags":["word","{what}"],"status":"closed","custom_fields":{{"plan":"{what}"}},"notes":[{{"text":"{what}"}}],"messages":[{{"from":"person","author":"q{person}","text":"{what} {n} สวัสดี"}}]}}"#,
                n % 60
            ) + "\n"
        };
        (from..from + 20).map(line).collect()
    };
    repo.write("more.jsonl", chats(seed % 5, "one"));
    repo.write("again.jsonl", chats(0, "other"));
    repo
}

#[test]
fn whatever_was_done_a_check_finds_nothing() {
    let repositories =
        std::env::var("LIVECHATS_SOUND").ok().and_then(|count| count.parse().ok()).unwrap_or(REPOSITORIES);
    let run = |first: u64| {
        let mut done = BTreeMap::<&str, [usize; 2]>::new();
        for seed in (first..repositories).step_by(2) {
            let mut chance = Chance(seed);
            let repo = begun(seed);
            repo.succeed(&["import", "more.jsonl"]);
            let mut said = Vec::new();
            for _ in 0..COMMANDS {
                let template = LINES[chance.below(LINES.len() as u64) as usize];
                let args = line(template, &mut chance, &repo);
                let output = repo.output(&args);
                said.push(format!("{} {}", code(&output), args.join(" ")));
                let same = template.contains("merge P") && code(&output) == 2;
                let refused = same || [3, 4, 5, 6, 7, 16].contains(&code(&output));
                assert!(code(&output) == 0 || refused, "seed {seed}: {}\n{}", said.join("\n"), text(&output.stderr));
                done.entry(template).or_default()[usize::from(refused)] += 1;
            }
            let check = repo.output(&["check", "--data"]);
            let found = format!("{}{}", text(&check.stdout), text(&check.stderr));
            assert_eq!(code(&check), 0, "seed {seed}:\n{}\n{found}", said.join("\n"));
            assert_eq!(found, "Nothing is wrong; every row is as it was written.\n", "seed {seed}");
        }
        done
    };
    let [mut done, more] = std::thread::scope(|scope| {
        let both = [scope.spawn(|| run(0)), scope.spawn(|| run(1))];
        both.map(|one| one.join().unwrap())
    });
    for (template, [good, refused]) in more {
        let both = done.entry(template).or_default();
        both[0] += good;
        both[1] += refused;
    }
    let good: usize = done.values().map(|[good, _]| good).sum();
    let never: Vec<&&str> = LINES.iter().filter(|line| done.get(**line).is_none_or(|[good, _]| *good == 0)).collect();
    writeln!(std::io::stderr(), "{repositories} repositories, {good} commands done; never done: {never:?}").unwrap();
    assert!(good as u64 > repositories * COMMANDS as u64 / 3);
    assert!(repositories < 100 || never.is_empty(), "{never:?}");
}
