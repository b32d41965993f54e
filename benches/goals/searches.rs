//! G6 and G8 to G12: searching.

use std::path::PathBuf;

use crate::Result;
use crate::data::{Data, Random, Sample};
use crate::measure::{Run, Tools, medians, percentile, say};
use crate::report::{Goal, Report};

/// Queries of each class.
const QUERIES: usize = 48;

/// Measures them at every size; G8 and G9 where there is something to see.
pub fn measure(tools: &Tools, repositories: &[Data], report: &mut Report) -> Result<()> {
    for data in repositories {
        random_queries(tools, data, report)?;
        fixed_queries(tools, data, report)?;
        size_of_index(tools, data, report)?;
    }
    // An index of the shell's own costs about as much as the text, so one size must do.
    if let Some(data) = repositories.iter().rev().find(|data| data.chats <= 100_000) {
        against_shell_index(tools, data, report)?;
    }
    Ok(())
}

/// Kinds of queries, by what they are made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Word,
    TwoWords,
    Phrase,
    Beginning,
    ThaiOrChinese,
    InsideWord,
    OneOrTwoLetters,
}

impl Class {
    const ALL: [Self; 7] = [
        Self::Word,
        Self::TwoWords,
        Self::Phrase,
        Self::Beginning,
        Self::ThaiOrChinese,
        Self::InsideWord,
        Self::OneOrTwoLetters,
    ];

    /// The query that this message suggests, if it does.
    fn query(self, sample: &Sample, random: &mut Random) -> Option<String> {
        if self == Self::ThaiOrChinese {
            return foreign_piece(sample, random);
        }
        if !["en", "es", "tl"].contains(&sample.language.as_str()) {
            return None;
        }
        let words: Vec<&str> = sample.text.split(' ').filter(|word| word.chars().all(char::is_alphabetic)).collect();
        let long = |letters: usize| move |word: &&str| word.chars().count() >= letters;
        let pick = |letters: usize, random: &mut Random| -> Option<String> {
            let words: Vec<&str> = words.iter().copied().filter(long(letters)).collect();
            random.choose(&words).map(|word| (*word).to_owned())
        };
        match self {
            Self::Word => pick(4, random),
            Self::TwoWords => {
                let (one, other) = (pick(4, random)?, pick(4, random)?);
                (one != other).then(|| format!("{one} {other}"))
            }
            Self::Phrase => {
                let texts: Vec<&str> = sample.text.split(['.', ',', '?', '!', ':', ';']).collect();
                let words: Vec<&str> = random.choose(&texts)?.split_whitespace().collect();
                let start = random.place(words.len().saturating_sub(1));
                words.get(start..start + 2).map(|pair| pair.join(" "))
            }
            Self::Beginning => {
                let word = pick(6, random)?;
                let letters = word.chars().count() - 1 - random.place(3);
                Some(word.chars().take(letters).collect())
            }
            Self::InsideWord => {
                let word = pick(7, random)?;
                let letters = 3 + random.place(3);
                Some(word.chars().skip(1 + random.place(2)).take(letters).collect())
            }
            Self::OneOrTwoLetters => {
                let word = pick(4, random)?;
                Some(word.chars().skip(random.place(2)).take(1 + random.place(2)).collect())
            }
            Self::ThaiOrChinese => None,
        }
    }

    /// The command that looks for it.
    fn run(self, tools: &Tools, data: &Data, query: &str) -> Run {
        match self {
            Self::TwoWords => data.ours(tools, ["list", query]),
            _ => data.ours(tools, ["search", "--", query]),
        }
    }
}

