//! Words of the outcomes.

/// Words of the outcomes.
pub struct Text {
    /// Accepted.
    pub submitted: &'static str,
    /// An additional evaluation was accepted.
    pub submitted_again: &'static str,
    /// Before the receipt code.
    pub receipt: &'static str,
    /// The link to its state.
    pub look_up: &'static str,
    /// What the code is for.
    pub keep: &'static str,
    /// What happens after a negative rating with contact; `{}` is the number of days.
    pub next: &'static str,
    /// The same without contact.
    pub next_anonymous: &'static str,
    /// Waits for a connection.
    pub queued: &'static str,
    /// … on this device.
    pub queued_device: &'static str,
    /// … on this page only, to protect the citizen.
    pub queued_privacy: &'static str,
    /// … on this page only, because the device keeps nothing.
    pub queued_page: &'static str,
    /// Rated before.
    pub already: &'static str,
    /// Before the moment it was rated at.
    pub already_at: &'static str,
    /// That one more evaluation may follow.
    pub already_next: &'static str,
    /// Too late.
    pub expired: &'static str,
    /// What can still be done.
    pub expired_next: &'static str,
    /// No valid ticket.
    pub not_valid: &'static str,
    /// What to do about it.
    pub not_valid_next: &'static str,
    /// Too early.
    pub not_yet: &'static str,
    /// What to do about it.
    pub not_yet_next: &'static str,
    /// The page may not use the service.
    pub not_allowed: &'static str,
    /// What to do about it.
    pub not_allowed_next: &'static str,
    /// Not to be had now.
    pub unavailable: &'static str,
    /// What to do about it.
    pub unavailable_next: &'static str,
    /// The button.
    pub retry: &'static str,
}

/// Chinese.
pub const ZH: Text = Text {
    submitted: "评价已提交",
    submitted_again: "追加评价已提交",
    receipt: "回执编号",
    look_up: "查询评价状态",
    keep: "请记下回执编号，凭编号可随时查询。",
    next: "我们会在{}个工作日内处理并告知您。",
    next_anonymous: "我们会在{}个工作日内处理。您是匿名评价，请凭回执编号查询。",
    queued: "评价已保存，尚未提交",
    queued_device: "联网后自动提交，请不要清除浏览器数据。",
    queued_privacy: "联网后自动提交，提交前请不要关闭本页：为保护您的隐私，姓名和电话不会存入本机。",
    queued_page: "联网后自动提交。本机无法保存数据，提交前请不要关闭本页。",
    already: "本次服务已评价",
    already_at: "评价时间：",
    already_next: "如情况有变化，可从原办事页面追加评价一次。",
    expired: "评价期限已过",
    expired_next: "如仍有意见，请向办理机构反映。",
    not_valid: "评价链接无效",
    not_valid_next: "请从原办事页面重新进入。",
    not_yet: "评价尚未开放",
    not_yet_next: "请稍后再来。",
    not_allowed: "本页面无法提交评价",
    not_allowed_next: "请联系网站管理员。",
    unavailable: "评价服务暂时无法使用",
    unavailable_next: "请稍后再试。",
    retry: "再试一次",
};

/// English.
pub const EN: Text = Text {
    submitted: "Your rating has been submitted",
    submitted_again: "Your additional rating has been submitted",
    receipt: "Receipt",
    look_up: "Look up your rating",
    keep: "Write the receipt down: with it you can look up your rating at any time.",
    next: "We will deal with it within {} working days and tell you.",
    next_anonymous: "We will deal with it within {} working days. You rated anonymously, so look it up with the receipt.",
    queued: "Your rating is saved, not yet submitted",
    queued_device: "It will be submitted when you are online. Do not clear your browser data until then.",
    queued_privacy: "It will be submitted when you are online. Keep this page open until then: to protect your privacy, your name and number are not stored on this device.",
    queued_page: "It will be submitted when you are online. This device stores nothing, so keep this page open until then.",
    already: "This service has already been rated",
    already_at: "It was rated on ",
    already_next: "If things have changed, you can add one more rating from the page of your case.",
    expired: "The time for rating this has passed",
    expired_next: "If you still have something to say, tell the agency.",
    not_valid: "This link is not valid",
    not_valid_next: "Open it again from the page of your case.",
    not_yet: "Rating has not opened yet",
    not_yet_next: "Come back later.",
    not_allowed: "You cannot rate from this page",
    not_allowed_next: "Tell the people who run this site.",
    unavailable: "Rating is not available at the moment",
    unavailable_next: "Try again in a few minutes.",
    retry: "Try again",
};
