//! `livechats canned lint`

use clap::Args;

use crate::commands::args::whole_number;
use crate::commands::listing::ListFlags;
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::model::canned::language;
use crate::model::canned::lint::{COLUMNS, Wanted, lint};
use crate::model::permission::{Need, Thing};
use crate::output::number::counted;

const EXAMPLES: &str = "\
Examples:
  livechats canned lint
  livechats canned lint --language en,es --unused 90
  livechats canned lint --format json --columns name,problem

Problems:
  template   a text that cannot be filled in
  variable   a custom field in it that there is not
  language   no text in a language: those of --language, else those that at least half of them are in
  unused     no reply used it for so many days
  duplicate  another text shares 85 of 100 pieces of five letters, whatever their case and accents
  length     longer than an app takes, with values of twenty letters: whatsapp and telegram 4096, messenger 2000,
             line 5000, viber 7000, sms 1600 characters, instagram 1000 bytes; of apps that the repository has
  scope      the team or rep it is for is gone, or has no members";

/// Look for problems in canned replies; exit code 9 where there are any
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Lint {
    /// Languages that each should be in [default: those that at least half of them are in]
    #[arg(long, value_name = "A,B", value_delimiter = ',', value_parser = language::canonical)]
    language: Vec<String>,
    /// Days without use that are told of
    #[arg(long, value_name = "DAYS", default_value_t = 180, value_parser = whole_number(1, 100_000))]
    unused: u64,
    #[command(flatten)]
    list: ListFlags,
}

impl Work for Lint {
    fn need(&self) -> Need {
        Need::View(Thing::Canned)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let store = cx.store()?;
        let rows = store.canned_replies()?;
        let around = store.canned_surroundings()?;
        let unused_days = i64::try_from(self.unused).unwrap_or(i64::MAX);
        let found = lint(&rows, &around, &Wanted { languages: self.language, unused_days, now: cx.clock.now });
        let count = found.len() as u64;
        self.list.say(cx, COLUMNS, found, "problem")?;
        if count == 0 {
            return Ok(());
        }
        Err(Error::found(format!("{} in {}", counted(count, "problem"), counted(rows.len() as u64, "canned reply"))))
    }
}
