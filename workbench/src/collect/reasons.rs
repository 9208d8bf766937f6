//! What is wrong, and what to do about it, in the words of whoever fills in a form or a table.

use contract::lang::Lang;
use haochaping_edge::profile::{BodyCode, RecordCode};

/// What is wrong with one opinion: a code of profiles, or a problem's.
#[must_use]
pub fn record(code: &str, lang: Lang) -> &'static str {
    let Some(known) = RecordCode::ALL.iter().find(|it| it.as_str() == code) else {
        return other(code, lang);
    };
    let (zh, en) = match known {
        RecordCode::NotARecord => (
            "这一行的列数与表头不一致，请补齐或删去多余的列",
            "This row has more or fewer columns than the head; complete or shorten it",
        ),
        RecordCode::FieldMissing => ("请填写，不能为空", "Fill this in"),
        RecordCode::FieldUnknown => (
            "表中没有这一列，请按模板的列名填写",
            "There is no such column; use the names of the template",
        ),
        RecordCode::FieldRepeated => (
            "这一列出现了两次，内容不同",
            "This column is there twice, with different values",
        ),
        RecordCode::Contradiction => (
            "与登录人或其他列不一致，请留空或更正",
            "Says something else than who is signed in, or than another column; leave it empty or correct it",
        ),
        RecordCode::CodeUnknown => (
            "请填写规定的选项，如“非常满意”“意见箱”",
            "Use one of the fixed words, such as 非常满意 or 意见箱",
        ),
        RecordCode::Malformed => (
            "格式不对，请按模板的样式填写",
            "This is not of the right form; see the template",
        ),
        RecordCode::TooLong => ("内容过长，请缩短", "This is too long; shorten it"),
        RecordCode::TimeInFuture => ("日期在将来，请更正", "This day is yet to come; correct it"),
        RecordCode::TimeImpossible => ("日期过早，请更正", "This day is too long ago; correct it"),
        RecordCode::AreaImpossible => ("没有这个行政区划代码", "There is no such area code"),
        RecordCode::AreaOutside => (
            "行政区划不在本大厅范围内",
            "This area lies outside the hall's own",
        ),
        RecordCode::IndicatorUnknown => (
            "没有这个原因代码，请填写三位数字代码",
            "There is no such reason; use the codes of three digits",
        ),
        RecordCode::IndicatorOfOtherLevel => (
            "原因代码的首位应与满意度等级一致",
            "The first digit of a reason must be the level",
        ),
    };
    lang.pick(zh, en)
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

/// Why nothing of a file could be read.
#[must_use]
pub const fn body(code: BodyCode, lang: Lang) -> &'static str {
    let (zh, en) = match code {
        BodyCode::TooLarge => (
            "文件过大，最大4 MB，请分成几份",
            "The file is too large: 4 MB at most; divide it",
        ),
        BodyCode::TooManyRecords | BodyCode::TooMany | BodyCode::TooDeep => (
            "行或列过多，每份最多2000行，请分成几份",
            "Too many rows or columns: 2000 rows at most; divide it",
        ),
        BodyCode::Charset => (
            "文件编码无法识别，请存为UTF-8或GB 18030的CSV，或XLSX",
            "These bytes are no text; save it as CSV in UTF-8 or GB 18030, or as XLSX",
        ),
        BodyCode::NoRecords => ("文件中没有数据行", "There are no rows in this file"),
        BodyCode::ContentType
        | BodyCode::Syntax
        | BodyCode::Doctype
        | BodyCode::NotSetUp
        | BodyCode::Decryption
        | BodyCode::Signature
        | BodyCode::Stale => (
            "这不是CSV或XLSX表格，请用模板填写后再上传",
            "This is no CSV or XLSX table; fill in the template and choose that file",
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
