//! A table is uploaded: row by row, nothing before it is confirmed, each opinion once.

use serde_json::json;

use crate::world::{rows, signed_in, staged, trail, upload, world};

const TABLE: &str = "编号,收集方式,收集日期,满意度,原因,意见\r\n\
    U-1,意见箱,2026-02-03,不满意,207,打13800138000\r\n\
    U-2,意见箱,2026-02-03,,,没打分\r\n\
    U-3,网上,2026-02-03,满意,,\r\n\
    U-4,座谈会,2026/2/3,满意,,=1+1\r\n\
    U-2x,意见箱,2026-02-03,非常满意,,13900139000\r\n";

fn place(answer: &haochaping_tests::world::Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("location").expect("a place").to_owned()
}

fn states(alias: &str) -> Vec<String> {
    staged(alias)
        .into_iter()
        .map(|(_, state, _)| state)
        .collect()
}

#[tokio::test]
async fn a_table_is_looked_through_and_then_entered_once() {
    let mut browser = signed_in(&world().workbench, "co-table", "collector").await;
    let table = TABLE.replace("U-", "T-");
    let path = place(&upload(&mut browser, table.as_bytes()).await);
    let seen = ["good", "wrong", "wrong", "good", "good"];
    assert_eq!(states("co-table"), seen);
    assert!(rows("co-table", 0).is_empty(), "before it is confirmed");
    let page = browser.get(&path).await;
    for words in [
        "确认录入 3 条",
        "满意度",
        "请填写，不能为空",
        "收集方式",
        "【手机号】",
        "座谈会",
    ] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    assert!(!page.text().contains("138001") && !page.text().contains("没打分"));

    let wrong = browser.get(&format!("{path}/wrong.csv")).await;
    assert_eq!(wrong.status, 200);
    assert!(wrong.text().contains("没打分") && !wrong.text().contains("T-1\""));
    let template = browser.get("/collect/template.csv").await;
    assert_eq!(
        template.header("content-type"),
        Some("text/csv; charset=gb18030")
    );

    let confirmed = browser.fill_in(&path, &path, &[]).await;
    assert_eq!(place(&confirmed), path);
    assert!(
        staged("co-table").iter().all(|(_, _, kept)| !kept),
        "their text is erased"
    );
    let entered = rows("co-table", 3);
    let levels: Vec<_> = entered.iter().map(|row| row["level"].clone()).collect();
    assert_eq!(levels, [json!(4), json!(2), json!(5)]);
    assert!(
        entered
            .iter()
            .all(|row| row["scored"] == false && row["certainty"] == "collected")
    );
    let told: Vec<String> = trail("co-table")
        .into_iter()
        .map(|(action, _)| action)
        .collect();
    assert_eq!(told, ["collect.upload", "collect.confirm"]);

    // The same file again: everything is there, whoever confirms it.
    let again = place(&upload(&mut browser, table.as_bytes()).await);
    assert_ne!(again, path);
    let seen: Vec<String> = states("co-table").split_off(5);
    assert_eq!(seen, ["known", "wrong", "wrong", "known", "known"]);
    assert!(browser.get(&again).await.text().contains("先前已录入"));
    assert_eq!(rows("co-table", 3).len(), 3);

    let gone = browser
        .fill_in(&again, &format!("{again}/discard"), &[])
        .await;
    assert_eq!(place(&gone), "/collect/upload");
    assert_eq!(browser.get(&again).await.status, 404);
    let mut other = signed_in(&world().workbench, "co-other", "collector").await;
    assert_eq!(other.get(&path).await.status, 404, "somebody else's");
}

#[tokio::test]
async fn what_the_edge_could_not_take_waits_and_is_entered_later() {
    let mut browser = signed_in(&world().cut_off, "co-later", "collector").await;
    let table = TABLE.replace("U-", "L-");
    let path = place(&upload(&mut browser, table.as_bytes()).await);
    let confirmed = browser.fill_in(&path, &path, &[]).await;
    let away = place(&confirmed);
    let page = browser.get(&away).await;
    assert!(
        page.text().contains("不会重复") && page.text().contains("待重试"),
        "{}",
        page.text()
    );
    assert_eq!(
        states("co-later"),
        ["retry", "wrong", "wrong", "retry", "retry"]
    );
    assert!(
        trail("co-later")
            .iter()
            .all(|(action, _)| action != "collect.confirm")
    );

    // The same person at a workbench whose edge answers.
    browser.base = world().workbench.url();
    browser.origin = vec![("origin", browser.base.clone())];
    let confirmed = browser.fill_in(&path, &path, &[]).await;
    assert_eq!(place(&confirmed), path);
    assert_eq!(
        states("co-later"),
        ["entered", "wrong", "wrong", "entered", "entered"]
    );
    assert_eq!(rows("co-later", 3).len(), 3);
}

