//! What the routes of short links take and answer.

use contract::problem::Code;

use crate::operations::{Body, HTML, JSON, KEYED_JSON, LANG, NONE, Operation};

/// All operations of short links.
pub const OPERATIONS: &[Operation] = &[
    Operation {
        method: "post",
        path: "/v1/links",
        id: "makeLinks",
        summary: "Short links for tickets, at most 500, to send in text messages; one result each, in order. The same ticket until the same end has the same link.",
        security: Some("hallKey"),
        parameters: &[],
        bodies: &[(JSON, Body::LinkRequest)],
        answers: &[(
            200,
            JSON,
            Body::LinkResults,
            "What became of each ticket; a link in it is on disk.",
        )],
        refusals: KEYED_JSON,
    },
    Operation {
        method: "get",
        path: "/s/{code}",
        id: "openLink",
        summary: "Leads to the rating page, until the step was rated or the link has expired. Opening it uses nothing up.",
        security: None,
        parameters: &[
            (
                "path",
                "code",
                true,
                "The code in the message; small letters, O for 0 and I or L for 1 are read too.",
            ),
            LANG,
            ("query", "elder", false, "1 for large text and targets."),
            ("query", "text", false, "Steps of larger text, 0 to 3."),
        ],
        bodies: &[],
        answers: &[
            (303, NONE, Body::Nothing, "The rating page is in Location."),
            (404, HTML, Body::Text, "There is no such link."),
            (
                410,
                HTML,
                Body::Text,
                "The step was rated, which uses the link up, or the link has expired.",
            ),
        ],
        refusals: &[
            Code::TicketInvalid,
            Code::TicketNotYetValid,
            Code::OriginNotAllowed,
            Code::TooManyRequests,
            Code::Unavailable,
            Code::Misconfigured,
            Code::Internal,
        ],
    },
];
