//! A hall registers points, changes them, prints their signs.

use serde_json::json;

use crate::windows::{client, fresh, hall_gets, hall_posts, point, registered, revisions_when};
use crate::world::{get, send, world};

#[tokio::test]
async fn registering_again_changes_the_point_and_keeps_its_code() {
    let id = fresh();
    let first = registered(&id).await;
    let again = hall_posts("/v1/points", Some(&point(&id))).await;
    assert_eq!((again.status, again.json()), (200, first.clone()));
    let mut changed = point(&id);
    changed["window"] = json!("三号窗口");
    let changed = hall_posts("/v1/points", Some(&changed)).await;
    assert_eq!(changed.status, 200);
    assert_eq!(
        (&changed.json()["code"], &changed.json()["window"]),
        (&first["code"], &json!("三号窗口"))
    );
    assert_eq!(
        hall_gets(&format!("/v1/points/{id}")).await.json(),
        changed.json()
    );
    let code = first["code"].as_str().expect("a code").to_owned();
    assert_eq!(
        revisions_when(&id, 2).await,
        [
            (code.clone(), true, "3号窗口".into()),
            (code, true, "三号窗口".into())
        ]
    );
}

#[tokio::test]
async fn a_hall_prints_its_signs() {
    let id = fresh();
    let state = registered(&id).await;
    for (file, media_type, start) in [
        ("code.svg", "image/svg+xml", "<svg"),
        ("code.png", "image/png", "\u{fffd}PNG"),
        ("sign.pdf", "application/pdf", "%PDF-1."),
    ] {
        let answer = hall_gets(&format!("/v1/points/{id}/{file}")).await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, Some(media_type))
        );
        let text = String::from_utf8_lossy(&answer.body);
        assert!(text.starts_with(start), "{file}");
    }
    let all = hall_gets("/v1/signs.pdf").await;
    assert_eq!(all.status, 200);
    let pages = String::from_utf8_lossy(&all.body)
        .matches("/Type /Page\n")
        .count();
    assert!(pages >= 1, "{pages} pages with {}", state["id"]);
    let (mut refused, mut asked) = (hall_gets("/v1/signs.pdf").await, 2);
    while refused.status == 200 && asked < 10 {
        (refused, asked) = (hall_gets("/v1/signs.pdf").await, asked + 1);
    }
    refused.assert_refused("again and again", 429, "too_many_requests");
    assert!(refused.header("retry-after").is_some());
}

#[tokio::test]
async fn who_is_no_hall_or_not_this_one_gets_nothing() {
    let id = fresh();
    registered(&id).await;
    let open = client()
        .post(format!("{}/v1/points", world().edge))
        .body(point(&id).to_string());
    send(open)
        .await
        .assert_refused("no key", 401, "unauthorized");
    get("/v1/signs.pdf")
        .await
        .assert_refused("no key", 401, "unauthorized");
    let other = "demo-key-jiangbei-zwfw-not-secret-1";
    let request = client()
        .get(format!("{}/v1/points/{id}", world().edge))
        .bearer_auth(other);
    send(request)
        .await
        .assert_refused("another hall's point", 404, "not_found");
    for (change, status, code) in [
        (json!({ "window": "" }), 422, "rule_broken"),
        (json!({ "items": [] }), 422, "rule_broken"),
        (json!({ "areaCode": "500105" }), 422, "rule_broken"),
        (json!({ "id": "窗" }), 400, "malformed_request"),
        (json!({ "phone": "13800138000" }), 400, "malformed_request"),
    ] {
        let mut wrong = point(&fresh());
        for (field, value) in change.as_object().expect("members") {
            wrong[field] = value.clone();
        }
        hall_posts("/v1/points", Some(&wrong)).await.assert_refused(
            &change.to_string(),
            status,
            code,
        );
    }
}
