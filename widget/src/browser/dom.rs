//! Finding and focusing what the parts have drawn.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, FocusOptions, HtmlElement, HtmlFormElement, HtmlTextAreaElement};

/// The element with this id inside one sheet.
pub fn by_id(sheet: &Element, id: &str) -> Option<HtmlElement> {
    // Ids of the sheet are letters, digits and hyphens: no escaping is needed.
    sheet
        .query_selector(&["#", id].concat())
        .ok()??
        .dyn_into()
        .ok()
}

/// Moves the focus there and brings it into view; for a control, with its legend or
/// label above it.
pub fn focus(sheet: &Element, id: &str) {
    let Some(target) = by_id(sheet, id) else {
        return;
    };
    // A reason behind “more” can only be focused once that is open.
    if let Ok(Some(more)) = target.closest("details") {
        let _ = more.set_attribute("open", "");
    }
    let whole: Element = match target.closest("fieldset, .hcp-field, .hcp-tick") {
        Ok(Some(whole)) => whole,
        _ => target.clone().into(),
    };
    whole.scroll_into_view();
    focus_quietly(sheet, id);
}

/// Moves the focus there and leaves the page where it is.
pub fn focus_quietly(sheet: &Element, id: &str) {
    let quietly = FocusOptions::new();
    quietly.set_prevent_scroll(true);
    if let Some(target) = by_id(sheet, id) {
        let _ = target.focus_with_options(&quietly);
    }
}

/// Whether a finger or button is down on this sheet.
pub fn is_pressed(sheet: &Element) -> bool {
    sheet.matches(":active").unwrap_or_default()
}

/// Id of the control that has the focus inside this sheet.
pub fn focused_id(sheet: &Element) -> Option<String> {
    let element = sheet.query_selector(":focus").ok()??;
    Some(element.id()).filter(|id| !id.is_empty())
}

/// Has every control forget what was typed or chosen. One that has the focus would else say it
/// once more, as a change, when it is taken away.
pub fn forget_typed(sheet: &Element) {
    if let Ok(Some(form)) = sheet.query_selector("form")
        && let Ok(form) = form.dyn_into::<HtmlFormElement>()
    {
        form.reset();
    }
}

/// Puts a text into the comment's field and leaves the caret at its end.
pub fn set_comment(sheet: &Element, text: &str) {
    if let Some(area) =
        by_id(sheet, "hcp-comment").and_then(|e| e.dyn_into::<HtmlTextAreaElement>().ok())
        && area.value() != text
    {
        area.set_value(text);
    }
}

/// Names the dialog that the loader has put the sheet in, and its closing button. Does
/// nothing for a sheet without one.
pub fn name_dialog(sheet: &Element, name: &str, close: &str) {
    if let Ok(Some(dialog)) = sheet.closest("dialog") {
        let _ = dialog.set_attribute("aria-label", name);
        // The first button is the loader's; those of the sheet come after it.
        if let Ok(Some(button)) = dialog.query_selector("button") {
            button.set_text_content(Some(close));
        }
    }
}
