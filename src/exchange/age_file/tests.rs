//! What is encrypted comes back, and nothing that was cut off or changed is taken for it.

use std::io::{Cursor, Read, Write};
use std::os::unix::fs::PermissionsExt;

use age::armor::{ArmoredWriter, Format};
use age::secrecy::{ExposeSecret, SecretString};
use age::x25519::Identity;

use super::*;

/// Bytes that are encrypted together.
const CHUNK: usize = 64 << 10;
/// Bytes more that a chunk has then.
const TAG: usize = 16;

/// Keys, and those that they open.
fn keys(count: usize) -> (Vec<Identity>, Recipients) {
    let keys: Vec<Identity> = (0..count).map(|_| Identity::generate()).collect();
    let typed: Vec<String> = keys.iter().map(|key| key.to_public().to_string()).collect();
    (keys, Recipients::read::<&Path>(&typed, &[]).unwrap().unwrap())
}

fn bytes(count: usize) -> Vec<u8> {
    (0..count).map(|place| (place % 251) as u8).collect()
}

fn encrypted(bytes: &[u8], recipients: &Recipients) -> Vec<u8> {
    let mut writer = Encrypting::new(Vec::new(), Some(recipients)).unwrap();
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn in_letters(bytes: &[u8]) -> Vec<u8> {
    let mut writer = ArmoredWriter::wrap_output(Vec::new(), Format::AsciiArmor).unwrap();
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

/// What is read of a file with these keys.
fn read(file: &[u8], keys: &[&Identity]) -> Result<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key.txt");
    let text: String = keys.iter().map(|key| format!("# made\n\n{}\r\n", key.to_string().expose_secret())).collect();
    std::fs::write(&path, text).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    let files = if keys.is_empty() { Vec::new() } else { vec![path] };
    let identities = Identities::read(&files, |warning| panic!("{warning}")).unwrap();
    let mut whole = Vec::new();
    open("a.age", Cursor::new(file.to_vec()), &identities)?.read_to_end(&mut whole)?;
    Ok(whole)
}

#[test]
fn each_of_several_keys_opens_what_was_encrypted_to_them() {
    let (keys, recipients) = keys(3);
    let stranger = Identity::generate();
    for size in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 300_000] {
        let plain = bytes(size);
        let binary = encrypted(&plain, &recipients);
        assert!(binary.len() > size + TAG && !binary.windows(40).any(|piece| size > 40 && piece == &plain[..40]));
        for file in [binary.clone(), in_letters(&binary)] {
            for key in &keys {
                assert_eq!(read(&file, &[key]).unwrap(), plain, "{size}");
                assert_eq!(read(&file, &[&stranger, key]).unwrap(), plain, "{size}");
            }
            let error = read(&file, &[&stranger]).unwrap_err();
            assert_eq!((error.exit_code(), error.to_string().as_str()), (6, "no key that was given opens a.age"));
            let error = read(&file, &[]).unwrap_err();
            assert_eq!((error.exit_code(), error.to_string().as_str()), (6, "a.age is encrypted"));
        }
        assert_eq!(read(&plain, &[]).unwrap(), plain);
    }
}

#[test]
fn what_was_cut_off_is_never_taken_for_whole() {
    let (keys, recipients) = keys(2);
    for size in [0, 10, CHUNK, 2 * CHUNK, 2 * CHUNK + 5] {
        let plain = bytes(size);
        let file = encrypted(&plain, &recipients);
        let payload = file.len() - size - TAG * size.div_ceil(CHUNK).max(1);
        let borders = (0..3).map(|chunk| payload + chunk * (CHUNK + TAG));
        let near = borders.flat_map(|border| border.saturating_sub(20)..border + 20);
        for length in (0..payload + 40).chain(near).filter(|length| *length < file.len()) {
            match read(&file[..length], &[&keys[1]]) {
                Err(error) => assert_eq!(error.exit_code(), 8, "{size} {length}: {error}"),
                // So few bytes do not even tell that they were encrypted.
                Ok(read) => assert!(length < 19 && read == file[..length], "{size}: {length} of {}", file.len()),
            }
        }
        for more in [&b"\n"[..], b"0123456789abcdef", &file] {
            let error = read(&[&file, more].concat(), &[&keys[0]]).unwrap_err();
            assert_eq!(error.exit_code(), 8, "{size}");
        }
        let letters = in_letters(&file);
        for length in (40..letters.len() - 1).step_by(if size > 100 { 997 } else { 1 }) {
            assert_eq!(read(&letters[..length], &[&keys[0]]).unwrap_err().exit_code(), 8, "{size}: {length}");
        }
    }
}

#[test]
fn every_changed_byte_is_noticed() {
    let (keys, recipients) = keys(1);
    let plain = bytes(100);
    let file = encrypted(&plain, &recipients);
    for place in 0..file.len() {
        for bit in [1, 32, 128] {
            let mut other = file.clone();
            other[place] ^= bit;
            match read(&other, &[&keys[0]]) {
                // One in the part for this key looks like that of another.
                Err(error) => assert!([6, 8, 13].contains(&error.exit_code()), "{place}: {error}"),
                Ok(read) => assert!(place < 19 && read == other, "{place}"),
            }
        }
    }
    let large = encrypted(&bytes(3 * CHUNK), &recipients);
    for place in (large.len() - 3 * (CHUNK + TAG)..large.len()).step_by(4999) {
        let mut other = large.clone();
        other[place] ^= 4;
        let error = read(&other, &[&keys[0]]).unwrap_err();
        assert_eq!(error.to_string(), "a.age is damaged or cut off: not all of it can be decrypted");
    }
}

