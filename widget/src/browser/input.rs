//! What happens on the sheet, read off the event: every control speaks its name and
//! value, as it would in a plain HTML form.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, HtmlInputElement, HtmlTextAreaElement};

/// What a control says.
pub struct Said {
    /// Its name, or its id where it has none.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Whether it is checked; `false` for a text.
    pub checked: bool,
}

/// What the control that the event comes from says.
pub fn said(event: &Event) -> Option<Said> {
    let target = event.target()?;
    if let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() {
        return Some(Said {
            name: area.name(),
            value: area.value(),
            checked: false,
        });
    }
    let input = target.dyn_ref::<HtmlInputElement>()?;
    let name = Some(input.name())
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| input.id());
    let text = matches!(input.type_().as_str(), "text" | "tel");
    Some(Said {
        name,
        value: input.value(),
        checked: !text && input.checked(),
    })
}

/// The nearest value of an attribute at or above where the event comes from.
pub fn nearest(event: &Event, attribute: &str) -> Option<String> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target
        .closest(&["[", attribute, "]"].concat())
        .ok()??
        .get_attribute(attribute)
}

/// Whether an input method is still composing: the text must be left alone.
pub fn composing(event: &Event) -> bool {
    js_sys::Reflect::get(event, &"isComposing".into()).is_ok_and(|composing| composing.is_truthy())
}
