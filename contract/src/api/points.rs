//! `POST /v1/points` and what follows from it: the codes at a hall's windows.

use crate::case::{AgencyCode, AreaCode, Desk, ItemCode, StepKind};
use crate::point::PointCode;
use serde::{Deserialize, Serialize};

/// A rating point that a hall registers: a window, or any other place with a code of its
/// own. Registering it again changes it; its code stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Point {
    /// The hall's own id of it, which is the `desk` of what is rated there.
    pub id: Desk,
    /// What the window is called in the hall, 1 to 40 characters: `3号窗口`.
    #[cfg_attr(feature = "openapi", schemars(length(min = 1, max = 40)))]
    pub window: String,
    /// The agency that serves at it.
    pub agency_code: AgencyCode,
    /// Its name, 1 to 200 characters.
    #[cfg_attr(feature = "openapi", schemars(length(min = 1, max = 200)))]
    pub agency_name: String,
    /// Alias or number of who serves there, if the hall shows one; 1 to 20 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schemars(length(min = 1, max = 20)))]
    pub staff: Option<String>,
    /// The area of what is handled, within the hall's; the hall's own when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_code: Option<AreaCode>,
    /// What is done at the window.
    pub step: StepKind,
    /// What can be handled there, 1 to 40 items; the citizen says which it was.
    #[cfg_attr(feature = "openapi", schemars(length(min = 1, max = 40)))]
    pub items: Vec<PointItem>,
    /// Which number the citizen may give besides, where the hall has one; none when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asks: Option<AskedNumber>,
}

/// A service item that can be handled at a point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PointItem {
    /// The code of the service item.
    pub code: ItemCode,
    /// Its name, as the citizen knows it; 1 to 200 characters.
    #[cfg_attr(feature = "openapi", schemars(length(min = 1, max = 200)))]
    pub name: String,
}

/// A number that a citizen may give at a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AskedNumber {
    /// 办件编号: the number of the case.
    CaseNo,
    /// 排队号: the number on the queue ticket.
    QueueNo,
}

/// How a point stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PointState {
    /// The hall's own id of it.
    pub id: Desk,
    /// What the window is called.
    pub window: String,
    /// Its code.
    pub code: PointCode,
    /// Where the code leads.
    pub url: String,
    /// False once it was closed.
    pub open: bool,
    /// When it was last changed, RFC 3339.
    #[cfg_attr(feature = "openapi", schemars(extend("format" = "date-time")))]
    pub changed_at: String,
}

/// What the kiosk at a point is to show: `POST /v1/points/{id}/sessions`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SessionRequest {
    /// The ticket of whoever stands there now; absent for nobody, which clears the screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schemars(extend("format" = "ticket", "maxLength" = crate::limits::TICKET_BYTES)))]
    pub ticket: Option<String>,
}

/// A session that was opened or ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SessionState {
    /// The hall's own id of the point.
    pub id: Desk,
    /// Where the kiosk listens: its attribute `session`. The same for every session of the
    /// point, and for that kiosk only: whoever has it sees the tickets.
    pub stream: String,
    /// When it was opened, RFC 3339.
    #[cfg_attr(feature = "openapi", schemars(extend("format" = "date-time")))]
    pub opened_at: String,
}
