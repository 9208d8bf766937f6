//! Service events: what can be rated, told by the system that handles the case.

use contract::api::events::ServiceEvent;
use contract::case::ItemKind;

use crate::clock;
use crate::profile::Surroundings;
use crate::profile::format::Target;
use crate::profile::record::{Said, Slots};
use crate::profile::refusal::{RecordCode, RecordRefusal};

/// Reads a service event. It holds nothing of a person: profiles leave that out.
pub(super) fn read(
    said: &Said<'_>,
    surroundings: &Surroundings<'_>,
) -> Result<ServiceEvent, RecordRefusal> {
    let missing = |target| {
        said.refuse(
            target,
            RecordCode::FieldMissing,
            "this must be there; nothing is assumed in its place",
        )
    };
    let kind = said.needed(Target::ItemKind)?;
    Ok(ServiceEvent {
        case_no: said.case_no()?,
        step_no: said.number(Target::StepNo, said.needed(Target::StepNo)?)?,
        step: said.step()?.ok_or_else(|| missing(Target::Step))?,
        item_code: said.item()?.ok_or_else(|| missing(Target::ItemCode))?,
        item_name: said
            .line(Target::ItemName)?
            .ok_or_else(|| missing(Target::ItemName))?,
        item_kind: ItemKind::from_code(kind).ok_or_else(|| {
            said.refuse(
                Target::ItemKind,
                RecordCode::CodeUnknown,
                "no kind that is rated",
            )
        })?,
        area_code: said.area(surroundings)?,
        agency_code: said.code(Target::AgencyCode, said.needed(Target::AgencyCode)?)?,
        agency_name: said
            .line(Target::AgencyName)?
            .ok_or_else(|| missing(Target::AgencyName))?,
        case_status: said.number(Target::CaseStatus, said.needed(Target::CaseStatus)?)?,
        service_time: said
            .moment(Target::ServiceAt, surroundings.now)?
            .map(clock::rfc3339)
            .ok_or_else(|| missing(Target::ServiceAt))?,
        applicant_kind: said.number(Target::ApplicantKind, said.needed(Target::ApplicantKind)?)?,
        channel: said.number(Target::Channel, said.needed(Target::Channel)?)?,
        round: said.number(Target::Round, said.needed(Target::Round)?)?,
        // No old system tells it.
        desk: None,
    })
}

/// The way back.
pub(super) fn slots(event: &ServiceEvent) -> Slots {
    let ServiceEvent {
        case_no,
        step_no,
        step,
        item_code,
        item_name,
        item_kind,
        area_code,
        agency_code,
        agency_name,
        case_status,
        service_time,
        applicant_kind,
        channel,
        round,
        desk: _,
    } = event;
    let mut slots: Slots = [
        (Target::CaseNo, case_no.as_str().to_owned()),
        (Target::StepNo, step_no.value().to_string()),
        (Target::Step, step.code().to_owned()),
        (Target::ItemCode, item_code.as_str().to_owned()),
        (Target::ItemName, item_name.clone()),
        (Target::ItemKind, item_kind.code().to_owned()),
        (Target::AgencyCode, agency_code.as_str().to_owned()),
        (Target::AgencyName, agency_name.clone()),
        (Target::CaseStatus, u8::from(*case_status).to_string()),
        (Target::ApplicantKind, u8::from(*applicant_kind).to_string()),
        (Target::Channel, channel.value().to_string()),
        (Target::Round, round.value().to_string()),
    ]
    .into();
    if let Some(area) = area_code {
        slots.insert(Target::AreaCode, area.as_str().to_owned());
    }
    if let Some(ms) = clock::parse(service_time) {
        slots.insert(Target::ServiceAt, ms.to_string());
    }
    slots
}
