//! Words of the question. Those of the levels are the contract's.

/// Words of the question.
pub struct Text {
    /// The question.
    pub question: &'static str,
    /// The same for an additional evaluation.
    pub question_again: &'static str,
}

/// Chinese.
pub const ZH: Text = Text {
    question: "您对本次服务满意吗？",
    question_again: "现在，您对本次服务满意吗？",
};

/// English.
pub const EN: Text = Text {
    question: "How satisfied are you with this service?",
    question_again: "How satisfied are you with this service now?",
};
