//! The made-up persons and reps. All that is said of one is a pure function of the seed and their number.

use super::random::{Random, mix, nth, part};
use super::scene::{Voice, put_number};
use super::words::{Name, Words};
use super::{ar, en, es, th, tl, zh};
use crate::model::field::FieldValue;
use crate::model::person::{Person, Rep};

/// Apps, in the order of [`Tongue::apps`].
pub const APPS: [&str; 9] =
    ["webchat", "whatsapp", "messenger", "instagram", "telegram", "line", "viber", "sms", "email-chat"];

/// A language as the company meets it.
#[derive(Debug)]
pub struct Tongue {
    /// What is said in it.
    pub words: &'static Words,
    /// Its English name.
    pub name: &'static str,
    /// The team of its reps.
    pub desk: &'static str,
    /// Persons of it in a hundred.
    share: u64,
    /// How often its persons use each of [`APPS`], in a hundred.
    apps: [u64; APPS.len()],
    /// Its reps, as first and one past the last place in [`REPS`].
    reps: (usize, usize),
    /// So many of them, the last ones, take mail; the others sit at its desk.
    mail: usize,
}

impl Tongue {
    /// Its place in [`TONGUES`].
    pub fn place(&self) -> usize {
        TONGUES.iter().position(|tongue| tongue.name == self.name).unwrap_or(0)
    }

    /// The reps at its desk, by place.
    pub fn at_desk(&self) -> std::ops::Range<usize> {
        self.reps.0..self.reps.1 - self.mail
    }

    /// Its reps who take mail, by place.
    pub fn at_mail(&self) -> std::ops::Range<usize> {
        self.reps.1 - self.mail..self.reps.1
    }

    /// Who helps this rep out: the next one of the language.
    pub fn helper(&self, rep: usize) -> usize {
        if self.reps.0 <= rep && rep + 1 < self.reps.1 { rep + 1 } else { self.reps.0 }
    }

    /// Somebody of the language.
    pub fn anyone(&self, random: u64) -> usize {
        let count = self.reps.1 - self.reps.0;
        self.reps.0 + usize::try_from(part(random, count as u64)).unwrap_or(0)
    }
}

/// The languages, the most frequent first.
pub const TONGUES: [Tongue; 6] = [
    Tongue {
        words: &en::WORDS,
        name: "English",
        desk: "English desk",
        share: 50,
        apps: [38, 18, 14, 8, 4, 1, 1, 8, 8],
        reps: (0, 18),
        mail: 2,
    },
    Tongue {
        words: &es::WORDS,
        name: "Spanish",
        desk: "Spanish desk",
        share: 18,
        apps: [22, 44, 12, 10, 5, 1, 1, 2, 3],
        reps: (18, 26),
        mail: 1,
    },
    Tongue {
        words: &th::WORDS,
        name: "Thai",
        desk: "Thai desk",
        share: 10,
        apps: [12, 2, 24, 6, 2, 50, 1, 1, 2],
        reps: (26, 31),
        mail: 1,
    },
    Tongue {
        words: &zh::WORDS,
        name: "Chinese",
        desk: "Chinese desk",
        share: 9,
        apps: [60, 6, 6, 4, 6, 8, 1, 4, 5],
        reps: (31, 36),
        mail: 1,
    },
    Tongue {
        words: &tl::WORDS,
        name: "Tagalog",
        desk: "Tagalog desk",
        share: 7,
        apps: [14, 6, 48, 8, 4, 1, 14, 3, 2],
        reps: (36, 40),
        mail: 1,
    },
    Tongue {
        words: &ar::WORDS,
        name: "Arabic",
        desk: "Arabic desk",
        share: 6,
        apps: [20, 46, 8, 14, 6, 1, 2, 1, 2],
        reps: (40, 43),
        mail: 1,
    },
];

/// The reps: name, the part of the mail address before the `@`, and voice.
pub const REPS: [(&str, &str, Voice); 43] = [
    ("Nora Fairlock", "nora", Voice::Female),
    ("Theo Brackwell", "theo", Voice::Male),
    ("Priya Sandmoor", "priya", Voice::Female),
    ("Owen Castlebury", "owen", Voice::Male),
    ("Hazel Wintergreen", "hazel", Voice::Female),
    ("Marcus Oatley", "marcus", Voice::Male),
    ("Freya Kettlewood", "freya", Voice::Female),
    ("Jonas Millrace", "jonas", Voice::Male),
    ("Leila Overdale", "leila", Voice::Female),
    ("Callum Thistleby", "callum", Voice::Male),
    ("Zadie Longacre", "zadie", Voice::Female),
    ("Rowan Pikestaff", "rowan", Voice::Male),
    ("Imogen Larchmont", "imogen", Voice::Female),
    ("Desmond Quayle-Hurst", "desmond", Voice::Male),
    ("Siobhán O'Tarran", "siobhan", Voice::Female),
    ("Anders Björkvall", "anders", Voice::Male),
    ("Maja Kowalewicz", "maja", Voice::Female),
    ("Tobias Grünfels", "tobias", Voice::Male),
    ("Lucía Benavarre", "lucia", Voice::Female),
    ("Andrés Montelongo", "andres", Voice::Male),
    ("Ximena Palomero", "ximena", Voice::Female),
    ("Joaquín Ripalta", "joaquin", Voice::Male),
    ("Begoña Uriarán", "begona", Voice::Female),
    ("Rodrigo Casanueva", "rodrigo", Voice::Male),
    ("Marina Solanilla", "marina", Voice::Female),
    ("Íñigo Larrazul", "inigo", Voice::Male),
    ("สุดา ทองแท้", "suda", Voice::Female),
    ("ก้อง วารีรักษ์", "kong", Voice::Male),
    ("มะลิ ศรีนวล", "mali", Voice::Female),
    ("ธีร์ บุญส่ง", "thee", Voice::Male),
    ("ฟ้า ใจงาม", "fah", Voice::Female),
    ("林小雨", "xiaoyu", Voice::Female),
    ("周明远", "mingyuan", Voice::Male),
    ("许佳慧", "jiahui", Voice::Female),
    ("沈一帆", "yifan", Voice::Male),
    ("何雅琴", "yaqin", Voice::Female),
    ("Bituin Malvar-Cruz", "bituin", Voice::Female),
    ("Andoy Salcedillo", "andoy", Voice::Male),
    ("Mayumi Reyesan", "mayumi", Voice::Female),
    ("Jun-jun Dela Peñarosa", "junjun", Voice::Male),
    ("نور الصافي", "nour", Voice::Female),
    ("يوسف المنير", "youssef", Voice::Male),
    ("سلمى الوادي", "salma", Voice::Female),
];

