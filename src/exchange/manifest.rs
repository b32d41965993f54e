//! What is told of an export in a file beside it: what it holds, of which moment, and the size and digest of each file.

mod listed;
mod rows;

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::sum_list::{SumList, stays_inside};
use crate::error::{Error, Result, describe};
use crate::model::hex::hex;
use crate::model::hidden::is_hidden;

/// The version of this form.
const FORM: u32 = 1;

/// The most bytes of a manifest that are read.
const MOST_BYTES: u64 = 64 << 20;

/// Bytes read at once.
const BUFFER: usize = 256 << 10;

/// How the name of a manifest ends.
pub const ENDING: &str = ".manifest.json";

/// Where the manifest of a file is.
pub fn manifest_of(file: &Path) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(ENDING);
    file.with_file_name(name)
}

/// What is told of an export. Keys are stable, new ones are only added.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this form.
    pub livechats_export: u32,
    /// Version of the program that wrote it.
    pub program: String,
    /// Version of the repository's form.
    pub schema: i32,
    /// What the export holds.
    pub kind: String,
    /// How it is written.
    pub format: String,
    /// The columns, in order; none of whole chats.
    pub columns: Vec<String>,
    /// The query as it was understood; empty for all there is.
    pub query: String,
    /// The zone in which days of the query were taken.
    pub zone: String,
    /// When it was written.
    pub written: String,
    /// The record of the repository at the moment of the export.
    pub record: Head,
    /// How many of how many.
    pub counts: Counts,
    /// Whether texts are guarded against spreadsheets.
    pub excel: bool,
    /// Whether the files are encrypted; then neither query nor columns are told.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub encrypted: bool,
    /// What was taken out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redacted: Vec<Redacted>,
    /// The files of attachments, and what is missing there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachments: Option<Attachments>,
    /// The run of the job that it is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<JobTold>,
    /// The files.
    pub files: Vec<FileSum>,
    /// Where the files of a folder are told of, however many there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<SumList>,
}

/// A run of an export job.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobTold {
    /// The job's name.
    pub name: String,
    /// Which run, from 1.
    pub run: i64,
    /// The operation that the run before saw last; none where this one writes everything.
    pub after: Option<i64>,
    /// Chats that are in it.
    pub written: u64,
    /// Chats that the copy must drop.
    pub gone: u64,
    /// Chats that the copy holds then.
    pub chats: i64,
}

/// Where the record of a repository stood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The last operation.
    pub operation: i64,
    /// Its digest.
    pub digest: String,
}

/// How much an export holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Chats, where it is about chats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chats: Option<u64>,
    /// Rows, or chats where they are whole.
    pub rows: u64,
    /// How many there were, within reach of whoever exported: chats, or what else there is.
    pub of: u64,
}

/// What was taken out of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redacted {
    /// Of what kind.
    pub profile: String,
    /// How often.
    pub count: u64,
}

/// The attachments of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachments {
    /// How many are among the files.
    pub saved: u64,
    /// Those whose bytes the repository does not hold.
    pub missing: Vec<Attached>,
}

/// Which attachment it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// Number of the chat.
    pub chat: i64,
    /// Place of the message in the thread.
    pub message: i64,
    /// What the sender called it.
    pub name: String,
    /// Where it lies, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// One file of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSum {
    /// Its name, from the folder of the manifest.
    pub name: String,
    /// Rows in it, its header not counted; none where it has no rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// Bytes.
    pub size: u64,
    /// Digest.
    pub sha256: String,
    /// The attachment that it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachment: Option<Attached>,
}

