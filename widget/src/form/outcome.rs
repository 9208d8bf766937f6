//! What became of a rating.

/// An accepted evaluation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Submitted {
    /// The receipt code, in its groups.
    pub receipt: String,
    /// Where its state can be looked up.
    pub url: String,
    /// Working days within which a negative rating is dealt with; `None` for others.
    pub within_days: Option<u8>,
    /// Whether there is a contact to be told at.
    pub contact: bool,
}

/// Where a rating waits for a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// On the device: it outlives the page and the browser.
    Device,
    /// On the page only, because it has a name and a number, which are never written to
    /// a device.
    PageForPrivacy,
    /// On the page only, because the device keeps nothing (storage is off or full).
    Page,
}

/// What became of a rating, or why there can be none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Stored for good.
    Submitted(Submitted),
    /// On this device until there is a connection.
    Queued(Kept),
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
