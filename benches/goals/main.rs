//! Measures the performance goals G1 to G22 against the sqlite3 shell and Python, as whole processes.
//!
//! `cargo bench --bench goals` measures at 10,000, 100,000 and 1,000,000 chats; `LIVECHATS_BENCH_SIZES=10000,100000`
//! chooses others, and `-- lists searches exports imports changes` some of the parts. At a million this takes an hour
//! or so. The data is what `livechats demo` makes; it stays in `target/bench` for the next run. Commands that are compared
//! run in turn (A B A B …) on a warm cache, and every figure is a median: on a shared machine only the ratios mean much.
//! `changes` works on copies of the largest repository, two at most at a time, and removes them; a purge cannot be
//! repeated, so that is compared once.
//! G7 (search finds just what a plain scan finds) is a test, not a measurement.

mod changes;
mod data;
mod exports;
mod imports;
mod lists;
mod measure;
mod report;
mod searches;

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use data::Data;
use measure::{Tools, say};
use report::Report;

/// What goes wrong here is told and ends it.
type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// A part of the goals: it measures these repositories and adds to the report.
type Part = fn(&Tools, &[Data], &mut Report) -> Result<()>;

const PARTS: [(&str, Part); 5] = [
    ("lists", lists::measure),
    ("searches", searches::measure),
    ("exports", exports::measure),
    ("imports", imports::measure),
    ("changes", changes::measure),
];

fn main() -> ExitCode {
    // `cargo test --all-targets` starts benchmarks too, without this word: nothing is measured there.
    if !env::args().any(|argument| argument == "--bench") {
        return ExitCode::SUCCESS;
    }
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let sizes = sizes()?;
    let tools = Tools::find()?;
    let mut repositories = Vec::new();
    for chats in sizes {
        repositories.push(Data::make(&tools, chats)?);
    }
    let mut report = Report::default();
    let wanted: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    for (name, measure) in PARTS {
        if wanted.is_empty() || wanted.iter().any(|part| part == name) {
            measure(&tools, &repositories, &mut report)?;
        }
    }
    let mut out = io::stdout().lock();
    writeln!(out, "{}", report.print())?;
    Ok(())
}

/// The sizes to measure at, smallest first.
fn sizes() -> Result<Vec<u64>> {
    let said = env::var("LIVECHATS_BENCH_SIZES").unwrap_or_else(|_| "10000,100000,1000000".to_owned());
    let mut sizes = said.split(',').map(|size| size.trim().parse()).collect::<std::result::Result<Vec<u64>, _>>()?;
    sizes.sort_unstable();
    sizes.dedup();
    if sizes.is_empty() || sizes.contains(&0) {
        return Err("LIVECHATS_BENCH_SIZES: numbers of chats, such as 10000,100000".into());
    }
    Ok(sizes)
}
