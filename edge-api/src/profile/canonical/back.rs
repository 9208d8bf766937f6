//! An evaluation field by field, as code tables spell it.

use super::Evaluation;
use crate::profile::format::Target;
use crate::profile::record::Slots;

/// The way back.
pub(super) fn slots(evaluation: &Evaluation) -> Slots {
    let Evaluation {
        case_no,
        step_no,
        round,
        matter,
        level,
        indicators,
        comment,
        channel,
        rated_at,
        applicant_kind,
        identity,
        consent,
        default,
        effective,
        flags: _,
        origin: _,
        collected,
    } = evaluation;
    let identity = identity.clone().unwrap_or_default();
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let mut told = vec![
        (Target::CaseNo, text(case_no.as_str())),
        (Target::StepNo, Some(step_no.value().to_string())),
        (Target::Round, Some(round.value().to_string())),
        (Target::Step, matter.step.map(|step| step.code().to_owned())),
        (Target::ItemName, matter.item_name.clone()),
        (Target::AgencyName, matter.agency_name.clone()),
        (
            Target::ServiceAt,
            matter.service_at.map(|ms| ms.to_string()),
        ),
        (Target::Level, Some(level.value().to_string())),
        (Target::Indicators, text(&indicators.join(","))),
        (Target::Comment, text(comment)),
        (Target::Channel, channel.map(|it| it.value().to_string())),
        (Target::RatedAt, Some(rated_at.to_string())),
        (
            Target::ApplicantKind,
            applicant_kind.map(|kind| u8::from(kind).to_string()),
        ),
        (Target::Name, text(&identity.name)),
        (Target::Phone, text(&identity.phone)),
        (Target::CertificateKind, identity.certificate_kind),
        (Target::CertificateNo, identity.certificate_no),
        (Target::ConsentContact, Some(consent.contact.to_string())),
        (Target::ConsentPublish, Some(consent.publish.to_string())),
        (Target::Default, Some(default.to_string())),
        (Target::Effective, Some(effective.to_string())),
    ];
    let codes = [
        (
            Target::ItemCode,
            matter.item_code.as_ref().map(|it| it.as_str()),
        ),
        (
            Target::AgencyCode,
            matter.agency_code.as_ref().map(|it| it.as_str()),
        ),
        (
            Target::AreaCode,
            matter.area_code.as_ref().map(|it| it.as_str()),
        ),
    ];
    told.extend(codes.map(|(target, code)| (target, code.map(str::to_owned))));
    if let Some(collected) = collected {
        told.retain(|(target, _)| Target::COLLECTED.contains(target));
        told.extend([
            (Target::Number, text(collected.number.as_str())),
            (Target::Collection, text(collected.collection.code())),
            (Target::Collector, text(collected.by.as_str())),
        ]);
    }
    told.into_iter()
        .filter_map(|(target, value)| value.map(|value| (target, value)))
        .collect()
}
