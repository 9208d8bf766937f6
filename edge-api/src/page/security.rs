//! What a browser may do with a page: load from here, send to here, be framed
//! only by the hall, and tell nobody the address, because it holds the ticket.

use crate::config::Hall;
use crate::http::Reply;

/// Adds the headers of a page; `hall` names who may frame it.
pub(super) fn secure(reply: Reply, hall: Option<&Hall>) -> Reply {
    let ancestors = hall.map_or_else(String::new, |hall| {
        hall.frame_ancestors
            .iter()
            .map(|origin| format!(" {origin}"))
            .collect()
    });
    let ancestors = if ancestors.is_empty() {
        " 'none'".to_owned()
    } else {
        ancestors
    };
    unlisted(reply)
        .header(
            "Content-Security-Policy",
            format!(
                "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                 connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; \
                 frame-ancestors{ancestors}; require-trusted-types-for 'script'; \
                 trusted-types haochaping"
            ),
        )
        // Not `no-referrer`: under that, a browser posts the form with `Origin: null`.
        .header("Referrer-Policy", "same-origin")
        .header("X-Content-Type-Options", "nosniff")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header(
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=(), payment=()",
        )
        .header("Cache-Control", "no-store")
}

/// Keeps an address out of the lists of search engines, which come by where somebody put one
/// on a public page: it is one citizen's.
pub(super) fn unlisted(reply: Reply) -> Reply {
    reply.header("X-Robots-Tag", "noindex, nofollow")
}
