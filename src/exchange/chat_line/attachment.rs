//! What a message says of the files that hang on it.

use super::value::said;
use crate::exchange::json::{Kind, Value};
use crate::exchange::line_error::Result;
use crate::model::attachment::Attachment;

/// Attachments as we write them; `None` where the source tells of them in a way of its own.
pub fn attachments(value: Value<'_>) -> Result<Option<Vec<Attachment>>> {
    if value.kind() != Kind::Array {
        return Ok(None);
    }
    let mut attachments = Vec::new();
    let mut ours = true;
    value.array(|value, _| {
        match attachment(value)? {
            Some(one) => attachments.push(one),
            None => ours = false,
        }
        Ok(())
    })?;
    Ok(Some(attachments).filter(|attachments| ours && !attachments.is_empty()))
}

fn attachment(value: Value<'_>) -> Result<Option<Attachment>> {
    if value.kind() != Kind::Object {
        return Ok(None);
    }
    let (mut name, mut size, mut media_type, mut link, mut others) = (None, None, None, None, false);
    value.object(|value, key| {
        match (key, value.kind()) {
            ("name", Kind::Text) => name = Some(value.string()?.into_owned()),
            ("size", Kind::Number) => size = value.number()?.parse::<i64>().ok().filter(|size| *size >= 0),
            ("type", Kind::Text | Kind::Null) => media_type = said(value)?,
            ("link", Kind::Text | Kind::Null) => link = said(value)?,
            _ => others = true,
        }
        Ok(())
    })?;
    let told = name.zip(size).filter(|_| !others);
    Ok(told.map(|(name, size)| Attachment { name, media_type, size, link }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(json: &str) -> Option<Vec<Attachment>> {
        attachments(Value::of_line(json.as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn only_what_has_our_shape_is_read() {
        let one = |name: &str| Attachment { name: name.into(), media_type: None, size: 3, link: None };
        assert_eq!(of(r#"[{"name":"../a\u0000","size":3}]"#), Some(vec![one("../a\0")]));
        let whole = Attachment { media_type: Some("text/plain".into()), link: Some("https://x".into()), ..one("b") };
        let text = r#"[{"name":"a","size":3,"type":"","link":null},{"link":"https://x","type":"text/plain","size":3,"name":"b"}]"#;
        assert_eq!(of(text), Some(vec![one("a"), whole]));
        for theirs in [
            "null",
            "[]",
            r#""a.png""#,
            r#"["a.png"]"#,
            r#"{"name":"a","size":3}"#,
            r#"[{"name":"a"}]"#,
            r#"[{"size":3}]"#,
            r#"[{"name":"a","size":-3}]"#,
            r#"[{"name":"a","size":3.5}]"#,
            r#"[{"name":"a","size":"3"}]"#,
            r#"[{"name":"a","size":3,"url":"x"}]"#,
            r#"[{"name":"a","size":3},{"name":7,"size":3}]"#,
        ] {
            assert_eq!(of(theirs), None, "{theirs}");
        }
    }
}
