//! `livechats whoami`: who the repository takes you for.

use clap::Args;

use crate::commands::args::columns_help;
use crate::commands::listing::say_one;
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::permission::Need;
use crate::model::user::WHO_COLUMNS;

const EXAMPLES: &str = "\
Examples:
  livechats whoami                             your name, role, teams and permissions here
  livechats whoami --as Ben                    what Ben may (needs the permission impersonate)
  livechats whoami --columns roles,reason      whether roles are advisory or enforced, and why";

/// Tell who you are here, what you may, and what roles are worth
///
/// Roles are `advisory` where your own account can write the repository's file, and `enforced` where the system keeps
/// you out of it and this program is the only way in.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\nColumns:\n{}", columns_help(WHO_COLUMNS)))]
pub struct Whoami {}

impl Work for Whoami {
    fn need(&self) -> Need {
        Need::Known
    }

    /// Asks the store and the system, says it.
    fn run(self, cx: &mut Context) -> Result<()> {
        let store = cx.store()?;
        let standing = cx.standing()?;
        let level = if standing.enforced { "enforced" } else { "advisory" };
        let who = store.who(&cx.actor(), level, standing.reason)?;
        say_one(cx, WHO_COLUMNS, who)
    }
}
