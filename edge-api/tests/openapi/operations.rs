//! What each route takes and answers; the refusals by their stable codes.

use contract::problem::Code;

/// A body by what it holds.
#[derive(Clone, Copy)]
pub enum Body {
    Nothing,
    Text,
    Bytes,
    Status,
    Evaluation,
    EvaluationForm,
    HostedForm,
    Events,
    Accepted,
    Form,
    Receipt,
    EventResults,
    ImportResults,
    ReconciliationRequest,
    Reconciliation,
    Point,
    PointState,
    LinkRequest,
    LinkResults,
    SessionRequest,
    SessionState,
    ScanForm,
    ReceiptForm,
    Problem,
}

/// One operation.
pub struct Operation {
    pub method: &'static str,
    pub path: &'static str,
    pub id: &'static str,
    pub summary: &'static str,
    pub security: Option<&'static str>,
    /// Place, name, required, text.
    pub parameters: &'static [(&'static str, &'static str, bool, &'static str)],
    /// Media type and body.
    pub bodies: &'static [(&'static str, Body)],
    /// Status, media type, body, text.
    pub answers: &'static [(u16, &'static str, Body, &'static str)],
    pub refusals: &'static [Code],
}

impl Operation {
    /// The media types of a refusal: pages refuse with pages, but for what is refused before
    /// the configuration is known; a receipt is refused as it was asked for.
    pub fn refused_as(&self, status: u16) -> &'static [&'static str] {
        match (self.path, status) {
            ("/r/{ticket}" | "/p/{code}" | "/s/{code}", 503) | ("/v1/receipts/{receipt}", _) => {
                &[PROBLEM, HTML]
            }
            ("/r/{ticket}" | "/p/{code}" | "/s/{code}", _) => &[HTML],
            ("/v1/import/{profile}", _) => &[PROBLEM, ANY],
            _ => &[PROBLEM],
        }
    }
}

pub const JSON: &str = "application/json";
pub const FORM: &str = "application/x-www-form-urlencoded";
/// Of an answer without a body.
pub const NONE: &str = "";
pub const HTML: &str = "text/html";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Whatever it is.
pub const ANY: &str = "*/*";
const PROBLEM: &str = "application/problem+json";
pub const LANG: (&str, &str, bool, &str) =
    ("query", "lang", false, "zh or en; before Accept-Language.");
