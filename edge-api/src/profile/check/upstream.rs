//! What a profile says of reporting can be done and be understood.

use super::{path, refuse, token};
use crate::config::Refused;
use crate::profile::answer::is_code;
use crate::profile::format::{Answer, Document, Each, Kind, Meaning, Rule, Upstream};

/// Headers that the request has by itself.
const OF_THE_REQUEST: [&str; 7] = [
    "accept-encoding",
    "connection",
    "content-length",
    "content-type",
    "expect",
    "host",
    "transfer-encoding",
];

pub(super) fn check(document: &Document) -> Result<(), Refused> {
    let Some(upstream) = &document.upstream else {
        return Ok(());
    };
    if document.records != Kind::Evaluations {
        return refuse("upstream", "evaluations are reported, nothing else");
    }
    if upstream.basis.trim().is_empty() {
        return refuse(
            "upstream.basis",
            "must say where the answers are known from",
        );
    }
    headers(upstream)?;
    answer(&upstream.answer)?;
    token::check(upstream)
}

fn headers(upstream: &Upstream) -> Result<(), Refused> {
    for (i, header) in upstream.headers.iter().enumerate() {
        let place = |rest: &str| format!("upstream.headers[{i}].{rest}");
        let token = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if header.name.is_empty() || !header.name.bytes().all(token) {
            return refuse(&place("name"), "must have letters, digits and hyphens");
        }
        let lower = header.name.to_ascii_lowercase();
        if OF_THE_REQUEST.contains(&lower.as_str()) {
            return refuse(&place("name"), "the request has this header by itself");
        }
        if upstream
            .headers
            .iter()
            .take(i)
            .any(|it| it.name.eq_ignore_ascii_case(&lower))
        {
            return refuse(&place("name"), "stands there twice");
        }
        if header.token && header.named.is_some() {
            return refuse(&place("named"), "the token stands there");
        }
        if !header
            .value
            .bytes()
            .all(|byte| byte == b' ' || byte.is_ascii_graphic())
        {
            return refuse(&place("value"), "must be printable ASCII");
        }
    }
    Ok(())
}

fn answer(answer: &Answer) -> Result<(), Refused> {
    for (i, nested) in answer.nested.iter().enumerate() {
        path(&nested.at, &format!("upstream.answer.nested[{i}].at"))?;
    }
    if let Some(code) = &answer.code {
        path(code, "upstream.answer.code")?;
    }
    rules(&answer.rules, true, "upstream.answer.rules")?;
    let tells_of_each = |rule: &Rule| rule.means == Meaning::Each;
    if answer.rules.iter().any(tells_of_each) != answer.each.is_some() {
        return refuse(
            "upstream.answer.each",
            "is there if and only if a rule means it",
        );
    }
    answer.each.as_ref().map_or(Ok(()), each)
}

fn each(each: &Each) -> Result<(), Refused> {
    path(&each.at, "upstream.answer.each.at")?;
    for (pointer, name) in [(&each.index, "index"), (&each.code, "code")] {
        if let Some(pointer) = pointer {
            path(pointer, &format!("upstream.answer.each.{name}"))?;
        }
    }
    let at = "upstream.answer.each.rules";
    let of_a_body = |rule: &Rule| matches!(rule.means, Meaning::Each | Meaning::TokenRefused);
    if let Some(i) = each.rules.iter().position(of_a_body) {
        return refuse(
            &format!("{at}[{i}].means"),
            "a record has no records and no token",
        );
    }
    rules(&each.rules, false, at)
}

fn rules(rules: &[Rule], with_status: bool, at: &str) -> Result<(), Refused> {
    let succeeds = |rule: &Rule| matches!(rule.means, Meaning::Taken | Meaning::Each);
    if !rules.iter().any(succeeds) {
        return refuse(at, "none says when records were taken");
    }
    for (i, rule) in rules.iter().enumerate() {
        let place = |rest: &str| format!("{at}[{i}].{rest}");
        let known = |status: &u16| (200..600).contains(status);
        if !rule.status.iter().all(known) || (!with_status && !rule.status.is_empty()) {
            return refuse(&place("status"), "must be HTTP statuses, of a whole answer");
        }
        // Else an empty page of some proxy would be a success.
        if rule.when.is_empty() && (succeeds(rule) || rule.means == Meaning::Duplicate) {
            return refuse(&place("when"), "a success must be recognized by something");
        }
        for (k, test) in rule.when.iter().enumerate() {
            if let Some(pointer) = &test.at {
                path(pointer, &place(&format!("when[{k}].at")))?;
            } else if test.is.is_empty() && test.contains.is_empty() {
                return refuse(&place(&format!("when[{k}]")), "looks for nothing");
            }
            if test.is.iter().chain(&test.contains).any(String::is_empty) {
                return refuse(&place(&format!("when[{k}]")), "looks for an empty text");
            }
        }
        // Else a sentence that quotes, or a comment that is sent back, would be one.
        let somewhere = rule.when.iter().any(|test| test.at.is_some());
        if !somewhere && (succeeds(rule) || rule.means == Meaning::Duplicate) {
            return refuse(
                &place("when"),
                "a success must be recognized at a place of its own",
            );
        }
        if rule.code.as_ref().is_some_and(|code| !is_code(code)) {
            return refuse(
                &place("code"),
                "must be letters, digits and -_., at most 40",
            );
        }
    }
    Ok(())
}
