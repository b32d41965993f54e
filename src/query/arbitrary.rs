//! Filters made at random for property tests, in the shapes that the parser builds.

use std::ops::RangeInclusive;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;

use super::{
    Bound, FieldOwner, FieldTest, Filter, LabelKey, LabelTest, NumberKey, NumberRange, Term, TextScope, TimeKey,
    TimeRange,
};
use crate::model::chat::ChatName;
use crate::model::fold::fold;
use crate::model::status::Status;
use crate::model::time::Time;

/// What filters may speak of. Texts are given as they stand in chats, and folded here; of an empty list, no term is
/// made.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Pieces of messages, descriptions and notes.
    pub words: Vec<String>,
    /// Pieces of the names of persons.
    pub persons: Vec<String>,
    /// Pieces of mail addresses.
    pub emails: Vec<String>,
    /// Pieces of phone numbers.
    pub phones: Vec<String>,
    /// Messaging apps.
    pub apps: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Reps.
    pub assignees: Vec<String>,
    /// Teams.
    pub teams: Vec<String>,
    /// Languages.
    pub languages: Vec<String>,
    /// Sources.
    pub sources: Vec<String>,
    /// Legal holds.
    pub holds: Vec<String>,
    /// Reasons of bans.
    pub reasons: Vec<String>,
    /// Names of chats given by their source: source and external ID.
    pub chats: Vec<(String, String)>,
    /// Custom fields of chats: name and some of their values.
    pub fields: Vec<(String, Vec<String>)>,
    /// Custom fields of persons: name and some of their values.
    pub person_fields: Vec<(String, Vec<String>)>,
    /// Instants that make good ends of ranges.
    pub times: Vec<Time>,
    /// Largest number of a chat or a person worth asking for.
    pub most_ids: i64,
    /// Most messages of a chat.
    pub most_messages: i64,
}

/// Any filter of this vocabulary, as the parser would build it: nothing nested without need, no empty lists.
pub fn filter(vocabulary: &Vocabulary) -> impl Strategy<Value = Filter> + use<> {
    leaf(vocabulary).prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            3 => prop::collection::vec(inner.clone(), 1..5).prop_map(Filter::all_of),
            3 => prop::collection::vec(inner.clone(), 1..5).prop_map(Filter::any_of),
            2 => inner.prop_map(Filter::negated),
        ]
    })
}

/// One condition, or the negation of one.
fn leaf(vocabulary: &Vocabulary) -> BoxedStrategy<Filter> {
    let terms = [texts(vocabulary), labels(vocabulary), numbers(vocabulary), times(vocabulary), fields(vocabulary)];
    let term = Union::new(terms.into_iter().flatten());
    (term, prop::bool::weighted(0.2))
        .prop_map(|(term, not)| if not { Filter::Term(term).negated() } else { Filter::Term(term) })
        .boxed()
}

type Terms = Vec<BoxedStrategy<Term>>;

