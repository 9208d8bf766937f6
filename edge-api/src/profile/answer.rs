//! What an upper platform's answer means, by the profile's rules.
//!
//! Nothing is taken for a success that no rule calls one: what cannot be read, and what
//! no rule fits, is sent again. So a platform that changes its answers costs sendings,
//! never evaluations.

use super::charset;
use super::check::Profile;
use super::format::{Charset, Each, Meaning, Nested, Rule, Syntax, Test};
use super::node::{Budget, Node};
use super::syntax::{json, xml};

/// An answer as it came.
#[derive(Clone, Copy, Debug)]
pub struct Answered<'a> {
    /// HTTP status.
    pub status: u16,
    /// Its content type; empty if it had none.
    pub content_type: &'a str,
    /// Its bytes.
    pub body: &'a [u8],
}

/// What became of records that were sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The platform has them.
    Taken,
    /// It had them before, which is as good.
    Duplicate,
    /// It will never take them as they are.
    Refused(String),
    /// To be sent again.
    Retry(String),
    /// To be sent again with another token.
    TokenRefused(String),
}

/// Of what an answer speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Understood {
    /// Of the body as a whole. Of several records it is not known which one made it so,
    /// unless all were taken.
    Whole(Verdict),
    /// Of each record, in the order of the body.
    Each(Vec<Verdict>),
}

/// No rule fits, or the answer cannot be read.
pub const NOT_UNDERSTOOD: &str = "not_understood";
/// The answer has a code that may not be kept: too long, or not made of letters, digits
/// and `-_.`, so it may be a sentence about a person.
pub const NOT_A_CODE: &str = "not_a_code";
/// The answer has no code.
pub const NO_CODE: &str = "no_code";
/// The answer tells of other records, not of this one.
pub const LEFT_OUT: &str = "left_out";

/// Characters of a code that is kept.
const CODE_CHARS: usize = 40;

/// Reads the answer to a body of `records` records. A profile that says nothing of answers
/// understands none.
#[must_use]
pub fn understand(profile: &Profile, answered: &Answered<'_>, records: usize) -> Understood {
    let Some(upstream) = &profile.document().upstream else {
        return Understood::Whole(again(NOT_UNDERSTOOD));
    };
    let answer = &upstream.answer;
    let node = values_of(answer.syntax, answer.charset, &answer.nested, answered);
    let node = node.unwrap_or(Node::Empty);
    let fits = |rule: &&Rule| has_status(rule, answered.status) && all_hold(&rule.when, &node);
    let Some(rule) = answer.rules.iter().find(fits) else {
        return Understood::Whole(match answered.status {
            200 => again(NOT_UNDERSTOOD),
            other => Verdict::Retry(format!("http_{other}")),
        });
    };
    match (rule.means, &answer.each) {
        (Meaning::Each, Some(each)) => one_by_one(each, &node, records),
        _ => Understood::Whole(verdict(rule, answer.code.as_deref(), &node)),
    }
}

/// The answer as values; none if it is not what the profile says.
pub(super) fn values_of(
    syntax: Syntax,
    charset: Charset,
    nested: &[Nested],
    answered: &Answered<'_>,
) -> Option<Node> {
    let charset = charset::of(charset, answered.content_type, answered.body);
    let text = charset::decode(charset, answered.body, 0).ok()?;
    let mut budget = Budget::new();
    let mut node = values(syntax, text, &mut budget)?;
    for nested in nested {
        // What is not there, or is not what it should be, stays as it is: the rules decide.
        let inner = node.at(&nested.at).and_then(Node::text).map(str::to_owned);
        if let Some(inner) = inner.and_then(|text| values(nested.syntax, text, &mut budget)) {
            node.put(&nested.at, inner)?;
        }
    }
    Some(node)
}

fn values(syntax: Syntax, text: String, budget: &mut Budget) -> Option<Node> {
    match syntax {
        Syntax::Json => json::read(&text, budget).ok(),
        Syntax::Xml => xml::read(&text, budget).ok(),
        Syntax::Text => Some(Node::Text(text)),
    }
}

