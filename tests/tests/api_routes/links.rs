//! A hall gets short links for its tickets; whoever opens one rates once, and what is asked of
//! nobody's code is not there.

use std::time::{Duration, Instant};

use contract::link::LinkCode;
use contract::receipt::ReceiptKey;
use haochaping_tests::ticket::{case_no, claims, signed};
use serde_json::{Value, json};

use crate::windows::{client, hall_posts};
use crate::world::{get, rows_when, send, world};

/// The longest that a row is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// A ticket for a text message.
fn message(case: &str) -> String {
    let mut claims = claims(case);
    claims["ch"] = json!(7);
    signed(&claims)
}

async fn made(tickets: &[String]) -> Vec<Value> {
    let answer = hall_posts("/v1/links", Some(&json!({ "tickets": tickets }))).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let results = answer.json()["results"].clone();
    let results = results.as_array().expect("results").clone();
    assert_eq!(results.len(), tickets.len());
    results
}

fn path(result: &Value) -> String {
    let link = &result["link"];
    let path = format!("/s/{}", link["code"].as_str().expect("a code"));
    assert_eq!(link["url"], format!("{}{path}", world().edge), "{result}");
    path
}

/// The link in the centre, once it is there: hall, ticket, whether it holds for as long as
/// the answer said.
async fn in_centre(link: &Value) -> (String, String, bool) {
    let sql = "SELECT hall_id, ticket, expires_at = $2::text::timestamptz FROM haochaping.short_links WHERE code = $1";
    let (code, until) = (
        link["code"].as_str().expect("a code"),
        link["expiresAt"].as_str().expect("a time"),
    );
    let started = Instant::now();
    loop {
        let row = world()
            .database
            .with(|client| {
                let row = client.query_opt(sql, &[&code, &until]).expect("links");
                Ok(row.map(|row| (row.get(0), row.get(1), row.get(2))))
            })
            .expect("the centre");
        if let Some(row) = row {
            return row;
        }
        assert!(started.elapsed() < PATIENCE, "no link {code}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn a_link_is_rated_by_once_and_looking_uses_nothing_up() {
    let case = case_no();
    let ticket = message(&case);
    let result = made(std::slice::from_ref(&ticket)).await.remove(0);
    assert_eq!(
        (&result["status"], &result["index"]),
        (&json!("made"), &json!(0))
    );
    let path = path(&result);
    assert!(!path.contains(&case));
    let (hall, kept, until) = in_centre(&result["link"]).await;
    assert_eq!(
        (hall.as_str(), kept, until),
        ("yuzhong-zwfw", ticket.clone(), true)
    );

    // As a messenger, a scanner and a typing citizen look at it.
    let small = path.to_lowercase().replace('0', "o");
    for look in [path.clone(), path.clone(), small] {
        for request in [
            client().get(format!("{}{look}", world().edge)),
            client().head(format!("{}{look}", world().edge)),
        ] {
            let answer = send(request).await;
            assert_eq!(answer.status, 303, "{look}: {}", answer.text());
            assert_eq!(
                answer.header("location"),
                Some(&*format!("/r/{ticket}?lang=zh"))
            );
        }
    }
    let answer = send(client().get(format!(
        "{}{path}?lang=en&elder=1&bridge=wechat",
        world().edge
    )))
    .await;
    let place = answer.header("location").expect("an address").to_owned();
    assert!(place.ends_with("?lang=en&elder=1&bridge=wechat"), "{place}");
    for (header, value) in [
        ("cache-control", "no-store"),
        ("x-robots-tag", "noindex, nofollow"),
        ("referrer-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(header), Some(value));
    }

    let rated = send(
        client()
            .post(format!("{}{place}", world().edge))
            .header("content-type", "application/x-www-form-urlencoded")
            .body("level=4&indicator=410"),
    );
    assert_eq!(rated.await.status, 200);
    let row = rows_when(&case, 1).await.remove(0);
    for (column, value) in [
        ("channel", json!(7)),
        ("certainty", json!("ticket")),
        ("level", json!(4)),
    ] {
        assert_eq!(row[column], value, "{column} of {row}");
    }
    for (lang, words) in [("zh", "本次服务已评价"), ("en", "already been rated")] {
        let used = get(&format!("{path}?lang={lang}")).await;
        assert_eq!(used.status, 410, "{}", used.text());
        assert!(used.text().contains(words) && !used.text().contains("<form"));
        assert_eq!(used.header("x-robots-tag"), Some("noindex, nofollow"));
    }
    let again = made(&[ticket]).await.remove(0);
    assert_eq!(
        (&again["status"], &again["link"]),
        (&json!("repeated"), &result["link"]),
        "the gateway sent again"
    );
}

#[tokio::test]
async fn each_ticket_has_its_own_result() {
    let good = message(&case_no());
    let mut web = claims(&case_no());
    web["ch"] = json!(1);
    let mut old = claims(&case_no());
    let then = haochaping_tests::ticket::now() - 40 * 86_400;
    (old["iat"], old["exp"], old["svt"], old["ch"]) = (
        json!(then),
        json!(then + 86_400),
        json!(then - 60),
        json!(7),
    );
    let mut foreign = claims(&case_no());
    (foreign["area"], foreign["ch"]) = (json!("500105000000"), json!(7));
    let tickets = [
        good.clone(),
        signed(&web),
        signed(&old),
        signed(&foreign),
        "13800138000".to_owned(),
        good,
    ];
    let results = made(&tickets).await;
    let told: Vec<_> = results
        .iter()
        .map(|result| {
            let code = result.pointer("/problem/code").and_then(Value::as_str);
            (result["status"].as_str().expect("a status"), code)
        })
        .collect();
    assert_eq!(
        told,
        [
            ("made", None),
            ("refused", Some("rule_broken")),
            ("refused", Some("ticket_expired")),
            ("refused", Some("ticket_invalid")),
            ("refused", Some("ticket_invalid")),
            ("repeated", None),
        ]
    );
    assert_eq!(results[0]["link"], results[5]["link"]);
    assert!(
        !results
            .iter()
            .any(|result| result.to_string().contains("13800138000"))
    );
}

#[tokio::test]
async fn an_end_that_a_hall_sets_holds_and_then_the_link_says_so() {
    let ticket = message(&case_no());
    let past = json!({ "tickets": [ticket], "expiresAt": "2020-01-01T00:00:00+08:00" });
    let past = hall_posts("/v1/links", Some(&past)).await;
    past.assert_refused("an end in the past", 422, "rule_broken");
    let sql = "SELECT to_char(now() + interval '2 seconds', 'YYYY-MM-DD\"T\"HH24:MI:SS.MSTZH:TZM')";
    let soon: String = world()
        .database
        .with(|client| Ok(client.query_one(sql, &[]).expect("a time").get(0)))
        .expect("the centre");
    let asked = json!({ "tickets": [ticket], "expiresAt": soon });
    let made = hall_posts("/v1/links", Some(&asked)).await;
    assert_eq!(made.status, 200, "{}", made.text());
    let path = path(&made.json()["results"][0]);
    let started = Instant::now();
    loop {
        let page = send(client().get(format!("{}{path}?lang=zh", world().edge))).await;
        if page.status == 410 {
            assert!(
                page.text().contains("这个评价链接已过期"),
                "{}",
                page.text()
            );
            break;
        }
        assert!(
            page.status == 303 && started.elapsed() < PATIENCE,
            "{}",
            page.status
        );
        // Oftener than so the edge would ask for patience.
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    // The ticket itself still holds: its form is open elsewhere.
    assert_eq!(get(&format!("/r/{ticket}")).await.status, 200);
    // Asked for without that end it has a link of its own, at every edge and in the centre.
    let whole = self::made(std::slice::from_ref(&ticket)).await.remove(0);
    assert_eq!(whole["status"], "made", "{whole}");
    let (_, kept, until) = in_centre(&whole["link"]).await;
    assert_eq!((kept, until), (ticket, true));
    assert_eq!(
        send(client().get(whole["link"]["url"].as_str().expect("an address")))
            .await
            .status,
        303
    );
    let ended = made.json()["results"][0]["link"].clone();
    assert!(in_centre(&ended).await.2, "it keeps its own end");
}

#[tokio::test]
async fn a_code_that_only_looks_right_is_looked_up_so_often_and_no_more() {
    let secrets = include_str!("../../../edge-api/deploy/demo.secrets.json");
    let secrets: Value = serde_json::from_str(secrets).expect("JSON");
    let key = secrets["receiptKey"].as_str().expect("a key").as_bytes();
    let key = ReceiptKey::new(key).expect("a key");
    let path = format!("/s/{}", LinkCode::of("nobody's", 0, &key));
    let mut told = Vec::new();
    while !told.contains(&429) && told.len() < 200 {
        told.push(get(&path).await.status);
    }
    let Some((429, before)) = told.split_last() else {
        panic!("{told:?}");
    };
    assert!(
        before.len() >= 20 && before.iter().all(|status| *status == 404),
        "{told:?}"
    );
}

#[tokio::test]
async fn who_is_no_hall_gets_none_and_what_is_wrong_is_named() {
    let ticket = message(&case_no());
    let open = client()
        .post(format!("{}/v1/links", world().edge))
        .body(json!({ "tickets": [ticket] }).to_string());
    send(open)
        .await
        .assert_refused("no key", 401, "unauthorized");
    let other = client()
        .post(format!("{}/v1/links", world().edge))
        .bearer_auth("demo-key-jiangbei-zwfw-not-secret-1")
        .header("content-type", "application/json")
        .body(json!({ "tickets": [ticket] }).to_string());
    let other = send(other).await.json();
    assert_eq!(other["results"][0]["problem"]["code"], "ticket_invalid");
    for (body, status, code) in [
        (json!({ "tickets": [] }), 400, "malformed_request"),
        (
            json!({ "tickets": vec!["t"; 501] }),
            400,
            "malformed_request",
        ),
        (json!({ "tickets": [7] }), 400, "malformed_request"),
        (
            json!({ "tickets": ["t"], "phone": "13800138000" }),
            400,
            "malformed_request",
        ),
        (
            json!({ "tickets": ["t"], "expiresAt": "soon" }),
            400,
            "malformed_request",
        ),
        (
            json!({ "tickets": ["t".repeat(1 << 21)] }),
            413,
            "too_large",
        ),
    ] {
        let what = body.to_string().chars().take(60).collect::<String>();
        hall_posts("/v1/links", Some(&body))
            .await
            .assert_refused(&what, status, code);
    }
    for unknown in ["/s/0123456789ABCDEF", "/s/short", "/s/%E7%A0%81"] {
        let page = get(&format!("{unknown}?lang=zh")).await;
        assert_eq!(page.status, 404, "{unknown}");
        assert!(
            page.text().contains("没有找到这个评价链接"),
            "{}",
            page.text()
        );
    }
    let log = std::fs::read_to_string(&world().log).expect("the log");
    assert!(!log.contains("0123456789ABCDEF") && !log.contains("13800138000"));
}

#[tokio::test]
async fn five_hundred_links_at_once_are_five_hundred_links() {
    // More together than one statement of an outbox takes.
    let long = || {
        let mut claims = claims(&case_no());
        (claims["ch"], claims["name"]) = (json!(7), json!("事".repeat(200)));
        claims["agency"] = json!("局".repeat(200));
        signed(&claims)
    };
    let tickets: Vec<String> = (0..500).map(|_| long()).collect();
    assert!(tickets.iter().map(String::len).sum::<usize>() > 1 << 20);
    let results = made(&tickets).await;
    let codes: std::collections::HashSet<String> = results.iter().map(path).collect();
    assert_eq!(codes.len(), 500);
    let last = results.last().expect("the last");
    assert_eq!(in_centre(&last["link"]).await.1, tickets[499]);
}
