//! What a message says: words, files that were sent, or a line of WhatsApp itself.

use crate::model::attachment::Attachment;

/// A message behind its sender.
#[derive(Debug, PartialEq, Eq)]
pub enum Body {
    /// Somebody wrote or sent it.
    Said {
        /// The words.
        text: String,
        /// The files, of which only the names are there.
        files: Vec<Attachment>,
    },
    /// WhatsApp itself wrote it.
    System(String),
}

/// With this mark an iPhone begins what nobody typed.
const MARK: char = '\u{200e}';

/// How the notice begins that a chat is encrypted, which an iPhone puts under the name of the other side.
const NOTICES: [&str; 8] = [
    "Messages and calls are end-to-end encrypted",
    "Messages to this chat and calls are now secured with end-to-end encryption",
    "Messages you send to this chat and calls are now secured with end-to-end encryption",
    "Messages to this group are now secured with end-to-end encryption",
    "Los mensajes y las llamadas están cifrados de extremo a extremo",
    "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt",
    "Les messages et les appels sont chiffrés de bout en bout",
    "As mensagens e as chamadas são protegidas com a criptografia de ponta a ponta",
];

/// What stands for a file that was left out, in the languages that have one form for all.
const LEFT_OUT: [&str; 9] = [
    "Media omitted",
    "Multimedia omitido",
    "Archivo omitido",
    "Medien ausgeschlossen",
    "Médias omis",
    "Mídia oculta",
    "Arquivo de mídia oculto",
    "Media omessi",
    "Media weggelaten",
];

/// How what stands for a file that was left out ends on an iPhone: `image omitted`.
const LEFT_OUT_ENDINGS: [&str; 8] =
    [" omitted", " omitido", " omitida", " weggelassen", " absente", " absent", " omesso", " omessa"];

/// What follows the name of a file that was sent, on Android.
const SENT: [&str; 6] = [
    " (file attached)",
    " (archivo adjunto)",
    " (Datei angehängt)",
    " (fichier joint)",
    " (arquivo anexado)",
    " (file allegato)",
];

/// What leads to the name of a file that was sent, on an iPhone.
const ATTACHED: [&str; 6] = ["<attached: ", "<adjunto: ", "<Anhang: ", "<pièce jointe : ", "<anexado: ", "<allegato: "];

/// Reads what a message says: its first line behind the sender, and the lines that follow.
pub fn body(first: &str, more: &[&str], has_sender: bool) -> Body {
    let unmarked = first.trim_start_matches(MARK);
    let joined = |first: &str| {
        let mut text = first.to_owned();
        for line in more {
            // A file's caption stands alone.
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(line);
        }
        text
    };
    if !has_sender || NOTICES.iter().any(|notice| unmarked.starts_with(notice)) {
        return Body::System(joined(unmarked));
    }
    let is_marked = unmarked.len() < first.len();
    if let Some((words, file)) = file(unmarked, is_marked) {
        return Body::Said { text: joined(words), files: vec![file] };
    }
    if is_marked {
        return Body::System(joined(unmarked));
    }
    // An empty first line is one too.
    let mut text = first.to_owned();
    for line in more {
        text.push('\n');
        text.push_str(line);
    }
    Body::Said { text, files: Vec::new() }
}

/// The file that a line tells of, and the words before it.
fn file(line: &str, is_marked: bool) -> Option<(&str, Attachment)> {
    let named = |name: &str| Attachment { name: name.to_owned(), media_type: None, size: 0, link: None };
    let whole = line.trim_end();
    let bare = whole.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(whole);
    if LEFT_OUT.contains(&bare) && (bare.len() < whole.len() || is_marked) {
        return Some(("", named(bare)));
    }
    if is_marked && LEFT_OUT_ENDINGS.iter().any(|ending| whole.ends_with(ending)) {
        return Some(("", named(whole)));
    }
    if let Some(name) = SENT.iter().find_map(|sent| whole.strip_suffix(sent)) {
        return Some(("", named(name)));
    }
    let inside = whole.strip_suffix('>')?;
    let (words, name) = ATTACHED.iter().find_map(|attached| inside.split_once(attached))?;
    Some((words.trim_end_matches(|c: char| c == MARK || c.is_whitespace()), named(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(first: &str, more: &[&str]) -> (String, Vec<String>) {
        match body(first, more, true) {
            Body::Said { text, files } => (text, files.into_iter().map(|file| file.name).collect()),
            Body::System(text) => panic!("{text}"),
        }
    }

    #[test]
    fn files_are_told_from_words() {
        for (first, text, file) in [
            ("<Media omitted>", "", "Media omitted"),
            ("<Multimedia omitido>", "", "Multimedia omitido"),
            ("\u{200e}image omitted", "", "image omitted"),
            ("\u{200e}<attached: 1-PHOTO.jpg>", "", "1-PHOTO.jpg"),
            ("bill.pdf • \u{200e}3 pages \u{200e}<attached: 2-bill.pdf>", "bill.pdf • \u{200e}3 pages", "2-bill.pdf"),
            ("\u{200e}IMG-1.jpg (file attached)", "", "IMG-1.jpg"),
            ("IMG 1.jpg (archivo adjunto)", "", "IMG 1.jpg"),
        ] {
            assert_eq!(said(first, &[]), (text.to_owned(), vec![file.to_owned()]), "{first}");
        }
        assert_eq!(said("IMG-1.jpg (file attached)", &["look", "here"]).0, "look\nhere");
        for words in ["Media omitted", "image omitted", "a <b>", "<attached>", "", "(file attached)"] {
            assert_eq!(said(words, &[]), (words.to_owned(), vec![]), "{words}");
        }
        assert_eq!(said("", &["", "x"]).0, "\n\nx");
    }

    #[test]
    fn what_nobody_typed_is_of_the_system() {
        let system = |first: &str, has_sender| matches!(body(first, &[], has_sender), Body::System(_));
        assert!(system("You were added", false));
        assert!(system("\u{200e}Missed voice call", true));
        assert!(system("Messages and calls are end-to-end encrypted. Tap", true));
        assert!(!system("Missed voice call", true));
    }
}
