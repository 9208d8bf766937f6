//! Who is marked, and who never is.

use std::cell::RefCell;

use contract::ticket::Claims;
use serde_json::{Value, json};

use super::{Config, Holder, Rates, marks};

const NOW: i64 = 1_795_000_000_000;

struct Hall {
    config: Config,
    rates: RefCell<Rates>,
}

impl Hall {
    fn new() -> Self {
        let config = Config::parse(
            include_str!("../deploy/demo.config.json"),
            include_str!("../deploy/demo.secrets.json"),
        );
        Self {
            config: config.unwrap(),
            rates: RefCell::default(),
        }
    }

    fn rated(&self, case: usize, desk: Option<&str>, now: i64) -> bool {
        self.says(case, &[("desk", json!(desk))], now)
    }

    fn says(&self, case: usize, more: &[(&str, Value)], now: i64) -> bool {
        let mut claims = json!({
            "iss": "yuzhong-zwfw", "aud": "haochaping.cq", "iat": 1, "exp": 2, "jti": "t-1",
            "case": format!("A{case}"), "step": 1, "kind": "conclude", "svt": 1,
            "item": "11110000000021135M2000117008000", "name": "食品经营许可",
            "org": "11110000000021135M", "agency": "区市场监管局", "area": "500103000000",
            "rnd": 1, "ch": 4
        });
        for (claim, value) in more {
            claims[*claim] = value.clone();
        }
        let claims: Claims = serde_json::from_value(claims).unwrap();
        let hall = self.config.hall("yuzhong-zwfw").unwrap();
        let holder = Holder {
            claims,
            hall,
            expired: false,
        };
        marks(&self.config, &self.rates, &holder, now)
    }
}

#[test]
fn a_desk_beyond_its_pace_is_marked_until_it_slows_down() {
    let hall = Hall::new();
    let burst = hall.config.limits.desk.burst as usize;
    let marked: Vec<bool> = (0..burst + 3)
        .map(|case| hall.rated(case, Some("W-3"), NOW))
        .collect();
    let expected: Vec<bool> = (0..burst + 3).map(|case| case >= burst).collect();
    assert_eq!(marked, expected);
    assert!(!hall.rated(100, Some("W-3"), NOW + 60_000));
}

#[test]
fn others_and_tickets_without_a_desk_are_not() {
    let hall = Hall::new();
    for case in 0..50 {
        hall.rated(case, Some("W-3"), NOW);
        assert!(!hall.rated(1_000 + case, None, NOW));
    }
    assert!(!hall.rated(99, Some("W-4"), NOW));
}

#[test]
fn sending_the_same_again_marks_nobody() {
    let hall = Hall::new();
    for _ in 0..50 {
        assert!(!hall.rated(1, Some("W-3"), NOW));
    }
    assert!(!hall.rated(2, Some("W-3"), NOW));
}

#[test]
fn who_records_calls_faster_than_people_speak_is_marked_and_the_desk_is_not() {
    let hall = Hall::new();
    let burst = hall.config.limits.desk.burst as usize;
    let called = |case: usize, by: &str| {
        let more = [
            ("desk", json!("W-3")),
            ("ch", json!(6)),
            ("rec", json!({ "by": by })),
        ];
        hall.says(case, &more, NOW)
    };
    for case in 0..burst + 3 {
        assert_eq!(called(case, "op-07"), case >= burst, "call {case}");
    }
    assert!(!called(100, "op-08"));
    assert!(!hall.rated(101, Some("W-3"), NOW));
}
