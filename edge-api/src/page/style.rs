//! The style sheet of the pages: the sheet's own and the frame's, served by this
//! edge under a name that changes with the content, so page and style always
//! belong together.

use std::sync::OnceLock;

use contract::problem::Code;
use sha2::{Digest, Sha256};

use crate::http::Reply;
use crate::refusal::Refusal;

/// The frame's own rules, and those of the question behind a scanned code.
const FRAME: &str = concat!(include_str!("page.css"), include_str!("point.css"));

/// First half of the content's hash, 16 hexadecimal digits.
fn name() -> &'static str {
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| {
        let hash = Sha256::new()
            .chain_update(widget::STYLE)
            .chain_update(FRAME)
            .finalize();
        hash.iter()
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

/// `GET /page/{file}`
///
/// # Errors
/// `not_found` for a style sheet of another build.
pub fn answer(file: &str) -> Result<Reply, Refusal> {
    if file.strip_suffix(".css") != Some(name()) {
        return Err(Code::NotFound.into());
    }
    Ok(Reply::new(
        200,
        "text/css; charset=utf-8",
        [widget::STYLE, FRAME].concat(),
    )
    .header("Cache-Control", "public, max-age=31536000, immutable"))
}
