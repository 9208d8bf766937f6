//! Words of the switches.

/// Words of the switches.
pub struct Text {
    /// The other language, in that language.
    pub other_language: &'static str,
    /// Elder mode.
    pub elder: &'static str,
    /// Larger text.
    pub larger: &'static str,
    /// Smaller text.
    pub smaller: &'static str,
}

/// Chinese.
pub const ZH: Text = Text {
    other_language: "English",
    elder: "长辈版",
    larger: "放大",
    smaller: "缩小",
};

/// English.
pub const EN: Text = Text {
    other_language: "中文",
    elder: "Elder mode",
    larger: "Larger",
    smaller: "Smaller",
};
