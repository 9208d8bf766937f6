//! How a refusal is told: `application/problem+json` (RFC 9457) with a stable code.

use crate::evaluation::Violation;
use crate::lang::Lang;
use serde::{Deserialize, Serialize};

/// Why a request was refused. The code is stable: clients and metrics may rely on it,
/// and it is the key of the citizen's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The body is not what the route takes.
    MalformedRequest,
    /// The ticket is not one, is altered, or is not for this service.
    TicketInvalid,
    /// The ticket holds only later.
    TicketNotYetValid,
    /// The ticket held only until earlier.
    TicketExpired,
    /// The step has been evaluated with other content.
    AlreadyEvaluated,
    /// A rule of the evaluation is broken.
    RuleBroken,
    /// The page that asks is not one of the hall's.
    OriginNotAllowed,
    /// The hall may not import by this profile.
    ProfileNotAllowed,
    /// The body is too large.
    TooLarge,
    /// The body's type is not taken here.
    UnsupportedType,
    /// There is no such thing.
    NotFound,
    /// The method is not allowed here.
    MethodNotAllowed,
    /// Too many requests for this ticket, hall or receipt.
    TooManyRequests,
    /// Not accepted now; nothing was stored.
    Unavailable,
    /// The caller's key is missing or wrong.
    Unauthorized,
    /// An event of this step is known with other content.
    EventConflict,
    /// The service is not set up.
    Misconfigured,
    /// Something went wrong inside; nothing is told, the log has the cause.
    Internal,
}

impl Code {
    /// All codes, for tables and tests.
    pub const ALL: [Self; 18] = [
        Self::MalformedRequest,
        Self::TicketInvalid,
        Self::TicketNotYetValid,
        Self::TicketExpired,
        Self::AlreadyEvaluated,
        Self::RuleBroken,
        Self::OriginNotAllowed,
        Self::ProfileNotAllowed,
        Self::TooLarge,
        Self::UnsupportedType,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::TooManyRequests,
        Self::Unavailable,
        Self::Unauthorized,
        Self::EventConflict,
        Self::Misconfigured,
        Self::Internal,
    ];

    /// The code as text.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MalformedRequest => "malformed_request",
            Self::TicketInvalid => "ticket_invalid",
            Self::TicketNotYetValid => "ticket_not_yet_valid",
            Self::TicketExpired => "ticket_expired",
            Self::AlreadyEvaluated => "already_evaluated",
            Self::RuleBroken => "rule_broken",
            Self::OriginNotAllowed => "origin_not_allowed",
            Self::ProfileNotAllowed => "profile_not_allowed",
            Self::TooLarge => "too_large",
            Self::UnsupportedType => "unsupported_type",
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::TooManyRequests => "too_many_requests",
            Self::Unavailable => "unavailable",
            Self::Unauthorized => "unauthorized",
            Self::EventConflict => "event_conflict",
            Self::Misconfigured => "misconfigured",
            Self::Internal => "internal",
        }
    }

    /// The HTTP status that goes with it.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::MalformedRequest => 400,
            Self::TicketInvalid | Self::TicketNotYetValid | Self::Unauthorized => 401,
            Self::OriginNotAllowed | Self::ProfileNotAllowed => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::AlreadyEvaluated | Self::EventConflict => 409,
            Self::TicketExpired => 410,
            Self::TooLarge => 413,
            Self::UnsupportedType => 415,
            Self::RuleBroken => 422,
            Self::TooManyRequests => 429,
            Self::Internal => 500,
            Self::Unavailable | Self::Misconfigured => 503,
        }
    }

    /// One sentence for a citizen or developer: what is wrong, and what to do.
    #[must_use]
    pub const fn title(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::MalformedRequest => ("请求内容无法识别", "The request could not be read"),
            Self::TicketInvalid => (
                "评价链接无效，请从原办事页面重新进入",
                "This rating link is not valid; open it again from the page of your case",
            ),
            Self::TicketNotYetValid => (
                "评价尚未开放，请稍后再来",
                "Rating has not opened yet; come back later",
            ),
            Self::TicketExpired => ("评价期限已过", "The time for rating this has passed"),
            Self::AlreadyEvaluated => ("本次服务已评价", "This service has already been rated"),
            Self::RuleBroken => ("请更正后再提交", "Correct what is marked and submit again"),
            Self::OriginNotAllowed => (
                "本页面未获准使用评价服务，请联系网站管理员",
                "This page may not use the rating service; tell the site's administrator",
            ),
            Self::ProfileNotAllowed => (
                "本大厅未获准使用该接口规范",
                "This hall may not import by this profile",
            ),
            Self::TooLarge => ("提交的内容过大", "What was sent is too large"),
            Self::UnsupportedType => (
                "不支持这种内容类型",
                "This type of content is not taken here",
            ),
            Self::NotFound => ("没有找到", "Not found"),
            Self::MethodNotAllowed => ("不支持这种请求方法", "This method is not allowed here"),
            Self::TooManyRequests => (
                "操作过于频繁，请稍后再试",
                "Too many requests; try again later",
            ),
            Self::Unavailable => (
                "服务繁忙，本次未提交成功，请稍后再试",
                "The service is busy and nothing was submitted; try again later",
            ),
            Self::Unauthorized => ("密钥缺失或不正确", "The key is missing or wrong"),
            Self::EventConflict => (
                "同一环节已上报过不同内容",
                "Other content was reported before for the same step",
            ),
            Self::Misconfigured => ("服务尚未配置完成", "The service is not set up"),
            Self::Internal => (
                "服务出错，本次未提交成功，请稍后再试",
                "Something went wrong and nothing was submitted; try again later",
            ),
        };
        lang.pick(zh, en)
    }
}

