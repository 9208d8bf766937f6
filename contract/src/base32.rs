//! Crockford's base 32: the letters of everything that people read out, type, or get in a
//! message. Without I, L, O and U nothing is mistaken for a digit.

/// What a place may hold, by its value.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The lowest `places` times five bits, the highest first.
#[must_use]
pub(crate) fn written(bits: u128, places: usize) -> String {
    (0..places)
        .rev()
        .map(|place| {
            let five = usize::try_from((bits >> (place * 5)) & 31).unwrap_or_default();
            char::from(ALPHABET.get(five).copied().unwrap_or_default())
        })
        .collect()
}

/// Text as people type it, in the letters that it means: small ones, O for 0, I or L for 1.
/// None unless it has exactly `places` of them, and nothing besides.
#[must_use]
pub(crate) fn read(text: impl Iterator<Item = u8>, places: usize) -> Option<String> {
    let mut read = String::with_capacity(places);
    for typed in text {
        let letter = match typed.to_ascii_uppercase() {
            b'O' => b'0',
            b'I' | b'L' => b'1',
            other => other,
        };
        if read.len() == places || !ALPHABET.contains(&letter) {
            return None;
        }
        read.push(char::from(letter));
    }
    (read.len() == places).then_some(read)
}

/// The code at the start of what stands in an address: telephones take the stop or the bracket
/// that follows it in a message for a part of it, and people end an address with a stroke.
pub(crate) fn head(segment: &str) -> &str {
    let end = segment.find(|c: char| !c.is_ascii_alphanumeric());
    end.map_or(segment, |end| segment.split_at(end).0)
}

/// The bits of a text that was [`read`] or [`written`].
#[must_use]
pub(crate) fn bits(text: &str) -> u128 {
    text.bytes().fold(0, |bits, letter| {
        let value = ALPHABET.iter().position(|known| *known == letter);
        let value = value.and_then(|value| u128::try_from(value).ok());
        (bits << 5) | value.unwrap_or_default()
    })
}

/// Reads and writes a type of one text field, whose `parse` checks it, as that text.
macro_rules! as_text {
    ($type:ty, $error:ty) => {
        impl TryFrom<String> for $type {
            type Error = $error;

            fn try_from(text: String) -> Result<Self, $error> {
                Self::parse(&text)
            }
        }

        impl From<$type> for String {
            fn from(text: $type) -> Self {
                text.0
            }
        }

        impl core::fmt::Display for $type {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}
pub(crate) use as_text;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn is_read_as_people_type_it() {
        assert_eq!(read("oilz".bytes(), 4).as_deref(), Some("011Z"));
        for wrong in ["", "0", "00000", "000U", "00-0", "码0"] {
            assert_eq!(read(wrong.bytes(), 4), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(bits in 0_u128..1 << 80) {
            let text = written(bits, 16);
            prop_assert_eq!(super::bits(&text), bits);
            prop_assert_eq!(read(text.bytes(), 16), Some(text));
        }
    }
}
