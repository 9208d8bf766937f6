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
const PLACES: &[Place] = &[
    Place {
        path: "/collect",
        zh: "线下意见录入",
        en: "Collected opinions",
        purpose: (
            "录入意见箱、座谈会、开放日收集的意见。",
            "Enter what lay in a paper box or was said at a forum or an open day.",
        ),
        roles: &[Role::Collector],
    },
    Place {
        path: "/collected",
        zh: "线下意见统计",
        en: "Collected so far",
        purpose: (
            "查看线下意见的数量，单独统计。",
            "See how many were collected, counted apart.",
        ),
        roles: &[Role::Collector, Role::Supervisor],
    },
    Place {
        path: "/call",
        zh: "电话回访",
        en: "Call-back desk",
        purpose: (
            "按名单给市民打电话，记录市民的评价。",
            "Call citizens from a list and record what they say.",
        ),
        roles: &[Role::Operator],
    },
    Place {
        path: "/call-lists",
        zh: "回访名单",
        en: "Call lists",
        purpose: (
            "加入要回访的办件，查看进度。",
            "Add cases to call about and see how far they are.",
        ),
        roles: &[Role::Supervisor],
    },
    Place {
        path: "/onward",
        zh: "上报",
        en: "Reporting",
        purpose: (
            "查看向上级平台报送的情况，重发未送达的评价。",
            "See what upper platforms have got, and send again what they did not take.",
        ),
        roles: &[Role::Supervisor],
    },
    Place {
        path: "/audit",
        zh: "操作记录",
        en: "Trail",
        purpose: ("查看谁在什么时间做了什么。", "See who did what, and when."),
        roles: &[Role::Supervisor],
    },
];

/// The places that an account may go to.
pub(super) fn of(account: &Account) -> Vec<Place> {
    let may = |place: &&Place| place.roles.iter().any(|role| account.is(*role));
    PLACES.iter().filter(may).copied().collect()
}
