//! What a language brings to the made-up chats: lines with slots such as `{order}`, names and places.

/// Lines to choose from; never empty.
pub type Lines = &'static [&'static str];

/// A name in its own script, and in Latin letters for mail addresses.
pub type Name = (&'static str, &'static str);

/// All that is said in one language. The slots are those that [`super::scene::Scene::fill`] knows.
#[derive(Debug)]
pub struct Words {
    /// Language tag.
    pub tag: &'static str,
    /// What stands between two sentences of one message.
    pub joint: &'static str,
    /// How a full name is put together from `{given}` and `{family}`.
    pub full_name: &'static str,
    /// How a product is put together from `{good}`, `{model}` and `{colour}`.
    pub product: &'static str,
    /// How an address is put together from `{number}` and `{place}`.
    pub address: &'static str,
    /// How a day is put together from `{dom}` and `{month}`.
    pub day: &'static str,
    /// How money is put together from `{sum}`.
    pub money: &'static str,
    /// How large sums of money are: smallest and largest usual one, in hundredths.
    pub sums: (u64, u64),
    /// Whether sums carry decimals.
    pub decimals: Decimals,
    /// Names of the months.
    pub months: &'static [&'static str; 12],
    /// Things sold.
    pub goods: Lines,
    /// Colours, as they stand in `product`.
    pub colours: Lines,
    /// Cities.
    pub cities: Lines,
    /// Given names.
    pub given: &'static [Name],
    /// Family names.
    pub family: &'static [Name],
    /// What is said about each topic, in the order of [`super::topic::TOPICS`].
    pub topics: &'static [Talk; super::topic::TOPICS.len()],
    /// The person's first words.
    pub hello: Lines,
    /// Before a sentence of the person.
    pub person_before: Lines,
    /// After a sentence of the person.
    pub person_after: Lines,
    /// Short answers of the person.
    pub person_short: Lines,
    /// The person gives what was asked for.
    pub person_data: Lines,
    /// The person waits.
    pub person_wait: Lines,
    /// The person goes on, whatever the topic.
    pub person_more: Lines,
    /// Before the person's next topic.
    pub another: Lines,
    /// The person says thanks.
    pub thanks: Lines,
    /// The AI assistant's first words.
    pub ai_hello: Lines,
    /// The AI assistant goes on.
    pub ai_more: Lines,
    /// The AI assistant hands the chat over.
    pub ai_handoff: Lines,
    /// System: handed off.
    pub system_handoff: Lines,
    /// System: a rep took it.
    pub system_joined: Lines,
    /// System: closed by the rep.
    pub system_closed: Lines,
    /// System: closed for want of an answer.
    pub system_timeout: Lines,
    /// The rep's first words.
    pub rep_hello: Lines,
    /// Before a sentence of the rep.
    pub rep_before: Lines,
    /// After a sentence of the rep.
    pub rep_after: Lines,
    /// The rep asks for data.
    pub rep_ask: Lines,
    /// The rep checks something.
    pub rep_wait: Lines,
    /// The rep goes on, whatever the topic.
    pub rep_more: Lines,
    /// The rep's last words.
    pub rep_bye: Lines,
    /// Internal notes.
    pub notes: Lines,
    /// Comments beside good ratings.
    pub praise: Lines,
    /// Comments beside bad ratings.
    pub blame: Lines,
}

/// How a sum is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decimals {
    /// `48.90`
    Point,
    /// `48,90`
    Comma,
    /// `1,290`: none, thousands set apart.
    None,
}

/// What is said about one topic.
#[derive(Debug)]
pub struct Talk {
    /// The person begins.
    pub opening: Lines,
    /// The AI assistant's first answer.
    pub assistant: Lines,
    /// The person says more.
    pub detail: Lines,
    /// The rep asks.
    pub question: Lines,
    /// The rep answers.
    pub answer: Lines,
    /// The person asks back.
    pub follow: Lines,
    /// The rep has solved it.
    pub solved: Lines,
    /// What an admin would write over the chat.
    pub about: Lines,
}