/// The body of a refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// `urn:haochaping:problem:<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// [`Code::title`] in the asked language.
    pub title: String,
    /// The HTTP status again.
    pub status: u16,
    /// The stable code.
    pub code: Code,
    /// What exactly, where, and what to do; for developers more than for citizens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Every broken rule; only with [`Code::RuleBroken`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub violations: Vec<BrokenRule>,
    /// When the step was evaluated (RFC 3339); only with [`Code::AlreadyEvaluated`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evaluated_at: Option<String>,
}

/// One broken rule in a [`Problem`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct BrokenRule {
    /// Where in the request, as a JSON pointer.
    pub pointer: String,
    /// The rule's stable code.
    pub code: String,
    /// What a citizen is told.
    pub text: String,
}

impl BrokenRule {
    /// The violation in the words of `lang`.
    #[must_use]
    pub fn new(violation: Violation, lang: Lang) -> Self {
        Self {
            pointer: violation.field.pointer(),
            code: violation.rule.code().to_owned(),
            text: violation.rule.text(lang).to_owned(),
        }
    }
}

impl Problem {
    /// A refusal with this code in the words of `lang`.
    #[must_use]
    pub fn new(code: Code, lang: Lang) -> Self {
        Self {
            kind: format!("urn:haochaping:problem:{}", code.as_str()),
            title: code.title(lang).to_owned(),
            status: code.status(),
            code,
            detail: None,
            violations: Vec::new(),
            evaluated_at: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::{Field, Rule};

    #[test]
    fn the_code_on_the_wire_is_its_text() {
        for code in Code::ALL {
            assert_eq!(
                serde_json::to_string(&code).unwrap(),
                format!("\"{}\"", code.as_str())
            );
            assert!((400..600).contains(&code.status()));
        }
    }

    #[test]
    fn wire_form() {
        let mut problem = Problem::new(Code::RuleBroken, Lang::En);
        problem.violations.push(BrokenRule::new(
            Violation {
                field: Field::Level,
                rule: Rule::LevelRequired,
            },
            Lang::En,
        ));
        assert_eq!(
            serde_json::to_string(&problem).unwrap(),
            r#"{"type":"urn:haochaping:problem:rule_broken","title":"Correct what is marked and submit again","status":422,"code":"rule_broken","violations":[{"pointer":"/level","code":"level_required","text":"Choose how satisfied you are"}]}"#
        );
    }
}
