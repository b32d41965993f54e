//! `livechats completions`, `livechats man`, and the help

use std::fs;

use crate::repo::{TestRepo, code, text};

#[test]
fn completions_know_the_commands() {
    let repo = TestRepo::nothing();
    for shell in ["bash", "zsh", "fish"] {
        let script = repo.succeed(&["completions", shell]);
        for word in ["import", "search", "export", "columns", "why-not"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    repo.refuses(2, &["completions", "dos"]);
}

#[test]
fn the_shell_reads_them() {
    let repo = TestRepo::nothing();
    repo.write("livechats.bash", repo.succeed(&["completions", "bash"]));
    let output = repo.shell("bash -n livechats.bash && bash -c '. ./livechats.bash && complete -p livechats'");
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
}

#[test]
fn man_prints_a_page_or_writes_all_of_them() {
    let repo = TestRepo::nothing();
    assert!(repo.succeed(&["man"]).contains(".TH livechats 1"));
    fs::create_dir(repo.path("pages")).unwrap();
    repo.succeed(&["man", "--dir", "pages"]);
    let names: Vec<_> = fs::read_dir(repo.path("pages")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(names.iter().any(|name| name == "livechats-search.1"), "{names:?}");
}

#[test]
fn every_command_has_help_that_says_what_it_does() {
    let repo = TestRepo::nothing();
    let help = repo.succeed(&["--help"]);
    for command in ["init", "import", "list", "search", "show", "export", "demo", "completions", "man"] {
        assert!(help.contains(command), "{command}");
        let own = repo.succeed(&[command, "--help"]);
        assert!(own.contains("Usage: livechats"), "{own}");
        assert_eq!(repo.succeed(&["help", command]), own);
    }
    assert!(repo.succeed(&["--version"]).starts_with("livechats "));
}
