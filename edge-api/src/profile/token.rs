//! The token that a platform gives before it takes anything: what it is asked, and what it
//! gives.

use std::time::Duration;

use md5::Md5;
use sha2::{Digest as _, Sha256};

use super::answer::{Answered, values_of};
use super::check::Profile;
use super::format::{Digest, Parameter, Part, Token};
use super::moment;
use super::node::Node;
use super::refusal::NotCarried;
use super::sm2::{Named, hex};

/// In the place of a pattern: the time since 1970.
pub(super) const SINCE_1970: [(&str, i64); 2] = [("seconds", 1_000), ("milliseconds", 1)];

/// Characters of the longest token.
const LONGEST: usize = 4_096;
/// Seconds that a token may be told to last.
const LASTS: std::ops::RangeInclusive<u64> = 1..=604_800;

/// A token that was given. It is a secret, so nothing prints it.
#[derive(Clone, PartialEq, Eq)]
pub struct Given {
    /// The token.
    pub token: String,
    /// For how long it may be used: nine tenths of what the platform says, for the two clocks
    /// and the way.
    pub lasts: Duration,
}

/// The query that asks for a token at `now`, milliseconds since 1970; none for a profile that
/// needs none.
///
/// # Errors
/// The name of the first value that is not set up.
pub fn token_query(
    profile: &Profile,
    named: &Named,
    now: i64,
) -> Result<Option<String>, NotCarried> {
    let Some(token) = profile.token() else {
        return Ok(None);
    };
    let mut query = form_urlencoded::Serializer::new(String::new());
    for parameter in &token.parameters {
        query.append_pair(&parameter.name, &said(profile, named, parameter, now)?);
    }
    Ok(Some(query.finish()))
}

fn said(
    profile: &Profile,
    named: &Named,
    parameter: &Parameter,
    now: i64,
) -> Result<String, NotCarried> {
    let mut text = String::new();
    for part in &parameter.of {
        match part {
            Part::Value(value) => text.push_str(value),
            Part::Named(name) => text.push_str(
                named
                    .get(name)
                    .ok_or_else(|| NotCarried::new(name, "the operator has to set this up"))?,
            ),
            Part::Time(pattern) => text.push_str(&time(profile, pattern, now)?),
        }
    }
    let capitals = parameter.capitals;
    Ok(match parameter.digest {
        None => text,
        Some(Digest::Md5) => hex(&Md5::digest(text.as_bytes()), capitals),
        Some(Digest::Sha256) => hex(&Sha256::digest(text.as_bytes()), capitals),
    })
}

fn time(profile: &Profile, pattern: &str, now: i64) -> Result<String, NotCarried> {
    if let Some((_, divisor)) = SINCE_1970.iter().find(|(name, _)| *name == pattern) {
        return Ok((now / divisor).to_string());
    }
    moment::write(now, pattern, profile.zone())
        .ok_or_else(|| NotCarried::new("time", "this clock shows no such time"))
}

/// The token of an answer; none if it gives none that can stand in a header.
#[must_use]
pub fn token_given(profile: &Profile, answered: &Answered<'_>) -> Option<Given> {
    let token = profile.token().filter(|_| answered.status == 200)?;
    let node = values_of(token.syntax, token.charset, &token.nested, answered)?;
    let given = text(&node, &token.at)?;
    let plain = given.bytes().all(|byte| byte.is_ascii_graphic());
    if !plain || !(1..=LONGEST).contains(&given.len()) {
        return None;
    }
    Some(Given {
        token: given.to_owned(),
        lasts: lasts(token, &node),
    })
}

fn lasts(token: &Token, node: &Node) -> Duration {
    let told = token.lifetime.at.as_ref().and_then(|at| text(node, at));
    let told = told.and_then(|text| text.parse().ok());
    let seconds = told
        .filter(|seconds| LASTS.contains(seconds))
        .unwrap_or_else(|| u64::from(token.lifetime.seconds));
    Duration::from_millis(seconds * 900)
}

fn text<'a>(node: &'a Node, at: &str) -> Option<&'a str> {
    node.at(at).and_then(Node::text).map(str::trim)
}
