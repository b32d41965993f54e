//! `livechats transfer`: chats go to another rep or team.

use clap::Args;

use crate::commands::target::{Action, Ask, TargetFlags};
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::model::permission::{ChatVerb, Need};
use crate::store::{Recipient, Side};

const EXAMPLES: &str = "\
Examples:
  livechats transfer 4711 --to-rep Ana                    Ana has it from now on
  livechats transfer 4711 --to-team Billing --reason 'double charge'
                                                          for a rep of Billing
  livechats transfer --where 'assignee:max status:open' --to-rep Ana --dry-run
                                                          what of Max's would go, and a plan

A chat given to a rep is open. Of a team, its settings of chat assignment pick the member (never
the one who had it); where nobody is free, or reps take chats themselves, it is pending and nobody's.
A resolved chat stays resolved, a closed one is left. A rep gets it beside the teams it has, a team
instead of them.";

/// Give chats to another rep or team
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Transfer {
    #[command(flatten)]
    target: TargetFlags,
    /// The rep who gets them: name, number, mail address or the source's ID
    #[arg(long, value_name = "REP", help_heading = "To whom", required_unless_present = "to_team")]
    to_rep: Option<String>,
    /// The team that gets them: name or number
    #[arg(long, value_name = "TEAM", help_heading = "To whom", conflicts_with = "to_rep")]
    to_team: Option<String>,
    /// Why: an internal note of each chat
    #[arg(long, value_name = "TEXT", help_heading = "To whom")]
    reason: Option<String>,
}

impl Work for Transfer {
    fn need(&self) -> Need {
        Need::Chats(ChatVerb::Transfer)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let (command, name, to) = match (&self.to_rep, &self.to_team) {
            (Some(rep), _) => (format!("transfer --to-rep {rep}"), rep, Recipient::Rep(rep.clone())),
            (None, Some(team)) => (format!("transfer --to-team {team}"), team, Recipient::Team(team.clone())),
            (None, None) => return Err(Error::usage("say who gets them: --to-rep REP or --to-team TEAM")),
        };
        let reason = self.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
        let question = format!("Give them to {name}?");
        let action = Action {
            command: &command,
            done: "Transferred",
            would: "would be transferred",
            question: &question,
            side: Side::Live,
            ask: Ask::Found,
        };
        self.target.run(cx, &action, |store, actor, run| store.transfer_chats(actor, run, &to, reason))
    }
}