fn one_by_one(each: &Each, node: &Node, records: usize) -> Understood {
    let found = match node.at(&each.at) {
        Some(Node::List(found)) => found.as_slice(),
        // XML has no lists of one.
        Some(one @ Node::Group(_)) => std::slice::from_ref(one),
        _ => &[],
    };
    let of = |entry: &Node| {
        let rule = each.rules.iter().find(|rule| all_hold(&rule.when, entry));
        rule.map_or_else(
            || again(NOT_UNDERSTOOD),
            |rule| verdict(rule, each.code.as_deref(), entry),
        )
    };
    let Some(index) = &each.index else {
        if found.len() != records {
            return Understood::Whole(again(NOT_UNDERSTOOD));
        }
        return Understood::Each(found.iter().map(of).collect());
    };
    let mut verdicts: Vec<Option<Verdict>> = vec![None; records];
    for entry in found {
        let place = entry
            .at(index)
            .and_then(Node::text)
            .and_then(|text| text.parse::<usize>().ok())
            .and_then(|place| verdicts.get_mut(place));
        match place {
            Some(slot @ None) => *slot = Some(of(entry)),
            // Told of twice, or of nothing that was sent: then nothing of it can be relied on.
            _ => return Understood::Whole(again(NOT_UNDERSTOOD)),
        }
    }
    let told = verdicts.into_iter();
    Understood::Each(
        told.map(|verdict| verdict.unwrap_or_else(|| again(LEFT_OUT)))
            .collect(),
    )
}

fn has_status(rule: &Rule, status: u16) -> bool {
    match rule.status.as_slice() {
        [] => status == 200,
        named => named.contains(&status),
    }
}

fn all_hold(tests: &[Test], node: &Node) -> bool {
    tests.iter().all(|test| match &test.at {
        Some(path) => node
            .at(path)
            .and_then(Node::text)
            .is_some_and(|it| holds(test, it)),
        None => anywhere(test, node),
    })
}

fn anywhere(test: &Test, node: &Node) -> bool {
    match node {
        Node::Empty => false,
        Node::Text(text) | Node::Number(text) => holds(test, text),
        Node::List(values) => values.iter().any(|value| anywhere(test, value)),
        Node::Group(members) => members.iter().any(|(_, value)| anywhere(test, value)),
    }
}

fn holds(test: &Test, text: &str) -> bool {
    let text = text.trim();
    if test.is.is_empty() && test.contains.is_empty() {
        return !text.is_empty();
    }
    test.is.iter().any(|it| it == text) || test.contains.iter().any(|it| text.contains(it.as_str()))
}

fn verdict(rule: &Rule, code: Option<&str>, node: &Node) -> Verdict {
    let code = || match (&rule.code, code) {
        (Some(ours), _) => ours.clone(),
        (None, Some(path)) => kept(node.at(path).and_then(Node::text)),
        (None, None) => NO_CODE.to_owned(),
    };
    match rule.means {
        Meaning::Taken => Verdict::Taken,
        Meaning::Duplicate => Verdict::Duplicate,
        Meaning::Refused => Verdict::Refused(code()),
        Meaning::TokenRefused => Verdict::TokenRefused(code()),
        // A rule of the kind `each` has a list to tell of, or the profile was not taken.
        Meaning::Retry | Meaning::Each => Verdict::Retry(code()),
    }
}

/// A code of the platform as it may be kept and shown: never a sentence, never a number of
/// a person.
fn kept(code: Option<&str>) -> String {
    let code = code.map(str::trim).unwrap_or_default();
    if code.is_empty() {
        return NO_CODE.to_owned();
    }
    if is_code(code) && contract::redaction::redact(code).found.is_empty() {
        return code.to_owned();
    }
    NOT_A_CODE.to_owned()
}

/// Letters, digits and `-_.`, at most forty.
pub(super) fn is_code(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (1..=CODE_CHARS).contains(&text.len()) && text.bytes().all(plain)
}

fn again(code: &str) -> Verdict {
    Verdict::Retry(code.to_owned())
}
