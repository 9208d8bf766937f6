//! Words of the summary. Those of each fault are the contract's.

/// Words of the summary.
pub struct Text {
    /// Its heading.
    pub title: &'static str,
    /// There is no connection and nothing is kept: on a shared terminal, or when as much
    /// waits already as may.
    pub not_sent: &'static str,
}

/// Chinese.
pub const ZH: Text = Text {
    title: "评价尚未提交",
    not_sent: "暂时无法送达，本次未提交成功，请稍后再提交一次",
};

/// English.
pub const EN: Text = Text {
    title: "Your rating has not been submitted",
    not_sent: "It could not be delivered and nothing was submitted; submit again in a moment",
};