const LOOK_UP: &[(&str, &str, bool, &str)] = &[
    LANG,
    ("query", "elder", false, "1 for large text and targets."),
    ("query", "text", false, "Steps of larger text, 0 to 3."),
];
/// Of every route that takes a hall's JSON.
pub const KEYED_JSON: &[Code] = &[
    Code::MalformedRequest,
    Code::Unauthorized,
    Code::TooLarge,
    Code::UnsupportedType,
    Code::RuleBroken,
    Code::TooManyRequests,
    Code::Unavailable,
    Code::Misconfigured,
    Code::Internal,
];
const TICKET: &[Code] = &[
    Code::TicketInvalid,
    Code::TicketNotYetValid,
    Code::OriginNotAllowed,
    Code::TooManyRequests,
    Code::Misconfigured,
    Code::Internal,
];
const SUBMIT: &[Code] = &[
    Code::MalformedRequest,
    Code::TicketInvalid,
    Code::TicketNotYetValid,
    Code::OriginNotAllowed,
    Code::AlreadyEvaluated,
    Code::TicketExpired,
    Code::TooLarge,
    Code::UnsupportedType,
    Code::RuleBroken,
    Code::TooManyRequests,
    Code::Unavailable,
    Code::Misconfigured,
    Code::Internal,
];
/// All operations but those of rating points and short links.
pub const OPERATIONS: &[Operation] = &[
    Operation {
        method: "post",
        path: "/v1/evaluations",
        id: "submitEvaluation",
        summary: "Rate a step once. 202 once it is durably stored; the same content again gets the same receipt.",
        security: None,
        parameters: &[],
        bodies: &[
            (JSON, Body::Evaluation),
            ("text/plain", Body::Evaluation),
            (FORM, Body::EvaluationForm),
        ],
        answers: &[(202, JSON, Body::Accepted, "Durably stored.")],
        refusals: SUBMIT,
    },
    Operation {
        method: "get",
        path: "/v1/form",
        id: "showForm",
        summary: "What the form must show, and whether the step can be rated.",
        security: None,
        parameters: &[("query", "ticket", true, "The ticket."), LANG],
        bodies: &[],
        answers: &[(200, JSON, Body::Form, "The form.")],
        refusals: TICKET,
    },
    Operation {
        method: "get",
        path: "/v1/receipts/{receipt}",
        id: "showReceipt",
        summary: "How the evaluation stands, for whoever holds its receipt; a page when Accept prefers HTML.",
        security: None,
        parameters: &[
            (
                "path",
                "receipt",
                true,
                "The receipt, with or without hyphens.",
            ),
            LANG,
        ],
        bodies: &[],
        answers: &[
            (200, JSON, Body::Receipt, "The state."),
            (200, HTML, Body::Text, "The state."),
        ],
        refusals: &[
            Code::NotFound,
            Code::TooManyRequests,
            Code::Unavailable,
            Code::Misconfigured,
            Code::Internal,
        ],
    },
    Operation {
        method: "post",
        path: "/v1/service-events",
        id: "reportServiceEvents",
        summary: "Report rateable steps, up to 500; each gets its own result, its ticket and its page. Repeating is harmless.",
        security: Some("hallKey"),
        parameters: &[],
        bodies: &[(JSON, Body::Events)],
        answers: &[(
            200,
            JSON,
            Body::EventResults,
            "One result for each event, in the order of the request.",
        )],
        refusals: &[
            Code::MalformedRequest,
            Code::Unauthorized,
            Code::TooLarge,
            Code::UnsupportedType,
            Code::TooManyRequests,
            Code::Misconfigured,
            Code::Internal,
        ],
    },
    Operation {
        method: "post",
        path: "/v1/import/{profile}",
        id: "importRecords",
        summary: "Send evaluations or service events as another system spells them; the profile says how they are read. Each record gets its own result. Repeating is harmless.",
        security: Some("hallKey"),
        parameters: &[
            (
                "path",
                "profile",
                true,
                "A profile that the hall may import by.",
            ),
            (
                "query",
                "results",
                false,
                "records for the answer record by record where the profile has one of its own.",
            ),
            LANG,
        ],
        bodies: &[
            (JSON, Body::Bytes),
            (FORM, Body::Bytes),
            ("text/xml", Body::Bytes),
            ("text/csv", Body::Bytes),
            (XLSX, Body::Bytes),
        ],
        answers: &[
            (
                200,
                JSON,
                Body::ImportResults,
                "One result for each record, in the order of the body.",
            ),
            (
                200,
                ANY,
                Body::Bytes,
                "The answer of a profile that has one of its own; with 503 where some of it has to be sent again, and in the place of a problem.",
            ),
        ],
        refusals: &[
            Code::MalformedRequest,
            Code::Unauthorized,
            Code::ProfileNotAllowed,
            Code::TooLarge,
            Code::UnsupportedType,
            Code::TooManyRequests,
            Code::Unavailable,
            Code::Misconfigured,
            Code::Internal,
        ],
    },
    Operation {
        method: "get",
        path: "/r/{ticket}",
        id: "showPage",
        summary: "The form of a step as a page that needs no script.",
        security: None,
        parameters: &[
            ("path", "ticket", true, "The ticket."),
            LANG,
            ("query", "elder", false, "1 for large text and targets."),
            ("query", "text", false, "Steps of larger text, 0 to 3."),
            (
                "query",
                "theme",
                false,
                "light or dark; as the system says otherwise.",
            ),
            (
                "query",
                "bridge",
                false,
                "auto, or the host that the page is to tell where it stands: docs/in-app.md.",
            ),
        ],
        bodies: &[],
        answers: &[(200, HTML, Body::Text, "The page; refusals are pages too.")],
        refusals: TICKET,
    },
    Operation {
        method: "post",
        path: "/r/{ticket}",
        id: "submitPage",
        summary: "The form of the page, sent without script; answered with a page.",
        security: None,
        parameters: &[("path", "ticket", true, "The ticket."), LANG],
        bodies: &[(FORM, Body::HostedForm)],
        answers: &[(
            200,
            HTML,
            Body::Text,
            "The receipt; refusals are pages too.",
        )],
        refusals: SUBMIT,
    },
    Operation {
        method: "get",
        path: "/receipt",
        id: "lookUp",
        summary: "Where a person types the number of a receipt that they wrote down.",
        security: None,
        parameters: LOOK_UP,
        bodies: &[],
        answers: &[(200, HTML, Body::Text, "The page that asks for it.")],
        refusals: &[],
    },
    Operation {
        method: "post",
        path: "/receipt",
        id: "foundReceipt",
        summary: "The number that was typed; capitals, hyphens and blanks do not matter.",
        security: None,
        parameters: LOOK_UP,
        bodies: &[(FORM, Body::ReceiptForm)],
        answers: &[
            (
                303,
                NONE,
                Body::Nothing,
                "The page of the receipt is in Location.",
            ),
            (415, HTML, Body::Text, "That is no form; a page says so."),
            (
                422,
                HTML,
                Body::Text,
                "That is no receipt; the page asks again.",
            ),
        ],
        refusals: &[],
    },
    Operation {
        method: "get",
        path: "/widget/{version}/{file}",
        id: "widgetFile",
        summary: "A file of the widget; versioned ones never change, v1/loader.js, v1/kiosk.js and v1/bridge.js are the newest.",
        security: None,
        parameters: &[
            (
                "path",
                "version",
                true,
                "A version, or v1 for the newest loader.js or kiosk.js.",
            ),
            (
                "path",
                "file",
                true,
                "loader.js, loader.mjs, engine.js, engine.wasm, widget.css, kiosk.js, kiosk-engine.js, \
                 kiosk-engine.wasm or integrity.json.",
            ),
        ],
        bodies: &[],
        answers: &[(
            200,
            "*/*",
            Body::Bytes,
            "The file, precompressed where accepted.",
        )],
        refusals: &[Code::NotFound, Code::Misconfigured, Code::Internal],
    },
    Operation {
        method: "get",
        path: "/openapi.json",
        id: "description",
        summary: "This description.",
        security: None,
        parameters: &[],
        bodies: &[],
        answers: &[(200, JSON, Body::Bytes, "OpenAPI 3.1.")],
        refusals: &[],
    },
    Operation {
        method: "get",
        path: "/healthz",
        id: "health",
        summary: "The process is up, whatever its configuration says.",
        security: None,
        parameters: &[],
        bodies: &[],
        answers: &[(200, JSON, Body::Status, "Up.")],
        refusals: &[],
    },
    Operation {
        method: "get",
        path: "/readyz",
        id: "readiness",
        summary: "An evaluation handed in now would be kept.",
        security: None,
        parameters: &[],
        bodies: &[],
        answers: &[(200, JSON, Body::Status, "Ready.")],
        refusals: &[Code::Unavailable, Code::Misconfigured],
    },
    Operation {
        method: "get",
        path: "/metrics",
        id: "metrics",
        summary: "Numbers for Prometheus (text format 0.0.4).",
        security: Some("metricsKey"),
        parameters: &[],
        bodies: &[],
        answers: &[(200, "text/plain", Body::Text, "The numbers.")],
        refusals: &[Code::Unauthorized, Code::Misconfigured],
    },
    Operation {
        method: "post",
        path: "/v1/operations/reconciliation",
        id: "reconcile",
        summary: "Compare a page of what an outbox keeps with what central storage has of it, and have what it lacks sent again.",
        security: Some("operationsKey"),
        parameters: &[],
        bodies: &[(JSON, Body::ReconciliationRequest)],
        answers: &[(200, JSON, Body::Reconciliation, "The page.")],
        refusals: &[
            Code::MalformedRequest,
            Code::Unauthorized,
            Code::TooLarge,
            Code::UnsupportedType,
            Code::Unavailable,
            Code::Misconfigured,
            Code::Internal,
        ],
    },
];
