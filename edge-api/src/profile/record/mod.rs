//! Fields of a record as the profile spells them, to values as we spell them, and back.

use std::collections::BTreeMap;

mod read;
mod reasons;
mod write;

use super::check::Profile;
use super::format::{Field, Target};
use super::place::{Place, shown};
use super::refusal::{RecordCode, RecordRefusal};

pub(super) use read::read;
pub(super) use write::write;

/// What a record says: text of our spelling by field of ours. Times are milliseconds,
/// indicators have commas between them.
pub(super) type Slots = BTreeMap<Target, String>;

/// A record that was read, and how to tell where something in it stands.
#[derive(Debug)]
pub(super) struct Said<'a> {
    pub profile: &'a Profile,
    pub place: &'a Place,
    pub slots: Slots,
}

impl Said<'_> {
    /// A refusal of the field that says `target`.
    pub fn refuse(&self, target: Target, code: RecordCode, detail: &'static str) -> RecordRefusal {
        let known = self.profile.fields_of(target).next();
        refuse(
            self.place,
            known.map_or(target.name(), |field| &field.name),
            code,
            detail,
        )
    }
}

/// A refusal of a field that was sent under this name.
fn refuse_sent(
    place: &Place,
    field: &Field,
    name: &str,
    code: RecordCode,
    detail: &'static str,
) -> RecordRefusal {
    RecordRefusal {
        field: field.name.clone(),
        ..refuse(place, name, code, detail)
    }
}

fn refuse(place: &Place, name: &str, code: RecordCode, detail: &'static str) -> RecordRefusal {
    RecordRefusal {
        code,
        field: shown(name),
        place: place.field(name),
        detail,
    }
}
