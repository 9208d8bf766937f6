//! Short links when parts are missing: what was answered is on disk, what was made at one edge
//! opens at the other, and a centre that was restored gets them again.

use haochaping_tests::load::until;
use haochaping_tests::second_edge::second_edge;
use haochaping_tests::ticket::{case_no, claims, signed};
use reqwest::Client;
use reqwest::redirect::Policy;
use serde_json::{Value, json};
use xtask::stack::{DEMO_HALL, Edge, Stack, demo_keys};

/// A ticket for a text message.
fn message() -> String {
    let mut claims = claims(&case_no());
    claims["ch"] = json!(7);
    signed(&claims)
}

fn client() -> Client {
    let client = Client::builder().redirect(Policy::none()).build();
    client.expect("a client")
}

/// The results of tickets that are all taken.
async fn made(edge: &Edge, tickets: &[String]) -> Vec<Value> {
    let answer = client()
        .post(format!("{}/v1/links", edge.url()))
        .bearer_auth(demo_keys(DEMO_HALL).expect("the demo's keys").api)
        .header("content-type", "application/json")
        .body(json!({ "tickets": tickets }).to_string())
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status().as_u16(), 200);
    let body: Value = serde_json::from_str(&answer.text().await.expect("a body")).expect("JSON");
    body["results"].as_array().expect("results").clone()
}

async fn opens(edge: &Edge, result: &Value) -> u16 {
    let code = result["link"]["code"].as_str().expect("a code");
    let url = format!("{}/s/{code}", edge.url());
    let answer = client().get(url).send().await.expect("an answer");
    answer.status().as_u16()
}

fn count(stack: &Stack) -> i64 {
    let sql = "SELECT count(*) FROM haochaping.short_links";
    let read = stack
        .database
        .with(|client| Ok(client.query_one(sql, &[]).expect("a count").get(0)));
    read.expect("the centre")
}

fn centre(stack: &Stack, sql: &str) {
    stack
        .database
        .with(|client| {
            client.batch_execute(sql).expect("the owner");
            Ok(())
        })
        .expect("the centre");
}

/// As an operator has an outbox send again what a restored centre lost.
async fn fill(stack: &Stack, shard: u8) {
    let [_, (_, secrets)] = stack.edge.environment();
    let secrets: Value = serde_json::from_str(&secrets).expect("JSON");
    let answer = client()
        .post(format!("{}/v1/operations/reconciliation", stack.edge.url()))
        .bearer_auth(secrets["operationsKey"].as_str().expect("a key"))
        .header("content-type", "application/json")
        .body(json!({ "shard": shard, "after": 0, "fill": true }).to_string())
        .send()
        .await
        .expect("an answer");
    let status = answer.status().as_u16();
    assert_eq!(status, 200, "{}", answer.text().await.expect("a body"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_was_answered_opens_everywhere_and_outlives_what_fails() {
    let shards = json!({ "outbox": { "shards": 2 } });
    let mut stack = Stack::fresh("links", false, shards, Value::Null).expect("a stack");
    let other = second_edge(&stack);

    let tickets: Vec<String> = (0..20).map(|_| message()).collect();
    let results = made(&stack.edge, &tickets).await;
    until("the links", || count(&stack) == 20);
    for result in &results {
        assert_eq!(
            opens(&other, result).await,
            303,
            "made at the first edge only"
        );
    }
    let there = made(&other, &tickets).await;
    for (one, two) in results.iter().zip(&there) {
        assert_eq!(one["link"], two["link"], "a gateway that asks another edge");
    }

    stack.postgres.as_mut().expect("a server of its own").stop();
    let away = made(&stack.edge, &(0..20).map(|_| message()).collect::<Vec<_>>()).await;
    stack.edge.kill9();
    stack.edge.run().expect("the edge again");
    for result in results.iter().chain(&away) {
        assert_eq!(result["problem"], Value::Null);
        assert_eq!(opens(&stack.edge, result).await, 303, "it is on disk");
    }
    assert_eq!(
        opens(&other, &away[0]).await,
        503,
        "only the centre could know"
    );
    let made_up = json!({ "link": { "code": "0123456789ABCDEF" } });
    assert_eq!(opens(&other, &made_up).await, 404, "nobody is asked");
    let server = stack.postgres.as_mut().expect("a server of its own");
    server.run().expect("PostgreSQL again");
    until("the links of meanwhile", || count(&stack) == 40);

    // A centre that was restored from before the links.
    centre(&stack, "DELETE FROM haochaping.short_links");
    for shard in 0..2 {
        fill(&stack, shard).await;
    }
    until("the links again", || count(&stack) == 40);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_the_centre_refuses_holds_up_no_other_and_stays() {
    let stack = Stack::fresh("links-refused", false, Value::Null, Value::Null).expect("a stack");
    let wrong = message();
    let refuse = format!(
        "ALTER TABLE haochaping.short_links ADD CONSTRAINT refused CHECK (ticket <> '{wrong}')"
    );
    centre(&stack, &refuse);
    let results = made(&stack.edge, &[message(), wrong, message()]).await;
    until("the others", || count(&stack) == 2);
    assert_eq!(
        opens(&stack.edge, &results[1]).await,
        303,
        "it is kept here"
    );
    centre(
        &stack,
        "ALTER TABLE haochaping.short_links DROP CONSTRAINT refused",
    );
    fill(&stack, 0).await;
    until("that one too", || count(&stack) == 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn links_are_forgotten_a_month_after_they_expired() {
    let stack = Stack::fresh("links-old", false, Value::Null, Value::Null).expect("a stack");
    centre(
        &stack,
        "INSERT INTO haochaping.short_links (code, edge_id, area_code, hall_id, ticket, expires_at)
         SELECT code, 'e', '500103000000', 'h', 't', now() - days * interval '1 day'
         FROM (VALUES ('0000000000000000', 29), ('1111111111111111', 31)) AS old(code, days)",
    );
    // The first pass of an edge has it done.
    made(&stack.edge, &[message()]).await;
    let old = "SELECT count(*) FROM haochaping.short_links WHERE hall_id = 'h'";
    until("forgetting", || {
        let read = stack.database.with(|client| {
            Ok(client
                .query_one(old, &[])
                .expect("a count")
                .get::<_, i64>(0))
        });
        read.expect("the centre") == 1
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_bounded_and_who_comes_beyond_comes_back() {
    let few = json!({ "outbox": { "backlogRows": 5 } });
    let mut stack = Stack::fresh("links-many", false, few, Value::Null).expect("a stack");
    stack.postgres.as_mut().expect("a server of its own").stop();
    let tickets: Vec<String> = (0..8).map(|_| message()).collect();
    let results = made(&stack.edge, &tickets).await;
    let told: Vec<&str> = results
        .iter()
        .filter_map(|result| result["status"].as_str())
        .collect();
    assert_eq!(told, [["made"; 5].as_slice(), &["retry"; 3]].concat());
    assert_eq!(results[5]["problem"]["code"], "unavailable");
    let server = stack.postgres.as_mut().expect("a server of its own");
    server.run().expect("PostgreSQL again");
    until("the first", || count(&stack) == 5);
    let again = made(&stack.edge, &tickets).await;
    let told: Vec<&str> = again
        .iter()
        .filter_map(|result| result["status"].as_str())
        .collect();
    assert_eq!(told, [["repeated"; 5].as_slice(), &["made"; 3]].concat());
    until("all", || count(&stack) == 8);
}
