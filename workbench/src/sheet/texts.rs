//! Refusals of a profile in the words of whoever fills in a sheet.

use contract::lang::Lang;
use haochaping_edge::profile::{BodyCode, RecordCode};

/// Why nothing of a file could be read, and what to do.
#[must_use]
pub const fn body(code: BodyCode, lang: Lang) -> &'static str {
    let (zh, en) = match code {
        BodyCode::ContentType => (
            "不是CSV或XLSX文件，请另存为其中一种",
            "This is neither CSV nor XLSX; save it as one of them",
        ),
        BodyCode::TooLarge => (
            "文件超过4 MB，请分成几个文件",
            "The file is larger than 4 MB; split it",
        ),
        BodyCode::Charset => (
            "文字编码有误，请另存为“CSV UTF-8”或XLSX",
            "The text is in no known encoding; save it as “CSV UTF-8” or XLSX",
        ),
        BodyCode::TooMany | BodyCode::TooManyRecords => (
            "行数或列数过多，每个文件最多2000行，请分成几个文件",
            "Too many rows or columns; a file may have 2000 rows, split it",
        ),
        BodyCode::NoRecords => (
            "没有找到数据行；第一行应为列名，第二行起为数据",
            "There are no rows; the first line holds the names, data follow from the second",
        ),
        BodyCode::Syntax
        | BodyCode::Doctype
        | BodyCode::TooDeep
        | BodyCode::NotSetUp
        | BodyCode::Decryption
        | BodyCode::Signature
        | BodyCode::Stale => (
            "文件内容损坏或格式不对，请用表格软件重新保存",
            "The file is damaged or of another kind; save it again with your office program",
        ),
    };
    lang.pick(zh, en)
}

/// Where a row or a cell stands: `line 3, column 办件编号` as a profile says it.
#[must_use]
pub fn place(place: &str, lang: Lang) -> String {
    match (lang, place.strip_prefix("line ")) {
        (Lang::Zh, Some(rest)) => match rest.split_once(", column ") {
            Some((line, column)) => format!("第{line}行“{column}”列"),
            None => format!("第{rest}行"),
        },
        _ => place.to_owned(),
    }
}

/// Why a row was refused, and what to do.
#[must_use]
pub const fn record(code: RecordCode, lang: Lang) -> &'static str {
    let (zh, en) = match code {
        RecordCode::NotARecord => (
            "这一行的列数与表头不一致，请补齐或删去多余的列",
            "This row has more or fewer columns than the head; complete or shorten it",
        ),
        RecordCode::FieldMissing => ("请填写，不能为空", "Fill this in"),
        RecordCode::FieldUnknown => (
            "模板中没有这一列，请删除该列或改用模板的列名",
            "The template has no such column; remove it or use the template's name",
        ),
        RecordCode::FieldRepeated => (
            "同一项出现了两次，请保留一列",
            "This stands twice; keep one column",
        ),
        RecordCode::Contradiction => (
            "与登录人或其他列不一致，请留空或更正",
            "Says something else than who is signed in, or than another column; leave it empty or correct it",
        ),
        RecordCode::CodeUnknown => (
            "不是这一列可填的内容",
            "Not one of the words that this column takes",
        ),
        RecordCode::Malformed => ("格式不对", "Not of the form that this column takes"),
        RecordCode::TooLong => ("内容过长，请缩短", "Too long; shorten it"),
        RecordCode::TimeInFuture => ("时间晚于现在，请核对", "This lies in the future; check it"),
        RecordCode::TimeImpossible => ("时间过早，请核对", "This is too long ago; check it"),
        RecordCode::AreaImpossible => ("没有这个行政区划代码", "There is no such area code"),
        RecordCode::AreaOutside => ("不在本大厅的行政区划内", "Outside the area of this hall"),
        RecordCode::IndicatorUnknown => (
            "目录中没有这个原因，请照目录原文或三位数字代码填写，其他原因写在意见中",
            "The catalogue has no such reason; use its exact words or codes, and write others as the opinion",
        ),
        RecordCode::IndicatorOfOtherLevel => (
            "这个原因属于另一满意度等级，请更正原因或等级",
            "This reason belongs to another level; correct one of them",
        ),
    };
    lang.pick(zh, en)
}

#[cfg(test)]
mod tests {
    use super::{Lang, place};

    #[test]
    fn places_are_told_in_the_language_of_the_page() {
        assert_eq!(
            place("line 3, column 办件编号", Lang::Zh),
            "第3行“办件编号”列"
        );
        assert_eq!(place("line 3", Lang::Zh), "第3行");
        assert_eq!(place("line 3", Lang::En), "line 3");
        assert_eq!(place("/0/level", Lang::Zh), "/0/level");
    }
}
