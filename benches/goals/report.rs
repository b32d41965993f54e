//! The table in which a run of the benchmark ends.

use crate::measure::say;

/// The figures so far.
#[derive(Default)]
pub struct Report {
    rows: Vec<[String; 7]>,
}

/// What a figure must be.
#[derive(Clone, Copy)]
pub enum Goal {
    /// This or less.
    AtMost(f64),
    /// This or more.
    AtLeast(f64),
}

impl Report {
    /// Our time against another's, both in milliseconds.
    pub fn ratio(&mut self, goal: &str, what: &str, chats: u64, ours: f64, peer: f64, limit: Goal) {
        self.add(goal, what, chats, format!("{ours:.2} ms"), format!("{peer:.2} ms"), ours / peer, limit);
    }

    /// A figure of another kind, with what it is made of.
    #[expect(clippy::too_many_arguments, reason = "these are the columns of the table")]
    pub fn add(&mut self, goal: &str, what: &str, chats: u64, ours: String, peer: String, figure: f64, limit: Goal) {
        let (wanted, passed) = match limit {
            Goal::AtMost(most) => (format!("<= {most}"), figure <= most),
            Goal::AtLeast(least) => (format!(">= {least}"), figure >= least),
        };
        let verdict = if passed { "pass" } else { "**miss**" };
        let figure = format!("{figure:.2}");
        say(&format!("{goal} {what}, {chats} chats: {figure} ({wanted}) {verdict}"));
        let what = format!("{what}, {chats} chats");
        self.rows.push([goal.to_owned(), what, ours, peer, figure, wanted, verdict.to_owned()]);
    }

    /// The table, as Markdown.
    pub fn print(&self) -> String {
        let head = ["goal", "what", "livechats", "against", "figure", "wanted", ""].map(str::to_owned);
        let rule = ["---", "---", "---:", "---:", "---:", "---", "---"].map(str::to_owned);
        let rows = [&head, &rule].into_iter().chain(&self.rows);
        rows.map(|cells| format!("| {} |\n", cells.join(" | "))).collect()
    }
}
