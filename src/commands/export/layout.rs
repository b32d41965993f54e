//! How an export is written down, and how that is told from `--format` and the name of the file.

use std::path::Path;

use super::kind::Kind;
use crate::error::{Error, Result};
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
}

impl Layout {
    /// The word for it, as the flag spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
        }
    }

    /// How rows are written in it.
    pub const fn rows(self) -> Form {
        match self {
            Self::Csv => Form::Csv,
            Self::Tsv => Form::Tsv { header: true },
            Self::Json => Form::Json,
            Self::Jsonl => Form::Jsonl,
        }
    }

    /// What `--format` asks for.
    fn asked(format: Format) -> Result<Self> {
        match format {
            Format::Csv => Ok(Self::Csv),
            Format::Tsv => Ok(Self::Tsv),
            Format::Json => Ok(Self::Json),
            Format::Jsonl => Ok(Self::Jsonl),
            Format::Table | Format::Txt => Err(Error::usage(format!("export cannot write --format {}", format.name()))
                .hint("the formats are csv, tsv, json and jsonl")),
        }
    }

    /// What the name of a file promises, where it does.
    fn promised(output: &Path) -> Result<Option<Self>> {
        let ending = output.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        let Some(ending) = ending.as_deref() else { return Ok(None) };
        match ending {
            "csv" => Ok(Some(Self::Csv)),
            "tsv" => Ok(Some(Self::Tsv)),
            "json" => Ok(Some(Self::Json)),
            "jsonl" => Ok(Some(Self::Jsonl)),
            "gz" => Err(Error::usage(format!("export does not pack: {}", output.display()))
                .hint("leave .gz out, or write to a pipe: livechats export | gzip")),
            "html" | "htm" | "md" | "txt" | "xls" | "xlsx" | "ods" | "xml" | "pdf" | "parquet" | "db" | "sqlite" => {
                Err(Error::usage(format!("export cannot write what the name {} promises", output.display()))
                    .hint("the formats are csv, tsv, json and jsonl; --format says which, whatever the name"))
            }
            _ => Ok(None),
        }
    }
}

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
        (Some(Kind::Whole), Some(_)) => Err(Error::usage("whole chats are written as JSON Lines only")
            .hint("name the file .jsonl, or choose --kind chats or --kind messages")),
        (kind, Some(layout)) => Ok((kind.unwrap_or(Kind::Chats), layout)),
        (Some(_), None) => Err(Error::usage(format!("the name {} does not tell the format", output.display()))
            .hint("say --format csv, tsv, json or jsonl")),
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
            (None, None, "a.xlsx", None),
            (None, Some(Format::Csv), "a.txt", Some((Chats, Layout::Csv))),
            (Some(Messages), None, "a.tsv", Some((Messages, Layout::Tsv))),
            (Some(Chats), None, "a.jsonl", Some((Chats, Layout::Jsonl))),
            (Some(Chats), None, "-", None),
            (Some(Messages), None, "a.txt", None),
            (Some(Whole), None, "-", Some((Whole, Layout::Jsonl))),
            (Some(Whole), None, "a.csv", None),
            (Some(Whole), Some(Format::Json), "a.jsonl", None),
        ] {
            assert_eq!(chosen(kind, asked, output), expected, "{kind:?} {asked:?} {output}");
        }
    }
}
