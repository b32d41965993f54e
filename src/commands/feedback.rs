//! `livechats feedback`: how a chat was rated.

use clap::Args;

use crate::commands::args::{chat_name, whole_number};
use crate::commands::one::run_one;
use crate::commands::target::{Action, Ask};
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::chat::ChatName;
use crate::model::permission::{ChatVerb, Need};
use crate::store::{self, Side, Store};

const EXAMPLES: &str = "\
Examples:
  livechats feedback 4711 --rating 5
  livechats feedback 4711 --rating 2 --comment 'waited for an hour'
  livechats feedback 4711 --clear
  livechats feedback 4711 --request       ask the person; counts as an interaction";

/// Record how a person rated a chat, or ask them to
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Feedback {
    /// Our number (4711), or source/external (star/star-11)
    #[arg(value_name = "CHAT", value_parser = chat_name)]
    chat: ChatName,
    /// 1 (worst) to 5
    #[arg(long, value_name = "N", value_parser = whole_number(1, 5), required_unless_present_any = ["clear", "request"])]
    rating: Option<u64>,
    /// What the person added
    #[arg(long, value_name = "TEXT", requires = "rating")]
    comment: Option<String>,
    /// Take the rating away
    #[arg(long, conflicts_with_all = ["rating", "comment"])]
    clear: bool,
    /// Write a line into the thread that asks the person for feedback
    #[arg(long, conflicts_with_all = ["rating", "comment", "clear"])]
    request: bool,
}

impl Work for Feedback {
    fn need(&self) -> Need {
        Need::Chats(ChatVerb::Manage)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let action = Action {
            command: "feedback",
            done: match (self.request, self.clear) {
                (true, _) => "Asked for feedback on",
                (_, true) => "Took the rating off",
                _ => "Rated",
            },
            would: "would be rated",
            question: "Change their rating?",
            side: Side::Live,
            ask: Ask::Found,
        };
        if self.request {
            return run_one(cx, &self.chat, &action, Store::request_feedback);
        }
        let comment = self.comment.as_deref().filter(|comment| !comment.is_empty());
        let score = self.rating.and_then(|score| i64::try_from(score).ok());
        let feedback = score.map(|score| store::Feedback { score, comment });
        run_one(cx, &self.chat, &action, |store, actor, run| store.rate_chats(actor, run, feedback))
    }
}
