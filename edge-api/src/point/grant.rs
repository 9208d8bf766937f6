//! The ticket that a scan gives. It is of lower assurance: nobody vouches for it but the
//! citizen. So what is rated gets a case number that the edge makes, in which no hall's
//! number can be hit upon, and the one that the citizen gave stands beside it: whoever
//! makes up a case number neither blocks nor replaces the rating of that case.

use contract::api::points::AskedNumber;
use contract::case::{AreaCode, CaseNo, StepNo};
use contract::channel::Channel;
use contract::point::PointCode;
use contract::round::Round;
use contract::ticket::{self, Claims, Scan};

use super::record::Record;
use super::scan::Said;
use crate::config::{Config, Hall};
use crate::refusal::Refusal;

/// Seconds for which the ticket holds: a rating that waits in a phone without a network
/// still arrives the next day.
const HOLDS: i64 = 2 * 86_400;

/// Signs the ticket of a scan at `now` (ms); `random` makes its case number.
///
/// # Errors
/// `internal` when it cannot be signed.
pub fn ticket(
    config: &Config,
    hall: &Hall,
    record: &Record,
    said: &Said,
    random: [u64; 2],
    now: i64,
) -> Result<String, Refusal> {
    let [one, other] = random.map(PointCode::of);
    let iat = now.div_euclid(1_000);
    let point = &record.point;
    let area = point.area_code.clone();
    // A hall's area may have been changed since; what lies outside would be refused.
    let inside = |area: &AreaCode| hall.area_code.covers(area);
    let area = area
        .filter(inside)
        .unwrap_or_else(|| hall.area_code.clone());
    let number = |of: AskedNumber| {
        said.number
            .as_ref()
            .filter(|(asked, _)| *asked == of)
            .map(|(_, number)| number.clone())
    };
    let claims = Claims {
        iss: hall.id.clone(),
        aud: config.audience.clone(),
        iat,
        nbf: None,
        exp: iat + HOLDS.min(i64::from(config.ticket_days) * 86_400),
        jti: format!("scan-{one}{other}"),
        case: CaseNo::parse(&format!("SCAN#{one}{other}")).map_err(Refusal::internal)?,
        step: StepNo::try_from(1).map_err(Refusal::internal)?,
        kind: point.step,
        svt: iat,
        item: said.item.code.clone(),
        name: said.item.name.clone(),
        org: point.agency_code.clone(),
        agency: point.agency_name.clone(),
        area,
        rnd: Round::First,
        ch: Channel::QrCode,
        desk: Some(point.id.clone()),
        scan: Some(Scan {
            point: point.id.clone(),
            case: number(AskedNumber::CaseNo),
            queue: number(AskedNumber::QueueNo),
        }),
        rec: None,
    };
    ticket::sign(&claims, &config.issuer.kid, &config.issuer.key).map_err(Refusal::internal)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use proptest::prelude::*;
    use serde_json::json;

    use super::{Channel, Config, Record, Said, ticket};
    use crate::gate;
    use crate::http::Method;
    use crate::http::request::tests::request;
    use crate::rate::Rates;

    fn record() -> Record {
        serde_json::from_value(json!({
            "hall": "yuzhong-zwfw", "hallArea": "500103000000", "code": "7KQ2M9XD4HTB",
            "open": true, "revision": 1,
            "point": {
                "id": "w-03", "window": "3号窗口", "agencyCode": "11500103009276185R",
                "agencyName": "渝中区公安分局", "step": "apply", "asks": "case_no",
                "areaCode": "500103000000",
                "items": [{ "code": "11500103009276185R400070900700001", "name": "新生儿出生登记" }]
            }
        }))
        .unwrap()
    }

    proptest! {
        /// Every ticket opens the form, says where it is from, and is of a case of its own.
        #[test]
        fn it_opens_the_form(one in any::<u64>(), other in any::<u64>(), number in "[0-9A-Z-]{1,50}") {
            let config = Config::parse(
                include_str!("../../deploy/demo.config.json"),
                include_str!("../../deploy/demo.secrets.json"),
            ).unwrap();
            let hall = config.hall("yuzhong-zwfw").unwrap();
            let record = record();
            let asked = record.point.asks.unwrap();
            let said = Said {
                item: record.point.items[0].clone(),
                number: Some((asked, number.parse().unwrap())),
            };
            let asking = request(Method::Get, "/r/t");
            let signed = ticket(&config, hall, &record, &said, [one, other], asking.received_at).unwrap();
            let rates = RefCell::<Rates>::default();
            let holder = gate::enter(&config, &rates, &asking, &signed).unwrap();
            prop_assert!(!holder.expired && holder.claims.ch == Channel::QrCode);
            prop_assert!(holder.claims.case.as_str().starts_with("SCAN#"));
            let scan = holder.claims.scan.unwrap();
            prop_assert_eq!(scan.case.as_ref().map(contract::case::CaseNo::as_str), Some(number.as_str()));
            prop_assert_eq!((scan.point.as_str(), scan.queue), ("w-03", None));
        }
    }
}
