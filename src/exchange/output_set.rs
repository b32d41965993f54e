//! The files of one export: one, or a sequence of parts, and the manifest that tells of them. All are whole before the
//! first has its name, and the manifest has its name last.

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::manifest::{FileSum, manifest_of};
use super::output_file::{OutputFile, SealedFile};
use crate::error::{Error, Result};
use crate::model::hex::hex;

/// Digits of a part's number, at least.
const DIGITS: usize = 4;

/// Files being written. If it is dropped before [`OutputSet::finish`], nothing is left.
pub struct OutputSet {
    path: PathBuf,
    in_parts: bool,
    current: OutputFile,
    /// What the current file is called.
    name: PathBuf,
    /// The digest of the current file so far, where there shall be a manifest.
    digest: Option<Sha256>,
    size: u64,
    /// `None` in a file that holds none of the export's.
    rows: Option<u64>,
    sealed: Vec<(SealedFile, FileSum)>,
    manifest: OutputFile,
}

impl OutputSet {
    /// Starts the files of this name: one, or parts (`a-0001.csv` for `a.csv`). What is there is replaced, at the end, only
    /// with `force`.
    ///
    /// # Errors
    /// As [`OutputFile::create`], for the file, any part of it that is there, and the manifest.
    pub fn create(path: &Path, force: bool, in_parts: bool, with_manifest: bool) -> Result<Self> {
        let name = if in_parts { part(path, 1) } else { path.to_owned() };
        let current = OutputFile::create(&name, force)?;
        if in_parts
            && !force
            && let Some(there) = parts_there(path)?.first()
        {
            return Err(Error::output(format!("cannot write parts of {}: {there} exists already", path.display()))
                .hint("name another file, or replace all parts with --force"));
        }
        // Also where none is written: an old one must not stand beside a new file.
        let manifest = current.create_beside(&manifest_of(path))?;
        let digest = with_manifest.then(Sha256::new);
        let path = path.to_owned();
        Ok(Self { path, in_parts, current, name, digest, size: 0, rows: Some(0), sealed: Vec::new(), manifest })
    }

    /// So many rows more are in the current file.
    pub fn count(&mut self, rows: u64) {
        self.rows = self.rows.map(|before| before + rows);
    }

    /// Ends the current part and begins the next.
    ///
    /// # Errors
    /// As for writing.
    pub fn next_part(&mut self) -> Result<()> {
        let name = part(&self.path, self.sealed.len() as u64 + 2);
        self.begin(name, Some(0))
    }

    /// Ends the current file and begins one of this name in the same folder, which holds no rows of the export.
    ///
    /// # Errors
    /// As for writing.
    pub fn next_file(&mut self, name: &Path) -> Result<()> {
        self.begin(name.to_owned(), None)
    }

    fn begin(&mut self, name: PathBuf, rows: Option<u64>) -> Result<()> {
        let next = self.current.create_beside(&name)?;
        let done = std::mem::replace(&mut self.current, next);
        let sum = self.sum();
        (self.name, self.rows) = (name, rows);
        self.sealed.push((done.seal()?, sum));
        Ok(())
    }

    /// What is told of the current file, and nothing of the next yet.
    fn sum(&mut self) -> FileSum {
        let name = self.name.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let sha256 = self.digest.as_mut().map(|digest| hex(&digest.finalize_reset())).unwrap_or_default();
        FileSum { name, rows: self.rows, size: std::mem::take(&mut self.size), sha256, attachment: None }
    }

    /// Makes all of it safe on the disk, then gives the files their names, and the manifest last. `write` makes it of the
    /// sums of the files; `first` gives their names to what shall be there before them. `there` is told of the
    /// manifest when the files have their names and it has none yet; where that fails they go again. Gives how many files
    /// there are, the manifest not counted.
    ///
    /// # Errors
    /// As for writing; `Output` where a name was taken meanwhile; those of `first` and `there`.
    pub fn finish(
        mut self,
        write: impl FnOnce(&[FileSum]) -> Vec<u8>,
        first: impl FnOnce() -> Result<()>,
        there: impl FnOnce(&[u8]) -> Result<()>,
    ) -> Result<usize> {
        let sum = self.sum();
        self.sealed.push((self.current.seal()?, sum));
        let (files, sums): (Vec<SealedFile>, Vec<FileSum>) = self.sealed.into_iter().unzip();
        let mut manifest = self.manifest;
        let told = write(&sums);
        if self.digest.is_some() {
            manifest.write_all(&told)?;
        }
        let manifest = manifest.seal()?;
        // From here to the end no manifest is there: who waits for it never sees one of other files.
        manifest.clear_name()?;
        if self.in_parts {
            for old in parts_there(&self.path)?.iter().filter(|old| !sums.iter().any(|sum| sum.name == **old)) {
                manifest.remove_beside(OsStr::new(old))?;
            }
        }
        first()?;
        SealedFile::appear_all(files)?;
        if let Err(error) = there(&told) {
            for sum in &sums {
                manifest.remove_beside(OsStr::new(&sum.name))?;
            }
            return Err(error);
        }
        if self.digest.is_some() {
            manifest.appear()?;
        }
        Ok(sums.len())
    }
}

