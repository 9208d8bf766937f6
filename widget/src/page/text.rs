//! Words that only the hosted pages have.

use contract::api::receipts::EvaluationState;
use contract::lang::Lang;

/// Words of the hosted pages.
pub struct Words {
    /// Title of the page.
    pub title: &'static str,
    /// Heading of a receipt.
    pub receipt: &'static str,
    /// Before the receipt code.
    pub code: &'static str,
    /// Before the state.
    pub state: &'static str,
    /// Before the moment of acceptance.
    pub accepted_at: &'static str,
    /// Before the moment of central storage.
    pub stored_at: &'static str,
    /// [`EvaluationState::Accepted`]
    pub accepted: &'static str,
    /// [`EvaluationState::Stored`]
    pub stored: &'static str,
    /// [`EvaluationState::Duplicate`]
    pub duplicate: &'static str,
    /// [`EvaluationState::SetAside`]
    pub set_aside: &'static str,
    /// Heading when there is no such receipt.
    pub unknown: &'static str,
    /// What to do then.
    pub unknown_next: &'static str,
    /// The link that asks for a number again.
    pub again: &'static str,
    /// Heading where the number of a receipt is typed.
    pub look_up_title: &'static str,
    /// What such a number looks like.
    pub number_hint: &'static str,
    /// What was typed is none.
    pub no_number: &'static str,
    /// The button.
    pub look_up: &'static str,
}

impl Words {
    /// The words of a state.
    pub const fn state_words(&self, state: EvaluationState) -> &'static str {
        match state {
            EvaluationState::Accepted => self.accepted,
            EvaluationState::Stored => self.stored,
            EvaluationState::Duplicate => self.duplicate,
            EvaluationState::SetAside => self.set_aside,
        }
    }
}

/// The words of a language.
pub const fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

static ZH: Words = Words {
    title: "政务服务评价",
    receipt: "评价回执",
    code: "回执编号",
    state: "状态",
    accepted_at: "提交时间",
    stored_at: "入库时间",
    accepted: "已受理，正在送往评价中心",
    stored: "已存入评价中心",
    duplicate: "已保存；同一次服务先前已有评价，以先前的为准",
    set_aside: "已保存，正在人工核对",
    unknown: "没有找到这个回执",
    unknown_next: "请核对回执编号。",
    again: "重新输入",
    look_up_title: "查询评价状态",
    number_hint: "共20位字母和数字，大小写均可，短横线可不填。",
    no_number: "回执编号应为20位字母和数字，请核对后重新输入",
    look_up: "查询",
};

static EN: Words = Words {
    title: "Rate a public service",
    receipt: "Receipt of your rating",
    code: "Receipt",
    state: "State",
    accepted_at: "Submitted",
    stored_at: "Stored",
    accepted: "Accepted, on its way to the rating centre",
    stored: "Stored at the rating centre",
    duplicate: "Kept; the same service had been rated before, and the earlier rating counts",
    set_aside: "Kept; people are checking it",
    unknown: "There is no such receipt",
    unknown_next: "Check the receipt code.",
    again: "Enter it again",
    look_up_title: "Look up your rating",
    number_hint: "Twenty letters and digits; capitals and hyphens do not matter.",
    no_number: "A receipt has twenty letters and digits. Check it and enter it again",
    look_up: "Look up",
};
