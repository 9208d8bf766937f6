//! What became of a rating.

/// An accepted evaluation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Submitted {
    /// The receipt code, in its groups.
    pub receipt: String,
    /// Where its state can be looked up.
    pub url: String,
    /// Working days within which a negative rating is dealt with; `None` for others.
    pub within_days: Option<u16>,
    /// Whether there is a contact to be told at.
    pub contact: bool,
}

/// What became of a rating, or why there can be none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Stored for good.
    Submitted(Submitted),
    /// On this device until there is a connection.
    Queued {
        /// Whether it outlives this page. A rating with name and contact does not:
        /// these are never written to the device.
        kept: bool,
    },
    /// The step was rated before, at this moment (RFC 3339) if known.
    Already(Option<String>),
    /// The time for rating is over.
    Expired,
    /// The ticket is not valid, or not yet.
    NotValid {
        /// Whether it will be.
        yet: bool,
    },
    /// Not to be had now; trying again may help.
    Unavailable,
    /// The hall's page may not use the service.
    NotAllowed,
}
