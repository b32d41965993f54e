//! Making sure: who can be asked, and what counts as a yes.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::output::prompt;

/// Whether somebody sits at both ends of a question.
pub fn is_answerable(cx: &Context) -> bool {
    let terminal = cx.output.terminal();
    terminal.stdin && terminal.stderr
}

/// The refusal where a confirmation is needed and nobody can be asked. `hint` says how else to go on.
pub fn unanswerable(command: &str, hint: &str) -> Error {
    Error::refused(format!("{command} needs a confirmation, and nobody can be asked here")).hint(hint)
}

/// Asks a person whether to go on with so many. `hint` says what else can be done.
///
/// # Errors
/// `Refused` for anything but a clear yes.
pub fn confirm(question: &str, count: u64, hint: &str) -> Result<()> {
    if prompt::confirmed(question, count)? {
        return Ok(());
    }
    Err(Error::refused("not confirmed; nothing was done").hint(hint))
}
