//! How an export is written down, and how that is told from `--format` and the name of the file.

use std::path::Path;

use super::kind::Kind;
use crate::error::{Error, Result};
use crate::exchange::age_file::is_named_so;
use crate::output::Format;
use crate::output::rows::Form;

/// How an export is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Comma-separated values, with a header
    Csv,
    /// Values between tabs, with a header
    Tsv,
    /// One array of objects
    Json,
    /// One object a line
    Jsonl,
    /// Transcripts in plain text
    Txt,
    /// Transcripts as pages
    Html,
    /// Columns with types
    Parquet,
}

impl Layout {
    /// The word for it, as the flag spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Txt => "txt",
            Self::Html => "html",
            Self::Parquet => "parquet",
        }
    }

    /// The layout with this name.
    pub fn named(name: &str) -> Option<Self> {
        let all = [Self::Csv, Self::Tsv, Self::Json, Self::Jsonl, Self::Txt, Self::Html, Self::Parquet];
        all.into_iter().find(|layout| layout.name() == name)
    }

    /// How rows are written in it, where they are a stream of bytes.
    pub const fn rows(self) -> Option<Form> {
        match self {
            Self::Csv => Some(Form::Csv),
            Self::Tsv => Some(Form::Tsv { header: true }),
            Self::Json => Some(Form::Json),
            Self::Jsonl => Some(Form::Jsonl),
            Self::Txt | Self::Html | Self::Parquet => None,
        }
    }

    /// Whether it can be divided into parts.
    pub const fn is_divided(self) -> bool {
        self.rows().is_some()
    }

    /// Whether it holds whole chats, and nothing but.
    pub const fn is_transcript(self) -> bool {
        matches!(self, Self::Txt | Self::Html)
    }

    /// Whether it can be a folder of files.
    pub const fn fills_folders(self) -> bool {
        matches!(self, Self::Html | Self::Parquet)
    }

    /// Whether a terminal can show it.
    pub const fn is_shown(self) -> bool {
        !matches!(self, Self::Html | Self::Parquet)
    }

    /// What `--format` asks for.
    ///
    /// # Errors
    /// `Usage` for a table.
    pub fn asked(format: Format) -> Result<Self> {
        match format {
            Format::Csv => Ok(Self::Csv),
            Format::Tsv => Ok(Self::Tsv),
            Format::Json => Ok(Self::Json),
            Format::Jsonl => Ok(Self::Jsonl),
            Format::Txt => Ok(Self::Txt),
            Format::Html => Ok(Self::Html),
            Format::Parquet => Ok(Self::Parquet),
            Format::Table => Err(Error::usage("export cannot write --format table").hint(FORMATS)),
        }
    }

    /// What the name of a file promises, where it does.
    fn promised(output: &Path) -> Result<Option<Self>> {
        if is_named_so(output) {
            return Self::promised(Path::new(output.file_stem().unwrap_or_default()));
        }
        let ending = output.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        let Some(ending) = ending.as_deref() else { return Ok(None) };
        match ending {
            "csv" => Ok(Some(Self::Csv)),
            "tsv" => Ok(Some(Self::Tsv)),
            "json" => Ok(Some(Self::Json)),
            "jsonl" => Ok(Some(Self::Jsonl)),
            "gz" => Err(Error::usage(format!("export does not pack: {}", output.display()))
                .hint("leave .gz out, or write to a pipe: livechats export | gzip")),
            "txt" => Ok(Some(Self::Txt)),
            "html" | "htm" => Ok(Some(Self::Html)),
            "parquet" => Ok(Some(Self::Parquet)),
            "md" | "xls" | "xlsx" | "ods" | "xml" | "pdf" | "db" | "sqlite" => {
                Err(Error::usage(format!("export cannot write what the name {} promises", output.display()))
                    .hint(format!("{FORMATS}; --format says which, whatever the name")))
            }
            _ => Ok(None),
        }
    }
}

/// The formats of an export, for hints.
const FORMATS: &str = "the formats are csv, tsv, json, jsonl, html, txt and parquet";

