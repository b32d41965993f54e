//! Where in a text a mail address, a card number or a phone number is. Rather too much is found than too little.
//!
//! Digits of every script count, full-width and Chinese ones too; so do full-width signs and every kind of hyphen.

use std::ops::Range;

/// A character with its place, and its value where it is a digit.
#[derive(Clone, Copy)]
struct Glyph {
    at: usize,
    c: char,
    digit: Option<u8>,
}

/// The zeros of the scripts whose digits follow each other.
const ZEROS: [char; 24] = [
    '0', '٠', '۰', '߀', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '෦', '๐', '໐', '༠', '၀', '០', '᠐', '᥆', '᮰', '꘠',
    '０',
];

const CHINESE: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// The value of a digit of any script.
fn digit(c: char) -> Option<u8> {
    if c.is_ascii() {
        return u8::try_from(c).ok().filter(u8::is_ascii_digit).map(|byte| byte - b'0');
    }
    let of = |zero: &char| u32::from(c).checked_sub(u32::from(*zero)).filter(|value| *value < 10);
    let chinese = || CHINESE.iter().position(|known| *known == c).or((c == '〇').then_some(0));
    ZEROS.iter().find_map(of).and_then(|value| u8::try_from(value).ok()).or_else(|| u8::try_from(chinese()?).ok())
}

fn glyphs(text: &str) -> Vec<Glyph> {
    text.char_indices().map(|(at, c)| Glyph { at, c, digit: digit(c) }).collect()
}

const fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '－')
}

const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}')
}

/// Digits behind each other, with nothing between.
struct Group {
    /// The places of its glyphs.
    glyphs: Range<usize>,
}

fn groups(glyphs: &[Glyph]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for place in glyphs.iter().enumerate().filter(|(_, glyph)| glyph.digit.is_some()).map(|(place, _)| place) {
        match groups.last_mut() {
            Some(last) if last.glyphs.end == place => last.glyphs.end += 1,
            _ => groups.push(Group { glyphs: place..place + 1 }),
        }
    }
    groups
}

/// The bytes of some glyphs.
fn bytes(glyphs: &[Glyph], range: &Range<usize>, text: &str) -> Range<usize> {
    let at = |place: usize| glyphs.get(place).map_or(text.len(), |glyph| glyph.at);
    at(range.start)..at(range.end)
}

/// Card numbers: 13 to 19 digits, in groups with a space or one of `-./_` between, whose check digit is right.
pub fn cards(text: &str) -> Vec<Range<usize>> {
    let glyphs = glyphs(text);
    let groups = groups(&glyphs);
    let mut found = Vec::new();
    let mut first = 0;
    while let Some(from) = groups.get(first) {
        let mut digits: Vec<u8> = Vec::new();
        let mut longest = None;
        let mut end = from.glyphs.start;
        for (place, group) in groups.iter().enumerate().skip(first) {
            let between = glyphs.get(end..group.glyphs.start).unwrap_or_default();
            let joins = matches!(between, [] | [_]) && between.iter().all(|one| joins_cards(one.c));
            if !joins || digits.len() + group.glyphs.len() > 19 {
                break;
            }
            digits.extend(glyphs.get(group.glyphs.clone()).unwrap_or_default().iter().filter_map(|one| one.digit));
            end = group.glyphs.end;
            if digits.len() >= 13 && luhn(&digits) {
                longest = Some((place, end));
            }
        }
        first = match longest {
            Some((last, end)) => {
                found.push(bytes(&glyphs, &(from.glyphs.start..end), text));
                last + 1
            }
            None => first + 1,
        };
    }
    found
}

/// Whether it may stand between two groups of a card number.
const fn joins_cards(c: char) -> bool {
    is_hyphen(c) || is_space(c) || matches!(c, '.' | '/' | '_' | '．' | '／' | '＿')
}

