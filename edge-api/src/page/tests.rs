use contract::lang::Lang;

use super::{Code, Config, Refusal, page, refused};
use crate::http::Method;
use crate::http::request::tests::request;

fn config() -> Config {
    Config::parse(
        include_str!("../../deploy/demo.config.json"),
        include_str!("../../deploy/demo.secrets.json"),
    )
    .unwrap()
}

#[test]
fn the_address_says_how_a_page_is_shown() {
    let page = page(&request(
        Method::Get,
        "/r/t?lang=en&elder=1&text=9&theme=dark",
    ));
    assert_eq!(page.path, "/r/t");
    assert_eq!(page.settings.lang, Lang::En);
    assert!(page.settings.elder);
    assert_eq!(page.settings.larger, 3);
    assert_eq!(page.settings.theme, widget::form::Theme::Dark);
}

#[test]
fn no_page_may_be_framed_kept_or_run_anything_inline() {
    let asked = request(Method::Get, "/r/t");
    let reply = refused(&config(), &asked, Code::TicketInvalid.into());
    let policy = reply.get("Content-Security-Policy").unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
    assert_eq!(reply.get("Referrer-Policy"), Some("same-origin"));
    assert_eq!(reply.get("Cache-Control"), Some("no-store"));
    let html = String::from_utf8(reply.body).unwrap();
    assert!(!html.contains("style=") && !html.contains("<style") && !html.contains("<script"));
}

#[test]
fn only_the_hall_may_frame_its_pages() {
    let asked = request(Method::Get, "/r/t");
    let refusal = Refusal::from(Code::TicketExpired).hall("yuzhong-zwfw");
    let reply = refused(&config(), &asked, refusal);
    let policy = reply.get("Content-Security-Policy").unwrap();
    assert!(
        policy.contains("frame-ancestors http://127.0.0.1:8788 http://localhost:8788;"),
        "{policy}"
    );
    assert_eq!(reply.status, 410);
}
