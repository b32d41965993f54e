//! The files of one export: one, or a sequence of parts, and the manifest that tells of them. All are whole before the
//! first has its name, and the manifest has its name last.

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::age_file::{self, Encrypting, Recipients};
use super::manifest::{FileSum, manifest_of};
use super::output_file::{OutputFile, SealedFile};
use crate::error::{Error, Result};
use crate::model::hex::hex;

/// Digits of a part's number, at least.
const DIGITS: usize = 4;

/// Files being written. If it is dropped before [`OutputSet::finish`], nothing is left.
pub struct OutputSet {
    path: PathBuf,
    how: How,
    current: Encrypting<Summed>,
    /// What the current file is called.
    name: PathBuf,
    /// `None` in a file that holds none of the export's.
    rows: Option<u64>,
    sealed: Vec<(SealedFile, FileSum)>,
    manifest: OutputFile,
}

/// How files are written.
#[derive(Clone, Debug, Default)]
pub struct How {
    /// What is there is replaced, at the end.
    pub force: bool,
    /// Parts (`a-0001.csv` for `a.csv`).
    pub in_parts: bool,
    /// A manifest beside them.
    pub with_manifest: bool,
    /// To whom they are encrypted; the manifest is not.
    pub recipients: Option<Recipients>,
}

/// A file whose size and digest are made of the bytes that get there.
struct Summed {
    file: OutputFile,
    digest: Option<Sha256>,
    size: u64,
}

impl OutputSet {
    /// Starts the files of this name.
    ///
    /// # Errors
    /// As [`OutputFile::create`], for the file, any part of it that is there, and the manifest.
    pub fn create(path: &Path, how: How) -> Result<Self> {
        let name = if how.in_parts { part(path, 1) } else { path.to_owned() };
        let first = OutputFile::create(&name, how.force)?;
        if how.in_parts
            && !how.force
            && let Some(there) = parts_there(path)?.first()
        {
            return Err(Error::output(format!("cannot write parts of {}: {there} exists already", path.display()))
                .hint("name another file, or replace all parts with --force"));
        }
        // Also where none is written: an old one must not stand beside a new file.
        let manifest = first.create_beside(&manifest_of(path))?;
        let current = how.begin(first)?;
        Ok(Self { path: path.to_owned(), how, current, name, rows: Some(0), sealed: Vec::new(), manifest })
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
        let next = self.how.begin(self.manifest.create_beside(&name)?)?;
        let done = std::mem::replace(&mut self.current, next);
        let name = std::mem::replace(&mut self.name, name);
        let rows = std::mem::replace(&mut self.rows, rows);
        self.sealed.push(self.how.seal(done, &name, rows)?);
        Ok(())
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
        self.sealed.push(self.how.seal(self.current, &self.name, self.rows)?);
        let (files, sums): (Vec<SealedFile>, Vec<FileSum>) = self.sealed.into_iter().unzip();
        let mut manifest = self.manifest;
        let told = write(&sums);
        if self.how.with_manifest {
            manifest.write_all(&told)?;
        }
        let manifest = manifest.seal()?;
        // From here to the end no manifest is there: who waits for it never sees one of other files.
        manifest.clear_name()?;
        if self.how.in_parts {
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
        if self.how.with_manifest {
            manifest.appear()?;
        }
        Ok(sums.len())
    }
}

impl How {
    /// What comes before the bytes of a file.
    fn begin(&self, file: OutputFile) -> Result<Encrypting<Summed>> {
        let digest = self.with_manifest.then(Sha256::new);
        Ok(Encrypting::new(Summed { file, digest, size: 0 }, self.recipients.as_ref())?)
    }

    /// What comes behind them, and what is told of the file then.
    fn seal(&self, file: Encrypting<Summed>, name: &Path, rows: Option<u64>) -> Result<(SealedFile, FileSum)> {
        let Summed { file, digest, size } = file.finish()?;
        let name = name.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let sha256 = digest.map(|digest| hex(&digest.finalize())).unwrap_or_default();
        // Without the key nobody can count them again.
        let rows = rows.filter(|_| self.recipients.is_none());
        Ok((file.seal()?, FileSum { name, rows, size, sha256, attachment: None }))
    }
}

impl Write for OutputSet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.current.write(bytes)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.current.write_all(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.current.flush()
    }
}

impl Write for Summed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.size += bytes.len() as u64;
        if let Some(digest) = &mut self.digest {
            digest.update(bytes);
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// `a-0001.csv` for the first part of `a.csv`.
fn part(path: &Path, number: u64) -> PathBuf {
    let (mut name, ending) = in_two(path);
    name.push(format!("-{number:0DIGITS$}"));
    name.push(ending);
    path.with_file_name(name)
}

/// The file that this one would be a part of, by its name.
pub fn whole_of(part: &Path) -> Option<PathBuf> {
    let (stem, ending) = in_two(part);
    let (name, number) = stem.to_str()?.rsplit_once('-')?;
    let is_number = number.len() >= DIGITS && number.bytes().all(|byte| byte.is_ascii_digit());
    let mut whole = OsString::from(name);
    whole.push(ending);
    (is_number && !name.is_empty()).then(|| part.with_file_name(whole))
}

/// The name of a file in two: `a` and `.csv`, or `.csv.age` where it is encrypted.
fn in_two(path: &Path) -> (OsString, OsString) {
    let once = |path: &Path| {
        let mut ending = OsString::new();
        if let Some(extension) = path.extension() {
            ending.push(".");
            ending.push(extension);
        }
        (path.file_stem().unwrap_or_default().to_owned(), ending)
    };
    let (stem, ending) = once(path);
    if !age_file::is_named_so(path) {
        return (stem, ending);
    }
    let (stem, mut inner) = once(Path::new(&stem));
    inner.push(ending);
    (stem, inner)
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
        let how = How { force, in_parts: parts.len() > 1, with_manifest: true, recipients: None };
        let mut set = OutputSet::create(path, how)?;
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
        for (path, first) in [
            ("x/a.csv", "x/a-0001.csv"),
            ("a", "a-0001"),
            ("a.b.json", "a.b-0001.json"),
            ("a.csv.age", "a-0001.csv.age"),
            ("a.age", "a-0001.age"),
        ] {
            assert_eq!(part(Path::new(path), 1), Path::new(first));
            assert_eq!(whole_of(Path::new(first)).as_deref(), Some(Path::new(path)));
        }
        assert_eq!(part(Path::new("a.csv"), 12_345), Path::new("a-12345.csv"));
        for other in ["a.csv", "a-1.csv", "a-00x1.csv", "-0001.csv", "a-0001.csv.gz", "a-0001.csv.age"] {
            assert_eq!(whole_of(Path::new(other)).filter(|whole| whole.ends_with("a.csv")), None, "{other}");
        }
    }

    #[test]
    fn nothing_is_there_before_all_of_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        let mut set = OutputSet::create(&path, How { in_parts: true, with_manifest: true, ..How::default() }).unwrap();
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
        let mut bare = OutputSet::create(&path, How { force: true, ..How::default() }).unwrap();
        bare.write_all(b"bare").unwrap();
        bare.finish(told, || Ok(()), |_| Ok(())).unwrap();
        assert_eq!(names(folder.path()), ["a-0001.csv", "a-0002.csv", "a.csv"]);
        std::fs::write(manifest_of(&path), "another's").unwrap();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(OutputSet::create(&path, How::default()).err().map(|error| error.exit_code()), Some(16));
    }
}
