//! What the element says: its attributes, and where it stands.

use super::json::Json;
use crate::form::{Settings, Theme};
use contract::lang::Lang;
use web_sys::HtmlElement;

/// The element's attributes at mount, as the loader passes them; `None` is absent.
pub struct Attributes {
    /// The ticket.
    pub ticket: Option<String>,
    /// Base address of the edge.
    pub endpoint: Option<String>,
    lang: Option<String>,
    elder: Option<String>,
    /// Present on a terminal that many people use: nothing is stored.
    pub shared: Option<String>,
    theme: Option<String>,
    text_scale: Option<String>,
    /// Whether it is a kiosk: shared, and its page hears nothing of what is chosen.
    pub kiosk: bool,
}

impl Attributes {
    /// Reads the loader's JSON object.
    pub fn read(settings: &str) -> Self {
        let settings = Json::read(settings);
        Self::gather(&|name| settings.as_ref()?.text(name))
    }

    /// Reads them off the element, as they are now.
    #[cfg(feature = "kiosk")]
    pub fn of(host: &HtmlElement) -> Self {
        Self::gather(&|name| host.get_attribute(name))
    }

    fn gather(get: &dyn Fn(&str) -> Option<String>) -> Self {
        Self {
            ticket: get("ticket"),
            endpoint: get("endpoint"),
            lang: get("lang"),
            elder: get("elder"),
            shared: get("shared"),
            theme: get("theme"),
            text_scale: get("text-scale"),
            kiosk: get("mode").is_some_and(|mode| mode == "kiosk"),
        }
    }

    /// How the sheet is shown at first.
    pub fn settings(&self, host: &HtmlElement) -> Settings {
        Settings {
            lang: lang(self.lang.as_deref(), host),
            elder: self.elder.is_some() || asked_for_elder(),
            theme: Theme::from_name(self.theme.as_deref().unwrap_or_default()),
            larger: Settings::step_for(self.text_scale.as_deref().unwrap_or_default()),
            shared: self.kiosk || self.shared.is_some(),
        }
    }
}

/// The language of the element: its own attribute, else the nearest around it.
pub fn lang(own: Option<&str>, host: &HtmlElement) -> Lang {
    own.and_then(Lang::from_tag)
        .or_else(|| {
            let around = host.closest("[lang]").ok()??;
            Lang::from_tag(&around.get_attribute("lang")?)
        })
        .unwrap_or_default()
}

/// Whether the page's own address asks for elder mode (`?elder=1`), as apps do that
/// have one.
fn asked_for_elder() -> bool {
    let query = web_sys::window().and_then(|window| window.location().search().ok());
    query
        .unwrap_or_default()
        .trim_start_matches('?')
        .split('&')
        .any(|part| part == "elder=1")
}
