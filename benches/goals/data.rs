//! The repositories that are measured, and words to look for in them.

use std::path::PathBuf;

use crate::Result;
use crate::measure::{Run, Tools, say};

/// A repository of made-up chats.
pub struct Data {
    /// How many chats.
    pub chats: u64,
    /// The repository.
    pub file: PathBuf,
}

/// A message to take words from.
pub struct Sample {
    /// Language tag.
    pub language: String,
    /// What was said.
    pub text: String,
}

impl Data {
    /// Makes the repository, unless an earlier run left it.
    pub fn make(tools: &Tools, chats: u64) -> Result<Self> {
        let file = tools.folder.join(format!("demo-{chats}.db"));
        let number = chats.to_string();
        let make = tools.ours(&file, ["--quiet", "demo", "--chats", &number]);
        say(&make.line());
        if make.once().is_err() {
            // One of another version, most likely. A second failure is told.
            make.on_fresh(&file, None).once()?;
        }
        let data = Self { chats, file };
        // Into the cache.
        tools.shell(&data.file, ["select sum(length(text)) from message"]).once()?;
        Ok(data)
    }

    /// Messages of some 400 chats, the same in every run.
    pub fn samples(&self, tools: &Tools) -> Result<Vec<Sample>> {
        let mut random = Random(self.chats);
        let ids: Vec<String> = (0..400).map(|_| (random.below(self.chats) + 1).to_string()).collect();
        let sql = format!(
            "SELECT language.name, message.text FROM chat JOIN language ON language.id = chat.language_id
             JOIN message ON message.chat_key = chat.key WHERE chat.id IN ({}) ORDER BY chat.id, number",
            ids.join(",")
        );
        let output = tools.shell(&self.file, []).with(sql).output()?;
        let text = String::from_utf8(output.stdout)?;
        let lines = text.lines().filter_map(|line| line.split_once('|'));
        Ok(lines.map(|(language, text)| Sample { language: language.to_owned(), text: text.to_owned() }).collect())
    }

    /// The single value that a statement gives.
    pub fn value(&self, tools: &Tools, sql: &str) -> Result<String> {
        let output = tools.shell(&self.file, [sql]).output()?;
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }

    /// How often to run long commands.
    pub fn rounds(&self) -> usize {
        if self.chats > 200_000 { 3 } else { 5 }
    }

    /// Our program on this repository.
    pub fn ours<const N: usize>(&self, tools: &Tools, arguments: [&str; N]) -> Run {
        tools.ours(&self.file, arguments)
    }
}

/// Chance that is the same in every run: SplitMix64.
pub struct Random(pub u64);

impl Random {
    /// A number from 0 to `count` - 1.
    pub fn below(&mut self, count: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % count.max(1)
    }

    /// A place in a list of this length.
    pub fn place(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }

    /// One of these.
    pub fn choose<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.place(items.len()))
    }
}
