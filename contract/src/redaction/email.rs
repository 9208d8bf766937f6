//! Finding e-mail addresses in running text.

use super::{Kind, Span};

/// The e-mail addresses in `chars`.
pub(super) fn find(chars: &[char]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (at, _) in chars
        .iter()
        .enumerate()
        .filter(|(_, c)| matches!(c, '@' | '＠'))
    {
        let floor = spans.last().map_or(0, |s| s.end);
        let mut start = at;
        while start > floor && chars.get(start - 1).is_some_and(|c| is_local(narrow(*c))) {
            start -= 1;
        }
        let domain: Vec<char> = chars
            .get(at + 1..)
            .unwrap_or_default()
            .iter()
            .map(|c| narrow(*c))
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
            .collect();
        let length = domain_length(&domain);
        if start < at && length > 0 {
            spans.push(Span {
                start,
                end: at + 1 + length,
                kind: Kind::Email,
            });
        }
    }
    spans
}

fn is_local(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-')
}

/// How many characters of `candidate` are a domain: labels, a dot, and at least two letters; 0
/// when none are. What is written right behind it (`qq.com2号窗口`, `qq.com-138…`) is not its.
fn domain_length(candidate: &[char]) -> usize {
    let mut length = 0;
    for (dot, _) in candidate.iter().enumerate().filter(|(_, c)| **c == '.') {
        let ending = candidate.get(dot + 1..).unwrap_or_default();
        let letters = ending
            .iter()
            .take_while(|c| c.is_ascii_alphabetic())
            .count();
        if dot > 0 && letters >= 2 {
            length = dot + 1 + letters;
        }
    }
    length
}

/// The ASCII form of a full-width character.
fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        other => other,
    }
}
