//! What is generated is committed and compared: completions and man pages.

use std::fs;
use std::path::Path;

use crate::repo::TestRepo;

const RENEW: &str = "renew it with: UPDATE_GENERATED=1 cargo test --test cli generated";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compares a committed file with what the program prints now, or writes it where that was asked for.
#[track_caller]
fn compare(path: &str, now: &str) {
    let file = root().join(path);
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, now).unwrap();
        return;
    }
    let committed = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{path}: {error}; {RENEW}"));
    assert!(committed == now, "{path} is out of date; {RENEW}");
}

#[test]
fn completions_are_up_to_date() {
    let repo = TestRepo::nothing();
    for (shell, path) in [
        ("bash", "completions/livechats.bash"),
        ("zsh", "completions/_livechats"),
        ("fish", "completions/livechats.fish"),
    ] {
        compare(path, &repo.succeed(&["completions", shell]));
    }
}

#[test]
fn man_pages_are_up_to_date() {
    let repo = TestRepo::nothing();
    fs::create_dir(repo.path("pages")).unwrap();
    repo.succeed(&["man", "--dir", "pages"]);
    let mut printed = names(&repo.path("pages"));
    assert!(printed.contains(&"livechats.1".to_owned()), "{printed:?}");
    for name in &printed {
        compare(&format!("man/{name}"), &fs::read_to_string(repo.path("pages").join(name)).unwrap());
    }
    let mut committed = names(&root().join("man"));
    printed.sort();
    committed.sort();
    assert_eq!(committed, printed, "man/ holds pages of commands that are gone, or lacks some; {RENEW}");
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}; {RENEW}", folder.display()));
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}
