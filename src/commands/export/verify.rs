//! Whether exports are what was written: their files against their manifests, and these against the record.

use std::path::{Path, PathBuf};

use crate::commands::watch::Watch;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::exchange::manifest::{ENDING, Manifest, manifest_of};
use crate::exchange::output_set::whole_of;
use crate::output::number::counted;
use crate::output::progress::Unit;

/// Checks the export that a path names: by its file, a part of it, its manifest, or the folder that it is in.
///
/// # Errors
/// `Found` naming what differs; `NotFound` where there is no manifest; `BadData` for what is none.
pub fn verify(path: &Path, cx: &mut Context) -> Result<()> {
    cx.check_named_file(path)?;
    let (named, manifests) = (path, manifests(path)?);
    // Where the repository is at hand, the record tells whether it ever stood so.
    let store = if cx.repository().exists() { Some(cx.store()?) } else { None };
    let watch = Watch::new(Some(cx.output.progress(None, Unit::Bytes, "verifying")), cx.stop());
    let mut differences = Vec::new();
    let mut sentences = Vec::new();
    for path in &manifests {
        let manifest = Manifest::read(path)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let before = differences.len();
        if !tells_of(&manifest, path, named) {
            differences.push(format!("{} is none of the files that {} tells of", named.display(), path.display()));
        }
        differences.extend(manifest.differences(folder, &|bytes| watch.done(bytes))?);
        let head = &manifest.record;
        let known = match &store {
            None => "; no repository is here to look the record up in",
            Some(store) if store.has_operation(head.operation, &head.digest)? => {
                ", and the record stood there as it says"
            }
            Some(_) => {
                differences.push(format!(
                    "operation {} in the record of {} is not the one that {} names",
                    head.operation,
                    cx.repository().display(),
                    path.display()
                ));
                ""
            }
        };
        if differences.len() == before {
            sentences.push(format!(
                "{} is whole: {} in {}{known}.",
                path.display(),
                counted(manifest.counts.rows, "row"),
                counted(manifest.file_count(), "file"),
            ));
        }
    }
    watch.finish();
    sentences.iter().for_each(|sentence| cx.output.say(sentence));
    let Some((first, others)) = differences.split_first() else { return Ok(()) };
    others.iter().for_each(|other| cx.output.warn(other));
    Err(Error::found(first.clone()).hint("take the export again, and find out who changed it"))
}

/// Whether the path is of a file that the manifest tells of, or means all of them: their folder, the manifest itself, or
/// the file that parts make up, which is not there.
fn tells_of(manifest: &Manifest, path: &Path, named: &Path) -> bool {
    let name = named.file_name().unwrap_or_default().to_string_lossy();
    named.is_dir() || named == path || manifest.tells_of(&name) || (manifest_of(named) == path && !named.exists())
}

/// The manifests that a path means.
fn manifests(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_dir() {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(path)? {
            let name = entry?.file_name();
            if name.to_string_lossy().ends_with(ENDING) {
                found.push(path.join(name));
            }
        }
        found.sort();
        return match found.is_empty() {
            true => Err(Error::not_found(format!("there is no manifest in {}", path.display()))
                .hint("export writes one beside each file, unless told --no-manifest")),
            false => Ok(found),
        };
    }
    if path.to_string_lossy().ends_with(ENDING) {
        return Ok(vec![path.to_owned()]);
    }
    let own = manifest_of(path);
    match whole_of(path).map(|whole| manifest_of(&whole)) {
        Some(of_parts) if !own.exists() && of_parts.exists() => Ok(vec![of_parts]),
        _ => Ok(vec![own]),
    }
}
