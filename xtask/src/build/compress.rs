//! Compresses as a web server would, at the highest level: the files are made once and served
//! often.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::failure::{OrFail, Result};

/// Window of 4 MB, more than any file here.
const BROTLI_WINDOW: u32 = 22;
const BROTLI_QUALITY: u32 = 11;

/// `Content-Encoding: br`.
///
/// # Errors
/// Out of memory.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, BROTLI_QUALITY, BROTLI_WINDOW);
    writer
        .write_all(bytes)
        .and_then(|()| writer.flush())
        .or_fail("cannot compress with brotli", "Free some memory")?;
    Ok(writer.into_inner())
}

/// `Content-Encoding: gzip`, without a time so that the same input gives the same bytes.
///
/// # Errors
/// Out of memory.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .or_fail("cannot compress with gzip", "Free some memory")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn both_unpack_to_what_went_in() {
        let text = "您对本次服务满意吗？".repeat(50);
        let mut brotli_back = Vec::new();
        let packed = brotli(text.as_bytes()).unwrap();
        brotli::Decompressor::new(packed.as_slice(), 4096)
            .read_to_end(&mut brotli_back)
            .unwrap();
        assert_eq!(brotli_back, text.as_bytes());
        let mut gzip_back = Vec::new();
        let packed = gzip(text.as_bytes()).unwrap();
        flate2::read::GzDecoder::new(packed.as_slice())
            .read_to_end(&mut gzip_back)
            .unwrap();
        assert_eq!(gzip_back, text.as_bytes());
    }
}
