//! Connections between edge and centre are cut in the middle: within the login, within a
//! statement, and between a commit and its answer.

use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::json;
use xtask::stack::{Launch, Plan, Port, Ports, Stack, claim};

use super::Drill;
use super::findings::Findings;
use super::ground::Ground;
use super::relay::Relay;
use crate::load::Crowd;
use crate::ticket::now;

pub const DRILL: Drill = Drill {
    name: "cut",
    breaks: "connections to PostgreSQL cut after any number of bytes, in both directions",
    run,
};

/// How long the wanted number of cuts may take.
const LIMIT: Duration = Duration::from_secs(240);

fn run(ground: &Ground) -> Findings {
    let (cuts, seed) = (ground.pick(400, 25), now().unsigned_abs());
    let mut findings = Findings::default()
        .with("cuts, at least", cuts)
        .with("seed", seed);
    let _entered = ground.enter();
    let mut relay = None;
    let stack = Stack::prepared("drill-cut", |_| {
        let centre = claim(Port::Free, "PostgreSQL", "--pg-port")?;
        let front = claim(Port::Free, "the relay", "--pg-port")?;
        relay = Some(Relay::start(front, &[centre], seed));
        Ok(Plan {
            ports: Ports {
                postgres: Port::Fixed(centre),
                ..Ports::FREE
            },
            // Short waits, so that many cuts fit into the time.
            config: json!({ "outbox": { "backoffBaseMs": 10, "backoffCapMs": 200 } }),
            launch: Launch {
                central: Some(format!("127.0.0.1:{front}")),
                ..Launch::default()
            },
            ..Plan::default()
        })
    })
    .expect("a stack");
    let relay = relay.expect("a relay");
    let crowd = Crowd::paced(&stack.edge.url(), 16, 200);
    crowd.wait_for(40);
    let broken = [crowd.age()];
    relay.cut(true);
    let began = Instant::now();
    while relay.cuts().all() < cuts || relay.cuts().unheard < 3 {
        assert!(began.elapsed() < LIMIT, "only {:?}", relay.cuts());
        sleep(Duration::from_millis(20));
    }
    relay.cut(false);
    ground.note_catch_up(&stack, &mut findings);
    let done = relay.cuts();
    let diary = ground.reckon(&stack, crowd, &broken, &mut findings);
    findings.breaks = done.all();
    findings.demand(
        diary.refusals.is_empty() && diary.unanswered == 0,
        "citizens noticed",
    );
    findings.notes.push(format!(
        "{} cut on the way to PostgreSQL, {} on the way back, {} of them between a commit and its answer",
        done.up, done.down, done.unheard
    ));
    findings
}
