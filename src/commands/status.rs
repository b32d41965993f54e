//! `livechats status`: where chats stand.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser, ValueParser};

use crate::commands::target::{Action, Ask, TargetFlags};
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::permission::{ChatVerb, Need};
use crate::model::status::Status as To;
use crate::store::Side;

const EXAMPLES: &str = "\
Examples:
  livechats status resolved 4711                        one chat
  livechats status closed --where 'status:resolved updated:>14d' --dry-run  what would be closed
  livechats status open shop/s-17                       opens a closed one again";

/// Set the status of chats
///
/// A chat that becomes closed is closed from now on; any other status takes its closing time away.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Status {
    /// Where they shall stand
    #[arg(id = "to", value_name = "STATUS", value_parser = status_parser())]
    to: To,
    #[command(flatten)]
    target: TargetFlags,
}

impl Work for Status {
    fn need(&self) -> Need {
        Need::Chats(ChatVerb::Manage)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let to = self.to.name();
        let action = Action {
            command: &format!("status {to}"),
            done: &format!("Set to {to}:"),
            would: &format!("would be set to {to}"),
            question: "Change their status?",
            side: Side::Live,
            ask: Ask::Found,
        };
        self.target.run(cx, &action, |store, actor, run| store.set_status(actor, run, self.to))
    }
}

fn status_parser() -> ValueParser {
    let names = PossibleValuesParser::new(To::ALL.map(To::name));
    ValueParser::new(names.map(|name| To::from_name(&name).unwrap_or(To::Open)))
}
