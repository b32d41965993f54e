//! `livechats restore`: chats come back out of the bin.

use clap::Args;

use crate::commands::target::{Action, Ask, TargetFlags};
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::permission::{ChatVerb, Need};
use crate::store::{Side, Store};

const EXAMPLES: &str = "\
Examples:
  livechats restore 4711                                one chat
  livechats list --deleted                              what is in the bin
  livechats restore --where 'deleted:today' --dry-run   what would come back
  livechats restore --all --max 100000 --yes            everything";

/// Bring chats back out of the bin
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Restore {
    #[command(flatten)]
    target: TargetFlags,
}

impl Work for Restore {
    fn need(&self) -> Need {
        Need::Chats(ChatVerb::Delete)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let action = Action {
            command: "restore",
            done: "Restored",
            would: "would be restored",
            question: "Bring them back?",
            side: Side::Bin,
            ask: Ask::Always,
        };
        self.target.run(cx, &action, Store::restore_chats)
    }
}
