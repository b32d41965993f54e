//! `livechats show`

use clap::Args;

use crate::context::Context;
use crate::error::Result;

/// Stub.
#[derive(Args, Debug)]
#[command(after_help = "Examples:")]
pub struct Show {}

impl Show {
    /// Runs it.
    pub fn run(self, cx: &mut Context) -> Result<()> {
        let _ = cx;
        Ok(())
    }
}
