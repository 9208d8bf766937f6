//! Words of the comment.

use crate::parts::text::with_number;

/// Words of the comment.
pub struct Text {
    /// Label of the field.
    pub label: &'static str,
    /// A number of a person was hidden.
    pub hidden: &'static str,
    /// Characters left; `{}` is the number.
    pub left: &'static str,
    /// Characters over the limit; `{}` is the number.
    pub over: &'static str,
}

impl Text {
    /// What the counter says.
    #[must_use]
    pub fn count(&self, used: usize, limit: usize) -> String {
        if used > limit {
            with_number(self.over, used - limit)
        } else {
            with_number(self.left, limit - used)
        }
    }
}

/// Chinese.
pub const ZH: Text = Text {
    label: "还想说点什么？（选填）",
    hidden: "为保护您的隐私，已隐去号码",
    left: "还可以写{}字",
    over: "超出{}字，请缩短",
};

/// English.
pub const EN: Text = Text {
    label: "Anything else to tell us? (optional)",
    hidden: "A personal number was hidden to protect your privacy",
    left: "{} characters left",
    over: "{} characters too many",
};
