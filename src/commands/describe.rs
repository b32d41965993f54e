//! `livechats describe`: what a chat is about.

use clap::Args;

use crate::commands::args::chat_name;
use crate::commands::one::run_one;
use crate::commands::target::{Action, Ask};
use crate::commands::text;
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::chat::ChatName;
use crate::model::permission::{ChatVerb, Need};
use crate::store::Side;

const EXAMPLES: &str = "\
Examples:
  livechats describe 4711 'lamp arrived broken'   says what it is about
  livechats describe 4711                         in the editor
  livechats describe 4711 -                       from standard input
  livechats describe 4711 ''                      takes the description away";

/// Say what a chat is about
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Describe {
    /// Our number (4711), or source/external (star/star-11)
    #[arg(value_name = "CHAT", value_parser = chat_name)]
    chat: ChatName,
    /// The description; - for standard input, '' for none; left out: in the editor ($VISUAL, $EDITOR)
    #[arg(value_name = "TEXT")]
    text: Option<String>,
}

impl Work for Describe {
    fn need(&self) -> Need {
        Need::Chats(ChatVerb::Manage)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let action = Action {
            command: "describe",
            done: "Described",
            would: "would be described",
            question: "Change what they are about?",
            side: Side::Live,
            ask: Ask::Found,
        };
        if let Some(text) = text::given(cx, self.text.as_deref())? {
            let text = Some(text.as_str()).filter(|text| !text.trim().is_empty());
            return run_one(cx, &self.chat, &action, |store, actor, run| store.describe_chats(actor, run, text, None));
        }
        let (chat, _) = cx.store()?.whole_chat(&self.chat, false)?;
        let before = chat.description.as_deref();
        let about = [
            format!("What chat {} is about.", chat.id),
            "An empty text, or this one as it is, changes nothing; livechats describe CHAT '' takes it away.".into(),
        ];
        let text = text::edited(cx, before.unwrap_or_default(), &about)?;
        let done = run_one(cx, &self.chat, &action, |store, actor, run| {
            store.describe_chats(actor, run, Some(&text), Some(before))
        });
        text::kept(cx, Some(&text), &format!("livechats describe {} - <", chat.id), done)
    }
}
