//! Ten times as many evaluations are offered as the edge can take.

use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::json;
use xtask::stack::Stack;

use super::Drill;
use super::findings::Findings;
use super::ground::Ground;
use super::open_loop::{Offered, offer};
use crate::load::{Crowd, Diary};

pub const DRILL: Drill = Drill {
    name: "flood",
    breaks: "ten times the edge's capacity offered, whether it answers or not",
    run,
};

/// How often the capacity is offered.
const TIMES: u64 = 10;
/// Connections of the flood.
const CONNECTIONS: usize = 1_000;
/// How long the edge may take to be as quick as before.
const BACK: Duration = Duration::from_secs(10);

fn run(ground: &Ground) -> Findings {
    let (measure, flood) = (
        Duration::from_secs(ground.pick(10, 3)),
        Duration::from_secs(ground.pick(60, 5)),
    );
    // Few seconds of a small generator fill fewer places.
    let at_once = ground.pick(512, 64);
    let mut findings = Findings::default()
        .with("seconds", flood.as_secs())
        .with("connections", CONNECTIONS)
        .with("limits.atOnce", at_once);
    let config = json!({ "limits": { "atOnce": at_once, "hall": { "burst": 1_000_000, "perMinute": 60_000_000 } } });
    let stack = Stack::fresh("drill-flood", false, config, serde_json::Value::Null);
    let stack = stack.expect("a stack");
    let edge = stack.edge.url();
    let _entered = ground.enter();

    let (mut all, capacity) = capacity(ground, &edge, measure);
    let before = calm(ground, &edge, &mut all);
    let offered = ground.wait(offer(&edge, capacity * TIMES, CONNECTIONS, flood));
    let ended = Instant::now();
    let after = loop {
        let now = calm(ground, &edge, &mut all);
        // Twice as long as before is noise on a busy machine; ten times is not.
        if now <= before * 2 + Duration::from_millis(20) || ended.elapsed() > BACK {
            break now;
        }
        sleep(Duration::from_millis(100));
    };
    let back = ended.elapsed();
    findings.demand(
        back < BACK,
        format!("still slow {} s after the flood", back.as_secs()),
    );
    judge(&offered, &mut findings);
    let Offered { sent, answered, .. } = &offered;
    findings.notes.push(format!(
        "capacity {capacity}/s; offered {}/s, {sent} sent, {answered} answered, {} of them 202; slowest answer \
         {:.1} s; an answer took {:.0} ms before the flood and {:.0} ms {:.1} s after it",
        capacity * TIMES,
        offered.diary.acknowledged.len(),
        offered.diary.waited(1.0).as_secs_f64(),
        before.as_secs_f64() * 1e3,
        after.as_secs_f64() * 1e3,
        back.as_secs_f64(),
    ));
    findings.breaks = 1;
    findings.hear(&offered.diary);
    all.acknowledged.extend(offered.diary.acknowledged);
    ground.settle(&stack, &all, &mut findings);
    findings
}

fn judge(offered: &Offered, findings: &mut Findings) {
    let refused = offered
        .diary
        .refusals
        .get(&503)
        .copied()
        .unwrap_or_default();
    findings.demand(refused > 0, "nothing was refused");
    let other: Vec<_> = offered
        .diary
        .refusals
        .keys()
        .filter(|code| **code != 503)
        .collect();
    findings.demand(other.is_empty(), format!("answered with {other:?}"));
    findings.demand(
        !offered.diary.acknowledged.is_empty(),
        "nothing was accepted",
    );
}

/// Evaluations a second that the edge takes from citizens who wait for each answer.
fn capacity(ground: &Ground, edge: &str, time: Duration) -> (Diary, u64) {
    let crowd = Crowd::gather(edge, 64);
    sleep(time / 3);
    let (from, count) = (Instant::now(), crowd.count());
    sleep(time);
    let taken = (crowd.count() - count) as f64 / from.elapsed().as_secs_f64();
    (ground.wait(crowd.go_home()), taken as u64)
}

/// How long one of a few citizens waits for an answer, in the middle.
fn calm(ground: &Ground, edge: &str, all: &mut Diary) -> Duration {
    let crowd = Crowd::paced(edge, 4, 40);
    sleep(Duration::from_millis(700));
    let diary = ground.wait(crowd.go_home());
    let waited = diary.waited(0.5);
    all.acknowledged.extend(diary.acknowledged);
    waited
}