fn texts(vocabulary: &Vocabulary) -> Terms {
    const EVERYWHERE: &[TextScope] =
        &[TextScope::Anywhere, TextScope::Messages, TextScope::Description, TextScope::Notes];
    let pieces = |words: &[String], scopes: &'static [TextScope]| {
        let words = folded(words);
        let term = |(scope, piece)| Term::Contains(scope, piece);
        (!words.is_empty()).then(|| (select(scopes), select(words)).prop_map(term).boxed())
    };
    [
        pieces(&vocabulary.words, EVERYWHERE),
        pieces(&vocabulary.persons, &[TextScope::PersonName, TextScope::Anywhere]),
        pieces(&vocabulary.emails, &[TextScope::Email]),
        pieces(&vocabulary.phones, &[TextScope::Phone]),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn labels(vocabulary: &Vocabulary) -> Terms {
    let any = [
        LabelKey::Text(TextScope::PersonName),
        LabelKey::Text(TextScope::Email),
        LabelKey::Text(TextScope::Phone),
        LabelKey::Text(TextScope::Messages),
        LabelKey::Text(TextScope::Description),
        LabelKey::Text(TextScope::Notes),
    ];
    let named = [
        (LabelKey::App, &vocabulary.apps),
        (LabelKey::Tag, &vocabulary.tags),
        (LabelKey::Assignee, &vocabulary.assignees),
        (LabelKey::Team, &vocabulary.teams),
        (LabelKey::Language, &vocabulary.languages),
        (LabelKey::Source, &vocabulary.sources),
        (LabelKey::Hold, &vocabulary.holds),
    ];
    let mut terms: Terms =
        named.into_iter().map(|(key, names)| label(names).prop_map(move |t| Term::Label(key, t)).boxed()).collect();
    terms.push(label(&vocabulary.reasons).prop_map(Term::Ban).boxed());
    terms.push(select(any.to_vec()).prop_map(|key| Term::Label(key, LabelTest::Any)).boxed());
    terms.push(select(Status::ALL.to_vec()).prop_map(Term::Status).boxed());
    terms
}

fn label(names: &[String]) -> BoxedStrategy<LabelTest> {
    let names = folded(names);
    if names.is_empty() {
        return Just(LabelTest::Any).boxed();
    }
    prop_oneof![4 => select(names).prop_map(LabelTest::Is), 1 => Just(LabelTest::Any)].boxed()
}

fn numbers(vocabulary: &Vocabulary) -> Terms {
    let ids = 1..=vocabulary.most_ids.max(1);
    let mut terms = vec![
        number(NumberKey::Id, ids.clone()),
        ids.prop_map(|id| Term::Number(NumberKey::PersonId, Some(NumberRange { low: id, high: id }))).boxed(),
        number(NumberKey::Rating, 1..=5),
        Just(Term::Number(NumberKey::Rating, None)).boxed(),
        number(NumberKey::Messages, 0..=vocabulary.most_messages.max(1)),
    ];
    if !vocabulary.chats.is_empty() {
        let name = |(source, external_id)| Term::Chat(ChatName::External { source, external_id });
        terms.push(select(vocabulary.chats.clone()).prop_map(name).boxed());
    }
    terms
}

fn number(key: NumberKey, numbers: RangeInclusive<i64>) -> BoxedStrategy<Term> {
    let end = prop_oneof![3 => numbers.prop_map(Some), 1 => Just(None)];
    (end.clone(), end)
        .prop_filter("one end at least", |(low, high)| low.is_some() || high.is_some())
        .prop_map(move |(low, high)| {
            let (low, high) = (low.unwrap_or(i64::MIN), high.unwrap_or(i64::MAX));
            Term::Number(key, Some(NumberRange { low: low.min(high), high: low.max(high) }))
        })
        .boxed()
}

fn times(vocabulary: &Vocabulary) -> Terms {
    let keys = [TimeKey::Created, TimeKey::Closed, TimeKey::Updated, TimeKey::LastMessage, TimeKey::Deleted];
    let end = if vocabulary.times.is_empty() {
        Just(None).boxed()
    } else {
        prop_oneof![3 => select(vocabulary.times.clone()).prop_map(Some), 1 => Just(None)].boxed()
    };
    let range = (end.clone(), end).prop_filter_map("a range that is not empty", |ends| match ends {
        (Some(one), Some(other)) if one == other => None,
        (Some(one), Some(other)) => Some(TimeRange { from: Some(one.min(other)), until: Some(one.max(other)) }),
        (from, until) => Some(TimeRange { from, until }),
    });
    let range = prop_oneof![5 => range.prop_map(Some), 1 => Just(None)];
    vec![(select(keys.to_vec()), range).prop_map(|(key, range)| Term::Time(key, range)).boxed()]
}

fn fields(vocabulary: &Vocabulary) -> Terms {
    let owners = [(FieldOwner::Chat, &vocabulary.fields), (FieldOwner::Person, &vocabulary.person_fields)];
    let field = |(owner, (name, values)): (FieldOwner, &(String, Vec<String>))| {
        let name = fold(name).into_owned();
        field_test(values).prop_map(move |test| Term::Field(owner, name.clone(), test)).boxed()
    };
    owners.into_iter().flat_map(|(owner, fields)| fields.iter().map(move |one| (owner, one))).map(field).collect()
}

fn field_test(values: &[String]) -> BoxedStrategy<FieldTest> {
    let numbers: Vec<f64> = values.iter().filter_map(|v| v.parse().ok()).filter(|n: &f64| n.is_finite()).collect();
    let number = if numbers.is_empty() {
        (-1000_i32..1000).prop_map(|n| f64::from(n) / 8.0).boxed()
    } else {
        prop_oneof![select(numbers), (-1000_i32..1000).prop_map(|n| f64::from(n) / 8.0)].boxed()
    };
    let between = (number.clone(), number, 0..5).prop_map(|(one, other, form)| {
        let bound = |value: f64, included| Some(Bound { value: value.to_string(), included });
        match form {
            0 => FieldTest::Between(bound(one, true), None),
            1 => FieldTest::Between(bound(one, false), None),
            2 => FieldTest::Between(None, bound(one, true)),
            3 => FieldTest::Between(None, bound(one, false)),
            _ => FieldTest::Between(bound(one.min(other), true), bound(one.max(other), true)),
        }
    });
    let values = folded(values);
    let mut tests = vec![between.boxed(), Just(FieldTest::Any).boxed()];
    if !values.is_empty() {
        tests.push(select(values).prop_map(FieldTest::Is).boxed());
    }
    Union::new(tests).boxed()
}

/// The texts folded, without those that leave nothing to look for.
fn folded(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| fold(text).into_owned()).filter(|text| !text.trim().is_empty()).collect()
}
