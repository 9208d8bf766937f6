//! The words of this room, one struct a language: a missing word does not compile.

use contract::lang::Lang;

/// The words of one language, named after where they stand.
pub struct Texts {
    /// Heading: entry.
    pub title: &'static str,
    /// Under it.
    pub lead: &'static str,
    /// Label: where it was collected.
    pub collection: &'static str,
    /// Label: on which day.
    pub day: &'static str,
    /// Hint below the day.
    pub day_hint: &'static str,
    /// Label: level.
    pub level: &'static str,
    /// Hint below the level.
    pub level_hint: &'static str,
    /// Label: reasons.
    pub reasons: &'static str,
    /// Label: comment.
    pub comment: &'static str,
    /// Hint below the comment.
    pub comment_hint: &'static str,
    /// Heading: what it is about.
    pub about: &'static str,
    /// Label: agency.
    pub agency: &'static str,
    /// Label: matter.
    pub item: &'static str,
    /// Button: enter.
    pub enter: &'static str,
    /// Said where nothing is chosen.
    pub choose: &'static str,
    /// Said when something has to be put right.
    pub correct: &'static str,
    /// Said when it is stored.
    pub entered: &'static str,
    /// Said when it was stored before.
    pub again: &'static str,
    /// Said when it was stored before with other content.
    pub earlier: &'static str,
    /// Label: receipt.
    pub receipt: &'static str,
    /// Said when the edge does not answer.
    pub away: &'static str,
    /// Said when the edge refuses the hall.
    pub refused: &'static str,
    /// Link: one opinion at a time.
    pub one: &'static str,
    /// Heading and link: a table.
    pub upload: &'static str,
    /// Label: file.
    pub file: &'static str,
    /// Hint below it.
    pub file_hint: &'static str,
    /// Said when there is none.
    pub file_needed: &'static str,
    /// Link: empty table.
    pub template: &'static str,
    /// Button: read the file.
    pub look: &'static str,
    /// Heading: what was read.
    pub preview: &'static str,
    /// Filter: every row.
    pub all: &'static str,
    /// Button: enter what is good; `{}` is how many.
    pub confirm: &'static str,
    /// Said when nothing is left to enter.
    pub nothing_waits: &'static str,
    /// Link: rows that are wrong.
    pub wrong_rows: &'static str,
    /// Button: throw the table away.
    pub discard: &'static str,
    /// How long it is kept.
    pub kept: &'static str,
    /// Said when some were entered before.
    pub were_known: &'static str,
    /// Said when the edge did not take all.
    pub some_away: &'static str,
    /// Said when it is being entered.
    pub being_entered: &'static str,
    /// Column: line.
    pub line: &'static str,
    /// Column: state.
    pub state: &'static str,
    /// Column: column that is wrong.
    pub column: &'static str,
    /// Column: what is wrong, or what became of it.
    pub why: &'static str,
    /// Column: words.
    pub words: &'static str,
    /// Column: what was sent.
    pub sent: &'static str,
    /// Link: next page.
    pub more: &'static str,
    /// States of a row, by their word in the database, in the order of the filter.
    pub states: [(&'static str, &'static str); 7],
    /// Heading and link: figures.
    pub figures: &'static str,
    /// Under it.
    pub figures_lead: &'static str,
    /// Filter: first day.
    pub from: &'static str,
    /// Filter: last day.
    pub to: &'static str,
    /// Row and column: sum.
    pub total: &'static str,
}

/// The words of a language.
#[must_use]
pub const fn texts(lang: Lang) -> &'static Texts {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

