//! Any text as a comment, as the page and the edge redact it.

use contract::evaluation::normalize;
use contract::redaction::redact;

use crate::numbers;

const MARKS: [&str; 5] = [
    "【证件号】",
    "【手机号】",
    "【电话】",
    "【银行卡】",
    "【邮箱】",
];

/// No number of a person is left, redacting again changes nothing, and what was not hidden
/// stands where it stood.
pub fn check(data: &[u8]) {
    let typed = String::from_utf8_lossy(data);
    for text in [typed.as_ref(), &normalize(&typed)] {
        let once = redact(text);
        let left = numbers::first(&once.text);
        assert_eq!(left, None, "left of {text:?}: {:?}", once.text);
        let twice = redact(&once.text);
        assert_eq!(twice.text, once.text, "of {text:?}");
        assert!(twice.found.is_empty(), "of {text:?}");
        assert!(
            once.text.chars().count() <= text.chars().count(),
            "{text:?}"
        );
        assert_eq!(once.found.is_empty(), once.text == text, "{text:?}");
        kept(text, &once.text, once.found.len());
    }
}

/// `after` is `before` with `hidden` stretches replaced by marks, in order.
fn kept(before: &str, after: &str, hidden: usize) {
    let marks = |text: &str| {
        MARKS
            .map(|mark| text.matches(mark).count())
            .iter()
            .sum::<usize>()
    };
    assert_eq!(marks(after), marks(before) + hidden, "{before:?}");
    let mut pieces = vec![after];
    for mark in MARKS {
        pieces = pieces
            .into_iter()
            .flat_map(|piece| piece.split(mark))
            .collect();
    }
    let mut rest = before;
    for piece in pieces {
        let at = rest.find(piece);
        assert!(at.is_some(), "{piece:?} is not in {before:?}");
        rest = &rest[at.unwrap_or_default() + piece.len()..];
    }
}
