//! Administer all human-to-human support chats of a company: one SQLite file, one binary.

mod cli;
mod commands;
mod context;
mod error;
mod exchange;
mod model;
mod output;
mod query;
mod store;

use std::panic;
use std::process::ExitCode;

use cli::Asked;
use context::Context;
use error::{Error, Result};
use output::terminal::Color;

fn main() -> ExitCode {
    // Says where, never what: the message of a panic may hold words of a chat.
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|place| format!(" at {}:{}", place.file(), place.line()));
        let error = Error::bug(format!("this is a bug in livechats{}", place.unwrap_or_default()));
        output::report(Color::Auto, &error.hint("report it with the command you ran and livechats --version"));
    }));
    panic::catch_unwind(start).unwrap_or(ExitCode::from(70))
}

/// Reads the command line, and answers with the exit code.
fn start() -> ExitCode {
    let (color, result) = match cli::read(context::arguments()) {
        Ok(Asked::Run(cli)) => (cli.settings().color, run(*cli)),
        Ok(Asked::Text(text)) => (Color::Auto, output::print(&text).map_err(Error::from)),
        Ok(Asked::Nothing(text)) => {
            output::print_help(&text);
            return ExitCode::from(2);
        }
        Err(error) => (Color::Auto, Err(error)),
    };
    let Err(error) = result else { return ExitCode::SUCCESS };
    output::report(color, &error);
    ExitCode::from(error.exit_code())
}

fn run(cli: cli::Cli) -> Result<()> {
    let mut cx = Context::new(cli.settings())?;
    let result = cli.run(&mut cx);
    cx.finish(result)
}
