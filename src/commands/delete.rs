//! `livechats delete`: chats go into the bin.

use clap::Args;

use crate::commands::target::{Action, Ask, TargetFlags};
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::permission::{ChatVerb, Need};
use crate::store::{Side, Store};

const EXAMPLES: &str = "\
Examples:
  livechats delete 4711 4712                            two chats
  livechats delete --where 'tag:spam' --dry-run         what would go, and a plan
  livechats delete --where 'tag:spam' --plan TOKEN --yes  just that, if nothing changed
  livechats delete --source test --expect 120 --yes     only if there are 120 of them
  livechats list 'tag:spam' --ids | livechats delete --stdin --yes";

/// Put chats into the bin
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Delete {
    #[command(flatten)]
    target: TargetFlags,
}

impl Work for Delete {
    fn need(&self) -> Need {
        Need::Chats(ChatVerb::Delete)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let action = Action {
            command: "delete",
            done: "Deleted",
            would: "would be deleted",
            question: "Put them into the bin? `restore` and `undo` bring them back.",
            side: Side::Either,
            ask: Ask::Always,
        };
        self.target.run(cx, &action, Store::delete_chats)
    }
}
