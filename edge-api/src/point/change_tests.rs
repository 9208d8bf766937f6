use proptest::prelude::*;
use serde_json::json;

use super::{Change, Changed, Point, PointCode, Record, Terms, decide};

fn point(id: &str, window: &str) -> Point {
    serde_json::from_value(json!({
        "id": id, "window": window, "agencyCode": "11500103009276185R",
        "agencyName": "渝中区公安分局", "step": "apply",
        "items": [{ "code": "11500103009276185R400070900700001", "name": "新生儿出生登记" }]
    }))
    .unwrap()
}

fn register(window: &str) -> Change {
    Change::Register(Box::new(point("w-03", window)))
}

fn decided(kept: Option<Record>, change: &Change, bits: u64, now: i64) -> Changed {
    let fresh = PointCode::of(bits);
    let terms = Terms {
        hall: "yuzhong-zwfw",
        hall_area: "500103000000",
        fresh: &fresh,
        open: 1,
        now,
    };
    decide(kept, change, &terms)
}

fn stands(changed: Changed) -> Record {
    match changed {
        Changed::Made(record) | Changed::Altered(record) | Changed::Same(record) => record,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_point_keeps_its_code_until_that_is_renewed() {
    let first = stands(decided(None, &register("3号窗口"), 1, 10));
    assert_eq!((first.code.clone(), first.revision), (PointCode::of(1), 10));
    let again = decided(Some(first.clone()), &register("3号窗口"), 2, 20);
    assert_eq!(again, Changed::Same(first.clone()));
    let renamed = stands(decided(Some(first.clone()), &register("三号窗口"), 3, 30));
    assert_eq!((&renamed.code, renamed.revision), (&first.code, 30));
    let renewed = stands(decided(Some(renamed), &Change::Renew("w-03".into()), 4, 40));
    assert_eq!(renewed.code, PointCode::of(4));
}

#[test]
fn a_closed_point_opens_again_when_it_is_registered_again() {
    let first = stands(decided(None, &register("3号窗口"), 1, 10));
    let close = Change::Close("w-03".into());
    let closed = stands(decided(Some(first.clone()), &close, 2, 20));
    assert!(!closed.open);
    assert_eq!(
        decided(Some(closed.clone()), &close, 3, 30),
        Changed::Same(closed.clone())
    );
    let opened = stands(decided(Some(closed), &register("3号窗口"), 4, 40));
    assert!(opened.open && opened.code == first.code);
}

#[test]
fn what_was_never_registered_is_unknown() {
    assert_eq!(
        decided(None, &Change::Close("w".into()), 1, 1),
        Changed::Unknown
    );
    assert_eq!(
        decided(None, &Change::Renew("w".into()), 1, 1),
        Changed::Unknown
    );
}

#[test]
fn a_hall_has_so_many_open_points_and_no_more() {
    let fresh = PointCode::of(1);
    let full = Terms {
        hall: "h",
        hall_area: "500103000000",
        fresh: &fresh,
        open: 500,
        now: 9,
    };
    assert_eq!(decide(None, &register("1"), &full), Changed::TooMany);
    let open = stands(decided(None, &register("1"), 1, 1));
    assert!(matches!(
        decide(Some(open.clone()), &register("2"), &full),
        Changed::Altered(_)
    ));
    let closed = Record {
        open: false,
        ..open
    };
    assert_eq!(
        decide(Some(closed), &register("1"), &full),
        Changed::TooMany
    );
}

proptest! {
    /// Whatever is asked and however the clock runs, revisions only grow, a repeat of
    /// anything but a renewal changes nothing, and the point stays the hall's.
    #[test]
    fn revisions_only_grow(steps in prop::collection::vec((0_u8..4, 0_u64..50, -9_i64..90), 1..30)) {
        let mut kept: Option<Record> = None;
        for (what, bits, now) in steps {
            let change = match what {
                0 => register("1号窗口"),
                1 => register("2号窗口"),
                2 => Change::Renew("w-03".into()),
                _ => Change::Close("w-03".into()),
            };
            match decided(kept.clone(), &change, bits, now) {
                Changed::Made(record) => prop_assert!(kept.replace(record).is_none()),
                Changed::Altered(record) => {
                    let before = kept.replace(record.clone()).unwrap();
                    prop_assert!(record.revision > before.revision);
                    prop_assert_eq!(&record.hall, "yuzhong-zwfw");
                    if !matches!(change, Change::Renew(_)) {
                        prop_assert_eq!(record.code.clone(), before.code);
                        prop_assert_eq!(decided(kept.clone(), &change, bits + 1, now), Changed::Same(record));
                    }
                }
                Changed::Same(record) => prop_assert_eq!(Some(record), kept.clone()),
                Changed::Unknown => prop_assert!(kept.is_none()),
                Changed::TooMany => prop_assert!(false, "there is room"),
            }
        }
    }
}