#[tokio::test]
async fn a_file_that_is_no_table_says_so_and_keeps_nothing() {
    let mut browser = signed_in(&world().workbench, "co-broken", "collector").await;
    let big = vec![b'a'; 5_000_000];
    for (file, status, words) in [
        (&b""[..], 422, "请选择文件"),
        (&b"PK\x03\x04"[..], 422, "文件内容损坏或格式不对"),
        (&b"%PDF-1.4\n"[..], 422, "不是CSV或XLSX文件"),
        (&b"\xff\xff,\xff"[..], 422, "文字编码有误"),
        (&big[..], 413, "文件超过4 MB，请分成几个文件"),
    ] {
        let answer = upload(&mut browser, file).await;
        assert_eq!(answer.status, status, "{}", answer.text());
        assert!(answer.text().contains(words), "{words}: {}", answer.text());
        assert!(answer.text().contains("<nav"), "the way on");
    }
    assert_eq!(states("co-broken"), Vec::<String>::new());
    let forged = browser.post("/collect/upload/1", &[("csrf", "x")]).await;
    assert_eq!(forged.status, 403);
}

#[tokio::test]
async fn a_day_later_a_table_is_gone() {
    let mut browser = signed_in(&world().workbench, "co-day", "collector").await;
    let path = place(&upload(&mut browser, TABLE.replace("U-", "D-").as_bytes()).await);
    let age = "UPDATE workbench.uploads u SET taken_at = taken_at - interval '25 hours'
               FROM workbench.accounts a WHERE a.id = u.account_id AND a.alias = 'co-day'";
    let aged = world()
        .database
        .with(|client| Ok(client.execute(age, &[]).expect("aged")));
    assert_eq!(aged.expect("the centre"), 1);
    assert_eq!(browser.get(&path).await.status, 404);
    // Whoever uploads next sweeps, as the process does by itself.
    let mut next = signed_in(&world().workbench, "co-next", "collector").await;
    place(&upload(&mut next, TABLE.replace("U-", "N-").as_bytes()).await);
    assert_eq!(states("co-day"), Vec::<String>::new());
}

#[tokio::test]
async fn a_corrected_table_enters_only_what_was_corrected() {
    let mut browser = signed_in(&world().workbench, "co-mended", "collector").await;
    let table = "收集方式,收集日期,满意度,意见\r\n\
        开放日,2026-02-04,满意,\r\n\
        开放日,2026-02-04,,太慢\r\n\
        开放日,2026-02-04,满意,\r\n";
    let path = place(&upload(&mut browser, table.as_bytes()).await);
    place(&browser.fill_in(&path, &path, &[]).await);
    assert_eq!(states("co-mended"), ["entered", "wrong", "entered"]);
    rows("co-mended", 2);
    let wrong = browser.get(&format!("{path}/wrong.csv")).await;
    let wrong = wrong.text().replace("\"\",\"太慢\"", "\"不满意\",\"太慢\"");
    assert!(wrong.contains("请填写，不能为空"), "{wrong}");

    let mended = table
        .replace(",,太慢", ",不满意,太慢")
        .replace("02-04", "2-4");
    let path = place(&upload(&mut browser, mended.as_bytes()).await);
    assert_eq!(states("co-mended").split_off(3), ["known", "good", "known"]);
    let page = browser.get(&path).await;
    assert!(page.text().contains("请填写编号"), "{}", page.text());
    place(&browser.fill_in(&path, &path, &[]).await);
    rows("co-mended", 3);

    // The rows that were taken away, put right: the same opinion, so nothing is entered twice.
    place(&upload(&mut browser, wrong.as_bytes()).await);
    assert_eq!(states("co-mended").split_off(6), ["known"]);
}

#[tokio::test]
async fn while_a_table_is_being_entered_nobody_else_enters_or_deletes_it() {
    let mut browser = signed_in(&world().workbench, "co-twice", "collector").await;
    let table = TABLE.replace("U-", "W-");
    let path = place(&upload(&mut browser, table.as_bytes()).await);
    let mark = |until: &str| {
        let sql = format!(
            "UPDATE workbench.uploads u SET entering_until = clock_timestamp() + interval '{until}'
             FROM workbench.accounts a WHERE a.id = u.account_id AND a.alias = 'co-twice'"
        );
        let marked = world()
            .database
            .with(|client| Ok(client.execute(&sql, &[]).expect("marked")));
        assert_eq!(marked.expect("the centre"), 1);
    };
    let seen = ["good", "wrong", "wrong", "good", "good"];
    mark("1 hour");
    for act in [path.clone(), format!("{path}/discard")] {
        let busy = place(&browser.fill_in(&path, &act, &[]).await);
        assert!(browser.get(&busy).await.text().contains("正在录入"));
        assert_eq!(states("co-twice"), seen);
    }
    assert!(rows("co-twice", 0).is_empty());

    // Whoever was entering it has ended.
    mark("-1 second");
    assert_eq!(place(&browser.fill_in(&path, &path, &[]).await), path);
    rows("co-twice", 3);
    let gone = browser
        .fill_in(&path, &format!("{path}/discard"), &[])
        .await;
    assert_eq!(place(&gone), "/collect/upload", "the mark is taken away");
}
