//! From request to reply, without a runtime: routes, and what all replies share.

use std::cell::RefCell;

use contract::problem::Code;

use crate::config::Config;
use crate::http::{Reply, Request};
use crate::metrics::Metrics;
use crate::page;
use crate::ports::{Files, Outbox};
use crate::rate::Rates;
use crate::refusal::Refusal;
use crate::router::{self, Miss, Route};
use crate::{assets, cors, routes};

/// Seconds for which a browser keeps to https.
const HSTS: &str = "max-age=31536000";

/// What a handler works with.
pub struct Edge<'a, O, F> {
    /// The checked configuration.
    pub config: &'a Config,
    /// Token buckets of this isolate.
    pub rates: &'a RefCell<Rates>,
    /// Counters of this isolate.
    pub metrics: &'a RefCell<Metrics>,
    /// The durable outbox.
    pub outbox: &'a O,
    /// The widget's folder.
    pub files: &'a F,
}

/// Answers any request.
pub async fn answer<O: Outbox, F: Files>(edge: &Edge<'_, O, F>, request: &Request) -> Reply {
    match router::find(request.method, &request.path) {
        Ok(route) => match handle(edge, request, route).await {
            Ok(reply) => finished(edge, request, reply),
            Err(refusal) => refused(edge, request, refusal),
        },
        Err(miss) => {
            let mut reply = refused(edge, request, miss.code().into());
            if let Miss::Method(allow) = miss {
                reply.set("Allow", allow);
            }
            reply
        }
    }
}

/// What the head alone is refused for, so that nothing of the body is read: only
/// halls may send a large one.
///
/// # Errors
/// `unauthorized` for service events, points, links and imports without a hall's key, and for
/// operations without theirs; `profile_not_allowed` for imports.
pub fn head(config: &Config, request: &Request, route: Route<'_>) -> Result<(), Refusal> {
    match route {
        Route::ServiceEvents | Route::Points | Route::PointSessions(_) | Route::Links => {
            routes::service_events::report::hall(config, request).map(drop)
        }
        Route::Import(name) => routes::imports::receive::open(config, request, name).map(drop),
        Route::Reconciliation => routes::operations::reconcile::guard(config, request),
        _ => Ok(()),
    }
}

/// Answers with a refusal: a page on pages, problem+json elsewhere.
pub fn refused<O, F>(edge: &Edge<'_, O, F>, request: &Request, refusal: Refusal) -> Reply {
    let reply = if page::is_at(&request.path) && refusal.code != Code::MethodNotAllowed {
        page::refused(edge.config, request, refusal)
    } else {
        refusal.reply(request.lang())
    };
    finished(edge, request, reply)
}

/// `GET /healthz`: the process is up, whatever its configuration says.
#[must_use]
pub fn healthy() -> Reply {
    Reply::json(200, &serde_json::json!({ "status": "up" }))
}

async fn handle<O: Outbox, F: Files>(
    edge: &Edge<'_, O, F>,
    request: &Request,
    route: Route<'_>,
) -> Result<Reply, Refusal> {
    match route {
        Route::Healthz => Ok(healthy()),
        Route::Readyz => routes::operations::ready::answer(edge).await,
        Route::Metrics => routes::operations::metrics::answer(edge, request).await,
        Route::Reconciliation => routes::operations::reconcile::answer(edge, request).await,
        Route::Openapi => Ok(routes::operations::openapi::answer()),
        Route::Form => routes::form::show::answer(edge, request).await,
        Route::Evaluations => routes::evaluations::submit::answer(edge, request).await,
        Route::Receipt(text) => routes::receipts::show::answer(edge, request, text).await,
        Route::LookUp => Ok(routes::receipts::look_up::ask(request)),
        Route::LookUpPost => routes::receipts::look_up::answer(request),
        Route::ServiceEvents => routes::service_events::report::answer(edge, request).await,
        Route::Import(name) => routes::imports::receive::answer(edge, request, name).await,
        Route::Page(ticket) => routes::pages::show::answer(edge, request, ticket).await,
        Route::PagePost(ticket) => routes::pages::submit::answer(edge, request, ticket).await,
        Route::Widget { version, file } => assets::answer(edge.files, request, version, file).await,
        Route::Points => routes::points::change::register(edge, request).await,
        Route::Point(id) => routes::points::show::answer(edge, request, id).await,
        Route::PointRenewal(id) => routes::points::change::renew(edge, request, id).await,
        Route::PointClosing(id) => routes::points::change::close(edge, request, id).await,
        Route::PointSessions(id) => routes::points::session::open(edge, request, id).await,
        Route::Stream(place) => routes::points::session::follow(edge, request, place).await,
        Route::PointFile { id, file } => routes::points::sign::one(edge, request, id, file).await,
        Route::Signs => routes::points::sign::all(edge, request).await,
        Route::Scan(code) => routes::scans::show::answer(edge, request, code).await,
        Route::ScanPost(code) => routes::scans::choose::answer(edge, request, code).await,
        Route::Links => routes::links::make::answer(edge, request).await,
        Route::ShortLink(code) => routes::links::open::answer(edge, request, code).await,
        Route::PageStyle(file) => page::style::answer(file),
        Route::Preflight => cors::preflight(edge.config, request),
    }
}

/// Puts what every reply carries.
pub fn finished<O, F>(edge: &Edge<'_, O, F>, request: &Request, mut reply: Reply) -> Reply {
    cors::expose(edge.config, request, &mut reply);
    reply.set("X-Content-Type-Options", "nosniff");
    reply.set("X-Request-Id", request.id.clone());
    if edge.config.public_url.is_https() {
        reply.set("Strict-Transport-Security", HSTS);
    }
    reply
}

#[cfg(test)]
#[path = "app_tests.rs"]
pub(crate) mod tests;

#[cfg(test)]
#[path = "app_link_tests.rs"]
mod link_tests;
