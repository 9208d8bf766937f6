//! `GET` and `POST /receipt`: where whoever wrote a receipt's number down types it.

use contract::problem::Code;
use contract::receipt::Receipt;

use crate::http::{Reply, Request};
use crate::page;
use crate::refusal::Refusal;

/// Answers `GET /receipt`: the page that asks for the number.
#[must_use]
pub fn ask(request: &Request) -> Reply {
    page::look_up(request, None)
}

/// Answers `POST /receipt`: leads to the receipt's own page, or asks again (422) where what was
/// typed is no receipt's number.
///
/// # Errors
/// `unsupported_type` for anything but a form; shown as a page by the caller.
pub fn answer(request: &Request) -> Result<Reply, Refusal> {
    if request.media_type() != "application/x-www-form-urlencoded" {
        return Err(Code::UnsupportedType.into());
    }
    let mut fields = form_urlencoded::parse(&request.body);
    let typed = fields.find(|(name, _)| name == "number");
    let typed = typed.map(|(_, value)| value).unwrap_or_default();
    Ok(match Receipt::parse(typed.trim()) {
        Ok(receipt) => Reply::empty(303)
            .header("Location", page::receipt_address(request, &receipt))
            .header("Cache-Control", "no-store"),
        Err(_) => page::look_up(request, Some(&typed)),
    })
}