impl Write for OutputSet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.current.write_all(bytes)?;
        self.size += bytes.len() as u64;
        if let Some(digest) = &mut self.digest {
            digest.update(bytes);
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.current.flush()
    }
}

/// `a-0001.csv` for the first part of `a.csv`.
fn part(path: &Path, number: u64) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{number:0DIGITS$}"));
    if let Some(ending) = path.extension() {
        name.push(".");
        name.push(ending);
    }
    path.with_file_name(name)
}

/// The file that this one would be a part of, by its name.
pub fn whole_of(part: &Path) -> Option<PathBuf> {
    let stem = part.file_stem()?.to_str()?;
    let (name, number) = stem.rsplit_once('-')?;
    let is_number = number.len() >= DIGITS && number.bytes().all(|byte| byte.is_ascii_digit());
    let mut whole = OsString::from(name);
    if let Some(ending) = part.extension() {
        whole.push(".");
        whole.push(ending);
    }
    (is_number && !name.is_empty()).then(|| part.with_file_name(whole))
}

/// The names of all parts of a file that are there, sorted.
fn parts_there(path: &Path) -> Result<Vec<String>> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name();
        if whole_of(&path.with_file_name(&name)).as_deref() == Some(path)
            && let Ok(name) = name.into_string()
        {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn told(sums: &[FileSum]) -> Vec<u8> {
        sums.iter().flat_map(|sum| format!("{} {:?} {}\n", sum.name, sum.rows, sum.size).into_bytes()).collect()
    }

    /// Writes these parts.
    fn write(path: &Path, force: bool, parts: &[&str]) -> Result<()> {
        let mut set = OutputSet::create(path, force, parts.len() > 1, true)?;
        for (place, text) in parts.iter().enumerate() {
            if place > 0 {
                set.next_part()?;
            }
            set.write_all(text.as_bytes())?;
            set.count(1);
        }
        set.finish(told, || Ok(()), |_| Ok(())).map(drop)
    }

    #[test]
    fn parts_are_named_and_known_by_name() {
        for (path, first) in [("x/a.csv", "x/a-0001.csv"), ("a", "a-0001"), ("a.b.json", "a.b-0001.json")] {
            assert_eq!(part(Path::new(path), 1), Path::new(first));
            assert_eq!(whole_of(Path::new(first)).as_deref(), Some(Path::new(path)));
        }
        assert_eq!(part(Path::new("a.csv"), 12_345), Path::new("a-12345.csv"));
        for other in ["a.csv", "a-1.csv", "a-00x1.csv", "-0001.csv", "a-0001.csv.gz"] {
            assert_eq!(whole_of(Path::new(other)).filter(|whole| whole.ends_with("a.csv")), None, "{other}");
        }
    }

    #[test]
    fn nothing_is_there_before_all_of_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        let mut set = OutputSet::create(&path, false, true, true).unwrap();
        for _ in 0..200 {
            set.write_all(b"half").unwrap();
            set.next_part().unwrap();
        }
        assert!(names(folder.path()).iter().all(|name| name.starts_with('.')));
        drop(set);
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn a_manifest_never_stands_beside_other_files() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        write(&path, false, &["one", "two", "three"]).unwrap();
        let manifest = std::fs::read_to_string(manifest_of(&path)).unwrap();
        assert_eq!(manifest, "a-0001.csv Some(1) 3\na-0002.csv Some(1) 3\na-0003.csv Some(1) 5\n");
        assert_eq!(write(&path, false, &["a", "b"]).unwrap_err().exit_code(), 16);
        // Parts of the one before that no new one replaces are gone, and so is a manifest that is not wanted.
        write(&path, true, &["a", "b"]).unwrap();
        assert_eq!(names(folder.path()), ["a-0001.csv", "a-0002.csv", "a.csv.manifest.json"]);
        let mut bare = OutputSet::create(&path, true, false, false).unwrap();
        bare.write_all(b"bare").unwrap();
        bare.finish(told, || Ok(()), |_| Ok(())).unwrap();
        assert_eq!(names(folder.path()), ["a-0001.csv", "a-0002.csv", "a.csv"]);
        std::fs::write(manifest_of(&path), "another's").unwrap();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(OutputSet::create(&path, false, false, false).err().map(|error| error.exit_code()), Some(16));
    }
}
