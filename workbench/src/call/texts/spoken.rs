//! What the operator says, word by word.

use contract::lang::Lang;

/// What the operator says first; the question and the five levels follow in their own words.
#[must_use]
pub fn opening(lang: Lang, hall: &str, date: &str, agency: &str, item: &str, step: &str) -> String {
    let date = spoken(lang, date);
    match lang {
        Lang::Zh => format!(
            "您好，这里是{hall}。您{date}在{agency}办理的“{item}”（{step}），请您作一个评价。"
        ),
        Lang::En => format!(
            "Hello, this is {hall}. Please rate how “{item}” ({step}) was handled by {agency} on {date}."
        ),
    }
}

/// A day as it is said: `2026年11月2日`.
fn spoken(lang: Lang, date: &str) -> String {
    let mut parts = date.split('-').map(|part| part.trim_start_matches('0'));
    match (lang, parts.next(), parts.next(), parts.next()) {
        (Lang::Zh, Some(year), Some(month), Some(day)) => format!("{year}年{month}月{day}日"),
        _ => date.to_owned(),
    }
}

/// The five levels in one sentence, in their order.
#[must_use]
pub fn levels(lang: Lang) -> String {
    let labels: Vec<&str> = contract::level::Level::ALL
        .map(|level| level.label(lang))
        .to_vec();
    match lang {
        Lang::Zh => format!("请从这五项中选一项：{}。", labels.join("、")),
        Lang::En => format!(
            "Please choose one of five: {}.",
            labels.join(", ").to_lowercase()
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_said_as_people_say_it() {
        assert_eq!(spoken(Lang::Zh, "2026-11-02"), "2026年11月2日");
        assert_eq!(spoken(Lang::En, "2026-11-02"), "2026-11-02");
    }

    #[test]
    fn the_five_levels_are_read_out_in_their_words_and_order() {
        assert_eq!(
            levels(Lang::Zh),
            "请从这五项中选一项：非常满意、满意、基本满意、不满意、非常不满意。"
        );
        assert_eq!(
            levels(Lang::En),
            "Please choose one of five: very satisfied, satisfied, fairly satisfied, dissatisfied, very dissatisfied."
        );
    }
}
