//! Forms that are equal, forms that are not, and that a form is its own form.

use proptest::prelude::*;

use super::*;

fn form(kind: IdentifierKind, text: &str) -> Option<String> {
    Identifier::read(kind, text).ok().map(|read| read.value)
}

/// Each of these texts has this form.
fn alike(kind: IdentifierKind, expected: &str, texts: &[&str]) {
    for text in texts {
        assert_eq!(form(kind, text).as_deref(), Some(expected), "{text:?}");
    }
}

fn refused(kind: IdentifierKind, texts: &[&str]) {
    for text in texts {
        assert_eq!(form(kind, text), None, "{text:?}");
    }
}

#[test]
fn mail_addresses_are_compared_without_case() {
    alike(
        IdentifierKind::Email,
        "ann.e+x@example.com",
        &[
            "ann.e+x@example.com",
            " Ann.E+X@EXAMPLE.COM\t",
            "ann.e+x@example.com.",
            "ａｎｎ.e+x＠example。com",
            "ann\u{200b}.e+x@example.com",
        ],
    );
    alike(IdentifierKind::Email, "jörg@bücher.de", &["JÖRG@BÜCHER.DE", "jo\u{308}rg@bu\u{308}cher.de"]);
    alike(IdentifierKind::Email, "οδυσσευσ@ελλασ.gr", &["ΟΔΥΣΣΕΥΣ@ΕΛΛΑΣ.gr", "οδυσσευς@ελλας.gr"]);
    assert_ne!(form(IdentifierKind::Email, "ann@example.com"), form(IdentifierKind::Email, "a.nn@example.com"));
    assert_ne!(form(IdentifierKind::Email, "strasse@x.de"), form(IdentifierKind::Email, "straße@x.de"));
    refused(IdentifierKind::Email, &["", "ann", "@example.com", "ann@", "ann@.", "Ann <ann@example.com>", "ann@.com"]);
}

#[test]
fn phone_numbers_are_their_digits() {
    alike(
        IdentifierKind::Phone,
        "+49301234567",
        &[
            "+49 30 1234567",
            "+49 (0)30 / 123-45.67",
            "0049 30 1234567",
            "(+49) 30 1234567",
            "tel:+49-30-1234567",
            "\u{202a}+49 30 1234567\u{202c}",
            "＋４９ ３０ １２３４５６７",
            "+٤٩ ٣٠ ١٢٣٤٥٦٧",
            "+๔๙ ๓๐ ๑๒๓๔๕๖๗",
            "+49\u{a0}30\u{2011}1234567",
        ],
    );
    alike(IdentifierKind::Phone, "0301234567", &["030 1234567", "(030) 123 45 67", "030/1234567"]);
    // Which country a number without one belongs to is not guessed.
    assert_ne!(form(IdentifierKind::Phone, "030 1234567"), form(IdentifierKind::Phone, "+49 30 1234567"));
    assert_ne!(form(IdentifierKind::Phone, "49 30 1234567"), form(IdentifierKind::Phone, "+49 30 1234567"));
    refused(
        IdentifierKind::Phone,
        &["", "12", "1-800-FLOWERS", "+", "030+12345", "++49301", "123456789012345678901", "٣x"],
    );
}

#[test]
fn addresses_are_one_whether_they_are_within_ipv6_or_not() {
    alike(
        IdentifierKind::Ip,
        "203.0.113.7",
        &["203.0.113.7", " ::ffff:203.0.113.7", "::FFFF:cb00:7107", "203.0.113.7/32"],
    );
    alike(IdentifierKind::Ip, "2001:db8::1", &["2001:DB8::1", "2001:0db8:0:0:0:0:0:1", "2001:db8::1-2001:db8::1"]);
    alike(
        IdentifierKind::Ip,
        "203.0.113.0/24",
        &[
            "203.0.113.0/24",
            "203.0.113.9/24",
            "203.0.113.0-203.0.113.255",
            "::ffff:203.0.113.0/120",
            "203.0.113.0 - ::ffff:203.0.113.255",
        ],
    );
    alike(IdentifierKind::Ip, "203.0.113.1-203.0.113.2", &["203.0.113.1-203.0.113.2"]);
    alike(IdentifierKind::Ip, "2001:db8::/32", &["2001:db8::/32"]);
    refused(
        IdentifierKind::Ip,
        &[
            "",
            "203.0.113",
            "203.0.113.256",
            "203.0.113.007",
            "203.0.113.0/33",
            "203.0.113.0/",
            "203.0.113.0/-1",
            "203.0.113.0/+8",
            "10.0.0.0/7",
            "0.0.0.0/0",
            "::/0",
            "::/16",
            "2000::/15",
            "203.0.113.9-203.0.113.7",
            "203.0.113.9-2001:db8::1",
            "::1-::ffff:1.2.3.4",
            "fe80::1%eth0",
            "[::1]",
            "203.0.113.7:80",
            "2001:db8::/129",
        ],
    );
    assert_eq!(Identifier::known(IdentifierKind::Ip, "203.0.113.0/24"), None, "nobody has a range");
}

