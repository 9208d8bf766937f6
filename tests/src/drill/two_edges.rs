//! Two edges behind a balancer, and every step rated through both at the same time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::{Duration, Instant};

use reqwest::Client;
use serde_json::{Value, json};
use xtask::stack::{Edge, EdgeOptions, Port, Stack, claim};
use xtask::tools::npm;

use super::Drill;
use super::findings::Findings;
use super::ground::Ground;
use super::relay::Relay;
use crate::load::{Diary, PATIENCE, evaluation};
use crate::ticket::case_no;

pub const DRILL: Drill = Drill {
    name: "two-edges",
    breaks: "every step rated twice at once, through two edges",
    run,
};

/// What two citizens with the same ticket were given.
#[derive(Clone, Default)]
struct Given {
    /// Follows from the ticket, so it is the same through either edge.
    receipt: String,
    /// How many of both got it.
    times: u32,
    /// Whether they rated differently.
    differ: bool,
}

type AllGiven = BTreeMap<String, Given>;

fn run(ground: &Ground) -> Findings {
    let races = ground.pick(2_000, 120);
    let mut findings = Findings::default()
        .with("races", races)
        .with("with differing content", races / 2);
    let stack = ground.stack(json!({}));
    let other = other_edge(&stack);
    let _entered = ground.enter();
    let front = claim(Port::Free, "the relay", "--edge-port").expect("a port");
    let _relay = Relay::start(front, &[port(&stack.edge), port(&other)], 1);

    let given = Arc::new(Mutex::new(AllGiven::new()));
    let heard = Arc::new(Mutex::new(Diary::default()));
    let front = format!("http://127.0.0.1:{front}");
    // A connection a request, so that the balancer has a choice each time.
    let client = Client::builder().pool_max_idle_per_host(0).build();
    let client = client.expect("a client");
    ground.wait(async {
        let mut racers = tokio::task::JoinSet::new();
        for racer in 0..8 {
            let (given, heard) = (Arc::clone(&given), Arc::clone(&heard));
            let (client, front) = (client.clone(), front.clone());
            racers.spawn(async move {
                for race in (racer..races).step_by(8) {
                    let case = case_no();
                    let one = evaluation(&case);
                    let mut two = one.clone();
                    if race % 2 == 0 {
                        two["indicators"] = json!(["208"]);
                    }
                    let (first, second) =
                        tokio::join!(sent(&client, &front, &one), sent(&client, &front, &two));
                    for answer in [first, second] {
                        note(&given, &heard, &case, race % 2 == 0, answer);
                    }
                }
            });
        }
        while let Some(ended) = racers.join_next().await {
            ended.expect("a racer that did not panic");
        }
    });

    let edges = [stack.edge.url(), other.url()];
    let began = Instant::now();
    while edges
        .iter()
        .any(|edge| ground.sample(edge, "haochaping_outbox_pending_rows") != Some(0))
    {
        assert!(began.elapsed() < PATIENCE, "rows still wait");
        sleep(Duration::from_millis(50));
    }
    let mut diary = heard.lock().expect("no panic").clone();
    let given = given.lock().expect("no panic").clone();
    let mut lost = 0;
    for (case, given) in &given {
        diary
            .acknowledged
            .insert(case.clone(), given.receipt.clone());
        let said = ground.wait(states(ground.client(), &edges, &given.receipt));
        let wanted: &[&str] = if given.differ && given.times == 2 {
            // Both edges took it; the one that lost says so.
            lost += 1;
            &["duplicate", "stored"]
        } else {
            &["stored"]
        };
        findings.demand(
            said.iter().eq(wanted),
            format!("a receipt says {said:?} instead of {wanted:?}"),
        );
    }
    ground.settle(&stack, &diary, &mut findings);
    findings.hear(&diary);
    findings.breaks = races;
    findings.demand(lost > 0, "no race was met by both edges");
    findings.notes.push(format!(
        "{lost} steps were taken by both edges with differing content: one row each, and the edge that lost says of the receipt that another evaluation counts"
    ));
    findings
}

fn other_edge(stack: &Stack) -> Edge {
    let mut config = stack.edge.config().clone();
    config["edgeId"] = json!("edge-other");
    let folder = stack.edge.data().parent().expect("the stack's folder");
    let secrets = include_str!("../../../edge-api/deploy/demo.secrets.json");
    let options = EdgeOptions {
        port: Port::Free,
        data: folder.join("outbox-other"),
        log: folder.join("log/edge-other.log"),
        config,
        secrets: serde_json::from_str(secrets).expect("JSON"),
        database: stack.edge.database().clone(),
    };
    Edge::start(&npm::ensure().expect("packages"), options).expect("a second edge")
}

fn port(edge: &Edge) -> u16 {
    let url = edge.url();
    let port = url.rsplit(':').next().and_then(|port| port.parse().ok());
    port.expect("a port")
}

async fn sent(client: &Client, front: &str, evaluation: &Value) -> (u16, Option<String>) {
    let answer = client
        .post(format!("{front}/v1/evaluations"))
        .json(evaluation)
        .send();
    let Ok(answer) = answer.await else {
        return (0, None);
    };
    let status = answer.status().as_u16();
    let body: Value = answer.json().await.unwrap_or_default();
    (
        status,
        body["receipt"]
            .as_str()
            .map(|receipt| receipt.replace('-', "")),
    )
}

fn note(
    given: &Mutex<AllGiven>,
    heard: &Mutex<Diary>,
    case: &str,
    differ: bool,
    answer: (u16, Option<String>),
) {
    match answer {
        (202, Some(receipt)) => {
            let mut given = given.lock().expect("no panic");
            let given = given.entry(case.to_owned()).or_default();
            given.receipt = receipt;
            given.times += 1;
            given.differ = differ;
        }
        (0, _) => heard.lock().expect("no panic").unanswered += 1,
        (status, _) => {
            *heard
                .lock()
                .expect("no panic")
                .refusals
                .entry(status)
                .or_default() += 1
        }
    }
}

/// What each edge says of a receipt: its state, or the status when it does not open.
async fn states(client: &Client, edges: &[String], receipt: &str) -> BTreeSet<String> {
    let mut states = BTreeSet::new();
    for edge in edges {
        let answer = client.get(format!("{edge}/v1/receipts/{receipt}")).send();
        let Ok(answer) = answer.await else { continue };
        let status = answer.status().to_string();
        let body: Value = answer.json().await.unwrap_or_default();
        let state = body["state"].as_str().map(str::to_owned);
        states.insert(state.unwrap_or_else(|| status.chars().take(3).collect()));
    }
    states
}
