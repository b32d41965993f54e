//! The attachments of the chats of an export: those that the repository keeps, in a folder beside the file.

use std::io::Write;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::commands::watch::Watch;
use crate::error::Result;
use crate::exchange::manifest::{Attached, Attachments, FileSum};
use crate::exchange::output_folder::OutputFolder;
use crate::model::attachment::ending;
use crate::model::hex::hex;
use crate::store::{Choice, Store};

/// How the name of the folder ends.
const ENDING: &str = ".attachments";

/// How the names of the folders of chats begin.
const CHAT: &str = "chat-";

/// A folder of attachments that is being filled.
pub struct AttachmentFolder {
    name: String,
    folder: OutputFolder,
    files: Vec<FileSum>,
    missing: Vec<Attached>,
}

impl AttachmentFolder {
    /// Starts the folder beside a file: `all.jsonl.attachments`. One of an earlier export is replaced with `force`.
    ///
    /// # Errors
    /// As [`OutputFolder::create`].
    pub fn create(file: &Path, force: bool) -> Result<Self> {
        let mut path = file.as_os_str().to_owned();
        path.push(ENDING);
        let path = PathBuf::from(path);
        let folder = match force {
            true => OutputFolder::replace(&path, |name| name.starts_with(CHAT))?,
            false => OutputFolder::create(&path)?,
        };
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self { name, folder, files: Vec::new(), missing: Vec::new() })
    }

    /// Fills it with the attachments of the chats chosen, under names of our making.
    ///
    /// # Errors
    /// As reading and writing fail, and where a signal asked to stop.
    pub fn fill(&mut self, (store, choice): (&Store, &Choice<'_>), watch: &Watch) -> Result<()> {
        let (mut chat, mut number) = (0, 0);
        store.each_attachment(choice, |one| {
            watch.done(0)?;
            number = if chat == one.chat { number + 1 } else { 1 };
            chat = one.chat;
            let link = one.link.map(str::to_owned);
            let attached = Attached { chat, message: one.message, name: one.name.to_owned(), link };
            let Some(content) = one.content else {
                self.missing.push(attached);
                return Ok(());
            };
            let name = format!("{CHAT}{chat}/att-{number}.{}", ending(one.name));
            let mut file = self.folder.file(&name)?;
            file.write_all(content)?;
            file.flush()?;
            self.files.push(FileSum {
                name: format!("{}/{name}", self.name),
                rows: None,
                size: content.len() as u64,
                sha256: hex(&Sha256::digest(content)),
                attachment: Some(attached),
            });
            Ok(())
        })
    }

    /// How many were saved, and how many are missing.
    pub fn counts(&self) -> (u64, u64) {
        (self.files.len() as u64, self.missing.len() as u64)
    }

    /// Its files, what a manifest tells of it, and the folder itself, which is still to get its name.
    pub fn into_parts(self) -> (Vec<FileSum>, Attachments, OutputFolder) {
        let attachments = Attachments { saved: self.files.len() as u64, missing: self.missing };
        (self.files, attachments, self.folder)
    }
}