#[test]
fn chunks_cannot_change_places() {
    let (keys, recipients) = keys(1);
    let file = encrypted(&bytes(3 * CHUNK), &recipients);
    let at = file.len() - 3 * (CHUNK + TAG);
    let chunk = |number: usize| &file[at + number * (CHUNK + TAG)..at + (number + 1) * (CHUNK + TAG)];
    for order in [&[1, 0, 2][..], &[0, 2], &[0, 1], &[0, 0, 1, 2], &[0, 1, 2, 2]] {
        let other: Vec<u8> = file[..at].iter().chain(order.iter().flat_map(|number| chunk(*number))).copied().collect();
        assert_eq!(read(&other, &[&keys[0]]).unwrap_err().exit_code(), 8, "{order:?}");
    }
}

#[test]
fn a_head_without_an_end_does_not_fill_the_memory() {
    let key = Identity::generate();
    for start in ["age-encryption.org/v1\n-> X25519 ", "-----BEGIN AGE ENCRYPTED FILE-----\n"] {
        let endless = Cursor::new(start.as_bytes().to_vec()).chain(std::io::repeat(b'x'));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key.txt");
        std::fs::write(&path, key.to_string().expose_secret()).unwrap();
        let identities = Identities::read(&[path], |_| ()).unwrap();
        let error = Error::from(open("a.age", endless, &identities).err().unwrap());
        assert_eq!(error.exit_code(), 8, "{error}");
    }
}

#[test]
fn other_forms_are_named() {
    let key = Identity::generate();
    let encryptor = age::Encryptor::with_user_passphrase(SecretString::from("open sesame".to_owned()));
    let mut writer = encryptor.wrap_output(Vec::new()).unwrap();
    writer.write_all(b"x").unwrap();
    let error = read(&writer.finish().unwrap(), &[&key]).unwrap_err();
    assert_eq!((error.exit_code(), error.to_string().contains("passphrase")), (6, true), "{error}");
    let newer = b"age-encryption.org/v2\n-> X25519 abc\n--- abcdefgh\n";
    assert_eq!(read(newer, &[&key]).unwrap_err().exit_code(), 13);
}

#[test]
fn what_is_no_key_is_told_without_telling_a_secret() {
    let key = Identity::generate();
    let (secret, public) = (key.to_string().expose_secret().to_owned(), key.to_public().to_string());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys");
    let tell = |error: Error| {
        let told = format!("{error} {}", error.next_step().unwrap());
        assert!(!told.to_ascii_uppercase().contains(&secret[..24]), "{told}");
        (error.exit_code(), error.to_string().replace(&path.display().to_string(), "keys"))
    };
    let changed = format!("{}q", &public[..61]);
    for (typed, told) in [
        (secret.as_str(), "--encrypt-to: this is a secret key, not a recipient"),
        (&secret.to_ascii_lowercase(), "--encrypt-to: this is a secret key, not a recipient"),
        ("age1xyz", "--encrypt-to: this is no X25519 recipient of age"),
        ("", "--encrypt-to: this is no X25519 recipient of age"),
        (&changed, "--encrypt-to: this is no X25519 recipient of age"),
        ("ssh-ed25519 AAAA", "--encrypt-to: keys of SSH are not taken as recipients"),
    ] {
        if typed == public {
            continue;
        }
        let error = Recipients::read::<&Path>(&[typed.to_owned()], &[]).unwrap_err();
        assert_eq!(tell(error), (2, told.to_owned()));
    }
    for (text, told) in [
        (format!("{public}\n{secret}\n"), "keys line 2: this is a secret key, not a recipient"),
        ("# nobody\n\n".to_owned(), "keys has no recipient in it"),
        (String::new(), "keys has no recipient in it"),
    ] {
        std::fs::write(&path, text).unwrap();
        assert_eq!(tell(Recipients::read(&[], &[&path]).unwrap_err()), (8, told.to_owned()));
    }
    for (text, told) in [
        (format!("# a\n{secret}\n{public}\n"), "keys line 3: this is a recipient, not the secret key that opens files"),
        (format!("{}Q\n", &secret[..secret.len() - 4]), "keys line 1: this is no X25519 key of age"),
        ("age-encryption.org/v1\n".to_owned(), "keys line 1: the key is itself encrypted, or one of SSH"),
        (String::new(), "keys has no key in it"),
    ] {
        std::fs::write(&path, text).unwrap();
        assert_eq!(tell(Identities::read(&[&path], |_| ()).unwrap_err()), (8, told.to_owned()));
    }
    std::fs::write(&path, &secret).unwrap();
    assert_eq!(format!("{:?}", Identities::read(&[&path], |_| ()).unwrap()), "Identities(1)");
    assert!(Recipients::read::<&Path>(&[], &[]).unwrap().is_none());
}

#[test]
fn a_key_that_others_can_read_is_warned_of() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key.txt");
    std::fs::write(&path, Identity::generate().to_string().expose_secret()).unwrap();
    for (mode, warned) in [(0o600, 0), (0o400, 0), (0o640, 1), (0o604, 1)] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        let mut warnings = 0;
        Identities::read(&[&path], |_| warnings += 1).unwrap();
        assert_eq!(warnings, warned, "{mode:o}");
    }
}

#[test]
fn a_name_keeps_what_it_promises() {
    let (_, recipients) = keys(1);
    for name in ["a.db.age", "a.AGE"] {
        assert_eq!(check_name(Path::new(name), None).unwrap_err().exit_code(), 2);
        assert!(check_name(Path::new(name), Some(&recipients)).is_ok());
    }
    assert!(check_name(Path::new("a.db"), None).is_ok() && check_name(Path::new("-"), None).is_ok());
}
