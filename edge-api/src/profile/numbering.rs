//! Numbers of opinions that have none of their own: of letters only, in which nobody can take
//! a stretch for a number of a person, as happens to one in 480 of twenty hexadecimal digits.

use std::collections::HashMap;

use contract::redaction::redact;
use sha2::{Digest as _, Sha256};

use super::format::Target;
use super::record::Slots;

/// Bytes of a digest that go into a number: sixteen letters.
const DIGEST: usize = 8;

/// Bytes as letters, `a` to `p`, two for each.
#[must_use]
pub fn letters(bytes: &[u8]) -> String {
    let letter = |nibble: u8| char::from(b'a' + nibble);
    bytes
        .iter()
        .flat_map(|byte| [letter(byte >> 4), letter(byte & 0xf)])
        .collect()
}

/// Numbers the opinions of one body by what they say and how often that was said before in it,
/// so that correcting a row, moving it, or saving the table in another form leaves the number of
/// every other as it was.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    said: HashMap<String, u16>,
}

impl Numbering {
    /// The number of the next opinion that says this: twenty letters. Numbers of
    /// persons are left out, since whoever knows the rest could find them by trying.
    pub fn number(&mut self, slots: &Slots) -> String {
        let mut digest = Sha256::new();
        let told = |target: &Target| !matches!(target, Target::Number | Target::Collector);
        for (target, text) in slots.iter().filter(|(target, _)| told(target)) {
            let text = redact(text).text;
            let words: Vec<&str> = text.split_whitespace().collect();
            for part in [target.name(), &words.join(" ")] {
                digest.update(part.len().to_be_bytes());
                digest.update(part);
            }
        }
        let whole = digest.finalize();
        let what = letters(whole.get(..DIGEST).unwrap_or_default());
        let before = self.said.entry(what.clone()).or_default();
        let number = format!("{what}{}", letters(&before.to_be_bytes()));
        *before = before.saturating_add(1);
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slots(comment: &str) -> Slots {
        Slots::from([
            (Target::Level, "4".to_owned()),
            (Target::Comment, comment.to_owned()),
        ])
    }

    #[test]
    fn no_number_looks_like_one_of_a_person() {
        let mut numbering = Numbering::default();
        for index in 0..5_000 {
            let number = numbering.number(&slots(&format!("第{index}条")));
            assert!(number.len() <= 20, "{number}");
            assert!(redact(&number).found.is_empty(), "{number}");
            let digest = Sha256::digest(&number);
            let random = letters(digest.get(..10).unwrap_or_default());
            assert!(redact(&random).found.is_empty(), "{random}");
        }
    }

    #[test]
    fn the_same_said_again_is_another_opinion_and_its_place_does_not_matter() {
        let numbers = |comments: &[&str]| -> Vec<String> {
            let mut numbering = Numbering::default();
            let number = |it: &&str| numbering.number(&slots(it));
            comments.iter().map(number).collect()
        };
        let first = numbers(&["快", "慢", "快"]);
        assert_ne!(first[0], first[2]);
        let moved = numbers(&["慢 ", "好", "快", "快"]);
        assert_eq!(moved[0], first[1], "blanks are no words");
        assert_eq!([&moved[2], &moved[3]], [&first[0], &first[2]]);
    }

    #[test]
    fn no_number_tells_of_a_number_of_a_person() {
        let number = |comment| Numbering::default().number(&slots(comment));
        assert_eq!(number("打13800138000"), number("打13900139000"));
        assert_ne!(number("打13800138000"), number("问13800138000"));
    }
}
