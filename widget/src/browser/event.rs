//! Events on the element. None carries a comment or anything of a person.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

/// One member of an event's `detail`.
pub type Detail<'a> = (&'a str, JsValue);

/// Dispatches an event that bubbles out of every shadow root.
pub fn tell(host: &HtmlElement, name: &str, detail: &[Detail<'_>]) {
    dispatch(host, name, detail, false);
}

/// Asks before something happens. Answers whether it may.
pub fn ask(host: &HtmlElement, name: &str, detail: &[Detail<'_>]) -> bool {
    dispatch(host, name, detail, true)
}

fn dispatch(host: &HtmlElement, name: &str, detail: &[Detail<'_>], cancelable: bool) -> bool {
    let members = Object::new();
    for (key, value) in detail {
        // Setting a member of a plain object cannot fail.
        let _ = Reflect::set(&members, &JsValue::from_str(key), value);
    }
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(cancelable);
    init.set_detail(&members);
    CustomEvent::new_with_event_init_dict(name, &init)
        .and_then(|event| host.dispatch_event(&event))
        .unwrap_or(true)
}
