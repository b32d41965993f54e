//! Killed at a call that changes what the file system holds: under a name is nothing, the old, or the new, each whole.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::attachments;
use crate::job::{copy, exported};
use crate::program::has_strace;
use crate::repo::{TestRepo, code};
use crate::strace::{Point, every_call, is_killed, points};

/// Of so many calls one is taken, where not every one is asked for.
const STEP: usize = 41;

/// What is exported, and where to.
pub const PLACES: [&[&str]; 13] = [
    &["-o", "a.csv"],
    &["-o", "a.tsv", "--kind", "people"],
    &["-o", "a.json", "--kind", "messages"],
    &["-o", "a.jsonl"],
    &["-o", "a.html"],
    &["-o", "a.txt", "--no-manifest"],
    &["-o", "a.parquet", "--kind", "messages"],
    &["-o", "a.csv", "--excel"],
    &["-o", "a.csv", "--kind", "messages", "--split", "2"],
    &["-o", "a.jsonl", "--split", "1KB"],
    &["-o", "a.jsonl", "--attachments"],
    &["-o", "pages/", "--format", "html"],
    &["-o", "months/", "--format", "parquet"],
];

/// How the names of manifests end.
const MANIFEST: &str = ".manifest.json";

/// Files by their names.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What somebody sees who looks for exports: the hidden names, the repository and what was imported left out.
pub fn seen(repo: &TestRepo) -> Files {
    let mut files = Files::new();
    let is_seen =
        |name: &&String| !name.starts_with('.') && ["a.", "a-", "pages", "months"].iter().any(|a| name.starts_with(a));
    repo.names().iter().filter(is_seen).for_each(|name| add(repo.folder(), name, &mut files));
    files
}

fn add(folder: &Path, name: &str, files: &mut Files) {
    let path = folder.join(name);
    if !path.is_dir() {
        files.insert(name.to_owned(), fs::read(path).unwrap());
        return;
    }
    for entry in fs::read_dir(&path).unwrap() {
        let within = format!("{name}/{}", entry.unwrap().file_name().to_string_lossy());
        add(folder, &within, files);
    }
}

fn has_manifest(files: &Files) -> bool {
    files.keys().any(|name| name.ends_with(MANIFEST))
}

/// Whether what is seen is the old (or nothing, where there was none) or the new; without a manifest each file by itself.
pub fn is_whole(now: &Files, old: &Files, new: &Files) -> bool {
    if now == old || now == new {
        return true;
    }
    let is_folder = new.keys().all(|name| name.contains('/'));
    let is = |(name, bytes): (&String, &Vec<u8>)| [old, new].iter().any(|files| files.get(name) == Some(bytes));
    let stays = |name: &&String| new.contains_key(*name) && !name.ends_with(MANIFEST);
    let none_is_gone = old.keys().filter(stays).all(|name| now.contains_key(name));
    !is_folder && !has_manifest(now) && now.iter().all(is) && none_is_gone
}

/// The hidden names in a folder.
pub fn hidden(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with('.')).collect()
}

/// As if two days had gone by since the hidden files of a folder were written. Gives how many there are.
fn wait_two_days(folder: &Path) -> usize {
    let then = SystemTime::now() - Duration::from_secs(2 * 86_400);
    let names = hidden(folder);
    for name in &names {
        File::open(folder.join(name)).unwrap().set_modified(then).unwrap();
    }
    names.len()
}

#[derive(Debug, Default)]
struct Tally {
    killed: usize,
    nothing: usize,
    old: usize,
    mixed: usize,
    new: usize,
    leftovers: usize,
}

/// Kills an export at each of these calls, and lets it run again.
fn kill(repo: &TestRepo, export: &[&str], old: &Files, at: &[Point], tally: &mut Tally) {
    let again = match export.contains(&"--force") {
        true => export.to_vec(),
        false => [export, &["--force"]].concat(),
    };
    let reference = repo.copy();
    reference.succeed(export);
    let new = seen(&reference);
    assert!(!new.is_empty() && *old != new);
    for point in at {
        let victim = repo.copy();
        if !is_killed(&victim, export, point) {
            continue;
        }
        let now = seen(&victim);
        let names: Vec<&String> = now.keys().collect();
        assert!(is_whole(&now, old, &new), "{export:?}: {point}: {names:?}");
        tally.killed += 1;
        *match &now {
            now if *now == new => &mut tally.new,
            now if now.is_empty() => &mut tally.nothing,
            now if now == old => &mut tally.old,
            _ => &mut tally.mixed,
        } += 1;
        let left = wait_two_days(victim.folder());
        tally.leftovers += usize::from(left > 0);
        let is_folder = export[2].ends_with('/');
        let verify = ["export", "--verify", if is_folder { export[2] } else { "." }];
        if has_manifest(&now) {
            victim.succeed(&verify);
        }
        victim.succeed(&["check", "--data"]);
        match is_folder && !now.is_empty() {
            true => victim.refuses(16, export),
            false => victim.succeed(&again),
        };
        let then = seen(&victim);
        assert!(then.keys().eq(new.keys()), "{export:?}: {point}: {names:?}");
        for (name, bytes) in then.iter().filter(|(name, _)| !name.ends_with(MANIFEST)) {
            assert!(new[name] == *bytes, "{export:?}: {point}: {name}");
        }
        if has_manifest(&new) {
            victim.succeed(&verify);
        }
        if !is_folder || now.is_empty() {
            assert_eq!(hidden(victim.folder()), [""; 0], "{export:?}: {point}");
        }
    }
}