fn foreign_piece(sample: &Sample, random: &mut Random) -> Option<String> {
    if !["th", "zh"].contains(&sample.language.as_str()) {
        return None;
    }
    let runs: Vec<Vec<char>> = sample
        .text
        .split(|letter: char| letter.is_ascii() || !letter.is_alphabetic() && letter != '\u{e31}')
        .map(|run| run.chars().collect::<Vec<char>>())
        .filter(|run| run.len() >= 2)
        .collect();
    let run = random.choose(&runs)?;
    let length = 2 + random.place(run.len().min(6) - 1);
    let start = random.place(run.len() - length + 1);
    run.get(start..start + length).map(|piece| piece.iter().collect())
}

/// G6 and G9: queries taken from random messages, each the median of three runs, against the floor.
fn random_queries(tools: &Tools, data: &Data, report: &mut Report) -> Result<()> {
    let samples = data.samples(tools)?;
    let floor = tools.floor(&data.file);
    let mut random = Random(7);
    let (mut whole, mut mixed, mut mixed_ms) = (Vec::new(), Vec::new(), Vec::new());
    for class in Class::ALL {
        let mut ratios = Vec::new();
        let mut slowest = (0.0, String::new());
        for _ in 0..QUERIES * 100 {
            if ratios.len() == QUERIES {
                break;
            }
            let Some(query) = random.choose(&samples).and_then(|sample| class.query(sample, &mut random)) else {
                continue;
            };
            let [ours, floor] = medians([&class.run(tools, data, &query), &floor], 3)?;
            let ratio = ours / floor;
            if ratio > slowest.0 {
                slowest = (ratio, query);
            }
            ratios.push(ratio);
            match class {
                Class::InsideWord | Class::OneOrTwoLetters => {}
                _ => mixed_ms.push(ours),
            }
        }
        match class {
            Class::Word | Class::TwoWords => whole.extend(&ratios),
            _ => {}
        }
        match class {
            Class::InsideWord => g6(report, "pieces of 3 letters and more inside Latin words", data, &mut ratios, 40.0),
            Class::OneOrTwoLetters => g6(report, "one and two letters", data, &mut ratios, 60.0),
            _ => mixed.extend(&ratios),
        }
        let (half, most) = (percentile(&mut ratios, 50), percentile(&mut ratios, 95));
        say(&format!("  {class:?}: p50 {half:.2} F, p95 {most:.2} F, slowest {:.2} F ({})", slowest.0, slowest.1));
    }
    g6(report, "one or two whole words", data, &mut whole, 2.0);
    g6(report, "words, pairs, phrases, beginnings, Thai and Chinese pieces", data, &mut mixed, 9.0);
    // In a small repository the scan is as quick as starting a process.
    if data.chats >= 1_000_000 {
        like_scan(tools, data, report, percentile(&mut mixed_ms, 95))?;
    }
    Ok(())
}

fn g6(report: &mut Report, what: &str, data: &Data, ratios: &mut [f64], most: f64) {
    let (half, ours) = (percentile(ratios, 50), percentile(ratios, 95));
    let what = format!("search newest 50: {what}, p95 in F");
    report.add("G6", &what, data.chats, format!("p50 {half:.2} F"), "1 F".to_owned(), ours, Goal::AtMost(most));
}

/// G9: what the shell needs that has no index.
fn like_scan(tools: &Tools, data: &Data, report: &mut Report, ours: f64) -> Result<()> {
    let sql = "SELECT DISTINCT chat_key FROM message WHERE text LIKE '%nowhere to be found%'
               ORDER BY chat_key DESC LIMIT 50";
    let [scan] = medians([&tools.shell(&data.file, [sql])], 3)?;
    let (ours_told, scan_told) = (format!("p95 {ours:.2} ms"), format!("{scan:.2} ms"));
    let what = "LIKE scan, how many times as long as a search";
    report.add("G9", what, data.chats, ours_told, scan_told, scan / ours, Goal::AtLeast(100.0));
    Ok(())
}

