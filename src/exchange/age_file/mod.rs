//! Files encrypted with age (age-encryption.org/v1): to recipients when they are written, by a key when they are read.

mod keys;
mod read;
mod write;

use std::path::Path;

pub use keys::{Identities, Recipients};
pub use read::open;
pub use write::Encrypting;

use crate::error::{Error, Result};

/// How the name of an encrypted file ends, as a rule.
pub const ENDING: &str = "age";

/// Whether a file's name promises that it is encrypted.
pub fn is_named_so(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING))
}

/// Refuses to write readable bytes under a name that promises encrypted ones.
///
/// # Errors
/// `Usage`.
pub fn check_name(path: &Path, recipients: Option<&Recipients>) -> Result<()> {
    if recipients.is_none() && is_named_so(path) {
        return Err(Error::usage(format!("the name {} promises an encrypted file", path.display()))
            .hint("say to whom: --encrypt-to RECIPIENT; or leave .age out"));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
