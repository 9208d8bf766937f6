//! What is wrong with an opinion, and what to do about it: in the words of sheets, and those of
//! what only the edge or a whole table can tell.

use contract::lang::Lang;
use haochaping_edge::profile::{Profile, RecordCode};

use crate::sheet;

/// What is wrong with one opinion: a code of profiles, or a problem's.
#[must_use]
pub fn record(code: &str, lang: Lang) -> &'static str {
    match known(code) {
        Some(known) => sheet::record(known, lang),
        None => other(code, lang),
    }
}

/// What is wrong with a row of a table, and what its column `field` takes.
#[must_use]
pub fn row(table: &Profile, field: &str, code: &str, lang: Lang) -> String {
    match known(code) {
        Some(known) => sheet::refused(table, field, known, lang),
        None => other(code, lang).to_owned(),
    }
}

fn known(code: &str) -> Option<RecordCode> {
    let mut all = RecordCode::ALL.iter().copied();
    all.find(|it| it.as_str() == code)
}

fn other(code: &str, lang: Lang) -> &'static str {
    let (zh, en) = match code {
        "already_evaluated" => (
            "同一天、同一方式已有这个编号，但内容不同；请换一个编号",
            "This number is taken for that day and place, with other content; use another",
        ),
        "repeated" => (
            "文件中前面已有这个编号",
            "This number stands in the file already",
        ),
        _ => (
            "评价服务没有接收，请联系管理员",
            "The rating service did not take it; tell your administrator",
        ),
    };
    lang.pick(zh, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_words_of_its_own() {
        let mut told: Vec<&str> = RecordCode::ALL
            .iter()
            .map(|code| record(code.as_str(), Lang::Zh))
            .collect();
        told.extend(["already_evaluated", "repeated", "internal"].map(|it| record(it, Lang::Zh)));
        let count = told.len();
        told.sort_unstable();
        told.dedup();
        assert_eq!(told.len(), count);
    }
}
