//! `livechats init`

use insta::assert_snapshot;

use crate::repo::{TestRepo, code, text};

#[test]
fn makes_an_empty_repository_for_its_owner_only() {
    let repo = TestRepo::nothing();
    let owner = text(&repo.shell("id -un").stdout);
    assert_snapshot!(repo.run(&["init"]).replace(owner.trim(), "[OWNER]"), @r"
    $ livechats init
    [stderr] Made livechats.db, empty; [OWNER] is its first admin.
    [stderr] Next: livechats import FILE…
    [exit 0]
    ");
    assert_eq!(repo.mode("livechats.db"), 0o600);
    assert_snapshot!(repo.run(&["list"]), @r"
    $ livechats list
    [stderr] No chats match.
    [exit 0]
    ");
    assert_eq!(repo.succeed(&["list", "--count"]), "0\n");
}

#[test]
fn is_open_to_nobody_else_whatever_the_umask() {
    let repo = TestRepo::nothing();
    assert_eq!(code(&repo.shell("umask 0; livechats init")), 0);
    for name in repo.names() {
        assert_eq!(repo.mode(&name), 0o600, "{name}");
    }
}

#[test]
fn leaves_nothing_where_it_fails() {
    let repo = TestRepo::nothing();
    // From no room for the first page to no room for the schema.
    for blocks in [0, 1, 4, 20] {
        let failed = repo.shell(&format!("ulimit -f {blocks}; livechats init"));
        assert!([14, 15].contains(&code(&failed)), "{blocks}: {}", text(&failed.stderr));
        assert_eq!(repo.names(), [""; 0], "{blocks}");
    }
    repo.succeed(&["init"]);
}

#[test]
fn takes_the_path_from_the_flag_before_the_environment() {
    let repo = TestRepo::nothing();
    let mut command = repo.livechats(&["--repo", "flag.db", "init"]);
    command.env("LIVECHATS_REPO", "environment.db");
    assert_eq!(code(&crate::repo::finish(command, b"")), 0);
    let mut command = repo.livechats(&["init"]);
    command.env("LIVECHATS_REPO", "environment.db");
    assert_eq!(code(&crate::repo::finish(command, b"")), 0);
    let files: Vec<String> = repo.names().into_iter().filter(|name| name.ends_with(".db")).collect();
    assert_eq!(files, ["environment.db", "flag.db"]);
}

#[test]
fn refuses_an_existing_file_and_a_missing_folder() {
    let repo = TestRepo::empty();
    assert_snapshot!(repo.run(&["init"]), @r"
    $ livechats init
    [stderr] error: livechats.db exists already
    [stderr] hint: name another file with --repo FILE, or use the one there
    [exit 7]
    ");
    assert_snapshot!(repo.run(&["--repo", "no/such/folder.db", "init"]), @r"
    $ livechats --repo no/such/folder.db init
    [stderr] error: the folder of no/such/folder.db does not exist
    [exit 5]
    ");
}

#[test]
fn no_repository_is_made_under_the_name_of_a_file_beside_one() {
    let repo = TestRepo::with_chats();
    repo.succeed(&["backup", "b.db"]);
    assert_snapshot!(repo.run(&["--repo", "livechats.db-wal", "init"]), @r"
    $ livechats --repo livechats.db-wal init
    [stderr] error: livechats.db-wal is named as a file beside a repository is, and would be removed
    [stderr] hint: name another file, such as livechats.db
    [exit 2]
    ");
    let before = repo.names();
    for ending in ["-wal", "-shm", "-journal", "-lock", "-clearing", "-job-0123456789abcdef"] {
        let name = format!("x.db{ending}");
        repo.refuses(2, &["--repo", &name, "init"]);
        repo.refuses(2, &["--repo", &name, "demo"]);
        repo.refuses(2, &["--repo", &name, "backup", "--restore", "b.db"]);
        repo.refuses(2, &["doctor", "--repair", "-o", &name]);
    }
    assert_eq!(repo.names(), before);
    repo.succeed(&["--repo", "x.db-job-1", "init"]);
}

#[test]
fn a_folder_may_be_reached_through_a_symbolic_link() {
    let repo = TestRepo::with_chats();
    std::os::unix::fs::symlink(".", repo.path("here")).unwrap();
    std::os::unix::fs::symlink("livechats.db", repo.path("link.db")).unwrap();
    let here = ["--repo", "here/livechats.db"];
    let run = |args: &[&str]| repo.succeed(&[&here[..], args].concat());
    assert_eq!(run(&["list", "--count"]), "5\n");
    run(&["tag", "add", "seen", "1"]);
    run(&["backup", "here/b.db"]);
    run(&["doctor", "--repair", "-o", "here/saved.db"]);
    repo.succeed(&["--repo", "here/new.db", "init"]);
    repo.succeed(&["--repo", "here/demo.db", "demo", "--chats", "3"]);
    let restored = ["--repo", "here/r.db", "backup", "--restore", "here/b.db", "--ledger", "here/livechats.db"];
    repo.succeed(&restored);
    assert_eq!(repo.succeed(&["--repo", "r.db", "list", "tag:seen", "--count"]), "1\n");
    // The file itself must be none.
    repo.refuses(10, &["--repo", "here/link.db", "list"]);
}
