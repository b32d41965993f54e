//! The files of a folder against the list of them in it.

use std::collections::HashSet;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::{Digesting, another, regular};
use crate::error::Result;
use crate::exchange::sum_list::SumList;

/// How the names begin that programs pass over which read all files of a folder.
const PASSED_OVER: [&str; 2] = [".", "_export"];

/// Adds what differs between the files of a folder and its list, and whether that is another.
pub fn differences(
    list: &SumList,
    folder: &Path,
    step: &dyn Fn(u64) -> Result<()>,
    found: &mut Vec<String>,
) -> Result<()> {
    let path = folder.join(&list.name);
    let Some(file) = regular(&path)? else {
        found.push(format!("{} is missing", path.display()));
        return Ok(());
    };
    let mut names = HashSet::new();
    let is_same = list.read(file, |sha256, name| {
        let path = folder.join(name);
        match regular(&path)? {
            None => found.push(format!("{} is missing", path.display())),
            Some(file) => {
                if !(Digesting { file, digest: Sha256::new(), step }).is(sha256)? {
                    found.push(another(&path));
                }
            }
        }
        names.insert(name.to_owned());
        Ok(())
    })?;
    if !is_same {
        found.push(another(&path));
    }
    let before = found.len();
    strangers(folder, "", &names, step, found)?;
    found.get_mut(before..).unwrap_or_default().sort();
    Ok(())
}

/// Adds the files of a folder that nothing tells of, but would be read with the rest; `within` is what their names begin
/// with.
fn strangers(
    folder: &Path,
    within: &str,
    told: &HashSet<String>,
    step: &dyn Fn(u64) -> Result<()>,
    found: &mut Vec<String>,
) -> Result<()> {
    for entry in std::fs::read_dir(folder.join(within).join("."))? {
        let entry = entry?;
        let own = entry.file_name();
        if PASSED_OVER.iter().any(|begin| own.as_encoded_bytes().starts_with(begin.as_bytes())) {
            continue;
        }
        step(0)?;
        let name = format!("{within}{}", own.to_string_lossy());
        match entry.file_type()?.is_dir() {
            true => strangers(folder, &format!("{name}/"), told, step, found)?,
            false if told.contains(&name) => {}
            false => found.push(format!("{} is none of the files of this export", folder.join(name).display())),
        }
    }
    Ok(())
}
