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
/// whatever the machine in the hall was set to. No text in GB 18030 is UTF-8 too, but for one in
/// ASCII, which is both.
#[must_use]
pub fn content_type(file: &[u8]) -> &'static str {
    if file.starts_with(b"PK\x03\x04") {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    } else if std::str::from_utf8(file).is_ok() {
        "text/csv; charset=utf-8"
    } else {
        "text/csv"
    }
}
