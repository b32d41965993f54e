//! Steady stand-ins: what a text says instead of who somebody is.

use crate::model::person::PersonRow;

/// Names and IDs shorter than this are not replaced: they would be found in other words.
const SHORTEST: usize = 3;

/// What is replaced by what, the longest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StandIns(Vec<(String, String)>);

/// What a person is called instead.
pub fn name(id: i64) -> String {
    format!("Person {id}")
}

/// Their mail address instead, which nobody can have.
pub fn email(id: i64) -> String {
    format!("person{id}@invalid")
}

impl StandIns {
    /// Those of a person: for every detail that tells who they are, and for each word of their name.
    pub fn of(row: &PersonRow) -> Self {
        let id = row.id;
        let mut list = Vec::new();
        let mut add = |text: &Option<String>, instead: String| {
            list.extend(text.iter().map(|text| (text.clone(), instead.clone())));
        };
        add(&row.name, name(id));
        add(&row.email, email(id));
        add(&row.phone, format!("phone-{id}"));
        add(&row.ip, format!("ip-{id}"));
        for text in [&row.channel_id, &row.unique_id, &row.external_id] {
            add(text, format!("id-{id}"));
        }
        for word in row.name.iter().flat_map(|name| name.split_whitespace()) {
            list.push((word.to_owned(), name(id)));
        }
        list.retain(|(text, _)| text.chars().count() >= SHORTEST || !text.is_ascii());
        list.sort_by(|(one, _), (other, _)| other.len().cmp(&one.len()).then(one.cmp(other)));
        list.dedup_by(|(one, _), (other, _)| one == other);
        Self(list)
    }

    /// The text with stand-ins; `None` where it names nobody. Capitals of ASCII letters make no difference, and what
    /// begins or ends with a letter or digit is only found as a whole word, where the script has words.
    pub fn put(&self, text: &str) -> Option<String> {
        let mut out = String::new();
        let mut changed = false;
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            let found = self.0.iter().find(|(what, _)| stands_at(text, at, what));
            match found {
                Some((what, instead)) => {
                    out.push_str(instead);
                    at += what.len();
                    changed = true;
                }
                None => {
                    out.push(first);
                    at += first.len_utf8();
                }
            }
        }
        changed.then_some(out)
    }
}

/// Whether this stands in the text, as [`StandIns::put`] finds it.
pub fn stands_in(text: &str, what: &str) -> bool {
    text.char_indices().any(|(at, _)| stands_at(text, at, what))
}

fn stands_at(text: &str, at: usize, what: &str) -> bool {
    let end = at + what.len();
    let there = text.get(at..end).is_some_and(|there| there.eq_ignore_ascii_case(what));
    let joins = |one: Option<char>, other: Option<char>| {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && has_word_spaces(c));
        letter(one) && letter(other)
    };
    there
        && !joins(text[..at].chars().next_back(), what.chars().next())
        && !joins(what.chars().next_back(), text[end..].chars().next())
}

/// Whether the script of this letter puts spaces between words.
fn has_word_spaces(letter: char) -> bool {
    !matches!(letter, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_replaced_and_nothing_inside_others() {
        let row = PersonRow {
            id: 12,
            name: Some("Ann Example".into()),
            email: Some("ann@example.com".into()),
            phone: Some("+49 30 1234".into()),
            unique_id: Some("U1".into()),
            ..PersonRow::default()
        };
        let stand_ins = StandIns::of(&row);
        let put = |text: &str| stand_ins.put(text);
        assert_eq!(put("Dear ANN EXAMPLE, Ann's box").as_deref(), Some("Dear Person 12, Person 12's box"));
        assert_eq!(
            put("write to ann@example.com or +49 30 1234!").as_deref(),
            Some("write to person12@invalid or phone-12!")
        );
        assert_eq!(put("Annual examples, Hann, U1"), None);
        assert_eq!(put(""), None);
        let row = PersonRow { id: 3, name: Some("王芳".into()), ..PersonRow::default() };
        assert_eq!(StandIns::of(&row).put("你好王芳！").as_deref(), Some("你好Person 3！"));
    }
}
