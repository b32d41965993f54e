//! Other people's programs that tests run. Where one is missing, its tests say that they were passed over, and pass.

use std::io::Write as _;

use crate::repo::TestRepo;

/// Whether a program that is called so comes through; else it is told that tests were passed over.
pub fn is_there(program: &str, args: &[&str]) -> bool {
    let found = runs(program, args);
    if !found {
        passed_over(program);
    }
    found
}

/// Python, the one that `LIVECHATS_PYTHON` names or `python3`, where it has these modules.
pub fn python(modules: &str) -> Option<String> {
    let program = std::env::var("LIVECHATS_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    // Older ones refuse NUL in CSV.
    let check = format!("import sys; assert sys.version_info >= (3, 11); import {modules}");
    let found = runs(&program, &["-c", &check]);
    if !found {
        passed_over(&format!("Python 3.11 or newer with {modules}"));
    }
    found.then_some(program)
}

/// The browser's name.
pub fn browser() -> Option<&'static str> {
    let found = ["chromium", "chromium-browser", "google-chrome"].into_iter().find(|name| runs(name, &["--version"]));
    if found.is_none() {
        passed_over("Chromium");
    }
    found
}

/// Whether programs can be killed at their calls.
pub fn has_strace() -> bool {
    is_there("strace", &["-f", "-o", "/dev/null", "true"])
}

/// Whether it comes through where [`TestRepo::command`] would run it.
fn runs(program: &str, args: &[&str]) -> bool {
    let output = TestRepo::nothing().command(program).args(args).output();
    output.is_ok_and(|output| output.status.success())
}

fn passed_over(what: &str) {
    // Past the harness, which shows what tests print only when they fail.
    writeln!(std::io::stderr(), "passed over: {what} is not there, or does not run here").unwrap();
}
