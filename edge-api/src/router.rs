//! Which handler answers: one match over method and path.

use contract::api::receipts::LOOK_UP;
use contract::problem::Code;

use crate::config::Config;
use crate::http::Method;
use crate::routes::points::sign::File;

/// A route with what its path carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route<'a> {
    /// `GET /healthz`
    Healthz,
    /// `GET /readyz`
    Readyz,
    /// `GET /metrics`
    Metrics,
    /// `POST /v1/operations/reconciliation`
    Reconciliation,
    /// `GET /openapi.json`
    Openapi,
    /// `GET /v1/form`
    Form,
    /// `POST /v1/evaluations`
    Evaluations,
    /// `GET /v1/receipts/{receipt}`
    Receipt(&'a str),
    /// `POST /v1/service-events`
    ServiceEvents,
    /// `POST /v1/import/{profile}`
    Import(&'a str),
    /// `GET /r/{ticket}`
    Page(&'a str),
    /// `POST /r/{ticket}`
    PagePost(&'a str),
    /// `POST /v1/points`
    Points,
    /// `GET /v1/points/{id}`
    Point(&'a str),
    /// `POST /v1/points/{id}/renewal`
    PointRenewal(&'a str),
    /// `POST /v1/points/{id}/closing`
    PointClosing(&'a str),
    /// `POST /v1/points/{id}/sessions`
    PointSessions(&'a str),
    /// `GET /v1/streams/{place}`
    Stream(&'a str),
    /// `GET /v1/points/{id}/{file}`
    PointFile {
        /// The hall's id of the point.
        id: &'a str,
        /// What is to be printed.
        file: File,
    },
    /// `GET /v1/signs.pdf`
    Signs,
    /// `GET /p/{code}`
    Scan(&'a str),
    /// `POST /p/{code}`
    ScanPost(&'a str),
    /// `GET /receipt`
    LookUp,
    /// `POST /receipt`
    LookUpPost,
    /// `POST /v1/links`
    Links,
    /// `GET /s/{code}`
    ShortLink(&'a str),
    /// `GET /widget/{version}/{file}`
    Widget {
        /// Folder, `0.1.0` or `v1`.
        version: &'a str,
        /// File inside it.
        file: &'a str,
    },
    /// `GET /page/{file}`
    PageStyle(&'a str),
    /// `OPTIONS` of any route that pages of other origins call.
    Preflight,
}

/// No handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Miss {
    /// Nothing has this path.
    NotFound,
    /// The path exists for these methods, as `Allow` names them.
    Method(&'static str),
}

impl Miss {
    /// Its problem code.
    #[must_use]
    pub const fn code(self) -> Code {
        match self {
            Self::NotFound => Code::NotFound,
            Self::Method(_) => Code::MethodNotAllowed,
        }
    }
}

const READ: &str = "GET, HEAD";
const READ_CORS: &str = "GET, HEAD, OPTIONS";

/// Finds the route of a request.
///
/// # Errors
/// [`Miss`] when there is none.
pub fn find(method: Method, path: &str) -> Result<Route<'_>, Miss> {
    let read = |route| match method {
        Method::Get | Method::Head => Ok(route),
        _ => Err(Miss::Method(READ)),
    };
    let read_cors = |route| match method {
        Method::Get | Method::Head => Ok(route),
        Method::Options => Ok(Route::Preflight),
        _ => Err(Miss::Method(READ_CORS)),
    };
    match path {
        "/healthz" => read(Route::Healthz),
        "/readyz" => read(Route::Readyz),
        "/metrics" => read(Route::Metrics),
        "/openapi.json" => read_cors(Route::Openapi),
        LOOK_UP => match method {
            Method::Get | Method::Head => Ok(Route::LookUp),
            Method::Post => Ok(Route::LookUpPost),
            _ => Err(Miss::Method("GET, HEAD, POST")),
        },
        "/v1/form" => read_cors(Route::Form),
        "/v1/evaluations" => match method {
            Method::Post => Ok(Route::Evaluations),
            Method::Options => Ok(Route::Preflight),
            _ => Err(Miss::Method("POST, OPTIONS")),
        },
        "/v1/operations/reconciliation" => match method {
            Method::Post => Ok(Route::Reconciliation),
            _ => Err(Miss::Method("POST")),
        },
        "/v1/service-events" => match method {
            Method::Post => Ok(Route::ServiceEvents),
            _ => Err(Miss::Method("POST")),
        },
        "/v1/points" => match method {
            Method::Post => Ok(Route::Points),
            _ => Err(Miss::Method("POST")),
        },
        "/v1/signs.pdf" => read(Route::Signs),
        "/v1/links" => match method {
            Method::Post => Ok(Route::Links),
            _ => Err(Miss::Method("POST")),
        },
        _ => {
            if let Some(rest) = path.strip_prefix("/v1/points/") {
                return point(method, rest);
            }
            if let Some(code) = of_page(path, "/p/") {
                return match method {
                    Method::Get | Method::Head => Ok(Route::Scan(code)),
                    Method::Post => Ok(Route::ScanPost(code)),
                    _ => Err(Miss::Method("GET, HEAD, POST")),
                };
            }
            if let Some(code) = of_page(path, "/s/") {
                return read(Route::ShortLink(code));
            }
            if let Some(place) = only_segment(path, "/v1/streams/") {
                return read_cors(Route::Stream(place));
            }
            if let Some(receipt) = only_segment(path, "/v1/receipts/") {
                return read_cors(Route::Receipt(receipt));
            }
            if let Some(profile) = only_segment(path, "/v1/import/") {
                return match method {
                    Method::Post => Ok(Route::Import(profile)),
                    _ => Err(Miss::Method("POST")),
                };
            }
            if let Some(ticket) = of_page(path, "/r/") {
                return match method {
                    Method::Get | Method::Head => Ok(Route::Page(ticket)),
                    Method::Post => Ok(Route::PagePost(ticket)),
                    _ => Err(Miss::Method("GET, HEAD, POST")),
                };
            }
            if let Some(file) = only_segment(path, "/page/") {
                return read(Route::PageStyle(file));
            }
            if let Some((version, file)) = path
                .strip_prefix("/widget/")
                .and_then(|rest| rest.split_once('/'))
            {
                return read_cors(Route::Widget { version, file });
            }
            Err(Miss::NotFound)
        }
    }
}

/// What follows `/v1/points/`.
fn point(method: Method, rest: &str) -> Result<Route<'_>, Miss> {
    let (id, part) = rest.split_once('/').unwrap_or((rest, ""));
    let (route, allow) = match part {
        _ if id.is_empty() => return Err(Miss::NotFound),
        "" if rest == id => (Route::Point(id), READ),
        "renewal" => (Route::PointRenewal(id), "POST"),
        "closing" => (Route::PointClosing(id), "POST"),
        "sessions" => (Route::PointSessions(id), "POST"),
        name => match File::from_name(name) {
            Some(file) => (Route::PointFile { id, file }, READ),
            None => return Err(Miss::NotFound),
        },
    };
    let fits = match method {
        Method::Get | Method::Head => allow == READ,
        Method::Post => allow == "POST",
        _ => false,
    };
    if fits {
        Ok(route)
    } else {
        Err(Miss::Method(allow))
    }
}

/// What names a page to people: addresses are copied with a stroke at their end or without
/// their end, and the page says what is wrong with them.
fn of_page<'a>(path: &'a str, prefix: &str) -> Option<&'a str> {
    let rest = path.strip_prefix(prefix)?;
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    (!rest.contains('/')).then_some(rest)
}

fn only_segment<'a>(path: &'a str, prefix: &str) -> Option<&'a str> {
    path.strip_prefix(prefix)
        .filter(|rest| !rest.is_empty() && !rest.contains('/'))
}

impl Route<'_> {
    /// The pattern for log and metrics: never the ticket, the receipt or the code.
    #[must_use]
    pub const fn pattern(self) -> &'static str {
        match self {
            Self::Healthz => "/healthz",
            Self::Readyz => "/readyz",
            Self::Metrics => "/metrics",
            Self::Reconciliation => "/v1/operations/reconciliation",
            Self::Openapi => "/openapi.json",
            Self::Form => "/v1/form",
            Self::Evaluations => "/v1/evaluations",
            Self::Receipt(_) => "/v1/receipts/{receipt}",
            Self::LookUp | Self::LookUpPost => LOOK_UP,
            Self::ServiceEvents => "/v1/service-events",
            Self::Import(_) => "/v1/import/{profile}",
            Self::Page(_) | Self::PagePost(_) => "/r/{ticket}",
            Self::Points => "/v1/points",
            Self::Point(_) => "/v1/points/{id}",
            Self::PointRenewal(_) => "/v1/points/{id}/renewal",
            Self::PointClosing(_) => "/v1/points/{id}/closing",
            Self::PointSessions(_) => "/v1/points/{id}/sessions",
            Self::Stream(_) => "/v1/streams/{place}",
            Self::PointFile { file, .. } => file.pattern(),
            Self::Signs => "/v1/signs.pdf",
            Self::Scan(_) | Self::ScanPost(_) => "/p/{code}",
            Self::Links => "/v1/links",
            Self::ShortLink(_) => "/s/{code}",
            Self::Widget { .. } => "/widget/{version}/{file}",
            Self::PageStyle(_) => "/page/{file}",
            Self::Preflight => "*",
        }
    }

    /// Bytes of a body this route takes; 0 = it takes none.
    #[must_use]
    pub const fn body_limit(self) -> usize {
        match self {
            Self::Evaluations | Self::PagePost(_) => contract::limits::EVALUATION_BYTES,
            Self::ServiceEvents => contract::limits::EVENTS_BYTES,
            Self::Import(_) => crate::profile::limits::BYTES,
            Self::Reconciliation => contract::limits::OPERATION_BYTES,
            Self::Points => contract::limits::POINT_BYTES,
            Self::PointSessions(_) => contract::limits::SESSION_BYTES,
            Self::ScanPost(_) | Self::LookUpPost => contract::limits::SCAN_BYTES,
            Self::Links => contract::limits::LINKS_BYTES,
            _ => 0,
        }
    }

    /// Whether it answers although the configuration is refused.
    #[must_use]
    pub const fn works_unconfigured(self) -> bool {
        matches!(self, Self::Healthz)
    }
}

/// Whether an origin may read what a route answers: pages of the halls and the
/// edge's own; assets and the description are for everybody.
#[must_use]
pub fn readable_by(config: &Config, path: &str, origin: &str) -> bool {
    path.starts_with("/widget/") || path == "/openapi.json" || config.knows_origin(origin)
}

#[cfg(test)]
#[path = "router_tests.rs"]
mod tests;
