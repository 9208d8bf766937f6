//! What a host may tell the form: how to be shown, and where back is.

use super::message::NAMES;
use super::{Back, Scheme, VERSION};
use crate::lang::Lang;

/// Colours that a host may ask for.
const THEMES: [&str; 3] = ["auto", "light", "dark"];

/// The value of one member of an envelope.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Member<'a> {
    /// `null`: as if it were left out.
    Null,
    /// A boolean.
    Truth(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(&'a str),
    /// A list or an object.
    Other,
}

/// Why a message of a host is refused. It changes nothing then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// An envelope of a version that is not known here.
    VersionUnknown,
    /// Another type, another member, a value of another kind.
    MessageRefused,
    /// A back address that is not allowed.
    BackRefused,
}

/// What becomes of a message that came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Settings, every one of them allowed; what is left out stays as it is.
    Settings,
    /// The host is told why.
    Refused(Refused),
    /// Not for us, or our own message come back: nobody is told.
    Ignored,
}

impl Heard {
    /// Judges an object by its members, for a hall whose app has registered `schemes`.
    #[must_use]
    pub fn judge(members: &[(&str, Member<'_>)], schemes: &[Scheme]) -> Self {
        let member = |name| {
            let found = members.iter().find(|(known, _)| *known == name);
            found.map_or(Member::Null, |(_, value)| *value)
        };
        let (Member::Number(version), Member::Text(kind)) = (member("haochaping"), member("type"))
        else {
            return Self::Ignored;
        };
        if version.to_bits() != f64::from(VERSION).to_bits() {
            return Self::Refused(Refused::VersionUnknown);
        }
        // A frame that sends everything back must not make an endless conversation.
        if NAMES.contains(&kind) {
            return Self::Ignored;
        }
        if kind != "settings" || !members.iter().all(|(name, value)| fits(name, *value)) {
            return Self::Refused(Refused::MessageRefused);
        }
        match member("back") {
            Member::Text(back) if Back::parse(back, schemes).is_none() => {
                Self::Refused(Refused::BackRefused)
            }
            _ => Self::Settings,
        }
    }
}

/// Whether a member of this name may have this value; where back leads is judged apart.
fn fits(name: &str, value: Member<'_>) -> bool {
    match (name, value) {
        ("haochaping" | "type", _)
        | ("elder" | "lang" | "theme" | "back", Member::Null)
        | ("elder", Member::Truth(_))
        | ("back", Member::Text(_)) => true,
        ("lang", Member::Text(lang)) => [Lang::Zh, Lang::En]
            .iter()
            .any(|known| known.pick("zh", "en") == lang),
        ("theme", Member::Text(theme)) => THEMES.contains(&theme),
        _ => false,
    }
}

impl Refused {
    /// The code that the host is told.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::VersionUnknown => "version_unknown",
            Self::MessageRefused => "message_refused",
            Self::BackRefused => "back_refused",
        }
    }
}
