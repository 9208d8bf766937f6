//! What happens on the page of a kiosk, as inputs of a turn.

use super::Station;
use crate::kiosk::Input;
use gloo_events::EventListener;
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use web_sys::{Document, Event, EventTarget, VisibilityState};

/// What a citizen does on the page while they are there.
const SIGNS_OF_LIFE: [&str; 5] = ["pointerdown", "keydown", "input", "wheel", "touchmove"];
/// The key that the staff have for the next citizen.
const NEXT_KEY: &str = "F9";

/// Hears the page for as long as what it answers is kept.
pub fn listen(station: &Rc<Station>) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else {
        return Vec::new();
    };
    let on = |target: &EventTarget, name: &'static str, then: fn(&Rc<Station>, &Event)| {
        let station = Rc::downgrade(station);
        EventListener::new(target, name, move |event| {
            if let Some(station) = station.upgrade() {
                then(&station, event);
            }
        })
    };
    let mut listeners: Vec<_> = SIGNS_OF_LIFE
        .into_iter()
        .map(|name| on(&window, name, |station, _| station.take(Input::Touched)))
        .collect();
    listeners.push(on(&window, "keydown", |station, event| {
        if key(event).is_some_and(|key| key == NEXT_KEY) {
            station.take(Input::Next);
        }
    }));
    // Else the browser would keep the filled-in page for its way back.
    listeners.push(on(&window, "pagehide", |station, _| {
        station.take(Input::Next)
    }));
    if let Some(document) = window.document() {
        listeners.push(on(&document, "visibilitychange", |station, event| {
            if is_hidden(event) {
                station.take(Input::Hidden);
            }
        }));
    }
    listeners
}

fn key(event: &Event) -> Option<String> {
    js_sys::Reflect::get(event, &"key".into()).ok()?.as_string()
}

/// Whether the document that an event happened to is out of sight.
fn is_hidden(event: &Event) -> bool {
    let document = event
        .target()
        .and_then(|target| target.dyn_into::<Document>().ok());
    document.is_some_and(|document| document.visibility_state() == VisibilityState::Hidden)
}
