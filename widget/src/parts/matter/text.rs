//! Words of the matter.

/// Words of the matter.
pub struct Text {
    /// Before the name of the matter.
    pub rating: &'static str,
    /// The same for an additional evaluation.
    pub rating_again: &'static str,
    /// The step of the case.
    pub step: &'static str,
    /// The agency.
    pub agency: &'static str,
    /// The day of the service.
    pub day: &'static str,
    /// Until the edge has answered.
    pub loading: &'static str,
    /// When it cannot be asked.
    pub unreached: &'static str,
}

/// Chinese.
pub const ZH: Text = Text {
    rating: "您正在评价：",
    rating_again: "您正在追加评价：",
    step: "环节",
    agency: "办理机构",
    day: "办理日期",
    loading: "正在读取办件信息",
    unreached: "网络不通，暂时无法显示办件信息，您仍可评价。",
};

/// English.
pub const EN: Text = Text {
    rating: "You are rating:",
    rating_again: "You are adding to your rating of:",
    step: "Step",
    agency: "Agency",
    day: "Date",
    loading: "Looking up your case",
    unreached: "There is no connection, so your case cannot be shown. You can still rate it.",
};
