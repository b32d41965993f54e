//! Who asks: the kernel's answer, the one case in which sudo's word is taken, and whether roles bind this account.
//!
//! Under a sudo rule the process runs as a service account, and sudo says in `SUDO_UID` who called it. Anybody may set
//! that variable, so it only counts where the account cannot be entered in any other way: it has no shell to log in to.
//! Such a process could open files that its caller may not, and so it opens none by name but the repository, and
//! starts no other program.

use std::ffi::OsStr;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::{fs, io};

use rustix::process::{Resource, Rlimit, getegid, geteuid, getgid, getuid, setrlimit, umask};

use crate::error::{Error, Result};

/// Bits of a mode that let others than the owner at a file, and that let them write.
const OTHERS: u32 = 0o077;
const OTHERS_WRITE: u32 = 0o022;
/// In a folder with this bit nobody removes or renames what belongs to another.
const STICKY: u32 = 0o1000;

/// The accounts of this machine, as `/etc/passwd` lists them.
#[derive(Debug, Default)]
pub struct Accounts(String);

impl Accounts {
    /// Reads the list; an empty one where there is none.
    pub fn read() -> Self {
        Self(String::from_utf8_lossy(&fs::read("/etc/passwd").unwrap_or_default()).into_owned())
    }

    /// Name, number and shell of each.
    fn each(&self) -> impl Iterator<Item = (&str, u32, &str)> {
        self.0.lines().filter_map(|line| {
            let parts: Vec<&str> = line.split(':').collect();
            let [name, _, uid, _, _, _, shell] = parts[..] else { return None };
            Some((name, uid.parse().ok()?, shell)).filter(|_| !name.is_empty())
        })
    }

    /// The name of a number.
    pub fn name_of(&self, uid: u32) -> Option<&str> {
        self.each().find(|(_, other, _)| *other == uid).map(|(name, ..)| name)
    }

    /// The number of a name.
    pub fn uid_of(&self, name: &str) -> Option<u32> {
        self.each().find(|(other, ..)| *other == name).map(|(_, uid, _)| uid)
    }

    /// Whether nobody can log in to it: its shell turns everybody away.
    fn is_closed(&self, uid: u32) -> bool {
        let closed = |shell: &str| matches!(shell.rsplit('/').next(), Some("nologin" | "false"));
        uid != 0 && self.each().any(|(_, other, shell)| other == uid && closed(shell))
    }
}

/// Who asks, and as what the process runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The account of whoever asks.
    pub uid: u32,
    /// The account that the process runs as, and that opens files.
    pub process: u32,
}

impl Identity {
    /// Asks the kernel. `sudo` is what `SUDO_UID` says.
    ///
    /// # Errors
    /// `Denied` where the program was installed setuid or setgid: it is not made for that.
    pub fn of_process(sudo: Option<&OsStr>) -> Result<Self> {
        if getuid() != geteuid() || getgid() != getegid() {
            return Err(Error::denied("livechats runs setuid or setgid, which it is not made for")
                .hint("take the bit off the program; the README tells of a sudo rule instead"));
        }
        let accounts = if sudo.is_some() { Accounts::read() } else { Accounts::default() };
        Ok(Self::of(getuid().as_raw(), &accounts, sudo))
    }

    fn of(process: u32, accounts: &Accounts, sudo: Option<&OsStr>) -> Self {
        let caller = sudo.and_then(OsStr::to_str).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        let caller = caller.and_then(|text| text.parse().ok()).filter(|_| accounts.is_closed(process));
        Self { uid: caller.unwrap_or(process), process }
    }

    /// Whether somebody asks through a service account.
    pub fn through_service(&self) -> bool {
        self.uid != self.process
    }

    /// Lets nothing of the chats lie about: no core dump, and files that a service account makes are its own only.
    pub fn harden(&self) {
        // Without the right to do so the limit is lower already.
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
        if self.through_service() {
            umask(rustix::fs::Mode::from_raw_mode(OTHERS));
        }
    }

    /// Refuses a file that whoever asks has named: the process would open it with the rights of the service account.
    ///
    /// # Errors
    /// `Refused`.
    pub fn check_named_file(&self, path: &Path) -> Result<()> {
        if !self.through_service() {
            return Ok(());
        }
        let message = format!("no file is opened by name through a service account: {}", path.display());
        Err(Error::refused(message)
            .hint("use standard input and output (-), which your own shell opens: < FILE, > FILE"))
    }

