//! `livechats man`

use clap::Args;

use crate::context::Context;
use crate::error::Result;

/// Stub.
#[derive(Args, Debug)]
#[command(after_help = "Examples:")]
pub struct Man {}

impl Man {
    /// Runs it.
    pub fn run(self, cx: &mut Context) -> Result<()> {
        let _ = cx;
        Ok(())
    }
}
