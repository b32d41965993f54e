//! The facts of one made-up chat, and the filling of lines with them.

use super::random::{mix, nth, part};
use super::words::{Decimals, Words};
use crate::model::time::Time;

/// What a chat is about. Every slot of a line is a pure function of it, so that a chat tells one story throughout.
#[derive(Debug)]
pub struct Scene<'a> {
    /// The language.
    pub words: &'static Words,
    /// What the facts are made from.
    pub salt: u64,
    /// When the chat began, in seconds since 1970.
    pub begun: i64,
    /// How the person is addressed.
    pub first: &'a str,
    /// The person's full name.
    pub full: &'a str,
    /// The person's mail address, or the one they give when asked.
    pub mail: &'a str,
    /// The rep's name.
    pub rep: &'a str,
    /// The team.
    pub team: &'a str,
    /// The topic's word in links.
    pub topic: &'a str,
}

/// How a speaker ends sentences in languages where that goes by gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// As women do.
    Female,
    /// As men do.
    Male,
}

const HEADS: [&str; 24] = [
    "Bel", "Cor", "Dar", "Fen", "Gar", "Hal", "Jun", "Kel", "Lum", "Mar", "Nor", "Or", "Pel", "Quil", "Ros", "Sel",
    "Tam", "Ul", "Ver", "Wil", "Yar", "Zan", "Bram", "This",
];
const MIDDLES: [&str; 12] = ["a", "e", "i", "o", "u", "ara", "eli", "imo", "ori", "uma", "enda", "ilo"];
const TAILS: [&str; 20] = [
    "dra", "len", "mira", "nok", "ris", "sten", "tha", "vane", "wick", "zel", "bury", "dell", "fold", "grove", "lin",
    "more", "pine", "quist", "row", "tarn",
];

