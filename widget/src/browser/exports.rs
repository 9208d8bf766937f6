//! What the loader calls. `id` names a mounted sheet; 0 names none.

use super::host::Attributes;
use super::sheet::Sheet;
use crate::form::{Form, State};
use contract::level::Level;
use gloo_events::{EventListener, EventListenerOptions};
use leptos::mount::{UnmountHandle, mount_to_renderer};
use leptos::prelude::Owner;
use leptos::tachys::view::any_view::AnyViewState;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Element, HtmlElement};

/// A mounted sheet and all it holds on to. Dropped from top to bottom: first nobody
/// hears the page any more, then the view goes, last the signals.
struct Mounted {
    sheet: Rc<Sheet>,
    #[cfg(feature = "kiosk")]
    _station: Option<Rc<super::kiosk::Station>>,
    _listeners: Vec<EventListener>,
    _view: UnmountHandle<AnyViewState>,
    owner: Owner,
}

thread_local! {
    static MOUNTED: RefCell<Vec<Option<Mounted>>> = const { RefCell::new(Vec::new()) };
}

/// Draws the form into `container` and starts it. `settings` is a JSON object of the
/// element's attributes (`null` for absent ones), `level` the one chosen already (0 for
/// none), `focused` whether the choice had the focus.
#[wasm_bindgen]
pub fn mount(
    host: HtmlElement,
    container: Element,
    settings: &str,
    level: u8,
    focused: bool,
) -> u32 {
    let attributes = Attributes::read(settings);
    let mut state = State::new(attributes.settings(&host));
    state.draft.level = Level::try_from(level).ok();
    #[cfg(feature = "kiosk")]
    let kiosk = attributes.kiosk;
    let owner = Owner::new();
    #[cfg(not(feature = "kiosk"))]
    let (form, view) = owner.with(|| {
        let form = Form::new(state);
        (
            form,
            mount_to_renderer(&container, move || crate::parts::sheet(form, None)),
        )
    });
    #[cfg(feature = "kiosk")]
    let (form, frame, view) = owner.with(|| {
        use crate::parts::kiosk::{self, Frame};
        let form = Form::new(state);
        let frame = kiosk.then(Frame::resting);
        let view = mount_to_renderer(&container, move || match frame {
            Some(frame) => kiosk::view(form, frame),
            None => crate::parts::sheet(form, None),
        });
        (form, frame, view)
    });
    let sheet = Sheet::new(host, container.clone(), form, attributes);
    let mounted = Mounted {
        #[cfg(feature = "kiosk")]
        _station: frame.map(|frame| super::kiosk::Station::open(&sheet, frame)),
        _listeners: listeners(&sheet, &container),
        sheet: Rc::clone(&sheet),
        _view: view,
        owner,
    };
    let id = MOUNTED.with_borrow_mut(|all| {
        let free = all.iter().position(Option::is_none).unwrap_or(all.len());
        match all.get_mut(free) {
            Some(slot) => *slot = Some(mounted),
            None => all.push(Some(mounted)),
        }
        free
    });
    if focused {
        sheet.focus_first();
    }
    sheet.open();
    u32::try_from(id + 1).unwrap_or_default()
}

/// Tells a sheet that an attribute has changed; `undefined` is removed.
#[wasm_bindgen]
pub fn update(id: u32, name: &str, value: Option<String>) {
    if let Some(sheet) = sheet(id) {
        sheet.update(name, value);
    }
}

/// Calls a method: `reset`, `focus`, `submit-queue`.
#[wasm_bindgen]
pub fn command(id: u32, name: &str) {
    if let Some(sheet) = sheet(id) {
        sheet.command(name);
    }
}

/// Takes a sheet away with everything it holds.
#[wasm_bindgen]
pub fn unmount(id: u32) {
    let Some(at) = index(id) else { return };
    // Out of the list before anything is dropped: dropping may call back into here.
    let gone = MOUNTED.with_borrow_mut(|all| all.get_mut(at).and_then(Option::take));
    if let Some(Mounted {
        sheet,
        #[cfg(feature = "kiosk")]
        _station,
        _listeners,
        _view,
        owner,
    }) = gone
    {
        sheet.close();
        #[cfg(feature = "kiosk")]
        drop(_station);
        drop((_listeners, _view));
        owner.cleanup();
    }
}

fn index(id: u32) -> Option<usize> {
    usize::try_from(id.checked_sub(1)?).ok()
}

fn sheet(id: u32) -> Option<Rc<Sheet>> {
    let at = index(id)?;
    MOUNTED.with_borrow(|all| {
        all.get(at)?
            .as_ref()
            .map(|mounted| Rc::clone(&mounted.sheet))
    })
}

/// One listener a kind for the whole sheet: controls come and go, it stays.
fn listeners(sheet: &Rc<Sheet>, container: &Element) -> Vec<EventListener> {
    let on = |name: &'static str, then: fn(&Rc<Sheet>, &web_sys::Event)| {
        let sheet = Rc::clone(sheet);
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(container, name, options, move |event| then(&sheet, event))
    };
    let mut listeners = vec![
        on("input", Sheet::typed),
        on("change", Sheet::changed),
        on("click", Sheet::clicked),
        on("submit", Sheet::submit),
    ];
    if let Some(window) = web_sys::window() {
        let sheet = Rc::clone(sheet);
        listeners.push(EventListener::new(&window, "online", move |_| {
            sheet.online()
        }));
    }
    listeners
}