impl Manifest {
    /// The manifest as it is written.
    pub fn write(mut self) -> Vec<u8> {
        self.livechats_export = FORM;
        let text = serde_json::to_string_pretty(&self).unwrap_or_default();
        let mut out = String::with_capacity(text.len() + 1);
        for c in text.chars() {
            // Nothing of ours is hidden but the ends of lines: it stands in a string, and whoever looks shall see it.
            match is_hidden(c) && c != '\n' {
                true => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}"))),
                false => out.push(c),
            }
        }
        out.push('\n');
        out.into_bytes()
    }

    /// What may be told beside encrypted files: neither whom a query asks for, nor what custom fields are called.
    #[must_use]
    pub fn of_encrypted(self) -> Self {
        Self { encrypted: true, query: String::new(), columns: Vec::new(), ..self }
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// `NotFound` where there is none, `BadData` for what is none, `Version` for one of a newer form, `Io`.
    pub fn read(path: &Path) -> Result<Self> {
        let shown = path.display();
        let file = regular(path)?.ok_or_else(|| {
            Error::not_found(format!("there is no manifest {shown}"))
                .hint("export writes one beside each file, unless told --no-manifest")
        })?;
        let bad = |why: &str| Error::bad_data(format!("{shown} is no manifest of an export: {why}"));
        let mut text = Vec::new();
        file.take(MOST_BYTES + 1).read_to_end(&mut text)?;
        if text.len() as u64 > MOST_BYTES {
            return Err(bad("it is longer than 64 MiB"));
        }
        #[derive(Deserialize)]
        struct Form {
            livechats_export: u32,
        }
        let form: Form = serde_json::from_slice(&text).map_err(|error| bad(&error.to_string()))?;
        if form.livechats_export > FORM {
            return Err(Error::version(format!(
                "{shown} is of form {}, newer than this program",
                form.livechats_export
            ))
            .hint("verify it with the livechats that wrote it, or a newer one"));
        }
        let manifest: Self = serde_json::from_slice(&text).map_err(|error| bad(&error.to_string()))?;
        let names = manifest.files.iter().map(|file| &file.name).chain(manifest.list.as_ref().map(|list| &list.name));
        match names.into_iter().find(|name| !stays_inside(name)) {
            Some(name) => Err(bad(&format!("it names a file outside its folder: {name}"))),
            None => Ok(manifest),
        }
    }

    /// How many files it tells of.
    pub fn file_count(&self) -> u64 {
        self.files.len() as u64 + self.list.as_ref().map_or(0, |list| list.files)
    }

    /// What differs between the files in this folder and what is told of them; `step` is told of bytes read, and may end
    /// it.
    ///
    /// # Errors
    /// As reading fails.
    pub fn differences(&self, folder: &Path, step: &dyn Fn(u64) -> Result<()>) -> Result<Vec<String>> {
        let mut found = Vec::new();
        for told in &self.files {
            found.extend(self.difference(told, &folder.join(&told.name), step)?);
        }
        let rows: Vec<u64> = self.files.iter().filter_map(|file| file.rows).collect();
        if !rows.is_empty() && rows.iter().sum::<u64>() != self.counts.rows {
            found.push(format!("the manifest tells of {} rows, and its files of other counts", self.counts.rows));
        }
        if let Some(list) = &self.list {
            listed::differences(list, folder, step, &mut found)?;
        } else if self.counts.rows > 0 && self.files.iter().all(|file| file.attachment.is_some()) {
            found.push(format!("the manifest tells of {} rows, and of no file with them", self.counts.rows));
        }
        Ok(found)
    }

    /// Whether a file of this name, from the folder of the manifest, is one that it tells of by itself, not by its list.
    pub fn tells_of(&self, name: &str) -> bool {
        self.files.iter().any(|file| file.name == name)
    }

    fn difference(&self, told: &FileSum, path: &Path, step: &dyn Fn(u64) -> Result<()>) -> Result<Option<String>> {
        let shown = path.display();
        let Some(file) = regular(path)? else { return Ok(Some(format!("{shown} is missing"))) };
        let size = file.metadata()?.len();
        if size != told.size {
            return Ok(Some(format!("{shown} has {size} bytes, and its manifest says {}", told.size)));
        }
        let mut reader = Digesting { file, digest: Sha256::new(), step };
        let rows = if told.rows.is_some() { rows::count(&self.format, &mut reader) } else { Ok(None) };
        if !reader.is(&told.sha256)? {
            return Ok(Some(another(path)));
        }
        Ok(match (rows?, told.rows) {
            (Some(rows), Some(told)) if rows != told => {
                Some(format!("{shown} has {rows} rows, and its manifest says {told}"))
            }
            _ => None,
        })
    }
}

fn another(path: &Path) -> String {
    format!("{} is not what was written: its SHA-256 is another", path.display())
}

/// A file that is one; `None` where nothing is there.
fn regular(path: &Path) -> Result<Option<File>> {
    let shown = path.display();
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => {}
        Ok(_) => return Err(Error::usage(format!("{shown} is not a regular file"))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::io(format!("cannot read {shown}: {}", describe(&error)))),
    }
    File::open(path).map(Some).map_err(|error| Error::io(format!("cannot read {shown}: {}", describe(&error))))
}

/// A file whose digest is made while it is read.
struct Digesting<'a> {
    file: File,
    digest: Sha256,
    step: &'a dyn Fn(u64) -> Result<()>,
}

impl Digesting<'_> {
    /// Whether all that was read and what is left have this digest.
    fn is(mut self, sha256: &str) -> std::io::Result<bool> {
        std::io::copy(&mut BufReader::with_capacity(BUFFER, &mut self), &mut std::io::sink())?;
        Ok(hex(&self.digest.finalize()) == sha256.to_ascii_lowercase())
    }
}

