//! The style sheet of the frame around the sheet, served under a name that
//! changes with its content.

use std::sync::OnceLock;

use contract::problem::Code;
use sha2::{Digest, Sha256};

use crate::http::Reply;
use crate::refusal::Refusal;

/// The style sheet.
const SHEET: &str = include_str!("page.css");

/// First half of the content's hash, 16 hexadecimal digits.
fn name() -> &'static str {
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| {
        Sha256::digest(SHEET)
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    })
}

/// Where the style sheet of this build lies.
#[must_use]
pub fn path() -> String {
    format!("/page/{}.css", name())
}

/// `GET /page/{name}`
///
/// # Errors
/// `not_found` for a style sheet of another build.
pub fn answer(file: &str) -> Result<Reply, Refusal> {
    if file.strip_suffix(".css") != Some(name()) {
        return Err(Code::NotFound.into());
    }
    Ok(Reply::new(200, "text/css; charset=utf-8", SHEET)
        .header("Cache-Control", "public, max-age=31536000, immutable"))
}
