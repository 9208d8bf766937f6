//! One tab at a time empties the queue: by Web Locks where the browser has them, else
//! by the leases in the queue alone.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

#[wasm_bindgen]
extern "C" {
    type Locks;
    #[wasm_bindgen(method, catch)]
    fn request(
        this: &Locks,
        name: &str,
        options: &js_sys::Object,
        held: &js_sys::Function,
    ) -> Result<js_sys::Promise, JsValue>;
}

/// Runs `work` while this tab holds the lock. Answers `false`, without running it, when
/// another tab holds it.
pub async fn alone(work: Pin<Box<dyn Future<Output = ()>>>) -> bool {
    let Some(locks) = locks() else {
        work.await;
        return true;
    };
    let options = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE);
    let work = Rc::new(RefCell::new(Some(work)));
    let ours = Rc::clone(&work);
    let held = Closure::once(move |lock: JsValue| -> JsValue {
        if lock.is_null() {
            return JsValue::UNDEFINED;
        }
        let Some(work) = ours.borrow_mut().take() else {
            return JsValue::UNDEFINED;
        };
        future_to_promise(async move {
            work.await;
            Ok(JsValue::UNDEFINED)
        })
        .into()
    });
    if let Ok(promise) = locks.request(crate::queue::KEY, &options, held.as_ref().unchecked_ref()) {
        // A refusal (a page that may not use locks) leaves the work untaken.
        let refused = JsFuture::from(promise).await.is_err();
        let left = work.borrow_mut().take();
        return match left {
            None => true,
            Some(work) if refused => {
                work.await;
                true
            }
            Some(_) => false,
        };
    }
    let left = work.borrow_mut().take();
    if let Some(work) = left {
        work.await;
    }
    true
}

fn locks() -> Option<Locks> {
    let navigator = web_sys::window()?.navigator();
    let locks = js_sys::Reflect::get(&navigator, &"locks".into()).ok()?;
    locks.is_object().then(|| locks.unchecked_into())
}
