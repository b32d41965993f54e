//! A folder of its own for each test, and the program in it: no environment but ours, a fixed clock, UTC, 100 columns.

use std::ffi::OsStr;
use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_livechats");

/// What the fixed clock says: a Thursday noon.
pub const NOW: &str = "2026-01-15T12:00:00Z";

/// Seconds after which a run is taken for hung. Nothing here is meant to take more than one.
const PATIENCE: Duration = Duration::from_secs(60);

/// Five chats of our own, in five scripts, with everything a chat can have.
pub const CHATS: &str = concat!(
    r#"{"id":"s-1","source":"shop","lang":"en","channel":"webchat","created_at":"2026-01-10T09:00:00Z","closed_at":"2026-01-10T09:30:00Z","time_kind":"real-second","person":{"id":"p1","name":"Ann Example","email":"ann@example.com"},"rep":{"id":"r1","name":"Max"},"tags":["refund","vip"],"status":"closed","custom_fields":{"order":"AB-123","amount":4.50,"express":true},"notes":[{"at":"2026-01-10T09:10:00Z","author":"r1","text":"asked the warehouse"}],"messages":[{"at":"2026-01-10T09:00:00Z","from":"person","author":"p1","text":"My parcel AB-123 never came, I want a refund"},{"at":"2026-01-10T09:00:05Z","from":"ai","author":"helper","text":"I am sorry to hear that. One moment please."},{"at":"2026-01-10T09:05:00Z","from":"rep","author":"r1","text":"Hello Ann, the money is on its way.\nAnything else?"}]}"#,
    "\n",
    r#"{"id":"s-2","source":"shop","lang":"th","channel":"line","created_at":"2026-01-11T10:00:00Z","person":{"id":"p2","name":"สมชาย"},"rep":null,"tags":["refund"],"status":"open","messages":[{"at":"2026-01-11T10:00:00Z","from":"person","author":"p2","text":"สั่งซื้อiPhoneไหมครับ ของยังไม่มาเลย"}]}"#,
    "\n",
    r#"{"id":"s-3","source":"shop","lang":"zh","channel":"wechat","created_at":"2026-01-11T10:00:00Z","person":{"id":"p3","name":"王芳","phone":"+86 10 1234"},"rep":{"id":"r2","name":"李雷"},"tags":[],"status":"pending","messages":[{"at":"2026-01-11T10:00:00Z","from":"person","author":"p3","text":"你好，世界！我的包裹在哪里？"},{"at":"2026-01-11T10:01:00Z","from":"rep","author":"r2","text":"请稍等 👍"}]}"#,
    "\n",
    r#"{"id":"s-4","source":"mail","lang":"ar","channel":"webchat","created_at":null,"person":{"id":"p4","name":"ليلى"},"rep":null,"tags":["vip"],"status":"resolved","messages":[{"at":null,"from":"person","author":"p4","text":"أين طلبي؟ شكرا"}]}"#,
    "\n",
    r#"{"id":"s-5","source":"mail","channel":"webchat","created_at":"2025-12-31T23:59:59Z","person":null,"rep":null,"status":"overdue","messages":[]}"#,
    "\n",
);

/// A folder with, as a rule, a repository `livechats.db` in it.
pub struct TestRepo {
    folder: tempfile::TempDir,
}

impl TestRepo {
    /// A folder with nothing in it.
    pub fn nothing() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// An empty repository.
    pub fn empty() -> Self {
        let repo = Self::nothing();
        repo.succeed(&["init"]);
        repo
    }

    /// A repository of [`CHATS`].
    pub fn with_chats() -> Self {
        Self::with(CHATS)
    }

    /// A repository of these JSON Lines.
    pub fn with(lines: &str) -> Self {
        let repo = Self::empty();
        repo.write("chats.jsonl", lines);
        repo.succeed(&["import", "chats.jsonl"]);
        repo
    }

    /// A repository of [`CHATS`] whose admin, the account that runs the tests, is called Mia.
    pub fn of_mia() -> Self {
        let repo = Self::with_chats();
        repo.sql("UPDATE rep SET name = 'Mia', folded = 'mia' WHERE os_uid IS NOT NULL");
        repo
    }

    /// All that is in the folder, in a folder of its own. What SQLite shares between processes is not part of a file.
    pub fn copy(&self) -> Self {
        let copy = Self::nothing();
        copy_into(self.folder(), copy.folder());
        copy
    }

    /// Changes the repository as the messaging application might: past this program.
    pub fn sql(&self, statements: &str) {
        let connection = rusqlite::Connection::open(self.file()).unwrap();
        connection.execute_batch(statements).unwrap();
    }