const ZH: Texts = Texts {
    title: "线下意见录入",
    lead: "录入意见箱、座谈会、开放日收集的意见，每条意见录入一次。",
    collection: "收集方式",
    day: "收集日期",
    day_hint: "收到意见的日期",
    level: "满意度",
    level_hint: "照原意选择；没有表明满意度的意见不录入",
    reasons: "原因（选填，可多选）",
    comment: "意见内容（选填）",
    comment_hint: "照原话录入，最多500字；不要录入姓名、电话和证件号码",
    about: "涉及的部门和事项（选填）",
    agency: "部门",
    item: "事项",
    enter: "录入",
    choose: "请选择一项",
    correct: "请更正后再录入，尚未保存",
    entered: "已录入",
    again: "这条意见先前已录入，没有重复保存",
    earlier: "更正前的内容先前已录入，不必再录入，这次的更正没有保存。要录入另一条，请点“逐条录入”。",
    receipt: "回执",
    away: "评价服务没有回应。填写的内容仍在下面，请稍后再按“录入”；即使刚才已收到，也不会重复。",
    refused: "没有保存：评价服务拒绝了本大厅的录入，请联系管理员。",
    one: "逐条录入",
    upload: "表格上传",
    file: "表格文件（CSV或XLSX）",
    file_hint: "每行一条意见，最多2000行、4 MB。先逐行检查，确认后才录入。",
    file_needed: "请选择文件",
    template: "下载空白模板",
    look: "检查表格",
    preview: "检查结果",
    all: "全部",
    confirm: "确认录入 {} 条",
    nothing_waits: "没有待录入的意见",
    wrong_rows: "下载有问题的行",
    discard: "删除这份表格",
    kept: "录入后内容随即删除，其余最多保留24小时；姓名、电话和证件号码请先从表格中去掉。",
    were_known: "没有编号而各项完全相同的行，视为先前已录入的同一条；如确是另一条意见，请填写编号后重新上传。",
    some_away: "有些行评价服务没有接收，仍保留在下面，请稍后再按“确认录入”，不会重复。",
    being_entered: "这份表格正在录入，请稍后刷新查看结果。",
    line: "行",
    state: "结果",
    column: "列",
    why: "说明",
    words: "意见内容",
    sent: "原内容",
    more: "后面的行",
    states: [
        ("wrong", "有问题"),
        ("refused", "未接收"),
        ("retry", "待重试"),
        ("good", "可录入"),
        ("known", "先前已录入"),
        ("entered", "已录入"),
        ("duplicate", "重复，未再录入"),
    ],
    figures: "线下意见统计",
    figures_lead: "单独统计，不计入办件评价的满意率。",
    from: "收集日期从",
    to: "至",
    total: "合计",
};

const EN: Texts = Texts {
    title: "Collected opinions",
    lead: "Enter what lay in a paper box or was said at a forum or an open day, each opinion once.",
    collection: "Collected at",
    day: "Day",
    day_hint: "The day on which it was collected",
    level: "Level",
    level_hint: "As it was meant; an opinion that tells no level is not entered",
    reasons: "Reasons (optional, any number)",
    comment: "What was written or said (optional)",
    comment_hint: "In its own words, 500 characters at most; no names, telephone or certificate numbers",
    about: "Agency and matter (optional)",
    agency: "Agency",
    item: "Matter",
    enter: "Enter",
    choose: "Choose one",
    correct: "Correct this and enter again; nothing is stored yet",
    entered: "Entered",
    again: "This was entered before and is not stored twice",
    earlier: "What you typed before this correction is already stored and need not be entered again; the correction is not stored. For another opinion choose “One by one”.",
    receipt: "Receipt",
    away: "The rating service does not answer. What you typed is still below; press “Enter” again soon. Should it have arrived, it will not be stored twice.",
    refused: "Nothing is stored: the rating service refuses opinions of this hall. Tell your administrator.",
    one: "One by one",
    upload: "Upload a table",
    file: "Table (CSV or XLSX)",
    file_hint: "One opinion a row, 2000 rows and 4 MB at most. It is looked through first; nothing is entered until you confirm.",
    file_needed: "Choose a file",
    template: "Empty template",
    look: "Look through it",
    preview: "What was read",
    all: "All",
    confirm: "Enter {} opinions",
    nothing_waits: "Nothing is left to enter",
    wrong_rows: "Download the wrong rows",
    discard: "Delete this table",
    kept: "The text is deleted when it is entered, the rest within 24 hours. Take names, telephone and certificate numbers out of tables first.",
    were_known: "A row without a number that says the same in every column as one entered before is taken for that one. If it is another opinion, give it a number and upload the table again.",
    some_away: "The rating service did not take some rows. They are still below; press “Enter” again soon, nothing is stored twice.",
    being_entered: "This table is being entered; load the page again soon.",
    line: "Row",
    state: "Result",
    column: "Column",
    why: "Note",
    words: "What was said",
    sent: "As it was sent",
    more: "More rows",
    states: [
        ("wrong", "Wrong"),
        ("refused", "Not taken"),
        ("retry", "To be tried again"),
        ("good", "May be entered"),
        ("known", "Entered before"),
        ("entered", "Entered"),
        ("duplicate", "Was there, not entered twice"),
    ],
    figures: "Collected so far",
    figures_lead: "Counted apart: none of this is in the figures of matters.",
    from: "Collected from",
    to: "to",
    total: "Sum",
};
