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
        while start > floor && chars.get(start - 1).is_some_and(|c| is_local(*c)) {
            start -= 1;
        }
        let domain: Vec<char> = chars
            .get(at + 1..)
            .unwrap_or_default()
            .iter()
            .copied()
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

/// How many characters of `candidate` are a domain: labels, a dot, and at least two
/// letters; 0 when it has no such end. Trailing dots are the sentence's.
fn domain_length(candidate: &[char]) -> usize {
    let mut length = candidate.len();
    while length > 0
        && candidate
            .get(length - 1)
            .is_some_and(|c| matches!(c, '.' | '-'))
    {
        length -= 1;
    }
    let domain = candidate.get(..length).unwrap_or_default();
    let Some(dot) = domain.iter().rposition(|c| *c == '.') else {
        return 0;
    };
    let ending = domain.get(dot + 1..).unwrap_or_default();
    let letters = ending.iter().filter(|c| c.is_ascii_alphabetic()).count();
    if dot > 0 && letters >= 2 && letters == ending.len() {
        length
    } else {
        0
    }
}
