//! The pages as a browser without script gets them.

use super::*;
use crate::form::Theme;
use contract::problem::{BrokenRule, Code};

const FORM: &str = r#"{"state":"open","matter":{"itemName":"食品经营许可","agencyName":"渝中区市场监督管理局","step":"conclude","stepLabel":"办结","serviceTime":"2026-11-20T10:00:00+08:00"},"round":1,"channel":3,"catalogue":{"version":"2","levels":[{"level":5,"label":"非常满意","indicators":[{"code":"510","text":"一窗受理一次办结","first":true},{"code":"513","text":"可以全程网上办理","first":false}]},{"level":1,"label":"非常不满意","indicators":[{"code":"108","text":"在办事指南之外增加新的审批条件","first":true}]}]},"rules":{"commentChars":500,"indicators":8,"rectifyWorkingDays":5,"additional":true}}"#;

fn form() -> FormAnswer {
    serde_json::from_str(FORM).unwrap()
}

fn page() -> Page {
    Page {
        path: "/r/ticket".into(),
        ..Page::default()
    }
}

fn posted() -> EvaluationRequest {
    serde_json::from_str(
        r#"{"ticket":"t","level":1,"comment":"<慢> & \"差\"","identity":{"name":"李雷","phone":"1"},"consent":{"contact":true,"publish":false}}"#,
    )
    .unwrap()
}

#[test]
fn the_empty_form_is_a_plain_html_form_with_nothing_chosen() {
    let html = page().form(&form());
    assert!(html.contains(r#"<form class="hcp-sheet" part="sheet" novalidate="" method="post" action="/r/ticket?lang=zh">"#), "{html}");
    assert_eq!(html.matches(r#"type="radio""#).count(), 5);
    assert!(!html.contains(" checked"), "{html}");
    assert!(html.contains("食品经营许可") && html.contains("2026年11月20日"));
    assert!(!html.contains("style=") && !html.contains("<script") && !html.contains("<!"));
}

#[test]
fn very_satisfied_comes_first() {
    let html = page().form(&form());
    let places: Vec<_> = (1..=5)
        .rev()
        .map(|n| html.find(&format!("value=\"{n}\"")).unwrap())
        .collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn reasons_are_siblings_after_the_radios_and_the_later_ones_behind_more() {
    let html = page().form(&form());
    let last_radio = html.rfind("hcp-l1").unwrap();
    let group = html.find("hcp-reasons hcp-reasons-5").unwrap();
    assert!(last_radio < group);
    let more = html.find("<details").unwrap();
    assert!(
        html.find("value=\"510\"").unwrap() < more && more < html.find("value=\"513\"").unwrap()
    );
    assert!(
        !html.contains("hcp-reasons-3"),
        "a level without reasons has no group"
    );
}

#[test]
fn a_refused_post_comes_back_filled_in_and_says_what_is_wrong_twice() {
    let mut problem = Problem::new(Code::RuleBroken, Lang::Zh);
    problem.violations.push(BrokenRule {
        pointer: "/identity/phone".into(),
        code: "phone_malformed".into(),
        text: "请填写11位手机号".into(),
    });
    let html = page().refused(&form(), &posted(), &problem);
    assert_eq!(html.matches("请填写11位手机号").count(), 2);
    assert!(
        html.contains(r##"<a href="#hcp-phone" data-to="hcp-phone">"##),
        "{html}"
    );
    assert!(
        html.contains(r#"value="李雷""#) && html.contains("&lt;慢&gt; &amp; \"差\""),
        "{html}"
    );
    assert!(html.contains(r#"aria-invalid="true""#));
    assert_eq!(
        html.matches("autofocus").count(),
        1,
        "no script can move the focus there"
    );
    assert_eq!(
        html.matches(" checked").count(),
        3,
        "level, switch and one consent: {html}"
    );
}

#[test]
fn a_negative_rating_is_told_what_happens_next_and_by_when() {
    let accepted: Accepted = serde_json::from_str(
        r#"{"receipt":"0123-4567-89AB-CDEF-GHJK","receiptUrl":"https://e/v1/receipts/0123-4567-89AB-CDEF-GHJK","acceptedAt":"2026-11-22T10:00:00+08:00","negative":true,"rectifyWorkingDays":5}"#,
    )
    .unwrap();
    let html = page().submitted(&form(), true, &accepted);
    assert!(html.contains("我们会在5个工作日内处理并告知您"), "{html}");
    assert!(html.contains("0123-4567-89AB-CDEF-GHJK") && !html.contains("<form"));
    assert!(
        page()
            .submitted(&form(), false, &accepted)
            .contains("请凭回执编号查询")
    );
}

#[test]
fn closed_pages_say_why() {
    for (code, words) in [
        (Code::TicketInvalid, "评价链接无效"),
        (Code::TicketExpired, "评价期限已过"),
        (Code::TicketNotYetValid, "评价尚未开放"),
        (Code::AlreadyEvaluated, "本次服务已评价"),
        (Code::Internal, "评价服务暂时无法使用"),
    ] {
        let html = page().no_form(&Problem::new(code, Lang::Zh));
        assert!(html.contains(words) && !html.contains("<form"), "{html}");
    }
    let rated = FormAnswer {
        state: contract::api::form::FormState::AlreadyEvaluated,
        evaluated_at: Some("2026-11-21T09:00:00+08:00".into()),
        ..form()
    };
    let html = page().form(&rated);
    assert!(html.contains("评价时间：2026年11月21日 09:00"), "{html}");
    assert!(html.contains("可从原办事页面追加评价一次"), "{html}");
    let second = FormAnswer {
        round: contract::round::Round::Additional,
        ..rated
    };
    assert!(
        !page().form(&second).contains("追加评价一次"),
        "there is no third"
    );
}

#[test]
fn settings_without_script_are_links_that_keep_each_other() {
    let settings = Settings {
        lang: Lang::En,
        elder: true,
        theme: Theme::Dark,
        ..Settings::default()
    };
    let html = Page { settings, ..page() }.form(&form());
    assert!(
        html.contains(r#"class="hcp hcp-dark hcp-elder hcp-t1""#),
        "{html}"
    );
    assert!(
        html.contains(r#"href="/r/ticket?lang=zh&amp;elder=1&amp;theme=dark""#),
        "{html}"
    );
    assert!(
        html.contains(r#"action="/r/ticket?lang=en&amp;elder=1&amp;theme=dark""#),
        "{html}"
    );
}

#[test]
fn a_receipt_tells_neither_level_nor_comment() {
    let receipt: ReceiptState = serde_json::from_str(
        r#"{"receipt":"0123-4567-89AB-CDEF-GHJK","state":"stored","acceptedAt":"2026-11-22T10:00:00+08:00","storedAt":"2026-11-22T10:00:01+08:00"}"#,
    )
    .unwrap();
    let html = page().receipt(&receipt);
    assert!(
        html.contains("已存入评价中心") && html.contains("2026年11月22日 10:00"),
        "{html}"
    );
    assert!(page().no_receipt().contains("没有找到这个回执"));
}
