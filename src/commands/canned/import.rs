//! `livechats canned import`

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::commands::args::columns_of;
use crate::commands::confirm::{confirm, is_answerable, unanswerable};
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::exchange::canned_file::{self, CannedFile, Form};
use crate::model::canned::entry::{COLUMNS, Fate};
use crate::model::permission::{Need, Thing};
use crate::output::number::{counted, grouped};
use crate::store::ImportedCanned;

const EXAMPLES: &str = "\
Examples:
  livechats canned import replies.csv --dry-run     what would become of each
  livechats canned import replies.json
  livechats canned import replies.csv --prune       those that it lacks go
  curl … | livechats canned import -

Forms:
  CSV with the columns name, text, and if you like title, language, scope, tags: a row for each text; further
  rows of the same name are the text in other languages. JSON: an array of objects, or one a line, with name,
  text, title, language, variants {\"es\": \"…\"}, scope, tags, files [{\"name\": …, \"base64\": …}]. Also shortcuts
  of Zendesk Chat (name, message, tags, scope all; in the envelope of an Airbyte stream too) and canned
  responses of Chatwoot (short_code, content). What a file does not say of a canned reply stays as it is.";

/// What left-out things of a file are named, at most.
const NAMED: usize = 10;

/// Take canned replies in from a file: new ones are made, others become what the file says
///
/// All of it is one operation, and nothing is kept where one line is bad. Prints what becomes of each.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Import {
    /// The file; - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The form of the file [default: what it begins with tells]
    #[arg(long, value_enum, value_name = "FORMAT")]
    from: Option<From>,
    /// Only tell what would become of each
    #[arg(long)]
    dry_run: bool,
    /// Remove those that the file lacks
    #[arg(long)]
    prune: bool,
    /// Ask nothing
    #[arg(long)]
    yes: bool,
}

/// Forms of files.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum From {
    /// A row for each text
    Csv,
    /// An array, or an object a line
    Json,
}

impl Work for Import {
    fn need(&self) -> Need {
        Need::Manage(Thing::Canned)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        if self.file.as_os_str() != "-" {
            cx.check_named_file(&self.file)?;
        }
        let form = self.from.map(|from| match from {
            From::Csv => Form::Csv,
            From::Json => Form::Json,
        });
        let mut store = cx.store_for_writing()?;
        let file = canned_file::read(&self.file, form)?;
        let rehearsed = store.import_canned(&cx.actor(), &file.entries, self.prune, true)?;
        let removed = rehearsed.count(Fate::Removed);
        if self.dry_run {
            print(cx, &rehearsed)?;
            cx.output.say(&format!("Dry run, nothing is kept. {}", sentence(&rehearsed)));
            return ending(cx, &file);
        }
        if removed > 0 && !self.yes {
            if !is_answerable(cx) {
                return Err(unanswerable("canned import --prune", "--dry-run shows what would go; then say --yes"));
            }
            print(cx, &rehearsed)?;
            confirm("Remove those that the file lacks?", removed, "--dry-run shows what would become of each")?;
        }
        let imported = store.import_canned(&cx.actor(), &file.entries, self.prune, false)?;
        if imported.fates != rehearsed.fates {
            // Somebody changed them in between; whoever said yes saw something else.
            let undo =
                imported.operation.map_or(String::new(), |number| format!("livechats undo {number} takes it back; "));
            return Err(Error::conflict("canned replies were changed while they came in")
                .hint(format!("{undo}livechats canned list shows how they are")));
        }
        if self.yes || removed == 0 {
            print(cx, &imported)?;
        }
        let undo = imported.operation.map_or(String::new(), |number| format!(" Take it back: livechats undo {number}"));
        cx.output.say(&format!("{}{undo}", sentence(&imported)));
        ending(cx, &file)
    }
}

fn print(cx: &mut Context, imported: &ImportedCanned) -> Result<()> {
    let shown = columns_of(COLUMNS, cx.output.columns())?;
    if !(imported.fates.is_empty() && cx.output.is_table()) {
        cx.output.list(&shown, &imported.fates, None)?;
    }
    Ok(())
}

/// `Canned replies: 2 new, 1 changed, 3 unchanged.`
fn sentence(imported: &ImportedCanned) -> String {
    let every = [Fate::New, Fate::Changed, Fate::Unchanged, Fate::LeftOut, Fate::Removed];
    let parts: Vec<String> = every
        .into_iter()
        .map(|fate| (imported.count(fate), fate))
        .filter(|(count, _)| *count > 0)
        .map(|(count, fate)| format!("{} {}", grouped(count), fate.name()))
        .collect();
    match parts.is_empty() {
        true => "No canned replies in it.".to_owned(),
        false => format!("Canned replies: {}.", parts.join(", ")),
    }
}

/// Tells what of the file was not taken.
fn ending(cx: &mut Context, file: &CannedFile) -> Result<()> {
    for left in file.left.iter().take(NAMED) {
        cx.output.say(&format!("Left out, {left}."));
    }
    match file.left.len() as u64 {
        0 => Ok(()),
        count => Err(Error::partial(format!("{} of the file left out", counted(count, "thing")))),
    }
}
