//! The widget's style sheet, and the part of it that the loader's first paint needs.
//!
//! The loader carries only *critical* rules; when the form arrives, the whole sheet takes their
//! place. Critical is cut out of the whole by what can match the painted radios, so nobody keeps a
//! second copy by hand and nothing on screen changes at that moment.

use std::path::Path;
use std::process::Command;

use crate::failure::Result;
use crate::project;
use crate::run;
use crate::tools::Tools;

/// The floor of supported browsers; newer syntax is lowered or refused.
const TARGET: &str = "--target=chrome96,firefox90,safari15";

/// Classes of the elements that the loader paints (`widget/loader/src/sheet.ts`).
const PAINTED: [&str; 18] = [
    "hcp",
    "hcp-auto",
    "hcp-dark",
    "hcp-elder",
    "hcp-t1",
    "hcp-sheet",
    "hcp-settings",
    "hcp-matter",
    "hcp-question",
    "hcp-level-row",
    "hcp-level-input",
    "hcp-level-label",
    "hcp-face",
    "hcp-l5",
    "hcp-l4",
    "hcp-l3",
    "hcp-l2",
    "hcp-l1",
];
/// Elements among them that rules name.
const PAINTED_TAGS: [&str; 1] = ["fieldset"];
/// Boxes that are painted empty.
const EMPTY: [&str; 2] = [".hcp-settings", ".hcp-matter"];
/// Selectors and media that can wait for the whole sheet: the look of the dialog, states, and the stronger colours of elder
/// mode, whose sizes can not.
const LATER: [&str; 9] = [
    "dialog",
    ":hover",
    " :focus-visible",
    ":before",
    ":after",
    ".hcp-elder.",
    "forced-colors",
    "@supports",
    "reduced-motion",
];
/// Declarations that can wait: nothing moves when they come. `--name:#…` is a colour that elder mode
/// insists on; the theme's own are `var(--hcp-…)`.
const LATER_PROPERTIES: [&str; 14] = [
    "flex-wrap",
    "overflow-wrap",
    "justify-content",
    "visibility",
    "opacity:1",
    "filter",
    "transform",
    "clip-path",
    "pointer-events",
    "animation",
    "transition",
    "touch-action",
    "cursor",
    "text-size-adjust",
];

/// The sheets, minified.
#[derive(Debug)]
pub struct Sheets {
    /// For the loader.
    pub critical: String,
    /// For engine.js and `widget.css`.
    pub whole: String,
    /// For kiosk-engine.js: the whole and what only a kiosk shows.
    pub kiosk: String,
}

/// Bundles `index.css` and `kiosk.css` of `widget/src/styles` with what they import.
///
/// # Errors
/// esbuild refuses the style.
pub fn build(tools: &Tools) -> Result<Sheets> {
    let styles = project::root().join("widget/src/styles");
    let whole = minify(tools, &styles.join("index.css"))?;
    let kiosk = minify(tools, &styles.join("kiosk.css"))?;
    let critical = without_unread(&critical(&whole));
    Ok(Sheets {
        critical,
        whole,
        kiosk,
    })
}

fn minify(tools: &Tools, entry: &Path) -> Result<String> {
    let mut esbuild = Command::new(tools.modules.esbuild());
    esbuild.arg(entry).args([
        "--bundle",
        "--minify",
        "--charset=utf8",
        TARGET,
        "--log-level=warning",
    ]);
    let finished = run::succeed("esbuild of the style sheet", esbuild)?;
    Ok(finished.stdout.trim_end().to_owned())
}

/// The rules of a minified sheet that can match what the loader paints.
fn critical(css: &str) -> String {
    let mut kept = String::new();
    for (prelude, body) in blocks(css) {
        if prelude.starts_with('@') && LATER.iter().any(|later| prelude.contains(later)) {
            continue;
        }
        let (prelude, body) = if prelude.starts_with('@') {
            (prelude.to_owned(), critical(body))
        } else {
            let selectors: Vec<&str> = split(prelude, ',')
                .into_iter()
                .filter(|one| can_match(one))
                .collect();
            let selectors = selectors.join(",");
            let body = declarations(body, EMPTY.contains(&selectors.as_str()));
            (selectors, body)
        };
        if !prelude.is_empty() && !body.is_empty() {
            kept.push_str(&format!("{prelude}{{{body}}}"));
        }
    }
    kept
}

/// The declarations that the first paint needs, without the spaces that esbuild leaves in custom
/// properties. Of an empty box only what makes it as large as the filled one.
fn declarations(body: &str, empty: bool) -> String {
    split(body, ';')
        .into_iter()
        .filter(|one| {
            !LATER_PROPERTIES
                .iter()
                .any(|later| one.trim_start_matches("-webkit-").starts_with(later))
        })
        .filter(|one| !empty || !(one.starts_with("display") || one.starts_with("gap")))
        .map(|one| without_named_fonts(&one.replacen(": ", ":", 1).replace(", ", ",")))
        .filter(|one| !(one.starts_with("--") && one.contains(":#")))
        .collect::<Vec<_>>()
        .join(";")
}

