//! `livechats canned export`

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::commands::args::format_parser;
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::exchange::canned_file::{self, Form};
use crate::exchange::output_file::{OutputFile, refuse_repository};
use crate::model::permission::{Need, Thing};
use crate::output::Format;
use crate::output::number::counted;

const EXAMPLES: &str = "\
Examples:
  livechats canned export -o replies.json       with the files that go along
  livechats canned export -o replies.csv
  livechats canned export -o - --format csv     to standard output";

/// Write canned replies to a file, which import reads
///
/// As JSON the file holds all that belongs to them, and its import changes nothing. CSV has a row for each text, and no
/// place for files that go along. Only canned replies that you see are written.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Export {
    /// The file to write; `-` is standard output
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// csv or json [default: as the file's name ends, else json]
    #[arg(long, value_parser = format_parser(&[Format::Csv, Format::Json]))]
    format: Option<Format>,
    /// Replace the file if it is there
    #[arg(long)]
    force: bool,
}

impl Work for Export {
    fn need(&self) -> Need {
        Need::View(Thing::Canned)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let form = match self.format {
            Some(Format::Csv) => Form::Csv,
            None if self.output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv")) => Form::Csv,
            _ => Form::Json,
        };
        let is_stdout = self.output.as_os_str() == "-";
        let target = if is_stdout {
            None
        } else {
            cx.check_named_file(&self.output)?;
            refuse_repository(&self.output, cx.repository())?;
            Some(OutputFile::create(&self.output, self.force)?)
        };
        let mut store = cx.store_for_writing()?;
        let rows = store.canned_replies()?;
        let mut replies = Vec::with_capacity(rows.len());
        let mut without = 0;
        for row in rows {
            without += row.files.len() as u64;
            let files = if form == Form::Json { store.canned_files(row.id)? } else { Vec::new() };
            replies.push((row.canned, files));
        }
        let mut out = Vec::new();
        canned_file::write(form, &replies, &mut out)?;
        // First the record, then the file: nothing leaves without a trace.
        let count = replies.len() as u64;
        store.record_canned_export(&cx.actor(), count)?;
        match target {
            None => cx.output.exact().write_all(&out)?,
            Some(mut file) => {
                file.write_all(&out)?;
                file.finish()?;
            }
        }
        let place = if is_stdout { String::new() } else { format!(" to {}", self.output.display()) };
        cx.output.say(&format!("Exported {}{place}.", counted(count, "canned reply")));
        if form == Form::Csv && without > 0 {
            return Err(Error::partial(format!("{} left out, which go along with them", counted(without, "file")))
                .hint("CSV has no place for them: --format json"));
        }
        Ok(())
    }
}