/// Whether the last digit is the check digit of those before it.
pub fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match u32::from(*digit) * if place % 2 == 1 { 2 } else { 1 } {
            double @ 10.. => double - 9,
            value => value,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Phone numbers: 9 to 15 digits, behind a plus 7 to 15, with at most two of space, hyphen, dot, slash and brackets
/// between two of them. What begins a run of such groups as a date is passed over, and so is a group that goes on as a
/// word. Where more digits are joined than a number has, and some of them make one, nobody can tell which: all go.
pub fn phones(text: &str) -> Vec<Range<usize>> {
    let glyphs = glyphs(text);
    let groups = groups(&glyphs);
    let joins = |one: &Group, next: &Group| {
        let between = glyphs.get(one.glyphs.end..next.glyphs.start).unwrap_or_default();
        let is_between = |one: &Glyph| is_hyphen(one.c) || is_space(one.c) || "./()（）．／".contains(one.c);
        between.len() <= 2 && between.iter().all(is_between)
    };
    let phone = |run: &[Group]| phone(&glyphs, run).map(|range| bytes(&glyphs, &range, text));
    groups.chunk_by(joins).filter_map(phone).collect()
}

/// The glyphs of the phone number in a run of groups.
fn phone(glyphs: &[Glyph], mut run: &[Group]) -> Option<Range<usize>> {
    let before = |place: usize| place.checked_sub(1).and_then(|place| glyphs.get(place)).map(|glyph| glyph.c);
    let of_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
    let start = run.first()?.glyphs.start;
    let mut plus = matches!(before(start), Some('+' | '＋'));
    if of_word(before(start - usize::from(plus))) {
        run = run.get(1..)?;
        plus = false;
    }
    if of_word(glyphs.get(run.last()?.glyphs.end).map(|glyph| glyph.c)) {
        run = run.get(..run.len() - 1)?;
    }
    while !plus && begins_as_date(glyphs, run) {
        run = run.get(3..)?;
    }
    let lengths: Vec<usize> = run.iter().map(|group| group.glyphs.len()).collect();
    let is_phone = |from: usize, count: usize| (if plus && from == 0 { 7 } else { 9 }..=15).contains(&count);
    let sums = |from: usize| {
        lengths.iter().skip(from).scan(0, |sum, length| {
            *sum += length;
            Some(*sum)
        })
    };
    let is_there = match lengths.iter().sum() {
        count @ ..=15 => is_phone(0, count),
        _ => (0..lengths.len()).any(|from| sums(from).any(|count| is_phone(from, count))),
    };
    let (first, last) = (run.first()?, run.last()?);
    is_there.then(|| first.glyphs.start - usize::from(plus)..last.glyphs.end)
}

/// Whether the first three groups are a day of these two centuries: `2026-01-31` or `31.01.2026`.
fn begins_as_date(glyphs: &[Glyph], run: &[Group]) -> bool {
    let [one, two, three, ..] = run else { return false };
    let value = |group: &Group| {
        let digits = glyphs.get(group.glyphs.clone()).unwrap_or_default().iter().filter_map(|glyph| glyph.digit);
        digits.take(5).fold(0, |value, digit| value * 10 + u32::from(digit))
    };
    let between = |one: &Group, next: &Group| -> String {
        glyphs.get(one.glyphs.end..next.glyphs.start).unwrap_or_default().iter().map(|glyph| glyph.c).collect()
    };
    let (year, month, day) = match [one, two, three].map(|group| group.glyphs.len()) {
        [4, 1 | 2, 1 | 2] => (one, two, three),
        [1 | 2, 1 | 2, 4] => (three, two, one),
        _ => return false,
    };
    // Where the month stands first it is taken for the day, and the other way round.
    let (month, day) = (value(month).min(value(day)), value(month).max(value(day)));
    let signs = between(one, two);
    (1900..2100).contains(&value(year))
        && (1..=12).contains(&month)
        && day <= 31
        && !signs.chars().all(is_space)
        && signs == between(two, three)
}

/// Mail addresses: something, an at sign, and names with a dot between.
pub fn emails(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, sign) in text.char_indices().filter(|(_, c)| matches!(c, '@' | '＠')) {
        let behind = at + sign.len_utf8();
        let from = found.last().map_or(0, |last| last.end);
        let (Some(before), Some(after)) = (text.get(from..at), text.get(behind..)) else { continue };
        let local = [is_narrow_local, is_wide].iter().map(|of| tail(before, of)).find(|length| *length > 0);
        let domain = [is_narrow, is_wide].iter().filter_map(|of| domain(after, of)).next();
        if let (Some(local), Some(domain)) = (local, domain) {
            found.push(at - local..behind + domain);
        }
    }
    found
}