#[test]
fn ids_are_compared_to_the_letter() {
    for kind in [IdentifierKind::Channel, IdentifierKind::Unique] {
        alike(kind, "U 47-11a", &["U 47-11a", "\tU 47-11a\n"]);
        assert_ne!(form(kind, "u1"), form(kind, "U1"));
        refused(kind, &["", " \n", &"x".repeat(1001)]);
    }
}

#[test]
fn kinds_keep_their_numbers() {
    for kind in IdentifierKind::ALL {
        assert_eq!(IdentifierKind::from_number(kind.number()), Some(kind));
    }
    assert_eq!(IdentifierKind::ALL.map(IdentifierKind::number), [1, 2, 3, 4, 5]);
    assert_eq!(IdentifierKind::from_number(0), None);
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ +(0-9)/.\u{660}-\u{669}-]{0,24}",
        "[a-zA-Zß-ÿΑ-ως İıǅﬁ\u{300}-\u{304}.+]{1,12}@[a-zA-Zß-ÿΑ-ωİK\u{300}-\u{304}。.]{1,12}",
        "[0-9]{1,3}(\\.[0-9]{1,3}){3}(/[0-9]{1,2})?",
        "[0-9a-f:]{2,20}(/[0-9]{1,3}|-[0-9a-f:]{2,20})?",
    ]
}

proptest! {
    #[test]
    fn a_form_is_its_own_form(text in texts(), kind in proptest::sample::select(&IdentifierKind::ALL[..])) {
        if let Ok(once) = Identifier::read(kind, &text) {
            prop_assert_eq!(Identifier::read(kind, &once.value), Ok(once));
        }
    }

    #[test]
    fn how_a_number_is_typed_makes_no_difference(digits in "[1-9][0-9]{5,14}", gaps in proptest::collection::vec(0..6_usize, 20)) {
        let mut typed = String::from("+");
        for (digit, gap) in digits.chars().zip(gaps) {
            typed.push(digit);
            typed.push_str(["", " ", "-", ".", "\u{a0}", "/"][gap]);
        }
        let expected = Some(format!("+{digits}"));
        prop_assert_eq!(form(IdentifierKind::Phone, &typed), expected.clone());
        prop_assert_eq!(form(IdentifierKind::Phone, &typed.replacen('+', "00", 1)), expected);
    }

    #[test]
    fn a_range_holds_exactly_what_is_between_its_ends(first in any::<u32>(), last in any::<u32>(), one in any::<u32>()) {
        let text = |v4: u32| Ipv4Addr::from_bits(v4).to_string();
        let Ok(range) = Identifier::read(IdentifierKind::Ip, &format!("{}-{}", text(first), text(last))) else {
            prop_assert!(first > last || (first ^ last).leading_zeros() < 8);
            return Ok(());
        };
        let one_read = Identifier::known(IdentifierKind::Ip, &format!("::ffff:{}", text(one))).unwrap();
        let ((low, high), (at, _)) = (range.range.unwrap(), one_read.range.unwrap());
        prop_assert_eq!((low..=high).contains(&at), (first..=last).contains(&one));
    }

    #[test]
    fn a_network_is_read_as_its_mask_says(one in any::<u32>(), length in 8..=32_u32) {
        let read = Identifier::read(IdentifierKind::Ip, &format!("{}/{length}", Ipv4Addr::from_bits(one))).unwrap();
        let mask = u32::MAX << (32 - length);
        let (low, high) = read.range.unwrap();
        prop_assert_eq!(low, bytes_of(mapped(one & mask)));
        prop_assert_eq!(high, bytes_of(mapped(one | !mask)));
    }
}
