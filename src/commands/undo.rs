//! `livechats undo`: a change is taken back as a whole.

use clap::Args;

use crate::commands::args::{columns_of, whole_number};
use crate::commands::confirm::{confirm, is_answerable, unanswerable};
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::permission::Need;
use crate::model::record::{Cell, Column};
use crate::output::number::counted;
use crate::store::{Store, Undone};

const EXAMPLES: &str = "\
Examples:
  livechats undo                 the last change
  livechats undo 17              operation 17, with all its parts
  livechats undo 17 --dry-run    whether that can be done, and how much it is
  livechats audit list           the numbers of operations
  livechats undo 18              an undo is undone by its own number";

/// Take a change back as a whole, while nothing later stands on it
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Undo {
    /// The operation; the last one that is no undo, if left out
    #[arg(value_name = "OPERATION", value_parser = whole_number(1, i64::MAX.cast_unsigned()))]
    operation: Option<u64>,
    /// Do it all, keep nothing
    #[arg(long)]
    dry_run: bool,
    /// Ask nothing: only the undo of an import asks, because it cannot be undone itself
    #[arg(long, short)]
    yes: bool,
}

/// The columns of what was taken back, for `--format`.
const COLUMNS: &[Column<Undone>] = &[
    Column { name: "undone", shown: true, about: "", cell: |undone| Cell::Number(undone.operation) },
    Column { name: "by", shown: true, about: "", cell: |undone| Cell::number(undone.by) },
    Column { name: "command", shown: true, about: "", cell: |undone| Cell::Text(&undone.command) },
    Column { name: "time", shown: true, about: "", cell: |undone| Cell::Time(undone.at) },
    Column { name: "rows", shown: true, about: "", cell: |undone| number(undone.rows) },
    Column { name: "chats", shown: true, about: "", cell: |undone| number(undone.chats) },
    Column { name: "removed_chats", shown: true, about: "", cell: |undone| number(undone.removed) },
];

fn number(count: u64) -> Cell<'static> {
    Cell::Number(i64::try_from(count).unwrap_or(i64::MAX))
}

impl Work for Undo {
    fn need(&self) -> Need {
        // What one may take back follows from what the change did: see the store.
        Need::Known
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let operation = self.operation.and_then(|operation| i64::try_from(operation).ok());
        let mut store = cx.store_for_writing()?;
        let (operation, for_good) = store.undo_is_for_good(operation)?;
        if for_good && !self.dry_run && !self.yes {
            ask(cx, &mut store, operation)?;
        }
        let undone = store.undo(&cx.actor(), Some(operation), self.dry_run)?;
        drop(store);
        if cx.output.asked_format().is_some() {
            let columns = columns_of(COLUMNS, cx.output.columns())?;
            cx.output.list(&columns, std::slice::from_ref(&undone), None)?;
        }
        let (name, counts) = (name(cx, &undone), counts(&undone));
        match undone.by {
            Some(by) => {
                cx.output.say(&format!("Undid {name}: {counts}."));
                if undone.command != "import" {
                    cx.output.say(&format!("To have it again: livechats undo {by}"));
                }
            }
            None => cx.output.say(&format!("Dry run, nothing is kept. Would undo {name}: {counts}.")),
        }
        Ok(())
    }
}

/// The operation, as a sentence calls it.
fn name(cx: &Context, undone: &Undone) -> String {
    let what = match undone.undo_of {
        Some(other) => format!("undo of {other}"),
        None => undone.command.clone(),
    };
    format!("operation {} ({what}, {})", undone.operation, undone.at.local(cx.output.zone()))
}

fn counts(undone: &Undone) -> String {
    let mut counts = Vec::new();
    if undone.removed > 0 || undone.rows == 0 {
        counts.push(format!("{} removed", counted(undone.removed, "chat")));
    }
    if undone.rows > 0 {
        let chats = match undone.chats {
            0 => String::new(),
            chats => format!(" in {}", counted(chats, "chat")),
        };
        counts.push(format!("{}{chats}", counted(undone.rows, "row")));
    }
    counts.join(", ")
}

/// Makes sure where what goes cannot be had again.
fn ask(cx: &Context, store: &mut Store, operation: i64) -> Result<()> {
    if !is_answerable(cx) {
        return Err(unanswerable("the undo of an import", "see what it would do with --dry-run, then say --yes"));
    }
    let undone = store.undo(&cx.actor(), Some(operation), true)?;
    let (name, counts) = (name(cx, &undone), counts(&undone));
    let question = format!("Undo {name}: {counts}. Only importing the file again brings them back.");
    confirm(&question, undone.removed, "--dry-run tells what it would do, --yes asks nothing")
}
