//! `livechats init`

use clap::Args;

use crate::commands::args::to_type;
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::permission::Need;
use crate::store::Store;

/// Make an empty repository
///
/// The file is readable and writable by your account only, and you are its first admin. An existing file is left alone.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Init {}

const EXAMPLES: &str = "\
Examples:
  livechats init                            livechats.db in this folder
  livechats init --repo /srv/chats/acme.db  somewhere else
  LIVECHATS_REPO=acme.db livechats init     the same, by the environment";

impl Work for Init {
    fn need(&self) -> Need {
        Need::Nothing
    }

    /// Makes the repository and says what can be done with it.
    fn run(self, cx: &mut Context) -> Result<()> {
        let name = cx.account_name();
        Store::create(cx.repository(), &cx.actor(), &name)?;
        let repository = cx.repository().display().to_string();
        cx.output.say(&format!("Made {repository}, empty; {name} is its first admin."));
        cx.output.say(&format!("Next: {} import FILE…", to_type(&repository)));
        Ok(())
    }
}
