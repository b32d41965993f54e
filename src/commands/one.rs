//! Changes that need no TARGET: of one chat, and of what many chats have.

use crate::commands::confirm::{confirm, is_answerable};
use crate::commands::target::{Action, ending, print_changed, say_done};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::model::chat::ChatName;
use crate::store::{Actor, Report, Run, Store};

/// Changes the one chat of this name, and says what became of it: for commands that take no TARGET.
pub fn run_one(
    cx: &mut Context,
    chat: &ChatName,
    action: &Action<'_>,
    work: impl FnOnce(&mut Store, &Actor, &Run<'_>) -> Result<Report>,
) -> Result<()> {
    let mut store = cx.store_for_writing()?;
    let targets = store.targets_named(std::slice::from_ref(chat), action.side)?;
    let run = Run { targets: &targets, dry_run: false, step: &|_| Ok(()) };
    let report = work(&mut store, &cx.actor(), &run)?;
    print_changed(cx, &store, &report)?;
    say_done(cx, action, &report);
    ending(report)
}

/// Goes on only if it is said, by `yes` or by a person who is asked, that something used so many times may go.
///
/// # Errors
/// `Refused` where it is not.
pub fn make_sure(cx: &Context, yes: bool, command: &str, question: &str, count: u64) -> Result<()> {
    if yes {
        return Ok(());
    }
    if !is_answerable(cx) {
        return Err(Error::refused(format!("{command}: {question}")).hint("say --yes"));
    }
    confirm(&format!("{command}: {question}"), count, "--yes asks nothing")
}
