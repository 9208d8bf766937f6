//! Words of the telephone desk.

use contract::lang::Lang;

/// Every word that the pages of this folder show.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub title: &'static str,
    pub lists: &'static str,
    pub due: &'static str,
    pub later: &'static str,
    pub held: &'static str,
    pub rated: &'static str,
    pub ended: &'static str,
    pub next: &'static str,
    pub nothing: &'static str,
    pub nothing_yet: &'static str,
    pub matter: &'static str,
    pub item: &'static str,
    pub step: &'static str,
    pub agency: &'static str,
    pub when: &'static str,
    pub case_no: &'static str,
    pub attempt: &'static str,
    pub number: &'static str,
    pub no_number: &'static str,
    pub read_out: &'static str,
    pub only_five: &'static str,
    pub answer: &'static str,
    pub reasons: &'static str,
    pub comment: &'static str,
    pub comment_hint: &'static str,
    pub record: &'static str,
    pub without: &'static str,
    pub no_answer: &'static str,
    pub declined: &'static str,
    pub wrong_number: &'static str,
    pub give_back: &'static str,
    pub recorded: &'static str,
    pub receipt: &'static str,
    pub away: &'static str,
    pub unasked: &'static str,
    pub again: &'static str,
    pub elsewhere: &'static str,
    pub expired: &'static str,
    pub refused: &'static str,
    pub gone: &'static str,
    pub correct: &'static str,
    pub list_title: &'static str,
    pub file: &'static str,
    pub file_hint: &'static str,
    pub template: &'static str,
    pub add: &'static str,
    pub added: &'static str,
    pub known: &'static str,
    pub wrong: &'static str,
    pub place: &'static str,
    pub why: &'static str,
    pub wrong_phone: &'static str,
    pub same_file: &'static str,
    pub title_needed: &'static str,
    pub file_needed: &'static str,
    pub given: &'static str,
    pub by: &'static str,
    pub none_yet: &'static str,
}

/// The words in `lang`.
#[must_use]
pub const fn texts(lang: Lang) -> &'static Texts {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

const ZH: Texts = Texts {
    title: "电话回访",
    lists: "回访名单",
    due: "待拨打",
    later: "稍后再拨",
    held: "拨打中",
    rated: "已评价",
    ended: "未评价结束",
    next: "取下一件",
    nothing: "现在没有要拨打的办件",
    nothing_yet: "其余办件还没到再次拨打的时间。",
    matter: "正在回访",
    item: "事项",
    step: "环节",
    agency: "部门",
    when: "办理日期",
    case_no: "办件编号",
    attempt: "无人接听次数",
    number: "拨打",
    no_number: "名单中的号码无法读取，请按“号码有误”结束",
    read_out: "请照此朗读",
    only_five: "五项都要读完，不提示、不代选。市民不愿评价时，请按“不愿评价”。",
    answer: "市民选择",
    reasons: "市民说的原因（可多选）",
    comment: "市民补充的意见（选填）",
    comment_hint: "照原话记录，不写姓名、电话和证件号码",
    record: "记录评价",
    without: "没有评价",
    no_answer: "无人接听",
    declined: "不愿评价",
    wrong_number: "号码有误",
    give_back: "暂不拨打，放回名单",
    recorded: "评价已记录",
    receipt: "回执",
    away: "评价服务暂时没有回应。刚才的内容是否记录还不确定，再按一次“记录评价”即可，不会重复。",
    unasked: "评价服务暂时没有回应，这件办件仍在您手中，请稍后再试。",
    again: "再试一次",
    elsewhere: "这件事已有评价，没有再次记录。",
    expired: "这件事的评价期限已过，没有记录。",
    refused: "评价服务拒绝了这件办件，请告知管理人员。办件已放回名单。",
    gone: "这件办件已不在您手中，没有记录。",
    correct: "请更正后再记录",
    list_title: "名单名称",
    file: "名单文件（CSV或XLSX）",
    file_hint: "每行一个办件，最多2000行。联系电话加密保存，结束后立即删除。",
    template: "下载空白模板",
    add: "加入名单",
    added: "已加入",
    known: "名单中已有",
    wrong: "有误，未加入",
    place: "位置",
    why: "问题",
    wrong_phone: "没有联系电话，或号码不对",
    same_file: "这个文件以前已经加入过，没有再次加入。",
    title_needed: "请填写名单名称（最多100字）",
    file_needed: "请选择文件",
    given: "加入时间",
    by: "加入人",
    none_yet: "还没有名单",
};

const EN: Texts = Texts {
    title: "Call-back desk",
    lists: "Call lists",
    due: "To call",
    later: "Later",
    held: "Being called",
    rated: "Rated",
    ended: "Ended without a rating",
    next: "Take the next case",
    nothing: "There is nobody to call now",
    nothing_yet: "The other cases wait for their next call.",
    matter: "You are calling about",
    item: "Matter",
    step: "Step",
    agency: "Agency",
    when: "Date",
    case_no: "Case number",
    attempt: "Times nobody answered",
    number: "Call",
    no_number: "The number in the list cannot be read; end this with “Wrong number”",
    read_out: "Read this out",
    only_five: "Read all five, suggest none and choose none for the citizen. If they do not want to rate, press “Does not want to”.",
    answer: "The citizen chose",
    reasons: "Reasons that the citizen gave (any number)",
    comment: "What else the citizen said (optional)",
    comment_hint: "In their words, without names and numbers",
    record: "Record",
    without: "No rating",
    no_answer: "No answer",
    declined: "Does not want to",
    wrong_number: "Wrong number",
    give_back: "Not now, back to the list",
    recorded: "Recorded",
    receipt: "Receipt",
    away: "The rating service did not answer. Whether this was recorded is not known; press “Record” once more, it will not be recorded twice.",
    unasked: "The rating service does not answer. You still hold this case; try again soon.",
    again: "Try again",
    elsewhere: "This has been rated already; nothing was recorded again.",
    expired: "The time for rating this has passed; nothing was recorded.",
    refused: "The rating service refused this case; tell your administrator. It is back on the list.",
    gone: "You do not hold this case any more; nothing was recorded.",
    correct: "Correct this and record again",
    list_title: "Name of the list",
    file: "File (CSV or XLSX)",
    file_hint: "One case a row, 2000 rows at most. Telephone numbers are stored encrypted and erased when the call ends.",
    template: "Empty template",
    add: "Add the list",
    added: "Added",
    known: "On a list already",
    wrong: "Wrong, not added",
    place: "Where",
    why: "What is wrong",
    wrong_phone: "There is no telephone number, or it is none",
    same_file: "This file was added before; nothing was added again.",
    title_needed: "Give the list a name of at most 100 characters",
    file_needed: "Choose a file",
    given: "Added",
    by: "By",
    none_yet: "There are no lists yet",
};

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
