//! Words around the reasons. The reasons themselves are the catalogue's.

/// Words around the reasons.
pub struct Text {
    /// Above the reasons of levels 3 to 5.
    pub choose: &'static str,
    /// Above those of levels 1 and 2, where a reason or a comment is needed.
    pub tell: &'static str,
    /// Opens the others.
    pub more: &'static str,
}

/// Chinese.
pub const ZH: Text = Text {
    choose: "请选择原因（可多选）",
    tell: "请告诉我们哪里没做好（请选择原因或填写说明）",
    more: "更多",
};

/// English.
pub const EN: Text = Text {
    choose: "Why? Choose any that apply",
    tell: "What went wrong? Choose a reason, or describe it below",
    more: "More reasons",
};
