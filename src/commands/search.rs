//! `livechats search`: the chats that hold a text, and why a chat is not among them.

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use crate::commands::args::{
    FilterFlags, chat_columns, chat_columns_help, chat_name, literal_piece, long_help, warn_of_unknown_fields,
};
use crate::commands::page::PageFlags;
use crate::context::{Context, Work};
use crate::error::Result;
use crate::model::chat::ChatName;
use crate::model::excerpt;
use crate::model::permission::{ChatVerb, Need};
use crate::query::{Filter, Term, TextScope};
use crate::store::{Choice, Preview, RANKED, Sort, SortKey, Store};

const EXAMPLES: &str = "\
Examples:
  livechats search 'money back'                   newest first, each with its sentence
  livechats search refund 'status:open app:email' narrowed by the filter language
  livechats search 退款 --since 30d                in any script, inside words too
  livechats search refund --sort relevance        best first, among the newest 500 matches
  livechats search refund --why-not 4711          which condition keeps chat 4711 out";

/// Search chats for a text, taken to the letter
///
/// TEXT is one piece, with no syntax in it. A chat is found if one of its messages, its description or the name of its
/// person holds TEXT: in every script, inside words too, whatever the case, the accents and the width of the letters.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES, after_long_help = long_help(EXAMPLES, &[("Columns", chat_columns_help())]))]
pub struct Search {
    /// What to look for
    #[arg(value_name = "TEXT", allow_hyphen_values = true)]
    words: String,
    /// Which chats to look in, in the filter language
    #[arg(value_name = "QUERY")]
    query: Option<String>,
    #[command(flatten)]
    page: PageFlags,
    /// What to sort by; what has no value comes last
    #[arg(long, value_name = "KEY", value_enum, default_value_t = Order::Key(SortKey::Created))]
    sort: Order,
    /// Say why this chat is not found: which conditions it does not meet
    #[arg(long, value_name = "CHAT", value_parser = chat_name, conflicts_with_all = ["count", "ids", "explain"])]
    why_not: Option<ChatName>,
    #[command(flatten)]
    filters: FilterFlags,
}

/// The orders of a search: those of every list, and one more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Key(SortKey),
    Relevance,
}

impl ValueEnum for Order {
    fn value_variants<'a>() -> &'a [Self] {
        use SortKey as By;
        const ORDERS: &[Order] = &[
            Order::Key(By::Created),
            Order::Key(By::Updated),
            Order::Key(By::Closed),
            Order::Key(By::LastMessage),
            Order::Key(By::Id),
            Order::Key(By::Rating),
            Order::Key(By::Messages),
            Order::Relevance,
        ];
        ORDERS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            Self::Key(key) => key.to_possible_value(),
            Self::Relevance => Some(PossibleValue::new("relevance").help("Best match first, among the newest 500")),
        }
    }
}

impl Work for Search {
    fn need(&self) -> Need {
        Need::Chats(ChatVerb::View)
    }

    /// Resolves the filter, asks the store, says it.
    fn run(self, cx: &mut Context) -> Result<()> {
        let piece = literal_piece("TEXT", &self.words)?;
        let words = Filter::Term(Term::Contains(TextScope::Anywhere, piece.clone()));
        let filter = words.and(self.filters.filter(self.query.as_deref(), &cx.clock)?);
        let choice = Choice::new(&filter, self.page.deleted, cx.clock.now);
        if let Some(name) = &self.why_not {
            return why_not(cx, &choice, name);
        }
        let columns = chat_columns(cx.output.columns())?;
        let key = if let Order::Key(key) = self.sort { key } else { SortKey::Created };
        let sort = Sort { key, reverse: self.page.reverse };
        // Numbers in the order of relevance come as a page does: of all that are ranked.
        let ranked_ids = self.sort == Order::Relevance && self.page.all_ids();
        if !ranked_ids && self.page.answered(cx, &choice, sort)? {
            return Ok(());
        }
        let (store, mut page) = (cx.store()?, self.page.page(sort, &columns));
        warn_of_unknown_fields(&mut cx.output, &store, &filter, &columns.details.fields)?;
        if columns.preview {
            page.preview = Preview::Found(piece.clone());
        }
        let mut page = match self.sort {
            Order::Key(_) => store.chats(&choice, &page)?,
            Order::Relevance => store.ranked(&choice, &piece, &page)?,
        };
        // People see the sentence, pipes the whole text.
        if cx.output.is_table() {
            let width = cx.output.terminal().width;
            for row in &mut page.rows {
                let found = row.preview.as_deref().and_then(|text| excerpt::excerpt(text, &piece, width));
                row.preview = found.map(|found| found.text()).or(row.preview.take());
            }
        }
        self.page.say(cx, &columns, &page, Some(&|text: &str| excerpt::find(text, &piece)))?;
        if self.sort == Order::Relevance && page.total.is_none() {
            cx.output.say(&format!("More chats match than are ranked: these are the best of the newest {RANKED}."));
        }
        Ok(())
    }
}

/// Asks each condition by itself whether the chat meets it, and says so.
fn why_not(cx: &mut Context, choice: &Choice<'_>, name: &ChatName) -> Result<()> {
    let store = cx.store()?;
    let (chat, custody) = store.whole_chat(name, choice.bin).or_else(|error| {
        // A chat on the other side of the bin exists, but no condition matters.
        store.whole_chat(name, !choice.bin).map_err(|_| error)
    })?;
    let mut failed = 0;
    if custody.deleted.is_some() != choice.bin {
        failed += 1;
        cx.output.line(if choice.bin { "fails  not in the bin" } else { "fails  in the bin (see --deleted)" })?;
    }
    for (text, met) in conditions(&store, choice, chat.id)? {
        failed += usize::from(!met);
        cx.output.line(&format!("{}  {text}", if met { "meets" } else { "fails" }))?;
    }
    let chat = chat.id;
    cx.output.say(&match failed {
        0 => format!("Chat {chat} is found by this search."),
        1 => format!("Chat {chat} is not found: it fails one condition."),
        _ => format!("Chat {chat} is not found: it fails {failed} conditions."),
    });
    Ok(())
}

/// Each condition that must hold, in the filter language, and whether it holds for this chat.
fn conditions(store: &Store, choice: &Choice<'_>, id: i64) -> Result<Vec<(String, bool)>> {
    let conditions = match choice.filter {
        Filter::All(filters) => filters.as_slice(),
        other => std::slice::from_ref(other),
    };
    let answer = |filter: &Filter| {
        let met = store.matches(filter, choice.now, id)?;
        Ok((filter.to_string(), met))
    };
    conditions.iter().map(answer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_can_be_sorted_by_all_that_a_list_can() {
        let orders: Vec<Order> = SortKey::value_variants().iter().map(|key| Order::Key(*key)).collect();
        let (last, rest) = Order::value_variants().split_last().unwrap();
        assert_eq!(rest, &orders[..]);
        assert_eq!(*last, Order::Relevance);
    }
}
