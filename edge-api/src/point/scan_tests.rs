use contract::api::points::{AskedNumber, Point};
use proptest::prelude::*;
use serde_json::json;

use super::{Fault, Filled, check, fields};

const BIRTH: &str = "11500103009276185R400070900700001";
const MOVE: &str = "11500103009276185R400070900700002";

fn point(asks: Option<AskedNumber>) -> Point {
    serde_json::from_value(json!({
        "id": "w-03", "window": "3号窗口", "agencyCode": "11500103009276185R",
        "agencyName": "渝中区公安分局", "step": "apply", "asks": asks,
        "items": [{ "code": BIRTH, "name": "新生儿出生登记" }, { "code": MOVE, "name": "户口迁移" }]
    }))
    .unwrap()
}

fn filled(item: &str, number: &str) -> Filled {
    Filled {
        item: Some(item.into()),
        number: number.into(),
    }
}

#[test]
fn the_item_is_needed_and_the_number_is_not() {
    let point = point(Some(AskedNumber::CaseNo));
    let said = check(&point, &filled(MOVE, "  ")).unwrap();
    assert_eq!((said.item.name.as_str(), said.number), ("户口迁移", None));
    assert_eq!(check(&point, &Filled::default()), Err(vec![Fault::Item]));
    assert_eq!(
        check(&point, &filled("x", "办件")),
        Err(vec![Fault::Item, Fault::Number])
    );
}

#[test]
fn a_number_is_taken_as_what_the_point_asks_for() {
    let said = check(
        &point(Some(AskedNumber::QueueNo)),
        &filled(BIRTH, "Ａ０１２"),
    )
    .unwrap();
    let (asked, number) = said.number.unwrap();
    assert_eq!((asked, number.as_str()), (AskedNumber::QueueNo, "A012"));
    let none = check(&point(None), &filled(BIRTH, "A012")).unwrap();
    assert_eq!(none.number, None, "nothing was asked");
}

#[test]
fn a_number_of_a_person_never_gets_into_an_address() {
    let point = point(Some(AskedNumber::CaseNo));
    for typed in [
        "13800138000",
        "138 0013 8000",
        "11010519491231002X",
        "１３８００１３８０００",
        "a@b.cn",
    ] {
        assert_eq!(
            check(&point, &filled(BIRTH, typed)),
            Err(vec![Fault::PersonalNumber]),
            "{typed}"
        );
    }
}

#[test]
fn what_the_page_cannot_have_sent_is_refused() {
    assert_eq!(fields(b"item=a&number=+b").unwrap(), filled("a", " b"));
    assert_eq!(fields(b"").unwrap(), Filled::default());
    for wrong in ["item=a&item=b", "level=5", "number=%ff"] {
        assert!(fields(wrong.as_bytes()).is_err(), "{wrong}");
    }
}

proptest! {
    /// Whatever is sent, what comes out is an offered item and a number that names nobody.
    #[test]
    fn any_form_is_survived(body in prop::collection::vec(any::<u8>(), 0..200), number in ".{0,60}") {
        let _ = fields(&body);
        let point = point(Some(AskedNumber::CaseNo));
        if let Ok(said) = check(&point, &filled(BIRTH, &number)) {
            prop_assert!(point.items.contains(&said.item));
            if let Some((_, number)) = said.number {
                prop_assert!(contract::redaction::redact(number.as_str()).found.is_empty());
            }
        }
    }
}
