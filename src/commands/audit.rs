//! `livechats audit`: the record of changes.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use clap::{Args, Subcommand};

use crate::commands::args::{chat_name, columns_help, columns_of, whole_number};
use crate::context::{Context, Work};
use crate::error::{Error, Result, describe};
use crate::model::chat::ChatName;
use crate::model::operation::{Anchor, OPERATIONS, OperationRow, TOUCHED};
use crate::model::permission::Need;
use crate::output::number::{counted, grouped};
use crate::query::{self, Filter, Term, TimeKey, TimeRange};
use crate::store::{AuditChoice, AuditSort, Slice, Verified};

const EXAMPLES: &str = "\
Examples:
  livechats audit list --since today
  livechats audit show 17
  livechats audit verify --anchor anchors.txt
  livechats audit anchor >> anchors.txt";

/// Look at the record of changes, and check that it is whole
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Audit {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    List(List),
    Show(Show),
    Verify(Verify),
    Anchor(PrintAnchor),
}

impl Audit {
    /// Runs the verb.
    pub fn run(self, cx: &mut Context) -> Result<()> {
        match self.verb {
            Verb::List(verb) => cx.perform(verb),
            Verb::Show(verb) => cx.perform(verb),
            Verb::Verify(verb) => cx.perform(verb),
            Verb::Anchor(verb) => cx.perform(verb),
        }
    }
}

/// Which rows.
#[derive(Args, Clone, Debug)]
struct PageFlags {
    /// Rows a page [default: 50]
    #[arg(long, value_name = "N", value_parser = whole_number(1, 1_000_000))]
    limit: Option<u64>,
    /// Which page, from 1
    #[arg(long, value_name = "N", value_parser = whole_number(1, 1_000_000_000_000))]
    page: Option<u64>,
}

/// Rows a page, unless said.
const USUAL_LIMIT: u64 = 50;

impl PageFlags {
    fn limit(&self) -> u64 {
        self.limit.unwrap_or(USUAL_LIMIT)
    }

    fn slice(&self) -> Slice {
        Slice { limit: self.limit(), skip: (self.page.unwrap_or(1) - 1).saturating_mul(self.limit()) }
    }

    /// What stands under a page of so many rows in all.
    fn say(&self, cx: &mut Context, total: u64, noun: &str) {
        let (page, pages) = (self.page.unwrap_or(1), total.div_ceil(self.limit()));
        let more = page < pages;
        if !(more || page > pages || cx.output.terminal().stderr) {
            return;
        }
        cx.output.say(&match total {
            0 => format!("No {noun}s match."),
            _ if page > pages => format!("Page {} is beyond the last, {}.", grouped(page), grouped(pages)),
            _ => {
                let next = if more { format!("; next: --page {}", page + 1) } else { String::new() };
                format!("page {} of {}, {}{next}", grouped(page), grouped(pages), counted(total, noun))
            }
        });
    }
}

const LIST_EXAMPLES: &str = "\
Examples:
  livechats audit list                          the newest 50 works
  livechats audit list --chat 4711              what was done to one chat
  livechats audit list --command tag --since 7d --actor 'Ann Lee'
  livechats audit list --parts --format csv     every single operation, for a spreadsheet";

/// List operations, newest first; a work in several batches is one row
#[derive(Args, Debug)]
#[command(after_help = LIST_EXAMPLES, after_long_help = format!("{LIST_EXAMPLES}\n\nColumns:\n{}", columns_help(OPERATIONS)))]
struct List {
    #[command(flatten)]
    page: PageFlags,
    /// What to sort by
    #[arg(long, value_name = "KEY", value_enum, default_value_t = AuditSort::Operation)]
    sort: AuditSort,
    /// Turn the order round
    #[arg(long)]
    reverse: bool,
    /// Print only how many there are
    #[arg(long, conflicts_with_all = ["limit", "page", "sort", "reverse"])]
    count: bool,
    /// Each batch of a work by itself
    #[arg(long)]
    parts: bool,
    /// Of this command, or group of commands: 'tag add', tag
    #[arg(long, value_name = "COMMAND")]
    command: Option<String>,
    /// By this rep or account number, or on its behalf
    #[arg(long, value_name = "REP")]
    actor: Option<String>,
    /// Done then or later: 2026-01, 2026-01-31, 7d, yesterday
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Done then or earlier
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// That touched this chat
    #[arg(long, value_name = "CHAT", value_parser = chat_name)]
    chat: Option<ChatName>,
}

