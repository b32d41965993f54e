//! The user's pager.

use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::process::{Command, Stdio};

/// What the shell answers when it cannot find or run the command.
const NOT_RUN: [i32; 2] = [126, 127];

/// Shows `text` in the pager; `false` where there is none to be had. A pager that is left early is no error.
pub(super) fn show(command: &OsStr, text: &str) -> bool {
    // Other pagers that are `less` should pass our colours too, and end by themselves on short texts.
    let mut script = OsString::from("export LESS=\"${LESS-FRX}\"; ");
    script.push(command);
    let child = Command::new("sh").arg("-c").arg(script).stdin(Stdio::piped()).spawn();
    let Ok(mut child) = child else { return false };
    if let Some(mut stdin) = child.stdin.take() {
        // The pipe breaks when the reader has seen enough.
        let _ = stdin.write_all(text.as_bytes());
    }
    match child.wait() {
        Ok(status) => !status.code().is_some_and(|code| NOT_RUN.contains(&code)),
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pager_that_cannot_be_run_leaves_the_text_to_us() {
        assert!(!show(OsStr::new("/nowhere/no-such-pager 2>/dev/null"), "text"));
        assert!(show(OsStr::new("cat >/dev/null"), "text"));
        assert!(show(OsStr::new("true"), &"left early\n".repeat(100_000)));
        assert!(show(OsStr::new("false"), "text"));
    }
}
