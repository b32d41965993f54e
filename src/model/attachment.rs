//! Files that hang on messages. What a file is called is a text and never a path.

use super::record::{Cell, Column};

/// The most bytes one attachment can have: 10 MiB.
pub const MOST_BYTES: u64 = 10 << 20;

/// The most bytes all attachments of one message can have: 25 MiB.
pub const MOST_BYTES_OF_MESSAGE: u64 = 25 << 20;

/// What a message says of a file that hangs on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// What the sender calls it.
    pub name: String,
    /// Media type, as the sender says.
    pub media_type: Option<String>,
    /// Bytes.
    pub size: i64,
    /// Where it lies, if not in the repository.
    pub link: Option<String>,
}

/// A file to hang on a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAttachment {
    /// What it is called.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// An attachment and the file it was saved as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedAttachment {
    /// Name of the file; `None` where the bytes are not in the repository.
    pub file: Option<String>,
    /// Place of its message in the thread.
    pub message: i64,
    /// What is said of it.
    pub attachment: Attachment,
}

/// The columns of attachments that were saved. Names are stable, new ones are only added.
pub const COLUMNS: &[Column<SavedAttachment>] = &[
    Column {
        name: "file",
        shown: true,
        about: "what it was saved as; empty where only a link is known",
        cell: |a| Cell::text(a.file.as_deref()),
    },
    Column { name: "message", shown: true, about: "place of its message", cell: |a| Cell::Number(a.message) },
    Column { name: "size", shown: true, about: "bytes", cell: |a| Cell::Number(a.attachment.size) },
    Column {
        name: "type",
        shown: true,
        about: "media type, as the sender says",
        cell: |a| Cell::text(a.attachment.media_type.as_deref()),
    },
    Column { name: "name", shown: true, about: "what the sender called it", cell: |a| Cell::Text(&a.attachment.name) },
    Column {
        name: "link",
        shown: true,
        about: "where it lies, if not here",
        cell: |a| Cell::text(a.attachment.link.as_deref()),
    },
];

/// Endings that a saved file may have, with their media types. Nothing here is run or rendered with scripts by the
/// programs that usually open it.
const ENDINGS: &[(&str, &str)] = &[
    ("bmp", "image/bmp"),
    ("csv", "text/csv"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("eml", "message/rfc822"),
    ("gif", "image/gif"),
    ("gz", "application/gzip"),
    ("heic", "image/heic"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("json", "application/json"),
    ("log", "text/plain"),
    ("m4a", "audio/mp4"),
    ("mov", "video/quicktime"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ogg", "audio/ogg"),
    ("opus", "audio/opus"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("txt", "text/plain"),
    ("vcf", "text/vcard"),
    ("wav", "audio/wav"),
    ("webm", "video/webm"),
    ("webp", "image/webp"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("zip", "application/zip"),
];

/// The ending of a file that is saved under another ending than those known.
const OTHER: &str = "bin";

/// The media type that a name tells, where it is one of those known.
pub fn media_type(name: &str) -> Option<&'static str> {
    known(name).map(|(_, media_type)| media_type)
}

/// What a saved attachment is called: our own name, whatever the sender called it. `place` counts those of one message
/// from 1.
pub fn file_name(chat: i64, message: i64, place: usize, name: &str) -> String {
    format!("chat-{chat}-message-{message}-{place}.{}", ending(name))
}

/// The ending of a file that an attachment of this name is saved as: one of those known.
pub fn ending(name: &str) -> &'static str {
    known(name).map_or(OTHER, |(ending, _)| ending)
}

fn known(name: &str) -> Option<(&'static str, &'static str)> {
    let (_, ending) = name.rsplit_once('.')?;
    ENDINGS.iter().copied().find(|(known, _)| known.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_file_is_named_by_us() {
        for (name, expected) in [
            ("invoice.pdf", "chat-7-message-3-1.pdf"),
            ("PHOTO.JPG", "chat-7-message-3-1.jpg"),
            ("archive.tar.gz", "chat-7-message-3-1.gz"),
            ("../../etc/cron.d/x.txt", "chat-7-message-3-1.txt"),
            ("run.sh", "chat-7-message-3-1.bin"),
            ("page.html", "chat-7-message-3-1.bin"),
            ("picture.svg", "chat-7-message-3-1.bin"),
            ("a.pdf/..", "chat-7-message-3-1.bin"),
            ("a.png\0.exe", "chat-7-message-3-1.bin"),
            ("a.png ", "chat-7-message-3-1.bin"),
            ("pdf", "chat-7-message-3-1.bin"),
            ("", "chat-7-message-3-1.bin"),
        ] {
            assert_eq!(file_name(7, 3, 1, name), expected, "{name:?}");
        }
        assert_eq!(media_type("x.Png"), Some("image/png"));
        assert_eq!(media_type("x.exe"), None);
    }

    proptest::proptest! {
        #[test]
        fn no_name_chooses_a_path(name in proptest::prelude::any::<String>(), chat in 1_i64.., place in 1_usize..100) {
            let file = file_name(chat, 9, place, &name);
            let stem = file.strip_prefix(&format!("chat-{chat}-message-9-{place}.")).unwrap();
            proptest::prop_assert!(stem == OTHER || ENDINGS.iter().any(|(ending, _)| *ending == stem));
        }
    }
}
