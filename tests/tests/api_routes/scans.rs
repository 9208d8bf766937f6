//! Whoever scans a code is asked what was handled; what they rate is told apart from what
//! a hall vouches for.

use haochaping_tests::careless::rule_against;
use haochaping_tests::ticket::{case_no, ticket};
use serde_json::{Value, json};

use crate::phone::{Phone, granted};
use crate::windows::{
    BIRTH, client, fresh, hall_gets, hall_posts, path, point, registered, revisions_when,
};
use crate::world::{get, rate, rows_when, send, world};

#[tokio::test]
async fn a_scan_becomes_a_row_that_says_how_sure_it_is() {
    let (id, real) = (fresh(), case_no());
    let state = registered(&id).await;
    assert_eq!(state["url"], format!("{}{}", world().edge, path(&state)));
    let (phone, page) = Phone::scans(&format!("{}?lang=zh", path(&state))).await;
    assert_eq!(page.status, 200, "{}", page.text());
    for words in [
        "3号窗口",
        "渝中区公安分局",
        "新生儿出生登记",
        "户口迁移",
        "办件编号",
    ] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    assert!(!page.text().contains("<script") && !page.text().contains(" checked"));
    let cookie = page.header("set-cookie").expect("a cookie");
    assert!(cookie.contains("; Path=/p/; ") && cookie.contains("HttpOnly; SameSite=Lax"));

    let body = format!("item={BIRTH}&number={real}");
    let answer = phone
        .says(&format!("{}?lang=en&elder=1", path(&state)), &body)
        .await;
    let (claims, place) = granted(&answer);
    assert!(place.ends_with("?lang=en&elder=1"), "{place}");
    assert_eq!(
        (&claims["ch"], &claims["scan"]["case"]),
        (&json!(3), &json!(real))
    );
    let case = claims["case"].as_str().expect("a case").to_owned();
    assert_ne!(case, real);

    let rated = send(
        client()
            .post(format!("{}{place}", world().edge))
            .header("content-type", "application/x-www-form-urlencoded")
            .body("level=2&indicator=209"),
    );
    assert_eq!(rated.await.status, 200);
    let row = rows_when(&case, 1).await.remove(0);
    for (column, value) in [
        ("certainty", json!("point")),
        ("point_id", json!(id)),
        ("claimed_case_no", json!(real)),
        ("claimed_queue_no", Value::Null),
        ("channel", json!(3)),
        ("level", json!(2)),
        ("item_code", json!(BIRTH)),
        ("step_kind", json!("apply")),
        ("agency_code", json!("11500103009276185R")),
        ("lang", json!("en")),
    ] {
        assert_eq!(row[column], value, "{column} of {row}");
    }

    // A build from before codes were scanned, put back, would store it as vouched for.
    let vouched = json!({ "certainty": "ticket" });
    let rule = rule_against(&world().database, &case, &vouched);
    assert_eq!(rule, "scanned_is_no_ticket");

    // Whoever was really served rates their case all the same.
    let own = rate(&json!({ "ticket": ticket(&real), "level": 5 })).await;
    assert_eq!(own.status, 202, "{}", own.text());
    let row = rows_when(&real, 1).await.remove(0);
    assert_eq!(
        (&row["certainty"], &row["level"]),
        (&json!("ticket"), &json!(5))
    );
}

