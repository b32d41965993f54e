//! `livechats canned render`

use clap::Args;

use crate::commands::args::chat_name;
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::canned::{language, print_list};
use crate::model::chat::ChatName;
use crate::model::permission::{Need, Thing};
use crate::output::number::counted;
use crate::store::FromCanned;

const EXAMPLES: &str = "\
Examples:
  livechats canned render hello --chat 4711
  livechats canned render hello --chat 4711 --language es
  livechats canned render hello --chat 4711 | livechats reply 4711 -";

/// Show what a canned reply becomes for a chat: just what would be sent
///
/// The text goes to standard output and is ended by a line end, which `reply CHAT -` takes off again. Nothing is sent, and
/// nothing is counted.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Render {
    /// Its name or number
    #[arg(value_name = "NAME")]
    name: String,
    /// Our number (4711), or source/external (star/star-11)
    #[arg(long, value_name = "CHAT", value_parser = chat_name)]
    chat: ChatName,
    /// The language to write in [default: the chat's, else that of the first text]
    #[arg(long, value_name = "LANGUAGE", value_parser = language::canonical)]
    language: Option<String>,
    /// As under this alias of yours
    #[arg(long, value_name = "ALIAS")]
    alias: Option<String>,
}

impl Work for Render {
    fn need(&self) -> Need {
        Need::View(Thing::Canned)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let from = FromCanned { name: self.name, language: self.language, zone: cx.clock.zone.clone() };
        let rendered = cx.store()?.render_canned(&cx.actor(), &self.chat, &from, self.alias.as_deref())?;
        cx.output.text(&rendered.text)?;
        if !rendered.files.is_empty() {
            let names: Vec<String> = rendered.files.iter().map(|file| file.name.clone()).collect();
            cx.output.say(&format!("{} would go along: {}.", counted(names.len() as u64, "file"), print_list(&names)));
        }
        Ok(())
    }
}
