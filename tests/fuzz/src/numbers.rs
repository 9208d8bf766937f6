//! Numbers of persons, found without the code that hides them: only those written in one
//! piece, so that a piece that is left cannot be argued away.

/// The first number of a person that stands whole in `text`.
pub fn first(text: &str) -> Option<String> {
    let places: Vec<char> = text.chars().map(narrow).collect();
    places
        .chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit())
        .scan(0, |end, run| {
            *end += run.len();
            Some((run, places.get(*end).copied()))
        })
        .filter(|(run, _)| run.first().is_some_and(char::is_ascii_digit))
        .find_map(|(run, next)| {
            let digits: String = run.iter().collect();
            let with_check = match next {
                Some('x' | 'X') if digits.len() == 17 => format!("{digits}X"),
                _ => digits.clone(),
            };
            (is_mobile(&digits) || is_landline(&digits) || is_identity(&with_check))
                .then_some(with_check)
        })
}

fn narrow(c: char) -> char {
    match c {
        '０'..='９' | 'Ｘ' | 'ｘ' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        other => other,
    }
}

fn is_mobile(digits: &str) -> bool {
    let national = ["0086", "86", "0"]
        .iter()
        .find_map(|prefix| digits.strip_prefix(prefix).filter(|rest| rest.len() == 11))
        .unwrap_or(digits);
    national.len() == 11 && national.starts_with('1') && national.as_bytes()[1] >= b'3'
}

fn is_landline(digits: &str) -> bool {
    let local = |area: usize| digits.get(area..).unwrap_or_default();
    let dialled = |text: &str| matches!(text.len(), 7 | 8) && text.as_bytes()[0] >= b'2';
    if digits.starts_with("010") || digits.starts_with("02") {
        return dialled(local(3));
    }
    digits.starts_with('0') && digits.as_bytes().get(1) >= Some(&b'3') && dialled(local(4))
}

fn is_identity(text: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    if text.len() != 18 || text.starts_with('0') {
        return false;
    }
    let part = |from: usize, to: usize| text[from..to].parse::<u32>().unwrap_or(0);
    let born = (1900..2100).contains(&part(6, 10))
        && (1..=12).contains(&part(10, 12))
        && (1..=31).contains(&part(12, 14));
    let sum: u32 = text
        .bytes()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    born && "10X98765432".as_bytes()[sum as usize % 11] == text.as_bytes()[17]
}

#[cfg(test)]
mod tests {
    use super::first;

    #[test]
    fn finds_what_stands_there_whole() {
        for text in [
            "打13800138000吧",
            "０２３６３１５１２３４",
            "99010119600229123X",
        ] {
            let found = first(text).is_some();
            assert_eq!(found, text != "99010119600229123X", "{text}");
        }
        assert_eq!(
            first("11010519491231002X").as_deref(),
            Some("11010519491231002X")
        );
        assert_eq!(first("138001380001 1380013800 2026"), None);
    }
}
