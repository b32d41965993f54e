//! A whole chat as one line of JSON: what `export` writes and `import` reads. Nothing is lost on the way out and in.
//!
//! | key | value |
//! | --- | --- |
//! | `livechats_form` | version of this form, 1; a line without it is read as it is |
//! | `livechats_id` | our number; written, not read |
//! | `id` | the source's ID: text or number, not empty; required |
//! | `source` | the source's name; `import` where it is not there |
//! | `lang` (or `language`) | language tag |
//! | `app` (or `channel`) | messaging app |
//! | `created_at`, `closed_at`, `updated_at` | times |
//! | `time_kind` | how far the source trusts its times, in its own words |
//! | `person` | `{id, name, email, phone, custom_fields}`; other keys are custom fields of the person |
//! | `rep` | `{id, name, email}`; another key is the chat's custom field `rep.KEY` |
//! | `participants`, `teams`, `tags` | arrays of texts |
//! | `status` | `open pending overdue resolved closed`; another word is kept as the custom field `source_status` |
//! | `rating` | 1 to 5, or `{score, comment, at}`; anything else is kept as the custom field `source_rating` |
//! | `description` | text |
//! | `custom_fields` | `{name: text, number or toggle}`; arrays and objects are kept as their JSON text |
//! | `notes` | array of `{at, author, text, color}`; other keys are kept |
//! | `messages` | array of `{at, offset_s, from, author, alias, text, attachments}`; other keys are kept; required |
//! | any other key | the custom field of that name (`source.KEY` where `custom_fields` has that name too) |
//!
//! Times are RFC 3339. One without an offset is taken in the zone that the reader is given, and counted. `from` is
//! `person`, `ai`, `rep` or `system`. `attachments` is an array of `{name, type, size, link}`, without their bytes; in any
//! other shape it is one of the other keys. `offset_s` is the seconds from the start of the chat. A key that is not there,
//! `null` and an empty text all say nothing (but a message or note may be empty). A key twice in one object is an error.

mod attachment;
mod read;
pub(in crate::exchange) mod value;
mod write;

pub(in crate::exchange) use read::room;
pub use read::{Draft, ReadChat, Times, read, read_message};
pub use write::write;

/// The version of the form: written in every line, and the highest that is read.
const FORM: u32 = 1;

#[cfg(test)]
mod tests;
