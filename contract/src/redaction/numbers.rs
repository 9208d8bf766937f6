//! Finding numbers in running text, however they are grouped.

use super::{Span, kinds::kind_of};

/// The most places a number of a person has: 4 for a country code, 19 for a card.
const PLACES: usize = 23;
/// The most groups a number is written in (a card of 19 in fours).
const GROUPS: usize = 7;

/// A run of digits without anything between them; `start` and `end` in characters.
struct Group {
    start: usize,
    end: usize,
    places: Vec<u8>,
}

/// Adds the numbers of persons in `chars` to `spans`, leaving out what is in a span
/// already (the digits of an e-mail address).
pub(super) fn find(chars: &[char], spans: &mut Vec<Span>) {
    let groups = groups(chars);
    let mut first = 0;
    while first < groups.len() {
        let taken = |group: &Group| {
            spans
                .iter()
                .any(|s| s.start < group.end && group.start < s.end)
        };
        // Not into a span either: a number that took the head of an address would leave the rest.
        let rest = groups.get(first..).unwrap_or_default();
        let free = rest.iter().take(GROUPS).take_while(|g| !taken(g)).count();
        match longest(chars, rest.get(..free).unwrap_or_default()) {
            Some((count, span)) => {
                spans.push(span);
                first += count;
            }
            None => first += 1,
        }
    }
}

/// The longest number that begins with the first of `groups`, and how many of them
/// it takes.
fn longest(chars: &[char], groups: &[Group]) -> Option<(usize, Span)> {
    let mut places: Vec<u8> = Vec::with_capacity(PLACES);
    let mut lengths = [0usize; GROUPS];
    let mut best = None;
    let mut before: Option<&Group> = None;
    for (i, group) in groups.iter().take(GROUPS).enumerate() {
        if before.is_some_and(|b| !joined(chars, b.end, group.start))
            || places.len() + group.places.len() > PLACES
        {
            break;
        }
        places.extend_from_slice(&group.places);
        if let Some(length) = lengths.get_mut(i) {
            *length = group.places.len();
        }
        let mut end = group.end;
        let mut kind = kind_of(&places, lengths.get(..=i).unwrap_or_default());
        let last = places.ends_with(b"X");
        // An X that ends no identity number is a word's or just there: 12XL, 13800138000X.
        if kind.is_none() && last {
            places.pop();
            end -= 1;
            if let Some(length) = lengths.get_mut(i) {
                *length -= 1;
            }
            kind = kind_of(&places, lengths.get(..=i).unwrap_or_default());
        }
        if let Some(kind) = kind {
            let start = groups.first().map_or(group.start, |g| g.start);
            best = Some((
                i + 1,
                Span {
                    start: start_with_sign(chars, start),
                    end,
                    kind,
                },
            ));
        }
        if last {
            break;
        }
        before = Some(group);
    }
    best
}

/// A `+` or an opening bracket right before the number belongs to it.
fn start_with_sign(chars: &[char], start: usize) -> usize {
    match start.checked_sub(1).and_then(|i| chars.get(i)) {
        Some('+' | '＋') => start - 1,
        _ => start,
    }
}

/// Whether only one or two separators stand between two groups.
fn joined(chars: &[char], from: usize, to: usize) -> bool {
    let between = chars.get(from..to).unwrap_or_default();
    between.len() <= 2 && between.iter().all(|c| is_separator(*c))
}

fn is_separator(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{3000}' | '\n' | '-' | '－' | '\u{2010}'
            ..='\u{2015}' | '_' | '.' | '．' | '·' | '(' | ')' | '（' | '）'
    )
}

fn groups(chars: &[char]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (i, c) in chars.iter().enumerate() {
        let Some(place) = place(*c) else { continue };
        match groups.last_mut() {
            Some(group) if group.end == i && !group.places.ends_with(b"X") => {
                group.end = i + 1;
                group.places.push(place);
            }
            // An X only ends a number, it never begins one.
            _ if place == b'X' => {}
            _ => groups.push(Group {
                start: i,
                end: i + 1,
                places: vec![place],
            }),
        }
    }
    groups
}

/// The place that a character stands for: ASCII and full-width digits, and X.
fn place(c: char) -> Option<u8> {
    let narrow = match c {
        '０'..='９' | 'Ｘ' | 'ｘ' => char::from_u32(u32::from(c) - 0xFEE0)?,
        other => other,
    };
    match narrow {
        '0'..='9' => u8::try_from(narrow).ok(),
        'x' | 'X' => Some(b'X'),
        _ => None,
    }
}
