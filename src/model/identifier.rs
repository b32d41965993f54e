//! What tells who somebody is (mail address, phone number, IP address, IDs), in the one form in which it is compared.
//!
//! Two texts are the same identifier if and only if their forms are equal; nothing is guessed. A mail address: hidden
//! characters and compatibility forms (full width) gone, capitals small on both sides of the `@` (no provider of today
//! tells `Ann@` from `ann@`), no dot at the end of the domain. A phone number: its digits, with `+` in front where it
//! names its country (`00` is `+`, `(0)` behind the country goes); a number without its country is only equal to one
//! without it. An IP address: IPv4 within IPv6 is IPv4. IDs: to the letter, without the white space around them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use icu_normalizer::ComposingNormalizer;

use super::hidden::is_hidden;

/// Longer texts are no identifiers, in bytes.
const LONGEST: usize = 1000;

/// Digits of a phone number, at least and at most.
const DIGITS: std::ops::RangeInclusive<usize> = 3..=20;

/// An IP address as 16 bytes: IPv4 as IPv6 maps it, so that all are in one order.
pub type Address = [u8; 16];

/// The bits that stand in front of IPv4 in [`Address`].
const MAPPED: u32 = 96;

/// Networks wider than these hold a good part of mankind: that is a slip of the key. Bits that all have in common.
const WIDEST: [(u32, &str); 2] = [(8, "/8"), (16, "/16")];

/// What kind of identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentifierKind {
    /// Mail address.
    Email,
    /// Phone number.
    Phone,
    /// IP address, or range of them.
    Ip,
    /// The app's ID.
    Channel,
    /// The company's ID.
    Unique,
}

impl IdentifierKind {
    /// Every kind, in the order in which a person's are told.
    pub const ALL: [Self; 5] = [Self::Email, Self::Phone, Self::Ip, Self::Channel, Self::Unique];

    /// Its number in the repository.
    pub const fn number(self) -> i64 {
        match self {
            Self::Email => 1,
            Self::Phone => 2,
            Self::Ip => 3,
            Self::Channel => 4,
            Self::Unique => 5,
        }
    }

    /// The kind with this number.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }

    /// The word for it: as the columns of persons are called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Ip => "ip",
            Self::Channel => "channel_id",
            Self::Unique => "unique_id",
        }
    }
}

/// An identifier in the form in which it is compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identifier {
    /// What kind.
    pub kind: IdentifierKind,
    /// The form.
    pub value: String,
    /// Of IP addresses: the first and the last.
    pub range: Option<(Address, Address)>,
}

impl Identifier {
    /// Reads what an admin typed. IP addresses may be ranges: `203.0.113.0/24`, `203.0.113.7-203.0.113.9`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(kind: IdentifierKind, text: &str) -> Result<Self, String> {
        if text.len() > LONGEST {
            return Err(format!("longer than {LONGEST} bytes"));
        }
        let plain = |value: Option<String>, wrong: &str| match value {
            Some(value) => Ok(Self { kind, value, range: None }),
            None => Err(wrong.to_owned()),
        };
        match kind {
            IdentifierKind::Email => plain(email(text), "not a mail address: expected name@domain"),
            IdentifierKind::Phone => {
                plain(phone(text), "not a phone number: expected 3 to 20 digits, such as +49 30 1234")
            }
            IdentifierKind::Channel | IdentifierKind::Unique => {
                plain(Some(text.trim().to_owned()).filter(|text| !text.is_empty()), "it is empty")
            }
            IdentifierKind::Ip => {
                let (first, last) = addresses(text.trim())?;
                let range = Some((bytes_of(first), bytes_of(last)));
                Ok(Self { kind, value: written(first, last), range })
            }
        }
    }

    /// The identifier that a person has, as it is known of them; `None` for what cannot be compared.
    pub fn known(kind: IdentifierKind, text: &str) -> Option<Self> {
        Self::read(kind, text).ok().filter(|known| !known.is_range())
    }

    /// Whether it is more than one IP address.
    pub fn is_range(&self) -> bool {
        self.range.is_some_and(|(first, last)| first != last)
    }

    /// `email:ann@example.com`
    pub fn label(&self) -> String {
        format!("{}:{}", self.kind.name(), self.value)
    }
}

/// Without hidden characters, without compatibility forms.
fn plain(text: &str) -> String {
    let seen: String = text.chars().filter(|c| !is_hidden(*c) || c.is_whitespace()).collect();
    ComposingNormalizer::new_nfkc().normalize(seen.trim()).into_owned()
}

fn email(text: &str) -> Option<String> {
    let small: String = plain(text).chars().map(|c| if c == '。' { '.' } else { c }).flat_map(small).collect();
    let small = plain(&small);
    let (local, domain) = small.rsplit_once('@')?;
    let domain = domain.trim_end_matches('.');
    let sound = !local.is_empty()
        && !domain.is_empty()
        && !domain.starts_with('.')
        && !small.chars().any(|c| c.is_whitespace() || c.is_control());
    sound.then(|| format!("{local}@{domain}"))
}

