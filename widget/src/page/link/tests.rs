use crate::form::Settings;
use crate::page::Page;
use contract::api::form::Form as FormAnswer;
use contract::lang::Lang;

const FORM: &str = r#"{"state":"already_evaluated","matter":{"itemName":"食品<经营>许可","agencyName":"渝中区市场监督管理局","step":"conclude","stepLabel":"办结","serviceTime":"2026-11-20T10:00:00+08:00"},"round":1,"channel":7,"catalogue":{"version":"2","levels":[]},"rules":{"commentChars":500,"indicators":8,"rectifyWorkingDays":5,"additional":true},"evaluatedAt":"2026-11-21T09:00:00+08:00"}"#;

fn page(lang: Lang) -> Page {
    Page {
        settings: Settings {
            lang,
            elder: true,
            ..Settings::default()
        },
        path: "/s/7KQ2M9XD4HTB0VWE".into(),
    }
}

#[test]
fn a_used_link_says_when_and_how_to_look_it_up_and_has_no_form() {
    let form: FormAnswer = serde_json::from_str(FORM).unwrap();
    for (lang, words) in [
        (
            Lang::Zh,
            [
                "本次服务已评价",
                "评价时间：2026年11月21日 09:00",
                "回执链接",
                "追加评价一次",
            ],
        ),
        (
            Lang::En,
            [
                "already been rated",
                "21 November 2026",
                "open the receipt",
                "one more rating",
            ],
        ),
    ] {
        let html = page(lang).spent_link(&form);
        for words in words {
            assert!(html.contains(words), "{words}: {html}");
        }
        assert!(
            html.contains("食品&lt;经营&gt;许可") && !html.contains("<form"),
            "{html}"
        );
        assert!(
            html.contains("hcp-elder") && html.contains("href=\"/s/7KQ2M9XD4HTB0VWE?"),
            "{html}"
        );
    }
}

#[test]
fn an_expired_and_an_unknown_link_say_what_to_do() {
    let expired = FORM
        .replace("already_evaluated", "expired")
        .replace(r#","evaluatedAt":"2026-11-21T09:00:00+08:00""#, "");
    let form: FormAnswer = serde_json::from_str(&expired).unwrap();
    for (lang, spent, unknown) in [
        (Lang::Zh, "这个评价链接已过期", "没有找到这个评价链接"),
        (Lang::En, "link has expired", "no such rating link"),
    ] {
        let html = page(lang).spent_link(&form);
        assert!(
            html.contains(spent) && html.contains("食品") && !html.contains("<form"),
            "{html}"
        );
        let html = page(lang).no_link();
        assert!(html.contains(unknown) && !html.contains("<form"), "{html}");
    }
}
