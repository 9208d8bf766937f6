//! `GET /openapi.json`: this interface as OpenAPI 3.1, generated from the types.

use crate::http::Reply;

/// The description as it was generated and checked in.
pub const DOCUMENT: &str = include_str!("../../../openapi.json");

/// Answers `GET /openapi.json`.
#[must_use]
pub fn answer() -> Reply {
    Reply::new(200, "application/json", DOCUMENT)
        .header("Cache-Control", "public, max-age=300")
        .header("Access-Control-Allow-Origin", "*")
}
