use super::{Choice, Fault, Notice};
use crate::form::Settings;
use crate::page::Page;
use contract::api::points::Point;
use contract::lang::Lang;

const FIRST: &str = r#"{"code":"11500103009276185R400070900700001","name":"新生儿<登记>"}"#;
const SECOND: &str = r#"{"code":"11500103009276185R400070900700002","name":"户口迁移"}"#;

fn point(items: &[&str]) -> Point {
    let items = items.join(",");
    serde_json::from_str(&format!(
        r#"{{"id":"w-03","window":"3号窗口","agencyCode":"11500103009276185R","agencyName":"渝中区公安分局",
            "staff":"工号 0317","step":"apply","asks":"case_no","items":[{items}]}}"#
    ))
    .unwrap()
}

fn page(lang: Lang) -> Page {
    Page {
        settings: Settings {
            lang,
            ..Settings::default()
        },
        path: "/p/7KQ2M9XD4HTB".into(),
    }
}

fn choice<'a>(point: &'a Point, number: &'a str, faults: &'a [Fault]) -> Choice<'a> {
    Choice {
        hall: "渝中区政务服务大厅",
        point,
        item: None,
        number,
        faults,
    }
}

#[test]
fn it_asks_for_the_item_with_nothing_chosen_and_nothing_of_a_person() {
    let html = page(Lang::Zh).choice(choice(&point(&[FIRST, SECOND]), "", &[]));
    assert_eq!(html.matches(r#"type="radio""#).count(), 2);
    assert!(!html.contains(" checked"), "{html}");
    assert!(
        html.contains(r#"action="/p/7KQ2M9XD4HTB?lang=zh""#),
        "{html}"
    );
    for words in [
        "3号窗口",
        "渝中区公安分局",
        "工号 0317",
        "新生儿&lt;登记&gt;",
        "办件编号",
    ] {
        assert!(html.contains(words), "{words}: {html}");
    }
    let names: Vec<&str> = html.split(" name=\"").skip(1).collect();
    assert!(
        names
            .iter()
            .all(|rest| rest.starts_with("item\"") || rest.starts_with("number\""))
    );
    assert!(!html.contains("style=") && !html.contains("<script") && !html.contains("<!"));
}

#[test]
fn the_only_item_is_said_and_sent_without_a_choice() {
    let html = page(Lang::En).choice(choice(&point(&[SECOND]), "", &[]));
    assert!(!html.contains(r#"type="radio""#) && html.contains("户口迁移"));
    assert!(html.contains(r#"type="hidden" name="item""#), "{html}");
}

#[test]
fn what_is_wrong_is_said_on_top_and_beside_the_field_and_what_was_typed_stays() {
    let faults = [Fault::Item, Fault::PersonalNumber];
    let html = page(Lang::Zh).choice(choice(&point(&[FIRST, SECOND]), "\"13800138000", &faults));
    assert_eq!(html.matches("请选择您办理的事项").count(), 2);
    assert_eq!(html.matches("请不要填写手机号").count(), 2);
    assert!(html.contains(r##"href="#hcp-item""##) && html.contains(r##"href="#hcp-number""##));
    assert!(html.contains(r#"value="&quot;13800138000""#), "{html}");
}

#[test]
fn an_old_code_says_so_kindly_in_both_languages() {
    for (notice, zh, en) in [
        (Notice::Closed, "已停用", "no longer in use"),
        (Notice::Renewed, "已更换", "has been replaced"),
        (Notice::Unknown, "没有找到", "no such code"),
        (Notice::TooOften, "请稍候", "wait a moment"),
    ] {
        assert!(page(Lang::Zh).notice(notice).contains(zh));
        assert!(page(Lang::En).notice(notice).contains(en));
    }
}
