//! `livechats demo`

use std::fs;

use crate::repo::{TestRepo, code, finish, text};

const FILE: &str = "livechats-demo.db";

#[test]
fn makes_a_repository_to_try_everything_on() {
    let repo = TestRepo::nothing();
    let output = repo.output(&["demo", "--chats", "60"]);
    let said = text(&output.stderr);
    assert_eq!(code(&output), 0, "{said}");
    assert!(said.contains("60 chats") && said.contains("none of them real"), "{said}");
    assert_eq!(text(&output.stdout).lines().count(), 50, "the first page is shown");
    assert_eq!(repo.mode(FILE), 0o600);
    let count = |query: &str| repo.succeed(&["--repo", FILE, "list", "--count", query]);
    assert_eq!(count("id:>0"), "60\n");
    for query in ["status:open", "tag:any", "app:any", "messages:>2", "language:any", "created:unknown OR created:any"]
    {
        assert_ne!(count(query), "0\n", "{query}");
    }
}

#[test]
fn what_it_says_to_try_next_works() {
    let repo = TestRepo::nothing();
    let said = text(&repo.output(&["demo"]).stderr);
    let next: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("  livechats ")).collect();
    assert!(next.len() >= 4, "{said}");
    for line in next {
        let output = repo.shell(&format!("livechats {line}"));
        assert_eq!(code(&output), 0, "{line}\n{}", text(&output.stderr));
        let found = !output.stdout.is_empty() || text(&output.stderr).starts_with("Exported ");
        assert!(found, "{line} finds nothing");
    }
}

#[test]
fn the_same_seed_gives_the_same_chats_whatever_the_clock() {
    let make = |seed: &str, clock: Option<&str>| {
        let repo = TestRepo::nothing();
        let mut command = repo.livechats(&["demo", "--chats", "40", "--seed", seed]);
        match clock {
            Some(clock) => command.env("LIVECHATS_NOW", clock),
            None => command.env_remove("LIVECHATS_NOW"),
        };
        assert_eq!(code(&finish(command, b"")), 0);
        repo.succeed(&["--repo", FILE, "export", "--output", "-"])
    };
    let one = make("1", Some("2026-01-15T12:00:00Z"));
    assert_eq!(make("1", Some("2031-01-15T12:00:00Z")), one);
    assert_eq!(make("1", None), one);
    assert_ne!(make("2", None), one);
}

#[test]
fn shows_the_same_demo_again_and_never_touches_another_repository() {
    let repo = TestRepo::nothing();
    let first = repo.succeed(&["demo", "--chats", "40"]);
    let file = fs::read(repo.path(FILE)).unwrap();
    assert_eq!(repo.succeed(&["demo", "--chats", "40"]), first);
    repo.refuses(7, &["demo", "--chats", "41"]);
    assert!(fs::read(repo.path(FILE)).unwrap() == file);
    let own = TestRepo::with_chats();
    own.refuses(7, &["--repo", "livechats.db", "demo"]);
    assert_eq!(own.succeed(&["list", "--count"]), "5\n");
}

#[test]
fn takes_sensible_numbers_only() {
    let repo = TestRepo::nothing();
    for args in [["demo", "--chats=0"], ["demo", "--chats=-1"], ["demo", "--chats=many"], ["demo", "--seed=x"]] {
        repo.refuses(2, &args);
    }
    assert!(repo.names().is_empty(), "{:?}", repo.names());
}
