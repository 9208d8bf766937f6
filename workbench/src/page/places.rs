//! The places of the navigation, each with the roles that may go there.

use crate::account::{Account, Role};

/// One place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its path.
    pub path: &'static str,
    /// Its name in Chinese.
    pub zh: &'static str,
    /// Its name in English.
    pub en: &'static str,
    /// What one does there, Chinese and English: for the start page.
    pub purpose: (&'static str, &'static str),
    roles: &'static [Role],
}

/// Every place, in the order of the navigation.
const PLACES: &[Place] = &[Place {
    path: "/audit",
    zh: "操作记录",
    en: "Trail",
    purpose: ("查看谁在什么时间做了什么。", "See who did what, and when."),
    roles: &[Role::Supervisor],
}];

/// The places that an account may go to.
pub(super) fn of(account: &Account) -> Vec<Place> {
    let may = |place: &&Place| place.roles.iter().any(|role| account.is(*role));
    PLACES.iter().filter(may).copied().collect()
}
