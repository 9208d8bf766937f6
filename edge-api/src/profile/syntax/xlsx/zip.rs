//! Single files out of a ZIP archive, within a bound on what they unpack to.
//!
//! Only what office programs write: stored or deflated, not encrypted, no ZIP64. Sizes
//! that the archive claims are not believed: unpacking stops at the bound.

use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::profile::refusal::{BodyCode, BodyRefusal};

/// Bytes that all files of an archive may unpack to together.
const UNPACKED: usize = 16 * 1024 * 1024;
/// Files of an archive.
const FILES: usize = 500;
const END: &[u8] = b"PK\x05\x06";
const ENTRY: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";

/// An archive of which files are taken one by one.
pub struct Archive<'a> {
    bytes: &'a [u8],
    entries: Vec<(String, Entry)>,
    left: usize,
}

#[derive(Clone, Copy)]
struct Entry {
    encrypted: bool,
    method: u16,
    packed: usize,
    local: usize,
}

pub(super) fn broken() -> BodyRefusal {
    BodyRefusal::new(BodyCode::Syntax, "", "this is not an XLSX file")
}

fn two(bytes: &[u8], at: usize) -> Option<usize> {
    let field = bytes.get(at..at.checked_add(2)?)?;
    field
        .try_into()
        .ok()
        .map(u16::from_le_bytes)
        .map(usize::from)
}

fn four(bytes: &[u8], at: usize) -> Option<usize> {
    let field = bytes.get(at..at.checked_add(4)?)?;
    usize::try_from(u32::from_le_bytes(field.try_into().ok()?)).ok()
}

impl<'a> Archive<'a> {
    /// Reads the directory at the end of the archive.
    pub fn open(bytes: &'a [u8]) -> Result<Self, BodyRefusal> {
        let entries = directory(bytes).ok_or_else(broken)?;
        Ok(Self {
            bytes,
            entries,
            left: UNPACKED,
        })
    }

    /// Unpacks a file; none when the archive lacks it.
    pub fn file(&mut self, name: &str) -> Result<Option<String>, BodyRefusal> {
        let Some((_, entry)) = self.entries.iter().find(|(known, _)| known == name) else {
            return Ok(None);
        };
        if entry.encrypted {
            return Err(BodyRefusal::new(
                BodyCode::Syntax,
                name,
                "send the table without a password",
            ));
        }
        let packed = self.packed(*entry).ok_or_else(broken)?;
        let too_large = || {
            BodyRefusal::new(
                BodyCode::TooLarge,
                name,
                "the table unpacks to more than 16 MiB; send fewer records at once",
            )
        };
        let unpacked = match entry.method {
            0 if packed.len() <= self.left => packed.to_vec(),
            0 => return Err(too_large()),
            8 => decompress_to_vec_with_limit(packed, self.left).map_err(|error| {
                if error.status == miniz_oxide::inflate::TINFLStatus::HasMoreOutput {
                    too_large()
                } else {
                    broken()
                }
            })?,
            _ => return Err(broken()),
        };
        self.left = self.left.saturating_sub(unpacked.len());
        String::from_utf8(unpacked).map(Some).map_err(|error| {
            BodyRefusal::new(
                BodyCode::Charset,
                format!("{name}, byte {}", error.utf8_error().valid_up_to()),
                "this is not UTF-8",
            )
        })
    }

    fn packed(&self, entry: Entry) -> Option<&'a [u8]> {
        let local = self.bytes.get(entry.local..)?;
        if !local.starts_with(LOCAL) {
            return None;
        }
        let begin = 30 + two(local, 26)? + two(local, 28)?;
        local.get(begin..begin.checked_add(entry.packed)?)
    }
}

fn directory(bytes: &[u8]) -> Option<Vec<(String, Entry)>> {
    const END_BYTES: usize = 22;
    let last = bytes.len().checked_sub(END_BYTES)?;
    // A comment of at most 64 KiB may follow.
    let first = last.saturating_sub(usize::from(u16::MAX));
    let end = (first..=last)
        .rev()
        .find(|at| bytes.get(*at..).is_some_and(|rest| rest.starts_with(END)))?;
    let count = two(bytes, end + 10)?;
    if count > FILES {
        return None;
    }
    let mut at = four(bytes, end + 16)?;
    let mut entries = Vec::new();
    for _ in 0..count {
        let entry = bytes.get(at..)?;
        if !entry.starts_with(ENTRY) {
            return None;
        }
        let name_length = two(entry, 28)?;
        let name = entry.get(46..46 + name_length)?;
        entries.push((
            String::from_utf8_lossy(name).into_owned(),
            Entry {
                encrypted: two(entry, 8)? & 1 == 1,
                method: u16::try_from(two(entry, 10)?).ok()?,
                packed: four(entry, 20)?,
                local: four(entry, 42)?,
            },
        ));
        at = at.checked_add(46 + name_length + two(entry, 30)? + two(entry, 32)?)?;
    }
    Some(entries)
}