/// A font list without names: they stand behind `system-ui` for systems where it has no Chinese,
/// and there the browser's own choice is one of them.
fn without_named_fonts(declaration: &str) -> String {
    if !declaration.starts_with("font-family:") {
        return declaration.to_owned();
    }
    let fonts = declaration.split(',').filter(|font| !font.starts_with('"'));
    fonts.collect::<Vec<_>>().join(",")
}

fn can_match(selector: &str) -> bool {
    let words = |start: char| {
        let mut rest = selector;
        std::iter::from_fn(move || {
            let (_, after) = rest.split_once(start)?;
            let end = after
                .find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
                .unwrap_or(after.len());
            let (word, left) = after.split_at_checked(end)?;
            rest = left;
            Some(word)
        })
    };
    words('.').all(|class| PAINTED.contains(&class))
        && words(' ').all(|tag| tag.is_empty() || PAINTED_TAGS.contains(&tag))
        && !LATER.iter().any(|later| selector.contains(later))
        && (selector.starts_with(":host") || !selector.contains("[hidden]"))
}

/// Drops custom properties that no rule reads; those that a host sets are read only here.
fn without_unread(css: &str) -> String {
    let mut kept = css.to_owned();
    loop {
        let unread = kept.match_indices("--").find_map(|(at, _)| {
            let before = kept.get(..at)?.chars().last()?;
            let rest = kept.get(at..)?;
            let (name, value) = rest.split_once(':')?;
            let is_declaration =
                matches!(before, '{' | ';') && !name.contains([';', '}', ')', ',']);
            (is_declaration
                && !kept.contains(&format!("var({name})"))
                && !kept.contains(&format!("var({name},")))
            .then(|| {
                (
                    at,
                    name.len() + 1 + value.find([';', '}']).unwrap_or(value.len()),
                )
            })
        });
        let Some((at, length)) = unread else {
            return kept;
        };
        let end = at + length;
        let end = end + usize::from(kept.get(end..).is_some_and(|rest| rest.starts_with(';')));
        kept.replace_range(at..end, "");
        kept = kept.replace(";}", "}");
    }
}

/// The blocks of one nesting level as (prelude, body).
fn blocks(css: &str) -> Vec<(&str, &str)> {
    let (mut all, mut depth, mut start, mut open) = (Vec::new(), 0_usize, 0, 0);
    for (at, sign) in signs(css) {
        match sign {
            '{' => {
                depth += 1;
                if depth == 1 {
                    open = at;
                }
            }
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    all.extend(css.get(start..open).zip(css.get(open + 1..at)));
                    start = at + 1;
                }
            }
            _ => {}
        }
    }
    all
}

/// Splits at `at` outside brackets.
fn split(text: &str, by: char) -> Vec<&str> {
    let (mut all, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, sign) in signs(text) {
        match sign {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if sign == by && depth == 0 => {
                all.extend(text.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    all.extend(text.get(start..));
    all
}

/// Characters outside of strings.
fn signs(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut quote = None;
    text.char_indices().filter(move |(_, sign)| match quote {
        Some(end) => {
            if *sign == end {
                quote = None;
            }
            false
        }
        None => {
            if matches!(sign, '"' | '\'') {
                quote = Some(*sign);
            }
            true
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_can_match_the_painted_radios() {
        let css = ":host{display:block}.hcp-face,.hcp-button{fill:none}.hcp p,.hcp dl{margin:0}\
                   @media (forced-colors:active){.hcp-face{color:red}}\
                   @container (min-width:9em){.hcp:not(.hcp-elder) .hcp-level-row{gap:0}.hcp-code{color:red}}\
                   .hcp-level-input:hover+.hcp-level-label{color:red}.hcp [hidden]{display:none}\
                   .hcp-face{content:\"}\";cursor:pointer}";
        assert_eq!(
            critical(css),
            ":host{display:block}.hcp-face{fill:none}\
             @container (min-width:9em){.hcp:not(.hcp-elder) .hcp-level-row{gap:0}}\
             .hcp-face{content:\"}\"}"
        );
    }

    #[test]
    fn font_names_wait() {
        assert_eq!(
            declarations(
                "font-family:var(--x, system-ui, \"A B\", sans-serif);gap:0",
                false
            ),
            "font-family:var(--x,system-ui,sans-serif);gap:0"
        );
    }

    #[test]
    fn drops_properties_that_nothing_reads() {
        let css =
            ".hcp{--a:var(--hcp-a,#fff);--b:1;--c:var(--a);color:red}.x{--b:2}.y{margin:var(--c)}";
        assert_eq!(
            without_unread(css),
            ".hcp{--a:var(--hcp-a,#fff);--c:var(--a);color:red}.x{}.y{margin:var(--c)}"
        );
    }
}
