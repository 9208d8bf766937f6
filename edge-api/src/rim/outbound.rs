//! From our reply to the Worker's response.

use worker::{EncodeBody, Headers, Response, ResponseBody, Result};

use crate::http::{Method, Reply};

/// The response of a reply; `HEAD` gets everything but the body.
pub(super) fn response(reply: Reply, method: Method) -> Result<Response> {
    let headers = Headers::new();
    for (name, value) in &reply.headers {
        headers.set(name, value)?;
    }
    let body = if reply.body.is_empty() || method == Method::Head {
        ResponseBody::Empty
    } else {
        ResponseBody::Body(reply.body)
    };
    let encoding = if reply.encoded {
        EncodeBody::Manual
    } else {
        EncodeBody::Automatic
    };
    Ok(Response::from_body(body)?
        .with_status(reply.status)
        .with_headers(headers)
        .with_encode_body(encoding))
}