    /// Refuses a repository that does not belong to the service account: whose roles it holds nobody knows.
    ///
    /// # Errors
    /// `Denied`.
    pub fn check_repository(&self, path: &Path) -> Result<()> {
        match fs::symlink_metadata(path) {
            Ok(metadata) if self.through_service() && metadata.uid() != self.process => {
                Err(Error::denied(format!("{} does not belong to the service account", path.display()))
                    .hint("name the service's own repository, or run livechats as yourself"))
            }
            _ => Ok(()),
        }
    }

    /// Whether roles bind whoever asks, and why.
    ///
    /// # Errors
    /// `Io` where a folder above the file cannot be looked at.
    pub fn standing(&self, repository: &Path) -> io::Result<Standing> {
        if self.uid == 0 {
            return Ok(Standing::advisory("you are root, whom no file keeps out"));
        }
        if !self.through_service() {
            return Ok(Standing::advisory("your account can open the repository's file itself"));
        }
        let path = fs::canonicalize(repository)?;
        if fs::metadata(&path)?.permissions().mode() & OTHERS != 0 {
            return Ok(Standing::advisory("other accounts can read or write the repository's file; chmod 600 it"));
        }
        for folder in path.ancestors().skip(1) {
            let metadata = fs::metadata(folder)?;
            let (mode, owner) = (metadata.permissions().mode(), metadata.uid());
            if ![0, self.process].contains(&owner) || mode & OTHERS_WRITE != 0 && mode & STICKY == 0 {
                return Ok(Standing::advisory(&format!("other accounts can rename what is in {}", folder.display())));
            }
        }
        Ok(Standing { enforced: true, reason: "the repository is closed to your account".to_owned() })
    }
}

/// What roles are worth for whoever asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whether the system itself keeps them out of the file.
    pub enforced: bool,
    /// Why, or why not.
    pub reason: String,
}

impl Standing {
    fn advisory(reason: &str) -> Self {
        Self { enforced: false, reason: reason.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWD: &str = "root:x:0:0:root:/root:/bin/sh\n\nbroken\n:x:7:7::/:/bin/sh\n\
        ana:x:1000:1000::/home/ana:/bin/bash\ndesk:x:990:990::/srv:/usr/sbin/nologin\nhalt:x:8:0::/:/bin/false\n";

    fn accounts() -> Accounts {
        Accounts(PASSWD.to_owned())
    }

    #[test]
    fn an_account_is_named_by_its_number() {
        let accounts = accounts();
        assert_eq!(accounts.name_of(1000), Some("ana"));
        assert_eq!(accounts.name_of(0), Some("root"));
        assert_eq!(accounts.name_of(7), None);
        assert_eq!(accounts.uid_of("desk"), Some(990));
        assert_eq!(accounts.uid_of(""), None);
    }

    #[test]
    fn the_word_of_sudo_counts_only_for_an_account_without_a_shell() {
        let asked = |process, sudo: Option<&str>| Identity::of(process, &accounts(), sudo.map(OsStr::new)).uid;
        assert_eq!(asked(990, Some("1000")), 1000);
        assert_eq!(asked(8, Some("0")), 0);
        // Whoever can log in can set the variable; so can root, and an account that nobody lists.
        for process in [1000, 0, 4711] {
            assert_eq!(asked(process, Some("7")), process);
        }
        for nonsense in [None, Some(""), Some("-1"), Some("ana"), Some("+7"), Some("4294967296"), Some(" 7")] {
            assert_eq!(asked(990, nonsense), 990, "{nonsense:?}");
        }
    }

    #[test]
    fn roles_bind_only_whom_the_system_keeps_out() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        fs::write(&path, "").unwrap();
        let process = fs::metadata(&path).unwrap().uid();
        let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        mode(&path, 0o600);
        let ana = Identity { uid: 4711, process };
        assert!(ana.standing(&path).unwrap().enforced, "{:?}", ana.standing(&path));
        assert!(!Identity { uid: 4711, process: 4711 }.standing(&path).unwrap().enforced);
        assert!(!Identity { uid: 0, process: 990 }.standing(&path).unwrap().enforced);
        for bad in [0o640, 0o604, 0o620] {
            mode(&path, bad);
            assert!(!ana.standing(&path).unwrap().enforced, "{bad:o}");
        }
        mode(&path, 0o600);
        mode(folder.path(), 0o770);
        assert!(ana.standing(&path).unwrap().reason.contains("rename"));
        mode(folder.path(), 0o1777);
        assert!(ana.standing(&path).unwrap().enforced);
    }

    #[test]
    fn a_service_account_opens_no_file_that_its_caller_names() {
        let named = |identity: Identity| identity.check_named_file(Path::new("x")).map_err(|error| error.exit_code());
        assert_eq!(named(Identity { uid: 1000, process: 1000 }), Ok(()));
        assert_eq!(named(Identity { uid: 1000, process: 990 }), Err(6));
    }
}
