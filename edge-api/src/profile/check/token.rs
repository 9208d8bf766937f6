//! A token can be asked for, be found, be sent and be given up.

use super::{path, refuse};
use crate::config::Refused;
use crate::profile::format::{Meaning, Parameter, Part, Rule, Token, Upstream};
use crate::profile::moment;
use crate::profile::token::SINCE_1970;

/// Seconds that a token may last: less cannot be used, more was meant to be something else.
const LASTS: std::ops::RangeInclusive<u32> = 10..=604_800;

pub(super) fn check(upstream: &Upstream) -> Result<(), Refused> {
    let refuses = |rule: &Rule| rule.means == Meaning::TokenRefused;
    let carriers = upstream.headers.iter().filter(|it| it.token).count();
    let Some(token) = &upstream.token else {
        if let Some(i) = upstream.headers.iter().position(|it| it.token) {
            return refuse(
                &format!("upstream.headers[{i}].token"),
                "no token is fetched",
            );
        }
        if let Some(i) = upstream.answer.rules.iter().position(refuses) {
            return refuse(
                &format!("upstream.answer.rules[{i}].means"),
                "no token is fetched",
            );
        }
        return Ok(());
    };
    if carriers != 1 {
        return refuse("upstream.headers", "one of them must carry the token");
    }
    if !upstream.answer.rules.iter().any(refuses) {
        return refuse(
            "upstream.answer.rules",
            "none says when the token counts no more",
        );
    }
    whole(token)
}

fn whole(token: &Token) -> Result<(), Refused> {
    let plain = |part: &str| {
        let usual = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
        part.bytes().all(usual) && !part.is_empty() && part != "." && part != ".."
    };
    let mut parts = token.path.split('/');
    if parts.next() != Some("") || !parts.all(plain) {
        return refuse("upstream.token.path", "must be a path such as /get-token");
    }
    for (i, parameter) in token.parameters.iter().enumerate() {
        let at = format!("upstream.token.parameters[{i}]");
        if token
            .parameters
            .iter()
            .take(i)
            .any(|it| it.name == parameter.name)
        {
            return refuse(&format!("{at}.name"), "stands there twice");
        }
        one(parameter, &at)?;
    }
    for (i, nested) in token.nested.iter().enumerate() {
        path(&nested.at, &format!("upstream.token.nested[{i}].at"))?;
    }
    path(&token.at, "upstream.token.at")?;
    if let Some(at) = &token.lifetime.at {
        path(at, "upstream.token.lifetime.at")?;
    }
    if !LASTS.contains(&token.lifetime.seconds) {
        return refuse("upstream.token.lifetime.seconds", "must be 10 to 604800");
    }
    Ok(())
}

fn one(parameter: &Parameter, at: &str) -> Result<(), Refused> {
    if parameter.name.is_empty() || !parameter.name.bytes().all(|byte| byte.is_ascii_graphic()) {
        return refuse(
            &format!("{at}.name"),
            "must be printable ASCII without spaces",
        );
    }
    if parameter.of.is_empty() {
        return refuse(&format!("{at}.of"), "is made of nothing");
    }
    for (k, part) in parameter.of.iter().enumerate() {
        let fits = match part {
            Part::Value(text) | Part::Named(text) => !text.is_empty(),
            Part::Time(pattern) => {
                let since = SINCE_1970.iter().any(|(name, _)| name == pattern);
                since || moment::is_pattern(pattern)
            }
        };
        if !fits {
            return refuse(
                &format!("{at}.of[{k}]"),
                "must be a text, a name, or a time: seconds, milliseconds or a pattern",
            );
        }
    }
    if parameter.capitals && parameter.digest.is_none() {
        return refuse(&format!("{at}.capitals"), "is of a digest");
    }
    Ok(())
}