impl Scene<'_> {
    /// Appends `line` with its slots filled.
    pub fn fill(&self, line: &str, voice: Voice, out: &mut String) {
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((slot, after)) = after.split_once('}') else { return };
            self.put(slot, voice, out);
            rest = after;
        }
        out.push_str(rest);
    }

    /// The line with its slots filled, by itself.
    pub fn filled(&self, line: &str) -> String {
        let mut out = String::with_capacity(line.len() + 24);
        self.fill(line, Voice::Female, &mut out);
        out
    }

    fn put(&self, slot: &str, voice: Voice, out: &mut String) {
        let words = self.words;
        match slot {
            "order" => self.put_order(out),
            "amount" => self.fill(words.money, voice, out),
            "product" => self.fill(words.product, voice, out),
            "date" => self.put_day(-86_400 * self.between(1, 2, 12), out),
            "day" => self.put_day(86_400 * self.between(2, 1, 9), out),
            "city" => out.push_str(self.one_of(3, words.cities)),
            "first" => out.push_str(self.first),
            "full" => out.push_str(self.full),
            "mail" => out.push_str(self.mail),
            "rep" => out.push_str(self.rep),
            "team" => out.push_str(self.team),
            "code" => self.put_code(out),
            "link" => self.put_link(out),
            "n" => put_number(self.few(), 1, out),
            "number" => put_number(self.between(5, 11, 99), 1, out),
            "time" => self.put_time(out),
            "address" => self.fill(words.address, voice, out),
            "last4" => put_number(self.between(6, 0, 9999), 4, out),
            "krap" => out.push_str(if voice == Voice::Male { "ครับ" } else { "ค่ะ" }),
            "ka" => out.push_str(if voice == Voice::Male { "ครับ" } else { "คะ" }),
            "good" => out.push_str(self.one_of(7, words.goods)),
            "model" => put_made_word(self.model(), out),
            "colour" => out.push_str(self.one_of(9, words.colours)),
            "place" => put_made_word(self.fact(10), out),
            "sum" => self.put_sum(out),
            _ => {}
        }
    }

    /// The order's number, `AB-10293`.
    pub fn put_order(&self, out: &mut String) {
        let fact = self.fact(11);
        put_letters(fact, 2, out);
        out.push('-');
        put_number(i64::try_from(10_000 + fact % 89_999).unwrap_or(10_000), 5, out);
    }

    /// What the order cost, in hundredths.
    pub fn cents(&self) -> u64 {
        let (low, high) = self.words.sums;
        // The smaller of two: cheap orders are far more frequent.
        let fact = self.fact(12).min(self.fact(13));
        let cents = low + part(fact, high - low);
        if self.words.decimals == Decimals::None { cents / 100 * 100 } else { cents / 10 * 10 }
    }

    /// A small number, 3 to 9: one plural form in every language here.
    pub fn few(&self) -> i64 {
        self.between(4, 3, 9)
    }

    /// A fact about the chat, as good as random, other for each number.
    pub const fn fact(&self, number: u64) -> u64 {
        mix(self.salt, number)
    }

    /// The model of the product: some sell far better than others.
    const fn model(&self) -> u64 {
        let models = 5760;
        let place = part(self.fact(14), models);
        mix(part(self.fact(15), place + 1), 8)
    }

    fn between(&self, fact: u64, low: u64, high: u64) -> i64 {
        i64::try_from(low + part(self.fact(fact), high - low + 1)).unwrap_or(0)
    }

    fn one_of(&self, fact: u64, lines: &[&'static str]) -> &'static str {
        nth(lines, self.fact(fact)).copied().unwrap_or_default()
    }

    fn put_day(&self, seconds: i64, out: &mut String) {
        let Some(day) = Time::from_micros((self.begun + seconds) * 1_000_000).map(Time::rfc3339) else { return };
        let number = |at: std::ops::Range<usize>| day.get(at).and_then(|digits| digits.parse::<usize>().ok());
        let (Some(month), Some(dom)) = (number(5..7), number(8..10)) else { return };
        let mut rest = self.words.day;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((slot, after)) = after.split_once('}') else { return };
            match slot {
                "month" => out.push_str(self.words.months.get(month.wrapping_sub(1)).copied().unwrap_or_default()),
                _ => put_number(i64::try_from(dom).unwrap_or(1), 1, out),
            }
            rest = after;
        }
        out.push_str(rest);
    }

    fn put_time(&self, out: &mut String) {
        put_number(self.between(16, 8, 20), 1, out);
        out.push(':');
        put_number(self.between(17, 0, 11) * 5, 2, out);
    }

    fn put_code(&self, out: &mut String) {
        let fact = self.fact(18);
        put_letters(fact, 3, out);
        // Few enough to come back in other chats.
        put_number(i64::try_from(fact % 9000 + 1000).unwrap_or(1000), 4, out);
    }

    fn put_link(&self, out: &mut String) {
        out.push_str("https://help.example.com/");
        out.push_str(self.topic);
        out.push('/');
        put_number(self.between(19, 100, 999), 3, out);
    }

    fn put_sum(&self, out: &mut String) {
        let cents = self.cents();
        let whole = cents / 100;
        if whole >= 1000 {
            put_number(i64::try_from(whole / 1000).unwrap_or(0), 1, out);
            out.push(if self.words.decimals == Decimals::Comma { '.' } else { ',' });
            put_number(i64::try_from(whole % 1000).unwrap_or(0), 3, out);
        } else {
            put_number(i64::try_from(whole).unwrap_or(0), 1, out);
        }
        match self.words.decimals {
            Decimals::Point => out.push('.'),
            Decimals::Comma => out.push(','),
            Decimals::None => return,
        }
        put_number(i64::try_from(cents % 100).unwrap_or(0), 2, out);
    }
}

/// Appends a number with at least this many digits.
pub fn put_number(number: i64, width: u32, out: &mut String) {
    let mut place = 10_i64.pow(width.max(1) - 1);
    while number / place >= 10 {
        place *= 10;
    }
    while place > 0 {
        let digit = u8::try_from(number / place % 10).unwrap_or(0);
        out.push(char::from(b'0' + digit));
        place /= 10;
    }
}

/// Appends a made-up word, one of 5,760 that sound like names of products and streets.
pub fn put_made_word(fact: u64, out: &mut String) {
    for (number, parts) in [HEADS.as_slice(), &MIDDLES, &TAILS].into_iter().enumerate() {
        out.push_str(nth(parts, mix(fact, number as u64)).copied().unwrap_or_default());
    }
}

fn put_letters(fact: u64, count: u32, out: &mut String) {
    for place in 0..count {
        let letter = u8::try_from(fact >> (20 + 8 * place) & 0xff).unwrap_or(0) % 23;
        // Without the letters that are read as digits.
        out.push(char::from(*b"ABCDEFGHJKLMNPQRSTUVWXY".get(usize::from(letter)).unwrap_or(&b'A')));
    }
}
