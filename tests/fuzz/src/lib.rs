//! What must hold for any input whatever. Each module has one `check` that panics when it
//! does not; a fuzzer looks for inputs that make it, and `tests/corpus.rs` tries those that
//! are known.
//!
//! | target | input | must hold |
//! |---|---|---|
//! | [`ticket`] | text | only tickets that were signed verify |
//! | [`ticket_altered`] | a signed ticket and edits | an altered ticket never verifies |
//! | [`evaluation`] | media type and body | what is accepted keeps every rule and is its own normal form |
//! | [`event`] | one service event | its ticket says what the event said |
//! | [`redaction`] | text | no number of a person is left, nothing else is lost |
//! | [`sealed`] | text | only what was sealed opens, and only where it belongs |
//! | [`codes`] | text | a code that was read reads itself again |
//! | [`form`] | form post | what was read reads itself again |
//! | [`request`] | a whole request | no 500, no markup, header or secret of the sender's making |
//! | [`import_batch`] | a body of an old system | what is taken keeps every rule and is written and read as the same |
//! | [`profile_file`] | a profile file | whatever it says, reading and writing by it does no harm |
//! | [`config`] | configuration and secrets | a refusal names no secret |

pub mod codes;
pub mod config;
pub mod evaluation;
pub mod event;
pub mod form;
pub mod import_batch;
mod markup;
mod numbers;
mod outbox;
pub mod profile_file;
pub mod redaction;
pub mod request;
pub mod sealed;
pub mod ticket;
pub mod ticket_altered;
mod world;

#[cfg(fuzzing)]
pub use libfuzzer_sys;

/// Panics when what must hold does not hold for this input.
pub type Check = fn(&[u8]);

/// All targets by name, each with a folder in `corpus/`.
pub const TARGETS: [(&str, Check); 12] = [
    ("codes", codes::check),
    ("config", config::check),
    ("evaluation", evaluation::check),
    ("event", event::check),
    ("form", form::check),
    ("import_batch", import_batch::check),
    ("profile_file", profile_file::check),
    ("redaction", redaction::check),
    ("request", request::check),
    ("sealed", sealed::check),
    ("ticket", ticket::check),
    ("ticket_altered", ticket_altered::check),
];

/// The program of a target: libFuzzer's under `cargo fuzz`, an empty one in other builds.
#[macro_export]
macro_rules! target {
    ($name:ident) => {
        #[cfg(fuzzing)]
        $crate::libfuzzer_sys::fuzz_target!(|data: &[u8]| $crate::$name::check(data));
        #[cfg(not(fuzzing))]
        fn main() {}
    };
}