/// A letter as a small one, whatever stands beside it.
fn small(c: char) -> impl Iterator<Item = char> {
    // The sigma at the end of a word is the one within it.
    let c = if c == 'ς' { 'σ' } else { c };
    c.to_lowercase()
}

fn phone(text: &str) -> Option<String> {
    let text = plain(text);
    let text = match text.get(..4) {
        Some(start) if start.eq_ignore_ascii_case("tel:") => &text[4..],
        _ => &text,
    };
    let mut signs = String::new();
    for c in text.chars() {
        match c {
            '+' | '(' | ')' => signs.push(c),
            '-' | '.' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}' => {}
            _ if c.is_whitespace() => {}
            _ => signs.push(digit(c)?),
        }
    }
    let number = signs.trim_start_matches('(');
    if number.starts_with('+') || number.starts_with("00") {
        signs = number.replace("(0)", "");
    }
    let digits: String = signs.chars().filter(|c| !matches!(c, '(' | ')')).collect();
    let number = match digits.strip_prefix("00") {
        Some(rest) => format!("+{rest}"),
        None => digits,
    };
    let digits = number.strip_prefix('+').unwrap_or(&number);
    (DIGITS.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
}

/// The zero of each script whose digits people type into phones.
const ZEROS: [char; 8] = ['0', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{ed0}', '\u{1040}'];

fn digit(c: char) -> Option<char> {
    let place = |zero: char| u32::from(c).checked_sub(u32::from(zero)).filter(|digit| *digit < 10);
    ZEROS.into_iter().find_map(place).and_then(|digit| char::from_digit(digit, 10))
}

/// The first and the last address of what was typed.
fn addresses(text: &str) -> Result<(u128, u128), String> {
    if let Some((first, last)) = text.split_once('-') {
        let (first, last) = (address(first.trim())?, address(last.trim())?);
        if is_v4(first) != is_v4(last) {
            return Err("a range has two addresses of one kind, IPv4 or IPv6".to_owned());
        }
        if first > last {
            return Err("the range ends before it begins".to_owned());
        }
        return not_too_wide(first, last);
    }
    let Some((start, length)) = text.split_once('/') else {
        let one = address(text)?;
        return Ok((one, one));
    };
    let typed: IpAddr = start.trim().parse().map_err(|_| not_an_address())?;
    let (one, front) = match typed {
        IpAddr::V4(_) => (number_of(typed), MAPPED),
        IpAddr::V6(_) => (number_of(typed), 0),
    };
    let digits = !length.is_empty() && length.len() <= 3 && length.bytes().all(|byte| byte.is_ascii_digit());
    let length = digits.then(|| length.parse::<u32>().ok()).flatten().filter(|length| front + length <= 128);
    let length = length.ok_or_else(|| format!("the number behind / is one from 0 to {}", 128 - front))?;
    let hosts = u128::MAX.checked_shr(front + length).unwrap_or(0);
    not_too_wide(one & !hosts, one | hosts)
}

fn not_an_address() -> String {
    "not an IP address: expected 203.0.113.7, 203.0.113.0/24 or 203.0.113.7-203.0.113.9 (IPv6 alike)".to_owned()
}

fn address(text: &str) -> Result<u128, String> {
    text.parse().map(number_of).map_err(|_| not_an_address())
}

/// Refuses what would keep out half the world, and IPv6 ranges that hold IPv4.
fn not_too_wide(first: u128, last: u128) -> Result<(u128, u128), String> {
    if !is_v4(first) && first <= mapped(u32::MAX) && last >= mapped(0) {
        return Err("this IPv6 range holds every IPv4 address".to_owned());
    }
    let common = (first ^ last).leading_zeros();
    let (widest, front) = if is_v4(first) { (WIDEST[0], MAPPED) } else { (WIDEST[1], 0) };
    if common < front + widest.0 {
        return Err(format!("the range is wider than {}: name smaller ones", widest.1));
    }
    Ok((first, last))
}

const fn mapped(v4: u32) -> u128 {
    0xffff_0000_0000 | v4 as u128
}

fn number_of(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => mapped(v4.to_bits()),
        IpAddr::V6(v6) => v6.to_bits(),
    }
}

fn is_v4(number: u128) -> bool {
    (mapped(0)..=mapped(u32::MAX)).contains(&number)
}

fn bytes_of(number: u128) -> Address {
    number.to_be_bytes()
}

fn one_written(number: u128) -> String {
    match u32::try_from(number & u128::from(u32::MAX)) {
        Ok(v4) if is_v4(number) => Ipv4Addr::from_bits(v4).to_string(),
        _ => Ipv6Addr::from_bits(number).to_string(),
    }
}

/// An address, a network where the range is exactly one, else both ends.
fn written(first: u128, last: u128) -> String {
    if first == last {
        return one_written(first);
    }
    let differing = first ^ last;
    let common = differing.leading_zeros();
    if differing.count_ones() == 128 - common && first & differing == 0 {
        let front = if is_v4(first) { MAPPED } else { 0 };
        return format!("{}/{}", one_written(first), common - front);
    }
    format!("{}-{}", one_written(first), one_written(last))
}

#[cfg(test)]
mod tests;
