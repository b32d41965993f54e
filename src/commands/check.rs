//! `livechats check`

use clap::Args;

use crate::commands::args::{columns_help, columns_of, whole_number};
use crate::commands::watch::Watch;
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::model::finding::{COLUMNS, Finding, kinds_help};
use crate::model::permission::Need;
use crate::output::number::{counted, grouped};
use crate::output::progress::Unit;
use crate::store::{Checked, Data};

const EXAMPLES: &str = "\
Examples:
  livechats check                        structure, references, counts, the record, chats without an index row
  livechats check --data                 also every row against its digest, every word of the index
  livechats check --data-subset 1/7      a seventh of the rows; 2/7 is the next one
  livechats check --data --format jsonl
  0 3 * * *  livechats --repo /srv/acme.db check --data-subset $(date +\\%u)/7 --quiet      a line of a crontab

Exit code 0: sound. 9: something was found. 12: part of it cannot be read.";

/// Check that the repository is sound; exit code 9 if not
///
/// It only reads, also what another process is writing to, and from media that cannot be written. Without --data it
/// looks at the structure of the file and at what must hold between rows; a changed letter in a message shows only with
/// --data. Findings are told one a line, those of a chat with its number.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = long_help())]
pub struct Check {
    /// Also read every row and compare it with the digest made when it was written, and the index with the texts
    #[arg(long)]
    data: bool,
    /// The same for one of N parts of the rows: K is from 1 to N
    #[arg(long, value_name = "K/N", value_parser = part, conflicts_with = "data")]
    data_subset: Option<Data>,
    /// Findings to show at most; all are counted
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = whole_number(1, 1_000_000_000))]
    limit: u64,
}

fn long_help() -> String {
    format!("{EXAMPLES}\n\nColumns:\n{}\n\nKinds of findings:\n{}", columns_help(COLUMNS), kinds_help())
}

/// Reads `K/N`.
fn part(text: &str) -> std::result::Result<Data, String> {
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
    let read = text.split_once('/').and_then(|(part, of)| Some((number(part)?, number(of)?)));
    match read {
        Some((part, of)) if (1..=of).contains(&part) && of <= 10_000 => Ok(Data::Part(part, of)),
        _ => Err("not a part such as 1/7: from 1/N to N/N, N at most 10000".to_owned()),
    }
}

impl Work for Check {
    /// Whoever accounts for the repository; it tells numbers of chats, and nothing of what they hold.
    fn need(&self) -> Need {
        Need::ReadAudit
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let columns = columns_of(COLUMNS, cx.output.columns())?;
        let data = self.data_subset.unwrap_or(if self.data { Data::ALL } else { Data::Nothing });
        let store = cx.store_as_it_is()?;
        let steps = store.check_steps(data).ok();
        let watch = Watch::new(Some(cx.output.progress(steps, Unit::Items, "checking")), cx.stop());
        let most = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let mut shown: Vec<Finding> = Vec::new();
        let mut derived = true;
        let mut tell = |finding: Finding| {
            derived &= finding.kind.is_derived();
            if shown.len() < most {
                shown.push(finding);
            }
            Ok(())
        };
        let checked = store.check(data, &mut tell, &|steps| watch.done(steps));
        watch.finish();
        let checked = checked?;
        if cx.output.asked_format().is_some() {
            cx.output.list(&columns, &shown, None)?;
        } else {
            shown.iter().try_for_each(|finding| cx.output.line(&finding.line()))?;
        }
        if checked.findings == 0 {
            cx.output.say(sound(data));
            return Ok(());
        }
        Err(found(checked, shown.len() as u64, derived))
    }
}

fn sound(data: Data) -> &'static str {
    match data {
        Data::Nothing => "Nothing is wrong with the structure (check --data also reads what the rows hold).",
        Data::Part(_, 1) => "Nothing is wrong; every row is as it was written.",
        Data::Part(..) => "Nothing is wrong; every row of this part is as it was written.",
    }
}

fn found(checked: Checked, shown: u64, derived: bool) -> Error {
    let count = checked.findings;
    let of = if shown < count { format!(", {} of them shown", grouped(shown)) } else { String::new() };
    let findings = counted(count, "finding");
    let error = match checked.whole {
        true => Error::found(format!("{findings}{of}")),
        false => Error::damaged(format!("the repository cannot be read to the end; {findings}{of}")),
    };
    error.hint(match derived {
        true => "the rows are sound; livechats doctor --reindex makes anew what is worked out from them",
        false => "restore a backup, or save what can be read: livechats doctor --repair --output NEW.db",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_one_of_several() {
        assert_eq!(part("1/7"), Ok(Data::Part(1, 7)));
        assert_eq!(part("7/7"), Ok(Data::Part(7, 7)));
        for wrong in ["", "1", "0/7", "8/7", "+1/7", "1/0", "1/7/7", "a/b", " 1/7", "1/10001"] {
            assert!(part(wrong).is_err(), "{wrong}");
        }
    }
}
