//! `livechats demo`

use crate::repo::{TestRepo, code, finish, text};

#[test]
fn makes_a_repository_to_try_everything_on() {
    let repo = TestRepo::nothing();
    let output = repo.output(&["demo", "--chats", "60"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    assert_eq!(repo.mode("livechats.db"), 0o600);
    assert_eq!(repo.succeed(&["list", "--count"]), "60\n");
    for query in ["status:open", "tag:any", "app:any", "messages:>2", "language:any"] {
        assert_ne!(repo.succeed(&["list", "--count", query]), "0\n", "{query}");
    }
}

#[test]
fn the_same_seed_gives_the_same_chats() {
    let make = |seed: &str, clock: Option<&str>| {
        let repo = TestRepo::nothing();
        let mut command = repo.livechats(&["demo", "--chats", "40", "--seed", seed]);
        if let Some(clock) = clock {
            command.env("LIVECHATS_NOW", clock);
        }
        assert_eq!(code(&finish(command, b"")), 0);
        repo.succeed(&["export", "--output", "-"])
    };
    let one = make("1", None);
    assert_eq!(make("1", None), one);
    assert_ne!(make("2", None), one);
}

#[test]
fn never_touches_a_repository_that_is_there() {
    let repo = TestRepo::with_chats();
    repo.refuses(7, &["demo"]);
    assert_eq!(repo.succeed(&["list", "--count"]), "5\n");
}

#[test]
fn takes_sensible_numbers_only() {
    let repo = TestRepo::nothing();
    for args in [["demo", "--chats=0"], ["demo", "--chats=-1"], ["demo", "--chats=many"], ["demo", "--seed=x"]] {
        repo.refuses(2, &args);
    }
    assert!(repo.names().is_empty(), "{:?}", repo.names());
}
