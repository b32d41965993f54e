//! Flags of what writes encrypted files, and of what reads them.

use std::path::PathBuf;

use clap::Args;

use crate::context::Context;
use crate::error::Result;
use crate::exchange::age_file::{Identities, Recipients};

/// To whom what is written is encrypted.
#[derive(Args, Clone, Debug, Default)]
pub struct EncryptFlags {
    /// Encrypt with age to this recipient (age1…), whose key alone opens it; several times: each can open it
    // What is no recipient is told by us: clap would repeat it, and it may be a secret key.
    #[arg(long, value_name = "RECIPIENT")]
    encrypt_to: Vec<String>,
    /// The same to every recipient in a file, one a line
    #[arg(long, value_name = "FILE")]
    encrypt_to_file: Vec<PathBuf>,
}

impl EncryptFlags {
    /// Those named; `None` where nobody was.
    ///
    /// # Errors
    /// As [`Recipients::read`].
    pub fn recipients(&self, cx: &Context) -> Result<Option<Recipients>> {
        self.encrypt_to_file.iter().try_for_each(|file| cx.check_named_file(file))?;
        Recipients::read(&self.encrypt_to, &self.encrypt_to_file)
    }
}

/// The keys that encrypted files are opened with.
#[derive(Args, Clone, Debug, Default)]
pub struct IdentityFlags {
    /// A file of keys, as age-keygen makes it, to open what is encrypted to them
    #[arg(long, value_name = "KEYFILE")]
    identity: Vec<PathBuf>,
}

impl IdentityFlags {
    /// Reads them, and warns of files that other accounts can read.
    ///
    /// # Errors
    /// As [`Identities::read`].
    pub fn read(&self, cx: &mut Context) -> Result<Identities> {
        self.identity.iter().try_for_each(|file| cx.check_named_file(file))?;
        Identities::read(&self.identity, |warning| cx.output.warn(warning))
    }
}
