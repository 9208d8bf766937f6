//! How wide words are and how they fit a line, in a font whose Chinese characters are one em
//! wide and whose Latin ones half of that, as in SimHei.

/// Words of one line and their size.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The words.
    pub words: String,
    /// Size of the font, points.
    pub size: f32,
}

/// Width of `words` in em.
#[must_use]
pub fn ems(words: &str) -> f32 {
    words.chars().map(em).sum()
}

fn em(character: char) -> f32 {
    if character.is_ascii() { 0.5 } else { 1.0 }
}

/// Fits `words` into `width` points: at the `wanted` size if they do, smaller down to `least`,
/// then in two lines, then in two cut lines that end with `…`.
#[must_use]
pub fn fit(words: &str, width: f32, wanted: f32, least: f32) -> Vec<Line> {
    let words = words.trim();
    if words.is_empty() {
        return Vec::new();
    }
    let size = (width / ems(words)).min(wanted);
    if size >= least {
        return vec![Line {
            words: words.to_owned(),
            size,
        }];
    }
    let room = width / least;
    let (first, rest) = split(words, (ems(words) / 2.0).min(room));
    let rest = if ems(rest) > room {
        let (kept, _) = split(rest, room - 1.0);
        format!("{kept}…")
    } else {
        rest.to_owned()
    };
    [first.to_owned(), rest]
        .into_iter()
        .map(|words| Line { words, size: least })
        .collect()
}

// The longest beginning that is at most `room` em wide, and the rest.
fn split(words: &str, room: f32) -> (&str, &str) {
    let mut used = 0.0;
    let end = words
        .char_indices()
        .find(|&(_, character)| {
            used += em(character);
            used > room
        })
        .map_or(words.len(), |(at, _)| at);
    words.split_at_checked(end).unwrap_or((words, ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_short_name_keeps_its_size_and_a_longer_one_shrinks() {
        assert_eq!(fit("三号窗口", 200.0, 30.0, 14.0)[0].size, 30.0);
        assert_eq!(fit("三号窗口三号窗口", 200.0, 30.0, 14.0)[0].size, 25.0);
    }

    #[test]
    fn a_very_long_name_takes_two_lines_and_says_that_it_was_cut() {
        let two = fit(&"办".repeat(20), 200.0, 30.0, 20.0);
        assert_eq!(two.len(), 2);
        assert_eq!(two[0].words.chars().count(), 10);
        assert_eq!(two[1].words.chars().count(), 10);
        let cut = fit(&"办".repeat(40), 200.0, 30.0, 20.0);
        assert_eq!(cut[1].words, format!("{}…", "办".repeat(9)));
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_its_room(words in "[a-z办事窗口 ]{0,80}") {
            for line in fit(&words, 300.0, 34.0, 14.0) {
                prop_assert!(ems(&line.words) * line.size <= 300.1, "{line:?}");
                prop_assert!(line.size >= 14.0 - f32::EPSILON);
            }
        }
    }
}
