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
    /// Closes the dialog that the sheet may be in.
    pub close: &'static str,
}

/// Chinese.
pub const ZH: Text = Text {
    other_language: "English",
    elder: "长辈版",
    larger: "放大",
    smaller: "缩小",
    close: "关闭",
};

/// English.
pub const EN: Text = Text {
    other_language: "中文",
    elder: "Elder mode",
    larger: "Larger",
    smaller: "Smaller",
    close: "Close",
};

#[cfg(test)]
mod tests {
    use super::{EN, ZH};

    #[test]
    fn the_dialog_is_closed_by_the_word_that_the_loader_has_for_it() {
        let loader = include_str!("../../../loader/src/words.ts");
        for words in [ZH, EN] {
            let line = ["close: \"", words.close, "\","].concat();
            assert!(loader.contains(&line), "{line}");
        }
    }
}
