//! What a hall may not permit with its own signature.

use contract::ticket::{HmacKey, sign};
use serde_json::{Value, json};

use super::{Claims, Code, Config, DAY, Rates, RefCell, Refusal, SKEW, enter};
use crate::http::Method;
use crate::http::request::tests::request;

/// Whether a ticket of the demo hall opens, and as an expired one.
fn bring(change: impl FnOnce(&mut Value, i64)) -> Result<bool, Refusal> {
    let config = Config::parse(
        include_str!("../deploy/demo.config.json"),
        include_str!("../deploy/demo.secrets.json"),
    )
    .unwrap();
    let asked = request(Method::Get, "/v1/form");
    let now = asked.received_at / 1_000;
    let mut claims = json!({
        "iss": "yuzhong-zwfw", "aud": "haochaping.cq", "iat": now - 60, "exp": now + DAY, "jti": "t-1",
        "case": "A1", "step": 1, "kind": "conclude", "svt": now - 3_600,
        "item": "11110000000021135M2000117008000", "name": "食品经营许可",
        "org": "11110000000021135M", "agency": "区市场监管局", "area": "500103000000",
        "rnd": 1, "ch": 1
    });
    change(&mut claims, now);
    let claims: Claims = serde_json::from_value(claims).unwrap();
    let key = HmacKey::new(b"demo-yuzhong-ticket-key-known-to-everybody").unwrap();
    let ticket = sign(&claims, "demo-yuzhong-1", &key).unwrap();
    enter(&config, &RefCell::<Rates>::default(), &asked, &ticket).map(|holder| holder.expired)
}

#[test]
fn a_step_is_rated_within_its_days_however_new_the_ticket() {
    let days = 30 * DAY;
    for (age, expired) in [
        (0, false),
        (days, false),
        (days + SKEW, false),
        (days + SKEW + 1, true),
        (365 * DAY, true),
    ] {
        let answer = bring(|claims, now| claims["svt"] = json!(now - age));
        assert_eq!(answer.unwrap(), expired, "{age} s after the service");
    }
}

#[test]
fn a_hall_speaks_for_its_own_area() {
    for area in ["500103000000", "500103", "500103001000", "500103001002"] {
        assert!(
            bring(|claims, _| claims["area"] = json!(area)).is_ok(),
            "{area}"
        );
    }
    for area in [
        "500105000000",
        "500100000000",
        "500000000000",
        "110103000000",
    ] {
        let refusal = bring(|claims, _| claims["area"] = json!(area)).unwrap_err();
        assert_eq!(refusal.code, Code::TicketInvalid, "{area}");
        assert_eq!(refusal.cause.as_deref(), Some("ticket is of other_area"));
        assert_eq!(refusal.hall.as_deref(), Some("yuzhong-zwfw"));
    }
}
