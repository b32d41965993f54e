//! The filters of templates. Each takes a plain value and gives a text.

use jiff::civil;
use jiff::fmt::strtime::{self, BrokenDownTime};
use jiff::{Timestamp, Zoned};
use minijinja::value::Value;
use minijinja::{Environment, Error, ErrorKind};

/// The longest format of a date, in bytes.
const LONGEST_FORMAT: usize = 100;

/// Adds them to an engine.
pub(super) fn add(environment: &mut Environment<'_>) {
    environment.add_filter("default", default);
    environment.add_filter("upper", |text: String| text.to_uppercase());
    environment.add_filter("lower", |text: String| text.to_lowercase());
    environment.add_filter("title", |text: String| title(&text));
    environment.add_filter("trim", |text: String| text.trim().to_owned());
    environment.add_filter("date", |text: String, format: String| date(&text, &format).map_err(invalid));
    environment.add_test("defined", |value: &Value| !value.is_undefined());
}

fn default(value: &Value, otherwise: Value) -> Value {
    if value.is_undefined() { otherwise } else { value.clone() }
}

fn invalid(what: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, what)
}

/// Each word with a capital; the rest of it stays as it is written.
fn title(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for letter in text.chars() {
        if letter.is_alphanumeric() && !inside {
            out.extend(letter.to_uppercase());
        } else {
            out.push(letter);
        }
        inside = letter.is_alphanumeric() || inside && matches!(letter, '\'' | '’');
    }
    out
}

/// A day or a moment in this form.
pub(super) fn date(text: &str, format: &str) -> Result<String, String> {
    if format.len() > LONGEST_FORMAT {
        return Err("the format of a date is too long".to_owned());
    }
    let moment = broken_down(text).ok_or_else(|| "date is for days and moments, such as now".to_owned())?;
    strtime::format(format, moment).map_err(|_| format!("'{format}' is no format of a date here"))
}

/// The moment with its own offset; the day at its beginning.
fn broken_down(text: &str) -> Option<BrokenDownTime> {
    if let Ok(date) = text.parse::<civil::Date>()
        && text.len() == 10
    {
        return Some(BrokenDownTime::from(date.to_datetime(civil::Time::midnight())));
    }
    let timestamp: Timestamp = text.parse().ok()?;
    let offset = jiff::fmt::temporal::Pieces::parse(text).ok()?.to_numeric_offset().unwrap_or(jiff::tz::Offset::UTC);
    Some(BrokenDownTime::from(&Zoned::new(timestamp, offset.to_time_zone())))
}