impl Work for List {
    fn need(&self) -> Need {
        Need::ReadAudit
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let range = self.range(cx)?;
        let choice =
            AuditChoice { command: self.command, actor: self.actor, range, chat: self.chat, parts: self.parts };
        let columns = columns_of(OPERATIONS, cx.output.columns())?;
        let store = cx.store()?;
        let total = store.count_operations(&choice)?;
        if self.count {
            return Ok(cx.output.number(total)?);
        }
        let rows = store.operations(&choice, self.sort, self.reverse, self.page.slice())?;
        if !(rows.is_empty() && cx.output.is_table()) {
            cx.output.list(&columns, &rows, None)?;
        }
        self.page.say(cx, total, "operation");
        Ok(())
    }
}

impl List {
    fn range(&self, cx: &Context) -> Result<Option<TimeRange>> {
        let (since, until) = (self.since.as_deref(), self.until.as_deref());
        match query::range_of_flags(TimeKey::Updated, since, until, &cx.clock)? {
            Filter::Term(Term::Time(_, range)) => Ok(range),
            _ => Ok(None),
        }
    }
}

const SHOW_EXAMPLES: &str = "\
Examples:
  livechats audit show 17
  livechats audit show 17 --limit 1000 --format csv > what-17-did.csv";

/// Show an operation with what it touched, before and after
#[derive(Args, Debug)]
#[command(after_help = SHOW_EXAMPLES, after_long_help = format!("{SHOW_EXAMPLES}\n\nColumns:\n{}", columns_help(TOUCHED)))]
struct Show {
    /// Its number; of a work in several batches, the first
    #[arg(value_name = "OPERATION", value_parser = whole_number(1, i64::MAX.cast_unsigned()))]
    operation: u64,
    #[command(flatten)]
    page: PageFlags,
}

impl Work for Show {
    fn need(&self) -> Need {
        Need::ReadAudit
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let columns = columns_of(TOUCHED, cx.output.columns())?;
        let store = cx.store()?;
        let operation = i64::try_from(self.operation).unwrap_or(i64::MAX);
        let row = store.operation(operation)?;
        let (rows, total) = store.touched(operation, self.page.slice())?;
        if cx.output.is_table() {
            head(cx, &row)?;
        }
        if !(rows.is_empty() && cx.output.is_table()) {
            cx.output.list(&columns, &rows, None)?;
        }
        if total == 0 {
            cx.output.say("It recorded no rows.");
        } else {
            self.page.say(cx, total, "row");
        }
        Ok(())
    }
}

/// What is known of an operation beside its rows.
fn head(cx: &mut Context, row: &OperationRow) -> Result<()> {
    let at = row.at.map(|at| at.local(cx.output.zone())).unwrap_or_default();
    let actor = row.actor.as_deref().unwrap_or("unknown");
    let behalf = row.behalf.as_ref().map(|behalf| format!(", on behalf of {behalf}")).unwrap_or_default();
    let mut lines = vec![
        format!("Operation {}  {}", row.operation, row.command),
        format!("{at}  {actor} (uid {}){behalf}", row.uid),
    ];
    if !row.detail.is_empty() {
        lines.push(row.detail.clone());
    }
    if row.parts > 1 {
        lines.push(format!("in {} batches", grouped(row.parts.unsigned_abs())));
    }
    lines.extend(row.part_of.map(|other| format!("a batch of operation {other}")));
    lines.extend(row.undo_of.map(|other| format!("took back operation {other}")));
    lines.extend(row.undone_by.map(|other| format!("taken back by operation {other}")));
    lines.push(String::new());
    Ok(lines.iter().try_for_each(|line| cx.output.line(line))?)
}

const VERIFY_EXAMPLES: &str = "\
Examples:
  livechats audit verify
  livechats audit verify --anchor anchors.txt          every anchor of the file
  livechats audit verify --anchor \"$(cat last-anchor)\" --quiet && echo whole";