/// G10 and G11.
fn fixed_queries(tools: &Tools, data: &Data, report: &mut Report) -> Result<()> {
    let floor = tools.floor(&data.file);
    let rare = data.ours(tools, ["search", "refund", "tag:legal"]);
    let ranked = data.ours(tools, ["search", "refund", "--sort", "relevance"]);
    for (goal, what, run, most) in
        [("G10", "search refund tag:legal", rare, 20.0), ("G11", "search refund --sort relevance", ranked, 10.0)]
    {
        let [ours, floor] = medians([&run, &floor], 15)?;
        report.ratio(goal, what, data.chats, ours, floor, Goal::AtMost(most));
    }
    Ok(())
}

/// G12: pages of all tables that only searching needs.
fn size_of_index(tools: &Tools, data: &Data, report: &mut Report) -> Result<()> {
    let text: f64 = data.value(tools, "SELECT sum(length(CAST(text AS BLOB))) FROM message")?.parse()?;
    let index = data.value(
        tools,
        "SELECT sum(pgsize) FROM dbstat WHERE aggregate = TRUE AND
         (name LIKE 'search%' OR name LIKE 'term%' OR name LIKE 'sqlite_autoindex_term%')",
    );
    let Ok(index) = index.and_then(|bytes| Ok(bytes.parse::<f64>()?)) else {
        say("this sqlite3 has no dbstat: G12 is left out");
        return Ok(());
    };
    let megabytes = |bytes: f64| format!("{:.1} MB", bytes / 1e6);
    let (ours, peer) = (megabytes(index), format!("text {}", megabytes(text)));
    report.add("G12", "search structures against the text", data.chats, ours, peer, index / text, Goal::AtMost(1.5));
    Ok(())
}

/// G8: the shell with an index of its own over every message, in a file beside the repository.
fn against_shell_index(tools: &Tools, data: &Data, report: &mut Report) -> Result<()> {
    let side = shell_index(tools, data)?;
    let attach = format!("ATTACH '{}' AS repository", data.file.display());
    let combined = "SELECT DISTINCT chat.id, chat.created_at, chat.status, chat.message_count
         FROM words JOIN chat ON chat.key = words.rowid >> 12
         JOIN chat_tag ON chat_tag.chat_key = chat.key
         WHERE words MATCH 'refund' AND chat.status = 5 AND chat.created_at >= 1780272000000000
           AND chat_tag.tag_id = (SELECT id FROM tag WHERE name = 'vip')
         ORDER BY chat.key DESC LIMIT 50";
    let ours = data.ours(tools, ["search", "refund", "tag:vip status:closed created:>=2026-06-01", "--tz", "UTC"]);
    let [ours, shell] = medians([&ours, &tools.shell(&side, [&attach, combined])], 15)?;
    let what = "search + tag + status + date, against the shell's index";
    report.ratio("G8", what, data.chats, ours, shell, Goal::AtMost(0.8));
    let count = "SELECT count(DISTINCT rowid >> 12) FROM words WHERE words MATCH 'refund'";
    let ours = data.ours(tools, ["search", "refund", "--count"]);
    let [ours, shell] = medians([&ours, &tools.shell(&side, [count])], 15)?;
    report.ratio("G8", "search --count, against the shell's index", data.chats, ours, shell, Goal::AtMost(0.75));
    Ok(())
}

/// The shell's index. A row's number holds the chat's key and, in its lowest 12 bits, the message's number.
fn shell_index(tools: &Tools, data: &Data) -> Result<PathBuf> {
    let side = tools.folder.join(format!("words-{}.db", data.chats));
    let attach = format!("ATTACH '{}' AS repository", data.file.display());
    let make = "CREATE VIRTUAL TABLE words USING fts5(text, content = '');
                INSERT INTO words (rowid, text) SELECT (chat_key << 12) + number, text FROM repository.message;
                INSERT INTO words (words) VALUES ('optimize')";
    say("making an index of the shell's own");
    tools.shell(&side, [&attach, make]).on_fresh(&side, None).once()?;
    Ok(side)
}
