//! `livechats assignment`: how chats find their reps.

mod simulate;

use clap::{Args, Subcommand};

use crate::context::Context;
use crate::error::Result;

/// Say how chats find their reps, and look at how they did
#[derive(Args, Debug)]
pub struct Assignment {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Simulate(Box<simulate::Simulate>),
}

impl Assignment {
    /// Runs the verb.
    pub fn run(self, cx: &mut Context) -> Result<()> {
        match self.verb {
            Verb::Simulate(verb) => cx.perform(*verb),
        }
    }
}
