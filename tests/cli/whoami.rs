//! `livechats whoami`: who one is, and what roles are worth. The accounts of others are tried where the tests run as root.

use std::os::unix::fs::PermissionsExt;
use std::process::Output;

use insta::assert_snapshot;

use crate::repo::{PROGRAM, TestRepo, code, finish, text};

#[test]
fn tells_name_role_and_what_they_are_worth() {
    let repo = TestRepo::with_chats();
    let (account, uid) = (text(&repo.shell("id -un").stdout), text(&repo.shell("id -u").stdout));
    repo.succeed(&["user", "edit", account.trim(), "--name", "Ada"]);
    repo.succeed(&["role", "add", "agent", "--kind", "team", "--permissions", "chats.view.team,chats.manage.own"]);
    repo.succeed(&["user", "edit", "Max", "--role", "agent"]);
    repo.succeed(&["team", "add", "Billing", "--member", "Max"]);
    let plain = |args: &[&str]| {
        let why = ["you are root, whom no file keeps out", "your account can open the repository's file itself"];
        let said = repo.run(args).replace(why[0], why[1]);
        said.replace(&format!("Uid           {}", uid.trim()), "Uid           [UID]")
            .replace(&format!("\"uid\":{},", uid.trim()), "\"uid\":[UID],")
    };
    assert_snapshot!(plain(&["whoami"]), @r"
    $ livechats whoami
    User          Ada
    Id            1
    Uid           [UID]
    Role          admin
    Kind          company
    Permissions   everything
    Roles         advisory
    Reason        your account can open the repository's file itself
    [exit 0]
    ");
    assert_snapshot!(plain(&["whoami", "--as", "Max"]), @r"
    $ livechats whoami --as Max
    User          Max
    Id            2
    Really        Ada
    Uid           [UID]
    Role          agent
    Kind          team
    Teams         Billing
    Permissions   chats.manage.own
                  chats.view.team
    Roles         advisory
    Reason        your account can open the repository's file itself
    [exit 0]
    ");
    assert_snapshot!(plain(&["whoami", "--format", "json"]), @r#"
    $ livechats whoami --format json
    [
    {"user":"Ada","id":1,"really":null,"uid":[UID],"role":"admin","kind":"company","teams":[],"permissions":["everything"],"roles":"advisory","reason":"your account can open the repository's file itself"}
    ]
    [exit 0]
    "#);
    assert_snapshot!(plain(&["whoami", "--columns", "user,roles"]), @r"
    $ livechats whoami --columns user,roles
    User          Ada
    Roles         advisory
    [exit 0]
    ");
}

#[test]
fn acting_as_another_needs_a_permission_and_somebody_with_a_role() {
    let repo = TestRepo::with_chats();
    assert_snapshot!(repo.run(&["--as", "Nobody", "whoami"]), @r"
    $ livechats --as Nobody whoami
    [stderr] error: no user Nobody
    [stderr] hint: livechats user list shows who there is
    [exit 5]
    ");
    assert_snapshot!(repo.run(&["--as", "Max", "list"]), @r"
    $ livechats --as Max list
    [stderr] error: your role does not allow this: it needs chats.view
    [stderr] hint: livechats whoami tells what your role allows
    [exit 4]
    ");
    assert_snapshot!(repo.run(&["--repo", "other.db", "--as", "Max", "init"]), @r"
    $ livechats --repo other.db --as Max init
    [stderr] error: --as has no meaning here: the command asks for nobody's rights
    [exit 2]
    ");
}

#[test]
fn nobody_is_believed_who_they_say_they_are() {
    let repo = TestRepo::empty();
    let plain = repo.succeed(&["whoami"]);
    let mut forged = repo.livechats(&["whoami"]);
    for name in ["USER", "LOGNAME", "SUDO_USER", "USERNAME"] {
        forged.env(name, "daemon");
    }
    // The account of these tests has a shell, or is root: so sudo's word counts for nothing.
    forged.env("SUDO_UID", "64010").env("SUDO_GID", "64010").env("HOME", "/root").env("TMPDIR", "/nowhere");
    assert_eq!(text(&finish(forged, b"").stdout), plain);
    let mut bare = repo.livechats(&["whoami"]);
    bare.env_clear();
    assert_eq!(text(&finish(bare, b"").stdout), plain);
}

/// An account that nobody can log in to, on every machine that these tests run on.
const SERVICE: &str = "nobody";

/// A repository that belongs to the service account, made through sudo's rule by the account 64010; `None` where the
/// tests do not run as root, and so cannot be others.
fn service() -> Option<TestRepo> {
    let repo = TestRepo::nothing();
    let closed = text(&repo.shell(&format!("id -u; grep ^{SERVICE}: /etc/passwd")).stdout);
    if !closed.starts_with("0\n") || !(closed.contains("/nologin") || closed.contains("/false")) {
        not_run();
        return None;
    }
    std::fs::set_permissions(repo.folder(), std::fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(code(&repo.shell(&format!("mkdir -m 700 store && chown {SERVICE} store && chmod 711 store"))), 0);
    assert_eq!(code(&through_sudo(&repo, "64010", &["init"], b"")), 0);
    Some(repo)
}

fn not_run() {
    eprintln!("not run: only root can be other accounts");
}

/// What sudo does under the rule of the README: the service account in all its ids, an environment of sudo's own, and
/// the caller's number in it.
fn through_sudo(repo: &TestRepo, caller: &str, args: &[&str], input: &[u8]) -> Output {
    let mut command = repo.command("setpriv");
    command.args(["--reuid", SERVICE, "--regid", "65534", "--clear-groups", PROGRAM, "--repo", "store/r.db"]);
    command.env("SUDO_UID", caller).env("PAGER", "touch store/pager").args(args);
    finish(command, input)
}

/// Runs the program as another account.
fn as_account(repo: &TestRepo, uid: &str, args: &[&str]) -> Output {
    let mut command = repo.command("setpriv");
    command.args(["--reuid", uid, "--regid", uid, "--clear-groups", PROGRAM, "--repo", "store/r.db"]).args(args);
    finish(command, b"")
}

#[test]
fn through_a_service_account_roles_are_enforced() {
    let Some(repo) = service() else { return };
    let sudo = |caller: &str, args: &[&str]| through_sudo(&repo, caller, args, b"");
    let who = sudo("64010", &["whoami", "--columns", "user,uid,role,roles,reason"]);
    assert_snapshot!(text(&who.stdout), @r"
    User          uid 64010
    Uid           64010
    Role          admin
    Roles         enforced
    Reason        the repository is closed to your account
    ");
    // The same account, directly: the file is closed to it, and its word for who it is counts for nothing.
    assert_eq!(code(&as_account(&repo, "64010", &["whoami"])), 4);
    let mut forged = repo.command("setpriv");
    forged.args(["--reuid", "64011", "--regid", "64011", "--clear-groups", PROGRAM, "--repo", "store/r.db", "whoami"]);
    forged.env("SUDO_UID", "64010").env("SUDO_USER", "root").env("USER", "root").env("LOGNAME", "root");
    assert_eq!(code(&finish(forged, b"")), 4);
    // Somebody whom the repository does not know is turned away, and that is recorded.
    let unknown = sudo("64012", &["list"]);
    assert_eq!((code(&unknown), text(&unknown.stdout)), (4, String::new()));
    assert!(text(&unknown.stderr).contains("uid 64012"));
    assert_eq!(code(&sudo("64010", &["user", "add", "Ben", "--role", "admin", "--uid", "64012"])), 0);
    assert_eq!(code(&sudo("64012", &["list"])), 0);
    // To act as another is a permission too.
    for args in [
        &["role", "add", "agent", "--kind", "company", "--permissions", "chats.view.all"][..],
        &["user", "edit", "Ben", "--role", "agent"],
    ] {
        assert_eq!(code(&sudo("64010", args)), 0, "{args:?}");
    }
    assert_eq!(code(&sudo("64012", &["list", "--count"])), 0);
    for args in [&["--as", "1", "list"][..], &["--as", "Ben", "list"], &["--as", "nobody", "list"]] {
        let denied = sudo("64012", args);
        assert_eq!(code(&denied), 4, "{args:?}");
        assert!(text(&denied.stderr).contains("needs the permission impersonate"), "{}", text(&denied.stderr));
    }
    // What is too open is said to be.
    std::fs::set_permissions(repo.path("store"), std::fs::Permissions::from_mode(0o777)).unwrap();
    let who = sudo("64010", &["whoami", "--columns", "roles", "--format", "tsv"]);
    assert_eq!(text(&who.stdout), "advisory\n");
}

#[test]
fn a_service_account_opens_no_file_for_its_caller_and_starts_no_program() {
    let Some(repo) = service() else { return };
    let chats = r#"{"id":"1","messages":[{"from":"person","text":"hello"}]}"#;
    repo.write("chats.jsonl", chats);
    assert_eq!(code(&through_sudo(&repo, "64010", &["import", "-"], chats.as_bytes())), 0);
    std::fs::set_permissions(repo.path("store"), std::fs::Permissions::from_mode(0o777)).unwrap();
    for args in [
        &["import", "chats.jsonl"][..],
        &["import", "-", "--keep-going", "--rejects", "store/rejects"],
        &["export", "-o", "store/all.jsonl"],
        &["man", "--dir", "store/man"],
        &["audit", "verify", "--anchor", "chats.jsonl"],
        &["reply", "1", "hello", "--attach", "chats.jsonl"],
        &["handoff", "--app", "web", "--person", "1", "--any", "--messages", "chats.jsonl"],
        &["show", "1", "--save-attachments", "store"],
        &["person", "export", "1", "--output", "store/person"],
        &["person", "erase", "1", "--certificate", "store/certificate", "--yes"],
    ] {
        let output = through_sudo(&repo, "64010", args, chats.as_bytes());
        assert_eq!(code(&output), 6, "{args:?}: {}", text(&output.stderr));
        assert!(text(&output.stderr).contains("standard input and output"), "{}", text(&output.stderr));
    }
    assert_eq!(text(&through_sudo(&repo, "64010", &["export", "-o", "-", "--quiet"], b"").stdout).lines().count(), 1);
    // A repository of somebody else's, whose roles they may have written themselves.
    repo.succeed(&["--repo", "own.db", "init"]);
    let mut other = repo.command("setpriv");
    other.args(["--reuid", SERVICE, "--regid", "65534", "--clear-groups", PROGRAM, "--repo", "own.db", "list"]);
    other.env("SUDO_UID", "64010");
    let output = finish(other, b"");
    assert_eq!(code(&output), 4);
    assert!(text(&output.stderr).contains("does not belong to the service account"), "{}", text(&output.stderr));
    // Not even a person at a terminal gets a pager.
    let mut show = repo.command("setpriv");
    show.args(["--reuid", SERVICE, "--regid", "65534", "--clear-groups", "env", "PAGER=touch store/pager", PROGRAM]);
    show.args(["--repo", "store/r.db", "show", "1"]).env("SUDO_UID", "64010");
    assert_eq!(code(&crate::repo::on_terminal(show)), 0);
    assert!(!repo.path("store/pager").exists());
}

#[test]
fn a_program_with_a_setuid_bit_does_not_run() {
    let Some(repo) = service() else { return };
    std::fs::copy(PROGRAM, repo.path("livechats")).unwrap();
    for bits in ["u+s", "g+s"] {
        let script = format!("chown {SERVICE}:65534 livechats && chmod 0755 livechats && chmod {bits} livechats");
        assert_eq!(code(&repo.shell(&script)), 0);
        let mut command = repo.command("setpriv");
        command.args(["--reuid", "64010", "--regid", "64010", "--clear-groups", "./livechats", "whoami"]);
        let output = finish(command, b"");
        assert_eq!(code(&output), 4, "{bits}: {}", text(&output.stderr));
        assert!(text(&output.stderr).contains("setuid or setgid"), "{}", text(&output.stderr));
    }
}

#[test]
fn no_memory_of_chats_is_dumped() {
    let repo = TestRepo::with_chats();
    // The limit that the program sets itself, seen while it waits for its input.
    let seen = repo.shell(
        "ulimit -c unlimited 2>/dev/null; sleep 2 | livechats import - 2>/dev/null & sleep 1; \
         grep core /proc/$!/limits; wait",
    );
    let limits = text(&seen.stdout);
    assert_eq!(limits.split_whitespace().nth(4), Some("0"), "{limits}");
}
