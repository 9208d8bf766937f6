//! From a view to HTML.

use leptos::prelude::Owner;
use leptos::tachys::view::RenderHtml;
use leptos::tachys::view::any_view::AnyView;

/// The HTML of a view that is made under an owner of its own.
pub fn print(view: impl FnOnce() -> AnyView) -> String {
    let owner = Owner::new();
    let html = owner.with(|| view().to_html());
    drop(owner);
    without_marks(&html)
}

/// HTML without the comments that Leptos leaves for hydration, which nothing here does.
/// Text and attribute values hold no bare `<`, so whatever starts with `<!` is a mark.
fn without_marks(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, mark)) = rest.split_once("<!") {
        out.push_str(before);
        rest = mark.split_once('>').map_or("", |(inside, after)| {
            if inside.starts_with("--") && !inside.ends_with("--") {
                mark.split_once("-->").map_or("", |(_, after)| after)
            } else {
                after
            }
        });
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{print, without_marks};
    use crate::markup::tag;

    #[test]
    fn marks_go_and_text_stays() {
        assert_eq!(
            without_marks("<p>a<!>b<!--<() />--></p><!---->"),
            "<p>ab</p>"
        );
        assert_eq!(without_marks("nothing"), "nothing");
    }

    #[test]
    fn text_and_attributes_are_escaped() {
        let html = print(|| {
            tag("p", "")
                .attr("title", "\"><script>")
                .text("<!-- <b> & --> <!>")
                .child(tag("textarea", "").text("</textarea><script>"))
                .view()
        });
        assert!(!html.contains("<script") && !html.contains("<b>"), "{html}");
        assert!(
            html.contains("&lt;!-- &lt;b&gt; &amp; --&gt; &lt;!&gt;"),
            "{html}"
        );
        assert!(
            html.contains("<textarea>&lt;/textarea&gt;&lt;script&gt;</textarea>"),
            "{html}"
        );
    }
}
