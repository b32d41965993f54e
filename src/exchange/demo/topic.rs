//! What the made-up chats are about: the same topics in every language, the first far more often than the last.

/// One topic.
#[derive(Debug)]
pub struct Topic {
    /// The tag that chats about it carry.
    pub tag: &'static str,
    /// The team that answers.
    pub team: &'static str,
    /// How often, against the others.
    pub weight: u64,
}

/// The topics, in the order in which each language holds its lines.
pub const TOPICS: [Topic; 12] = [
    Topic { tag: "late-delivery", team: "Orders", weight: 120 },
    Topic { tag: "refund", team: "Returns", weight: 100 },
    Topic { tag: "password", team: "Accounts", weight: 62 },
    Topic { tag: "booking-change", team: "Travel", weight: 48 },
    Topic { tag: "damaged", team: "Returns", weight: 40 },
    Topic { tag: "invoice", team: "Billing", weight: 34 },
    Topic { tag: "double-charge", team: "Billing", weight: 29 },
    Topic { tag: "cancellation", team: "Orders", weight: 26 },
    Topic { tag: "appointment", team: "Branches", weight: 23 },
    Topic { tag: "warranty", team: "Technical", weight: 21 },
    Topic { tag: "loyalty", team: "Accounts", weight: 19 },
    Topic { tag: "bug", team: "Technical", weight: 17 },
];

/// The team for what the others could not settle.
pub const ESCALATIONS: &str = "Escalations";

/// Tags beside the topic's, the first far more often than the last.
pub const TAGS: [&str; 18] = [
    "follow-up",
    "vip",
    "urgent",
    "complaint",
    "first-contact",
    "mobile",
    "gift",
    "address-change",
    "praise",
    "b2b",
    "out-of-stock",
    "card",
    "escalated",
    "wholesale",
    "newsletter",
    "accessibility",
    "fraud-check",
    "press",
];

/// The tag that one chat in 2,000 carries.
pub const RARE_TAG: &str = "legal";
