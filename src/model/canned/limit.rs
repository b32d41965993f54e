//! How long a text an app takes as one message.

use crate::model::fold::fold;

/// What a text is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    /// Unicode characters.
    Characters,
    /// UTF-16 units, of which most emoji have two.
    Utf16,
    /// Bytes of UTF-8.
    Bytes,
}

/// The longest message of an app.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Names of the app, folded.
    names: &'static [&'static str],
    /// The most of its unit.
    pub most: usize,
    unit: Unit,
}

/// As the makers document them for texts that businesses send:
/// WhatsApp Cloud API (text object, `body`), Messenger Platform (Send API, message `text`), Instagram messaging (message
/// text, bytes), Telegram Bot API (`sendMessage`), LINE Messaging API (text message, UTF-16 units), Viber REST API (text
/// message), and for SMS the most that a gateway (Twilio, `Body`) takes and cuts into parts. Where a maker only says
/// "characters", Unicode characters are counted.
const LIMITS: &[Limit] = &[
    Limit { names: &["whatsapp"], most: 4096, unit: Unit::Characters },
    Limit { names: &["messenger", "facebook", "facebook messenger"], most: 2000, unit: Unit::Characters },
    Limit { names: &["instagram"], most: 1000, unit: Unit::Bytes },
    Limit { names: &["telegram"], most: 4096, unit: Unit::Characters },
    Limit { names: &["line"], most: 5000, unit: Unit::Utf16 },
    Limit { names: &["viber"], most: 7000, unit: Unit::Characters },
    Limit { names: &["sms"], most: 1600, unit: Unit::Characters },
];

impl Limit {
    /// How long a text is.
    pub fn length(&self, text: &str) -> usize {
        match self.unit {
            Unit::Characters => text.chars().count(),
            Unit::Utf16 => text.encode_utf16().count(),
            Unit::Bytes => text.len(),
        }
    }

    /// What it is counted in.
    pub const fn unit(&self) -> &'static str {
        match self.unit {
            Unit::Characters => "characters",
            Unit::Utf16 => "UTF-16 units",
            Unit::Bytes => "bytes",
        }
    }
}

/// The limits of those apps that have one here.
pub fn limits(apps: &[String]) -> impl Iterator<Item = (&str, Limit)> {
    apps.iter().filter_map(|app| {
        let folded = fold(app);
        let limit = LIMITS.iter().find(|limit| limit.names.contains(&&*folded))?;
        Some((app.as_str(), *limit))
    })
}
