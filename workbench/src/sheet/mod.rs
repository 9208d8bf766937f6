//! Sheets that staff bring: CSV or XLSX. What is in a file is decided by a profile; here is
//! how it is told apart, and how a refusal is said to whoever filled it in.

mod columns;
mod texts;
mod turn;

pub use columns::{columns, refused};
pub use texts::{body, place, record};
pub use turn::turn;

/// Most bytes of a sheet, as of any body that a profile reads.
pub const BYTES: usize = haochaping_edge::profile::limits::BYTES;

/// The content type by what a file begins with: its name and what a browser says of it are
/// whatever the machine in the hall was set to. What is known to be no table is
/// `application/octet-stream`, which no profile takes. No text in GB 18030 is UTF-8 too, but for one in
/// ASCII, which is both.
#[must_use]
pub fn content_type(file: &[u8]) -> &'static str {
    /// PDF; office files of before 2007; pictures; pages and XML; rich text.
    const OTHERS: [&[u8]; 6] = [
        b"%PDF-",
        b"\xd0\xcf\x11\xe0",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"<",
        b"{\\rtf",
    ];
    if OTHERS.iter().any(|begin| file.starts_with(begin)) {
        "application/octet-stream"
    } else if file.starts_with(b"PK\x03\x04") {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    } else if std::str::from_utf8(file).is_ok() {
        "text/csv; charset=utf-8"
    } else {
        "text/csv"
    }
}

#[cfg(test)]
mod tests {
    use super::content_type;

    #[test]
    fn a_file_is_told_by_how_it_begins() {
        for (file, kind) in [
            (&b"%PDF-1.4\n"[..], "application/octet-stream"),
            (b"\xd0\xcf\x11\xe0\xa1", "application/octet-stream"),
            (b"<html><table>", "application/octet-stream"),
            ("\u{feff}编号,意见".as_bytes(), "text/csv; charset=utf-8"),
            (b"\xb1\xe0\xba\xc5,a", "text/csv"),
        ] {
            assert_eq!(content_type(file), kind, "{file:?}");
        }
        assert!(content_type(b"PK\x03\x04").ends_with("sheet"));
    }
}