#[test]
fn a_killed_export_is_there_whole_or_not_at_all() {
    if !has_strace() {
        return;
    }
    let repo = attachments::repo();
    let run = |places: &[&[&str]]| {
        let (mut first, mut over) = (Tally::default(), Tally::default());
        for place in places {
            let export = [&["export"], *place].concat();
            let at = points(&repo, &export, STEP);
            kill(&repo, &export, &Files::new(), &at, &mut first);
            if place[1].ends_with('/') {
                continue;
            }
            let repo = repo.copy();
            repo.succeed(&[&export[..], &["tag:vip"]].concat());
            let export = [&export[..], &["--force"]].concat();
            // Where several files make up one export, each call that gives or takes a name.
            let at: Vec<Point> = match place.contains(&"--split") {
                true => {
                    points(&repo, &export, 1).into_iter().filter(|point| every_call() || point.is_of_names()).collect()
                }
                false => points(&repo, &export, STEP),
            };
            kill(&repo, &export, &seen(&repo), &at, &mut over);
        }
        [first, over]
    };
    let (one, two) = PLACES.split_at(PLACES.len() / 2);
    let [first, second] = std::thread::scope(|scope| {
        let both = [scope.spawn(|| run(one)), scope.spawn(|| run(two))];
        both.map(|one| one.join().unwrap())
    });
    for [first, over] in [first, second] {
        writeln!(std::io::stderr(), "first: {first:?}\nover an old one: {over:?}").unwrap();
        assert!(first.nothing > 0 && over.old > 0 && over.new > 0);
    }
}

#[test]
fn a_copy_follows_a_killed_job() {
    if !has_strace() {
        return;
    }
    let repo = TestRepo::with_chats();
    fs::create_dir(repo.path("copy")).unwrap();
    // The folder is named each time: the job keeps its path, and this one is copied.
    let run = ["export", "--job", "nightly", "--output", "copy"];
    let mut killed = 0;
    for number in [1, 2] {
        let name = format!("copy/nightly-{number:06}.jsonl");
        for point in points(&repo, &run, STEP / 6) {
            let victim = repo.copy();
            if !is_killed(&victim, &run, &point) {
                continue;
            }
            killed += 1;
            let whole = victim.path(&format!("{name}.manifest.json")).exists().then(|| {
                victim.succeed(&["export", "--verify", "copy"]);
                victim.read(&name)
            });
            wait_two_days(&victim.path("copy"));
            assert_eq!(code(&victim.output(&run)), 0, "{point}");
            assert!(copy(&victim, "copy", "nightly") == exported(&victim, &[]), "{point}");
            // Who waits for the manifest has taken this file already.
            assert!(whole.is_none_or(|whole| whole == victim.read(&name)), "{point}");
            victim.succeed(&["status", "closed", "2", "3"]);
            victim.succeed(&["restore", "--all", "--yes"]);
            victim.succeed(&run);
            assert!(copy(&victim, "copy", "nightly") == exported(&victim, &[]), "{point}");
            victim.succeed(&["export", "--verify", "copy"]);
            victim.succeed(&["check", "--data"]);
            assert_eq!(hidden(&victim.path("copy")), [""; 0], "{point}");
        }
        if number == 1 {
            repo.succeed(&run);
            repo.succeed(&["tag", "add", "late", "3"]);
            repo.succeed(&["delete", "4", "5", "--yes"]);
            repo.succeed(&["purge", "5", "--now", "--yes"]);
        }
    }
    writeln!(std::io::stderr(), "a job: killed at {killed} calls").unwrap();
    assert!(killed > 10);
}
