//! Commands that wait for what somebody else writes: one signal ends the wait, and nothing was done.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rustix::fs::{CWD, FileType, Mode, mknodat};
use rustix::process::{Pid, Signal, kill_process};

use crate::repo::{TestRepo, text};

/// Starts a command, sends it SIGTERM once it waits, and gives its exit code.
fn ended_by_one_signal(mut command: Command) -> Option<i32> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let begun = Instant::now();
    let in_time = |begun: Instant| assert!(begun.elapsed() < Duration::from_secs(60), "it does not end");
    while !catches_sigterm(child.id()) {
        in_time(begun);
        std::thread::sleep(Duration::from_millis(5));
    }
    // By now it has come to the reading, or soon will: either way the signal is seen.
    std::thread::sleep(Duration::from_millis(150));
    kill_process(Pid::from_child(&child), Signal::TERM).unwrap();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code();
        }
        in_time(begun);
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn catches_sigterm(pid: u32) -> bool {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
    mask.is_some_and(|mask| u64::from_str_radix(mask.trim(), 16).unwrap() >> 14 & 1 == 1)
}

#[test]
fn one_signal_ends_the_wait_for_input() {
    let repo = TestRepo::with_chats();
    let pipe = repo.path("pipe");
    mknodat(CWD, &pipe, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    let before = repo.succeed(&["audit", "anchor"]);
    for args in [
        &["import", "-"][..],
        &["import", "pipe"],
        &["import", "pipe", "--dry-run"],
        &["--repo", "new.db", "backup", "--restore", "-"],
        &["--repo", "new.db", "backup", "--restore", "pipe"],
        &["--repo", "new.db", "backup", "--restore", "chats.jsonl", "--identity", "pipe"],
        &["delete", "--stdin", "--yes"],
        &["note", "add", "1", "-"],
        &["canned", "import", "-"],
        &["canned", "import", "pipe"],
        &["assignment", "rule", "import", "pipe"],
    ] {
        let code = ended_by_one_signal(repo.livechats(args));
        assert_eq!(code, Some(143), "{args:?}");
        assert!(!repo.path("new.db").exists(), "{args:?}");
        assert!(!repo.names().iter().any(|name| name.starts_with(".livechats")), "{args:?}: {:?}", repo.names());
    }
    assert_eq!(repo.succeed(&["audit", "anchor"]), before);
}

#[test]
fn what_comes_late_through_a_named_pipe_is_read() {
    let repo = TestRepo::empty();
    let pipe = repo.path("pipe");
    mknodat(CWD, &pipe, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    let child = repo.livechats(&["import", "pipe"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(150));
    let write = "exec 3>pipe; sleep 0.15; printf '{\"id\":\"a\",\"source\":\"x\",\"status\":\"open\",' >&3; sleep 0.15;
        printf '\"messages\":[{\"from\":\"person\",\"text\":\"late\"}]}\\n' >&3";
    assert!(repo.shell(write).status.success());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(repo.succeed(&["search", "late", "--count"]), "1\n");
}
