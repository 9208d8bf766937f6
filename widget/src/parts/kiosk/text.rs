//! Words of the kiosk. Apart from those of the sheet, so that only kiosks load them.

use contract::lang::Lang;

/// Words of the kiosk.
pub struct Text {
    /// The resting screen.
    pub rest: &'static str,
    /// What will happen there.
    pub rest_next: &'static str,
    /// How many evaluations wait to be submitted; `{}` is the number.
    pub waiting: &'static str,
    /// The question after a while without a touch.
    pub ask: &'static str,
    /// What happens otherwise; `{}` is the number of seconds.
    pub ask_next: &'static str,
    /// The button that answers it.
    pub more: &'static str,
    /// The button that ends the turn without rating.
    pub end: &'static str,
    /// Accepted.
    pub thanks: &'static str,
    /// Kept until there is a connection.
    pub kept: &'static str,
    /// What happens to it.
    pub kept_next: &'static str,
    /// Before the receipt code.
    pub receipt: &'static str,
    /// What the code is for; `{}` is where.
    pub receipt_next: &'static str,
    /// When the screen is cleared; `{}` is the number of seconds.
    pub clearing: &'static str,
    /// The button that clears it at once.
    pub finish: &'static str,
    /// There is no connection, and no room on the device.
    pub not_kept: &'static str,
    /// There is no connection, and a name and number are never kept on the device.
    pub not_kept_named: &'static str,
}

/// Chinese.
pub const ZH: Text = Text {
    rest: "欢迎评价本次服务",
    rest_next: "办理结束后，工作人员会为您打开评价页面",
    waiting: "{}条评价等待提交，已加密保存",
    ask: "您还在评价吗？",
    ask_next: "{}秒后将清空本页，已填内容不会保留",
    more: "我需要更多时间",
    end: "结束，清空本页",
    thanks: "评价已提交",
    kept: "评价已保存，尚未提交",
    kept_next: "网络暂时中断。评价已在本机加密保存，联网后自动提交，您可以放心离开。",
    receipt: "回执编号",
    receipt_next: "需要时请拍照或记下回执编号，可在{}查询评价状态。",
    clearing: "{}秒后自动清空本页",
    finish: "完成",
    not_kept: "网络中断，本机也无法再保存，评价没有提交。请告知工作人员",
    not_kept_named: "网络中断，评价没有提交：为保护您的隐私，姓名和电话不会存入本机。请关闭“留下联系方式”后再提交，或告知工作人员",
};

/// English.
pub const EN: Text = Text {
    rest: "Welcome: rate your service here",
    rest_next: "When your matter is done, the staff open the rating page for you",
    waiting: "Waiting to be submitted, kept encrypted: {}",
    ask: "Are you still there?",
    ask_next: "This page will be cleared, with what you have filled in. Seconds left: {}",
    more: "I need more time",
    end: "End and clear this page",
    thanks: "Your rating has been submitted",
    kept: "Your rating is saved, not yet submitted",
    kept_next: "There is no connection at the moment. Your rating is kept encrypted on this device and will be submitted once there is one; you need not wait.",
    receipt: "Receipt",
    receipt_next: "Take a photo of the receipt or write it down: with it you can look up your rating at {}",
    clearing: "This page will be cleared. Seconds left: {}",
    finish: "Finish",
    not_kept: "There is no connection and no room to save on this device, so nothing was submitted. Tell the staff",
    not_kept_named: "There is no connection, so nothing was submitted: to protect your privacy, your name and number are not stored on this device. Switch off leaving them and submit again, or tell the staff",
};

/// The words in a language.
#[must_use]
pub const fn words(lang: Lang) -> &'static Text {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}
