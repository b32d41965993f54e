//! Recipients and identities of age: as they are typed and as they stand in files. A secret key is never told again, not
//! even in an error.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use age::secrecy::{ExposeSecret, SecretString};
use age::x25519::{Identity, Recipient};

use crate::error::{Error, Result};
use crate::exchange::source::Source;

/// The most bytes of a file of keys that are read.
const MOST_BYTES: u64 = 1 << 20;

/// The most recipients of a file: what the head of one holds that is read again.
const MOST_RECIPIENTS: usize = 1000;

/// How a secret key begins, in capitals.
const SECRET: &str = "AGE-SECRET-KEY-";

/// Permission of other accounts to read or write.
const OTHERS: u32 = 0o077;

/// Those to whom a file is encrypted: at least one.
#[derive(Clone, Debug)]
pub struct Recipients(Vec<Recipient>);

impl Recipients {
    /// Those that were typed, and those in files, one a line; `None` where nobody was named.
    ///
    /// # Errors
    /// `Usage` for what is no recipient, naming the place and never a secret key; `NotFound`, `BadData` and `Io` for
    /// files.
    pub fn read<P: AsRef<Path>>(typed: &[String], files: &[P]) -> Result<Option<Self>> {
        let mut recipients = Vec::new();
        for text in typed {
            let why = |why: Wrong| why.in_place("--encrypt-to", Error::usage);
            recipients.push(recipient(text.trim()).map_err(why)?);
        }
        for path in files {
            let place = path.as_ref().display().to_string();
            let lines = Lines::read(path.as_ref())?;
            for (number, line) in lines.each() {
                let why = |why: Wrong| why.in_place(&format!("{place} line {number}"), Error::bad_data);
                recipients.push(recipient(line).map_err(why)?);
            }
            if lines.each().next().is_none() {
                return Err(Error::bad_data(format!("{place} has no recipient in it"))
                    .hint("one a line: age1…, as age-keygen -y KEYFILE prints it"));
            }
        }
        let mut once: Vec<Recipient> = Vec::new();
        for recipient in recipients {
            if !once.contains(&recipient) {
                once.push(recipient);
            }
        }
        if once.len() > MOST_RECIPIENTS {
            return Err(Error::usage(format!("{} recipients are too many: at most {MOST_RECIPIENTS}", once.len())));
        }
        Ok((!once.is_empty()).then_some(Self(once)))
    }

    /// They as they are typed, sorted.
    pub fn texts(&self) -> Vec<String> {
        let mut texts: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        texts.sort();
        texts
    }

    pub(super) fn each(&self) -> impl Iterator<Item = &dyn age::Recipient> {
        self.0.iter().map(|recipient| recipient as &dyn age::Recipient)
    }
}

/// The keys that files are opened with; none where none were named.
#[derive(Clone, Default)]
pub struct Identities(Vec<Identity>);

impl std::fmt::Debug for Identities {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Identities({})", self.0.len())
    }
}

impl Identities {
    /// Those in files as `age-keygen` makes them. `warn` is told of files that other accounts can read.
    ///
    /// # Errors
    /// `BadData` for what holds no identity, naming the line and nothing of it; `NotFound` and `Io`.
    pub fn read<P: AsRef<Path>>(files: &[P], mut warn: impl FnMut(&str)) -> Result<Self> {
        let mut identities = Vec::new();
        for path in files {
            let place = path.as_ref().display().to_string();
            let lines = Lines::read(path.as_ref())?;
            if lines.is_open_to_others {
                warn(&format!("other accounts may read or change {place}, which holds a secret key: chmod 600 it"));
            }
            for (number, line) in lines.each() {
                let why = |why: Wrong| why.in_place(&format!("{place} line {number}"), Error::bad_data);
                identities.push(identity(line).map_err(why)?);
            }
            if lines.each().next().is_none() {
                return Err(
                    Error::bad_data(format!("{place} has no key in it")).hint("age-keygen -o KEYFILE makes one")
                );
            }
        }
        Ok(Self(identities))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn each(&self) -> impl Iterator<Item = &dyn age::Identity> {
        self.0.iter().map(|identity| identity as &dyn age::Identity)
    }
}

/// Why a text is not the key that it should be, and the next step. Nothing of the text is in it.
#[derive(Debug)]
struct Wrong {
    is: &'static str,
    hint: &'static str,
}

impl Wrong {
    fn in_place(self, place: &str, error: impl FnOnce(String) -> Error) -> Error {
        error(format!("{place}: {}", self.is)).hint(self.hint)
    }
}

fn recipient(text: &str) -> Result<Recipient, Wrong> {
    let upper = text.to_ascii_uppercase();
    let hint = "a recipient is age1… with 62 letters and digits, as age-keygen -y KEYFILE prints it";
    if upper.starts_with(SECRET) {
        return Err(Wrong {
            is: "this is a secret key, not a recipient",
            hint: "age-keygen -y KEYFILE prints its recipient; what was typed may be kept in the shell's history",
        });
    }
    if upper.starts_with("SSH-") {
        let hint = "make a key with age-keygen; or write to a pipe: … --output - | age -R FILE";
        return Err(Wrong { is: "keys of SSH are not taken as recipients", hint });
    }
    let is = "this is no X25519 recipient of age";
    text.parse().map_err(|_| Wrong { is, hint })
}

fn identity(text: &str) -> Result<Identity, Wrong> {
    if text.starts_with("age1") {
        return Err(Wrong {
            is: "this is a recipient, not the secret key that opens files",
            hint: "name the file that age-keygen -o made",
        });
    }
    if text.starts_with("-----BEGIN") || text.starts_with("age-encryption.org/") {
        return Err(Wrong {
            is: "the key is itself encrypted, or one of SSH",
            hint: "open the file with age, and give it through a pipe: age -d -i KEYFILE FILE | livechats …",
        });
    }
    let is = "this is no X25519 key of age";
    text.parse().map_err(|_| Wrong { is, hint: "a key is AGE-SECRET-KEY-1…, as age-keygen -o KEYFILE makes it" })
}

/// The text of a file of keys, which is wiped from memory when it is done with.
struct Lines {
    text: SecretString,
    /// Whether other accounts can read or change it.
    is_open_to_others: bool,
}

impl Lines {
    fn read(path: &Path) -> Result<Self> {
        let shown = path.display();
        let source = Source::file(path)?;
        let is_open_to_others = is_open_to_others(source.data());
        let bytes = source
            .read_at_most(MOST_BYTES)?
            .ok_or_else(|| Error::bad_data(format!("{shown} is longer than 1 MiB, so it is no file of keys")))?;
        let text = String::from_utf8(bytes)
            .map_err(|_| Error::bad_data(format!("{shown} is no text, so it holds no keys")))?;
        Ok(Self { text: SecretString::from(text), is_open_to_others })
    }

    /// Its lines with their numbers, without blank ones and comments.
    fn each(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.expose_secret().lines().map(str::trim).enumerate();
        lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')).map(|(place, line)| (place + 1, line))
    }
}

/// Pipes and the like come from another process, which answers for them.
fn is_open_to_others(data: &Metadata) -> bool {
    data.is_file() && data.mode() & OTHERS != 0
}
