//! The ways to embed the form, each on a page of its own.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::channel::Channel;
use contract::round::Round;

use super::{Rating, html, message, nowhere};
use crate::app::App;
use crate::edge::{Standing, sign, standing};
use crate::texts::Texts;
use crate::visit::Visit;
use crate::widget::Build;

/// A way to embed the form.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Embedding {
    /// In the flow of the page.
    Inline,
    /// In a dialog that a button opens.
    Dialog,
    /// In a page that an app shows.
    App,
    /// In a page with a strict content security policy.
    Strict,
    /// In a page whose styles override everything.
    Hostile,
    /// On a terminal that many people use.
    Terminal,
    /// On the tablet at a counter: the screen is its own.
    Kiosk,
    /// As a link, without any script.
    Link,
    /// In a text message.
    Message,
}

impl Embedding {
    /// All of them, in the order in which they are explained.
    pub const ALL: [Self; 9] = [
        Self::Inline,
        Self::Dialog,
        Self::App,
        Self::Strict,
        Self::Hostile,
        Self::Terminal,
        Self::Kiosk,
        Self::Link,
        Self::Message,
    ];

    /// Its place in the hall's addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Inline => "inline",
            Self::Dialog => "dialog",
            Self::App => "app",
            Self::Strict => "strict-csp",
            Self::Hostile => "hostile-css",
            Self::Terminal => "terminal",
            Self::Kiosk => "kiosk",
            Self::Link => "link",
            Self::Message => "message",
        }
    }

    /// Its name and what it is for.
    pub const fn words(self, t: &Texts) -> (&'static str, &'static str) {
        match self {
            Self::Inline => t.inline,
            Self::Dialog => t.dialog,
            Self::App => t.app,
            Self::Strict => t.strict,
            Self::Hostile => t.hostile,
            Self::Terminal => t.terminal,
            Self::Kiosk => t.kiosk,
            Self::Link => t.link,
            Self::Message => t.message,
        }
    }

    const fn note(self, t: &Texts) -> &'static str {
        match self {
            Self::Strict => t.strict_note,
            Self::Hostile => t.hostile_note,
            Self::Terminal => t.terminal_note,
            _ => self.words(t).1,
        }
    }

    const fn channel(self) -> Channel {
        match self {
            Self::App => Channel::Mobile,
            Self::Terminal => Channel::Terminal,
            Self::Kiosk => Channel::HallTablet,
            Self::Link | Self::Message => Channel::Sms,
            _ => Channel::Web,
        }
    }
}

/// The loader that the hall serves itself.
struct Loader {
    src: String,
    /// `sha384-…`
    integrity: String,
}

#[derive(Template)]
#[template(path = "embed.html")]
struct EmbedPage {
    v: Visit,
    kind: Embedding,
    name: &'static str,
    note: &'static str,
    rating: Rating,
    loader: Loader,
}

#[derive(Template)]
#[template(path = "app.html")]
struct AppPage {
    v: Visit,
    rating: Rating,
}

#[derive(Template)]
#[template(path = "kiosk.html")]
struct KioskPage {
    v: Visit,
    rating: Rating,
}

/// `GET /embed/{kind}?ticket=`: with a ticket of the visitor's own, else with the
/// next step that nobody has rated.
pub async fn show(State(app): State<Arc<App>>, Path(kind): Path<String>, v: Visit) -> Response {
    let Some(kind) = Embedding::ALL.into_iter().find(|e| e.slug() == kind) else {
        return nowhere(v);
    };
    if kind == Embedding::Kiosk {
        // At rest: the staff's screen hands it a ticket for each citizen.
        let ticket = v.value("ticket").unwrap_or_default().to_owned();
        let rating = Rating::new(&app, &v, ticket);
        return html(&KioskPage { v, rating });
    }
    let ticket = match v.value("ticket") {
        Some(ticket) => Some(ticket.to_owned()),
        None => next_ticket(&app, kind.channel()).await,
    };
    let Some(ticket) = ticket else {
        return nowhere(v);
    };
    if kind == Embedding::Message {
        return message::show(&app, v, &ticket).await;
    }
    let rating = Rating::new(&app, &v, ticket);
    if kind == Embedding::App {
        return html(&AppPage { v, rating });
    }
    // Read for every page: a new build of the widget needs no restart of the hall.
    let loader = match Build::read(&app.settings.widget) {
        Ok(build) => Loader {
            src: format!("{}/loader.js", build.path()),
            integrity: build.integrity("loader.js").unwrap_or_default().to_owned(),
        },
        Err(line) => {
            eprintln!("demo-site: {line}");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    let (name, note) = (kind.words(v.t).0, kind.note(v.t));
    let mut page = html(&EmbedPage {
        v,
        kind,
        name,
        note,
        rating,
        loader,
    });
    if kind == Embedding::Strict
        && let Ok(policy) = HeaderValue::from_str(&app.strict_policy)
    {
        page.headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    page
}

/// A ticket for the first step that is open, or for the first of all when none is.
async fn next_ticket(app: &App, channel: Channel) -> Option<String> {
    let cases = app.cases.read().await.clone();
    let mut any = None;
    for case in &cases {
        for step in case.steps.iter().rev() {
            let ticket = sign(app, case, step, Round::First, channel).ok();
            if standing(app, case, step).await == Standing::Open {
                return ticket;
            }
            any = any.or(ticket);
        }
    }
    any
}
