//! The bounds that everything which comes from outside is held to.

/// Characters (Unicode scalar values after normalization) of a comment.
pub const COMMENT_CHARS: usize = 500;
/// Indicators of one evaluation.
pub const INDICATORS: usize = 8;
/// Bytes of a body of `POST /v1/evaluations`.
pub const EVALUATION_BYTES: usize = 16 * 1024;
/// Service events of one `POST /v1/service-events`.
pub const EVENTS: usize = 500;
/// Bytes of a body of `POST /v1/service-events`.
pub const EVENTS_BYTES: usize = 1024 * 1024;
/// Bytes of a body of `POST /v1/operations/…`.
pub const OPERATION_BYTES: usize = 1024;
/// Open rating points of one hall: as many as one file of signs takes.
pub const POINTS: usize = 500;
/// Bytes of a body of `POST /v1/points`.
pub const POINT_BYTES: usize = 64 * 1024;
/// Service items of one rating point.
pub const POINT_ITEMS: usize = 40;
/// Characters of what a window is called.
pub const WINDOW_CHARS: usize = 40;
/// Characters of the alias of who serves at a window.
pub const STAFF_CHARS: usize = 20;
/// Bytes of a body of `POST /v1/points/{id}/sessions`: a ticket and its name.
pub const SESSION_BYTES: usize = 5 * 1024;
/// Bytes of a body of `POST /p/{code}` and `POST /receipt`.
pub const SCAN_BYTES: usize = 2 * 1024;
/// Tickets of one `POST /v1/links`.
pub const LINKS: usize = 500;
/// Bytes of a body of `POST /v1/links`: as many of the longest tickets.
pub const LINKS_BYTES: usize = 2 * 1024 * 1024;
/// Bytes of a ticket. Long enough for every claim at its own limit.
pub const TICKET_BYTES: usize = 4096;
/// Characters of a case number (GB/T 39046-2020: an..50).
pub const CASE_NO_CHARS: usize = 50;
/// Characters of the name of a service item or an agency.
pub const NAME_CHARS: usize = 200;
/// Characters of a person's name.
pub const PERSON_NAME_CHARS: usize = 50;
/// Characters of a certificate number.
pub const CERTIFICATE_CHARS: usize = 40;
/// The highest number of a step of a case.
pub const STEP_NO_MAX: u8 = 99;
