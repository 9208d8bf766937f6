//! The widget's files: `GET /widget/{version}/{file}` and the floating
//! `/widget/v1/loader.js`, `kiosk.js` and `bridge.js`.
//!
//! A versioned file never changes, so it may be kept for ever; the floating
//! scripts are asked for again after five minutes and are the only files under `v1`,
//! because every other one is named by hash in the loader itself. Any site may
//! embed them (CORS, CORP); they hold nothing of anybody. Precompressed forms
//! lie beside the files, and are sent as they lie there.

use contract::problem::Code;

use crate::http::accept::{self, Encoding};
use crate::http::{Reply, Request};
use crate::ports::{Files, Unread};
use crate::refusal::Refusal;

/// The version that this edge was built with; widget and edge share one number.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The folder whose scripts always are the newest of their line.
const FLOATING: &str = "v1";
/// What pages include: everything else follows from them.
const LOADERS: [&str; 3] = ["loader.js", "kiosk.js", "bridge.js"];

/// A file that may be asked for, as it lies in the widget's folder.
#[derive(Debug, PartialEq, Eq)]
struct Asset<'a> {
    folder: &'a str,
    file: &'a str,
    media_type: &'static str,
    cache: &'static str,
}

/// Answers with a file of the widget.
///
/// # Errors
/// `not_found`; `internal` when the folder cannot be read.
pub async fn answer(
    files: &impl Files,
    request: &Request,
    version: &str,
    file: &str,
) -> Result<Reply, Refusal> {
    let asset = find(version, file).ok_or(Code::NotFound)?;
    let path = format!("{}/{}", asset.folder, asset.file);
    let read = |error: Unread| Refusal::internal(error);
    if let Some(encoding) = accept::encoding(&request.accept_encoding)
        && let Some(body) = files
            .read(&format!("{path}{}", encoding.suffix()))
            .await
            .map_err(read)?
    {
        return Ok(reply(&asset, body, Some(encoding)));
    }
    let body = files
        .read(&path)
        .await
        .map_err(read)?
        .ok_or(Code::NotFound)?;
    Ok(reply(&asset, body, None))
}

fn reply(asset: &Asset<'_>, body: Vec<u8>, encoding: Option<Encoding>) -> Reply {
    let mut reply = Reply::new(200, asset.media_type, body)
        .header("Cache-Control", asset.cache)
        .header("Access-Control-Allow-Origin", "*")
        .header("Cross-Origin-Resource-Policy", "cross-origin")
        .header("Timing-Allow-Origin", "*");
    reply.vary("Accept-Encoding");
    if let Some(encoding) = encoding {
        reply.set("Content-Encoding", encoding.name());
        reply.encoded = true;
    }
    reply
}

fn find<'a>(version: &'a str, file: &'a str) -> Option<Asset<'a>> {
    let plain = |text: &str| {
        !text.starts_with('.')
            && text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
    };
    if !plain(version) || !plain(file) {
        return None;
    }
    let media_type = match file.rsplit_once('.')?.1 {
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        _ => return None,
    };
    if version == FLOATING {
        return LOADERS.contains(&file).then_some(Asset {
            folder: VERSION,
            file,
            media_type,
            cache: "public, max-age=300",
        });
    }
    Some(Asset {
        folder: version,
        file,
        media_type,
        cache: "public, max-age=31536000, immutable",
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{Files, Unread, VERSION, answer, find};
    use crate::http::Method;
    use crate::http::request::tests::request;

    struct Folder(HashMap<String, Vec<u8>>);

    impl Files for Folder {
        async fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Unread> {
            Ok(self.0.get(path).cloned())
        }
    }

    fn folder() -> Folder {
        Folder(
            [
                ("loader.js", "plain"),
                ("loader.js.br", "brotli"),
                ("integrity.json", "{}"),
            ]
            .into_iter()
            .map(|(name, body)| (format!("{VERSION}/{name}"), body.as_bytes().to_vec()))
            .collect(),
        )
    }

    #[test]
    fn only_files_of_the_widget_are_named() {
        for (version, file) in [
            ("..", "secrets.json"),
            ("0.1.0", ".env"),
            ("0.1.0", "..%2fx.js"),
            ("0.1.0", "a/b.js"),
            ("0.1.0", "loader.js.br"),
            ("0.1.0", "loader.js.map"),
            ("v1", "engine.wasm"),
            ("v1", "kiosk-engine.js"),
            ("v1", "integrity.json"),
            ("v1", "bridge.schema.json"),
        ] {
            assert_eq!(find(version, file), None, "{version}/{file}");
        }
        for loader in super::LOADERS {
            assert_eq!(find("v1", loader).unwrap().folder, VERSION);
        }
    }

    #[tokio::test]
    async fn the_smallest_allowed_form_is_sent() {
        let mut asked = request(Method::Get, "/");
        asked.accept_encoding = "gzip, br".to_owned();
        let reply = answer(&folder(), &asked, VERSION, "loader.js")
            .await
            .unwrap();
        assert_eq!(
            (reply.body.as_slice(), reply.encoded),
            (b"brotli".as_slice(), true)
        );
        assert_eq!(reply.get("Content-Encoding"), Some("br"));
        assert_eq!(reply.get("Vary"), Some("Accept-Encoding"));
        assert_eq!(
            reply.get("Cache-Control"),
            Some("public, max-age=31536000, immutable")
        );
        asked.accept_encoding.clear();
        let reply = answer(&folder(), &asked, "v1", "loader.js").await.unwrap();
        assert_eq!(
            (reply.body.as_slice(), reply.encoded),
            (b"plain".as_slice(), false)
        );
        assert_eq!(reply.get("Cache-Control"), Some("public, max-age=300"));
    }

    #[tokio::test]
    async fn a_file_without_a_compressed_form_is_sent_plain() {
        let mut asked = request(Method::Get, "/");
        asked.accept_encoding = "br".to_owned();
        let reply = answer(&folder(), &asked, VERSION, "integrity.json")
            .await
            .unwrap();
        assert_eq!(reply.get("Content-Encoding"), None);
        assert!(
            answer(&folder(), &asked, "9.9.9", "loader.js")
                .await
                .is_err()
        );
    }
}
