//! Short names for what the form's WebAssembly imports.
//!
//! wasm-bindgen calls each import by a name with a hash, once in the module and once in the glue.
//! Nobody reads them, and hashes do not compress: short names save 3 KB of brotli. wasm-opt has
//! passes for this, but only for Emscripten's module names.

use std::fmt::Write as _;

/// The module with short import names, and the glue that goes with it; `None` when the bytes are no
/// module, or the glue does not name one of its imports exactly once.
#[must_use]
pub fn shorten(wasm: &[u8], glue: &str) -> Option<(Vec<u8>, String)> {
    let mut out = wasm.get(..8)?.to_vec();
    let mut glue = glue.to_owned();
    let mut rest = wasm.get(8..)?;
    while let Some((&id, body)) = rest.split_first() {
        let mut body = body;
        let length = number(&mut body)?;
        let (section, after) = body.split_at_checked(length)?;
        let section = if id == IMPORTS {
            imports(section, &mut glue)?
        } else {
            section.to_vec()
        };
        out.push(id);
        push_number(&mut out, section.len());
        out.extend(section);
        rest = after;
    }
    Some((out, glue))
}

/// Number of the import section (WebAssembly core specification 5.5.2).
const IMPORTS: u8 = 2;

fn imports(mut section: &[u8], glue: &mut String) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let count = number(&mut section)?;
    push_number(&mut out, count);
    for place in 0..count {
        let module = text(&mut section)?.to_owned();
        let name = text(&mut section)?.to_owned();
        let kind = section;
        skip_kind(&mut section)?;
        let kind = kind.get(..kind.len() - section.len())?;
        let short = short(place);
        replace_word(glue, &name, &short)?;
        *glue = glue.replace(&format!("\"{module}\""), &format!("\"{MODULE}\""));
        push_text(&mut out, MODULE);
        push_text(&mut out, &short);
        out.extend(kind);
    }
    Some(out)
}

/// What the module of all imports is called.
const MODULE: &str = "a";

/// The name of the import at a place. The underscore keeps it off every keyword.
fn short(place: usize) -> String {
    let mut name = String::from("_");
    let _ = write!(name, "{place:x}");
    name
}

/// Replaces the one place where `name` stands as a whole word.
fn replace_word(glue: &mut String, name: &str, by: &str) -> Option<()> {
    let part_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
    let mut places = glue.match_indices(name).map(|(at, _)| at).filter(|&at| {
        let (before, after) = (glue.get(..at), glue.get(at + name.len()..));
        !before.is_some_and(|text| text.ends_with(part_of_name))
            && !after.is_some_and(|text| text.starts_with(part_of_name))
    });
    let at = places.next()?;
    if places.next().is_some() {
        return None;
    }
    drop(places);
    glue.replace_range(at..at + name.len(), by);
    Some(())
}

/// An unsigned number in LEB128.
fn number(bytes: &mut &[u8]) -> Option<usize> {
    let mut value = 0usize;
    for shift in (0..35).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= usize::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

fn push_number(out: &mut Vec<u8>, mut value: usize) {
    loop {
        let byte = u8::try_from(value & 0x7f).unwrap_or_default();
        value >>= 7;
        if value == 0 {
            return out.push(byte);
        }
        out.push(byte | 0x80);
    }
}

fn text<'a>(bytes: &mut &'a [u8]) -> Option<&'a str> {
    let length = number(bytes)?;
    let (text, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    std::str::from_utf8(text).ok()
}

fn push_text(out: &mut Vec<u8>, text: &str) {
    push_number(out, text.len());
    out.extend(text.as_bytes());
}

/// Passes over an import's description: function, table, memory or global.
fn skip_kind(bytes: &mut &[u8]) -> Option<()> {
    let byte = |bytes: &mut &[u8]| {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        Some(byte)
    };
    let limits = |bytes: &mut &[u8]| {
        let flags = byte(bytes)?;
        number(bytes)?;
        if flags & 1 == 1 {
            number(bytes)?;
        }
        Some(())
    };
    match byte(bytes)? {
        0 => number(bytes).map(drop),
        1 => byte(bytes).and_then(|_| limits(bytes)),
        2 => limits(bytes),
        3 => byte(bytes).and_then(|_| byte(bytes)).map(drop),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `(import "./m.js" "__wbg_log_0123" (func (type 0)))` twice, the second named `…_45`.
    const MODULE_BYTES: &[u8] =
        b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x2f\x02\x06./m.js\x0e__wbg_log_0123\0\0\x06./m.js\x0c__wbg_log_45\0\0\x0a\x01\0";

    #[test]
    fn module_and_glue_get_the_same_short_names() {
        let glue = "imports={__wbg_log_0123:f,__wbg_log_45:g};return{\"./m.js\":imports}";
        let (wasm, glue) = shorten(MODULE_BYTES, glue).unwrap();
        assert_eq!(glue, "imports={_0:f,_1:g};return{\"a\":imports}");
        assert_eq!(wasm, b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x0f\x02\x01a\x02_0\0\0\x01a\x02_1\0\0\x0a\x01\0");
    }

    #[test]
    fn what_is_unclear_is_left_to_the_caller() {
        assert!(
            shorten(MODULE_BYTES, "__wbg_log_0123").is_none(),
            "a name is missing"
        );
        let twice = "__wbg_log_0123 __wbg_log_0123 __wbg_log_45 \"./m.js\"";
        assert!(
            shorten(MODULE_BYTES, twice).is_none(),
            "a name stands twice"
        );
        assert!(shorten(b"\0asm", "").is_none());
        assert!(shorten(&MODULE_BYTES[..30], "").is_none());
    }
}