/// One who writes to the company.
#[derive(Debug)]
pub struct Visitor {
    /// Place of their language in [`TONGUES`].
    pub tongue: &'static Tongue,
    /// The app they use.
    pub app: &'static str,
    /// How they end sentences.
    pub voice: Voice,
    /// How they are addressed.
    pub first: &'static str,
    /// Their full name.
    pub full: String,
    /// Their mail address, told when asked.
    pub mail: String,
    /// What the company knows of them.
    pub person: Person,
}

impl Visitor {
    /// The person of this number: always the same one for the same seed.
    pub fn new(seed: u64, number: u64) -> Self {
        let mut random = Random::new(mix(seed, 0x7065_7273_6f6e), number);
        let place = random.weighted(TONGUES.iter().map(|tongue| tongue.share));
        let tongue = TONGUES.get(place).unwrap_or(&TONGUES[0]);
        let app = *APPS.get(random.weighted(tongue.apps)).unwrap_or(&APPS[0]);
        let given = name(tongue.words.given, random.next());
        let family = name(tongue.words.family, random.next());
        let voice = if random.percent(50) { Voice::Female } else { Voice::Male };
        let full = full_name(tongue.words.full_name, given.0, family.0);
        let mail = mail(given.1, family.1, &mut random);
        let by_phone = matches!(app, "whatsapp" | "viber" | "sms" | "telegram");
        let by_mail = matches!(app, "webchat" | "email-chat");
        let named = random.percent(96);
        let mut fields = Vec::new();
        if random.percent(40) {
            fields.push(("customer_since".to_owned(), FieldValue::Number((2012 + random.below(14)).to_string())));
        }
        if random.percent(20) {
            fields.push(("newsletter".to_owned(), FieldValue::Toggle(random.percent(60))));
        }
        let person = Person {
            id: None,
            external_id: Some(format!("demo-person-{}", number + 1)),
            name: named.then(|| full.clone()),
            email: random.percent(if by_mail { 85 } else { 45 }).then(|| mail.clone()),
            phone: random.percent(if by_phone { 95 } else { 35 }).then(|| phone(&mut random)),
            fields,
        };
        Self { tongue, app, voice, first: given.0, full, mail, person }
    }
}

/// What a whole chat says of the rep at this place of [`REPS`].
pub fn rep(place: usize) -> Rep {
    let (name, mail, _) = REPS.get(place).copied().unwrap_or(REPS[0]);
    Rep {
        external_id: Some(rep_id(place)),
        name: Some(name.to_owned()),
        email: Some(format!("{mail}@oakwhistle.example.com")),
    }
}

/// The source's ID of the rep at this place.
pub fn rep_id(place: usize) -> String {
    format!("demo-rep-{}", place + 1)
}

fn name(names: &'static [Name], random: u64) -> Name {
    nth(names, random).copied().unwrap_or(("Alex", "alex"))
}

fn full_name(pattern: &str, given: &str, family: &str) -> String {
    // Three patterns in all; written out so that a name costs one allocation.
    let mut full = String::with_capacity(given.len() + family.len() + 1);
    if pattern.starts_with("{family}") {
        full.push_str(family);
        full.push_str(given);
    } else {
        full.push_str(given);
        full.push(' ');
        full.push_str(family);
    }
    full
}

/// Addresses only where nobody can have one: the domains that RFC 2606 keeps for examples.
fn mail(given: &str, family: &str, random: &mut Random) -> String {
    let mut mail = String::with_capacity(given.len() + family.len() + 18);
    mail.push_str(given);
    mail.push_str(random.choose(&[".", "_", ""]));
    mail.push_str(family);
    if random.percent(70) {
        put_number(i64::try_from(random.below(1000)).unwrap_or(0), 1, &mut mail);
    }
    mail.push_str(random.choose(&["@example.com", "@example.org", "@example.net"]));
    mail
}

/// Numbers only from the ranges that regulators keep for fiction: 555-01xx (North America), 020 7946 0xxx (Ofcom),
/// 5550 xxxx and 7010 xxxx (Australia), 06 39 98 xx xx (France).
fn phone(random: &mut Random) -> String {
    let (heads, width): (&[&'static str], u32) = match random.below(10) {
        0..4 => (&["+1 212 555 01", "+1 303 555 01", "+1 415 555 01", "+1 604 555 01"], 2),
        4..6 => (&["+44 20 7946 0"], 3),
        6..9 => (&["+61 2 5550 ", "+61 3 7010 ", "+61 7 5550 ", "+61 8 7010 "], 4),
        _ => (&["+33 6 39 98 "], 4),
    };
    let mut phone = String::with_capacity(16);
    phone.push_str(random.choose(heads));
    put_number(i64::try_from(random.below(10_u64.pow(width))).unwrap_or(0), width, &mut phone);
    phone
}
