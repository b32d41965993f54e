//! Our own few colours. They are the terminal's sixteen, so that they suit its background, and none of them is yellow
//! or blue, which are hard to read on white or on black.

/// What a piece of text is, which decides how it looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Ordinary text.
    #[default]
    Plain,
    /// Heads of columns, labels, times: there when looked for.
    Dim,
    /// Numbers and names that a command takes, and titles.
    Strong,
    /// What was searched for.
    Found,
    /// Good or running.
    Good,
    /// Waits.
    Waiting,
    /// Calls for somebody.
    Alarm,
    /// Done.
    Done,
}

impl Style {
    /// The style of a word of our own: the statuses, and who speaks.
    pub fn of_word(word: &str) -> Self {
        match word {
            "open" | "rep" => Self::Good,
            "pending" => Self::Waiting,
            "overdue" => Self::Alarm,
            "resolved" | "ai" => Self::Done,
            "closed" | "system" => Self::Dim,
            "person" => Self::Strong,
            _ => Self::Plain,
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Dim => "2",
            Self::Strong => "1",
            Self::Found => "1;4;31",
            Self::Good => "32",
            Self::Waiting => "35",
            Self::Alarm => "1;31",
            Self::Done => "36",
        }
    }

    /// Appends `text` in this style, or as it is where there are no colours.
    pub fn paint(self, out: &mut String, text: &str, color: bool) {
        if !color || self == Self::Plain || text.is_empty() {
            out.push_str(text);
            return;
        }
        for part in ["\u{1b}[", self.code(), "m", text, "\u{1b}[0m"] {
            out.push_str(part);
        }
    }
}
