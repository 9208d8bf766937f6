//! What an outbox that is full, silent or unsure means for short links.

use std::cell::RefCell;

use contract::link::LinkCode;
use serde_json::{Value, json};

use super::tests::{Fixed, ask, ask_again, config, ticket_of};
use crate::http::Method;
use crate::http::request::tests::request;
use crate::link;
use crate::link::offer::offer;
use crate::link::record::Keeping;
use crate::outbox::protocol::StepState;

#[tokio::test]
async fn a_link_is_given_only_for_what_is_kept() {
    let mut asked = request(Method::Post, "/v1/links");
    asked.content_type = "application/json".to_owned();
    asked.authorization = Some("Bearer demo-key-yuzhong-zwfw-not-secret-01".to_owned());
    let tickets = [ticket_of(7), ticket_of(1), "no ticket".to_owned()];
    asked.body = json!({ "tickets": tickets }).to_string().into_bytes();
    let kept = |keeping| Some(link::Told::Kept(vec![keeping]));
    for (told, status) in [
        (kept(Keeping::Made), "made"),
        (kept(Keeping::There), "repeated"),
        (kept(Keeping::Full), "retry"),
        (kept(Keeping::Taken), "refused"),
        (Some(link::Told::Kept(Vec::new())), "retry"),
        (None, "retry"),
    ] {
        let outbox = Fixed {
            link: told.clone(),
            ..Fixed::default()
        };
        let reply = ask(&outbox, &asked).await;
        let said: Value = serde_json::from_slice(&reply.body).unwrap();
        let [first, web, none] = said["results"].as_array().unwrap().as_slice() else {
            panic!("{said}");
        };
        assert_eq!((reply.status, &first["status"]), (200, &json!(status)));
        let has_link = matches!(status, "made" | "repeated");
        assert_eq!(first.get("link").is_some(), has_link, "{told:?}: {said}");
        for (refused, code) in [(web, "rule_broken"), (none, "ticket_invalid")] {
            assert_eq!(refused["problem"]["code"], code, "{said}");
        }
    }
}

#[tokio::test]
async fn a_link_leads_to_the_form_until_its_step_is_rated() {
    let (config, ticket) = (config(), ticket_of(7));
    let now = request(Method::Get, "/").received_at;
    let hall = config.hall("yuzhong-zwfw").unwrap();
    let link = offer(&config, hall, &ticket, Some(now + 1), now).unwrap();
    let path = format!(
        "/s/{}?lang=en&theme=dark&bridge=ios",
        link.code.as_str().to_lowercase()
    );
    let open = |told, step| Fixed {
        link: Some(told),
        step: Some(step),
        ..Fixed::default()
    };
    let found = || link::Told::Found(Box::new(link.clone()));
    let rated = StepState::Evaluated { accepted_at: now };
    let mut asked = request(Method::Get, &path);
    let reply = ask(&open(found(), StepState::Open), &asked).await;
    let place = format!("/r/{ticket}?lang=en&theme=dark&bridge=ios");
    assert_eq!((reply.status, reply.get("Location")), (303, Some(&*place)));
    assert_eq!(reply.get("X-Robots-Tag"), Some("noindex, nofollow"));
    assert_eq!(reply.get("Cache-Control"), Some("no-store"));
    for (told, step, status, words) in [
        (found(), rated.clone(), 410, "already been rated"),
        (
            link::Told::Unknown,
            rated.clone(),
            404,
            "no such rating link",
        ),
        (
            link::Told::Unclear { retry_after: 5 },
            rated.clone(),
            503,
            "not available",
        ),
    ] {
        let reply = ask(&open(told, step), &asked).await;
        let html = String::from_utf8(reply.body).unwrap();
        assert_eq!(reply.status, status, "{html}");
        assert!(html.contains(words) && !html.contains("<form"), "{html}");
    }
    // A rating counts for more than the end of the link.
    asked.received_at += 1;
    for (step, words) in [
        (StepState::Open, "link has expired"),
        (rated, "already been rated"),
    ] {
        let reply = ask(&open(found(), step), &asked).await;
        let html = String::from_utf8(reply.body).unwrap();
        assert!(reply.status == 410 && html.contains(words), "{html}");
    }
}

#[tokio::test]
async fn for_a_made_up_code_nobody_is_asked() {
    // An outbox that would be asked does not answer: 503.
    for code in [
        "0123456789ABCDEF",
        "short",
        "%E7%A0%81",
        "7KQ2M9XD4HTB0VWEX",
    ] {
        let reply = ask(
            &Fixed::default(),
            &request(Method::Get, &format!("/s/{code}")),
        )
        .await;
        assert_eq!(reply.status, 404, "{code}");
    }
}

#[tokio::test]
async fn for_one_code_the_outbox_is_asked_so_often_and_no_more() {
    let config = config();
    let path = |ticket: &str| format!("/s/{}", LinkCode::of(ticket, 0, &config.receipt_key));
    let nobodys = || Fixed {
        link: Some(link::Told::Unknown),
        ..Fixed::default()
    };
    let (rates, outbox) = (RefCell::default(), nobodys());
    let burst = config.limits.ticket.burst;
    for _ in 0..burst {
        let asked = request(Method::Get, &path("a"));
        assert_eq!(ask_again(&outbox, &asked, &rates).await.status, 404);
    }
    for _ in 0..5 {
        let asked = request(Method::Get, &path("a").to_lowercase());
        let reply = ask_again(&outbox, &asked, &rates).await;
        assert_eq!(reply.status, 429);
        assert_eq!(reply.get("Retry-After"), Some("2"));
    }
    assert_eq!(outbox.links_asked.get(), burst);
    let other = request(Method::Get, &path("b"));
    assert_eq!(ask_again(&outbox, &other, &rates).await.status, 404);
}