    /// Asks the repository itself for one value.
    pub fn ask(&self, query: &str) -> String {
        let connection = rusqlite::Connection::open(self.file()).unwrap();
        let value = connection.query_row(query, [], |row| row.get::<_, rusqlite::types::Value>(0)).unwrap();
        match value {
            rusqlite::types::Value::Integer(number) => number.to_string(),
            rusqlite::types::Value::Text(text) => text,
            other => format!("{other:?}"),
        }
    }

    /// Runs the program at another moment than [`NOW`] and gives a transcript.
    pub fn run_at(&self, now: &str, args: &[&str]) -> String {
        let mut command = self.livechats(args);
        command.env("LIVECHATS_NOW", now);
        self.transcript(args, &finish(command, b""))
    }

    /// Runs the program with this on its standard input and gives a transcript.
    pub fn run_with(&self, input: &str, args: &[&str]) -> String {
        self.transcript(args, &self.feed(args, input.as_bytes()))
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A file in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    /// The repository file.
    pub fn file(&self) -> PathBuf {
        self.path("livechats.db")
    }

    /// Writes a file into the folder.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    /// Reads a text file of the folder.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names of all that is in the folder, sorted.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// The permission bits of a file in the folder.
    pub fn mode(&self, name: &str) -> u32 {
        fs::metadata(self.path(name)).unwrap().permissions().mode() & 0o777
    }

    /// A program to be run in the folder with our environment only.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let tools = Path::new(PROGRAM).parent().unwrap().display();
        command
            .current_dir(self.folder())
            .env_clear()
            .env("PATH", format!("{tools}:/usr/local/bin:/usr/bin:/bin"))
            .env("LIVECHATS_NOW", NOW)
            .env("TZ", "UTC")
            .env("COLUMNS", "100")
            .stdin(Stdio::null());
        command
    }

    /// The program with these arguments, to be changed before [`finish`] runs it.
    pub fn livechats(&self, args: &[impl AsRef<OsStr>]) -> Command {
        let mut command = self.command(PROGRAM);
        command.args(args);
        command
    }

    /// Runs the program and gives all it said.
    pub fn output(&self, args: &[impl AsRef<OsStr>]) -> Output {
        finish(self.livechats(args), b"")
    }

    /// Runs the program with these bytes on its standard input.
    pub fn feed(&self, args: &[&str], input: &[u8]) -> Output {
        finish(self.livechats(args), input)
    }

    /// Runs a line of shell in the folder; `livechats` is the program.
    pub fn shell(&self, script: &str) -> Output {
        let mut command = self.command("/bin/sh");
        command.args(["-c", script]);
        finish(command, b"")
    }

    /// Runs the program, which must succeed, and gives its standard output.
    pub fn succeed(&self, args: &[&str]) -> String {
        let output = self.output(args);
        assert_eq!(code(&output), 0, "{}", self.transcript(args, &output));
        text(&output.stdout)
    }

    /// Runs the program and gives a transcript: the command, standard output, standard error line by line, exit code.
    pub fn run(&self, args: &[&str]) -> String {
        let output = self.output(args);
        self.transcript(args, &output)
    }

    /// Runs the program with standard output on a terminal of 100 columns and gives a transcript.
    pub fn on_terminal(&self, args: &[&str]) -> String {
        let output = on_terminal(self.livechats(args));
        self.transcript(args, &output)
    }

    /// Asserts that the program refuses with this code, in one `error:` line (and at most one `hint:`), with nothing
    /// on standard output. Gives standard error.
    #[track_caller]
    pub fn refuses(&self, expected: i32, args: &[impl AsRef<OsStr>]) -> String {
        let output = self.output(args);
        let shown: Vec<_> = args.iter().map(|arg| arg.as_ref().to_string_lossy().into_owned()).collect();
        let said = text(&output.stderr);
        assert_eq!(code(&output), expected, "livechats {shown:?}\n{said}");
        assert!(output.stdout.is_empty(), "livechats {shown:?} printed {}", text(&output.stdout));
        assert!(said.lines().any(|line| line.starts_with("error: ")), "livechats {shown:?}\n{said}");
        assert!(!said.contains("panicked") && !said.contains('\u{1b}'), "livechats {shown:?}\n{said}");
        said
    }

    /// A run as text.
    pub fn transcript(&self, args: &[&str], output: &Output) -> String {
        let mut shown = format!("$ livechats {}\n", args.iter().map(|arg| quoted(arg)).collect::<Vec<_>>().join(" "));
        let stdout = text(&output.stdout);
        shown.push_str(&stdout);
        if !stdout.is_empty() && !stdout.ends_with('\n') {
            shown.push_str("[no line end]\n");
        }
        for line in text(&output.stderr).lines() {
            shown.push_str(&format!("[stderr] {line}\n"));
        }
        shown.push_str(&format!("[exit {}]\n", code(output)));
        shown.replace(&self.folder().display().to_string(), "[FOLDER]")
    }
}

