//! The hosted page without any script: choose, submit, be told what is wrong, get the
//! receipt.

use haochaping_tests::ticket::{case_no, ticket};
use reqwest::Client;
use serde_json::json;

use crate::world::{Answer, assert_nothing_stored, get, rows_when, send, world};

async fn submit(ticket: &str, query: &str, body: &str) -> Answer {
    let url = format!("{}/r/{ticket}{query}", world().edge);
    let request = Client::new()
        .post(url)
        .header("content-type", "application/x-www-form-urlencoded");
    // As a browser sends it: the origin is the page's own.
    send(
        request
            .header("origin", &world().edge)
            .body(body.to_owned()),
    )
    .await
}

#[tokio::test]
async fn a_citizen_without_script_rates_and_gets_a_receipt() {
    let case = case_no();
    let ticket = ticket(&case);
    let page = get(&format!("/r/{ticket}")).await;
    assert_eq!(page.status, 200);
    let html = page.text();
    assert!(
        html.contains("新生儿出生登记") && html.contains("渝中区公安分局"),
        "{html}"
    );
    assert_eq!(html.matches("type=\"radio\"").count(), 5);
    assert!(!html.contains(" checked"), "nothing is chosen beforehand");

    let body = "level=2&indicator=207&comment=%E7%AD%89%E5%A4%AA%E4%B9%85&name=&phone=&lang=zh";
    let done = submit(&ticket, "", body).await;
    assert_eq!(done.status, 200, "{}", done.text());
    let row = rows_when(&case, 1).await.remove(0);
    assert_eq!(
        (&row["level"], &row["comment"]),
        (&json!(2), &json!("等太久"))
    );
    let receipt = row["receipt"].as_str().unwrap();
    let shown: String = receipt
        .as_bytes()
        .chunks(4)
        .map(|four| String::from_utf8_lossy(four).into_owned())
        .collect::<Vec<_>>()
        .join("-");
    assert!(done.text().contains(&shown), "{}", done.text());
    assert!(
        done.text().contains("5个工作日"),
        "a bad rating is told what happens next"
    );

    let again = submit(&ticket, "", body).await;
    assert!(
        again.status == 200 && again.text().contains(&shown),
        "a reload shows the same"
    );
    let closed = get(&format!("/r/{ticket}")).await;
    assert!(closed.text().contains("本次服务已评价") && !closed.text().contains("<form"));
}

#[tokio::test]
async fn what_is_wrong_is_said_and_what_was_written_stays() {
    let case = case_no();
    let ticket = ticket(&case);
    let body = "comment=%3Cb%3E%E6%85%A2&named=on&name=%E6%9D%8E%E9%9B%B7&phone=12";
    let answer = submit(&ticket, "?lang=zh", body).await;
    assert_eq!(answer.status, 422);
    let html = answer.text();
    for words in [
        "请选择满意程度",
        "请填写11位手机号",
        "请同意仅用于核实和回访",
        "李雷",
        "&lt;b&gt;慢",
    ] {
        assert!(html.contains(words), "{words}: {html}");
    }
    assert!(html.contains("<form") && !html.contains("<b>慢"));
    assert_nothing_stored(&case).await;
}

#[tokio::test]
async fn a_switch_turned_off_again_leaves_no_name_behind() {
    let case = case_no();
    let ticket = ticket(&case);
    assert!(
        get(&format!("/r/{ticket}"))
            .await
            .text()
            .contains("name=\"named\"")
    );
    let body = "level=5&name=%E6%9D%8E%E9%9B%B7&phone=13800138000&consentContact=on";
    assert_eq!(submit(&ticket, "", body).await.status, 200);
    let row = rows_when(&case, 1).await.remove(0);
    assert_eq!(
        (&row["has_identity"], &row["consent_contact"]),
        (&json!(false), &json!(false))
    );
}

#[tokio::test]
async fn a_name_left_without_script_is_sealed() {
    let case = case_no();
    let body = "level=5&named=on&name=%E6%9D%8E%E9%9B%B7&phone=13800138000&consentContact=on";
    assert_eq!(submit(&ticket(&case), "", body).await.status, 200);
    let row = rows_when(&case, 1).await.remove(0);
    assert_eq!(
        (&row["has_identity"], &row["consent_contact"]),
        (&json!(true), &json!(true))
    );
}

