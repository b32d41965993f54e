//! What is read of inputs: lines, packed and not, twice, and what cannot be read.

use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;

fn lines_of(bytes: &[u8]) -> Result<Vec<(u64, Vec<u8>)>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("in");
    std::fs::write(&path, bytes).unwrap();
    all(&mut Input::open(&path)?, folder.path())
}

fn all(input: &mut Input, folder: &Path) -> Result<Vec<(u64, Vec<u8>)>> {
    let mut lines = input.lines(folder)?;
    let mut all = Vec::new();
    while let Some(line) = lines.next_line()? {
        all.push((line.number, line.bytes.to_vec()));
    }
    Ok(all)
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn lines_come_with_their_numbers() {
    let wanted = vec![(1, b"a".to_vec()), (4, b" b\rc".to_vec())];
    let text = b"\xef\xbb\xbfa\r\n\r\n \t\n b\rc".as_slice();
    assert_eq!(lines_of(text).unwrap(), wanted);
    assert_eq!(lines_of(&[text, b"\n"].concat()).unwrap(), wanted);
    assert_eq!(lines_of(&packed(text)).unwrap(), wanted);
    assert_eq!(lines_of(&[packed(&text[..5]), packed(&text[5..])].concat()).unwrap(), wanted, "two members");
    for nothing in [b"".as_slice(), b"\n", b"\xef\xbb\xbf", b"\r\n\r\n"] {
        assert_eq!(lines_of(nothing).unwrap(), []);
    }
    assert_eq!(lines_of(b"\x1f").unwrap(), [(1, b"\x1f".to_vec())]);
}

#[test]
fn a_damaged_gzip_file_is_bad_data() {
    let whole = packed(b"{}\n");
    for length in 2..whole.len() {
        let error = lines_of(&whole[..length]).unwrap_err();
        assert_eq!(error.exit_code(), 8, "{length}: {error}");
    }
    let error = lines_of(&[whole.as_slice(), b"garbage"].concat()).unwrap_err();
    assert!(error.to_string().ends_with("the gzip file is damaged or cut off here"), "{error}");
}

#[test]
fn a_line_without_end_is_refused() {
    let bomb = packed(&vec![b'x'; MAX_LINE + 1]);
    let error = lines_of(&bomb).unwrap_err();
    assert_eq!(error.exit_code(), 8);
    assert!(error.to_string().ends_with("line 1: longer than 64 MiB"), "{error}");
    let mut lines = Lines::of(Bytes::new("/dev/zero".to_owned(), Box::new(io::repeat(b'x')), None).unwrap());
    assert_eq!(lines.next_line().unwrap_err().exit_code(), 8);
}

#[test]
fn what_cannot_be_read_says_so() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(Input::open(folder.path()).unwrap_err().exit_code(), 8);
    let missing = Input::open(Path::new("/nonexistent/chats.jsonl")).unwrap_err();
    assert_eq!((missing.exit_code(), missing.to_string().as_str()), (5, "no such file: /nonexistent/chats.jsonl"));
}

#[test]
fn a_file_that_changes_between_two_readings_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("in");
    std::fs::write(&path, b"a\n").unwrap();
    let mut input = Input::open(&path).unwrap();
    assert_eq!(all(&mut input, folder.path()).unwrap(), all(&mut input, folder.path()).unwrap());
    std::fs::write(&path, b"other\n").unwrap();
    assert_eq!(all(&mut input, folder.path()).unwrap_err().exit_code(), 7);
}

#[test]
fn a_pipe_is_read_twice_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for bytes in [b"a\nb".to_vec(), packed(b"a\nb")] {
        let (reader, mut writer) = io::pipe().unwrap();
        writer.write_all(&bytes).unwrap();
        drop(writer);
        let place =
            Place::Stream(Source::of("pipe".to_owned(), File::from(std::os::fd::OwnedFd::from(reader))).unwrap());
        let mut input = Input { name: "standard input".to_owned(), place, identities: None };
        assert_eq!(input.size(), None);
        let wanted = [(1, b"a".to_vec()), (2, b"b".to_vec())];
        assert_eq!(all(&mut input, folder.path()).unwrap(), wanted);
        assert_eq!(input.size(), Some(bytes.len() as u64));
        assert_eq!(all(&mut input, folder.path()).unwrap(), wanted);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