#[tokio::test]
async fn an_old_code_and_a_closed_point_say_so_kindly() {
    let id = fresh();
    let old = registered(&id).await;
    let renewed = hall_posts(&format!("/v1/points/{id}/renewal"), None)
        .await
        .json();
    assert_ne!(renewed["code"], old["code"]);
    let page = get(&format!("{}?lang=zh", path(&old))).await;
    assert_eq!(page.status, 410);
    assert!(page.text().contains("这个评价码已更换") && !page.text().contains("<form"));
    assert_eq!(get(&path(&renewed)).await.status, 200);

    let closed = hall_posts(&format!("/v1/points/{id}/closing"), None).await;
    assert_eq!(
        (closed.status, &closed.json()["open"]),
        (200, &json!(false))
    );
    let page = get(&format!("{}?lang=en", path(&renewed))).await;
    assert_eq!(page.status, 410);
    assert!(
        page.text().contains("This code is no longer in use"),
        "{}",
        page.text()
    );
    let late = Phone { cookie: None }
        .says(&path(&renewed), &format!("item={BIRTH}"))
        .await;
    assert_eq!(
        late.status, 410,
        "a page that was open when the point was closed"
    );
    hall_gets(&format!("/v1/points/{id}/sign.pdf"))
        .await
        .assert_refused("a sign that leads nowhere", 404, "not_found");
    assert_eq!(revisions_when(&id, 3).await.len(), 3);

    let open = hall_posts("/v1/points", Some(&point(&id))).await.json();
    assert_eq!(
        (&open["open"], &open["code"]),
        (&json!(true), &renewed["code"])
    );
    for unknown in ["/p/0000ZZZZ0000", "/p/short", "/p/%E7%A0%81"] {
        let page = get(unknown).await;
        assert_eq!(page.status, 404, "{unknown}");
        assert!(
            page.header("content-type")
                .expect("a type")
                .starts_with("text/html")
        );
    }
}

#[tokio::test]
async fn what_is_missing_or_of_a_person_is_said_and_leads_nowhere() {
    let id = fresh();
    let path = path(&registered(&id).await);
    let (phone, _) = Phone::scans(&path).await;
    let page = phone
        .says(&format!("{path}?lang=zh"), "number=13800138000")
        .await;
    assert_eq!(page.status, 422, "{}", page.text());
    for words in [
        "请选择您办理的事项",
        "请不要填写手机号",
        "value=\"13800138000\"",
    ] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    for (body, status) in [
        ("level=5", 400),
        ("item=a&item=b", 400),
        ("number=%ff", 400),
    ] {
        assert_eq!(phone.says(&path, body).await.status, status, "{body}");
    }
    let foreign = client()
        .post(format!("{}{path}", world().edge))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("origin", "https://evil.example")
        .body(format!("item={BIRTH}"));
    assert_eq!(send(foreign).await.status, 403);
    let log = std::fs::read_to_string(&world().log).expect("the log");
    let code = path.strip_prefix("/p/").expect("a code");
    assert!(!log.contains(code) && !log.contains("13800138000"));
}

#[tokio::test]
async fn a_device_is_slowed_down_and_the_next_one_is_not() {
    let id = fresh();
    let path = path(&registered(&id).await);
    let body = format!("item={BIRTH}");
    let (phone, _) = Phone::scans(&path).await;
    for _ in 0..3 {
        assert_eq!(phone.says(&path, &body).await.status, 303);
    }
    let fourth = phone.says(&format!("{path}?lang=zh"), &body).await;
    assert_eq!(fourth.status, 429);
    assert!(fourth.header("retry-after").is_some());
    assert!(fourth.text().contains("请稍候") && fourth.text().contains("再试一次"));
    let (next, _) = Phone::scans(&path).await;
    assert_eq!(
        next.says(&path, &body).await.status,
        303,
        "beside them in the same hall"
    );

    // Devices without a cookie share one bucket: taking none is no way around.
    let none = Phone { cookie: None };
    for _ in 0..3 {
        assert_eq!(none.says(&path, &body).await.status, 303);
    }
    assert_eq!(none.says(&path, &body).await.status, 429);
    let forged = Phone {
        cookie: Some(format!("hcp_device={}.{}", "0".repeat(24), "0".repeat(32))),
    };
    assert_eq!(forged.says(&path, &body).await.status, 429);
}

#[tokio::test]
async fn a_point_is_bounded_whoever_comes() {
    let (id, other) = (fresh(), fresh());
    let (path, beside) = (
        path(&registered(&id).await),
        path(&registered(&other).await),
    );
    let body = format!("item={BIRTH}");
    // More at once than twenty, and than one every three seconds after that.
    let mut given = 0;
    loop {
        let (phone, _) = Phone::scans(&path).await;
        match phone.says(&path, &body).await.status {
            303 => given += 1,
            429 => break,
            other => panic!("{other}"),
        }
        assert!(given < 500, "nothing bounds it");
    }
    assert!(given >= 20, "{given}");
    let (phone, _) = Phone::scans(&beside).await;
    assert_eq!(
        phone.says(&beside, &body).await.status,
        303,
        "the next window goes on"
    );
}
