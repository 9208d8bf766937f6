//! A page of the edge, read strictly: only elements and attributes that it is made of, so
//! that a text which became markup is seen whatever it became.

const ELEMENTS: [&str; 45] = [
    "html",
    "head",
    "meta",
    "title",
    "link",
    "script",
    "style",
    "body",
    "main",
    "header",
    "footer",
    "section",
    "article",
    "div",
    "span",
    "p",
    "h1",
    "h2",
    "h3",
    "form",
    "fieldset",
    "legend",
    "label",
    "input",
    "textarea",
    "button",
    "select",
    "option",
    "a",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "strong",
    "em",
    "time",
    "output",
    "details",
    "summary",
    "svg",
    "path",
    "br",
    "haochaping-rating",
];
/// Attributes that lead somewhere.
const LINKS: [&str; 5] = ["href", "src", "action", "formaction", "data"];

/// Panics at anything that the edge would not have written.
pub fn check(page: &str) {
    let page = page.strip_prefix("<!doctype html>").expect("a doctype");
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        rest = tag(rest);
    }
}

/// Reads a tag after its `<`; what follows it.
fn tag(text: &str) -> &str {
    if let Some(comment) = text.strip_prefix("!--") {
        return comment.split_once("-->").expect("the end of a comment").1;
    }
    if let Some(marker) = text.strip_prefix("!>") {
        return marker;
    }
    let closing = text.strip_prefix('/');
    let text = closing.unwrap_or(text);
    let (name, mut rest) = word(text);
    assert!(
        ELEMENTS.contains(&name),
        "an element {name:?}: <{:.80}",
        text
    );
    loop {
        let trimmed = rest.trim_start();
        if let Some(after) = trimmed
            .strip_prefix('>')
            .or_else(|| trimmed.strip_prefix("/>"))
        {
            return after;
        }
        assert!(
            closing.is_none() && trimmed.len() < rest.len(),
            "in <{:.80}",
            text
        );
        rest = attribute(trimmed);
    }
}

fn attribute(text: &str) -> &str {
    let (name, rest) = word(text);
    assert!(
        !name.is_empty() && !name.starts_with("on") && name != "style",
        "{:.80}",
        text
    );
    let Some(value) = rest.strip_prefix("=\"") else {
        return rest;
    };
    let (value, rest) = value.split_once('"').expect("the end of a value");
    if LINKS.contains(&name) {
        let within = value.starts_with('/') && !value.starts_with("//");
        let own = within
            || value.starts_with(['#', '?'])
            || value.starts_with("http://127.0.0.1:8787/")
            || value == "data:,";
        assert!(own, "{name} leads to {value:?}");
    }
    rest
}

fn word(text: &str) -> (&str, &str) {
    let end = text
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | ':')))
        .unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn a_page_passes() {
        check("<!doctype html>\n<html lang=\"zh\"><!-- x --><input checked><p>a &lt; b</p></html>");
    }

    #[test]
    fn what_became_markup_does_not() {
        for page in [
            "<p><img src=x></p>",
            "<p onclick=\"x\"></p>",
            "<a href=\"javascript:x\">",
            "<a href=\"//evil.example\">",
            "<p class=x>",
            "<p>1 < 2</p>",
        ] {
            let page = format!("<!doctype html>{page}");
            assert!(std::panic::catch_unwind(|| check(&page)).is_err(), "{page}");
        }
    }
}