/// What is written and how. The layout is what `--format` says, else how the file's name ends; a kind not said is the
/// one that the layout holds best.
///
/// # Errors
/// `Usage` where nothing tells the layout, or it cannot hold the kind.
pub fn kind_and_layout(kind: Option<Kind>, asked: Option<Format>, output: &Path) -> Result<(Kind, Layout)> {
    let layout = match asked {
        Some(format) => Some(Layout::asked(format)?),
        None => Layout::promised(output)?,
    };
    match (kind, layout) {
        // There is one layout for whole chats, whatever the file is called.
        (None | Some(Kind::Whole), None | Some(Layout::Jsonl)) => Ok((Kind::Whole, Layout::Jsonl)),
        (None | Some(Kind::Whole), Some(layout)) if layout.is_transcript() => Ok((Kind::Whole, layout)),
        (Some(Kind::Whole), Some(_)) => Err(Error::usage("whole chats are written as JSON Lines, html or txt only")
            .hint("name the file .jsonl, or choose --kind chats or --kind messages")),
        (Some(_), Some(layout)) if layout.is_transcript() => Err(Error::usage("transcripts hold whole chats")
            .hint("leave --kind out, or write its rows as csv, tsv, json, jsonl or parquet")),
        (kind, Some(layout)) => Ok((kind.unwrap_or(Kind::Chats), layout)),
        (Some(_), None) => Err(Error::usage(format!("the name {} does not tell the format", output.display()))
            .hint("say --format csv, tsv, json, jsonl or parquet")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(kind: Option<Kind>, asked: Option<Format>, output: &str) -> Option<(Kind, Layout)> {
        match kind_and_layout(kind, asked, Path::new(output)) {
            Ok(chosen) => Some(chosen),
            Err(error) => {
                assert_eq!(error.exit_code(), 2, "{output}");
                assert!(error.next_step().is_some());
                None
            }
        }
    }

    #[test]
    fn the_layout_comes_from_the_flag_then_from_the_name() {
        use Kind::{Chats, Messages, Whole};
        for (kind, asked, output, expected) in [
            (None, None, "-", Some((Whole, Layout::Jsonl))),
            (None, None, "a.jsonl", Some((Whole, Layout::Jsonl))),
            (None, None, "backup", Some((Whole, Layout::Jsonl))),
            (None, None, "a.CSV", Some((Chats, Layout::Csv))),
            (None, None, "a.json", Some((Chats, Layout::Json))),
            (None, Some(Format::Csv), "-", Some((Chats, Layout::Csv))),
            (None, Some(Format::Jsonl), "a.csv", Some((Whole, Layout::Jsonl))),
            (None, Some(Format::Table), "a.csv", None),
            (None, None, "a.jsonl.gz", None),
            (None, None, "a.csv.age", Some((Chats, Layout::Csv))),
            (None, None, "a.html.AGE", Some((Whole, Layout::Html))),
            (None, None, "a.age", Some((Whole, Layout::Jsonl))),
            (None, None, "a.jsonl.gz.age", None),
            (None, None, "a.xlsx", None),
            (None, Some(Format::Csv), "a.txt", Some((Chats, Layout::Csv))),
            (Some(Messages), None, "a.tsv", Some((Messages, Layout::Tsv))),
            (Some(Chats), None, "a.jsonl", Some((Chats, Layout::Jsonl))),
            (Some(Chats), None, "-", None),
            (Some(Messages), None, "a.txt", None),
            (None, None, "a.txt", Some((Whole, Layout::Txt))),
            (Some(Whole), None, "a.HTM", Some((Whole, Layout::Html))),
            (None, Some(Format::Html), "folder/", Some((Whole, Layout::Html))),
            (Some(Chats), None, "a.html", None),
            (None, None, "a.parquet", Some((Chats, Layout::Parquet))),
            (Some(Messages), None, "a.parquet/", Some((Messages, Layout::Parquet))),
            (Some(Whole), None, "a.parquet", None),
            (Some(Whole), None, "-", Some((Whole, Layout::Jsonl))),
            (Some(Whole), None, "a.csv", None),
            (Some(Whole), Some(Format::Json), "a.jsonl", None),
        ] {
            assert_eq!(chosen(kind, asked, output), expected, "{kind:?} {asked:?} {output}");
        }
    }
}