/// Check that the record of changes is as it was written; exit code 9 if not
///
/// Every operation is chained by a digest to the one before, and so is every row that an operation changed. An edit, a
/// missing entry or a swap in the middle shows. Somebody who can write the file can make the whole chain anew, or cut
/// its end off: only an anchor kept elsewhere shows that.
#[derive(Args, Debug)]
#[command(after_help = VERIFY_EXAMPLES)]
struct Verify {
    /// An anchor, or a file of them, one a line
    #[arg(long, value_name = "FILE|LINE")]
    anchor: Option<String>,
}

impl Work for Verify {
    fn need(&self) -> Need {
        Need::ReadAudit
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let anchors = self.anchor.as_deref().map_or_else(|| Ok(Vec::new()), |text| anchors(cx, text))?;
        let verified = cx.store()?.verify(&anchors)?;
        for sentence in sentences(&verified) {
            cx.output.line(&sentence)?;
        }
        Ok(())
    }
}

fn sentences(verified: &Verified) -> Vec<String> {
    let count = verified.now.count.unsigned_abs();
    let mut sentences = vec![format!(
        "{} and {} of what they changed are chained and unchanged.",
        counted(count, "operation"),
        counted(verified.rows, "row")
    )];
    let erased = [(verified.erased, "row"), (verified.erased_words, "word")];
    sentences.extend(match erased.map(|(count, noun)| (count > 0).then(|| counted(count, noun))) {
        [None, None] => None,
        [Some(rows), None] => Some(format!("Of {rows} the words were taken out; their digests are there.")),
        [None, Some(words)] => Some(format!("Out of the operations {words} went; the digests are there.")),
        [Some(rows), Some(words)] => Some(format!(
            "Of {rows} the words were taken out, and out of the operations {words} went; the digests are there."
        )),
    });
    sentences.push(match verified.anchored.map(i64::unsigned_abs) {
        Some(anchored) if anchored == count => {
            "With the anchor: nothing was changed, left out or cut off, up to the last operation.".to_owned()
        }
        Some(anchored) => format!(
            "With the anchor: nothing was changed, left out or cut off up to operation {anchored}. Behind it ({}) a cut \
             end, or a chain made anew, would not show.",
            counted(count - anchored, "operation")
        ),
        None => {
            "Without an anchor: a cut end, or a chain made anew as a whole, would not show (livechats audit anchor)."
                .to_owned()
        }
    });
    sentences
}

/// The largest file of anchors, in bytes.
const LARGEST_FILE: u64 = 16 << 20;

/// Reads an anchor, or a file of them.
fn anchors(cx: &Context, text: &str) -> Result<Vec<Anchor>> {
    if let Some(anchor) = Anchor::parse(text) {
        return Ok(vec![anchor]);
    }
    cx.check_named_file(Path::new(text))?;
    let mut content = String::new();
    let file = File::open(Path::new(text)).map_err(|error| {
        Error::usage(format!("--anchor is no anchor, and cannot be read as a file: {}", describe(&error)))
            .hint("give the line that livechats audit anchor printed, or a file that holds it")
    })?;
    file.take(LARGEST_FILE).read_to_string(&mut content)?;
    let lines = content.lines().filter(|line| !line.trim().is_empty());
    let wrong = |number: usize| Error::usage(format!("{text}: line {number} is no anchor"));
    let anchors = (1..).zip(lines).map(|(number, line)| Anchor::parse(line).ok_or_else(|| wrong(number)));
    let anchors = anchors.collect::<Result<Vec<_>>>()?;
    if anchors.is_empty() {
        return Err(Error::usage(format!("{text} holds no anchor")));
    }
    Ok(anchors)
}

const ANCHOR_EXAMPLES: &str = "\
Examples:
  livechats audit anchor >> anchors.txt            keep it where others cannot write
  livechats audit anchor | mail -s anchor auditor@example.com";

/// Print where the record stands: one line, to be kept elsewhere
#[derive(Args, Debug)]
#[command(after_help = ANCHOR_EXAMPLES)]
struct PrintAnchor {}

impl Work for PrintAnchor {
    fn need(&self) -> Need {
        Need::ReadAudit
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let anchor = cx.store()?.anchor()?;
        Ok(cx.output.line(&anchor.to_string())?)
    }
}
