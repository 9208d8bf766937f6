//! The layers of an envelope fit onto each other.

use super::{PATTERN, path, refuse};
use crate::config::Refused;
use crate::profile::format::{Covered, Document, Layer, Sm2};
use crate::profile::moment;

/// The layers fit onto each other: bytes, then text and values by turns.
pub(super) fn check(document: &Document) -> Result<(), Refused> {
    let mut is_text = true;
    for (i, layer) in document.envelope.iter().enumerate() {
        let field = |rest: &str| format!("envelope[{i}]{rest}");
        match layer {
            Layer::Xml(xml) if is_text => {
                if let Some(namespace) = &xml.namespace {
                    let plain = |text: &str| !text.is_empty() && text.bytes().all(is_plain);
                    if !plain(&namespace.prefix) || !namespace.uri.bytes().all(is_in_uri) {
                        return refuse(&field(".xml.namespace"), "must be a prefix and an address");
                    }
                }
                is_text = false;
            }
            Layer::Json(_) | Layer::Form(_) if is_text => is_text = false,
            Layer::Csv(table) if is_text => {
                let separator = table.separator.as_bytes();
                if separator.len() != 1 || matches!(separator, [b'"' | b'\r' | b'\n']) {
                    return refuse(&field(".csv.separator"), "must be one ASCII character");
                }
                if i + 1 != document.envelope.len() {
                    return refuse(&field(""), "a table holds the records: nothing follows it");
                }
                is_text = false;
            }
            Layer::Json(_) | Layer::Form(_) | Layer::Xml(_) | Layer::Csv(_) => {
                return refuse(&field(""), "nothing above it yields text");
            }
            Layer::At(_) | Layer::Sm2(_) | Layer::Signed(_) if i == 0 => {
                return refuse(&field(""), "the first layer must be a syntax");
            }
            Layer::At(pointer) => {
                path(&pointer.path, &field(".at.path"))?;
                for (k, set) in pointer.with.iter().enumerate() {
                    path(&set.path, &field(&format!(".at.with[{k}].path")))?;
                    if set.value.is_some() && set.named.is_some() {
                        let place = field(&format!(".at.with[{k}]"));
                        return refuse(&place, "has either a value or a name");
                    }
                }
                // Below a place there may be text with another syntax in it.
                is_text = true;
            }
            Layer::Sm2(sm2) => {
                keys(sm2, &field(".sm2"))?;
                is_text = true;
            }
            Layer::Signed(signed) => {
                keys(&signed.sm2, &field(".signed.sm2"))?;
                path(&signed.path, &field(".signed.path"))?;
                path(&signed.time.path, &field(".signed.time.path"))?;
                if !(1..=3_600).contains(&signed.time.seconds) {
                    return refuse(&field(".signed.time.seconds"), "must be 1 to 3600");
                }
                if !moment::is_pattern(&signed.time.pattern) {
                    return refuse(&field(".signed.time.pattern"), PATTERN);
                }
                let covers_time = signed
                    .over
                    .iter()
                    .any(|part| matches!(part, Covered::Path(path) if *path == signed.time.path));
                if !covers_time {
                    return refuse(&field(".signed.over"), "must cover the time");
                }
            }
        }
    }
    if document.envelope.is_empty() {
        return refuse(
            "envelope",
            "needs at least a syntax: json, form, xml or csv",
        );
    }
    if matches!(document.envelope.last(), Some(Layer::Sm2(_))) {
        return refuse(
            "envelope",
            "what is decrypted is text: a syntax must follow",
        );
    }
    Ok(())
}

const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

const fn is_in_uri(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'&' | b'>')
}

fn keys(sm2: &Sm2, field: &str) -> Result<(), Refused> {
    if sm2.opens.is_empty() || sm2.seals.is_empty() {
        return refuse(field, "must name both keys");
    }
    Ok(())
}
