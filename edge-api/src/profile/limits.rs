//! The bounds of everything that an outside system sends in one body.

/// Bytes of a body, before anything is read of it.
pub const BYTES: usize = 4 * 1024 * 1024;
/// Records of a body; a profile may allow fewer.
pub const RECORDS: usize = 2_000;
/// How deep lists and groups may be nested.
pub const DEPTH: usize = 16;
/// Members of a group, columns of a table, parameters of a form.
pub const MEMBERS: usize = 200;
/// Values of a body, groups and lists counted too.
pub const VALUES: usize = 200_000;
/// Bytes of a value of a record: a comment of 500 characters fits four times.
pub const VALUE_BYTES: usize = 8 * 1024;
/// Bytes of a profile file.
pub const PROFILE_BYTES: usize = 128 * 1024;
/// Milliseconds by which the clock of an outside system may be ahead.
pub const SKEW_MS: i64 = 120_000;
