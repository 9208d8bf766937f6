//! What each column takes, in the words of whoever fills in a sheet. Words and times are the
//! profile's own.

use contract::lang::Lang;
use haochaping_edge::profile::{Profile, RecordCode, Takes, Target};

use super::record;

/// The columns of a sheet in their order, each with what it takes.
#[must_use]
pub fn columns(profile: &Profile, lang: Lang) -> Vec<(String, String)> {
    let column = |(name, takes): (&str, Takes)| (name.to_owned(), told(takes, lang));
    profile.takes().map(column).collect()
}

/// Why a value of the column `field` was refused, and what it takes.
#[must_use]
pub fn refused(profile: &Profile, field: &str, code: RecordCode, lang: Lang) -> String {
    let why = record(code, lang);
    if !matches!(code, RecordCode::CodeUnknown | RecordCode::Malformed) {
        return why.to_owned();
    }
    match profile.takes().find(|(name, _)| *name == field) {
        Some((_, takes)) => format!("{why}{}{}", lang.pick("。", ". "), told(takes, lang)),
        None => why.to_owned(),
    }
}

fn told(takes: Takes, lang: Lang) -> String {
    let joined = |words: Vec<String>| words.join(lang.pick("、", ", "));
    match takes {
        Takes::Words(words) => format!("{}{}", lang.pick("可填：", "One of: "), joined(words)),
        Takes::Times(times) => format!(
            "{}{}",
            lang.pick("要写明年份，可写作：", "With its year, as: "),
            joined(times)
        ),
        Takes::Text(target) => text(target, lang).to_owned(),
    }
}

fn text(target: Target, lang: Lang) -> &'static str {
    let (zh, en) = match target {
        Target::CaseNo | Target::Number => (
            "单元格先设为“文本”格式再填，否则长编号的末几位会丢失，例如500103202611090001",
            "Make the cell text first, or a long number loses its last digits, e.g. 500103202611090001",
        ),
        Target::StepNo => ("整数，例如1", "A whole number, e.g. 1"),
        Target::ItemCode | Target::BusinessItemCode => (
            "31位或33位，文本格式，例如11500103009276185R400070900700001",
            "31 or 33 characters as text, e.g. 11500103009276185R400070900700001",
        ),
        Target::AgencyCode => (
            "18位，文本格式，例如11500103009276185R",
            "18 characters as text, e.g. 11500103009276185R",
        ),
        Target::AreaCode => (
            "6、9或12位数字，例如500103000000；本大厅的可留空",
            "6, 9 or 12 digits, e.g. 500103000000; empty for this hall's own",
        ),
        Target::Collector => (
            "录入人的工号，可留空",
            "The alias of who is signed in, or empty",
        ),
        Target::Indicators => (
            "目录原文或三位数字代码，多个用顿号隔开",
            "The words of the catalogue or their codes, with a comma between",
        ),
        Target::Comment => ("最多500字", "500 characters at most"),
        _ => ("文字", "Text"),
    };
    lang.pick(zh, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_time_and_word_that_is_shown_is_taken() {
        let profile = Profile::parse(include_str!("../../profiles/call-list.json")).unwrap();
        let told = |field, code| refused(&profile, field, code, Lang::Zh);
        let time = told("办理时间", RecordCode::Malformed);
        for shown in ["2026-11-03 09:05", "2026/11/3", "2026年11月3日"] {
            assert!(time.contains(shown), "{time}");
        }
        assert!(!time.contains("serial"), "{time}");
        let step = told("办理环节", RecordCode::CodeUnknown);
        assert!(
            step.contains("咨询、申报、补正、缴费、签收、办结"),
            "{step}"
        );
        let case = told("办件编号", RecordCode::Malformed);
        assert!(case.contains("“文本”格式"), "{case}");
        let future = told("办理时间", RecordCode::TimeInFuture);
        assert_eq!(future, record(RecordCode::TimeInFuture, Lang::Zh));
    }
}
