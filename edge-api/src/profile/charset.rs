//! Bytes to text and back.

use super::format::Charset;
use super::refusal::{BodyCode, BodyRefusal, NotCarried};

/// The charset that a body is really in: that of a byte order mark, else that of the
/// content type, else the profile's.
pub(super) fn of(profile: Charset, content_type: &str, body: &[u8]) -> Charset {
    if body.starts_with(b"\xef\xbb\xbf") {
        return Charset::Utf8;
    }
    let named = content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("charset")
            .then(|| value.trim().trim_matches('"').to_ascii_lowercase())
    });
    match named.as_deref() {
        Some("utf-8" | "utf8") => Charset::Utf8,
        Some("gb18030" | "gbk" | "gb2312") => Charset::Gb18030,
        _ => profile,
    }
}

/// Reads bytes that stand at `offset` of the body. A byte order mark is dropped.
pub(super) fn decode(charset: Charset, bytes: &[u8], offset: usize) -> Result<String, BodyRefusal> {
    let wrong = |at: usize, detail| {
        BodyRefusal::new(BodyCode::Charset, format!("byte {}", offset + at), detail)
    };
    match charset {
        Charset::Utf8 => {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            std::str::from_utf8(bytes)
                .map(str::to_owned)
                .map_err(|error| wrong(error.valid_up_to(), "this is not UTF-8"))
        }
        Charset::Gb18030 => {
            let mut decoder = encoding_rs::GB18030.new_decoder_without_bom_handling();
            let room = decoder
                .max_utf8_buffer_length_without_replacement(bytes.len())
                .unwrap_or_default();
            let mut text = String::with_capacity(room);
            let (result, read) =
                decoder.decode_to_string_without_replacement(bytes, &mut text, true);
            match result {
                encoding_rs::DecoderResult::InputEmpty => Ok(text),
                encoding_rs::DecoderResult::Malformed(length, after) => Err(wrong(
                    read.saturating_sub(usize::from(length) + usize::from(after)),
                    "this is not GB 18030",
                )),
                encoding_rs::DecoderResult::OutputFull => Err(wrong(read, "this is too long")),
            }
        }
    }
}

/// Writes text. A character that would not come back as itself is refused: GB 18030
/// gives a few code points of private use to others.
pub(super) fn encode(charset: Charset, text: &str) -> Result<Vec<u8>, NotCarried> {
    match charset {
        Charset::Utf8 => Ok(text.as_bytes().to_vec()),
        Charset::Gb18030 => {
            let (bytes, _, _) = encoding_rs::GB18030.encode(text);
            if decode(Charset::Gb18030, &bytes, 0).is_ok_and(|back| back == text) {
                Ok(bytes.into_owned())
            } else {
                Err(NotCarried::new(
                    "charset",
                    "a character has no place of its own in GB 18030",
                ))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_byte_that_is_wrong_is_named() {
        for (charset, bytes, at) in [
            (Charset::Utf8, &b"ab\xff"[..], "byte 12"),
            (Charset::Utf8, b"\xe5\xa5", "byte 10"),
            (Charset::Gb18030, b"\xc4\xe3\xff", "byte 12"),
            (Charset::Gb18030, b"\xc4\xe3\xba", "byte 12"),
        ] {
            let refused = decode(charset, bytes, 10).unwrap_err();
            assert_eq!(
                (refused.code, refused.place.as_str()),
                (BodyCode::Charset, at)
            );
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let text = "评价：很好😀𠮷";
        for charset in [Charset::Utf8, Charset::Gb18030] {
            let bytes = encode(charset, text).unwrap();
            assert_eq!(decode(charset, &bytes, 0).unwrap(), text);
        }
        assert_eq!(encode(Charset::Gb18030, "好").unwrap(), b"\xba\xc3");
        assert!(encode(Charset::Gb18030, "\u{e5e5}").is_err());
    }

    #[test]
    fn a_mark_comes_before_a_name_and_a_name_before_the_profile() {
        let gb = "text/csv; charset=GBK";
        assert_eq!(of(Charset::Utf8, gb, b"a"), Charset::Gb18030);
        assert_eq!(of(Charset::Utf8, gb, b"\xef\xbb\xbfa"), Charset::Utf8);
        assert_eq!(of(Charset::Gb18030, "text/csv", b"a"), Charset::Gb18030);
    }
}
