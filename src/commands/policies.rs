//! Doing what retention policies say, and saying it: one way for `retention run` and `maintain`.

use crate::commands::watch::Watch;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::model::retention::{Action, WorkRow};
use crate::output::number::{counted, grouped};
use crate::output::progress::Unit;
use crate::store::{Planned, Retained, Store};

/// What became of planned work, and what went wrong.
pub type Done = (Vec<WorkRow>, Vec<Error>);

/// Does planned work, one policy after the other, and says what became of each.
pub fn work_off(cx: &mut Context, store: &mut Store, planned: &[Planned], dry_run: bool) -> Result<Done> {
    let mut rows = Vec::new();
    let mut troubles = Vec::new();
    for work in planned {
        let progress = cx.output.progress(Some(work.row.done), Unit::Items, &work.row.policy);
        let watch = Watch::new(Some(progress), cx.stop());
        let retained = store.retain(&cx.actor(), work, dry_run, cx.wait(), &|count| watch.done(count));
        watch.finish();
        let Retained { row, left, operation, stopped } = retained?;
        let tells = row.matched > 0 || row.action != Action::Purge.name();
        if tells {
            cx.output.say(&sentence(&row, dry_run, operation));
        }
        for (reason, (count, one)) in left {
            let others = if count > 1 { format!(" and {} others", grouped(count - 1)) } else { String::new() };
            cx.output.say(&format!("{}: left {} {one}{others}: {reason}.", row.policy, noun(&row)));
        }
        rows.push(row);
        if let Some(error) = stopped {
            troubles.push(error);
            break;
        }
    }
    Ok((rows, troubles))
}

/// What is, or would be, done in one sentence.
fn sentence(row: &WorkRow, would: bool, operation: Option<i64>) -> String {
    let mut text = format!("{}: {}{}.", row.policy, deed(row, would), others(row));
    if let Some(operation) = operation {
        text.push_str(&format!(" Take it back: livechats undo {operation}"));
    }
    text
}

/// `chat` or `person`
pub fn noun(row: &WorkRow) -> &'static str {
    if row.action == Action::Pseudonymise.name() { "person" } else { "chat" }
}

/// `3 chats put into the bin`
pub fn deed(row: &WorkRow, would: bool) -> String {
    let so = if would { " would be" } else { "" };
    let how = match row.action {
        "bin" => "put into the bin",
        "purge" => "purged from the bin",
        _ => "pseudonymised",
    };
    match row.done {
        0 => format!("no {} {how}", noun(row)),
        count => format!("{}{so} {how}", counted(count, noun(row))),
    }
}

/// `; 2 left (case-12: 2); 40 wait for the next run`
pub fn others(row: &WorkRow) -> String {
    let mut text = String::new();
    if row.left > 0 {
        text.push_str(&format!("; {} left", grouped(row.left)));
        if !row.holds.is_empty() {
            text.push_str(&format!(" (legal hold {})", row.holds.join(", ")));
        }
    }
    if row.remaining > 0 {
        let verb = if row.remaining == 1 { "waits" } else { "wait" };
        text.push_str(&format!("; {} {verb} for the next run", grouped(row.remaining)));
    }
    if row.excepted > 0 {
        text.push_str(&format!("; {} excepted", grouped(row.excepted)));
    }
    text
}
