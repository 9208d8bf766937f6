//! The words of the frame; a language without one of them does not compile.

use contract::lang::Lang;

/// Words in one language.
pub(super) struct Words {
    /// Title of the form.
    pub title: &'static str,
    /// Title of the result.
    pub done: &'static str,
    /// Title of a receipt.
    pub receipt: &'static str,
    /// Name of the switches for screen readers.
    pub switches: &'static str,
    /// Link to the other language, in that language.
    pub other_lang: &'static str,
    /// Link to large text.
    pub larger: &'static str,
    /// Link to usual text.
    pub usual: &'static str,
    /// Before the receipt's code.
    pub code: &'static str,
    /// Before the state.
    pub state: &'static str,
    /// Durably kept.
    pub accepted: &'static str,
    /// In the centre.
    pub stored: &'static str,
    /// Another edge was first.
    pub duplicate: &'static str,
    /// An operator looks.
    pub set_aside: &'static str,
    /// Before the service item.
    pub item: &'static str,
    /// Before the agency.
    pub agency: &'static str,
    /// Before the time of acceptance.
    pub accepted_at: &'static str,
    /// How to come back, under a receipt.
    pub keep: &'static str,
    /// Before the time of an earlier evaluation.
    pub evaluated_at: &'static str,
    /// Before the request's name on a refusal.
    pub reference: &'static str,
}

/// The words of a language.
pub(super) const fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

static ZH: Words = Words {
    title: "政务服务评价",
    done: "评价已提交",
    receipt: "评价回执",
    switches: "语言和字号",
    other_lang: "English",
    larger: "大字版",
    usual: "标准版",
    code: "回执编号",
    state: "状态",
    accepted: "已受理，正在报送",
    stored: "已入库",
    duplicate: "同一服务已有一条评价，以先收到的为准",
    set_aside: "已受理，待人工核对",
    item: "事项",
    agency: "办理部门",
    accepted_at: "受理时间",
    keep: "凭回执编号可随时在本页查询，请妥善保存",
    evaluated_at: "评价时间",
    reference: "如需帮助，请提供编号",
};

static EN: Words = Words {
    title: "Rate a government service",
    done: "Rating submitted",
    receipt: "Receipt",
    switches: "Language and text size",
    other_lang: "中文",
    larger: "Larger text",
    usual: "Usual text",
    code: "Receipt",
    state: "State",
    accepted: "Accepted, on its way to the city",
    stored: "On record",
    duplicate: "This service has another rating that came first; that one counts",
    set_aside: "Accepted, being checked by staff",
    item: "Matter",
    agency: "Agency",
    accepted_at: "Accepted",
    keep: "Keep this receipt: its address shows the state at any time",
    evaluated_at: "Rated",
    reference: "If you need help, give this number",
};
