//! `livechats doctor`

mod diagnose;

use std::path::{Path, PathBuf};

use clap::Args;

use crate::commands::args::{columns_help, columns_of};
use crate::commands::watch::Watch;
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::model::diagnosis::{COLUMNS, Diagnosis, State};
use crate::model::permission::Need;
use crate::output::number::counted;
use crate::output::progress::Unit;
use crate::store::{self, FilePlace, Repaired};

const EXAMPLES: &str = "\
Examples:
  livechats doctor                                 how the file, its place and its upkeep stand; exit code 9 if badly
  livechats doctor --format json
  livechats doctor --reindex                       makes the search index and the counts anew, from the rows
  livechats --repo broken.db doctor --repair --output saved.db
  livechats doctor --upgrade                       brings the file of an older livechats to this version

What is wrong with the rows themselves is told by livechats check --data.";

/// Explain how the repository's file stands, and set right what can be
///
/// Without a flag it only looks. --repair never changes the damaged file: it saves into a new one every row that can be
/// read, lists what is lost chat by chat, and leaves a file that check finds sound; exit code 3 where anything is lost.
/// --upgrade, like the first command that opens an older file, keeps the file as it was beside it
/// (acme.before-upgrade-4.db).
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\nColumns:\n{}", columns_help(COLUMNS)))]
pub struct Doctor {
    /// Save what can be read of a damaged repository into a new file
    #[arg(long, requires = "output", conflicts_with_all = ["reindex", "upgrade"])]
    repair: bool,
    /// The new file
    #[arg(long, short, value_name = "FILE", requires = "repair")]
    output: Option<PathBuf>,
    /// Make anew what is worked out from the rows: the search index and the counts
    #[arg(long, conflicts_with = "upgrade")]
    reindex: bool,
    /// Bring the file of an older version to this one
    #[arg(long)]
    upgrade: bool,
}

impl Work for Doctor {
    /// Looking is for whoever accounts for the repository, the rest for admins. Anybody's first command upgrades.
    fn need(&self) -> Need {
        match (self.repair || self.reindex, self.upgrade) {
            (true, _) => Need::Admin,
            (_, true) => Need::Known,
            _ => Need::ReadAudit,
        }
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        match self.output {
            Some(output) => repair(cx, &output),
            None if self.reindex => reindex(cx),
            None if self.upgrade => upgrade(cx),
            None => look(cx),
        }
    }
}

fn look(cx: &mut Context) -> Result<()> {
    let columns = columns_of(COLUMNS, cx.output.columns())?;
    let path = cx.repository().to_owned();
    let place = FilePlace::of(&path);
    let (rows, opened) = match place {
        Ok(place) => {
            let mut rows = diagnose::place(cx, &path, &place);
            let opened = diagnose::repository(cx, &place, &mut rows);
            (rows, opened)
        }
        // What opening it says is more to the point.
        Err(_) => (Vec::new(), cx.store_as_it_is().map(drop)),
    };
    if cx.output.asked_format().is_some() {
        cx.output.list(&columns, &rows, None)?;
    } else {
        for row in &rows {
            say(cx, row)?;
        }
    }
    opened?;
    let findings = rows.iter().filter(|row| row.state == State::Finding).count() as u64;
    if findings == 0 {
        return Ok(());
    }
    Err(Error::found(format!("{} to see to", counted(findings, "finding"))).hint("the line below each says what to do"))
}

fn say(cx: &mut Context, row: &Diagnosis) -> Result<()> {
    let mark = match row.state {
        State::Fine => "",
        State::Note => "note: ",
        State::Finding => "finding: ",
    };
    cx.output.line(&format!("{:9}  {mark}{}", row.about, row.tells))?;
    if let Some(next) = &row.next {
        cx.output.line(&format!("{:9}  -> {next}", ""))?;
    }
    Ok(())
}

fn reindex(cx: &mut Context) -> Result<()> {
    let mut store = cx.store_for_writing()?;
    let chats = store.count_all_chats().ok();
    let watch = Watch::new(Some(cx.output.progress(chats.map(|chats| chats / 64), Unit::Items, "indexing")), cx.stop());
    let done = store.reindex(&cx.actor(), &|steps| watch.done(steps));
    watch.finish();
    let chats = counted(done?, "chat");
    cx.output.say(&format!("Made the search index and the counts of {chats} anew."));
    Ok(())
}

fn upgrade(cx: &mut Context) -> Result<()> {
    let store = cx.store()?;
    if store.done_on_opening().is_empty() {
        let version = store.facts()?.version;
        cx.output.say(&format!("The repository has this program's version already: {version}."));
    }
    Ok(())
}

fn repair(cx: &mut Context, output: &Path) -> Result<()> {
    cx.check_named_file(output)?;
    cx.check_may_repair()?;
    let damaged = cx.repository().to_owned();
    let watch = Watch::new(Some(cx.output.progress(None, Unit::Items, "saving")), cx.stop());
    let repaired = store::repair(&damaged, output, &cx.actor(), &cx.account_name(), &|steps| watch.done(steps));
    watch.finish();
    let Repaired { chats, messages, lost, made_admin } = repaired?;
    for finding in &lost {
        cx.output.line(&finding.line())?;
    }
    let (chats, messages) = (counted(chats, "chat"), counted(messages, "message"));
    cx.output.say(&format!("Saved {chats} with {messages} to {}; the damaged file is as it was.", output.display()));
    if made_admin {
        cx.output.warn("nobody was left with the role admin: you have it");
    }
    match lost.len() as u64 {
        0 => {
            cx.output.say("Nothing is lost: every row is as it was written.");
            Ok(())
        }
        count => Err(Error::partial(format!("{} lost, or not as written", counted(count, "thing")))
            .hint("keep the damaged file; a backup may hold what is listed")),
    }
}
