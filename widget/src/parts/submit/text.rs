//! Words of the button.

/// Words of the button.
pub struct Text {
    /// Its words.
    pub submit: &'static str,
    /// The same for an additional evaluation.
    pub submit_again: &'static str,
    /// While a submission is under way.
    pub sending: &'static str,
}

/// Chinese.
pub const ZH: Text = Text {
    submit: "提交评价",
    submit_again: "提交追加评价",
    sending: "正在提交",
};

/// English.
pub const EN: Text = Text {
    submit: "Submit rating",
    submit_again: "Submit additional rating",
    sending: "Submitting",
};
