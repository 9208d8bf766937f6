//! Points when parts are missing: what was registered at one edge is known at the other,
//! and while the centre is away every edge still opens what it knows.

use haochaping_tests::load::until;
use haochaping_tests::second_edge::second_edge;
use reqwest::Client;
use serde_json::{Value, json};
use xtask::stack::{DEMO_HALL, Edge, Stack, demo_keys};

const ITEM: &str = "11500103009276185R400070900700001";

fn point(id: &str, window: &str) -> Value {
    json!({
        "id": id, "window": window, "agencyCode": "11500103009276185R",
        "agencyName": "渝中区公安分局", "step": "apply",
        "items": [{ "code": ITEM, "name": "新生儿出生登记" }]
    })
}

async fn hall(edge: &Edge, path: &str, body: &Value) -> (u16, Value) {
    let answer = Client::new()
        .post(format!("{}{path}", edge.url()))
        .bearer_auth(demo_keys(DEMO_HALL).expect("the demo's keys").api)
        .header("content-type", "application/json")
        .body(body.to_string())
        .send()
        .await
        .expect("an answer");
    let status = answer.status().as_u16();
    let text = answer.text().await.expect("a body");
    (status, serde_json::from_str(&text).expect("JSON"))
}

async fn page(edge: &Edge, code: &Value) -> (u16, String) {
    let code = code.as_str().expect("a code");
    let url = format!("{}/p/{code}?lang=en", edge.url());
    let answer = Client::new().get(url).send().await.expect("an answer");
    (
        answer.status().as_u16(),
        answer.text().await.expect("a body"),
    )
}

fn revisions(stack: &Stack, id: &str) -> i64 {
    let sql = "SELECT count(*) FROM haochaping.points WHERE point_id = $1";
    let read = stack
        .database
        .with(|client| Ok(client.query_one(sql, &[&id]).expect("a count").get(0)));
    read.expect("the centre")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_point_is_known_at_every_edge_and_outlives_what_fails() {
    let mut stack = Stack::fresh("points", false, Value::Null, Value::Null).expect("a stack");
    let other = second_edge(&stack);

    let (status, made) = hall(&stack.edge, "/v1/points", &point("w-1", "1号窗口")).await;
    assert_eq!(status, 201, "{made}");
    until("the point", || revisions(&stack, "w-1") == 1);
    assert_eq!(
        page(&other, &made["code"]).await.0,
        200,
        "registered at the first edge only"
    );
    let (status, again) = hall(&other, "/v1/points", &point("w-1", "1号窗口")).await;
    assert_eq!(
        (status, &again["code"]),
        (200, &made["code"]),
        "the same point at another edge"
    );

    let (_, renewed) = hall(&stack.edge, "/v1/points/w-1/renewal", &json!({})).await;
    until("the renewal", || revisions(&stack, "w-1") == 2);
    let (status, moved) = hall(&other, "/v1/points", &point("w-1", "1号综合窗口")).await;
    assert_eq!(
        (status, &moved["code"]),
        (200, &renewed["code"]),
        "an edge that asked a moment ago brings no old code back"
    );
    until("the other name", || revisions(&stack, "w-1") == 3);
    assert_eq!(page(&other, &renewed["code"]).await.0, 200);
    let (status, text) = page(&other, &made["code"]).await;
    assert!(
        status == 410 && text.contains("has been replaced"),
        "{status} {text}"
    );

    stack.postgres.as_mut().expect("a server of its own").stop();
    for edge in [&stack.edge, &other] {
        assert_eq!(
            page(edge, &renewed["code"]).await.0,
            200,
            "the centre is away"
        );
        assert_eq!(
            page(edge, &json!("0000ZZZZ0000")).await.0,
            503,
            "only the centre could know"
        );
    }
    let (status, refused) = hall(&stack.edge, "/v1/points", &point("w-2", "2号窗口")).await;
    assert_eq!(
        (status, &refused["code"]),
        (503, &json!("unavailable")),
        "it may have a code elsewhere"
    );
    let (status, closed) = hall(&stack.edge, "/v1/points/w-1/closing", &json!({})).await;
    assert_eq!((status, &closed["open"]), (200, &json!(false)));

    stack.edge.kill9();
    stack.edge.run().expect("the edge again");
    assert_eq!(
        page(&stack.edge, &renewed["code"]).await.0,
        410,
        "what was answered is on disk"
    );
    stack
        .postgres
        .as_mut()
        .expect("a server of its own")
        .run()
        .expect("PostgreSQL again");
    until("the closing", || revisions(&stack, "w-1") == 4);
    // For a second after a failure the centre is not asked, so the hall comes again.
    for tries in 1.. {
        match hall(&stack.edge, "/v1/points", &point("w-2", "2号窗口"))
            .await
            .0
        {
            201 => break,
            status => assert!(status == 503 && tries < 300, "{status}"),
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }

    // A centre that was restored from before the point gets it again.
    until("the point", || revisions(&stack, "w-2") == 1);
    let restored =
        "ALTER TABLE haochaping.points DISABLE TRIGGER USER; DELETE FROM haochaping.points;
                    ALTER TABLE haochaping.points ENABLE TRIGGER USER";
    stack
        .database
        .with(|client| {
            client.batch_execute(restored).expect("the owner");
            Ok(())
        })
        .expect("the centre");
    stack.edge.kill9();
    stack.edge.run().expect("the edge again");
    let (_, again) = hall(&stack.edge, "/v1/points/w-2/closing", &json!({})).await;
    assert_eq!(page(&stack.edge, &again["code"]).await.0, 410);
    until("the point again", || revisions(&stack, "w-2") == 2);
}
