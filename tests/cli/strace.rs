//! Faults on purpose: `strace` kills the program at one of its system calls, or lets the call fail.
//!
//! Few of the calls as a rule; every one with `LIVECHATS_KILLS=1`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::process::Output;

use crate::repo::{TestRepo, code, finish, text};

/// Calls that change what the file system holds. Not every machine has each of them.
const CALLS: [&str; 26] = [
    "write",
    "writev",
    "pwrite64",
    "pwritev",
    "copy_file_range",
    "sendfile",
    "fallocate",
    "fsync",
    "fdatasync",
    "syncfs",
    "ftruncate",
    "open",
    "openat",
    "mkdir",
    "mkdirat",
    "link",
    "linkat",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "rmdir",
    "chmod",
    "fchmod",
    "fchmodat",
];

/// One call of a command: the k-th of its kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// The system call.
    pub call: &'static str,
    k: usize,
}

impl Point {
    /// Whether the call gives or takes a name.
    pub fn is_of_names(&self) -> bool {
        self.takes_a_name() || ["link", "rename"].iter().any(|part| self.call.contains(part))
    }

    /// Whether the call takes a name away.
    pub fn takes_a_name(&self) -> bool {
        ["unlink", "rmdir"].iter().any(|part| self.call.contains(part))
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.call, self.k)
    }
}

/// Whether every call is asked for, and not only some.
pub fn every_call() -> bool {
    std::env::var_os("LIVECHATS_KILLS").is_some()
}

/// The calls of a command that change what the file system holds, of which each `step`-th is asked for. The command is
/// run for it, in a copy.
pub fn points(repo: &TestRepo, command: &[&str], step: usize) -> Vec<Point> {
    let calls = tempfile::NamedTempFile::new().unwrap();
    let trace = CALLS.map(|call| format!("?{call}")).join(",");
    let out = calls.path().to_str().unwrap();
    let output = strace(&repo.copy(), &["-o", out, "-e", &format!("trace={trace}")], command);
    assert_eq!(code(&output), 0, "{command:?}: {}", text(&output.stderr));
    let mut counts = BTreeMap::new();
    let mut points = BTreeSet::new();
    for line in std::fs::read_to_string(calls.path()).unwrap().lines() {
        // The thread, and its call: strace counts those of each thread by themselves.
        let Some((thread, rest)) = line.split_once(char::is_whitespace) else { continue };
        let Some((name, rest)) = rest.trim_start().split_once('(') else { continue };
        let Some(call) = CALLS.into_iter().find(|call| *call == name) else { continue };
        let k = counts.entry((thread, call)).and_modify(|k| *k += 1).or_insert(1);
        if !call.starts_with("open") || rest.contains("O_CREAT") || rest.contains("O_TMPFILE") {
            points.insert(Point { call, k: *k });
        }
    }
    let step = if every_call() { 1 } else { step };
    // Other commands begin with other calls.
    let first = command.iter().flat_map(|arg| arg.bytes()).map(usize::from).sum::<usize>() % step;
    points.into_iter().skip(first).step_by(step).collect()
}

/// Runs a command that is killed before a call. Gives whether it was.
pub fn is_killed(repo: &TestRepo, command: &[&str], at: &Point) -> bool {
    let output = inject(repo, command, at, "signal=KILL");
    // strace ends as the traced program did.
    match code(&output) {
        0 => false,
        137 => true,
        other => panic!("{at}: exit code {other}: {}", text(&output.stderr)),
    }
}

/// Runs a command to which a fault is done at a call: `error=EIO`, `signal=KILL`.
pub fn inject(repo: &TestRepo, command: &[&str], at: &Point, fault: &str) -> Output {
    let Point { call, k } = at;
    let (trace, inject) = (format!("trace={call}"), format!("inject={call}:{fault}:when={k}"));
    strace(repo, &["-o", "/dev/null", "-e", &trace, "-e", &inject], command)
}

fn strace(repo: &TestRepo, how: &[&str], command: &[&str]) -> Output {
    let mut strace = repo.command("strace");
    strace.args(["-f", "-qq"]).args(how).args(["--", "livechats"]).args(command);
    finish(strace, b"")
}
