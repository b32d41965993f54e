//! The repository's file from outside: what the system tells of it, and of where it lies.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::error::Result;
use crate::model::temporary::maker_of;
use crate::store::open::beside;

/// What the system tells of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePlace {
    /// Its size.
    pub bytes: u64,
    /// Its permission bits.
    pub mode: u32,
    /// The account it belongs to.
    pub owner: u32,
    /// Its names.
    pub links: u64,
    /// What is in its log.
    pub log: u64,
    /// The kind of file system, where that is one to know of.
    pub system: Option<FileSystem>,
    /// Bytes that are free there.
    pub free: u64,
    /// Whether it can only be read there.
    pub read_only: bool,
    /// What a program of ours that was stopped left beside it.
    pub leftovers: Vec<PathBuf>,
}

/// A file system that does not keep the promises of a local disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileSystem {
    /// Another machine's.
    Network(&'static str),
    /// One over another.
    Overlay,
    /// In memory.
    Memory,
}

/// File systems by the numbers that Linux gives them (linux/magic.h, and statfs(2)).
const SYSTEMS: &[(u32, FileSystem)] = &[
    (0x6969, FileSystem::Network("NFS")),
    (0x517b, FileSystem::Network("SMB")),
    (0xff53_4d42, FileSystem::Network("CIFS")),
    (0xfe53_4d42, FileSystem::Network("SMB2")),
    (0x0102_1997, FileSystem::Network("9P")),
    (0x5346_414f, FileSystem::Network("AFS")),
    (0x00c3_6400, FileSystem::Network("Ceph")),
    (0x6573_5546, FileSystem::Network("FUSE")),
    (0x794c_7630, FileSystem::Overlay),
    (0x0102_1994, FileSystem::Memory),
];

impl FilePlace {
    /// Looks at the file at `path`, and at nothing in it.
    ///
    /// # Errors
    /// `Io` where it cannot be looked at.
    pub fn of(path: &Path) -> Result<Self> {
        let metadata = fs::symlink_metadata(path)?;
        let volume = rustix::fs::statvfs(path).ok();
        // The kernel's number has 32 bits, and is given sign and all on some machines.
        let magic = rustix::fs::statfs(path).ok().map(|system| (system.f_type as u64 & 0xffff_ffff) as u32);
        let system = SYSTEMS.iter().find(|(number, _)| Some(*number) == magic).map(|(_, system)| *system);
        Ok(Self {
            bytes: metadata.len(),
            mode: metadata.permissions().mode() & 0o777,
            owner: metadata.uid(),
            links: metadata.nlink(),
            log: fs::metadata(beside(path, "-wal")).map_or(0, |log| log.len()),
            system,
            free: volume.as_ref().map_or(0, |volume| volume.f_bavail.saturating_mul(volume.f_frsize)),
            read_only: volume.is_some_and(|volume| volume.f_flag.contains(rustix::fs::StatVfsMountFlags::RDONLY)),
            leftovers: leftovers(path),
        })
    }
}

/// Hidden files that we name so while we write them, of processes that are no more.
fn leftovers(path: &Path) -> Vec<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut left: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| is_leftover(path)).collect();
    left.sort();
    left
}

fn is_leftover(path: &Path) -> bool {
    let maker = path.file_name().and_then(|name| name.to_str()).and_then(maker_of);
    maker.is_some_and(|process| !Path::new("/proc").join(process.to_string()).exists())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leftover_is_of_a_process_that_is_no_more() {
        let own = std::process::id();
        let is = |name: &str| is_leftover(&Path::new("/x").join(name));
        assert!(is(".livechats-4294967294-0.tmp") && is(".livechats-4294967294-copy.tmp-wal"));
        assert!(!is(&format!(".livechats-{own}-0.tmp")));
        assert!(!is("r.db"));
    }
}
