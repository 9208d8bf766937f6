//! Comments: what is stored of what was typed.

/// The text without control characters and outer blanks, line breaks as `\n`.
///
/// Characters that only steer direction or are invisible (bidirectional overrides,
/// zero-width, byte order mark) go too: they can make a text read otherwise to the
/// one who answers it than to the one who wrote it.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\n' => out.push('\n'),
            '\t' | '\u{2028}' | '\u{2029}' => out.push(' '),
            c if c.is_control() || is_invisible(c) => {}
            c => out.push(c),
        }
    }
    let trimmed = out.trim();
    if trimmed.len() == out.len() {
        out
    } else {
        trimmed.to_owned()
    }
}

/// [`clean`], in Unicode normalization form C. A browser has `String.normalize` for
/// the second half and does not pay for tables.
#[cfg(feature = "nfc")]
#[must_use]
pub fn normalize(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    clean(&clean(text).nfc().collect::<String>())
}

/// Characters as the limits count them: Unicode scalar values.
#[must_use]
pub fn chars(text: &str) -> usize {
    text.chars().count()
}

const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn control_and_invisible_characters_go_and_line_breaks_are_one_kind() {
        assert_eq!(
            clean(" \u{feff}好\u{0}的\r\n第二行\r第三行\t完\u{202e} "),
            "好的\n第二行\n第三行 完"
        );
    }

    #[test]
    fn composed_and_decomposed_text_is_the_same() {
        assert_eq!(normalize("e\u{301}"), "é");
    }

    proptest! {
        #[test]
        fn normalizing_twice_changes_nothing(text in any::<String>()) {
            let once = normalize(&text);
            prop_assert_eq!(normalize(&once), once.clone());
            prop_assert!(!once.chars().any(|c| c.is_control() && c != '\n'));
        }
    }
}
