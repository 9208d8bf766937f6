//! The rules of `contract::bridge` for `bridge.js`. Lists travel as one text, their entries
//! separated by spaces.

use contract::bridge::{Channel, Heard, Host, Member, Message, Scheme, Sender};
use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The channel to use with the host `asked`, of those that were `found`.
#[wasm_bindgen]
#[must_use]
pub fn choose(asked: &str, found: &str, framed: bool) -> Option<String> {
    let found: Vec<Channel> = found.split(' ').filter_map(Channel::parse).collect();
    let channel = Host::parse(asked)?.channel(&found, framed)?;
    Some(channel.name().to_owned())
}

/// The envelope for an event of the form, `undefined` when nothing goes this way.
#[wasm_bindgen]
#[must_use]
pub fn write(channel: &str, event: &str, said: &str) -> Option<String> {
    let message = Message::of(event, said)?;
    Channel::parse(channel)?
        .takes(&message)
        .then(|| message.to_json())
}

/// Whether a message that reached the window is looked at. `sender` is `parent`, `app`, or
/// any other window.
#[wasm_bindgen]
#[must_use]
pub fn hears(sender: &str, framed: bool, origin: &str, allowed: &str) -> bool {
    let sender = match sender {
        "parent" => Sender::Parent,
        "app" => Sender::App,
        _ => Sender::Window,
    };
    let allowed: Vec<&str> = allowed.split_whitespace().collect();
    sender.is_heard(framed, origin, &allowed)
}

/// What becomes of an object that the host sent: `settings`, `ignored`, or the code of why it
/// is refused. `schemes` are those that the hall's app has registered.
#[wasm_bindgen]
#[must_use]
pub fn judge(message: &Object, schemes: &str) -> String {
    let schemes: Vec<Scheme> = schemes.split(' ').filter_map(Scheme::parse).collect();
    let entries: Vec<(String, JsValue)> = Object::keys(message)
        .iter()
        .filter_map(|name| Some((name.as_string()?, Reflect::get(message, &name).ok()?)))
        .collect();
    // Texts are read out first, so that members can point at them.
    let texts: Vec<Option<String>> = entries.iter().map(|(_, value)| value.as_string()).collect();
    let members: Vec<(&str, Member<'_>)> = entries
        .iter()
        .zip(&texts)
        .map(|((name, value), text)| (name.as_str(), member(value, text.as_deref())))
        .collect();
    match Heard::judge(&members, &schemes) {
        Heard::Settings => "settings",
        Heard::Refused(refused) => refused.code(),
        Heard::Ignored => "ignored",
    }
    .to_owned()
}

fn member<'a>(value: &JsValue, text: Option<&'a str>) -> Member<'a> {
    match (text, value.as_bool(), value.as_f64()) {
        (Some(text), _, _) => Member::Text(text),
        (_, Some(truth), _) => Member::Truth(truth),
        (_, _, Some(number)) => Member::Number(number),
        _ if value.is_null() => Member::Null,
        _ => Member::Other,
    }
}
