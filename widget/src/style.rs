//! The style sheet: tokens, sheet, then one file per part.

/// The whole style sheet, as `styles/index.css` bundles it.
pub const STYLE: &str = concat!(
    include_str!("styles/tokens.css"),
    include_str!("styles/dialog.css"),
    include_str!("styles/sheet.css"),
    include_str!("parts/matter/style.css"),
    include_str!("parts/levels/style.css"),
    include_str!("parts/reasons/style.css"),
    include_str!("parts/comment/style.css"),
    include_str!("parts/contact/style.css"),
    include_str!("parts/errors/style.css"),
    include_str!("parts/submit/style.css"),
    include_str!("parts/outcome/style.css"),
    include_str!("parts/settings/style.css"),
);

#[cfg(test)]
mod tests {
    use super::STYLE;

    #[test]
    fn the_bundled_file_imports_the_same_files_in_the_same_order() {
        let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/styles");
        let index = std::fs::read_to_string(source.join("index.css")).unwrap();
        let bundled: String = index
            .lines()
            .filter_map(|line| line.strip_prefix("@import \"")?.strip_suffix("\";"))
            .map(|path| std::fs::read_to_string(source.join(path)).unwrap())
            .collect();
        assert_eq!(bundled, STYLE);
    }

    #[test]
    fn what_only_a_kiosk_shows_comes_after_the_sheet_and_has_no_colour_of_its_own() {
        assert_eq!(
            include_str!("styles/kiosk.css"),
            "@import \"./index.css\";\n@import \"../parts/kiosk/style.css\";\n"
        );
        let (host, rules) = include_str!("parts/kiosk/style.css")
            .split_once("/* As large as the screen")
            .unwrap();
        assert!(host.contains("var(--hcp-paper, #ffffff)"));
        assert!(
            !rules.contains('#'),
            "a colour is written outside tokens.css"
        );
    }

    #[test]
    fn no_class_is_outside_the_prefix_and_no_colour_outside_the_tokens() {
        let (tokens, rules) = STYLE
            .split_once("/* The sheet that every part lies on")
            .unwrap();
        assert!(tokens.contains("--hcp-accent"));
        assert!(
            !rules.contains('#'),
            "a colour is written outside tokens.css"
        );
        for (at, _) in rules.match_indices("\n.") {
            assert!(
                rules[at + 2..].starts_with("hcp"),
                "{}",
                &rules[at..at + 30]
            );
        }
    }
}
