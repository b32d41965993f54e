//! A file is under its name whole or not at all, and nowhere else.

use std::os::unix::fs::{MetadataExt, symlink};

use super::*;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The same, with a hidden name meanwhile, as on a file system that cannot do without.
fn create_named(path: &Path, force: bool) -> OutputFile {
    let mut output = OutputFile::create(path, force).unwrap();
    let temporary = link_unnamed(output.file.get_ref(), &output.naming.folder).unwrap();
    output.naming.temporary = Some(temporary);
    output
}

#[test]
fn appears_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.csv");
    for create in [|path: &Path| OutputFile::create(path, false).unwrap(), |path: &Path| create_named(path, false)] {
        let mut output = create(&path);
        output.write_all(b"half").unwrap();
        assert!(!path.exists());
        drop(output);
        assert_eq!(names(folder.path()), [""; 0]);

        let mut output = create(&path);
        output.write_all(b"whole").unwrap();
        output.finish().unwrap();
        assert_eq!(names(folder.path()), ["out.csv"]);
        assert_eq!(std::fs::read(&path).unwrap(), b"whole");
        assert_eq!(std::fs::metadata(&path).unwrap().mode() & 0o7777, 0o600);
        std::fs::remove_file(&path).unwrap();
    }
}

#[test]
fn replaces_only_a_file_and_only_when_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.csv");
    std::fs::write(&path, b"old").unwrap();
    let error = OutputFile::create(&path, false).unwrap_err();
    assert_eq!(error.exit_code(), 16);
    assert_eq!(error.next_step(), Some("name another file, or replace it with --force"));

    let mut output = OutputFile::create(&path, true).unwrap();
    output.write_all(b"new").unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"old");
    output.finish().unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"new");
    assert_eq!(names(folder.path()), ["out.csv"]);
}

#[test]
fn a_name_taken_meanwhile_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.csv");
    let output = OutputFile::create(&path, false).unwrap();
    std::fs::write(&path, b"theirs").unwrap();
    assert_eq!(output.finish().unwrap_err().exit_code(), 16);
    assert_eq!(std::fs::read(&path).unwrap(), b"theirs");
    assert_eq!(names(folder.path()), ["out.csv"]);
}

#[test]
fn refuses_what_is_no_place_for_a_file() {
    let folder = tempfile::tempdir().unwrap();
    symlink("elsewhere", folder.path().join("dangling")).unwrap();
    std::fs::write(folder.path().join("file"), b"").unwrap();
    symlink("file", folder.path().join("link")).unwrap();
    let cases = ["dangling", "link", ".", "..", "missing/out.csv", "new/", "file/out.csv"];
    for case in cases.map(|case| folder.path().join(case)).into_iter().chain(["/".into(), "/dev/null".into()]) {
        for force in [false, true] {
            let error = OutputFile::create(&case, force).unwrap_err();
            assert_eq!(error.exit_code(), 16, "{}: {error}", case.display());
        }
    }
    assert_eq!(names(folder.path()), ["dangling", "file", "link"]);
}

#[test]
fn stays_in_the_folder_that_was_opened() {
    let folder = tempfile::tempdir().unwrap();
    let (here, moved, other) = (folder.path().join("here"), folder.path().join("moved"), folder.path().join("other"));
    std::fs::create_dir(&here).unwrap();
    std::fs::create_dir(&other).unwrap();
    let output = OutputFile::create(&here.join("out.csv"), false).unwrap();
    std::fs::rename(&here, &moved).unwrap();
    symlink(&other, &here).unwrap();
    output.finish().unwrap();
    assert_eq!((names(&moved), names(&other)), (vec!["out.csv".to_owned()], vec![]));
}

#[test]
fn a_long_name_and_a_name_in_this_folder_will_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x".repeat(255));
    OutputFile::create(&path, false).unwrap().finish().unwrap();
    create_named(&path, true).finish().unwrap();
    assert!(path.exists());
    assert_eq!(parent(Path::new("out.csv")), Path::new("."));
}

#[test]
fn the_repository_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let repository = folder.path().join("r.db");
    std::fs::write(&repository, b"").unwrap();
    std::fs::hard_link(&repository, folder.path().join("link")).unwrap();
    symlink(folder.path(), folder.path().join("self")).unwrap();
    for own in ["r.db", "r.db-wal", "r.db-shm", "r.db-lock", "r.db-clearing", "link", "self/r.db-wal"] {
        let error = refuse_repository(&folder.path().join(own), &repository).unwrap_err();
        assert_eq!(error.exit_code(), 2, "{own}");
    }
    for free in ["out.csv", "r.db.csv", "missing/r.db"] {
        assert!(refuse_repository(&folder.path().join(free), &repository).is_ok(), "{free}");
    }
}
