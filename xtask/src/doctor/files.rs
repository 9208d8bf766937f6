//! What the widget's files and the edge must answer.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use url::Url;

use super::finding::Finding;

/// A file of the widget as it was answered.
#[derive(Debug, Clone, Default)]
pub struct File {
    /// Status code.
    pub status: u16,
    /// `Content-Type`.
    pub media_type: String,
    /// `Access-Control-Allow-Origin`.
    pub allow_origin: String,
    /// `Cross-Origin-Resource-Policy`.
    pub resource_policy: String,
}

/// Judges one file for the page `page`; `strict` when the page demands a resource policy.
#[must_use]
pub fn judge(name: &str, file: &File, page: &Url, at: &Url, strict: bool) -> Vec<Finding> {
    if file.status != 200 {
        return vec![Finding::blocks(
            format!("{at} answers {}", file.status),
            format!("Deploy {name} of the same version beside loader.js"),
        )];
    }
    let mut found = Vec::new();
    let wanted = media_type(name);
    let given = file.media_type.split(';').next().unwrap_or_default().trim();
    if wanted.contains(&given.to_ascii_lowercase().as_str()) {
        found.push(Finding::good(format!("{name} comes as {given}")));
    } else {
        found.push(Finding::blocks(
            format!("{name} comes as {:?}", file.media_type),
            format!("Let the server send it as {}", wanted.join(" or ")),
        ));
    }
    if at.origin() == page.origin() {
        return found;
    }
    let origin = page.origin().ascii_serialization();
    if file.allow_origin != "*" && file.allow_origin != origin {
        found.push(Finding::blocks(
            format!("{name} may not be read by pages of {origin}"),
            "Keep the edge's header Access-Control-Allow-Origin: * on the way through proxies",
        ));
    }
    if strict && file.resource_policy != "cross-origin" {
        found.push(Finding::blocks(
            format!("{name} lacks Cross-Origin-Resource-Policy, which the page demands"),
            "Keep the edge's header Cross-Origin-Resource-Policy: cross-origin on the way through proxies",
        ));
    }
    found
}

fn media_type(name: &str) -> &'static [&'static str] {
    if name.ends_with(".wasm") {
        &["application/wasm"]
    } else {
        &["text/javascript", "application/javascript"]
    }
}

/// Whether `body` has one of the strongest hashes that `integrity` names (SRI).
#[must_use]
pub fn integrity_holds(integrity: &str, body: &[u8]) -> bool {
    let hashes: Vec<(&str, &str)> = integrity
        .split_whitespace()
        .filter_map(|hash| hash.split('?').next()?.split_once('-'))
        .filter(|(kind, _)| ["sha256", "sha384", "sha512"].contains(kind))
        .collect();
    let Some(strongest) = hashes.iter().map(|(kind, _)| *kind).max() else {
        // Browsers ignore what they do not know.
        return true;
    };
    let actual = match strongest {
        "sha512" => STANDARD.encode(Sha512::digest(body)),
        "sha384" => STANDARD.encode(Sha384::digest(body)),
        _ => STANDARD.encode(Sha256::digest(body)),
    };
    hashes
        .iter()
        .any(|(kind, hash)| *kind == strongest && *hash == actual)
}

/// The folder of engine.js and engine.wasm, as the loader finds it: beside itself, or, for the
/// moving address `/widget/v1/`, in the folder of the version that the loader names.
#[must_use]
pub fn folder(loader: &Url, source: &str) -> Option<Url> {
    let beside = loader.join("./").ok()?;
    let moving = beside
        .path_segments()
        .and_then(|mut segments| segments.rfind(|segment| !segment.is_empty()))
        .is_some_and(|last| {
            last.strip_prefix('v').is_some_and(|number| {
                !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
            })
        });
    if moving {
        beside.join(&format!("../{}/", version(source)?)).ok()
    } else {
        Some(beside)
    }
}

/// The first `1.2.3` between quotes or slashes in the loader.
fn version(source: &str) -> Option<&str> {
    source.split(['"', '\'', '`', '/']).find(|word| {
        let mut parts = word.split('.');
        let number = |part: Option<&str>| {
            part.is_some_and(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
        };
        number(parts.next())
            && number(parts.next())
            && number(parts.next())
            && parts.next().is_none()
    })
}

#[cfg(test)]
mod tests {
    use super::super::finding::Weight;
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn wrong_type_and_missing_cors_block() {
        let page = url("https://hall.example/");
        let at = url("https://edge.example/widget/1.0.0/engine.wasm");
        let mut file = File {
            status: 200,
            media_type: "application/octet-stream".to_owned(),
            ..File::default()
        };
        let count = |file: &File, strict| {
            judge("engine.wasm", file, &page, &at, strict)
                .iter()
                .filter(|finding| finding.weight == Weight::Blocks)
                .count()
        };
        assert_eq!(count(&file, true), 3);
        file.media_type = "application/wasm".to_owned();
        file.allow_origin = "*".to_owned();
        assert_eq!((count(&file, false), count(&file, true)), (0, 1));
        file.status = 404;
        assert_eq!(count(&file, false), 1);
    }

    #[test]
    fn the_strongest_hash_decides() {
        let right = format!("sha384-{}", STANDARD.encode(Sha384::digest(b"x")));
        assert!(integrity_holds(&right, b"x"));
        assert!(!integrity_holds(&right, b"y"));
        assert!(!integrity_holds(&format!("{right} sha512-wrong"), b"x"));
        assert!(integrity_holds("md5-unknown", b"x"));
    }

    #[test]
    fn parts_lie_beside_the_loader_or_in_its_version() {
        let fixed = url("https://e/widget/1.2.3/loader.js");
        assert_eq!(folder(&fixed, "").unwrap().path(), "/widget/1.2.3/");
        let moving = url("https://e/widget/v1/loader.js");
        assert_eq!(
            folder(&moving, r#"a("/0.10.2/")"#).unwrap().path(),
            "/widget/0.10.2/"
        );
    }
}