impl Read for Digesting<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.digest.update(buffer.get(..count).unwrap_or_default());
        (self.step)(count as u64).map_err(|error| std::io::Error::other(error.to_string()))?;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(format: &str, text: &str, rows: u64) -> Manifest {
        let sha256 = hex(&Sha256::digest(text.as_bytes()));
        let file = FileSum { name: "a".into(), rows: Some(rows), size: text.len() as u64, sha256, attachment: None };
        let counts = Counts { chats: None, rows, of: rows };
        Manifest { format: format.into(), counts, files: vec![file], ..Manifest::default() }
    }

    fn differences(manifest: &Manifest, text: Option<&str>) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        if let Some(text) = text {
            std::fs::write(folder.path().join("a"), text).unwrap();
        }
        let found = manifest.differences(folder.path(), &|_| Ok(())).unwrap();
        found.into_iter().map(|line| line.replace(&folder.path().display().to_string(), "")).collect()
    }

    #[test]
    fn every_format_is_counted_again() {
        for (format, text, rows) in [
            ("csv", "a,b\n1,\"x\ny\"\n\"\",\n", 2),
            ("csv", "a\r\n\"\"\r\n", 1),
            ("csv", "a\n", 0),
            ("tsv", "a\n1\n", 1),
            ("json", "[]\n", 0),
            ("json", "[\n{\"a\":[1,2]},\n{\"a\":null}\n]\n", 2),
            ("jsonl", "", 0),
            ("jsonl", "{}\n{}\n", 2),
        ] {
            assert_eq!(differences(&manifest(format, text, rows), Some(text)), [""; 0], "{format} {text:?}");
            let other = differences(&manifest(format, text, rows + 1), Some(text));
            assert_eq!(other, [format!("/a has {rows} rows, and its manifest says {}", rows + 1)], "{format} {text:?}");
        }
    }

    #[test]
    fn every_other_byte_is_found() {
        let text = "a,b\n1,2\n3,\"x\ny\"\n";
        let told = manifest("csv", text, 2);
        for place in 0..text.len() {
            for bit in [1, 2, 4, 8, 16, 32, 64] {
                let mut bytes = text.as_bytes().to_vec();
                bytes[place] ^= bit;
                let changed = String::from_utf8(bytes).unwrap();
                assert_eq!(differences(&told, Some(&changed)), ["/a is not what was written: its SHA-256 is another"]);
            }
            let cut = differences(&told, Some(&text[..place]));
            assert_eq!(cut, [format!("/a has {place} bytes, and its manifest says {}", text.len())]);
        }
        assert_eq!(differences(&told, None), ["/a is missing"]);
    }

    #[test]
    fn no_text_in_it_drives_a_terminal() {
        let name = "\u{1b}[2J\u{9b}\u{202e}\u{7f}\n\u{e0041}é世\"".to_owned();
        let missing = vec![Attached { name: name.clone(), ..Attached::default() }];
        let attachments = Some(Attachments { saved: 0, missing });
        let written = Manifest { attachments, ..manifest("csv", "", 0) }.write();
        let text = String::from_utf8(written.clone()).unwrap();
        assert!(!text.chars().any(|c| is_hidden(c) && c != '\n'), "{text}");
        let read: Manifest = serde_json::from_slice(&written).unwrap();
        assert_eq!(read.attachments.unwrap().missing[0].name, name);
    }

    #[test]
    fn what_is_no_manifest_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.manifest.json");
        let code = |text: &str| {
            std::fs::write(&path, text).unwrap();
            Manifest::read(&path).map(drop).map_err(|error| error.exit_code())
        };
        let good = String::from_utf8(manifest("csv", "", 0).write()).unwrap();
        assert_eq!(code(&good), Ok(()));
        for bad in ["", "[]", "{}", &good.replace("\"files\"", "\"fils\""), &good[..good.len() / 2]] {
            assert_eq!(code(bad), Err(8), "{bad}");
        }
        for outside in ["../a", "/etc/passwd", "b/../../a", "", "."] {
            assert_eq!(
                code(&good.replace("\"name\": \"a\"", &format!("\"name\": \"{outside}\""))),
                Err(8),
                "{outside}"
            );
        }
        assert_eq!(code(&good.replace("\"livechats_export\": 1", "\"livechats_export\": 2")), Err(13));
        assert_eq!(Manifest::read(&folder.path().join("b")).unwrap_err().exit_code(), 5);
    }
}