fn copy_into(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (name, kind) = (entry.file_name(), entry.file_type().unwrap());
        if kind.is_dir() {
            fs::create_dir(to.join(&name)).unwrap();
            copy_into(&entry.path(), &to.join(&name));
        } else if kind.is_file() && !name.to_string_lossy().ends_with("-shm") {
            fs::copy(entry.path(), to.join(&name)).unwrap();
        }
    }
}

/// What a process printed, as text; what is not UTF-8 stays visible.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The exit code; 128 and the signal for one that was killed.
pub fn code(output: &Output) -> i32 {
    use std::os::unix::process::ExitStatusExt;
    output.status.code().unwrap_or_else(|| 128 + output.status.signal().unwrap_or(0))
}

/// Runs to the end with this input. A process that hangs is stopped and the test fails.
pub fn finish(mut command: Command, input: &[u8]) -> Output {
    if !input.is_empty() {
        command.stdin(Stdio::piped());
    }
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let stdin = child.stdin.take();
    let mut stdout = child.stdout.take().unwrap();
    let mut stderr = child.stderr.take().unwrap();
    std::thread::scope(|scope| {
        if let Some(mut stdin) = stdin {
            // The program may stop reading before the end: that is its affair.
            scope.spawn(move || stdin.write_all(input));
        }
        let out = scope.spawn(move || read_all(&mut stdout));
        let err = scope.spawn(move || read_all(&mut stderr));
        let status = wait(&mut child, &command);
        Output { status, stdout: out.join().unwrap(), stderr: err.join().unwrap() }
    })
}

fn wait(child: &mut std::process::Child, command: &Command) -> std::process::ExitStatus {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        if begun.elapsed() > PATIENCE {
            let _ = child.kill();
            let _ = child.wait();
            panic!("{command:?} hung");
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn read_all(from: &mut impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 65_536];
    // The end of a terminal is an error (EIO), that of a pipe is zero bytes.
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        bytes.extend_from_slice(&buffer[..count]);
    }
    bytes
}

/// Runs to the end with standard output on a terminal of 100 columns and 40 rows (standard error stays a pipe, so that
/// no progress is drawn). No pager is started: `PAGER` is `cat`.
pub fn on_terminal(mut command: Command) -> Output {
    let (ours, theirs) = terminal();
    let mut child = command
        .env("TERM", "xterm")
        .env("PAGER", "cat")
        .stdout(theirs.try_clone().unwrap())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Only the child may hold the other end, or its end is never seen.
    command.stdout(Stdio::null());
    drop(theirs);
    let mut stdout = ours;
    let mut stderr = child.stderr.take().unwrap();
    std::thread::scope(|scope| {
        let out = scope.spawn(move || read_all(&mut stdout));
        let err = scope.spawn(move || read_all(&mut stderr));
        let status = wait(&mut child, &command);
        Output { status, stdout: out.join().unwrap(), stderr: err.join().unwrap() }
    })
}

/// Runs to the end with all three streams on a terminal, where somebody has typed these keys. What the terminal showed
/// is the standard output.
pub fn at_terminal(mut command: Command, keys: &str) -> Output {
    let (mut ours, theirs) = terminal();
    let end = || theirs.try_clone().unwrap();
    command.env("TERM", "xterm").env("PAGER", "cat").stdin(end()).stdout(end()).stderr(end());
    let mut child = command.spawn().unwrap();
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    drop(theirs);
    ours.write_all(keys.as_bytes()).unwrap();
    std::thread::scope(|scope| {
        let out = scope.spawn(move || read_all(&mut ours));
        let status = wait(&mut child, &command);
        Output { status, stdout: out.join().unwrap(), stderr: Vec::new() }
    })
}

/// Both ends of a new terminal: ours and the program's.
fn terminal() -> (fs::File, fs::File) {
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    use rustix::termios::{OptionalActions, Winsize, tcgetattr, tcsetattr, tcsetwinsize};
    let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&ours).unwrap();
    unlockpt(&ours).unwrap();
    let name = ptsname(&ours, Vec::new()).unwrap();
    let no_terminal_of_ours = rustix::fs::OFlags::NOCTTY.bits().cast_signed();
    let theirs = fs::OpenOptions::new()
        .read(true)
        .write(true)
        .custom_flags(no_terminal_of_ours)
        .open(name.to_str().unwrap())
        .unwrap();
    let mut settings = tcgetattr(&theirs).unwrap();
    settings.make_raw();
    tcsetattr(&theirs, OptionalActions::Now, &settings).unwrap();
    tcsetwinsize(&theirs, Winsize { ws_row: 40, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
    (fs::File::from(ours), theirs)
}

fn quoted(arg: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=,+@".contains(c);
    if !arg.is_empty() && arg.chars().all(plain) { arg.to_owned() } else { format!("'{}'", arg.escape_debug()) }
}
