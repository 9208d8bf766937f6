//! The trail: who did what to which thing. Written in the transaction of what it tells
//! of, never changed afterwards. Nothing of a citizen may stand in it: targets are ids.

mod store;

pub use store::{Entry, Filter, PAGE, list};

use deadpool_postgres::GenericClient;
use tokio_postgres::Error;

use crate::account::Account;

/// What stands in place of an alias when the command line did it.
pub const COMMAND: &str = "command";

/// What can be done. Each room of the workbench adds its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Somebody signed in.
    SignIn,
    /// Somebody signed out.
    SignOut,
    /// Signing in to this account was refused.
    SignInRefused,
    /// An account was added.
    AccountAdd,
    /// An account was disabled.
    AccountDisable,
    /// A disabled account may sign in again.
    AccountEnable,
    /// An account got other roles.
    AccountRoles,
    /// An account got another password.
    AccountPassword,
    /// A collected opinion was entered.
    CollectEnter,
    /// Evaluations that a platform did not take are sent again.
    OnwardAgain,
    /// Evaluations that a platform did not take are not sent any more.
    OnwardClose,
    /// A list of cases to call about was added.
    CallList,
    /// An operator took a call, and with it saw a number.
    CallTake,
    /// An operator recorded what a citizen said.
    CallRecord,
    /// A call ended without a rating.
    CallEnd,
    /// A call went back to the list.
    CallPutBack,
    /// A table of opinions was uploaded, to be looked through.
    CollectUpload,
    /// What is good of it was entered.
    CollectConfirm,
    /// It was thrown away.
    CollectDiscard,
}

impl Action {
    /// Every action, in the order in which a filter offers them.
    pub const ALL: &'static [Self] = &[
        Self::SignIn,
        Self::SignOut,
        Self::SignInRefused,
        Self::AccountAdd,
        Self::AccountDisable,
        Self::AccountEnable,
        Self::AccountRoles,
        Self::AccountPassword,
        Self::CollectEnter,
        Self::OnwardAgain,
        Self::OnwardClose,
        Self::CallList,
        Self::CallTake,
        Self::CallRecord,
        Self::CallEnd,
        Self::CallPutBack,
        Self::CollectUpload,
        Self::CollectConfirm,
        Self::CollectDiscard,
    ];

    /// The word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::SignOut => "sign_out",
            Self::SignInRefused => "sign_in.refused",
            Self::AccountAdd => "account.add",
            Self::AccountDisable => "account.disable",
            Self::AccountEnable => "account.enable",
            Self::AccountRoles => "account.roles",
            Self::AccountPassword => "account.password",
            Self::CollectEnter => "collect.enter",
            Self::OnwardAgain => "onward.again",
            Self::OnwardClose => "onward.close",
            Self::CallList => "call.list",
            Self::CallTake => "call.take",
            Self::CallRecord => "call.record",
            Self::CallEnd => "call.end",
            Self::CallPutBack => "call.put_back",
            Self::CollectUpload => "collect.upload",
            Self::CollectConfirm => "collect.confirm",
            Self::CollectDiscard => "collect.discard",
        }
    }

    /// What a page calls it, Chinese and English.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::SignIn => ("登录", "Signed in"),
            Self::SignOut => ("退出", "Signed out"),
            Self::SignInRefused => ("登录被拒", "Sign-in refused"),
            Self::AccountAdd => ("新建账号", "Account added"),
            Self::AccountDisable => ("停用账号", "Account disabled"),
            Self::AccountEnable => ("启用账号", "Account enabled"),
            Self::AccountRoles => ("调整角色", "Roles changed"),
            Self::AccountPassword => ("更换密码", "Password changed"),
            Self::CollectEnter => ("录入线下意见", "Collected opinion entered"),
            Self::OnwardAgain => ("重新上报", "Reported again"),
            Self::OnwardClose => ("不再上报", "Reporting given up"),
            Self::CallList => ("加入回访名单", "Call list added"),
            Self::CallTake => ("取得回访办件", "Call taken"),
            Self::CallRecord => ("记录电话评价", "Rating by telephone recorded"),
            Self::CallEnd => ("结束回访", "Call ended without a rating"),
            Self::CallPutBack => ("放回回访办件", "Call put back"),
            Self::CollectUpload => ("上传线下意见表", "Table of opinions uploaded"),
            Self::CollectConfirm => ("确认录入意见表", "Table of opinions entered"),
            Self::CollectDiscard => ("删除意见表", "Table of opinions deleted"),
        }
    }

    /// The action that a code names.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|action| action.code() == code)
    }
}

/// What a page calls the kinds of things, Chinese and English. Each room adds its own.
const KINDS: &[(&str, &str, &str)] = &[
    ("account", "账号", "account"),
    ("call", "回访", "call"),
    ("call_list", "名单", "call list"),
    ("opinion", "意见", "opinion"),
    ("upload", "上传的表格", "uploaded table"),
    ("upstream", "上级平台", "upper platform"),
];

/// What a page calls a kind of thing; `None` for one that it does not know.
#[must_use]
pub fn kind_words(kind: &str) -> Option<(&'static str, &'static str)> {
    KINDS
        .iter()
        .find(|(code, _, _)| *code == kind)
        .map(|(_, zh, en)| (*zh, *en))
}

/// Writes that `who` did `action` to `target_id`, a `target_kind`.
///
/// # Errors
/// The centre does not take it; then what it tells of must not stand either.
pub async fn write(
    client: &impl GenericClient,
    who: &Account,
    action: Action,
    target_kind: &str,
    target_id: &str,
) -> Result<(), Error> {
    insert(
        client,
        &who.hall_id,
        Some(who.id),
        &who.alias,
        action,
        target_kind,
        target_id,
    )
    .await
}

/// The same, done by the command line for a hall.
///
/// # Errors
/// Those of [`write`].
pub async fn write_command(
    client: &impl GenericClient,
    hall_id: &str,
    action: Action,
    target_kind: &str,
    target_id: &str,
) -> Result<(), Error> {
    insert(
        client,
        hall_id,
        None,
        COMMAND,
        action,
        target_kind,
        target_id,
    )
    .await
}

async fn insert(
    client: &impl GenericClient,
    hall_id: &str,
    account: Option<i64>,
    alias: &str,
    action: Action,
    target_kind: &str,
    target_id: &str,
) -> Result<(), Error> {
    client
        .execute(
            "INSERT INTO workbench.audit (hall_id, account_id, alias, action, target_kind, target_id)
             VALUES ($1, $2, $3, $4, $5, $6)",
            &[&hall_id, &account, &alias, &action.code(), &target_kind, &target_id],
        )
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Action;

    #[test]
    fn codes_lead_back_and_are_told_apart() {
        for action in Action::ALL {
            assert_eq!(Action::of(action.code()), Some(*action));
        }
        assert_eq!(Action::of("x"), None);
    }
}