#[tokio::test]
async fn a_post_that_the_form_cannot_send_is_refused_as_a_page() {
    let case = case_no();
    let ticket = ticket(&case);
    for (body, status) in [
        ("level=9", 400),
        ("level=5&rating=5", 400),
        ("comment=%ff&level=5", 400),
    ] {
        let answer = submit(&ticket, "", body).await;
        assert_eq!(answer.status, status, "{body}");
        assert!(
            answer
                .header("content-type")
                .unwrap()
                .starts_with("text/html")
        );
    }
    let large = submit(
        &ticket,
        "",
        &format!("level=5&comment={}", "a".repeat(20_000)),
    )
    .await;
    assert_eq!(large.status, 413);
    let url = format!("{}/r/{ticket}", world().edge);
    let json = json!({ "level": 5 }).to_string();
    let request = Client::new()
        .post(&url)
        .header("content-type", "application/json")
        .body(json);
    assert_eq!(send(request).await.status, 415);
    let foreign = Client::new()
        .post(&url)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("origin", "https://evil.example")
        .body("level=5");
    assert_eq!(send(foreign).await.status, 403);
    assert_eq!(get("/r/").await.status, 401, "a link without its end");
    assert_nothing_stored(&case).await;
}

#[tokio::test]
async fn a_browser_that_hides_its_origin_may_post_the_page_but_not_call_the_api() {
    let case = case_no();
    let ticket = ticket(&case);
    let hidden = |url: String, media_type: &str, body: String| {
        Client::new()
            .post(url)
            .header("content-type", media_type)
            .header("origin", "null")
            .body(body)
    };
    let body = json!({ "ticket": ticket, "level": 5 }).to_string();
    let call = hidden(
        format!("{}/v1/evaluations", world().edge),
        "application/json",
        body,
    );
    send(call)
        .await
        .assert_refused("a sandboxed frame", 403, "origin_not_allowed");
    let url = format!("{}/r/{ticket}", world().edge);
    let post = hidden(
        url,
        "application/x-www-form-urlencoded",
        "level=5".to_owned(),
    );
    assert_eq!(send(post).await.status, 200);
    assert_eq!(rows_when(&case, 1).await[0]["origin"], json!(null));
}

#[tokio::test]
async fn the_page_keeps_to_itself() {
    let page = get(&format!("/r/{}", ticket(&case_no()))).await;
    let policy = page.header("content-security-policy").unwrap();
    for part in [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
    ] {
        assert!(policy.contains(part), "{part}: {policy}");
    }
    assert!(
        policy.contains(&format!("frame-ancestors {}", world().origin)),
        "{policy}"
    );
    assert!(!policy.contains("unsafe-inline"));
    for (header, value) in [
        ("referrer-policy", "same-origin"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(page.header(header), Some(value));
    }
    let html = page.text();
    assert!(!html.contains("style=\"") && !html.contains("<style") && !html.contains("onclick"));
    assert_eq!(html.matches("<script").count(), 1);
    assert!(html.contains("integrity=\"sha384-") && html.contains("<haochaping-rating"));

    let style = html
        .split("href=\"/page/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let style = get(&format!("/page/{style}")).await;
    assert_eq!(
        (style.status, style.header("content-type")),
        (200, Some("text/css; charset=utf-8"))
    );
    assert!(style.text().contains(".hcp-sheet"));
    get("/page/other.css")
        .await
        .assert_refused("another build's style", 404, "not_found");
}

#[tokio::test]
async fn language_and_size_follow_the_address() {
    let ticket = ticket(&case_no());
    let page = get(&format!("/r/{ticket}?lang=en&elder=1")).await;
    let html = page.text();
    assert_eq!(page.header("content-language"), Some("en"));
    assert!(
        html.contains("<html lang=\"en\"") && html.contains("hcp-elder"),
        "{html}"
    );
    assert!(html.contains("How satisfied are you"), "{html}");
    assert!(
        html.contains(&format!("action=\"/r/{ticket}?lang=en&amp;elder=1\"")),
        "{html}"
    );
    assert!(
        html.contains("<haochaping-rating") && html.contains("lang=\"en\" elder>"),
        "{html}"
    );
}