/// Letters of Latin script, digits, dots and hyphens: what addresses are made of as a rule. In other scripts nothing may
/// stand between the words around an address and itself.
fn is_narrow(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') || (c < '\u{250}' && c.is_alphabetic())
}

fn is_narrow_local(c: char) -> bool {
    is_narrow(c) || "!#$%&'*+/=?^`{|}~".contains(c)
}

fn is_wide(c: char) -> bool {
    is_narrow(c) || c.is_alphanumeric() || is_dot(c) || matches!(c, '－' | '＿')
}

const fn is_dot(c: char) -> bool {
    matches!(c, '.' | '．' | '。')
}

/// How many bytes at the end are of such characters.
fn tail(text: &str, of: &impl Fn(char) -> bool) -> usize {
    text.len() - text.trim_end_matches(of).len()
}

/// How many bytes at the start are a name with a dot in it.
fn domain(text: &str, of: &impl Fn(char) -> bool) -> Option<usize> {
    let name = text.len() - text.trim_start_matches(of).len();
    let name = text.get(..name)?.trim_end_matches(|c| is_dot(c) || is_hyphen(c) || c == '_');
    let (host, last) = name.rsplit_once(is_dot)?;
    let has_host = host.chars().any(|c| !is_dot(c));
    (has_host && last.chars().count() >= 2).then_some(name.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(of: fn(&str) -> Vec<Range<usize>>, text: &str) -> Vec<&str> {
        of(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn cards_have_a_check_digit() {
        for (text, card) in [
            ("4111111111111111", Some("4111111111111111")),
            ("pay 4111 1111 1111 1111 now", Some("4111 1111 1111 1111")),
            ("4111-1111-1111-1111 123", Some("4111-1111-1111-1111")),
            ("378282246310005", Some("378282246310005")),
            ("４１１１ １１１１ １１１１ １１１１", Some("４１１１ １１１１ １１１１ １１１１")),
            ("๔๑๑๑๑๑๑๑๑๑๑๑๑๑๑๑", Some("๔๑๑๑๑๑๑๑๑๑๑๑๑๑๑๑")),
            ("卡号四一一一一一一一一一一一一一一一。", Some("四一一一一一一一一一一一一一一一")),
            ("4111 1111 1111 1112", None),
            ("4111  1111 1111 1111", None),
            ("4111.1111.1111.1111", Some("4111.1111.1111.1111")),
            ("4111/1111_1111／1111", Some("4111/1111_1111／1111")),
            ("4111.1111.1111.1112", None),
            ("411111111111", None),
        ] {
            assert_eq!(found(cards, text), card.into_iter().collect::<Vec<_>>(), "{text}");
        }
    }

    #[test]
    fn phones_are_told_from_dates_and_words() {
        for (text, phone) in [
            ("call +49 30 1234567!", Some("+49 30 1234567")),
            ("(030) 123-45678", Some("030) 123-45678")),
            ("电话13812345678请", Some("13812345678")),
            ("โทร ๐๘๑-๒๓๔-๕๖๗๘", Some("๐๘๑-๒๓๔-๕๖๗๘")),
            ("＋８６ １０ １２３４", Some("＋８６ １０ １２３４")),
            ("2026-01-31 09:00", None),
            ("31.01.2026 09:00", None),
            ("AB123456789", None),
            ("order 12345678", None),
            ("1234567890123456", None),
            ("call 0170 1234567 0171 7654321", Some("0170 1234567 0171 7654321")),
            ("order 29200 01701234567", Some("29200 01701234567")),
            ("RB-29200 01701234567", Some("29200 01701234567")),
            ("AB29200 01701234567 12x", Some("01701234567")),
            ("(415) 555-0175 (212) 555-0175", Some("415) 555-0175 (212) 555-0175")),
            ("+1 415 555 0175 212 555 0175", Some("+1 415 555 0175 212 555 0175")),
            ("081 234 5678 089 876 5432", Some("081 234 5678 089 876 5432")),
            ("01701234567 4111.1111.1111.1111", Some("01701234567 4111.1111.1111.1111")),
            ("2026-01-01 01701234567", Some("01701234567")),
            ("12.03.2026 01701234567", Some("01701234567")),
            ("1/31/2026 2026-02-28 0900 (030) 1234567", Some("0900 (030) 1234567")),
            ("31. 01. 2026 09:00", None),
            ("0151 23 45 6789", Some("0151 23 45 6789")),
            ("2026-13-45 6789", Some("2026-13-45 6789")),
            ("1234567890123456 78", None),
            ("+1234567 1234567890", Some("+1234567 1234567890")),
        ] {
            assert_eq!(found(phones, text), phone.into_iter().collect::<Vec<_>>(), "{text}");
        }
    }

    #[test]
    fn addresses_stand_in_every_script() {
        for (text, addresses) in [
            ("mail ann.b+c@example.co.uk.", &["ann.b+c@example.co.uk"][..]),
            ("请联系ann@example.com谢谢", &["ann@example.com"]),
            ("用户@例子.广告", &["用户@例子.广告"]),
            ("ａｎｎ＠ｅｘａｍｐｌｅ．ｃｏｍ", &["ａｎｎ＠ｅｘａｍｐｌｅ．ｃｏｍ"]),
            ("a@exämple.de, b@x.io", &["a@exämple.de", "b@x.io"]),
            ("a@b", &[]),
            ("@example.com", &[]),
            ("a@.com", &[]),
            ("a@b.c", &[]),
        ] {
            assert_eq!(found(emails, text), addresses, "{text}");
        }
    }

    /// Every stretch of a text that is a card number, looked for in the plainest way: nothing of it may be left.
    fn naive_cards(text: &str) -> Vec<Range<usize>> {
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        let is_digit = |place: Option<&(usize, char)>| place.is_some_and(|(_, c)| digit(*c).is_some());
        let mut found = Vec::new();
        for from in 0..chars.len() {
            for to in from + 1..=chars.len() {
                let stretch: Vec<char> = chars[from..to].iter().map(|(_, c)| *c).collect();
                let digits: Vec<u8> = stretch.iter().filter_map(|c| digit(*c)).collect();
                let whole = !is_digit(from.checked_sub(1).and_then(|at| chars.get(at))) && !is_digit(chars.get(to));
                let ends = digit(stretch[0]).is_some() && digit(stretch[stretch.len() - 1]).is_some();
                let marks = stretch.iter().all(|c| digit(*c).is_some() || joins_cards(*c));
                let single = stretch.windows(2).all(|two| two.iter().any(|c| digit(*c).is_some()));
                if whole && ends && marks && single && (13..=19).contains(&digits.len()) && luhn(&digits) {
                    found.push(chars[from].0..chars.get(to).map_or(text.len(), |(at, _)| *at));
                }
            }
        }
        found
    }

    /// Texts full of digits; every other one has a card number in it.
    fn texts() -> impl Strategy<Value = String> {
        let part = prop_oneof![
            "[0-9]{1,6}",
            "[ -]",
            "[a-z+./(@]",
            Just("4111 1111 1111 1111".to_owned()),
            Just("378282246310005".to_owned()),
            "[๐-๙]{1,4}",
            "[０-９]{4}",
            "[一二三四五六七八九〇]{1,3}",
            Just("ann@example.com".to_owned()),
            "[0-9a-f]{4}",
        ];
        prop::collection::vec(part, 0..9).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn what_a_naive_look_finds_is_found(text in texts()) {
            let found = cards(&text);
            for naive in naive_cards(&text) {
                let touched = found.iter().any(|one| one.start < naive.end && naive.start < one.end);
                prop_assert!(touched, "{:?} of {:?}", &text[naive.clone()], text);
            }
            for one in &found {
                prop_assert!(naive_cards(&text).contains(one));
            }
        }

        #[test]
        fn places_are_in_order_and_within(text in any::<String>()) {
            for of in [cards, phones, emails] {
                let mut end = 0;
                for range in of(&text) {
                    prop_assert!(range.start >= end && range.end > range.start && text.get(range.clone()).is_some());
                    end = range.end;
                }
            }
        }
    }
}
