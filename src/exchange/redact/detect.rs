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

/// Card numbers: 13 to 19 digits, in groups with a space or a hyphen between, whose check digit is right.
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
            let joins = matches!(between, [] | [_]) && between.iter().all(|one| is_hyphen(one.c) || is_space(one.c));
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
/// between two of them; no date, and nothing that goes on as a word.
pub fn phones(text: &str) -> Vec<Range<usize>> {
    let glyphs = glyphs(text);
    let groups = groups(&glyphs);
    let mut found = Vec::new();
    let is_between = |one: &Glyph| is_hyphen(one.c) || is_space(one.c) || "./()（）．／".contains(one.c);
    let mut first = 0;
    while first < groups.len() {
        let mut last = first;
        while let (Some(one), Some(next)) = (groups.get(last), groups.get(last + 1)) {
            let between = glyphs.get(one.glyphs.end..next.glyphs.start).unwrap_or_default();
            if between.len() > 2 || !between.iter().all(is_between) {
                break;
            }
            last += 1;
        }
        let run = groups.get(first..=last).unwrap_or_default();
        first = last + 1;
        let (Some(begin), Some(end)) = (run.first(), run.last()) else { continue };
        let mut range = begin.glyphs.start..end.glyphs.end;
        let before = |place: usize| place.checked_sub(1).and_then(|place| glyphs.get(place)).map(|glyph| glyph.c);
        let plus = matches!(before(range.start), Some('+' | '＋'));
        range.start -= usize::from(plus);
        let count: usize = run.iter().map(|group| group.glyphs.len()).sum();
        let of_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
        let in_word = of_word(before(range.start)) || of_word(glyphs.get(range.end).map(|glyph| glyph.c));
        let lengths: Vec<usize> = run.iter().map(|group| group.glyphs.len()).collect();
        let is_date = !plus && matches!(lengths[..], [4, 1 | 2, 1 | 2, ..] | [1 | 2, 1 | 2, 4, ..]);
        if (if plus { 7 } else { 9 }..=15).contains(&count) && !in_word && !is_date {
            found.push(bytes(&glyphs, &range, text));
        }
    }
    found
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
            ("4111.1111.1111.1111", None),
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
                let marks = stretch.iter().all(|c| digit(*c).is_some() || is_hyphen(*c) || is_space(*c));
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
