//! What the form tells its host: where it stands, never what was rated.

use super::VERSION;

/// Longest code of an error, in bytes.
const CODE: usize = 64;

/// Types of the form's messages.
pub const NAMES: [&str; 6] = ["ready", "size", "opened", "submitted", "closed", "error"];

/// A message to the host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// The page listens: the host may send its settings.
    Ready,
    /// The form with what belongs to it is this high, in CSS pixels.
    Size(u32),
    /// The form is on screen and can be filled in.
    Opened,
    /// The evaluation was durably accepted.
    Submitted,
    /// The citizen wants to leave.
    Closed,
    /// A code of the API's problem list, why the form is closed, `queued`, or that of a
    /// [`super::Refused`]. Small letters and `_` only.
    Error(String),
}

impl Message {
    /// The message for an event of the form, `None` where the host is told nothing.
    ///
    /// `said` is the event's state or code. The bridge's own events are `ready` and `size`,
    /// whose `said` is the height.
    #[must_use]
    pub fn of(event: &str, said: &str) -> Option<Self> {
        match (event, said) {
            ("ready", _) => Some(Self::Ready),
            ("size", height) => height.parse().ok().map(Self::Size),
            ("hcp-ready", "open") => Some(Self::Opened),
            // Most often a negative level without its reason: it would hint at the level.
            ("hcp-error", "rule_broken") => None,
            ("hcp-ready" | "hcp-error", code) => Some(Self::Error(code_of(code))),
            ("hcp-submitted", _) => Some(Self::Submitted),
            // Kept on the device: the host must not believe it was sent.
            ("hcp-queued", _) => Some(Self::Error("queued".to_owned())),
            ("hcp-close", _) => Some(Self::Closed),
            _ => None,
        }
    }

    /// The value of `type`; one of [`NAMES`].
    #[must_use]
    pub const fn name(&self) -> &'static str {
        let [ready, size, opened, submitted, closed, error] = NAMES;
        match self {
            Self::Ready => ready,
            Self::Size(_) => size,
            Self::Opened => opened,
            Self::Submitted => submitted,
            Self::Closed => closed,
            Self::Error(_) => error,
        }
    }

    /// Whether something has come to its end with it.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Submitted | Self::Closed | Self::Error(_))
    }

    /// The envelope, as JSON. Names, codes and numbers need no escaping.
    #[must_use]
    pub fn to_json(&self) -> String {
        let rest = match self {
            Self::Size(height) => [",\"height\":", &height.to_string()].concat(),
            Self::Error(code) => [",\"code\":\"", code, "\""].concat(),
            _ => String::new(),
        };
        let head = ["{\"haochaping\":", &VERSION.to_string()].concat();
        [&head, ",\"type\":\"", self.name(), "\"", &rest, "}"].concat()
    }
}

/// A code as it may be told; whatever is spelled otherwise is `internal`, so nothing else
/// can travel as one.
fn code_of(said: &str) -> String {
    let is_code = !said.is_empty()
        && said.len() <= CODE
        && said
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    if is_code { said } else { "internal" }.to_owned()
}
