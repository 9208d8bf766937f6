//! Language, elder mode and text size: buttons in the browser, links without script.

mod text;

pub use text::{EN, Text, ZH};

use crate::form::{Form, Settings, Theme};
use crate::markup::{Markup, tag};
use contract::lang::Lang;

/// What a switch does, as the rim reads it from `data-do`.
pub const LANGUAGE: &str = "lang";
/// See [`LANGUAGE`].
pub const ELDER: &str = "elder";
/// See [`LANGUAGE`].
pub const LARGER: &str = "larger";
/// See [`LANGUAGE`].
pub const SMALLER: &str = "smaller";

/// The switches. `plain` is the address of the page, when they must be links.
pub fn view(form: Form, plain: Option<&str>) -> Markup {
    let text = &form.words().settings;
    let settings = form.peek(|state| state.settings);
    let other = match settings.lang {
        Lang::Zh => Lang::En,
        Lang::En => Lang::Zh,
    };
    let switch = |act: &'static str, then: Settings| match plain {
        None => tag("button", "hcp-setting")
            .attr("type", "button")
            .attr("id", &["hcp-", act].concat())
            .attr("data-do", act),
        Some(page) => tag("a", "hcp-setting").attr("href", &address(page, then)),
    };
    let larger = settings.step().saturating_add(1).min(Settings::LARGEST);
    tag("div", "hcp-settings")
        .attr("part", "settings")
        .child(
            switch(
                LANGUAGE,
                Settings {
                    lang: other,
                    ..settings
                },
            )
            .attr("lang", other.tag())
            .text(text.other_language),
        )
        .child(
            elder(
                form,
                switch(
                    ELDER,
                    Settings {
                        elder: !settings.elder,
                        larger: 0,
                        ..settings
                    },
                ),
                plain,
            )
            .text(text.elder),
        )
        .child(
            switch(
                SMALLER,
                Settings {
                    larger: settings.step().saturating_sub(1),
                    ..settings
                },
            )
            .text(text.smaller),
        )
        .child(switch(LARGER, Settings { larger, ..settings }).text(text.larger))
}

fn elder(form: Form, switch: Markup, plain: Option<&str>) -> Markup {
    let on = move || form.with(|state| state.settings.elder);
    match plain {
        None => switch.bind("aria-pressed", move || Some(on().to_string())),
        Some(_) => switch.bind("aria-current", move || on().then(|| "true".to_owned())),
    }
}

/// The page with other settings, as its query spells them.
#[must_use]
pub fn address(page: &str, settings: Settings) -> String {
    let mut address = [page, "?lang=", settings.lang.pick("zh", "en")].concat();
    if settings.elder {
        address.push_str("&elder=1");
    }
    if settings.larger > 0 {
        address.push_str("&text=");
        address.push_str(&settings.larger.to_string());
    }
    address.push_str(match settings.theme {
        Theme::Auto => "",
        Theme::Light => "&theme=light",
        Theme::Dark => "&theme=dark",
    });
    address
}
