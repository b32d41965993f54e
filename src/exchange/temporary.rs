//! Hidden names for what is not whole yet, and what is left under them where a process was killed.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};

use crate::model::temporary::{maker_of, temporary_name};

/// Names tried before giving up. In a container every process may have the same number, and find the names of those before
/// it taken.
const TRIES: u32 = 1_000_000;

/// So long nobody has written to what is taken for left. Another machine or container that writes into the folder has
/// processes that we do not see.
const UNTOUCHED: Duration = Duration::from_secs(86_400);

/// The number of the next name.
static NUMBER: AtomicU32 = AtomicU32::new(0);

/// Tries hidden names until one is free. They are short, whatever the file is called in the end.
pub fn with_free_name<T>(
    mut attempt: impl FnMut(&OsStr) -> rustix::io::Result<T>,
) -> rustix::io::Result<(T, OsString)> {
    for _ in 0..TRIES {
        let name = OsString::from(temporary_name(std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed)));
        match attempt(&name) {
            Err(Errno::EXIST) => {}
            done => return done.map(|done| (done, name)),
        }
    }
    Err(Errno::EXIST)
}

/// Removes what killed processes left in a folder: of processes that are no more, and untouched for a day before `now`,
/// which is told by the file system itself.
pub fn remove_leftovers(folder: &Path, now: SystemTime) {
    // What cannot be read or removed stays. It does no harm but for the room it takes.
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let maker = entry.file_name().to_str().and_then(maker_of);
        let Some(metadata) = maker.filter(|maker| is_gone(*maker)).and_then(|_| entry.metadata().ok()) else {
            continue;
        };
        let untouched = metadata.modified().ok().and_then(|touched| now.duration_since(touched).ok());
        if untouched.is_some_and(|untouched| untouched > UNTOUCHED) {
            let _ = match metadata.is_dir() {
                true => fs::remove_dir_all(entry.path()),
                false => fs::remove_file(entry.path()),
            };
        }
    }
}

/// Whether no other process has this number. What is ours and a day old is of one that had our number before us.
fn is_gone(process: u32) -> bool {
    let other = i32::try_from(process).ok().and_then(Pid::from_raw);
    process == std::process::id() || other.is_some_and(|pid| test_kill_process(pid) == Err(Errno::SRCH))
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::os::unix::process::parent_id;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn only_what_is_old_and_of_nobody_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let gone = {
            let mut child = std::process::Command::new("true").spawn().unwrap();
            child.wait().unwrap();
            child.id()
        };
        let now = SystemTime::now();
        let old = now - UNTOUCHED - Duration::from_secs(1);
        let make = |name: &str, touched: SystemTime| {
            let path = folder.path().join(name);
            let file = File::create(&path).unwrap();
            file.set_modified(touched).unwrap();
        };
        let mut kept = vec![
            temporary_name(gone, 1),
            temporary_name(parent_id(), 0),
            temporary_name(0, 0),
            temporary_name(u32::MAX, 0),
            ".livechats-x-0.tmp".to_owned(),
            "a.csv".to_owned(),
        ];
        make(&kept[0], now);
        kept[1..].iter().for_each(|name| make(name, old));
        make(&temporary_name(gone, 2), old);
        make(&format!("{}-journal", temporary_name(gone, 3)), old);
        make(&temporary_name(std::process::id(), 4_000_000_000), old);
        let within = folder.path().join(temporary_name(gone, 4));
        fs::create_dir_all(within.join("chat-1")).unwrap();
        fs::write(within.join("chat-1/a.txt"), "words").unwrap();
        File::open(&within).unwrap().set_modified(old).unwrap();
        remove_leftovers(folder.path(), now);
        kept.sort();
        assert_eq!(names(folder.path()), kept);
    }

    #[test]
    fn a_name_is_found_however_many_are_taken() {
        let folder = tempfile::tempdir().unwrap();
        let mut taken = 0;
        let (_, name) = with_free_name(|name| {
            taken += 1;
            fs::write(folder.path().join(name), "").unwrap();
            if taken > 500 { Ok(()) } else { Err(Errno::EXIST) }
        })
        .unwrap();
        assert_eq!(names(folder.path()).len(), 501);
        assert_eq!(name.to_str().and_then(maker_of), Some(std::process::id()));
    }
}
