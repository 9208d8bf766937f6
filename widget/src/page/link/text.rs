//! Words of the pages behind a short link.

use contract::lang::Lang;

/// Words of a language.
pub struct Words {
    /// How to look up what was said by a link that was used.
    pub look_up: &'static str,
    /// Heading when its time has passed.
    pub expired: &'static str,
    /// What to do then.
    pub expired_next: &'static str,
    /// Heading when there is no such link.
    pub unknown: &'static str,
    /// What to do then.
    pub unknown_next: &'static str,
}

/// The words of a language.
pub const fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

static ZH: Words = Words {
    look_up: "每个链接只能评价一次。如需查询处理情况，请打开提交评价后显示的回执链接。",
    expired: "这个评价链接已过期",
    expired_next: "仍在评价期限内的，可从原办事页面进入评价；如有其他意见，请向办理机构反映。",
    unknown: "没有找到这个评价链接",
    unknown_next: "请核对短信中的地址是否完整，或从原办事页面进入评价。",
};

static EN: Words = Words {
    look_up: "Each link takes one rating. To see how yours stands, open the receipt that was shown after you submitted it.",
    expired: "This rating link has expired",
    expired_next: "If you can still rate this service, you can do so from the page of your case. For anything else, tell the agency.",
    unknown: "There is no such rating link",
    unknown_next: "Check that the address from the message is complete, or open the rating from the page of your case.",
};
